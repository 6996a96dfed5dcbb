/* Loads an input file as UTF-8 text, or says what is wrong with it. */
#ifndef VERREKEN_IO_READ_SOURCE_H
#define VERREKEN_IO_READ_SOURCE_H

#include "engine/batch.h"

typedef enum Codering { CODERING_UTF8, CODERING_WINDOWS_1252 } Codering;

/* Reads the file at `path` into batch->sources[source]. A file that is no UTF-8 is read as
 * windows-1252 when `codering` says so. `key`: the key of [invoer] that names it, for messages.
 * Empty: a file that the command line names. False: faults were added to the report. `optional` and
 * not there: false, without a fault. */
bool source_load(Batch *batch, u32 source, Text path, Codering codering, Text key, bool optional);

/* Gives back the text of each table that has at least `least` bytes and of which no cell is a slice
 * of it: what is left of it is in the columns. Messages, which need a line of it, read it again. */
void sources_let_go(Batch *batch, size_t least);

enum { SOURCE_LET_GO = 1 << 24 };

/* Where a source was read last, so that lines that rise are found in one pass. All zero: nowhere.
 */
typedef struct SourceCursor {
    u32 source, line;
    u64 at;
    bool in_file; /* `at` is of the file, not of the text */
} SourceCursor;

/* A source from the begin of a line on, a whole record at least; empty when there is no such line.
 * Of a source that was let go only that piece is read, into `arena`; nothing when the file has
 * changed. */
Text source_from_line(const Batch *batch, Arena *arena, SourceCursor *cursor, u32 source, u32 line);

/* Tells that a file is not there; `key` as for source_load. */
void tell_missing_file(Report *report, Place place, Text key);

#endif
