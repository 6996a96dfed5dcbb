/* How one laag was divided. In: a laag of a pool and a partij; out: what was counted, its share,
 * and how that became cents. Holds always: the cents that are told are those of the line. */
#include "engine/exact.h"
#include "io/documents/dutch.h"
#include "io/explain/explain_pool.h"

typedef struct LaagFacts {
    Facts *facts;
    const Run *run;
    const Pool *pool;
    const PoolLaag *laag;
    const TermLaag *term;
    const RuleVersion *version;
    u32 partij;
    size_t place; /* of the partij in the laag; weight_count: it has no weight */
    i64 cents;    /* of its line; 0 without one */
    bool has_line;
} LaagFacts;

static void find_line(LaagFacts *l)
{
    for (size_t i = 0; i < l->pool->line_count; i++) {
        const Line *line = &l->run->lines.items[l->pool->first_line + i];
        if (line->soort != LINE_VERDEELD || line->laag != l->laag->laag ||
            line->partij != l->partij)
            continue;
        l->cents = line->cents;
        l->has_line = true;
    }
}

static Text unit_of(const LaagFacts *l)
{
    const Sleutel *s = l->term->laag->sleutel;
    return text_of(s->people_unit ? s->people_unit : s->unit);
}

/* A weight as people count it. */
static Text weight_text(const LaagFacts *l, i128 weight)
{
    const Sleutel *s = l->term->laag->sleutel;
    i128 per = l->laag->denominator * (s->people_unit ? s->people_units : 1);
    return dutch_number(l->facts->arena, weight, per);
}

static i128 common_divisor(i128 a, i128 b)
{
    return (i128)greatest_common_divisor((u128)a, (u128)b);
}

static void tell_share(LaagFacts *l, i128 weight, i128 of)
{
    Facts *f = l->facts;
    i128 by = common_divisor(weight, of);
    Fact *fact =
        FACT(f, "aandeel", TEXT("aandeel: "), dutch_integer(f->arena, weight / by), TEXT("/"),
             dutch_integer(f->arena, of / by), TEXT(" ("), dutch_number(f->arena, weight * 100, of),
             TEXT("%)"), l->laag->capped ? TEXT(", na het plafond") : TEXT(""));
    fact_number(f, fact, "teller", weight / by);
    fact_number(f, fact, "noemer", of / by);
}

static i128 share_at(const LaagFacts *l, size_t i)
{
    return l->laag->capped ? l->laag->capped[i] : weight_at(l->laag, i);
}

/* The queue of remainders: who is before the partij, and who has the same. */
typedef struct Queue {
    i64 left; /* cents that were left over */
    size_t place, same_before, same;
} Queue;

static Queue stand_in_queue(const LaagFacts *l, i128 own_rest)
{
    i64 size = l->laag->cents < 0 ? -l->laag->cents : l->laag->cents;
    Queue q = {.left = size, .place = 1};
    for (size_t i = 0; i < l->laag->weight_count; i++) {
        i128 rest;
        q.left -= share_down(l->laag->cents, share_at(l, i), l->laag->of, &rest);
        if (rest > own_rest) q.place++;
        if (rest != own_rest) continue;
        q.same++;
        if (i < l->place) q.same_before++;
    }
    q.place += q.same_before;
    return q;
}

static Text cents_count(Arena *arena, i64 count)
{
    return JOIN(arena, dutch_integer(arena, count), count == 1 ? TEXT(" cent") : TEXT(" centen"));
}

/* Largest remainder, cent by cent. */
static void tell_largest_remainder(LaagFacts *l)
{
    Facts *f = l->facts;
    Arena *arena = f->arena;
    i128 rest, own = share_at(l, l->place);
    i64 down = share_down(l->laag->cents, own, l->laag->of, &rest);
    Queue q = stand_in_queue(l, rest);
    bool gets = (i64)q.place <= q.left;
    i64 sign = l->laag->cents < 0 ? -1 : 1;
    ASSERT(sign * (down + gets) == l->cents);
    Fact *fact =
        FACT(f, "naar_beneden", dutch_euro(arena, l->laag->cents), TEXT(" × "),
             dutch_integer(arena, own), TEXT(" / "), dutch_integer(arena, l->laag->of), TEXT(" = "),
             dutch_euro(arena, sign * down), TEXT(" en een rest van "), dutch_integer(arena, rest),
             TEXT("/"), dutch_integer(arena, l->laag->of), TEXT(" cent"));
    fact_cents(f, fact, "naar_beneden", sign * down);
    fact_number(f, fact, "rest", rest);
    fact_number(f, fact, "noemer", l->laag->of);
    bool tie = q.same > 1 && (i64)(q.place - q.same_before) <= q.left &&
               q.left < (i64)(q.place - q.same_before + q.same - 1);
    fact = FACT(f, "rest", TEXT("er blijven "), cents_count(arena, q.left),
                TEXT(" over voor de grootste resten; plaats "), dutch_integer(arena, (i64)q.place),
                TEXT(" van "), dutch_integer(arena, (i64)l->laag->weight_count), TEXT(": "),
                gets ? TEXT("een cent erbij") : TEXT("geen cent erbij"),
                tie ? TEXT(" (gelijke resten: de laagste code gaat voor)") : TEXT(""));
    fact_number(f, fact, "over", q.left);
    fact_number(f, fact, "plaats", (i128)q.place);
    fact_number(f, fact, "van", (i128)l->laag->weight_count);
    fact_number(f, fact, "cent_erbij", gets);
    fact_text(fact, "gelijke_resten", tie ? TEXT("ja") : TEXT("nee"));
}

