/* UBL documents. In: a factuur with its numbers (ubl.h); out: XML in the order that the schema of
 * UBL 2.1 wants. Holds always: only elements of EN 16931 are written, none is empty. */
#include "io/documents/invoice_ubl.h"

#include "io/documents/identifiers.h"
#include "io/documents/invoice_words.h"
#include "io/documents/ubl.h"
#include "io/documents/xml.h"
#include "io/tell/dutch.h"
#include "io/write/format.h"

/* A document that is being written. */
typedef struct Writing {
    Arena *arena;
    XmlWriter *xml;
    const Ubl *ubl;
    const Invoice *invoice;
    const Batch *batch;
} Writing;

static void leaf(const Writing *w, const char *name, Text text)
{
    xml_leaf(w->xml, name, words_line(w->arena, text));
}

static void begin(const Writing *w, const char *name)
{
    xml_open(w->xml, name);
}

static void end(const Writing *w)
{
    xml_close(w->xml);
}

/* A code within its element. */
static void wrapped(const Writing *w, const char *outer, const char *inner, Text text)
{
    begin(w, outer);
    leaf(w, inner, text);
    end(w);
}

static void with_attribute(const Writing *w, const char *name, const char *attribute, Text value,
                           Text text)
{
    begin(w, name);
    xml_attribute(w->xml, attribute, value);
    xml_text(w->xml, words_line(w->arena, text));
    end(w);
}

static void amount(const Writing *w, const char *name, i64 cents)
{
    char room[FORMAT_ROOM];
    char *stop = format_cents(room, cents);
    with_attribute(w, name, "currencyID", TEXT("EUR"), (Text){room, (size_t)(stop - room)});
}

/* number / unit as a decimal, where unit is 10, 100 …: with no zeros at its end. */
static Text decimal_text(Arena *arena, i128 number, i64 unit)
{
    TextBuilder out = {.arena = arena};
    i128 size = number < 0 ? -number : number, rest = size % unit;
    if (number < 0) build_char(&out, '-');
    build_integer(&out, size / unit);
    if (rest) build_char(&out, '.');
    for (unit /= 10; rest; rest %= unit, unit /= 10)
        build_char(&out, (char)('0' + (int)(rest / unit)));
    return built(&out);
}

static void quantity(const Writing *w, const char *name, i64 number, i64 per)
{
    Text text = decimal_text(w->arena, (i128)number * (UBL_DECIMALS_UNIT / per), UBL_DECIMALS_UNIT);
    with_attribute(w, name, "unitCode", TEXT("C62"), text);
}

static void period(const Writing *w, Interval days)
{
    begin(w, "cac:InvoicePeriod");
    leaf(w, "cbc:StartDate", day_text(w->arena, days.first));
    leaf(w, "cbc:EndDate", day_text(w->arena, days.last));
    end(w);
}

/* --- the head --------------------------------------------------------------------------------- */

static Text customization(const Settings *settings)
{
    return settings->invoicing.peppol
               ? TEXT("urn:cen.eu:en16931:2017#compliant#"
                      "urn:fdc:peppol.eu:2017:poacc:billing:3.0")
               : TEXT("urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0");
}

/* What is paid beforehand and is no line. */
static void build_prepaid(const Writing *w, TextBuilder *out)
{
    const Invoice *v = w->invoice;
    for (size_t i = 0; i < v->item_count; i++) {
        const InvoiceItem *item = &v->items[i];
        if (!ubl_is_prepaid(item)) continue;
        build_text(out, JOIN(w->arena, TEXT(" "), item->title, TEXT(": "),
                             dutch_euro(w->arena, -item->cents), TEXT(". "),
                             words_item(w->arena, item), TEXT(".")));
        if (item->earlier.length)
            build_text(out, TEXT(" De btw is berekend over het hele aandeel, zonder aftrek van dit "
                                 "voorschot."));
    }
}

static void build_sentence(TextBuilder *out, Text sentence)
{
    if (!sentence.length) return;
    build_char(out, ' ');
    build_text(out, sentence);
}

