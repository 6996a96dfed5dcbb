/* The values of the INI. In: entries; out: checked values. Holds always: shares sum to exactly 1.
 */
#include "engine/values.h"

#include "engine/exact.h"

bool value_bad(SettingsReader *r, const IniEntry *entry, Text value, Words expected)
{
    FAULT_AT(r->report, E321_BAD_VALUE, ini_item_place(entry, value), value, entry->key, expected);
    return false;
}

bool value_given(SettingsReader *r, const IniEntry *entry, Words expected)
{
    if (entry->value.length) return true;
    return value_bad(r, entry, entry->value, expected);
}

static bool read_digits(Text text, size_t from, size_t count, int *number)
{
    if (text.length < from + count) return false;
    *number = 0;
    for (size_t i = from; i < from + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return false;
        *number = *number * 10 + (text.at[i] - '0');
    }
    return true;
}

static Interval months_from(int year, int month, int count)
{
    int last = month + count - 1, last_year = year + (last - 1) / 12;
    last = (last - 1) % 12 + 1;
    return (Interval){day_of(year, month, 1),
                      day_of(last_year, last, days_in_month(last_year, last))};
}

static bool parse_period(Text t, Interval *period)
{
    int year, next;
    size_t dots = text_find(t, '.', 0);
    if (dots + 1 < t.length && t.at[dots + 1] == '.') {
        return day_parse(text_trim(text_slice(t, 0, dots)), &period->first) &&
               day_parse(text_trim(text_slice(t, dots + 2, t.length)), &period->last) &&
               period->first <= period->last;
    }
    if (!read_digits(t, 0, 4, &year) || year < 1000) return false;
    if (t.length == 4) return *period = months_from(year, 1, 12), true;
    if (t.length == 9 && t.at[4] == '/' && read_digits(t, 5, 4, &next) && next == year + 1)
        return *period = months_from(year, 8, 12), true;
    if (t.length == 7 && t.at[4] == '-' && (t.at[5] == 'Q' || t.at[5] == 'q') &&
        read_digits(t, 6, 1, &next) && next >= 1 && next <= 4)
        return *period = months_from(year, next * 3 - 2, 3), true;
    if (t.length == 7 && t.at[4] == '-' && read_digits(t, 5, 2, &next) && next >= 1 && next <= 12)
        return *period = months_from(year, next, 1), true;
    return false;
}

bool value_period(SettingsReader *r, const IniEntry *entry, Interval *period)
{
    if (parse_period(entry->value, period)) return true;
    return value_bad(r, entry, entry->value,
                     WORDS("2025, 2025-Q4, 2025-10, 2024/2025 or 2025-10-01..2025-12-31"));
}

bool value_date(SettingsReader *r, const IniEntry *entry, Text value, Day *day)
{
    if (day_parse(value, day)) return true;
    return value_bad(r, entry, value, WORDS("a date such as 2025-10-01"));
}

bool value_integer(SettingsReader *r, const IniEntry *entry, i64 most, i64 *number)
{
    if (!decimal_parse(entry->value, 9, 0, number) && *number >= 0 && *number <= most) return true;
    *number = 0;
    return value_bad(r, entry, entry->value, WORDS("a whole number of 0 or more"));
}

bool value_choice(SettingsReader *r, const IniEntry *entry, const char *const *words, int *index)
{
    TextBuilder all_but_last = {.arena = r->arena};
    Text last = TEXT("");
    for (int i = 0; words[i]; i++) {
        if (text_equal_nocase(entry->value, text_of(words[i]))) return *index = i, true;
        if (i > 1) build_text(&all_but_last, TEXT(", "));
        build_text(&all_but_last, last);
        last = text_of(words[i]);
    }
    *index = 0;
    return value_bad(r, entry, entry->value,
                     WORDS_FILL(r->arena, WORDS("%1 or %2"), built(&all_but_last), last));
}

