/* Goal: any bytes as any table are refused with messages, or accepted and settled so that all adds
 * up; and the chunks in which a table is read have no effect.
 *
 * In: a byte that chooses the table, one that chooses its coding and the size of the chunks, and
 * the table. */
#include "io/tell/tell.h"
#include "settle.h"
#include "tests/unit/equal_batches.h"
#include "world.h"

/* Reads the table, and those that a table may refer to. */
static Batch *read_chunks(Arena *arena, TableId own, size_t chunk_bytes, Codering codering)
{
    Batch *batch = NEW(arena, Batch, 1);
    InputFiles files = {.chunk_bytes = chunk_bytes, .codering = codering};
    batch->arena = arena;
    batch->report = NEW(arena, Report, 1);
    batch->report->arena = arena;
    batch->sources = NEW(arena, Source, SOURCE_COUNT);
    for (TableId table = 0; table < TABLE_COUNT; table++)
        if (table == own || table == T_partijen || table == T_scholen || table == T_contracten)
            files.path[table] = text_of(world_table(arena, table));
    read_tables(batch, &files);
    return batch;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    world_begin();
    if (size < 2) return 0;
    TableId table = data[0] % TABLE_COUNT;
    Codering codering = data[1] % 2 ? CODERING_WINDOWS_1252 : CODERING_UTF8;
    size_t chunk = 1 + data[1] / 2;
    Arena arena = {0};
    const char *path = world_table(&arena, table);
    Text before = text_copy(&arena, edge_get(path));
    edge_put(path, (Text){(const char *)data + 2, size - 2});
    Batch *whole = read_chunks(&arena, table, CHUNK_BYTES, codering);
    const char *what = batches_differ(whole, read_chunks(&arena, table, chunk, codering));
    if (what) edge_broken(what, __FILE__, __LINE__);
    bool may_do = whole->report->errors == whole->report->seen[E101_FILE_MISSING];
    tell_faults(whole, 100);
    if (may_do) settle_in_memory(&arena, WORLD_INI, "mem/een");
    edge_put(path, before);
    arena_free(&arena);
    edge_forget("mem/een");
    return 0;
}
