/* How one laag was divided. In: a laag of a pool and a partij; out: what was counted, its share,
 * and how that became cents. Holds always: the cents that are told are those of the line. */
#include "engine/exact.h"
#include "io/documents/unit_words.h"
#include "io/explain/explain_pool.h"
#include "io/tell/dutch.h"

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

/* A weight as people count it. */
static Text weight_text(const LaagFacts *l, i128 weight)
{
    i128 per = (i128)l->laag->denominator * people_units_of(l->term->laag->sleutel);
    return dutch_number(l->facts->arena, weight, per);
}

static i128 common_divisor(i128 a, i128 b)
{
    return (i128)greatest_common_divisor((u128)a, (u128)b);
}

static Text fraction_text(Arena *arena, i128 numerator, i128 denominator)
{
    i128 by = common_divisor(numerator, denominator);
    return JOIN(arena, dutch_integer(arena, numerator / by), TEXT("/"),
                dutch_integer(arena, denominator / by));
}

static i128 share_at(const LaagFacts *l, size_t i)
{
    return l->laag->capped ? l->laag->capped[i] : weight_at(l->laag, i);
}

static void tell_share(LaagFacts *l, i128 weight, i128 of)
{
    Facts *f = l->facts;
    Fact *fact = FACT(f, "aandeel", TEXT("aandeel: "), fraction_text(f->arena, weight, of),
                      TEXT(" ("), dutch_number(f->arena, weight * 100, of), TEXT("%)"),
                      l->laag->capped ? TEXT(", na het plafond") : TEXT(""));
    i128 by = common_divisor(weight, of);
    fact_number(f, fact, "teller", weight / by);
    fact_number(f, fact, "noemer", of / by);
}

/* Before the plafond, when it bites for somebody. */
static void tell_plafond(LaagFacts *l)
{
    Facts *f = l->facts;
    Fraction cap = l->term->laag->plafond;
    if (!l->laag->capped) return;
    i128 own = weight_at(l->laag, l->place);
    bool above = own * cap.denominator > l->laag->total * cap.numerator;
    Fact *fact =
        FACT(f, "plafond", TEXT("zonder plafond: "), fraction_text(f->arena, own, l->laag->total),
             TEXT(" ("), dutch_number(f->arena, own * 100, l->laag->total),
             TEXT("%); niemand draagt meer dan "),
             dutch_number(f->arena, (i128)cap.numerator * 100, cap.denominator),
             above ? TEXT("%, dus dat is het aandeel")
                   : TEXT("%; wat anderen daarboven hadden gaat naar gewicht over wie eronder "
                          "blijft, net zo lang tot niemand erboven zit"));
    fact_number(f, fact, "teller", own);
    fact_number(f, fact, "noemer", l->laag->total);
}

/* The queue of remainders: who is before the partij, and who has the same. */
typedef struct Queue {
    i64 left; /* cents that were left over */
    size_t place, same_before, same;
} Queue;

/* What is divided in whole units of the afronding: cents, or eenheid. */
static i64 units_of(const LaagFacts *l)
{
    i64 size = l->laag->cents < 0 ? -l->laag->cents : l->laag->cents;
    return size / l->version->eenheid;
}

static Queue stand_in_queue(const LaagFacts *l, i128 own_rest)
{
    Queue q = {.left = units_of(l), .place = 1};
    for (size_t i = 0; i < l->laag->weight_count; i++) {
        i128 rest;
        q.left -= share_down(units_of(l), share_at(l, i), l->laag->of, &rest);
        if (rest > own_rest) q.place++;
        if (rest != own_rest) continue;
        q.same++;
        if (i < l->place) q.same_before++;
    }
    q.place += q.same_before;
    return q;
}

/* "3 centen", "1 eenheid van € 1.000,00" */
static Text units_text(const LaagFacts *l, i64 count)
{
    Arena *arena = l->facts->arena;
    Text number = dutch_integer(arena, count);
    if (l->version->eenheid == 1)
        return JOIN(arena, number, count == 1 ? TEXT(" cent") : TEXT(" centen"));
    return JOIN(arena, number, count == 1 ? TEXT(" eenheid van ") : TEXT(" eenheden van "),
                dutch_euro(arena, l->version->eenheid));
}

/* What both sides of a division are told in: units that people count, when these are whole. */
static i128 told_per(const LaagFacts *l, i128 own)
{
    i128 per = l->laag->denominator;
    return !l->laag->capped && own % per == 0 && l->laag->of % per == 0 ? per : 1;
}

/* What is below one unit goes to the largest share. */
static i64 below_unit(LaagFacts *l)
{
    Facts *f = l->facts;
    i64 size = l->laag->cents < 0 ? -l->laag->cents : l->laag->cents;
    i64 below = size % l->version->eenheid;
    size_t largest = 0;
    for (size_t i = 1; i < l->laag->weight_count; i++)
        if (share_at(l, i) > share_at(l, largest)) largest = i;
    if (!below) return 0;
    bool gets = largest == l->place;
    Fact *fact = FACT(f, "onder_de_eenheid", dutch_euro(f->arena, below),
                      TEXT(" is minder dan een eenheid en gaat naar het grootste aandeel: "),
                      partij_name(f->arena, f->run->batch, l->laag->partijen[largest]));
    fact_cents(f, fact, "bedrag", below);
    return gets ? below : 0;
}

