/* Goal: amounts are rounded and divided exactly, whichever road (128 bits or GMP) is taken, and no
 * cent is lost. The oracle counts with fractions of GMP and sorts by looking at all of them. */
#include "testing.h"

#include "engine/exact.h"

#include <gmp.h>
#include <stdlib.h>

enum { MOST = 24 };

static void set_i128(mpz_t number, i128 value)
{
    u128 size = value < 0 ? -(u128)value : (u128)value;
    u64 words[2] = {(u64)size, (u64)(size >> 64)};
    mpz_import(number, 2, -1, sizeof(u64), 0, 0, words);
    if (value < 0) mpz_neg(number, number);
}

static i128 get_i128(const mpz_t number)
{
    u64 words[2] = {0, 0};
    assert_true(mpz_sizeinbase(number, 2) <= 127);
    mpz_export(words, NULL, -1, sizeof(u64), 0, 0, number);
    i128 size = (i128)((u128)words[1] << 64 | words[0]);
    return mpz_sgn(number) < 0 ? -size : size;
}

/* R(a · b / c) by SPEC §1: the nearest integer, halves away from zero; c above 0. */
static i128 slow_round(i128 a, i128 b, i128 c)
{
    mpq_t exact, half;
    mpz_t number;
    mpq_inits(exact, half, NULL);
    mpz_init(number);
    set_i128(mpq_numref(exact), a);
    set_i128(number, b);
    mpz_mul(mpq_numref(exact), mpq_numref(exact), number);
    set_i128(mpq_denref(exact), c);
    mpq_canonicalize(exact);
    mpq_set_si(half, mpq_sgn(exact) < 0 ? -1 : 1, 2);
    mpq_add(exact, exact, half);
    mpz_tdiv_q(number, mpq_numref(exact), mpq_denref(exact));
    i128 result = get_i128(number);
    mpq_clears(exact, half, NULL);
    mpz_clear(number);
    return result;
}

/* Largest remainder by SPEC §1, the plain way. */
static void slow_divide(i64 amount, const i128 *weights, size_t count, i128 total, i64 *parts)
{
    mpq_t rest[MOST], share;
    mpz_t number;
    i64 size = llabs(amount), left = size;
    mpq_init(share);
    mpz_init(number);
    for (size_t i = 0; i < count; i++) {
        mpq_init(rest[i]);
        set_i128(mpq_numref(share), weights[i]);
        set_i128(mpq_denref(share), total);
        mpq_canonicalize(share);
        mpz_set_si(number, size);
        mpq_set_z(rest[i], number);
        mpq_mul(rest[i], rest[i], share);
        mpz_fdiv_q(number, mpq_numref(rest[i]), mpq_denref(rest[i]));
        parts[i] = mpz_get_si(number);
        left -= parts[i];
        mpq_set_z(share, number);
        mpq_sub(rest[i], rest[i], share);
    }
    for (; left > 0; left--) {
        size_t best = 0;
        for (size_t i = 1; i < count; i++)
            if (mpq_cmp(rest[i], rest[best]) > 0) best = i;
        parts[best]++;
        mpq_set_si(rest[best], -1, 1);
    }
    for (size_t i = 0; i < count; i++) {
        if (amount < 0) parts[i] = -parts[i];
        mpq_clear(rest[i]);
    }
    mpq_clear(share);
    mpz_clear(number);
}

static i64 random_amount(void)
{
    i64 amount = (i64)(random_bits(60) % ((i128)AMOUNT_MOST + 1));
    return random_u64() % 2 ? -amount : amount;
}

static int length(i128 number)
{
    int bits = 0;
    for (; number; number >>= 1)
        bits++;
    return bits;
}

