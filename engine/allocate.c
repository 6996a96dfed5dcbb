/* From shares to cents (SPEC §6). In: pools, weights, terms; out: Run.lines, sorted as
 * verdeling.csv is. Holds always: the lines of a pool add up to its kosten; this is the one place
 * where a share of a laag becomes cents, through the afronding of the rule. */
#include "engine/allocate.h"

#include "engine/exact.h"
#include "engine/part.h"
#include "engine/work.h"

typedef struct Allocation {
    Run *run;      /* the part of it that a task has */
    Arena scratch; /* rewound for each pool */
    Pool *pool;
    const Terms *terms;
    Line *lines;     /* of the pool; line_count of them so far */
    LaagSplit split; /* the laag in hand */
    u32 *weight_of;  /* of each partij of it; NONE for one without a weight */
    char gap[WORKER_GAP];
} Allocation;

static void tell(Allocation *a, FaultId id, Words second, Text third)
{
    Batch *b = a->run->batch;
    FAULT_AT(b->report, id, place_of(b, T_contracten, a->pool->contract, COL_contracten_contract),
             pool_name(a->run, b->arena, a->pool->contract, a->pool->school, a->pool->tijdvak),
             second, third);
}

static void add_line(Allocation *a, u32 laag, u32 partij, LineSoort soort, i64 cents, u32 weight)
{
    a->lines[a->pool->line_count++] = (Line){.pool = (u32)(a->pool - a->run->pools.items),
                                             .partij = partij,
                                             .weight = weight,
                                             .soort = soort,
                                             .laag = laag,
                                             .cents = cents};
}

/* Copies the weights of the laag, with room for the partij of the afronding, which always has a
 * row. */
static void take_weights(Allocation *a, const PoolLaag *laag)
{
    u32 own = a->terms->version->afronding_partij;
    size_t room = laag->weight_count + 1, count = 0;
    u32 *partijen = NEW(&a->scratch, u32, room);
    i128 *weights = NEW(&a->scratch, i128, room);
    a->weight_of = NEW(&a->scratch, u32, room);
    for (size_t i = 0; i < laag->weight_count; i++) {
        if (own < laag->partijen[i]) {
            a->weight_of[count] = NONE;
            partijen[count++] = own;
            own = NONE;
        }
        if (own == laag->partijen[i]) own = NONE;
        partijen[count] = laag->partijen[i];
        a->weight_of[count] = (u32)i;
        weights[count++] = weight_at(laag, i);
    }
    if (own != NONE) {
        a->weight_of[count] = NONE;
        partijen[count++] = own;
    }
    a->split = (LaagSplit){.scratch = &a->scratch,
                           .version = a->terms->version,
                           .cents = laag->cents,
                           .partijen = partijen,
                           .weights = weights,
                           .count = count,
                           .total = laag->total,
                           .parts = NEW(&a->scratch, i64, room)};
}

/* One round of the plafond: marks those above it; the weight of the others in *rest. */
static bool find_above(const LaagSplit *s, u8 *capped, size_t *capped_count, i128 *rest)
{
    Fraction p = s->plafond;
    i128 left = p.denominator - (i128)*capped_count * p.numerator;
    bool any = false;
    for (size_t i = 0; i < s->count; i++) {
        if (capped[i] || left * s->weights[i] <= p.numerator * *rest) continue;
        capped[i] = 2; /* just now */
        any = true;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (capped[i] != 2) continue;
        capped[i] = 1;
        ++*capped_count;
        *rest -= s->weights[i];
    }
    return any;
}

/* No partij bears more than p of the laag: those above get p, the others the rest by weight. */
static bool cap(LaagSplit *s)
{
    Fraction p = s->plafond;
    ASSERT(s->total <= WEIGHT_MOST / p.denominator); /* divide_laag() looked */
    u8 *capped = NEW(s->scratch, u8, s->count);
    size_t capped_count = 0;
    i128 rest = s->total;
    while (find_above(s, capped, &capped_count, &rest))
        ;
    if (!capped_count) return true;
    if (rest == 0) return false;
    i128 left = p.denominator - (i128)capped_count * p.numerator;
    ASSERT(left > 0); /* those above p are fewer than 1 / p */
    for (size_t i = 0; i < s->count; i++)
        s->weights[i] = capped[i] ? p.numerator * rest : left * s->weights[i];
    s->total = p.denominator * rest;
    s->is_capped = true;
    return true;
}

