/* The parts of the second calculation, and the laag that two of them share. For recount*.c alone.
 */
#ifndef VERREKEN_IO_RECOUNT_RECOUNT_PARTS_H
#define VERREKEN_IO_RECOUNT_RECOUNT_PARTS_H

#include "io/recount/recount_tables.h"

/* Numbers that a check needs for a moment. */
typedef struct Scratch {
    mpz_t a, b, c, d;
} Scratch;

/* One laag of one pool: the rows of verdeling that have soort verdeeld, by partij code. */
typedef struct Laag {
    size_t count, capacity;
    size_t *rows;   /* of verdeling.csv */
    Cell *partijen; /* their codes */
    long *cents;    /* their amounts, times `sign` */
    long sign;      /* that of the laag: -1 when its cents are below 0 */
    long total;     /* Σ cents; not below 0 */
    bool too_large; /* the total has 18 digits or more: not redone */
    mpz_t *shares;  /* share i is shares[i] / shares_of */
    mpz_t shares_of;
    mpz_t *weights; /* weight i is weights[i] / weights_of of the whole; of rows without: 0 */
    mpz_t weights_of;
    long *whole;  /* for the rounding: a share of the amount, rounded down ... */
    mpz_t *rests; /* ... and what is left of it, / shares_of */
    Scratch scratch;
} Laag;

/* Puts rows from … end - 1 of verdeling in the laag. False: it was told why not. */
bool laag_load(Recount *r, size_t from, size_t end, bool telling);

/* A laag whose cents are to be explained, and whether largest remainder in cents does it. */
typedef struct LaagRows {
    size_t from, end; /* rows of verdeling */
    Cell tijdvak;
    bool in_cents;
} LaagRows;

/* recount_cents.c: whether the laag in hand is rounded by largest remainder in cents; and how the
 * lagen of one contract are, when some are not. */
bool laag_in_cents(Laag *laag);
void recount_afronding(Recount *r, LaagRows *lagen, size_t count);

/* An amount between two partijen, or of one (b is then empty), on one or the other side. */
typedef struct Entry {
    Cell a, b;
    Wide left, right;
    size_t row; /* of the table that is named with it */
} Entry;

/* recount_pairs.c: sorts the entries and adds up those of one pair, which keep the lowest row; how
 * many pairs there are. And: facturen against posities. */
size_t entries_add_up(Entry *entries, size_t count);
void recount_pairs(Recount *r);

/* recount_owed.c: posities, facturen, stromen. recount_regels.c: factuurregels, grensverkeer,
 * controles. */
void recount_owed(Recount *r);
void recount_regels(Recount *r);
/* Whether controles.csv tells amounts that are not invoiced. */
bool is_not_invoiced(const Row *control);

#endif
