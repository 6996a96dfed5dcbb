/* The bench: what its files share.
 * In: the programs, and a folder for the data. Out: tables of measurements on stdout.
 * Always: whole microseconds, bytes and rows; the clock is read here and nowhere in verreken. */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "bench.h"

typedef struct {
    const char *verreken, *make_country;
    const char *in_sql;  /* NULL: built without SQLite */
    const char *formats; /* what is written; NULL: csv */
    const char *data;    /* folder for settlements and what is written for them */
    int runs;            /* of which the best counts */
    bool keep;           /* the data of extremes and sleutels too */
    bool threads;        /* whether verreken knows --threads, and */
    bool timings;        /* --timings */
    bool failed;         /* something was refused or differed */
} Bench;

/* ---- programs (run.c) ---- */
enum { MOST_STAGES = 32, LONGEST_PATH = 1024, MOST_ARGUMENTS = 64 };
typedef struct {
    int status;                 /* of exit, or 128 + the signal */
    int64_t wall, user, system; /* microseconds */
    int64_t peak;               /* bytes of memory */
} Cost;
typedef struct {
    char name[24];
    int64_t wall, cpu;
} Stage;
typedef struct {
    Cost cost;
    Stage stage[MOST_STAGES];
    int stage_count;
} Settled;
Cost run_program(const char *const *argv, const char *out, const char *err); /* NULL: nowhere */
Cost touch_memory(int64_t bytes); /* what the system takes to give a program so much */
bool knows(const Bench *b, const char *option, const char *value);
/* The best of `runs` runs of verreken over the settlement in `folder` into `out`; threads 0: as
 * many as it takes by itself. What is refused is told, and the bench has failed. */
bool settle_best(Bench *b, const char *command, const char *folder, const char *out, int threads,
                 int runs, Settled *best);
void tell_lines(const char *path, int most); /* the first of a file, indented; no timings */

/* ---- folders (folder.c) ---- */
typedef struct {
    int64_t bytes, rows;
} Size;
Size folder_size(const char *folder); /* reads all of it, so that it is in the cache */
Size file_size(const char *path);
void folder_remove(const char *folder);
/* The name of the first file that is not the same in both, or NULL. */
const char *folder_difference(const char *a, const char *b);
typedef struct {
    char text[LONGEST_PATH];
} Path;
Path path_of(const char *folder, const char *name, const char *suffix); /* FOLDER/NAMESUFFIX */
/* The folder of a settlement, made when it is not there, or older than make_country. */
Path settlement_of(const Bench *b, const Shape *shape, uint32_t times);

/* ---- numbers as text (text.c); good until the sixteenth call after it ---- */
const char *seconds(int64_t microseconds);                   /* 1.234 */
const char *megabytes(int64_t bytes);                        /* 169.0 */
const char *ratio(int64_t a, int64_t b);                     /* a/b: 1.23 */
const char *per_second(int64_t bytes, int64_t microseconds); /* megabytes */
const char *microseconds_per(int64_t microseconds, int64_t rows);
int64_t parse_seconds(const char *text);

/* ---- what is measured (whole.c, books.c, documents.c, parts.c) ---- */
void measure_country(Bench *b);
void measure_region(Bench *b);
void measure_threads(Bench *b);
void measure_books(Bench *b);
void measure_documents(Bench *b);
void measure_times_ten(Bench *b);
void measure_extremes(Bench *b);
void measure_sleutels(Bench *b);
#endif
