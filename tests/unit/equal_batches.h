/* Whether two batches that were read from the same files are the same. */
#ifndef VERREKEN_TESTS_UNIT_EQUAL_BATCHES_H
#define VERREKEN_TESTS_UNIT_EQUAL_BATCHES_H

#include "engine/batch.h"

/* NULL: their tables, their symbols and what was told are equal; else what is not. */
const char *batches_differ(Batch *a, Batch *b);

#endif
