/* A hash table with open addressing from texts to numbers. In: texts; out: dense numbers. Holds
 * always: equal texts have equal numbers; at most half of the slots are taken. */
#include "engine/symbols.h"

static size_t slot_of(const Symbols *symbols, Text text)
{
    size_t mask = symbols->slot_count - 1;
    size_t slot = (size_t)text_hash(text) & mask;
    while (symbols->slots[slot] && !text_equal(symbols->items[symbols->slots[slot] - 1], text))
        slot = (slot + 1) & mask;
    return slot;
}

static void rehash(Symbols *symbols)
{
    symbols->slot_count = symbols->slot_count ? symbols->slot_count * 4 : 64;
    symbols->slots = NEW(symbols->arena, u32, symbols->slot_count);
    for (size_t i = 0; i < symbols->count; i++)
        symbols->slots[slot_of(symbols, symbols->items[i])] = (u32)i + 1;
}

u32 symbols_intern(Symbols *symbols, Text text)
{
    if (symbols->count * 2 >= symbols->slot_count) rehash(symbols);
    size_t slot = slot_of(symbols, text);
    if (!symbols->slots[slot]) {
        ASSERT(symbols->count < (size_t)1 << 31);
        *PUSH(symbols->arena, symbols) = text;
        symbols->slots[slot] = (u32)symbols->count;
    }
    return symbols->slots[slot] - 1;
}

u32 symbols_find(const Symbols *symbols, Text text)
{
    if (!symbols->slot_count) return NONE;
    size_t slot = slot_of(symbols, text);
    return symbols->slots[slot] ? symbols->slots[slot] - 1 : NONE;
}
