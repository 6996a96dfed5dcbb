/* A sheet of a workbook as the text of a file of others: line for row, field for column. */
#ifndef VERREKEN_IO_IMPORT_SHEET_IN_H
#define VERREKEN_IO_IMPORT_SHEET_IN_H

#include "engine/batch.h"

/* What is known of a cell beside its text. */
typedef enum CellMark {
    MARK_ERROR,    /* it holds an error */
    MARK_NO_VALUE, /* a formula without a value */
    MARK_MERGED,   /* one of cells that are merged, so it may lack its value */
    MARK_DATE,     /* it is a date */
    MARK_IN_PART,  /* of which its format does not show the day, month and year */
    MARK_DIGITS,   /* a number of more digits than Excel keeps */
    MARK_WORDS,    /* a number with words around it, or in percents */
    MARK_SCALED,   /* a number that is shown in thousands */
} CellMark;

typedef struct MarkedCell {
    u32 line;
    i32 field;
    CellMark mark;
    Text text; /* the error, the range, the date, the format */
} MarkedCell;

/* In the order of their lines. */
typedef struct MarkedCells {
    MarkedCell *items;
    size_t count, capacity;
} MarkedCells;

/* Whether a path is that of a workbook: FILE.xlsx, or FILE.xlsx#SHEET. */
bool is_sheet_path(Text path);

/* Makes the text of batch->sources[source] from a sheet: the one behind the #, else
 * the one called `usual`, else the only one. The
 * first row with two values has the names of the columns; rows above it are empty lines. False: it
 * cannot be, which was told. */
bool sheet_in_load(Batch *batch, u32 source, Text path, Text usual, MarkedCells *marks);

#endif
