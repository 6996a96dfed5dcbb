/* Workbooks that are made of a form, and their rows as text, for the tests of how they are read. */
#ifndef VERREKEN_TESTS_UNIT_WORKBOOK_SHOWN_H
#define VERREKEN_TESTS_UNIT_WORKBOOK_SHOWN_H

#include "testing.h"

#include "io/workbook/parts.h"
#include "tests/workbook/form.h"

static Arena arena, lasting; /* lasting: of all tests */

/* The path of the workbook of a form, until the next. */
static const char *form_file(const char *form)
{
    static const char *folder;
    if (!folder) folder = temp_folder(&lasting);
    const char *path = temp_path(&arena, folder, "t.xlsx");
    const char *fault = make_workbook(path, form);
    if (fault) fail_msg("%s", fault);
    return path;
}

/* What show_row() makes of a sheet; it ends after `most` rows (0: all). */
typedef struct Shown {
    Workbook *book;
    TextBuilder text;
    size_t rows, most;
} Shown;

/* A1=text B1=… and a line end; kinds that cell_text() does not tell have a mark. */
static bool show_row(void *context, const SheetRow *row)
{
    static const char marks[] = {
        [CELL_EMPTY] = 'E', [CELL_TEXT] = '=',  [CELL_NUMBER] = '#',  [CELL_DATE] = '@',
        [CELL_BOOL] = '?',  [CELL_ERROR] = '!', [CELL_NO_VALUE] = '0'};
    Shown *s = context;
    for (size_t i = 0; i < row->count; i++) {
        const SheetCell *cell = &row->cells[i];
        if (i) build_char(&s->text, ' ');
        build_text(&s->text, cell_address(&arena, row->number, cell->column));
        if (cell->formula) build_char(&s->text, 'f');
        build_char(&s->text, marks[cell->kind]);
        build_text(&s->text, cell_text(&arena, s->book, cell));
        assert_ptr_equal(row_cell(row, cell->column), cell);
    }
    assert_null(row_cell(row, SHEET_COLUMNS_MOST));
    if (row->hidden) build_text(&s->text, TEXT(" (hidden)"));
    build_char(&s->text, '\n');
    return ++s->rows != s->most;
}

#endif
