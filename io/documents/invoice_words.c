/* What a factuur says. In: a factuur before it has a form; out: Dutch sentences. Holds always: what
 * the tables do not have is not said; no sentence needs a table beside it. */
#include "io/documents/invoice_words.h"

#include "io/documents/xml.h"
#include "io/tell/dutch.h"

Text words_line(Arena *arena, Text text)
{
    text = text_trim(xml_clean(arena, text));
    bool plain = true;
    for (size_t i = 0; i < text.length && plain; i++)
        plain = text.at[i] != '\n' && text.at[i] != '\t';
    if (plain) return text;
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++)
        build_char(&out, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
    return built(&out);
}

/* --- partijen --------------------------------------------------------------------------------- */

Text words_partij(Arena *arena, const Batch *batch, u32 partij)
{
    const Table_partijen *t = &batch->partijen;
    Text naam = words_line(arena, t->naam[partij]), kind = TEXT("gemeente");
    bool named =
        naam.length >= kind.length && text_equal_nocase(text_slice(naam, 0, kind.length), kind);
    if (t->soort[partij] != SOORT_GEMEENTE || named) return naam;
    return JOIN(arena, TEXT("Gemeente "), naam);
}

Address words_address(Arena *arena, const Batch *batch, u32 partij)
{
    const Table_partijen *t = &batch->partijen;
    Address address = {.lines = {words_partij(arena, batch, partij)}, .count = 1};
    Text adres = words_line(arena, t->adres[partij]);
    Text postcode = words_line(arena, t->postcode[partij]);
    Text plaats = words_line(arena, t->plaats[partij]);
    if (adres.length) address.lines[address.count++] = adres;
    if (postcode.length || plaats.length)
        address.lines[address.count++] =
            JOIN(arena, postcode, postcode.length && plaats.length ? TEXT("  ") : TEXT(""), plaats);
    return address;
}

static void add_fact(Arena *arena, Facts *facts, const char *label, Text value)
{
    value = words_line(arena, value);
    if (!value.length) return;
    ASSERT(facts->count < FACTS_MOST);
    facts->items[facts->count++] = (Fact){label, value};
}

Facts words_crediteur(Arena *arena, const Invoice *invoice)
{
    const Table_partijen *t = &invoice->run->batch->partijen;
    u32 partij = invoice->crediteur;
    Facts facts = {.count = 0};
    add_fact(arena, &facts, "KvK", t->kvk[partij]);
    add_fact(arena, &facts, "OIN", t->oin[partij]);
    add_fact(arena, &facts, "Btw-id", t->btw_id[partij]);
    add_fact(arena, &facts, "IBAN", dutch_iban(arena, t->iban[partij]));
    return facts;
}

Facts words_numbers(Arena *arena, const Invoice *invoice)
{
    Facts facts = {.count = 0};
    bool is_factuur = invoice->soort != SPECIFICATIE;
    bool kenmerk =
        is_factuur && !invoice->is_concept && invoice->run->settings->booking.external_numbers;
    add_fact(arena, &facts,
             kenmerk      ? "Kenmerk"
             : is_factuur ? "Factuurnummer"
                          : "Nummer",
             invoice->nummer);
    add_fact(arena, &facts, is_factuur ? "Factuurdatum" : "Datum",
             dutch_date(arena, invoice->datum));
    if (is_factuur && invoice->te_betalen > 0)
        add_fact(arena, &facts, "Vervaldatum", dutch_date(arena, invoice->vervaldatum));
    add_fact(arena, &facts, "Uw referentie", invoice->referentie);
    return facts;
}

Facts words_subject(Arena *arena, const Invoice *invoice)
{
    const Table_partijen *t = &invoice->run->batch->partijen;
    u32 partij = invoice->debiteur;
    Facts facts = {.count = 0};
    add_fact(arena, &facts, "Betreft", invoice->run->settings->naam);
    add_fact(arena, &facts, "Periode", dutch_period(arena, invoice->periode));
    add_fact(arena, &facts, "Uw KvK", t->kvk[partij]);
    add_fact(arena, &facts, "Uw OIN", t->oin[partij]);
    add_fact(arena, &facts, "Uw btw-id", t->btw_id[partij]);
    return facts;
}

/* --- what it is ------------------------------------------------------------------------------- */

Text words_title(Arena *arena, const Invoice *invoice)
{
    return JOIN(arena, invoice->titel, TEXT(" "), invoice->nummer);
}

