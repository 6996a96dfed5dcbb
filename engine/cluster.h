/* Puts the rows of a table that are used together next to each other. */
#ifndef VERREKEN_ENGINE_CLUSTER_H
#define VERREKEN_ENGINE_CLUSTER_H

#include "engine/batch.h"

/* Moves the rows of a table whose cells are of four bytes each (codes and days), with these cells
 * and their line numbers, to the order of key[row], each below `key_count`; rows of one key keep
 * their order. `key` may be a column of the table. Returns where each row went, in `arena`; NULL:
 * none has moved. */
const u32 *cluster_rows(Arena *arena, Batch *batch, TableId table, const u32 *key,
                        size_t key_count);

#endif
