/* A hash table with open addressing from texts to numbers. In: texts; out: dense numbers. Holds
 * always: equal texts have equal numbers; at most half of the slots are taken. */
#include "engine/symbols.h"

/* A whole text of at most HEAD_BYTES with its length, else a hash with the highest bit set. */
enum { HEAD_BYTES = 7 };
static u64 head_of(Text text)
{
    if (text.length > HEAD_BYTES) return (u64)1 << 63 | text_hash(text) >> 1;
    return (u64)text.length << 56 | text_word(text);
}

static size_t slot_of(const Symbols *symbols, Text text, u64 head)
{
    size_t mask = symbols->slot_count - 1;
    size_t slot = (size_t)scattered(head) & mask;
    for (; symbols->slots[slot]; slot = (slot + 1) & mask) {
        u32 number = symbols->slots[slot] - 1;
        if (symbols->heads[number] != head) continue;
        if (text.length <= HEAD_BYTES || text_equal(symbols->items[number], text)) break;
    }
    return slot;
}

static void rehash(Symbols *symbols)
{
    symbols->slot_count = symbols->slot_count ? symbols->slot_count * 2 : 64;
    symbols->slots = NEW(symbols->arena, u32, symbols->slot_count);
    for (size_t i = 0; i < symbols->count; i++)
        symbols->slots[slot_of(symbols, symbols->items[i], symbols->heads[i])] = (u32)i + 1;
}

u32 symbols_intern(Symbols *symbols, Text text)
{
    if (symbols->count * 2 >= symbols->slot_count) rehash(symbols);
    u64 head = head_of(text);
    size_t slot = slot_of(symbols, text, head);
    if (!symbols->slots[slot]) {
        ASSERT(symbols->count < (size_t)1 << 31);
        symbols->heads = arena_grow(symbols->arena, symbols->heads, &symbols->head_capacity,
                                    symbols->count + 1, sizeof *symbols->heads);
        symbols->heads[symbols->count] = head;
        *PUSH(symbols->arena, symbols) = text;
        symbols->slots[slot] = (u32)symbols->count;
    }
    return symbols->slots[slot] - 1;
}

u32 symbols_find(const Symbols *symbols, Text text)
{
    if (!symbols->slot_count) return NONE;
    size_t slot = slot_of(symbols, text, head_of(text));
    return symbols->slots[slot] ? symbols->slots[slot] - 1 : NONE;
}
