/* The grootboek: posted settlements of one organisation, in an append-only SQLite file (SPEC §9).
 *
 * A boeking is what one `post` wrote: facturen with their final numbers and regels, one for each
 * difference. The zegels over them are a chain of SHA-256: whoever changes a row of an old boeking
 * breaks it. Amounts are cents; dates are written as 2025-10-01.
 */
#ifndef VERREKEN_IO_GROOTBOEK_GROOTBOEK_H
#define VERREKEN_IO_GROOTBOEK_GROOTBOEK_H

#include "engine/books.h"
#include "io/grootboek/db.h"
#include "io/write/sha256.h"

typedef struct Grootboek {
    Db *db; /* NULL: there is no file yet, or an empty one */
    const char *path;
} Grootboek;

/* Opens the grootboek at `path` and looks whether it is one, of a version that is known and, when
 * `organisatie` is not empty, of that organisation. False: *problem says what is wrong and what to
 * do, and it is to be closed all the same. A file that is not there, or is empty, is a grootboek
 * without boekingen. */
bool grootboek_open(Arena *arena, const char *path, Text organisatie, Grootboek *grootboek,
                    Text *problem);
void grootboek_close(Grootboek *grootboek);

/* What is wrong with a grootboek after a fault, and what to do. */
Text grootboek_problem(Arena *arena, const Db *db);

/* Whether a fault of the grootboek is one of the system (exit 4), not of what is in it (exit 1). */
bool grootboek_is_system_fault(const Db *db);

/* What a run starts from. */
typedef struct GrootboekState {
    i64 boekingen;         /* how many there are */
    i64 own;               /* the last one of this afrekening; 0: none */
    char hash[SHA256_HEX]; /* of the zegel of the last boeking; zeros when there is none */
} GrootboekState;

/* The documents of a boeking: where they were, and the SHA-256 of the manifest of its concept. */
typedef struct Previous {
    i64 boeking;
    Day last; /* of its periode */
    Text folder, manifest;
} Previous;

typedef struct Previouses {
    Previous *items; /* the last one first */
    size_t count, capacity;
} Previouses;

/* Those of an afrekening up to a boeking, that settled days from `first` on. False: a fault. */
bool grootboek_previous(Arena *arena, Grootboek *grootboek, Text afrekening, i64 upto, Day first,
                        Previouses *previous);

/* The state with the boekingen up to `upto` (SPEC §10: a run is reproduced from the state that it
 * started from); upto < 0: all. False: a fault. */
bool grootboek_state(Grootboek *grootboek, Text afrekening, i64 upto, GrootboekState *state);

/* Reads what was posted of run->settings->id within the settled days, up to a boeking, into
 * run->books. Faults of it go to the report. False: *problem says what is wrong. */
bool grootboek_load(Arena *arena, Grootboek *grootboek, Run *run, i64 upto, Text *problem);

/* Makes the schema, or what is missing of it, within a transaction. False: a fault. */
bool grootboek_make_schema(Db *db, Text organisatie);

/* --- posting (grootboek_post.c) --------------------------------------------------------------- */

/* What is said of a boeking beside its entries. */
typedef struct Posting {
    const char *akkoord;   /* who agreed; may be empty */
    Text map;              /* the folder of its documents, from that of the grootboek */
    Text manifest;         /* SHA-256 of the manifest of the concept */
    Text invoer, regels;   /* SHA-256 of all inputs, and of the INI */
    i64 boeking;           /* out: its number */
    char hash[SHA256_HEX]; /* out: of its zegel */
} Posting;

/* Begins the one transaction of a posting, making the schema when the file is new, and finds the
 * final numbers (or, extern, the kenmerken) of the facturen: run->books->numbers. False: a fault,
 * and nothing is written. */
bool grootboek_begin(Grootboek *grootboek, Run *run, Posting *posting);

/* Writes the boeking and its zegel. After it the caller commits or closes. False: a fault. */
bool grootboek_write(Arena *arena, Grootboek *grootboek, Run *run, Posting *posting);
bool grootboek_commit(Grootboek *grootboek);

/* The zegel over a boeking, whose regels are first … last, after the zegel before it: computed from
 * the rows as they are read back. Every regel that is read is handed to `take` as well (NULL: to
 * nobody), whether or not it should be there. False: the db has a fault. */
enum { NUMBER_REGEL, NUMBER_POST, NUMBER_FACTUUR, NUMBER_CORRECTIE, NUMBER_CENTS, REGEL_NUMBERS };
typedef void TakeRegelNumbers(void *context, const i64 numbers[REGEL_NUMBERS], bool foreign);
bool grootboek_hash(Db *db, i64 boeking, i64 first, i64 last, Text before, char hex[SHA256_HEX],
                    TakeRegelNumbers *take, void *context);

/* A link of the chain of numbers that the financial system gave (nummers.c): `boeking` is the last
 * one when it was recorded, `before` the link before it, zeros before the first. */
void nummer_link(Text before, Text kenmerk, Text nummer, i64 boeking, char hex[SHA256_HEX]);

#endif
