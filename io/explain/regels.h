/* What the text and the answer of verreken regels share. */
#ifndef VERREKEN_IO_EXPLAIN_REGELS_H
#define VERREKEN_IO_EXPLAIN_REGELS_H

#include "engine/run.h"
#include "io/answer/answer.h"

/* The pool with the most to divide under a version of a rule; SIZE_MAX: there is none. */
size_t largest_pool(const Run *run, const RuleVersion *version);

/* Whether a contract has the rule. */
bool rule_is_used(const Run *run, size_t rule);

/* The sentences and examples as data (regels_answer.c). */
void answer_regels(Json *json, Arena *arena, const Run *run);

#endif
