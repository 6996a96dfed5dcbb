/* Counting again, with every unit kept. In: a complete run, one laag of one pool; out: the units
 * that its weights are the sum of. Holds always: per partij the units kept are its weight; the run
 * is not changed. */
#include "engine/explain.h"

#include "engine/part.h"

struct Explaining {
    Run run; /* a view of it: nothing that it has is changed */
    Arena scratch;
    RunPart *part; /* where counting tells and finds things, to be forgotten */
    Weighing weighing;
    i128 *kept;       /* by partij: Σ units, 0 between two lagen */
    i128 *kept_apart; /* the same of what is billed apart */
    i64 apart_denominator;
};

Explaining *explain_begin(Arena *arena, const Run *run)
{
    Explaining *e = NEW(arena, Explaining, 1);
    size_t partijen = run->batch->partijen.rows.count;
    e->run = *run;
    e->part = run_parts(&e->scratch, &e->run, 1);
    e->weighing.run = &e->part->run;
    weighing_begin(&e->weighing);
    e->kept = NEW(&e->scratch, i128, partijen);
    e->kept_apart = NEW(&e->scratch, i128, partijen);
    return e;
}

void explain_end(Explaining *e)
{
    weighing_end(&e->weighing);
    arena_free(&e->part->growing);
    arena_free(&e->part->kept);
    arena_free(&e->scratch);
}

void kept_apart_alone(KeptUnits *kept)
{
    size_t count = kept->first;
    for (size_t i = kept->first; i < kept->count; i++)
        if (kept->items[i].placed & PLACED_APART) kept->items[count++] = kept->items[i];
    kept->count = count;
}

/* Adds up what was kept, by partij. */
static void sum_kept(Explaining *e, const KeptUnits *kept, const PoolLaag *laag)
{
    for (size_t i = kept->first; i < kept->count; i++) {
        const KeptUnit *unit = &kept->items[i];
        if (unit->partij == NONE) continue;
        bool apart = unit->placed & PLACED_APART;
        if (!apart) ASSERT(unit->denominator == laag->denominator);
        (apart ? e->kept_apart : e->kept)[unit->partij] += unit->units;
        e->apart_denominator = apart ? unit->denominator : e->apart_denominator;
    }
}

/* That what was counted now is what the run has, and that the units add up to it. */
static void check_weights(Explaining *e, const KeptUnits *kept, const Pool *pool,
                          const PoolLaag *laag)
{
    const Weighing *w = &e->weighing;
    size_t aparts = w->laag_index == 0 ? pool->apart_count : 0;
    ASSERT(w->denominator == laag->denominator);
    ASSERT(kept->decided == laag->decided);
    ASSERT(w->touched.count == laag->weight_count);
    ASSERT(w->has_apart.count == aparts);
    ASSERT(!w->is_outside.count);
    sum_kept(e, kept, laag);
    for (size_t i = 0; i < laag->weight_count; i++) {
        u32 partij = laag->partijen[i];
        ASSERT(w->weight[partij] == weight_at(laag, i));
        ASSERT(e->kept[partij] == w->weight[partij]);
        e->kept[partij] = 0;
    }
    for (size_t i = 0; i < aparts; i++) {
        PartijAmount apart = e->run.aparts.items[pool->first_apart + i];
        i128 *sum = &e->kept_apart[apart.partij];
        ASSERT(*sum == w->apart[apart.partij]);
        ASSERT(apart_cents(w->laag, *sum, e->apart_denominator) == apart.cents);
        *sum = 0;
    }
    for (size_t i = kept->first; i < kept->count; i++) { /* none is of a partij without weight */
        u32 partij = kept->items[i].partij;
        if (partij == NONE) continue;
        ASSERT(!e->kept[partij]);
        ASSERT(!e->kept_apart[partij]);
    }
}

void explain_laag(Explaining *e, size_t pool, u32 laag, KeptUnits *kept)
{
    ASSERT(pool < e->run.pools.count);
    const Pool *of = &e->run.pools.items[pool];
    Weighing *w = &e->weighing;
    w->kept = kept;
    kept->first = kept->count;
    weighing_pool(w, of);
    ASSERT(laag < w->terms->version->laag_count);
    kept->decided = weighing_laag(w, laag, NULL);
    kept->days = w->days;
    check_weights(e, kept, of, &e->run.lagen.items[of->first_laag + laag]);
    weighing_clear(w);
    w->unknown.count = w->before_2022.count = w->verblijf_before_2022.count = 0;
    e->part->run.signals.count = 0;
}
