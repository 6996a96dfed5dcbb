/* What differs from the first. In: two runs; out: rows per contract and school, and what carries
 * the difference of each partij. Holds always: the rows of a partij over all reasons add up to its
 * difference; what comes out does not hang on the number of threads. */
#include "engine/sort.h"
#include "engine/work.h"
#include "io/compare/why.h"

#include <string.h>

/* A group that adds to the difference of a partij. */
typedef struct TopEntry {
    i64 first, here;
    u32 group;
} TopEntry;

typedef struct Top {
    TopEntry items[CONTRIBUTIONS_MOST]; /* the largest first; of one size: as they came */
    u32 count;
} Top;

/* What one reason carries of one partij. */
typedef struct Carried {
    i64 first, cents;
    u32 pools, contracten, last_contract;
} Carried;

/* What one task finds in its groups. */
typedef struct Part {
    Arena memory;
    Top *tops;        /* by partij */
    Carried *carried; /* by reason and partij */
    i128 moved;
    LIST(AmountRow) contracten, scholen;
    LIST(u64) differing; /* partij << 32 | group */
} Part;

typedef struct Differing {
    Arena *arena;
    Comparison *comparison;
    Computed *computed;
    const Run *first, *here;
    const Numbers *numbers;
    size_t partijen;
    const u32 *back; /* by number: the partij of `here`; NULL: the same */
    JoinGroups groups;
    u32 *by_school; /* the groups by school */
    Part *parts;
    size_t part_count;
    u32 *entries, *first_entry; /* by batch of partijen: group and partij in it */
    struct Marks *marks;        /* by worker */
    bool *counted;              /* by reason and partij: pupils were counted */
    u32 *scholen, *leerlingen;  /* by reason and partij */
} Differing;

static const JoinGroup *group_at(const Differing *d, size_t index, bool by_school)
{
    return &d->groups.items[by_school ? d->by_school[index] : index];
}

static u64 size_of(i64 first, i64 here)
{
    i64 difference = here - first;
    return difference < 0 ? (u64)-difference : (u64)difference;
}

/* --- the groups of a task --------------------------------------------------------------------- */

/* What partijen bear of a contract, or of a contract at a school, in both. */
typedef struct Bearing {
    i64 *first, *here;
    PartijSet partijen;
} Bearing;

static Bearing bearing(Arena *arena, size_t partijen)
{
    return (Bearing){NEW(arena, i64, partijen + 1), NEW(arena, i64, partijen + 1),
                     partij_set(arena, partijen + 1)};
}

static void bear(Bearing *b, u32 partij, i64 first, i64 here)
{
    partij_set_add(&b->partijen, partij);
    b->first[partij] += first;
    b->here[partij] += here;
}

typedef struct Rows {
    AmountRow *items;
    size_t count, capacity;
} Rows;

/* Makes rows of what is not borne alike, and begins again. */
static void end_bearing(Arena *arena, Bearing *b, u32 of, Rows *rows)
{
    EACH_PARTIJ (partij, &b->partijen) {
        if (b->first[partij] != b->here[partij])
            *PUSH(arena, rows) = (AmountRow){of, partij, b->first[partij], b->here[partij]};
        b->first[partij] = b->here[partij] = 0;
    }
    partij_set_clear(&b->partijen);
}

static void add_to_top(Top *top, const TopEntry *entry)
{
    u64 size = size_of(entry->first, entry->here);
    u32 at = top->count;
    while (at > 0 && size_of(top->items[at - 1].first, top->items[at - 1].here) < size)
        at--;
    if (at == CONTRIBUTIONS_MOST) return;
    if (top->count < CONTRIBUTIONS_MOST) top->count++;
    for (u32 i = top->count - 1; i > at; i--)
        top->items[i] = top->items[i - 1];
    top->items[at] = *entry;
}

