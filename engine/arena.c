/* The arena and the two emergencies. In: sizes; out: zeroed memory. Holds always: every block is
 * freed once, with its arena; a size that does not fit in memory is an emergency, not a wrap. */
#include "engine/base.h"

#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
    ArenaBlock *previous;
    size_t used, size;
    _Alignas(16) unsigned char bytes[];
};

/* The fuzzers give each piece a block of its own, whose end the sanitizer watches. */
#ifndef ARENA_BLOCK_BYTES
#define ARENA_BLOCK_BYTES (1 << 16)
#endif
enum { BLOCK_BYTES = ARENA_BLOCK_BYTES };

static void abort_for_defect(const char *what, const char *file, int line)
{
    (void)what, (void)file, (void)line;
    abort();
}

static Emergency installed = {abort_for_defect, abort}; /* until the edge installs its own */

static void *get_zeroed(size_t bytes)
{
    return calloc(1, bytes);
}

static void give_back(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}

static Memory source = {get_zeroed, give_back};

void memory_install(Memory own)
{
    source = own;
}

void emergency_install(Emergency emergency)
{
    installed = emergency;
}

_Noreturn void emergency_out_of_memory(void)
{
    installed.out_of_memory();
    abort();
}

_Noreturn void assert_failed(const char *condition, const char *file, int line)
{
    installed.defect(condition, file, line);
    abort();
}

static ArenaBlock *block_new(ArenaBlock *previous, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    if (size > SIZE_MAX - sizeof(ArenaBlock)) emergency_out_of_memory();
    ArenaBlock *block = source.get(sizeof(ArenaBlock) + size);
    if (!block) emergency_out_of_memory();
    block->previous = previous;
    block->size = size;
    return block;
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    ASSERT(size > 0);
    if (count > (SIZE_MAX - 15) / size) emergency_out_of_memory();
    size_t bytes = (count * size + 15) & ~(size_t)15;
    ArenaBlock *block = arena->block;
    if (!block || block->size - block->used < bytes) {
        ArenaBlock *fresh = block_new(block, bytes);
        if (block && bytes > BLOCK_BYTES / 4) { /* keep filling the block that has room left */
            fresh->previous = block->previous;
            block->previous = fresh;
        } else {
            arena->block = fresh;
        }
        block = fresh;
    }
    void *memory = block->bytes + block->used;
    block->used += bytes;
    return memory;
}

void *arena_grow(Arena *arena, void *old, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity) return old;
    size_t room = *capacity ? *capacity : 8;
    while (room < needed) {
        if (room > SIZE_MAX / 2) emergency_out_of_memory();
        room *= 2;
    }
    void *memory = arena_alloc(arena, room, size);
    if (old) memcpy(memory, old, *capacity * size);
    *capacity = room;
    return memory;
}

void arena_adopt(Arena *to, Arena *from)
{
    ArenaBlock *oldest = from->block;
    if (!oldest) return;
    while (oldest->previous)
        oldest = oldest->previous;
    if (to->block) { /* which stays the one that is being filled */
        oldest->previous = to->block->previous;
        to->block->previous = from->block;
    } else {
        to->block = from->block;
    }
    from->block = NULL;
}

void arena_give_back(Arena *arena, const void *piece)
{
    for (ArenaBlock **at = &arena->block; *at; at = &(*at)->previous) {
        ArenaBlock *block = *at;
        if (block->bytes != piece || block->used <= BLOCK_BYTES) continue;
        *at = block->previous;
        source.give_back(block, sizeof(ArenaBlock) + block->size);
        return;
    }
}

void arena_rewind(Arena *arena)
{
    ArenaBlock *kept = arena->block;
    if (!kept) return;
    Arena others = {kept->previous};
    arena_free(&others);
    kept->previous = NULL;
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
}

void arena_free(Arena *arena)
{
    for (ArenaBlock *block = arena->block; block;) {
        ArenaBlock *previous = block->previous;
        source.give_back(block, sizeof(ArenaBlock) + block->size);
        block = previous;
    }
    arena->block = NULL;
}

void sort_array(void *array, size_t count, size_t size,
                int (*compare)(const void *left, const void *right))
{
    if (count) qsort(array, count, size, compare);
}
