/* Goal: a sum of fractions is what GMP says it is, in integers, just past what they hold, and far
 * beyond; put together from parts too. */
#include "testing.h"

#include "engine/fraction_sum.h"

#include <gmp.h>
#include <stdio.h>
#include <string.h>

static Arena arena;

static Text text_of_value(const mpq_t value)
{
    return text_of(mpq_get_str(NEW(&arena, char, 4000), 10, value));
}

/* A number of 1 to `digits` digits. */
static Text random_digits(int digits)
{
    TextBuilder text = {.arena = &arena};
    build_char(&text, (char)('1' + random_below(9)));
    for (u64 more = random_below((u64)digits); more > 0; more--)
        build_char(&text, (char)('0' + random_below(10)));
    return built(&text);
}

/* Adds to both sums. */
static void add_both(FractionSum *sum, mpq_t expected, Text text)
{
    mpq_t value;
    mpq_init(value);
    assert_int_equal(mpq_set_str(value, text_zero_ended(&arena, text), 10), 0);
    mpq_canonicalize(value);
    mpq_add(expected, expected, value);
    mpq_clear(value);
    fraction_add(sum, text);
}

static void assert_sum(const FractionSum *sum, const mpq_t expected)
{
    mpq_t less;
    mpq_init(less);
    assert_text(fraction_sum_text(&arena, sum), text_of_value(expected).at);
    mpq_set_si(less, -1, 3);
    mpq_add(less, less, expected);
    assert_text(fraction_less_text(&arena, sum, TEXT("1/3")), text_of_value(less).at);
    mpq_clear(less);
}

/* `count` fractions with numbers of up to so many digits, in two sums that are joined. */
static void try_sum(size_t count, int numerator_digits, int denominator_digits)
{
    FractionSum sums[2] = {{0}, {0}};
    mpq_t expected;
    mpq_init(expected);
    for (size_t i = 0; i < count; i++) {
        Text over = random_digits(numerator_digits);
        Text text = random_below(4)
                        ? JOIN(&arena, over, TEXT("/"), random_digits(denominator_digits))
                        : over;
        add_both(&sums[i >= count / 2], expected, text);
    }
    fraction_join(&sums[0], &sums[1]);
    assert_null(sums[1].wide);
    assert_sum(&sums[0], expected);
    fraction_clear(&sums[0]);
    mpq_clear(expected);
    arena_rewind(&arena);
}

static void sums_are_those_of_gmp(void **state)
{
    (void)state;
    static const int digits[] = {1, 2, 3, 9, 18, 19, 20, 36, 37, 38, 39, 60};
    for (size_t n = 0; n < COUNT_OF(digits); n++)
        for (size_t d = 0; d < COUNT_OF(digits); d++)
            for (size_t count = 1; count < 40; count += 1 + count / 2)
                try_sum(count, digits[n], digits[d]);
}

/* 2^126 and one more, as a numerator, a denominator, a sum and a common denominator. */
static void the_bound_is_passed_exactly(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"9999999999999999999999999999999999999", "1", "75070591730234615865843651857942052864"},
        {"85070591730234615865843651857942052864", "1/2", "0"},
        {"85070591730234615865843651857942052865", "1/3", "1"},
        {"1/85070591730234615865843651857942052864", "1/3", "0"},
        {"1/85070591730234615865843651857942052865", "1/7", "2/3"},
        {"1/4611686018427387904", "1/9223372036854775809", "1/2"},
        {"1/9223372036854775808", "1/9223372036854775809", "1/3"},
        {"1/9223372036854775808", "1/9223372036854775807", "9223372036854775807"},
        {"1/9999999999999999999999999999999999999", "9999999999999999999999999999999999999", "1"},
        {"73786976294838206464/73786976294838206464", "73786976294838206464/73786976294838206464",
         "1/73786976294838206464"}, /* 2^66: of 64 bits nothing is left */
        {"0", "0/5", "0"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        FractionSum sum = {0};
        mpq_t expected;
        mpq_init(expected);
        for (size_t j = 0; j < COUNT_OF(cases[i]); j++) {
            add_both(&sum, expected, text_of(cases[i][j]));
            assert_sum(&sum, expected);
        }
        fraction_clear(&sum);
        mpq_clear(expected);
    }
}

/* The integers hold the largest values, and no larger ones: GMP is asked only past the bound. */
static void integers_are_used_up_to_the_bound(void **state)
{
    (void)state;
    FractionSum sum = {0};
    for (int i = 0; i < 8; i++)
        fraction_add(&sum, TEXT("9999999999999999999999999999999999999"));
    assert_null(sum.wide);
    fraction_add(&sum, TEXT("5070591730234615865843651857942052872")); /* 2^126 in all */
    assert_null(sum.wide);
    assert_true(sum.numerator == FRACTION_SUM_MOST);
    fraction_add(&sum, TEXT("1"));
    assert_non_null(sum.wide);
    assert_text(fraction_sum_text(&arena, &sum), "85070591730234615865843651857942052865");
    fraction_clear(&sum);
    assert_null(sum.wide);
}

static void what_is_no_fraction_adds_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",     "/",   "1/",  "/3",    "1/0",  "x",
                                        "1.5",  "1,5", "1/x", "1/2/3", "0x10", "1/00",
                                        "1/-2", ":",   "1:",  "1/:",   "1:/3"}; /* : is behind 9 */
    FractionSum sum = {0};
    assert_text(fraction_sum_text(&arena, &sum), "0");
    fraction_add(&sum, TEXT("1/3"));
    fraction_add(&sum, (Text){NULL, 0});
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        fraction_add(&sum, text_of(texts[i]));
        assert_text(fraction_sum_text(&arena, &sum), "1/3");
    }
    fraction_add(&sum, TEXT("-1/3"));
    assert_text(fraction_sum_text(&arena, &sum), "0");
    assert_text(fraction_less_text(&arena, &sum, TEXT("2/4")), "-1/2");
    assert_text(fraction_less_text(&arena, &sum, TEXT("x")), "0");
    fraction_clear(&sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_gmp),
        cmocka_unit_test(the_bound_is_passed_exactly),
        cmocka_unit_test(integers_are_used_up_to_the_bound),
        cmocka_unit_test(what_is_no_fraction_adds_nothing),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
