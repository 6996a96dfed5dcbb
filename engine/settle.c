/* Who paid beforehand, and every partij's position (SPEC §7). In: lines, voorschotten, terms; out:
 * Run.prefinanced and Run.positions, sorted by contract, crediteur, partij. Holds always: Σ netto
 * of a contract = Σ kosten of its pools − what was paid beforehand. */
#include "engine/settle.h"

#include "engine/books.h"
#include "engine/part.h"
#include "engine/partij_set.h"
#include "engine/pxq.h"
#include "engine/sort.h"
#include "engine/work.h"

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
    default: break; /* CREDITEUR_REGIEGEMEENTE */
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
        (Prefinanced){p->contract, crediteur, partij, school, p->tijdvak, voorschot, NONE, cents};
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

/* What one thread settles contract by contract with. */
typedef struct Settling {
    Run *run;      /* the part of it that a task has */
    Arena lists;   /* what is kept from contract to contract */
    Arena scratch; /* rewound for each contract */
    u32 contract;
    size_t first_pool, end_pool, first_prefinanced, first_position;
    /* Of one crediteur, by partij: */
    PartijSet partijen;
    i64 *aandeel, *paid;
    u32 *position;
    i64 *taken;            /* by row of voorschotten */
    u32 *position_of_line; /* of all lines */
    char gap[WORKER_GAP];
} Settling;

/* Asks the methode of each tijdvak of the contract. */
static void prefinance_contract(Settling *s)
{
    Run *run = s->run;
    const RulePlan *rule_plan = &run->plans[run->settings->rule_of_contract[s->contract]];
    bool has_voorschotten = group_of(&run->batch->voorschotten_of, s->contract).count > 0;
    Pool *pools = NEW(&s->scratch, Pool, s->end_pool - s->first_pool);
    for (u32 t = 0; t < rule_plan->count; t++) {
        size_t count = 0;
        for (size_t i = s->first_pool; i < s->end_pool; i++)
            if (run->pools.items[i].tijdvak == t) pools[count++] = run->pools.items[i];
        const Terms *terms = terms_of(run, s->contract, t);
        if ((!count && !has_voorschotten) || !terms->version) continue;
        Prefinancing p = {run, terms, s->contract, t, rule_plan->tijdvakken[t].days, pools, count};
        terms->version->methode->prefinance(&p);
    }
}

/* What no settled tijdvak took of the voorschotten of a settled contract (SPEC §7). */
static void signal_voorschotten(Settling *s)
{
    Run *run = s->run;
    const Table_voorschotten *t = &run->batch->voorschotten;
    Slice rows = group_of(&run->batch->voorschotten_of, s->contract);
    if (!rows.count) return;
    if (!s->taken) s->taken = NEW(&s->lists, i64, t->rows.count);
    for (size_t p = s->first_prefinanced; p < run->prefinanced.count; p++) {
        const Prefinanced *paid = &run->prefinanced.items[p];
        if (paid->voorschot != NONE) s->taken[paid->voorschot] += paid->cents;
    }
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (t->bedrag[row] == s->taken[row]) continue;
        *PUSH(run->arena, &run->signals) = (Signal){.kind = SIGNAL_VOORSCHOT,
                                                    .contract = s->contract,
                                                    .school = NONE,
                                                    .tijdvak = NONE,
                                                    .laag = NONE,
                                                    .denominator = 1,
                                                    .cents = t->bedrag[row] - s->taken[row],
                                                    .whole = t->bedrag[row],
                                                    .subject = t->voorschot[row]};
    }
}

/* --- positions -------------------------------------------------------------------------------- */

