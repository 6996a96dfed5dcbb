/* A grootboek with a national year in it: what posting the next quarter and checking it takes.
 * In: the bench. Out: a table on stdout. */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { POST_MORE = 2000000, CHECK_WALL = 2000000, QUARTERS = 4 };

typedef struct {
    Bench *bench;
    Path folder, book, before; /* before: the grootboek with all quarters but the last */
} Books;

/* The settlement of one quarter: that of the country, with another periode and a grootboek. */
static Path quarter_ini(const Books *b, int quarter)
{
    char name[16], line[256];
    snprintf(name, sizeof name, "q%d", quarter);
    Path from = path_of(b->folder.text, "settlement", ".ini");
    Path to = path_of(b->folder.text, name, ".ini");
    FILE *in = fopen(from.text, "r"), *out = fopen(to.text, "w");
    if (!in || !out) die("%s: cannot be written: %s", to.text, strerror(errno));
    while (fgets(line, sizeof line, in)) {
        int year;
        if (sscanf(line, "periode = %d", &year) == 1)
            fprintf(out, "periode = %d-Q%d\ngrootboek = boek.db\n", year, quarter);
        else
            fputs(line, out);
    }
    fclose(in);
    if (fclose(out)) die("%s: cannot be written: %s", to.text, strerror(errno));
    return to;
}

static Path quarter_out(const Books *b, int quarter)
{
    char name[16];
    snprintf(name, sizeof name, "books-q%d", quarter);
    return path_of(b->bench->data, name, "");
}

/* One command; what is refused is told, and the bench has failed. */
static bool carry_out(Books *b, const char *const *argv, Cost *cost)
{
    Path err = path_of(b->bench->data, "stderr", "");
    *cost = run_program(argv, NULL, err.text);
    if (!cost->status) return true;
    printf("  REFUSED, exit status %d: verreken %s %s\n", cost->status, argv[1], argv[2]);
    tell_lines(err.text, 6);
    b->bench->failed = true;
    return false;
}

static bool run_quarter(Books *b, int quarter, Cost *cost)
{
    Path ini = quarter_ini(b, quarter), out = quarter_out(b, quarter);
    const char *argv[] = {b->bench->verreken, "run",      ini.text, "-o",
                          out.text,           "--format", "csv",    NULL};
    folder_remove(out.text);
    return carry_out(b, argv, cost);
}

static bool post_quarter(Books *b, int quarter, Cost *cost)
{
    Path out = quarter_out(b, quarter);
    const char *argv[] = {b->bench->verreken, "post", out.text, NULL};
    return carry_out(b, argv, cost);
}

static bool check(Books *b, const char *option, Cost *cost)
{
    const char *argv[] = {b->bench->verreken, "grootboek", b->book.text, "--check", option, NULL};
    return carry_out(b, argv, cost);
}

static void copy_file(const char *from, const char *to)
{
    const char *argv[] = {"cp", from, to, NULL};
    if (run_program(argv, NULL, NULL).status) die("%s: cannot be copied", from);
}

/* Posts all quarters but the last, and checks them. */
static bool prepare(Books *b)
{
    Cost cost;
    folder_remove(b->book.text);
    for (int quarter = 1; quarter < QUARTERS; quarter++)
        if (!run_quarter(b, quarter, &cost) || !post_quarter(b, quarter, &cost)) return false;
    if (!check(b, NULL, &cost)) return false;
    copy_file(b->book.text, b->before.text);
    return true;
}

static void keep_least(Cost *best, const Cost *cost, int run)
{
    if (!run || cost->wall < best->wall) *best = *cost;
}

static void print_least(const char *what, const Cost *cost)
{
    printf("  %-24s %8s s  cpu %s, peak %s MB\n", what, seconds(cost->wall),
           seconds(cost->user + cost->system), megabytes(cost->peak));
}

static const char *verdict(int64_t value, int64_t most)
{
    return value <= most ? "met" : "NOT MET";
}

void measure_books(Bench *bench)
{
    Books b = {.bench = bench, .folder = settlement_of(bench, shape_named("country"), 1)};
    Cost run = {0}, post = {0}, recent = {0}, all = {0}, cost;
    b.book = path_of(b.folder.text, "boek", ".db");
    b.before = path_of(bench->data, "boek", "-before.db");
    puts("\nbooks: the last quarter of the country, after the others were posted");
    if (!prepare(&b)) return;
    for (int i = 0; i < bench->runs; i++) {
        copy_file(b.before.text, b.book.text);
        if (!run_quarter(&b, QUARTERS, &cost)) return;
        keep_least(&run, &cost, i);
        if (!post_quarter(&b, QUARTERS, &cost)) return;
        keep_least(&post, &cost, i);
        if (!check(&b, NULL, &cost)) return;
        keep_least(&recent, &cost, i);
        if (!check(&b, "--alles", &cost)) return;
        keep_least(&all, &cost, i);
    }
    print_least("run", &run);
    print_least("post", &post);
    printf("  %-24s %8s s  at most %s: %s\n", "post more than run", seconds(post.wall - run.wall),
           seconds(POST_MORE), verdict(post.wall - run.wall, POST_MORE));
    print_least("grootboek --check", &recent);
    printf("  %-24s %8s    at most %s: %s\n", "", "", seconds(CHECK_WALL),
           verdict(recent.wall, CHECK_WALL));
    print_least("grootboek --check --alles", &all);
    printf("  the grootboek has %s MB\n", megabytes(file_size(b.book.text).bytes));
    for (int quarter = 1; quarter <= QUARTERS && !bench->keep; quarter++)
        folder_remove(quarter_out(&b, quarter).text);
    folder_remove(b.before.text);
    folder_remove(b.book.text);
}
