/* Sleutel peildatum. One unit per inschrijving that covers the peildatum (SPEC §6). */
#include "rules/params.h"

static void take(Weighing *w, const Unit *unit, Interval days)
{
    weigh_on(w, unit, days.first, 1);
}

static void count(Weighing *w)
{
    const Peildata *peildata = &w->laag->params[0].peildata;
    for (size_t i = 0; i < peildata->count; i++) {
        Day day = peildatum_on(&peildata->items[i], w->tijdvak_days.first);
        weigh_each_inschrijving(w, (Dubbel)w->laag->params[1].choice, (Interval){day, day}, take);
    }
}

static const Param params[] = {
    PARAM_PEILDATA,
    PARAM_DUBBEL,
};

static const TableId needs[] = {T_inschrijvingen};

const Sleutel sleutel_peildatum = {
    .name = "peildatum",
    .label = "Leerlingen op de peildatum",
    .unit = "leerlingen",
    .one = "leerling",
    .counts = "Elke inschrijving op een school van de pool die de peildatum omvat telt voor "
              "één.",
    .example = "Op 1 oktober zijn 12 leerlingen ingeschreven: 7 uit Rijswijk en 5 uit Delft; "
               "Rijswijk draagt 7/12.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_WEGING,
    .params = params,
    .param_count = COUNT_OF(params),
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
