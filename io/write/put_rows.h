/* What the tables share when their rows are put: codes, prefixes, and where rows begin. */
#ifndef VERREKEN_IO_WRITE_PUT_ROWS_H
#define VERREKEN_IO_WRITE_PUT_ROWS_H

#include "engine/run.h"
#include "io/write/page.h"

#include <string.h>

/* A code and the separator after it, in as many bytes as are copied at once. Codes are identifiers
 * of at most 32 bytes (SPEC §3), which need no quotes. */
typedef struct Code {
    char bytes[39];
    u8 length;
} Code;

typedef struct Tables {
    const Run *run;
    const Code *partijen, *scholen, *contracten; /* the last of each: of none */
    size_t school_count, contract_count;         /* also those that only the grootboek has */
    const Text *omschrijvingen;                  /* by contract, as fields */
    const size_t *weights_before;                /* by pool, and in all */
    const u32 *facturen;         /* as they are written: the specificaties behind the others */
    const size_t *regels_before; /* by place in `facturen`, and in all */
} Tables;

Tables tables_begin(Arena *arena, const Run *run);

/* The group that `row` is in, when before[i] rows come before group i and before[count] are all. */
size_t group_of_row(const size_t *before, size_t count, size_t row);

static inline const Code *code_at(const Code *codes, size_t count, u32 index)
{
    return &codes[index < count ? index : count];
}
static inline const Code *partij_field(const Tables *t, u32 partij)
{
    return code_at(t->partijen, t->run->batch->partijen.rows.count, partij);
}
static inline const Code *school_field(const Tables *t, u32 school)
{
    return code_at(t->scholen, t->school_count, school);
}
static inline const Code *contract_field(const Tables *t, u32 contract)
{
    return code_at(t->contracten, t->contract_count, contract);
}

/* Writes a code where there is room for sizeof(Code). */
static inline char *add_code(char *at, const Code *code)
{
    memcpy(at, code, sizeof *code);
    return at + code->length;
}

/* `verdeeld;` and the like, where there is room for FORMAT_ROOM. */
char *add_soort(char *at, LineSoort soort);

/* What the rows of one pool and laag begin with: it stands in the page, for the first of them. */
typedef struct Prefix {
    size_t at, length;
} Prefix;

enum { ROW_ROOM = 512 }; /* for what follows the prefix: a few codes and numbers */

Prefix put_prefix(Page *page, const Tables *tables, u32 pool, u32 laag);

/* Begins a row; where it goes on, with ROW_ROOM. */
static inline char *begin_row(Page *page, Prefix prefix)
{
    enum { SHORT = 32 };
    char *at = page_room(page, prefix.length + ROW_ROOM);
    const char *from = page->bytes + prefix.at;
    if (at == from) return at + prefix.length; /* the first row */
    if (prefix.length <= SHORT) {
        char copy[SHORT]; /* more than is asked for, but of a fixed size: far cheaper */
        memcpy(copy, from, SHORT);
        memcpy(at, copy, SHORT);
    } else {
        memcpy(at, from, prefix.length);
    }
    return at + prefix.length;
}

void put_code(Page *page, const Code *code);
void put_amount(Page *page, i64 cents, char end);
void put_field(Page *page, Text text);
/* contract;school;tijdvak; each may be NONE. */
void put_pool(Page *page, const Tables *tables, u32 contract, u32 school, u32 tijdvak);

/* The number of a factuur of the run as it is written: of its boeking, else that of the concept. */
Text factuur_nummer(Arena *arena, const Run *run, size_t factuur);

/* facturen.csv and factuurregels.csv (put_facturen.c). */
void put_facturen(Page *page, const void *context, size_t first, size_t end);
void put_factuurregels(Page *page, const void *context, size_t first, size_t end);

#endif
