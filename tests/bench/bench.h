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
    HOME_TABLE = 1 << 0,    /* woonplaatsen.csv */
    STAYS = 1 << 1,         /* verblijven.csv */
    ENROLLED = 1 << 2,      /* inschrijvingen.csv */
    DEELNAMES = 1 << 3,     /* deelnames.csv and tarieven.csv */
    KOSTEN = 1 << 4,        /* kosten.csv, a row per school */
    KOSTEN_WHOLE = 1 << 5,  /* kosten.csv, a row per contract, without a school */
    OWN_BESTUUR = 1 << 6,   /* a schoolbestuur per school, else one per ten */
    ONE_UNIT = 1 << 7,      /* pupil i is at school i all the time, and moves nowhere */
    TELLINGEN = 1 << 8,     /* tellingen.csv */
    KENGETALLEN = 1 << 9,   /* kengetallen.csv */
    BESLUITEN = 1 << 10,    /* woonplaatsbesluiten.csv: shared ones too */
    LEERLINGEN = 1 << 11,   /* leerlingen.csv: a birth place, some secret */
    VOORSCHOTTEN = 1 << 12, /* voorschotten.csv */
    BIJDRAGEN = 1 << 13,    /* bijdragen.csv */
    VAKANTIES = 1 << 14,    /* schoolvakanties.csv */
    MAXIMUM = 1 << 15,      /* contracten.maximum */
    BETALERS = 1 << 16,     /* deelnames.betaler */
    OPVOLGERS = 1 << 17,    /* a third of the gemeenten is merged on 1 July 2025 */
    BTW = 1 << 18,          /* contracten.btw: a percentage or another */
    GIVEN = 1 << 19,        /* the gemeente stands with the inschrijving, not in woonplaatsen */
    WEEKLY = 1 << 20,       /* frequentie per_week_zondag and per_schoolweek */
    TWO_SCHOLEN = 1 << 21   /* every pupil is at two scholen of one contract */
} Trait;

typedef struct {
    const char *name, *about;
    uint32_t pupils, scholen, contracts, gemeenten;
    const char *periode;
    const char *afrekening; /* more lines of its section, each with an end */
    const char *regel;      /* the lines of [regel r] */
    const char *sections;   /* further sections */
    uint32_t traits;
} Shape;
extern const Shape shapes[];
const Shape *shape_named(const char *name); /* NULL when there is none */

/* ---- the world (world.c): gemeenten, scholen, contracts and their kosten ---- */
typedef struct {
    char text[12];
} Code;
typedef struct {
    const Shape *shape;
    Shape sized; /* the shape with the sizes asked for */
    uint64_t seed;
    bool shuffled;
    const char *folder;
    Code *gemeente;            /* of shape.gemeenten */
    Code *school;              /* of shape.scholen */
    uint32_t *school_gemeente; /* index */
    uint32_t *seat;            /* a school per seat: drawing a seat draws a school by its size */
    uint32_t seat_count;
    int first, last; /* days of the year that is settled, and that the contracts cover */
} World;
void world_make(World *w);
void world_write(const World *w);
void world_free(World *w);
void put_contract(Table *t, uint32_t contract);
uint32_t contract_of(const World *w, uint32_t school);

/* ---- pupils (pupil.c): one of them, and (pupil_tables.c) their tables ---- */
enum { MOST_ROWS = 3 }; /* of one pupil in one table */
typedef struct {
    uint32_t code; /* index of a school or gemeente, number of a kind */
    int first, last;
} Span;
typedef struct {
    Span list[MOST_ROWS];
    uint32_t count;
} Spans;
typedef struct {
    Spans enrolments, homes, stays;
} Pupil;
void pupil_make(const World *w, uint32_t number, Pupil *pupil);
void pupils_write(const World *w);
#endif
