/* A factuur before it has a form. In: a run that is complete; out: all that stands on a factuur.
 * Holds always: its lines, its btw and what was prefinanced add up to te_betalen, and so do the
 * regels of its annex. */
#include "io/documents/invoice.h"

#include "io/documents/invoice_items.h"
#include "io/read/csv.h"
#include "io/write/put_rows.h"

/* --- the annex: rows of factuurregels.csv ------------------------------------------------------
 */

static i64 cents_of(Text amount)
{
    i64 cents = 0;
    bool good = !decimal_parse(amount, 16, 2, &cents);
    ASSERT(good);
    return cents;
}

static Text nameless(const Invoice *invoice, Text text)
{
    return invoice->words ? without_pupils(invoice->words, text) : text;
}

Text invoice_about(const Invoice *invoice, u32 contract)
{
    return nameless(invoice, invoice->run->batch->contracten.omschrijving[contract]);
}

/* Puts the rows as they are in factuurregels.csv, and reads them. */
static void add_regels(Arena *arena, const InvoiceSource *source, size_t place, Invoice *invoice)
{
    enum { NUMMER, REGEL, CONTRACT, SCHOOL, TIJDVAK, LAAG, SOORT, OMSCHRIJVING, BEDRAG };
    const size_t *before = source->tables->regels_before;
    Page page = {.used = 0};
    put_factuurregels(&page, source->tables, before[place], before[place + 1]);
    Text rows = text_copy(arena, page_text(&page));
    page_free(&page);
    CsvReader *csv = NEW(arena, CsvReader, 1);
    csv_begin(csv, arena, rows, ';');
    invoice->regels = NEW(arena, InvoiceRegel, before[place + 1] - before[place]);
    while (csv_next(csv)) {
        const Text *f = csv->fields;
        ASSERT(!csv->fault);
        ASSERT(csv->count == BEDRAG + 1);
        invoice->regels[invoice->regel_count++] =
            (InvoiceRegel){f[CONTRACT],        f[SCHOOL],
                           f[TIJDVAK],         f[LAAG],
                           f[SOORT],           nameless(invoice, f[OMSCHRIJVING]),
                           cents_of(f[BEDRAG])};
    }
    ASSERT(invoice->regel_count == before[place + 1] - before[place]);
}

/* --- btw -------------------------------------------------------------------------------------- */

const char *invoice_btw_reason(i32 btw)
{
    switch (btw) {
    case BTW_VRIJGESTELD:
        return "Vrijgesteld van btw (artikel 11, eerste lid, Wet op de omzetbelasting 1968)";
    case BTW_BUITEN_HEFFING:
        return "Buiten de heffing van btw: handelen als overheid (artikel 13, eerste "
               "lid, Richtlijn 2006/112/EG)";
    case BTW_GEMENE_REKENING:
        return "Buiten de heffing van btw: verdeling van kosten voor gemene rekening";
    default: return NULL;
    }
}

/* What is to be paid over the items of one rate: as the run found it. */
static i64 btw_over(const Run *run, const Factuur *f, i32 rate)
{
    for (size_t i = 0; i < f->rate_count; i++)
        if (run->btw.items[f->first_rate + i].rate == rate)
            return run->btw.items[f->first_rate + i].btw;
    return 0;
}

static void add_btw(Invoice *invoice, i32 btw, i64 cents)
{
    size_t i = 0;
    while (i < invoice->btw_count && invoice->btws[i].btw < btw)
        i++;
    if (i == invoice->btw_count || invoice->btws[i].btw != btw) {
        for (size_t j = invoice->btw_count++; j > i; j--)
            invoice->btws[j] = invoice->btws[j - 1];
        invoice->btws[i] = (InvoiceBtw){.btw = btw, .reason = invoice_btw_reason(btw)};
    }
    invoice->btws[i].over += cents;
}

