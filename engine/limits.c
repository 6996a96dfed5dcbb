/* Limits of cost (SPEC §12). In: pools, pxq cents of deelnames; out: Pool.boven_grens,
 * PxqPart.boven, Pool.boven_maximum. Holds always: what is below and above adds up to the whole. */
#include "engine/cost.h"

static i64 above(i64 amount, i64 limit)
{
    return amount > limit ? amount - limit : 0;
}

/* A part of the pxq cents in the order in which they are added up. */
typedef struct Ordered {
    u32 leerling;
    int year;
    Day first; /* of the tijdvak */
    Text deelname;
    size_t part;
} Ordered;

static int by_pupil_and_time(const void *left, const void *right)
{
    const Ordered *a = left, *b = right;
    if (a->leerling != b->leerling) return a->leerling < b->leerling ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return text_compare(a->deelname, b->deelname);
}

static int by_row(const void *left, const void *right)
{
    const PxqPart *a = left, *b = right;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return (a->tijdvak > b->tijdvak) - (a->tijdvak < b->tijdvak);
}

static void find_boven(Run *run, u32 contract, const Ordered *list, size_t count)
{
    i64 sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (!i || list[i].leerling != list[i - 1].leerling || list[i].year != list[i - 1].year)
            sum = 0;
        PxqPart *part = &run->pxq.items[list[i].part];
        i64 grens = terms_of(run, contract, part->tijdvak)->version->grens;
        if (grens >= 0) part->boven = above(sum + part->cents, grens) - above(sum, grens);
        sum += part->cents;
    }
}

/* The pool of a school and tijdvak; those of the contract are sorted by both, without one first. */
static Pool *find_pool(Run *run, size_t first_pool, u32 school, u32 tijdvak)
{
    size_t low = first_pool, high = run->pools.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Pool *p = &run->pools.items[middle];
        bool before = p->school != school ? p->school + 1 < school + 1 : p->tijdvak < tijdvak;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    ASSERT(low < run->pools.count);
    return &run->pools.items[low];
}

static void add_to_pools(Run *run, u32 contract, size_t first_pool)
{
    for (size_t i = run->pxq_start[contract]; i < run->pxq.count; i++) {
        const PxqPart *part = &run->pxq.items[i];
        u32 school = run->batch->deelnames.school[part->row];
        find_pool(run, first_pool, school, part->tijdvak)->boven_grens += part->boven;
    }
}

void divide_by_grens(Run *run, u32 contract, size_t first_pool)
{
    size_t start = run->pxq_start[contract], count = run->pxq.count - start;
    if (!count) return;
    sort_array(run->pxq.items + start, count, sizeof(PxqPart), by_row);
    Arena scratch = {0};
    Ordered *list = NEW(&scratch, Ordered, count);
    for (size_t i = 0; i < count; i++) {
        const PxqPart *part = &run->pxq.items[start + i];
        Day first = tijdvak_of(run, contract, part->tijdvak)->days.first;
        list[i] = (Ordered){run->batch->deelnames.leerling[part->row], civil_of(first).year, first,
                            run->batch->deelnames.deelname[part->row], start + i};
    }
    sort_array(list, count, sizeof *list, by_pupil_and_time);
    find_boven(run, contract, list, count);
    arena_free(&scratch);
    add_to_pools(run, contract, first_pool);
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
