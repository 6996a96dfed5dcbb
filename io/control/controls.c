/* Controls over the written tables. In: the files of a run read back, and the input; out: rows of
 * controles.csv. Holds always: what is compared comes from two sides: two files, or a file and the
 * input; nothing here reads the results that are in memory, but for signals. Each check is a task
 * of its own: it only reads what others may read too, and ends with its rows in order. */
#include "engine/border.h"
#include "engine/enrolled.h"
#include "engine/pxq.h"
#include "engine/work.h"
#include "io/control/checking.h"
#include "io/control/control_rows.h"

/* All sums by key that a table has, in the order of its rows. */
#define EACH_SUMS(sums, table, list)                                                \
    for (size_t block = 0; block < (table)->count; block++)                         \
        for (const KeySums *sums = (table)->blocks[block].list.items,               \
                           *end_of_sums = sums + (table)->blocks[block].list.count; \
             sums < end_of_sums; sums++)

/* --- pools and contracts ---------------------------------------------------------------------- */

static void check_pools(Checking *c)
{
    Sums pools = {0};
    EACH_SUMS(pool, &c->found->tables[WRITTEN_POOLS], keys)
    add_right(c, &pools, pool->key, pool->b);
    EACH_SUMS(pool, &c->found->tables[WRITTEN_VERDELING], keys)
    add_left(c, &pools, pool->key, pool->a);
    compare_sums(c, TEXT("verdeling van de pool"), &pools);
}

/* What the tables of the input say that a contract costs within the settled days: over runs of
 * tijdvakken with one version of the rule, without dividing by tijdvak. */
static i128 input_cost(const Run *run, u32 contract)
{
    const Batch *b = run->batch;
    const Rule *rule = &run->settings->rules.items[run->settings->rule_of_contract[contract]];
    i128 sum = 0;
    Interval settled = run->settings->settled;
    const RulePlan *rule_plan = &run->plans[run->settings->rule_of_contract[contract]];
    for (size_t t = 0; t < rule_plan->count; t++) {
        const RuleVersion *version = rule_version_on(rule, rule_plan->tijdvakken[t].days.first);
        Interval days = rule->count == 1 ? settled : rule_plan->tijdvakken[t].days;
        if (rule->count == 1 && t) break;
        if (!version) continue;
        Slice rows = version->kosten == KOSTEN_PXQ ? group_of(&b->deelnames_in, contract)
                                                   : group_of(&b->kosten_of, contract);
        for (size_t i = 0; i < rows.count; i++) {
            u32 row = rows.rows[i];
            if (version->kosten == KOSTEN_PXQ) {
                Interval part = overlap(deelname_days(run, row), days);
                if (!is_empty(part)) sum += deelname_cents(run, row, part);
            } else {
                Interval whole = {b->kosten.begindatum[row], b->kosten.einddatum[row]};
                if (!is_empty(overlap(whole, days)))
                    sum += apportion(b->kosten.bedrag[row], whole, days, version->by_months);
            }
        }
    }
    return sum;
}

static void check_cost(Checking *c, const Sums *contracts)
{
    ControlList *list = control_list(c, TEXT("kosten van het contract"));
    for (size_t i = 0; i < contracts->subjects.count; i++) {
        Text code = contracts->subjects.items[i];
        u32 contract = symbols_find(&c->run->batch->contract_codes, code);
        i128 cost = contract == NONE ? 0 : input_cost(c->run, contract);
        compare_cents(c, list, code, contracts->left.items[i], cost);
    }
}

static void check_contracts(Checking *c)
{
    Sums contracts = {0}, shares = {0}, netto = {0};
    EACH_SUMS(contract, &c->found->tables[WRITTEN_POOLS], contracts)
    {
        add_left(c, &contracts, contract->key, contract->a);
        add_right(c, &netto, contract->key, contract->a);
    }
    EACH_SUMS(contract, &c->found->tables[WRITTEN_VERDELING], contracts)
    add_right(c, &shares, contract->key, contract->a);
    EACH_SUMS(contract, &c->found->tables[WRITTEN_POSITIES], contracts)
    {
        add_left(c, &shares, contract->key, contract->a);
        add_left(c, &netto, contract->key, contract->b);
        add_right(c, &netto, contract->key, -contract->c);
    }
    check_cost(c, &contracts);
    check_stated_amounts(c, &contracts);
    compare_sums(c, TEXT("aandelen van het contract"), &shares);
    compare_sums(c, TEXT("netto van het contract"), &netto);
}

/* --- lagen ------------------------------------------------------------------------------------ */

/* A sum of fractions must be `right`: a row, and the sum is given back. */
static void compare_fractions(Checking *c, ControlList *list, KeyFractions *fractions, Text right)
{
    if (fractions->key.length) {
        Text left = fraction_sum_text(&c->memory, &fractions->sum), difference = TEXT("0");
        if (!text_equal(left, right))
            difference = fraction_less_text(&c->memory, &fractions->sum, right);
        bool equal = text_equal(difference, TEXT("0"));
        add_control(c, list, with_slashes(&c->memory, fractions->key), left, right, difference,
                    equal ? OORDEEL_GOED : OORDEEL_FOUT);
    }
    fraction_clear(&fractions->sum);
}

/* The fractions of a table, in the order of its rows; those that a border of blocks cuts are put
 * together. */
typedef struct FractionCursor {
    const FoundTable *table;
    size_t block, item;
} FractionCursor;

static KeyFractions *peek(FractionCursor *cursor)
{
    while (cursor->block < cursor->table->count) {
        Found *found = &cursor->table->blocks[cursor->block];
        if (cursor->item < found->fractions.count) return &found->fractions.items[cursor->item];
        cursor->block++;
        cursor->item = 0;
    }
    return NULL;
}

