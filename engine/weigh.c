/* Counting the units of every laag of every pool (SPEC §6). In: pools, terms, woonplaatsen; out:
 * Run.lagen with their weights, bytewise by partij. Holds always: a weight is above 0; each unit
 * that a sleutel tells ends at one partij, or is left out by a rule that says so. */
#include "engine/weigh.h"

#include "engine/exact.h"
#include "engine/explain.h"
#include "engine/part.h"
#include "engine/sort.h"
#include "engine/work.h"

void weigh_fault(Weighing *w, FaultId id, Words second)
{
    Batch *b = w->run->batch;
    FAULT_AT(b->report, id, place_of(b, T_contracten, w->contract, COL_contracten_contract),
             pool_name(w->run, b->arena, w->contract, w->school, w->tijdvak), second);
}

void weigh_contract_fault(Weighing *w, FaultId id, Text second, Text third, Words fourth)
{
    Batch *b = w->run->batch;
    FAULT_AT(b->report, id, place_of(b, T_contracten, w->contract, COL_contracten_contract),
             contract_code(b, w->contract), second, third, fourth);
}

Place place_of_school(const Batch *b, const Unit *unit)
{
    ASSERT(unit->table == T_deelnames); /* others have a school */
    return place_of(b, T_deelnames, unit->row, COL_deelnames_school);
}

u32 schoolgemeente_of_unit(Weighing *w, const Unit *unit)
{
    const Batch *b = w->run->batch;
    u32 gemeente = unit->school != NONE ? b->scholen.gemeente[unit->school]
                                        : b->contracten.regiegemeente[w->contract];
    if (gemeente == NONE)
        FAULT_AT(b->report, E408_UNIT_WITHOUT_SCHOOL, place_of_school(b, unit),
                 TEXT("schoolgemeente"));
    return successor_on(b, gemeente, w->tijdvak_days.first);
}

/* --- one laag -------------------------------------------------------------------------------- */

static void clear_weights(Weighing *w)
{
    EACH_PARTIJ (partij, &w->touched)
        w->weight[partij] = w->raw[partij] = 0;
    partij_set_clear(&w->touched);
    w->pairs.count = w->measured.count = 0;
    w->onbekend = 0;
}

static void measure(Weighing *w, u32 partij, i128 have, i128 denominator, i128 least)
{
    w->least = least;
    w->have_denominator = (i64)denominator;
    *PUSH(&w->lists, &w->measured) = (Measured){partij, have, w->weight[partij]};
}

/* Groups the pupils that were counted by partij. */
static void keep_pupils(Weighing *w, LaagDetail *detail)
{
    Arena *arena = w->run->batch->arena;
    const u64 *pairs = w->pairs.items;
    size_t count = w->pairs.count, partij_count, at = 0;
    ASSERT(count < NONE);
    for (size_t i = 0; i < count; i++) {
        partij_set_add(&w->has_pupils, (u32)(pairs[i] >> 32));
        w->pupils_of[pairs[i] >> 32]++;
    }
    partij_count = w->has_pupils.count;
    u32 *partijen = NEW(arena, u32, partij_count), *start = NEW(arena, u32, partij_count + 1);
    u32 *pupils = NEW(arena, u32, count), before = 0;
    EACH_PARTIJ (partij, &w->has_pupils) {
        u32 own = w->pupils_of[partij];
        partijen[at] = partij;
        start[at++] = w->pupils_of[partij] = before;
        before += own;
    }
    start[at] = before;
    for (size_t i = 0; i < count; i++)
        pupils[w->pupils_of[pairs[i] >> 32]++] = (u32)pairs[i];
    EACH_PARTIJ (partij, &w->has_pupils)
        w->pupils_of[partij] = 0;
    partij_set_clear(&w->has_pupils);
    detail->partijen = partijen, detail->start = start, detail->pupils = pupils;
    detail->partij_count = partij_count;
}

