/* The tables of the pupils. In: the world. Out: inschrijvingen, woonplaatsen, verblijven as CSV.
 * Always: a row per span of a pupil, in the order of the pupils; shuffled: in any order, also those
 * of one pupil. */
#include "bench.h"

#include <stdlib.h>

typedef struct {
    const World *world;
    Table table;
    void (*put)(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row);
    uint32_t (*count)(const Pupil *p);
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

static void put_home(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row)
{
    const Span *s = &p->homes.list[row];
    put_leerling(t, number);
    put_text(t, w->gemeente[s->code].text);
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

static uint32_t enrolment_count(const Pupil *p)
{
    return p->enrolments.count;
}

static uint32_t home_count(const Pupil *p)
{
    return p->homes.count;
}

static uint32_t stay_count(const Pupil *p)
{
    return p->stays.count;
}

static void write_in_order(PupilTable *pt)
{
    Pupil pupil;
    for (uint32_t i = 0; i < pt->world->sized.pupils; i++) {
        pupil_make(pt->world, i, &pupil);
        for (uint32_t row = 0; row < pt->count(&pupil); row++)
            pt->put(&pt->table, pt->world, &pupil, i, row);
    }
}

/* Every pupil has room for MOST_ROWS rows, and these places are gone through in a random order. */
static void write_shuffled(PupilTable *pt, uint64_t table_number)
{
    Pupil pupil;
    uint32_t places = pt->world->sized.pupils * MOST_ROWS;
    uint32_t *order = random_order(places, chance_of(~pt->world->seed, table_number));
    for (uint32_t i = 0; i < places; i++) {
        uint32_t number = order[i] / MOST_ROWS, row = order[i] % MOST_ROWS;
        pupil_make(pt->world, number, &pupil);
        if (row < pt->count(&pupil)) pt->put(&pt->table, pt->world, &pupil, number, row);
    }
    free(order);
}

void pupils_write(const World *w)
{
    static const struct {
        const char *file, *header;
        void (*put)(Table *t, const World *w, const Pupil *p, uint32_t number, uint32_t row);
        uint32_t (*count)(const Pupil *p);
    } tables[] = {
        {"inschrijvingen.csv", "leerling;school;begindatum;einddatum\n", put_enrolment,
         enrolment_count},
        {"woonplaatsen.csv", "leerling;gemeente;begindatum;einddatum\n", put_home, home_count},
        {"verblijven.csv", "leerling;soort;begindatum;einddatum\n", put_stay, stay_count},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        PupilTable pt = {.world = w, .put = tables[i].put, .count = tables[i].count};
        table_open(&pt.table, w->folder, tables[i].file, tables[i].header);
        if (w->shuffled)
            write_shuffled(&pt, i);
        else
            write_in_order(&pt);
        table_close(&pt.table);
    }
}
