/* Cells. In: the text of a cell; out: a value of its column's type. Holds always: *cell is set. */
#include "io/read/cells.h"

#include "engine/gemeente_names.h"

#include <string.h>

static bool tell_words(const CellContext *c, FaultId id, Words first, Text second)
{
    Place place = {.source = c->source,
                   .line = c->line,
                   .field = c->field,
                   .name = c->name.length ? c->name : text_of(c->column->name)};
    FAULT_AT(c->batch->report, id, place, first, second);
    return false;
}

static bool tell(const CellContext *c, FaultId id, Text first, Text second)
{
    Words value = first.length ? words_same(text_shortened(c->batch->arena, first, SHOWN_BYTES))
                               : WORDS("(empty)");
    return tell_words(c, id, value, second);
}

static bool read_identifier(const CellContext *c, Text value, Text *cell)
{
    *cell = value;
    if (text_is_identifier(value)) return true;
    *cell = TEXT("");
    return tell(c, E202_BAD_IDENTIFIER, value, TEXT(""));
}

/* GM and four digits is the form of a gemeente, and only of one. */
static bool read_partij_soort(const CellContext *c, u8 soort)
{
    const Table_partijen *t = &c->batch->partijen;
    Text code = t->code[c->row];
    if (!code.length) return true;
    if (is_gemeente_code(code) == (soort == SOORT_GEMEENTE)) return true;
    Place place = {.source = c->source, .line = c->line, .field = -1, .name = TEXT("code")};
    FAULT_AT(c->batch->report,
             soort == SOORT_GEMEENTE ? E220_GEMEENTE_WITHOUT_GM : E219_GM_NOT_GEMEENTE, place,
             code);
    return false;
}

static Text choices_text(Arena *arena, const char *const *choices)
{
    TextBuilder builder = {.arena = arena};
    for (; *choices; choices++) {
        if (!**choices) continue;
        if (builder.count) build_text(&builder, TEXT(", "));
        build_text(&builder, text_of(*choices));
    }
    return built(&builder);
}

static bool read_choice(const CellContext *c, Text value, u8 *cell)
{
    const char *const *choices = column_choices(c->column->type);
    *cell = 0;
    if (!value.length) return true;
    for (u8 i = 0; choices[i]; i++) {
        if (!text_equal_nocase(text_of(choices[i]), value)) continue;
        *cell = i;
        return c->column->type == TYPE_PARTIJ_SOORT ? read_partij_soort(c, i) : true;
    }
    return tell(c, E212_BAD_CHOICE, value, choices_text(c->batch->arena, choices));
}

typedef struct Referred {
    const Symbols *symbols;
    const char *what, *table;
    bool present;
} Referred;

static Referred referred_by(const CellContext *c)
{
    const Batch *b = c->batch;
    switch (c->column->type) {
    case TYPE_SCHOOL:
        return (Referred){&b->school_codes, "school", "scholen", b->scholen.rows.present};
    case TYPE_CONTRACT:
        return (Referred){&b->contract_codes, "contract", "contracten", b->contracten.rows.present};
    case TYPE_PARTIJ:
        return (Referred){&b->partij_codes, "partij", "partijen", b->partijen.rows.present};
    default: return (Referred){&b->partij_codes, "gemeente", "partijen", b->partijen.rows.present};
    }
}

/* Tells a code that refers to nothing; of 518 and gm0518, that GM0518 is there. */
static bool tell_unknown(const CellContext *c, const Referred *to, Text value)
{
    Arena *arena = c->batch->arena;
    Text code = gemeente_code_of(arena, value);
    Text named =
        text_shortened(arena, JOIN(arena, text_of(to->what), TEXT(" "), value), SHOWN_BYTES);
    Words told = symbols_find(to->symbols, code) == NONE
                     ? words_same(named)
                     : WORDS_FILL(arena, WORDS("%1 (is it %2?)"), named, code);
    return tell_words(c, E203_UNKNOWN_CODE, told, text_of(to->table));
}