static void add_btws(Arena *arena, Invoice *invoice)
{
    const Factuur *f = &invoice->run->facturen.items[invoice->factuur];
    invoice->btws = NEW(arena, InvoiceBtw, invoice->item_count + 1);
    for (size_t i = 0; i < invoice->item_count; i++)
        if (invoice->items[i].kind != ITEM_VOORSCHOT)
            add_btw(invoice, invoice->items[i].btw, invoice->items[i].cents);
    if (!invoice->btw_count) add_btw(invoice, f->group_v ? BTW_VRIJGESTELD : BTW_BUITEN_HEFFING, 0);
    i64 over = 0, btw = 0;
    for (size_t i = 0; i < invoice->btw_count; i++) {
        invoice->btws[i].cents = btw_over(invoice->run, f, invoice->btws[i].btw);
        over += invoice->btws[i].over;
        btw += invoice->btws[i].cents;
    }
    ASSERT(over == invoice->bedrag);
    ASSERT(btw == invoice->btw);
}

/* --- referentie ------------------------------------------------------------------------------- */

/* The referentie that a debiteur gave for a contract (NONE: for all) on a day; empty: none. */
static Text referentie_for(const Run *run, u32 debiteur, u32 contract, Day day)
{
    const Table_referenties *t = &run->batch->referenties;
    for (size_t i = 0; i < t->rows.count; i++) {
        bool is_debiteur =
            t->partij[i] == debiteur || successor_on(run->batch, t->partij[i], day) == debiteur;
        if (is_debiteur && t->contract[i] == contract && t->begindatum[i] <= day &&
            day <= t->einddatum[i])
            return t->referentie[i];
    }
    return TEXT("");
}

/* The one referentie of all contracts on the factuur, else the general one of the debiteur. */
static Text referentie_of(const Invoice *invoice)
{
    Text general = referentie_for(invoice->run, invoice->debiteur, NONE, invoice->datum);
    Text one = TEXT("");
    for (size_t i = 0; i < invoice->item_count; i++) {
        Text own = referentie_for(invoice->run, invoice->debiteur, invoice->items[i].contract,
                                  invoice->datum);
        if (!own.length || (i && !text_equal(own, one))) return general;
        one = own;
    }
    return one.length ? one : general;
}

/* --- all -------------------------------------------------------------------------------------- */

/* A code as a part of the name of a file: a slash would be a folder. */
static Text file_part(Arena *arena, Text code)
{
    char *name = text_zero_ended(arena, code);
    for (size_t i = 0; i < code.length; i++)
        if (name[i] == '/') name[i] = '_';
    return (Text){name, code.length};
}

Invoice invoice_names(Arena *arena, const InvoiceSource *source, size_t place)
{
    static const char *const titles[] = {
        [FACTUUR] = "Factuur", [CREDITFACTUUR] = "Creditfactuur", [SPECIFICATIE] = "Specificatie"};
    const Run *run = source->run;
    const Settings *s = run->settings;
    size_t number = source->tables->facturen[place];
    const Factuur *f = &run->facturen.items[number];
    Invoice invoice = {.run = run,
                       .words = source->words,
                       .factuur = number,
                       .soort = f->soort,
                       .nummer = factuur_nummer(arena, run, number),
                       .titel = text_of(titles[f->soort]),
                       .is_concept = !run->books || !run->books->is_final,
                       .crediteur = f->crediteur,
                       .debiteur = f->debiteur,
                       .datum = s->factuurdatum,
                       .vervaldatum = s->factuurdatum + (Day)s->betaaltermijn,
                       .periode = s->periode,
                       .bedrag = f->bedrag,
                       .btw = f->btw,
                       .voorgefinancierd = f->voorgefinancierd,
                       .te_betalen = f->bedrag + f->btw - f->voorgefinancierd};
    invoice.stem = JOIN(arena, file_part(arena, invoice.nummer), TEXT("_"),
                        file_part(arena, partij_code(run->batch, f->debiteur)));
    return invoice;
}

Invoice invoice_make(Arena *arena, const InvoiceSource *source, size_t place)
{
    Invoice invoice = invoice_names(arena, source, place);
    invoice_add_items(arena, &invoice);
    add_btws(arena, &invoice);
    add_regels(arena, source, place, &invoice);
    invoice.referentie = referentie_of(&invoice);
    if (source->corrected) {
        invoice.corrects = source->corrected[invoice.factuur].numbers;
        invoice.corrects_count = source->corrected[invoice.factuur].count;
    }
    return invoice;
}
