/* What `verreken new` puts in a folder. */
#ifndef VERREKEN_IO_NEW_NEW_H
#define VERREKEN_IO_NEW_NEW_H

#include "engine/text.h"

#define NEW_INI "settlement.ini"
#define NEW_WORKBOOK "tabellen.xlsx"

/* Writes the workbook of a beginner, with its temporary files in `folder`; in a child process (it
 * uses io/documents/xlsx.h). False with the reason. */
bool new_workbook(Arena *arena, const char *path, const char *folder, const char **reason);

/* --- examples --------------------------------------------------------------------------------- */

typedef struct ExampleFile {
    Text name; /* from the folder of its example on: data/kosten.csv */
    Text bytes;
} ExampleFile;

typedef struct Example {
    Text name, title; /* h3-prodeba, and the heading of its README.md */
    ExampleFile *items;
    size_t count, capacity;
} Example;

typedef struct Examples {
    Example *items; /* by name */
    size_t count, capacity;
} Examples;

/* The examples that were built in. */
Examples examples_unpack(Arena *arena);

#endif
