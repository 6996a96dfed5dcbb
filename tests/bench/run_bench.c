/* run_bench VERREKEN MAKE_COUNTRY IN_SQL DATA WHAT... [--runs N] [--keep]
 * In: the programs (IN_SQL may be -), a folder for the data, and what to measure: country, region,
 * threads, books, documents, times-ten, extremes, sleutels, or all. Out: tables on stdout.
 * Exit: 0 measured, 1 verreken refused something or results differ, 2 a wrong command line, 4 the
 * system failed. How fast it is changes no exit status. */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    void (*measure)(Bench *b);
} subjects[] = {{"country", measure_country},     {"threads", measure_threads},
                {"region", measure_region},       {"books", measure_books},
                {"documents", measure_documents}, {"times-ten", measure_times_ten},
                {"extremes", measure_extremes},   {"sleutels", measure_sleutels}};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static int usage(const char *problem)
{
    fprintf(
        stderr,
        "run_bench: %s\n"
        "usage: run_bench VERREKEN MAKE_COUNTRY IN_SQL DATA WHAT... [--runs N] [--keep]\n"
        "WHAT: country, threads, region, books, documents, times-ten, extremes, sleutels, or all\n",
        problem);
    return 2;
}

static bool choose(const char *name, bool *chosen)
{
    bool found = false;
    for (int i = 0; i < SUBJECTS; i++)
        if (!strcmp(name, "all") || !strcmp(name, subjects[i].name)) chosen[i] = found = true;
    return found;
}

/* Reads what follows the four paths; what is wrong with it, or NULL. */
static const char *parse(int argc, char **argv, Bench *b, bool *chosen)
{
    for (int i = 5; i < argc; i++) {
        if (!strcmp(argv[i], "--keep")) {
            b->keep = true;
        } else if (!strcmp(argv[i], "--runs")) {
            b->runs = i + 1 < argc ? atoi(argv[++i]) : 0;
            if (b->runs < 1 || b->runs > 100) return "--runs wants a number from 1 to 100";
        } else if (!choose(argv[i], chosen)) {
            return "unknown subject";
        }
    }
    return NULL;
}

/* The load of the last minute as the system writes it, when it is 1 or more; others are at work. */
static void warn_of_load(void)
{
    char load[16] = "";
    FILE *f = fopen("/proc/loadavg", "r");
    if (f && fscanf(f, "%15s", load) == 1 && atoi(load) >= 1)
        printf("WARNING: other programs are at work (load %s): wall times are too long\n", load);
    if (f) fclose(f);
}

static void print_machine(const Bench *b)
{
    printf("verreken, %s build, %ld cores, best of %d runs, warm caches\n", BENCH_BUILDTYPE,
           sysconf(_SC_NPROCESSORS_ONLN), b->runs);
    if (strcmp(BENCH_BUILDTYPE, "release"))
        puts("WARNING: this build is not the one to measure; meson setup --buildtype=release");
    warn_of_load();
}

int main(int argc, char **argv)
{
    bool chosen[SUBJECTS] = {false};
    if (argc < 6) return usage("too few arguments");
    Bench b = {.verreken = argv[1],
               .make_country = argv[2],
               .in_sql = strcmp(argv[3], "-") ? argv[3] : NULL,
               .data = argv[4],
               .runs = 3};
    const char *problem = parse(argc, argv, &b, chosen);
    if (problem) return usage(problem);
    if (mkdir(b.data, 0755) && errno != EEXIST) die("%s: cannot be made", b.data);
    b.threads = knows(&b, "--threads", "1");
    b.timings = knows(&b, "--timings", NULL);
    print_machine(&b);
    for (int i = 0; i < SUBJECTS; i++)
        if (chosen[i]) subjects[i].measure(&b);
    puts(b.failed ? "\nNOT ALL OF IT COULD BE MEASURED, or results differ: see above" : "");
    return b.failed ? 1 : 0;
}