static KeyFractions *next_fractions(FractionCursor *cursor)
{
    KeyFractions *own = peek(cursor), *more;
    if (!own) return NULL;
    cursor->item++;
    while ((more = peek(cursor)) && text_equal(own->key, more->key) &&
           text_equal(own->total, more->total)) {
        fraction_join(&own->sum, &more->sum);
        cursor->item++;
    }
    return own;
}

/* A laag that stands in one of verdeling and gewichten alone has lost all its rows in the other. */
static void compare_lagen(Checking *c, const Sums *lagen)
{
    ControlList *list = control_list(c, TEXT("lagen van verdeling en gewichten"));
    for (size_t i = 0; i < lagen->subjects.count; i++) {
        i128 shares = lagen->left.items[i], weights = lagen->right.items[i];
        if (shares == weights) continue;
        add_control(c, list, with_slashes(&c->memory, lagen->subjects.items[i]),
                    text_integer(&c->memory, shares), text_integer(&c->memory, weights),
                    text_integer(&c->memory, shares - weights), OORDEEL_FOUT);
    }
}

static void check_lagen(Checking *c)
{
    Sums lagen = {0};
    FractionCursor verdeling = {.table = &c->found->tables[WRITTEN_VERDELING]};
    FractionCursor gewichten = {.table = &c->found->tables[WRITTEN_GEWICHTEN]};
    ControlList *list = control_list(c, TEXT("aandelen van de laag"));
    for (KeyFractions *laag; (laag = next_fractions(&verdeling));) {
        compare_fractions(c, list, laag, TEXT("1"));
        add_left(c, &lagen, laag->key, 1);
    }
    list = control_list(c, TEXT("gewichten van de laag"));
    for (KeyFractions *laag; (laag = next_fractions(&gewichten));) {
        compare_fractions(c, list, laag, laag->total);
        add_right(c, &lagen, laag->key, 1);
    }
    compare_lagen(c, &lagen);
}

/* --- facturen --------------------------------------------------------------------------------- */

static void check_regels(Checking *c)
{
    Sums regels = {0};
    EACH_SUMS(factuur, &c->found->tables[WRITTEN_FACTUREN], keys)
    add_left(c, &regels, factuur->key, factuur->a);
    EACH_SUMS(factuur, &c->found->tables[WRITTEN_FACTUURREGELS], keys)
    add_right(c, &regels, factuur->key, factuur->a);
    compare_sums(c, TEXT("factuur en regels"), &regels);
}

static void check_amounts(Checking *c)
{
    ControlList *list = control_list(c, TEXT("factuur en bedragen"));
    EACH_SUMS(factuur, &c->found->tables[WRITTEN_FACTUREN], keys)
    compare_cents(c, list, factuur->key, factuur->a, factuur->b);
}

/* --- grensverkeer ----------------------------------------------------------------------------- */

/* A school of a contract that has leerlingdagen, no secret pupil and no row: all of it is lost. */
static void add_lost_schools(Checking *c, ControlList *list, const u8 *seen)
{
    const Batch *b = c->run->batch;
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++) {
        u32 school = b->contract_scholen.school[i];
        i64 days =
            seen[school] || has_secret_pupil_at(c->run, school) ? 0 : enrolled_days(c->run, school);
        if (days)
            add_control(c, list, school_code(b, school), TEXT("0"), text_integer(&c->memory, days),
                        text_integer(&c->memory, -days), OORDEEL_FOUT);
    }
}

static void check_grensverkeer(Checking *c)
{
    const Batch *b = c->run->batch;
    FractionCursor schools = {.table = &c->found->tables[WRITTEN_GRENSVERKEER]};
    ControlList *list = control_list(c, TEXT("leerlingdagen van de school"));
    u8 *seen = NEW(&c->memory, u8, b->scholen.rows.count + 1);
    for (KeyFractions *school; (school = next_fractions(&schools));) {
        u32 index = symbols_find(&b->school_codes, school->key);
        i64 days = index == NONE ? 0 : enrolled_days(c->run, index);
        if (index != NONE) seen[index] = 1;
        compare_fractions(c, list, school, text_integer(&c->memory, days));
    }
    add_lost_schools(c, list, seen);
}

/* --- all -------------------------------------------------------------------------------------- */

/* The longest first, so that the threads end at about the same time. */
static void (*const checks[])(Checking *) = {check_owed,         check_flows,     check_regels,
                                             check_amounts,      check_lagen,     check_input,
                                             check_grensverkeer, check_contracts, check_pools};

static void check(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Checking *c = &((Checking *)context)[task];
    checks[task](c);
    for (size_t i = 0; i < c->lists.count; i++)
        sort_controls(&c->arena, &c->lists.items[i]);
    arena_free(&c->memory);
}

bool controls_make(Arena *arena, const Run *run, Text folder, u64 block_bytes, Controls *controls,
                   const char **reason)
{
    Readback found;
    if (!readback(arena, run, folder, block_bytes, &found, reason)) return false;
    Checking all[COUNT_OF(checks)];
    for (size_t i = 0; i < COUNT_OF(checks); i++)
        all[i] = (Checking){.run = run, .found = &found};
    work_each(COUNT_OF(checks), check, all);
    for (size_t i = 0; i < COUNT_OF(checks); i++) {
        for (size_t l = 0; l < all[i].lists.count; l++)
            keep_controls(arena, controls, &all[i].lists.items[l]);
        arena_adopt(arena, &all[i].arena);
    }
    readback_end(&found);
    order_controls(controls);
    return true;
}
