/* Why a partij bears what it bears of a pool: from the rows of the cost to the cents, and what was
 * posted of it. Everything that is said is added up before it is said. */
#ifndef VERREKEN_IO_EXPLAIN_EXPLAIN_POOL_H
#define VERREKEN_IO_EXPLAIN_EXPLAIN_POOL_H

#include "engine/explain.h"
#include "io/explain/facts.h"

typedef struct ExplainWhat {
    size_t pool;
    u32 partij;
    bool leerlingen; /* name each pupil, by the identifier of the input */
    bool one_line;   /* only of this line of the pool: */
    size_t line;
} ExplainWhat;

/* Adds the facts. `explaining`: of the same run, which has its lines. */
void explain_pool(Facts *facts, Explaining *explaining, ExplainWhat what);

/* The parts of it, each in a file: what there is to divide, and how one laag was divided. The
 * second gives the cents that the partij has of the laag. */
void explain_cost(Facts *facts, size_t pool);
i64 explain_laag_of(Facts *facts, Explaining *explaining, ExplainWhat what, u32 laag);

/* What comes off for who pays apart, the grens, and how the lagen share what is left. */
void explain_lagen(Facts *facts, const Pool *pool);

/* What was posted of the lines of the partij before, which are `sum` now, and on which factuur the
 * difference is: needs facts->factuur_of. */
void explain_billing(Facts *facts, const Pool *pool, ExplainWhat what, i64 sum);

/* The units of one laag that count for the partij, or came from it. */
void explain_units(Facts *facts, const KeptUnits *kept, ExplainWhat what, u32 laag);

/* Whether any unit counts for the partij, or came from it. */
bool explain_concerns(const KeptUnits *kept, u32 partij);

/* `'s-Gravenhage (GM0518)`, `SBO Het Avontuur (98AV00)`. */
Text partij_name(Arena *arena, const Batch *batch, u32 partij);
Text school_name(Arena *arena, const Batch *batch, u32 school);

#endif
