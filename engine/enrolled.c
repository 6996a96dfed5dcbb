/* Enrolment on days. In: inschrijvingen, tellingen, woonplaatsen; out: counts. Holds always: the
 * work is that of the rows that are asked about, whatever the number of gemeenten. */
#include "engine/enrolled.h"

#include "engine/weigh.h"

/* Counting by woonplaats, outside any pool. */
static Weighing weighing_of_residents(const Run *run)
{
    static const Laag by_woonplaats = {.aan = AAN_WOONPLAATS, .onbekend = ONBEKEND_KEEP};
    return (Weighing){
        .run = (Run *)(uintptr_t)run, .laag = &by_woonplaats, .successor_per_day = true};
}

static void end_weighing(Weighing *w)
{
    arena_free(&w->lists);
    arena_free(&w->scratch);
}

/* The pieces of one inschrijving on one day. */
static void attribute_on(Weighing *w, u32 row, Day day)
{
    const Table_inschrijvingen *t = &w->run->batch->inschrijvingen;
    Unit unit = {T_inschrijvingen, row, t->leerling[row], t->school[row], t->gemeente[row], NONE};
    w->days = w->tijdvak_days = (Interval){day, day};
    w->before_2022.count = w->verblijf_before_2022.count = w->unknown.count = 0; /* told by none */
    attribute(w, &unit, w->days);
}

static int by_moment(const void *left, const void *right)
{
    const Enrolled *a = left, *b = right;
    if (a->moment != b->moment) return a->moment < b->moment ? -1 : 1;
    return (a->gemeente > b->gemeente) - (a->gemeente < b->gemeente);
}

void enrolled_merge(EnrolledList *list)
{
    sort_array(list->items, list->count, sizeof(Enrolled), by_moment);
    size_t merged = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (merged && !by_moment(&list->items[merged - 1], &list->items[i]))
            list->items[merged - 1].pupils += list->items[i].pupils;
        else
            list->items[merged++] = list->items[i];
    }
    list->count = merged;
}

/* The first of `days` that is `day` or later. */
static size_t first_from(const Day *days, size_t count, Day day)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (days[middle] < day)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

void enrolled_on(Arena *arena, const Run *run, u32 school, const Day *days, size_t count,
                 EnrolledList *list)
{
    const Table_inschrijvingen *t = &run->batch->inschrijvingen;
    Slice rows = group_of(&run->batch->inschrijvingen_at, school);
    Weighing w = weighing_of_residents(run);
    list->count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        size_t moment = first_from(days, count, t->begindatum[row]);
        for (; moment < count && days[moment] <= t->einddatum[row]; moment++) {
            attribute_on(&w, row, days[moment]);
            for (size_t p = 0; p < w.pieces.count; p++)
                *PUSH(arena, list) =
                    (Enrolled){(u32)moment, w.pieces.items[p].partij, w.pieces.items[p].share};
        }
    }
    end_weighing(&w);
    enrolled_merge(list);
}

i64 enrolled_days(const Run *run, u32 school)
{
    const Table_inschrijvingen *t = &run->batch->inschrijvingen;
    Slice rows = group_of(&run->batch->inschrijvingen_at, school);
    i64 days = 0;
    for (size_t i = 0; i < rows.count; i++) {
        Interval part = overlap((Interval){t->begindatum[rows.rows[i]], t->einddatum[rows.rows[i]]},
                                run->settings->periode);
        days += days_count(part.first, part.last);
    }
    return days;
}

/* The latest 1 October on or before the end of the periode. */
static Day latest_october(const Run *run)
{
    static const Peildatum october = {PEILDATUM_LATEST, 10, 1, 0, 0};
    return peildatum_on(&october, run->settings->periode.last);
}

i64 enrolled_pupils(const Run *run, u32 school)
{
    const Table_inschrijvingen *t = &run->batch->inschrijvingen;
    Day day = latest_october(run);
    Slice rows = group_of(&run->batch->inschrijvingen_at, school);
    i64 pupils = 0; /* inschrijvingen of one pupil at one school do not overlap */
    for (size_t i = 0; i < rows.count; i++)
        pupils += t->begindatum[rows.rows[i]] <= day && day <= t->einddatum[rows.rows[i]];
    return pupils;
}

u32 resident_gemeente(const Run *run, u32 gemeente)
{
    return successor_on(run->batch, gemeente, latest_october(run));
}

i64 *resident_pupils(Arena *arena, const Run *run)
{
    const Batch *b = run->batch;
    const Table_inschrijvingen *t = &b->inschrijvingen;
    Day day = latest_october(run);
    Weighing w = weighing_of_residents(run);
    i64 *pupils = NEW(arena, i64, b->partijen.rows.count + 1);
    u32 *counted = NEW(arena, u32, b->partijen.rows.count + 1); /* the last pupil, + 1 */
    for (u32 leerling = 0; leerling < b->leerling_ids.count; leerling++) {
        Slice rows = group_of(&b->inschrijvingen_of, leerling);
        for (size_t i = 0; i < rows.count; i++) {
            u32 row = rows.rows[i];
            if (t->begindatum[row] > day || t->einddatum[row] < day) continue;
            attribute_on(&w, row, day);
            for (size_t p = 0; p < w.pieces.count; p++) {
                u32 gemeente = w.pieces.items[p].partij;
                if (gemeente >= b->partijen.rows.count || counted[gemeente] == leerling + 1)
                    continue;
                counted[gemeente] = leerling + 1;
                pupils[gemeente]++;
            }
        }
    }
    end_weighing(&w);
    return pupils;
}

i64 counted_pupils(const Run *run, u32 school)
{
    const Table_tellingen *t = &run->batch->tellingen;
    Slice rows = group_of(&run->batch->tellingen_of, school); /* by peildatum */
    Day latest = DAY_OPEN_START;
    i64 pupils = 0;
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (t->peildatum[row] > run->settings->periode.first) break;
        if (t->peildatum[row] != latest) pupils = 0;
        latest = t->peildatum[row];
        pupils += t->aantal[row];
    }
    return pupils;
}
