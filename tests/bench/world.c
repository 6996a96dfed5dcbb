/* The world: gemeenten, scholen, contracts and what they cost.
 * In: the sizes of a shape. Out: partijen, scholen, contracten, contract_scholen, kosten as CSV.
 * Always: every school has one contract; pupils go to school near where they live, for gemeenten
 * that stand close to each other in the list are neighbours. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AANBIEDERS = 200, SEATS = 16, FIRST_OWN_CODE = 2000, OWN_CODES = 8000 };

/* The gemeenten that verreken knows by itself and that still exist. */
static const struct {
    const char *code, *until;
} built_in[] = {
#define GEMEENTE(code, naam, ingang, vervallen_per, opvolger) {code, vervallen_per},
#include "../../engine/gemeenten.def"
};

static uint32_t known_gemeenten(World *w)
{
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (!*built_in[i].until && count < w->sized.gemeenten)
            memcpy(w->gemeente[count++].text, built_in[i].code, 7);
    return count;
}

static void make_gemeenten(World *w)
{
    uint32_t count = w->sized.gemeenten, known;
    w->gemeente = make_room(count, sizeof *w->gemeente);
    known = known_gemeenten(w);
    if (count - known > OWN_CODES) die("--gemeenten: at most %u", known + OWN_CODES);
    for (uint32_t i = known; i < count; i++)
        snprintf(w->gemeente[i].text, sizeof w->gemeente[i].text, "GM%04u",
                 FIRST_OWN_CODE + i - known);
}

/* A BRIN number and a vestiging. 7919 has no factor in common with the number of codes, so that
 * all are different, and neighbours in the list are none in the order of their codes. */
static void name_school(Code *code, uint32_t number)
{
    uint32_t n = (uint32_t)((uint64_t)number * 7919 % (100 * 26 * 26 * 100));
    char letters[2] = {(char)('A' + n / 10000 % 26), (char)('A' + n / 260000)};
    snprintf(code->text, sizeof code->text, "%02u%c%c%02u", n / 100 % 100, letters[0], letters[1],
             n % 100);
}

/* From a quarter of the mean to three times it; most scholen are small. */
static uint32_t seats_of(Chance *c)
{
    uint32_t u = below(c, 1000);
    return SEATS / 4 + 9 * SEATS / 4 * (u * u / 1000) / 1000;
}

static void make_scholen(World *w)
{
    uint32_t count = w->sized.scholen, room = count * SEATS * 3;
    Chance c = chance_of(w->seed, UINT64_MAX);
    w->school = make_room(count, sizeof *w->school);
    w->school_gemeente = make_room(count, sizeof *w->school_gemeente);
    w->seat = make_room(room, sizeof *w->seat);
    for (uint32_t i = 0; i < count; i++) {
        name_school(&w->school[i], i);
        w->school_gemeente[i] = below(&c, w->sized.gemeenten);
        for (uint32_t seats = seats_of(&c); seats; seats--)
            w->seat[w->seat_count++] = i;
    }
}

void world_make(World *w)
{
    w->first = day_of(2025, 1, 1);
    w->last = day_of(2025, 12, 31);
    make_gemeenten(w);
    make_scholen(w);
}

void world_free(World *w)
{
    free(w->gemeente);
    free(w->school);
    free(w->school_gemeente);
    free(w->seat);
}

void put_contract(Table *t, uint32_t contract)
{
    put_char(t, 'C');
    put_number(t, contract, 6);
}

uint32_t contract_of(const World *w, uint32_t school)
{
    return (uint32_t)((uint64_t)school * w->sized.contracts / w->sized.scholen);
}

