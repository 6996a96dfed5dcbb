/* The command compare. In: INIs, or one with changes; out: a folder and a summary. Holds always: no
 * grootboek is opened; the folder is made whole or not at all. */
#include "engine/taal.h"
#include "engine/work.h"
#include "io/compare/compare_book.h"
#include "io/compare/compare_csv.h"
#include "io/compare/compare_page.h"
#include "io/compare/compare_summary.h"
#include "io/tell/progress.h"
#include "io/tell/timings.h"
#include "io/write/output.h"

/* What is written, each in a child process: libxlsxwriter wants that, and they go side by side. */
typedef struct Written {
    const char *file;
    bool (*write)(Arena *arena, const Comparison *comparison, Text folder, const char **reason);
} Written;

static const Written written[] = {{VERGELIJKING_CSV, compare_csv},
                                  {VERGELIJKING_XLSX, compare_book},
                                  {VERGELIJKING_HTML, compare_page}};

static bool is_our_comparison(const void *context, const char *entry)
{
    (void)context;
    for (size_t i = 0; i < COUNT_OF(written); i++)
        if (!strcmp(entry, written[i].file)) return true;
    return false;
}

typedef struct Writing {
    const Comparison *comparison;
    Text folder;
} Writing;

static const char *write_one(void *context, size_t task)
{
    const Writing *w = context;
    const char *reason = NULL;
    Arena memory = {0};
    bool done = written[task].write(&memory, w->comparison, w->folder, &reason);
    arena_free(&memory);
    return done ? NULL : reason;
}

int compare_command(Arena *arena, const Options *options)
{
    Scenarios scenarios = {0};
    Comparison comparison = {.scenarios = &scenarios};
    Staging staging;
    const char *what, *reason;
    Text problem;
    size_t failed;
    if (!scenarios_of(arena, options, &scenarios, &problem, &what))
        return wrong_usage(problem, what);
    int status = compare_scenarios(arena, options, &comparison);
    if (!status) status = begin_folder(arena, &staging, options->output, is_our_comparison, NULL);
    if (status) return status;
    progress_stage(TR("making the documents"));
    Writing writing = {&comparison, text_of(staging.path)};
    if (!sys_children(arena, COUNT_OF(written), work_width(), write_one, &writing, &failed,
                      &reason))
        return system_fault(arena, written[failed].file, reason);
    timings_stage("write");
    if (!staging_commit(&staging)) return system_fault(arena, staging.target, staging.reason);
    timings_stage("commit");
    if (answer_json())
        answer_compare(answer_json(), &comparison, options->output);
    else
        sys_print(1, compare_summary(arena, &comparison, options->output));
    return EXIT_DONE;
}
