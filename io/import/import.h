/* What `verreken import` makes of the files of others: tables that check reads, and a file of the
 * rows that were not understood.
 *
 * Each file is a source of a batch of its own, so that faults are told as those of tables. A row is
 * read with a report of its own: what is told about it is told on the terminal, and why it was
 * refused, in Dutch, stands beside it in geweigerd.csv.
 */
#ifndef VERREKEN_IO_IMPORT_IMPORT_H
#define VERREKEN_IO_IMPORT_IMPORT_H

#include "engine/gemeente_names.h"
#include "io/command/options.h"
#include "io/import/rows_in.h"
#include "io/write/page.h"

/* A row that was not understood, as geweigerd.csv has it. */
typedef struct Refused {
    u32 line;
    Text bytes; /* the whole line of CSV, with its end */
} Refused;

/* The columns that geweigerd.csv has behind those of the file. */
#define LINE_COLUMN "regel"
#define REASON_COLUMN "reden"

typedef struct ImportFile {
    const char *path; /* as given */
    u64 rows, refused;
    i128 pupils;    /* of the rows that were understood */
    Text header;    /* of geweigerd.csv */
    size_t columns; /* that it has; beside them geweigerd.csv has: */
    int ours[2];    /* regel and reden, where it has them already: it was geweigerd.csv; else -1 */
    struct {
        Refused *items;
        size_t count, capacity;
    } refusals;
} ImportFile;

/* The source of a file in the batch. */
static inline u32 source_of_file(size_t file)
{
    return SOURCE_COUNT + (u32)file;
}

typedef struct Import {
    Arena *arena, scratch; /* scratch: of one row */
    const Options *options;
    Batch *batch;      /* the report of all, texts that stay */
    Batch row_batch;   /* the same with the report and memory of one row */
    Report row_report; /* of the row that is read */
    ImportFile *files;
    size_t file_count;
    Text sheet;    /* of a workbook, when none is named and it has this one */
    Day peildatum; /* DAY_OPEN_END: not given */
    Gemeenten list;
    GemeenteNames names;
} Import;

/* --- what a kind of import does (duo.c, cbs.c, lists.c) --------------------------------------- */

/* A table that is written: its name and bytes. */
typedef struct Made {
    const char *name;
    Text bytes;
    u64 rows;
    bool replaces; /* one that was in the folder */
} Made;

enum { MADE_MOST = 2 };

typedef struct Results {
    Made items[MADE_MOST];
    size_t count;
    u64 schools, gemeenten; /* that are named in them; 0: not counted */
    bool pupils;            /* the files have a number of pupils */
} Results;

/* Reads the files into the tables of `results`. False: a file could not be understood at all, and
 * nothing is to be written. */
bool import_duo(Import *import, Results *results);
bool import_cbs(Import *import, Results *results);
bool import_list(Import *import, TableId table, Results *results);

/* The first --kolom or --vast that cannot be understood for the table; NULL: none. */
const char *list_options_fault(Import *import, TableId table);

/* --- one row (refused.c) ---------------------------------------------------------------------- */

/* A new row begins: nothing is told about it yet. */
void row_begin(Import *import);

/* False: errors were told about the row (there are no warnings about one); they go to the report of
 * all, and the row to the refused ones. */
bool row_end(Import *import, const RowsIn *rows);

/* Refuses a row for what `fault` says: for one that was read before. */
void refuse_earlier(Import *import, const RowIn *row, const Fault *fault);

/* The cells of a row as geweigerd.csv has them; they stay. */
Text refused_cells(Import *import, const RowIn *row);

/* Puts a row that was understood among the refused ones of its file, with why, in Dutch. */
void refuse_understood(Import *import, size_t file, u32 line, Text cells, Text reason);

/* Where a field of the row stands; field < 0: the row. */
Place row_place(const RowsIn *rows, int field);

/* A cell as a fault shows it. */
static inline Words shown_cell(Text value)
{
    return value.length ? words_same(value) : WORDS("(empty)");
}

/* Tells about the row that is read. */
#define ROW_FAULT(import, id, place, ...) \
    FAULT_AT(&(import)->row_report, (id), (place), __VA_ARGS__)

/* po.csv:12, or lijst.xlsx:Blad!12 */
Text place_label(Arena *arena, const Import *import, size_t file, u32 line);

/* The files of the refused rows are named so. */
Text refused_name(Arena *arena, const Import *import, size_t file);
bool is_refused_name(const char *entry);
/* The bytes of such a file. */
Text refused_bytes(Import *import, size_t file);

/* --- gemeenten (homes.c) ---------------------------------------------------------------------- */

/* Where a gemeente stands in a row: its code, its name, or both, which must agree. A field below 0
 * is absent. */
typedef struct HomeFields {
    int code, name;
} HomeFields;

/* The gemeente of the row on `day` (DAY_OPEN_END: any day); NULL: a fault was told. */
const Gemeente *row_gemeente(Import *import, const RowsIn *rows, HomeFields fields, Day day);

/* The same of one cell that holds a code or a name; *abroad, unless NULL: it says abroad, which is
 * then no fault. */
const Gemeente *cell_gemeente(Import *import, Place place, Text value, Day day, bool *abroad);

#endif
