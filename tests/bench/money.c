/* What it costs and what was paid: kosten, bijdragen, voorschotten, tarieven.
 * In: the world. Out: those of these tables that the shape has, as CSV.
 * Always: a row lies within its contract. */
#include "bench.h"

static void put_year(Table *t, const World *w)
{
    put_char(t, ';');
    put_day(t, w->first);
    put_char(t, ';');
    put_day(t, w->last);
    put_char(t, ';');
}

static void put_cost(Table *t, const World *w, char letter, uint32_t number, uint32_t contract,
                     const char *school, uint32_t cents)
{
    put_char(t, letter);
    put_number(t, number, 6);
    put_char(t, ';');
    put_contract(t, contract);
    put_char(t, ';');
    put_text(t, school);
    put_year(t, w);
    put_cents(t, cents);
    put_char(t, '\n');
}

static void write_kosten(const World *w)
{
    Chance c = chance_of(w->seed, UINT64_MAX - 2);
    Table t;
    table_open(&t, w->folder, "kosten.csv",
               "kostenpost;contract;school;begindatum;einddatum;bedrag\n");
    uint32_t count = has(w, POSTS) ? w->shape.pupils : w->shape.scholen;
    for (uint32_t i = 0; has(w, KOSTEN) && i < count; i++) {
        uint32_t school = i % w->shape.scholen;
        put_cost(&t, w, 'K', i, contract_of(w, school), w->school[school].text,
                 1000000 + below(&c, 89000000));
    }
    for (uint32_t i = 0; has(w, KOSTEN_WHOLE) && i < w->shape.contracts; i++)
        put_cost(&t, w, 'W', i, i, "", 100000000 + below(&c, 890000000));
    table_close(&t);
}

static void write_bijdragen(const World *w)
{
    Chance c = chance_of(w->seed, UINT64_MAX - 3);
    Table t;
    table_open(&t, w->folder, "bijdragen.csv",
               "bijdrage;contract;school;partij;begindatum;einddatum;bedrag\n");
    uint32_t count = has(w, POSTS) ? w->shape.pupils : 2 * w->shape.scholen;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t school = i / 2 % w->shape.scholen;
        put_char(&t, 'B');
        put_number(&t, i, 6);
        put_char(&t, ';');
        put_contract(&t, contract_of(w, school));
        put_char(&t, ';');
        put_text(&t, w->school[school].text);
        put_char(&t, ';');
        put_text(&t, w->gemeente[below(&c, w->shape.gemeenten)].text);
        put_year(&t, w);
        put_cents(&t, below(&c, 500000));
        put_char(&t, '\n');
    }
    table_close(&t);
}

static void write_voorschotten(const World *w)
{
    static const char *const dates[] = {";2025-01-15;", ";2025-04-15;", ";2025-07-15;",
                                        ";2025-10-15;"};
    Chance c = chance_of(w->seed, UINT64_MAX - 4);
    Table t;
    table_open(&t, w->folder, "voorschotten.csv", "voorschot;contract;partij;datum;bedrag\n");
    uint32_t per_contract = has(w, POSTS) ? w->shape.pupils / w->shape.contracts / 4 + 1 : 20;
    for (uint32_t i = 0; i < w->shape.contracts * per_contract; i++) {
        uint32_t partij = below(&c, w->shape.gemeenten);
        for (uint32_t q = 0; q < 4; q++) {
            put_char(&t, 'V');
            put_number(&t, 4 * i + q, 7);
            put_char(&t, ';');
            put_contract(&t, i / per_contract);
            put_char(&t, ';');
            put_text(&t, w->gemeente[partij].text);
            put_text(&t, dates[q]);
            put_cents(&t, 100000 + below(&c, 2000000));
            put_char(&t, '\n');
        }
    }
    table_close(&t);
}

static void write_tarieven(const World *w)
{
    Chance c = chance_of(w->seed, UINT64_MAX - 5);
    Table t;
    table_open(&t, w->folder, "tarieven.csv",
               "contract;product;eenheid;tarief;begindatum;einddatum\n");
    for (uint32_t i = 0; i < 4 * w->shape.contracts; i++) {
        put_contract(&t, i / 4);
        put_text(&t, i / 2 % 2 ? ";P2;uur;" : ";P1;uur;");
        put_cents(&t, 4000 + below(&c, 8000));
        put_text(&t, i % 2 ? ";2025-07-01;\n" : ";2020-01-01;2025-06-30\n");
    }
    table_close(&t);
}

void money_write(const World *w)
{
    if (has(w, KOSTEN | KOSTEN_WHOLE)) write_kosten(w);
    if (has(w, BIJDRAGEN)) write_bijdragen(w);
    if (has(w, VOORSCHOTTEN)) write_voorschotten(w);
    if (has(w, DEELNAMES)) write_tarieven(w);
}
