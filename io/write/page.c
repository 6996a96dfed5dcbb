/* A page of a table: fields in a buffer that grows. In: texts and numbers; out: bytes of CSV. Holds
 * always: a decimal point; a field is quoted where RFC 4180 demands it, and nowhere else. */
#include "io/write/page.h"

#include "io/write/format.h"

#include <string.h>

void page_grow(Page *page, size_t count)
{
    size_t room = 0;
    char *larger = arena_grow(&page->memory, NULL, &room, page->used + count, 1);
    if (page->used) memcpy(larger, page->bytes, page->used);
    page->bytes = larger;
    page->room = room;
}

void page_free(Page *page)
{
    arena_free(&page->memory);
    *page = (Page){.used = 0};
}

void put_bytes(Page *page, Text bytes)
{
    char *at = page_room(page, bytes.length);
    if (bytes.length) memcpy(at, bytes.at, bytes.length);
    page->used += bytes.length;
}

void put_char(Page *page, char byte)
{
    *page_room(page, 1) = byte;
    page->used++;
}

void put_text(Page *page, Text text)
{
    page_end(page, format_text(page_room(page, 2 * text.length + 2), text));
}

void put_integer(Page *page, i128 number)
{
    page_end(page, format_integer(page_room(page, FORMAT_ROOM), number));
}

void put_cents(Page *page, i128 cents)
{
    page_end(page, format_cents(page_room(page, FORMAT_ROOM), cents));
}

void put_fraction(Page *page, i128 numerator, i128 denominator)
{
    page_end(page, format_fraction(page_room(page, FORMAT_ROOM), numerator, denominator));
}
