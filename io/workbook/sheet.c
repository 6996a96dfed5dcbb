/* The rows of a sheet. In: a part of a workbook; out: rows of cells, one after the other. Holds
 * always: rows and cells come in the order of their addresses; an address that goes back, or that
 * is another than that of its row, is damage. */
#include "io/workbook/parts.h"

#include <string.h>

/* What a cell says that its value is. */
typedef enum Stored {
    STORED_NUMBER,
    STORED_SHARED,
    STORED_TEXT, /* of a formula, or within the cell */
    STORED_BOOL,
    STORED_ERROR,
    STORED_DATE,
    STORED_UNKNOWN
} Stored;

typedef struct Cells {
    SheetCell *items;
    size_t count, capacity;
} Cells;

typedef struct SheetReader {
    Workbook *book;
    TakeRow *take;
    void *context;
    SheetFacts *facts;
    Arena *arena;  /* of the workbook */
    Arena scratch; /* of the row */
    Cells cells;
    SheetRow row;
    SheetCell cell;
    Stored stored;
    TextBuilder value;
    u32 skipped; /* elements that are open in an extension */
    u32 phonetic;
    u32 next_column;
    bool begun, in_data, in_row, in_cell, in_inline, in_value, has_value;
    bool fault, stop;
} SheetReader;

/* --- addresses -------------------------------------------------------------------------------- */

/* Reads B12 at *at; false: it is no address within a sheet. */
static bool read_address(const char **at, u32 *row, u32 *column)
{
    u32 letters = 0, number = 0;
    const char *c = *at;
    for (; *c >= 'A' && *c <= 'Z'; c++) {
        letters = letters * 26 + (u32)(*c - 'A' + 1);
        if (letters > SHEET_COLUMNS_MOST) return false;
    }
    for (; *c >= '0' && *c <= '9'; c++) {
        number = number * 10 + (u32)(*c - '0');
        if (number > SHEET_ROWS_MOST) return false;
    }
    *at = c;
    *column = letters - 1;
    *row = number;
    return letters && number;
}

/* Reads A1:C2 or A1. */
static bool read_range(const char *text, SheetRange *range)
{
    if (!text || !read_address(&text, &range->first_row, &range->first_column)) return false;
    range->last_row = range->first_row;
    range->last_column = range->first_column;
    if (*text == ':') {
        text++;
        if (!read_address(&text, &range->last_row, &range->last_column)) return false;
    }
    return !*text && range->first_row <= range->last_row &&
           range->first_column <= range->last_column;
}

/* A number from 1 to `most`; 0: it is none. */
static u32 number_upto(const char *text, u32 most)
{
    u32 number = 0;
    for (; text && *text >= '0' && *text <= '9'; text++) {
        number = number * 10 + (u32)(*text - '0');
        if (number > most) return 0;
    }
    return text && !*text ? number : 0;
}

/* --- cells ------------------------------------------------------------------------------------ */

static Stored stored_of(const char *type)
{
    static const struct {
        const char *type;
        Stored stored;
    } known[] = {{"n", STORED_NUMBER},       {"s", STORED_SHARED}, {"str", STORED_TEXT},
                 {"inlineStr", STORED_TEXT}, {"b", STORED_BOOL},   {"e", STORED_ERROR},
                 {"d", STORED_DATE}};
    if (!type) return STORED_NUMBER;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (!strcmp(known[i].type, type)) return known[i].stored;
    return STORED_UNKNOWN;
}

/* The format of a style; NULL: there is no such style. */
static const NumberFormat *format_of(const WorkbookParts *parts, const char *style)
{
    size_t number = 0;
    for (; style && *style >= '0' && *style <= '9' && number < parts->formats.count; style++)
        number = number * 10 + (size_t)(*style - '0');
    return number < parts->formats.count && !(style && *style) ? &parts->formats.items[number]
                                                               : NULL;
}

