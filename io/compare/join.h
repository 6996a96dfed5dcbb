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
    u32 first_count, here_count; /* 0: the run has no such pool */
    Text tijdvak;
    u32 reason; /* why.h */
} JoinGroup;

typedef struct JoinGroups {
    JoinGroup *items; /* by contract, school and day */
    size_t count, capacity;
} JoinGroups;

/* All groups; each pool is in one. `numbers`: of `here`; those of the first are its rows. */
JoinGroups join_pools(Arena *arena, const Run *first, const Run *here, const Numbers *numbers);

/* What partijen bear in a group, in both runs: cents by number of the comparison. */
typedef struct GroupSums {
    i64 *first, *here;
    PartijSet touched;
} GroupSums;

GroupSums group_sums(Arena *arena, size_t partijen);
void group_add_up(GroupSums *sums, const JoinGroup *group, const Run *first, const Run *here,
                  const Numbers *numbers);

#endif
