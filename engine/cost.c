/* What each pool costs (SPEC §5). In: kosten, deelnames, bijdragen, the plan; out: Run.pools,
 * sorted by contract, school and tijdvak, with their bijdragen per partij. Holds always: a row
 * gives its amount to the tijdvakken of its interval, to the cent. */
#include "engine/cost.h"
#include "engine/exact.h"
#include "engine/part.h"
#include "engine/pxq.h"
#include "engine/work.h"

#define TOTAL_MOST (AMOUNT_MOST / 4) /* so that no sum of amounts can leave 63 bits */

typedef enum ChargeKind { CHARGE_KOSTEN, CHARGE_BIJDRAGE } ChargeKind;

/* What one row adds to one pool. */
typedef struct Charge {
    u32 school, tijdvak, partij;
    ChargeKind kind;
    i64 cents;
} Charge;

/* One contract after the other. */
typedef struct Charging {
    Run *run; /* the part of it that a task has */
    u32 contract;
    const RulePlan *plan;
    LIST(Charge) charges;
    size_t first_pool, first_part; /* of the contract */
    i64 *cents;                    /* of one school, by tijdvak */
    u8 *is_charged;                /* by tijdvak */
    i128 total;                    /* Σ |cents| of all contracts of the part */
} Charging;

static void charge(Charging *c, u32 school, u32 tijdvak, ChargeKind kind, u32 partij, i64 cents)
{
    c->total += cents < 0 ? -cents : cents;
    if (c->total > TOTAL_MOST) return; /* told by cost() */
    *PUSH(c->run->arena, &c->charges) = (Charge){school, tijdvak, partij, kind, cents};
}

static void charge_kosten(Charging *c, u32 tijdvak, Interval days, bool by_months)
{
    const Table_kosten *t = &c->run->batch->kosten;
    Slice rows = group_of(&c->run->batch->kosten_of, c->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval whole = {t->begindatum[row], t->einddatum[row]};
        if (is_empty(overlap(whole, days))) continue;
        charge(c, t->school[row], tijdvak, CHARGE_KOSTEN, NONE,
               apportion(t->bedrag[row], whole, days, by_months));
    }
}

static void charge_bijdragen(Charging *c, u32 tijdvak, Interval days, bool by_months)
{
    const Table_bijdragen *t = &c->run->batch->bijdragen;
    Slice rows = group_of(&c->run->batch->bijdragen_of, c->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval whole = {t->begindatum[row], t->einddatum[row]};
        if (is_empty(overlap(whole, days))) continue;
        charge(c, t->school[row], tijdvak, CHARGE_BIJDRAGE, t->partij[row],
               apportion(t->bedrag[row], whole, days, by_months));
    }
}

/* What one deelname costs in each tijdvak whose terms say pxq. */
static void charge_deelname(Charging *c, u32 row)
{
    Run *run = c->run;
    /* Each deelname has a tarief up to the last settled day, also one that ended before. */
    bool priced = deelname_has_tarief(run, row, run->settings->settled.last);
    Interval whole = deelname_days(run, row);
    int counted = -1; /* not asked yet */
    for (u32 t = 0; t < c->plan->count; t++) {
        const RuleVersion *version = c->plan->terms[t].version;
        Interval part = overlap(whole, c->plan->tijdvakken[t].days);
        if (!version || version->kosten != KOSTEN_PXQ || is_empty(part)) continue;
        if (counted < 0) counted = deelname_has_units(run, row);
        if (!counted || !priced) return;
        i64 cents = deelname_cents(run, row, part);
        c->total += cents;
        if (c->total > TOTAL_MOST) return; /* told by cost() */
        *PUSH(run->arena, &run->pxq) = (PxqPart){row, t, cents, 0};
        c->cents[t] += cents;
        c->is_charged[t] = 1;
    }
}

/* Charges what the deelnames of a school cost, which stand together. */
static void charge_pxq(Charging *c)
{
    const Table_deelnames *t = &c->run->batch->deelnames;
    Slice rows = group_of(&c->run->batch->deelnames_in, c->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 school = t->school[rows.rows[i]];
        charge_deelname(c, rows.rows[i]);
        if (i + 1 < rows.count && t->school[rows.rows[i + 1]] == school) continue;
        for (u32 v = 0; v < c->plan->count; v++) {
            if (c->is_charged[v])
                *PUSH(c->run->arena, &c->charges) =
                    (Charge){school, v, NONE, CHARGE_KOSTEN, c->cents[v]};
            c->is_charged[v] = 0;
            c->cents[v] = 0;
        }
    }
}

