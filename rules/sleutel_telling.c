/* Sleutel telling. The counts of tellingen at the peildatum (SPEC §6). */
#include "rules/params.h"

/* The rows of one school on one day; the fault when there are none. */
static void count_school(Weighing *w, u32 school, Day day)
{
    Batch *b = w->run->batch;
    Slice rows = group_of(&b->tellingen_of, school);
    bool any = false;
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (b->tellingen.peildatum[row] != day) continue;
        any = true;
        Unit unit = {T_tellingen, row, NONE, school, b->tellingen.gemeente[row], NONE};
        weigh_counted(w, &unit, b->tellingen.aantal[row]);
    }
    if (!any)
        weigh_contract_fault(w, E409_NO_TELLING, school_code(b, school), day_text(b->arena, day),
                             words_same(TEXT("")));
}

static void count(Weighing *w)
{
    const Peildata *peildata = &w->laag->params[0].peildata;
    Slice schools = weighing_schools(w);
    for (size_t i = 0; i < peildata->count; i++)
        for (size_t s = 0; s < schools.count; s++)
            count_school(w, schools.rows[s],
                         peildatum_on(&peildata->items[i], w->tijdvak_days.first));
}

static const Param params[] = {
    PARAM_PEILDATA,
};

static const TableId needs[] = {T_tellingen};

const Sleutel sleutel_telling = {
    .name = "telling",
    .label = "Telling",
    .unit = "getelde leerlingen",
    .one = "getelde leerling",
    .counts = "Het aantal leerlingen per gemeente uit tellingen.csv van de scholen van de "
              "pool op de peildatum.",
    .example = "De telling van 1 oktober zegt 40 uit Gouda en 10 uit Waddinxveen; Gouda "
               "draagt 4/5.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_WEGING | TRAIT_COUNTS,
    .params = params,
    .param_count = COUNT_OF(params),
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
