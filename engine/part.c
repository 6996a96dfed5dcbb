/* Parts of a run. In: a run; out: views of it for tasks, and what they found joined to it. Holds
 * always: what is joined does not depend on which task was done first. */
#include "engine/part.h"

#include "engine/work.h"

RunPart *run_parts(Arena *scratch, Run *run, size_t count)
{
    RunPart *parts = NEW(scratch, RunPart, count);
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

/* Any LIST(), copied from where it stands and back. */
typedef struct AnyList {
    char *items;
    size_t count, capacity;
} AnyList;

static AnyList list_at(const Run *run, size_t offset)
{
    AnyList list;
    memcpy(&list, (const char *)run + offset, sizeof list);
    return list;
}

typedef struct Joining {
    char *items;
    const RunPart *parts;
    size_t offset, size;
    size_t *first; /* by part: where its items go */
} Joining;

static void copy_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Joining *j = context;
    AnyList list = list_at(&j->parts[task].run, j->offset);
    if (list.count) memcpy(j->items + j->first[task] * j->size, list.items, list.count * j->size);
}

void join_list(Run *whole, RunPart *parts, size_t part_count, size_t offset, size_t size)
{
    Arena scratch = {0};
    AnyList list = list_at(whole, offset);
    size_t *first = NEW(&scratch, size_t, part_count), joined = list.count;
    for (size_t i = 0; i < part_count; i++) {
        first[i] = joined;
        joined += list_at(&parts[i].run, offset).count;
    }
    if (joined > list.count) {
        list.items = arena_grow(whole->arena, list.items, &list.capacity, joined, size);
        list.count = joined;
        Joining joining = {list.items, parts, offset, size, first};
        work_each(part_count, copy_part, &joining);
        memcpy((char *)whole + offset, &list, sizeof list);
    }
    arena_free(&scratch);
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
