/* Sleutel leerlingdagen. One unit per day of each inschrijving at a school of the pool (SPEC §6).
 */
#include "rules/params.h"

static void count(Weighing *w)
{
    weigh_each_inschrijving(w, (Dubbel)w->laag->params[0].choice, w->days, weigh_days);
}

static const Param params[] = {
    PARAM_DUBBEL,
};

static const TableId needs[] = {T_inschrijvingen};

const Sleutel sleutel_leerlingdagen = {
    .name = "leerlingdagen",
    .label = "Leerlingdagen",
    .unit = "leerlingdagen",
    .one = "leerlingdag",
    .counts = "Elke dag van elke inschrijving op een school van de pool telt voor één.",
    .example = "Een leerling die van 1 oktober t/m 31 december is ingeschreven telt 92; "
               "verhuist hij op 1 november, dan telt hij 31 voor de oude gemeente en 61 voor "
               "de nieuwe.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_WEGING | TRAIT_DAYS,
    .params = params,
    .param_count = COUNT_OF(params),
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