static void tell_rounding(LaagFacts *l)
{
    Facts *f = l->facts;
    const Afronding *a = l->version->afronding;
    bool cents = a->takes_eenheid && l->version->eenheid == 1;
    if (cents && l->place < l->laag->weight_count) {
        tell_largest_remainder(l);
        return;
    }
    Text unit = l->version->eenheid == 1 ? TEXT("")
                                         : JOIN(f->arena, TEXT(", in hele eenheden van "),
                                                dutch_euro(f->arena, l->version->eenheid));
    Text who = l->version->afronding_partij == NONE
                   ? TEXT("")
                   : JOIN(f->arena, TEXT(" "),
                          partij_name(f->arena, f->run->batch, l->version->afronding_partij));
    Fact *fact = FACT(f, "afronding", TEXT("afronding: "), text_of(a->label), who, unit, TEXT(". "),
                      text_of(a->explanation));
    fact_text(fact, "naam", text_of(a->name));
}

static const char *decided_words(LaagDecided decided)
{
    switch (decided) {
    case DECIDED_BY_WEIGHT: return "";
    case DECIDED_BY_PLACE: return ", niets geteld: leeg wijst de gemeente aan";
    case DECIDED_BY_YEAR: return ", niets geteld in het tijdvak: over het hele kalenderjaar";
    }
    return "";
}

/* What of the pool the laag is. */
static void tell_laag(LaagFacts *l)
{
    Facts *f = l->facts;
    bool named = !text_equal(l->term->name, TEXT("-"));
    Text part = TEXT("");
    if (named && l->term->part == PART_FRACTION)
        part =
            JOIN(f->arena, TEXT(" ("),
                 dutch_number(f->arena, l->term->weight * 100, l->version->laag_total), TEXT("%)"));
    else if (named)
        part = l->term->part == PART_ONDER ? TEXT(" (onder de grens)") : TEXT(" (boven de grens)");
    Fact *fact =
        FACT(f, "laag", named ? TEXT("Laag ") : TEXT("Verdeling"), named ? l->term->name : TEXT(""),
             part, TEXT(", naar "), text_of(l->term->laag->sleutel->label), TEXT(": "),
             dutch_euro(f->arena, l->laag->cents));
    fact_text(fact, "naam", l->term->name);
    fact_text(fact, "sleutel", text_of(l->term->laag->sleutel->name));
    fact_cents(f, fact, "bedrag", l->laag->cents);
}

static void tell_weights(LaagFacts *l, i128 own)
{
    Facts *f = l->facts;
    Fact *fact = FACT(f, "gewicht", TEXT("geteld: "), weight_text(l, own), TEXT(" van "),
                      weight_text(l, l->laag->total), TEXT(" "), unit_of(l),
                      text_of(decided_words(l->laag->decided)));
    fact_number(f, fact, "gewicht", own);
    fact_number(f, fact, "totaal", l->laag->total);
    fact_number(f, fact, "per_eenheid", l->laag->denominator);
}

i64 explain_laag_of(Facts *f, Explaining *explaining, ExplainWhat what, u32 index)
{
    const Pool *pool = &f->run->pools.items[what.pool];
    const Terms *terms = terms_of(f->run, pool->contract, pool->tijdvak);
    LaagFacts l = {.facts = f,
                   .run = f->run,
                   .pool = pool,
                   .laag = &f->run->lagen.items[pool->first_laag + index],
                   .term = &terms->lagen[index],
                   .version = terms->version,
                   .partij = what.partij};
    while (l.place < l.laag->weight_count && l.laag->partijen[l.place] != what.partij)
        l.place++;
    find_line(&l);
    bool weighed = l.place < l.laag->weight_count;
    tell_laag(&l);
    f->depth++;
    if (l.laag->total > 0) {
        tell_weights(&l, weighed ? weight_at(l.laag, l.place) : 0);
        KeptUnits kept = {.arena = f->arena};
        explain_laag(explaining, what.pool, index, &kept);
        f->depth++;
        explain_units(f, &kept, what, index);
        f->depth--;
        if (weighed) tell_share(&l, share_at(&l, l.place), l.laag->of);
        if (l.has_line) tell_rounding(&l);
    }
    if (l.has_line || l.laag->total > 0) {
        Fact *fact = FACT(f, "deel_van_laag", TEXT("dus: "), dutch_euro(f->arena, l.cents));
        fact_cents(f, fact, "bedrag", l.cents);
    } else {
        (void)fact_add(f, "leeg", TEXT("niets geteld en niets te verdelen"));
    }
    f->depth--;
    return l.cents;
}
