/* What an e-invoice needs. In: a run that is complete; out: faults at rows of partijen.csv and
 * referenties.csv. Holds always: without an error, every factuur and creditfactuur has all that its
 * UBL document must have. */
#include "io/documents/ubl_check.h"

#include "io/documents/identifiers.h"
#include "io/documents/invoice.h"
#include "io/documents/ubl.h"
#include "io/documents/xml.h"
#include "io/write/put_rows.h"

/* What a partij does on the documents: bits of a u8. */
enum {
    ROLE_SELLER = 1,
    ROLE_BUYER = 2,
    ROLE_PAID = 4,  /* gets money on its IBAN */
    ROLE_TAXED = 8, /* is a seller of something with btw, or exempt from it */
};

enum { NAME_MOST = 140, NUMBER_MOST = 35 };

typedef struct Check {
    Run *run;
    Arena *arena; /* of what is told */
    const Table_partijen *t;
    u32 partij;
    u8 roles;
    Words missing[8]; /* what it lacks */
    size_t missing_count;
    i32 first_missing; /* column */
    Arena scratch;
} Check;

static Place place_of_column(const Check *c, i32 column)
{
    return place_of(c->run->batch, T_partijen, c->partij, column);
}

/* Whether a field has something that can be written in XML. */
static bool has_text(Check *c, Text text)
{
    return xml_clean(&c->scratch, text).length > 0;
}

/* --- a partij --------------------------------------------------------------------------------- */

static Words role_words(const Check *c)
{
    if (c->roles & (ROLE_SELLER | ROLE_BUYER))
        return c->roles & ROLE_SELLER ? WORDS("makes") : WORDS("gets");
    return WORDS("is paid with");
}

/* Adds to what a partij lacks; the first of it is where it is told. */
static void lacks(Check *c, i32 column, Words what)
{
    ASSERT(c->missing_count < COUNT_OF(c->missing));
    c->missing[c->missing_count] = what;
    if (!c->missing_count++) c->first_missing = column;
}

static void tell_missing(const Check *c)
{
    if (!c->missing_count) return;
    Words list = c->missing[0];
    for (size_t i = 1; i < c->missing_count; i++)
        list = WORDS_FILL(
            c->arena, i + 1 < c->missing_count ? words_same(TEXT("%1, %2")) : WORDS("%1 and %2"),
            list, c->missing[i]);
    FAULT_AT(c->run->batch->report, E502_EINVOICE_NEEDS, place_of_column(c, c->first_missing),
             c->t->code[c->partij], role_words(c), list);
}

/* A built-in gemeente has a name and nothing else. */
static void tell_absent(const Check *c)
{
    Text row =
        JOIN(c->arena, c->t->code[c->partij], TEXT(";"), c->t->naam[c->partij], TEXT(";gemeente"));
    FAULT_AT(c->run->batch->report, E501_EINVOICE_PARTIJ, place_of_table(T_partijen),
             c->t->code[c->partij], role_words(c), row);
}

static void check_text(Check *c, Text text, i32 column)
{
    Place place = place_of_column(c, column);
    size_t length = text_characters(text);
    if (!has_text(c, text))
        lacks(c, column, words_same(place.name));
    else if (length > NAME_MOST)
        FAULT_AT(c->run->batch->report, W508_EINVOICE_LONG, place,
                 text_integer(c->arena, (i64)length), text_integer(c->arena, NAME_MOST));
}

static void check_address(Check *c)
{
    Text postcode = c->t->postcode[c->partij];
    check_text(c, c->t->naam[c->partij], COL_partijen_naam);
    check_text(c, c->t->adres[c->partij], COL_partijen_adres);
    check_text(c, postcode, COL_partijen_postcode);
    if (has_text(c, postcode) && !is_postcode(postcode))
        FAULT_AT(c->run->batch->report, E503_BAD_POSTCODE,
                 place_of_column(c, COL_partijen_postcode), postcode);
    check_text(c, c->t->plaats[c->partij], COL_partijen_plaats);
}

static void check_identifiers(Check *c)
{
    Report *report = c->run->batch->report;
    Text oin = c->t->oin[c->partij], kvk = c->t->kvk[c->partij], btw_id = c->t->btw_id[c->partij];
    if (!oin.length && !kvk.length) {
        bool government = c->t->soort[c->partij] == SOORT_GEMEENTE;
        lacks(c, government ? COL_partijen_oin : COL_partijen_kvk, WORDS("oin or kvk"));
    }
    if (oin.length && !is_oin(oin))
        FAULT_AT(report, E504_BAD_OIN, place_of_column(c, COL_partijen_oin), oin);
    if (kvk.length && !is_kvk(kvk))
        FAULT_AT(report, E505_BAD_KVK, place_of_column(c, COL_partijen_kvk), kvk);
    if (btw_id.length && !is_btw_id(btw_id))
        FAULT_AT(report, E506_BAD_BTW_ID, place_of_column(c, COL_partijen_btw_id), btw_id);
    if (!btw_id.length && c->roles & ROLE_TAXED)
        lacks(c, COL_partijen_btw_id, WORDS("btw_id (for what is vrijgesteld or taxed)"));
}

