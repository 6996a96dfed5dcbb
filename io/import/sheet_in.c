/* Sheets of the workbooks of others. In: a sheet; out: CSV text, line for row, and what its cells
 * are beside text. Holds always: a line has the fields of the header, no more and no fewer. */
#include "io/import/sheet_in.h"

#include "io/read/csv.h"
#include "io/read/names.h"
#include "io/workbook/books.h"
#include "io/write/page.h"

#include <string.h>

typedef struct SheetText {
    Batch *batch;
    u32 source;
    Workbook *workbook;
    MarkedCells *marks;
    Page page;
    Arena row;
    u32 header_row; /* 0: not yet */
    size_t columns, titles;
    u32 title_row, line; /* the next line of the text */
    u32 last_row;
    u32 hidden, first_hidden, struck, first_struck, outside, first_outside, old, first_old;
} SheetText;

static Text split_path(Text path, Text *sheet)
{
    *sheet = TEXT("");
    if (is_workbook_name(path)) return path;
    for (size_t at = text_find(path, '#', 0); at < path.length; at = text_find(path, '#', at + 1))
        if (is_workbook_name(text_slice(path, 0, at))) {
            *sheet = text_slice(path, at + 1, path.length);
            return text_slice(path, 0, at);
        }
    return TEXT("");
}

bool is_sheet_path(Text path)
{
    Text sheet;
    return split_path(path, &sheet).length > 0;
}

static void note(u32 *count, u32 *first, u32 row)
{
    if (!(*count)++) *first = row;
}

static void mark(SheetText *s, const SheetRow *row, const SheetCell *cell, CellMark kind, Text text)
{
    *PUSH(s->batch->arena, s->marks) =
        (MarkedCell){row->number, (i32)cell->column, kind, text_copy(s->batch->arena, text)};
}

static void mark_number(SheetText *s, const SheetRow *row, const SheetCell *cell, Text text)
{
    StoredNumber number;
    const NumberFormat *format = cell->format;
    bool read = stored_number(cell->text, &number);
    ASSERT(read);
    if (number.point > NUMBER_DIGITS)
        mark(s, row, cell, MARK_DIGITS, text);
    else if (format->has_words || format->is_percent)
        mark(s, row, cell, MARK_WORDS, format->code.length ? format->code : TEXT("0%"));
    if (format->is_scaled) mark(s, row, cell, MARK_SCALED, format->code);
}

/* Notes what the cell is beside its text. */
static void mark_cell(SheetText *s, const SheetRow *row, const SheetCell *cell, Text text)
{
    switch (cell->kind) {
    case CELL_ERROR: mark(s, row, cell, MARK_ERROR, text); break;
    case CELL_NO_VALUE: mark(s, row, cell, MARK_NO_VALUE, text); break;
    case CELL_NUMBER: mark_number(s, row, cell, text); break;
    case CELL_DATE:
        mark(s, row, cell, MARK_DATE, text);
        if (!cell->iso && !cell->format->shows_day) mark(s, row, cell, MARK_IN_PART, text);
        break;
    default: break;
    }
}

static size_t values_of(const SheetRow *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += row->cells[i].kind != CELL_EMPTY;
    return count;
}

static bool take_sheet_row(void *context, const SheetRow *row)
{
    SheetText *s = context;
    arena_rewind(&s->row);
    if (!s->header_row && values_of(row) < 2) {
        if (!s->titles++) s->title_row = row->number;
        return true;
    }
    if (!s->header_row) {
        s->header_row = row->number;
        s->columns = row->cells[row->count - 1].column + 1;
        if (s->columns > CSV_FIELDS_MOST) s->columns = CSV_FIELDS_MOST + 1; /* told as E116 */
    }
    for (; s->line < row->number; s->line++)
        put_char(&s->page, '\n');
    s->line = row->number + 1;
    s->last_row = row->number;
    if (row->hidden) note(&s->hidden, &s->first_hidden, row->number);
    if (row_is_struck(row)) note(&s->struck, &s->first_struck, row->number);
    size_t next = 0;
    for (size_t c = 0; c < s->columns; c++) {
        if (c) put_char(&s->page, ';');
        if (next == row->count || row->cells[next].column != c) continue;
        const SheetCell *cell = &row->cells[next++];
        Text text = cell_text(&s->row, s->workbook, cell);
        put_text(&s->page, text);
        mark_cell(s, row, cell, text);
        if (cell->formula && s->workbook->to_be_computed) note(&s->old, &s->first_old, row->number);
    }
    if (next < row->count) note(&s->outside, &s->first_outside, row->number);
    put_char(&s->page, '\n');
    return s->page.used < UINT32_MAX / 2;
}

