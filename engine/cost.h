/* Limits on what a contract or a pupil costs (SPEC §12: grens, maximum). For cost.c, made
 * by limits.c: a limits.h here would hide the one of C. */
#ifndef VERREKEN_ENGINE_COST_H
#define VERREKEN_ENGINE_COST_H

#include "engine/run.h"

/* Splits the pxq cents of a contract in what is below and above the grens of its rule, per pupil
 * and calendar year; its pools begin at `first_pool`, its parts of Run.pxq at `first_part`; both
 * are the last. */
void divide_by_grens(Run *run, u32 contract, size_t first_pool, size_t first_part);

/* Finds what of the kosten of a contract's pools passes its maximum, per calendar year. */
void divide_by_maximum(Run *run, u32 contract, size_t first_pool);

#endif
