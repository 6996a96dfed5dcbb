/* The command compare. In: INIs, or one with changes; out: a folder and a summary. Holds always: no
 * grootboek is opened; the folder is made whole or not at all. */
#include "io/compare/compare_book.h"
#include "io/compare/compare_csv.h"
#include "io/compare/compare_page.h"
#include "io/compare/compare_summary.h"
#include "io/output.h"
#include "io/timings.h"

static bool is_our_comparison(const char *entry)
{
    return !strcmp(entry, VERGELIJKING_CSV) || !strcmp(entry, VERGELIJKING_XLSX) ||
           !strcmp(entry, VERGELIJKING_HTML);
}

int compare_command(Arena *arena, const Options *options)
{
    Scenarios scenarios = {0};
    Comparison comparison = {.scenarios = &scenarios};
    Staging staging;
    const char *problem, *what, *reason;
    if (!scenarios_of(arena, options, &scenarios, &problem, &what))
        return wrong_usage(problem, what);
    int status = compare_scenarios(arena, options, &comparison);
    if (!status) status = begin_output(arena, &staging, options->output, is_our_comparison);
    if (status) return status;
    if (!compare_csv(&comparison, text_of(staging.path), &reason))
        return system_fault(arena, VERGELIJKING_CSV, reason);
    timings_stage("write");
    if (!compare_book(arena, &comparison, text_of(staging.path), &reason))
        return system_fault(arena, VERGELIJKING_XLSX, reason);
    timings_stage("workbook");
    if (!compare_page(arena, &comparison, text_of(staging.path), &reason))
        return system_fault(arena, VERGELIJKING_HTML, reason);
    timings_stage("page");
    if (!staging_commit(&staging)) return system_fault(arena, staging.target, staging.reason);
    timings_stage("commit");
    sys_print(1, compare_summary(arena, &comparison, options->output));
    return EXIT_DONE;
}