SplitOutcome divide_laag(LaagSplit *s)
{
    if (s->plafond.numerator && s->total > WEIGHT_MOST / s->plafond.denominator)
        return SPLIT_TOO_LARGE;
    if (s->plafond.numerator && !cap(s)) return SPLIT_TOO_LOW;
    Division division = {.scratch = s->scratch,
                         .amount = s->cents,
                         .partijen = s->partijen,
                         .weights = s->weights,
                         .count = s->count,
                         .total = s->total,
                         .unit = s->version->eenheid,
                         .argument = s->version->afronding_partij,
                         .parts = s->parts};
    s->version->afronding->divide(&division);
    i64 sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += s->parts[i];
    ASSERT(sum == s->cents);
    return SPLIT_DONE;
}

/* The shares are no longer the weights. */
static void keep_capped(Allocation *a, PoolLaag *laag)
{
    i128 *capped = NEW(a->run->batch->arena, i128, laag->weight_count);
    for (size_t i = 0; i < a->split.count; i++)
        if (a->weight_of[i] != NONE) capped[a->weight_of[i]] = a->split.weights[i];
    laag->capped = capped;
    laag->of = a->split.total;
}

static void allocate_laag(Allocation *a, PoolLaag *laag)
{
    const TermLaag *term = &a->terms->lagen[laag->laag];
    if (!laag->weight_count) {
        if (laag->cents) tell(a, E405_LAAG_EMPTY, laag_words(a->run->arena, term->name), TEXT(""));
        return; /* without cents it is left out */
    }
    take_weights(a, laag);
    laag->of = laag->total;
    if (laag->decided != DECIDED_BY_PLACE) a->split.plafond = term->laag->plafond;
    SplitOutcome outcome = divide_laag(&a->split);
    if (outcome != SPLIT_DONE) {
        bool low = outcome == SPLIT_TOO_LOW;
        tell(a, low ? E416_PLAFOND_TOO_LOW : E423_WEIGHTS_TOO_LARGE,
             laag_words(a->run->arena, term->name),
             low ? text_integer(a->run->arena, (i128)a->split.count) : TEXT(""));
        return;
    }
    if (a->split.is_capped) keep_capped(a, laag);
    for (size_t i = 0; i < a->split.count; i++)
        add_line(a, laag->laag, a->split.partijen[i], LINE_VERDEELD, a->split.parts[i],
                 a->weight_of[i]);
    if (laag->decided == DECIDED_BY_WEIGHT) return;
    *PUSH(a->run->arena, &a->run->signals) = (Signal){.kind = SIGNAL_LEEG,
                                                      .contract = a->pool->contract,
                                                      .school = a->pool->school,
                                                      .tijdvak = a->pool->tijdvak,
                                                      .laag = laag->laag,
                                                      .cents = laag->cents,
                                                      .denominator = 1};
}

static int by_partij_and_soort(const void *left, const void *right)
{
    const Line *a = left, *b = right;
    if (a->partij != b->partij) return a->partij < b->partij ? -1 : 1;
    return (a->soort > b->soort) - (a->soort < b->soort);
}

/* What is over for the lagen after what partijen pay apart. */
static bool after_apart(Allocation *a, i64 *left)
{
    Pool *pool = a->pool;
    *left = te_verdelen(pool);
    i128 apart = 0;
    for (size_t i = 0; i < pool->apart_count; i++)
        apart += a->run->aparts.items[pool->first_apart + i].cents;
    if (pool->apart_count && apart > *left) {
        u32 first = a->run->aparts.items[pool->first_apart].partij;
        tell(a, E415_APART_OVER_POOL, words_same(partij_code(a->run->batch, first)), TEXT(""));
        return false;
    }
    *left -= (i64)apart;
    return true;
}

/* The share of a laag: fixed, or its part of the pxq cents (SPEC §12, grens). */
static i128 laag_weight(const Pool *pool, const TermLaag *term)
{
    if (term->part == PART_FRACTION) return term->weight;
    if (!pool->kosten) return term->part == PART_ONDER;
    return term->part == PART_BOVEN ? pool->boven_grens : pool->kosten - pool->boven_grens;
}

/* Divides what is left over the lagen: largest remainder, ties in the order given. */
static void divide_over_lagen(Allocation *a, i64 left)
{
    const RuleVersion *version = a->terms->version;
    i128 *weights = NEW(&a->scratch, i128, version->laag_count);
    i64 *parts = NEW(&a->scratch, i64, version->laag_count);
    i128 total = 0;
    for (size_t l = 0; l < version->laag_count; l++)
        total += weights[l] = laag_weight(a->pool, &a->terms->lagen[l]);
    largest_remainder(&a->scratch, left, weights, version->laag_count, total, parts);
    for (size_t l = 0; l < version->laag_count; l++)
        a->run->lagen.items[a->pool->first_laag + l].cents = parts[l];
}