bool value_partij(SettingsReader *r, const IniEntry *entry, Text code, u32 *partij)
{
    *partij = NONE;
    if (!text_is_identifier(code))
        return value_bad(r, entry, code,
                         WORDS("a code such as GM0518, and nothing after the last comma"));
    *partij = symbols_find(&r->batch->partij_codes, code);
    if (*partij != NONE || !r->batch->partijen.rows.present) return true;
    FAULT_AT(r->report, E203_UNKNOWN_CODE, ini_item_place(entry, code),
             JOIN(r->arena, TEXT("partij "), code), TEXT("partijen"));
    return false;
}

bool value_tijdvak(SettingsReader *r, const IniEntry *entry, TijdvakKind *kind)
{
    static const char *const words[] = {"kwartaal", "maand", "jaar", "periode", NULL};
    int index;
    bool good = value_choice(r, entry, words, &index);
    *kind = (TijdvakKind)index;
    return good;
}

Items value_items(SettingsReader *r, const IniEntry *entry, bool any_comma)
{
    Items items = {0};
    Text value = entry->value;
    size_t start = 0;
    for (size_t i = 0; i <= value.length; i++) {
        bool at_end = i == value.length;
        if (!at_end && value.at[i] != ',') continue;
        if (!at_end && !any_comma && i + 1 < value.length && value.at[i + 1] != ' ' &&
            value.at[i + 1] != '\t')
            continue;
        *PUSH(r->arena, &items) = text_trim(text_slice(value, start, i));
        start = i + 1;
    }
    return items;
}

/* MM-DD, that exists in every year. */
static bool parse_month_day(Text text, Peildatum *p)
{
    return text.length == 5 && text.at[2] == '-' && read_digits(text, 0, 2, &p->month) &&
           read_digits(text, 3, 2, &p->day) && p->month >= 1 && p->month <= 12 && p->day >= 1 &&
           p->day <= days_in_month(2025, p->month);
}

static bool parse_peildatum(Text text, Peildatum *p)
{
    size_t blank = text_find(text, ' ', 0);
    Text date = text_slice(text, 0, blank);
    Text word = text_trim(text_slice(text, blank, text.length));
    if (!word.length && day_parse(date, &p->fixed)) return p->kind = PEILDATUM_FIXED, true;
    if (!parse_month_day(date, p)) return false;
    p->kind = PEILDATUM_LATEST;
    if (!word.length) return true;
    p->kind = PEILDATUM_SCHOOLJAAR;
    if (text_equal_nocase(word, TEXT("schooljaar"))) return true;
    p->kind = PEILDATUM_YEARS_BACK;
    if (word.length < 6 || !text_equal_nocase(text_slice(word, 0, 5), TEXT("jaar-"))) return false;
    return word.length <= 7 && read_digits(word, 5, word.length - 5, &p->years);
}

bool value_peildata(SettingsReader *r, const IniEntry *entry, Peildata *peildata)
{
    Items items = value_items(r, entry, true);
    for (size_t i = 0; i < items.count; i++) {
        Peildatum peildatum = {0};
        if (!parse_peildatum(items.items[i], &peildatum))
            return value_bad(
                r, entry, items.items[i],
                WORDS("10-01 (month and day), 10-01 jaar-1, 10-01 schooljaar or 2024-10-01"));
        *PUSH(r->arena, peildata) = peildatum;
    }
    return true;
}

bool value_name_and_share(Text item, Text *name, Text *share)
{
    size_t blank = item.length;
    while (blank > 0 && item.at[blank - 1] != ' ' && item.at[blank - 1] != '\t')
        blank--;
    if (blank == 0) return false;
    *name = text_trim(text_slice(item, 0, blank));
    *share = text_slice(item, blank, item.length);
    return true;
}

