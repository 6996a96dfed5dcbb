/* Rows next to each other. In: a table and a key of each row; out: the same rows in the order of
 * their keys. Holds always: a row keeps its cells and its line. */
#include "engine/cluster.h"

#include "engine/work.h"

#include <string.h>

typedef struct Moving {
    Batch *batch;
    TableId table;
    const u32 *to; /* where each row goes */
} Moving;

/* Moves one column; the last task moves the line numbers. */
static void move_column(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Moving *m = context;
    const TableSpec *spec = &table_specs[m->table];
    const TableRows *rows = batch_rows(m->batch, m->table);
    u32 *cells = rows->line;
    if (task < spec->column_count) {
        ASSERT(spec->columns[task].cell_size == sizeof *cells);
        cells = (u32 *)(void *)*batch_column(m->batch, m->table, task);
    }
    Arena scratch = {0};
    u32 *moved = NEW(&scratch, u32, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        moved[m->to[i]] = cells[i];
    memcpy(cells, moved, rows->count * sizeof *cells);
    arena_free(&scratch);
}

/* Where each row goes; NULL when all stand right. */
static u32 *places(Arena *arena, const u32 *key, size_t count, size_t key_count)
{
    bool right = true;
    u32 *next = NEW(arena, u32, key_count + 1);
    for (size_t i = 0; i < count; i++) {
        ASSERT(key[i] < key_count);
        next[key[i] + 1]++;
        right = right && (!i || key[i - 1] <= key[i]);
    }
    if (right) return NULL;
    for (size_t k = 0; k < key_count; k++)
        next[k + 1] += next[k];
    u32 *to = NEW(arena, u32, count);
    for (size_t i = 0; i < count; i++)
        to[i] = next[key[i]]++;
    return to;
}

const u32 *cluster_rows(Arena *arena, Batch *batch, TableId table, const u32 *key, size_t key_count)
{
    Moving moving = {batch, table, places(arena, key, batch_rows(batch, table)->count, key_count)};
    if (moving.to) work_each(table_specs[table].column_count + 1, move_column, &moving);
    return moving.to;
}