/* Whether any row of the contract could make a pool in these days: terms are asked for only then.
 */
static bool touches(const Groups *groups, const Day *first, const Day *last, u32 contract,
                    Interval days)
{
    Slice rows = group_of(groups, contract);
    for (size_t i = 0; i < rows.count; i++)
        if (!is_empty(overlap((Interval){first[rows.rows[i]], last[rows.rows[i]]}, days)))
            return true;
    return false;
}

static bool any_row_touches(const Batch *b, u32 contract, Interval days)
{
    return touches(&b->kosten_of, b->kosten.begindatum, b->kosten.einddatum, contract, days) ||
           touches(&b->bijdragen_of, b->bijdragen.begindatum, b->bijdragen.einddatum, contract,
                   days) ||
           touches(&b->deelnames_in, b->deelnames.begindatum, b->deelnames.einddatum, contract,
                   days);
}

static int by_pool(const void *left, const void *right)
{
    const Charge *a = left, *b = right;
    u32 a_school = a->school + 1, b_school = b->school + 1; /* NONE comes first */
    if (a_school != b_school) return a_school < b_school ? -1 : 1;
    if (a->tijdvak != b->tijdvak) return a->tijdvak < b->tijdvak ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static void add_bijdrage(Run *run, Pool *pool, const Charge *charge)
{
    pool->bijdragen += charge->cents;
    if (pool->bijdrage_count) {
        PartijAmount *last = &run->bijdragen.items[run->bijdragen.count - 1];
        if (last->partij == charge->partij) {
            last->cents += charge->cents;
            return;
        }
    }
    *PUSH(run->arena, &run->bijdragen) = (PartijAmount){charge->partij, charge->cents};
    pool->bijdrage_count++;
}

static void make_pools(Charging *c)
{
    Run *run = c->run;
    if (!c->charges.count) return;
    sort_array(c->charges.items, c->charges.count, sizeof(Charge), by_pool);
    const Charge *before = NULL;
    for (size_t i = 0; i < c->charges.count; i++) {
        const Charge *ch = &c->charges.items[i];
        if (!before || before->school != ch->school || before->tijdvak != ch->tijdvak)
            *PUSH(run->arena, &run->pools) = (Pool){.contract = c->contract,
                                                    .school = ch->school,
                                                    .tijdvak = ch->tijdvak,
                                                    .first_bijdrage = run->bijdragen.count};
        Pool *pool = &run->pools.items[run->pools.count - 1];
        if (ch->kind == CHARGE_KOSTEN)
            pool->kosten += ch->cents;
        else
            add_bijdrage(run, pool, ch);
        before = ch;
    }
    c->charges.count = 0;
}

/* Rows of kosten beside kosten = pxq are not read: told once per contract. */
static void tell_unread_kosten(Run *run, u32 contract)
{
    Slice rows = group_of(&run->batch->kosten_of, contract);
    if (!rows.count) return;
    FAULT_AT(run->batch->report, W420_KOSTEN_NOT_READ,
             place_of(run->batch, T_kosten, rows.rows[0], COL_kosten_contract),
             contract_code(run->batch, contract));
}

static void cost_contract(Charging *c)
{
    Run *run = c->run;
    bool pxq = false;
    c->first_pool = run->pools.count;
    c->first_part = run->pxq.count;
    for (u32 t = 0; t < c->plan->count; t++) {
        Interval days = c->plan->tijdvakken[t].days;
        if (!any_row_touches(run->batch, c->contract, days)) continue;
        const RuleVersion *version = c->plan->terms[t].version;
        if (!version) continue; /* told */
        if (version->kosten == KOSTEN_PXQ)
            pxq = true;
        else
            charge_kosten(c, t, days, version->by_months);
        charge_bijdragen(c, t, days, version->by_months);
    }
    if (pxq) {
        charge_pxq(c);
        tell_unread_kosten(run, c->contract);
    }
    make_pools(c);
    divide_by_grens(run, c->contract, c->first_pool, c->first_part);
    divide_by_maximum(run, c->contract, c->first_pool);
}

/* --- all contracts ---------------------------------------------------------------------------- */

/* Asks for the terms of every tijdvak in which a contract has a row. */
static void find_terms(Run *run)
{
    for (u32 contract = 0; contract < run->batch->contracten.rows.count; contract++) {
        const RulePlan *plan = &run->plans[run->settings->rule_of_contract[contract]];
        for (u32 t = 0; t < plan->count; t++)
            if (any_row_touches(run->batch, contract, plan->tijdvakken[t].days))
                (void)terms_in_force(run, contract, t);
    }
}

enum { CONTRACTS_LEAST = 4 }; /* that are worth a task */

typedef struct ChargingAll {
    Run *run;
    RunPart *parts;
    size_t part_count;
    i128 *totals; /* by part */
} ChargingAll;

static void cost_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    ChargingAll *all = context;
    RunPart *part = &all->parts[task];
    Arena scratch = {0};
    Charging c = {.run = &part->run};
    WorkRange range = work_range(part->batch.contracten.rows.count, all->part_count, task);
    for (c.contract = (u32)range.first; c.contract < range.end; c.contract++) {
        c.plan = &part->run.plans[part->run.settings->rule_of_contract[c.contract]];
        c.cents = NEW(&scratch, i64, c.plan->count);
        c.is_charged = NEW(&scratch, u8, c.plan->count);
        cost_contract(&c);
        arena_rewind(&scratch);
    }
    all->totals[task] = c.total;
    arena_free(&scratch);
    TRIM_LIST(part, pools);
    TRIM_LIST(part, pxq);
    TRIM_LIST(part, bijdragen);
    part_done(part);
}

