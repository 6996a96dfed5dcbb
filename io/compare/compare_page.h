/* vergelijking.html. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_PAGE_H
#define VERREKEN_IO_COMPARE_COMPARE_PAGE_H

#include "io/compare/compare.h"

#define VERGELIJKING_HTML "vergelijking.html"

/* Writes it into `folder`. Counts of pupils below Comparison.onderdruk are not shown. False:
 * *reason. */
bool compare_page(Arena *arena, const Comparison *comparison, Text folder, const char **reason);

#endif
