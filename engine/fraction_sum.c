/* Adding fractions. In: texts n or n/d; out: their exact sum. Holds always: the sum is
 * numerator / denominator + wide; both integers are at most FRACTION_SUM_MOST = 2^126, so that the
 * sum of two of them fits in 128 bits, and every product is checked. */
#include "engine/fraction_sum.h"

#include "engine/exact.h"

#include <gmp.h>

struct FractionWide {
    mpq_t value;
};

/* --- in integers ------------------------------------------------------------------------------ */

static bool multiplied(u128 a, u128 b, u128 *product)
{
    return !__builtin_mul_overflow(a, b, product) && *product <= FRACTION_SUM_MOST;
}

/* Adds n/d when 64 bits suffice and d divides the denominator, which is the rule: a few steps for
 * each of millions. False: nothing has changed. */
static bool add_short(FractionSum *sum, u128 n, u128 d)
{
    u128 all = sum->numerator | sum->denominator | n | d;
    if (all >> 62 || !sum->denominator) return false;
    u64 part = (u64)n;
    if (sum->denominator != d) {
        u64 factor = (u64)sum->denominator / (u64)d;
        if (factor * (u64)d != (u64)sum->denominator) return false;
        if (__builtin_mul_overflow(part, factor, &part)) return false;
    }
    sum->numerator += part; /* below 2^62 + 2^64 */
    return true;
}

/* Adds n/d to the two integers; false: it does not fit, and nothing has changed. */
static bool add_small(FractionSum *sum, u128 n, u128 d)
{
    if (add_short(sum, n, d)) return true;
    u128 numerator = sum->numerator, denominator = sum->denominator, factor = 1, part;
    if (!denominator) denominator = d;
    if (denominator != d) {
        u128 common = greatest_common_divisor(denominator, d), times = d / common;
        factor = denominator / common;
        if (!multiplied(numerator, times, &numerator)) return false;
        if (!multiplied(denominator, times, &denominator)) return false;
    }
    if (!multiplied(n, factor, &part) || part + numerator > FRACTION_SUM_MOST) return false;
    sum->numerator = numerator + part;
    sum->denominator = denominator;
    return true;
}

/* --- in GMP ----------------------------------------------------------------------------------- */

static void set_u128(mpz_t number, u128 value)
{
    u64 words[2] = {(u64)value, (u64)(value >> 64)};
    mpz_import(number, 2, -1, sizeof(u64), 0, 0, words);
}

/* Adds the two integers to `value`. */
static void add_integers(mpq_t value, u128 numerator, u128 denominator)
{
    if (!denominator) return;
    mpq_t part;
    mpq_init(part);
    set_u128(mpq_numref(part), numerator);
    set_u128(mpq_denref(part), denominator);
    mpq_canonicalize(part);
    mpq_add(value, value, part);
    mpq_clear(part);
}

static struct FractionWide *wide_of(FractionSum *sum)
{
    if (!sum->wide) {
        void *(*get)(size_t bytes); /* of GMP: what it gives is never NULL */
        mp_get_memory_functions(&get, NULL, NULL);
        sum->wide = get(sizeof *sum->wide);
        mpq_init(sum->wide->value);
    }
    return sum->wide;
}

/* Moves the two integers into the wide part, so that there is room for more. */
static void widen(FractionSum *sum)
{
    add_integers(wide_of(sum)->value, sum->numerator, sum->denominator);
    sum->numerator = sum->denominator = 0;
}

/* Reads a fraction of any size; false: it is none. */
static bool read_wide(mpq_t value, Text text)
{
    Arena scratch = {0};
    bool good = text.length && mpq_set_str(value, text_zero_ended(&scratch, text), 10) == 0 &&
                mpz_sgn(mpq_denref(value)) > 0;
    if (good) mpq_canonicalize(value);
    arena_free(&scratch);
    return good;
}

