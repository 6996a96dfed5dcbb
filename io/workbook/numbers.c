/* Numbers of a workbook. In: the text of a cell; out: its digits, and texts of them. Holds always:
 * digits are moved and rounded as decimal digits, never as a binary number. */
#include "io/workbook/numbers.h"

#include <string.h>

/* Beyond any binary number of 64 bits that a program would have stored. */
enum { EXPONENT_MOST = 320, DIGITS_READ_MOST = 400 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads an exponent at `at` up to the end. */
static bool read_exponent(Text text, size_t at, int *exponent)
{
    bool negative = at < text.length && text.at[at] == '-';
    if (at < text.length && (text.at[at] == '-' || text.at[at] == '+')) at++;
    if (at == text.length) return false;
    for (*exponent = 0; at < text.length; at++) {
        if (!is_digit(text.at[at])) return false;
        if (*exponent <= EXPONENT_MOST) *exponent = *exponent * 10 + (text.at[at] - '0');
    }
    if (negative) *exponent = -*exponent;
    return true;
}

/* One more for the last digit. */
static void round_up(StoredNumber *number)
{
    int i = NUMBER_DIGITS - 1;
    while (i >= 0 && number->digits[i] == 9)
        number->digits[i--] = 0;
    if (i >= 0) {
        number->digits[i]++;
        return;
    }
    number->digits[0] = 1;
    number->point++;
}

bool stored_number(Text text, StoredNumber *number)
{
    *number = (StoredNumber){0};
    size_t at = 0;
    if (at < text.length && (text.at[at] == '-' || text.at[at] == '+'))
        number->negative = text.at[at++] == '-';
    int count = 0, given = 0, exponent = 0; /* count: significant digits */
    bool behind = false, up = false;
    for (; at < text.length; at++) {
        char c = text.at[at];
        if (c == '.' && !behind) {
            behind = true;
            continue;
        }
        if (!is_digit(c)) break;
        if (++given > DIGITS_READ_MOST) return false;
        if (count || c != '0') {
            if (count < NUMBER_DIGITS) number->digits[count] = (u8)(c - '0');
            if (count == NUMBER_DIGITS) up = c >= '5';
            count++;
            if (!behind) number->point++;
        } else if (behind) {
            number->point--;
        }
    }
    if (!given) return false;
    if (at < text.length) {
        if (text.at[at] != 'e' && text.at[at] != 'E') return false;
        if (!read_exponent(text, at + 1, &exponent)) return false;
    }
    if (!count) return *number = (StoredNumber){0}, true;
    number->point += exponent;
    if (up) round_up(number);
    number->count = count < NUMBER_DIGITS ? count : NUMBER_DIGITS;
    while (!number->digits[number->count - 1]) /* the first is not 0 */
        number->count--;
    return number->point <= EXPONENT_MOST && number->point >= -EXPONENT_MOST;
}

Text number_text(Arena *arena, const StoredNumber *number, int zeros)
{
    TextBuilder out = {.arena = arena};
    if (number->negative) build_char(&out, '-');
    int before = number->point > 0 ? number->point : 0;
    if (zeros < 1) zeros = 1;
    for (int i = before; i < zeros; i++)
        build_char(&out, '0');
    for (int i = 0; i < before; i++)
        build_char(&out, (char)('0' + (i < number->count ? number->digits[i] : 0)));
    if (number->count > before) build_char(&out, ',');
    for (int i = number->point; i < 0; i++)
        build_char(&out, '0');
    for (int i = before; i < number->count; i++)
        build_char(&out, (char)('0' + number->digits[i]));
    return built(&out);
}

Text percent_text(Arena *arena, const StoredNumber *number)
{
    StoredNumber hundredfold = *number;
    if (number->count) hundredfold.point += 2;
    return JOIN(arena, number_text(arena, &hundredfold, 1), TEXT("%"));
}

bool number_days(const StoredNumber *number, i64 *days, u32 *seconds)
{
    enum { DAY_SECONDS = 86400, DAYS_DIGITS = 9 };
    *days = 0, *seconds = 0;
    if (number->negative || number->point > DAYS_DIGITS) return false;
    *seconds = 1;
    if (number->point < -DAYS_DIGITS) return true; /* far below a second */
    for (int i = 0; i < number->point; i++)
        *days = *days * 10 + (i < number->count ? number->digits[i] : 0);
    u128 rest = 0, unit = 1;
    for (int i = number->point; i < number->count; i++) {
        rest = rest * 10 + (i < 0 ? 0 : number->digits[i]);
        unit *= 10;
    }
    u128 exact = (rest * DAY_SECONDS + unit / 2) / unit;
    if (exact == DAY_SECONDS) exact--; /* a time of this day, however late */
    *seconds = rest && !exact ? 1 : (u32)exact;
    return true;
}

/* --- formats ---------------------------------------------------------------------------------- */

NumberFormat builtin_format(u32 id)
{
    bool is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                   (id >= 50 && id <= 58);
    bool in_part = (id >= 16 && id <= 21) || (id >= 45 && id <= 47);
    return (NumberFormat){
        .is_date = is_date, .shows_day = is_date && !in_part, .is_percent = id == 9 || id == 10};
}

/* The end of what stands between quotes or brackets from `at` on, or of an escaped character; `at`
 * when it is none of these. */
static size_t skip_literal(Text code, size_t at)
{
    char c = code.at[at];
    if (c == '"' || c == '[') return text_find(code, c == '"' ? '"' : ']', at + 1) + 1;
    if (c == '\\' || c == '_' || c == '*') return at + 2;
    return at;
}

/* Whether what was skipped shows as a word: not a blank, a sign, a currency or a mark in []. */
static bool is_word(Text literal)
{
    if (literal.at[0] == '[' || literal.at[0] == '_' || literal.at[0] == '*') return false;
    for (size_t i = 1; i < literal.length; i++) {
        char c = literal.at[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c)) return true;
    }
    return false;
}

