/* A cell by the type of its column. In: what the cell stores and how it is shown; out: the text
 * that a CSV would have. Holds always: what Excel may have made of what was typed is told, not
 * guessed. */
#include "io/workbook/table.h"

typedef enum ColumnClass {
    CLASS_WORD,
    CLASS_DATE,
    CLASS_NUMBER,
    CLASS_SHARE,
    CLASS_JA
} ColumnClass;

static ColumnClass class_of(ColumnType type)
{
    switch (type) {
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: return CLASS_DATE;
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: return CLASS_NUMBER;
    case TYPE_AANDEEL:
    case TYPE_BTW: return CLASS_SHARE;
    case TYPE_JA: return CLASS_JA;
    default: return CLASS_WORD;
    }
}

Place cell_place(TableId table, u32 row, u32 column, Text name)
{
    return (Place){
        .source = SOURCE_TABLES + table, .line = row, .field = (i32)column, .name = name};
}

void tell_cell(Books *books, FaultId id, Place place, const Words *arguments, size_t count)
{
    fault_add(books->batch->report, id, place, arguments, count);
    *PUSH(&books->memory, &books->told) = (ToldCell){place.line, place.field};
}

/* Tells it, and gives the text of the cell by itself. */
static Text tell(const ColumnCell *c, FaultId id, Text first, Text second)
{
    Place place = cell_place(c->table, c->row, c->cell->column, text_of(c->column->name));
    TELL_CELL(c->books, id, place, first, second);
    return cell_text(&c->books->row, c->workbook, c->cell);
}

static Text date_in_column(const ColumnCell *c, Text shown)
{
    Day day;
    u32 seconds;
    if (class_of(c->column->type) != CLASS_DATE)
        return tell(c, E143_DATE_NOT_EXPECTED, shown, TEXT(""));
    CellDay found = cell_day(c->workbook, c->cell, &day, &seconds);
    if (found == CELL_DAY_TIME) return tell(c, E145_DATE_WITH_TIME, shown, TEXT(""));
    if (found != CELL_DAY) return tell(c, E144_NO_CALENDAR_DAY, shown, TEXT(""));
    if (c->cell->iso || c->cell->format->shows_day) return shown;
    return tell(c, E157_DATE_IN_PART, shown, TEXT(""));
}

static bool is_below_one(const StoredNumber *number)
{
    return number->count && !number->negative && number->point <= 0;
}

/* Tells a number that is shown in thousands: which of the two was meant? */
static Text tell_scaled(const ColumnCell *c, Text plain)
{
    Place place = cell_place(c->table, c->row, c->cell->column, text_of(c->column->name));
    TELL_CELL(c->books, E149_PERCENT_UNCLEAR, place, plain,
              WORDS_FILL(&c->books->row, WORDS("what the format %1 shows"), c->cell->format->code));
    return plain;
}

static Text number_in_column(const ColumnCell *c, Text shown)
{
    Arena *arena = &c->books->row;
    const NumberFormat *format = c->cell->format;
    StoredNumber number;
    bool read = stored_number(c->cell->text, &number);
    ASSERT(read);
    Text plain = number_text(arena, &number, 1);
    ColumnClass class = class_of(c->column->type);
    if (class == CLASS_DATE) return tell(c, E142_NUMBER_NOT_DATE, plain, TEXT(""));
    if (class == CLASS_NUMBER) {
        if (format->is_scaled) return tell_scaled(c, plain);
        return format->is_percent ? tell(c, E149_PERCENT_UNCLEAR, plain, shown) : plain;
    }
    if (class == CLASS_SHARE) {
        if (format->is_percent) return shown;
        if (c->column->type == TYPE_BTW && is_below_one(&number))
            return tell(c, E149_PERCENT_UNCLEAR, plain, percent_text(arena, &number));
        return plain;
    }
    if (number.point > NUMBER_DIGITS) return tell(c, E146_DIGITS_LOST, plain, TEXT(""));
    if (format->has_words || format->is_percent)
        return tell(c, E147_SHOWN_OTHERWISE, plain,
                    format->code.length ? format->code : TEXT("0%"));
    return shown;
}

Text column_text(const ColumnCell *c)
{
    const SheetCell *cell = c->cell;
    Text shown = cell_text(&c->books->row, c->workbook, cell);
    switch (cell->kind) {
    case CELL_EMPTY:
    case CELL_TEXT: return shown;
    case CELL_NUMBER: return number_in_column(c, shown);
    case CELL_DATE: return date_in_column(c, shown);
    case CELL_BOOL:
        if (class_of(c->column->type) == CLASS_JA) return shown;
        return tell(c, E148_BOOL_NOT_EXPECTED, shown, TEXT(""));
    case CELL_ERROR: return tell(c, E140_CELL_ERROR, shown, TEXT(""));
    default: return tell(c, E141_FORMULA_WITHOUT_VALUE, TEXT(""), TEXT(""));
    }
}
