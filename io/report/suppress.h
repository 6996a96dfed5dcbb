/* Who goes to school where, as anyone may see it: counts of pupils per gemeente of the school and
 * gemeente of the woonplaats, without those that are small ([rapport] onderdruk).
 *
 * What is published is made of the shown cells alone: totals add these up, and their order follows
 * from these. So two settlements that differ in the small counts only are published as the same
 * bytes, and no small count can be computed from what is published. The days of a small count are
 * kept back with it. Counts per school are not published: with those of the gemeenten they would
 * tell the small ones. */
#ifndef VERREKEN_IO_REPORT_SUPPRESS_H
#define VERREKEN_IO_REPORT_SUPPRESS_H

#include "engine/run.h"

typedef struct BorderCell {
    u32 schoolgemeente, woongemeente; /* woongemeente NONE: unknown */
    i64 pupils;                       /* per school, added up; 0 when it is kept back */
    i128 days;                        /* times Run.aandeel_common; 0 when it is kept back */
    bool shown;
} BorderCell;

/* Sorted by schoolgemeente, woongemeente; NONE first. */
typedef struct BorderCells {
    BorderCell *items;
    size_t count, hidden;
    i64 bound; /* a count below it is kept back */
} BorderCells;

BorderCells border_cells(Arena *arena, const Run *run);

/* Whether a sleutel counts pupils, or days or cents of pupils: what was counted is then not shown,
 * for with the counts of others, or a total, the small ones could be computed. */
bool counts_pupils(const Sleutel *sleutel);

#endif
