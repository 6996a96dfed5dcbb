/* Sleutel vast. Agreed shares that sum to exactly 1 (SPEC §6). */
#include "engine/weigh.h"

static void count(Weighing *w)
{
    const Shares *shares = &w->laag->params[0].shares;
    for (size_t i = 0; i < shares->count; i++)
        weigh_partij(w, shares->partijen[i], shares->weights[i]);
}

static i64 denominator(const Laag *laag)
{
    return laag->params[0].shares.total;
}

static const Param params[] = {
    {"aandelen", PARAM_SHARES, NULL, "codes en aandelen: GM0518 50%, GM1916 1/3, GM0603 1/6"},
};

const Sleutel sleutel_vast = {
    .name = "vast",
    .label = "Vaste aandelen",
    .unit = "aandelen",
    .one = "aandeel",
    .counts = "De afgesproken aandelen, die samen precies één zijn.",
    .example = "aandelen = GM0518 62,5%, GM0603 37,5%: van € 1.000,00 draagt GM0603 € 375,00.",
    .params = params,
    .param_count = COUNT_OF(params),
    .count = count,
    .denominator = denominator,
};