/* The one note: receivers of Peppol take no second. */
static Text note_of(const Writing *w)
{
    const Invoice *v = w->invoice;
    TextBuilder out = {.arena = w->arena};
    build_text(&out, v->run->settings->naam);
    build_text(&out, TEXT(". Periode: "));
    build_text(&out, dutch_period(w->arena, v->periode));
    build_char(&out, '.');
    if (v->is_concept) build_sentence(&out, TEXT("Concept."));
    build_sentence(&out, words_alarm_why(w->arena, v));
    build_sentence(&out, words_corrects(w->arena, v));
    build_prepaid(w, &out);
    return built(&out);
}

static void put_head(const Writing *w)
{
    const Invoice *v = w->invoice;
    bool credit = w->ubl->credit_note;
    leaf(w, "cbc:CustomizationID", customization(v->run->settings));
    leaf(w, "cbc:ProfileID", TEXT("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"));
    leaf(w, "cbc:ID", v->nummer);
    leaf(w, "cbc:IssueDate", day_text(w->arena, v->datum));
    if (!credit) leaf(w, "cbc:DueDate", day_text(w->arena, v->vervaldatum));
    if (credit)
        leaf(w, "cbc:CreditNoteTypeCode", TEXT("381"));
    else
        leaf(w, "cbc:InvoiceTypeCode", TEXT("380"));
    leaf(w, "cbc:Note", note_of(w));
    leaf(w, "cbc:DocumentCurrencyCode", TEXT("EUR"));
    if (v->referentie.length) leaf(w, "cbc:BuyerReference", v->referentie);
    period(w, v->periode);
}

/* --- references ------------------------------------------------------------------------------- */

/* The contract, when all lines are of one. */
static void put_contract(const Writing *w)
{
    u32 contract = w->ubl->lines[0].item->contract;
    for (size_t i = 1; i < w->ubl->line_count; i++)
        if (w->ubl->lines[i].item->contract != contract) return;
    wrapped(w, "cac:ContractDocumentReference", "cbc:ID", contract_code(w->batch, contract));
}

static void put_pdf(const Writing *w, Text pdf)
{
    if (!pdf.length) return;
    begin(w, "cac:AdditionalDocumentReference");
    leaf(w, "cbc:ID", w->invoice->nummer);
    leaf(w, "cbc:DocumentDescription", JOIN(w->arena, w->invoice->titel, TEXT(" als PDF")));
    begin(w, "cac:Attachment");
    begin(w, "cbc:EmbeddedDocumentBinaryObject");
    xml_attribute(w->xml, "mimeCode", TEXT("application/pdf"));
    xml_attribute(w->xml, "filename", JOIN(w->arena, w->invoice->stem, TEXT(".pdf")));
    xml_base64(w->xml, pdf);
    end(w);
    end(w);
    end(w);
}

static void put_references(const Writing *w, Text pdf)
{
    for (size_t i = 0; i < w->ubl->earlier_count; i++) {
        begin(w, "cac:BillingReference");
        wrapped(w, "cac:InvoiceDocumentReference", "cbc:ID", w->ubl->earlier[i]);
        end(w);
    }
    put_contract(w);
    put_pdf(w, pdf);
}

/* --- parties ---------------------------------------------------------------------------------- */

/* The OIN of a government, else the number of the KvK. */
static void put_identifier(const Writing *w, const char *name, u32 partij)
{
    const Table_partijen *t = &w->batch->partijen;
    if (t->oin[partij].length)
        with_attribute(w, name, "schemeID", TEXT("0190"), t->oin[partij]);
    else if (t->kvk[partij].length)
        with_attribute(w, name, "schemeID", TEXT("0106"), t->kvk[partij]);
}

static void put_tax_scheme(const Writing *w)
{
    wrapped(w, "cac:TaxScheme", "cbc:ID", TEXT("VAT"));
}

