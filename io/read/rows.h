/* Reads the records of a table into its columns, in chunks side by side. */
#ifndef VERREKEN_IO_READ_ROWS_H
#define VERREKEN_IO_READ_ROWS_H

#include "engine/batch.h"
#include "io/read/csv.h"

enum { NO_FIELD = -1 };

/* A table of which the header was read. */
typedef struct TableReading {
    Batch *batch;
    TableId table;
    char separator;
    int field_of[COLUMNS_MOST]; /* which field of a record each column is, or NO_FIELD */
    size_t header_count;        /* fields */
    size_t rows_at;             /* offset in the text of what follows the header */
    u32 rows_line;              /* the line that begins there */
} TableReading;

/* Gives every column of the table room for `count` rows, and for the built-in gemeenten. */
void make_room(Batch *batch, TableId table, size_t count);

/* Reads the rows, cut in chunks of about `chunk_bytes`; that size has no effect on what comes out.
 * All faults go to the report; a row with one is left out, unless others refer to it. */
void read_rows(const TableReading *reading, size_t chunk_bytes);

/* Tells the fault of the record that was read. */
void tell_csv_fault(Report *report, u32 source, const CsvReader *csv);

#endif
