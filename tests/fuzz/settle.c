/* One settlement in memory. In: files of edge.h; out: tables there. Holds always: GMP works with
 * memory of its own while the engine computes. */
#include "settle.h"

#include "edge.h"
#include "io/control/controls.h"
#include "io/recount/recount.h"
#include "io/tell/summary.h"
#include "io/tell/tell.h"
#include "io/write/manifest.h"
#include "io/write/write_csv.h"

#include <gmp.h>
#include <stdio.h>

const char *const second_tables[] = {
    "pools.csv",   "gewichten.csv", "verdeling.csv",    "posities.csv",
    "stromen.csv", "facturen.csv",  "grensverkeer.csv", NULL};

/* The controls that compare with figures of the input, which may be wrong. */
static bool may_fail(Text controle)
{
    return text_starts(controle, TEXT("opgegeven "));
}

static void check_controls(Arena *arena, Run *run, const char *out)
{
    const char *file, *reason;
    Controls controls = {0};
    WrittenFiles written = {0};
    bool made = controls_make(arena, run, text_of(out), 1 << 12, &controls, &reason);
    MUST(made, "the tables cannot be read back");
    Control control;
    for (size_t list = 0, row = 0; controls_next_failed(arena, &controls, &list, &row, &control);)
        MUST(may_fail(control.controle),
             text_zero_ended(arena, JOIN(arena, control.controle, TEXT(": "), control.onderwerp)));
    bool kept = controls_write(arena, &controls, text_of(out), &written, &file, &reason) &&
                written_close(&written, &file, &reason);
    MUST(kept, "controles.csv cannot be written");
    sys_print(1, input_summary(arena, run));
    sys_print(1, result_summary(arena, run, &controls));
    sys_print(2, failed_controls(arena, &controls, out));
}

static void tell_recount(void *context, const char *table, unsigned long line, const char *what)
{
    (void)context;
    fprintf(stderr, "# %s:%lu: %s\n", table, line, what);
}

static void check_recount(Arena *arena, const Run *run, const char *out)
{
    static const char *const names[] = {"pools.csv",        "gewichten.csv",     "verdeling.csv",
                                        "posities.csv",     "stromen.csv",       "facturen.csv",
                                        "grensverkeer.csv", "factuurregels.csv", "controles.csv"};
    RecountTable tables[COUNT_OF(names)];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Text text = edge_get(
            text_zero_ended(arena, JOIN(arena, text_of(out), TEXT("/"), text_of(names[i]))));
        MUST(text.at, names[i]);
        tables[i] = (RecountTable){names[i], text.at, text.length};
    }
    RecountTold told = told_of(arena, run);
    RecountInput input = {tables, COUNT_OF(tables), &told};
    RecountResult result = recount(&input, NULL, tell_recount, NULL);
    MUST(result.readable && !result.failed, "the calculation over the tables disagrees");
}

Outcome settle_in_memory(Arena *arena, const char *ini, const char *out)
{
    mp_set_memory_functions(NULL, NULL, NULL);
    PipeInput input = {.ini = text_of(ini), .upto = -1, .without_books = true};
    Outcome outcome = run_pipe(arena, &input);
    tell_faults(outcome.run->batch, 100);
    MUST(outcome.ok == !outcome.run->batch->report->errors, "what is accepted has no error");
    if (!outcome.ok) return outcome;
    const char *file, *reason;
    WrittenFiles written = {0};
    bool wrote =
        write_tables(arena, outcome.run, text_of(out), TABLES_ALL, &written, &file, &reason) &&
        written_close(&written, &file, &reason);
    MUST(wrote, "the tables cannot be written");
    check_controls(arena, outcome.run, out);
    check_recount(arena, outcome.run, out);
    return outcome;
}
