/* The one form of a cell. In: a cell as it is written; out: the text that all ways to write the
 * same value have in common. Holds always: cells that read_cell() reads as different values differ
 * here, and the form of a form is that form. */
#include "io/changes/changes_cells.h"

#include "io/read/cells.h"
#include "io/write/format.h"

/* scaled / 10^decimals, without zeros at its end. */
static char *format_decimal(char *at, i64 scaled, int decimals)
{
    u64 size = scaled < 0 ? -(u64)scaled : (u64)scaled, unit = 1;
    while (decimals-- > 0)
        unit *= 10;
    if (scaled < 0) *at++ = '-';
    at = format_u64(at, size / unit);
    u64 rest = size % unit;
    if (rest) *at++ = '.';
    for (; rest; rest %= unit) {
        unit /= 10;
        *at++ = (char)('0' + rest / unit);
    }
    return at;
}

static Text canonical_number(ColumnType type, Text value, char *room)
{
    NumberSpec spec = number_spec(type);
    bool money = type == TYPE_MONEY || type == TYPE_MAXIMUM;
    i64 number;
    if (decimal_parse(value, spec.digits, spec.decimals, &number)) return value;
    char *end = money ? format_cents(room, number) : format_decimal(room, number, spec.decimals);
    return (Text){room, (size_t)(end - room)};
}

static Text canonical_date(Text value, char *room)
{
    Day day;
    if (!day_parse(value, &day)) return value;
    if (value.at[2] != '-' && value.at[1] != '-') return value; /* the year comes first */
    Civil civil = civil_of(day);
    char *at = format_u64(room, (u64)civil.year); /* 1000 to 9999 */
    const int rest[] = {civil.month, civil.day};
    for (size_t i = 0; i < COUNT_OF(rest); i++) {
        *at++ = '-';
        *at++ = (char)('0' + rest[i] / 10);
        *at++ = (char)('0' + rest[i] % 10);
    }
    return (Text){room, (size_t)(at - room)};
}

static Text canonical_choice(ColumnType type, Text value)
{
    const char *const *words = column_choices(type);
    for (; *words; words++)
        if (text_equal_nocase(text_of(*words), value)) return text_of(*words);
    return value;
}

static Text canonical_btw(Text value, char *room)
{
    i32 btw;
    if (!btw_parse(value, &btw)) return value;
    if (btw < 0) return text_of(btw_words[BTW_VRIJGESTELD - btw]);
    return (Text){room, (size_t)(format_decimal(room, btw, 4) - room)};
}

static Text canonical_share(Text value, char *room)
{
    Fraction share;
    if (!fraction_parse(value, false, &share)) return value;
    char *end = format_fraction(room, share.numerator, share.denominator);
    return (Text){room, (size_t)(end - room)};
}

/* What an empty cell stands for. */
static Text canonical_empty(ColumnType type)
{
    switch (type) {
    case TYPE_AANDEEL: return TEXT("1");
    case TYPE_FREQUENTIE: return text_of(column_choices(type)[FREQUENTIE_TOTAAL]);
    case TYPE_JA: return text_of(column_choices(type)[0]);
    default: return TEXT("");
    }
}

Text canonical_cell(ColumnType type, Text value, char *room)
{
    if (!value.length) return canonical_empty(type);
    switch (type) {
    case TYPE_KEY:
    case TYPE_ID:
    case TYPE_TEXT:
    case TYPE_PARTIJ:
    case TYPE_GEMEENTE:
    case TYPE_WOONPLAATS:
    case TYPE_SCHOOL:
    case TYPE_CONTRACT:
    case TYPE_LEERLING:
    case TYPE_PRODUCT:
    case TYPE_KENGETAL: return value;
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: return canonical_date(value, room);
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: return canonical_number(type, value, room);
    case TYPE_AANDEEL: return canonical_share(value, room);
    case TYPE_BTW: return canonical_btw(value, room);
    case TYPE_PARTIJ_SOORT:
    case TYPE_VERBLIJF_SOORT:
    case TYPE_FREQUENTIE:
    case TYPE_AANTEKENING:
    case TYPE_JA: return canonical_choice(type, value);
    }
    return value;
}