static void check_iban(Check *c)
{
    Text iban = c->t->iban[c->partij];
    if (!iban.length) {
        if (c->roles & ROLE_PAID) lacks(c, COL_partijen_iban, words_same(TEXT("iban")));
        return;
    }
    const char *fault = iban_fault(iban);
    if (fault)
        FAULT_AT(c->run->batch->report, E507_BAD_IBAN, place_of_column(c, COL_partijen_iban), iban,
                 words_of(fault));
}

/* The number that a seller will give is YEAR-CODE-NNNNN, or a kenmerk of one character more. */
static void check_number(const Check *c)
{
    enum { AROUND = 11 };
    const Booking *booking = &c->run->settings->booking;
    Text code = c->t->code[c->partij];
    size_t length = code.length + AROUND + booking->external_numbers;
    if (!(c->roles & ROLE_SELLER) || !has_grootboek(booking) || length <= NUMBER_MOST) return;
    FAULT_AT(c->run->batch->report, E509_NUMBER_TOO_LONG, place_of_column(c, COL_partijen_code),
             code, text_integer(c->arena, (i64)length), text_integer(c->arena, NUMBER_MOST));
}

/* The Rijk sends back what has no address to ask (Logius, basisfactuur Rijk). */
static void check_email(const Check *c)
{
    bool rijk = c->t->soort[c->partij] == SOORT_RIJK && (c->roles & ROLE_BUYER);
    if (rijk && !c->run->settings->invoicing.email.length)
        FAULT_AT(c->run->batch->report, E511_NO_EMAIL, ((Place){.source = SOURCE_INI, .field = -1}),
                 c->t->code[c->partij]);
}

static void check_partij(Check *c)
{
    if (!c->t->rows.line[c->partij]) {
        tell_absent(c);
        return;
    }
    c->missing_count = 0;
    if (c->roles & (ROLE_SELLER | ROLE_BUYER)) check_address(c);
    check_identifiers(c);
    check_iban(c);
    tell_missing(c);
    check_number(c);
    check_email(c);
}

/* --- facturen --------------------------------------------------------------------------------- */

static bool has_document(const Factuur *f)
{
    return f->soort != SPECIFICATIE;
}

static void find_roles(const Run *run, u8 *roles)
{
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        if (!has_document(f)) continue;
        roles[f->crediteur] |= f->group_v ? ROLE_SELLER | ROLE_TAXED : ROLE_SELLER;
        roles[f->debiteur] |= ROLE_BUYER;
        if (f->bedrag + f->btw > f->voorgefinancierd)
            roles[ubl_payee(run, f->crediteur, f->debiteur)] |= ROLE_PAID;
    }
}

/* The referentie of each factuur, which its maker finds. */
static void check_referenties(Check *c)
{
    Run *run = c->run;
    Arena tables_memory = {0};
    Tables tables = tables_begin(&tables_memory, run);
    InvoiceSource source = {.run = run, .tables = &tables};
    for (size_t place = 0; place < run->facturen.count; place++) {
        const Factuur *f = &run->facturen.items[tables.facturen[place]];
        if (!has_document(f) || !c->t->rows.line[f->debiteur]) continue; /* told already */
        Invoice invoice = invoice_make(&c->scratch, &source, place);
        if (!has_text(c, invoice.referentie))
            FAULT_AT(run->batch->report, E510_NO_REFERENTIE, place_of_table(T_referenties),
                     c->t->code[f->debiteur], day_text(c->arena, invoice.datum));
        arena_rewind(&c->scratch);
    }
    arena_free(&tables_memory);
}

/* Of a voorschot that was asked by a factuur, the number of that: it is referred to. */
static void check_earlier(const Check *c)
{
    const Table_voorschotten *t = &c->run->batch->voorschotten;
    for (u32 i = 0; i < t->rows.count; i++) {
        size_t length = text_characters(t->factuur[i]);
        if (length <= NUMBER_MOST) continue;
        FAULT_AT(c->run->batch->report, W508_EINVOICE_LONG,
                 place_of(c->run->batch, T_voorschotten, i, COL_voorschotten_factuur),
                 text_integer(c->arena, (i64)length), text_integer(c->arena, NUMBER_MOST));
    }
}

void ubl_check(Run *run)
{
    Check c = {.run = run, .arena = run->batch->report->arena, .t = &run->batch->partijen};
    u8 *roles = NEW(&c.scratch, u8, c.t->rows.count);
    find_roles(run, roles);
    for (c.partij = 0; c.partij < c.t->rows.count; c.partij++) {
        c.roles = roles[c.partij];
        if (c.roles) check_partij(&c);
    }
    arena_rewind(&c.scratch);
    check_referenties(&c);
    check_earlier(&c);
    arena_free(&c.scratch);
}

static void doubt_iban(Run *run, u32 partij)
{
    const Batch *b = run->batch;
    Text iban = b->partijen.iban[partij];
    const char *fault = iban.length ? iban_fault(iban) : NULL;
    if (fault)
        FAULT_AT(b->report, W512_DOUBTFUL_IBAN, place_of(b, T_partijen, partij, COL_partijen_iban),
                 iban, words_of(fault));
}

void iban_check(Run *run)
{
    for (size_t i = 0; i < run->facturen.count; i++) {
        doubt_iban(run, run->facturen.items[i].crediteur);
        doubt_iban(run, run->facturen.items[i].debiteur);
    }
}
