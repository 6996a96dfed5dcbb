/* What a message means, with a wrong and a right example: check --explain ID.
 *
 * The texts are those of engine/faults.def; the examples come from the golden cases, which the
 * tests run with the wrong line and with the right one. */
#ifndef VERREKEN_IO_CATALOGUE_CATALOGUE_H
#define VERREKEN_IO_CATALOGUE_CATALOGUE_H

#include "engine/fault.h"

typedef struct Example {
    const char *id, *file;                     /* E203; where the line stands, or "" */
    const char *goal[2], *wrong[2], *right[2]; /* by Taal */
} Example;

extern const Example catalogue_examples[]; /* catalogue_count of them, by id */
extern const size_t catalogue_count;

/* Tells about the message of this id, case ignored; `alle` or `all`: one line for each. The exit
 * status; an id that there is not is a wrong command line, and the nearest is named. */
int catalogue_tell(Arena *arena, const char *id);

#endif
