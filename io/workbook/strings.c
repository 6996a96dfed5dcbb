/* The texts and the formats that cells share. In: two parts of a workbook; out: lists by number.
 * Holds always: what is said is left, not how it is pronounced (phonetic runs) or looks (fonts). */
#include "io/workbook/parts.h"

#include <stdlib.h>
#include <string.h>

/* --- texts ------------------------------------------------------------------------------------ */

static int hexadecimal(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/* The code of _xHHHH_ at `at`, or -1. */
static i32 escape_at(Text text, size_t at)
{
    enum { LENGTH = 7 };
    if (text.length - at < LENGTH || text.at[at + 1] != 'x' || text.at[at + LENGTH - 1] != '_')
        return -1;
    i32 code = 0;
    for (size_t i = at + 2; i < at + LENGTH - 1; i++) {
        int digit = hexadecimal(text.at[i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code;
}

static void build_utf8(TextBuilder *out, u32 code)
{
    if (code < 0x80) {
        build_char(out, (char)code);
    } else if (code < 0x800) {
        build_char(out, (char)(0xC0 | code >> 6));
        build_char(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        build_char(out, (char)(0xE0 | code >> 12));
        build_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        build_char(out, (char)(0x80 | (code & 0x3F)));
    } else {
        build_char(out, (char)(0xF0 | code >> 18));
        build_char(out, (char)(0x80 | (code >> 12 & 0x3F)));
        build_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        build_char(out, (char)(0x80 | (code & 0x3F)));
    }
}

/* Adds the escaped character at `at` and returns what follows; `at`: it is none that can be. */
static size_t take_escape(TextBuilder *out, Text text, size_t at)
{
    enum { LENGTH = 7, HIGH = 0xD800, LOW = 0xDC00, END = 0xE000 };
    i32 code = escape_at(text, at);
    if (code <= 0) return at;
    if (code < HIGH || code >= END) {
        build_utf8(out, (u32)code);
        return at + LENGTH;
    }
    i32 low = at + LENGTH < text.length && text.at[at + LENGTH] == '_'
                  ? escape_at(text, at + LENGTH)
                  : -1;
    if (code >= LOW || low < LOW || low >= END) return at;
    build_utf8(out, 0x10000 + ((u32)(code - HIGH) << 10) + (u32)(low - LOW));
    return at + 2 * LENGTH;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

Text stored_text(Arena *arena, Text text)
{
    bool plain = text_find(text, '_', 0) == text.length &&
                 text_find(text, '\n', 0) == text.length && text_find(text, '\r', 0) == text.length;
    if (plain) return text_copy(arena, text);
    TextBuilder out = {.arena = arena}, lines = {.arena = arena};
    for (size_t at = 0; at < text.length;) {
        size_t end = text.at[at] == '_' ? take_escape(&out, text, at) : at;
        if (end == at) build_char(&out, text.at[end++]);
        at = end;
    }
    text = built(&out);
    for (size_t at = 0; at < text.length; at++) {
        if (!is_break(text.at[at]))
            build_char(&lines, text.at[at]);
        else if (at == 0 || !is_break(text.at[at - 1]))
            build_char(&lines, ' ');
    }
    return built(&lines);
}

typedef struct StringReader {
    Arena *arena;
    Texts *strings;
    TextBuilder text;
    bool in_item, in_text, fault, stop;
    u32 phonetic; /* how many <rPh> are open */
} StringReader;

static void string_open(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    StringReader *r = context;
    const char *local = local_name(name);
    if (!strcmp(local, "si")) {
        r->in_item = true;
        r->text.count = 0;
    } else if (!strcmp(local, "rPh")) {
        r->phonetic++;
    } else if (!strcmp(local, "t")) {
        r->in_text = r->in_item && !r->phonetic;
    }
}

static void string_text(void *context, Text text)
{
    StringReader *r = context;
    if (r->in_text) build_text(&r->text, text);
}

static void string_close(void *context, const char *name)
{
    StringReader *r = context;
    const char *local = local_name(name);
    if (!strcmp(local, "si")) {
        *PUSH(r->arena, r->strings) = stored_text(r->arena, built(&r->text));
        r->in_item = false;
    } else if (!strcmp(local, "rPh")) {
        r->phonetic--;
    } else if (!strcmp(local, "t")) {
        r->in_text = false;
    }
}

/* --- formats ---------------------------------------------------------------------------------- */

typedef struct StyleReader {
    Arena *arena;
    WorkbookParts *parts;
    bool in_cells, in_fonts, fault, stop;
} StyleReader;

static u32 number_in(const char *text)
{
    return text ? (u32)strtoul(text, NULL, 10) : 0;
}

static NumberFormat format_with_id(const WorkbookParts *parts, u32 id)
{
    for (size_t i = 0; i < parts->ids.count; i++)
        if (parts->ids.items[i] == id) return parts->codes.items[i];
    return builtin_format(id);
}

/* What stands in the list of fonts: a font, or what it is like. */
static void take_font(StyleReader *r, const char *local, const char *const *attributes)
{
    Fonts *fonts = &r->parts->fonts;
    if (!strcmp(local, "font")) *PUSH(r->arena, fonts) = false;
    if (strcmp(local, "strike") || !fonts->count) return;
    const char *value = attribute_named(attributes, "val");
    fonts->items[fonts->count - 1] = !value || is_true(value);
}

static void style_open(void *context, const char *name, const char *const *attributes)
{
    StyleReader *r = context;
    WorkbookParts *parts = r->parts;
    const char *local = local_name(name);
    if (!strcmp(local, "cellXfs")) {
        r->in_cells = true;
    } else if (!strcmp(local, "fonts")) {
        r->in_fonts = true;
    } else if (r->in_fonts) {
        take_font(r, local, attributes);
    } else if (!strcmp(local, "numFmt") && !r->in_cells) {
        Text code = text_copy(r->arena, text_of(attribute_named(attributes, "formatCode")));
        *PUSH(r->arena, &parts->ids) = number_in(attribute_named(attributes, "numFmtId"));
        *PUSH(r->arena, &parts->codes) = custom_format(code);
    } else if (!strcmp(local, "xf") && r->in_cells) {
        u32 id = number_in(attribute_named(attributes, "numFmtId"));
        u32 font = number_in(attribute_named(attributes, "fontId"));
        NumberFormat *format = PUSH(r->arena, &parts->formats);
        *format = format_with_id(parts, id);
        format->is_struck = font < parts->fonts.count && parts->fonts.items[font];
    }
}

static void style_close(void *context, const char *name)
{
    StyleReader *r = context;
    if (!strcmp(local_name(name), "cellXfs")) r->in_cells = false;
    if (!strcmp(local_name(name), "fonts")) r->in_fonts = false;
}

bool parts_load(Workbook *book)
{
    static const XmlEvents string_events = {string_open, string_text, string_close},
                           style_events = {style_open, NULL, style_close};
    WorkbookParts *parts = book->parts;
    if (parts->loaded) return book->problem == WORKBOOK_GOOD;
    parts->loaded = true;
    Arena *arena = &parts->memory;
    StringReader strings = {.arena = arena, .strings = &parts->strings, .text = {.arena = arena}};
    StyleReader styles = {.arena = arena, .parts = parts};
    if (parts->shared.length &&
        !part_read(book, parts->shared, &string_events, &strings, &strings.fault, &strings.stop))
        return false;
    if (parts->styles.length &&
        !part_read(book, parts->styles, &style_events, &styles, &styles.fault, &styles.stop))
        return false;
    if (parts->formats.count) return true;
    parts->formats.items = NEW(arena, NumberFormat, 1);
    parts->formats.items[0] = builtin_format(0);
    parts->formats.count = parts->formats.capacity = 1;
    return true;
}
