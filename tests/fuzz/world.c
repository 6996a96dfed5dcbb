/* A small settlement in memory. In: nothing; out: files. Holds always: the settlement is accepted,
 * and has every table. */
#include "world.h"

#include "settle.h"

void xfree_all(void);

/* A world of tests/second of which every table has its own name. */
enum { WORLD = 7, RULES = 1 };

const char *world_table(Arena *arena, TableId table)
{
    return text_zero_ended(
        arena, JOIN(arena, TEXT("mem/b/data/"), text_of(table_specs[table].name), TEXT(".csv")));
}

/* The header of a table that the world has not. */
static Text header(Arena *arena, TableId table)
{
    TextBuilder out = {.arena = arena};
    for (size_t c = 0; c < table_specs[table].column_count; c++) {
        if (c) build_char(&out, ';');
        build_text(&out, text_of(table_specs[table].columns[c].name));
    }
    build_char(&out, '\n');
    return built(&out);
}

void world_rules(unsigned rules)
{
    batch_of_world(WORLD, rules);
    xfree_all();
}

void world_begin(void)
{
    static bool begun;
    if (begun) return;
    begun = true;
    edge_begin();
    world_rules(RULES);
    Arena arena = {0};
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const char *path = world_table(&arena, table);
        if (!edge_get(path).at) edge_put(path, header(&arena, table));
        Text beside = JOIN(&arena, TEXT("mem/b/"), text_of(table_specs[table].name), TEXT(".csv"));
        edge_put(text_zero_ended(&arena, beside), edge_get(path));
    }
    MUST(settle_in_memory(&arena, WORLD_INI, "mem/een").ok, "the world is not accepted");
    arena_free(&arena);
}
