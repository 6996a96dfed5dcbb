/* Who goes to school where (SPEC §8, grensverkeer). In: inschrijvingen at the scholen of contracts,
 * over the periode; out: Run.border, sorted by school, schoolgemeente, woongemeente (as codes).
 * Holds always: every day of every such inschrijving is counted once; nothing is told. */
#include "engine/border.h"

#include "engine/weigh.h"

typedef struct Stay {
    u32 gemeente; /* after opvolger of each day; NONE: unknown */
    u32 leerling;
    i128 days;
} Stay;

typedef struct Stays {
    Stay *items;
    size_t count, capacity;
} Stays;

static int by_gemeente(const void *left, const void *right)
{
    const Stay *a = left, *b = right;
    u32 a_first = a->gemeente + 1, b_first = b->gemeente + 1; /* unknown is empty: it comes first */
    if (a_first != b_first) return a_first < b_first ? -1 : 1;
    return (a->leerling > b->leerling) - (a->leerling < b->leerling);
}

static void gather_stays(Weighing *w, u32 school, Stays *stays)
{
    const Table_inschrijvingen *t = &w->run->batch->inschrijvingen;
    Slice rows = group_of(&w->run->batch->inschrijvingen_at, school);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval days = overlap((Interval){t->begindatum[row], t->einddatum[row]}, w->days);
        if (is_empty(days)) continue;
        Unit unit = {T_inschrijvingen, row, t->leerling[row], school, t->gemeente[row], NONE};
        attribute(w, &unit, days);
        for (size_t p = 0; p < w->pieces.count; p++) {
            const Piece *piece = &w->pieces.items[p];
            *PUSH(w->run->arena, stays) =
                (Stay){piece->partij, unit.leerling,
                       (i128)days_count(piece->days.first, piece->days.last) * piece->share};
        }
    }
}

bool has_secret_pupil_at(const Run *run, u32 school)
{
    const Batch *b = run->batch;
    Slice rows = group_of(&b->inschrijvingen_at, school);
    for (size_t i = 0; i < rows.count; i++) {
        u32 r = rows.rows[i], pupil = b->leerlingen_row[b->inschrijvingen.leerling[r]];
        Interval days = {b->inschrijvingen.begindatum[r], b->inschrijvingen.einddatum[r]};
        if (!is_empty(overlap(days, run->settings->periode)) && pupil != NONE &&
            b->leerlingen.geheim[pupil])
            return true;
    }
    return false;
}

static void count_school(Weighing *w, u32 school, Stays *stays)
{
    Run *run = w->run;
    stays->count = 0;
    gather_stays(w, school, stays);
    if (has_secret_pupil_at(run, school)) return;
    sort_array(stays->items, stays->count, sizeof(Stay), by_gemeente);
    for (size_t i = 0; i < stays->count; i++) {
        const Stay *stay = &stays->items[i];
        bool other_gemeente = !i || stay[-1].gemeente != stay->gemeente;
        if (other_gemeente)
            *PUSH(run->arena, &run->border) =
                (BorderRow){school, run->batch->scholen.gemeente[school], stay->gemeente, 0, 0};
        BorderRow *row = &run->border.items[run->border.count - 1];
        row->days += stay->days;
        row->pupils += other_gemeente || stay[-1].leerling != stay->leerling;
    }
}

/* Counting by woonplaats over `days`, outside any pool. */
static Weighing border_weighing(Run *run, Interval days)
{
    static const Laag by_woonplaats = {.aan = AAN_WOONPLAATS, .onbekend = ONBEKEND_KEEP};
    return (Weighing){.run = run,
                      .laag = &by_woonplaats,
                      .days = days,
                      .tijdvak_days = days,
                      .successor_per_day = true};
}

bool enrolled_on(const Run *run, u32 school, Day day, i128 *counts)
{
    Weighing w = border_weighing((Run *)(uintptr_t)run, (Interval){day, day});
    Stays stays = {0};
    gather_stays(&w, school, &stays);
    for (size_t i = 0; i < stays.count; i++) {
        u32 gemeente = stays.items[i].gemeente;
        counts[gemeente == NONE ? run->batch->partijen.rows.count : gemeente] +=
            stays.items[i].days;
    }
    return stays.count > 0;
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

/* Whether the pupil is enrolled on the day, and lives in the gemeente then. */
static bool lives_in(Weighing *w, u32 leerling, u32 gemeente, Day day)
{
    const Table_inschrijvingen *t = &w->run->batch->inschrijvingen;
    Slice rows = group_of(&w->run->batch->inschrijvingen_of, leerling);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (t->begindatum[row] > day || t->einddatum[row] < day) continue;
        Unit unit = {T_inschrijvingen, row, leerling, t->school[row], t->gemeente[row], NONE};
        attribute(w, &unit, (Interval){day, day});
        for (size_t p = 0; p < w->pieces.count; p++)
            if (w->pieces.items[p].partij == gemeente) return true;
    }
    return false;
}

i64 resident_pupils(const Run *run, u32 gemeente)
{
    Day day = latest_october(run);
    Weighing w = border_weighing((Run *)(uintptr_t)run, (Interval){day, day});
    gemeente = successor_on(run->batch, gemeente, day);
    i64 pupils = 0;
    for (u32 leerling = 0; leerling < run->batch->leerling_ids.count; leerling++)
        pupils += lives_in(&w, leerling, gemeente, day);
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

void count_border(Run *run)
{
    Batch *b = run->batch;
    Weighing w = border_weighing(run, run->settings->periode);
    u8 *has_contract = NEW(run->arena, u8, b->scholen.rows.count + 1);
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++)
        has_contract[b->contract_scholen.school[i]] = 1;
    Stays stays = {0};
    for (u32 school = 0; school < b->scholen.rows.count; school++)
        if (has_contract[school]) count_school(&w, school, &stays);
}
