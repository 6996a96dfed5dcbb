/* vergelijking.csv. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_CSV_H
#define VERREKEN_IO_COMPARE_COMPARE_CSV_H

#include "io/compare/compare.h"

#define VERGELIJKING_CSV "vergelijking.csv"

/* Writes it into `folder`. False: *reason. */
bool compare_csv(Arena *arena, const Comparison *comparison, Text folder, const char **reason);

#endif
