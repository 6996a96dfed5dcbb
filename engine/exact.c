/* Rounding and dividing. In: integer cents and weights; out: integer cents. Holds always: the parts
 * of a division add up to what was divided; each is within one unit of its exact share. */
#include "engine/exact.h"

#include <gmp.h>
#include <string.h>

static int trailing_zeros(u128 n)
{
    u64 low = (u64)n;
    return low ? __builtin_ctzll(low) : 64 + __builtin_ctzll((u64)(n >> 64));
}

/* Both above 0. */
static u64 short_divisor(u64 a, u64 b)
{
    int shift = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    while (b) {
        b >>= __builtin_ctzll(b);
        u64 less = a < b ? a : b;
        b = a < b ? b - a : a - b;
        a = less;
    }
    return a << shift;
}

u128 greatest_common_divisor(u128 a, u128 b)
{
    if (!a || !b) return a + b ? a + b : 1;
    if (!((a | b) >> 64)) return short_divisor((u64)a, (u64)b);
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
    ASSERT(denominator > 0);
    ASSERT(denominator < (i128)1 << 126);
    ASSERT(numerator < (i128)1 << 126);
    ASSERT(numerator > -((i128)1 << 126));
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
    ASSERT(amount <= AMOUNT_MOST);
    ASSERT(amount >= -AMOUNT_MOST);
    return amount < 0 ? -(u64)amount : (u64)amount;
}

i64 round_share(i64 amount, i128 weight, i128 total)
{
    ASSERT(total > 0);
    ASSERT(total <= WEIGHT_MOST);
    ASSERT(weight >= 0);
    ASSERT(weight <= total);
    u128 remainder;
    i64 part = (i64)divide_share(size_of(amount), (u128)weight, (u128)total, &remainder);
    if (remainder >= (u128)total - remainder) part++;
    return amount < 0 ? -part : part;
}

i64 share_down(i64 amount, i128 weight, i128 total, i128 *remainder)
{
    ASSERT(total > 0);
    ASSERT(total <= WEIGHT_MOST);
    ASSERT(weight >= 0);
    ASSERT(weight <= total);
    u128 rest;
    i64 part = (i64)divide_share(size_of(amount), (u128)weight, (u128)total, &rest);
    *remainder = (i128)rest;
    return part;
}

/* Divides each weight; the parts and what remains of each. What is left of `size` in all. */
static u64 divide_down(u64 size, const i128 *weights, size_t count, u128 total, i64 *parts,
                       u128 *rests)
{
    bool narrow = bits(size) + bits(total) <= 64; /* no product passes size · total */
    u64 left = size;
    u128 sum = 0;
    for (size_t i = 0; i < count; i++) {
        ASSERT(weights[i] >= 0);
        ASSERT((u128)weights[i] <= total);
        sum += (u128)weights[i];
        if (narrow) {
            u64 product = size * (u64)weights[i];
            parts[i] = (i64)(product / (u64)total);
            rests[i] = product % (u64)total;
        } else {
            parts[i] = (i64)divide_share(size, (u128)weights[i], total, &rests[i]);
        }
        left -= (u64)parts[i];
    }
    ASSERT(sum == total);
    ASSERT(left <= count);
    return left;
}

static int larger_first(const void *left, const void *right)
{
    u128 a = *(const u128 *)left, b = *(const u128 *)right;
    return (a < b) - (a > b);
}

static u128 middle_of_three(u128 a, u128 b, u128 c)
{
    if ((a <= b) == (b <= c)) return b;
    return (b <= a) == (a <= c) ? a : c;
}

/* Puts what is larger than the pivot first, then what equals it; how many of each. */
static void part_by(u128 *values, size_t count, u128 pivot, size_t *larger, size_t *equal)
{
    size_t first = 0, end = count; /* values before `first` are larger, those from `end` smaller */
    for (size_t i = 0; i < end;) {
        u128 value = values[i];
        if (value == pivot) {
            i++;
        } else if (value > pivot) {
            values[i++] = values[first];
            values[first++] = value;
        } else {
            values[i] = values[--end];
            values[end] = value;
        }
    }
    *larger = first;
    *equal = end - first;
}

/* The value that `nth` others (from 0) come before, the largest first. Changes their order. Takes
 * as long as there are values, and never longer than sorting them. */
static u128 nth_largest(u128 *values, size_t count, size_t nth)
{
    for (int rounds = 2 * bits(count) + 4; rounds > 0; rounds--) {
        u128 pivot = middle_of_three(values[0], values[count / 2], values[count - 1]);
        size_t larger, equal;
        part_by(values, count, pivot, &larger, &equal);
        if (nth >= larger && nth < larger + equal) return pivot;
        if (nth < larger) {
            count = larger;
        } else {
            values += larger + equal, count -= larger + equal, nth -= larger + equal;
        }
    }
    sort_array(values, count, sizeof *values, larger_first);
    return values[nth];
}

/* Gives one more to each of the `left` largest remainders, ties to the lower index. */
static void give_rest(Arena *scratch, u64 left, const u128 *rests, size_t count, i64 *parts)
{
    u128 *values = NEW(scratch, u128, count);
    size_t larger = 0;
    memcpy(values, rests, count * sizeof *values);
    u128 last = nth_largest(values, count, left - 1); /* that is sure to get one */
    for (size_t i = 0; i < count; i++)
        larger += rests[i] > last;
    u64 ties = left - larger;
    for (size_t i = 0; i < count; i++) {
        if (rests[i] < last || (rests[i] == last && !ties)) continue;
        ties -= rests[i] == last;
        parts[i]++;
    }
}

void largest_remainder(Arena *scratch, i64 amount, const i128 *weights, size_t count, i128 total,
                       i64 *parts)
{
    ASSERT(total > 0);
    ASSERT(total <= WEIGHT_MOST);
    u128 *rests = NEW(scratch, u128, count);
    u64 left = divide_down(size_of(amount), weights, count, (u128)total, parts, rests);
    if (left) give_rest(scratch, left, rests, count, parts);
    if (amount < 0)
        for (size_t i = 0; i < count; i++)
            parts[i] = -parts[i];
}

i64 apportion_through(i64 amount, i64 through, i64 all)
{
    ASSERT(all > 0);
    ASSERT(through >= 0);
    ASSERT(through <= all);
    ASSERT(all < (i64)1 << 40);
    (void)size_of(amount);
    return (i64)round_quotient((i128)amount * through, all);
}
