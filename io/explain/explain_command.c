/* The command explain. In: an INI or the folder of a run, and which amount; out: how it came about,
 * as text or JSON. Holds always: nothing is written; what is told was added up before. */
#include "io/again.h"
#include "io/answer/answer.h"
#include "io/explain/explain_pool.h"
#include "io/tell/dutch.h"
#include "io/write/put_rows.h"

typedef struct ExplainJob {
    Arena *arena;
    const Options *options;
    const Run *run;
    Facts facts;
    Explaining *explaining;
    u32 contract, partij, school;
    const char *ini;
} ExplainJob;

static int refuse(ExplainJob *job, Text what)
{
    return say(job->arena, EXIT_INPUT, job->options->arguments[0], what);
}

/* --- which pools ------------------------------------------------------------------------------ */

static bool is_wanted(const ExplainJob *job, const Pool *pool)
{
    const char *tijdvak = job->options->tijdvak;
    return pool->contract == job->contract &&
           (job->school == NONE || pool->school == job->school) &&
           (!tijdvak || text_equal(tijdvak_of(job->run, pool->contract, pool->tijdvak)->label,
                                   text_of(tijdvak)));
}

static bool has_line(const Run *run, const Pool *pool, u32 partij)
{
    for (size_t i = 0; i < pool->line_count; i++)
        if (run->lines.items[pool->first_line + i].partij == partij) return true;
    return false;
}

/* The tijdvakken that the contract has, for a message. */
static Text known_tijdvakken(ExplainJob *job)
{
    TextBuilder list = {.arena = job->arena};
    Text last = TEXT("");
    for (size_t i = 0; i < job->run->pools.count; i++) {
        const Pool *pool = &job->run->pools.items[i];
        if (pool->contract != job->contract) continue;
        Text label = tijdvak_of(job->run, pool->contract, pool->tijdvak)->label;
        if (text_equal(label, last)) continue;
        build_text(&list, list.count ? TEXT(", ") : TEXT(""));
        build_text(&list, label);
        last = label;
    }
    return built(&list);
}

/* All of the contract together: what was paid beforehand and posted, and what is left. */
static void tell_positions(ExplainJob *job)
{
    Facts *f = &job->facts;
    for (size_t i = 0; i < job->run->positions.count; i++) {
        const Position *p = &job->run->positions.items[i];
        if (p->contract != job->contract || p->partij != job->partij) continue;
        Fact *fact = FACT(f, "positie", TEXT("Het hele contract, tegenover "),
                          partij_name(f->arena, job->run->batch, p->crediteur), TEXT(": aandeel "),
                          dutch_euro(f->arena, p->aandeel), TEXT(", vooraf betaald "),
                          dutch_euro(f->arena, p->voorgefinancierd), TEXT(", eerder geboekt "),
                          dutch_euro(f->arena, p->eerder_geboekt), TEXT(", niet verrekend "),
                          dutch_euro(f->arena, p->niet_verrekend), TEXT(": netto "),
                          dutch_euro(f->arena, netto_of(p)));
        fact_text(fact, "crediteur", partij_code(job->run->batch, p->crediteur));
        fact_cents(f, fact, "aandeel", p->aandeel);
        fact_cents(f, fact, "voorgefinancierd", p->voorgefinancierd);
        fact_cents(f, fact, "eerder_geboekt", p->eerder_geboekt);
        fact_cents(f, fact, "niet_verrekend", p->niet_verrekend);
        fact_cents(f, fact, "netto", netto_of(p));
    }
}

/* Whether something was counted for the partij that it does not bear: below the drempel, or outside
 * deelnemers. */
static bool is_counted(ExplainJob *job, size_t pool)
{
    const Pool *p = &job->run->pools.items[pool];
    const Terms *terms = terms_of(job->run, p->contract, p->tijdvak);
    for (u32 l = 0; l < terms->version->laag_count; l++) {
        KeptUnits kept = {.arena = job->arena};
        explain_laag(job->explaining, pool, l, &kept);
        if (explain_concerns(&kept, job->partij)) return true;
    }
    return false;
}

