/* Slices of text: comparing, hashing, building. In: bytes with a length; out: slices of them or of
 * an arena. Holds always: nothing reads past a length; no locale takes part. */
#include "engine/text.h"

#include <string.h>

Text text_of(const char *zero_ended)
{
    return zero_ended ? (Text){zero_ended, strlen(zero_ended)} : (Text){"", 0};
}

char *text_zero_ended(Arena *arena, Text text)
{
    char *copy = NEW(arena, char, text.length + 1);
    if (text.length) memcpy(copy, text.at, text.length);
    return copy;
}

Text text_copy(Arena *arena, Text text)
{
    return (Text){text_zero_ended(arena, text), text.length};
}

Text text_slice(Text text, size_t from, size_t to)
{
    ASSERT(from <= to);
    ASSERT(to <= text.length);
    return (Text){text.at + from, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

Text text_trim_blanks(Text t)
{
    for (;;) {
        if (t.length && is_blank(t.at[0])) {
            t.at++, t.length--;
        } else if (t.length >= 2 && !memcmp(t.at, "\xC2\xA0", 2)) {
            t.at += 2, t.length -= 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (t.length && is_blank(t.at[t.length - 1])) {
            t.length--;
        } else if (t.length >= 2 && !memcmp(t.at + t.length - 2, "\xC2\xA0", 2)) {
            t.length -= 2;
        } else {
            return t;
        }
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool text_equal_nocase(Text a, Text b)
{
    if (a.length != b.length) return false;
    for (size_t i = 0; i < a.length; i++)
        if (lower(a.at[i]) != lower(b.at[i])) return false;
    return true;
}

int text_compare(Text a, Text b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.at, b.at, shared) : 0;
    if (order) return order;
    return (a.length > b.length) - (a.length < b.length);
}

bool text_starts(Text text, Text prefix)
{
    return text.length >= prefix.length &&
           (prefix.length == 0 || !memcmp(text.at, prefix.at, prefix.length));
}

size_t text_find(Text text, char byte, size_t from)
{
    if (from >= text.length) return text.length;
    const char *found = memchr(text.at + from, byte, text.length - from);
    return found ? (size_t)(found - text.at) : text.length;
}

size_t text_count(Text text, char byte)
{
    enum { BLOCK = 128 }; /* of which a count fits in a byte */
    size_t count = 0, i = 0;
    for (; text.length - i >= BLOCK; i += BLOCK) {
        u8 found = 0;
        for (size_t j = 0; j < BLOCK; j++)
            found = (u8)(found + (text.at[i + j] == byte));
        count += found;
    }
    for (; i < text.length; i++)
        count += text.at[i] == byte;
    return count;
}

int text_distance(Text a, Text b)
{
    enum { LONGEST = 40 };
    if (a.length > LONGEST || b.length > LONGEST) return 99;
    int row[LONGEST + 1];
    for (size_t j = 0; j <= b.length; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a.length; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= b.length; j++) {
            int above = row[j];
            int best = diagonal + (lower(a.at[i - 1]) != lower(b.at[j - 1]));
            if (above + 1 < best) best = above + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
            diagonal = above;
        }
    }
    return row[b.length];
}

size_t text_characters(Text text)
{
    size_t characters = 0;
    for (size_t i = 0; i < text.length; i++)
        characters += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return characters;
}

/* The length of the well-formed sequence at p (Unicode table 3-7), or 0. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];
    size_t length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
    if (length == 0 || length > left) return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F)) return 0;
    if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F)) return 0;
    return length;
}

static bool is_ascii(const unsigned char *eight)
{
    u64 word;
    memcpy(&word, eight, 8);
    return !(word & 0x8080808080808080u);
}

static bool is_ascii_block(const unsigned char *bytes)
{
    u64 words[8], any = 0;
    memcpy(words, bytes, sizeof words);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        any |= words[i];
    return !(any & 0x8080808080808080u);
}

size_t text_utf8_fault(Text text)
{
    const unsigned char *p = (const unsigned char *)text.at;
    size_t i = 0;
    while (i < text.length) {
        size_t left = text.length - i;
        size_t length = left >= 64 && is_ascii_block(p + i) ? 64
                        : left >= 8 && is_ascii(p + i)      ? 8
                                                            : utf8_length(p + i, left);
        if (!length) return i;
        i += length;
    }
    return i;
}

Text text_head(Text text, size_t most)
{
    Text head = text_slice(text, 0, text.length < most ? text.length : most);
    head.length = text_utf8_fault(head);
    return head;
}

Text text_shortened(Arena *arena, Text text, size_t most)
{
    Text head = text_head(text, most);
    return head.length < text.length ? JOIN(arena, head, TEXT("…")) : text;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

const u8 identifier_bytes[256] = {
    ['-'] = 1,  ['.'] = 2,  ['/'] = 3,  ['_'] = 4,  ['0'] = 5,  ['1'] = 6,  ['2'] = 7,  ['3'] = 8,
    ['4'] = 9,  ['5'] = 10, ['6'] = 11, ['7'] = 12, ['8'] = 13, ['9'] = 14, ['A'] = 15, ['B'] = 16,
    ['C'] = 17, ['D'] = 18, ['E'] = 19, ['F'] = 20, ['G'] = 21, ['H'] = 22, ['I'] = 23, ['J'] = 24,
    ['K'] = 25, ['L'] = 26, ['M'] = 27, ['N'] = 28, ['O'] = 29, ['P'] = 30, ['Q'] = 31, ['R'] = 32,
    ['S'] = 33, ['T'] = 34, ['U'] = 35, ['V'] = 36, ['W'] = 37, ['X'] = 38, ['Y'] = 39, ['Z'] = 40,
    ['a'] = 41, ['b'] = 42, ['c'] = 43, ['d'] = 44, ['e'] = 45, ['f'] = 46, ['g'] = 47, ['h'] = 48,
    ['i'] = 49, ['j'] = 50, ['k'] = 51, ['l'] = 52, ['m'] = 53, ['n'] = 54, ['o'] = 55, ['p'] = 56,
    ['q'] = 57, ['r'] = 58, ['s'] = 59, ['t'] = 60, ['u'] = 61, ['v'] = 62, ['w'] = 63, ['x'] = 64,
    ['y'] = 65, ['z'] = 66,
};

bool text_is_identifier(Text text)
{
    if (text.length < 1 || text.length > IDENTIFIER_MOST || !is_alphanumeric(text.at[0]))
        return false;
    for (size_t i = 1; i < text.length; i++)
        if (!is_identifier_byte(text.at[i])) return false;
    return true;
}

Text text_identifier_at(Text text, size_t at)
{
    size_t end = at;
    while (end < text.length && is_identifier_byte(text.at[end]))
        end++;
    return text_slice(text, at, end);
}

void build_text(TextBuilder *builder, Text text)
{
    builder->items = arena_grow(builder->arena, builder->items, &builder->capacity,
                                builder->count + text.length + 1, 1);
    if (text.length) memcpy(builder->items + builder->count, text.at, text.length);
    builder->count += text.length;
}

void build_char(TextBuilder *builder, char byte)
{
    build_text(builder, (Text){&byte, 1});
}

void build_integer(TextBuilder *builder, i128 number)
{
    char digits[48];
    size_t at = sizeof digits;
    u128 left = number < 0 ? -(u128)number : (u128)number;
    do {
        digits[--at] = (char)('0' + (int)(left % 10));
        left /= 10;
    } while (left);
    if (number < 0) digits[--at] = '-';
    build_text(builder, (Text){digits + at, sizeof digits - at});
}

void build_padded(TextBuilder *builder, u64 number, int digits)
{
    u64 power = 1;
    for (int i = 1; i < digits; i++)
        power *= 10;
    for (; power > 1 && number < power; power /= 10)
        build_char(builder, '0');
    build_integer(builder, (i128)number);
}

Text built(const TextBuilder *builder)
{
    return (Text){builder->items ? builder->items : "", builder->count};
}

Text text_integer(Arena *arena, i128 number)
{
    TextBuilder builder = {.arena = arena};
    build_integer(&builder, number);
    return built(&builder);
}

Text text_join(Arena *arena, const Text *parts, size_t count)
{
    TextBuilder builder = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        build_text(&builder, parts[i]);
    return built(&builder);
}

/* --- shown to people -------------------------------------------------------------------------- */

/* The bytes at `at` that would change how a terminal shows the line: controls and marks of
 * direction (U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069). 0: none. */
static size_t hidden_bytes(Text text, size_t at)
{
    unsigned char c = (unsigned char)text.at[at];
    if (c < 0x20 || c == 0x7F) return 1;
    if (at + 1 >= text.length) return 0;
    unsigned char next = (unsigned char)text.at[at + 1];
    if (c == 0xC2 && next < 0xA0) return 2;
    if (c != 0xE2 || (next != 0x80 && next != 0x81) || at + 2 >= text.length) return 0;
    unsigned char third = (unsigned char)text.at[at + 2];
    bool marks = next == 0x80 ? third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE)
                              : third >= 0xA6 && third <= 0xA9;
    return marks ? 3 : 0;
}

Text text_shown(Arena *arena, Text text)
{
    size_t at = 0;
    while (at < text.length && !hidden_bytes(text, at))
        at++;
    if (at == text.length) return text;
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++) {
        size_t hidden = hidden_bytes(text, i);
        build_char(&out, hidden ? ' ' : text.at[i]);
        if (hidden) i += hidden - 1;
    }
    return built(&out);
}
