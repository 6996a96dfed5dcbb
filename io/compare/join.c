/* Joining the pools of two runs. In: both runs; out: groups of pools with the cents of each partij
 * in both. Holds always: each pool is in one group; groups come by contract, school and day. */
#include "io/compare/join.h"

static int by_key(const void *left, const void *right)
{
    const JoinPool *a = left, *b = right;
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    if (a->school != b->school) return (a->school > b->school) - (a->school < b->school);
    if (a->days.first != b->days.first)
        return (a->days.first > b->days.first) - (a->days.first < b->days.first);
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
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    return (a->school > b->school) - (a->school < b->school);
}

/* How many pools from `at` on are of the same contract and school, and day unless `all`. */
static u32 run_length(const JoinPool *at, const JoinPool *end, bool all)
{
    u32 count = 1;
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

static Text group_label(Arena *arena, const Run *first, const Run *here, const JoinGroup *g,
                        bool all)
{
    const Run *run = g->first_count ? first : here;
    const JoinPool *pools = g->first_count ? g->first : g->here;
    size_t count = g->first_count ? g->first_count : g->here_count;
    if (!all || count == 1) return label_of(run, pools);
    return JOIN(arena, label_of(run, pools), TEXT(".."), label_of(run, &pools[count - 1]));
}

JoinGroups join_pools(Arena *arena, const Run *first, const Run *here, const Numbers *numbers)
{
    static const Numbers same = {NULL, NULL, NULL};
    JoinGroups groups = {0};
    const JoinPool *a = list_pools(arena, first, &same), *a_end = a + first->pools.count;
    const JoinPool *b = list_pools(arena, here, numbers), *b_end = b + here->pools.count;
    while (a < a_end || b < b_end) {
        int order = a == a_end ? 1 : b == b_end ? -1 : compare_place(a, b);
        bool all = !order && !same_plan(plan_of(first, a), plan_of(here, b));
        if (!order && !all && a->days.first != b->days.first)
            order = a->days.first < b->days.first ? -1 : 1;
        const JoinPool *one = order <= 0 ? a : b;
        JoinGroup *g = PUSH(arena, &groups);
        *g = (JoinGroup){
            .contract = one->contract, .school = one->school - 1, .first = a, .here = b};
        if (order <= 0) g->first_count = run_length(a, a_end, all);
        if (order >= 0) g->here_count = run_length(b, b_end, all);
        g->tijdvak = group_label(arena, first, here, g, all);
        a += g->first_count;
        b += g->here_count;
    }
    return groups;
}

/* --- what partijen bear ----------------------------------------------------------------------- */

GroupSums group_sums(Arena *arena, size_t partijen)
{
    return (GroupSums){NEW(arena, i64, partijen + 1), NEW(arena, i64, partijen + 1),
                       partij_set(arena, partijen + 1)};
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

void group_add_up(GroupSums *s, const JoinGroup *g, const Run *first, const Run *here,
                  const Numbers *numbers)
{
    EACH_PARTIJ (partij, &s->touched)
        s->first[partij] = s->here[partij] = 0;
    partij_set_clear(&s->touched);
    for (size_t i = 0; i < g->first_count; i++)
        add_pool(first, g->first[i].pool, NULL, s->first, &s->touched);
    for (size_t i = 0; i < g->here_count; i++)
        add_pool(here, g->here[i].pool, numbers->partijen, s->here, &s->touched);
}
