/* The sheet Kosten: what every pool consists of. In: rows of kosten and bijdragen, and what
 * deelnames cost; out: a row for each that a pool takes, in the order of the pools. Holds always:
 * the rows of a pool add up to its kosten and bijdragen; no deelname is named. */
#include "engine/pxq.h"
#include "io/documents/afrekening_parts.h"
#include "io/tell/dutch.h"
#include "io/write/format.h"

static const TableColumn columns[K_COUNT] = {
    [K_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [K_SCHOOL] = {"School", FORM_TEXT, 7, 32, false},
    [K_SCHOOLNAAM] = {"Naam van de school", FORM_TEXT, 10, 28, false},
    [K_TIJDVAK] = {"Tijdvak", FORM_TEXT, 8, 24, false},
    [K_POST] = {"Post", FORM_TEXT, 8, 32, false},
    [K_OMSCHRIJVING] = {"Omschrijving", FORM_TEXT, 16, 44, false},
    [K_VAN] = {"Van", FORM_DATE, 10, 10, false},
    [K_TOT] = {"Tot en met", FORM_DATE, 10, 10, false},
    [K_GEHEEL] = {"Hele post (€)", FORM_EURO, 11, 20, false},
    [K_DEEL] = {"Deel in het tijdvak", FORM_ASIDE, 10, 24, false},
    [K_KOSTEN] = {"Kosten in het tijdvak (€)", FORM_EURO, 12, 20, true},
    [K_BIJDRAGE] = {"Bijdrage in het tijdvak (€)", FORM_EURO, 12, 20, true},
};

/* --- which rows there are --------------------------------------------------------------------- */

/* The pool of a contract, a school and a tijdvak. */
static u32 find_pool(const Run *run, size_t first, size_t end, u32 school, u32 tijdvak)
{
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const Pool *p = &run->pools.items[middle];
        u32 own = p->school + 1, asked = school + 1; /* NONE comes first */
        if (own == asked && p->tijdvak == tijdvak) return (u32)middle;
        if (own < asked || (own == asked && p->tijdvak < tijdvak))
            first = middle + 1;
        else
            end = middle;
    }
    return NONE;
}

typedef struct Gathering {
    Afrekening *a;
    u32 contract;
    size_t first, end; /* pools of the contract */
} Gathering;

static void add_cost(Gathering *g, u32 school, u32 tijdvak, CostRow row)
{
    row.pool = find_pool(g->a->run, g->first, g->end, school, tijdvak);
    if (row.pool != NONE) *PUSH(g->a->arena, &g->a->costs) = row;
}

static void add_kosten(Gathering *g, u32 tijdvak, Interval days, bool by_months)
{
    const Batch *b = g->a->run->batch;
    Slice rows = group_of(&b->kosten_of, g->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval whole = {b->kosten.begindatum[row], b->kosten.einddatum[row]};
        if (is_empty(overlap(whole, days))) continue;
        add_cost(g, b->kosten.school[row], tijdvak,
                 (CostRow){.kind = COST_KOSTEN,
                           .row = row,
                           .cents = apportion(b->kosten.bedrag[row], whole, days, by_months)});
    }
}

static void add_bijdragen(Gathering *g, u32 tijdvak, Interval days, bool by_months)
{
    const Batch *b = g->a->run->batch;
    Slice rows = group_of(&b->bijdragen_of, g->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval whole = {b->bijdragen.begindatum[row], b->bijdragen.einddatum[row]};
        if (is_empty(overlap(whole, days))) continue;
        add_cost(g, b->bijdragen.school[row], tijdvak,
                 (CostRow){.kind = COST_BIJDRAGE,
                           .row = row,
                           .cents = apportion(b->bijdragen.bedrag[row], whole, days, by_months)});
    }
}

static void add_pxq(Gathering *g)
{
    const Run *run = g->a->run;
    const Batch *b = run->batch;
    Slice rows = group_of(&b->deelnames_in, g->contract);
    for (size_t i = 0; i < rows.count && run->pxq.count; i++) {
        u32 row = rows.rows[i];
        for (size_t p = run->first_pxq[row]; p < run->pxq.count && run->pxq.items[p].row == row;
             p++) {
            const PxqPart *part = &run->pxq.items[p];
            Interval days =
                overlap(deelname_days(run, row), tijdvak_of(run, g->contract, part->tijdvak)->days);
            add_cost(g, b->deelnames.school[row], part->tijdvak,
                     (CostRow){.kind = COST_PXQ,
                               .row = b->deelnames.product[row],
                               .deelnames = 1,
                               .volume = deelname_volume(run, row, days),
                               .cents = part->cents});
        }
    }
}