static void put_contact(const Writing *w)
{
    const Invoicing *i = &w->invoice->run->settings->invoicing;
    if (!i->contact.length && !i->telefoon.length && !i->email.length) return;
    begin(w, "cac:Contact");
    if (i->contact.length) leaf(w, "cbc:Name", i->contact);
    if (i->telefoon.length) leaf(w, "cbc:Telephone", i->telefoon);
    if (i->email.length) leaf(w, "cbc:ElectronicMail", i->email);
    end(w);
}

static void put_party(const Writing *w, const char *role, u32 partij)
{
    const Table_partijen *t = &w->batch->partijen;
    bool is_seller = partij == w->invoice->crediteur;
    Text naam = words_partij(w->arena, w->batch, partij);
    begin(w, role);
    begin(w, "cac:Party");
    put_identifier(w, "cbc:EndpointID", partij);
    wrapped(w, "cac:PartyName", "cbc:Name", naam);
    begin(w, "cac:PostalAddress");
    leaf(w, "cbc:StreetName", t->adres[partij]);
    leaf(w, "cbc:CityName", t->plaats[partij]);
    leaf(w, "cbc:PostalZone", postcode_text(w->arena, t->postcode[partij]));
    wrapped(w, "cac:Country", "cbc:IdentificationCode", TEXT("NL"));
    end(w);
    if (t->btw_id[partij].length && w->ubl->taxes[0].category != 'O') {
        begin(w, "cac:PartyTaxScheme");
        leaf(w, "cbc:CompanyID", t->btw_id[partij]);
        put_tax_scheme(w);
        end(w);
    }
    begin(w, "cac:PartyLegalEntity");
    leaf(w, "cbc:RegistrationName", naam);
    put_identifier(w, "cbc:CompanyID", partij);
    end(w);
    if (is_seller) put_contact(w);
    end(w);
    end(w);
}

static void put_parties(const Writing *w)
{
    u32 payee = w->ubl->payee;
    put_party(w, "cac:AccountingSupplierParty", w->invoice->crediteur);
    put_party(w, "cac:AccountingCustomerParty", w->invoice->debiteur);
    if (payee == NONE) return;
    begin(w, "cac:PayeeParty");
    wrapped(w, "cac:PartyName", "cbc:Name", words_partij(w->arena, w->batch, payee));
    begin(w, "cac:PartyLegalEntity");
    put_identifier(w, "cbc:CompanyID", payee);
    end(w);
    end(w);
}

/* --- payment ---------------------------------------------------------------------------------- */

static void put_payment(const Writing *w)
{
    const Invoice *v = w->invoice;
    if (v->te_betalen > 0) {
        u32 payee = w->ubl->payee == NONE ? v->crediteur : w->ubl->payee;
        begin(w, "cac:PaymentMeans");
        leaf(w, "cbc:PaymentMeansCode", TEXT("58"));
        leaf(w, "cbc:PaymentID", v->nummer);
        wrapped(w, "cac:PayeeFinancialAccount", "cbc:ID",
                without_blanks(w->arena, w->batch->partijen.iban[payee]));
        end(w);
    }
    wrapped(w, "cac:PaymentTerms", "cbc:Note", words_payment(w->arena, v));
}

/* --- btw and totals --------------------------------------------------------------------------- */

static void put_category(const Writing *w, const char *name, char category, i32 rate, Text reason)
{
    begin(w, name);
    leaf(w, "cbc:ID", (Text){&category, 1});
    if (category != 'O') leaf(w, "cbc:Percent", decimal_text(w->arena, rate, 10000));
    if (reason.length) leaf(w, "cbc:TaxExemptionReason", reason);
    put_tax_scheme(w);
    end(w);
}

