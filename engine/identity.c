/* Identities. In: identities and their numbers; out: the number of one. Holds always: a hash table
 * with open addressing, at most half full; an identity has one number. */
#include "engine/identity.h"

#include "engine/text.h"

Identities identities(Arena *arena, size_t room)
{
    size_t slots = 16;
    while (slots < room * 2)
        slots *= 2;
    return (Identities){.arena = arena,
                        .keys = NEW(arena, Identity, room + 1),
                        .values = NEW(arena, u32, room + 1),
                        .slots = NEW(arena, u32, slots),
                        .room = slots};
}

static size_t slot_of(const Identities *table, const Identity *identity)
{
    size_t slot = text_hash((Text){(const char *)identity, sizeof *identity}) & (table->room - 1);
    while (table->slots[slot] &&
           memcmp(&table->keys[table->slots[slot] - 1], identity, sizeof *identity) != 0)
        slot = (slot + 1) & (table->room - 1);
    return slot;
}

void identities_add(Identities *table, Identity identity, u32 value)
{
    size_t slot = slot_of(table, &identity);
    ASSERT(!table->slots[slot]);
    ASSERT(table->count < table->room / 2);
    table->keys[table->count] = identity;
    table->values[table->count] = value;
    table->slots[slot] = (u32)++table->count;
}

u32 identities_find(const Identities *table, Identity identity)
{
    size_t slot = slot_of(table, &identity);
    return table->slots[slot] ? table->values[table->slots[slot] - 1] : NONE;
}