static bool read_reference(const CellContext *c, Text value, u32 *cell)
{
    ColumnType type = c->column->type;
    *cell = NONE;
    if (!value.length) return true;
    if (type == TYPE_WOONPLAATS && text_equal(value, TEXT("BUITENLAND"))) {
        *cell = ABROAD;
        return true;
    }
    if (c->alone && text_is_identifier(value)) return true;
    if (c->alone) return tell(c, E202_BAD_IDENTIFIER, value, TEXT(""));
    Referred to = referred_by(c);
    u32 row = symbols_find(to.symbols, value);
    if (row == NONE) {
        if (!to.present) return true; /* told already: that table could not be read */
        return tell_unknown(c, &to, value);
    }
    *cell = row;
    if ((type == TYPE_GEMEENTE || type == TYPE_WOONPLAATS) &&
        c->batch->partijen.soort[row] != SOORT_GEMEENTE)
        return tell(c, E204_NOT_A_GEMEENTE, value, TEXT(""));
    return true;
}

static bool read_symbol(const CellContext *c, Text value, u32 *cell)
{
    *cell = NONE;
    if (!value.length) return true;
    if (!text_is_identifier(value)) return tell(c, E202_BAD_IDENTIFIER, value, TEXT(""));
    if (c->alone) return true;
    Text file = c->batch->sources[c->source].text;
    ASSERT(value.at >= file.at);
    ASSERT(value.at + value.length <= file.at + file.length);
    *cell = (u32)(value.at - file.at); /* a file is below 4 GiB (source.c) */
    return true;
}

static bool read_date(const CellContext *c, Text value, Day *cell)
{
    *cell = c->column->type == TYPE_DATE_FIRST ? DAY_OPEN_START : DAY_OPEN_END;
    if (!value.length || day_parse(value, cell)) return true;
    return tell(c, E205_BAD_DATE, value, TEXT(""));
}

NumberSpec number_spec(ColumnType type)
{
    switch (type) {
    case TYPE_MONEY: return (NumberSpec){13, 2, true};
    case TYPE_MAXIMUM: return (NumberSpec){13, 2, false};
    case TYPE_TARIEF: return (NumberSpec){9, 6, false};
    case TYPE_VOLUME: return (NumberSpec){8, 4, false};
    case TYPE_WAARDE: return (NumberSpec){12, 6, false};
    default: return (NumberSpec){9, 0, false};
    }
}

static bool tell_number(const CellContext *c, Text value, NumberSpec spec, DecimalFault result)
{
    static const FaultId ids[] = {[DECIMAL_AMBIGUOUS] = E207_AMBIGUOUS_NUMBER,
                                  [DECIMAL_TOO_MANY_DECIMALS] = E208_TOO_MANY_DECIMALS,
                                  [DECIMAL_TOO_LARGE] = E209_NUMBER_TOO_LARGE,
                                  [DECIMAL_MALFORMED] = E206_BAD_NUMBER};
    int most = result == DECIMAL_TOO_MANY_DECIMALS ? spec.decimals : spec.digits;
    return tell(c, ids[result], value, text_integer(c->batch->arena, most));
}

static bool read_number(const CellContext *c, Text value, i64 *cell)
{
    ColumnType type = c->column->type;
    NumberSpec spec = number_spec(type);
    *cell = -1;
    if (!value.length && type != TYPE_AANTAL) return true;
    if (type == TYPE_AANTAL &&
        (!value.length || value.at[0] == '<' || text_equal(value, TEXT("-1"))))
        return tell(c, E215_SUPPRESSED_COUNT, value, TEXT(""));
    i64 number = 0;
    DecimalFault result = decimal_parse(value, spec.digits, spec.decimals, &number);
    if (result != DECIMAL_OK) return tell_number(c, value, spec, result);
    if (number < 0 && !spec.negative) return tell(c, E210_NEGATIVE, value, TEXT(""));
    *cell = number;
    return true;
}

static bool read_share(const CellContext *c, Text value, Fraction *cell)
{
    *cell = (Fraction){1, 1};
    if (!value.length) return true;
    if (fraction_parse(value, false, cell) && cell->numerator > 0 &&
        cell->numerator <= cell->denominator && cell->denominator <= AANDEEL_DENOMINATOR_MOST)
        return true;
    *cell = (Fraction){1, 1};
    return tell(c, E217_BAD_SHARE, value, TEXT(""));
}

const char *const btw_words[BTW_WORDS] = {"vrijgesteld", "buiten_heffing", "gemene_rekening"};

