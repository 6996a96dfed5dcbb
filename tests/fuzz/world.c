/* A small settlement in memory. In: the seeds of csv and ini, which are its tables and its INI;
 * out: files. Holds always: the settlement is accepted, and has every table. Seeds are read, and
 * not made anew, because the random batches of two compilers differ. */
#define _GNU_SOURCE
#include "world.h"

#include "settle.h"

#include <stdio.h>

const char *world_table(Arena *arena, TableId table)
{
    return text_zero_ended(
        arena, JOIN(arena, TEXT("mem/b/data/"), text_of(table_specs[table].name), TEXT(".csv")));
}

static Text read_seed(Arena *arena, const char *name, size_t from)
{
    const char *path =
        text_zero_ended(arena, JOIN(arena, TEXT(FUZZ_SEEDS), TEXT("/"), text_of(name)));
    enum { SEED_MOST = 1 << 16 };
    char *bytes = NEW(arena, char, SEED_MOST);
    FILE *file = fopen(path, "rb");
    MUST(file, path);
    size_t length = fread(bytes, 1, SEED_MOST, file);
    fclose(file);
    return text_slice((Text){bytes, length}, from, length);
}

void world_begin(void)
{
    static bool begun;
    if (begun) return;
    begun = true;
    edge_begin();
    Arena arena = {0};
    edge_put(WORLD_INI, read_seed(&arena, "ini/rules-01", 0));
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Text name = text_of(table_specs[table].name);
        Text seed = read_seed(&arena, text_zero_ended(&arena, JOIN(&arena, TEXT("csv/"), name)),
                              WORLD_TABLE_HEAD);
        edge_put(world_table(&arena, table), seed);
        edge_put(text_zero_ended(&arena, JOIN(&arena, TEXT("mem/b/"), name, TEXT(".csv"))), seed);
    }
    MUST(settle_in_memory(&arena, WORLD_INI, "mem/een").ok, "the world is not accepted");
    arena_free(&arena);
}
