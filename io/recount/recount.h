/* The second calculation over the tables that a settlement wrote (SPEC §6 to §9), for `verify`.
 *
 * It shares no code with engine/ and rules/, nor with the rest of io/: libc and GMP alone. It opens
 * no file; whoever calls it hands it the bytes. Five files are written to be read from top to
 * bottom by an auditor; recount_tables.c cuts the tables into rows and cells for them.
 *
 *   recount.c          who bears what: pools, weights, shares
 *   recount_cents.c    how shares become cents
 *   recount_owed.c     who pays whom: posities, facturen, stromen
 *   recount_pairs.c    facturen against posities
 *   recount_regels.c   the lines of facturen; grensverkeer and controles by themselves
 *
 * What is not redone, because the tables do not hold what it follows from: the input and the
 * counting itself; how te_verdelen goes over several lagen (the cents of a laag are the sum of its
 * rows); amounts of apart, voorgefinancierd and eerder_geboekt; the rates of btw; whether a row of
 * controles is missing.
 *
 * The plafond is not in the tables either: any that explains the shares is accepted, and
 * RecountResult says how often. A laag of two partijen has a plafond that explains any share of
 * half or more which is below its weight.
 *
 * Which afronding is in force and who has an opvolger on the factuurdatum is in no table, and is
 * told beside them (manifest.json has it): what is told is taken as true. Without it, shares are
 * not compared with cents, nor facturen with posities. */
#ifndef VERREKEN_IO_RECOUNT_RECOUNT_H
#define VERREKEN_IO_RECOUNT_RECOUNT_H

#include <stdbool.h>
#include <stddef.h>

/* One table as it was written. Its bytes outlive the call. Of other names than those of SPEC §8
 * nothing is looked at; what needs a table that is not given is passed over. */
typedef struct RecountTable {
    const char *name; /* "verdeling.csv" */
    const char *bytes;
    size_t count;
} RecountTable;

/* A partij of posities that is another one on facturen (SPEC §4, opvolger): codes, zero-ended. */
typedef struct RecountOpvolger {
    const char *partij, *door;
} RecountOpvolger;

/* The afronding of the lagen of a contract in a tijdvak, when it is not largest remainder in cents
 * (SPEC §6, §12): codes, zero-ended. */
typedef struct RecountAfronding {
    const char *contract, *tijdvak;
    const char *sluitpost; /* a partij; "": largest remainder in whole units of `eenheid` cents */
    long eenheid;          /* above 0 */
} RecountAfronding;

typedef struct RecountTold {
    const RecountOpvolger *opvolgers; /* by partij, bytewise */
    size_t opvolger_count;
    const RecountAfronding *afrondingen; /* by contract, then tijdvak, bytewise */
    size_t afronding_count;
} RecountTold;

typedef struct RecountInput {
    const RecountTable *tables;
    size_t count;
    const RecountTold *told; /* NULL: it is not known */
} RecountInput;

/* Tells one thing that does not hold: the table, the line where its row begins (0: the table as a
 * whole), and what the row says and what the second calculation says. */
typedef void RecountTell(void *context, const char *table, unsigned long line, const char *what);

/* The same format of printf() in the language of whoever reads: its conversions are those of
 * `english`, in that order. */
typedef const char *RecountWords(const char *english);

typedef struct RecountResult {
    bool readable;            /* every table given has the form of SPEC §8 */
    bool out_of_memory;       /* the rest means nothing; where GMP finds none, the program ends */
    unsigned long statements; /* that were redone */
    unsigned long failed;     /* that were told */
    unsigned long by_weight, by_plafond; /* lagen whose shares have been explained, by what */
    unsigned long pairs;                 /* of crediteur and debiteur that agree */
} RecountResult;

/* Redoes every sum, share, rounding, position and factuur of the tables. A table that is not of the
 * form of SPEC §8 (columns, numbers, order, keys) is told, and nothing is calculated with it.
 * `words`: NULL for English. */
RecountResult recount(const RecountInput *input, RecountWords *words, RecountTell *tell,
                      void *context);

#endif
