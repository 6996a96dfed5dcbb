/* vergelijking.html. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_PAGE_H
#define VERREKEN_IO_COMPARE_COMPARE_PAGE_H

#include "io/compare/compare.h"
#include "io/report/chart.h"

#define VERGELIJKING_HTML "vergelijking.html"

/* Writes it into `folder`. Counts of pupils below Comparison.onderdruk are not shown. False:
 * *reason. */
bool compare_page(Arena *arena, const Comparison *comparison, Text folder, const char **reason);

/* --- what its parts share (compare_page*.c) --------------------------------------------------- */

typedef struct PageJob {
    Arena *arena;
    const Comparison *c;
    WebPage page;
    size_t variants; /* that are no part of the sweep */
} PageJob;

/* A partij and how much it moves. */
typedef struct Moves {
    u32 partij;
    i64 size, difference;
} Moves;

/* An order of Moves: the largest first. */
int moves_by_size(const void *left, const void *right);

/* The name of a partij. */
Text page_partij(const PageJob *job, u32 partij);

/* A count and what is counted, of which there is `one` or `more`. */
Text page_count(Arena *arena, size_t count, const char *one, const char *more);

/* What a scenario does, in a sentence or two (compare_page_scenario.c). */
Text page_result(const PageJob *job, const Computed *scenario);

/* The section of a scenario, which is number `nr` of all (compare_page_scenario.c). */
void page_scenario(PageJob *job, const Computed *scenario, size_t nr);

#endif
