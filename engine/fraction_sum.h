/* Sums of fractions as they are written: n or n/d. Exact whatever their size.
 *
 * The sum stays in two integers of at most FRACTION_SUM_MOST while it can; what does not fit goes
 * into a rational number of GMP beside them, which fraction_clear() gives back. A FractionSum of
 * zeros is 0.
 */
#ifndef VERREKEN_ENGINE_FRACTION_SUM_H
#define VERREKEN_ENGINE_FRACTION_SUM_H

#include "engine/text.h"

#define FRACTION_SUM_MOST ((u128)1 << 126)

typedef struct FractionSum {
    u128 numerator, denominator; /* denominator 0: nothing was added to these two */
    struct FractionWide *wide;   /* to be added to them; NULL: nothing */
} FractionSum;

/* Adds a fraction; a text that is none adds nothing. */
void fraction_add(FractionSum *sum, Text text);

/* Adds what is in `more`, which is 0 afterwards. */
void fraction_join(FractionSum *sum, FractionSum *more);

/* The sum in lowest terms; an integer without /1. */
Text fraction_sum_text(Arena *arena, const FractionSum *sum);

/* The sum less the fraction `text`, in lowest terms. */
Text fraction_less_text(Arena *arena, const FractionSum *sum, Text text);

/* Back to 0. */
void fraction_clear(FractionSum *sum);

#endif
