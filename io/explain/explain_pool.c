/* Why a partij bears what it bears of a pool. In: a complete run; out: facts, in the order in which
 * one asks. Holds always: what is told adds up to the lines of the partij. */
#include "io/explain/explain_pool.h"

#include "engine/books.h"
#include "io/documents/unit_words.h"
#include "io/tell/dutch.h"
#include "io/write/put_rows.h"

Text partij_name(Arena *arena, const Batch *b, u32 partij)
{
    if (partij == NONE) return TEXT("(niemand)");
    return JOIN(arena, b->partijen.naam[partij], TEXT(" ("), partij_code(b, partij), TEXT(")"));
}

Text school_name(Arena *arena, const Batch *b, u32 school)
{
    if (school >= b->scholen.rows.count) return school_code(b, school);
    return JOIN(arena, b->scholen.naam[school], TEXT(" ("), school_code(b, school), TEXT(")"));
}

/* Whether a line is asked for. */
static bool is_asked(const Run *run, ExplainWhat what, size_t line)
{
    return run->lines.items[line].partij == what.partij && (!what.one_line || line == what.line);
}

/* "apart, 169 dagen à € 7,90: " when that is what it is. */
static Text apart_text(Facts *f, const Pool *pool, i64 cents)
{
    i64 tarief = terms_of(f->run, pool->contract, pool->tijdvak)->lagen[0].laag->apart_tarief;
    i64 days = apart_days(cents, tarief);
    if (!days) return TEXT("apart, dagen × apart_tarief: ");
    return JOIN(f->arena, TEXT("apart, "), apart_words(f->arena, days, tarief), TEXT(": "));
}

/* The lines of the partij that are of no laag. */
static i64 tell_other_lines(Facts *f, const Pool *pool, ExplainWhat what)
{
    static const char *const words[] = {
        [LINE_BIJDRAGE] = "bijdrage: ", [LINE_BOVEN_MAXIMUM] = "boven het maximum: "};
    static const char *const kinds[] = {[LINE_APART] = "apart",
                                        [LINE_BIJDRAGE] = "bijdrage",
                                        [LINE_BOVEN_MAXIMUM] = "boven_maximum"};
    i64 sum = 0;
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &f->run->lines.items[pool->first_line + i];
        if (!is_asked(f->run, what, pool->first_line + i) || line->soort == LINE_VERDEELD) continue;
        Text about = line->soort == LINE_APART ? apart_text(f, pool, line->cents)
                                               : text_of(words[line->soort]);
        Fact *fact = FACT(f, kinds[line->soort], about, dutch_euro(f->arena, line->cents));
        fact_cents(f, fact, "bedrag", line->cents);
        sum += line->cents;
    }
    return sum;
}

static void tell_factuur_of(Facts *f, size_t line)
{
    u32 factuur = f->factuur_of[line];
    if (factuur == NONE) return;
    Text number = factuur_nummer(f->arena, f->run, factuur);
    Fact *fact =
        FACT(f, "factuur", TEXT("staat op "), number, TEXT(", van "),
             partij_name(f->arena, f->run->batch, f->run->facturen.items[factuur].crediteur),
             TEXT(" aan "),
             partij_name(f->arena, f->run->batch, f->run->facturen.items[factuur].debiteur));
    fact_text(fact, "nummer", number);
}

/* What was posted of the lines of the partij before, and where the difference goes. */
void explain_billing(Facts *f, const Pool *pool, ExplainWhat what, i64 sum)
{
    const Books *books = f->run->books;
    i64 posted = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < pool->line_count; i++) {
        size_t line = pool->first_line + i;
        if (!is_asked(f->run, what, line)) continue;
        if (books) posted += books->line[line];
        if (!books || f->run->lines.items[line].cents != books->line[line]) last = line;
    }
    if (books) {
        Fact *fact =
            FACT(f, "eerder_geboekt", TEXT("eerder geboekt: "), dutch_euro(f->arena, posted),
                 TEXT("; verschil: "), dutch_euro(f->arena, sum - posted));
        fact_cents(f, fact, "geboekt", posted);
        fact_cents(f, fact, "verschil", sum - posted);
    }
    if (pool->crediteur == what.partij)
        (void)FACT(f, "eigen_aandeel", TEXT("eigen aandeel van de crediteur: geen factuur"));
    else if (last != SIZE_MAX)
        tell_factuur_of(f, last);
}