/* Largest remainder, unit by unit. */
static void tell_largest_remainder(LaagFacts *l)
{
    Facts *f = l->facts;
    Arena *arena = f->arena;
    i128 rest, own = share_at(l, l->place), per = told_per(l, own);
    i64 unit = l->version->eenheid, sign = l->laag->cents < 0 ? -1 : 1;
    i64 whole = units_of(l), down = share_down(whole, own, l->laag->of, &rest);
    Queue q = stand_in_queue(l, rest);
    bool gets = (i64)q.place <= q.left;
    Fact *fact =
        FACT(f, "naar_beneden", dutch_euro(arena, sign * whole * unit), TEXT(" × "),
             dutch_integer(arena, own / per), TEXT(" / "), dutch_integer(arena, l->laag->of / per),
             TEXT(" = "), dutch_euro(arena, sign * down * unit), TEXT(" en een rest van "),
             dutch_integer(arena, rest / per), TEXT("/"), dutch_integer(arena, l->laag->of / per),
             unit == 1 ? TEXT(" cent") : TEXT(" eenheid"));
    fact_cents(f, fact, "naar_beneden", sign * down * unit);
    fact_number(f, fact, "rest", rest / per);
    fact_number(f, fact, "noemer", l->laag->of / per);
    bool tie = q.same > 1 && (i64)(q.place - q.same_before) <= q.left &&
               q.left < (i64)(q.place - q.same_before + q.same - 1);
    fact = FACT(f, "rest", q.left == 1 ? TEXT("er blijft ") : TEXT("er blijven "),
                units_text(l, q.left), TEXT(" over voor de grootste resten; plaats "),
                dutch_integer(arena, (i64)q.place), TEXT(" van "),
                dutch_integer(arena, (i64)l->laag->weight_count),
                gets ? TEXT(": een erbij") : TEXT(": niets erbij"),
                tie ? TEXT(" (gelijke resten: de laagste code gaat voor)") : TEXT(""));
    fact_number(f, fact, "over", q.left);
    fact_number(f, fact, "plaats", (i128)q.place);
    fact_number(f, fact, "van", (i128)l->laag->weight_count);
    fact_number(f, fact, "erbij", gets);
    fact_text(fact, "gelijke_resten", tie ? TEXT("ja") : TEXT("nee"));
    i64 below = below_unit(l);
    ASSERT(sign * ((down + gets) * unit + below) == l->cents);
}

/* sluitpost CODE: everyone is rounded, halves away from zero, and CODE takes what is left. */
static void tell_sluitpost(LaagFacts *l)
{
    Facts *f = l->facts;
    Arena *arena = f->arena;
    u32 code = l->version->afronding_partij;
    if (l->partij == code) {
        Fact *fact = FACT(f, "sluitpost", TEXT("sluitpost: "), dutch_euro(arena, l->laag->cents),
                          TEXT(" min wat de anderen samen dragen, "),
                          dutch_euro(arena, l->laag->cents - l->cents));
        fact_cents(f, fact, "anderen", l->laag->cents - l->cents);
        return;
    }
    i128 own = share_at(l, l->place), per = told_per(l, own);
    Fact *fact =
        FACT(f, "afgerond", dutch_euro(arena, l->laag->cents), TEXT(" × "),
             dutch_integer(arena, own / per), TEXT(" / "), dutch_integer(arena, l->laag->of / per),
             TEXT(", op de cent afgerond (halven van nul af): "), dutch_euro(arena, l->cents),
             TEXT("; wat de afronding scheelt is voor de sluitpost, "),
             partij_name(arena, f->run->batch, code));
    ASSERT(round_share(l->laag->cents, own, l->laag->of) == l->cents);
    fact_cents(f, fact, "bedrag", l->cents);
}

static void tell_rounding(LaagFacts *l)
{
    if (l->version->afronding_partij != NONE)
        tell_sluitpost(l);
    else if (l->place < l->laag->weight_count)
        tell_largest_remainder(l);
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

/* ", over 2024" when other days than those of the tijdvak were counted. */
static Text meetperiode_text(const LaagFacts *l)
{
    i64 years = l->term->laag->meetperiode;
    int year = civil_of(tijdvak_of(l->run, l->pool->contract, l->pool->tijdvak)->days.first).year;
    if (!years) return TEXT("");
    Interval days = {day_of(year - (int)years, 1, 1), day_of(year, 1, 1) - 1};
    return JOIN(l->facts->arena, TEXT(", geteld over "), dutch_period(l->facts->arena, days));
}

static void tell_weights(LaagFacts *l, i128 own)
{
    Facts *f = l->facts;
    Fact *fact = FACT(f, "gewicht", TEXT("geteld: "), weight_text(l, own), TEXT(" van "),
                      weight_text(l, l->laag->total), TEXT(" "),
                      unit_words(f->arena, l->term->laag, l->laag->total == l->laag->denominator),
                      meetperiode_text(l), text_of(decided_words(l->laag->decided)));
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
        if (weighed) tell_plafond(&l);
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
