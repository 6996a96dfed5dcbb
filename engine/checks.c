/* What the parts of validation share. */
#include "engine/checks.h"

#include <stdatomic.h>

enum { RANGE_LEAST = 1 << 14 };

typedef struct Ranges {
    const Batch *batch;
    RangeCheck *check;
    const void *context;
    size_t count, parts;
    SameDays *found; /* by each part */
    atomic_bool faulty;
} Ranges;

static void check_range(void *context, size_t part, unsigned worker)
{
    (void)worker;
    Ranges *all = context;
    Arena scratch = {0};
    Report report = {.arena = &scratch};
    Batch own = *all->batch;
    own.arena = &scratch;
    own.report = &report;
    all->found[part] = all->check(&own, all->context, work_range(all->count, all->parts, part));
    ASSERT(!report.warnings); /* they are told by who calls check_ranges() */
    if (report.errors) atomic_store(&all->faulty, true);
    arena_free(&scratch);
}

void add_same_days(const Batch *b, SameDays *to, SameDays more)
{
    const u32 *line = b->woonplaatsen.rows.line;
    to->count += more.count;
    if (more.first != NONE && (to->first == NONE || line[more.first] < line[to->first]))
        to->first = more.first;
}

SameDays check_ranges(Batch *b, size_t count, RangeCheck *check, const void *context)
{
    Arena scratch = {0};
    size_t parts = work_parts(count, RANGE_LEAST);
    SameDays *found = NEW(&scratch, SameDays, parts), all = {0, NONE};
    Ranges ranges = {.batch = b,
                     .check = check,
                     .context = context,
                     .count = count,
                     .parts = parts,
                     .found = found};
    if (parts > 1) work_each(parts, check_range, &ranges);
    if (parts == 1 || ranges.faulty)
        all = check(b, context, (WorkRange){0, count});
    else
        for (size_t i = 0; i < parts; i++)
            add_same_days(b, &all, found[i]);
    arena_free(&scratch);
    return all;
}

u32 later_row(const u32 *line, u32 a, u32 b)
{
    return line[a] > line[b] ? a : b;
}

void tell_overlap(Batch *b, FaultId id, TableId table, i32 column, u32 one, u32 other, Text who)
{
    const u32 *line = batch_rows(b, table)->line;
    u32 later = later_row(line, one, other), earlier = later == one ? other : one;
    FAULT_AT(b->report, id, place_of(b, table, later, column), who,
             text_integer(b->arena, line[earlier]));
}
