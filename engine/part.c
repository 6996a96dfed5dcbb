/* Parts of a run. In: a run; out: views of it for tasks, and what they found joined to it. Holds
 * always: what is joined does not depend on which task was done first. */
#include "engine/part.h"

RunPart *run_parts(Run *run, size_t count)
{
    RunPart *parts = NEW(run->arena, RunPart, count);
    for (size_t i = 0; i < count; i++) {
        RunPart *part = &parts[i];
        part->report.arena = &part->kept;
        part->batch = *run->batch;
        part->batch.report = &part->report;
        part->batch.arena = &part->kept;
        part->run = *run;
        part->run.batch = &part->batch;
        part->run.arena = &part->growing;
    }
    OWN_LIST(parts, count, signals);
    return parts;
}

void part_done(RunPart *part)
{
    TRIM_LIST(part, signals);
    arena_free(&part->growing);
}

void join_parts(Run *run, RunPart *parts, size_t count)
{
    JOIN_LIST(run, parts, count, signals);
    for (size_t i = 0; i < count; i++) {
        report_join(run->batch->report, &parts[i].report);
        arena_adopt(run->arena, &parts[i].kept);
        arena_free(&parts[i].lists);
    }
}
