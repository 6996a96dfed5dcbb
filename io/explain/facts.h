/* What an explanation says: facts in an order, each below the one that it is a part of. As text for
 * people, and as JSON. */
#ifndef VERREKEN_IO_EXPLAIN_FACTS_H
#define VERREKEN_IO_EXPLAIN_FACTS_H

#include "engine/run.h"
#include "io/documents/pupil_words.h"
#include "io/write/json.h"

enum { FACT_VALUES_MOST = 8 };

typedef struct FactValue {
    const char *name; /* in JSON */
    Text text;
    bool is_number;
} FactValue;

typedef struct Fact {
    int depth;
    const char *kind; /* in JSON: kosten, laag, rest … */
    Text text;        /* Dutch, one line */
    Text file;        /* the row that it is from; empty: none */
    Text sheet;       /* of a workbook; empty: it is none */
    u32 line;
    TableId table;
    FactValue values[FACT_VALUES_MOST];
    size_t value_count;
} Fact;

typedef struct Facts {
    Arena *arena;
    const Run *run;
    const u32 *factuur_of; /* factuur_of_lines(), for what tells of facturen */
    Fact *items;
    size_t count, capacity;
    int depth;        /* of the next fact */
    PupilWords words; /* zeros until an omschrijving is told */
} Facts;

/* Adds a fact at the depth of facts->depth. The pointer is good until the next one. */
Fact *fact_add(Facts *facts, const char *kind, Text text);
#define FACT(facts, kind, ...) fact_add((facts), (kind), JOIN((facts)->arena, __VA_ARGS__))

/* What the fact says, for a program: an amount as 12.34, a number in full. */
void fact_cents(Facts *facts, Fact *fact, const char *name, i64 cents);
void fact_number(Facts *facts, Fact *fact, const char *name, i128 number);
void fact_text(Fact *fact, const char *name, Text text);

/* The row that it is from, as file:line. Rows that are built in have none. */
void fact_source(Facts *facts, Fact *fact, TableId table, u32 row);

/* Indented by two blanks, with the place of a row behind its fact. */
Text facts_text(Arena *arena, const Facts *facts);

/* A list of objects: soort, tekst, bron, the values, and `delen` for what is below. */
void facts_put(Json *json, const char *name, const Facts *facts);

#endif
