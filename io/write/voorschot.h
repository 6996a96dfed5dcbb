/* `verreken voorschot`: what partijen pay in advance, from the shares of a computed settlement. */
#ifndef VERREKEN_IO_WRITE_VOORSCHOT_H
#define VERREKEN_IO_WRITE_VOORSCHOT_H

#include "engine/run.h"

#define VOORSCHOTTEN_FILE "voorschotten.csv"

/* One term: per contract and partij that is not the crediteur. */
typedef struct VoorschotRow {
    u32 contract, partij;
    size_t term; /* from 1 */
    Day datum;
    i64 cents;
} VoorschotRow;

typedef struct Voorschotten {
    VoorschotRow *items;
    size_t count, capacity;
} Voorschotten;

/* CONTRACT/PARTIJ/NUMBER. */
Text voorschot_id(Arena *arena, const Run *run, const VoorschotRow *row);

/* Divides the aandeel A of each partij in the terms of [voorschot]: R(A · cum_k) − R(A · cum_k−1)
 * (SPEC §12). False: a fault was added: no termijnen, or an id that is too long. */
bool voorschotten_make(Arena *arena, const Run *run, Voorschotten *voorschotten);

/* Writes them into `folder` as a table that can be read as voorschotten.csv. */
bool voorschotten_write(Arena *arena, const Run *run, const Voorschotten *voorschotten, Text folder,
                        const char **reason);

/* Per partij and term, for a person. */
Text voorschotten_summary(Arena *arena, const Run *run, const Voorschotten *voorschotten);

#endif