static void put_totals(const Writing *w)
{
    const Ubl *u = w->ubl;
    begin(w, "cac:TaxTotal");
    amount(w, "cbc:TaxAmount", u->tax);
    for (size_t i = 0; i < u->tax_count; i++) {
        const UblTax *tax = &u->taxes[i];
        begin(w, "cac:TaxSubtotal");
        amount(w, "cbc:TaxableAmount", tax->taxable);
        amount(w, "cbc:TaxAmount", tax->tax);
        put_category(w, "cac:TaxCategory", tax->category, tax->rate, tax->reason);
        end(w);
    }
    end(w);
    begin(w, "cac:LegalMonetaryTotal");
    amount(w, "cbc:LineExtensionAmount", u->net);
    amount(w, "cbc:TaxExclusiveAmount", u->net);
    amount(w, "cbc:TaxInclusiveAmount", u->net + u->tax);
    if (u->prepaid) amount(w, "cbc:PrepaidAmount", u->prepaid);
    amount(w, "cbc:PayableAmount", u->payable);
    end(w);
}

/* --- lines ------------------------------------------------------------------------------------ */

static void put_property(const Writing *w, Text name, Text value)
{
    if (!value.length) return;
    begin(w, "cac:AdditionalItemProperty");
    leaf(w, "cbc:Name", name);
    leaf(w, "cbc:Value", value);
    end(w);
}

static void put_item(const Writing *w, const UblLine *line)
{
    const InvoiceItem *item = line->item;
    const Table_contracten *t = &w->batch->contracten;
    bool known = item->contract < t->rows.count;
    Text contract = contract_code(w->batch, item->contract);
    Text description =
        line->of_nothing ? TEXT("Geen kosten in deze periode") : words_item(w->arena, item);
    begin(w, "cac:Item");
    if (description.length) leaf(w, "cbc:Description", description);
    leaf(w, "cbc:Name",
         line->of_nothing && known ? invoice_about(w->invoice, item->contract) : item->title);
    wrapped(w, "cac:SellersItemIdentification", "cbc:ID", contract);
    put_category(w, "cac:ClassifiedTaxCategory", ubl_category(item->btw),
                 item->btw > 0 ? item->btw : 0, TEXT(""));
    put_property(w, TEXT("Contract"), contract);
    if (known) put_property(w, TEXT("Taakveld (Iv3)"), t->taakveld[item->contract]);
    if (item->kind == ITEM_SHARE) put_property(w, TEXT("Verdeelsleutel"), item->key);
    end(w);
}

/* The days of a line, when they lie in the period of the document: one of Peppol must. */
static bool has_period(const Writing *w, const UblLine *line)
{
    Interval days = line->item->days, all = w->invoice->periode;
    return days.first <= days.last && days.first >= all.first && days.last <= all.last;
}

static void put_line(const Writing *w, size_t index)
{
    const UblLine *line = &w->ubl->lines[index];
    bool credit = w->ubl->credit_note;
    begin(w, credit ? "cac:CreditNoteLine" : "cac:InvoiceLine");
    leaf(w, "cbc:ID", text_integer(w->arena, (i64)index + 1));
    quantity(w, credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line->quantity,
             line->per);
    amount(w, "cbc:LineExtensionAmount", line->net);
    if (has_period(w, line)) period(w, line->item->days);
    put_item(w, line);
    begin(w, "cac:Price");
    amount(w, "cbc:PriceAmount", line->price);
    if (line->base != line->per) quantity(w, "cbc:BaseQuantity", line->base, line->per);
    end(w);
    end(w);
}

/* --- all -------------------------------------------------------------------------------------- */

Text invoice_ubl(Arena *arena, const Invoice *invoice, Text pdf)
{
    Ubl ubl = ubl_make(arena, invoice);
    Writing w = {arena, xml_begin(arena), &ubl, invoice, invoice->run->batch};
    begin(&w, ubl.credit_note ? "CreditNote" : "Invoice");
    xml_attribute(w.xml, "xmlns",
                  ubl.credit_note
                      ? TEXT("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2")
                      : TEXT("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"));
    xml_attribute(w.xml, "xmlns:cac",
                  TEXT("urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"));
    xml_attribute(w.xml, "xmlns:cbc",
                  TEXT("urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"));
    put_head(&w);
    put_references(&w, pdf);
    put_parties(&w);
    put_payment(&w);
    put_totals(&w);
    for (size_t i = 0; i < ubl.line_count; i++)
        put_line(&w, i);
    end(&w);
    return xml_end(w.xml);
}
