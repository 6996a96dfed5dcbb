/* What the commands answer to a program, as members of "result" (answer.h). Names: English for the
 * machinery, those of the tables for what they hold; amounts as texts in euro, days as texts.
 */
#ifndef VERREKEN_IO_ANSWER_RESULTS_H
#define VERREKEN_IO_ANSWER_RESULTS_H

#include "io/answer/answer.h"
#include "io/write/output.h"
#include "io/write/voorschot.h"

/* check: what each table holds; when it is not ok, what is known of it. */
void answer_check(Json *json, const Run *run, bool ok);

/* run: per partij, totals, controls, files of `folder`. */
void answer_run(Json *json, const Output *output, const char *folder);

/* voorschot: every term. */
void answer_voorschotten(Json *json, const Run *run, const Voorschotten *list, const char *folder);

/* help rules. */
void answer_rules(Json *json);

/* {"id", "naam", "periode", "verrekend", "factuurdatum"}, as in manifest.json. */
void answer_afrekening(Json *json, const Settings *settings);

#endif