/* What comes off for who pays apart, and how the lagen share what is left. */
void explain_lagen(Facts *f, const Pool *pool)
{
    const Terms *terms = terms_of(f->run, pool->contract, pool->tijdvak);
    i64 apart = 0, left = te_verdelen(pool);
    for (size_t i = 0; i < pool->apart_count; i++)
        apart += f->run->aparts.items[pool->first_apart + i].cents;
    if (apart) {
        Fact *fact =
            FACT(f, "af_apart", TEXT("af: wie apart per dag betaalt "), dutch_euro(f->arena, apart),
                 TEXT("; blijft "), dutch_euro(f->arena, left - apart));
        fact_cents(f, fact, "bedrag", apart);
        fact_cents(f, fact, "blijft", left - apart);
    }
    if (terms->version->grens >= 0) {
        Fact *fact =
            FACT(f, "grens", TEXT("grens van "), dutch_euro(f->arena, terms->version->grens),
                 TEXT(" per leerling, contract en kalenderjaar: van de kosten ligt "),
                 dutch_euro(f->arena, pool->kosten - pool->boven_grens), TEXT(" eronder en "),
                 dutch_euro(f->arena, pool->boven_grens), TEXT(" erboven"));
        fact_cents(f, fact, "onder", pool->kosten - pool->boven_grens);
        fact_cents(f, fact, "boven", pool->boven_grens);
    }
    if (terms->version->laag_count > 1)
        (void)FACT(f, "lagen", dutch_euro(f->arena, left - apart),
                   TEXT(" gaat over de lagen naar hun deel; de centen die door afronden over zijn "
                        "naar de grootste resten, bij gelijke naar de laag die voor gaat"));
}

void explain_pool(Facts *f, Explaining *explaining, ExplainWhat what)
{
    const Run *run = f->run;
    const Pool *pool = &run->pools.items[what.pool];
    const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
    const Batch *b = run->batch;
    i64 sum = 0, told = 0;
    for (size_t i = 0; i < pool->line_count; i++)
        if (is_asked(run, what, pool->first_line + i))
            sum += run->lines.items[pool->first_line + i].cents;
    Fact *fact = FACT(f, "pool", partij_name(f->arena, b, what.partij), TEXT(", "),
                      b->contracten.omschrijving[pool->contract], TEXT(" ("),
                      contract_code(b, pool->contract), TEXT(")"),
                      pool->school == NONE
                          ? TEXT("")
                          : JOIN(f->arena, TEXT(", "), school_name(f->arena, b, pool->school)),
                      TEXT(", "), tijdvak_of(run, pool->contract, pool->tijdvak)->label, TEXT(": "),
                      dutch_euro(f->arena, sum));
    fact_text(fact, "contract", contract_code(b, pool->contract));
    if (pool->school != NONE) fact_text(fact, "school", school_code(b, pool->school));
    fact_text(fact, "tijdvak", tijdvak_of(run, pool->contract, pool->tijdvak)->label);
    fact_text(fact, "partij", partij_code(b, what.partij));
    fact_cents(f, fact, "bedrag", sum);
    fact_source(f, fact, T_contracten, pool->contract);
    f->depth++;
    explain_cost(f, what.pool);
    explain_lagen(f, pool);
    for (u32 l = 0; l < terms->version->laag_count; l++)
        if (!what.one_line || run->lines.items[what.line].laag == l)
            told += explain_laag_of(f, explaining, what, l);
    told += tell_other_lines(f, pool, what);
    ASSERT(told == sum);
    explain_billing(f, pool, what, sum);
    f->depth--;
}
