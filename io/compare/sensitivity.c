/* How near partijen are to a drempel or plafond, and what one pupil more or less does. In: a run
 * that kept what it counted; out: rows, for each partij those that matter most. Holds always: what
 * one pupil does is found by dividing the laag again, by the same function, with other weights; the
 * cost and the other lagen stay as they are. */
#include "engine/allocate.h"
#include "engine/exact.h"
#include "io/compare/compare_parts.h"

enum { ROWS_MOST = 10, KINDS = 3 }; /* of a partij and a kind; ONE_LESS goes with ONE_MORE */

/* One laag of one pool, for one partij. */
typedef struct Near {
    u64 rank;              /* the lowest comes first */
    u32 pool, laag, index; /* index: of its weights, or of what was measured */
    bool measured;
} Near;

typedef struct NearList {
    Near *items;
    size_t count;
} NearList;

typedef struct Sensing {
    Arena *arena;
    Arena scratch;
    Comparison *comparison;
    Computed *computed;
    const Run *run;
    const Numbers *numbers;
    NearList *lists; /* by partij of the run × KINDS */
} Sensing;

static const Pool *pool_at(const Sensing *s, u32 pool)
{
    return &s->run->pools.items[pool];
}

static const PoolLaag *laag_at(const Sensing *s, u32 pool, u32 laag)
{
    return &s->run->lagen.items[pool_at(s, pool)->first_laag + laag];
}

static const TermLaag *term_at(const Sensing *s, u32 pool, u32 laag)
{
    const Pool *p = pool_at(s, pool);
    return &terms_of(s->run, p->contract, p->tijdvak)->lagen[laag];
}

static void keep_near(Sensing *s, u32 partij, SensitivityKind kind, const Near *near)
{
    NearList *list = &s->lists[(size_t)partij * KINDS + kind];
    if (!list->items) list->items = NEW(s->arena, Near, ROWS_MOST);
    size_t at = list->count;
    while (at > 0 && list->items[at - 1].rank > near->rank)
        at--;
    if (at == ROWS_MOST) return;
    if (list->count < ROWS_MOST) list->count++;
    for (size_t i = list->count - 1; i > at; i--)
        list->items[i] = list->items[i - 1];
    list->items[at] = *near;
}

/* --- what is near ----------------------------------------------------------------------------- */

/* |a − b| in ten-thousandths of a unit, to rank by; the largest number when it is beyond that. */
static u64 distance(i128 a, i128 b, i128 denominator)
{
    i128 far = a > b ? a - b : b - a;
    if (far >= (i128)1 << 100) return UINT64_MAX;
    i128 scaled = far * 10000 / denominator;
    return scaled > (i128)(UINT64_MAX >> 1) ? UINT64_MAX : (u64)scaled;
}

enum { SHARE_PARTS = 1000000000 };

static void find_near_plafond(Sensing *s, u32 pool, u32 laag)
{
    const PoolLaag *pl = laag_at(s, pool, laag);
    Fraction p = term_at(s, pool, laag)->laag->plafond;
    i64 limit = round_share(SHARE_PARTS, p.numerator, p.denominator);
    for (u32 i = 0; i < pl->weight_count; i++) {
        i64 share = round_share(SHARE_PARTS, weight_at(pl, i), pl->total);
        Near near = {(u64)(share > limit ? share - limit : limit - share), pool, laag, i, false};
        keep_near(s, pl->partijen[i], NEAR_PLAFOND, &near);
    }
}

/* How many units one pupil is in a laag before weging, times aandeel_common, when it is there for a
 * whole tijdvak; 0: that cannot be said. */
static i128 raw_units(const Sensing *s, u32 pool, u32 laag)
{
    const Pool *p = pool_at(s, pool);
    const Laag *l = term_at(s, pool, laag)->laag;
    const Batch *b = s->run->batch;
    const Sleutel *sleutel = l->sleutel;
    if (!(sleutel->traits & TRAIT_ATTRIBUTED) || sleutel->people_unit) return 0;
    i128 one = s->run->aandeel_common;
    for (size_t i = 0; i < sleutel->param_count; i++)
        if (sleutel->params[i].kind == PARAM_PEILDATUM) one *= (i128)l->params[i].peildata.count;
    if (!(sleutel->traits & TRAIT_DAYS)) return one;
    Interval days = tijdvak_of(s->run, p->contract, p->tijdvak)->days;
    int year = civil_of(days.first).year, years = (int)l->meetperiode;
    if (years) return one * days_count(day_of(year - years, 1, 1), day_of(year - 1, 12, 31));
    return one * days_count(day_max(days.first, contract_first(b, p->contract)),
                            day_min(days.last, contract_last(b, p->contract)));
}

