/* The language of what is said to people on the terminal: English, or Dutch.
 *
 * TR("English text") is that text in the language in force, from messages.def, the one list of all
 * that is said but the faults (faults.def) and the usage (io/usage.def). What is written to a file
 * never comes from here.
 */
#ifndef VERREKEN_ENGINE_TAAL_H
#define VERREKEN_ENGINE_TAAL_H

#include "engine/text.h"

typedef enum Taal { TAAL_EN, TAAL_NL } Taal;

/* Before any thread begins. */
void taal_set(Taal taal);
Taal taal_in_force(void);

/* The text in the language in force; the English one when messages.def does not have it. */
Text taal_text(const char *english);
#define TR(english) taal_text("" english)

/* `format` with the arguments in the place of %1, %2 … */
Text text_fill(Arena *arena, Text format, const Text *arguments, size_t count);
#define FILL(arena, format, ...) \
    text_fill((arena), (format), (Text[]){__VA_ARGS__}, COUNT_OF(((Text[]){__VA_ARGS__})))

#endif
