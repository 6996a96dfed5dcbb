/* The pipe. In: the path of an INI; out: a computed run, or the faults of the stage that stopped
 * it. Holds always: a stage starts only when those before it told no error. */
#include "io/pipe.h"

#include "engine/taal.h"
#include "io/documents/ubl_check.h"
#include "io/read/ini.h"
#include "io/read/input_files.h"
#include "io/read/source.h"
#include "io/read/tables.h"
#include "io/system/paths.h"
#include "io/system/sys.h"
#include "io/tell/progress.h"
#include "io/tell/timings.h"

#include <string.h>

extern const Rules all_rules; /* made by the build from rules/ */

/* --- tables that are shared ------------------------------------------------------------------- */

static bool same_file(Arena *arena, Text a, Text b)
{
    if (text_equal(a, b)) return true;
    Text real_a = sys_real_path(arena, text_zero_ended(arena, a));
    Text real_b = sys_real_path(arena, text_zero_ended(arena, b));
    return text_equal(real_a, real_b);
}

static bool same_files(Arena *arena, const InputFiles *a, const InputFiles *b)
{
    if (a->codering != b->codering) return false;
    for (TableId table = 0; table < TABLE_COUNT; table++)
        if (a->named[table] != b->named[table] || !text_equal(a->sheet[table], b->sheet[table]) ||
            !same_file(arena, a->path[table], b->path[table]))
            return false;
    return true;
}

/* What is told and made from here on is the run's own; the INI, too. */
static void take_tables(Run *run, const SharedInput *shared)
{
    Batch *own = run->batch, before = *own;
    *own = shared->batch;
    own->arena = run->arena;
    own->report = before.report;
    own->sources = before.sources;
    memcpy(own->sources + SOURCE_TABLES, shared->batch.sources + SOURCE_TABLES,
           TABLE_COUNT * sizeof(Source));
}

static void give_tables(Run *run, const InputFiles *files, SharedInput *shared)
{
    run->batch->arena = run->arena;
    shared->filled = true;
    shared->files = *files;
    for (TableId table = 0; table < TABLE_COUNT; table++)
        shared->files.path[table] = text_copy(shared->arena, files->path[table]);
    shared->batch = *run->batch;
    shared->batch.arena = shared->arena;
    shared->batch.report = NULL;
    shared->batch.sources = NEW(shared->arena, Source, SOURCE_COUNT);
    memcpy(shared->batch.sources, run->batch->sources, SOURCE_COUNT * sizeof(Source));
    for (TableId table = 0; table < TABLE_COUNT; table++)
        shared->batch.sources[SOURCE_TABLES + table].path = shared->files.path[table];
}

/* Resolves into what is shared, or takes it from there when it was asked the same. */
static void resolve_shared(Run *run, SharedInput *shared)
{
    const Settings *s = run->settings;
    bool same = shared->woonplaats.home && shared->onderbreking == s->onderbreking &&
                shared->settled == s->settled.first;
    if (!same && shared->woonplaats.home) { /* another question: the run's own answer */
        resolve(run);
        return;
    }
    Run lender = *run;
    lender.arena = shared->arena;
    shared->onderbreking = s->onderbreking;
    shared->settled = s->settled.first;
    lender.woonplaats = shared->woonplaats;
    lender.woonadres = shared->woonadres;
    resolve(&lender);
    run->aandeel_common = lender.aandeel_common;
    run->woonplaats = shared->woonplaats = lender.woonplaats;
    run->woonadres = shared->woonadres = lender.woonadres;
}

/* --- the stages ------------------------------------------------------------------------------- */

static IniDoc read_ini(Run *run, const PipeInput *input)
{
    IniDoc doc = ini_read(run->batch, input->ini);
    if (!doc.count && !run->batch->report->errors)
        FAULT_PLAIN(run->batch->report, E109_FILE_EMPTY,
                    ((Place){.source = SOURCE_INI, .field = -1}));
    if (input->edits && !run->batch->report->errors) edits_apply(run->batch, &doc, input->edits);
    return doc;
}

