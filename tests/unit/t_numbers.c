/* Goal: a number that a workbook stores is read to the digit, and its format as it is meant. */
#include "testing.h"

#include "io/workbook/numbers.h"

#include <string.h>

static Arena arena;

/* --- numbers ---------------------------------------------------------------------------------- */

static void stored_numbers_become_decimal_texts(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.000", "0"},
        {"12", "12"},
        {"1.234", "1,234"},
        {"1234.5", "1234,5"},
        {"-1234.56", "-1234,56"},
        {"+5", "5"},
        {"100", "100"},
        {"0.1", "0,1"},
        {"0.05", "0,05"},
        {"1E3", "1000"},
        {"1.5e3", "1500"},
        {"1E-2", "0,01"},
        {"5.0000000000000001E-2", "0,05"},
        {"1.2E+20", "120000000000000000000"},
        {"0.30000000000000004", "0,3"},
        {"8884.299999999999", "8884,3"},
        {"4503599627370.4971", "4503599627370,5"},
        {"999999999999999.9", "1000000000000000"},
        {"9.9999999999999995E-1", "1"},
        {"123456789012345", "123456789012345"},
        {"1234567890123456", "1234567890123460"},
        {"0012", "12"},
        {"1234567.0000000001", "1234567"},
        {"0.0012", "0,0012"},
        {"0.00", "0"},
        {"1E+0000000000000000002", "100"},
        {"1E310", NULL}, /* so many zeros */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        StoredNumber number;
        if (!stored_number(text_of(cases[i][0]), &number)) fail_msg("%s is a number", cases[i][0]);
        Text text = number_text(&arena, &number, 1);
        if (cases[i][1])
            assert_text(text, cases[i][1]);
        else
            assert_int_equal(text.length, 311);
    }
    static const char *const none[] = {"",       "-",   "1,5",   "abc",  "1e",
                                       "1e+",    "NAN", "1.2.3", "0x10", "1E999",
                                       "1E-999", "1 2", "1e5x",  "1e5/", "1E9999999999999"};
    StoredNumber number;
    char digits[402];
    for (size_t length = 400; length <= 401; length++) {
        memset(digits, '0', length);
        assert_int_equal(stored_number((Text){digits, length}, &number), length == 400);
    }
    for (size_t i = 0; i < COUNT_OF(none); i++)
        if (stored_number(text_of(none[i]), &number)) fail_msg("%s is no number", none[i]);
}

/* By another route: digits that a generator makes, put down with the point and exponent anywhere.
 */
static void the_place_of_the_point_does_not_matter(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        u64 digits = random_below(1000000000000000) + 1;
        int decimals = (int)random_below(12);
        u64 unit = 1;
        for (int d = 0; d < decimals; d++)
            unit *= 10;
        TextBuilder plain = {.arena = &arena}, moved = {.arena = &arena}, expected = plain;
        build_integer(&plain, (i128)(digits / unit));
        build_text(&expected, built(&plain));
        if (digits % unit) {
            u64 rest = digits % unit, width = (u64)decimals;
            while (rest % 10 == 0)
                rest /= 10, width--;
            build_char(&expected, ',');
            build_padded(&expected, rest, (int)width);
        }
        build_integer(&moved, (i128)digits);
        build_text(&moved, TEXT("E-"));
        build_integer(&moved, decimals);
        StoredNumber number;
        assert_true(stored_number(built(&moved), &number));
        assert_text(number_text(&arena, &number, 1), text_zero_ended(&arena, built(&expected)));
        arena_rewind(&arena);
    }
}

static void percentages_and_padding(void **state)
{
    (void)state;
    StoredNumber number;
    assert_true(stored_number(TEXT("0.21"), &number));
    assert_text(percent_text(&arena, &number), "21%");
    assert_true(stored_number(TEXT("0.125"), &number));
    assert_text(percent_text(&arena, &number), "12,5%");
    assert_true(stored_number(TEXT("0.29"), &number)); /* 28.999999999999996 when it is binary */
    assert_text(percent_text(&arena, &number), "29%");
    assert_true(stored_number(TEXT("0"), &number));
    assert_text(percent_text(&arena, &number), "0%");
    assert_true(stored_number(TEXT("503"), &number));
    assert_text(number_text(&arena, &number, 4), "0503");
    assert_true(stored_number(TEXT("12345"), &number));
    assert_text(number_text(&arena, &number, 4), "12345");
}

