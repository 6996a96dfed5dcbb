/* The shapes: which settlements the bench can make. Out: sizes, the rule, and what is in the
 * tables, by name. */
#include "bench.h"

#include <string.h>

#define REGIE "methode = schoolgemeente-regie\n"
#define DAYS "sleutel = leerlingdagen\nonbekend = schoolgemeente\n"

const Shape shapes[] = {
    {"country", "the whole country, four quarters", 2500000, 9000, 3000, 342, "2025", "",
     REGIE DAYS, "", 0},
    {"region", "a region's quarter", 60000, 300, 100, 10, "2025-Q4", "", REGIE DAYS, "", 0},
    {NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0},
};

const Shape *shape_named(const char *name)
{
    for (const Shape *s = shapes; s->name; s++)
        if (!strcmp(s->name, name)) return s;
    return NULL;
}
