/* One settlement from files in memory, and what must hold of it. */
#ifndef VERREKEN_TESTS_FUZZ_SETTLE_H
#define VERREKEN_TESTS_FUZZ_SETTLE_H

#include "io/pipe.h"

/* The tables that the second calculation writes too, NULL at the end. */
extern const char *const second_tables[];

/* Computes the settlement of an INI, says what it has to say, and, when it is accepted, writes its
 * tables and controls in the folder `out`. Ends the fuzzer when a table does not
 * add up, when a control fails that no input can fail, or when the calculation that `verify` does
 * over the tables alone finds otherwise. */
Outcome settle_in_memory(Arena *arena, const char *ini, const char *out);

/* The second calculation on the same INI; NULL: it wrote its tables below `out`, else why it could
 * not, in memory of its own that xfree_all() frees. SECOND_ENDS: it wanted more memory than it may
 * have, and nothing can be compared. */
extern const char SECOND_ENDS[];
const char *second_in_memory(const char *ini, const char *out);

/* A random batch, "mem/b/settlement.ini" and its tables, from bytes: the first says whether it has
 * what SPEC §12 adds. */
void batch_from_bytes(const uint8_t *data, size_t size);

/* The same from numbers: the tables are of the world alone, the rules in the INI of both. */
void batch_of_world(unsigned world, unsigned rules);

#endif
