/* Lines of two texts. In: texts; out: those that only one of them has. Holds always: the order of
 * the lines has no part in it; lines that occur several times count so often. */
#include "io/changes/line_diff.h"

typedef struct Line {
    Text text;
    u32 number;
} Line;

typedef struct Lines {
    Line *items;
    size_t count, capacity;
} Lines;

static int by_text(const void *left, const void *right)
{
    const Line *a = left, *b = right;
    int order = text_compare(a->text, b->text);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static int by_number(const void *left, const void *right)
{
    const Line *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static Lines lines_of(Arena *arena, Text text)
{
    Lines lines = {0};
    u32 number = 0;
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, '\n', at);
        *PUSH(arena, &lines) = (Line){text_slice(text, at, end), ++number};
        at = end + 1;
    }
    sort_array(lines.items, lines.count, sizeof *lines.items, by_text);
    return lines;
}

static void build_lines(TextBuilder *out, Lines *lines, Text name, size_t most)
{
    sort_array(lines->items, lines->count, sizeof *lines->items, by_number);
    for (size_t i = 0; i < lines->count && i < most; i++) {
        build_text(out,
                   FILL(out->arena, TR("      %1, line %2: %3\n"), name,
                        text_integer(out->arena, lines->items[i].number), lines->items[i].text));
    }
    if (lines->count > most)
        build_text(out, FILL(out->arena, TR("      %1: and %2 more\n"), name,
                             text_integer(out->arena, (i128)(lines->count - most))));
}

Text line_diff(Arena *arena, Text left, Text right, Text left_name, Text right_name, size_t most)
{
    TextBuilder out = {.arena = arena};
    Lines a = lines_of(arena, left), b = lines_of(arena, right), own[2] = {{0}, {0}};
    for (size_t i = 0, j = 0; i < a.count || j < b.count;) {
        int order = i == a.count   ? 1
                    : j == b.count ? -1
                                   : text_compare(a.items[i].text, b.items[j].text);
        if (order < 0) *PUSH(arena, &own[0]) = a.items[i];
        if (order > 0) *PUSH(arena, &own[1]) = b.items[j];
        i += order <= 0, j += order >= 0;
    }
    build_lines(&out, &own[0], left_name, most);
    build_lines(&out, &own[1], right_name, most);
    return built(&out);
}
