/* Afronding grootste-rest, the default: largest remainder over all partijen (SPEC §1, §6). */
#include "engine/exact.h"
#include "engine/rule.h"

static void divide(const Division *d)
{
    largest_remainder(d->scratch, d->amount, d->weights, d->count, d->total, d->parts);
}

const Afronding afronding_grootste_rest = {
    .name = "grootste-rest",
    .label = "Grootste rest",
    .explanation = "Elk aandeel wordt op de cent naar beneden afgerond; de centen die overblijven "
                   "gaan één voor één naar de grootste resten, bij gelijke rest naar de laagste "
                   "code.",
    .example = "€ 100,00 over drie gelijke delen: € 33,34, € 33,33 en € 33,33.",
    .divide = divide,
};