static int by_partij(const void *left, const void *right)
{
    const Position *a = left, *b = right;
    if (a->crediteur != b->crediteur) return a->crediteur < b->crediteur ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* The pools and what was paid beforehand of a contract, by crediteur: crediteur << 32 | number. */
typedef struct ByCrediteur {
    u64 *pools, *paid;
    size_t pool_count, paid_count;
} ByCrediteur;

static ByCrediteur by_crediteur(Settling *s)
{
    const Run *run = s->run;
    size_t pools = s->end_pool - s->first_pool;
    size_t paid = run->prefinanced.count - s->first_prefinanced;
    ByCrediteur by = {NEW(&s->scratch, u64, pools), NEW(&s->scratch, u64, paid), pools, paid};
    for (size_t i = 0; i < pools; i++)
        by.pools[i] = (u64)run->pools.items[s->first_pool + i].crediteur << 32 | i;
    for (size_t i = 0; i < paid; i++)
        by.paid[i] = (u64)run->prefinanced.items[s->first_prefinanced + i].crediteur << 32 | i;
    sort_numbers(&s->scratch, by.pools, pools);
    sort_numbers(&s->scratch, by.paid, paid);
    return by;
}

/* Those of the first crediteur that is left; false when none is. */
static bool next_crediteur(ByCrediteur *rest, ByCrediteur *own, u32 *crediteur)
{
    if (!rest->pool_count && !rest->paid_count) return false;
    u64 first = UINT64_MAX;
    if (rest->pool_count) first = rest->pools[0];
    if (rest->paid_count && rest->paid[0] < first) first = rest->paid[0];
    *crediteur = (u32)(first >> 32);
    *own = (ByCrediteur){rest->pools, rest->paid, 0, 0};
    while (own->pool_count < rest->pool_count && own->pools[own->pool_count] >> 32 == *crediteur)
        own->pool_count++;
    while (own->paid_count < rest->paid_count && own->paid[own->paid_count] >> 32 == *crediteur)
        own->paid_count++;
    *rest = (ByCrediteur){rest->pools + own->pool_count, rest->paid + own->paid_count,
                          rest->pool_count - own->pool_count, rest->paid_count - own->paid_count};
    return true;
}

static const Pool *pool_at(const Settling *s, const ByCrediteur *own, size_t i)
{
    return &s->run->pools.items[s->first_pool + (u32)own->pools[i]];
}

static Prefinanced *paid_at(const Settling *s, const ByCrediteur *own, size_t i)
{
    return &s->run->prefinanced.items[s->first_prefinanced + (u32)own->paid[i]];
}

/* Adds up what each partij bears and paid at one crediteur. */
static void add_positions(Settling *s, const ByCrediteur *own, u32 crediteur)
{
    Run *run = s->run;
    for (size_t i = 0; i < own->pool_count; i++) {
        const Pool *pool = pool_at(s, own, i);
        const Line *lines = run->lines.items + pool->first_line;
        for (size_t l = 0; l < pool->line_count; l++) {
            partij_set_add(&s->partijen, lines[l].partij);
            s->aandeel[lines[l].partij] += lines[l].cents;
        }
    }
    for (size_t i = 0; i < own->paid_count; i++) {
        const Prefinanced *paid = paid_at(s, own, i);
        partij_set_add(&s->partijen, paid->partij);
        s->paid[paid->partij] += paid->cents;
    }
    EACH_PARTIJ (partij, &s->partijen) {
        *PUSH(run->arena, &run->positions) =
            (Position){s->contract, crediteur, partij, s->aandeel[partij], s->paid[partij], 0, 0};
        s->aandeel[partij] = s->paid[partij] = 0;
    }
    partij_set_clear(&s->partijen);
}

/* Tells the lines and what was paid to which position of the part they belong. */
static void point_to_positions(Settling *s, const ByCrediteur *own, u32 crediteur, size_t *position)
{
    Run *run = s->run;
    for (;
         *position < run->positions.count && run->positions.items[*position].crediteur == crediteur;
         ++*position)
        s->position[run->positions.items[*position].partij] = (u32)*position;
    for (size_t i = 0; i < own->pool_count; i++) {
        const Pool *pool = pool_at(s, own, i);
        for (size_t l = pool->first_line; l < pool->first_line + pool->line_count; l++)
            s->position_of_line[l] = s->position[run->lines.items[l].partij];
    }
    for (size_t i = 0; i < own->paid_count; i++) {
        Prefinanced *paid = paid_at(s, own, i);
        paid->position = s->position[paid->partij];
    }
}

/* Puts the own rows of the crediteuren, which may be new, among the positions of the contract. */
static void merge_positions(Run *run, const Position *own, size_t own_count, size_t first)
{
    size_t count = run->positions.count - first;
    Arena scratch = {0};
    Position *all = NEW(&scratch, Position, count + own_count);
    for (size_t i = 0; i < count; i++)
        all[i] = run->positions.items[first + i];
    for (size_t i = 0; i < own_count; i++)
        all[count + i] = own[i];
    sort_array(all, count + own_count, sizeof *all, by_partij);
    run->positions.count = first;
    for (size_t i = 0; i < count + own_count; i++) {
        if (!i || by_partij(&all[i - 1], &all[i])) {
            *PUSH(run->arena, &run->positions) = all[i];
            continue;
        }
        Position *sum = &run->positions.items[run->positions.count - 1];
        sum->aandeel += all[i].aandeel;
        sum->voorgefinancierd += all[i].voorgefinancierd;
        sum->niet_verrekend += all[i].niet_verrekend;
    }
    arena_free(&scratch);
}

/* A partij whose share is within the verrekenmarge of what it paid beforehand is not settled with;
 * the crediteur's own row gets the opposite (SPEC §12). */
static void leave_margin(Settling *s)
{
    Run *run = s->run;
    const Rule *rule = &run->settings->rules.items[run->settings->rule_of_contract[s->contract]];
    const RuleVersion *version = rule_version_on(rule, run->settings->periode.last);
    if (!version || !version->verrekenmarge.numerator) return;
    Fraction margin = version->verrekenmarge;
    size_t own_count = 0;
    Position *own = NEW(&s->scratch, Position, run->positions.count - s->first_position);
    for (size_t i = s->first_position; i < run->positions.count; i++) {
        Position *p = &run->positions.items[i];
        i64 difference = p->aandeel - p->voorgefinancierd;
        i64 size = difference < 0 ? -difference : difference;
        bool within =
            (i128)size * margin.denominator < (i128)p->voorgefinancierd * margin.numerator;
        if (p->partij == p->crediteur || p->voorgefinancierd <= 0 || !difference || !within)
            continue;
        p->niet_verrekend = difference;
        own[own_count++] =
            (Position){s->contract, p->crediteur, p->crediteur, 0, 0, -difference, 0};
    }
    if (own_count) merge_positions(run, own, own_count, s->first_position);
}

static void settle_contract(Settling *s)
{
    Run *run = s->run;
    s->first_prefinanced = run->prefinanced.count;
    s->first_position = run->positions.count;
    prefinance_contract(s);
    ByCrediteur all = by_crediteur(s), rest = all, own;
    u32 crediteur;
    while (next_crediteur(&rest, &own, &crediteur))
        if (crediteur != NONE) add_positions(s, &own, crediteur); /* NONE was told */
    leave_margin(s);
    size_t position = s->first_position;
    for (rest = all; next_crediteur(&rest, &own, &crediteur);)
        if (crediteur != NONE) point_to_positions(s, &own, crediteur, &position);
    if (s->end_pool > s->first_pool || run->prefinanced.count > s->first_prefinanced)
        signal_voorschotten(s);
    arena_rewind(&s->scratch);
}

/* --- all contracts ---------------------------------------------------------------------------- */

/* The terms that voorschotten ask for where there is no pool. */
static void find_terms_of_voorschotten(Run *run)
{
    for (u32 contract = 0; contract < run->batch->contracten.rows.count; contract++) {
        if (!group_of(&run->batch->voorschotten_of, contract).count) continue;
        size_t tijdvakken = run->plans[run->settings->rule_of_contract[contract]].count;
        for (u32 t = 0; t < tijdvakken; t++)
            (void)terms_in_force(run, contract, t);
    }
}

enum { CONTRACTS_LEAST = 4 }; /* that are worth a task */

typedef struct SettlingAll {
    Run *run;
    size_t *first_pool; /* by contract */
    RunPart *parts;
    size_t part_count;
    u32 *position_of_line;
    u32 *first_position; /* by part */
    Settling *settlings; /* by worker */
} SettlingAll;

static void prepare(Settling *s, const Batch *b)
{
    size_t partijen = b->partijen.rows.count;
    s->partijen = partij_set(&s->lists, partijen);
    s->aandeel = NEW(&s->lists, i64, partijen);
    s->paid = NEW(&s->lists, i64, partijen);
    s->position = NEW(&s->lists, u32, partijen);
}

static void settle_part(void *context, size_t task, unsigned worker)
{
    SettlingAll *all = context;
    Settling *s = &all->settlings[worker];
    if (!s->aandeel) prepare(s, all->run->batch);
    s->run = &all->parts[task].run;
    s->position_of_line = all->position_of_line;
    WorkRange range = work_range(all->run->batch->contracten.rows.count, all->part_count, task);
    for (u32 contract = (u32)range.first; contract < range.end; contract++) {
        s->contract = contract;
        s->first_pool = all->first_pool[contract];
        s->end_pool = all->first_pool[contract + 1];
        for (size_t i = s->first_pool; i < s->end_pool; i++) {
            Pool *pool = &s->run->pools.items[i];
            pool->crediteur = crediteur_of(s->run, terms_of(s->run, pool->contract, pool->tijdvak),
                                           pool->contract, pool->school, pool->tijdvak);
        }
        settle_contract(s);
    }
    TRIM_LIST(&all->parts[task], prefinanced);
    TRIM_LIST(&all->parts[task], positions);
    part_done(&all->parts[task]);
}

/* Moves what one part tells of its positions behind those of the parts before it. */
static void move_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    SettlingAll *all = context;
    u32 before = all->first_position[task];
    Run *part = &all->parts[task].run;
    WorkRange range = work_range(all->run->batch->contracten.rows.count, all->part_count, task);
    for (size_t i = all->first_pool[range.first]; i < all->first_pool[range.end]; i++)
        for (size_t l = 0; l < part->pools.items[i].line_count; l++)
            all->position_of_line[part->pools.items[i].first_line + l] += before;
    for (size_t i = 0; i < part->prefinanced.count; i++)
        part->prefinanced.items[i].position += before;
}

