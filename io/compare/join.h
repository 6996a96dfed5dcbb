/* The pools of two runs side by side. */
#ifndef VERREKEN_IO_COMPARE_JOIN_H
#define VERREKEN_IO_COMPARE_JOIN_H

#include "engine/partij_set.h"
#include "io/compare/compare_parts.h"

/* A pool of either run. */
typedef struct JoinPool {
    u32 contract, school; /* numbers of the comparison; school + 1, so that NONE comes first */
    Interval days;
    u32 pool; /* index in its run */
} JoinPool;

/* The pools of one contract and school in one tijdvak; in all of them when the tijdvakken are not
 * the same in both runs. */
typedef struct JoinGroup {
    u32 contract, school; /* school may be NONE */
    const JoinPool *first, *here;
    size_t first_count, here_count; /* 0: the run has no such pool */
    Text tijdvak;
} JoinGroup;

typedef struct Join {
    Arena *arena;
    const Run *first, *here;
    const Numbers *numbers; /* of `here`; those of the first are its rows */
    JoinPool *first_pools, *here_pools;
    size_t first_count, here_count, next_first, next_here;
    size_t partijen;
    /* Of the group in hand: cents by partij. */
    i64 *first_cents, *here_cents;
    PartijSet touched;
} Join;

void join_begin(Join *join, Arena *arena, const Run *first, const Run *here, const Numbers *numbers,
                size_t partijen);

/* Goes to the next group, and adds up what partijen bear in it. */
bool join_next(Join *join, JoinGroup *group);

#endif
