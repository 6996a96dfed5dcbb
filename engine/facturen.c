/* Facturen and stromen (SPEC §7). In: positions, lines, what was paid beforehand; out: Run.facturen
 * with their regels, and Run.flows. Holds always: the regels of a factuur add up to what it asks.
 */
#include "engine/exact.h"
#include "engine/settle.h"
#include "engine/sort.h"
#include "engine/work.h"

/* The positions on their way to facturen. */
typedef struct Billing {
    u32 *crediteur, *debiteur; /* by position, after opvolger on the factuurdatum */
    u32 *group_v;              /* by position, 0 or 1 */
    u32 *rate;                 /* of btw, by position; 0 without */
    u32 *order;                /* those between two partijen, by factuur and rate */
    size_t count;
} Billing;

enum { RATE_MOST = 1000000 };

static void bill(const Run *run, const Billing *all, size_t index)
{
    const Batch *b = run->batch;
    const Position *p = &run->positions.items[index];
    Day day = run->settings->factuurdatum;
    all->crediteur[index] = successor_on(b, p->crediteur, day);
    all->debiteur[index] = successor_on(b, p->partij, day);
    i32 btw = b->contracten.btw[p->contract];
    if (btw == BTW_LEEG)
        btw = b->partijen.soort[all->crediteur[index]] == SOORT_AANBIEDER ? BTW_VRIJGESTELD
                                                                          : BTW_BUITEN_HEFFING;
    all->group_v[index] = btw == BTW_VRIJGESTELD || btw >= 0;
    if (btw > 0) all->rate[index] = (u32)btw;
}

typedef struct BillingAll {
    const Run *run;
    const Billing *billing;
    size_t part_count;
} BillingAll;

static void bill_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const BillingAll *all = context;
    WorkRange range = work_range(all->run->positions.count, all->part_count, task);
    for (size_t i = range.first; i < range.end; i++)
        bill(all->run, all->billing, i);
}

enum { POSITIONS_LEAST = 1 << 12 }; /* that are worth a task */

/* Puts the positions in the order of their facturen: by crediteur, debiteur, group and rate. */
static Billing make_billing(const Run *run, Arena *scratch)
{
    size_t positions = run->positions.count, partijen = run->batch->partijen.rows.count;
    Billing all = {NEW(scratch, u32, positions), NEW(scratch, u32, positions),
                   NEW(scratch, u32, positions), NEW(scratch, u32, positions),
                   NEW(scratch, u32, positions), 0};
    BillingAll parts = {run, &all, work_parts(positions, POSITIONS_LEAST)};
    work_each(parts.part_count, bill_part, &parts);
    bool rates = false;
    for (size_t i = 0; i < positions; i++) {
        rates = rates || all.rate[i];
        if (all.crediteur[i] != all.debiteur[i]) all.order[all.count++] = (u32)i;
    }
    if (rates) sort_by_key(scratch, all.order, all.count, all.rate, RATE_MOST + 1);
    sort_by_key(scratch, all.order, all.count, all.group_v, 2);
    sort_by_key(scratch, all.order, all.count, all.debiteur, partijen);
    sort_by_key(scratch, all.order, all.count, all.crediteur, partijen);
    return all;
}

static bool same_factuur(const Billing *all, u32 a, u32 b)
{
    return all->crediteur[a] == all->crediteur[b] && all->debiteur[a] == all->debiteur[b] &&
           all->group_v[a] == all->group_v[b];
}

static bool is_opsteller(const Run *run, u32 crediteur)
{
    const Settings *s = run->settings;
    if (!s->opsteller) return run->batch->partijen.soort[crediteur] != SOORT_AANBIEDER;
    for (size_t i = 0; i < s->opsteller_count; i++)
        if (s->opsteller[i] == crediteur) return true; /* as written (SPEC §4) */
    return false;
}

static void add_rate(Run *run, Factuur *factuur, i32 rate, i64 over)
{
    if (!rate) return;
    i64 btw = (i64)round_quotient((i128)over * rate, 1000000);
    *PUSH(run->arena, &run->btw) = (BtwAmount){rate, over, btw};
    factuur->rate_count++;
    factuur->btw += btw;
}

