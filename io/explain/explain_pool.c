/* Why a partij bears what it bears of a pool. In: a complete run; out: facts, in the order in which
 * one asks. Holds always: what is told adds up to the lines of the partij. */
#include "io/explain/explain_pool.h"

#include "engine/books.h"
#include "io/documents/dutch.h"

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

/* The lines of the partij that are of no laag. */
static i64 tell_other_lines(Facts *f, const Pool *pool, u32 partij)
{
    static const char *const words[] = {[LINE_APART] = "apart, dagen × apart_tarief: ",
                                        [LINE_BIJDRAGE] = "bijdrage: ",
                                        [LINE_BOVEN_MAXIMUM] = "boven het maximum: "};
    static const char *const kinds[] = {[LINE_APART] = "apart",
                                        [LINE_BIJDRAGE] = "bijdrage",
                                        [LINE_BOVEN_MAXIMUM] = "boven_maximum"};
    i64 sum = 0;
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &f->run->lines.items[pool->first_line + i];
        if (line->partij != partij || line->soort == LINE_VERDEELD) continue;
        Fact *fact = FACT(f, kinds[line->soort], text_of(words[line->soort]),
                          dutch_euro(f->arena, line->cents));
        fact_cents(f, fact, "bedrag", line->cents);
        sum += line->cents;
    }
    return sum;
}

/* The number of a factuur of the run. */
static Text factuur_number(Facts *f, u32 factuur)
{
    const Factuur *one = &f->run->facturen.items[factuur];
    TextBuilder number = {.arena = f->arena};
    if (f->run->books && f->run->books->is_final && one->soort != SPECIFICATIE)
        return f->run->books->numbers[factuur];
    build_text(&number, one->soort == SPECIFICATIE ? TEXT("SPECIFICATIE-") : TEXT("CONCEPT-"));
    build_padded(&number, one->number, 4);
    return built(&number);
}

/* The factuur that a line is on; NONE. */
static u32 factuur_of_line(const Run *run, size_t line)
{
    for (u32 f = 0; f < run->facturen.count; f++) {
        const Factuur *factuur = &run->facturen.items[f];
        for (size_t i = 0; i < factuur->line_count; i++)
            if (run->factuur_lines[factuur->first_line + i] == line) return f;
    }
    return NONE;
}

static void tell_factuur_of(Facts *f, size_t line)
{
    u32 factuur = factuur_of_line(f->run, line);
    if (factuur == NONE) return;
    Text number = factuur_number(f, factuur);
    Fact *fact =
        FACT(f, "factuur", TEXT("staat op "), number, TEXT(", van "),
             partij_name(f->arena, f->run->batch, f->run->facturen.items[factuur].crediteur),
             TEXT(" aan "),
             partij_name(f->arena, f->run->batch, f->run->facturen.items[factuur].debiteur));
    fact_text(fact, "nummer", number);
}

/* What was posted of the lines of the partij before, and where the difference goes. */
static void tell_booked(Facts *f, const Pool *pool, u32 partij, i64 sum)
{
    const Books *books = f->run->books;
    i64 posted = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < pool->line_count; i++) {
        size_t line = pool->first_line + i;
        if (f->run->lines.items[line].partij != partij) continue;
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
    if (pool->crediteur == partij)
        (void)FACT(f, "eigen_aandeel", TEXT("eigen aandeel van de crediteur: geen factuur"));
    else if (last != SIZE_MAX)
        tell_factuur_of(f, last);
}

void explain_pool(Facts *f, Explaining *explaining, ExplainWhat what)
{
    const Run *run = f->run;
    const Pool *pool = &run->pools.items[what.pool];
    const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
    const Batch *b = run->batch;
    i64 sum = 0, told = 0;
    for (size_t i = 0; i < pool->line_count; i++)
        if (run->lines.items[pool->first_line + i].partij == what.partij)
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
    explain_cost(f, what.pool, what.leerlingen);
    for (u32 l = 0; l < terms->version->laag_count; l++)
        told += explain_laag_of(f, explaining, what, l);
    told += tell_other_lines(f, pool, what.partij);
    ASSERT(told == sum);
    tell_booked(f, pool, what.partij, sum);
    f->depth--;
}
