/* Goal: every way of writing a number of SPEC §3 is read exactly, and what could be read in two
 * ways, or does not fit, is refused. */
#include "testing.h"

#include "engine/decimal.h"

#include <string.h>

typedef struct Form {
    const char *text;
    i64 cents;
} Form;

static void every_form_of_an_amount_is_read(void **state)
{
    (void)state;
    static const Form forms[] = {
        {"0", 0},
        {"-0", 0},
        {"7", 700},
        {"1234", 123400},
        {"1234,56", 123456},
        {"1234.56", 123456},
        {"1.234,56", 123456},
        {"1.234.567", 123456700},
        {"1.234.567,8", 123456780},
        {"12.345.678,90", 1234567890},
        {"123.456.789", 12345678900},
        {"0.5", 50},
        {"0,05", 5},
        {"-0,05", -5},
        {"-12.50", -1250},
        {"-1.234.567,89", -123456789},
        {"€ 1.234,-", 123400},
        {"€1234,56", 123456},
        {"€\xC2\xA0"
         "1.234,56",
         123456},
        {"1.234.567,-", 123456700},
        {"5,-", 500},
        {"€ -5,00", -500},
        {"-€ 5,00", -500},
        {"- 5", -500},
        {"  8,1  ", 810},
        {"0000012", 1200},
        {"9999999999999,99", 999999999999999},
        {"-9.999.999.999.999,99", -999999999999999},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        i64 cents = -777;
        DecimalFault fault = decimal_parse(text_of(forms[i].text), 13, 2, &cents);
        if (fault || cents != forms[i].cents)
            fail_msg("\"%s\": fault %d, %lld", forms[i].text, (int)fault, (long long)cents);
    }
}

static void decimals_are_scaled_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int digits, decimals;
        i64 scaled;
    } forms[] = {
        {"0.125", 8, 4, 1250},
        {"1,234", 8, 4, 12340},
        {"0,0001", 8, 4, 1},
        {"1234.567", 9, 6, 1234567000},
        {"61,3750", 9, 6, 61375000},
        {"12", 9, 0, 12},
        {"999999999999999999", 18, 0, 999999999999999999},
        {"0,999999999999999999", 0, 18, 999999999999999999},
        {"0.123", 8, 4, 1230},
        {"012.345", 8, 4, 123450},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        i64 scaled = -777;
        DecimalFault fault =
            decimal_parse(text_of(forms[i].text), forms[i].digits, forms[i].decimals, &scaled);
        if (fault || scaled != forms[i].scaled)
            fail_msg("\"%s\": fault %d, %lld", forms[i].text, (int)fault, (long long)scaled);
    }
}

static void what_can_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    static const char *const two_ways[] = {"1.234",  "12.345",  "123.456",
                                           "-1.234", "€ 1.234", " 9.999 "};
    for (size_t i = 0; i < COUNT_OF(two_ways); i++) {
        i64 scaled;
        for (int decimals = 0; decimals <= 6; decimals += 2)
            if (decimal_parse(text_of(two_ways[i]), 12, decimals, &scaled) != DECIMAL_AMBIGUOUS)
                fail_msg("\"%s\" is not refused as ambiguous", two_ways[i]);
    }
    i64 scaled;
    assert_int_not_equal(decimal_parse(TEXT("1,234.56"), 12, 2, &scaled), DECIMAL_OK);
    assert_int_not_equal(decimal_parse(TEXT("1,234,567"), 12, 2, &scaled), DECIMAL_OK);
    assert_int_not_equal(decimal_parse(TEXT("1,234,567.89"), 12, 2, &scaled), DECIMAL_OK);
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           " ",        "-",          "--5",        "+5",        "5-",
        "€",          "€ ",       ",",          ".",          ",5",        ".5",
        "5,",         "5.",       "-,5",        ",-",         "1e5",       "0x10",
        "1 234",      "1'234",    "abc",        "12a",        "<5",        "5 euro",
        "1..234",     "1.23.456", "1.2345.678", "12.34.567",  "0.123.456", "1234.567.890",
        ".234.567",   "1.234.",   "1.234.56",   "1.234,5,-",  "12,50,-",   "1,-,-",
        "1.2,-",      "NaN",      "1,2,3",      "1.234,56.7", "½",         "١٢",
        "5%",         "1/3",      "5 €",        "- -5",       ".123",      "1.2345678.901",
        "1.2345678,-"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        i64 scaled;
        if (decimal_parse(text_of(wrong[i]), 12, 2, &scaled) != DECIMAL_MALFORMED)
            fail_msg("\"%s\" is not refused as malformed", wrong[i]);
    }
    i64 scaled;
    assert_int_equal(decimal_parse((Text){"5\0"
                                          "6",
                                          3},
                                   12, 2, &scaled),
                     DECIMAL_MALFORMED);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    i64 scaled;
    assert_int_equal(decimal_parse(TEXT("1,234"), 12, 2, &scaled), DECIMAL_TOO_MANY_DECIMALS);
    assert_int_equal(decimal_parse(TEXT("1,230"), 12, 2, &scaled), DECIMAL_TOO_MANY_DECIMALS);
    assert_int_equal(decimal_parse(TEXT("0,5"), 12, 0, &scaled), DECIMAL_TOO_MANY_DECIMALS);
    assert_int_equal(decimal_parse(TEXT("10000000000000"), 13, 2, &scaled), DECIMAL_TOO_LARGE);
    assert_int_equal(decimal_parse(TEXT("10.000.000.000.000,-"), 13, 2, &scaled),
                     DECIMAL_TOO_LARGE);
    assert_int_equal(decimal_parse(TEXT("-10000000000000"), 13, 2, &scaled), DECIMAL_TOO_LARGE);
    char many[403] = "1,";
    memset(many + 2, '7', 400);
    assert_int_equal(decimal_parse(text_of(many), 13, 2, &scaled), DECIMAL_TOO_MANY_DECIMALS);
    memset(many, '9', 400);
    many[400] = 0;
    assert_int_equal(decimal_parse(text_of(many), 18, 0, &scaled), DECIMAL_TOO_LARGE);
    memset(many, '0', 400);
    many[399] = '8';
    assert_int_equal(decimal_parse(text_of(many), 1, 2, &scaled), DECIMAL_OK);
    assert_int_equal(scaled, 800);
}

