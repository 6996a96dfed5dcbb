/* datapackage.json: a Frictionless Data Package (v1) of the tables, so that other programs read
 * them without being told how. Made from the lists that the readers and writers use
 * (engine/tables.def, keys.def, words.def, io/write/outputs.def).
 *
 * Of a kept input the description is of that file as it is: its columns in their order, its
 * separator, the form of its dates and numbers. A column in which forms are mixed is text. There is
 * no foreign key to partijen, for gemeenten need not stand there.
 */
#ifndef VERREKEN_IO_WRITE_PACKAGE_H
#define VERREKEN_IO_WRITE_PACKAGE_H

#include "io/write/manifest.h"

#define PACKAGE_FILE "datapackage.json"

/* The package of all input tables and all outputs, as verreken schema prints it. Inputs are named
 * invoer-TABLE: a table can be both. */
Text package_of_all(Arena *arena);

/* Writes that of a folder: the tables of manifest->outputs, and the kept inputs. False: *reason. */
bool package_write(Arena *arena, const Run *run, const Manifest *manifest, Text folder,
                   const char **reason);

#endif
