/* The woonplaats of every pupil by day (SPEC §4), as complete intervals with the step that decided.
 * Faults are not told here: the sleutel that counts a day raises them (weigh.c). */
#ifndef VERREKEN_ENGINE_RESOLVE_H
#define VERREKEN_ENGINE_RESOLVE_H

#include "engine/run.h"

/* Which step of Jeugdwet art. 1.1 (SPEC §4) decided. */
typedef enum Step {
    STEP_ONBEKEND,
    STEP_BESLUIT,   /* 1: a woonplaatsbesluit */
    STEP_VERBLIJF,  /* 2: the woonadres before the verblijf */
    STEP_WOONADRES, /* 3 */
    STEP_GEBOORTE,  /* 4: where the mother was registered at birth */
    STEP_HULPVRAAG, /* 4: the actual stay at the request for help */
    STEP_SCHOOL,    /* none: attributed by its school */
    STEP_BETALER,   /* none: the betaler of the deelname */
} Step;

/* Values of `who` beside a partij. */
#define WHO_UNKNOWN NONE      /* no step gives a gemeente */
#define WHO_OF_ROW (NONE - 2) /* the gemeente of the row that is counted, else step 4 */
#define WHO_SHARED (NONE - 3) /* the besluiten that cover the interval share it */

/* From `first` up to the day before the next of the pupil begins; the last is open. */
typedef struct Stretch {
    Day first;
    u32 who;
    u8 step;          /* Step */
    bool in_verblijf; /* it lies in a verblijf chain and no besluit covers it */
} Stretch;

/* The stretches of RESIDENCE_PUPILS pupils: those of the pupil at place p are start[p] … start[p +
 * 1]
 * - 1, of which the first begins at DAY_OPEN_START. */
typedef struct Residence {
    u32 *start;
    Stretch *stretches;
} Residence;

enum { RESIDENCE_PUPILS = 1 << 13 };

static inline const Residence *residence_of(const Residences *all, u32 leerling)
{
    return &all->items[leerling / RESIDENCE_PUPILS];
}

/* The index after a pupil's last stretch. */
static inline size_t residence_end(const Residence *r, u32 leerling)
{
    return r->start[leerling % RESIDENCE_PUPILS + 1];
}

/* The index of the stretch of a pupil that `day` lies in. */
static inline size_t residence_on(const Residence *r, u32 leerling, Day day)
{
    size_t low = r->start[leerling % RESIDENCE_PUPILS], high = residence_end(r, leerling);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (r->stretches[middle].first <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Pupils of a school are anywhere in memory: asked for some rows ahead, first where a pupil's
 * stretches are, then the stretches, they have come when they are needed. */
enum { AHEAD_START = 32, AHEAD_STRETCHES = 16 };
static inline void residence_ahead(const Residences *all, const u32 *leerling, const Slice *rows,
                                   size_t i)
{
    if (!all->count) return;
    if (i + AHEAD_START < rows->count) {
        u32 pupil = leerling[rows->rows[i + AHEAD_START]];
        __builtin_prefetch(&residence_of(all, pupil)->start[pupil % RESIDENCE_PUPILS]);
    }
    if (i + AHEAD_STRETCHES < rows->count) {
        u32 pupil = leerling[rows->rows[i + AHEAD_STRETCHES]];
        const Residence *r = residence_of(all, pupil);
        __builtin_prefetch(&r->stretches[r->start[pupil % RESIDENCE_PUPILS]]);
    }
}

/* The gemeente that step 4 gives, and which; WHO_UNKNOWN when none. */
u32 fallback_of(const Batch *batch, u32 leerling, Step *step);

#endif