/* What was counted, for a Run that keeps it. */
static const LaagDetail *keep_detail(Weighing *w)
{
    Arena *arena = w->run->batch->arena;
    LaagDetail *detail = NEW(arena, LaagDetail, 1);
    Measured *measured = NEW(arena, Measured, w->measured.count);
    for (size_t i = 0; i < w->measured.count; i++)
        measured[i] = w->measured.items[i];
    *detail = (LaagDetail){.measured = measured,
                           .measured_count = w->measured.count,
                           .denominator = w->have_denominator,
                           .least = w->least};
    if (w->run->keeps_pupils) keep_pupils(w, detail);
    return detail;
}

/* What was counted counts no more: it is counted again, in another way. */
static void count_anew(Weighing *w)
{
    clear_weights(w);
    if (w->kept) kept_apart_alone(w->kept);
}

void weighing_clear(Weighing *w)
{
    clear_weights(w);
    EACH_PARTIJ (partij, &w->has_apart)
        w->apart[partij] = 0;
    partij_set_clear(&w->has_apart);
}

/* Marks the partijen below the drempel: distinct pupils, or units (SPEC §6). */
static bool find_below(Weighing *w)
{
    bool any = false, pupils = w->laag->drempel == DREMPEL_LEERLINGEN;
    bool counts = w->laag->sleutel->traits & TRAIT_COUNTS;
    if (pupils) sort_numbers(&w->scratch, w->pairs.items, w->pairs.count);
    arena_rewind(&w->scratch);
    size_t pair = 0;
    EACH_PARTIJ (partij, &w->touched) {
        i128 have = w->weight[partij], denominator = w->denominator;
        if (pupils && counts) have = w->raw[partij], denominator = w->run->aandeel_common;
        if (pupils && !counts) {
            have = 0, denominator = 1;
            for (; pair < w->pairs.count && w->pairs.items[pair] >> 32 == partij; pair++)
                have += pair == 0 || w->pairs.items[pair - 1] != w->pairs.items[pair];
        }
        i128 least = ((i128)w->laag->drempel_count * denominator + 9999) / 10000; /* rounded up */
        w->is_below[partij] = have < least;
        if (w->run->keeps_detail) measure(w, partij, have, denominator, least);
        if (!w->is_below[partij]) continue;
        any = true;
        *PUSH(w->run->arena, &w->run->signals) =
            (Signal){.kind = SIGNAL_DREMPEL,
                     .contract = w->contract,
                     .school = w->school,
                     .tijdvak = w->tijdvak,
                     .laag = w->laag_index,
                     .weight = w->weight[partij],
                     .denominator = w->denominator,
                     .subject = partij_code(w->run->batch, partij)};
    }
    return any;
}

static void count_units(Weighing *w)
{
    w->laag->sleutel->count(w);
    arena_rewind(&w->own);
}

static void count_with_drempel(Weighing *w)
{
    count_units(w);
    if (w->laag->drempel == DREMPEL_NONE || !find_below(w)) return;
    size_t told = w->unknown.count, old = w->before_2022.count,
           stay = w->verblijf_before_2022.count;
    size_t pairs = w->pairs.count, measured = w->measured.count;
    count_anew(w);
    w->pairs.count = pairs; /* those of the first pass */
    w->measured.count = measured;
    w->second_pass = true;
    count_units(w);
    w->second_pass = false;
    w->unknown.count = told; /* told by the first pass */
    w->before_2022.count = old;
    w->verblijf_before_2022.count = stay;
}

