/* Calendar days as numbers. In: year, month, day or text. Out: a day number, or the reverse.
 * Always: the proleptic Gregorian calendar; 1970-01-01 is 0; no clock and no locale. */
#include "second.h"

#include <stdio.h>
#include <string.h>

static bool schrikkel(int y)
{
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

int dagen_in_maand(int y, int m)
{
    static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && schrikkel(y) ? 29 : n[m - 1];
}

int dag(int y, int m, int d)
{
    int day = 0;
    for (int i = 1970; i < y; i++)
        day += schrikkel(i) ? 366 : 365;
    for (int i = 1969; i >= y; i--)
        day -= schrikkel(i) ? 366 : 365;
    for (int i = 1; i < m; i++)
        day += dagen_in_maand(y, i);
    return day + d - 1;
}

void ymd(int day, int *y, int *m, int *d)
{
    *y = 1970;
    for (; day < 0; --*y)
        day += schrikkel(*y - 1) ? 366 : 365;
    for (; day >= (schrikkel(*y) ? 366 : 365); ++*y)
        day -= schrikkel(*y) ? 366 : 365;
    for (*m = 1; day >= dagen_in_maand(*y, *m); ++*m)
        day -= dagen_in_maand(*y, *m);
    *d = day + 1;
}

int jaar_van(int day)
{
    int y, m, d;
    ymd(day, &y, &m, &d);
    return y;
}

int weekdag(int day)
{
    return ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

static bool lees_ymd(const char *s, int *day)
{
    int y, m, d, end = 0;
    if (sscanf(s, "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3 && s[end] == '\0' && s[4] == '-') {
        *day = dag(y, m, d);
        return true;
    }
    if (sscanf(s, "%2d-%2d-%4d%n", &d, &m, &y, &end) == 3 && s[end] == '\0' && y > 999) {
        *day = dag(y, m, d);
        return true;
    }
    return false;
}

bool is_datum(const char *s)
{
    int day;
    return lees_ymd(s, &day);
}

int lees_datum(const char *s, int if_empty)
{
    int day;
    if (!*s) return if_empty;
    if (!lees_ymd(s, &day)) die("'%s' is not a date", s);
    return day;
}

char *datum_tekst(int day)
{
    int y, m, d;
    ymd(day, &y, &m, &d);
    return xstrf("%04d-%02d-%02d", y, m, d);
}
