/* Exact arithmetic on cents, weights and shares. No binary floating point anywhere.
 *
 * Amounts are integer cents below 10^18 in size; weights and their totals are integers of 0 to
 * WEIGHT_MOST. Where a product could pass 127 bits, GMP takes over: the results are the same.
 */
#ifndef VERREKEN_ENGINE_EXACT_H
#define VERREKEN_ENGINE_EXACT_H

#include "engine/base.h"

#define AMOUNT_MOST 1000000000000000000 /* cents: 10^18, so that nine of them fit in 63 bits */
#define WEIGHT_MOST ((i128)1 << 124)

u128 greatest_common_divisor(u128 a, u128 b); /* gcd(0, 0) = 1 */

/* R(numerator / denominator) of SPEC §1: to the nearest integer, halves away from zero.
 * |numerator| and denominator are below 2^126; denominator is above 0. */
i128 round_quotient(i128 numerator, i128 denominator);

/* R(amount · weight / total), 0 ≤ weight ≤ total, total above 0. */
i64 round_share(i64 amount, i128 weight, i128 total);

/* |amount| · weight / total rounded down, and what remains of the division. As round_share(). */
i64 share_down(i64 amount, i128 weight, i128 total, i128 *remainder);

/* Largest remainder (SPEC §1): divides `amount` over `count` weights that add up to `total`:
 * |amount| · weight / total rounded down, what is left one by one to the largest remainders, ties
 * to the lower index, the sign put back. Σ parts = amount. `total` is above 0. */
void largest_remainder(Arena *scratch, i64 amount, const i128 *weights, size_t count, i128 total,
                       i64 *parts);

/* The part of `amount` that falls up to `through` of `all` (both in days or month units):
 * R(amount · through / all). The difference of two of these is what an interval gets (SPEC §5). */
i64 apportion_through(i64 amount, i64 through, i64 all);

#endif
