/* Rows at fault, to send back to who supplied them (check --refused DIR).
 *
 * For each table with a fault at it, DIR/<table>.csv: a column `regel` with the line of the row (of
 * a sheet its number), a column `reden` with all that is wrong with it, in Dutch in any language,
 * and then the columns as they were supplied. UTF-8 with a byte order mark and semicolons: so a
 * Dutch Excel opens it by a double click. A warning begins with "let op: ". A fault of a table as a
 * whole is a row without cells. A value that a spreadsheet could take for a formula gets an
 * apostrophe before it. */
#ifndef VERREKEN_IO_TELL_REFUSED_H
#define VERREKEN_IO_TELL_REFUSED_H

#include "engine/batch.h"

/* Writes the folder, as a whole or not at all, and says on stderr what it holds; without a fault at
 * a table nothing is written, and that is said. The exit status of the writing. */
int refused_write(Arena *arena, const Batch *batch, const char *folder);

#endif
