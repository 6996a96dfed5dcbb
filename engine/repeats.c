/* Rows with the same identifier. In: the identifier of each row; out: the first row that has it.
 * Holds always: identifiers are taken for equal when their bytes are; how the work is cut follows
 * from the number of rows alone.
 *
 * The rows of each stretch are put in the order of a hash of their identifier. A part is what has
 * the same first bits of the hash, in all stretches: equal identifiers are in one part, in the
 * order of their rows, and a part is small enough for a table that stays in the cache. A sorted row
 * takes ten bytes, for new memory is what costs most here. */
#include "engine/repeats.h"

enum {
    KEY_BYTES = 10,
    KEY_BASE = 72,    /* above IDENTIFIER_BYTES */
    PART_ROWS = 4096, /* in a part, when the hash is fair */
    PART_BITS_MOST = 10,
};

/* Keys of identifiers of up to KEY_BYTES are below KEY_LONG, for 72^10 < 2^62; the others are below
 * KEY_REPEAT. A key at which a row before it has the same becomes KEY_REPEAT + the first row. */
#define KEY_LONG ((u64)1 << 62)
#define KEY_REPEAT ((u64)1 << 63)

/* Sorted row i is of stretch i / STRETCH_ROWS, and there it is the row in[i]. */
struct Repeats {
    const RowIdentifiers *identifiers;
    unsigned part_bits;
    size_t stretch_count;
    u64 *keys;
    u16 *in;
    u16 *ends; /* per stretch and part: where in the stretch its sorted rows end */
};

/* Equal for equal identifiers; different for different ones of which one has at most KEY_BYTES. */
static u64 key_of(Text text)
{
    u64 key = 0;
    size_t length = 0;
    for (u8 byte; length < text.length && (byte = identifier_bytes[(u8)text.at[length]]); length++)
        key = key * KEY_BASE + byte;
    if (length <= KEY_BYTES) return key;
    return KEY_LONG | text_hash(text_slice(text, 0, length)) >> 2;
}

static size_t part_of(const Repeats *r, u64 key)
{
    return r->part_bits ? (size_t)(scattered(key) >> (64 - r->part_bits)) : 0;
}

static u16 *ends_of(const Repeats *r, size_t stretch)
{
    return r->ends + (stretch << r->part_bits);
}

size_t repeats_stretches(const Repeats *repeats)
{
    return repeats->stretch_count;
}

WorkRange repeats_rows(const Repeats *repeats, size_t stretch)
{
    size_t first = stretch * STRETCH_ROWS, end = first + STRETCH_ROWS;
    return (WorkRange){first,
                       stretch + 1 < repeats->stretch_count ? end : repeats->identifiers->count};
}

static void sort_stretch(void *context, size_t stretch, unsigned worker)
{
    (void)worker;
    const Repeats *r = context;
    const RowIdentifiers *ids = r->identifiers;
    WorkRange rows = repeats_rows(r, stretch);
    u32 count = (u32)(rows.end - rows.first);
    u16 *ends = ends_of(r, stretch); /* first counts, then where the next row goes */
    u64 keys[STRETCH_ROWS];
    for (u32 i = 0; i < count; i++) {
        keys[i] = key_of(ids->of(ids->context, (u32)rows.first + i));
        ends[part_of(r, keys[i])]++;
    }
    u32 place = 0;
    for (size_t part = 0; part < (size_t)1 << r->part_bits; part++) {
        u32 here = ends[part];
        ends[part] = (u16)place;
        place += here;
    }
    for (u32 i = 0; i < count; i++) {
        u32 to = ends[part_of(r, keys[i])]++;
        r->keys[rows.first + to] = keys[i];
        r->in[rows.first + to] = (u16)i;
    }
}

static u32 row_of(const Repeats *r, u32 sorted)
{
    return sorted - sorted % STRETCH_ROWS + r->in[sorted];
}

static Text identifier_of(const Repeats *r, u32 sorted)
{
    return text_identifier_at(r->identifiers->of(r->identifiers->context, row_of(r, sorted)), 0);
}

/* Whether two rows, the first of them no repeat, have the same identifier. */
static bool same(const Repeats *r, u32 one, u32 other)
{
    if (r->keys[one] != r->keys[other]) return false;
    return r->keys[one] < KEY_LONG || text_equal(identifier_of(r, one), identifier_of(r, other));
}

/* The sorted rows of a part in a stretch. */
static WorkRange run_of(const Repeats *r, size_t stretch, size_t part)
{
    const u16 *ends = ends_of(r, stretch);
    size_t begin = stretch * STRETCH_ROWS;
    return (WorkRange){begin + (part ? ends[part - 1] : 0), begin + ends[part]};
}

static void find_in_part(void *context, size_t part, unsigned worker)
{
    (void)worker;
    const Repeats *r = context;
    size_t count = 0, slot_count = 16;
    for (size_t s = 0; s < r->stretch_count; s++) {
        WorkRange run = run_of(r, s, part);
        count += run.end - run.first;
    }
    while (slot_count < count * 2)
        slot_count *= 2;
    Arena scratch = {0};
    u32 *slots = NEW(&scratch, u32, slot_count); /* a sorted row + 1, or 0: free */
    u64 *keys = r->keys;
    for (size_t s = 0; s < r->stretch_count; s++) {
        WorkRange run = run_of(r, s, part);
        for (u32 i = (u32)run.first; i < run.end; i++) {
            size_t slot = scattered(keys[i]) & (slot_count - 1);
            while (slots[slot] && !same(r, slots[slot] - 1, i))
                slot = (slot + 1) & (slot_count - 1);
            if (slots[slot])
                keys[i] = KEY_REPEAT + row_of(r, slots[slot] - 1);
            else
                slots[slot] = i + 1;
        }
    }
    arena_free(&scratch);
}

Repeats *find_repeats(Arena *arena, const RowIdentifiers *identifiers)
{
    Repeats *r = NEW(arena, Repeats, 1);
    u32 count = identifiers->count;
    *r = (Repeats){.identifiers = identifiers};
    while (r->part_bits < PART_BITS_MOST && count >> r->part_bits > PART_ROWS)
        r->part_bits++;
    r->stretch_count = ((size_t)count + STRETCH_ROWS - 1) / STRETCH_ROWS;
    r->keys = NEW(arena, u64, count);
    r->in = NEW(arena, u16, count);
    r->ends = NEW(arena, u16, r->stretch_count << r->part_bits);
    work_each(r->stretch_count, sort_stretch, r);
    work_each((size_t)1 << r->part_bits, find_in_part, r);
    return r;
}

void repeats_in(const Repeats *r, size_t stretch, u32 *first)
{
    WorkRange rows = repeats_rows(r, stretch);
    for (size_t i = rows.first; i < rows.end; i++) {
        u32 row = row_of(r, (u32)i);
        first[row - rows.first] = r->keys[i] < KEY_REPEAT ? row : (u32)(r->keys[i] - KEY_REPEAT);
    }
}
