/* make_seeds FOLDER: what the fuzzers begin with, in FOLDER/ini, csv, settlement, roundtrip, which
 * are there. In: numbers; out: files, the same bytes each time from one compiler. It was run for
 * tests/fuzz/seeds, which world.c reads; it is to be run again when tables get other columns. */
#include "settle.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

void xfree_all(void);

/* A world of tests/second of which every table has its own name. */
enum { WORLD = 7 };

enum { RULES_COUNT = 60, BATCHES = 48, BATCH_BYTES = 1200 };

static void write_seed(const char *path, Text head, Text bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(head.at, 1, head.length, file) != head.length ||
        fwrite(bytes.at, 1, bytes.length, file) != bytes.length || fclose(file)) {
        fprintf(stderr, "%s cannot be written\n", path);
        exit(1);
    }
}

/* Every INI stands on the same tables: the head is of the world, the rules are of a number. */
static void write_inis(const char *folder)
{
    char path[4096];
    for (unsigned rules = 1; rules <= RULES_COUNT; rules++) {
        Arena arena = {0};
        batch_of_world(WORLD, rules);
        xfree_all();
        Text ini = text_copy(&arena, edge_get(WORLD_INI));
        if (settle_in_memory(&arena, WORLD_INI, "mem/een").ok) {
            snprintf(path, sizeof path, "%s/ini/rules-%02u", folder, rules);
            write_seed(path, TEXT(""), ini);
        }
        arena_free(&arena);
    }
}

/* The header of a table that the world has not. */
static Text header_of(Arena *arena, TableId table)
{
    TextBuilder out = {.arena = arena};
    for (size_t c = 0; c < table_specs[table].column_count; c++) {
        if (c) build_char(&out, ';');
        build_text(&out, text_of(table_specs[table].columns[c].name));
    }
    build_char(&out, '\n');
    return built(&out);
}

static void write_tables_of_world(const char *folder)
{
    char path[4096];
    Arena arena = {0};
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        char head[2] = {(char)table, (char)(2 * (table + 3) + table % 2)};
        snprintf(path, sizeof path, "%s/csv/%s", folder, table_specs[table].name);
        Text bytes = edge_get(world_table(&arena, table));
        write_seed(path, (Text){head, WORLD_TABLE_HEAD},
                   bytes.at ? bytes : header_of(&arena, table));
    }
    arena_free(&arena);
}

static void write_batches(const char *folder)
{
    char path[4096], bytes[BATCH_BYTES];
    u64 state = 1;
    for (unsigned batch = 1; batch <= BATCHES; batch++) {
        size_t length = BATCH_BYTES * batch / BATCHES;
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)((state = scattered(state + batch + i)) >> 56);
        snprintf(path, sizeof path, "%s/settlement/batch-%02u", folder, batch);
        write_seed(path, TEXT(""), (Text){bytes, length});
    }
}

static void write_texts(const char *folder)
{
    static const char *const texts[] = {
        "plain\xFF\xFFtwo words\xFF; , \t \" ' \r \n \r\n\xFF",
        "\"\"\xFF\"a\"\"b\"\xFF= 1 + 1\xFF@SUM(A1)\xFF<b>&amp;</b>]]>\xFF",
        "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xFF\xE2\x80\xAE\xD7\xA9\xFF\x01\x1B[31m\x7F\xFF",
        "\xEF\xBB\xBF\xFF\xEF\xBF\xBE\xFF\xED\x9F\xBF\xFF../../x\xFF_x000D_\xFF",
    };
    char path[4096];
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        snprintf(path, sizeof path, "%s/roundtrip/texts-%zu", folder, i + 1);
        write_seed(path, TEXT(""), text_of(texts[i]));
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: make_seeds FOLDER\n", stderr);
        return 2;
    }
    edge_begin();
    write_inis(argv[1]);
    write_tables_of_world(argv[1]);
    write_batches(argv[1]);
    write_texts(argv[1]);
    edge_forget("");
    return 0;
}
