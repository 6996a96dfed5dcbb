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

/* The intervals of RESIDENCE_PUPILS pupils. Interval i of a pupil runs from first[i] up to the day
 * before first[i + 1], the last is open; the first begins at DAY_OPEN_START. Those of the pupil at
 * place p are start[p] … start[p + 1] - 1. */
typedef struct Residence {
    u32 *start;
    Day *first;
    u32 *who;
    u8 *step;        /* Step */
    u8 *in_verblijf; /* 1: the day lies in a verblijf chain and no besluit covers it */
} Residence;

enum { RESIDENCE_PUPILS = 1 << 13 };

static inline const Residence *residence_of(const Residences *all, u32 leerling)
{
    return &all->items[leerling / RESIDENCE_PUPILS];
}

/* The index after a pupil's last interval. */
static inline size_t residence_end(const Residence *r, u32 leerling)
{
    return r->start[leerling % RESIDENCE_PUPILS + 1];
}

/* The index of the interval of a pupil that `day` lies in. */
static inline size_t residence_on(const Residence *r, u32 leerling, Day day)
{
    size_t low = r->start[leerling % RESIDENCE_PUPILS], high = residence_end(r, leerling);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (r->first[middle] <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The gemeente that step 4 gives, and which; WHO_UNKNOWN when none. */
u32 fallback_of(const Batch *batch, u32 leerling, Step *step);

#endif
