/* The language of what is said to people on the terminal: English, or Dutch.
 *
 * TR("English text") is that text in the language in force, from messages.def, the one list of all
 * that is said but the faults (faults.def) and the usage (io/command/usage.def). What is written to
 * a file never comes from here.
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

/* The same, ended by a zero. */
const char *taal_chars(const char *english);

/* An English text that goes to taal_text() or words_of() later. */
#define SAID(english) "" english

/* What is said, in both languages: for what is told in the one in force and written in Dutch. */
typedef struct Words {
    Text in[2]; /* by Taal */
} Words;

/* WORDS("English text") is that text in both languages. */
Words words_of(const char *english);
#define WORDS(english) words_of("" english)

/* What is not translated: a code, a number, a text of the input. */
Words words_same(Text text);
Words words_itself(Words words);
#define AS_WORDS(argument) _Generic((argument), Text : words_same, Words : words_itself)(argument)

/* AS_WORDS of each of up to five arguments. */
#define EACH_AS_WORDS(...)                                                                \
    PICK_SIXTH(__VA_ARGS__, AS_WORDS_5, AS_WORDS_4, AS_WORDS_3, AS_WORDS_2, AS_WORDS_1, ) \
    (__VA_ARGS__)
#define PICK_SIXTH(a, b, c, d, e, sixth, ...) sixth
#define AS_WORDS_1(a) AS_WORDS(a)
#define AS_WORDS_2(a, ...) AS_WORDS(a), AS_WORDS_1(__VA_ARGS__)
#define AS_WORDS_3(a, ...) AS_WORDS(a), AS_WORDS_2(__VA_ARGS__)
#define AS_WORDS_4(a, ...) AS_WORDS(a), AS_WORDS_3(__VA_ARGS__)
#define AS_WORDS_5(a, ...) AS_WORDS(a), AS_WORDS_4(__VA_ARGS__)

/* `format` with the arguments in the place of %1, %2 … */
Text text_fill(Arena *arena, Text format, const Text *arguments, size_t count);
#define FILL(arena, format, ...) \
    text_fill((arena), (format), (Text[]){__VA_ARGS__}, COUNT_OF(((Text[]){__VA_ARGS__})))

/* The same in both languages; an argument is a Text or Words. */
Words words_fill(Arena *arena, Words format, const Words *arguments, size_t count);
#define WORDS_FILL(arena, format, ...)                                   \
    words_fill((arena), (format), (Words[]){EACH_AS_WORDS(__VA_ARGS__)}, \
               COUNT_OF(((Words[]){EACH_AS_WORDS(__VA_ARGS__)})))

#endif
