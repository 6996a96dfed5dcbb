/* The pipe. In: the path of an INI; out: a computed run, or the faults of the stage that stopped
 * it. Holds always: a stage starts only when those before it told no error. */
#include "io/pipe.h"

#include "io/documents/ubl_check.h"
#include "io/ini.h"
#include "io/input_files.h"
#include "io/paths.h"
#include "io/source.h"
#include "io/tables.h"
#include "io/timings.h"

extern const Rules all_rules; /* made by the build from rules/ */

static void read_settlement(Run *run, const PipeInput *input)
{
    IniDoc doc = ini_read(run->batch, input->ini);
    if (!doc.count) {
        if (!run->batch->report->errors)
            FAULT_PLAIN(run->batch->report, E109_FILE_EMPTY,
                        ((Place){.source = SOURCE_INI, .field = -1}));
    }
    if (run->batch->report->errors) return; /* what to read, and by what rules, is not known */
    InputFiles files = input_files(run->batch, &doc, input->ini, input->kept);
    read_tables(run->batch, &files);
    run->settings = settings_read(run->batch, &doc, &all_rules, !input->without_books);
    timings_stage("read");
    if (run->batch->report->errors) return;
    sources_let_go(run->batch, SOURCE_LET_GO);
    index_batch(run->batch);
    timings_stage("index");
}

/* The logo, from among the kept inputs or from where the INI says. */
static void read_logo(Run *run, const PipeInput *input, Outcome *outcome)
{
    Text name = run->settings ? run->settings->invoicing.logo : TEXT("");
    if (!name.length) return;
    outcome->logo =
        logo_read(run, input->kept.length ? path_below(run->arena, input->kept, TEXT(LOGO_FILE))
                                          : path_beside(run->arena, input->ini, name));
}

/* The key of the pseudonyms: it is never kept, so it is where it was. */
static void read_key(Run *run, const PipeInput *input, Outcome *outcome)
{
    if (!run->settings || !run->settings->invoicing.specificatie) return;
    if (!(input->formats & FORMAT_XLSX)) return;
    Text name = run->settings->invoicing.pseudoniem;
    if (!name.length) return;
    outcome->pseudoniem =
        input->pseudoniem.length ? input->pseudoniem : path_beside(run->arena, input->ini, name);
    outcome->pseudonyms = pseudonyms_read(run, outcome->pseudoniem);
}

/* What was posted, and the state that it is of: one look at the file, whoever posts meanwhile. */
static bool load_grootboek(Run *run, const PipeInput *input, Outcome *outcome, Text *problem)
{
    Grootboek *g = &outcome->grootboek;
    if (g->db && !db_run(g->db, "BEGIN")) return false;
    return grootboek_state(g, run->settings->id, input->upto, &outcome->state) &&
           grootboek_previous(run->arena, g, run->settings->id, outcome->state.own,
                              run->settings->settled.first, &outcome->previous) &&
           grootboek_load(run->arena, g, run, input->upto, problem) &&
           (!g->db || db_run(g->db, "COMMIT"));
}

/* Reads what was posted of this afrekening, when it has a grootboek. */
static void read_grootboek(Run *run, const PipeInput *input, Outcome *outcome)
{
    if (run->batch->report->errors || !has_grootboek(&run->settings->booking)) return;
    const Booking *booking = &run->settings->booking;
    Arena *arena = run->arena;
    Text path = input->grootboek.length ? input->grootboek
                                        : path_beside(arena, input->ini, booking->grootboek);
    Text problem = {0};
    Grootboek *g = &outcome->grootboek;
    if (!grootboek_open(arena, text_zero_ended(arena, path), booking->organisatie, g, &problem) ||
        !load_grootboek(run, input, outcome, &problem)) {
        if (g->db && !problem.length) problem = grootboek_problem(arena, g->db);
        outcome->unreadable = g->db && grootboek_is_system_fault(g->db);
        FAULT_AT(run->batch->report, E346_GROOTBOEK, booking->grootboek_place, path, problem);
    }
    outcome->is_new = !g->db;
    timings_stage("grootboek");
}

static void stage(Run *run, const char *name, void (*carry_out)(Run *run))
{
    if (run->batch->report->errors) return;
    carry_out(run);
    timings_stage(name);
}

Outcome run_pipe(Arena *arena, const PipeInput *input)
{
    Run *run = NEW(arena, Run, 1);
    Batch *batch = NEW(arena, Batch, 1);
    Report *report = NEW(arena, Report, 1);
    report->arena = batch->arena = run->arena = arena;
    batch->report = report;
    batch->sources = NEW(arena, Source, SOURCE_TABLES + TABLE_COUNT);
    run->batch = batch;
    Outcome outcome = {.run = run};

    read_settlement(run, input);
    read_logo(run, input, &outcome);
    read_key(run, input, &outcome);
    stage(run, "validate", validate);
    stage(run, "plan", plan);
    read_grootboek(run, input, &outcome);
    stage(run, "resolve", resolve);
    stage(run, "cost", cost);
    stage(run, "weigh", weigh);
    stage(run, "allocate", allocate);
    stage(run, "settle", settle);
    stage(run, "border", count_border);
    if (input->formats & FORMAT_UBL) stage(run, "ubl", ubl_check);
    if (!report->errors && has_documents(input->formats))
        outcome.corrected = find_corrected(arena, &outcome.grootboek, run, outcome.state.boekingen);
    outcome.ok = report->errors == 0;
    outcome.unreadable = outcome.unreadable || report->seen[E104_FILE_UNREADABLE] > 0;
    return outcome;
}
