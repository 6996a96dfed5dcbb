/* Loads an input file as UTF-8 text, or says what is wrong with it. */
#ifndef VERREKEN_IO_SOURCE_H
#define VERREKEN_IO_SOURCE_H

#include "engine/batch.h"

typedef enum Codering { CODERING_UTF8, CODERING_WINDOWS_1252 } Codering;

/* Reads the file at `path` into batch->sources[source]. A file that is no UTF-8 is read as
 * windows-1252 when `codering` says so. `key`: the key of [invoer] that names it, for messages.
 * False: faults were added to the report. `optional` and not there: false, without a fault. */
bool source_load(Batch *batch, u32 source, Text path, Codering codering, Text key, bool optional);

/* Gives back the text of each table that has at least `least` bytes and of which no cell is a slice
 * of it: what is left of it is in the columns. Messages, which need a line of it, read it again. */
void sources_let_go(Batch *batch, size_t least);

enum { SOURCE_LET_GO = 1 << 24 };

#endif