static void open_cell(SheetReader *r, const char *const *attributes)
{
    const char *address = NULL, *style = NULL, *type = NULL;
    for (size_t i = 0; attributes && attributes[i]; i += 2) {
        const char *name = attributes[i];
        if (name[1]) continue;
        if (*name == 'r') address = attributes[i + 1];
        if (*name == 's') style = attributes[i + 1];
        if (*name == 't') type = attributes[i + 1];
    }
    u32 row = r->row.number, column = r->next_column;
    if (address && (!read_address(&address, &row, &column) || *address)) r->fault = true;
    r->cell = (SheetCell){.column = column, .format = format_of(r->book->parts, style)};
    r->stored = stored_of(type);
    if (row != r->row.number || column < r->next_column || column >= SHEET_COLUMNS_MOST ||
        !r->cell.format || r->stored == STORED_UNKNOWN)
        r->fault = true;
    if (!r->cell.format) r->cell.format = &r->book->parts->formats.items[0];
    r->next_column = column + 1;
    r->value.count = 0;
    r->in_cell = true;
    r->in_inline = r->in_value = r->has_value = false;
    r->phonetic = 0;
}

/* The text that a number of the list of shared ones stands for. */
static Text shared_text(SheetReader *r, Text value)
{
    const Texts *strings = &r->book->parts->strings;
    size_t number = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (value.at[i] < '0' || value.at[i] > '9' || number > strings->count) break;
        number = number * 10 + (size_t)(value.at[i] - '0');
    }
    if (number < strings->count) return strings->items[number];
    r->fault = true;
    return TEXT("");
}

static CellKind kind_of_number(const SheetCell *cell)
{
    StoredNumber number;
    if (!stored_number(cell->text, &number)) return CELL_ERROR;
    return cell->format->is_date ? CELL_DATE : CELL_NUMBER;
}

/* Gives the cell its kind and text, from what stood in it. */
static void understand(SheetReader *r, Text value)
{
    SheetCell *cell = &r->cell;
    bool is_text = r->stored == STORED_SHARED || r->stored == STORED_TEXT;
    if (r->stored == STORED_SHARED && value.length)
        cell->text = shared_text(r, text_trim(value));
    else if (is_text)
        cell->text = stored_text(r->arena, value);
    else
        cell->text = stored_text(&r->scratch, text_trim(value));
    bool has_text = text_trim(cell->text).length > 0;
    if (cell->formula && (!r->has_value || (!is_text && !has_text)))
        cell->kind = CELL_NO_VALUE;
    else if (!has_text)
        cell->kind = CELL_EMPTY;
    else if (is_text)
        cell->kind = CELL_TEXT;
    else if (r->stored == STORED_BOOL)
        cell->kind = CELL_BOOL;
    else if (r->stored == STORED_ERROR)
        cell->kind = CELL_ERROR;
    else if (r->stored == STORED_DATE)
        cell->kind = CELL_DATE, cell->iso = true;
    else
        cell->kind = kind_of_number(cell);
    if (cell->kind == CELL_NO_VALUE) cell->text = TEXT("");
    if (cell->kind == CELL_BOOL)
        cell->text = is_true(text_zero_ended(&r->scratch, cell->text)) ? TEXT("1") : TEXT("0");
}

static void close_cell(SheetReader *r)
{
    r->in_cell = false;
    understand(r, built(&r->value));
    if (r->cell.kind != CELL_EMPTY) *PUSH(r->arena, &r->cells) = r->cell;
}

/* --- rows ------------------------------------------------------------------------------------- */

static void open_row(SheetReader *r, const char *const *attributes)
{
    const char *given = attribute_named(attributes, "r");
    u32 number = given ? number_upto(given, SHEET_ROWS_MOST) : r->row.number + 1;
    if (number <= r->row.number || number > SHEET_ROWS_MOST) r->fault = true;
    r->row = (SheetRow){.number = number, .hidden = is_true(attribute_named(attributes, "hidden"))};
    r->next_column = 0;
    r->cells.count = 0;
    r->in_row = true;
    arena_rewind(&r->scratch);
}

static void close_row(SheetReader *r)
{
    r->in_row = false;
    r->row.cells = r->cells.items;
    r->row.count = r->cells.count;
    if (r->row.count && !r->fault && !r->stop && !r->take(r->context, &r->row)) r->stop = true;
}

