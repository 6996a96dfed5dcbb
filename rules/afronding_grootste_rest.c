/* Afronding grootste-rest, the default: largest remainder over all partijen (SPEC §1, §6). */
#include "engine/exact.h"
#include "engine/rule.h"

/* What is below one unit goes to the largest share, ties to the lower code. */
static void divide(const Division *d)
{
    i64 below = d->amount % d->unit;
    largest_remainder(d->scratch, d->amount / d->unit, d->weights, d->count, d->total, d->parts);
    size_t largest = 0;
    for (size_t i = 0; i < d->count; i++) {
        d->parts[i] *= d->unit;
        if (d->weights[i] > d->weights[largest]) largest = i;
    }
    d->parts[largest] += below;
}

const Afronding afronding_grootste_rest = {
    .name = "grootste-rest",
    .label = "Grootste rest",
    .explanation = "Elk aandeel wordt op de cent naar beneden afgerond; de centen die overblijven "
                   "gaan één voor één naar de grootste resten, bij gelijke rest naar de laagste "
                   "code.",
    .example = "€ 100,00 over drie gelijke delen: € 33,34, € 33,33 en € 33,33.",
    .takes_eenheid = true,
    .divide = divide,
};
