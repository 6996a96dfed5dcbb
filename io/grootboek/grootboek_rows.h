/* All that a grootboek holds, as rows to be added up: what verreken grootboek shows comes from it.
 *
 * Boekingen, facturen and posts are in memory; the regels, of which there are millions, pass one by
 * one. Codes and tijdvakken are numbers here. Nothing is changed.
 */
#ifndef VERREKEN_IO_GROOTBOEK_GROOTBOEK_ROWS_H
#define VERREKEN_IO_GROOTBOEK_GROOTBOEK_ROWS_H

#include "engine/symbols.h"
#include "io/grootboek/grootboek.h"

typedef struct BookedBoeking {
    i64 number;
    u32 afrekening;
    Text naam, akkoord, map, zegel;
    Interval periode;
    Day boekjaar, factuurdatum;
    i64 first_regel, last_regel;
} BookedBoeking;

typedef struct BookedFactuur {
    u32 boeking; /* index */
    FactuurSoort soort;
    Text nummer; /* a kenmerk until the financial system gave a number */
    Text given;  /* that number; empty: none yet */
    bool external;
    u32 crediteur, debiteur;
    i64 bedrag, btw, voorgefinancierd;
} BookedFactuur;

static inline i128 asked_by(const BookedFactuur *f)
{
    return (i128)f->bedrag + f->btw - f->voorgefinancierd;
}

typedef struct BookedPost {
    u32 contract, crediteur, days;
    EntrySoort soort;
    bool has_id; /* of ENTRY_VOORSCHOT: a row of voorschotten.csv, not what a methode prefinanced */
} BookedPost;

typedef struct BookedRegel {
    u32 boeking, factuur; /* indexes; factuur NONE: own share */
    const BookedPost *post;
    u32 partij;
    u32 days; /* the tijdvak that it is booked in; of a niet_verrekend all that was settled */
    bool correction;
    i64 cents;
} BookedRegel;

typedef struct Booked {
    Arena *arena;
    Db *db;
    Symbols afrekeningen, contracten, partijen, dagen; /* dagen: Intervals, by their bytes */
    LIST(BookedBoeking) boekingen;
    LIST(BookedFactuur) facturen;
    LIST(BookedPost) posts;
} Booked;

/* Reads all but the regels. False: *problem says what is wrong. */
bool booked_read(Booked *booked, Arena *arena, Db *db, Text *problem);

/* Hands every regel over, in their order. */
typedef void TakeRegel(void *context, const BookedRegel *regel);
bool booked_each(Booked *booked, TakeRegel *take, void *context, Text *problem);

Interval booked_days(const Booked *booked, u32 days);

/* --- sums by a key ---------------------------------------------------------------------------- */

enum { KEY_PARTS = 6, SUM_PARTS = 3 };

typedef struct Sum {
    u32 key[KEY_PARTS];
    i128 cents[SUM_PARTS];
} Sum;

typedef struct Sums {
    Arena *arena;
    Symbols keys;
    LIST(Sum) rows;
    size_t last; /* the one that was asked last: the next is often the same */
} Sums;

/* The sum of a key, all zero when it is new; it stays until the next call. */
Sum *sum_of(Sums *sums, const u32 key[KEY_PARTS]);

#endif
