/* Sums and rows of the controls. In: sums by key; out: rows of controles.csv. Holds always: a row
 * is kept as the bytes that are written of it. */
#include "io/control/checking.h"

#include "io/write/format.h"

#include <string.h>

/* --- sums ------------------------------------------------------------------------------------- */

static size_t subject(Checking *c, Sums *sums, Text text)
{
    const Symbols *known = &sums->subjects;
    if (sums->last < known->count && text_equal(known->items[sums->last], text)) return sums->last;
    if (sums->last + 1 < known->count && text_equal(known->items[sums->last + 1], text))
        return ++sums->last;
    sums->subjects.arena = &c->memory;
    size_t count = known->count;
    sums->last = symbols_intern(&sums->subjects, text);
    if (known->count > count) {
        *PUSH(&c->memory, &sums->left) = 0;
        *PUSH(&c->memory, &sums->right) = 0;
    }
    return sums->last;
}

void add_left(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->left.items[index] += value;
}

void add_right(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->right.items[index] += value;
}

/* --- rows ------------------------------------------------------------------------------------- */

ControlList *control_list(Checking *c, Text controle)
{
    for (size_t i = c->lists.count; i-- > 0;)
        if (text_equal(c->lists.items[i].controle, controle)) return &c->lists.items[i];
    ControlList *list = PUSH(&c->arena, &c->lists);
    *list = (ControlList){.controle = controle};
    return list;
}

void reserve_rows(Checking *c, ControlList *list, size_t count)
{
    list->items = NEW(&c->arena, ControlRow, count);
    list->capacity = count;
}

/* Adds a row: `rest` is what follows the onderwerp and its separator. */
static void add_row(Checking *c, ControlList *list, Text onderwerp, Text rest, Oordeel oordeel)
{
    char first[256], *field = first; /* the onderwerp as it is written */
    if (2 * onderwerp.length + 2 > sizeof first)
        field = arena_alloc(&c->memory, 2 * onderwerp.length + 2, 1);
    size_t length = (size_t)(format_text(field, onderwerp) - field);
    char *line = arena_alloc(&c->arena, length + 1 + rest.length, 1);
    memcpy(line, field, length);
    line[length] = ';';
    memcpy(line + length + 1, rest.at, rest.length);
    bool quoted = length != onderwerp.length;
    Text kept = quoted ? text_copy(&c->arena, onderwerp) : (Text){line, length};
    *PUSH(&c->arena, list) = (ControlRow){.onderwerp = kept.at,
                                          .line = line,
                                          .onderwerp_length = (u32)kept.length,
                                          .line_length = (u32)(length + 1 + rest.length),
                                          .oordeel = oordeel};
}

static Text oordeel_text(Oordeel oordeel)
{
    static const char *const oordelen[] = {"goed", "fout", "signaal"};
    return text_of(oordelen[oordeel]);
}

void add_control(Checking *c, ControlList *list, Text onderwerp, Text links, Text rechts,
                 Text verschil, Oordeel oordeel)
{
    const Text parts[] = {links, rechts, verschil, oordeel_text(oordeel)};
    size_t room = COUNT_OF(parts);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        room += 2 * parts[i].length + 2;
    char *rest = arena_alloc(&c->memory, room, 1), *end = rest;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (i) *end++ = ';';
        end = format_text(end, parts[i]);
    }
    *end++ = '\n';
    add_row(c, list, onderwerp, (Text){rest, (size_t)(end - rest)}, oordeel);
}

void compare_cents(Checking *c, ControlList *list, Text onderwerp, i128 left, i128 right)
{
    char rest[4 * FORMAT_ROOM], *end = rest;
    const i128 amounts[] = {left, right, left - right};
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        end = format_cents(end, amounts[i]);
        *end++ = ';';
    }
    Oordeel oordeel = left == right ? OORDEEL_GOED : OORDEEL_FOUT;
    end = format_text(end, oordeel_text(oordeel));
    *end++ = '\n';
    add_row(c, list, onderwerp, (Text){rest, (size_t)(end - rest)}, oordeel);
}

Text with_slashes(Arena *arena, Text key)
{
    char *copy = arena_alloc(arena, key.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < key.length; i++) {
        bool empty = key.at[i] == ';' && (i + 1 == key.length || key.at[i + 1] == ';');
        if (!empty) copy[length++] = key.at[i] == ';' ? '/' : key.at[i];
    }
    return (Text){copy, length};
}

void compare_sums(Checking *c, Text controle, const Sums *sums)
{
    ControlList *list = control_list(c, controle);
    Arena scratch = {0};
    reserve_rows(c, list, sums->subjects.count);
    for (size_t i = 0; i < sums->subjects.count; i++) {
        compare_cents(c, list, with_slashes(&scratch, sums->subjects.items[i]), sums->left.items[i],
                      sums->right.items[i]);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

Text cents_text(Arena *arena, i128 cents)
{
    char text[FORMAT_ROOM];
    return text_copy(arena, (Text){text, (size_t)(format_cents(text, cents) - text)});
}

Text fraction_text(Arena *arena, i128 numerator, i128 denominator)
{
    char text[FORMAT_ROOM];
    size_t length = (size_t)(format_fraction(text, numerator, denominator) - text);
    return text_copy(arena, (Text){text, length});
}
