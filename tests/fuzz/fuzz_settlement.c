/* Goal: of any valid batch that the random batches can make, the engine and the slow second
 * calculation give the same tables to the byte, or both refuse it; and all adds up.
 *
 * In: bytes that take the place of chance: each choice of tests/second/gen*.c is one of them. */
#include "edge.h"
#include "settle.h"

#include <stdio.h>

void xfree_all(void);

static void print_difference(Text one, Text two)
{
    for (size_t line = 1; one.length || two.length; line++) {
        Text a = text_slice(one, 0, text_find(one, '\n', 0));
        Text b = text_slice(two, 0, text_find(two, '\n', 0));
        if (!text_equal(a, b)) {
            fprintf(stderr, "# line %zu\n# - %.*s\n# + %.*s\n", line, (int)a.length, a.at,
                    (int)b.length, b.at);
            return;
        }
        one = text_slice(one, a.length + (a.length < one.length), one.length);
        two = text_slice(two, b.length + (b.length < two.length), two.length);
    }
}

static void compare_tables(void)
{
    char path[64];
    for (size_t i = 0; second_tables[i]; i++) {
        snprintf(path, sizeof path, "mem/een/%s", second_tables[i]);
        Text one = edge_get(path);
        snprintf(path, sizeof path, "mem/twee/%s", second_tables[i]);
        Text two = edge_get(path);
        MUST(one.at && two.at, second_tables[i]);
        if (text_equal(one, two)) continue;
        print_difference(one, two);
        edge_broken(second_tables[i], __FILE__, __LINE__);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    edge_begin();
    batch_from_bytes(data, size);
    xfree_all();
    Arena arena = {0};
    bool ok = settle_in_memory(&arena, "mem/b/settlement.ini", "mem/een").ok;
    arena_free(&arena);
    const char *why = second_in_memory("mem/b/settlement.ini", "mem/twee");
    if (ok && why) edge_broken(why, __FILE__, __LINE__);
    MUST(ok || why, "the engine refuses what the second calculation computes");
    if (ok) compare_tables();
    xfree_all();
    edge_forget("");
    return 0;
}