static void halves_go_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        i64 over, under, rounded;
    } cases[] = {{0, 1, 0},   {1, 2, 1},    {-1, 2, -1},  {1, 3, 0},      {-1, 3, 0},
                 {2, 3, 1},   {-2, 3, -1},  {3, 2, 2},    {-3, 2, -2},    {5, 2, 3},
                 {-5, 2, -3}, {7, 5, 1},    {8, 5, 2},    {-8, 5, -2},    {49, 99, 0},
                 {50, 99, 1}, {50, 100, 1}, {49, 100, 0}, {-50, 100, -1}, {-49, 100, 0},
                 {6, 3, 2},   {-6, 3, -2}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_number(round_quotient(cases[i].over, cases[i].under), cases[i].rounded);
        i64 size = llabs(cases[i].over);
        if (size > cases[i].under) continue;
        assert_number(round_share(cases[i].over < 0 ? -1 : 1, size, cases[i].under),
                      cases[i].rounded);
    }
}

static void quotients_agree_with_the_oracle(void **state)
{
    (void)state;
    for (int i = 0; i < 5000; i++) {
        i128 over = random_bits(126), under = random_bits(126);
        if (i % 3 == 0) over = under / 2 + (i128)(i % 5) - 2; /* around a half */
        if (over < 0) over = 0;
        assert_number(round_quotient(over, under), slow_round(over, 1, under));
        assert_number(round_quotient(-over, under), -round_quotient(over, under));
    }
}

static void the_divisor_is_the_greatest(void **state)
{
    (void)state;
    assert_number((i128)greatest_common_divisor(0, 0), 1);
    assert_number((i128)greatest_common_divisor(0, 12), 12);
    assert_number((i128)greatest_common_divisor(12, 0), 12);
    for (int i = 0; i < 3000; i++) {
        u128 common = (u128)random_bits(40);
        u128 a = (u128)random_bits(80) * common, b = (u128)random_bits(80) * common;
        u128 x = a, y = b;
        while (y) { /* Euclid */
            u128 rest = x % y;
            x = y, y = rest;
        }
        assert_true(greatest_common_divisor(a, b) == x);
        assert_true(greatest_common_divisor(b, a) == x);
    }
    u128 large = ~(u128)0;
    assert_true(greatest_common_divisor(large, large) == large);
    assert_true(greatest_common_divisor(large, 1) == 1);
}

static void shares_agree_with_the_oracle_on_both_roads(void **state)
{
    (void)state;
    int native = 0, gmp = 0;
    for (int i = 0; i < 3000; i++) {
        i64 amount = random_amount();
        i128 total = i % 7 ? random_bits(124) : WEIGHT_MOST;
        i128 weight = i % 11 ? random_bits(124) % (total + 1) : total / 2;
        i64 part = round_share(amount, weight, total);
        assert_number(part, slow_round(amount, weight, total));
        assert_number(round_share(-amount, weight, total), -part);
        if (length(weight) + length(llabs(amount)) <= 127)
            native++;
        else
            gmp++;
    }
    if (native < 250 || gmp < 250) fail_msg("%d and %d", native, gmp);
    assert_number(round_share(AMOUNT_MOST, WEIGHT_MOST, WEIGHT_MOST), AMOUNT_MOST);
    assert_number(round_share(-AMOUNT_MOST, WEIGHT_MOST, WEIGHT_MOST), -AMOUNT_MOST);
    assert_number(round_share(12345, 0, 7), 0);
}

/* Weights of up to `bits` bits, some zero and some equal; their sum. */
static i128 random_weights(i128 *weights, size_t count, int bits)
{
    i128 total = 0;
    for (size_t i = 0; i < count; i++) {
        weights[i] = random_below(6) == 0 ? 0 : random_bits(bits);
        if (i && random_below(4) == 0) weights[i] = weights[i - 1];
        total += weights[i];
    }
    if (!total) total = weights[0] = 1;
    return total;
}

static void check_division(Arena *scratch, i64 amount, const i128 *weights, size_t count,
                           i128 total)
{
    i64 parts[MOST], expected[MOST], mirror[MOST];
    i128 sum = 0;
    largest_remainder(scratch, amount, weights, count, total, parts);
    slow_divide(amount, weights, count, total, expected);
    largest_remainder(scratch, -amount, weights, count, total, mirror);
    for (size_t i = 0; i < count; i++) {
        assert_number(parts[i], expected[i]);
        assert_number(mirror[i], -parts[i]);
        if (!weights[i]) assert_number(parts[i], 0);
        sum += parts[i];
    }
    assert_number(sum, amount);
    arena_rewind(scratch);
}

