/* Extremes, whose time and memory have to grow with the rows, and sleutels and features, whose time
 * per row has to be that of leerlingdagen or at most twice that.
 * In: the bench. Out: a table on stdout, a line per shape. Always: two settlements that are
 * compared run in turn, so that what else the machine does slows both; what is slower stands out.
 */
#include "run.h"

#include <stdio.h>
#include <string.h>

enum { LARGER = 4 };

typedef struct {
    const Shape *shape;
    Path folder, out;
    Size in;
    int64_t wall, peak, counted, rows; /* of the best run; rows: all that were read and written */
} Part;

static Part prepare(const Bench *b, const Shape *shape, uint32_t times, const char *out)
{
    Part p = {.shape = shape,
              .folder = settlement_of(b, shape, times),
              .out = path_of(b->data, out, "-out")};
    p.in = folder_size(p.folder.text);
    return p;
}

static bool run_once(Bench *b, Part *p)
{
    Settled s;
    if (!settle_best(b, p->shape->command, p->folder.text, p->out.text, 0, 1, &s)) return false;
    if (!p->wall || s.cost.wall < p->wall) p->wall = s.cost.wall;
    if (!p->peak || s.cost.peak < p->peak) p->peak = s.cost.peak;
    return true;
}

static void count_rows(Part *p)
{
    bool is_input = !strncmp(p->shape->counted, "data/", 5);
    Path counted = path_of(is_input ? p->folder.text : p->out.text, p->shape->counted, "");
    p->counted = file_size(counted.text).rows;
    p->rows = p->in.rows + folder_size(p->out.text).rows;
}

/* Runs both in turn; false when one was refused. */
static bool measure_both(Bench *b, Part *first, Part *second)
{
    bool done = true;
    first->wall = first->peak = 0;
    for (int i = 0; done && i < b->runs; i++)
        done = run_once(b, first) && run_once(b, second);
    if (done) {
        count_rows(first);
        count_rows(second);
    }
    folder_remove(first->out.text);
    folder_remove(second->out.text);
    return done;
}

static void clear(const Bench *b, const Part *p)
{
    if (!b->keep) folder_remove(p->folder.text);
}

void measure_extremes(Bench *b)
{
    printf("\nextremes: each at one size and at %d times that\n", LARGER);
    puts("                       rows      wall   us/row   peak MB       rows      wall   us/row   "
         "peak MB   per row: time  memory");
    for (const Shape *s = shapes; s->name; s++) {
        if (s->group != EXTREME) continue;
        Part small = prepare(b, s, 1, "small"), large = prepare(b, s, LARGER, "large");
        if (measure_both(b, &small, &large)) {
            int64_t before = small.wall * large.counted, after = large.wall * small.counted;
            printf("  %-15s %9lld %9s %8s %9s", s->name, (long long)small.counted,
                   seconds(small.wall), microseconds_per(small.wall, small.counted),
                   megabytes(small.peak));
            printf("  %9lld %9s %8s %9s %13s x %6s x%s\n", (long long)large.counted,
                   seconds(large.wall), microseconds_per(large.wall, large.counted),
                   megabytes(large.peak), ratio(after, before),
                   ratio(large.peak * small.counted, small.peak * large.counted),
                   after * 10 > before * 12 ? "   MORE THAN LINEAR" : "");
        }
        clear(b, &small);
        clear(b, &large);
    }
}

static void print_part(const Part *p, const Part *base)
{
    int64_t counted = p->wall * base->counted, base_counted = base->wall * p->counted;
    int64_t all = p->wall * base->rows, base_all = base->wall * p->rows;
    printf("  %-20s %8lld %9lld %8s %8s %7s %7s %6s x %9s %6s x%s\n", p->shape->name,
           (long long)p->counted, (long long)p->rows, seconds(p->wall), seconds(base->wall),
           megabytes(p->peak), microseconds_per(p->wall, p->counted), ratio(counted, base_counted),
           microseconds_per(p->wall, p->rows), ratio(all, base_all),
           counted > 2 * base_counted && all > 2 * base_all ? "   MORE THAN TWICE" : "");
}

void measure_sleutels(Bench *b)
{
    puts("\nsleutels and features, compared with leerlingdagen: per row that is counted, and per "
         "row that is read or written");
    puts("                        counted      rows     wall leerl.d. peak MB  us/row            "
         "us/row");
    Part base = prepare(b, shape_named("leerlingdagen"), 1, "small");
    for (const Shape *s = shapes; s->name; s++) {
        if (s->group != SLEUTEL) continue;
        Part part = prepare(b, s, 1, "large");
        if (measure_both(b, &base, &part)) print_part(&part, &base);
        if (strcmp(s->name, base.shape->name)) clear(b, &part);
        fflush(stdout);
    }
    clear(b, &base);
}
