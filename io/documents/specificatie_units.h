/* What counted for whom: the units of every factuur, from which its specificatie is made
 * (specificatie.h). Each pool is counted once more, whatever the number of facturen. */
#ifndef VERREKEN_IO_DOCUMENTS_SPECIFICATIE_UNITS_H
#define VERREKEN_IO_DOCUMENTS_SPECIFICATIE_UNITS_H

#include "engine/explain.h"

/* A KeptUnit that counts on a line of a factuur; there may be millions: 64 bytes. */
typedef struct SpecUnit {
    i128 units; /* over the denominator of the laag */
    i64 factor; /* weging */
    u32 line;   /* in run->factuur_lines */
    u32 leerling, school, row;
    Interval days;
    u32 share; /* of aandeel_common */
    u16 steps;
    u8 table, step, placed;
    bool by_row;
} SpecUnit;

/* What was counted of the laag of a line. */
typedef struct SpecLaag {
    Interval days;   /* the tijdvak, or those of meetperiode or leeg = jaar */
    i64 denominator; /* of its units; 0: nothing was counted again, it is of no pupils */
} SpecLaag;

typedef struct SpecificatieUnits {
    const Run *run;
    SpecUnit *items;
    size_t *first;  /* by factuur, and the end */
    SpecLaag *laag; /* by place in run->factuur_lines */
} SpecificatieUnits;

/* Counts the pools of all facturen again, side by side (work.h). The run is complete and still has
 * its lines. In `arena`: 64 bytes for each unit, and 16 for each line. */
SpecificatieUnits *specificatie_units(Arena *arena, const Run *run);

#endif
