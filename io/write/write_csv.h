/* The CSV tables of SPEC §8: names, columns, and how each is written. */
#ifndef VERREKEN_IO_WRITE_WRITE_CSV_H
#define VERREKEN_IO_WRITE_WRITE_CSV_H

#include "engine/run.h"
#include "io/write/write_parts.h"

/* Whether a file is one of the tables; all but controles.csv, which is made from these. */
bool is_output_table(const char *file);

/* Those that hold the numbers of facturen, which a posting makes final. */
extern const char *const numbered_tables[2];
typedef enum TableChoice { TABLES_ALL, TABLES_WITH_NUMBERS } TableChoice;

/* Writes the tables of a choice into `folder`. False: `*file` could not be written, and why. */
bool write_tables(Arena *arena, const Run *run, Text folder, TableChoice choice,
                  WrittenFiles *written, const char **file, const char **reason);

#endif
