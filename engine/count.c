/* What sleutels walk along: the inschrijvingen and deelnames of a pool. In: the pool and days; out:
 * each row that counts, with its days, to the sleutel. Holds always: a row comes once, but for days
 * that dubbel cuts out. */
#include "engine/weigh.h"

#include <stdlib.h>

static void tell_dubbel(Weighing *w, u32 own, u32 other, Day day)
{
    Batch *b = w->run->batch;
    FAULT_AT(b->report, E411_DUBBEL,
             place_of(b, T_inschrijvingen, own, COL_inschrijvingen_leerling),
             leerling_id(b, b->inschrijvingen.leerling[own]),
             school_code(b, b->inschrijvingen.school[own]),
             school_code(b, b->inschrijvingen.school[other]), day_text(b->arena, day));
}

static int by_first(const void *left, const void *right)
{
    const Interval *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/* Finds the days of `unit` that other inschrijvingen of the pupil take over (SPEC §6, dubbel: the
 * one that began last, ties to the lower school), upwards: those that stand before it in the index.
 */
static void find_taken(Weighing *w, const Unit *unit, Dubbel dubbel, Interval days)
{
    const Batch *b = w->run->batch;
    Slice others = group_of(&b->inschrijvingen_of, unit->leerling);
    w->taken.count = 0;
    for (size_t i = 0; others.rows[i] != unit->row; i++) {
        u32 other = others.rows[i], school = b->inschrijvingen.school[other];
        if (school == unit->school || w->school_mark[school] != w->pool_mark) continue;
        Interval both = overlap(days, (Interval){b->inschrijvingen.begindatum[other],
                                                 b->inschrijvingen.einddatum[other]});
        if (is_empty(both)) continue;
        if (dubbel == DUBBEL_FOUT) {
            tell_dubbel(w, unit->row, other, b->inschrijvingen.begindatum[other]);
            continue;
        }
        *PUSH(&w->lists, &w->taken) = both;
        if (both.first == days.first && both.last == days.last) break; /* nothing is left */
    }
    sort_array(w->taken.items, w->taken.count, sizeof(Interval), by_first);
}

/* Takes the days of `unit` that no other inschrijving of the same pupil takes over. */
static void take_unless_double(Weighing *w, const Unit *unit, Dubbel dubbel, Interval days,
                               TakeUnit *take)
{
    find_taken(w, unit, dubbel, days);
    for (size_t i = 0; i < w->taken.count; i++) {
        Interval taken = w->taken.items[i];
        if (taken.first > days.first) take(w, unit, (Interval){days.first, taken.first - 1});
        days.first = day_max(days.first, taken.last + 1);
    }
    if (!is_empty(days)) take(w, unit, days);
}

enum { AHEAD = 16 }; /* rows: pupils of a school are anywhere in memory */

void weigh_each_inschrijving(Weighing *w, Dubbel dubbel, Interval days, TakeUnit *take)
{
    const Batch *b = w->run->batch;
    const Table_inschrijvingen *t = &b->inschrijvingen;
    const Residences *residences = residences_of(w);
    bool once = w->schools.count < 2 || dubbel == DUBBEL_BEIDE;
    for (size_t s = 0; s < w->schools.count; s++) {
        Slice rows = group_of(&b->inschrijvingen_at, w->schools.rows[s]);
        for (size_t i = 0; i < rows.count; i++) {
            u32 row = rows.rows[i];
            if (i + AHEAD < rows.count)
                stretch_ahead(residences, t->leerling[rows.rows[i + AHEAD]]);
            Interval part = overlap(days, (Interval){t->begindatum[row], t->einddatum[row]});
            if (is_empty(part)) continue;
            Unit unit = {T_inschrijvingen, row, t->leerling[row], t->school[row],
                         t->gemeente[row], NONE};
            if (once)
                take(w, &unit, part);
            else
                take_unless_double(w, &unit, dubbel, part, take);
        }
    }
}

/* The first of these deelnames, which are sorted by school, that is not at a school before. */
static size_t first_from_school(const Batch *b, Slice rows, u32 school)
{
    size_t low = 0, high = rows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->deelnames.school[rows.rows[middle]] + 1 < school + 1) /* NONE comes first */
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Slice deelnames_at(const Batch *b, Slice rows, u32 school)
{
    size_t first = first_from_school(b, rows, school), end = first;
    while (end < rows.count && b->deelnames.school[rows.rows[end]] == school)
        end++;
    return (Slice){rows.rows + first, end - first};
}

void weigh_each_deelname(Weighing *w, bool own_cents, Interval days, TakeUnit *take)
{
    const Batch *b = w->run->batch;
    const Table_deelnames *t = &b->deelnames;
    const Residences *residences = residences_of(w);
    /* A pool without a school has the deelnames of all, but not their cents. */
    bool own_school = w->school != NONE || (own_cents && w->terms->version->kosten == KOSTEN_PXQ);
    Slice rows = group_of(&b->deelnames_in, w->contract);
    if (own_school) rows = deelnames_at(b, rows, w->school);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (i + AHEAD < rows.count) stretch_ahead(residences, t->leerling[rows.rows[i + AHEAD]]);
        Interval part = overlap(days, (Interval){t->begindatum[row], t->einddatum[row]});
        if (is_empty(part)) continue;
        Unit unit = {T_deelnames,    row, t->leerling[row], t->school[row], t->gemeente[row],
                     t->betaler[row]};
        take(w, &unit, part);
    }
}
