/* Numbers and texts. In: integers, texts; out: bytes. Holds always: a number in its shortest form,
 * a `-` before what is below 0. */
#include "io/write/format.h"

#include "engine/exact.h"

#include <string.h>

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233"
                            "34353637383940414243444546474849505152535455565758596061626364656667"
                            "6869707172737475767778798081828384858687888990919293949596979899";

static int digits_of(u64 number)
{
    int digits = 1;
    for (; number >= 10000; number /= 10000)
        digits += 4;
    return digits + (number >= 10) + (number >= 100) + (number >= 1000);
}

char *format_u64(char *at, u64 number)
{
    char *end = at + digits_of(number), *to = end;
    while (number >= 100) {
        to -= 2;
        memcpy(to, pairs + number % 100 * 2, 2);
        number /= 100;
    }
    if (number >= 10)
        memcpy(to - 2, pairs + number * 2, 2);
    else
        to[-1] = (char)('0' + number);
    return end;
}

/* Exactly `count` digits, with zeros before them. */
static char *format_padded(char *at, u64 number, int count)
{
    for (int i = count; i-- > 0; number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + count;
}

static char *format_size(char *at, u128 size)
{
    const u64 block = 10000000000000000000u; /* 10^19 */
    if (!(size >> 64)) return format_u64(at, (u64)size);
    return format_padded(format_size(at, size / block), (u64)(size % block), 19);
}

char *format_integer(char *at, i128 number)
{
    if (number < 0) *at++ = '-';
    return format_size(at, number < 0 ? -(u128)number : (u128)number);
}

char *format_cents(char *at, i128 cents)
{
    u128 size = cents < 0 ? -(u128)cents : (u128)cents;
    unsigned rest;
    if (cents < 0) *at++ = '-';
    if (size >> 64) {
        rest = (unsigned)(size % 100);
        at = format_size(at, size / 100);
    } else {
        rest = (unsigned)((u64)size % 100);
        at = format_u64(at, (u64)size / 100);
    }
    *at++ = '.';
    memcpy(at, pairs + 2 * rest, 2);
    return at + 2;
}

static bool needs_quotes(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] == ';' || text.at[i] == '"' || text.at[i] == '\n' || text.at[i] == '\r')
            return true;
    return false;
}

char *format_text(char *at, Text text)
{
    if (!needs_quotes(text)) {
        if (text.length) memcpy(at, text.at, text.length);
        return at + text.length;
    }
    *at++ = '"';
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"') *at++ = '"';
        *at++ = text.at[i];
    }
    *at++ = '"';
    return at;
}

static char *format_short_fraction(char *at, u64 numerator, u64 denominator)
{
    u64 divisor = (u64)greatest_common_divisor(numerator, denominator);
    at = format_u64(at, numerator / divisor);
    if (denominator == divisor) return at;
    *at++ = '/';
    return format_u64(at, denominator / divisor);
}

char *format_fraction(char *at, i128 numerator, i128 denominator)
{
    u128 size = numerator < 0 ? -(u128)numerator : (u128)numerator;
    if (denominator == 1) return format_integer(at, numerator);
    u128 all = size | (u128)denominator;
    if (numerator >= 0 && !(all >> 64))
        return format_short_fraction(at, (u64)numerator, (u64)denominator);
    i128 divisor = (i128)greatest_common_divisor(size, (u128)denominator);
    at = format_integer(at, numerator / divisor);
    if (denominator == divisor) return at;
    *at++ = '/';
    return format_integer(at, denominator / divisor);
}
