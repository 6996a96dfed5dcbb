/* Where faults stand in the text of their files: found once, for messages and for JSON. */
#ifndef VERREKEN_IO_TELL_PLACES_H
#define VERREKEN_IO_TELL_PLACES_H

#include "engine/batch.h"
#include "io/read/source.h"

/* Where places are looked up: they come in the order of their lines. Zeros: nowhere yet. */
typedef struct PlaceCursor {
    SourceCursor source;
    Arena memory; /* of one fault; free it after each */
} PlaceCursor;

/* The place with its column and length in characters, where they can be found. */
Place place_find(const Batch *batch, PlaceCursor *cursor, Place place);

/* The name of a source: its file, and the sheet behind it: data/lijst.xlsx:Leerlingen. */
Text source_name(Arena *arena, const Source *source);

/* How it is told: data/kosten.csv:3:7, or data/lijst.xlsx:Leerlingen!C14 of a sheet; without a line
 * the file, and the sheet. `found` comes from place_find(). */
Text place_text(const Batch *batch, Arena *arena, const Place *found);

/* The line of the file where it is, without its end; empty: there is none to show. */
Text place_line(const Batch *batch, PlaceCursor *cursor, const Place *place);

#endif
