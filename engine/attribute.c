/* To whom a unit is attributed (SPEC §6, aan; §4). In: a unit and days; out: pieces, each with one
 * partij after opvolger, in the order of their days. Holds always: the shares of the pieces of a
 * day add up to aandeel_common, but for days whose fault was told. */
#include "engine/weigh.h"

static void add_piece(Weighing *w, u32 partij, Interval days, i64 share, Step step)
{
    *PUSH(&w->lists, &w->pieces) = (Piece){partij, days, share, step, 0};
}

/* Adds the pieces of a woonplaats, cut where an opvolger takes over. */
static void add_gemeente(Weighing *w, u32 gemeente, Interval days, i64 share, Step step)
{
    const Batch *b = w->run->batch;
    if (b->opvolger[gemeente] == NONE) {
        add_piece(w, gemeente, days, share, step);
        return;
    }
    while (
        !is_empty(days)) { /* a counted day of the tijdvak asks on that day, others on its first */
        Interval here = w->tijdvak_days, part = days;
        bool inside = w->successor_per_day && here.first <= days.first && days.first <= here.last;
        u32 now = successor_on(b, gemeente, inside ? days.first : here.first);
        if (inside)
            part.last = day_min(part.last, here.last);
        else if (days.first < here.first)
            part.last = day_min(part.last, here.first - 1);
        if (inside && b->opvolger[now] != NONE)
            part.last = day_min(part.last, b->partijen.opvolging_per[now] - 1);
        add_piece(w, now, part, share, step);
        days.first = part.last + 1;
    }
}

static void add_unknown(Weighing *w, const Unit *unit, Interval days)
{
    u32 partij = NONE;
    if (w->laag->onbekend == ONBEKEND_KEEP) {
        add_piece(w, NONE, days, w->run->aandeel_common, STEP_ONBEKEND);
    } else if (w->laag->onbekend == ONBEKEND_SCHOOLGEMEENTE) {
        partij = schoolgemeente_of_unit(w, unit);
    } else if (w->laag->onbekend == ONBEKEND_REGIEGEMEENTE) {
        partij = regiegemeente_of(w->run, w->contract, w->school, w->tijdvak_days.first);
        if (partij == NONE) weigh_fault(w, E406_NO_REGIEGEMEENTE, words_same(TEXT("")));
    } else {
        *PUSH(&w->lists, &w->unknown) = (PupilDays){unit->leerling, days, unit->table, unit->row};
    }
    if (partij != NONE) add_piece(w, partij, days, w->run->aandeel_common, STEP_ONBEKEND);
}

/* The besluiten that share these days, on each of which the same ones are in force. */
static void add_shared(Weighing *w, const Unit *unit, Interval days)
{
    const Table_woonplaatsbesluiten *t = &w->run->batch->woonplaatsbesluiten;
    Slice rows = group_of(&w->run->batch->besluiten_of, unit->leerling);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (t->begindatum[row] > days.first || t->einddatum[row] < days.first) continue;
        i64 share =
            w->run->aandeel_common / t->aandeel[row].denominator * t->aandeel[row].numerator;
        add_gemeente(w, t->gemeente[row], days, share, STEP_BESLUIT);
    }
}

enum { LAW_CHANGED = 18993 }; /* 2022-01-01 */

/* Takes the days under the older regime, which is not modelled (SPEC §4): a warning, and in
 * verblijf a fault. The days that are left to attribute. */
static Interval without_old_stay(Weighing *w, const Unit *unit, Interval days, Step step,
                                 bool in_verblijf)
{
    Interval old = {days.first, day_min(days.last, LAW_CHANGED - 1)};
    if (step == STEP_BESLUIT || w->laag->aan == AAN_WOONADRES) return days;
    PupilDays pupil_days = {unit->leerling, old, unit->table, unit->row};
    if (!in_verblijf) {
        *PUSH(&w->lists, &w->before_2022) = pupil_days;
        return days;
    }
    *PUSH(&w->lists, &w->verblijf_before_2022) = pupil_days;
    if (w->laag->onbekend == ONBEKEND_KEEP)
        add_piece(w, NONE, old, w->run->aandeel_common, STEP_ONBEKEND);
    return (Interval){LAW_CHANGED, days.last};
}

static void add_resident(Weighing *w, const Unit *unit, const Stretch *stretch, Interval days)
{
    u32 who = stretch->who;
    Step step = (Step)stretch->step;
    if (days.first < LAW_CHANGED)
        days = without_old_stay(w, unit, days, step, stretch->in_verblijf);
    if (is_empty(days)) return;
    if (who == WHO_OF_ROW) {
        who = unit->gemeente;
        if (who == NONE) who = fallback_of(w->run->batch, unit->leerling, &step);
    }
    if (who == WHO_SHARED)
        add_shared(w, unit, days);
    else if (who == WHO_UNKNOWN)
        add_unknown(w, unit, days);
    else
        add_gemeente(w, who, days, w->run->aandeel_common, step);
}

static void attribute_by_residence(Weighing *w, const Unit *unit, Interval days)
{
    const Residences *r = residences_of(w);
    for (;;) { /* `days` has one at least */
        Stretch stretch = stretch_on(w->run->batch, r, unit->leerling, days.first);
        add_resident(w, unit, &stretch, (Interval){days.first, day_min(days.last, stretch.last)});
        if (stretch.last >= days.last) return;
        days.first = stretch.last + 1;
    }
}