static void divisions_agree_with_the_oracle(void **state)
{
    (void)state;
    Arena scratch = {0};
    int gmp = 0, native = 0;
    for (int i = 0; i < 1500; i++) {
        i128 weights[MOST];
        size_t count = 1 + random_below(MOST);
        int bits = i % 2 ? 119 : 1 + (int)random_below(20);
        i128 total = random_weights(weights, count, bits);
        i64 amount = i % 3 ? random_amount() : (i64)random_below(100) - 50;
        check_division(&scratch, amount, weights, count, total);
        int widest = 0;
        for (size_t w = 0; w < count; w++)
            if (length(weights[w]) > widest) widest = length(weights[w]);
        if (widest + length(llabs(amount)) <= 127)
            native++;
        else
            gmp++;
    }
    assert_true(native > 250 && gmp > 250);
    const i128 whole[] = {WEIGHT_MOST - 1, 1};
    check_division(&scratch, AMOUNT_MOST, whole, 2, WEIGHT_MOST);
    arena_free(&scratch);
}

/* Products of 64 bits and of 65: one bit of the total decides which road is taken. */
static void the_narrow_road_ends_where_a_product_could_pass_64_bits(void **state)
{
    (void)state;
    Arena scratch = {0};
    for (int size_bits = 1; size_bits < 60; size_bits++) {
        i64 amount = ((i64)1 << size_bits) - 1;
        for (int over = 0; over < 2; over++) {
            i128 total = ((i128)1 << (64 - size_bits + over)) - 1; /* of 64 bits together, or 65 */
            i128 weights[] = {total / 3, total / 7, 0, total - total / 3 - total / 7};
            check_division(&scratch, amount, weights, COUNT_OF(weights), total);
        }
    }
    arena_free(&scratch);
}

enum { MANY = 20000 };