static void write_partijen(const World *w)
{
    Table t;
    table_open(&t, w->folder, "partijen.csv", "code;naam;soort\n");
    for (uint32_t i = 0; i < AANBIEDERS; i++) {
        put_text(&t, "AGB-");
        put_number(&t, i, 3);
        put_text(&t, ";Jeugdhulp ");
        put_number(&t, i, 1);
        put_text(&t, ";aanbieder\n");
    }
    for (uint32_t i = 0; i < w->sized.gemeenten; i++) {
        if (strcmp(w->gemeente[i].text, "GM2000") < 0) continue;
        put_text(&t, w->gemeente[i].text);
        put_text(&t, ";Gemeente ");
        put_number(&t, i, 1);
        put_text(&t, ";gemeente\n");
    }
    table_close(&t);
}

static void write_scholen(const World *w)
{
    static const char *const soorten[] = {"SO", "VSO", "SBO", "BO", "VO"};
    Chance c = chance_of(w->seed, UINT64_MAX - 1);
    Table t;
    table_open(&t, w->folder, "scholen.csv", "school;naam;soort;gemeente\n");
    for (uint32_t i = 0; i < w->sized.scholen; i++) {
        put_text(&t, w->school[i].text);
        put_text(&t, ";School ");
        put_number(&t, i, 1);
        put_char(&t, ';');
        put_text(&t, soorten[below(&c, 5)]);
        put_char(&t, ';');
        put_text(&t, w->gemeente[w->school_gemeente[i]].text);
        put_char(&t, '\n');
    }
    table_close(&t);
}

static void put_contract_row(Table *t, const World *w, uint32_t contract, uint32_t school)
{
    put_contract(t, contract);
    put_text(t, ";OZA;Contract ");
    put_number(t, contract, 1);
    put_text(t, ";AGB-");
    put_number(t, contract % AANBIEDERS, 3);
    put_char(t, ';');
    put_day(t, w->first);
    put_char(t, ';');
    put_day(t, w->last);
    put_text(t, ";r;");
    put_text(t, w->gemeente[w->school_gemeente[school]].text);
    put_char(t, '\n');
}

/* The contract has the regiegemeente of its first school. */
static void write_contracten(const World *w)
{
    Table t, covered;
    table_open(&t, w->folder, "contracten.csv",
               "contract;soort;omschrijving;aanbieder;begindatum;einddatum;regel;regiegemeente\n");
    table_open(&covered, w->folder, "contract_scholen.csv", "contract;school\n");
    uint32_t next = 0;
    for (uint32_t i = 0; i < w->sized.scholen; i++) {
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

static void write_kosten(const World *w)
{
    Chance c = chance_of(w->seed, UINT64_MAX - 2);
    Table t;
    table_open(&t, w->folder, "kosten.csv",
               "kostenpost;contract;school;begindatum;einddatum;bedrag\n");
    for (uint32_t i = 0; i < w->sized.scholen; i++) {
        put_char(&t, 'K');
        put_number(&t, i, 6);
        put_char(&t, ';');
        put_contract(&t, contract_of(w, i));
        put_char(&t, ';');
        put_text(&t, w->school[i].text);
        put_char(&t, ';');
        put_day(&t, w->first);
        put_char(&t, ';');
        put_day(&t, w->last);
        put_char(&t, ';');
        put_cents(&t, 1000000 + below(&c, 89000000));
        put_char(&t, '\n');
    }
    table_close(&t);
}

static void write_ini(const World *w)
{
    const Shape *s = w->shape;
    Table t;
    table_open(&t, w->folder, "../settlement.ini", "[afrekening]\nnaam = ");
    put_text(&t, s->name);
    put_text(&t, "\nperiode = ");
    put_text(&t, s->periode);
    put_text(&t, "\n");
    put_text(&t, s->afrekening);
    put_text(&t, "[invoer]\nmap = data\n[regel r]\n");
    put_text(&t, s->regel);
    put_text(&t, s->sections);
    table_close(&t);
}

void world_write(const World *w)
{
    write_ini(w);
    write_partijen(w);
    write_scholen(w);
    write_contracten(w);
    write_kosten(w);
}