static u32 partij_of_school(Weighing *w, const Unit *unit)
{
    const Table_scholen *t = &w->run->batch->scholen;
    bool swv = w->laag->aan == AAN_SWV;
    u32 partij = NONE;
    if (unit->school != NONE) partij = swv ? t->swv[unit->school] : t->bestuur[unit->school];
    if (partij != NONE) return successor_on(w->run->batch, partij, w->tijdvak_days.first);
    Text what = swv ? TEXT("swv") : TEXT("bestuur");
    if (unit->school == NONE)
        FAULT_AT(w->run->batch->report, E408_UNIT_WITHOUT_SCHOOL,
                 place_of_school(w->run->batch, unit), what);
    else
        FAULT_AT(w->run->batch->report, E407_SCHOOL_WITHOUT,
                 place_of(w->run->batch, T_scholen, unit->school,
                          swv ? COL_scholen_swv : COL_scholen_bestuur),
                 school_code(w->run->batch, unit->school), what);
    return NONE;
}

void attribute(Weighing *w, const Unit *unit, Interval days)
{
    w->pieces.count = 0;
    if (w->laag->aan == AAN_WOONPLAATS || w->laag->aan == AAN_WOONADRES) {
        if (unit->betaler == NONE)
            attribute_by_residence(w, unit, days);
        else
            add_piece(w, successor_on(w->run->batch, unit->betaler, w->tijdvak_days.first), days,
                      w->run->aandeel_common, STEP_BETALER);
        return;
    }
    u32 partij = w->laag->aan == AAN_SCHOOLGEMEENTE ? schoolgemeente_of_unit(w, unit)
                                                    : partij_of_school(w, unit);
    if (partij != NONE) add_piece(w, partij, days, w->run->aandeel_common, STEP_SCHOOL);
}

/* --- messages about pupils ------------------------------------------------------------------- */

static int by_pupil(const void *left, const void *right)
{
    const PupilDays *a = left, *b = right;
    if (a->leerling != b->leerling) return a->leerling < b->leerling ? -1 : 1;
    if (a->days.first != b->days.first) return a->days.first < b->days.first ? -1 : 1;
    if (a->table != b->table) return a->table < b->table ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The distinct days of items[start] … of one pupil; the index after them in *end. */
static i64 distinct_days(const PupilDays *items, size_t count, size_t start, size_t *end)
{
    i64 days = 0;
    Day through = DAY_OPEN_START;
    size_t i = start;
    for (; i < count && items[i].leerling == items[start].leerling; i++) {
        Day first = day_max(items[i].days.first, through + 1);
        days += days_count(first, items[i].days.last);
        through = day_max(through, items[i].days.last);
    }
    *end = i;
    return days;
}

static void tell_each(Run *run, PupilDays *items, size_t count, FaultId id)
{
    Batch *b = run->batch;
    if (!count) return;
    sort_array(items, count, sizeof *items, by_pupil);
    for (size_t i = 0, end; i < count; i = end) {
        i64 days = distinct_days(items, count, i, &end);
        Day last = items[i].days.last;
        for (size_t j = i; j < end; j++)
            last = day_max(last, items[j].days.last);
        i32 column = items[i].table == T_deelnames ? (i32)COL_deelnames_leerling
                                                   : (i32)COL_inschrijvingen_leerling;
        FAULT_AT(b->report, id, place_of(b, items[i].table, items[i].row, column),
                 leerling_id(b, items[i].leerling), text_integer(b->arena, days),
                 day_text(b->arena, items[i].days.first), day_text(b->arena, last));
    }
}

static void tell_before_2022(Run *run, PupilDays *items, size_t count)
{
    i64 pupils = 0, days = 0;
    if (!count) return;
    sort_array(items, count, sizeof *items, by_pupil);
    for (size_t i = 0, end; i < count; i = end, pupils++)
        days += distinct_days(items, count, i, &end);
    FAULT_AT(run->batch->report, W403_DAYS_BEFORE_2022, ((Place){0}),
             text_integer(run->batch->arena, pupils), text_integer(run->batch->arena, days));
}

typedef struct AllPupilDays {
    LIST(PupilDays) unknown, before_2022, verblijf_before_2022;
} AllPupilDays;

#define GATHER(arena, all, weighing, list)              \
    for (size_t i = 0; i < (weighing)->list.count; i++) \
    *PUSH((arena), &(all)->list) = (weighing)->list.items[i]

void tell_pupil_days(Run *run, const Weighing *weighings, size_t count)
{
    Arena scratch = {0};
    AllPupilDays all = {0};
    for (size_t w = 0; w < count; w++) {
        GATHER(&scratch, &all, &weighings[w], unknown);
        GATHER(&scratch, &all, &weighings[w], before_2022);
        GATHER(&scratch, &all, &weighings[w], verblijf_before_2022);
    }
    tell_each(run, all.unknown.items, all.unknown.count, E401_WOONPLAATS_UNKNOWN);
    tell_each(run, all.verblijf_before_2022.items, all.verblijf_before_2022.count,
              E402_VERBLIJF_BEFORE_2022);
    tell_before_2022(run, all.before_2022.items, all.before_2022.count);
    arena_free(&scratch);
}
