/* The settlement workbook with few rows on a sheet, so that tables go on on the next. In: an INI,
 * an empty folder and a number of rows; out: the tables and afrekening.xlsx in the folder. */
#include "io/documents/afrekening_parts.h"
#include "io/pipe.h"
#include "io/write/write_csv.h"

#include <stdio.h>
#include <stdlib.h>

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "small_sheets: %s: %s\n", what, why);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 4) return fail("usage", "small_sheets INI FOLDER ROWS");
    Arena arena = {0};
    const PipeInput input = {.ini = text_of(argv[1]), .upto = -1, .without_books = true};
    Text folder = text_of(argv[2]);
    Outcome outcome = run_pipe(&arena, &input);
    if (!outcome.ok) return fail(argv[1], "is refused");
    const char *file = argv[2], *reason;
    WrittenFiles written = {0};
    Controls controls = {0};
    if (!write_tables(&arena, outcome.run, folder, TABLES_ALL, &written, &file, &reason) ||
        !written_close(&written, &file, &reason))
        return fail(file, reason);
    if (!controls_make(&arena, outcome.run, folder, CONTROL_BLOCK, &controls, &reason))
        return fail(argv[2], reason);
    file = text_zero_ended(&arena, JOIN(&arena, folder, TEXT("/afrekening.xlsx")));
    if (!afrekening_write_rows(&arena, outcome.run, &controls, (u32)atoi(argv[3]), file, argv[2],
                               &reason))
        return fail(file, reason);
    arena_free(&arena);
    return 0;
}