static void read_settlement(Run *run, const PipeInput *input, Outcome *outcome)
{
    Batch *batch = run->batch;
    SharedInput *shared = input->shared;
    progress_stage(TR("reading the tables"));
    IniDoc doc = read_ini(run, input);
    if (batch->report->errors) return; /* what to read, and by what rules, is not known */
    InputFiles files = input_files(batch, &doc, input->ini, input->kept);
    bool gives = shared && !shared->filled;
    outcome->took = shared && !gives && same_files(run->arena, &shared->files, &files);
    outcome->shares = outcome->took;
    if (gives) batch->arena = shared->arena;
    if (outcome->took)
        take_tables(run, shared);
    else
        read_tables(batch, &files);
    Text *regel = batch->contracten.regel; /* as it stands in the table */
    if (input->edits && !batch->report->errors) edits_apply_contracts(batch, &doc, input->edits);
    run->settings = settings_read(batch, &doc, &all_rules, !input->without_books);
    timings_stage("read");
    if (batch->report->errors || outcome->took) return;
    progress_stage(TR("sorting the rows"));
    sources_let_go(batch, SOURCE_LET_GO);
    index_batch(batch);
    if (gives) {
        give_tables(run, &files, shared);
        shared->batch.contracten.regel = regel;
        outcome->shares = true;
    }
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
    progress_stage(TR("reading the grootboek"));
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

static void stage(Run *run, const char *name, Text words, void (*carry_out)(Run *run))
{
    if (run->batch->report->errors) return;
    progress_stage(words);
    carry_out(run);
    timings_stage(name);
}

static void stage_resolve(Run *run, SharedInput *shared)
{
    if (run->batch->report->errors) return;
    progress_stage(TR("finding the woonplaats of each pupil"));
    if (shared)
        resolve_shared(run, shared);
    else
        resolve(run);
    timings_stage("resolve");
}

Outcome run_pipe(Arena *arena, const PipeInput *input)
{
    Run *run = NEW(arena, Run, 1);
    Batch *batch = NEW(arena, Batch, 1);
    Report *report = NEW(arena, Report, 1);
    report->arena = batch->arena = run->arena = arena;
    batch->report = report;
    batch->sources = NEW(arena, Source, SOURCE_COUNT);
    run->batch = batch;
    Outcome outcome = {.run = run};

    read_settlement(run, input, &outcome);
    read_logo(run, input, &outcome);
    read_key(run, input, &outcome);
    stage(run, "validate", TR("checking the rows"), outcome.took ? validate_rules : validate);
    stage(run, "plan", TR("finding the tijdvakken"), plan);
    read_grootboek(run, input, &outcome);
    stage_resolve(run, outcome.shares ? input->shared : NULL);
    stage(run, "cost", TR("adding up the kosten"), cost);
    if (input->before_weigh && !report->errors) input->before_weigh(input->context, run);
    stage(run, "weigh", TR("counting what divides"), weigh);
    stage(run, "allocate", TR("dividing the kosten"), allocate);
    stage(run, "settle", TR("settling"), settle);
    if (!input->without_border) stage(run, "border", TR("counting grensverkeer"), count_border);
    if (input->formats & FORMAT_UBL)
        stage(run, "ubl", TR("checking the e-invoices"), ubl_check);
    else if (input->formats & (FORMAT_PDF | FORMAT_XLSX))
        stage(run, "iban", TR("checking the facturen"), iban_check);
    if (!report->errors && has_documents(input->formats))
        outcome.corrected = find_corrected(arena, &outcome.grootboek, run, outcome.state.boekingen);
    outcome.ok = report->errors == 0;
    outcome.unreadable = outcome.unreadable || report->seen[E104_FILE_UNREADABLE] > 0;
    return outcome;
}
