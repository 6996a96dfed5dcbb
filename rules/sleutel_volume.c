/* Sleutel volume. The units of each deelname, in ten-thousandths (SPEC §5, §6). */
#include "engine/weigh.h"

static void take(Weighing *w, const Unit *unit, Interval days)
{
    days = overlap(days, deelname_days(w->run, unit->row));
    if (is_empty(days)) return;
    if (deelname_has_units(w->run, unit->row))
        weigh_divided(w, unit, days, deelname_volume(w->run, unit->row, days));
}

static void count(Weighing *w)
{
    weigh_each_deelname(w, false, w->days, take);
}

static const TableId needs[] = {T_deelnames};

const Sleutel sleutel_volume = {
    .name = "volume",
    .label = "Volume",
    .unit = "tienduizendsten van een eenheid",
    .people_unit = "eenheden",
    .people_units = 10000,
    .one = "eenheid",
    .counts = "Het volume van elke deelname in het tijdvak, in hele tienduizendsten; verhuist een "
              "kind, dan gaat het naar rato van de dagen over de gemeenten.",
    .example = "Twee uur per week is over de 92 dagen van het vierde kwartaal 26,2857 uur: 262.857 "
               "tienduizendsten.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_WEGING,
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