/* What bears a laag without weight (SPEC §6, leeg). */
static LaagDecided decide_empty(Weighing *w)
{
    Day first = w->tijdvak_days.first;
    switch (w->laag->leeg) {
    case LEEG_FOUT: return DECIDED_BY_WEIGHT; /* allocate() tells, when there are cents */
    case LEEG_SCHOOLGEMEENTE:
        w->denominator = 1;
        for (size_t i = 0; i < w->schools.count; i++)
            weigh_partij(w, w->run->batch->scholen.gemeente[w->schools.rows[i]], 1);
        if (!w->schools.count) weigh_fault(w, E421_NO_SCHOLEN, words_same(TEXT("")));
        return DECIDED_BY_PLACE;
    case LEEG_REGIEGEMEENTE: {
        u32 regie = regiegemeente_of(w->run, w->contract, w->school, first);
        w->denominator = 1;
        if (regie != NONE) weigh_partij(w, regie, 1);
        if (regie == NONE) weigh_fault(w, E406_NO_REGIEGEMEENTE, words_same(TEXT("")));
        return DECIDED_BY_PLACE;
    }
    default: break; /* LEEG_JAAR */
    }
    int year = civil_of(first).year;
    w->days = overlap((Interval){day_of(year, 1, 1), day_of(year, 12, 31)},
                      (Interval){contract_first(w->run->batch, w->contract),
                                 contract_last(w->run->batch, w->contract)});
    w->skip_apart = true;
    count_anew(w);
    count_with_drempel(w);
    w->skip_apart = false;
    if (!w->touched.count)
        weigh_fault(w, E422_YEAR_EMPTY, laag_words(w->run->arena, w->term->name));
    return DECIDED_BY_YEAR;
}

static void tell_outside(Weighing *w)
{
    if (!w->is_outside.count) return;
    TextBuilder list = {.arena = w->run->arena};
    EACH_PARTIJ (partij, &w->is_outside) {
        if (list.count) build_text(&list, TEXT(", "));
        build_text(&list, partij_code(w->run->batch, partij));
        build_text(&list, TEXT(" "));
        i128 divisor =
            (i128)greatest_common_divisor((u128)w->outside[partij], (u128)w->denominator);
        build_integer(&list, w->outside[partij] / divisor);
        if (w->denominator != divisor) {
            build_char(&list, '/');
            build_integer(&list, w->denominator / divisor);
        }
        w->outside[partij] = 0;
    }
    partij_set_clear(&w->is_outside);
    weigh_fault(w, E404_OUTSIDE_DEELNEMERS, words_same(built(&list)));
}

i128 apart_cents(const Laag *laag, i128 units, i64 denominator)
{
    return round_quotient(units * laag->apart_tarief, (i128)10000 * denominator);
}

static void keep_aparts(Weighing *w, Pool *pool)
{
    pool->first_apart = w->run->aparts.count;
    pool->apart_count = w->has_apart.count;
    EACH_PARTIJ (partij, &w->has_apart) {
        i128 cents = apart_cents(w->laag, w->apart[partij], w->denominator);
        if (cents > AMOUNT_MOST / 4) {
            weigh_fault(w, E415_APART_OVER_POOL, words_same(partij_code(w->run->batch, partij)));
            cents = 0;
        }
        *PUSH(w->run->arena, &w->run->aparts) = (PartijAmount){partij, (i64)cents};
        w->apart[partij] = 0;
    }
    partij_set_clear(&w->has_apart);
}

/* The total of the weights; a fault when it is too large. */
static i128 total_weight(Weighing *w)
{
    i128 total = 0;
    EACH_PARTIJ (partij, &w->touched) {
        ASSERT(w->weight[partij] > 0);
        total += w->weight[partij];
        if (total <= WEIGHT_MOST) continue;
        weigh_fault(w, E424_WEIGHTS_OVERFLOW, laag_words(w->run->arena, w->term->name));
        total = 0;
    }
    return total;
}

static void keep_weights(Weighing *w, PoolLaag *laag, LaagDecided decided)
{
    Run *run = w->run;
    size_t count = w->touched.count, i = 0;
    i128 total = total_weight(w);
    bool is_narrow = total <= UINT64_MAX;
    u32 *partijen = NEW(run->batch->arena, u32, count);
    u64 *narrow = is_narrow ? NEW(run->batch->arena, u64, count) : NULL;
    i128 *wide = is_narrow ? NULL : NEW(run->batch->arena, i128, count);
    EACH_PARTIJ (partij, &w->touched) {
        partijen[i] = partij;
        if (is_narrow)
            narrow[i] = (u64)w->weight[partij];
        else
            wide[i] = w->weight[partij];
        i++;
    }
    *laag = (PoolLaag){.laag = w->laag_index,
                       .partijen = partijen,
                       .narrow = narrow,
                       .wide = wide,
                       .weight_count = count,
                       .total = total,
                       .denominator = w->denominator,
                       .decided = decided,
                       .detail = run->keeps_detail ? keep_detail(w) : NULL};
    if (w->onbekend)
        *PUSH(run->arena, &run->signals) = (Signal){.kind = SIGNAL_ONBEKEND,
                                                    .contract = w->contract,
                                                    .school = w->school,
                                                    .tijdvak = w->tijdvak,
                                                    .laag = w->laag_index,
                                                    .weight = w->onbekend,
                                                    .denominator = w->denominator};
    clear_weights(w);
}

