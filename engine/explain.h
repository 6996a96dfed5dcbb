/* What a laag of a pool was counted from: a run keeps the totals per partij, and here one laag is
 * counted again, by the same code, and every unit is kept. For `explain` and the specificatie.
 *
 * The units of a partij add up to its weight in the run (PoolLaag): that is asserted. Nothing is
 * told again: what was wrong was told in the run, which must be complete, without errors.
 */
#ifndef VERREKEN_ENGINE_EXPLAIN_H
#define VERREKEN_ENGINE_EXPLAIN_H

#include "engine/weigh.h"

/* Why a unit counts for another partij than `aan` gives, or for none; bits, 0: it counts for that.
 */
typedef enum Placed {
    PLACED_OUTSIDE = 1, /* that partij takes no part: buiten decided */
    PLACED_BELOW = 2,   /* it is below the drempel: drempel_naar decided */
    PLACED_APART = 4,   /* billed by the day (buiten = apart): not in the weights */
    PLACED_LISTED = 8,  /* told for a partij as it is listed, or by leeg: no pupil, no school */
} Placed;

/* Days, or a number, of one row that count for one partij. */
typedef struct KeptUnit {
    i128 units; /* times denominator; not 0 */
    i64 denominator;
    TableId table;
    u32 row;
    u32 leerling, school; /* NONE without: a telling has no leerling */
    u32 resolved;         /* whom `aan` gives, after opvolger */
    u32 partij;           /* for whom it counts; NONE: it is left out */
    Interval days;        /* of a part of divided units: from its first to its last day */
    i64 share;            /* of Run.aandeel_common: of a besluit */
    i64 factor;           /* of Laag.weging_common: by the soort of the school */
    u16 steps;            /* a bit (1 << Step) for each step that decided on these days */
    u8 step;              /* Step: the first of them */
    u8 placed;            /* Placed */
    bool by_row; /* the pupil has no woonplaatsen: the gemeente of the row stands for them */
} KeptUnit;

struct KeptUnits {
    Arena *arena; /* of the list */
    KeptUnit *items;
    size_t count, capacity;
    size_t first; /* where the units of the laag begin that was counted last */
    /* Of that laag: */
    LaagDecided decided;
    Interval days; /* that were counted: the tijdvak, a meetperiode, with leeg = jaar the year */
};

/* What counts again; not to be shared by threads, each has its own. */
typedef struct Explaining Explaining;
Explaining *explain_begin(Arena *arena, const Run *run);
void explain_end(Explaining *explaining);

/* Counts laag `laag` (in the order of `lagen`) of pool `pool` of the run again, and adds its units
 * to the list, in the order of counting; kept->count = 0 begins it anew. */
void explain_laag(Explaining *explaining, size_t pool, u32 laag, KeptUnits *kept);

/* Takes away what was kept so far of the laag, but for what is billed apart: it is counted in
 * another way. Only for weigh.c. */
void kept_apart_alone(KeptUnits *kept);

#endif