static Text cost_key(const Batch *b, const CostRow *row)
{
    switch (row->kind) {
    case COST_KOSTEN: return b->kosten.kostenpost[row->row];
    case COST_BIJDRAGE: return b->bijdragen.bijdrage[row->row];
    case COST_PXQ: break;
    }
    return row->row == NONE ? TEXT("") : b->product_ids.items[row->row];
}

typedef struct Keyed {
    CostRow row;
    Text key;
} Keyed;

static int by_pool(const void *left, const void *right)
{
    const Keyed *a = left, *b = right;
    if (a->row.pool != b->row.pool)
        return (a->row.pool > b->row.pool) - (a->row.pool < b->row.pool);
    if (a->row.kind != b->row.kind)
        return (a->row.kind > b->row.kind) - (a->row.kind < b->row.kind);
    return text_compare(a->key, b->key);
}

/* In the order of their pools and ids; deelnames of one product become one row. */
static void order_costs(Afrekening *a, size_t first)
{
    Arena scratch = {0};
    size_t count = a->costs.count - first, kept = first;
    Keyed *keyed = NEW(&scratch, Keyed, count + 1);
    for (size_t i = 0; i < count; i++)
        keyed[i] =
            (Keyed){a->costs.items[first + i], cost_key(a->run->batch, &a->costs.items[first + i])};
    sort_array(keyed, count, sizeof *keyed, by_pool);
    for (size_t i = 0; i < count; i++) {
        CostRow *last = kept > first ? &a->costs.items[kept - 1] : NULL;
        const CostRow *row = &keyed[i].row;
        if (last && row->kind == COST_PXQ && last->kind == COST_PXQ && last->pool == row->pool &&
            last->row == row->row) {
            last->deelnames++;
            last->volume += row->volume;
            last->cents += row->cents;
        } else {
            a->costs.items[kept++] = *row;
        }
    }
    a->costs.count = kept;
    arena_free(&scratch);
}

static void gather(Afrekening *a, u32 contract, size_t first_pool, size_t end_pool)
{
    const Run *run = a->run;
    const RulePlan *plan = &run->plans[run->settings->rule_of_contract[contract]];
    Gathering g = {a, contract, first_pool, end_pool};
    size_t before = a->costs.count;
    bool pxq = false;
    for (u32 t = 0; t < plan->count && first_pool < end_pool; t++) {
        const RuleVersion *version = plan->terms[t].version;
        if (!version) continue;
        if (version->kosten == KOSTEN_PXQ)
            pxq = true;
        else
            add_kosten(&g, t, plan->tijdvakken[t].days, version->by_months);
        add_bijdragen(&g, t, plan->tijdvakken[t].days, version->by_months);
    }
    if (pxq) add_pxq(&g);
    order_costs(a, before);
}

void plan_kosten(Afrekening *a)
{
    const Run *run = a->run;
    size_t contracts = run->batch->contracten.rows.count, pool = 0;
    a->first_cost = NEW(a->arena, size_t, contracts + 1);
    for (u32 c = 0; c < contracts; c++) {
        size_t first = pool;
        while (pool < run->pools.count && run->pools.items[pool].contract == c)
            pool++;
        a->first_cost[c] = a->costs.count;
        gather(a, c, first, pool);
    }
    a->first_cost[contracts] = a->costs.count;
    table_plan(a, &a->kosten, "Kosten", columns, K_COUNT, a->costs.count);
    a->kosten.note =
        TEXT("Wat er in elk tijdvak te verdelen is. Een post over meer tijdvakken is naar dagen of "
             "maanden verdeeld, zoals de regel zegt. Bij meer lagen of een maximum staat op "
             "Verdeling als waarde wat er te verdelen is.");
}

/* --- writing ---------------------------------------------------------------------------------- */

