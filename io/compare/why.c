/* Why pools differ. In: the terms in force in both; out: the keys that differ, and for each pool
 * which of them it is about. Holds always: a reason names every key that is not the same in the
 * pool, and the cost when that is not. */
#include "io/compare/why.h"

/* What two terms say otherwise, found once. */
typedef struct TermPair {
    bool known;
    u32 reasons[2]; /* without and with another cost; NONE: not asked for yet */
    u32 *rows;      /* of Computed.params */
    size_t row_count;
    Text keys; /* of the reason; empty: nothing differs */
} TermPair;

struct Why {
    Arena *arena;
    Comparison *comparison;
    Computed *computed;
    const Run *first, *here;
    u32 *first_base, *here_base; /* by rule: the index of its first tijdvak */
    TermFacts *first_facts, *here_facts;
    size_t first_terms, here_terms;
    TermPair *pairs; /* first_terms × here_terms */
    TermPair alone;  /* a pool that only one of them has */
    Symbols reasons;
    FactDifferences settings;
    u32 *last_contract; /* by row of params: the last that was counted */
    size_t last_room;
};

static u32 *list_bases(Arena *arena, const Run *run, size_t *total)
{
    size_t rules = run->settings->rules.count;
    u32 *base = NEW(arena, u32, rules + 1);
    *total = 0;
    for (size_t r = 0; r < rules; r++) {
        base[r] = (u32)*total;
        *total += run->plans[r].count;
    }
    return base;
}

Why *why_begin(Arena *arena, Comparison *comparison, Computed *computed, const Run *first,
               const Run *here)
{
    Why *w = NEW(arena, Why, 1);
    *w = (Why){.arena = arena,
               .comparison = comparison,
               .computed = computed,
               .first = first,
               .here = here};
    w->reasons.arena = comparison->arena;
    w->first_base = list_bases(arena, first, &w->first_terms);
    w->here_base = list_bases(arena, here, &w->here_terms);
    w->first_facts = NEW(arena, TermFacts, w->first_terms + 1);
    w->here_facts = NEW(arena, TermFacts, w->here_terms + 1);
    w->pairs = NEW(arena, TermPair, w->first_terms * w->here_terms + 1);
    w->alone.reasons[0] = w->alone.reasons[1] = NONE;
    TermFacts a = settings_facts(arena, first), b = settings_facts(comparison->arena, here);
    w->settings = facts_differ(comparison->arena, &a, &b);
    return w;
}

/* --- keys ------------------------------------------------------------------------------------- */

static void build_key(TextBuilder *out, Text laag, Text key)
{
    if (out->count) build_text(out, TEXT(", "));
    if (laag.length && !text_equal(laag, TEXT("-"))) {
        build_text(out, laag);
        build_char(out, ':');
    }
    build_text(out, key);
}

static Text rule_names(Arena *arena, const Why *w, u32 first, u32 here)
{
    Text a = w->first->settings->rules.items[first].name;
    Text b = w->here->settings->rules.items[here].name;
    return text_equal_nocase(a, b) ? text_copy(arena, a) : JOIN(arena, a, TEXT(" → "), b);
}

/* The row of a key in params; a new one when it is not there. */
static u32 row_of(Why *w, Text regel, const FactDifference *d)
{
    Computed *c = w->computed;
    Arena *arena = w->comparison->arena;
    for (u32 i = 0; i < c->params.count; i++) {
        const ParamRow *row = &c->params.items[i];
        if (text_equal(row->regel, regel) && text_equal(row->laag, d->laag) &&
            text_equal(row->key, d->key) && text_equal(row->first, d->first) &&
            text_equal(row->here, d->here))
            return i;
    }
    *PUSH(arena, &c->params) = (ParamRow){.regel = regel,
                                          .laag = text_copy(arena, d->laag),
                                          .key = d->key,
                                          .first = text_copy(arena, d->first),
                                          .here = text_copy(arena, d->here)};
    return (u32)c->params.count - 1;
}

static const TermFacts *facts_of(Arena *arena, TermFacts *facts, const Run *run, u32 rule,
                                 u32 tijdvak, u32 base)
{
    TermFacts *own = &facts[base + tijdvak];
    if (!own->count) *own = terms_facts(arena, run, rule, &run->plans[rule].terms[tijdvak]);
    return own;
}

