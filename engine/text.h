/* Text that carries its length: a slice of a file or of an arena, not ended by a zero, never owned.
 */
#ifndef VERREKEN_ENGINE_TEXT_H
#define VERREKEN_ENGINE_TEXT_H

#include "engine/base.h"

#include <string.h>

typedef struct Text {
    const char *at;
    size_t length; /* bytes */
} Text;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})

Text text_of(const char *zero_ended); /* NULL gives the empty text */
Text text_copy(Arena *arena, Text text);
char *text_zero_ended(Arena *arena, Text text);
Text text_slice(Text text, size_t from, size_t to);

/* Without blanks, tabs and no-break spaces (U+00A0) at both ends. */
Text text_trim_blanks(Text text);
static inline Text text_trim(Text text)
{
    bool none = text.length && text.at[0] > ' ' && text.at[text.length - 1] > ' ' &&
                text.at[0] < 0x7F && text.at[text.length - 1] < 0x7F;
    return none ? text : text_trim_blanks(text);
}

/* The bytes of a text of at most 8 as one number, zeros where it has none. */
static inline u64 text_word(Text text)
{
    size_t n = text.length;
    u32 head, tail;
    if (n < 4) {
        if (!n) return 0;
        return (u64)(u8)text.at[0] | (u64)(u8)text.at[n / 2] << n / 2 * 8 |
               (u64)(u8)text.at[n - 1] << (n - 1) * 8;
    }
    memcpy(&head, text.at, 4);
    memcpy(&tail, text.at + n - 4, 4);
    return head | (u64)tail << (n - 4) * 8;
}

/* Each bit of it hangs on every bit of `word`; different words give different numbers. */
static inline u64 scattered(u64 word)
{
    word *= 0xFF51AFD7ED558CCDu;
    word = (word ^ word >> 32) * 0xC4CEB9FE1A85EC53u;
    return word ^ word >> 29;
}

static inline bool text_equal(Text a, Text b)
{
    if (a.length != b.length) return false;
    return a.length <= 8 ? text_word(a) == text_word(b) : !memcmp(a.at, b.at, a.length);
}
bool text_equal_nocase(Text a, Text b); /* ASCII letters alone */
int text_compare(Text a, Text b);       /* bytewise, the shorter first when it begins the other */
bool text_starts(Text text, Text prefix);

static inline u64 text_hash(Text text)
{
    u64 hash = 0x9E3779B97F4A7C15u ^ text.length, word;
    for (; text.length > 8; text.at += 8, text.length -= 8) {
        memcpy(&word, text.at, 8);
        hash = scattered(hash ^ word);
    }
    return scattered(hash ^ text_word(text));
}

/* Where `byte` first stands at or after `from`, or text.length. */
size_t text_find(Text text, char byte, size_t from);

/* How often `byte` occurs. */
size_t text_count(Text text, char byte);

/* The Levenshtein distance of two short texts, case ignored; 99 when one is over 40 bytes. */
int text_distance(Text a, Text b);

/* The number of characters (code points) in well-formed UTF-8. */
size_t text_characters(Text text);

/* The offset of the first byte that is not well-formed UTF-8, or text.length. */
size_t text_utf8_fault(Text text);

/* The characters of well-formed UTF-8 that its first `most` bytes hold whole; and the same with …
 * behind it where that is not the whole text. */
Text text_head(Text text, size_t most);
Text text_shortened(Arena *arena, Text text, size_t most);

/* An identifier of SPEC §3: [0-9A-Za-z][0-9A-Za-z._/-]{0,31}. */
bool text_is_identifier(Text text);

enum { IDENTIFIER_MOST = 32 }; /* bytes */

/* 1 to IDENTIFIER_BYTES for a byte that may stand in an identifier, 0 for others. */
enum { IDENTIFIER_BYTES = 66 };
extern const u8 identifier_bytes[256];

static inline bool is_identifier_byte(char byte)
{
    return identifier_bytes[(u8)byte] != 0;
}

/* The identifier that begins at `at`, up to the first byte that is not of one. */
Text text_identifier_at(Text text, size_t at);

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

/* The text as it may be shown on one line of a terminal: a blank for each control character and
 * each mark of direction, which would change how the rest of it shows. */
Text text_shown(Arena *arena, Text text);

/* The parts joined. */
Text text_join(Arena *arena, const Text *parts, size_t count);
#define JOIN(arena, ...) \
    text_join((arena), (Text[]){__VA_ARGS__}, COUNT_OF(((Text[]){__VA_ARGS__})))

#endif
