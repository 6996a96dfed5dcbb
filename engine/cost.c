/* What each pool costs (SPEC §5). In: kosten, deelnames, bijdragen, the plan; out: Run.pools,
 * sorted by contract, school and tijdvak, with their bijdragen per partij. Holds always: a row
 * gives its amount to the tijdvakken of its interval, to the cent. */
#include "engine/cost.h"
#include "engine/exact.h"
#include "engine/pxq.h"

#define TOTAL_MOST (AMOUNT_MOST / 4) /* so that no sum of amounts can leave 63 bits */

typedef enum ChargeKind { CHARGE_KOSTEN, CHARGE_BIJDRAGE } ChargeKind;

/* What one row adds to one pool. */
typedef struct Charge {
    u32 school, tijdvak, partij;
    ChargeKind kind;
    i64 cents;
} Charge;

typedef struct Charging {
    Run *run;
    u32 contract;
    LIST(Charge) charges;
    size_t first_pool; /* of the contract */
    i128 total;        /* Σ |cents| of the whole run */
} Charging;

static void charge(Charging *c, u32 school, u32 tijdvak, ChargeKind kind, u32 partij, i64 cents)
{
    c->total += cents < 0 ? -cents : cents;
    if (c->total > TOTAL_MOST) return; /* told at the end */
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

static void charge_pxq(Charging *c, u32 tijdvak, Interval days)
{
    Run *run = c->run;
    const Table_deelnames *t = &run->batch->deelnames;
    Slice rows = group_of(&run->batch->deelnames_in, c->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval part = overlap(deelname_days(run, row), days);
        /* Each deelname has a tarief up to the last settled day, also one that ended before. */
        bool counted = !is_empty(part) && deelname_has_units(run, row);
        bool priced = deelname_has_tarief(run, row, run->settings->periode.last);
        if (!counted || !priced) continue;
        i64 cents = deelname_cents(run, row, part);
        charge(c, t->school[row], tijdvak, CHARGE_KOSTEN, NONE, cents);
        *PUSH(run->arena, &run->pxq) = (PxqPart){row, tijdvak, cents, 0};
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

static bool any_row_touches(const Charging *c, Interval days)
{
    const Batch *b = c->run->batch;
    return touches(&b->kosten_of, b->kosten.begindatum, b->kosten.einddatum, c->contract, days) ||
           touches(&b->bijdragen_of, b->bijdragen.begindatum, b->bijdragen.einddatum, c->contract,
                   days) ||
           touches(&b->deelnames_in, b->deelnames.begindatum, b->deelnames.einddatum, c->contract,
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
    u32 rule = run->settings->rule_of_contract[c->contract];
    const RulePlan *rule_plan = &run->plans[rule];
    bool pxq = false;
    for (u32 t = 0; t < rule_plan->count; t++) {
        Interval days = rule_plan->tijdvakken[t].days;
        if (!any_row_touches(c, days)) continue;
        const Terms *terms = terms_in_force(run, c->contract, t);
        if (!terms) continue;
        bool by_months = terms->version->by_months;
        if (terms->version->kosten == KOSTEN_PXQ) {
            charge_pxq(c, t, days);
            pxq = true;
        } else {
            charge_kosten(c, t, days, by_months);
        }
        charge_bijdragen(c, t, days, by_months);
    }
    if (pxq) tell_unread_kosten(run, c->contract);
    c->first_pool = run->pools.count;
    make_pools(c);
    divide_by_grens(run, c->contract, c->first_pool);
    divide_by_maximum(run, c->contract, c->first_pool);
}

void cost(Run *run)
{
    Charging c = {.run = run};
    size_t contracts = run->batch->contracten.rows.count;
    run->pxq_start = NEW(run->arena, size_t, contracts + 1);
    for (u32 contract = 0; contract < contracts; contract++) {
        c.contract = contract;
        run->pxq_start[contract] = run->pxq.count;
        if (run->settings->rule_of_contract[contract] != NONE) cost_contract(&c);
    }
    run->pxq_start[contracts] = run->pxq.count;
    const Table_voorschotten *v = &run->batch->voorschotten;
    for (size_t i = 0; i < v->rows.count; i++)
        c.total += v->bedrag[i] < 0 ? -v->bedrag[i] : v->bedrag[i];
    if (c.total > TOTAL_MOST)
        FAULT_PLAIN(run->batch->report, E418_TOTAL_TOO_LARGE, ((Place){.field = -1}));
}
