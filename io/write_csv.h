/* The CSV tables of SPEC §8: names, columns, and how each is written. */
#ifndef VERREKEN_IO_WRITE_CSV_H
#define VERREKEN_IO_WRITE_CSV_H

#include "engine/run.h"
#include "io/write_parts.h"

/* Whether a file is one of the tables; all but controles.csv, which is made from these. */
bool is_output_table(const char *file);

/* Writes all of them into `folder`. False: `*file` could not be written, and why. */
bool write_tables(Arena *arena, const Run *run, Text folder, WrittenFiles *written,
                  const char **file, const char **reason);

#endif
