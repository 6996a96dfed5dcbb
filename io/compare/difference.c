/* What differs from the first. In: two runs; out: rows per contract and school, and what carries
 * the difference of each partij. Holds always: the rows of a partij over all reasons add up to its
 * difference. */
#include "engine/sort.h"
#include "io/compare/why.h"

/* A group that adds to the difference of a partij. */
typedef struct TopEntry {
    i64 first, here;
    JoinGroup group;
    u32 reason;
} TopEntry;

typedef struct Top {
    TopEntry *items; /* the largest first; of one size: as they came */
    size_t count;
} Top;

/* One reason. */
typedef struct Carried {
    i64 *first, *cents; /* by partij: of the first, and the difference */
    u32 *pools, *contracten, *last_contract;
    Pairs schools; /* partij << 32 | school + 1 */
    Pairs pupils;  /* partij << 32 | leerling */
} Carried;

typedef struct Differing {
    Arena *arena;
    Comparison *comparison;
    Computed *computed;
    const Run *first, *here;
    const Numbers *numbers;
    size_t partijen;
    const u32 *back;         /* by number: the partij of `here`; NULL: the same */
    Top *tops;               /* by partij */
    LIST(Carried) carried;   /* by reason */
    LIST(AmountRow) schools; /* of each contract and school */
    /* Of the contract and of the contract and school in hand: */
    i64 *contract_first, *contract_here, *school_first, *school_here;
    PartijSet in_contract, in_school;
} Differing;

/* --- contracten and scholen ------------------------------------------------------------------- */

static void end_contract(Differing *d, u32 contract)
{
    EACH_PARTIJ (partij, &d->in_contract) {
        i64 first = d->contract_first[partij], here = d->contract_here[partij];
        if (first != here)
            *PUSH(d->comparison->arena, &d->computed->contracten) =
                (AmountRow){contract, partij, first, here};
        d->contract_first[partij] = d->contract_here[partij] = 0;
    }
    partij_set_clear(&d->in_contract);
}

static void end_school(Differing *d, u32 school)
{
    EACH_PARTIJ (partij, &d->in_school) {
        *PUSH(d->arena, &d->schools) =
            (AmountRow){school, partij, d->school_first[partij], d->school_here[partij]};
        d->school_first[partij] = d->school_here[partij] = 0;
    }
    partij_set_clear(&d->in_school);
}

/* Adds what the contracten have of each school together. */
static void add_schools(Differing *d)
{
    size_t schools = d->comparison->scholen.symbols.count, count = d->schools.count;
    u32 *key = NEW(d->arena, u32, count + 1), *order = NEW(d->arena, u32, count + 1);
    for (size_t i = 0; i < count; i++) {
        key[i] = d->schools.items[i].of + 1; /* NONE comes first */
        order[i] = (u32)i;
    }
    sort_by_key(d->arena, order, count, key, schools + 2);
    for (size_t i = 0; i < count;) {
        u32 school = d->schools.items[order[i]].of;
        for (; i < count && d->schools.items[order[i]].of == school; i++) {
            const AmountRow *row = &d->schools.items[order[i]];
            partij_set_add(&d->in_school, row->partij);
            d->school_first[row->partij] += row->first;
            d->school_here[row->partij] += row->here;
        }
        EACH_PARTIJ (partij, &d->in_school) {
            i64 first = d->school_first[partij], here = d->school_here[partij];
            if (first != here)
                *PUSH(d->comparison->arena, &d->computed->scholen) =
                    (AmountRow){school, partij, first, here};
            d->school_first[partij] = d->school_here[partij] = 0;
        }
        partij_set_clear(&d->in_school);
    }
}

/* --- the largest contributions ---------------------------------------------------------------- */

static u64 size_of(i64 first, i64 here)
{
    i64 difference = here - first;
    return difference < 0 ? (u64)-difference : (u64)difference;
}

static void add_to_top(Differing *d, u32 partij, const TopEntry *entry)
{
    Top *top = &d->tops[partij];
    u64 size = size_of(entry->first, entry->here);
    if (!top->items) top->items = NEW(d->arena, TopEntry, CONTRIBUTIONS_MOST);
    size_t at = top->count;
    while (at > 0 && size_of(top->items[at - 1].first, top->items[at - 1].here) < size)
        at--;
    if (at == CONTRIBUTIONS_MOST) return;
    if (top->count < CONTRIBUTIONS_MOST) top->count++;
    for (size_t i = top->count - 1; i > at; i--)
        top->items[i] = top->items[i - 1];
    top->items[at] = *entry;
}

/* The pupils of the partij in a group, of both runs when these number pupils alike. */
static void add_group_pupils(Differing *d, const JoinGroup *g, u32 partij, Arena *arena,
                             Pairs *pairs)
{
    u32 here = d->back ? d->back[partij] : partij;
    for (size_t i = 0; i < g->here_count && here != NONE; i++)
        add_pupils(arena, d->here, g->here[i].pool, here, pairs);
    for (size_t i = 0; i < g->first_count && d->computed->shares; i++)
        add_pupils(arena, d->first, g->first[i].pool, partij, pairs);
}

