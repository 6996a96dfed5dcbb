/* Who paid beforehand, and every partij's position (SPEC §7). In: lines, voorschotten, terms; out:
 * Run.prefinanced and Run.positions, sorted by contract, crediteur, partij. Holds always: Σ netto
 * of a contract = Σ kosten of its pools − what was paid beforehand. */
#include "engine/settle.h"

#include "engine/exact.h"
#include "engine/pxq.h"

static void no_regiegemeente(Run *run, u32 contract, u32 school, u32 tijdvak)
{
    Batch *b = run->batch;
    FAULT_AT(b->report, E406_NO_REGIEGEMEENTE,
             place_of(b, T_contracten, contract, COL_contracten_regiegemeente),
             pool_name(run, b->arena, contract, school, tijdvak));
}

/* The crediteur of a pool, or of voorschotten (school NONE); NONE with a fault. */
static u32 crediteur_of(Run *run, const Terms *terms, u32 contract, u32 school, u32 tijdvak)
{
    switch (terms->version->crediteur) {
    case CREDITEUR_AANBIEDER: return run->batch->contracten.aanbieder[contract];
    case CREDITEUR_KASSIER: return run->settings->kassier;
    case CREDITEUR_CODE: return terms->version->crediteur_code;
    case CREDITEUR_REGIEGEMEENTE: break;
    }
    Day first = tijdvak_of(run, contract, tijdvak)->days.first;
    u32 regie = regiegemeente_of(run, contract, school, first);
    if (regie == NONE) no_regiegemeente(run, contract, school, tijdvak);
    return regie;
}

static void add_prefinanced(Prefinancing *p, u32 school, u32 partij, u32 voorschot, i64 cents)
{
    u32 crediteur = crediteur_of(p->run, p->terms, p->contract, school, p->tijdvak);
    if (partij == NONE || crediteur == NONE) return;
    *PUSH(p->run->arena, &p->run->prefinanced) =
        (Prefinanced){p->contract, crediteur, partij, school, p->tijdvak, voorschot, cents};
}

void prefinance_pool(Prefinancing *p, const Pool *pool, u32 partij, i64 cents)
{
    add_prefinanced(p, pool->school, partij, NONE, cents);
}

u32 prefinance_regiegemeente(Prefinancing *p, const Pool *pool)
{
    u32 regie = regiegemeente_of(p->run, p->contract, pool->school, p->days.first);
    if (regie == NONE) no_regiegemeente(p->run, p->contract, pool->school, p->tijdvak);
    return regie;
}

void prefinance_shares(Prefinancing *p, const Pool *pool, const Shares *shares)
{
    const RuleVersion *version = p->terms->version;
    Arena scratch = {0};
    u32 *partijen = NEW(&scratch, u32, shares->count + 1);
    i128 *weights = NEW(&scratch, i128, shares->count + 1);
    i64 *parts = NEW(&scratch, i64, shares->count + 1);
    size_t count = 0;
    u32 own = version->afronding_partij; /* always has a row */
    for (size_t i = 0; i < shares->count; i++) {
        if (own < shares->partijen[i]) partijen[count++] = own;
        if (own <= shares->partijen[i]) own = NONE;
        partijen[count] = shares->partijen[i];
        weights[count++] = shares->weights[i];
    }
    if (own != NONE) partijen[count++] = own;
    Division division = {.scratch = &scratch,
                         .amount = pool->kosten,
                         .partijen = partijen,
                         .weights = weights,
                         .count = count,
                         .total = shares->total,
                         .unit = version->eenheid,
                         .argument = version->afronding_partij,
                         .parts = parts};
    version->afronding->divide(&division);
    for (size_t i = 0; i < count; i++)
        prefinance_pool(p, pool, partijen[i], parts[i]);
    arena_free(&scratch);
}

bool prefinance_voorschotten(Prefinancing *p)
{
    const Batch *b = p->run->batch;
    const Table_voorschotten *t = &b->voorschotten;
    Slice rows = group_of(&b->voorschotten_of, p->contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Interval day = {t->datum[row], t->datum[row]};
        Interval whole = {t->begindatum[row], t->einddatum[row]};
        bool spread = whole.first != DAY_OPEN_START;
        if (is_empty(overlap(spread ? whole : day, p->days))) continue;
        i64 cents = spread ? apportion(t->bedrag[row], whole, p->days, p->terms->version->by_months)
                           : t->bedrag[row];
        add_prefinanced(p, NONE, t->partij[row], row, cents);
    }
    return rows.count > 0;
}

void prefinance_missing(Prefinancing *p)
{
    Batch *b = p->run->batch;
    FAULT_AT(b->report, W419_NO_PREFINANCING,
             place_of(b, T_contracten, p->contract, COL_contracten_contract),
             contract_code(b, p->contract));
}

/* Asks the methode of each tijdvak of a contract; `first` … `end` are its pools. */
static void prefinance_contract(Run *run, u32 contract, size_t first, size_t end)
{
    const RulePlan *rule_plan = &run->plans[run->settings->rule_of_contract[contract]];
    bool has_voorschotten = group_of(&run->batch->voorschotten_of, contract).count > 0;
    Arena scratch = {0};
    Pool *pools = NEW(&scratch, Pool, end - first + 1);
    for (u32 t = 0; t < rule_plan->count; t++) {
        size_t count = 0;
        for (size_t i = first; i < end; i++)
            if (run->pools.items[i].tijdvak == t) pools[count++] = run->pools.items[i];
        if (!count && !has_voorschotten) continue;
        const Terms *terms = terms_in_force(run, contract, t);
        if (!terms) continue;
        Prefinancing p = {run, terms, contract, t, rule_plan->tijdvakken[t].days, pools, count};
        terms->version->methode->prefinance(&p);
    }
    arena_free(&scratch);
}