static Text fraction_text(Arena *arena, i128 numerator, i128 denominator)
{
    i128 divisor = (i128)greatest_common_divisor((u128)numerator, (u128)denominator);
    TextBuilder builder = {.arena = arena};
    build_integer(&builder, numerator / divisor);
    if (denominator != divisor) {
        build_char(&builder, '/');
        build_integer(&builder, denominator / divisor);
    }
    return built(&builder);
}

bool value_common_total(SettingsReader *r, const IniEntry *entry, const Fraction *fractions,
                        size_t count, i128 *weights, i64 *total)
{
    i128 common = 1, sum = 0;
    for (size_t i = 0; i < count; i++) {
        i64 d = fractions[i].denominator;
        common = common / (i128)greatest_common_divisor((u128)common, (u128)d) * d;
        if (common >= FRACTION_MOST)
            return value_bad(r, entry, entry->value,
                             WORDS("shares whose common denominator is below 10^12"));
    }
    for (size_t i = 0; i < count; i++) {
        weights[i] = fractions[i].numerator * (common / fractions[i].denominator);
        sum += weights[i];
    }
    *total = (i64)common;
    if (sum == common) return true;
    FAULT_AT(r->report, E328_SHARES_NOT_ONE, ini_value_place(entry),
             fraction_text(r->arena, sum, common));
    return false;
}

typedef struct PartijShare {
    u32 partij;
    Fraction share;
} PartijShare;

static int by_partij(const void *left, const void *right)
{
    const PartijShare *a = left, *b = right;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

bool value_shares(SettingsReader *r, const IniEntry *entry, Shares *shares)
{
    Items items = value_items(r, entry, false);
    PartijShare *list = NEW(r->arena, PartijShare, items.count);
    for (size_t i = 0; i < items.count; i++) {
        Text code, share;
        if (!value_name_and_share(items.items[i], &code, &share) || !text_is_identifier(code) ||
            !fraction_parse(share, false, &list[i].share))
            return value_bad(r, entry, items.items[i],
                             WORDS("codes and shares with a comma and a blank between them: "
                                   "GM0518 62,5%, GM0603 3/8"));
        if (!value_partij(r, entry, code, &list[i].partij)) return false;
    }
    sort_array(list, items.count, sizeof *list, by_partij);
    Fraction *fractions = NEW(r->arena, Fraction, items.count);
    shares->partijen = NEW(r->arena, u32, items.count);
    shares->weights = NEW(r->arena, i128, items.count);
    for (size_t i = 0; i < items.count; i++) {
        fractions[i] = list[i].share;
        shares->partijen[i] = list[i].partij;
        if (i && list[i].partij == list[i - 1].partij && list[i].partij != NONE)
            return FAULT_AT(r->report, E329_ITEM_TWICE, ini_value_place(entry),
                            partij_code(r->batch, list[i].partij)),
                   false;
    }
    shares->count = items.count;
    return value_common_total(r, entry, fractions, items.count, shares->weights, &shares->total);
}

bool value_termijnen(SettingsReader *r, const IniEntry *entry, Termijnen *termijnen)
{
    Items items = value_items(r, entry, false);
    Fraction *fractions = NEW(r->arena, Fraction, items.count);
    i128 *weights = NEW(r->arena, i128, items.count);
    termijnen->items = NEW(r->arena, Termijn, items.count);
    for (size_t i = 0; i < items.count; i++) {
        Text datum, share;
        if (!value_name_and_share(items.items[i], &datum, &share) ||
            !day_parse(datum, &termijnen->items[i].datum) ||
            !fraction_parse(share, false, &fractions[i]) ||
            (i && termijnen->items[i].datum <= termijnen->items[i - 1].datum))
            return value_bad(
                r, entry, items.items[i],
                WORDS("dates in order, each with a share: 2025-01-15 50%, 2025-07-15 50%"));
    }
    if (!value_common_total(r, entry, fractions, items.count, weights, &termijnen->total))
        return false;
    for (size_t i = 0; i < items.count; i++)
        termijnen->items[i].weight = weights[i];
    termijnen->count = items.count;
    return true;
}
