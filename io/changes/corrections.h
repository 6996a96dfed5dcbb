/* Why a settlement differs from what was posted: for every correction the rows of the inputs that
 * were added, removed or changed since the last boeking of the afrekening, as correcties.csv. */
#ifndef VERREKEN_IO_CHANGES_CORRECTIONS_H
#define VERREKEN_IO_CHANGES_CORRECTIONS_H

#include "engine/books.h"
#include "io/changes/changes.h"
#include "io/write/write_parts.h"

#define CORRECTIES_FILE "correcties.csv"

/* How a change of the inputs bears upon what a partij owes of a pool. */
typedef enum Relation {
    RELATION_SELF,    /* it is about this partij: its pupils, counts, payments */
    RELATION_POOL,    /* it is about the whole pool: its cost, its rule, its scholen */
    RELATION_OTHERS,  /* it is about others in the pool: the share follows from theirs */
    RELATION_NEW,     /* nothing changed: the line was not posted before */
    RELATION_WAITED,  /* nothing changed: the difference waited (minimum, jaareinde) */
    RELATION_UNKNOWN, /* the inputs of the boeking are not there to compare with */
} Relation;

/* One row of correcties.csv. */
typedef struct Cause {
    u32 entry;            /* of the Books */
    u32 number, index;    /* of the correction, and of the cause within it; both from 1 */
    u32 more;             /* causes that are not listed: there are too many */
    i64 boeking;          /* whose inputs were compared; 0: there is none */
    const Change *change; /* NULL: without one */
    Relation relation;
} Cause;

/* The inputs of a boeking. */
typedef struct KeptInputs {
    i64 boeking;
    Day last;           /* of its periode: what begins after it was not posted before */
    const char *folder; /* NULL: they are not there any more */
} KeptInputs;

typedef struct Corrections {
    Cause *items;
    size_t count, capacity;
    size_t corrections; /* how many there are */
} Corrections;

/* Compares the inputs in the folder `after` with those of the last boeking, the first of `before`,
 * and finds what each correction of the run comes from. A difference of which nothing changed since
 * that boeking has waited: it is looked up in the boekingen before. False: *file could not be read,
 * and why. */
bool corrections_find(Arena *arena, const Run *run, const KeptInputs *before, size_t count,
                      const char *after, Corrections *corrections, const char **file,
                      const char **reason);

/* Writes correcties.csv (corrections_csv.c). False: *file could not be written, and why. */
bool corrections_write(Arena *arena, const Run *run, const Corrections *corrections, Text folder,
                       WrittenFiles *written, const char **file, const char **reason);

/* What a change says: `bedrag was 100.00, is 120.00`; without identifiers of pupils. */
typedef struct ChangeText {
    Text key, field, before, after;
} ChangeText;
ChangeText change_text(Arena *arena, const Change *change);

#endif
