/* Sleutel kosten. The pxq cents of each deelname (SPEC §5, §6). */
#include "engine/weigh.h"

static void take(Weighing *w, const Unit *unit, Interval days)
{
    days = overlap(days, deelname_days(w->run, unit->row));
    if (is_empty(days)) return;
    if (deelname_is_priced(w->run, unit->row))
        weigh_divided(w, unit, days, weigh_own_cents(w, unit->row, days));
}

static void count(Weighing *w)
{
    weigh_each_deelname(w, true, w->days, take);
}

static const TableId needs[] = {T_deelnames, T_tarieven};

const Sleutel sleutel_kosten = {
    .name = "kosten",
    .label = "Kosten per kind",
    .unit = "centen",
    .people_unit = "euro aan kosten",
    .people_units = 100,
    .counts = "De kosten van elke deelname (volume maal tarief), in centen; verhuist een kind, dan "
              "gaan ze naar rato van de dagen over de gemeenten.",
    .example = "Een kind krijgt tien uur van € 61,50 en verhuist halverwege: elke gemeente telt "
               "voor 30.750 centen.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_CENTS,
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