/* The tijdvak within the contract, or the years of the meetperiode, whole (SPEC §12). */
static Interval counted_days(const Weighing *w)
{
    const Batch *b = w->run->batch;
    int year = civil_of(w->tijdvak_days.first).year;
    int years = (int)w->laag->meetperiode;
    if (years) return (Interval){day_of(year - years, 1, 1), day_of(year - 1, 12, 31)};
    return overlap(w->tijdvak_days,
                   (Interval){contract_first(b, w->contract), contract_last(b, w->contract)});
}

/* Under a grens, a laag whose part of the pool is nothing is left out. */
static bool is_left_out(const Weighing *w)
{
    if (w->term->part == PART_FRACTION) return false;
    if (w->term->part == PART_BOVEN) return w->pool->boven_grens == 0;
    return w->pool->kosten != 0 && w->pool->boven_grens == w->pool->kosten;
}

/* What cost() found for a deelname in the tijdvak; NULL: nothing. */
static const PxqPart *pxq_part(const Weighing *w, u32 row)
{
    const Run *run = w->run;
    if (!run->pxq.count) return NULL;
    for (size_t i = run->first_pxq[row]; i < run->pxq.count && run->pxq.items[i].row == row; i++)
        if (run->pxq.items[i].tijdvak == w->tijdvak) return &run->pxq.items[i];
    return NULL;
}

i64 weigh_own_cents(const Weighing *w, u32 row, Interval days)
{
    const PxqPart *part = pxq_part(w, row);
    if (w->term->part == PART_BOVEN) return part ? part->boven : 0;
    if (w->term->part == PART_ONDER) return part ? part->cents - part->boven : 0;
    bool in_tijdvak = w->tijdvak_days.first <= days.first && days.last <= w->tijdvak_days.last;
    return part && in_tijdvak ? part->cents : deelname_cents(w->run, row, days);
}

LaagDecided weighing_laag(Weighing *w, u32 laag_index, Pool *pool)
{
    w->laag_index = laag_index;
    w->term = &w->terms->lagen[laag_index];
    w->laag = w->term->laag;
    const Sleutel *sleutel = w->laag->sleutel;
    w->days = counted_days(w);
    w->successor_per_day = sleutel->traits & TRAIT_INTERVAL;
    w->denominator = (sleutel->denominator ? sleutel->denominator(w->laag) : 1);
    if (sleutel->traits & TRAIT_ATTRIBUTED)
        w->denominator *= w->run->aandeel_common * w->laag->weging_common;
    bool left_out = is_left_out(w);
    if (!left_out) count_with_drempel(w);
    if (laag_index == 0 && pool) keep_aparts(w, pool); /* before leeg decides */
    bool empty = !left_out && !w->touched.count && !w->is_outside.count;
    return empty ? decide_empty(w) : DECIDED_BY_WEIGHT;
}

void weighing_pool(Weighing *w, const Pool *pool)
{
    Run *run = w->run;
    w->pool = pool;
    w->contract = pool->contract;
    w->school = pool->school;
    w->tijdvak = pool->tijdvak;
    w->tijdvak_days = tijdvak_of(run, pool->contract, pool->tijdvak)->days;
    w->terms = terms_of(run, pool->contract, pool->tijdvak);
    w->school_slot = pool->school;
    w->schools = pool->school == NONE ? group_of(&run->batch->schools_of_contract, pool->contract)
                                      : (Slice){&w->school_slot, 1};
    w->pool_mark++;
    for (size_t i = 0; i < w->schools.count; i++)
        w->school_mark[w->schools.rows[i]] = w->pool_mark;
}

