/* Codes and prefixes. In: a run; out: what its rows are put together of. */
#include "io/write/put_rows.h"

#include "io/write/format.h"

/* The codes with their separators, those that are gone, and one that is empty. */
static Code *codes_of(Arena *arena, const Symbols *symbols, const Symbols *gone)
{
    size_t rows = symbols->count, count = rows + (gone ? gone->count : 0);
    Code *codes = NEW(arena, Code, count + 1);
    for (size_t i = 0; i <= count; i++) {
        Text code = i < rows ? symbols->items[i] : i < count ? gone->items[i - rows] : TEXT("");
        ASSERT(code.length < sizeof codes->bytes);
        if (code.length) memcpy(codes[i].bytes, code.at, code.length);
        codes[i].bytes[code.length] = ';';
        codes[i].length = (u8)(code.length + 1);
    }
    return codes;
}

/* A text that a spreadsheet could take for a formula gets an apostrophe before it. */
static Text free_field(Arena *arena, Text text)
{
    bool formula = text.length && (text.at[0] == '=' || text.at[0] == '+' || text.at[0] == '-' ||
                                   text.at[0] == '@' || text.at[0] == '\t');
    if (formula) text = JOIN(arena, TEXT("'"), text);
    char *field = arena_alloc(arena, 2 * text.length + 3, 1);
    char *end = format_text(field, text);
    *end++ = ';';
    return (Text){field, (size_t)(end - field)};
}

static Text *omschrijvingen_of(Arena *arena, const Batch *b)
{
    Text *fields = NEW(arena, Text, b->contracten.rows.count + 1);
    for (size_t i = 0; i < b->contracten.rows.count; i++)
        fields[i] = free_field(arena, b->contracten.omschrijving[i]);
    return fields;
}

static size_t *weights_before(Arena *arena, const Run *run)
{
    size_t *before = NEW(arena, size_t, run->pools.count + 1), weights = 0;
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
        before[i] = weights;
        for (size_t l = 0; l < terms->version->laag_count; l++)
            weights += run->lagen.items[pool->first_laag + l].weight_count;
    }
    before[run->pools.count] = weights;
    return before;
}

/* The facturen of each sequence, in which their numbers rise: the specificaties are the second. */
static u32 *facturen_in_order(Arena *arena, const Run *run)
{
    u32 *order = NEW(arena, u32, run->facturen.count + 1);
    size_t count = 0;
    for (int specificaties = 0; specificaties < 2; specificaties++)
        for (size_t i = 0; i < run->facturen.count; i++)
            if ((run->facturen.items[i].soort == SPECIFICATIE) == specificaties)
                order[count++] = (u32)i;
    return order;
}

Tables tables_begin(Arena *arena, const Run *run)
{
    const Batch *b = run->batch;
    u32 *facturen = facturen_in_order(arena, run);
    size_t *before = NEW(arena, size_t, run->facturen.count + 1);
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[facturen[i]];
        before[i + 1] = before[i] + f->line_count + f->regel_count;
    }
    return (Tables){.run = run,
                    .partijen = codes_of(arena, &b->partij_codes, NULL),
                    .scholen = codes_of(arena, &b->school_codes, &b->gone_scholen),
                    .contracten = codes_of(arena, &b->contract_codes, &b->gone_contracts),
                    .school_count = b->school_codes.count + b->gone_scholen.count,
                    .contract_count = b->contract_codes.count + b->gone_contracts.count,
                    .omschrijvingen = omschrijvingen_of(arena, b),
                    .weights_before = weights_before(arena, run),
                    .facturen = facturen,
                    .regels_before = before};
}

size_t group_of_row(const size_t *before, size_t count, size_t row)
{
    size_t low = 0, high = count; /* before[low] <= row, and row < before[high] or high is count */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (before[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* --- fields ----------------------------------------------------------------------------------- */

char *add_soort(char *at, LineSoort soort)
{
    static const Code soorten[] = {[LINE_APART] = {"apart;", 6},
                                   [LINE_BIJDRAGE] = {"bijdrage;", 9},
                                   [LINE_BOVEN_MAXIMUM] = {"boven_maximum;", 14},
                                   [LINE_VERDEELD] = {"verdeeld;", 9}};
    return add_code(at, &soorten[soort]);
}

void put_code(Page *page, const Code *code)
{
    page_end(page, add_code(page_room(page, sizeof *code), code));
}

void put_amount(Page *page, i64 cents, char end)
{
    char *at = format_cents(page_room(page, FORMAT_ROOM + 1), cents);
    *at++ = end;
    page_end(page, at);
}

void put_field(Page *page, Text text)
{
    char *at = format_text(page_room(page, 2 * text.length + 3), text);
    *at++ = ';';
    page_end(page, at);
}

void put_pool(Page *page, const Tables *t, u32 contract, u32 school, u32 tijdvak)
{
    char *at = page_room(page, 2 * sizeof(Code));
    at = add_code(at, contract_field(t, contract));
    page_end(page, add_code(at, school_field(t, school)));
    put_field(page, tijdvak == NONE ? TEXT("") : tijdvak_of(t->run, contract, tijdvak)->label);
}

Prefix put_prefix(Page *page, const Tables *t, u32 pool, u32 laag)
{
    Prefix prefix = {.at = page->used};
    const Pool *p = &t->run->pools.items[pool];
    put_pool(page, t, p->contract, p->school, p->tijdvak);
    put_field(page, laag == NO_LAAG ? TEXT("-")
                                    : terms_of(t->run, p->contract, p->tijdvak)->lagen[laag].name);
    prefix.length = page->used - prefix.at;
    (void)page_room(page, ROW_ROOM); /* so that the first row finds it where it is */
    page->used = prefix.at;
    return prefix;
}
