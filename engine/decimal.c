/* Reading numbers as people write them. In: text; out: integers scaled by a power of ten, or
 * fractions. Holds always: what is read is exact; what can be read in two ways is refused. */
#include "engine/decimal.h"

#include "engine/exact.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static Text drop_euro(Text text)
{
    const Text euro = TEXT("\xE2\x82\xAC");
    return text_starts(text, euro) ? text_trim(text_slice(text, 3, text.length)) : text;
}

/* The parts of a number that is written down: digits, thousands' points, decimals. */
typedef struct Shape {
    Text whole, decimals;
    size_t points, commas;
} Shape;

/* Whether `whole` is grouped as 1.234.567: one to three digits, not beginning with 0, then threes.
 */
static bool is_grouped(Text whole, char separator)
{
    size_t first = text_find(whole, separator, 0);
    if (first < 1 || first > 3 || whole.at[0] == '0') return false;
    if ((whole.length - first) % 4 != 0) return false;
    for (size_t i = first; i < whole.length; i++) {
        bool must_separate = (i - first) % 4 == 0;
        if (must_separate ? whole.at[i] != separator : !is_digit(whole.at[i])) return false;
    }
    return true;
}

/* `money`: ",-" stood behind it, so that a point can only group thousands. */
static DecimalFault find_shape(Text text, bool money, Shape *shape)
{
    size_t last_point = text.length, last_comma = text.length;
    *shape = (Shape){.whole = text};
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '.') {
            shape->points++, last_point = i;
        } else if (text.at[i] == ',') {
            shape->commas++, last_comma = i;
        } else if (!is_digit(text.at[i])) {
            return DECIMAL_MALFORMED;
        }
    }
    size_t mark = text.length; /* where the decimal sign stands */
    if (shape->commas) {
        bool mixed = shape->points && last_point > last_comma; /* 1,234.56 */
        if (shape->commas > 1 || mixed || money) return DECIMAL_MALFORMED;
        mark = last_comma;
    } else if (shape->points == 1 && !money) {
        bool three = text.length - last_point == 4;
        if (three && last_point >= 1 && last_point <= 3 && text.at[0] != '0')
            return DECIMAL_AMBIGUOUS;
        mark = last_point;
        shape->points = 0;
    }
    shape->whole = text_slice(text, 0, mark);
    if (mark < text.length) shape->decimals = text_slice(text, mark + 1, text.length);
    if (mark < text.length && !shape->decimals.length) return DECIMAL_MALFORMED;
    if (!shape->whole.length) return DECIMAL_MALFORMED;
    if (shape->points && !is_grouped(shape->whole, '.')) return DECIMAL_MALFORMED;
    return DECIMAL_OK;
}

/* Appends the digits of `text` to *number; *significant counts them without leading zeros. */
static void add_digits(Text text, int *significant, i64 *number)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is_digit(text.at[i])) continue;
        if (*significant || text.at[i] != '0') ++*significant;
        if (*significant <= 18) *number = *number * 10 + (text.at[i] - '0');
    }
}

static i64 scale(i64 number, size_t zeros)
{
    while (zeros--)
        number *= 10;
    return number;
}

DecimalFault decimal_parse(Text text, int digits, int decimals, i64 *scaled)
{
    ASSERT(digits + decimals <= 18);
    text = drop_euro(text_trim(text));
    bool negative = text.length && text.at[0] == '-';
    if (negative) text = drop_euro(text_trim(text_slice(text, 1, text.length)));
    bool money = text.length > 2 &&
                 !text_compare(text_slice(text, text.length - 2, text.length), TEXT(",-"));
    if (money) text.length -= 2;
    Shape shape;
    DecimalFault fault = find_shape(text, money, &shape);
    if (fault) return fault;
    if (shape.decimals.length > (size_t)decimals) return DECIMAL_TOO_MANY_DECIMALS;
    int before = 0, after = 0;
    i64 whole = 0, fraction = 0;
    add_digits(shape.whole, &before, &whole);
    add_digits(shape.decimals, &after, &fraction);
    if (before > digits) return DECIMAL_TOO_LARGE;
    i64 sum =
        scale(whole, (size_t)decimals) + scale(fraction, (size_t)decimals - shape.decimals.length);
    *scaled = negative ? -sum : sum;
    return DECIMAL_OK;
}

Fraction fraction_reduce(i64 numerator, i64 denominator)
{
    ASSERT(numerator >= 0);
    ASSERT(denominator > 0);
    i64 divisor = (i64)greatest_common_divisor((u128)numerator, (u128)denominator);
    return (Fraction){numerator / divisor, denominator / divisor};
}

static bool parse_quotient(Text text, size_t slash, Fraction *fraction)
{
    i64 over, under;
    Text left = text_trim(text_slice(text, 0, slash));
    Text right = text_trim(text_slice(text, slash + 1, text.length));
    if (decimal_parse(left, 11, 0, &over) || decimal_parse(right, 11, 0, &under)) return false;
    if (over < 0 || under <= 0) return false;
    *fraction = fraction_reduce(over, under);
    return true;
}

bool fraction_parse(Text text, bool percentage_only, Fraction *fraction)
{
    text = text_trim(text);
    bool percentage = text.length && text.at[text.length - 1] == '%';
    if (percentage)
        text = text_trim(text_slice(text, 0, text.length - 1));
    else if (percentage_only)
        return false;
    size_t slash = text_find(text, '/', 0);
    if (slash < text.length) return !percentage && parse_quotient(text, slash, fraction);
    i64 scaled;
    if (decimal_parse(text, 3, 9, &scaled) || scaled < 0) return false;
    *fraction = percentage ? fraction_reduce(scaled, 100 * (i64)1000000000)
                           : fraction_reduce(scaled, 1000000000);
    return true;
}
