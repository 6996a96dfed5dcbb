/* What the written tables say: read back in blocks side by side, added up over the rows that stand
 * together, and told in the order of the file whatever the number of threads. */
#ifndef VERREKEN_IO_CONTROL_READBACK_H
#define VERREKEN_IO_CONTROL_READBACK_H

#include "engine/fraction_sum.h"
#include "engine/run.h"

/* Rows next to each other with one key: what each table adds up, below. In cents. An amount is
 * below 10^18 or UNREADABLE, so that sums of 10^16 rows fit in 127 bits. */
typedef struct KeySums {
    Text key;
    i128 a, b, c;
} KeySums;

typedef struct KeySumsList {
    KeySums *items;
    size_t count, capacity;
} KeySumsList;

/* Rows next to each other of one laag, with one total; or of one school of grensverkeer. */
typedef struct KeyFractions {
    Text key, total;
    FractionSum sum;
} KeyFractions;

/* What one partij owes another; NONE: no partij. */
typedef struct PairAmount {
    u32 to, from;
    i64 cents; /* or PAIR_UNREADABLE */
} PairAmount;

typedef struct PairAmounts {
    PairAmount *items;
    size_t count, capacity;
} PairAmounts;

/* An amount that is none: beyond all sums of those that are. */
#define UNREADABLE ((i128)1000000000000000000 * 1000)
#define PAIR_UNREADABLE INT64_MIN

/* What one block of a table says:
 *
 *                  keys                         contracts       fractions  owed       flows
 *   pools          pool: a kosten, b the rest   a kosten
 *   gewichten                                                   laag
 *   verdeling      pool: a bedrag               a bedrag        laag
 *   posities                                    a aandeel, b netto,        yes
 *                                               c what is taken off
 *   stromen                                                                           bedrag
 *   facturen       nummer: a te_betalen,                                   yes        te_betalen
 *                  b what it is made of
 *   factuurregels  nummer: a bedrag
 *   grensverkeer                                                school
 *
 * owed: before btw, to the crediteur; in posities after opvolger on the factuurdatum. */
typedef struct Found {
    KeySumsList keys, contracts;
    LIST(KeyFractions) fractions;
    PairAmounts owed, flows;
    const char *reason; /* the block could not be read */
} Found;

typedef enum WrittenTable {
    WRITTEN_POOLS,
    WRITTEN_GEWICHTEN,
    WRITTEN_VERDELING,
    WRITTEN_POSITIES,
    WRITTEN_STROMEN,
    WRITTEN_FACTUREN,
    WRITTEN_FACTUURREGELS,
    WRITTEN_GRENSVERKEER,
    WRITTEN_COUNT,
} WrittenTable;

/* The blocks of one table, in the order of the file. */
typedef struct FoundTable {
    Found *blocks;
    size_t count;
} FoundTable;

typedef struct Readback {
    FoundTable tables[WRITTEN_COUNT];
    Arena *memory; /* by worker: what the lists and their texts stand in */
    unsigned workers;
} Readback;

/* Reads all tables in `folder` back. False: one could not be read, and why. */
bool readback(Arena *arena, const Run *run, Text folder, u64 block_bytes, Readback *found,
              const char **reason);
void readback_end(Readback *found);

#endif