/* The positions of a part follow those of the parts before it. */
static void move_positions(SettlingAll *all)
{
    u32 before = 0;
    for (size_t p = 0; p < all->part_count; p++) {
        size_t count = all->parts[p].run.positions.count;
        all->first_position[p] = before;
        ASSERT(count < NONE - before); /* they would take 170 GB */
        before += (u32)count;
    }
    work_each(all->part_count, move_part, all);
}

void settle(Run *run)
{
    Arena scratch = {0};
    size_t contracts = run->batch->contracten.rows.count;
    SettlingAll all = {.run = run,
                       .first_pool = NEW(&scratch, size_t, contracts + 1),
                       .part_count = work_parts(contracts, CONTRACTS_LEAST),
                       .position_of_line = NEW(&scratch, u32, run->lines.count),
                       .settlings = NEW(&scratch, Settling, work_width())};
    for (size_t i = 0; i < run->pools.count; i++)
        all.first_pool[run->pools.items[i].contract + 1]++;
    for (size_t c = 0; c < contracts; c++)
        all.first_pool[c + 1] += all.first_pool[c];
    find_terms_of_voorschotten(run);
    all.first_position = NEW(&scratch, u32, all.part_count);
    all.parts = run_parts(&scratch, run, all.part_count);
    OWN_LIST(all.parts, all.part_count, prefinanced);
    OWN_LIST(all.parts, all.part_count, positions);
    work_each(all.part_count, settle_part, &all);
    move_positions(&all);
    JOIN_LIST(run, all.parts, all.part_count, prefinanced);
    JOIN_LIST(run, all.parts, all.part_count, positions);
    join_parts(run, all.parts, all.part_count);
    for (unsigned i = 0; i < work_width(); i++) {
        arena_free(&all.settlings[i].lists);
        arena_free(&all.settlings[i].scratch);
    }
    if (run->books && !run->batch->report->errors) {
        take_off_posted(run, all.position_of_line);
        all.position_of_line = run->books->position_of_line;
    }
    if (!run->batch->report->errors) make_facturen(run, all.position_of_line);
    arena_free(&scratch);
}
