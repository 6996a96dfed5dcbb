/* What sleutels walk along: the inschrijvingen and deelnames of a pool. In: the pool and days; out:
 * each row that counts, with its days, to the sleutel. Holds always: a row comes once, but for days
 * that dubbel cuts out. */
#include "engine/weigh.h"

#include <stdlib.h>

/* Whether inschrijving `other` takes the days that it shares with `own` (SPEC §6, dubbel): the one
 * that began last, ties to the lower school. */
static bool takes_over(const Batch *b, u32 own, u32 other)
{
    Day own_first = b->inschrijvingen.begindatum[own];
    Day other_first = b->inschrijvingen.begindatum[other];
    if (own_first != other_first) return other_first > own_first;
    return b->inschrijvingen.school[other] < b->inschrijvingen.school[own];
}

static void tell_dubbel(Weighing *w, u32 own, u32 other, Day day)
{
    Batch *b = w->run->batch;
    FAULT_AT(b->report, E411_DUBBEL,
             place_of(b, T_inschrijvingen, own, COL_inschrijvingen_leerling),
             leerling_id(b, b->inschrijvingen.leerling[own]),
             school_code(b, b->inschrijvingen.school[own]),
             school_code(b, b->inschrijvingen.school[other]), day_text(b->arena, day));
}

/* Takes the days of `unit` that no inschrijving from `from` on of the same pupil takes over. */
static void take_unless_double(Weighing *w, const Unit *unit, Dubbel dubbel, Interval days,
                               size_t from, TakeUnit *take)
{
    const Batch *b = w->run->batch;
    Slice others = group_of(&b->inschrijvingen_of, unit->leerling);
    for (size_t i = from; i < others.count && !is_empty(days); i++) {
        u32 other = others.rows[i];
        u32 school = b->inschrijvingen.school[other];
        if (school == unit->school || w->school_mark[school] != w->pool_mark) continue;
        Interval both = overlap(days, (Interval){b->inschrijvingen.begindatum[other],
                                                 b->inschrijvingen.einddatum[other]});
        if (is_empty(both)) continue;
        if (dubbel == DUBBEL_FOUT) {
            if (takes_over(b, unit->row, other))
                tell_dubbel(w, unit->row, other, b->inschrijvingen.begindatum[other]);
        } else if (takes_over(b, unit->row, other)) {
            take_unless_double(w, unit, dubbel, (Interval){days.first, both.first - 1}, i + 1,
                               take);
            days.first = both.last + 1;
        }
    }
    if (!is_empty(days)) take(w, unit, days);
}

enum { AHEAD = 16 }; /* rows: pupils of a school are anywhere in memory */

void weigh_each_inschrijving(Weighing *w, Dubbel dubbel, Interval days, TakeUnit *take)
{
    const Batch *b = w->run->batch;
    const Table_inschrijvingen *t = &b->inschrijvingen;
    const Residences *residences =
        w->laag->aan == AAN_WOONADRES ? &w->run->woonadres : &w->run->woonplaats;
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
                take_unless_double(w, &unit, dubbel, part, 0, take);
        }
    }
}

void weigh_each_deelname(Weighing *w, bool own_cents, Interval days, TakeUnit *take)
{
    const Batch *b = w->run->batch;
    const Table_deelnames *t = &b->deelnames;
    bool own_school = w->school != NONE || (own_cents && w->terms->version->kosten == KOSTEN_PXQ);
    Slice rows = group_of(&b->deelnames_in, w->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (own_school && t->school[row] != w->school) continue;
        Interval part = overlap(days, (Interval){t->begindatum[row], t->einddatum[row]});
        if (is_empty(part)) continue;
        Unit unit = {T_deelnames,    row, t->leerling[row], t->school[row], t->gemeente[row],
                     t->betaler[row]};
        take(w, &unit, part);
    }
}
