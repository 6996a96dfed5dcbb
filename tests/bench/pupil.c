/* One pupil: where it is enrolled, lives, stays and is helped.
 * In: the world, and the number of the pupil. Out: its rows.
 * Always: in the order of their begindatum; inschrijvingen of one school do not overlap, and
 * woonplaatsen share a day at most; nothing depends on another pupil. */
#include "bench.h"

#include <string.h>

/* Of a thousand: pupils whose home is in the gemeente of the school; and how many gemeenten around
 * that of the school the others are from. This gives a school in a quarter some 83 gemeenten. */
enum { AT_SCHOOL = 550, NEIGHBOURS = 164 };
enum {
    CHANGES = 80, /* of a thousand: to another school, in or before the year */
    LEAVES = 70,
    COMES = 70,
    MOVES = 120,
    HAS_GAP = 1, /* no address for some weeks */
    STAYS_AWAY = 13,
    STAYS_ON = 330 /* of a thousand that stay: another verblijf follows */
};

static Span *add(Spans *spans, uint32_t code, int first, int last)
{
    Span *span = &spans->list[spans->count++];
    *span = (Span){code, first, last};
    return span;
}

static uint32_t a_school(const World *w, Chance *c)
{
    return w->seat[below(c, w->seat_count)];
}

/* Where a pupil of the school may live. */
static uint32_t a_home(const World *w, Chance *c, uint32_t school)
{
    uint32_t count = w->shape.gemeenten, near = NEIGHBOURS < count ? NEIGHBOURS : count;
    uint32_t own = w->school_gemeente[school];
    if (once_in(c, AT_SCHOOL)) return own;
    return (own + count - near / 2 + below(c, near)) % count;
}

static int first_of_august(Chance *c, int from, int to)
{
    return day_of(from + (int)below(c, (uint32_t)(to - from + 1)), 8, 1);
}

static int some_day(Chance *c, int from, int to)
{
    return from + (int)below(c, (uint32_t)(to - from + 1));
}

static void enrol(const World *w, Chance *c, Pupil *p)
{
    uint32_t school = a_school(w, c), other;
    bool at_summer = once_in(c, 700);
    int begin = at_summer ? first_of_august(c, 2018, 2024)
                          : some_day(c, day_of(2018, 8, 1), day_of(2024, 12, 31));
    uint32_t kind = below(c, 1000);
    if (kind < CHANGES) {
        int change = once_in(c, 700) ? day_of(2025, 8, 1)
                                     : some_day(c, day_of(2025, 1, 1), day_of(2025, 12, 31));
        add(&p->enrolments, school, begin, change - 1);
        if ((other = a_school(w, c)) == school) other = (school + 1) % w->shape.scholen;
        if (other != school) add(&p->enrolments, other, change, OPEN_DAY);
    } else if (kind < CHANGES + LEAVES) {
        add(&p->enrolments, school, begin, day_of(2025, 7, 31));
    } else if (kind < CHANGES + LEAVES + COMES) {
        add(&p->enrolments, school,
            once_in(c, 700) ? day_of(2025, 8, 1) : some_day(c, w->first, w->last), OPEN_DAY);
    } else {
        add(&p->enrolments, school, begin, OPEN_DAY);
    }
}

static void live(const World *w, Chance *c, Pupil *p)
{
    uint32_t school = p->enrolments.list[0].code, home = a_home(w, c, school);
    int begin = some_day(c, day_of(2007, 1, 1), day_of(2021, 12, 31));
    if (!once_in(c, MOVES)) {
        add(&p->homes, home, begin, OPEN_DAY);
        return;
    }
    int move = some_day(c, day_of(2023, 1, 1), day_of(2025, 12, 31)), after = move;
    if (once_in(c, 50)) after = move - 1; /* on the day of moving both count, as in the registers */
    if (once_in(c, HAS_GAP * 1000 / MOVES)) after = move + 1 + (int)below(c, 40);
    add(&p->homes, a_home(w, c, school), begin, move);
    add(&p->homes, home, after + 1, OPEN_DAY);
}

