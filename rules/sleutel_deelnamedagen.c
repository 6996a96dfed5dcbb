/* Sleutel deelnamedagen. One unit per day of each deelname in the pool (SPEC §6). */
#include "engine/weigh.h"

static void count(Weighing *w)
{
    weigh_each_deelname(w, false, w->days, weigh_days);
}

static const TableId needs[] = {T_deelnames};

const Sleutel sleutel_deelnamedagen = {
    .name = "deelnamedagen",
    .label = "Deelnamedagen",
    .unit = "deelnamedagen",
    .one = "deelnamedag",
    .counts = "Elke dag van elke deelname in de pool telt voor één.",
    .example = "Een kind doet van 10 november t/m 31 december mee aan de groep: het telt 52 "
               "voor zijn gemeente.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_WEGING | TRAIT_DAYS,
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