/* The pools in which the partij bears nothing, though something was counted for it. */
static size_t explain_counted(ExplainJob *job)
{
    size_t told = 0;
    for (size_t i = 0; i < job->run->pools.count; i++) {
        if (!is_wanted(job, &job->run->pools.items[i]) || !is_counted(job, i)) continue;
        ExplainWhat what = {.pool = i, .partij = job->partij, .leerlingen = job->options->pupils};
        explain_pool(&job->facts, job->explaining, what);
        told++;
    }
    return told;
}

static int explain_pools(ExplainJob *job)
{
    size_t found = 0, told = 0;
    for (size_t i = 0; i < job->run->pools.count; i++) {
        const Pool *pool = &job->run->pools.items[i];
        if (!is_wanted(job, pool)) continue;
        found++;
        if (!has_line(job->run, pool, job->partij)) continue;
        ExplainWhat what = {.pool = i, .partij = job->partij, .leerlingen = job->options->pupils};
        explain_pool(&job->facts, job->explaining, what);
        told++;
    }
    if (!found)
        return refuse(job,
                      FILL(job->arena, TR("there is no such pool; contract %1 has %2"),
                           contract_code(job->run->batch, job->contract), known_tijdvakken(job)));
    if (!told) told = explain_counted(job);
    if (!told)
        return refuse(job,
                      FILL(job->arena, TR("%1 bears nothing of it; verdeling.csv says who does"),
                           partij_code(job->run->batch, job->partij)));
    tell_positions(job);
    return EXIT_DONE;
}

/* The number of a code; false: told. */
static bool find_code(ExplainJob *job, const Symbols *codes, const char *code, const char *what,
                      u32 *number)
{
    *number = code ? symbols_find(codes, text_of(code)) : NONE;
    if (!code || *number != NONE) return true;
    (void)refuse(
        job, FILL(job->arena, TR("there is no %1 %2 in the tables"), text_of(what), text_of(code)));
    return false;
}

static int explain_by_codes(ExplainJob *job)
{
    const Options *o = job->options;
    const Batch *b = job->run->batch;
    if (!find_code(job, &b->contract_codes, o->contract, "contract", &job->contract) ||
        !find_code(job, &b->partij_codes, o->partij, "partij", &job->partij) ||
        !find_code(job, &b->school_codes, o->school, "school", &job->school))
        return EXIT_INPUT;
    return explain_pools(job);
}

/* --- by factuur ------------------------------------------------------------------------------- */

/* What a regel that is no line is: it stands there as it is. */
static void tell_other_regel(ExplainJob *job, const Invoice *invoice, size_t regel)
{
    const InvoiceRegel *r = &invoice->regels[regel];
    Facts *f = &job->facts;
    Text basis = TEXT("");
    for (size_t i = 0; text_equal(r->soort, TEXT("btw")) && i < invoice->btw_count; i++)
        if (invoice->btws[i].cents == r->cents && !invoice->btws[i].reason)
            basis =
                JOIN(f->arena, dutch_rate(f->arena, invoice->btws[i].btw), TEXT(" over "),
                     dutch_euro(f->arena, invoice->btws[i].over), TEXT(", op de cent afgerond"));
    if (text_equal(r->soort, TEXT("niet_verrekend")))
        basis = TEXT("binnen de verrekenmarge: dit wordt niet afgerekend");
    if (!basis.length) return;
    Fact *fact = fact_add(f, "grondslag", basis);
    fact_cents(f, fact, "bedrag", r->cents);
}

