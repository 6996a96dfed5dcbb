/* Limits of cost (SPEC §12). In: pools, pxq cents of deelnames; out: Pool.boven_grens,
 * PxqPart.boven, Pool.boven_maximum. Holds always: what is below and above adds up to the whole. */
#include "engine/cost.h"
#include "engine/sort.h"

static i64 above(i64 amount, i64 limit)
{
    return amount > limit ? amount - limit : 0;
}

/* A part of the pxq cents of one pupil, in the order in which they are added up. */
typedef struct Ordered {
    int year;
    Day first; /* of the tijdvak */
    Text deelname;
    PxqPart *part;
} Ordered;

static int by_time(const void *left, const void *right)
{
    const Ordered *a = left, *b = right;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return text_compare(a->deelname, b->deelname);
}

/* Finds what of each part of one pupil is above the grens. */
static void find_boven(Run *run, u32 contract, Ordered *list, size_t count)
{
    i64 sum = 0;
    sort_array(list, count, sizeof *list, by_time);
    for (size_t i = 0; i < count; i++) {
        if (!i || list[i].year != list[i - 1].year) sum = 0;
        PxqPart *part = list[i].part;
        i64 grens = terms_of(run, contract, part->tijdvak)->version->grens;
        if (grens >= 0) part->boven = above(sum + part->cents, grens) - above(sum, grens);
        sum += part->cents;
    }
}

/* Adds what is above to the pools of the contract; these and the parts are sorted by school. */
static void add_to_pools(Run *run, size_t first_pool, size_t first_part)
{
    size_t at = first_pool; /* the first pool of the school */
    for (size_t i = first_part; i < run->pxq.count; i++) {
        const PxqPart *part = &run->pxq.items[i];
        u32 school = run->batch->deelnames.school[part->row];
        while (run->pools.items[at].school != school)
            at++;
        size_t pool = at;
        while (run->pools.items[pool].tijdvak != part->tijdvak)
            pool++;
        ASSERT(pool < run->pools.count);
        ASSERT(run->pools.items[pool].school == school);
        run->pools.items[pool].boven_grens += part->boven;
    }
}

static bool has_grens(const Run *run, u32 contract)
{
    const Rule *rule = &run->settings->rules.items[run->settings->rule_of_contract[contract]];
    for (size_t v = 0; v < rule->count; v++)
        if (rule->items[v].grens >= 0) return true;
    return false;
}

void divide_by_grens(Run *run, u32 contract, size_t first_pool, size_t first_part)
{
    size_t count = run->pxq.count - first_part;
    if (!count || !has_grens(run, contract)) return;
    PxqPart *parts = run->pxq.items + first_part;
    Arena scratch = {0};
    u64 *by_pupil = NEW(&scratch, u64, count); /* leerling << 32 | number */
    Ordered *list = NEW(&scratch, Ordered, count);
    ASSERT(count < NONE); /* the parts of fewer than 2^28 deelnames would take 100 GB */
    for (size_t i = 0; i < count; i++)
        by_pupil[i] = (u64)run->batch->deelnames.leerling[parts[i].row] << 32 | i;
    sort_numbers(&scratch, by_pupil, count);
    for (size_t i = 0, start = 0; i < count; i++) {
        PxqPart *part = &parts[(u32)by_pupil[i]];
        Day first = tijdvak_of(run, contract, part->tijdvak)->days.first;
        list[i] =
            (Ordered){civil_of(first).year, first, run->batch->deelnames.deelname[part->row], part};
        if (i + 1 < count && by_pupil[i + 1] >> 32 == by_pupil[i] >> 32) continue;
        find_boven(run, contract, list + start, i + 1 - start);
        start = i + 1;
    }
    arena_free(&scratch);
    add_to_pools(run, first_pool, first_part);
}

typedef struct PoolOrder {
    Day first;
    u32 school; /* + 1: without one comes first */
    size_t pool;
} PoolOrder;

static int by_time_and_school(const void *left, const void *right)
{
    const PoolOrder *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->school > b->school) - (a->school < b->school);
}

void divide_by_maximum(Run *run, u32 contract, size_t first_pool)
{
    i64 maximum = run->batch->contracten.maximum[contract];
    size_t count = run->pools.count - first_pool;
    if (maximum < 0 || !count) return;
    Arena scratch = {0};
    PoolOrder *order = NEW(&scratch, PoolOrder, count);
    for (size_t i = 0; i < count; i++) {
        const Pool *pool = &run->pools.items[first_pool + i];
        order[i] = (PoolOrder){tijdvak_of(run, contract, pool->tijdvak)->days.first,
                               pool->school + 1, first_pool + i};
    }
    sort_array(order, count, sizeof *order, by_time_and_school);
    i64 sum = 0;
    for (size_t i = 0; i < count; i++) {
        Pool *pool = &run->pools.items[order[i].pool];
        if (i && civil_of(order[i].first).year != civil_of(order[i - 1].first).year) sum = 0;
        pool->boven_maximum = above(sum + pool->kosten, maximum) - above(sum, maximum);
        sum += pool->kosten;
    }
    arena_free(&scratch);
}
