/* Calendar days as numbers: day 0 is 1970-01-01, in the proleptic Gregorian calendar.
 * Every interval first..last is closed: both days belong to it; it is empty when last < first. */
#ifndef VERREKEN_ENGINE_DATE_H
#define VERREKEN_ENGINE_DATE_H

#include "engine/text.h"

typedef i32 Day;

/* The ends of an interval that is open: no real day lies before or after them. */
#define DAY_OPEN_START ((Day)-1000000000)
#define DAY_OPEN_END ((Day)1000000000)

/* One calendar month in the units of month_units(): the least common multiple of 28, 29, 30, 31,
 * so that a day of any month is a whole number of units (SPEC §5, toerekening = maanden). */
#define MONTH_UNITS 377580

typedef struct Civil {
    int year, month, day;
} Civil;

Day day_of(int year, int month, int day);
Civil civil_of(Day day);
int days_in_month(int year, int month);

/* Reads 2025-10-01, 01-10-2025 or 1-10-2025, years 1000 to 9999. False: not a date. */
bool day_parse(Text text, Day *day);

Text day_text(Arena *arena, Day day); /* 2025-10-01; empty for an open end */

/* The number of days of first..last, 0 when empty. Neither end may be open. */
i64 days_count(Day first, Day last);

/* Σ over calendar months of MONTH_UNITS · covered days / days of the month. At most 2^36. */
i64 month_units(Day first, Day last);

static inline Day day_min(Day a, Day b)
{
    return a < b ? a : b;
}
static inline Day day_max(Day a, Day b)
{
    return a > b ? a : b;
}

#endif