static void list_contributions(Differing *d)
{
    Arena scratch = {0};
    for (u32 partij = 0; partij < d->partijen; partij++)
        for (size_t i = 0; i < d->tops[partij].count; i++) {
            const TopEntry *e = &d->tops[partij].items[i];
            Pairs pupils = {0};
            add_group_pupils(d, &e->group, partij, &scratch, &pupils);
            pairs_distinct(&scratch, &pupils);
            *PUSH(d->comparison->arena, &d->computed->contributions) = (Contribution){
                partij,          (u32)i + 1, e->group.contract,
                e->group.school, e->reason,  text_copy(d->comparison->arena, e->group.tijdvak),
                e->first,        e->here,    (u32)pupils.count};
            arena_rewind(&scratch);
        }
    arena_free(&scratch);
}

/* --- reasons ---------------------------------------------------------------------------------- */

static Carried *carried_by(Differing *d, u32 reason)
{
    while (d->carried.count <= reason) {
        size_t n = d->partijen + 1;
        *PUSH(d->arena, &d->carried) = (Carried){.first = NEW(d->arena, i64, n),
                                                 .cents = NEW(d->arena, i64, n),
                                                 .pools = NEW(d->arena, u32, n),
                                                 .contracten = NEW(d->arena, u32, n),
                                                 .last_contract = NEW(d->arena, u32, n)};
    }
    return &d->carried.items[reason];
}

static void carry(Differing *d, const JoinGroup *g, u32 reason, u32 partij, i64 first, i64 here)
{
    Carried *c = carried_by(d, reason);
    u64 school = (u64)partij << 32 | (g->school + 1);
    c->first[partij] += first;
    c->cents[partij] += here - first;
    c->pools[partij]++;
    if (c->last_contract[partij] != g->contract + 1) c->contracten[partij]++;
    c->last_contract[partij] = g->contract + 1;
    if (g->school != NONE) *PUSH(d->arena, &c->schools) = school;
    add_group_pupils(d, g, partij, d->arena, &c->pupils);
}

/* How many pairs from *at on are of the partij. */
static u32 count_of(const Pairs *pairs, size_t *at, u32 partij)
{
    u32 count = 0;
    while (*at < pairs->count && pairs->items[*at] >> 32 < partij)
        ++*at;
    for (; *at < pairs->count && pairs->items[*at] >> 32 == partij; ++*at)
        count++;
    return count;
}

/* Pupils are numbered by the partijen of their run. */
static void list_reasons(Differing *d)
{
    Arena scratch = {0};
    for (u32 reason = 0; reason < d->carried.count; reason++) {
        Carried *c = &d->carried.items[reason];
        size_t school = 0, pupil = 0;
        pairs_distinct(&scratch, &c->schools);
        pairs_distinct(&scratch, &c->pupils);
        for (u32 partij = 0; partij < d->partijen; partij++) {
            if (!c->pools[partij]) continue;
            u32 here = d->back ? d->back[partij] : partij;
            if (d->back) pupil = 0; /* not in the same order */
            *PUSH(d->comparison->arena, &d->computed->reason_rows) =
                (ReasonRow){reason,
                            partij,
                            c->first[partij],
                            c->cents[partij],
                            c->contracten[partij],
                            count_of(&c->schools, &school, partij),
                            c->pools[partij],
                            here == NONE ? 0 : count_of(&c->pupils, &pupil, here)};
        }
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

/* --- all groups ------------------------------------------------------------------------------- */

static void take_group(Differing *d, const Join *j, const JoinGroup *g, u32 reason)
{
    EACH_PARTIJ (partij, &j->touched) {
        i64 first = j->first_cents[partij], here = j->here_cents[partij];
        partij_set_add(&d->in_contract, partij);
        partij_set_add(&d->in_school, partij);
        d->contract_first[partij] += first, d->contract_here[partij] += here;
        d->school_first[partij] += first, d->school_here[partij] += here;
        if (first == here) continue;
        d->computed->moved += size_of(first, here);
        TopEntry entry = {first, here, *g, reason};
        add_to_top(d, partij, &entry);
        carry(d, g, reason, partij, first, here);
    }
}

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

void find_differences(Comparison *comparison, Computed *computed, const Run *first, const Run *here,
                      const Numbers *numbers)
{
    Arena arena = {0};
    size_t n = comparison->partijen.symbols.count + 1;
    Differing d = {.arena = &arena,
                   .comparison = comparison,
                   .computed = computed,
                   .first = first,
                   .here = here,
                   .numbers = numbers,
                   .partijen = n - 1,
                   .back = back_from(&arena, numbers, here, n - 1),
                   .tops = NEW(&arena, Top, n),
                   .contract_first = NEW(&arena, i64, n),
                   .contract_here = NEW(&arena, i64, n),
                   .school_first = NEW(&arena, i64, n),
                   .school_here = NEW(&arena, i64, n),
                   .in_contract = partij_set(&arena, n),
                   .in_school = partij_set(&arena, n)};
    Join join;
    JoinGroup g, before = {.contract = NONE};
    join_begin(&join, &arena, first, here, numbers, n - 1);
    Why *why = why_begin(&arena, comparison, computed, first, here);
    while (join_next(&join, &g)) {
        bool another = before.contract != NONE && g.contract != before.contract;
        if (before.contract != NONE && (another || g.school != before.school))
            end_school(&d, before.school);
        if (another) end_contract(&d, before.contract);
        take_group(&d, &join, &g, why_group(why, &g));
        before = g;
    }
    if (before.contract != NONE) end_school(&d, before.school);
    if (before.contract != NONE) end_contract(&d, before.contract);
    add_schools(&d);
    list_contributions(&d);
    list_reasons(&d);
    why_end(why);
    arena_free(&arena);
}
