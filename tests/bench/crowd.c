/* A crowd of rows about few leerlingen, who each have as many as there are days or scholen.
 * In: a shape with CROWD; its pupils are the number of rows of each table. Out: CSV.
 * Always: a row of number n is about leerling n % CROWDED, and is row n / CROWDED of it. */
#include "bench.h"

enum { CROWDED = 8 };

static void put_leerling(Table *t, uint32_t number)
{
    put_char(t, 'L');
    put_number(t, number % CROWDED, 8);
    put_char(t, ';');
}

static void put_span(Table *t, int first, int last)
{
    put_char(t, ';');
    put_day(t, first);
    put_char(t, ';');
    put_day(t, last);
}

/* A life from 2000 to 2038 in as many stretches of equal length as there are rows. */
static void put_stretch(Table *t, const World *w, uint32_t row)
{
    int begin = day_of(2000, 1, 1), days = day_of(2038, 12, 31) - begin;
    int stretches = (int)(w->shape.pupils / CROWDED + 1), at = (int)row;
    int first = begin + (int)((int64_t)days * at / stretches);
    int after = begin + (int)((int64_t)days * (at + 1) / stretches);
    put_span(t, first, after > first ? after - 1 : first);
}

static void put_enrolment(Table *t, const World *w, Chance *c, uint32_t number)
{
    uint32_t row = number / CROWDED;
    if (row >= w->shape.scholen && !has(w, LONG_LIVES)) return;
    put_leerling(t, number);
    put_text(t, w->school[row % w->shape.scholen].text);
    if (has(w, LONG_LIVES))
        put_stretch(t, w, row);
    else
        put_span(t, day_of(2020, 1, 1) + (int)below(c, 2000), OPEN_DAY);
    put_char(t, '\n');
}

static void put_home(Table *t, const World *w, Chance *c, uint32_t number)
{
    if (number >= CROWDED && !has(w, LONG_LIVES)) return;
    put_leerling(t, number);
    put_text(t, w->gemeente[below(c, w->shape.gemeenten)].text);
    if (has(w, LONG_LIVES))
        put_stretch(t, w, number / CROWDED);
    else
        put_span(t, day_of(2010, 1, 1), OPEN_DAY);
    put_char(t, '\n');
}

/* Every other stretch: so that there are as many chains. */
static void put_stay(Table *t, const World *w, Chance *c, uint32_t number)
{
    (void)c;
    if (number / CROWDED % 2) return;
    put_leerling(t, number);
    put_text(t, "pleegouder");
    put_stretch(t, w, number / CROWDED);
    put_char(t, '\n');
}

/* Every fifth stretch. */
static void put_besluit(Table *t, const World *w, Chance *c, uint32_t number)
{
    if (number / CROWDED % 5) return;
    put_leerling(t, number);
    put_text(t, w->gemeente[below(c, w->shape.gemeenten)].text);
    put_stretch(t, w, number / CROWDED);
    put_text(t, ";besluit 1\n");
}

static void put_deelname(Table *t, const World *w, Chance *c, uint32_t number)
{
    int first = w->first + (int)below(c, 300);
    put_char(t, 'D');
    put_number(t, number, 8);
    put_char(t, ';');
    put_leerling(t, number);
    put_contract(t, 0);
    put_text(t, ";P1");
    put_span(t, first, first + (int)below(c, 60));
    put_text(t, ";1;per_week\n");
}

void crowd_write(const World *w)
{
    static const struct {
        Trait trait;
        const char *file, *header;
        void (*put)(Table *t, const World *w, Chance *c, uint32_t number);
    } tables[] = {
        {ENROLLED, "inschrijvingen.csv", "leerling;school;begindatum;einddatum\n", put_enrolment},
        {HOMES, "woonplaatsen.csv", "leerling;gemeente;begindatum;einddatum\n", put_home},
        {STAYS, "verblijven.csv", "leerling;soort;begindatum;einddatum\n", put_stay},
        {BESLUITEN, "woonplaatsbesluiten.csv", "leerling;gemeente;begindatum;einddatum;besluit\n",
         put_besluit},
        {DEELNAMES, "deelnames.csv",
         "deelname;leerling;contract;product;begindatum;einddatum;volume;frequentie\n",
         put_deelname},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        Table t;
        Chance c = chance_of(w->seed, i);
        if (!has(w, tables[i].trait)) continue;
        table_open(&t, w->folder, tables[i].file, tables[i].header);
        for (uint32_t number = 0; number < w->shape.pupils; number++)
            tables[i].put(&t, w, &c, number);
        table_close(&t);
    }
}
