/* Units by factuur. In: a complete run; out: what counts on each of its facturen. Holds always: the
 * units of a line add up to its weight (explain.h); what counts on no factuur is in no list. */
#include "io/documents/specificatie_units.h"

#include "engine/work.h"

#include <string.h>

/* A thread's own. */
typedef struct Counter {
    Arena memory;
    Explaining *explaining;
    KeptUnits kept;
    u32 *line_of, *apart_of; /* by partij: its place in factuur_lines, of the laag at hand */
    char gap[WORKER_GAP];
} Counter;

/* What one task found. */
typedef struct Part {
    Arena memory;
    LIST(SpecUnit) found;
} Part;

typedef struct Counting {
    const Run *run;
    SpecificatieUnits *units;
    u32 *place; /* by line: where it is in factuur_lines; NONE: on no factuur */
    size_t part_count;
    Part *parts;
    Counter *counters; /* by worker */
} Counting;

static void prepare(Counter *c, const Run *run)
{
    size_t partijen = run->batch->partijen.rows.count;
    c->explaining = explain_begin(&c->memory, run);
    c->kept.arena = &c->memory;
    c->line_of = NEW(&c->memory, u32, partijen);
    c->apart_of = NEW(&c->memory, u32, partijen);
    for (size_t i = 0; i < partijen; i++)
        c->line_of[i] = c->apart_of[i] = NONE;
}

/* The list that the line belongs to, when it is of units of the laag; else NULL. */
static u32 *list_of(Counter *c, const Line *line, u32 laag)
{
    if (line->soort == LINE_VERDEELD && line->laag == laag) return c->line_of;
    return line->soort == LINE_APART && laag == 0 ? c->apart_of : NULL;
}

/* Points from the partijen to their lines of the laag; how many of them are on a factuur. */
static size_t point_to_lines(const Counting *all, Counter *c, const Pool *pool, u32 laag, bool set)
{
    size_t count = 0;
    for (size_t i = pool->first_line; i < pool->first_line + pool->line_count; i++) {
        const Line *line = &all->run->lines.items[i];
        u32 *list = list_of(c, line, laag);
        if (!list || all->place[i] == NONE) continue;
        list[line->partij] = set ? all->place[i] : NONE;
        count++;
    }
    return count;
}

static void take_units(Counting *all, Counter *c, Part *part)
{
    for (size_t i = 0; i < c->kept.count; i++) {
        const KeptUnit *unit = &c->kept.items[i];
        if (unit->partij == NONE || unit->placed & PLACED_LISTED) continue;
        u32 line = (unit->placed & PLACED_APART ? c->apart_of : c->line_of)[unit->partij];
        if (line == NONE) continue;
        all->units->laag[line] = (SpecLaag){c->kept.days, unit->denominator};
        *PUSH(&part->memory, &part->found) = (SpecUnit){.units = unit->units,
                                                        .factor = unit->factor,
                                                        .line = line,
                                                        .leerling = unit->leerling,
                                                        .school = unit->school,
                                                        .row = unit->row,
                                                        .days = unit->days,
                                                        .share = (u32)unit->share,
                                                        .steps = unit->steps,
                                                        .table = (u8)unit->table,
                                                        .step = unit->step,
                                                        .placed = unit->placed,
                                                        .by_row = unit->by_row};
    }
}

static void count_part(void *context, size_t task, unsigned worker)
{
    Counting *all = context;
    Counter *c = &all->counters[worker];
    WorkRange range = work_range(all->run->pools.count, all->part_count, task);
    for (size_t p = range.first; p < range.end; p++) {
        const Pool *pool = &all->run->pools.items[p];
        const Terms *terms = terms_of(all->run, pool->contract, pool->tijdvak);
        for (u32 l = 0; l < terms->version->laag_count; l++) {
            bool pupils = terms->lagen[l].laag->sleutel->traits & TRAIT_ATTRIBUTED;
            if (!pupils) continue;
            if (!c->explaining) prepare(c, all->run);
            if (point_to_lines(all, c, pool, l, true)) {
                c->kept.count = 0;
                explain_laag(c->explaining, p, l, &c->kept);
                take_units(all, c, &all->parts[task]);
                point_to_lines(all, c, pool, l, false);
            }
        }
    }
}

/* Puts the units of all parts behind their factuur, in the order in which they were counted. */
static void sort_by_factuur(Arena *arena, Counting *all, const u32 *factuur_of)
{
    size_t facturen = all->run->facturen.count;
    size_t *first = NEW(arena, size_t, facturen + 2);
    for (size_t t = 0; t < all->part_count; t++)
        for (size_t i = 0; i < all->parts[t].found.count; i++)
            first[factuur_of[all->parts[t].found.items[i].line] + 2]++;
    for (size_t f = 2; f < facturen + 2; f++)
        first[f] += first[f - 1];
    all->units->items = NEW(arena, SpecUnit, first[facturen + 1]);
    for (size_t t = 0; t < all->part_count; t++) {
        for (size_t i = 0; i < all->parts[t].found.count; i++) {
            const SpecUnit *unit = &all->parts[t].found.items[i];
            all->units->items[first[factuur_of[unit->line] + 1]++] = *unit;
        }
        arena_free(&all->parts[t].memory);
    }
    all->units->first = first; /* what was the next of each is now where it ends */
}

SpecificatieUnits *specificatie_units(Arena *arena, const Run *run)
{
    enum { POOLS_LEAST = 4 };
    Arena scratch = {0};
    size_t lines = 0;
    for (size_t f = 0; f < run->facturen.count; f++)
        lines += run->facturen.items[f].line_count;
    SpecificatieUnits *units = NEW(arena, SpecificatieUnits, 1);
    *units = (SpecificatieUnits){.run = run, .laag = NEW(arena, SpecLaag, lines)};
    Counting all = {.run = run,
                    .units = units,
                    .place = NEW(&scratch, u32, run->lines.count),
                    .part_count = work_parts(run->pools.count, POOLS_LEAST),
                    .counters = NEW(&scratch, Counter, work_width())};
    all.parts = NEW(&scratch, Part, all.part_count);
    u32 *factuur_of = NEW(&scratch, u32, lines);
    ASSERT(!lines || run->factuur_lines); /* forget_lines() was not yet */
    memset(all.place, 0xFF, run->lines.count * sizeof *all.place);
    for (u32 f = 0; f < run->facturen.count; f++) {
        const Factuur *factuur = &run->facturen.items[f];
        for (size_t i = factuur->first_line; i < factuur->first_line + factuur->line_count; i++) {
            all.place[run->factuur_lines[i]] = (u32)i;
            factuur_of[i] = f;
        }
    }
    work_each(all.part_count, count_part, &all);
    sort_by_factuur(arena, &all, factuur_of);
    for (unsigned i = 0; i < work_width(); i++) {
        if (all.counters[i].explaining) explain_end(all.counters[i].explaining);
        arena_free(&all.counters[i].memory);
    }
    arena_free(&scratch);
    return units;
}