bool btw_parse(Text value, i32 *btw)
{
    for (int i = 0; i < BTW_WORDS; i++)
        if (text_equal_nocase(text_of(btw_words[i]), value))
            return *btw = BTW_VRIJGESTELD - i, true;
    if (!value.length) return false;
    Text number = value;
    if (number.at[number.length - 1] == '%')
        number = text_trim(text_slice(value, 0, value.length - 1));
    i64 rate = 0;
    if (!number.length || decimal_parse(number, 3, 4, &rate) || rate < 0 || rate > 1000000)
        return false;
    *btw = (i32)rate;
    return true;
}

static bool read_btw(const CellContext *c, Text value, i32 *cell)
{
    *cell = BTW_LEEG;
    if (!value.length || btw_parse(value, cell)) return true;
    return tell(c, E218_BAD_BTW, value, TEXT(""));
}

/* --- how it is written ------------------------------------------------------------------------ */

static u8 number_form(Text value)
{
    size_t points = 0, commas = 0, digits = 0;
    for (size_t i = value.at[0] == '-'; i < value.length; i++) {
        char byte = value.at[i];
        points += byte == '.', commas += byte == ',';
        digits += byte >= '0' && byte <= '9';
    }
    if (digits + points + commas + (value.at[0] == '-') != value.length) return FORM_OTHER;
    u8 comma = commas ? FORM_COMMA : 0;
    return points > 1 || (points && commas) ? FORM_THOUSANDS | comma : points ? FORM_POINT : comma;
}

static u8 choice_form(ColumnType type, Text value)
{
    for (const char *const *choice = column_choices(type); *choice; choice++)
        if (text_equal(text_of(*choice), value)) return 0;
    return FORM_OTHER;
}

u8 form_of(ColumnType type, Text field, Text value)
{
    u8 form = field.length == value.length ? 0 : FORM_BLANKS;
    if (!value.length) return form;
    switch (type) {
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST:
        if (value.length != 10) return form | FORM_OTHER;
        return form | (value.at[4] == '-' ? FORM_ISO : FORM_DAY_FIRST);
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: return form | number_form(value);
    case TYPE_PARTIJ_SOORT:
    case TYPE_VERBLIJF_SOORT:
    case TYPE_FREQUENTIE:
    case TYPE_AANTEKENING:
    case TYPE_JA: return form | choice_form(type, value);
    default: return form;
    }
}

bool read_cell(const CellContext *c, Text value, void *cell)
{
    bool given = value.length > 0 || c->column->need == NEED_MAY || c->column->type == TYPE_AANTAL;
    if (!given) tell(c, E201_VALUE_EMPTY, text_of(c->column->name), TEXT(""));
    bool good = true;
    switch (c->column->type) {
    case TYPE_KEY:
    case TYPE_ID:
        if (value.length)
            good = read_identifier(c, value, cell);
        else
            *(Text *)cell = TEXT("");
        break;
    case TYPE_TEXT: *(Text *)cell = value; break;
    case TYPE_PARTIJ:
    case TYPE_GEMEENTE:
    case TYPE_WOONPLAATS:
    case TYPE_SCHOOL:
    case TYPE_CONTRACT: good = read_reference(c, value, cell); break;
    case TYPE_LEERLING:
    case TYPE_PRODUCT:
    case TYPE_KENGETAL: good = read_symbol(c, value, cell); break;
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: good = read_date(c, value, cell); break;
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: good = read_number(c, value, cell); break;
    case TYPE_AANDEEL: good = read_share(c, value, cell); break;
    case TYPE_BTW: good = read_btw(c, value, cell); break;
    case TYPE_PARTIJ_SOORT:
    case TYPE_VERBLIJF_SOORT:
    case TYPE_FREQUENTIE:
    case TYPE_AANTEKENING:
    case TYPE_JA: good = read_choice(c, value, cell); break;
    }
    return given && good;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

bool begins_as_total(Text cell)
{
    static const char *const words[] = {"totaal", "total", "subtotaal", "eindtotaal", "som"};
    Text first = text_trim(cell);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t length = strlen(words[i]);
        if (first.length >= length &&
            text_equal_nocase(text_slice(first, 0, length), text_of(words[i])) &&
            (first.length == length || !is_letter_or_digit(first.at[length])))
            return true;
    }
    return false;
}
