/* Afronding sluitpost CODE: everyone is rounded, CODE takes what is left (SPEC §6). */
#include "engine/exact.h"
#include "engine/rule.h"

static void divide(const Division *d)
{
    i64 left = d->amount;
    size_t own = d->count;
    for (size_t i = 0; i < d->count; i++) {
        if (d->partijen[i] == d->argument) {
            own = i;
            continue;
        }
        d->parts[i] = round_share(d->amount, d->weights[i], d->total);
        left -= d->parts[i];
    }
    ASSERT(own < d->count);
    d->parts[own] = left;
}

const Afronding afronding_sluitpost = {
    .name = "sluitpost",
    .label = "Sluitpost",
    .explanation = "Elk aandeel wordt op de cent afgerond, behalve dat van de genoemde partij: die "
                   "neemt wat overblijft.",
    .example = "sluitpost GM0518, € 100,00 over drie gelijke delen: de anderen € 33,33, GM0518 "
               "€ 33,34.",
    .takes_partij = true,
    .divide = divide,
};
