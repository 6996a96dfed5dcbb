/* The rules of a settlement in plain Dutch sentences, each with what it rests on: an article of
 * law, or the agreement as a section of settlement.ini. */
#ifndef VERREKEN_IO_DOCUMENTS_REGELS_IN_WOORDEN_H
#define VERREKEN_IO_DOCUMENTS_REGELS_IN_WOORDEN_H

#include "engine/run.h"

typedef struct RuleSentence {
    Text about;    /* a word or two: Methode, Woonplaats, Drempel */
    Text sentence; /* a sentence or some */
    Text basis;    /* Jeugdwet, artikel 1.1; afspraak: regel prodeba */
} RuleSentence;

typedef struct RuleSentences {
    RuleSentence *items;
    size_t count, capacity;
} RuleSentences;

/* What holds for the settlement as a whole. */
void settlement_in_words(Arena *arena, const Run *run, RuleSentences *out);

/* A version of a rule, as it is in the settled tijdvakken in which it is in force; what changes in
 * its lagen and groepen meanwhile is told with its date. Nothing when it is in force in none. */
void rule_in_words(Arena *arena, const Run *run, const Rule *rule, const RuleVersion *version,
                   RuleSentences *out);

#endif