/* --- what is told of the sheet ---------------------------------------------------------------- */

static Place place_at(const SheetText *s, u32 row)
{
    return (Place){.source = s->source, .line = row, .field = -1};
}

static int by_line(const void *left, const void *right)
{
    const MarkedCell *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    if (!order) order = (a->field > b->field) - (a->field < b->field);
    return order ? order : (a->mark > b->mark) - (a->mark < b->mark);
}

/* Marks the first cell of each row of the ranges that are merged below the header; those in it are
 * told, for then no column is known. */
static void mark_merged(SheetText *s, const SheetRanges *merged)
{
    for (size_t i = 0; i < merged->count; i++) {
        const SheetRange *range = &merged->items[i];
        if (range->first_column >= s->columns || range->last_row < s->header_row) continue;
        Text address = range_address(s->batch->arena, *range);
        if (range->first_row <= s->header_row) {
            Place place = place_at(s, s->header_row);
            place.field = (i32)range->first_column;
            FAULT_AT(s->batch->report, E138_CELLS_MERGED, place, address);
            continue;
        }
        for (u32 row = range->first_row; row <= range->last_row && row <= s->last_row; row++)
            *PUSH(s->batch->arena, s->marks) =
                (MarkedCell){row, (i32)range->first_column, MARK_MERGED, address};
    }
}

static void tell_sheet(SheetText *s, const Sheet *sheet)
{
    Report *report = s->batch->report;
    Arena *arena = s->batch->arena;
    if (sheet->hidden) FAULT_PLAIN(report, W153_HIDDEN_SHEET, place_at(s, 0));
    if (s->titles)
        FAULT_AT(report, W276_ROWS_PASSED, place_at(s, s->title_row),
                 text_integer(arena, (i128)s->titles), WORDS("above the names of the columns"));
    if (s->hidden)
        FAULT_AT(report, W151_HIDDEN_ROWS, place_at(s, s->first_hidden),
                 text_integer(arena, s->hidden));
    if (s->struck)
        FAULT_AT(report, W160_STRUCK_ROWS, place_at(s, s->first_struck),
                 text_integer(arena, s->struck));
    if (s->outside)
        FAULT_AT(report, W154_OUTSIDE_HEADER, place_at(s, s->first_outside),
                 text_integer(arena, s->outside));
    if (s->old)
        FAULT_AT(report, W155_FORMULAS_OLD, place_at(s, s->first_old), text_integer(arena, s->old));
}

/* The sheet that is meant; NULL: that is not clear, which was told. */
static const Sheet *choose_sheet(Batch *batch, u32 source, const Workbook *workbook, Text name,
                                 Text usual)
{
    const Sheet *sheet = xlsx_sheet(workbook, name.length ? name : usual);
    if (!sheet && !name.length && workbook->sheet_count == 1) sheet = &workbook->sheets[0];
    if (sheet) return sheet;
    TextBuilder names = {.arena = batch->arena};
    for (size_t i = 0; i < workbook->sheet_count && build_name(&names, workbook->sheets[i].name);)
        i++;
    FAULT_AT(batch->report, E259_WHICH_SHEET, ((Place){.source = source, .field = -1}),
             workbook->path, built(&names));
    return NULL;
}

bool sheet_in_load(Batch *batch, u32 source, Text path, Text usual, MarkedCells *marks)
{
    Text name;
    Source *s = &batch->sources[source];
    u64 errors = batch->report->errors;
    s->path = split_path(path, &name);
    Workbook *workbook = xlsx_open(batch->arena, s->path);
    const Sheet *sheet = NULL;
    Place place = {.source = source, .field = -1};
    if (workbook->problem == WORKBOOK_GOOD)
        sheet = choose_sheet(batch, source, workbook, name, usual);
    if (sheet) {
        SheetFacts facts;
        SheetText text = {
            .batch = batch, .source = source, .workbook = workbook, .marks = marks, .line = 1};
        s->separator = ';';
        s->sheet = sheet->name;
        s->workbook = workbook;
        bool whole = sheet_read(workbook, sheet, take_sheet_row, &text, &facts);
        s->text = text_copy(batch->arena, page_text(&text.page));
        if (whole) {
            mark_merged(&text, &facts.merged);
            tell_sheet(&text, sheet);
            sort_array(marks->items, marks->count, sizeof *marks->items, by_line);
        }
        page_free(&text.page);
        arena_free(&text.row);
    }
    workbook_tell(batch->report, workbook, place, TEXT(""));
    xlsx_close(workbook);
    return batch->report->errors == errors;
}
