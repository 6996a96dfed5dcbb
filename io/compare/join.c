/* Joining the pools of two runs. In: both runs; out: groups of pools with the cents of each partij
 * in both. Holds always: each pool is in one group; groups come by contract, school and day. */
#include "io/compare/join.h"

static int by_key(const void *left, const void *right)
{
    const JoinPool *a = left, *b = right;
    if (a->contract != b->contract) return a->contract < b->contract ? -1 : 1;
    if (a->school != b->school) return a->school < b->school ? -1 : 1;
    if (a->days.first != b->days.first) return a->days.first < b->days.first ? -1 : 1;
    return (a->pool > b->pool) - (a->pool < b->pool);
}

static JoinPool *list_pools(Arena *arena, const Run *run, const Numbers *numbers)
{
    JoinPool *pools = NEW(arena, JoinPool, run->pools.count + 1);
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        pools[i] = (JoinPool){number_of(numbers->contracten, pool->contract),
                              number_of(numbers->scholen, pool->school) + 1,
                              tijdvak_of(run, pool->contract, pool->tijdvak)->days, (u32)i};
    }
    sort_array(pools, run->pools.count, sizeof *pools, by_key);
    return pools;
}

void join_begin(Join *j, Arena *arena, const Run *first, const Run *here, const Numbers *numbers,
                size_t partijen)
{
    static const Numbers same = {NULL, NULL, NULL};
    *j = (Join){.arena = arena,
                .first = first,
                .here = here,
                .numbers = numbers,
                .first_pools = list_pools(arena, first, &same),
                .here_pools = list_pools(arena, here, numbers),
                .first_count = first->pools.count,
                .here_count = here->pools.count,
                .partijen = partijen,
                .first_cents = NEW(arena, i64, partijen + 1),
                .here_cents = NEW(arena, i64, partijen + 1),
                .touched = partij_set(arena, partijen + 1)};
}

static const RulePlan *plan_of(const Run *run, const JoinPool *pool)
{
    return &run->plans[run->settings->rule_of_contract[run->pools.items[pool->pool].contract]];
}

/* Whether two rules divide the days in the same tijdvakken. */
static bool same_plan(const RulePlan *a, const RulePlan *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->tijdvakken[i].days.first != b->tijdvakken[i].days.first ||
            a->tijdvakken[i].days.last != b->tijdvakken[i].days.last)
            return false;
    return true;
}

static int compare_place(const JoinPool *a, const JoinPool *b)
{
    if (a->contract != b->contract) return a->contract < b->contract ? -1 : 1;
    return (a->school > b->school) - (a->school < b->school);
}

/* How many pools from `at` on are of the same contract and school, and day unless `all`. */
static size_t run_length(const JoinPool *at, const JoinPool *end, bool all)
{
    size_t count = 1;
    while (at + count < end && !compare_place(at, at + count) &&
           (all || at[count].days.first == at->days.first))
        count++;
    return count;
}

static Text label_of(const Run *run, const JoinPool *pool)
{
    const Pool *p = &run->pools.items[pool->pool];
    return tijdvak_of(run, p->contract, p->tijdvak)->label;
}

static Text group_label(const Join *j, const JoinGroup *g, bool all)
{
    const Run *run = g->first_count ? j->first : j->here;
    const JoinPool *pools = g->first_count ? g->first : g->here;
    size_t count = g->first_count ? g->first_count : g->here_count;
    if (!all || count == 1) return label_of(run, pools);
    return JOIN(j->arena, label_of(run, pools), TEXT(".."), label_of(run, &pools[count - 1]));
}

static void add_pool(const Run *run, u32 index, const u32 *numbers, i64 *cents, PartijSet *touched)
{
    const Pool *pool = &run->pools.items[index];
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &run->lines.items[pool->first_line + i];
        u32 partij = number_of(numbers, line->partij);
        partij_set_add(touched, partij);
        cents[partij] += line->cents;
    }
}

static void add_up(Join *j, const JoinGroup *g)
{
    EACH_PARTIJ (partij, &j->touched)
        j->first_cents[partij] = j->here_cents[partij] = 0;
    partij_set_clear(&j->touched);
    for (size_t i = 0; i < g->first_count; i++)
        add_pool(j->first, g->first[i].pool, NULL, j->first_cents, &j->touched);
    for (size_t i = 0; i < g->here_count; i++)
        add_pool(j->here, g->here[i].pool, j->numbers->partijen, j->here_cents, &j->touched);
}

bool join_next(Join *j, JoinGroup *g)
{
    const JoinPool *a = j->first_pools + j->next_first, *a_end = j->first_pools + j->first_count;
    const JoinPool *b = j->here_pools + j->next_here, *b_end = j->here_pools + j->here_count;
    if (a == a_end && b == b_end) return false;
    int order = a == a_end ? 1 : b == b_end ? -1 : compare_place(a, b);
    bool all = !order && !same_plan(plan_of(j->first, a), plan_of(j->here, b));
    if (!order && !all && a->days.first != b->days.first)
        order = a->days.first < b->days.first ? -1 : 1;
    const JoinPool *one = order <= 0 ? a : b;
    *g = (JoinGroup){.contract = one->contract, .school = one->school - 1, .first = a, .here = b};
    if (order <= 0) g->first_count = run_length(a, a_end, all);
    if (order >= 0) g->here_count = run_length(b, b_end, all);
    g->tijdvak = group_label(j, g, all);
    j->next_first += g->first_count;
    j->next_here += g->here_count;
    add_up(j, g);
    return true;
}