/* The same over the denominator of the laag, at the school of the pool. */
static i128 units_of_pupil(const Sensing *s, u32 pool, u32 laag)
{
    const Pool *p = pool_at(s, pool);
    const Laag *l = term_at(s, pool, laag)->laag;
    i64 factor = l->weging_common;
    for (size_t i = 0; p->school != NONE && i < l->weging_count; i++)
        if (text_equal(l->weging[i].soort, s->run->batch->scholen.soort[p->school]))
            factor = l->weging[i].weight;
    return raw_units(s, pool, laag) * factor;
}

static void find_pupils(Sensing *s, u32 pool, u32 laag)
{
    const PoolLaag *pl = laag_at(s, pool, laag);
    if (!units_of_pupil(s, pool, laag) || pl->decided != DECIDED_BY_WEIGHT || !pl->total) return;
    u64 cents = pl->cents < 0 ? (u64)-pl->cents : (u64)pl->cents;
    if (!cents || cents > (u64)AMOUNT_MOST) return;
    for (u32 i = 0; i < pl->weight_count; i++) {
        i128 rest;
        u64 bears = (u64)share_down((i64)cents, weight_at(pl, i), pl->total, &rest);
        Near near = {UINT64_MAX - bears, pool, laag, i, false};
        keep_near(s, pl->partijen[i], ONE_MORE, &near);
    }
}

static void find_near_drempel(Sensing *s, u32 pool, u32 laag)
{
    const LaagDetail *detail = laag_at(s, pool, laag)->detail;
    if (!detail) return;
    for (u32 i = 0; i < detail->measured_count; i++) {
        const Measured *m = &detail->measured[i];
        Near near = {distance(m->have, detail->least, detail->denominator), pool, laag, i, true};
        keep_near(s, m->partij, NEAR_DREMPEL, &near);
    }
}

/* --- one pupil more or less ------------------------------------------------------------------- */

/* A laag with other weights. */
typedef struct Trial {
    u32 *partijen;
    i128 *weights;
    size_t count;
    i128 total;
} Trial;

static void add_to(Trial *t, u32 partij, i128 units)
{
    size_t at = 0;
    while (at < t->count && t->partijen[at] < partij)
        at++;
    if (at == t->count || t->partijen[at] != partij) {
        for (size_t i = t->count; i > at; i--)
            t->partijen[i] = t->partijen[i - 1], t->weights[i] = t->weights[i - 1];
        t->partijen[at] = partij;
        t->weights[at] = 0;
        t->count++;
    }
    t->weights[at] += units;
    t->total += units;
}

static Trial trial_of(Arena *arena, const PoolLaag *pl, u32 own)
{
    enum { MORE = 3 }; /* the partij, the school's gemeente, that of the afronding */
    Trial t = {NEW(arena, u32, pl->weight_count + MORE), NEW(arena, i128, pl->weight_count + MORE),
               pl->weight_count, pl->total};
    for (size_t i = 0; i < pl->weight_count; i++) {
        t.partijen[i] = pl->partijen[i];
        t.weights[i] = weight_at(pl, i);
    }
    if (own != NONE) add_to(&t, own, 0);
    return t;
}

/* Divides the cents of the laag by the weights of the trial; false: that cannot be done. */
static bool divide_trial(Sensing *s, u32 pool, u32 laag, const Trial *t, u32 partij, i64 *cents)
{
    const Pool *p = pool_at(s, pool);
    const PoolLaag *pl = laag_at(s, pool, laag);
    if (t->total <= 0 || t->total > WEIGHT_MOST) return false;
    LaagSplit split = {.scratch = &s->scratch,
                       .version = terms_of(s->run, p->contract, p->tijdvak)->version,
                       .plafond = term_at(s, pool, laag)->laag->plafond,
                       .cents = pl->cents,
                       .partijen = t->partijen,
                       .weights = t->weights,
                       .count = t->count,
                       .total = t->total,
                       .parts = NEW(&s->scratch, i64, t->count)};
    if (divide_laag(&split) != SPLIT_DONE) return false;
    *cents = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->partijen[i] == partij) *cents = split.parts[i];
    return true;
}

