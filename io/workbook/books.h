/* Tables that are sheets of workbooks: each workbook is opened once, and a sheet becomes CSV text
 * in memory, so that one reader reads both. */
#ifndef VERREKEN_IO_WORKBOOK_BOOKS_H
#define VERREKEN_IO_WORKBOOK_BOOKS_H

#include "io/read/tables.h"
#include "io/workbook/workbook.h"

/* A workbook of the input, and which of its sheets were asked for. */
typedef struct Book {
    Workbook *workbook;
    bool *asked;
} Book;

/* A cell that a fault was told of. */
typedef struct ToldCell {
    u32 line;
    i32 field;
} ToldCell;

typedef struct ToldCells {
    ToldCell *items;
    size_t count, capacity;
} ToldCells;

/* The workbooks of a batch. */
typedef struct Books {
    Batch *batch;
    const InputFiles *files;
    Book *items;
    size_t count, capacity;
    Arena memory, row; /* of one table, of one row of it */
    ToldCells told;
} Books;

/* Tells why a workbook cannot be read, when it cannot; `table`: the key of [invoer] that names it.
 */
void workbook_tell(Report *report, const Workbook *workbook, Place place, Text table);

/* Makes the text of a table from its sheet: line n is row n, field i is column i, with ; between
 * them. Cells become text by the type of their column. False: faults were added to the report, or
 * `optional` and the map has no such sheet. */
bool books_load(Books *books, TableId table, bool optional);

/* Takes away what was told since the report had `from` faults about cells that books_load() told
 * of: a fault is told once. */
void books_settle(Books *books, TableId table, size_t from);

/* Tells the sheets of the map that are no tables, and closes the workbooks. */
void books_close(Books *books);

#endif
