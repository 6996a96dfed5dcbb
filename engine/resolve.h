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

/* Days of a pupil on which one step gives one answer. */
typedef struct Stretch {
    Day first, last;
    u32 who;
    u8 step;          /* Step */
    bool in_verblijf; /* it lies in a verblijf chain and no besluit covers it */
} Stretch;

/* The stretch of a pupil on a day that is not in its home. */
Stretch stretch_away(const Batch *batch, const Residences *residences, u32 leerling, Day day);

/* The stretch of a pupil on `day`. */
static inline Stretch stretch_on(const Batch *batch, const Residences *residences, u32 leerling,
                                 Day day)
{
    const Stretch *home = &residences->home[leerling];
    if (home->first <= day && day <= home->last) return *home;
    return stretch_away(batch, residences, leerling, day);
}

/* Asks for what stretch_on() will need of a pupil, so that it has come by then. */
static inline void stretch_ahead(const Residences *residences, u32 leerling)
{
    ASSERT(leerling < residences->pupils);
    __builtin_prefetch(&residences->home[leerling]);
}

/* The gemeente that step 4 gives, and which; WHO_UNKNOWN when none. */
u32 fallback_of(const Batch *batch, u32 leerling, Step *step);

#endif