static void carry(Differing *d, Part *part, u32 group, u32 partij, i64 first, i64 here)
{
    const JoinGroup *g = &d->groups.items[group];
    Carried *c = &part->carried[(size_t)g->reason * d->partijen + partij];
    TopEntry entry = {first, here, group};
    c->first += first;
    c->cents += here - first;
    c->pools++;
    c->contracten += c->last_contract != g->contract + 1;
    c->last_contract = g->contract + 1;
    part->moved += size_of(first, here);
    add_to_top(&part->tops[partij], &entry);
    *PUSH(&part->memory, &part->differing) = (u64)partij << 32 | group;
}

/* Where the groups of task `task` begin: not within what is added up, a contract or a school. */
static size_t part_begin(const Differing *d, size_t task, bool by_school)
{
    if (task >= d->part_count) return d->groups.count;
    size_t at = work_range(d->groups.count, d->part_count, task).first;
    while (at > 0 && at < d->groups.count) {
        const JoinGroup *g = group_at(d, at, by_school), *before = group_at(d, at - 1, by_school);
        if (by_school ? g->school != before->school : g->contract != before->contract) break;
        at++;
    }
    return at;
}

static void find_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Differing *d = context;
    Part *part = &d->parts[task];
    Arena scratch = {0};
    size_t begin = part_begin(d, task, false), end = part_begin(d, task + 1, false);
    GroupSums sums = group_sums(&scratch, d->partijen);
    Bearing contract = bearing(&scratch, d->partijen);
    Rows contracten = {0};
    part->tops = NEW(&part->memory, Top, d->partijen + 1);
    part->carried = NEW(&part->memory, Carried, d->computed->reasons.count * d->partijen + 1);
    for (size_t i = begin; i < end; i++) {
        const JoinGroup *g = &d->groups.items[i];
        group_add_up(&sums, g, d->first, d->here, d->numbers);
        EACH_PARTIJ (partij, &sums.touched) {
            i64 first = sums.first[partij], here = sums.here[partij];
            bear(&contract, partij, first, here);
            if (first != here) carry(d, part, (u32)i, partij, first, here);
        }
        if (i + 1 == end || g[1].contract != g->contract)
            end_bearing(&part->memory, &contract, g->contract, &contracten);
    }
    memcpy(&part->contracten, &contracten, sizeof contracten);
    arena_free(&scratch);
}

/* The same groups once more, by school. */
static void find_scholen(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Differing *d = context;
    Part *part = &d->parts[task];
    Arena scratch = {0};
    size_t begin = part_begin(d, task, true), end = part_begin(d, task + 1, true);
    GroupSums sums = group_sums(&scratch, d->partijen);
    Bearing school = bearing(&scratch, d->partijen);
    Rows scholen = {0};
    for (size_t i = begin; i < end; i++) {
        const JoinGroup *g = group_at(d, i, true);
        group_add_up(&sums, g, d->first, d->here, d->numbers);
        EACH_PARTIJ (partij, &sums.touched)
            bear(&school, partij, sums.first[partij], sums.here[partij]);
        if (i + 1 == end || group_at(d, i + 1, true)->school != g->school)
            end_bearing(&part->memory, &school, g->school, &scholen);
    }
    memcpy(&part->scholen, &scholen, sizeof scholen);
    arena_free(&scratch);
}

/* --- together --------------------------------------------------------------------------------- */

static void order_by_school(Differing *d)
{
    size_t count = d->groups.count;
    u32 *key = NEW(d->arena, u32, count + 1);
    d->by_school = NEW(d->arena, u32, count + 1);
    for (size_t i = 0; i < count; i++) {
        key[i] = d->groups.items[i].school + 1; /* NONE comes first */
        d->by_school[i] = (u32)i;
    }
    sort_by_key(d->arena, d->by_school, count, key, d->comparison->scholen.symbols.count + 2);
}

static void join_scholen(Differing *d)
{
    size_t count = 0, at = 0;
    for (size_t p = 0; p < d->part_count; p++)
        count += d->parts[p].scholen.count;
    AmountRow *rows = NEW(d->comparison->arena, AmountRow, count + 1);
    for (size_t p = 0; p < d->part_count; p++) {
        for (size_t i = 0; i < d->parts[p].scholen.count; i++)
            rows[at++] = d->parts[p].scholen.items[i];
        arena_give_back(&d->parts[p].memory, d->parts[p].scholen.items);
    }
    d->computed->scholen.items = rows;
    d->computed->scholen.count = d->computed->scholen.capacity = count;
}

