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

static void move_cells(char *moved, const char *cells, size_t size, const u32 *to, size_t count)
{
    if (size == sizeof(u32)) { /* most columns, in as few steps as can be */
        u32 *out = (u32 *)(void *)moved;
        const u32 *in = (const u32 *)(const void *)cells;
        for (size_t i = 0; i < count; i++)
            out[to[i]] = in[i];
        return;
    }
    for (size_t i = 0; i < count; i++)
        memcpy(moved + to[i] * size, cells + i * size, size);
}

/* Moves one column; the last task moves the line numbers. */
static void move_column(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Moving *m = context;
    const TableSpec *spec = &table_specs[m->table];
    const TableRows *rows = batch_rows(m->batch, m->table);
    bool lines = task == spec->column_count;
    char *cells = lines ? (char *)rows->line : *batch_column(m->batch, m->table, task);
    size_t size = lines ? sizeof *rows->line : spec->columns[task].cell_size;
    Arena scratch = {0};
    char *moved = arena_alloc(&scratch, rows->count, size);
    move_cells(moved, cells, size, m->to, rows->count);
    memcpy(cells, moved, rows->count * size);
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
