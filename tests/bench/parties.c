/* Who takes part: partijen, scholen, contracten, contract_scholen.
 * In: the world. Out: CSV. Always: a contract has the regiegemeente of its first school. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

static void put_partij(Table *t, const World *w, const char *name, uint32_t number,
                       const char *soort)
{
    put_char(t, ';');
    put_text(t, name);
    put_number(t, number, 1);
    put_char(t, ';');
    put_text(t, soort);
    put_text(t, has(w, MERGERS) ? ";;\n" : w->addresses ? ";;;;;\n" : "\n");
}

/* An IBAN of a bank that does not exist: its check digits are right (mod 97). */
static void put_iban(Table *t, uint32_t number)
{
    char digits[40], iban[24];
    snprintf(digits, sizeof digits, "29142829%010u232100", number); /* TEST 0… NL 00 */
    unsigned rest = 0;
    for (const char *c = digits; *c; c++)
        rest = (rest * 10 + (unsigned)(*c - '0')) % 97;
    snprintf(iban, sizeof iban, "NL%02uTEST%010u", 98 - rest, number);
    put_text(t, iban);
}

/* ;adres;postcode;plaats;oin;iban */
static void put_address(Table *t, uint32_t number)
{
    char text[96];
    snprintf(text, sizeof text, ";Raadhuisplein %u;%04u AB;Plaats %u;00000099%09u000;", number + 1,
             1000 + number % 9000, number, number);
    put_text(t, text);
    put_iban(t, number);
}

static void write_referenties(const World *w)
{
    Table t;
    table_open(&t, w->folder, "referenties.csv", "partij;referentie\n");
    for (uint32_t i = 0; i < w->shape.gemeenten; i++) {
        put_text(&t, w->gemeente[i].text);
        put_text(&t, ";VP-");
        put_number(&t, i, 6);
        put_char(&t, '\n');
    }
    table_close(&t);
}

/* Gemeenten that verreken does not know by itself, and all that have an opvolger. */
static void write_gemeenten(Table *t, const World *w)
{
    for (uint32_t i = 0; i < w->shape.gemeenten; i++) {
        bool merged = has(w, MERGERS) && i % 3 == 2;
        if (!merged && !w->addresses && strcmp(w->gemeente[i].text, "GM2000") < 0) continue;
        put_text(t, w->gemeente[i].text);
        put_text(t, ";Gemeente ");
        put_number(t, i, 1);
        put_text(t, ";gemeente");
        if (merged) {
            put_char(t, ';');
            put_text(t, w->gemeente[i - 1].text);
            put_text(t, ";2025-07-01");
        } else if (has(w, MERGERS)) {
            put_text(t, ";;");
        }
        if (w->addresses) put_address(t, i);
        put_char(t, '\n');
    }
}

static void write_besturen(Table *t, const World *w)
{
    for (uint32_t i = 0; i < SWV_COUNT; i++) {
        put_swv(t, i);
        put_partij(t, w, "Samenwerkingsverband ", i, "samenwerkingsverband");
    }
    for (uint32_t i = 0; i < w->shape.scholen; i++) {
        if (!has(w, OWN_BESTUUR) && i % SCHOLEN_PER_BESTUUR) continue;
        put_bestuur(t, w, i);
        put_partij(t, w, "Bestuur ", i, "schoolbestuur");
    }
}

static void write_partijen(const World *w)
{
    Table t;
    table_open(&t, w->folder, "partijen.csv",
               has(w, MERGERS) ? "code;naam;soort;opvolger;opvolging_per\n"
               : w->addresses  ? "code;naam;soort;adres;postcode;plaats;oin;iban\n"
                               : "code;naam;soort\n");
    for (uint32_t i = 0; i < AANBIEDERS; i++) {
        put_text(&t, "AGB-");
        put_number(&t, i, 3);
        put_partij(&t, w, "Jeugdhulp ", i, "aanbieder");
    }
    if (has(w, PARTNERS)) write_besturen(&t, w);
    if (has(w, PAYERS)) {
        put_text(&t, payers[0]);
        put_partij(&t, w, "Zorgkantoor ", 1, "zorgkantoor");
        put_text(&t, payers[1]);
        put_partij(&t, w, "Opvang ", 1, "rijk");
    }
    write_gemeenten(&t, w);
    table_close(&t);
    if (w->addresses) write_referenties(w);
}

