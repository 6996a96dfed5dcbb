/* What the second calculation tells, kept for the tests of it. */
#ifndef VERREKEN_TESTS_UNIT_RECOUNT_TOLD_H
#define VERREKEN_TESTS_UNIT_RECOUNT_TOLD_H

#include "io/recount/recount.h"

#include <stdio.h>
#include <string.h>

typedef struct Told {
    char places[4000]; /* "table:line " of each thing told */
    char said[4000];
    RecountResult result;
} Told;

static Told told;

/* A RecountTell that adds to `told`. */
static void keep(void *context, const char *table, unsigned long line, const char *what)
{
    (void)context;
    size_t places = strlen(told.places), said = strlen(told.said);
    snprintf(told.places + places, sizeof told.places - places, "%s%.*s:%lu", places ? " " : "",
             (int)strcspn(table, "."), table, line);
    snprintf(told.said + said, sizeof told.said - said, "# %s:%lu: %s\n", table, line, what);
}

#endif