Text words_alarm(const Invoice *invoice)
{
    if (invoice->soort == SPECIFICATIE) return TEXT("GEEN FACTUUR");
    return invoice->is_concept ? TEXT("CONCEPT") : TEXT("");
}

Text words_alarm_why(Arena *arena, const Invoice *invoice)
{
    if (invoice->soort == SPECIFICATIE)
        return JOIN(arena, TEXT("Dit is een specificatie. De factuur komt van "),
                    words_partij(arena, invoice->run->batch, invoice->crediteur), TEXT(" zelf."));
    if (!invoice->is_concept) return TEXT("");
    return invoice->soort == CREDITFACTUUR
               ? TEXT("Geen geldige creditfactuur. Nummer en bedragen staan nog niet vast.")
               : TEXT("Geen geldige factuur. Nummer en bedragen staan nog niet vast: betaal nog "
                      "niet.");
}

/* --- amounts ---------------------------------------------------------------------------------- */

static Text voorschotten(Arena *arena, const InvoiceItem *item)
{
    enum { NAMED_MOST = 12 };
    if (!item->voorschot_count) return TEXT("Voorgefinancierd");
    if (item->voorschot_count > NAMED_MOST)
        return JOIN(arena, dutch_integer(arena, (i128)item->voorschot_count),
                    TEXT(" voorschotten: zie de bijlage"));
    TextBuilder out = {.arena = arena};
    build_text(&out, TEXT("Vooraf betaald: "));
    for (size_t i = 0; i < item->voorschot_count; i++) {
        if (i) build_text(&out, TEXT(", "));
        build_text(&out, item->voorschotten[i]);
    }
    return built(&out);
}

Text words_item(Arena *arena, const InvoiceItem *item)
{
    if (item->kind == ITEM_VOORSCHOT) return voorschotten(arena, item);
    if (!item->key.length || !item->total) return item->key;
    return JOIN(arena, item->key, TEXT("; te verdelen: "), dutch_euro(arena, item->of));
}

Text words_bedrag(const Invoice *invoice)
{
    for (size_t i = 0; i < invoice->btw_count; i++)
        if (!invoice->btws[i].reason) return TEXT("Bedrag zonder btw");
    return TEXT("Bedrag");
}

Text words_btw(Arena *arena, const InvoiceBtw *btw)
{
    Text over = JOIN(arena, TEXT(" over "), dutch_euro(arena, btw->over));
    if (btw->reason) return JOIN(arena, TEXT("Geen btw"), over);
    return JOIN(arena, TEXT("Btw "), dutch_rate(arena, btw->btw), over);
}

Text words_due(const Invoice *invoice)
{
    return invoice->te_betalen < 0 ? TEXT("Te ontvangen") : TEXT("Te betalen");
}

i64 words_due_cents(const Invoice *invoice)
{
    return invoice->te_betalen < 0 ? -invoice->te_betalen : invoice->te_betalen;
}

/* --- sentences -------------------------------------------------------------------------------- */

static Text kind_of(const Invoice *invoice)
{
    return invoice->soort == CREDITFACTUUR  ? TEXT("creditfactuur")
           : invoice->soort == SPECIFICATIE ? TEXT("specificatie")
                                            : TEXT("factuur");
}

static Text pay_back(Arena *arena, const Invoice *invoice, Text amount)
{
    Text iban = dutch_iban(arena, invoice->run->batch->partijen.iban[invoice->debiteur]);
    return JOIN(
        arena, TEXT("U ontvangt "), amount, TEXT(" van ons. Wij maken dit bedrag uiterlijk "),
        dutch_date(arena, invoice->vervaldatum), TEXT(" over"),
        iban.length ? TEXT(" naar ") : TEXT(""), iban, TEXT(", onder vermelding van "),
        invoice->nummer, TEXT(", of verrekenen het met een factuur die u nog moet betalen."));
}

/* What the debiteur pays the kassier over all facturen of the settlement; negative: it gets that.
 */
static i64 saldo_of(const Run *run, u32 debiteur, u32 kassier)
{
    i64 saldo = 0;
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        if (flow->from == debiteur && flow->to == kassier) saldo += flow->cents;
        if (flow->from == kassier && flow->to == debiteur) saldo -= flow->cents;
    }
    return saldo;
}