static bool is_digit_sign(char c)
{
    return c == '0' || c == '#' || c == '?';
}

/* Whether the comma at `at` stands behind the digits of a number, where it means a thousandth. */
static bool scales(Text code, size_t at)
{
    size_t before = at, behind = at;
    while (before && code.at[before - 1] == ',')
        before--;
    while (behind < code.length && code.at[behind] == ',')
        behind++;
    return before && is_digit_sign(code.at[before - 1]) &&
           (behind == code.length || !is_digit_sign(code.at[behind]));
}

/* How many of the same letter stand at `at`, in either case. */
static size_t run_of(Text code, size_t at)
{
    size_t end = at;
    while (end < code.length && (code.at[end] | 32) == (code.at[at] | 32))
        end++;
    return end - at;
}

NumberFormat custom_format(Text code)
{
    NumberFormat format = {.code = code};
    if (text_equal_nocase(code, TEXT("general")) || text_equal_nocase(code, TEXT("standaard")))
        return format;
    size_t zeros = 0;
    while (zeros < code.length && code.at[zeros] == '0')
        zeros++;
    if (zeros == code.length && zeros < 256) format.zeros = (u8)zeros;
    bool day = false, month = false, year = false;
    for (size_t at = 0; at < code.length;) {
        size_t end = skip_literal(code, at);
        if (end > at) {
            if (end > code.length) end = code.length;
            if (is_word(text_slice(code, at, end))) format.has_words = true;
            at = end;
            continue;
        }
        size_t run = strchr("dDmMyY", code.at[at]) ? run_of(code, at) : 1;
        day |= (code.at[at] | 32) == 'd' && run <= 2; /* ddd is the name of a day of the week */
        month |= (code.at[at] | 32) == 'm';
        year |= (code.at[at] | 32) == 'y';
        if (strchr("dDmMyY", code.at[at])) format.is_date = true;
        if (code.at[at] == '%') format.is_percent = true;
        if (code.at[at] == ',' && scales(code, at)) format.is_scaled = true;
        at += run;
    }
    format.shows_day = day && month && year;
    return format;
}