static void explain_regel(ExplainJob *job, const Invoice *invoice, size_t regel)
{
    const Factuur *factuur = &job->run->facturen.items[invoice->factuur];
    Facts *f = &job->facts;
    const InvoiceRegel *r = &invoice->regels[regel];
    Fact *fact = FACT(f, "factuurregel", TEXT("regel "), dutch_integer(f->arena, (i64)regel + 1),
                      TEXT(": "), r->omschrijving, TEXT(", "), r->tijdvak, TEXT(", "), r->soort,
                      TEXT(": "), dutch_euro(f->arena, r->cents));
    fact_number(f, fact, "regel", (i128)regel + 1);
    fact_cents(f, fact, "bedrag", r->cents);
    f->depth++;
    if (regel < factuur->line_count) {
        u32 line = job->run->factuur_lines[factuur->first_line + regel];
        ExplainWhat what = {.pool = job->run->lines.items[line].pool,
                            .partij = job->run->lines.items[line].partij,
                            .leerlingen = job->options->pupils,
                            .one_line = true,
                            .line = line};
        explain_pool(f, job->explaining, what);
    } else {
        tell_other_regel(job, invoice, regel);
    }
    f->depth--;
}

static int explain_invoice(ExplainJob *job, const InvoiceSource *source, size_t place)
{
    Invoice invoice = invoice_make(job->arena, source, place);
    Facts *f = &job->facts;
    Fact *fact = FACT(f, "factuur", invoice.titel, TEXT(" "), invoice.nummer, TEXT(" van "),
                      partij_name(f->arena, job->run->batch, invoice.crediteur), TEXT(" aan "),
                      partij_name(f->arena, job->run->batch, invoice.debiteur), TEXT(": "),
                      dutch_euro(f->arena, invoice.bedrag), TEXT(" + btw "),
                      dutch_euro(f->arena, invoice.btw), TEXT(" - vooraf betaald "),
                      dutch_euro(f->arena, invoice.voorgefinancierd), TEXT(" = "),
                      dutch_euro(f->arena, invoice.te_betalen));
    fact_text(fact, "nummer", invoice.nummer);
    fact_cents(f, fact, "te_betalen", invoice.te_betalen);
    f->depth++;
    u64 regel = job->options->regel;
    if (regel > invoice.regel_count)
        return refuse(job, FILL(job->arena, TR("factuur %1 has %2 regels"), invoice.nummer,
                                text_integer(job->arena, (i128)invoice.regel_count)));
    for (size_t i = 0; i < invoice.regel_count; i++)
        if (!regel || regel == i + 1) explain_regel(job, &invoice, i);
    f->depth--;
    return EXIT_DONE;
}

static int explain_by_number(ExplainJob *job)
{
    Tables tables = tables_begin(job->arena, job->run);
    InvoiceSource source = {.run = job->run, .tables = &tables};
    Text wanted = text_of(job->options->factuur);
    for (size_t i = 0; i < job->run->facturen.count; i++)
        if (text_equal(invoice_names(job->arena, &source, i).nummer, wanted))
            return explain_invoice(job, &source, i);
    return refuse(job, FILL(job->arena,
                            TR("there is no factuur %1; facturen.csv has their numbers"), wanted));
}

/* --- the command ------------------------------------------------------------------------------ */

int explain_command(Arena *arena, const Options *options)
{
    ExplainJob job = {.arena = arena, .options = options};
    Outcome outcome;
    bool by_codes = options->contract && options->partij && !options->regel;
    if (options->factuur ? options->contract || options->partij || options->school : !by_codes)
        return wrong_usage(
            TR("give --contract and --partij (and --tijdvak, --school), or --factuur "
               "(and --regel)"),
            NULL);
    int status = compute_to_look_at(arena, options, options->arguments[0], &outcome);
    if (status) return status;
    job.run = outcome.run;
    job.facts = (Facts){
        .arena = arena, .run = outcome.run, .factuur_of = factuur_of_lines(arena, outcome.run)};
    job.explaining = explain_begin(arena, outcome.run);
    status = options->factuur ? explain_by_number(&job) : explain_by_codes(&job);
    explain_end(job.explaining);
    if (!status && answer_json())
        facts_put(answer_json(), "feiten", &job.facts);
    else if (!status)
        sys_print(1, facts_text(arena, &job.facts));
    return status;
}
