/* Rounding and dividing. In: integer cents and weights; out: integer cents. Holds always: the parts
 * of a division add up to what was divided; each is within one unit of its exact share. */
#include "engine/exact.h"

#include <gmp.h>
static int trailing_zeros(u128 n)
{
    u64 low = (u64)n;
    return low ? __builtin_ctzll(low) : 64 + __builtin_ctzll((u64)(n >> 64));
}

u128 greatest_common_divisor(u128 a, u128 b)
{
    if (!a || !b) return a + b ? a + b : 1;
    int shift = trailing_zeros(a | b);
    a >>= trailing_zeros(a);
    while (b) {
        b >>= trailing_zeros(b);
        if (a > b) {
            u128 swap = a;
            a = b, b = swap;
        }
        b -= a;
    }
    return a << shift;
}

i128 round_quotient(i128 numerator, i128 denominator)
{
    ASSERT(denominator > 0 && denominator < (i128)1 << 126);
    ASSERT(numerator < (i128)1 << 126 && numerator > -((i128)1 << 126));
    i128 size = numerator < 0 ? -numerator : numerator;
    i128 quotient = size / denominator, rest = size % denominator;
    if (rest >= denominator - rest) quotient++;
    return numerator < 0 ? -quotient : quotient;
}

static int bits(u128 n)
{
    u64 high = (u64)(n >> 64);
    return high ? 128 - __builtin_clzll(high) : n ? 64 - __builtin_clzll((u64)n) : 0;
}

static void set_u128(mpz_t number, u128 value)
{
    u64 words[2] = {(u64)value, (u64)(value >> 64)};
    mpz_import(number, 2, -1, sizeof(u64), 0, 0, words);
}

static u128 get_u128(const mpz_t number)
{
    u64 words[2] = {0, 0};
    ASSERT(mpz_sizeinbase(number, 2) <= 128);
    mpz_export(words, NULL, -1, sizeof(u64), 0, 0, number);
    return (u128)words[1] << 64 | words[0];
}

/* floor(size · weight / total) and the remainder, for any operands below 2^127. */
static u64 divide_share(u64 size, u128 weight, u128 total, u128 *remainder)
{
    if (bits(weight) + bits(size) <= 127) {
        u128 product = size * weight;
        *remainder = product % total;
        return (u64)(product / total);
    }
    mpz_t product, divisor, rest;
    mpz_inits(product, divisor, rest, NULL);
    set_u128(product, weight);
    set_u128(divisor, total);
    mpz_mul_ui(product, product, size);
    mpz_tdiv_qr(product, rest, product, divisor);
    *remainder = get_u128(rest);
    u64 quotient = (u64)get_u128(product);
    mpz_clears(product, divisor, rest, NULL);
    return quotient;
}

static u64 size_of(i64 amount)
{
    ASSERT(amount <= AMOUNT_MOST && amount >= -AMOUNT_MOST);
    return amount < 0 ? -(u64)amount : (u64)amount;
}

i64 round_share(i64 amount, i128 weight, i128 total)
{
    ASSERT(total > 0 && total <= WEIGHT_MOST && weight >= 0 && weight <= total);
    u128 remainder;
    i64 part = (i64)divide_share(size_of(amount), (u128)weight, (u128)total, &remainder);
    if (remainder >= (u128)total - remainder) part++;
    return amount < 0 ? -part : part;
}

typedef struct Remainder {
    u128 rest;
    size_t index;
} Remainder;

static int larger_first(const void *left, const void *right)
{
    const Remainder *a = left, *b = right;
    if (a->rest != b->rest) return a->rest < b->rest ? 1 : -1;
    return (a->index > b->index) - (a->index < b->index);
}

void largest_remainder(Arena *scratch, i64 amount, const i128 *weights, size_t count, i128 total,
                       i64 *parts)
{
    ASSERT(total > 0 && total <= WEIGHT_MOST);
    Remainder *remainders = NEW(scratch, Remainder, count);
    u64 size = size_of(amount), left = size;
    i128 sum = 0;
    for (size_t i = 0; i < count; i++) {
        ASSERT(weights[i] >= 0);
        sum += weights[i];
        remainders[i].index = i;
        parts[i] = (i64)divide_share(size, (u128)weights[i], (u128)total, &remainders[i].rest);
        left -= (u64)parts[i];
    }
    ASSERT(sum == total && left <= count);
    if (left) sort_array(remainders, count, sizeof *remainders, larger_first);
    for (size_t i = 0; i < left; i++)
        parts[remainders[i].index]++;
    if (amount < 0)
        for (size_t i = 0; i < count; i++)
            parts[i] = -parts[i];
}

i64 apportion_through(i64 amount, i64 through, i64 all)
{
    ASSERT(all > 0 && through >= 0 && through <= all && all < (i64)1 << 40);
    (void)size_of(amount);
    return (i64)round_quotient((i128)amount * through, all);
}