static void weigh_pool(Weighing *w, Pool *pool)
{
    weighing_pool(w, pool);
    for (u32 l = 0; l < w->terms->version->laag_count; l++) {
        LaagDecided decided = weighing_laag(w, l, pool);
        tell_outside(w);
        keep_weights(w, &w->run->lagen.items[pool->first_laag + l], decided);
    }
}

/* --- all pools -------------------------------------------------------------------------------- */

void weighing_begin(Weighing *w)
{
    Arena *arena = &w->lists;
    size_t partijen = w->run->batch->partijen.rows.count;
    w->weight = NEW(arena, i128, partijen);
    w->raw = NEW(arena, i128, partijen);
    w->apart = NEW(arena, i128, partijen);
    w->outside = NEW(arena, i128, partijen);
    w->is_below = NEW(arena, u8, partijen);
    w->touched = partij_set(arena, partijen);
    w->has_apart = partij_set(arena, partijen);
    w->is_outside = partij_set(arena, partijen);
    w->school_mark = NEW(arena, u32, w->run->batch->scholen.rows.count + 1);
    if (!w->run->keeps_pupils) return;
    w->pupils_of = NEW(arena, u32, partijen);
    w->has_pupils = partij_set(arena, partijen);
}

void weighing_end(Weighing *w)
{
    arena_free(&w->lists);
    arena_free(&w->scratch);
    arena_free(&w->own);
}

/* Where the lagen of each pool stand, whoever counts them. */
static void make_room_for_lagen(Run *run)
{
    size_t lagen = 0;
    for (size_t i = 0; i < run->pools.count; i++) {
        Pool *pool = &run->pools.items[i];
        pool->first_laag = lagen;
        lagen += terms_of(run, pool->contract, pool->tijdvak)->version->laag_count;
    }
    run->lagen.items = NEW(run->arena, PoolLaag, lagen + 1);
    run->lagen.count = run->lagen.capacity = lagen;
}

enum { POOLS_LEAST = 4 }; /* that are worth a task */

typedef struct WeighingAll {
    Run *run;
    RunPart *parts;
    size_t part_count;
    Weighing *weighings; /* by worker */
} WeighingAll;

static void weigh_part(void *context, size_t task, unsigned worker)
{
    WeighingAll *all = context;
    Weighing *w = &all->weighings[worker];
    w->run = &all->parts[task].run;
    if (!w->weight) weighing_begin(w);
    WorkRange range = work_range(all->run->pools.count, all->part_count, task);
    for (size_t i = range.first; i < range.end; i++)
        weigh_pool(w, &all->run->pools.items[i]);
    TRIM_LIST(&all->parts[task], aparts);
    part_done(&all->parts[task]);
}

/* The aparts of a part follow those of the parts before it. */
static void move_aparts(WeighingAll *all)
{
    size_t before = 0;
    for (size_t p = 0; p < all->part_count; p++) {
        WorkRange range = work_range(all->run->pools.count, all->part_count, p);
        for (size_t i = range.first; i < range.end; i++)
            all->run->pools.items[i].first_apart += before;
        before += all->parts[p].run.aparts.count;
    }
}

void weigh(Run *run)
{
    Arena scratch = {0};
    WeighingAll all = {.run = run, .part_count = work_parts(run->pools.count, POOLS_LEAST)};
    make_room_for_lagen(run);
    all.parts = run_parts(&scratch, run, all.part_count);
    OWN_LIST(all.parts, all.part_count, aparts);
    all.weighings = NEW(&scratch, Weighing, work_width());
    work_each(all.part_count, weigh_part, &all);
    move_aparts(&all);
    JOIN_LIST(run, all.parts, all.part_count, aparts);
    join_parts(run, all.parts, all.part_count);
    tell_pupil_days(run, all.weighings, work_width());
    for (unsigned i = 0; i < work_width(); i++)
        weighing_end(&all.weighings[i]);
    arena_free(&scratch);
}