static void join_contracten(Differing *d)
{
    size_t count = 0, at = 0;
    for (size_t p = 0; p < d->part_count; p++)
        count += d->parts[p].contracten.count;
    AmountRow *rows = NEW(d->comparison->arena, AmountRow, count + 1);
    for (size_t p = 0; p < d->part_count; p++) {
        for (size_t i = 0; i < d->parts[p].contracten.count; i++)
            rows[at++] = d->parts[p].contracten.items[i];
        arena_give_back(&d->parts[p].memory, d->parts[p].contracten.items);
    }
    d->computed->contracten.items = rows;
    d->computed->contracten.count = d->computed->contracten.capacity = count;
}

static void join_tops(Differing *d)
{
    for (size_t p = 1; p < d->part_count; p++)
        for (size_t partij = 0; partij < d->partijen; partij++)
            for (u32 i = 0; i < d->parts[p].tops[partij].count; i++)
                add_to_top(&d->parts[0].tops[partij], &d->parts[p].tops[partij].items[i]);
}

static void join_carried(Differing *d)
{
    size_t count = d->computed->reasons.count * d->partijen;
    for (size_t p = 1; p < d->part_count; p++)
        for (size_t i = 0; i < count; i++) {
            Carried *to = &d->parts[0].carried[i];
            const Carried *from = &d->parts[p].carried[i];
            to->first += from->first, to->cents += from->cents;
            to->pools += from->pools, to->contracten += from->contracten;
        }
}

/* Partijen are counted so many together: pupils of a pool that follow each other are near. */
enum { BATCH_BITS = 5, BATCH = 1 << BATCH_BITS };

/* The differing groups of each batch of partijen, in their order. */
static void batch_entries(Differing *d)
{
    size_t count = 0, batches = d->partijen / BATCH + 1;
    ASSERT(d->groups.count < NONE >> BATCH_BITS);
    d->first_entry = NEW(d->arena, u32, batches + 2);
    for (size_t p = 0; p < d->part_count; p++) {
        count += d->parts[p].differing.count;
        d->computed->moved += d->parts[p].moved;
        for (size_t i = 0; i < d->parts[p].differing.count; i++)
            d->first_entry[(d->parts[p].differing.items[i] >> (32 + BATCH_BITS)) + 2]++;
    }
    ASSERT(count < NONE);
    for (size_t i = 2; i < batches + 2; i++)
        d->first_entry[i] += d->first_entry[i - 1];
    d->entries = NEW(d->arena, u32, count + 1);
    for (size_t p = 0; p < d->part_count; p++) {
        for (size_t i = 0; i < d->parts[p].differing.count; i++) {
            u64 one = d->parts[p].differing.items[i];
            u32 entry = (u32)one << BATCH_BITS | (u32)(one >> 32) % BATCH;
            d->entries[d->first_entry[(one >> (32 + BATCH_BITS)) + 1]++] = entry;
        }
        arena_give_back(&d->parts[p].memory, d->parts[p].differing.items);
    }
}

/* --- scholen and leerlingen ------------------------------------------------------------------- */

/* For which partijen of the batch a school or leerling was seen in the last question. */
typedef struct Seen {
    u32 question, partijen;
} Seen;

typedef struct Marks {
    Arena memory;
    Seen *schools, *pupils;
    u32 question;
    char gap[WORKER_GAP];
} Marks;

/* 1 when it was not seen yet. */
static u32 mark(Seen *seen, u32 question, u32 partij)
{
    if (seen->question != question) *seen = (Seen){question, 0};
    u32 bit = (u32)1 << partij % BATCH, fresh = !(seen->partijen & bit);
    seen->partijen |= bit;
    return fresh;
}

