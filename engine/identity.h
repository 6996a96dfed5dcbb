/* A table from identities to numbers: which pool, position or prefinancing one is. */
#ifndef VERREKEN_ENGINE_IDENTITY_H
#define VERREKEN_ENGINE_IDENTITY_H

#include "engine/base.h"

enum { IDENTITY_PARTS = 6 };

/* Numbers that together identify something; those that have no meaning for it are 0. */
typedef struct Identity {
    u32 parts[IDENTITY_PARTS];
} Identity;

typedef struct Identities {
    Arena *arena;
    Identity *keys;
    u32 *values, *slots; /* slots: index + 1, or 0 */
    size_t count, room;
} Identities;

/* Room for `room` identities; more are a defect. */
Identities identities(Arena *arena, size_t room);

/* Tells the number of an identity, which must have none yet. */
void identities_add(Identities *table, Identity identity, u32 value);

/* The number of an identity, or NONE. */
u32 identities_find(const Identities *table, Identity identity);

#endif
