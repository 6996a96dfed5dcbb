/* Facturen and stromen (SPEC §7). In: positions, lines, what was paid beforehand; out: Run.facturen
 * with their regels, and Run.flows. Holds always: the regels of a factuur add up to what it asks.
 */
#include "engine/billing.h"
#include "engine/exact.h"
#include "engine/settle.h"
#include "engine/work.h"

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
        Billed billed = billed_of(run, all, all->order[i]);
        u32 rate = all->rate[all->order[i]];
        factuur->bedrag += billed.bedrag;
        factuur->voorgefinancierd += billed.paid;
        over += billed.bedrag;
        if (i + 1 < end && all->rate[all->order[i + 1]] == rate) continue;
        add_rate(run, factuur, (i32)rate, over);
        over = 0;
    }
    bool credit = factuur->bedrag < 0 || (!factuur->bedrag && factuur->btw < 0);
    factuur->soort = credit ? CREDITFACTUUR : FACTUUR;
    if (!is_opsteller(run, factuur->crediteur)) factuur->soort = SPECIFICATIE;
    if (factuur->bedrag || factuur->voorgefinancierd) return true;
    if (run->books && factuur->btw) return true; /* posted at one rate, and now at another */
    run->btw.count = btw_count;
    return false;
}

static i64 due(const Factuur *f)
{
    return f->bedrag + f->btw - f->voorgefinancierd;
}

/* A factuur below the minimum is not made; what it is of waits, and is told. */
static bool is_too_small(Run *run, const Factuur *f)
{
    i64 size = due(f) < 0 ? -due(f) : due(f);
    if (f->soort == SPECIFICATIE || size >= run->settings->booking.minimum) return false;
    *PUSH(run->arena, &run->signals) = (Signal){.kind = SIGNAL_MINIMUM,
                                                .crediteur = f->crediteur,
                                                .debiteur = f->debiteur,
                                                .cents = f->bedrag - f->voorgefinancierd};
    return true;
}

static void add_flow(Run *run, u32 from, u32 to, i64 cents)
{
    if (cents == 0 || from == to) return;
    ASSERT(run->flows.count < run->flows.capacity);
    run->flows.items[run->flows.count++] =
        cents > 0 ? (Flow){from, to, cents} : (Flow){to, from, -cents};
}

static int by_ends(const void *left, const void *right)
{
    const Flow *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
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
    u32 factuur = by->factuur_of_position[by->position_of_line[line]];
    if (factuur == WAITS || (by->run->books && !is_line_billed(by->run, line))) return NONE;
    return factuur;
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

u32 *factuur_of_lines(Arena *arena, const Run *run)
{
    u32 *factuur_of = NEW(arena, u32, run->lines.count);
    ASSERT(run->factuur_lines);
    memset(factuur_of, 0xFF, run->lines.count * sizeof *factuur_of); /* NONE */
    for (u32 f = 0; f < run->facturen.count; f++) {
        const Factuur *factuur = &run->facturen.items[f];
        for (size_t i = 0; i < factuur->line_count; i++)
            factuur_of[run->factuur_lines[factuur->first_line + i]] = f;
    }
    return factuur_of;
}

/* Counts a regel of a factuur, or adds it when there is room for it. */
static void take_regel(Run *run, u32 factuur, RegelSoort soort, size_t index)
{
    if (factuur == NONE || factuur == WAITS) return;
    Factuur *f = &run->facturen.items[factuur];
    if (run->regels.items)
        run->regels.items[f->first_regel + f->regel_count] = (Factuurregel){soort, index};
    f->regel_count++;
}

/* What is gone, niet_verrekend, voorschotten, btw: the regels behind the lines of a factuur. */
static void take_regels(Run *run, const u32 *factuur_of)
{
    for (size_t i = 0; run->books && i < run->books->gone.count; i++)
        if (is_gone_billed(run, i))
            take_regel(run, factuur_of[run->positions.count + i], REGEL_GONE, i);
    for (size_t i = 0; i < run->positions.count; i++)
        if (is_unsettled_billed(run, i)) take_regel(run, factuur_of[i], REGEL_NIET_VERREKEND, i);
    for (size_t i = 0; i < run->prefinanced.count; i++)
        if (is_prefinanced_billed(run, i))
            take_regel(run, factuur_of[run->prefinanced.items[i].position], REGEL_VOORSCHOT, i);
    for (u32 f = 0; f < run->facturen.count; f++)
        for (size_t r = 0; r < run->facturen.items[f].rate_count; r++)
            take_regel(run, f, REGEL_BTW, run->facturen.items[f].first_rate + r);
}

/* Puts them behind each factuur: counted first, then placed. */
static void make_regels(Run *run, const u32 *factuur_of)
{
    size_t at = 0;
    take_regels(run, factuur_of);
    for (size_t f = 0; f < run->facturen.count; f++) {
        Factuur *factuur = &run->facturen.items[f];
        factuur->first_regel = at;
        at += factuur->regel_count;
        factuur->regel_count = 0;
    }
    run->regels.items = NEW(run->arena, Factuurregel, at);
    run->regels.count = run->regels.capacity = at;
    take_regels(run, factuur_of);
}

/* The index after the items of the factuur that begins at order[first]. */
static size_t factuur_end(const Billing *all, size_t first)
{
    size_t end = first;
    do
        end++;
    while (end < all->count && same_factuur(all, all->order[first], all->order[end]));
    return end;
}

/* Makes the facturen, and tells each item its own; NONE: it has none; WAITS: it has none yet. */
static void add_facturen(Run *run, const Billing *all, u32 *factuur_of)
{
    u32 numbers[2] = {0, 0}; /* of facturen, of specificaties */
    size_t most = 0;
    for (size_t first = 0; first < all->count; first = factuur_end(all, first))
        most++;
    run->facturen.items = NEW(run->arena, Factuur, most);
    run->facturen.capacity = most;
    for (size_t i = 0; i < all->items; i++)
        factuur_of[i] = NONE;
    for (size_t first = 0, end; first < all->count; first = end) {
        end = factuur_end(all, first);
        Factuur factuur;
        if (!make_factuur(run, all, first, end, &factuur)) continue;
        bool waits = is_too_small(run, &factuur);
        for (size_t i = first; i < end; i++)
            factuur_of[all->order[i]] = waits ? WAITS : (u32)run->facturen.count;
        if (waits) {
            run->btw.count = factuur.first_rate;
            continue;
        }
        factuur.number = ++numbers[factuur.soort == SPECIFICATIE];
        run->facturen.items[run->facturen.count++] = factuur;
    }
}

void make_facturen(Run *run, const u32 *position_of_line)
{
    Arena scratch = {0}, billing = {0};
    Billing all = make_billing(run, &billing);
    u32 *factuur_of = NEW(run->books ? run->arena : &scratch, u32, all.items);
    add_facturen(run, &all, factuur_of);
    arena_free(&billing);
    make_flows(run);
    sort_lines(run, &scratch, position_of_line, factuur_of);
    make_regels(run, factuur_of);
    if (run->books) {
        run->books->factuur_of = factuur_of;
        list_entries(run);
    }
    arena_free(&scratch);
}
