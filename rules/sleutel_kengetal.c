/* Sleutel kengetal:NAAM. The waarde of each member of deelnemers (SPEC §6). */
#include "engine/weigh.h"

/* The waarde of one partij on exactly that day, or with NULL on the latest up to the tijdvak. */
static bool value_of(Weighing *w, u32 partij, const Day *exactly, i64 *value)
{
    const Batch *b = w->run->batch;
    Slice rows = group_of(&b->kengetallen_of, w->laag->argument); /* by partij, then peildatum */
    size_t low = 0, high = rows.count;
    while (low < high) { /* the first row of the partij */
        size_t middle = low + (high - low) / 2;
        if (b->kengetallen.gemeente[rows.rows[middle]] < partij)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = false;
    for (; low < rows.count && b->kengetallen.gemeente[rows.rows[low]] == partij; low++) {
        Day day = b->kengetallen.peildatum[rows.rows[low]];
        if (exactly ? day != *exactly : day > w->tijdvak_days.first) continue;
        *value = b->kengetallen.waarde[rows.rows[low]];
        found = true;
    }
    return found;
}

static void count_member(Weighing *w, u32 partij, const Day *exactly)
{
    Arena *arena = w->run->batch->arena;
    i64 value = 0;
    if (!value_of(w, partij, exactly, &value))
        weigh_contract_fault(w, E410_NO_KENGETAL,
                             w->run->batch->kengetal_names.items[w->laag->argument],
                             partij_code(w->run->batch, partij),
                             exactly ? WORDS_FILL(arena, WORDS("on %1"), day_text(arena, *exactly))
                                     : WORDS_FILL(arena, WORDS("on or before %1"),
                                                  day_text(arena, w->tijdvak_days.first)));
    weigh_partij(w, partij, value);
}

static void count(Weighing *w)
{
    const ParamValue *param = &w->laag->params[0];
    for (size_t m = 0; m < w->term->deelnemer_count; m++) {
        u32 partij = w->term->deelnemers[m];
        if (!param->given) {
            count_member(w, partij, NULL);
            continue;
        }
        for (size_t i = 0; i < param->peildata.count; i++) {
            Day day = peildatum_on(&param->peildata.items[i], w->tijdvak_days.first);
            count_member(w, partij, &day);
        }
    }
}

static i64 denominator(const Laag *laag)
{
    (void)laag;
    return 1000000; /* waarde has six decimals */
}

static const Param params[] = {
    {"peildatum", PARAM_PEILDATUM, NULL,
     "precies deze datum in plaats van de laatste; bij een lijst worden de waarden opgeteld"},
};

static const TableId needs[] = {T_kengetallen};

const Sleutel sleutel_kengetal = {
    .name = "kengetal",
    .argument = "NAAM",
    .label = "Kengetal",
    .unit = "eenheden van het kengetal",
    .one = "eenheid van het kengetal",
    .counts = "De waarde uit kengetallen.csv van elke partij in deelnemers: de laatste op of voor "
              "de eerste dag van het tijdvak, of met een peildatum precies die.",
    .example = "kengetal:jeugd: Delft heeft 20.000 jeugdigen en Rijswijk 10.000; Rijswijk draagt "
               "een derde.",
    .traits = TRAIT_MEMBERS,
    .params = params,
    .param_count = COUNT_OF(params),
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
    .denominator = denominator,
};