/* Makes the factuur of order[first] … order[end - 1]; false: it is of nothing. */
static bool make_factuur(Run *run, const Billing *all, size_t first, size_t end, Factuur *factuur)
{
    u32 one = all->order[first];
    *factuur = (Factuur){.crediteur = all->crediteur[one],
                         .debiteur = all->debiteur[one],
                         .group_v = all->group_v[one],
                         .first_rate = run->btw.count};
    size_t btw_count = run->btw.count;
    i64 over = 0;
    for (size_t i = first; i < end; i++) {
        const Position *p = &run->positions.items[all->order[i]];
        u32 rate = all->rate[all->order[i]];
        factuur->bedrag += p->aandeel - p->niet_verrekend;
        factuur->voorgefinancierd += p->voorgefinancierd;
        over += p->aandeel - p->niet_verrekend;
        if (i + 1 < end && all->rate[all->order[i + 1]] == rate) continue;
        add_rate(run, factuur, (i32)rate, over);
        over = 0;
    }
    factuur->soort = factuur->bedrag < 0 ? CREDITFACTUUR : FACTUUR;
    if (!is_opsteller(run, factuur->crediteur)) factuur->soort = SPECIFICATIE;
    if (factuur->bedrag || factuur->voorgefinancierd) return true;
    run->btw.count = btw_count;
    return false;
}

static void add_flow(Run *run, u32 from, u32 to, i64 cents)
{
    if (cents == 0 || from == to) return;
    *PUSH(run->arena, &run->flows) = cents > 0 ? (Flow){from, to, cents} : (Flow){to, from, -cents};
}

static int by_ends(const void *left, const void *right)
{
    const Flow *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static i64 due(const Factuur *f)
{
    return f->bedrag + f->btw - f->voorgefinancierd;
}

/* Per crediteur and partij what is owed; both directions stay (SPEC §7, stromen). */
static void flow_per_crediteur(Run *run)
{
    for (size_t i = 0; i < run->facturen.count;) {
        const Factuur *f = &run->facturen.items[i];
        i64 sum = 0;
        for (; i < run->facturen.count && run->facturen.items[i].crediteur == f->crediteur &&
               run->facturen.items[i].debiteur == f->debiteur;
             i++)
            sum += due(&run->facturen.items[i]);
        add_flow(run, f->debiteur, f->crediteur, sum);
    }
}

/* Everyone settles with the kassier alone. */
static void flow_netto(Run *run)
{
    size_t partijen = run->batch->partijen.rows.count;
    i64 *saldo = NEW(run->arena, i64, partijen);
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        saldo[f->debiteur] += due(f);
        saldo[f->crediteur] -= due(f);
    }
    for (u32 p = 0; p < partijen; p++)
        add_flow(run, p, run->settings->kassier, saldo[p]);
}

static void make_flows(Run *run)
{
    size_t most = run->facturen.count + run->batch->partijen.rows.count;
    run->flows.items = NEW(run->arena, Flow, most);
    run->flows.capacity = most;
    if (run->settings->stromen_netto)
        flow_netto(run);
    else
        flow_per_crediteur(run);
    if (!run->flows.count) return;
    Flow *flows = run->flows.items;
    sort_array(flows, run->flows.count, sizeof *flows, by_ends);
    size_t kept = 0;
    for (size_t i = 0; i < run->flows.count; i++) {
        if (kept && !by_ends(&flows[kept - 1], &flows[i]))
            flows[kept - 1].cents += flows[i].cents;
        else
            flows[kept++] = flows[i];
    }
    run->flows.count = kept;
}

/* --- regels ----------------------------------------------------------------------------------- */

enum { LINE_PARTS = 8 }; /* each counts the lines of every factuur */

typedef struct LinesByFactuur {
    Run *run;
    const u32 *position_of_line, *factuur_of_position;
    size_t *next; /* by part and factuur: how many, then where */
} LinesByFactuur;

static u32 factuur_of_line(const LinesByFactuur *by, size_t line)
{
    return by->factuur_of_position[by->position_of_line[line]];
}

static void count_lines(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const LinesByFactuur *by = context;
    size_t *count = by->next + task * by->run->facturen.count;
    WorkRange range = work_range(by->run->lines.count, LINE_PARTS, task);
    for (size_t i = range.first; i < range.end; i++) {
        u32 factuur = factuur_of_line(by, i);
        if (factuur != NONE) count[factuur]++;
    }
}

static void place_lines(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const LinesByFactuur *by = context;
    size_t *next = by->next + task * by->run->facturen.count;
    WorkRange range = work_range(by->run->lines.count, LINE_PARTS, task);
    for (size_t i = range.first; i < range.end; i++) {
        u32 factuur = factuur_of_line(by, i);
        if (factuur != NONE) by->run->factuur_lines[next[factuur]++] = (u32)i;
    }
}