static u32 mark_pupils(Marks *m, const Run *run, u32 index, u32 own, u32 partij)
{
    const Pool *pool = &run->pools.items[index];
    size_t lagen = terms_of(run, pool->contract, pool->tijdvak)->version->laag_count;
    u32 fresh = 0;
    for (size_t l = 0; l < lagen && run->keeps_pupils; l++) {
        Pupils pupils = pupils_of(&run->lagen.items[pool->first_laag + l], own);
        for (size_t i = 0; i < pupils.count; i++)
            fresh += mark(&m->pupils[pupils.leerlingen[i]], m->question, partij);
    }
    return fresh;
}

/* The pupils of the partij in a group, of both runs when these number pupils alike. */
static u32 mark_group(const Differing *d, Marks *m, const JoinGroup *g, u32 partij)
{
    u32 here = d->back ? d->back[partij] : partij, fresh = 0;
    for (size_t i = 0; i < g->here_count && here != NONE; i++)
        fresh += mark_pupils(m, d->here, g->here[i].pool, here, partij);
    for (size_t i = 0; i < g->first_count && d->computed->shares; i++)
        fresh += mark_pupils(m, d->first, g->first[i].pool, partij, partij);
    return fresh;
}

/* Whether pupils were counted in the pools at all: not by tellingen, kengetallen or shares. */
static bool counts_any(const Run *run, const JoinPool *pools, size_t count)
{
    for (size_t i = 0; i < count && run->keeps_pupils; i++) {
        const Pool *pool = &run->pools.items[pools[i].pool];
        size_t lagen = terms_of(run, pool->contract, pool->tijdvak)->version->laag_count;
        for (size_t l = 0; l < lagen; l++)
            if (run->lagen.items[pool->first_laag + l].detail->partij_count) return true;
    }
    return false;
}

static bool group_counts(const Differing *d, const JoinGroup *g)
{
    return counts_any(d->here, g->here, g->here_count) ||
           (d->computed->shares && counts_any(d->first, g->first, g->first_count));
}

static void make_marks(const Differing *d, Marks *m)
{
    if (m->pupils) return;
    m->pupils = NEW(&m->memory, Seen, d->here->batch->leerling_ids.count + 1);
    m->schools = NEW(&m->memory, Seen, d->comparison->scholen.symbols.count + 1);
}

/* Counts where the differences of a batch of partijen are, for each reason. */
static void count_batch(void *context, size_t task, unsigned worker)
{
    Differing *d = context;
    Marks *m = &d->marks[worker];
    make_marks(d, m);
    for (u32 reason = 0; reason < d->computed->reasons.count; reason++) {
        m->question++;
        for (size_t i = d->first_entry[task]; i < d->first_entry[task + 1]; i++) {
            const JoinGroup *g = &d->groups.items[d->entries[i] >> BATCH_BITS];
            if (g->reason != reason) continue;
            u32 partij = (u32)task * BATCH + d->entries[i] % BATCH;
            size_t at = (size_t)reason * d->partijen + partij;
            d->leerlingen[at] += mark_group(d, m, g, partij);
            if (!d->counted[at]) d->counted[at] = group_counts(d, g);
            if (g->school != NONE)
                d->scholen[at] += mark(&m->schools[g->school], m->question, partij);
        }
    }
}

static void list_reasons(Differing *d)
{
    for (u32 reason = 0; reason < d->computed->reasons.count; reason++)
        for (u32 partij = 0; partij < d->partijen; partij++) {
            size_t at = (size_t)reason * d->partijen + partij;
            const Carried *c = &d->parts[0].carried[at];
            if (!c->pools) continue;
            *PUSH(d->comparison->arena, &d->computed->reason_rows) =
                (ReasonRow){MEASURE_aandeel, reason,   partij,
                            c->first,        c->cents, c->contracten,
                            d->scholen[at],  c->pools, d->counted[at] ? d->leerlingen[at] : NONE};
        }
}

