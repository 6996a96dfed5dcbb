/* What the parts of verreken grootboek --check share. */
#ifndef VERREKEN_IO_GROOTBOEK_GROOTBOEK_CHECK_H
#define VERREKEN_IO_GROOTBOEK_GROOTBOEK_CHECK_H

#include "engine/symbols.h"
#include "io/grootboek/grootboek.h"

enum { FINDINGS_MOST = 1000 }; /* that are kept of one part; the others are counted */

/* What is wrong, in the order in which it was found. */
typedef struct Findings {
    Arena *arena;
    Text *items;
    size_t count, capacity;
    size_t more;
} Findings;

/* Adds `boeking 2: WHAT`; boeking 0: it is of none. */
void find(Findings *findings, i64 boeking, Text what);

typedef struct CheckedZegel {
    i64 first, last;
    Text hash;
} CheckedZegel;

typedef struct CheckedPost {
    u32 afrekening; /* NONE: there is no such post */
    bool voorschot;
} CheckedPost;

typedef struct CheckedFactuur {
    i64 boeking; /* 0: there is no such factuur */
    Text nummer;
    i64 bedrag, voorgefinancierd;
    i128 shares, paid; /* Σ of its regels */
} CheckedFactuur;

typedef struct Check {
    Arena *arena;
    const char *path;
    Db *db;
    bool all;
    Findings findings;
    Symbols afrekeningen;
    LIST(u32) afrekening; /* by boeking: the first is at 0 */
    LIST(CheckedZegel) zegels;
    LIST(CheckedPost) posts;
    LIST(CheckedFactuur) facturen;
    size_t nummers;
    i64 head, from; /* the last boeking; the first one that is checked row by row */
    i64 noted;      /* the last boeking that was checked before */
    i64 regels;     /* that were checked */
} Check;

/* The tables but for regel, and the schema: sequences, numbers, what was checked before. Fills
 * *check. False: the rows cannot be checked. */
bool check_structure(Check *check);

/* Every boeking from check->from on: its zegel, its regels and their sums; and what SQLite finds in
 * the file. */
void check_rows(Check *check);

#endif
