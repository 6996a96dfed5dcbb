/* Interned identifiers: each distinct text gets a number, 0, 1, 2 … in the order of first sight. */
#ifndef VERREKEN_ENGINE_SYMBOLS_H
#define VERREKEN_ENGINE_SYMBOLS_H

#include "engine/text.h"

typedef struct Symbols {
    Arena *arena;
    Text *items; /* the text of each number: a slice of what was given, not a copy */
    size_t count, capacity;
    u64 *heads; /* of each: what tells it from nearly all others */
    size_t head_capacity;
    u32 *slots; /* number + 1, or 0 for a free slot */
    size_t slot_count;
} Symbols;

/* The number of `text`, given one when it is new. At most 2^31 symbols. */
u32 symbols_intern(Symbols *symbols, Text text);

/* The number of `text`, or NONE. */
u32 symbols_find(const Symbols *symbols, Text text);

#endif