static void allocate_pool(Allocation *a)
{
    Run *run = a->run;
    Pool *pool = a->pool;
    i64 left;
    if (!after_apart(a, &left)) return;
    for (size_t i = 0; i < pool->bijdrage_count; i++) {
        PartijAmount amount = run->bijdragen.items[pool->first_bijdrage + i];
        add_line(a, NO_LAAG, amount.partij, LINE_BIJDRAGE, amount.cents, NONE);
    }
    for (size_t i = 0; i < pool->apart_count; i++) {
        PartijAmount amount = run->aparts.items[pool->first_apart + i];
        add_line(a, NO_LAAG, amount.partij, LINE_APART, amount.cents, NONE);
    }
    if (pool->boven_maximum)
        add_line(a, NO_LAAG, run->batch->contracten.aanbieder[pool->contract], LINE_BOVEN_MAXIMUM,
                 pool->boven_maximum, NONE);
    bool extra = pool->line_count > 0;
    divide_over_lagen(a, left);
    size_t lagen = a->terms->version->laag_count;
    bool one = text_equal(a->terms->lagen[0].name, TEXT("-"));
    if (one) allocate_laag(a, &run->lagen.items[pool->first_laag]);
    if (extra) sort_array(a->lines, pool->line_count, sizeof(Line), by_partij_and_soort);
    for (size_t l = 0; l < lagen && !one; l++)
        allocate_laag(a, &run->lagen.items[pool->first_laag + a->terms->order[l]]);
}

/* How many lines a laag will have: one for each weight, and for the partij of the afronding. */
static size_t lines_of_laag(const PoolLaag *laag, u32 own)
{
    if (!laag->weight_count || own == NONE) return laag->weight_count;
    size_t low = 0, high = laag->weight_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (laag->partijen[middle] < own)
            low = middle + 1;
        else
            high = middle;
    }
    bool has_weight = low < laag->weight_count && laag->partijen[low] == own;
    return laag->weight_count + !has_weight;
}

/* Where the lines of each pool stand, whoever makes them. */
static void make_room_for_lines(Run *run)
{
    size_t lines = 0;
    for (size_t i = 0; i < run->pools.count; i++) {
        Pool *pool = &run->pools.items[i];
        const RuleVersion *version = terms_of(run, pool->contract, pool->tijdvak)->version;
        pool->first_line = lines;
        lines += pool->bijdrage_count + pool->apart_count + (pool->boven_maximum != 0);
        for (size_t l = 0; l < version->laag_count; l++)
            lines +=
                lines_of_laag(&run->lagen.items[pool->first_laag + l], version->afronding_partij);
    }
    ASSERT(lines < NONE); /* they would take 100 GB */
    run->lines.items = NEW(run->arena, Line, lines + 1);
    run->lines.count = run->lines.capacity = lines;
}

enum { POOLS_LEAST = 16 }; /* that are worth a task */

typedef struct AllocatingAll {
    Run *run;
    RunPart *parts;
    size_t part_count;
    Allocation *allocations; /* by worker */
} AllocatingAll;

static void allocate_part(void *context, size_t task, unsigned worker)
{
    AllocatingAll *all = context;
    Allocation *a = &all->allocations[worker];
    a->run = &all->parts[task].run;
    WorkRange range = work_range(all->run->pools.count, all->part_count, task);
    for (size_t i = range.first; i < range.end; i++) {
        a->pool = &a->run->pools.items[i];
        a->terms = terms_of(a->run, a->pool->contract, a->pool->tijdvak);
        a->lines = a->run->lines.items + a->pool->first_line;
        allocate_pool(a);
        arena_rewind(&a->scratch);
    }
    part_done(&all->parts[task]);
}

void allocate(Run *run)
{
    Arena scratch = {0};
    AllocatingAll all = {.run = run, .part_count = work_parts(run->pools.count, POOLS_LEAST)};
    make_room_for_lines(run);
    all.parts = run_parts(&scratch, run, all.part_count);
    all.allocations = NEW(&scratch, Allocation, work_width());
    work_each(all.part_count, allocate_part, &all);
    join_parts(run, all.parts, all.part_count);
    for (unsigned i = 0; i < work_width(); i++)
        arena_free(&all.allocations[i].scratch);
    arena_free(&scratch);
}

void forget_lines(Run *run)
{
    arena_give_back(run->arena, run->lines.items);
    arena_give_back(run->arena, run->factuur_lines);
    run->lines.items = NULL;
    run->lines.count = run->lines.capacity = 0;
    run->factuur_lines = NULL;
}
