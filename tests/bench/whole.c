/* The country and the region as a whole: time, memory, stages, ratios, sameness.
 * In: the bench. Out: tables on stdout. */
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What issue and README ask for; the bench says whether it is so, and fails for nothing of it. */
enum { COUNTRY_WALL = 2000000, REGION_WALL = 100000, TEN_TIMES = 11 };
#define COUNTRY_PEAK INT64_C(800000000)

static const char *verdict(int64_t value, int64_t most)
{
    return value <= most ? "met" : "NOT MET";
}

static void print_shape(const Shape *s, uint32_t times)
{
    printf("\n%s: %u pupils, %u scholen, %u contracts, %u gemeenten, %s\n", s->name,
           s->pupils * times, s->scholen * times, s->contracts * times, s->gemeenten, s->periode);
}

static void print_stages(const Settled *s)
{
    int64_t rest = s->cost.wall;
    if (!s->stage_count) {
        puts("  stages          this verreken has no --timings");
        return;
    }
    puts("  stage              wall       cpu   share");
    for (int i = 0; i < s->stage_count; i++) {
        const Stage *stage = &s->stage[i];
        printf("    %-12s %8s  %8s  %5s %%\n", stage->name, seconds(stage->wall),
               seconds(stage->cpu), ratio(stage->wall * 100, s->cost.wall));
        rest -= stage->wall;
    }
    if (rest < 0) rest = 0;
    printf("    %-12s %8s            %5s %%\n", "(the rest)", seconds(rest),
           ratio(rest * 100, s->cost.wall));
}

static void print_settled(const Settled *s, Size in, Size out, int64_t most_wall, int64_t most_peak)
{
    const Cost *c = &s->cost;
    printf("  wall           %9s s   at most %s: %s\n", seconds(c->wall), seconds(most_wall),
           verdict(c->wall, most_wall));
    printf("  cpu            %9s s   user %s, system %s\n", seconds(c->user + c->system),
           seconds(c->user), seconds(c->system));
    printf("  peak memory    %9s MB", megabytes(c->peak));
    if (most_peak) printf("  at most %s: %s", megabytes(most_peak), verdict(c->peak, most_peak));
    printf("\n  in             %9s MB  %lld rows, %s MB/s\n", megabytes(in.bytes),
           (long long)in.rows, per_second(in.bytes, c->wall));
    printf("  out            %9s MB  %lld rows, %s MB/s\n", megabytes(out.bytes),
           (long long)out.rows, per_second(out.bytes, c->wall));
    print_stages(s);
}

/* A program over all tables of the settlement, for what reading the same bytes takes. */
static Cost read_with(const Bench *b, const char *folder, const char *program, const char *option)
{
    static const char *const tables[] = {"partijen",         "scholen",   "contracten",
                                         "contract_scholen", "kosten",    "inschrijvingen",
                                         "woonplaatsen",     "verblijven"};
    enum { TABLES = sizeof tables / sizeof *tables };
    Path path[TABLES];
    const char *argv[MOST_ARGUMENTS] = {program};
    int count = 1;
    Cost best = {0};
    Path data = path_of(folder, "data", "");
    if (option) argv[count++] = option;
    for (int i = 0; i < TABLES; i++) {
        path[i] = path_of(data.text, tables[i], ".csv");
        argv[count++] = path[i].text;
    }
    for (int i = 0; i < b->runs; i++) {
        Cost cost = run_program(argv, NULL, path_of(b->data, "stderr", "").text);
        if (cost.status) die("bench: %s: exit status %d", program, cost.status);
        if (!i || cost.wall < best.wall) best = cost;
    }
    return best;
}

/* What the machine takes for the memory and for the bytes that are written, whatever the program:
 * a virtual one may need seconds for gigabytes that it has not used before. */
static void compare_machine(const Bench *b, const Settled *s, Size out)
{
    char count[32];
    Path zeros = path_of(b->data, "zeros", "");
    snprintf(count, sizeof count, "%lld", (long long)out.bytes);
    const char *argv[] = {"head", "-c", count, "/dev/zero", NULL};
    Cost write = run_program(argv, zeros.text, path_of(b->data, "stderr", "").text);
    folder_remove(zeros.text);
    puts("  of that, the machine takes for any program to");
    printf("    give memory  %9s s   as much as the peak\n",
           seconds(touch_memory(s->cost.peak).wall));
    printf("    write        %9s s   as many bytes as there are out\n", seconds(write.wall));
}

static void compare_reading(const Bench *b, const char *folder, const Settled *s)
{
    Cost lines = read_with(b, folder, "wc", "-l");
    Cost hash = read_with(b, folder, "sha256sum", NULL);
    int64_t both = lines.wall + hash.wall;
    puts("  verreken takes, of what it takes to");
    printf("    wc -l        %9s s   %s times\n", seconds(lines.wall),
           ratio(s->cost.wall, lines.wall));
    printf("    sha256sum    %9s s   %s times\n", seconds(hash.wall),
           ratio(s->cost.wall, hash.wall));
    printf("    both         %9s s   %s times\n", seconds(both), ratio(s->cost.wall, both));
}

