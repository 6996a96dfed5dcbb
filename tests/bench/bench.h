/* What the generators of tests/bench share.
 * In: a shape (shapes.c) and its sizes. Out: a settlement folder: settlement.ini and CSV tables.
 * Always: the same shape, sizes and seed give the same bytes; a pupil is made from the seed and its
 * number alone, so that a table can tell the pupils in any order. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *make_room(size_t count, size_t size); /* zeroed; the program ends when there is none */

/* ---- chance (chance.c): splitmix64, a sequence per seed and number ---- */
typedef struct {
    uint64_t state;
} Chance;
Chance chance_of(uint64_t seed, uint64_t number);
uint32_t below(Chance *c, uint32_t count);        /* 0 .. count - 1; count is not 0 */
bool once_in(Chance *c, uint32_t thousandths);    /* so many times in a thousand */
uint32_t *random_order(uint32_t count, Chance c); /* 0 .. count - 1, to be freed */

/* ---- text out (table.c) ---- */
typedef struct {
    int descriptor;
    const char *path;
    char *text;
    size_t used;
} Table;
enum { OPEN_DAY = INT32_MAX }; /* an empty date */
void table_open(Table *t, const char *folder, const char *file, const char *header);
void table_close(Table *t);
void put_text(Table *t, const char *text);
void put_char(Table *t, char c);
void put_number(Table *t, uint64_t number, int least_digits);
void put_cents(Table *t, uint64_t cents);
void put_day(Table *t, int day); /* of 2000-01-01, day 0, to 2039 */
int day_of(int year, int month, int day);

/* ---- shapes (shapes.c) ---- */
typedef enum {
    ENROLLED = 1 << 0,      /* inschrijvingen.csv */
    HOMES = 1 << 1,         /* woonplaatsen.csv */
    STAYS = 1 << 2,         /* verblijven.csv */
    DEELNAMES = 1 << 3,     /* deelnames.csv and tarieven.csv */
    KOSTEN = 1 << 4,        /* kosten.csv, a row per school */
    KOSTEN_WHOLE = 1 << 5,  /* kosten.csv, a row per contract, without a school */
    GIVEN = 1 << 6,         /* inschrijvingen.csv with a gemeente, instead of ENROLLED and HOMES */
    BESLUITEN = 1 << 7,     /* woonplaatsbesluiten.csv: every pupil, shared by up to three */
    LEERLINGEN = 1 << 8,    /* leerlingen.csv: a third had no address before July; some secret */
    TELLINGEN = 1 << 9,     /* tellingen.csv: as many rows as there are pupils */
    KENGETALLEN = 1 << 10,  /* kengetallen.csv: every gemeente */
    BIJDRAGEN = 1 << 11,    /* bijdragen.csv: two rows per school */
    VOORSCHOTTEN = 1 << 12, /* voorschotten.csv: twenty gemeenten per contract, every quarter */
    PARTNERS = 1 << 13,     /* scholen.swv, and scholen.bestuur: one per ten scholen */
    OWN_BESTUUR = 1 << 14,  /* with PARTNERS: one per school */
    HOLIDAYS = 1 << 15,     /* scholen.regio and schoolvakanties.csv */
    WEEKLY = 1 << 16,       /* frequentie per_week_zondag and per_schoolweek; needs HOLIDAYS */
    PAYERS = 1 << 17,       /* deelnames.betaler: one in five */
    MAXIMUM = 1 << 18,      /* contracten.maximum */
    BTW = 1 << 19,          /* contracten.btw: a percentage, or another */
    MERGERS = 1 << 20,      /* every third gemeente has an opvolger from 1 July 2025 on */
    EARLIER = 1 << 21,      /* the contracts began in 2022, and deelnames did too */
    LATE = 1 << 22,         /* nobody is enrolled before April */
    TWO_SCHOLEN = 1 << 23,  /* every pupil is at two scholen of its contract, all the time */
    ONE_BY_ONE = 1 << 24,   /* pupil i is at school i, all the time, and moves nowhere */
    GROUPS = 1 << 25,       /* deelnemers: all gemeenten; with HALF: half of them */
    HALF = 1 << 26,
    FIXED = 1 << 27,      /* aandelen: 64 gemeenten, equal parts */
    CROWD = 1 << 28,      /* all rows are about eight leerlingen, at all scholen at once */
    LONG_LIVES = 1 << 29, /* with CROWD: their lives have a stretch per row instead */
    POSTS = 1 << 30       /* kosten, bijdragen and voorschotten: as many rows as pupils */
} Trait;
typedef enum { WHOLE, EXTREME, SLEUTEL } Group;

typedef struct {
    const char *name, *about;
    const char *counted; /* the table whose rows are counted, for the time per row */
    uint32_t pupils, scholen, contracts, gemeenten;
    const char *periode;
    const char *afrekening; /* more lines of its section, each with an end */
    const char *regel;      /* the lines of [regel r] */
    const char *sections;   /* further sections */
    const char *command;    /* of verreken; NULL: run */
    uint32_t traits;        /* of Trait */
    Group group;
} Shape;
extern const Shape shapes[];
const Shape *shape_named(const char *name); /* NULL when there is none */

/* ---- the world (world.c): gemeenten, scholen, contracts and their kosten ---- */
typedef struct {
    char text[12];
} Code;
typedef struct {
    Shape shape; /* with the sizes asked for */
    uint64_t seed;
    bool shuffled;
    bool addresses;     /* what an e-invoice needs of every gemeente, and referenties.csv */
    const char *folder; /* where the tables go */
    Code *gemeente;
    Code *school;
    uint32_t *school_gemeente; /* index */
    uint32_t *seat;            /* a school per seat: drawing a seat draws a school by its size */
    uint32_t seat_count;
    int first, last; /* of the year that is settled */
} World;
void world_make(World *w);
void world_free(World *w);
bool has(const World *w, Trait trait);
uint32_t contract_of(const World *w, uint32_t school);
int contract_begin(const World *w);

/* ---- texts that occur in several tables (codes.c) ---- */
void put_contract(Table *t, uint32_t contract);
void put_swv(Table *t, uint32_t school);
void put_bestuur(Table *t, const World *w, uint32_t school);
extern const char *const payers[2]; /* partijen that pay for a deelname */
enum { SWV_COUNT = 77, SCHOLEN_PER_BESTUUR = 10, AANBIEDERS = 200 };

/* ---- the tables and the INI; each writes all files it knows that the shape has ---- */
void ini_write(const World *w, const char *folder);
void parties_write(const World *w); /* partijen, scholen, contracten, contract_scholen */
void money_write(const World *w);   /* kosten, bijdragen, voorschotten, tarieven */
void figures_write(const World *w); /* tellingen, kengetallen, schoolvakanties */
void pupils_write(const World *w);  /* the tables with a leerling */
void crowd_write(const World *w);   /* the same, for CROWD (crowd.c) */

/* ---- pupils (pupil.c) ---- */
enum { MOST_ROWS = 3, FOREIGN = 1 << 30 }; /* rows of one pupil in one table; a code: BUITENLAND */
typedef struct {
    uint32_t code; /* index of a school or gemeente, number of a kind */
    int first, last;
} Span;
typedef struct {
    Span list[MOST_ROWS];
    uint32_t count;
} Spans;
typedef struct {
    Spans enrolments, homes, stays, besluiten, deelnames;
    uint32_t given, birth; /* gemeenten */
    bool secret;
} Pupil;
void pupil_make(const World *w, uint32_t number, Pupil *pupil);
#endif
