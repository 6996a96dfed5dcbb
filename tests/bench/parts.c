/* Extremes, whose time and memory have to grow with the rows, and sleutels and features, whose time
 * per row has to be that of leerlingdagen or at most twice that.
 * In: the bench. Out: a table on stdout, a line per shape. Always: what is slower stands out. */
#include "run.h"

#include <stdio.h>
#include <string.h>

enum { LARGER = 4 };

typedef struct {
    int64_t wall, peak, counted, rows; /* rows: all that were read and written */
} Part;

/* Settles a shape, and removes what that took from the disk. */
static bool measure_part(Bench *b, const Shape *shape, uint32_t times, Part *part)
{
    Settled s;
    Path folder = settlement_of(b, shape, times), out = path_of(b->data, "part-out", "");
    Size in = folder_size(folder.text);
    bool done = settle_best(b, shape->command, folder.text, out.text, 0, b->runs, &s);
    if (done) {
        bool is_input = !strncmp(shape->counted, "data/", 5);
        Path counted = path_of(is_input ? folder.text : out.text, shape->counted, "");
        *part = (Part){.wall = s.cost.wall,
                       .peak = s.cost.peak,
                       .counted = file_size(counted.text).rows,
                       .rows = in.rows + folder_size(out.text).rows};
    }
    folder_remove(out.text);
    if (!b->keep) folder_remove(folder.text);
    return done;
}

void measure_extremes(Bench *b)
{
    printf("\nextremes: each at one size and at %d times that\n", LARGER);
    puts("                     rows      wall  us/row   peak MB        rows      wall  us/row   "
         "peak MB   per row: time  memory");
    for (const Shape *s = shapes; s->name; s++) {
        Part small, large;
        if (s->group != EXTREME) continue;
        if (!measure_part(b, s, 1, &small) || !measure_part(b, s, LARGER, &large)) continue;
        printf("  %-14s %9lld %9s %7s %9s", s->name, (long long)small.counted, seconds(small.wall),
               microseconds_per(small.wall, small.counted), megabytes(small.peak));
        printf("   %9lld %9s %7s %9s %12s x %6s x%s\n", (long long)large.counted,
               seconds(large.wall), microseconds_per(large.wall, large.counted),
               megabytes(large.peak), ratio(large.wall * small.counted, small.wall * large.counted),
               ratio(large.peak * small.counted, small.peak * large.counted),
               large.wall * small.counted * 10 > small.wall * large.counted * 12
                   ? "   MORE THAN LINEAR"
                   : "");
    }
}

static void print_part(const Shape *s, const Part *p, const Part *base)
{
    printf("  %-20s %8lld %9lld %8s %7s %7s", s->name, (long long)p->counted, (long long)p->rows,
           seconds(p->wall), megabytes(p->peak), microseconds_per(p->wall, p->counted));
    printf(" %6s x %9s %6s x%s\n", ratio(p->wall * base->counted, base->wall * p->counted),
           microseconds_per(p->wall, p->rows), ratio(p->wall * base->rows, base->wall * p->rows),
           p->wall * base->rows > 2 * base->wall * p->rows ? "   MORE THAN TWICE" : "");
}

void measure_sleutels(Bench *b)
{
    Part base = {0};
    puts("\nsleutels and features, compared with leerlingdagen: per row that is counted, and per "
         "row that is read or written");
    puts("                        counted      rows     wall peak MB  us/row          us/row");
    for (const Shape *s = shapes; s->name; s++) {
        Part part;
        if (s->group != SLEUTEL || !measure_part(b, s, 1, &part)) continue;
        if (!base.wall) base = part;
        print_part(s, &part, &base);
    }
}
