/* Sheets as tables. In: the rows of a sheet; out: CSV text, line for row. Holds always: the first
 * row with a value is the header, and nothing that may stand for something else (a title, a total,
 * merged cells) becomes a row without being told. */
#include "io/workbook/table.h"
#include "io/read/cells.h"

#include <string.h>

enum { TITLE_ROWS = 50 };

typedef struct RowNumbers {
    u32 *items;
    size_t count, capacity;
} RowNumbers;

/* How often something was seen, and where first. */
typedef struct Seen {
    u64 count;
    u32 row, column;
} Seen;

typedef struct TableSheet {
    Books *books;
    TableId table;
    const TableSpec *spec;
    Workbook *workbook;
    TextBuilder text; /* in memory of its own */
    Arena lasting;
    const ColumnSpec *columns[CSV_FIELDS_MOST]; /* NULL: not read */
    bool named[CSV_FIELDS_MOST];
    Text fields[CSV_FIELDS_MOST];   /* of the row */
    u32 column_count;               /* up to the last that has a name */
    u32 header_row, last_row, line; /* line: that the next text is on */
    u32 looked_at;                  /* rows after a header that lacks columns */
    bool lacks, refused;
    Seen hidden, struck, outside, old;
    RowNumbers totals;
} TableSheet;

static Report *report_of(const TableSheet *t)
{
    return t->books->batch->report;
}

static Place row_place(const TableSheet *t, u32 row)
{
    return (Place){.source = SOURCE_TABLES + t->table, .line = row, .field = -1};
}

static void note(Seen *seen, u32 row, u32 column)
{
    if (!seen->count++) seen->row = row, seen->column = column;
}

/* --- the text --------------------------------------------------------------------------------- */

static void put_field(TableSheet *t, Text field)
{
    bool quoted =
        text_find(field, ';', 0) < field.length || text_find(field, '"', 0) < field.length;
    if (!quoted) {
        build_text(&t->text, field);
        return;
    }
    build_char(&t->text, '"');
    for (size_t i = 0; i < field.length; i++) {
        if (field.at[i] == '"') build_char(&t->text, '"');
        build_char(&t->text, field.at[i]);
    }
    build_char(&t->text, '"');
}

/* Ends the lines before `row`; those between rows are records without a value. */
static void put_lines_before(TableSheet *t, u32 row)
{
    for (; t->line < row; t->line++) {
        if (t->header_row) build_char(&t->text, ';');
        build_char(&t->text, '\n');
    }
}

static void put_fields(TableSheet *t, u32 row)
{
    put_lines_before(t, row);
    for (u32 c = 0; c < t->column_count; c++) {
        if (c) build_char(&t->text, ';');
        put_field(t, t->fields[c]);
        t->fields[c] = TEXT("");
    }
    build_char(&t->text, '\n');
    t->line = row + 1;
}

/* --- the header ------------------------------------------------------------------------------- */

static const ColumnSpec *column_named(const TableSpec *spec, Text name)
{
    for (size_t c = 0; c < spec->column_count; c++)
        if (text_equal_nocase(text_of(spec->columns[c].name), name)) return &spec->columns[c];
    return NULL;
}

/* Whether each column that must be there is named in the row. */
static bool names_all(TableSheet *t, const SheetRow *row)
{
    for (size_t c = 0; c < t->spec->column_count; c++) {
        bool named = t->spec->columns[c].need == NEED_MAY;
        for (size_t i = 0; i < row->count && !named; i++)
            named =
                text_equal_nocase(text_trim(row->cells[i].text), text_of(t->spec->columns[c].name));
        if (!named) return false;
    }
    return true;
}

static bool is_taken(const TableSheet *t, const ColumnSpec *column)
{
    for (u32 c = 0; column && c < t->column_count; c++)
        if (t->columns[c] == column) return true;
    return false;
}

