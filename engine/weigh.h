/* Counting: what a sleutel may ask and how it tells its units. A sleutel gives weights and divides
 * nothing, and has no other way to count than these functions; so what is counted can also be
 * explained.
 */
#ifndef VERREKEN_ENGINE_WEIGH_H
#define VERREKEN_ENGINE_WEIGH_H

#include "engine/partij_set.h"
#include "engine/pxq.h"
#include "engine/resolve.h"
#include "engine/work.h"

/* A row that is counted. */
typedef struct Unit {
    TableId table;
    u32 row;
    u32 leerling, school; /* NONE without */
    u32 gemeente;         /* given in the row; else NONE */
    u32 betaler;          /* who gets its units instead of the woonplaats (SPEC §12); else NONE */
} Unit;

/* A piece of days of one unit, for one partij. */
typedef struct Piece {
    u32 partij;
    Interval days;
    i64 share; /* of aandeel_common */
    Step step;
    u32 others; /* pieces that it stands for as well: a bit for each step of them */
} Piece;

typedef struct KeptUnits KeptUnits; /* explain.h */

/* Days of a pupil that ask for a message at the end. */
typedef struct PupilDays {
    u32 leerling;
    Interval days;
    TableId table;
    u32 row;
} PupilDays;

struct Weighing {
    Run *run;      /* the part of it that a task has: what is told and found goes there */
    Arena lists;   /* what is kept from pool to pool below */
    Arena scratch; /* what one unit or one laag needs, and then no more */
    const Pool *pool;
    u32 contract, school, tijdvak;
    Interval tijdvak_days;
    const Terms *terms;
    u32 laag_index;
    const TermLaag *term;
    const Laag *laag;
    Interval days;          /* that are counted: the tijdvak or the year, within the contract */
    bool successor_per_day; /* else on the first day of the tijdvak */
    Slice schools;          /* of the pool */
    u32 school_slot;        /* what `schools` may point to */
    i64 denominator;

    i128 *weight;      /* by partij, of this laag */
    i128 *raw;         /* by partij, without weging: for a drempel on a telling */
    PartijSet touched; /* partijen with a weight */
    u8 *is_below;      /* by partij */
    bool second_pass;  /* drempel: units of partijen below it go elsewhere; nothing is told */
    bool skip_apart;   /* leeg = jaar: apart was billed on the days of the tijdvak */
    i128 *apart;       /* by partij: days */
    PartijSet has_apart;
    i128 *outside; /* by partij: units for which buiten is missing */
    PartijSet is_outside;
    LIST(u64) pairs;         /* partij << 32 | leerling, for a drempel in leerlingen */
    LIST(Measured) measured; /* with keeps_detail, by a drempel */
    i128 least;              /* that it asks of them, over have_denominator */
    i64 have_denominator;
    u32 *pupils_of; /* by partij: with keeps_pupils, how many pairs it has */
    PartijSet has_pupils;
    i128 onbekend; /* units that onbekend attributed */
    LIST(Piece) pieces;
    LIST(Interval) taken; /* of one inschrijving, by others (dubbel) */

    KeptUnits *kept;  /* what is counted is kept there as well; NULL, but for explain.c */
    void *context;    /* the sleutel's own, from its count() to its TakeUnit */
    Arena own;        /* what the sleutel needs for one count() */
    u32 *school_mark; /* by school: the pool it was last marked for, + 1 */
    u32 pool_mark;
    LIST(PupilDays) unknown, before_2022, verblijf_before_2022; /* of all its pools */
    char gap[WORKER_GAP];
};

/* The scholen of the pool: its school, or all of the contract's, bytewise. */
static inline Slice weighing_schools(const Weighing *w)
{
    return w->schools;
}

/* By what the laag attributes. */
static inline const Residences *residences_of(const Weighing *w)
{
    return w->laag->aan == AAN_WOONADRES ? &w->run->woonadres : &w->run->woonplaats;
}

/* What a Unit becomes in the hands of a sleutel. */
typedef void TakeUnit(Weighing *weighing, const Unit *unit, Interval days);

/* How a day counts on which a pupil is at several scholen of the pool (SPEC §6, dubbel). */
typedef enum Dubbel { DUBBEL_EENMAAL, DUBBEL_BEIDE, DUBBEL_FOUT } Dubbel;

/* Calls `take` for each inschrijving at a school of the pool, with those of `days` that count. */
void weigh_each_inschrijving(Weighing *weighing, Dubbel dubbel, Interval days, TakeUnit *take);

/* Calls `take` for each deelname of the pool with the days of `days` it has.
 * `own_cents`: under kosten = pxq only those whose cents are in the pool. */
void weigh_each_deelname(Weighing *weighing, bool own_cents, Interval days, TakeUnit *take);

/* Tells one unit per day. */
void weigh_days(Weighing *weighing, const Unit *unit, Interval days);

/* Tells `units` for a unit as it is on `day`. */
void weigh_on(Weighing *weighing, const Unit *unit, Day day, i64 units);

/* Tells `units`, divided over the partijen of `days` by their days, by largest remainder. */
void weigh_divided(Weighing *weighing, const Unit *unit, Interval days, i64 units);

/* Tells `units` that a table gives for a gemeente at a school. */
void weigh_counted(Weighing *weighing, const Unit *unit, i64 units);

/* Tells `units` for a partij as it is listed: of deelnemers or aandelen. */
void weigh_partij(Weighing *weighing, u32 partij, i128 units);

/* The cents of a deelname that are in the laag: all of them, or under a grens those of the laag's
 * part in the tijdvak. */
i64 weigh_own_cents(const Weighing *weighing, u32 deelname, Interval days);

/* A fault of the pool, told at its contract; the first argument is the pool's name. */
void weigh_fault(Weighing *weighing, FaultId id, Words second);

/* A fault of the contract, whatever the tijdvak; the first argument is its code. */
void weigh_contract_fault(Weighing *weighing, FaultId id, Text second, Text third, Words fourth);

/* Where a unit without its own school is: the contract's regiegemeente; NONE with a fault. */
u32 schoolgemeente_of_unit(Weighing *weighing, const Unit *unit);

/* Where the school of a unit's row stands, for a message. */
Place place_of_school(const Batch *batch, const Unit *unit);

/* Attribution (attribute.c): the pieces of a unit's days for each partij, into weighing->pieces. */
void attribute(Weighing *weighing, const Unit *unit, Interval days);
/* Tells the faults and warnings about pupils that any of these gathered. */
void tell_pupil_days(Run *run, const Weighing *weighings, size_t count);

/* --- what counts a laag (weigh.c): for weigh() and, once more, for explain.c ------------------ */

/* Makes the lists of a Weighing of zeros, whose run is set, and frees them. */
void weighing_begin(Weighing *weighing);
void weighing_end(Weighing *weighing);

/* The pool that is counted from here on. */
void weighing_pool(Weighing *weighing, const Pool *pool);

/* Counts one laag of it into weighing->weight; weighing_clear() before the next. `pool`: gets what
 * is billed apart, as weigh() does; NULL: that stays in weighing->apart. */
LaagDecided weighing_laag(Weighing *weighing, u32 laag, Pool *pool);
void weighing_clear(Weighing *weighing);

/* What units that go apart are billed at, in cents; above AMOUNT_MOST / 4 is a fault. */
i128 apart_cents(const Laag *laag, i128 units, i64 denominator);

#endif
