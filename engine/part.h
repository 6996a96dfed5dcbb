/* The part of a run that one task works on (work.h): the tables, settings and earlier results are
 * shared and not to be changed; what is told and what is found is the task's own until it is
 * joined.
 */
#ifndef VERREKEN_ENGINE_PART_H
#define VERREKEN_ENGINE_PART_H

#include "engine/run.h"

#include <string.h>

typedef struct RunPart {
    Run run; /* what a stage works on; its arena is `growing`, that of its batch `kept` */
    Batch batch;
    Report report;
    Arena growing; /* of the lists of its own, while the task works on them */
    Arena lists;   /* of the same lists when it is done; freed when they are joined */
    Arena kept;    /* of what is told and found; joins the memory of the run */
} RunPart;

RunPart *run_parts(Arena *scratch, Run *run, size_t count);

/* Takes over what the parts told, what they keep and their signals, in their order. */
void join_parts(Run *run, RunPart *parts, size_t count);

/* Ends a task, after TRIM_LIST() for each list of its own: gives the room back that they grew in.
 */
void part_done(RunPart *part);

/* A list of the run that the parts add to, each to a list of its own, from OWN_LIST() to
 * JOIN_LIST(): those follow what the run has. TRIM_LIST() at the end of a task leaves the list as
 * much room as it needs. */
#define OWN_LIST(parts, part_count, list)           \
    do {                                            \
        for (size_t i = 0; i < (part_count); i++) { \
            (parts)[i].run.list.items = NULL;       \
            (parts)[i].run.list.count = 0;          \
            (parts)[i].run.list.capacity = 0;       \
        }                                           \
    } while (0)
#define TRIM_LIST(part, list)                                                    \
    do {                                                                         \
        size_t bytes = (part)->run.list.count * sizeof(*(part)->run.list.items); \
        void *trimmed = arena_alloc(&(part)->lists, bytes, 1);                   \
        if (bytes) memcpy(trimmed, (part)->run.list.items, bytes);               \
        (part)->run.list.items = trimmed;                                        \
        (part)->run.list.capacity = (part)->run.list.count;                      \
    } while (0)
#define JOIN_LIST(whole, parts, part_count, list) \
    join_list((whole), (parts), (part_count), offsetof(Run, list), sizeof(*(whole)->list.items))

/* For JOIN_LIST(): the list at this offset of a Run, of items of this size. */
void join_list(Run *whole, RunPart *parts, size_t part_count, size_t offset, size_t size);

#endif
