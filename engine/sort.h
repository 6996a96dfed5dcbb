/* Sorting numbers in time that grows as their count does. */
#ifndef VERREKEN_ENGINE_SORT_H
#define VERREKEN_ENGINE_SORT_H

#include "engine/base.h"

/* Sorts `numbers` upwards; many of them need as much room again, from `scratch`. */
void sort_numbers(Arena *scratch, u64 *numbers, size_t count);

/* Puts `order`, which holds numbers of things, in the order of key[thing], which is below
 * `key_count`; things of one key keep the order they had. */
void sort_by_key(Arena *scratch, u32 *order, size_t count, const u32 *key, size_t key_count);

#endif