static void add_wide(FractionSum *sum, Text text)
{
    mpq_t value;
    mpq_init(value);
    if (read_wide(value, text)) {
        struct FractionWide *wide = wide_of(sum);
        mpq_add(wide->value, wide->value, value);
    }
    mpq_clear(value);
}

/* --- reading ---------------------------------------------------------------------------------- */

enum { DIGITS_MOST = 37 }; /* 10^37 is below 2^126 */

/* Reads digits up to `end` or another byte; the byte after them, or NULL: too many or none. */
static const char *read_digits(const char *at, const char *end, u128 *number)
{
    const char *start = at;
    u64 low = 0;
    while (at < end && at - start < 19 && (u8)(*at - '0') < 10) /* 10^19 is below 2^64 */
        low = low * 10 + (u8)(*at++ - '0');
    *number = low;
    while (at < end && (u8)(*at - '0') < 10) {
        if (at - start >= DIGITS_MOST) return NULL;
        *number = *number * 10 + (u8)(*at++ - '0');
    }
    return at > start ? at : NULL;
}

/* Whether the text is n or n/d of digits that fit, d above 0. */
static bool read_small(Text text, u128 *n, u128 *d)
{
    const char *end = text.at + text.length, *at = read_digits(text.at, end, n);
    *d = 1;
    if (at && at < end && *at == '/') at = read_digits(at + 1, end, d);
    return at && at == end && *d;
}

void fraction_add(FractionSum *sum, Text text)
{
    u128 n, d;
    if (!read_small(text, &n, &d)) {
        add_wide(sum, text);
    } else if (!add_small(sum, n, d)) {
        widen(sum);
        bool fits = add_small(sum, n, d); /* alone: both are below 10^37 */
        ASSERT(fits);
    }
}

void fraction_join(FractionSum *sum, FractionSum *more)
{
    if (more->denominator && !add_small(sum, more->numerator, more->denominator))
        add_integers(wide_of(sum)->value, more->numerator, more->denominator);
    if (more->wide) {
        struct FractionWide *wide = wide_of(sum);
        mpq_add(wide->value, wide->value, more->wide->value);
    }
    fraction_clear(more);
}

void fraction_clear(FractionSum *sum)
{
    if (sum->wide) {
        void (*give_back)(void *block, size_t bytes);
        mp_get_memory_functions(NULL, NULL, &give_back);
        mpq_clear(sum->wide->value);
        give_back(sum->wide, sizeof *sum->wide);
    }
    *sum = (FractionSum){0};
}

/* --- telling ---------------------------------------------------------------------------------- */

static Text integers_text(Arena *arena, u128 numerator, u128 denominator)
{
    if (!denominator) return TEXT("0");
    u128 divisor =
        numerator == denominator ? numerator : greatest_common_divisor(numerator, denominator);
    TextBuilder text = {.arena = arena};
    build_integer(&text, (i128)(numerator / divisor));
    if (denominator != divisor) {
        build_char(&text, '/');
        build_integer(&text, (i128)(denominator / divisor));
    }
    return built(&text);
}

static Text value_text(Arena *arena, const mpq_t value)
{
    size_t room = mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3;
    return text_of(mpq_get_str(NEW(arena, char, room), 10, value));
}

Text fraction_sum_text(Arena *arena, const FractionSum *sum)
{
    if (!sum->wide) return integers_text(arena, sum->numerator, sum->denominator);
    return fraction_less_text(arena, sum, TEXT("0"));
}

Text fraction_less_text(Arena *arena, const FractionSum *sum, Text text)
{
    mpq_t value, less;
    mpq_inits(value, less, NULL);
    add_integers(value, sum->numerator, sum->denominator);
    if (sum->wide) mpq_add(value, value, sum->wide->value);
    if (read_wide(less, text)) mpq_sub(value, value, less);
    Text result = value_text(arena, value);
    mpq_clears(value, less, NULL);
    return result;
}