/* Any integer of hundredths, written in each way, comes back. */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    Arena arena = {0};
    for (int i = 0; i < 3000; i++) {
        i64 cents = (i64)(random_bits(49) % 1000000000000000);
        Text sign = i % 2 ? TEXT("-") : TEXT("");
        Text whole = text_integer(&arena, cents / 100);
        TextBuilder grouped = {.arena = &arena}, rest = {.arena = &arena};
        for (size_t d = 0; d < whole.length; d++) {
            if (d && (whole.length - d) % 3 == 0) build_char(&grouped, '.');
            build_char(&grouped, whole.at[d]);
        }
        build_padded(&rest, (u64)(cents % 100), 2);
        const Text ways[] = {
            JOIN(&arena, sign, whole, TEXT("."), built(&rest)),
            JOIN(&arena, sign, built(&grouped), TEXT(","), built(&rest)),
            JOIN(&arena, TEXT("€ "), sign, whole, TEXT(","), built(&rest)),
        };
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            i64 read;
            assert_int_equal(decimal_parse(ways[w], 13, 2, &read), DECIMAL_OK);
            assert_true(read == (i % 2 ? -cents : cents));
        }
        arena_rewind(&arena);
    }
    arena_free(&arena);
}

static void shares_are_read_as_fractions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        i64 numerator, denominator;
    } shares[] = {
        {"12,5%", 1, 8},
        {"12.5%", 1, 8},
        {"12,5 %", 1, 8},
        {"1/3", 1, 3},
        {" 1 / 3 ", 1, 3},
        {"50%", 1, 2},
        {"100%", 1, 1},
        {"0%", 0, 1},
        {"2/6", 1, 3},
        {"0/5", 0, 1},
        {"0,125", 1, 8},
        {"0.5", 1, 2},
        {"1", 1, 1},
        {"7/3", 7, 3},
        {"33,333333333%", 33333333333, 100000000000},
        {"0,000000001", 1, 1000000000},
        {"99999999999/99999999998", 99999999999, 99999999998},
    };
    for (size_t i = 0; i < COUNT_OF(shares); i++) {
        Fraction read = {0, 0};
        if (!fraction_parse(text_of(shares[i].text), false, &read))
            fail_msg("\"%s\" is refused", shares[i].text);
        assert_true(read.numerator == shares[i].numerator);
        assert_true(read.denominator == shares[i].denominator);
        assert_true(read.denominator < FRACTION_MOST && read.numerator < FRACTION_MOST);
    }
}

static void what_is_no_share_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "%",
                                        "-5%",
                                        "-1/3",
                                        "1/-3",
                                        "1/0",
                                        "/3",
                                        "1/",
                                        "1/3%",
                                        "1/3/5",
                                        "1.234%",
                                        "5%%",
                                        "1,5/3",
                                        "a%",
                                        "1000%",
                                        "33,3333333333%",
                                        "100000000000/3",
                                        "3/100000000000",
                                        "0,0000000001",
                                        "5 6%"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Fraction read;
        if (fraction_parse(text_of(wrong[i]), false, &read))
            fail_msg("\"%s\" is read as a share", wrong[i]);
    }
    Fraction read;
    assert_true(fraction_parse(TEXT("5%"), true, &read));
    assert_false(fraction_parse(TEXT("0,05"), true, &read));
    assert_false(fraction_parse(TEXT("1/20"), true, &read));
}

static void fractions_are_in_lowest_terms(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        i64 a = (i64)random_bits(20), b = (i64)random_bits(20), k = (i64)random_bits(20);
        Fraction one = fraction_reduce(a, b), other = fraction_reduce(a * k, b * k);
        assert_true(one.numerator == other.numerator && one.denominator == other.denominator);
        assert_true(one.numerator * b == one.denominator * a);
        for (i64 d = 2; d <= 7; d++)
            assert_false(one.numerator % d == 0 && one.denominator % d == 0);
    }
    assert_true(fraction_reduce(0, 9).denominator == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_an_amount_is_read),
        cmocka_unit_test(decimals_are_scaled_exactly),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(shares_are_read_as_fractions),
        cmocka_unit_test(what_is_no_share_is_refused),
        cmocka_unit_test(fractions_are_in_lowest_terms),
    };
    return RUN(tests);
}
