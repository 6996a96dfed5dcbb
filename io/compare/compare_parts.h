/* What the files of compare share: terms as texts, and how one scenario is held against the first.
 */
#ifndef VERREKEN_IO_COMPARE_COMPARE_PARTS_H
#define VERREKEN_IO_COMPARE_COMPARE_PARTS_H

#include "io/compare/compare.h"

/* --- terms as texts (terms_text.c) ------------------------------------------------------------ */

/* One key of what is agreed, with the value that it has, given or not. */
typedef struct TermFact {
    Text laag; /* "-" of the one laag of a rule; empty: of the rule */
    Text key, value;
} TermFact;

typedef struct TermFacts {
    TermFact *items;
    size_t count, capacity;
} TermFacts;

/* What is agreed in one tijdvak of a rule, which some contract has in that tijdvak. */
TermFacts terms_facts(Arena *arena, const Run *run, u32 rule, const Terms *terms);

/* What [afrekening] says that an amount can hang on. */
TermFacts settings_facts(Arena *arena, const Run *run);

/* A key whose value is not the same; one that is not there is `-`. */
typedef struct FactDifference {
    Text laag, key, first, here;
} FactDifference;
typedef struct FactDifferences {
    FactDifference *items;
    size_t count, capacity;
} FactDifferences;
FactDifferences facts_differ(Arena *arena, const TermFacts *first, const TermFacts *here);

/* Whether both runs, of the same tables, count the same pupils for the same partijen. */
bool counts_alike(const Run *first, const Run *here);

/* --- sums of one run (amounts.c) -------------------------------------------------------------- */

/* Adds the codes of the run to those of the comparison; the numbers that its rows have there. */
Numbers add_codes(Comparison *comparison, const Run *run, bool shares);

void add_sums(Comparison *comparison, Computed *computed, const Run *run, const Numbers *numbers);

/* The pupils that a laag counted for a partij of its run; one may stand there more often. */
typedef struct Pupils {
    const u32 *leerlingen;
    size_t count;
} Pupils;
Pupils pupils_of(const PoolLaag *laag, u32 partij);

/* --- held against the first (difference.c, why.c) --------------------------------------------- */

/* What differs between the first and another: contracten, scholen, params, reasons, contributions.
 */
void find_differences(Comparison *comparison, Computed *computed, const Run *first, const Run *here,
                      const Numbers *numbers);

/* Rows of the reasons for what was paid beforehand and is not settled (payments.c).
 * `reason_of_contract`: indexes in Computed.reasons. */
void find_payments(Comparison *comparison, Computed *computed, const Run *first, const Run *here,
                   const Numbers *numbers, const u32 *reason_of_contract);

/* How near partijen are to drempel and plafond, and what one pupil does (sensitivity.c). */
void find_sensitivities(Comparison *comparison, Computed *computed, const Run *run,
                        const Numbers *numbers);

#endif
