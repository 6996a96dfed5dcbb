/* Numbers as people read them. In: whole microseconds, bytes, rows. Out: text. */
#include "run.h"

#include <stdio.h>

static const char *decimal(int64_t value, int decimals)
{
    static char texts[16][32];
    static unsigned next;
    char *text = texts[next++ % 16];
    int64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    snprintf(text, sizeof texts[0], "%lld.%0*lld", (long long)(value / unit), decimals,
             (long long)(value % unit));
    return text;
}

/* a × scale / b, to the nearest whole number; "-" has no place in a table of numbers, so 0. */
static int64_t divided(int64_t a, int64_t scale, int64_t b)
{
    return b > 0 ? (a * scale + b / 2) / b : 0;
}

const char *seconds(int64_t microseconds)
{
    return decimal(divided(microseconds, 1, 1000), 3);
}

const char *megabytes(int64_t bytes)
{
    return decimal(divided(bytes, 1, 100000), 1);
}

const char *ratio(int64_t a, int64_t b)
{
    return decimal(divided(a, 100, b), 2);
}

const char *per_second(int64_t bytes, int64_t microseconds)
{
    return decimal(divided(bytes, 10, microseconds), 1); /* bytes per µs are megabytes per s */
}

const char *microseconds_per(int64_t microseconds, int64_t rows)
{
    return decimal(divided(microseconds, 1000, rows), 3);
}

int64_t parse_seconds(const char *text)
{
    int64_t value = 0;
    int decimals = -1;
    for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) {
        if (*text == '.')
            decimals = 0;
        else if (decimals < 6)
            value = value * 10 + (*text - '0'), decimals += decimals >= 0;
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 6; decimals++)
        value *= 10;
    return value;
}
