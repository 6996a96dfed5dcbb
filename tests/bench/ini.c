/* settlement.ini. In: the world. Out: the file, with the lists of gemeenten that its rule names.
 * Always: a line has less than 1000 bytes, as verreken asks. */
#include "bench.h"

enum { GROUP_SIZE = 100, MOST_FIXED = 64 };

/* deelnemers: groepen, each with some of the gemeenten. */
static void put_deelnemers(Table *t, uint32_t groups)
{
    put_text(t, "deelnemers = ");
    for (uint32_t i = 0; i < groups; i++) {
        put_text(t, i ? ", g" : "g");
        put_number(t, i, 1);
    }
    put_char(t, '\n');
}

static void put_groups(Table *t, const World *w, uint32_t groups, uint32_t members)
{
    for (uint32_t i = 0; i < groups; i++) {
        put_text(t, "[groep g");
        put_number(t, i, 1);
        put_text(t, "]\nleden = ");
        for (uint32_t j = i * GROUP_SIZE; j < members && j < (i + 1) * GROUP_SIZE; j++) {
            if (j % GROUP_SIZE) put_text(t, ", ");
            put_text(t, w->gemeente[has(w, HALF) ? 2 * j : j].text);
        }
        put_char(t, '\n');
    }
}

static void put_fixed(Table *t, const World *w)
{
    uint32_t count = w->shape.gemeenten < MOST_FIXED ? w->shape.gemeenten : MOST_FIXED;
    put_text(t, "aandelen = ");
    for (uint32_t i = 0; i < count; i++) {
        if (i) put_text(t, ", ");
        put_text(t, w->gemeente[i].text);
        put_text(t, " 1/");
        put_number(t, count, 1);
    }
    put_char(t, '\n');
}

void ini_write(const World *w, const char *folder)
{
    const Shape *s = &w->shape;
    uint32_t members = has(w, HALF) ? (s->gemeenten + 1) / 2 : s->gemeenten;
    uint32_t groups = (members + GROUP_SIZE - 1) / GROUP_SIZE;
    Table t;
    table_open(&t, folder, "settlement.ini", "[afrekening]\nnaam = ");
    put_text(&t, s->name);
    put_text(&t, "\nperiode = ");
    put_text(&t, s->periode);
    put_char(&t, '\n');
    put_text(&t, s->afrekening);
    put_text(&t, "[invoer]\nmap = data\n[regel r]\n");
    put_text(&t, s->regel);
    if (has(w, FIXED)) put_fixed(&t, w);
    if (has(w, GROUPS)) put_deelnemers(&t, groups);
    put_text(&t, s->sections);
    if (has(w, GROUPS)) put_groups(&t, w, groups, members);
    table_close(&t);
}
