/* Reads the CSV tables of SPEC §3 into the batch. */
#ifndef VERREKEN_IO_READ_TABLES_H
#define VERREKEN_IO_READ_TABLES_H

#include "io/read/source.h"

/* Where the tables are, from [invoer]. */
typedef struct InputFiles {
    Codering codering;
    Text path[TABLE_COUNT];  /* as it is shown and opened; of a workbook, too */
    Text sheet[TABLE_COUNT]; /* of a workbook, as the INI names it; empty: named as the table */
    Text map;                /* the workbook that has the tables as its sheets; empty: a folder */
    bool named[TABLE_COUNT]; /* the INI names this file: it must be there */
    size_t chunk_bytes;      /* a file is read in chunks of this size, side by side */
} InputFiles;

enum { CHUNK_BYTES = 1 << 20 };

/* Reads one table, which refers to no other. All faults go to the report. */
void read_one_table(Batch *batch, TableId table, const InputFiles *files);

/* Reads every table, finds every reference and sorts the keys. All faults go to the report; rows
 * with one are left out. Built-in gemeenten are added to partijen. */
void read_tables(Batch *batch, const InputFiles *files);

#endif