static void take_name(TableSheet *t, const SheetRow *row, const SheetCell *cell)
{
    Text name = text_trim(text_copy(&t->lasting, cell_text(&t->books->row, t->workbook, cell)));
    Place place = cell_place(t->table, row->number, cell->column, TEXT(""));
    if (cell->kind == CELL_ERROR) TELL_CELL(t->books, E140_CELL_ERROR, place, name);
    if (cell->kind == CELL_NO_VALUE)
        tell_cell(t->books, E141_FORMULA_WITHOUT_VALUE, place, NULL, 0);
    else if (cell->formula)
        FAULT_AT(report_of(t), W156_HEADER_FORMULA, place, name);
    const ColumnSpec *column = column_named(t->spec, name);
    if (!is_taken(t, column)) t->columns[cell->column] = column;
    t->named[cell->column] = name.length > 0;
    t->fields[cell->column] = name;
    t->column_count = cell->column + 1;
}

static void take_header(TableSheet *t, const SheetRow *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].column >= CSV_FIELDS_MOST)
            note(&t->outside, row->number, row->cells[i].column);
        else
            take_name(t, row, &row->cells[i]);
    }
    if (t->column_count == 1) t->column_count = 2; /* so that it is a record of CSV */
    put_fields(t, row->number);
    t->header_row = t->last_row = row->number;
    t->lacks = !names_all(t, row);
}

/* Looks for the names of the columns below a header that lacks some; false: that was enough. */
static bool look_below(TableSheet *t, const SheetRow *row)
{
    if (!names_all(t, row)) return ++t->looked_at < TITLE_ROWS;
    FAULT_AT(report_of(t), E137_TITLE_ROW, row_place(t, t->header_row),
             text_integer(&t->lasting, row->number));
    t->refused = true;
    return false;
}

/* --- the rows --------------------------------------------------------------------------------- */

/* Whether the row has a cell in each column that must have one. */
static bool is_complete(const TableSheet *t, const SheetRow *row)
{
    for (u32 c = 0; c < t->column_count; c++)
        if (t->columns[c] && t->columns[c]->need == NEED_MUST && !row_cell(row, c)) return false;
    return true;
}

/* What was told of a range as a whole is not told again of its cells, which may be empty. */
static void forgive(TableSheet *t, const SheetRange *range)
{
    enum { FORGIVEN_MOST = 1 << 20 };
    for (u32 row = range->first_row; row <= range->last_row && row <= t->last_row; row++)
        for (u32 c = range->first_column; c <= range->last_column && c < t->column_count; c++)
            if (t->books->told.count < FORGIVEN_MOST)
                *PUSH(&t->books->memory, &t->books->told) = (ToldCell){row, (i32)c};
}

/* Tells a total, which stands in the text as it is: nothing more is told of its cells. */
static void take_total(TableSheet *t, const SheetRow *row)
{
    FAULT_AT(report_of(t), E139_TOTAL_ROW, row_place(t, row->number),
             text_trim(row->cells[0].text));
    *PUSH(&t->lasting, &t->totals) = row->number;
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].column < t->column_count)
            t->fields[row->cells[i].column] =
                cell_text(&t->books->row, t->workbook, &row->cells[i]);
    put_fields(t, row->number);
    SheetRange all = {row->number, row->number, 0, t->column_count};
    forgive(t, &all);
}

static void take_cell(TableSheet *t, const SheetRow *row, const SheetCell *cell)
{
    u32 c = cell->column;
    if (c >= t->column_count || !t->named[c]) {
        note(&t->outside, row->number, c);
        return;
    }
    if (!t->columns[c]) {
        t->fields[c] = cell_text(&t->books->row, t->workbook, cell);
        return;
    }
    ColumnCell typed = {t->books, t->table, t->columns[c], t->workbook, row->number, cell};
    t->fields[c] = column_text(&typed);
    if (cell->formula && t->workbook->to_be_computed) note(&t->old, row->number, c);
}

static bool take_row(void *context, const SheetRow *row)
{
    TableSheet *t = context;
    arena_rewind(&t->books->row);
    if (!t->header_row) return take_header(t, row), true;
    if (t->lacks) return look_below(t, row);
    t->last_row = row->number;
    if (row->hidden) note(&t->hidden, row->number, 0);
    if (row_is_struck(row)) note(&t->struck, row->number, 0);
    if (row->cells[0].kind == CELL_TEXT && begins_as_total(row->cells[0].text)) {
        if (!is_complete(t, row)) return take_total(t, row), true;
        FAULT_AT(report_of(t), W158_TOTAL_READ, row_place(t, row->number),
                 text_trim(row->cells[0].text));
    }
    for (size_t i = 0; i < row->count; i++)
        take_cell(t, row, &row->cells[i]);
    put_fields(t, row->number);
    return t->text.count < UINT32_MAX - 1;
}

