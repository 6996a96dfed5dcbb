/* Settlements of the same data under other rules, beside each other.
 *
 * Scenarios are computed one by one; of the first the amounts of every pool are kept, of each other
 * only what differs from it. Partijen, scholen and contracten have one number each for all
 * scenarios, also when their tables differ.
 */
#ifndef VERREKEN_IO_COMPARE_COMPARE_H
#define VERREKEN_IO_COMPARE_COMPARE_H

#include "engine/run.h"
#include "io/compare/scenarios.h"
#include "io/pipe.h"

/* Codes with one number for all scenarios: those of the first, then what others have beside. */
typedef struct Codes {
    Symbols symbols;
    Text *names; /* by number */
    u8 *soorten; /* of partijen: PartijSoort */
    size_t room;
} Codes;

/* By number of a run's batch, its number here; NULL: the same. */
typedef struct Numbers {
    const u32 *partijen, *scholen, *contracten;
} Numbers;

static inline u32 number_of(const u32 *numbers, u32 row)
{
    return row == NONE || !numbers ? row : numbers[row];
}

/* What is added up of a partij; the names are those of vergelijking.csv. */
#define MEASURES(MEASURE)     \
    MEASURE(aandeel)          \
    MEASURE(voorgefinancierd) \
    MEASURE(niet_verrekend)   \
    MEASURE(netto)            \
    MEASURE(stroom)

typedef enum Measure {
#define MEASURE(name) MEASURE_##name,
    MEASURES(MEASURE)
#undef MEASURE
        MEASURE_COUNT
} Measure;
extern const char *const measure_names[MEASURE_COUNT];

typedef struct PartijSums {
    i64 cents[MEASURE_COUNT];
} PartijSums;

typedef struct CostTotals {
    i128 kosten, bijdragen, boven_maximum, te_verdelen;
} CostTotals;

/* What a partij bears of a contract or a school, where that differs. */
typedef struct AmountRow {
    u32 of; /* the contract or school; NONE: of pools without a school */
    u32 partij;
    i64 first, here;
} AmountRow;

/* A key that is not the same in both. */
typedef struct ParamRow {
    Text regel; /* OLD, or OLD → NEW; empty: of [afrekening] */
    Text laag;  /* "-" or empty: of the rule */
    Text key, first, here;
    Text from, to;   /* labels of the tijdvakken in which it is so */
    Text tijdvakken; /* FROM..TO, or the one that there is */
    u32 contracten;
} ParamRow;

/* What makes pools differ: an index in Computed.reasons. How much of the difference of a partij it
 * carries, and where. */
typedef struct ReasonRow {
    Measure
        measure; /* aandeel; of what was paid or is not settled there is no place but contracten */
    u32 reason, partij;
    i64 first, cents; /* what it bears there in the first, and the difference */
    u32 contracten, scholen, pools;
    u32 leerlingen; /* NONE: pupils are not counted there */
} ReasonRow;

/* One pool, and what it adds to the difference of a partij. */
typedef struct Contribution {
    u32 partij, rank, contract, school, reason;
    Text tijdvak; /* its label; of several that differ: first … last */
    i64 first, here;
    u32 leerlingen; /* NONE: pupils are not counted there */
} Contribution;

enum { CONTRIBUTIONS_MOST = 10 }; /* of a partij */

/* How much of the difference of a partij the contributions that are listed make. */
typedef struct Covered {
    u32 partij;
    i64 whole, listed;
} Covered;

typedef enum SensitivityKind { NEAR_DREMPEL, NEAR_PLAFOND, ONE_MORE, ONE_LESS } SensitivityKind;

/* How near a partij is to a drempel or plafond in a pool, and what one pupil does. */
typedef struct Sensitivity {
    SensitivityKind kind;
    u32 partij, rank, contract, school;
    Text tijdvak, laag;
    bool leerlingen;      /* NEAR_DREMPEL: in leerlingen, else in eenheden */
    i128 have, least, of; /* NEAR_DREMPEL, NEAR_PLAFOND: fractions have/of and least/least_of */
    i128 least_of;
    i64 first, here; /* ONE_MORE, ONE_LESS: cents of the laag */
} Sensitivity;

/* A scenario as it was computed. */
typedef struct Computed {
    const Scenario *scenario;
    bool shares; /* read the tables that the first read */
    CostTotals cost;
    PartijSums *partijen; /* by number, of partij_count */
    size_t partij_count;
    i128 shifted; /* Σ of what partijen bear more than in the first */
    i128 moved;   /* Σ of what they bear more or less in each pool, signs apart */
    LIST(AmountRow) contracten, scholen;
    LIST(ParamRow) params;
    LIST(Text) reasons;
    LIST(ReasonRow) reason_rows;
    LIST(Contribution) contributions;
    LIST(Covered) covered;
    LIST(Sensitivity) sensitivities;
} Computed;

typedef struct Comparison {
    Arena *arena;
    const Scenarios *scenarios;
    Codes partijen, scholen, contracten;
    Text naam; /* of the first settlement */
    Interval periode;
    i64 onderdruk;   /* a count of pupils below it is not for others to see */
    Computed *items; /* one for each scenario, in their order */
    size_t count;
    const u32 *shown; /* the partijen that bear or pay anything, in bytewise order of their codes */
    size_t shown_count;
    const u8 *soorten; /* of these, upwards */
    size_t soort_count;
} Comparison;

/* What a partij, measure and scenario come to; 0 when the scenario has not the partij. */
static inline i64 amount_of(const Computed *c, u32 partij, Measure measure)
{
    return partij < c->partij_count ? c->partijen[partij].cents[measure] : 0;
}

/* Computes all scenarios; EXIT_DONE, or the status after a fault that was told. */
int compare_scenarios(Arena *arena, const Options *options, Comparison *comparison);

/* Hundredths of a percent that `difference` is of `first`; false: of nothing. */
bool percent_of(i128 difference, i128 first, i128 *hundredths);

#endif