static void take_column(SheetReader *r, const char *const *attributes)
{
    if (!r->facts || !is_true(attribute_named(attributes, "hidden"))) return;
    u32 first = number_upto(attribute_named(attributes, "min"), SHEET_COLUMNS_MOST),
        last = number_upto(attribute_named(attributes, "max"), SHEET_COLUMNS_MOST);
    if (!first || last < first)
        r->fault = true;
    else
        *PUSH(r->arena, &r->facts->hidden_columns) =
            (SheetRange){1, SHEET_ROWS_MOST, first - 1, last - 1};
}

static void take_merged(SheetReader *r, const char *const *attributes)
{
    SheetRange range;
    if (!read_range(attribute_named(attributes, "ref"), &range))
        r->fault = true;
    else if (r->facts)
        *PUSH(r->arena, &r->facts->merged) = range;
}

/* --- elements --------------------------------------------------------------------------------- */

static void open_outside(SheetReader *r, const char *name, const char *const *attributes)
{
    if (!r->begun) {
        r->begun = true;
        if (strcmp(name, "worksheet") != 0) r->fault = true;
    } else if (!strcmp(name, "sheetData")) {
        r->in_data = true;
    } else if (!strcmp(name, "mergeCell")) {
        take_merged(r, attributes);
    } else if (!strcmp(name, "col")) {
        take_column(r, attributes);
    }
}

static void open_in_cell(SheetReader *r, const char *name)
{
    if (!strcmp(name, "v")) {
        r->in_value = r->has_value = true;
    } else if (!strcmp(name, "f")) {
        r->cell.formula = true;
    } else if (!strcmp(name, "is")) {
        r->in_inline = r->has_value = true;
    } else if (!strcmp(name, "t")) {
        r->in_value = r->in_inline && !r->phonetic;
    } else if (!strcmp(name, "rPh")) {
        r->phonetic++;
    } else if (!strcmp(name, "c") || !strcmp(name, "row")) {
        r->fault = true;
    }
}

static void on_open(void *context, const char *full_name, const char *const *attributes)
{
    SheetReader *r = context;
    const char *name = local_name(full_name);
    if (r->skipped || !strcmp(name, "extLst"))
        r->skipped++;
    else if (r->in_cell)
        open_in_cell(r, name);
    else if (r->in_row && !strcmp(name, "c"))
        open_cell(r, attributes);
    else if (r->in_data && !r->in_row && !strcmp(name, "row"))
        open_row(r, attributes);
    else if (!r->in_data)
        open_outside(r, name, attributes);
}

static void on_text(void *context, Text text)
{
    SheetReader *r = context;
    if (r->in_value && !r->skipped) build_text(&r->value, text);
}

static void on_close(void *context, const char *full_name)
{
    SheetReader *r = context;
    const char *name = local_name(full_name);
    if (r->skipped) {
        r->skipped--;
    } else if (r->in_cell) {
        if (!strcmp(name, "v") || !strcmp(name, "t"))
            r->in_value = false;
        else if (!strcmp(name, "rPh"))
            r->phonetic--;
        else if (!strcmp(name, "c"))
            close_cell(r);
    } else if (r->in_row) {
        if (!strcmp(name, "row")) close_row(r);
    } else if (r->in_data && !strcmp(name, "sheetData")) {
        r->in_data = false;
    }
}

bool sheet_read(Workbook *book, const Sheet *sheet, TakeRow *take, void *context, SheetFacts *facts)
{
    static const XmlEvents events = {on_open, on_text, on_close};
    if (book->problem != WORKBOOK_GOOD || !parts_load(book)) return false;
    Arena *arena = &book->parts->memory;
    SheetReader reader = {.book = book,
                          .take = take,
                          .context = context,
                          .facts = facts,
                          .arena = arena,
                          .value = {.arena = arena}};
    if (facts) *facts = (SheetFacts){0};
    bool good = part_read(book, sheet->part, &events, &reader, &reader.fault, &reader.stop);
    arena_free(&reader.scratch);
    return good;
}

bool row_is_struck(const SheetRow *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!row->cells[i].format->is_struck) return false;
    return true;
}

const SheetCell *row_cell(const SheetRow *row, u32 column)
{
    for (size_t i = 0; i < row->count && row->cells[i].column <= column; i++)
        if (row->cells[i].column == column) return &row->cells[i];
    return NULL;
}