/* --- the sheet as a whole --------------------------------------------------------------------- */

static bool is_total_row(const TableSheet *t, u32 row)
{
    for (size_t i = 0; i < t->totals.count; i++)
        if (t->totals.items[i] == row) return true;
    return false;
}

/* Whether a merged range may hide or double a value that is read. */
static bool is_in_the_way(const TableSheet *t, const SheetRange *range)
{
    if (range->first_row == range->last_row && is_total_row(t, range->first_row)) return false;
    if (range->last_row < t->header_row || range->first_row > t->last_row) return false;
    for (u32 c = range->first_column; c <= range->last_column && c < t->column_count; c++)
        if (t->columns[c]) return true;
    return range->first_row <= t->header_row && range->first_column < t->column_count;
}

static void tell_merged(TableSheet *t, const SheetFacts *facts)
{
    for (size_t i = 0; i < facts->merged.count; i++) {
        const SheetRange *range = &facts->merged.items[i];
        if (!is_in_the_way(t, range)) continue;
        u32 row = range->first_row < t->header_row ? t->header_row : range->first_row;
        Place place = cell_place(t->table, row, range->first_column, TEXT(""));
        TELL_CELL(t->books, E138_CELLS_MERGED, place, range_address(&t->lasting, *range));
        forgive(t, range);
    }
}

static void tell_hidden_columns(TableSheet *t, const SheetFacts *facts)
{
    for (u32 c = 0; c < t->column_count; c++)
        for (size_t i = 0; t->columns[c] && i < facts->hidden_columns.count; i++) {
            const SheetRange *range = &facts->hidden_columns.items[i];
            if (c < range->first_column || c > range->last_column) continue;
            FAULT_AT(report_of(t), W152_HIDDEN_COLUMN,
                     cell_place(t->table, t->header_row, c, TEXT("")),
                     text_of(t->columns[c]->name));
            break;
        }
}

static void tell_warnings(TableSheet *t, const Sheet *sheet)
{
    Report *report = report_of(t);
    Place place = {.source = SOURCE_TABLES + t->table, .field = -1};
    if (sheet->hidden) FAULT_PLAIN(report, W153_HIDDEN_SHEET, place);
    if (t->hidden.count)
        FAULT_AT(report, W151_HIDDEN_ROWS, row_place(t, t->hidden.row),
                 text_integer(&t->lasting, (i128)t->hidden.count));
    if (t->struck.count)
        FAULT_AT(report, W160_STRUCK_ROWS, row_place(t, t->struck.row),
                 text_integer(&t->lasting, (i128)t->struck.count));
    if (t->outside.count) {
        place = cell_place(t->table, t->outside.row, t->outside.column, TEXT(""));
        FAULT_AT(report, W154_OUTSIDE_HEADER, place,
                 text_integer(&t->lasting, (i128)t->outside.count));
    }
    if (t->old.count)
        FAULT_AT(report, W155_FORMULAS_OLD,
                 cell_place(t->table, t->old.row, t->old.column, TEXT("")),
                 text_integer(&t->lasting, (i128)t->old.count));
}

bool table_from_sheet(Books *books, TableId table, Workbook *workbook, const Sheet *sheet,
                      Text *text)
{
    TableSheet t = {.books = books,
                    .table = table,
                    .spec = &table_specs[table],
                    .workbook = workbook,
                    .line = 1};
    t.text.arena = &t.lasting;
    SheetFacts facts;
    bool good = sheet_read(workbook, sheet, take_row, &t, &facts);
    if (good && t.text.count >= UINT32_MAX - 1) {
        workbook->problem = WORKBOOK_TOO_LARGE;
        workbook->detail = sheet->name;
        good = false;
    }
    *text = text_copy(books->batch->arena, built(&t.text));
    if (good && !t.refused && !t.lacks) {
        tell_merged(&t, &facts);
        tell_hidden_columns(&t, &facts);
        tell_warnings(&t, sheet);
    }
    arena_free(&t.lasting);
    return good && !t.refused;
}