/* What part of a row a tijdvak has: 92/365 dagen, 3/12 maanden. */
static Text part_text(Afrekening *a, Interval whole, Interval part, bool by_months)
{
    i64 all = measure_days(by_months, whole), own = measure_days(by_months, part);
    bool months = by_months && all % MONTH_UNITS == 0 && own % MONTH_UNITS == 0;
    if (months) all /= MONTH_UNITS, own /= MONTH_UNITS;
    if (by_months && !months) {
        char text[FORMAT_ROOM];
        char *end = format_fraction(text, own, all);
        return JOIN(&a->scratch, (Text){text, (size_t)(end - text)}, TEXT(" (maanden)"));
    }
    return JOIN(&a->scratch, text_integer(&a->scratch, own), TEXT("/"),
                text_integer(&a->scratch, all), months ? TEXT(" maanden") : TEXT(" dagen"));
}

static void put_row_of(RowTable *t, const CostRow *row, Text omschrijving, Interval whole,
                       i64 bedrag, bool by_months)
{
    const Run *run = t->a->run;
    const Pool *pool = &run->pools.items[row->pool];
    Interval part = overlap(whole, tijdvak_of(run, pool->contract, pool->tijdvak)->days);
    put_cell_text(t, K_OMSCHRIJVING, omschrijving);
    put_cell_date(t, K_VAN, whole.first);
    put_cell_date(t, K_TOT, whole.last);
    put_cell_cents(t, K_GEHEEL, bedrag);
    put_cell_text(t, K_DEEL, part_text(t->a, whole, part, by_months));
}

static Text unit_of(const Batch *b, u32 contract, u32 product)
{
    Slice rows = group_of(&b->tarieven_of, contract);
    for (size_t i = 0; i < rows.count; i++)
        if (b->tarieven.product[rows.rows[i]] == product) return b->tarieven.eenheid[rows.rows[i]];
    return TEXT("eenheden");
}

static void put_pxq(RowTable *t, const CostRow *row)
{
    Arena *s = &t->a->scratch;
    const Batch *b = t->a->run->batch;
    u32 contract = t->a->run->pools.items[row->pool].contract;
    put_cell_text(t, K_OMSCHRIJVING,
                  JOIN(s, dutch_integer(s, row->deelnames),
                       row->deelnames == 1 ? TEXT(" deelname, ") : TEXT(" deelnames, "),
                       dutch_number(s, row->volume, 10000), TEXT(" × "),
                       unit_of(b, contract, row->row), TEXT(", volume maal tarief")));
    for (u32 c = K_VAN; c <= K_DEEL; c++)
        put_cell_blank(t, c);
}

static void put_cost(RowTable *t, const CostRow *row)
{
    Afrekening *a = t->a;
    const Batch *b = a->run->batch;
    const Pool *pool = &a->run->pools.items[row->pool];
    bool by_months = terms_of(a->run, pool->contract, pool->tijdvak)->version->by_months;
    u32 r = row->row;
    table_next(t);
    put_cell_text(t, K_CONTRACT, contract_code(b, pool->contract));
    put_cell_text(t, K_SCHOOL, school_code(b, pool->school));
    put_cell_text(t, K_SCHOOLNAAM, school_naam(a, pool->school));
    put_cell_text(t, K_TIJDVAK, pool_tijdvak(a, pool));
    put_cell_text(t, K_POST, cost_key(b, row));
    if (row->kind == COST_PXQ)
        put_pxq(t, row);
    else if (row->kind == COST_KOSTEN)
        put_row_of(t, row, without_pupils(a->words, b->kosten.omschrijving[r]),
                   (Interval){b->kosten.begindatum[r], b->kosten.einddatum[r]}, b->kosten.bedrag[r],
                   by_months);
    else
        put_row_of(t, row,
                   JOIN(&a->scratch, TEXT("Bijdrage van "), partij_naam(a, b->bijdragen.partij[r]),
                        b->bijdragen.omschrijving[r].length ? TEXT(": ") : TEXT(""),
                        without_pupils(a->words, b->bijdragen.omschrijving[r])),
                   (Interval){b->bijdragen.begindatum[r], b->bijdragen.einddatum[r]},
                   b->bijdragen.bedrag[r], by_months);
    u32 own = row->kind == COST_BIJDRAGE ? K_BIJDRAGE : K_KOSTEN;
    for (u32 c = K_KOSTEN; c <= K_BIJDRAGE; c++)
        if (c == own)
            put_cell_cents(t, c, row->cents);
        else
            put_cell_blank(t, c);
}

void write_kosten(Afrekening *a)
{
    for (size_t i = 0; i < a->costs.count; i++)
        put_cost(&a->kosten, &a->costs.items[i]);
    table_end(&a->kosten);
}