/* What the parts found follows that of the parts before them. */
static void join_costs(ChargingAll *all)
{
    size_t bijdragen = 0;
    for (size_t p = 0; p < all->part_count; p++) {
        Run *part = &all->parts[p].run;
        for (size_t i = 0; i < part->pools.count; i++)
            part->pools.items[i].first_bijdrage += bijdragen;
        bijdragen += part->bijdragen.count;
    }
    JOIN_LIST(all->run, all->parts, all->part_count, pools);
    JOIN_LIST(all->run, all->parts, all->part_count, pxq);
    JOIN_LIST(all->run, all->parts, all->part_count, bijdragen);
    join_parts(all->run, all->parts, all->part_count);
    ASSERT(all->run->pools.count < NONE); /* they would take 500 GB */
}

/* Where the parts of each deelname begin. */
static void index_pxq(Run *run)
{
    if (!run->pxq.count) return;
    run->first_pxq = NEW(run->arena, size_t, run->batch->deelnames.rows.count);
    for (size_t i = run->pxq.count; i-- > 0;)
        run->first_pxq[run->pxq.items[i].row] = i;
}

void cost(Run *run)
{
    Arena scratch = {0};
    size_t contracts = run->batch->contracten.rows.count;
    ChargingAll all = {.run = run, .part_count = work_parts(contracts, CONTRACTS_LEAST)};
    find_terms(run);
    all.parts = run_parts(&scratch, run, all.part_count);
    all.totals = NEW(&scratch, i128, all.part_count);
    OWN_LIST(all.parts, all.part_count, pools);
    OWN_LIST(all.parts, all.part_count, pxq);
    OWN_LIST(all.parts, all.part_count, bijdragen);
    work_each(all.part_count, cost_part, &all);
    join_costs(&all);
    index_pxq(run);
    i128 total = 0;
    for (size_t p = 0; p < all.part_count; p++)
        total += all.totals[p];
    arena_free(&scratch);
    const Table_voorschotten *v = &run->batch->voorschotten;
    for (size_t i = 0; i < v->rows.count; i++)
        total += v->bedrag[i] < 0 ? -v->bedrag[i] : v->bedrag[i];
    if (total > TOTAL_MOST) FAULT_PLAIN(run->batch->report, E418_TOTAL_TOO_LARGE, ((Place){0}));
}
