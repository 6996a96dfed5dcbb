/* The world: gemeenten, scholen and how many seats they have.
 * In: the sizes of a shape. Out: their codes, and where the scholen stand.
 * Always: every school has one contract; gemeenten that stand close to each other in the list are
 * neighbours: pupils go to school near where they live. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEATS = 16, FIRST_OWN_CODE = 2000, OWN_CODES = 8000 };

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
        if (!*built_in[i].until && count < w->shape.gemeenten)
            memcpy(w->gemeente[count++].text, built_in[i].code, 7);
    return count;
}

static void make_gemeenten(World *w)
{
    uint32_t count = w->shape.gemeenten, known;
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
    uint32_t count = w->shape.scholen, room = count * SEATS * 3;
    Chance c = chance_of(w->seed, UINT64_MAX);
    w->school = make_room(count, sizeof *w->school);
    w->school_gemeente = make_room(count, sizeof *w->school_gemeente);
    w->seat = make_room(room, sizeof *w->seat);
    for (uint32_t i = 0; i < count; i++) {
        name_school(&w->school[i], i);
        w->school_gemeente[i] = below(&c, w->shape.gemeenten);
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

uint32_t contract_of(const World *w, uint32_t school)
{
    return (uint32_t)((uint64_t)school * w->shape.contracts / w->shape.scholen);
}

bool has(const World *w, Trait trait)
{
    return w->shape.traits & trait;
}

int contract_begin(const World *w)
{
    return has(w, EARLIER) ? day_of(2022, 1, 1) : w->first;
}
