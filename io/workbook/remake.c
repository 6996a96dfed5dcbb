/* Tables made again. In: a workbook and the name of a sheet; out: the text that a run makes of it.
 * Holds always: what is told on the way is heard by nobody, for a run has told it. */
#include "io/workbook/remake.h"

#include "io/workbook/table.h"

bool remake_table(Arena *arena, Workbook *workbook, TableId table, Text sheet, Text *text)
{
    Arena scratch = {0};
    Report unheard = {.arena = &scratch};
    Batch batch = {.arena = arena, .report = &unheard};
    Books books = {.batch = &batch};
    const Sheet *found = xlsx_sheet(workbook, sheet);
    bool made = found && table_from_sheet(&books, table, workbook, found, text);
    arena_free(&books.memory);
    arena_free(&books.row);
    arena_free(&scratch);
    return made;
}
