/* Facturen and stromen (SPEC §7). In: positions, lines, what was paid beforehand; out: Run.facturen
 * with their regels, and Run.flows. Holds always: the regels of a factuur add up to what it asks.
 */
#include "engine/exact.h"
#include "engine/settle.h"

/* A position on its way to a factuur. */
typedef struct Billed {
    u32 crediteur, debiteur; /* after opvolger on the factuurdatum */
    bool group_v;
    i32 rate; /* of btw; 0 without */
    size_t position;
} Billed;

static int by_factuur(const void *left, const void *right)
{
    const Billed *a = left, *b = right;
    if (a->crediteur != b->crediteur) return a->crediteur < b->crediteur ? -1 : 1;
    if (a->debiteur != b->debiteur) return a->debiteur < b->debiteur ? -1 : 1;
    if (a->group_v != b->group_v) return a->group_v ? 1 : -1;
    if (a->rate != b->rate) return a->rate < b->rate ? -1 : 1;
    return (a->position > b->position) - (a->position < b->position);
}

static Billed billed(const Run *run, size_t index)
{
    const Batch *b = run->batch;
    const Position *p = &run->positions.items[index];
    Day day = run->settings->factuurdatum;
    Billed billed = {successor_on(b, p->crediteur, day), successor_on(b, p->partij, day), false, 0,
                     index};
    i32 btw = b->contracten.btw[p->contract];
    if (btw == BTW_LEEG)
        btw = b->partijen.soort[billed.crediteur] == SOORT_AANBIEDER ? BTW_VRIJGESTELD
                                                                     : BTW_BUITEN_HEFFING;
    billed.group_v = btw == BTW_VRIJGESTELD || btw >= 0;
    if (btw > 0) billed.rate = btw;
    return billed;
}

static bool same_factuur(const Billed *a, const Billed *b)
{
    return a->crediteur == b->crediteur && a->debiteur == b->debiteur && a->group_v == b->group_v;
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

/* Makes the factuur of list[first] … list[end - 1]; false: it is of nothing. */
static bool make_factuur(Run *run, const Billed *list, size_t first, size_t end, Factuur *factuur)
{
    *factuur = (Factuur){.crediteur = list[first].crediteur,
                         .debiteur = list[first].debiteur,
                         .group_v = list[first].group_v,
                         .first_rate = run->btw.count};
    size_t btw_count = run->btw.count;
    i64 over = 0;
    for (size_t i = first; i < end; i++) {
        const Position *p = &run->positions.items[list[i].position];
        factuur->bedrag += p->aandeel - p->niet_verrekend;
        factuur->voorgefinancierd += p->voorgefinancierd;
        over += p->aandeel - p->niet_verrekend;
        if (i + 1 < end && list[i + 1].rate == list[i].rate) continue;
        add_rate(run, factuur, list[i].rate, over);
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

/* The factuur of a position by contract, crediteur, partij; NONE: none. */
static u32 factuur_of(const Run *run, const u32 *factuur_of_position, u32 contract, u32 crediteur,
                      u32 partij)
{
    size_t low = 0, high = run->positions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Position *p = &run->positions.items[middle];
        bool before = p->contract != contract     ? p->contract < contract
                      : p->crediteur != crediteur ? p->crediteur < crediteur
                                                  : p->partij < partij;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    ASSERT(low < run->positions.count);
    return factuur_of_position[low];
}

static void add_regel(Run *run, size_t *next, u32 factuur, RegelSoort soort, size_t index)
{
    if (factuur == NONE) return;
    run->regels.items[next[factuur]++] = (Factuurregel){factuur, 0, soort, index};
}

static void number_regels(Run *run)
{
    Factuurregel *regels = run->regels.items;
    for (size_t i = 0; i < run->regels.count; i++)
        regels[i].regel =
            i && regels[i - 1].factuur == regels[i].factuur ? regels[i - 1].regel + 1 : 1;
}

/* Puts lines, niet_verrekend, voorschotten, then btw behind each factuur: counted first, then
 * placed. */
static void make_regels(Run *run, const u32 *factuur_of_position, const u32 *crediteur_of_pool)
{
    size_t facturen = run->facturen.count, lines = run->lines.count;
    size_t total = lines + run->prefinanced.count;
    u32 *target = NEW(run->arena, u32, total + 1);
    size_t *next = NEW(run->arena, size_t, facturen + 1);
    for (size_t i = 0; i < lines; i++) {
        const Line *l = &run->lines.items[i];
        target[i] = factuur_of(run, factuur_of_position, run->pools.items[l->pool].contract,
                               crediteur_of_pool[l->pool], l->partij);
        if (target[i] != NONE) next[target[i]]++;
    }
    for (size_t i = 0; i < run->positions.count; i++)
        if (run->positions.items[i].niet_verrekend && factuur_of_position[i] != NONE)
            next[factuur_of_position[i]]++;
    for (size_t i = 0; i < run->prefinanced.count; i++) {
        const Prefinanced *p = &run->prefinanced.items[i];
        target[lines + i] =
            factuur_of(run, factuur_of_position, p->contract, p->crediteur, p->partij);
        if (target[lines + i] != NONE) next[target[lines + i]]++;
    }
    size_t at = 0;
    for (size_t f = 0; f < facturen; f++) {
        size_t count = next[f] + run->facturen.items[f].rate_count;
        next[f] = at;
        at += count;
    }
    run->regels.items = NEW(run->arena, Factuurregel, at + 1);
    run->regels.count = run->regels.capacity = at;
    for (size_t i = 0; i < lines; i++)
        add_regel(run, next, target[i], REGEL_LINE, i);
    for (size_t i = 0; i < run->positions.count; i++)
        if (run->positions.items[i].niet_verrekend)
            add_regel(run, next, factuur_of_position[i], REGEL_NIET_VERREKEND, i);
    for (size_t i = 0; i < run->prefinanced.count; i++)
        add_regel(run, next, target[lines + i], REGEL_VOORSCHOT, i);
    for (u32 f = 0; f < facturen; f++)
        for (size_t r = 0; r < run->facturen.items[f].rate_count; r++)
            add_regel(run, next, f, REGEL_BTW, run->facturen.items[f].first_rate + r);
    number_regels(run);
}

void make_facturen(Run *run, const u32 *crediteur_of_pool)
{
    size_t positions = run->positions.count, count = 0;
    Billed *list = NEW(run->arena, Billed, positions + 1);
    u32 *factuur_of_position = NEW(run->arena, u32, positions + 1);
    for (size_t i = 0; i < positions; i++) {
        factuur_of_position[i] = NONE;
        list[count] = billed(run, i);
        if (list[count].crediteur != list[count].debiteur) count++;
    }
    sort_array(list, count, sizeof *list, by_factuur);
    u32 numbers[2] = {0, 0}; /* of facturen, of specificaties */
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && same_factuur(&list[first], &list[end]))
            end++;
        Factuur factuur;
        if (!make_factuur(run, list, first, end, &factuur)) continue;
        factuur.number = ++numbers[factuur.soort == SPECIFICATIE];
        for (size_t i = first; i < end; i++)
            factuur_of_position[list[i].position] = (u32)run->facturen.count;
        *PUSH(run->arena, &run->facturen) = factuur;
    }
    make_flows(run);
    make_regels(run, factuur_of_position, crediteur_of_pool);
}
