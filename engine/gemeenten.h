/* The gemeenten of the Netherlands with their successors: built in (gemeenten.def), and as the
 * table gemeenten changes them for a run. */
#ifndef VERREKEN_ENGINE_GEMEENTEN_H
#define VERREKEN_ENGINE_GEMEENTEN_H

#include "engine/batch.h"

typedef struct Gemeente {
    Text code, naam;
    Day ingang;        /* the first day; DAY_OPEN_START: before the list begins */
    Day vervallen_per; /* the first day on which it is not there any more, or DAY_OPEN_END */
    Text opvolger;     /* of which the code takes over then; empty: none */
    u32 row;           /* of the table gemeenten; NONE: built in */
} Gemeente;

/* In bytewise order of their code, each once. */
typedef struct Gemeenten {
    const Gemeente *items;
    size_t count;
} Gemeenten;

/* Nobody asks for a gemeente that ended before this day: it is not in the built-in list. */
#define GEMEENTEN_SINCE "2005-01-01"

/* At most so many are built in. */
extern const size_t gemeenten_count;

/* GM and four digits. */
bool is_gemeente_code(Text code);

/* The built-in gemeenten, with the rows of the table in the place of those with the same code, and
 * the others added. What is wrong with the rows is told: their codes, dates and opvolgers, and
 * opvolgers that lead round in a circle; such an opvolger is left out. */
Gemeenten gemeenten_list(Arena *arena, const Batch *batch);

/* The gemeente with this code; NULL: there is none. */
const Gemeente *gemeente_find(const Gemeenten *list, Text code);

/* Whether it is there on that day. */
static inline bool gemeente_exists(const Gemeente *gemeente, Day day)
{
    return gemeente->ingang <= day && day < gemeente->vervallen_per;
}

/* Adds the gemeenten to the partijen that were read, whose columns have room for them. A gemeente
 * that partijen.csv names keeps what is given there; where it gives no opvolger, that of the list
 * stays (an opvolger that is the gemeente itself takes it away). */
void gemeenten_add(Batch *batch);

#endif
