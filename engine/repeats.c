/* Rows with the same identifier. In: the identifier of each row; out: the first row that has it.
 * Holds always: identifiers are taken for equal when their bytes are; how the work is cut follows
 * from the number of rows alone.
 *
 * The rows of each stretch are put in order of a hash of their identifier. A part is what has the
 * same first bits of the hash, in all stretches: equal identifiers are in one part, in the order of
 * their rows, and a part is small enough for a table that stays in the cache. */
#include "engine/repeats.h"

#include "engine/work.h"

enum {
    KEY_BYTES = 10,
    KEY_BASE = 80,    /* more than the values that a byte of an identifier has */
    PART_ROWS = 4096, /* in a part, when the hash is fair */
    PART_BITS_MOST = 10,
    STRETCH_ROWS = 1 << 14, /* at least, when there are several */
};

/* KEY_BASE^KEY_BYTES: the keys of identifiers of up to KEY_BYTES are below it; those of others are
 * between it and KEY_LONG + 2^62, which is below 2^64. */
#define KEY_LONG ((u64)10737418240000000000u)

typedef struct Repeats {
    const RowIdentifiers *identifiers;
    u32 *first;
    unsigned part_bits;
    size_t stretch_count;
    u32 *ends; /* per stretch and part: where its rows end in the next two */
    u64 *keys;
    u32 *rows;
} Repeats;

/* Equal for equal identifiers; different for different ones of which one has at most KEY_BYTES. */
static u64 key_of(Text text)
{
    u64 key = 0;
    size_t length = 0;
    for (; length < text.length && is_identifier_byte(text.at[length]); length++)
        key = key * KEY_BASE + (u64)(text.at[length] - '-' + 1);
    if (length <= KEY_BYTES) return key;
    return KEY_LONG + (text_hash(text_slice(text, 0, length)) >> 2);
}

static u64 scatter(u64 key)
{
    u64 hash = key * 0x9E3779B97F4A7C15u;
    return (hash ^ hash >> 32) * 0xFF51AFD7ED558CCDu;
}

static size_t part_of(const Repeats *r, u64 key)
{
    return r->part_bits ? (size_t)(scatter(key) >> (64 - r->part_bits)) : 0;
}

/* The ends of the parts of a stretch; where the first begins stands before them. */
static u32 *ends_of(const Repeats *r, size_t stretch)
{
    return r->ends + stretch * (((size_t)1 << r->part_bits) + 1) + 1;
}

static void sort_stretch(void *context, size_t stretch, unsigned worker)
{
    (void)worker;
    const Repeats *r = context;
    const RowIdentifiers *ids = r->identifiers;
    WorkRange rows = work_range(ids->count, r->stretch_count, stretch);
    size_t parts = (size_t)1 << r->part_bits;
    u32 *next = ends_of(r, stretch); /* first counts, then where the next row goes */
    Arena scratch = {0};
    u64 *keys = NEW(&scratch, u64, rows.end - rows.first);
    for (size_t row = rows.first; row < rows.end; row++) {
        u64 key = keys[row - rows.first] = key_of(ids->of(ids->context, (u32)row));
        next[part_of(r, key)]++;
    }
    u32 place = next[-1] = (u32)rows.first;
    for (size_t part = 0; part < parts; part++) {
        u32 count = next[part];
        next[part] = place;
        place += count;
    }
    for (size_t row = rows.first; row < rows.end; row++) {
        u64 key = keys[row - rows.first];
        u32 to = next[part_of(r, key)]++;
        r->keys[to] = key;
        r->rows[to] = (u32)row;
    }
    arena_free(&scratch);
}

static Text whole_identifier(const RowIdentifiers *ids, u32 row)
{
    return text_identifier_at(ids->of(ids->context, row), 0);
}

static bool same(const Repeats *r, u32 one, u32 other)
{
    if (r->keys[one] != r->keys[other]) return false;
    return r->keys[one] < KEY_LONG || text_equal(whole_identifier(r->identifiers, r->rows[one]),
                                                 whole_identifier(r->identifiers, r->rows[other]));
}

static void find_in_part(void *context, size_t part, unsigned worker)
{
    (void)worker;
    const Repeats *r = context;
    size_t count = 0, slot_count = 16;
    for (size_t s = 0; s < r->stretch_count; s++)
        count += ends_of(r, s)[part] - *(ends_of(r, s) + part - 1);
    while (slot_count < count * 2)
        slot_count *= 2;
    Arena scratch = {0};
    u32 *slots = NEW(&scratch, u32, slot_count); /* a sorted row + 1, or 0: free */
    for (size_t s = 0; s < r->stretch_count; s++) {
        const u32 *end = ends_of(r, s) + part;
        for (u32 i = end[-1]; i < *end; i++) {
            size_t slot = scatter(r->keys[i]) & (slot_count - 1);
            while (slots[slot] && !same(r, slots[slot] - 1, i))
                slot = (slot + 1) & (slot_count - 1);
            if (!slots[slot]) slots[slot] = i + 1;
            r->first[r->rows[i]] = r->rows[slots[slot] - 1];
        }
    }
    arena_free(&scratch);
}

void find_first_rows(const RowIdentifiers *identifiers, u32 *first)
{
    u32 count = identifiers->count;
    if (!count) return;
    Repeats r = {.identifiers = identifiers, .first = first};
    while (r.part_bits < PART_BITS_MOST && count >> r.part_bits > PART_ROWS)
        r.part_bits++;
    size_t parts = (size_t)1 << r.part_bits;
    r.stretch_count = work_parts(count, STRETCH_ROWS);
    Arena scratch = {0};
    r.ends = NEW(&scratch, u32, r.stretch_count * (parts + 1));
    r.keys = NEW(&scratch, u64, count);
    r.rows = NEW(&scratch, u32, count);
    work_each(r.stretch_count, sort_stretch, &r);
    work_each(parts, find_in_part, &r);
    arena_free(&scratch);
}