/* What was measured of a partij by the drempel of a laag; NULL: it has none. */
static const Measured *measured_of(const LaagDetail *detail, u32 partij)
{
    for (size_t i = 0; detail && i < detail->measured_count; i++)
        if (detail->measured[i].partij == partij) return &detail->measured[i];
    return NULL;
}

/* Who gets the units of a partij below the drempel; NONE: nobody. False: it cannot be said. */
static bool below_goes_to(const Sensing *s, u32 pool, const Laag *laag, u32 *to)
{
    const Pool *p = pool_at(s, pool);
    *to = NONE;
    if (!laag->drempel_to_schoolgemeente) return true;
    if (p->school == NONE) return false; /* each unit has its own */
    const Batch *b = s->run->batch;
    *to = successor_on(b, b->scholen.gemeente[p->school],
                       tijdvak_of(s->run, p->contract, p->tijdvak)->days.first);
    return true;
}

static void move_units(Trial *t, u32 from, u32 to, i128 units)
{
    if (from != NONE) add_to(t, from, -units);
    if (to != NONE) add_to(t, to, units);
}

/* The weights with one pupil more (or less) of a partij; false: it has not so many. */
static bool change_weights(const Sensing *s, u32 pool, u32 laag, u32 partij, int sign, Trial *t)
{
    const Laag *l = term_at(s, pool, laag)->laag;
    const LaagDetail *detail = laag_at(s, pool, laag)->detail;
    const Measured *m = measured_of(detail, partij);
    i128 units = units_of_pupil(s, pool, laag), have = m ? m->have : 0, weight = m ? m->weight : 0;
    u32 below = NONE;
    if (!m && l->drempel != DREMPEL_NONE) return false; /* it bears what others are below for */
    if (m && !below_goes_to(s, pool, l, &below)) return false;
    if (!m) {
        for (size_t i = 0; i < t->count; i++)
            if (t->partijen[i] == partij) weight = t->weights[i];
    }
    if (sign < 0 && weight < units) return false;
    if (!m) return add_to(t, partij, sign * units), true;
    i128 more = l->drempel == DREMPEL_EENHEDEN ? units : 1;
    if (l->drempel == DREMPEL_LEERLINGEN && (l->sleutel->traits & TRAIT_COUNTS))
        more = raw_units(s, pool, laag); /* counts of a telling */
    bool was_below = have < detail->least, is_below = have + sign * more < detail->least;
    move_units(t, was_below ? below : partij, is_below ? below : partij, weight);
    move_units(t, NONE, is_below ? below : partij, sign * units);
    return true;
}

static bool try_pupil(Sensing *s, const Near *near, u32 partij, int sign, i64 *now, i64 *then)
{
    const Pool *p = pool_at(s, near->pool);
    const PoolLaag *pl = laag_at(s, near->pool, near->laag);
    u32 own = terms_of(s->run, p->contract, p->tijdvak)->version->afronding_partij;
    arena_rewind(&s->scratch);
    Trial t = trial_of(&s->scratch, pl, own);
    if (!divide_trial(s, near->pool, near->laag, &t, partij, now)) return false;
    t = trial_of(&s->scratch, pl, own);
    if (!change_weights(s, near->pool, near->laag, partij, sign, &t)) return false;
    size_t kept = 0;
    for (size_t i = 0; i < t.count; i++) {
        if (!t.weights[i] && t.partijen[i] != own) continue;
        t.partijen[kept] = t.partijen[i];
        t.weights[kept++] = t.weights[i];
    }
    t.count = kept;
    return divide_trial(s, near->pool, near->laag, &t, partij, then);
}

/* --- rows ------------------------------------------------------------------------------------- */

