/* A set of partijen that is walked in bytewise order of their codes: to add is one step, to walk
 * takes as long as it has members (and one step for each 4096 partijen that there are).
 */
#ifndef VERREKEN_ENGINE_PARTIJ_SET_H
#define VERREKEN_ENGINE_PARTIJ_SET_H

#include "engine/base.h"

typedef struct PartijSet {
    u64 *words;   /* a bit for each partij */
    u64 *summary; /* a bit for each word that is not 0 */
    size_t summary_count, count;
} PartijSet;

static inline PartijSet partij_set(Arena *arena, size_t partijen)
{
    size_t words = partijen / 64 + 1, summary = words / 64 + 1;
    return (PartijSet){NEW(arena, u64, words), NEW(arena, u64, summary), summary, 0};
}

static inline void partij_set_add(PartijSet *set, u32 partij)
{
    u64 bit = (u64)1 << partij % 64;
    if (set->words[partij / 64] & bit) return;
    set->words[partij / 64] |= bit;
    set->summary[partij / 4096] |= (u64)1 << partij / 64 % 64;
    set->count++;
}

/* The first member from `from` on, which is at most the number of partijen; or NONE. */
static inline u32 partij_set_next(const PartijSet *set, u32 from)
{
    size_t word = from / 64, group = word / 64;
    ASSERT(group < set->summary_count);
    u64 rest = set->summary[group] >> word % 64 & 1 ? set->words[word] >> from % 64 : 0;
    if (rest) return from + (u32)__builtin_ctzll(rest);
    u64 later = word % 64 == 63 ? 0 : set->summary[group] & ~(u64)0 << (word % 64 + 1);
    while (!later) {
        if (++group >= set->summary_count) return NONE;
        later = set->summary[group];
    }
    word = group * 64 + (size_t)__builtin_ctzll(later);
    return (u32)(word * 64 + (size_t)__builtin_ctzll(set->words[word]));
}

#define EACH_PARTIJ(partij, set)                                 \
    for (u32 partij = partij_set_next((set), 0); partij != NONE; \
         partij = partij_set_next((set), partij + 1))

static inline void partij_set_clear(PartijSet *set)
{
    for (size_t g = 0; g < set->summary_count && set->count; g++)
        for (; set->summary[g]; set->summary[g] &= set->summary[g] - 1)
            set->words[g * 64 + (size_t)__builtin_ctzll(set->summary[g])] = 0;
    set->count = 0;
}

#endif
