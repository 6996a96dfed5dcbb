/* Dutch notation. In: numbers and days; out: texts for people. Holds always: no locale is asked. */
#include "io/tell/dutch.h"

static void build_grouped(TextBuilder *out, u128 number)
{
    char digits[48];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + (int)(number % 10));
        number /= 10;
    } while (number);
    while (count) {
        build_char(out, digits[--count]);
        if (count && count % 3 == 0) build_char(out, '.');
    }
}

Text dutch_integer(Arena *arena, i128 number)
{
    TextBuilder out = {.arena = arena};
    if (number < 0) build_char(&out, '-');
    build_grouped(&out, number < 0 ? -(u128)number : (u128)number);
    return built(&out);
}

static Text amount(Arena *arena, i128 cents, Text before)
{
    TextBuilder out = {.arena = arena};
    u128 size = cents < 0 ? -(u128)cents : (u128)cents;
    if (cents < 0) build_char(&out, '-');
    build_text(&out, before);
    build_grouped(&out, size / 100);
    build_char(&out, ',');
    build_padded(&out, (u64)(size % 100), 2);
    return built(&out);
}

Text dutch_amount(Arena *arena, i128 cents)
{
    return amount(arena, cents, TEXT(""));
}

Text dutch_euro(Arena *arena, i128 cents)
{
    return amount(arena, cents, TEXT("€\xC2\xA0"));
}

Text dutch_number(Arena *arena, i128 numerator, i128 denominator)
{
    enum { EXACT_DECIMALS = 4 };
    TextBuilder out = {.arena = arena};
    u128 size = numerator < 0 ? -(u128)numerator : (u128)numerator, of = (u128)denominator;
    u128 rest = size % of, digits = 0;
    int decimals = 0;
    for (u128 left = rest; left && decimals < EXACT_DECIMALS; decimals++) {
        digits = digits * 10 + left * 10 / of;
        left = left * 10 % of;
        rest = left;
    }
    u128 whole = size / of;
    if (rest) { /* more decimals than people read */
        build_text(&out, TEXT("circa "));
        u128 hundredths = (size % of * 200 + of) / (2 * of);
        whole += hundredths / 100;
        digits = hundredths % 100;
        decimals = 2;
    }
    if (numerator < 0) build_char(&out, '-');
    build_grouped(&out, whole);
    if (decimals) {
        build_char(&out, ',');
        build_padded(&out, (u64)digits, decimals);
    }
    return built(&out);
}

/* --- days ------------------------------------------------------------------------------------- */

static const char *const months[12] = {"januari",   "februari", "maart",    "april",
                                       "mei",       "juni",     "juli",     "augustus",
                                       "september", "oktober",  "november", "december"};

Text dutch_date(Arena *arena, Day day)
{
    Civil c = civil_of(day);
    return JOIN(arena, text_integer(arena, c.day), TEXT(" "), text_of(months[c.month - 1]),
                TEXT(" "), text_integer(arena, c.year));
}

/* Whether the days are whole months; how many, when they are. */
static int whole_months(Interval days)
{
    Civil first = civil_of(days.first), after = civil_of(days.last + 1);
    if (first.day != 1 || after.day != 1) return 0;
    return (after.year - first.year) * 12 + after.month - first.month;
}

Text dutch_period(Arena *arena, Interval days)
{
    Civil first = civil_of(days.first);
    int count = whole_months(days);
    Text year = text_integer(arena, first.year);
    if (count == 12 && first.month == 1) return year;
    if (count == 12 && first.month == 8)
        return JOIN(arena, TEXT("schooljaar "), year, TEXT("/"),
                    text_integer(arena, first.year + 1));
    if (count == 3 && first.month % 3 == 1)
        return JOIN(arena, text_integer(arena, first.month / 3 + 1), TEXT("e kwartaal "), year);
    if (count == 1) return JOIN(arena, text_of(months[first.month - 1]), TEXT(" "), year);
    if (days.first == days.last) return dutch_date(arena, days.first);
    return JOIN(arena, dutch_date(arena, days.first), TEXT(" t/m "), dutch_date(arena, days.last));
}

/* --- others ----------------------------------------------------------------------------------- */

Text dutch_rate(Arena *arena, i32 rate)
{
    return JOIN(arena, dutch_number(arena, rate, 10000), TEXT("%"));
}

Text dutch_iban(Arena *arena, Text iban)
{
    TextBuilder out = {.arena = arena};
    size_t count = 0;
    for (size_t i = 0; i < iban.length; i++) {
        if (iban.at[i] == ' ') continue;
        if (count && count % 4 == 0) build_char(&out, ' ');
        build_char(&out, iban.at[i]);
        count++;
    }
    return built(&out);
}
