/* What documents cost: a region's facturen in their forms, and a large workbook.
 * In: the bench. Out: tables on stdout. */
#include "run.h"

#include <stdio.h>
#include <string.h>

enum { REGION_WALL = 3000000, ROWS_PER_SECOND = 50000 };

/* A settlement with addresses, made anew: its sizes are not those of a shape. */
static Path make(const Bench *b, const char *name, const char *const *sizes)
{
    Path folder = path_of(b->data, name, "");
    const char *argv[MOST_ARGUMENTS] = {b->make_country, folder.text, "--addresses"};
    for (int i = 0; sizes[i]; i++)
        argv[3 + i] = sizes[i];
    folder_remove(folder.text);
    if (run_program(argv, NULL, NULL).status) die("bench: %s: cannot be made", folder.text);
    folder_size(folder.text);
    return folder;
}

static bool run_with(Bench *b, Path folder, Path out, const char *formats, Settled *s)
{
    b->formats = formats;
    bool done = settle_best(b, "run", folder.text, out.text, 0, b->runs, s);
    b->formats = NULL;
    return done;
}

static int64_t stage_wall(const Settled *s, const char *name)
{
    for (int i = 0; i < s->stage_count; i++)
        if (!strcmp(s->stage[i].name, name)) return s->stage[i].wall;
    return 0;
}

static void measure_forms(Bench *b, const char *about, Path folder, bool bar)
{
    static const char *const formats[] = {"csv", "csv,xlsx", "csv,xlsx,ubl", "csv,xlsx,ubl,pdf",
                                          "csv,pdf"};
    Path out = path_of(b->data, "documents-out", "");
    Path facturen = path_of(out.text, "facturen.csv", "");
    printf("\n%s\n  format             wall s    documents s   peak MB   out MB\n", about);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        Settled s;
        if (!run_with(b, folder, out, formats[i], &s)) return;
        printf("  %-17s %7s    %11s   %7s  %7s%s\n", formats[i], seconds(s.cost.wall),
               seconds(stage_wall(&s, "documents")), megabytes(s.cost.peak),
               megabytes(folder_size(out.text).bytes),
               !bar || i != 2               ? ""
               : s.cost.wall <= REGION_WALL ? "   at most 3.000: met"
                                            : "   at most 3.000: NOT MET");
    }
    printf("  %lld facturen\n", (long long)file_size(facturen.text).rows - 1);
}

/* The rows of the large sheets: Verdeling, Gewichten, Kosten and Voorschotten (a row a pool, for
 * the regiegemeente paid it beforehand), Controles. */
static int64_t sheet_rows(Path out)
{
    static const char *const tables[] = {"verdeling", "gewichten", "pools", "pools", "controles"};
    int64_t rows = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        rows += file_size(path_of(out.text, tables[i], ".csv").text).rows - 1;
    return rows;
}

/* The workbook is alone in its process: the facturen are few, and made by the other one. */
static void measure_workbook(Bench *b)
{
    static const char *const sizes[] = {"--shape",     "country", "--pupils",    "300000",
                                        "--scholen",   "5000",    "--contracts", "1",
                                        "--gemeenten", "5",       NULL};
    Settled s;
    Path folder = make(b, "workbook", sizes), out = path_of(b->data, "documents-out", "");
    if (!run_with(b, folder, out, "csv,xlsx", &s)) return;
    int64_t wall = stage_wall(&s, "documents"), rows = sheet_rows(out);
    int64_t verdeling = file_size(path_of(out.text, "verdeling.csv", "").text).rows - 1;
    printf("\nthe workbook of a settlement with %lld rows in verdeling.csv\n"
           "  documents    %9s s\n"
           "  rows         %9lld   of Verdeling, Gewichten, Kosten, Voorschotten and Controles\n"
           "  per second   %9lld   at least %d: %s\n  peak memory  %9s MB\n",
           (long long)verdeling, seconds(wall), (long long)rows,
           (long long)(wall ? rows * 1000000 / wall : 0), ROWS_PER_SECOND,
           wall && rows * 1000000 / wall >= ROWS_PER_SECOND ? "met" : "NOT MET",
           megabytes(s.cost.peak));
}

void measure_documents(Bench *b)
{
    static const char *const region[] = {"--shape", "region", NULL};
    static const char *const larger[] = {"--shape", "region", "--gemeenten", "30", NULL};
    measure_forms(b, "a region's quarter: 10 gemeenten, each a crediteur",
                  make(b, "region-documents", region), true);
    measure_forms(b, "the same with 30 gemeenten: nine times the facturen",
                  make(b, "region-30-documents", larger), false);
    measure_workbook(b);
}
