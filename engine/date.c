/* Day numbers to and from the calendar. In: years, months, days or their text; out: day numbers.
 * Holds always: civil_of(day_of(y, m, d)) gives y, m, d back. */
#include "engine/date.h"

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    ASSERT(month >= 1);
    ASSERT(month <= 12);
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years run from March here, so that the leap day is the last of its year. */
Day day_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int m = month <= 2 ? month + 9 : month - 3;
    int century = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - century * 400;
    int day_of_year = (153 * m + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return century * 146097 + day_of_era - 719468;
}

Civil civil_of(Day day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    int month = m < 10 ? m + 3 : m - 9;
    int year = year_of_era + era * 400 + (month <= 2);
    return (Civil){year, month, day_of_year - (153 * m + 2) / 5 + 1};
}

/* Reads digits at *at up to `most` of them; -1 when there is none. */
static int read_number(Text text, size_t *at, size_t most)
{
    int number = 0;
    size_t start = *at;
    while (*at < text.length && *at - start < most && text.at[*at] >= '0' && text.at[*at] <= '9')
        number = number * 10 + (text.at[(*at)++] - '0');
    return *at == start ? -1 : number;
}

/* Two digits as a number, or more than 99. */
static unsigned two_digits(const char *at)
{
    unsigned tens = (u8)at[0] - (unsigned)'0', ones = (u8)at[1] - (unsigned)'0';
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/* 2025-10-01, which nearly all are. False: it is not, or it is no date. */
static bool parse_iso(const char *at, Day *day)
{
    unsigned century = two_digits(at), year = two_digits(at + 2);
    unsigned month = two_digits(at + 5), d = two_digits(at + 8);
    if (century < 10 || century > 99 || year > 99 || at[4] != '-' || at[7] != '-') return false;
    if (month < 1 || month > 12 || d < 1 || d > 28) return false; /* each month has these */
    *day = day_of((int)(century * 100 + year), (int)month, (int)d);
    return true;
}

bool day_parse(Text text, Day *day)
{
    if (text.length == 10 && parse_iso(text.at, day)) return true;
    size_t at = 0, dash = text_find(text, '-', 0);
    bool year_first = dash == 4;
    int a = read_number(text, &at, year_first ? 4 : 2);
    if (at >= text.length || text.at[at++] != '-') return false;
    int b = read_number(text, &at, 2);
    if (at >= text.length || text.at[at++] != '-') return false;
    size_t last = at;
    int c = read_number(text, &at, year_first ? 2 : 4);
    if (at != text.length || a < 0 || b < 1 || b > 12) return false;
    if (year_first ? text.length != 10 : at - last != 4) return false;
    int year = year_first ? a : c, d = year_first ? c : a;
    if (year < 1000 || d < 1 || d > days_in_month(year, b)) return false;
    *day = day_of(year, b, d);
    return true;
}

Text day_text(Arena *arena, Day day)
{
    if (day <= DAY_OPEN_START || day >= DAY_OPEN_END) return TEXT("");
    Civil civil = civil_of(day);
    TextBuilder builder = {.arena = arena};
    build_padded(&builder, (u64)civil.year, 4);
    build_char(&builder, '-');
    build_padded(&builder, (u64)civil.month, 2);
    build_char(&builder, '-');
    build_padded(&builder, (u64)civil.day, 2);
    return built(&builder);
}

i64 days_count(Day first, Day last)
{
    return last < first ? 0 : (i64)last - first + 1;
}

/* The units from the first day of year 0 up to and with `day`. */
static i64 month_units_through(Day day)
{
    Civil civil = civil_of(day);
    i64 months = (i64)civil.year * 12 + civil.month - 1;
    return months * MONTH_UNITS +
           (i64)civil.day * (MONTH_UNITS / days_in_month(civil.year, civil.month));
}

i64 month_units(Day first, Day last)
{
    if (last < first) return 0;
    Civil civil = civil_of(first);
    i64 day_units = MONTH_UNITS / days_in_month(civil.year, civil.month);
    return month_units_through(last) - month_units_through(first) + day_units;
}
