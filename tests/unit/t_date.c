/* Goal: every day goes to the calendar and back, and months and days add up over any cut. */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The calendar by counting on from day to day: shares nothing with engine/date.c. */
typedef struct Walk {
    int year, month, day;
} Walk;

static int month_length(int year, int month)
{
    if (month == 2) return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void step(Walk *walk)
{
    if (++walk->day <= month_length(walk->year, walk->month)) return;
    walk->day = 1;
    if (++walk->month <= 12) return;
    walk->month = 1;
    walk->year++;
}

static void assert_same(Day number, const Walk *walk)
{
    Civil civil = civil_of(number);
    if (civil.year == walk->year && civil.month == walk->month && civil.day == walk->day &&
        day_of(walk->year, walk->month, walk->day) == number)
        return;
    fail_msg("day %d is %d-%d-%d, not %d-%d-%d", (int)number, civil.year, civil.month, civil.day,
             walk->year, walk->month, walk->day);
}

static void every_day_of_two_centuries_goes_round(void **state)
{
    (void)state;
    Walk walk = {1890, 1, 1};
    Day number = day_of(1890, 1, 1);
    for (; walk.year < 2111; step(&walk), number++)
        assert_same(number, &walk);
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(2025, 10, 1), 20362);
}

/* Also before the year 0, where a quotient rounds the other way. */
static void days_of_eleven_millennia_go_round(void **state)
{
    (void)state;
    Walk walk = {-900, 1, 1};
    Day number = day_of(-900, 1, 1);
    for (; walk.year < 1000; step(&walk), number++)
        if (walk.day == 1 || walk.day >= 28) assert_same(number, &walk);
    assert_int_equal(number, -354285);
    for (; walk.year < 10000; step(&walk), number++)
        if (walk.day == 1 || walk.day >= 28 || number % 97 == 0) assert_same(number, &walk);
    assert_int_equal(day_of(9999, 12, 31), number - 1);
}

static void february_is_long_in_leap_years(void **state)
{
    (void)state;
    static const struct {
        int year, days;
    } years[] = {{1900, 28}, {2000, 29}, {2023, 28}, {2024, 29}, {2100, 28}, {2400, 29}};
    for (size_t i = 0; i < COUNT_OF(years); i++)
        assert_int_equal(days_in_month(years[i].year, 2), years[i].days);
    for (int month = 1; month <= 12; month++)
        assert_int_equal(days_in_month(2025, month), month_length(2025, month));
}

static void every_form_of_a_date_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year, month, day;
    } forms[] = {
        {"2025-10-01", 2025, 10, 1}, {"01-10-2025", 2025, 10, 1},  {"1-10-2025", 2025, 10, 1},
        {"31-1-2025", 2025, 1, 31},  {"1-1-2025", 2025, 1, 1},     {"29-02-2024", 2024, 2, 29},
        {"1000-01-01", 1000, 1, 1},  {"9999-12-31", 9999, 12, 31},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        Day read;
        if (!day_parse(text_of(forms[i].text), &read)) fail_msg("%s is refused", forms[i].text);
        assert_int_equal(read, day_of(forms[i].year, forms[i].month, forms[i].day));
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "-",           "2025",        "2025-10",       "2025-10-",
        "2025-1-01",  "2025-10-1",   "2025-10-32",  "2025-13-01",    "2025-00-10",
        "2025-10-00", "2025-02-29",  "2100-02-29",  "29-02-2023",    "0-10-2025",
        "32-10-2025", "1-13-2025",   "1-0-2025",    "31-04-2025",    "0999-12-31",
        "31-12-0999", "10000-01-01", "1-1-10000",   "1-1-25",        "001-1-2025",
        "1-001-2025", "2025-10-01 ", " 2025-10-01", "2025-10-01x",   "2025/10/01",
        "01.10.2025", "2025-1O-01",  "-2025-10-01", "20251001",      "2025--1-01",
        "+1-10-2025", "2025-10-011", "1--10-2025",  "2025-10-01T00", "1-10-20250",
        "-1-2025",    "2025-10.01",  "2025.10-01",  "2025-1x-01",    "20x5-10-01"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Day read;
        Text text = text_of(wrong[i]);
        char *alone = malloc(text.length); /* a sanitizer sees what is read behind it */
        if (text.length) memcpy(alone, text.at, text.length);
        bool is_read = day_parse((Text){alone, text.length}, &read);
        free(alone);
        if (is_read) fail_msg("\"%s\" is read as a date", wrong[i]);
    }
    Day read;
    assert_false(day_parse((Text){"2025-10-0\0", 10}, &read));
    assert_true(day_parse((Text){"2025-10-019", 10}, &read)); /* a slice ends at its length */
}

static void days_are_written_and_read_back(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_text(day_text(&arena, day_of(2025, 10, 1)), "2025-10-01");
    assert_text(day_text(&arena, DAY_OPEN_START), "");
    assert_text(day_text(&arena, DAY_OPEN_END), "");
    for (Day d = day_of(1000, 1, 1); d <= day_of(9999, 12, 31); d += 997) {
        Day read = 0;
        Text text = day_text(&arena, d);
        assert_true(text.length == 10 && day_parse(text, &read));
        assert_int_equal(read, d);
        arena_rewind(&arena);
    }
    arena_free(&arena);
}

static void days_are_counted_with_both_ends(void **state)
{
    (void)state;
    assert_int_equal(days_count(5, 5), 1);
    assert_int_equal(days_count(5, 4), 0);
    assert_int_equal(days_count(5, -100), 0);
    assert_int_equal(days_count(day("2025-01-01"), day("2025-12-31")), 365);
    assert_int_equal(days_count(day("2024-01-01"), day("2024-12-31")), 366);
    assert_int_equal(day_min(3, -4), -4);
    assert_int_equal(day_max(3, -4), 3);
}

static void a_whole_month_is_one_month(void **state)
{
    (void)state;
    for (int year = 1000; year <= 9999; year += year < 1890 || year > 2110 ? 7 : 1)
        for (int month = 1; month <= 12; month++) {
            Day first = day_of(year, month, 1), last = first + month_length(year, month) - 1;
            assert_int_equal(month_units(first, last), MONTH_UNITS);
            assert_int_equal(month_units(first, first) * month_length(year, month), MONTH_UNITS);
        }
    assert_int_equal(month_units(day("2024-01-01"), day("2025-12-31")), 24 * MONTH_UNITS);
    assert_int_equal(month_units(5, 4), 0);
    assert_true(month_units(day("1000-01-01"), day("9999-12-31")) <= (i64)1 << 36);
}

static void months_add_up_over_any_cut(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        Day first = day_of(1000, 1, 1) + (Day)random_below(3000000);
        Day last = first + (Day)random_below(i % 2 ? 100 : 20000);
        Day cut = first + (Day)random_below((u64)(last - first) + 1);
        i64 whole = month_units(first, last);
        assert_true(whole > 0);
        assert_int_equal(month_units(first, cut) + month_units(cut + 1, last), whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_two_centuries_goes_round),
        cmocka_unit_test(days_of_eleven_millennia_go_round),
        cmocka_unit_test(february_is_long_in_leap_years),
        cmocka_unit_test(every_form_of_a_date_is_read),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(days_are_written_and_read_back),
        cmocka_unit_test(days_are_counted_with_both_ends),
        cmocka_unit_test(a_whole_month_is_one_month),
        cmocka_unit_test(months_add_up_over_any_cut),
    };
    return RUN(tests);
}