/* Puts the lines behind their factuur: counted first, then placed. */
static void sort_lines(Run *run, Arena *scratch, const u32 *position_of_line,
                       const u32 *factuur_of_position)
{
    size_t facturen = run->facturen.count, at = 0;
    LinesByFactuur by = {run, position_of_line, factuur_of_position,
                         NEW(scratch, size_t, facturen * LINE_PARTS)};
    work_each(LINE_PARTS, count_lines, &by);
    for (size_t f = 0; f < facturen; f++) {
        Factuur *factuur = &run->facturen.items[f];
        factuur->first_line = at;
        for (size_t part = 0; part < LINE_PARTS; part++) {
            size_t *next = &by.next[part * facturen + f], count = *next;
            *next = at;
            at += count;
        }
        factuur->line_count = at - factuur->first_line;
    }
    run->factuur_lines = NEW(run->arena, u32, at);
    work_each(LINE_PARTS, place_lines, &by);
}

/* Makes room for `count` more regels of a factuur. */
static void count_regels(Run *run, u32 factuur, size_t count)
{
    if (factuur != NONE) run->facturen.items[factuur].regel_count += count;
}

static void add_regel(Run *run, u32 factuur, RegelSoort soort, size_t index)
{
    if (factuur == NONE) return;
    Factuur *f = &run->facturen.items[factuur];
    run->regels.items[f->first_regel + f->regel_count++] = (Factuurregel){soort, index};
}

/* Puts niet_verrekend, voorschotten, then btw behind each factuur. */
static void make_regels(Run *run, const u32 *factuur_of_position)
{
    size_t at = 0;
    for (size_t i = 0; i < run->positions.count; i++)
        count_regels(run, factuur_of_position[i], run->positions.items[i].niet_verrekend != 0);
    for (size_t i = 0; i < run->prefinanced.count; i++)
        count_regels(run, factuur_of_position[run->prefinanced.items[i].position], 1);
    for (size_t f = 0; f < run->facturen.count; f++) {
        Factuur *factuur = &run->facturen.items[f];
        factuur->first_regel = at;
        at += factuur->regel_count + factuur->rate_count;
        factuur->regel_count = 0;
    }
    run->regels.items = NEW(run->arena, Factuurregel, at);
    run->regels.count = run->regels.capacity = at;
    for (size_t i = 0; i < run->positions.count; i++)
        if (run->positions.items[i].niet_verrekend)
            add_regel(run, factuur_of_position[i], REGEL_NIET_VERREKEND, i);
    for (size_t i = 0; i < run->prefinanced.count; i++)
        add_regel(run, factuur_of_position[run->prefinanced.items[i].position], REGEL_VOORSCHOT, i);
    for (u32 f = 0; f < run->facturen.count; f++)
        for (size_t r = 0; r < run->facturen.items[f].rate_count; r++)
            add_regel(run, f, REGEL_BTW, run->facturen.items[f].first_rate + r);
}

/* The index after the positions of the factuur that begins at order[first]. */
static size_t factuur_end(const Billing *all, size_t first)
{
    size_t end = first + 1;
    while (end < all->count && same_factuur(all, all->order[first], all->order[end]))
        end++;
    return end;
}

/* Makes the facturen, and tells each position its own; NONE: it has none. */
static void add_facturen(Run *run, const Billing *all, u32 *factuur_of_position)
{
    u32 numbers[2] = {0, 0}; /* of facturen, of specificaties */
    size_t most = 0;
    for (size_t first = 0; first < all->count; first = factuur_end(all, first))
        most++;
    run->facturen.items = NEW(run->arena, Factuur, most);
    run->facturen.capacity = most;
    for (size_t i = 0; i < run->positions.count; i++)
        factuur_of_position[i] = NONE;
    for (size_t first = 0, end; first < all->count; first = end) {
        end = factuur_end(all, first);
        Factuur factuur;
        if (!make_factuur(run, all, first, end, &factuur)) continue;
        factuur.number = ++numbers[factuur.soort == SPECIFICATIE];
        for (size_t i = first; i < end; i++)
            factuur_of_position[all->order[i]] = (u32)run->facturen.count;
        *PUSH(run->arena, &run->facturen) = factuur;
    }
}

void make_facturen(Run *run, const u32 *position_of_line)
{
    Arena scratch = {0};
    u32 *factuur_of_position = NEW(&scratch, u32, run->positions.count);
    Arena billing = {0};
    Billing all = make_billing(run, &billing);
    add_facturen(run, &all, factuur_of_position);
    arena_free(&billing);
    make_flows(run);
    sort_lines(run, &scratch, position_of_line, factuur_of_position);
    make_regels(run, factuur_of_position);
    arena_free(&scratch);
}
