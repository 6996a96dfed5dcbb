/* The tables with a leerling: inschrijvingen, woonplaatsen, verblijven, woonplaatsbesluiten,
 * leerlingen, deelnames. In: the world. Out: those of them that the shape has, as CSV.
 * Always: a row per span of a pupil, in the order of the pupils; shuffled: in any order, also those
 * of one pupil. */
#include "bench.h"

#include <stdlib.h>

/* A table: its rows are those of one list of a pupil, or, without one, one row per pupil. */
typedef struct {
    uint32_t traits; /* one of them is enough */
    const char *file, *header;
    void (*put)(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row);
    const Spans *(*list)(const Pupil *p);
} PupilTable;

static void put_leerling(Table *t, uint32_t number)
{
    put_char(t, 'L');
    put_number(t, number, 8);
    put_char(t, ';');
}

static void put_days(Table *t, const Span *s)
{
    put_day(t, s->first);
    put_char(t, ';');
    put_day(t, s->last);
    put_char(t, '\n');
}

static void put_enrolment(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    const Span *s = &p->enrolments.list[row];
    put_leerling(t, number);
    put_text(t, w->school[s->code].text);
    put_char(t, ';');
    put_days(t, s);
}

static void put_given(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    put_text(t, w->gemeente[p->given].text);
    put_char(t, ';');
    put_enrolment(t, w, p, number, row);
}

static void put_home(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    const Span *s = &p->homes.list[row];
    put_leerling(t, number);
    put_text(t, s->code == FOREIGN ? "BUITENLAND" : w->gemeente[s->code].text);
    put_char(t, ';');
    put_days(t, s);
}

static void put_stay(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    static const char *const kinds[] = {"pleegouder", "aanbieder", "opvang",
                                        "jji",        "deeltijd",  "beschermd_wonen"};
    const Span *s = &p->stays.list[row];
    (void)w;
    put_leerling(t, number);
    put_text(t, kinds[s->code]);
    put_char(t, ';');
    put_days(t, s);
}

static void put_besluit(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    static const char *const shares[] = {"", ";besluit 1;", ";besluit 1;1/2", ";besluit 1;1/3"};
    const Span *s = &p->besluiten.list[row];
    put_leerling(t, number);
    put_text(t, w->gemeente[s->code].text);
    put_char(t, ';');
    put_day(t, s->first);
    put_char(t, ';');
    put_day(t, s->last);
    put_text(t, shares[p->besluiten.count]);
    put_char(t, '\n');
}

static void put_pupil(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    (void)row;
    put_leerling(t, number);
    put_text(t, w->gemeente[p->birth].text);
    put_char(t, ';');
    put_text(t, w->gemeente[p->given == FOREIGN ? p->birth : p->given].text);
    put_text(t, p->secret ? ";ja\n" : ";\n");
}

static void put_deelname(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    static const char *const usual[] = {"totaal", "per_dag", "per_week", "per_maand"};
    static const char *const weekly[] = {"per_week_zondag", "per_schoolweek"};
    const Span *s = &p->deelnames.list[row];
    Chance c = chance_of(~w->seed, (uint64_t)number * MOST_ROWS + row);
    put_char(t, 'D');
    put_number(t, number * 2 + row, 8);
    put_char(t, ';');
    put_leerling(t, number);
    put_contract(t, contract_of(w, s->code));
    put_char(t, ';');
    put_text(t, w->school[s->code].text);
    put_text(t, once_in(&c, 500) ? ";P1;" : ";P2;");
    put_day(t, s->first);
    put_char(t, ';');
    put_day(t, s->last);
    put_char(t, ';');
    put_cents(t, 25 * (1 + below(&c, 40)));
    put_char(t, ';');
    put_text(t, has(w, WEEKLY) ? weekly[below(&c, 2)] : usual[below(&c, 4)]);
    put_char(t, ';');
    if (has(w, PAYERS) && once_in(&c, 200)) put_text(t, payers[below(&c, 2)]);
    put_char(t, '\n');
}

static const Spans *enrolments(const Pupil *p)
{
    return &p->enrolments;
}

static const Spans *homes(const Pupil *p)
{
    return &p->homes;
}

static const Spans *stays(const Pupil *p)
{
    return &p->stays;
}

static const Spans *besluiten(const Pupil *p)
{
    return &p->besluiten;
}

static const Spans *deelnames(const Pupil *p)
{
    return &p->deelnames;
}

static uint32_t row_count(const PupilTable *pt, const Pupil *p)
{
    return pt->list ? pt->list(p)->count : 1;
}

static void write_in_order(const World *w, const PupilTable *pt, Table *t)
{
    Pupil pupil;
    for (uint32_t i = 0; i < w->shape.pupils; i++) {
        pupil_make(w, i, &pupil);
        for (uint32_t row = 0; row < row_count(pt, &pupil); row++)
            pt->put(t, w, &pupil, i, row);
    }
}

/* Every pupil has room for MOST_ROWS rows, and these places are gone through in a random order. */
static void write_shuffled(const World *w, const PupilTable *pt, Table *t, uint64_t table_number)
{
    Pupil pupil;
    uint32_t places = w->shape.pupils * MOST_ROWS;
    uint32_t *order = random_order(places, chance_of(~w->seed, table_number));
    for (uint32_t i = 0; i < places; i++) {
        uint32_t number = order[i] / MOST_ROWS, row = order[i] % MOST_ROWS;
        pupil_make(w, number, &pupil);
        if (row < row_count(pt, &pupil)) pt->put(t, w, &pupil, number, row);
    }
    free(order);
}

void pupils_write(const World *w)
{
    static const PupilTable tables[] = {
        {ENROLLED, "inschrijvingen.csv", "leerling;school;begindatum;einddatum\n", put_enrolment,
         enrolments},
        {GIVEN, "inschrijvingen.csv", "gemeente;leerling;school;begindatum;einddatum\n", put_given,
         enrolments},
        {HOMES, "woonplaatsen.csv", "leerling;gemeente;begindatum;einddatum\n", put_home, homes},
        {STAYS, "verblijven.csv", "leerling;soort;begindatum;einddatum\n", put_stay, stays},
        {BESLUITEN, "woonplaatsbesluiten.csv",
         "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n", put_besluit, besluiten},
        {LEERLINGEN, "leerlingen.csv", "leerling;gemeente_bij_geboorte;gemeente_hulpvraag;geheim\n",
         put_pupil, NULL},
        {DEELNAMES, "deelnames.csv",
         "deelname;leerling;contract;school;product;begindatum;einddatum;volume;frequentie;"
         "betaler\n",
         put_deelname, deelnames},
    };
    if (has(w, CROWD)) {
        crowd_write(w);
        return;
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        Table t;
        if (!(w->shape.traits & tables[i].traits)) continue;
        table_open(&t, w->folder, tables[i].file, tables[i].header);
        if (w->shuffled)
            write_shuffled(w, &tables[i], &t, i);
        else
            write_in_order(w, &tables[i], &t);
        table_close(&t);
    }
}
