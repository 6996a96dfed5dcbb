/* How a laag is divided, for who asks what other weights would give. */
#ifndef VERREKEN_ENGINE_ALLOCATE_H
#define VERREKEN_ENGINE_ALLOCATE_H

#include "engine/run.h"

/* One laag of one pool: its weights, and the cents that they become. */
typedef struct LaagSplit {
    Arena *scratch;
    const RuleVersion *version; /* how it is rounded */
    Fraction plafond;           /* numerator 0: none */
    i64 cents;
    const u32 *partijen; /* bytewise; that of the afronding is one of them */
    i128 *weights;       /* what a plafond that bites makes of them */
    size_t count;
    i128 total;     /* Σ weights, above 0 */
    i64 *parts;     /* cents, adding up to `cents` */
    bool is_capped; /* the plafond bites */
} LaagSplit;

typedef enum SplitOutcome {
    SPLIT_DONE,
    SPLIT_TOO_LARGE, /* the weights, for this plafond */
    SPLIT_TOO_LOW,   /* the plafond leaves part to nobody */
} SplitOutcome;

/* Turns the shares of a laag into cents (SPEC §6): the only place that does. */
SplitOutcome divide_laag(LaagSplit *split);

#endif