/* The terms of the first pool of either side. */
static TermPair *pair_of(Why *w, const JoinGroup *g)
{
    if (!g->first_count || !g->here_count) return &w->alone;
    const Pool *a = &w->first->pools.items[g->first->pool];
    const Pool *b = &w->here->pools.items[g->here->pool];
    u32 rule_a = w->first->settings->rule_of_contract[a->contract];
    u32 rule_b = w->here->settings->rule_of_contract[b->contract];
    size_t first = w->first_base[rule_a] + a->tijdvak, here = w->here_base[rule_b] + b->tijdvak;
    TermPair *pair = &w->pairs[first * w->here_terms + here];
    if (pair->known) return pair;
    FactDifferences all = facts_differ(
        w->arena,
        facts_of(w->arena, w->first_facts, w->first, rule_a, a->tijdvak, w->first_base[rule_a]),
        facts_of(w->arena, w->here_facts, w->here, rule_b, b->tijdvak, w->here_base[rule_b]));
    TextBuilder keys = {.arena = w->arena};
    *pair = (TermPair){true, {NONE, NONE}, NEW(w->arena, u32, all.count), all.count, {0}};
    Text regel = rule_names(w->comparison->arena, w, rule_a, rule_b);
    for (size_t i = 0; i < all.count; i++) {
        pair->rows[i] = row_of(w, regel, &all.items[i]);
        build_key(&keys, all.items[i].laag, all.items[i].key);
    }
    pair->keys = built(&keys);
    return pair;
}

/* --- reasons ---------------------------------------------------------------------------------- */

/* What is said when no key of the rule differs. */
static Text other_reason(const Why *w)
{
    TextBuilder out = {.arena = w->arena};
    for (size_t i = 0; i < w->settings.count; i++)
        build_key(&out, TEXT("afrekening"), w->settings.items[i].key);
    if (out.count) return built(&out);
    return w->computed->shares ? TEXT("-") : TEXT("invoer");
}

static bool same_cost(const Why *w, const JoinGroup *g)
{
    i128 difference = 0;
    for (size_t i = 0; i < g->first_count; i++)
        difference -= w->first->pools.items[g->first[i].pool].kosten;
    for (size_t i = 0; i < g->here_count; i++)
        difference += w->here->pools.items[g->here[i].pool].kosten;
    return difference == 0;
}

static void count_rows(Why *w, const TermPair *pair, const JoinGroup *g)
{
    for (size_t i = 0; i < pair->row_count; i++) {
        u32 index = pair->rows[i];
        ParamRow *row = &w->computed->params.items[index];
        w->last_contract = arena_grow(w->arena, w->last_contract, &w->last_room, index + 1,
                                      sizeof *w->last_contract);
        if (w->last_contract[index] != g->contract + 1) row->contracten++;
        w->last_contract[index] = g->contract + 1;
        if (!row->from.length || text_compare(g->tijdvak, row->from) < 0)
            row->from = text_copy(w->comparison->arena, g->tijdvak);
        if (!row->to.length || text_compare(g->tijdvak, row->to) > 0)
            row->to = text_copy(w->comparison->arena, g->tijdvak);
    }
}

static u32 number_reason(Why *w, Text keys)
{
    Text kept = text_copy(w->comparison->arena, keys);
    u32 known = (u32)w->reasons.count, reason = symbols_intern(&w->reasons, kept);
    if (reason == known) *PUSH(w->comparison->arena, &w->computed->reasons) = kept;
    return reason;
}

u32 why_group(Why *w, const JoinGroup *g)
{
    TermPair *pair = pair_of(w, g);
    bool cost = !same_cost(w, g);
    count_rows(w, pair, g);
    if (pair->reasons[cost] != NONE) return pair->reasons[cost];
    Text keys = pair->keys;
    if (cost)
        keys = keys.length ? JOIN(w->arena, TEXT("kosten, "), keys) : TEXT("kosten");
    else if (!keys.length)
        keys = other_reason(w);
    return pair->reasons[cost] = number_reason(w, keys);
}

bool why_is_nothing(const Why *w, u32 reason)
{
    return text_equal(w->computed->reasons.items[reason], TEXT("-"));
}

u32 why_other(Why *w)
{
    return number_reason(w, other_reason(w));
}

static int by_regel(const void *left, const void *right)
{
    const ParamRow *a = left, *b = right;
    int order = text_compare(a->regel, b->regel);
    if (!order) order = text_compare(a->laag, b->laag);
    if (!order) order = text_compare(a->key, b->key);
    if (!order) order = text_compare(a->first, b->first);
    return order ? order : text_compare(a->here, b->here);
}

void why_end(Why *w)
{
    Computed *c = w->computed;
    for (size_t i = 0; i < c->params.count; i++) {
        ParamRow *row = &c->params.items[i];
        row->tijdvakken = text_equal(row->from, row->to)
                              ? row->from
                              : JOIN(w->comparison->arena, row->from, TEXT(".."), row->to);
    }
    for (size_t i = 0; i < w->settings.count; i++) {
        const FactDifference *d = &w->settings.items[i];
        *PUSH(w->comparison->arena, &c->params) = (ParamRow){
            .key = d->key, .first = text_copy(w->comparison->arena, d->first), .here = d->here};
    }
    sort_array(c->params.items, c->params.count, sizeof(ParamRow), by_regel);
}