/* What no settled tijdvak took of the voorschotten of a settled contract (SPEC §7). */
static void signal_voorschotten(Run *run, u32 contract, size_t first)
{
    const Table_voorschotten *t = &run->batch->voorschotten;
    Slice rows = group_of(&run->batch->voorschotten_of, contract);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        i64 left = t->bedrag[row];
        for (size_t j = first; j < run->prefinanced.count; j++)
            if (run->prefinanced.items[j].voorschot == row) left -= run->prefinanced.items[j].cents;
        if (!left) continue;
        *PUSH(run->arena, &run->signals) = (Signal){.kind = SIGNAL_VOORSCHOT,
                                                    .contract = contract,
                                                    .school = NONE,
                                                    .tijdvak = NONE,
                                                    .laag = NONE,
                                                    .denominator = 1,
                                                    .cents = left,
                                                    .whole = t->bedrag[row],
                                                    .subject = t->voorschot[row]};
    }
}

typedef struct Entries {
    Position *items;
    size_t count, capacity;
} Entries;

static int by_partij(const void *left, const void *right)
{
    const Position *a = left, *b = right;
    if (a->crediteur != b->crediteur) return a->crediteur < b->crediteur ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* Adds up entries of one contract into Run.positions. */
static void keep_positions(Run *run, Position *entries, size_t count)
{
    if (!count) return;
    sort_array(entries, count, sizeof *entries, by_partij);
    for (size_t i = 0; i < count; i++) {
        if (!i || by_partij(&entries[i - 1], &entries[i])) {
            *PUSH(run->arena, &run->positions) = entries[i];
            continue;
        }
        Position *sum = &run->positions.items[run->positions.count - 1];
        sum->aandeel += entries[i].aandeel;
        sum->voorgefinancierd += entries[i].voorgefinancierd;
        sum->niet_verrekend += entries[i].niet_verrekend;
    }
}

/* A partij whose share is within the verrekenmarge of what it paid beforehand is not settled with;
 * the crediteur's own row gets the opposite (SPEC §12). */
static void leave_margin(Run *run, u32 contract, Entries *entries, size_t first)
{
    const Rule *rule = &run->settings->rules.items[run->settings->rule_of_contract[contract]];
    const RuleVersion *version = rule_version_on(rule, run->settings->periode.last);
    if (!version || !version->verrekenmarge.numerator) return;
    Fraction margin = version->verrekenmarge;
    entries->count = 0;
    for (size_t i = first; i < run->positions.count; i++) {
        Position *p = &run->positions.items[i];
        i64 difference = p->aandeel - p->voorgefinancierd;
        i64 size = difference < 0 ? -difference : difference;
        bool within =
            (i128)size * margin.denominator < (i128)p->voorgefinancierd * margin.numerator;
        if (p->partij == p->crediteur || p->voorgefinancierd <= 0 || !difference || !within)
            continue;
        p->niet_verrekend = difference;
        *PUSH(run->arena, entries) =
            (Position){contract, p->crediteur, p->crediteur, 0, 0, -difference};
    }
    if (!entries->count) return;
    for (size_t i = first; i < run->positions.count; i++)
        *PUSH(run->arena, entries) = run->positions.items[i];
    run->positions.count = first;
    keep_positions(run, entries->items, entries->count);
}

static void settle_contract(Run *run, u32 contract, size_t first_pool, size_t end_pool,
                            size_t *line, const u32 *crediteur_of_pool, Entries *entries)
{
    size_t first = run->prefinanced.count;
    prefinance_contract(run, contract, first_pool, end_pool);
    entries->count = 0;
    for (; *line < run->lines.count && run->lines.items[*line].pool < end_pool; ++*line) {
        const Line *l = &run->lines.items[*line];
        *PUSH(run->arena, entries) =
            (Position){contract, crediteur_of_pool[l->pool], l->partij, l->cents, 0, 0};
    }
    for (size_t i = first; i < run->prefinanced.count; i++) {
        const Prefinanced *p = &run->prefinanced.items[i];
        *PUSH(run->arena, entries) = (Position){contract, p->crediteur, p->partij, 0, p->cents, 0};
    }
    size_t first_position = run->positions.count;
    keep_positions(run, entries->items, entries->count);
    leave_margin(run, contract, entries, first_position);
    if (end_pool > first_pool || run->prefinanced.count > first)
        signal_voorschotten(run, contract, first);
}

void settle(Run *run)
{
    u32 *crediteur_of_pool = NEW(run->arena, u32, run->pools.count + 1);
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        crediteur_of_pool[i] = crediteur_of(run, terms_of(run, pool->contract, pool->tijdvak),
                                            pool->contract, pool->school, pool->tijdvak);
    }
    Entries entries = {0};
    size_t pool = 0, line = 0;
    for (u32 contract = 0; contract < run->batch->contracten.rows.count; contract++) {
        size_t end = pool;
        while (end < run->pools.count && run->pools.items[end].contract == contract)
            end++;
        settle_contract(run, contract, pool, end, &line, crediteur_of_pool, &entries);
        pool = end;
    }
    if (!run->batch->report->errors) make_facturen(run, crediteur_of_pool);
}