/* Whether `left` cents went to the first of the largest: the parts never rise where rests fall. */
static void rests_of_many_are_given_in_order(void **state)
{
    (void)state;
    Arena scratch = {0};
    static i128 weights[MANY];
    static i64 parts[MANY];
    for (int shape = 0; shape < 5; shape++) {
        i128 total = 0;
        for (size_t i = 0; i < MANY; i++) {
            size_t fold = i < MANY / 2 ? i : MANY - i; /* up and down */
            const size_t shapes[] = {1, i + 1, MANY - i, fold + 1, random_below(50)};
            total += weights[i] = (i128)shapes[shape];
        }
        largest_remainder(&scratch, 7777, weights, MANY, total, parts);
        i128 least_given = total, most_refused = 0;
        i64 sum = 0;
        for (size_t i = 0; i < MANY; i++) {
            i128 rest = 7777 * weights[i] % total;
            bool given = parts[i] != (i64)(7777 * weights[i] / total);
            if (given && rest < least_given) least_given = rest;
            if (!given && rest > most_refused) most_refused = rest;
            sum += parts[i];
        }
        assert_number(sum, 7777);
        assert_true(least_given >= most_refused);
        bool refused = false; /* of those that tie, the first get it */
        for (size_t i = 0; i < MANY; i++) {
            if (7777 * weights[i] % total != least_given) continue;
            bool given = parts[i] != (i64)(7777 * weights[i] / total);
            assert_false(given && refused);
            refused = refused || !given;
        }
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

/* Weights that are all k times as large are the same shares: one is small, the other goes by GMP.
 */
static void both_roads_give_the_same_parts(void **state)
{
    (void)state;
    Arena scratch = {0};
    for (int i = 0; i < 800; i++) {
        i128 weights[MOST], scaled[MOST];
        i64 small[MOST], large[MOST];
        size_t count = 2 + random_below(MOST - 2);
        i128 total = random_weights(weights, count, 20);
        i64 amount = random_amount();
        i128 factor = ((i128)1 << 98) - (i128)random_below(1000);
        for (size_t w = 0; w < count; w++)
            scaled[w] = weights[w] * factor;
        largest_remainder(&scratch, amount, weights, count, total, small);
        largest_remainder(&scratch, amount, scaled, count, total * factor, large);
        for (size_t w = 0; w < count; w++) {
            assert_number(large[w], small[w]);
            assert_number(round_share(amount, scaled[w], total * factor),
                          round_share(amount, weights[w], total));
        }
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

static void what_is_left_goes_to_the_largest_remainder(void **state)
{
    (void)state;
    Arena scratch = {0};
    i64 parts[4];
    const i128 thirds[] = {1, 1, 1};
    largest_remainder(&scratch, 100, thirds, 3, 3, parts);
    assert_true(parts[0] == 34 && parts[1] == 33 && parts[2] == 33);
    largest_remainder(&scratch, -100, thirds, 3, 3, parts);
    assert_true(parts[0] == -34 && parts[1] == -33 && parts[2] == -33);
    largest_remainder(&scratch, 2, thirds, 3, 3, parts);
    assert_true(parts[0] == 1 && parts[1] == 1 && parts[2] == 0);
    const i128 uneven[] = {1, 5, 2, 2};
    largest_remainder(&scratch, 11, uneven, 4, 10, parts); /* 1.1 5.5 2.2 2.2 */
    assert_true(parts[0] == 1 && parts[1] == 6 && parts[2] == 2 && parts[3] == 2);
    largest_remainder(&scratch, 0, uneven, 4, 10, parts);
    assert_true(!parts[0] && !parts[1] && !parts[2] && !parts[3]);
    arena_free(&scratch);
}

static void tijdvakken_of_an_amount_add_up(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        i64 amount = random_amount();
        i64 all = (i64)random_bits(39), through = 0, sum = 0, before = 0;
        while (through < all) {
            through += 1 + (i64)random_below((u64)all);
            if (through > all) through = all;
            i64 now = apportion_through(amount, through, all);
            assert_number(now, slow_round(amount, through, all));
            sum += now - before;
            before = now;
        }
        assert_number(sum, amount);
        assert_number(apportion_through(amount, 0, all), 0);
    }
}

/* Operands outside the contract of exact.h. */
static void what_cannot_be_is_a_defect(void **state)
{
    static Arena nowhere;
    static const i128 short_of[] = {1, 1};
    static i64 parts[2];
    (void)state;
    assert_defect(round_quotient(1, 0));
    assert_defect(round_quotient((i128)1 << 126, 3));
    assert_defect(round_quotient(3, -2));
    assert_defect(round_share(1, 2, 1));
    assert_defect(round_share(1, -1, 1));
    assert_defect(round_share(1, 0, 0));
    assert_defect(round_share((i64)AMOUNT_MOST + 1, 1, 1));
    assert_defect(round_share(1, 1, WEIGHT_MOST + 1));
    assert_defect(largest_remainder(&nowhere, 1, short_of, 2, 3, parts));
    assert_defect(largest_remainder(&nowhere, 1, short_of, 2, 0, parts));
    assert_defect(apportion_through(1, 2, 1));
    assert_defect(apportion_through(1, -1, 1));
    assert_defect(apportion_through(1, 0, 0));
    arena_free(&nowhere);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(quotients_agree_with_the_oracle),
        cmocka_unit_test(the_divisor_is_the_greatest),
        cmocka_unit_test(shares_agree_with_the_oracle_on_both_roads),
        cmocka_unit_test(divisions_agree_with_the_oracle),
        cmocka_unit_test(both_roads_give_the_same_parts),
        cmocka_unit_test(the_narrow_road_ends_where_a_product_could_pass_64_bits),
        cmocka_unit_test(rests_of_many_are_given_in_order),
        cmocka_unit_test(what_is_left_goes_to_the_largest_remainder),
        cmocka_unit_test(tijdvakken_of_an_amount_add_up),
        cmocka_unit_test(what_cannot_be_is_a_defect),
    };
    return RUN(tests);
}