static void put_partners(Table *t, const World *w, uint32_t school)
{
    static const char *const regions[] = {";noord", ";midden", ";zuid"};
    if (!has(w, PARTNERS | HOLIDAYS)) return;
    put_char(t, ';');
    if (has(w, PARTNERS)) put_swv(t, school);
    put_char(t, ';');
    if (has(w, PARTNERS)) put_bestuur(t, w, school);
    put_text(t, regions[school % 3]);
}

static void write_scholen(const World *w)
{
    static const char *const soorten[] = {"SO", "VSO", "SBO", "BO", "VO"};
    Chance c = chance_of(w->seed, UINT64_MAX - 1);
    Table t;
    table_open(&t, w->folder, "scholen.csv",
               has(w, PARTNERS | HOLIDAYS) ? "school;naam;soort;gemeente;swv;bestuur;regio\n"
                                           : "school;naam;soort;gemeente\n");
    for (uint32_t i = 0; i < w->shape.scholen; i++) {
        put_text(&t, w->school[i].text);
        put_text(&t, ";School ");
        put_number(&t, i, 1);
        put_char(&t, ';');
        put_text(&t, soorten[below(&c, 5)]);
        put_char(&t, ';');
        put_text(&t, w->gemeente[w->school_gemeente[i]].text);
        put_partners(&t, w, i);
        put_char(&t, '\n');
    }
    table_close(&t);
}

static void put_terms(Table *t, const World *w, uint32_t contract)
{
    static const char *const rates[] = {"", "21%", "9%", "buiten_heffing", "gemene_rekening"};
    if (!has(w, BTW | MAXIMUM)) return;
    put_char(t, ';');
    if (has(w, BTW)) put_text(t, rates[contract % 5]);
    put_char(t, ';');
    if (has(w, MAXIMUM)) put_text(t, contract % 2 ? "1000000" : "250000");
}

static void put_contract_row(Table *t, const World *w, uint32_t contract, uint32_t school)
{
    put_contract(t, contract);
    put_text(t, ";OZA;Contract ");
    put_number(t, contract, 1);
    put_text(t, ";AGB-");
    put_number(t, contract % AANBIEDERS, 3);
    put_char(t, ';');
    put_day(t, contract_begin(w));
    put_char(t, ';');
    put_day(t, w->last);
    put_text(t, ";r;");
    put_text(t, w->gemeente[w->school_gemeente[school]].text);
    put_terms(t, w, contract);
    put_char(t, '\n');
}

static void write_contracten(const World *w)
{
    Table t, covered;
    const char *terms = has(w, BTW | MAXIMUM) ? ";btw;maximum\n" : "\n";
    table_open(&t, w->folder, "contracten.csv",
               "contract;soort;omschrijving;aanbieder;begindatum;einddatum;regel;regiegemeente");
    put_text(&t, terms);
    table_open(&covered, w->folder, "contract_scholen.csv", "contract;school\n");
    uint32_t next = 0;
    for (uint32_t i = 0; i < w->shape.scholen; i++) {
        uint32_t contract = contract_of(w, i);
        if (contract == next) put_contract_row(&t, w, next++, i);
        put_contract(&covered, contract);
        put_char(&covered, ';');
        put_text(&covered, w->school[i].text);
        put_char(&covered, '\n');
    }
    table_close(&t);
    table_close(&covered);
}

void parties_write(const World *w)
{
    write_partijen(w);
    write_scholen(w);
    write_contracten(w);
}
