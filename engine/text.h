/* Text that carries its length: a slice of a file or of an arena, not ended by a zero, never owned.
 */
#ifndef VERREKEN_ENGINE_TEXT_H
#define VERREKEN_ENGINE_TEXT_H

#include "engine/base.h"

typedef struct Text {
    const char *at;
    size_t length; /* bytes */
} Text;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})

Text text_of(const char *zero_ended); /* NULL gives the empty text */
Text text_copy(Arena *arena, Text text);
char *text_zero_ended(Arena *arena, Text text);
Text text_slice(Text text, size_t from, size_t to);
Text text_trim(Text text); /* without blanks, tabs and no-break spaces (U+00A0) at both ends */

bool text_equal(Text a, Text b);
bool text_equal_nocase(Text a, Text b); /* ASCII letters alone */
int text_compare(Text a, Text b);       /* bytewise, the shorter first when it begins the other */
bool text_starts(Text text, Text prefix);
u64 text_hash(Text text);

/* Where `byte` first stands at or after `from`, or text.length. */
size_t text_find(Text text, char byte, size_t from);

/* The Levenshtein distance of two short texts, case ignored; 99 when one is over 40 bytes. */
int text_distance(Text a, Text b);

/* The number of characters (code points) in well-formed UTF-8. */
size_t text_characters(Text text);

/* The offset of the first byte that is not well-formed UTF-8, or text.length. */
size_t text_utf8_fault(Text text);

/* An identifier of SPEC §3: [0-9A-Za-z][0-9A-Za-z._/-]{0,31}. */
bool text_is_identifier(Text text);

/* Text that grows in an arena: for messages and labels, not for the tables that are written. */
typedef struct TextBuilder {
    Arena *arena;
    char *items;
    size_t count, capacity;
} TextBuilder;

void build_text(TextBuilder *builder, Text text);
void build_char(TextBuilder *builder, char byte);
void build_integer(TextBuilder *builder, i128 number);
void build_padded(TextBuilder *builder, u64 number, int digits); /* with zeros before it */
Text built(const TextBuilder *builder);

Text text_integer(Arena *arena, i128 number);

/* The parts joined. */
Text text_join(Arena *arena, const Text *parts, size_t count);
#define JOIN(arena, ...) \
    text_join((arena), (Text[]){__VA_ARGS__}, COUNT_OF(((Text[]){__VA_ARGS__})))

#endif
