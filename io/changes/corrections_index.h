/* Which changes of the inputs may bear upon which pools. Used by corrections.c alone. */
#ifndef VERREKEN_IO_CHANGES_CORRECTIONS_INDEX_H
#define VERREKEN_IO_CHANGES_CORRECTIONS_INDEX_H

#include "io/changes/corrections.h"

typedef struct Numbers {
    u32 *items;
    size_t count, capacity;
} Numbers;

/* That a pupil is, or was, enrolled at a school, or has a deelname in a contract (school NONE). */
typedef struct Presence {
    u32 school, contract;
    Interval days;
} Presence;

/* A pupil of which a row changed. */
typedef struct ChangedPupil {
    Numbers changes, partijen; /* partijen: that it may be attributed to */
    LIST(Presence) presences;
    bool in_verblijf; /* a woonplaats counts on other days than its own */
} ChangedPupil;

typedef struct ChangeIndex {
    Arena *arena;
    const Run *run;
    const Changes *changes;
    Numbers *by_contract, *by_school; /* also those that are gone; rising, each once */
    Numbers everywhere;
    Symbols pupil_ids;
    LIST(ChangedPupil) pupils; /* by number of pupil_ids */
    u32 *pupil_of;             /* by change; NONE */
} ChangeIndex;

ChangeIndex index_changes(Arena *arena, const Run *run, const Changes *changes);

/* The days of a row before (0) or after (1) a change; an end that is empty is open. */
Interval changed_interval(const Change *change, int after);

/* The cell of a column before (0) or after (1) a change; "" where there is no row. */
Text changed_cell(const Change *change, int after, size_t column);

/* The column of a table with this name; NONE: it has none. */
u32 column_named(u32 table, const char *name);

#endif