/* --- formats ---------------------------------------------------------------------------------- */

static void formats_of_dates_are_known(void **state)
{
    (void)state;
    static const char *const dates[] = {"dd-mm-yyyy",         "yyyy\\-mm\\-dd",  "d/m/yy;@",
                                        "[$-413]d mmmm yyyy", "mm:ss.0",         "[h]:mm",
                                        "DD/MM/YYYY",         "\"op \"d\" \"mmm"};
    static const char *const others[] = {
        "General",           "0.00",      "#,##0.00", "[Red]0.00", "\"dag\" 0", "0\\d",    "_d0",
        "[$€-413] #,##0.00", "Standaard", "@",        "0%",        "*d0",       "0.00E+00"};
    for (size_t i = 0; i < COUNT_OF(dates); i++)
        if (!custom_format(text_of(dates[i])).is_date) fail_msg("%s is of dates", dates[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (custom_format(text_of(others[i])).is_date) fail_msg("%s is not of dates", others[i]);
    for (u32 id = 0; id < 100; id++) {
        bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                    (id >= 50 && id <= 58);
        assert_int_equal(builtin_format(id).is_date, date);
        assert_int_equal(builtin_format(id).is_percent, id == 9 || id == 10);
    }
    static const char *const whole[] = {"dd-mm-yyyy", "[$-413]dddd d mmmm yyyy", "M/D/YY",
                                        "d/m/yy;@"};
    static const char *const parts[] = {"d-yyyy",        "mmm-yy", "d-mmm",
                                        "dddd mmm yyyy", "[h]:mm", "yyyy"};
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        assert_true(custom_format(text_of(whole[i])).shows_day);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        assert_false(custom_format(text_of(parts[i])).shows_day);
    for (u32 id = 14; id < 23; id++)
        assert_int_equal(builtin_format(id).shows_day, id < 16 || id == 22);
    for (u32 id = 0; id < 256; id++) { /* of zeros there are at most 255 */
        char zeros[257];
        memset(zeros, '0', sizeof zeros);
        assert_int_equal(custom_format((Text){zeros, id + 1}).zeros, id < 255 ? id + 1 : 0);
    }
    static const char *const worded[] = {"0\"a\"", "0\"z\"", "0\"A\"", "0\"Z\"",
                                         "0\"5\"", "0\\x",   "0\"x"};
    static const char *const wordless[] = {"0\"`\"", "0\"{\"", "0\"@\"", "0\"[\"", "0\"/\"",
                                           "0\"\"",  "0_x",    "*x0",    "[x]0",   "0\""};
    for (size_t i = 0; i < COUNT_OF(worded); i++)
        assert_true(custom_format(text_of(worded[i])).has_words);
    for (size_t i = 0; i < COUNT_OF(wordless); i++)
        assert_false(custom_format(text_of(wordless[i])).has_words);
    static const char *const scaled[] = {"?,", "#,##0,", "0.0,,", "#,##0.00,\" mln\"", "0,;-0,"};
    static const char *const plain[] = {
        ",0", "x,", "0,?", "#,##0", "#,##0.00;[Red]-#,##0.00", "0\",\"", "_(* #,##0_)"};
    for (size_t i = 0; i < COUNT_OF(scaled); i++)
        assert_true(custom_format(text_of(scaled[i])).is_scaled);
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        assert_false(custom_format(text_of(plain[i])).is_scaled);
    assert_int_equal(custom_format(TEXT("0000")).zeros, 4);
    assert_int_equal(custom_format(TEXT("0000.0")).zeros, 0);
    assert_true(custom_format(TEXT("0.0%")).is_percent);
    assert_false(custom_format(TEXT("0.0\"%\"")).is_percent);
    assert_true(custom_format(TEXT("\"GM\"0000")).has_words);
    assert_false(custom_format(TEXT("\"€ \"0")).has_words);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_numbers_become_decimal_texts),
        cmocka_unit_test(the_place_of_the_point_does_not_matter),
        cmocka_unit_test(percentages_and_padding),
        cmocka_unit_test(formats_of_dates_are_known),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
