/* Texts of tables made again from the workbooks that a run kept. */
#ifndef VERREKEN_IO_WORKBOOK_REMAKE_H
#define VERREKEN_IO_WORKBOOK_REMAKE_H

#include "engine/batch.h"
#include "io/workbook/workbook.h"

/* The text of a table from a sheet of an open workbook; what is wrong with its cells is not told.
 * False: there is no such sheet, or it cannot be read. */
bool remake_table(Arena *arena, Workbook *workbook, TableId table, Text sheet, Text *text);

#endif