static void list_contributions(Differing *d)
{
    Marks *m = &d->marks[0];
    make_marks(d, m);
    for (u32 partij = 0; partij < d->partijen; partij++)
        for (u32 i = 0; i < d->parts[0].tops[partij].count; i++) {
            const TopEntry *e = &d->parts[0].tops[partij].items[i];
            const JoinGroup *g = &d->groups.items[e->group];
            m->question++;
            *PUSH(d->comparison->arena, &d->computed->contributions) =
                (Contribution){partij,    i + 1,     g->contract,
                               g->school, g->reason, text_copy(d->comparison->arena, g->tijdvak),
                               e->first,  e->here,   mark_group(d, m, g, partij)};
        }
}

static void count_rows(Differing *d)
{
    size_t count = d->computed->reasons.count * d->partijen;
    d->marks = NEW(d->arena, Marks, work_width());
    d->scholen = NEW(d->arena, u32, count + 1);
    d->leerlingen = NEW(d->arena, u32, count + 1);
    d->counted = NEW(d->arena, bool, count + 1);
    work_each(d->partijen / BATCH + 1, count_batch, d);
    list_reasons(d);
    list_contributions(d);
    for (unsigned i = 0; i < work_width(); i++)
        arena_free(&d->marks[i].memory);
}

/* --- all -------------------------------------------------------------------------------------- */

/* By number of the comparison, the partij of the run; NONE: it has not that one. */
static const u32 *back_from(Arena *arena, const Numbers *numbers, const Run *run, size_t partijen)
{
    if (!numbers->partijen) return NULL;
    u32 *back = NEW(arena, u32, partijen + 1);
    for (size_t i = 0; i < partijen; i++)
        back[i] = NONE;
    for (u32 i = 0; i < run->batch->partijen.rows.count; i++)
        back[numbers->partijen[i]] = i;
    return back;
}

/* What makes a contract differ: what makes its first pool differ that does. */
static const u32 *reasons_of_contracten(Differing *d, Why *why)
{
    size_t count = d->comparison->contracten.symbols.count;
    u32 *reasons = NEW(d->arena, u32, count + 1);
    for (size_t c = 0; c < count; c++)
        reasons[c] = NONE;
    for (size_t i = 0; i < d->groups.count; i++) {
        const JoinGroup *g = &d->groups.items[i];
        if (reasons[g->contract] == NONE || why_is_nothing(why, reasons[g->contract]))
            reasons[g->contract] = g->reason;
    }
    for (size_t c = 0; c < count; c++)
        if (reasons[c] == NONE) reasons[c] = why_other(why);
    return reasons;
}

enum { GROUPS_LEAST = 64 }; /* that are worth a task */

void find_differences(Comparison *comparison, Computed *computed, const Run *first, const Run *here,
                      const Numbers *numbers)
{
    Arena arena = {0};
    size_t partijen = comparison->partijen.symbols.count;
    Differing d = {.arena = &arena,
                   .comparison = comparison,
                   .computed = computed,
                   .first = first,
                   .here = here,
                   .numbers = numbers,
                   .partijen = partijen,
                   .back = back_from(&arena, numbers, here, partijen),
                   .groups = join_pools(&arena, first, here, numbers)};
    Why *why = why_begin(&arena, comparison, computed, first, here);
    for (size_t i = 0; i < d.groups.count; i++)
        d.groups.items[i].reason = why_group(why, &d.groups.items[i]);
    why_end(why);
    d.part_count = work_parts(d.groups.count, GROUPS_LEAST);
    if (!d.part_count) d.part_count = 1;
    d.parts = NEW(&arena, Part, d.part_count);
    work_each(d.part_count, find_part, &d);
    join_contracten(&d);
    order_by_school(&d);
    work_each(d.part_count, find_scholen, &d);
    join_scholen(&d);
    join_tops(&d);
    join_carried(&d);
    batch_entries(&d);
    count_rows(&d);
    find_payments(comparison, computed, first, here, numbers, reasons_of_contracten(&d, why));
    for (size_t p = 0; p < d.part_count; p++)
        arena_free(&d.parts[p].memory);
    arena_free(&arena);
}
