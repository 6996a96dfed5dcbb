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

/* recount_cents.c: the afronding that is in force for a row of verdeling; NULL: it is not known.
 * And whether the cents of the laag in hand, whose shares add up to 1, follow from it. */
const RecountAfronding *afronding_of(const Recount *r, const Row *row);
void recount_cents(Recount *r, const RecountAfronding *afronding);

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
