/* Which rows have an identifier that a row before them has, for millions of rows, side by side. */
#ifndef VERREKEN_ENGINE_REPEATS_H
#define VERREKEN_ENGINE_REPEATS_H

#include "engine/text.h"
#include "engine/work.h"

/* The identifier of each of `count` rows, which has 1 to IDENTIFIER_MOST bytes. */
typedef struct RowIdentifiers {
    /* A text that begins with it, and may go on with a byte that is not of one. */
    Text (*of)(const void *context, u32 row);
    const void *context;
    u32 count;
} RowIdentifiers;

/* The rows lie in stretches of this many, the last one shorter. */
enum { STRETCH_ROWS = 1 << 14 };

typedef struct Repeats Repeats;

/* `identifiers`, and what it is about, must stay as long as the Repeats is used. */
Repeats *find_repeats(Arena *arena, const RowIdentifiers *identifiers);

size_t repeats_stretches(const Repeats *repeats);
WorkRange repeats_rows(const Repeats *repeats, size_t stretch);

/* Sets first[i] for row i of the stretch: the first of all rows with its identifier; its own number
 * when that is new. `first` has room for STRETCH_ROWS. */
void repeats_in(const Repeats *repeats, size_t stretch, u32 *first);

#endif
