/* The gemeenten of the Netherlands with their successors, built in (gemeenten.def). */
#ifndef VERREKEN_ENGINE_GEMEENTEN_H
#define VERREKEN_ENGINE_GEMEENTEN_H

#include "engine/batch.h"

extern const size_t gemeenten_count;

/* Adds the built-in gemeenten to the partijen that were read, whose columns have room for them. A
 * gemeente that partijen.csv names keeps what is given there; where it gives no opvolger, the
 * built-in one stays (an opvolger that is the gemeente itself takes it away). */
void gemeenten_add(Batch *batch);

#endif
