/* A sheet as the text of a table: for the files of this folder alone. */
#ifndef VERREKEN_IO_WORKBOOK_TABLE_H
#define VERREKEN_IO_WORKBOOK_TABLE_H

#include "io/read/csv.h"
#include "io/workbook/books.h"

/* A cell of a column that is read. */
typedef struct ColumnCell {
    Books *books;
    TableId table;
    const ColumnSpec *column;
    const Workbook *workbook;
    u32 row;
    const SheetCell *cell;
} ColumnCell;

/* The place of a cell of a table; `name` of its column. */
Place cell_place(TableId table, u32 row, u32 column, Text name);

/* Tells a fault of a cell. */
void tell_cell(Books *books, FaultId id, Place place, const Words *arguments, size_t count);
#define TELL_CELL(books, id, place, ...)                                     \
    tell_cell((books), (id), (place), (Words[]){EACH_AS_WORDS(__VA_ARGS__)}, \
              COUNT_OF(((Words[]){EACH_AS_WORDS(__VA_ARGS__)})))

/* The text of a cell as its column takes it, in the memory of the row. What cannot be is told,
 * and is shown as the cell by itself. */
Text column_text(const ColumnCell *c);

/* Makes the text of a table from a sheet of an open workbook. False: it cannot be, and either the
 * workbook has a problem, or a fault was told; the text is then that of the row it is about. */
bool table_from_sheet(Books *books, TableId table, Workbook *workbook, const Sheet *sheet,
                      Text *text);

#endif
