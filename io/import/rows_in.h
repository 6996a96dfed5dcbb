/* The rows of a file that somebody else made: a CSV file, UTF-8 or Windows-1252, or a sheet of a
 * workbook. */
#ifndef VERREKEN_IO_IMPORT_ROWS_IN_H
#define VERREKEN_IO_IMPORT_ROWS_IN_H

#include "engine/batch.h"
#include "io/import/sheet_in.h"
#include "io/read/csv.h"

struct Import;

typedef struct RowIn {
    size_t file;
    u32 line;             /* where it begins */
    const Text *fields;   /* without blanks and hidden characters around them */
    const Text *original; /* as they were */
    size_t count;
} RowIn;

typedef struct RowsIn {
    struct Import *import;
    RowIn row; /* that was read */
    Text header[CSV_FIELDS_MOST];
    size_t header_count;
    CsvReader csv;
    MarkedCells marks; /* of a sheet */
    size_t mark;       /* the first that is not before the row */
    Text fields[CSV_FIELDS_MOST];
} RowsIn;

/* Opens a file of the import and reads its header. False: it cannot be read, which was told. */
bool rows_in_begin(RowsIn *rows, struct Import *import, size_t file);

/* The next row; rows without any value are passed over, those that are no CSV or have another
 * number of fields than the header are refused. False: there are no more. */
bool rows_in_next(RowsIn *rows);

/* Whether a field is one of the two that geweigerd.csv has of its own. */
bool is_added(const RowsIn *rows, size_t field);

/* The mark of that kind on a field of the row; NULL: it has none. */
const MarkedCell *row_mark(const RowsIn *rows, int field, CellMark mark);

/* The row, with fields of its own that stay. */
RowIn row_kept(Arena *arena, const RowsIn *rows);

/* The field of the header with this name, ASCII case, `_` and blanks alike; -1: there is none. */
int field_named(const RowsIn *rows, const char *name);

/* The names of the header, for a message. */
Text header_text(Arena *arena, const RowsIn *rows);

/* A name of a column as they are compared: upper case, one blank for blanks and `_`. */
Text column_name(Arena *arena, Text name);

/* A text without hidden characters, and without blanks around it; a no-break blank is a blank. */
Text text_cleaned(Arena *arena, Text text);

#endif