static Sensitivity row_of(const Sensing *s, SensitivityKind kind, u32 partij, u32 rank,
                          const Near *near)
{
    const Pool *p = pool_at(s, near->pool);
    Arena *arena = s->comparison->arena;
    return (Sensitivity){.kind = kind,
                         .partij = number_of(s->numbers->partijen, partij),
                         .rank = rank,
                         .contract = number_of(s->numbers->contracten, p->contract),
                         .school = number_of(s->numbers->scholen, p->school),
                         .tijdvak =
                             text_copy(arena, tijdvak_of(s->run, p->contract, p->tijdvak)->label),
                         .laag = text_copy(arena, term_at(s, near->pool, near->laag)->name)};
}

static void add_near(Sensing *s, SensitivityKind kind, u32 partij, u32 rank, const Near *near)
{
    const PoolLaag *pl = laag_at(s, near->pool, near->laag);
    const Laag *l = term_at(s, near->pool, near->laag)->laag;
    Sensitivity row = row_of(s, kind, partij, rank, near);
    if (near->measured) {
        row.leerlingen = l->drempel == DREMPEL_LEERLINGEN;
        row.have = pl->detail->measured[near->index].have;
        row.of = pl->detail->denominator;
        row.least = l->drempel_count;
        row.least_of = 10000;
    } else {
        row.have = weight_at(pl, near->index);
        row.of = pl->total;
        row.least = l->plafond.numerator;
        row.least_of = l->plafond.denominator;
    }
    *PUSH(s->comparison->arena, &s->computed->sensitivities) = row;
}

static void add_pupil(Sensing *s, u32 partij, u32 rank, const Near *near)
{
    for (int sign = 1; sign >= -1; sign -= 2) {
        Sensitivity row = row_of(s, sign > 0 ? ONE_MORE : ONE_LESS, partij, rank, near);
        if (try_pupil(s, near, partij, sign, &row.first, &row.here))
            *PUSH(s->comparison->arena, &s->computed->sensitivities) = row;
    }
}

/* A partij below a drempel bears nothing, but one pupil may bring it above. */
static void find_below(Sensing *s, u32 pool, u32 laag)
{
    const PoolLaag *pl = laag_at(s, pool, laag);
    const LaagDetail *detail = pl->detail;
    if (!units_of_pupil(s, pool, laag) || pl->decided != DECIDED_BY_WEIGHT || !pl->cents) return;
    for (u32 i = 0; detail && i < detail->measured_count; i++) {
        const Measured *m = &detail->measured[i];
        if (m->have >= detail->least) continue;
        Near near = {distance(m->have, detail->least, detail->denominator), pool, laag, i, true};
        keep_near(s, m->partij, ONE_MORE, &near);
    }
}

static void find_in_laag(Sensing *s, u32 pool, u32 laag)
{
    const Laag *l = term_at(s, pool, laag)->laag;
    const PoolLaag *pl = laag_at(s, pool, laag);
    if (l->drempel != DREMPEL_NONE) find_near_drempel(s, pool, laag);
    if (l->drempel != DREMPEL_NONE) find_below(s, pool, laag);
    if (l->plafond.numerator && pl->total && pl->decided != DECIDED_BY_PLACE)
        find_near_plafond(s, pool, laag);
    find_pupils(s, pool, laag);
}

void find_sensitivities(Comparison *comparison, Computed *computed, const Run *run,
                        const Numbers *numbers)
{
    Arena arena = {0};
    size_t partijen = run->batch->partijen.rows.count;
    Sensing s = {.arena = &arena,
                 .comparison = comparison,
                 .computed = computed,
                 .run = run,
                 .numbers = numbers,
                 .lists = NEW(&arena, NearList, partijen * KINDS + 1)};
    for (u32 p = 0; p < run->pools.count; p++) {
        const Pool *pool = pool_at(&s, p);
        size_t lagen = terms_of(run, pool->contract, pool->tijdvak)->version->laag_count;
        for (u32 l = 0; l < lagen; l++)
            find_in_laag(&s, p, l);
    }
    for (u32 partij = 0; partij < partijen; partij++)
        for (SensitivityKind kind = NEAR_DREMPEL; kind <= ONE_MORE; kind++) {
            const NearList *list = &s.lists[(size_t)partij * KINDS + kind];
            for (size_t i = 0; i < list->count; i++)
                if (kind == ONE_MORE)
                    add_pupil(&s, partij, (u32)i + 1, &list->items[i]);
                else
                    add_near(&s, kind, partij, (u32)i + 1, &list->items[i]);
        }
    arena_free(&s.scratch);
    arena_free(&arena);
}