/* Import and SQL, as in_sql tells them on its stdout. */
static void compare_sql(Bench *b, const char *folder, const char *out, const Settled *s)
{
    char line[256], name[32], value[32];
    int64_t import = 0, sql = 0;
    if (!b->in_sql) {
        puts("    SQLite                     not built: libsqlite3-dev was missing");
        return;
    }
    const char *argv[] = {b->in_sql, folder, out, NULL};
    Path told = path_of(b->data, "stdout", ""), err = path_of(b->data, "stderr", "");
    Cost cost = run_program(argv, told.text, err.text);
    FILE *f = fopen(told.text, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (sscanf(line, "in_sql: %31s %31s", name, value) != 2) continue;
        if (!strcmp(name, "import")) import = parse_seconds(value);
        if (!strcmp(name, "sql")) sql = parse_seconds(value);
    }
    if (f) fclose(f);
    printf("    SQLite       %9s s   %s times; SQLite: import %s, SQL %s, peak %s MB\n",
           seconds(import + sql), ratio(s->cost.wall, import + sql), seconds(import), seconds(sql),
           megabytes(cost.peak));
    printf("  row by row     %s\n", cost.status ? "DIFFERENT FROM SQLite" : "the same as SQLite");
    if (!cost.status) return;
    tell_lines(err.text, 12);
    b->failed = true;
}

static void measure(Bench *b, const char *name, int runs, int64_t most_wall, int64_t most_peak)
{
    Settled s;
    const Shape *shape = shape_named(name);
    Path folder = settlement_of(b, shape, 1), out = path_of(b->data, name, "-out");
    Size in = folder_size(folder.text);
    print_shape(shape, 1);
    if (!settle_best(b, "run", folder.text, out.text, 0, runs, &s)) return;
    print_settled(&s, in, folder_size(out.text), most_wall, most_peak);
    compare_machine(b, &s, folder_size(out.text));
    compare_reading(b, folder.text, &s);
    compare_sql(b, folder.text, out.text, &s);
}

void measure_country(Bench *b)
{
    measure(b, "country", b->runs, COUNTRY_WALL, COUNTRY_PEAK);
}

void measure_region(Bench *b)
{
    measure(b, "region", 3 * b->runs, REGION_WALL, 0);
}

/* One thread against two, and the bytes of both. */
static void compare_threads(Bench *b, const char *name)
{
    Settled one, two;
    Path folder = settlement_of(b, shape_named(name), 1);
    Path first = path_of(b->data, name, "-threads-1"),
         second = path_of(b->data, name, "-threads-2");
    folder_size(folder.text);
    if (settle_best(b, "run", folder.text, first.text, 1, b->runs, &one) &&
        settle_best(b, "run", folder.text, second.text, 2, b->runs, &two)) {
        const char *different = folder_difference(first.text, second.text);
        printf("  %-8s one %s s, two %s s: %s times; %s %s\n", name, seconds(one.cost.wall),
               seconds(two.cost.wall), ratio(one.cost.wall, two.cost.wall),
               different ? "DIFFERENT:" : "the same bytes", different ? different : "");
        if (different) b->failed = true;
    }
    folder_remove(first.text);
    folder_remove(second.text);
}

void measure_threads(Bench *b)
{
    puts("\nthreads");
    if (!b->threads) {
        puts("  this verreken has no --threads");
        return;
    }
    compare_threads(b, "country");
    compare_threads(b, "region");
}

/* What the machine can give without taking it from other programs; 0 when it does not say. */
static int64_t available_bytes(void)
{
    char line[256];
    long long kilobytes = 0;
    FILE *f = fopen("/proc/meminfo", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "MemAvailable: %lld", &kilobytes) == 1) break;
    if (f) fclose(f);
    return kilobytes * 1024;
}

void measure_times_ten(Bench *b)
{
    Settled once, ten;
    const Shape *shape = shape_named("country");
    Path folder = settlement_of(b, shape, 1), out = path_of(b->data, "country", "-out");
    folder_size(folder.text);
    if (!settle_best(b, "run", folder.text, out.text, 0, b->runs, &once)) return;
    print_shape(shape, 10);
    if (available_bytes() && available_bytes() < TEN_TIMES * once.cost.peak) {
        printf("  NOT MEASURED: the country took %s MB, so this may take %d times that, and there "
               "are %s MB\n",
               megabytes(once.cost.peak), TEN_TIMES, megabytes(available_bytes()));
        b->failed = true;
        return;
    }
    folder = settlement_of(b, shape, 10);
    out = path_of(b->data, "country10", "-out");
    Size in = folder_size(folder.text);
    if (settle_best(b, "run", folder.text, out.text, 0, b->runs, &ten)) {
        print_settled(&ten, in, folder_size(out.text), TEN_TIMES * once.cost.wall,
                      TEN_TIMES * once.cost.peak);
        compare_machine(b, &ten, folder_size(out.text));
        printf("  of the country %9s times the time, %s times the memory\n",
               ratio(ten.cost.wall, once.cost.wall), ratio(ten.cost.peak, once.cost.peak));
    }
    folder_remove(out.text);
}
