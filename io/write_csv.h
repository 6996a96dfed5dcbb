/* The CSV tables of SPEC §8: names, columns, and how each is written. */
#ifndef VERREKEN_IO_WRITE_CSV_H
#define VERREKEN_IO_WRITE_CSV_H

#include "engine/run.h"
#include "io/sys.h"

typedef struct OutputTable {
    const char *name;   /* of the file */
    const char *header; /* its columns, with ; between them */
    void (*write)(Writer *writer, const Run *run);
} OutputTable;

/* All but controles.csv, which is made from these read back. */
extern const OutputTable output_tables[];
extern const size_t output_table_count;

/* Writes all of them into `folder`. False: `*file` could not be written, and why. */
bool write_tables(Arena *arena, const Run *run, Text folder, const char **file,
                  const char **reason);

void put_bytes(Writer *writer, Text bytes); /* as they are */
/* One field, without its separator: quoted where RFC 4180 demands it. */
void put_text(Writer *writer, Text text);
void put_line(Writer *writer, Text line); /* with its LF */
void put_char(Writer *writer, char byte);
void put_integer(Writer *writer, i128 number);
void put_cents(Writer *writer, i64 cents);
/* n/d in lowest terms, an integer as n; denominator above 0. */
void put_fraction(Writer *writer, i128 numerator, i128 denominator);

/* CONCEPT-0001 or SPECIFICATIE-0001. */
Text factuur_nummer(Arena *arena, const Factuur *factuur);

#endif
