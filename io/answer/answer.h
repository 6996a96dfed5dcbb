/* What a command answers to a program: with --json one JSON document on stdout, and nothing else.
 *
 *   {
 *     "verreken": "0.1.0", "command": "check", "status": 1, "errors": 1, "warnings": 0,
 *     "faults": [{"id", "severity", "file", "line", "column", "field", "text"}],
 *     "messages": [{"about", "text"}],
 *     "result": {…}                            null when there is none
 *   }
 *
 * A command says what it found in one of two ways:
 *
 *   Json *json = answer_json();
 *   if (json) json_text_of(json, "naam", naam);      a member of "result"
 *   else sys_print(1, text);
 *
 * Its faults (tell_faults) and messages (say) are in the document by themselves, and stay on
 * stderr. The document is printed when the command has ended, also when it failed: always one.
 * tests/json/answer.schema.json says what it holds. One thread alone may call this.
 */
#ifndef VERREKEN_IO_ANSWER_ANSWER_H
#define VERREKEN_IO_ANSWER_ANSWER_H

#include "engine/settings.h"
#include "io/write/json.h"

/* From here on the answer is JSON. */
void answer_begin(void);

/* The command that answers; `name` stays where it is. */
void answer_command(const char *name);

/* Where its results go, as members of one object; NULL: they are printed as text. */
Json *answer_json(void);

/* Prints text for people on stdout; nothing when the answer is JSON. */
void answer_print(Text text);

/* The faults of a report, all that are kept, with their places. Nothing without --json. */
void answer_faults(const Batch *batch);

/* A fault that has no id, at a line and column of a file that is no input table. */
void answer_fault(Text file, u64 line, u64 column, Text text);

/* What is told of something (a path, a command; empty: of the command line). */
void answer_message(Text about, Text text);

/* Prints the document; nothing when it was printed, or the answer is text. */
void answer_end(int status);

/* The same without memory, and without what was found so far. `text`: ASCII without quotes. */
void answer_end_in_emergency(int status, Text text);

/* --- what results share ----------------------------------------------------------------------- */

void json_day(Json *json, const char *name, Day day); /* null: an open end */
/* {"eerste", "laatste"}, as in manifest.json. */
void json_interval(Json *json, const char *name, Interval days);

#endif
