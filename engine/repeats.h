/* Which rows have an identifier that a row before them has, for millions of rows, side by side. */
#ifndef VERREKEN_ENGINE_REPEATS_H
#define VERREKEN_ENGINE_REPEATS_H

#include "engine/text.h"

/* The identifier of each of `count` rows, which has 1 to IDENTIFIER_MOST bytes. */
typedef struct RowIdentifiers {
    /* A text that begins with it, and may go on with a byte that is not of one. */
    Text (*of)(const void *context, u32 row);
    const void *context;
    u32 count;
} RowIdentifiers;

/* Sets first[row] for every row: the first row with the same identifier, or `row` itself. */
void find_first_rows(const RowIdentifiers *identifiers, u32 *first);

#endif