static void stay(Chance *c, Pupil *p)
{
    if (!once_in(c, STAYS_AWAY)) return;
    int begin = some_day(c, day_of(2022, 3, 1), day_of(2025, 10, 31));
    do {
        int end = once_in(c, 400) ? OPEN_DAY : begin + 20 + (int)below(c, 500);
        add(&p->stays, below(c, 6), begin, end);
        if (end == OPEN_DAY) return;
        begin = end + (once_in(c, 600) ? 1 : 2 + (int)below(c, 60));
    } while (p->stays.count < MOST_ROWS && once_in(c, STAYS_ON));
}

/* One gemeente, or two or three that share. */
static void decide(const World *w, Chance *c, Pupil *p)
{
    uint32_t first = below(c, w->shape.gemeenten), shared = once_in(c, 500) ? 2 + below(c, 2) : 1;
    int begin = some_day(c, day_of(2024, 6, 1), day_of(2025, 9, 30));
    int end = once_in(c, 400) ? OPEN_DAY : begin + 30 + (int)below(c, 400);
    for (uint32_t i = 0; i < shared; i++)
        add(&p->besluiten, (first + i) % w->shape.gemeenten, begin, end);
}

static void help(const World *w, Chance *c, Pupil *p)
{
    uint32_t school = p->enrolments.list[0].code;
    for (uint32_t count = once_in(c, 80) ? 2 : 1; count; count--) {
        int begin = some_day(c, contract_begin(w), w->last - 30);
        int end = begin + 20 + (int)below(c, 250);
        add(&p->deelnames, school, begin, end < w->last ? end : w->last);
    }
}

/* Nobody before April: who was there before is there from some day of spring on. */
static void come_late(Chance *c, Pupil *p)
{
    for (uint32_t i = 0; i < p->enrolments.count; i++) {
        Span *s = &p->enrolments.list[i];
        if (s->first < day_of(2025, 4, 1)) s->first = day_of(2025, 4, 1) + (int)below(c, 60);
        if (s->last < s->first) s->last = s->first + 100;
    }
}

/* The school beside it in the list, when it has the same contract. */
static void enrol_twice(const World *w, Chance *c, Pupil *p)
{
    uint32_t school = a_school(w, c), other = school + 1;
    if (other == w->shape.scholen || contract_of(w, other) != contract_of(w, school))
        other = school - 1;
    add(&p->enrolments, school, first_of_august(c, 2018, 2024), OPEN_DAY);
    add(&p->enrolments, other, some_day(c, day_of(2018, 8, 1), w->last), OPEN_DAY);
}

static void enrol_by_number(const World *w, Chance *c, Pupil *p, uint32_t number)
{
    uint32_t school = number % w->shape.scholen;
    add(&p->enrolments, school, first_of_august(c, 2018, 2024), OPEN_DAY);
    add(&p->homes, a_home(w, c, school), some_day(c, day_of(2007, 1, 1), day_of(2021, 12, 31)),
        OPEN_DAY);
}

static void come_from(const World *w, Chance *c, Pupil *p)
{
    p->birth = below(c, w->shape.gemeenten);
    p->secret = once_in(c, 1);
    if (once_in(c, 333)) p->homes.list[0].first = day_of(2025, 7, 1);
    if (once_in(c, 20)) p->homes.list[0].code = FOREIGN;
    if (p->homes.list[0].last < p->homes.list[0].first) p->homes.list[0].last = OPEN_DAY;
    if (p->homes.list[0].last == OPEN_DAY) p->homes.count = 1;
}

void pupil_make(const World *w, uint32_t number, Pupil *p)
{
    Chance c = chance_of(w->seed, number);
    *p = (Pupil){.birth = 0};
    if (has(w, ONE_BY_ONE)) {
        enrol_by_number(w, &c, p, number);
        return;
    }
    if (has(w, TWO_SCHOLEN))
        enrol_twice(w, &c, p);
    else
        enrol(w, &c, p);
    live(w, &c, p);
    stay(&c, p);
    if (has(w, LATE)) come_late(&c, p);
    if (has(w, BESLUITEN)) decide(w, &c, p);
    if (has(w, DEELNAMES)) help(w, &c, p);
    if (has(w, LEERLINGEN)) come_from(w, &c, p);
    p->given = p->homes.list[0].code;
}
