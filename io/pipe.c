/* The pipe. In: the path of an INI; out: a computed run, or the faults of the stage that stopped
 * it. Holds always: a stage starts only when those before it told no error. */
#include "io/pipe.h"

#include "io/ini.h"
#include "io/input_files.h"
#include "io/source.h"
#include "io/tables.h"
#include "io/timings.h"

extern const Rules all_rules; /* made by the build from rules/ */

static void read_settlement(Run *run, Text ini_path)
{
    IniDoc doc = ini_read(run->batch, ini_path);
    if (!doc.count) {
        if (!run->batch->report->errors)
            FAULT_PLAIN(run->batch->report, E109_FILE_EMPTY,
                        ((Place){.source = SOURCE_INI, .field = -1}));
    }
    if (run->batch->report->errors) return; /* what to read, and by what rules, is not known */
    InputFiles files = input_files(run->batch, &doc, ini_path);
    read_tables(run->batch, &files);
    run->settings = settings_read(run->batch, &doc, &all_rules);
    timings_stage("read");
    if (run->batch->report->errors) return;
    sources_let_go(run->batch, SOURCE_LET_GO);
    index_batch(run->batch);
    timings_stage("index");
}

/* The stages after reading, in their order. */
static const struct Stage {
    const char *name;
    void (*run)(Run *run);
} stages[] = {{"validate", validate}, {"plan", plan},          {"resolve", resolve},
              {"cost", cost},         {"weigh", weigh},        {"allocate", allocate},
              {"settle", settle},     {"border", count_border}};

Outcome run_pipe(Arena *arena, Text ini_path)
{
    Run *run = NEW(arena, Run, 1);
    Batch *batch = NEW(arena, Batch, 1);
    Report *report = NEW(arena, Report, 1);
    report->arena = batch->arena = run->arena = arena;
    batch->report = report;
    batch->sources = NEW(arena, Source, SOURCE_TABLES + TABLE_COUNT);
    run->batch = batch;

    read_settlement(run, ini_path);
    for (size_t s = 0; s < COUNT_OF(stages) && !report->errors; s++) {
        stages[s].run(run);
        timings_stage(stages[s].name);
    }
    return (Outcome){run, report->errors == 0, report->seen[E104_FILE_UNREADABLE] > 0};
}
