/* Bytes of a table before they are written: a buffer that grows, and is used again. */
#ifndef VERREKEN_IO_WRITE_PAGE_H
#define VERREKEN_IO_WRITE_PAGE_H

#include "engine/text.h"

typedef struct Page {
    Arena memory;
    char *bytes;
    size_t used, room;
} Page;

void page_grow(Page *page, size_t count);

/* Where the next bytes go, with room for `count` of them; page_end() says where they ended. */
static inline char *page_room(Page *page, size_t count)
{
    if (page->room - page->used < count) page_grow(page, count);
    return page->bytes + page->used;
}
static inline void page_end(Page *page, const char *end)
{
    page->used = (size_t)(end - page->bytes);
}
static inline Text page_text(const Page *page)
{
    return (Text){page->bytes, page->used};
}
void page_free(Page *page);

/* One field, without its separator: quoted where RFC 4180 demands it. */
void put_text(Page *page, Text text);
void put_bytes(Page *page, Text bytes); /* as they are */
void put_char(Page *page, char byte);
void put_integer(Page *page, i128 number);
void put_cents(Page *page, i128 cents);
/* n/d in lowest terms, an integer as n; denominator above 0. */
void put_fraction(Page *page, i128 numerator, i128 denominator);

#endif
