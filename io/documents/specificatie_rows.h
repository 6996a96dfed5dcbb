/* What stands in a specificatie, before it has a form: its groups (the totals) and its rows. */
#ifndef VERREKEN_IO_DOCUMENTS_SPECIFICATIE_ROWS_H
#define VERREKEN_IO_DOCUMENTS_SPECIFICATIE_ROWS_H

#include "io/documents/specificatie.h"

#define SCHOOL_SHIELDED (NONE - 1) /* a school that is not told */

/* What is divided by one sleutel, for one partij: a line of the factuur; in a contract with a pupil
 * that is geheim those of all its scholen together. */
typedef struct SpecGroup {
    u32 contract, school, tijdvak; /* school NONE: without; or SCHOOL_SHIELDED */
    u32 partij;
    LineSoort soort; /* LINE_VERDEELD or LINE_APART */
    const TermLaag *term;
    LaagDecided decided;
    Interval days;   /* that were counted */
    i128 weight;     /* of the partij, as in gewichten.csv; of LINE_APART what was counted */
    i128 total;      /* of all partijen; 0 of LINE_APART */
    i64 denominator; /* of both */
    bool has_units;  /* it was counted by pupils or a telling */
    i128 counted;    /* Σ units of its rows: the weight */
    u32 some_school; /* of a row */
    bool one_school; /* of all of them */
    bool is_inexact; /* a number is too large for a cell */
} SpecGroup;

typedef struct SpecRow {
    u32 group;
    const SpecUnit *unit;
    Text leerling; /* identifier or pseudonym; empty: a telling, or not told */
    Interval days;
    u32 school;     /* as in SpecGroup, but of the row itself */
    bool is_hidden; /* the leerling is not told: its school would follow */
} SpecRow;

typedef struct SpecRows {
    SpecGroup *groups;
    size_t group_count;
    SpecRow *rows; /* by group, leerling and day */
    size_t row_count;
    bool has_shielded;
} SpecRows;

/* False: *reason; a table of the input changed since it was read, or two pupils have one pseudonym.
 */
bool specificatie_rows(Arena *arena, const Specificatie *specificatie, SpecRows *rows,
                       const char **reason);

/* The step that decided, in words with its article; what else is to be said of a row and of a
 * group. Dutch; the last two may be empty (specificatie_words.c). */
Text specificatie_step(Arena *arena, const SpecGroup *group, const SpecUnit *unit);
Text specificatie_remark(Arena *arena, const Run *run, const SpecGroup *group,
                         const SpecUnit *unit);
Text specificatie_group_remark(Arena *arena, const SpecGroup *group);

#endif