/* stromen = netto: nobody pays this factuur by itself. */
static Text by_kassier(Arena *arena, const Invoice *invoice)
{
    const Settings *s = invoice->run->settings;
    const Batch *batch = invoice->run->batch;
    u32 kassier = successor_on(batch, s->kassier, invoice->datum);
    Text named = words_partij(arena, batch, kassier), iban = TEXT("");
    i64 saldo = saldo_of(invoice->run, invoice->debiteur, s->kassier);
    if (invoice->debiteur == kassier)
        return JOIN(arena, TEXT("U bent de kassier: dit bedrag is een deel van wat u met iedereen "
                                "verrekent."));
    if (saldo > 0) iban = dutch_iban(arena, batch->partijen.iban[kassier]);
    Text all = !saldo ? TEXT("niets te betalen en niets te ontvangen")
                      : JOIN(arena, dutch_euro(arena, saldo < 0 ? -saldo : saldo),
                             saldo < 0 ? TEXT(" te ontvangen") : TEXT(" te betalen"));
    return JOIN(
        arena, TEXT("Betaal deze factuur niet apart: "), named,
        TEXT(", de kassier, verrekent alle facturen van deze afrekening in één bedrag. Over "
             "alles samen is dat voor u "),
        all, saldo > 0 ? TEXT(", uiterlijk ") : TEXT(""),
        saldo > 0 ? dutch_date(arena, invoice->vervaldatum) : TEXT(""),
        iban.length ? TEXT(" naar ") : TEXT(""), iban, TEXT("."));
}

Text words_payment(Arena *arena, const Invoice *invoice)
{
    const Batch *batch = invoice->run->batch;
    Text amount = dutch_euro(arena, words_due_cents(invoice));
    Text crediteur = words_partij(arena, batch, invoice->crediteur);
    if (invoice->soort == SPECIFICATIE)
        return JOIN(arena, crediteur, TEXT(" stuurt u zelf de "),
                    invoice->bedrag < 0       ? TEXT("creditfactuur.")
                    : invoice->te_betalen < 0 ? TEXT("factuur, met wat u terugkrijgt.")
                                              : TEXT("factuur. Betaal pas als u die hebt."));
    if (!invoice->te_betalen) return TEXT("Er is niets te betalen en niets te ontvangen.");
    if (invoice->run->settings->stromen_netto) return by_kassier(arena, invoice);
    if (invoice->te_betalen < 0) return pay_back(arena, invoice, amount);
    Text iban = dutch_iban(arena, batch->partijen.iban[invoice->crediteur]);
    return JOIN(arena, TEXT("Gelieve "), amount, TEXT(" uiterlijk "),
                dutch_date(arena, invoice->vervaldatum), TEXT(" over te maken naar "), iban,
                iban.length ? TEXT(" ten name van ") : TEXT(""), crediteur,
                TEXT(", onder vermelding van "), invoice->nummer, TEXT("."));
}

Text words_corrects(Arena *arena, const Invoice *invoice)
{
    size_t count = invoice->corrects_count;
    if (!count) return TEXT("");
    TextBuilder out = {.arena = arena};
    build_text(&out, TEXT("Deze "));
    build_text(&out, kind_of(invoice));
    build_text(&out, count == 1 ? TEXT(" corrigeert factuur ") : TEXT(" corrigeert de facturen "));
    for (size_t i = 0; i < count; i++) {
        if (i) build_text(&out, i + 1 == count ? TEXT(" en ") : TEXT(", "));
        build_text(&out, invoice->corrects[i]);
    }
    build_char(&out, '.');
    return built(&out);
}

Text words_question(Arena *arena, const Invoice *invoice)
{
    const Invoicing *i = &invoice->run->settings->invoicing;
    if (!i->contact.length && !i->telefoon.length && !i->email.length) return TEXT("");
    return JOIN(arena, TEXT("Vragen over deze "), kind_of(invoice), TEXT("?"));
}

Text words_contact(Arena *arena, const Invoice *invoice)
{
    const Invoicing *i = &invoice->run->settings->invoicing;
    Text contact = words_line(arena, i->contact), telefoon = words_line(arena, i->telefoon);
    return JOIN(arena, contact, contact.length && telefoon.length ? TEXT(", ") : TEXT(""),
                telefoon.length ? TEXT("telefoon ") : TEXT(""), telefoon);
}

Text words_email(Arena *arena, const Invoice *invoice)
{
    return words_line(arena, invoice->run->settings->invoicing.email);
}

Text words_school(Arena *arena, const Batch *batch, Text code)
{
    u32 school = symbols_find(&batch->school_codes, code);
    if (school == NONE || school >= batch->scholen.rows.count) return code;
    return JOIN(arena, code, TEXT(" "), words_line(arena, batch->scholen.naam[school]));
}
