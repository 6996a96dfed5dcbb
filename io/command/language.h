/* The language of what is said on the terminal. No locale is set: what is written does not change.
 */
#ifndef VERREKEN_IO_COMMAND_LANGUAGE_H
#define VERREKEN_IO_COMMAND_LANGUAGE_H

#include "engine/taal.h"

/* Sets the language: that of a --taal among the arguments, else of the first of LANGUAGE (a list
 * with colons), LC_ALL, LC_MESSAGES and LANG that is not empty; Dutch when it says nl, else
 * English. A --taal that is wrong is left to language_take(). */
void language_begin(int argc, char **argv);

/* Sets the language that --taal names; false: it is none. */
bool language_take(const char *name);

#endif
