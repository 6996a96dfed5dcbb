/* Goal: of any valid batch that the random batches can make, the engine and the slow second
 * calculation give the same tables to the byte, or both refuse it; and all adds up.
 *
 * In: bytes that take the place of chance: each choice of tests/second/gen*.c is one of them. Or,
 * in found/, the batch itself, for the choices of two compilers differ: the line BATCH, and for
 * each file a line with its name and its length, and its bytes. */
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

#define BATCH TEXT("BATCH\n")

/* Puts the files of a batch; nothing that a fuzzer makes is one. */
static void put_batch(Text bytes)
{
    char path[128] = "mem/b/";
    size_t length;
    int used;
    bytes = text_slice(bytes, BATCH.length, bytes.length);
    while (bytes.length && sscanf(bytes.at, "%100s %zu\n%n", path + 6, &length, &used) == 2) {
        edge_put(path, text_slice(bytes, (size_t)used, (size_t)used + length));
        bytes = text_slice(bytes, (size_t)used + length, bytes.length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    edge_begin();
    Arena own = {0};
    Text bytes = {text_zero_ended(&own, (Text){(const char *)data, size}), size};
    if (text_starts(bytes, BATCH))
        put_batch(bytes);
    else
        batch_from_bytes(data, size);
    arena_free(&own);
    xfree_all();
    Arena arena = {0};
    bool ok = settle_in_memory(&arena, "mem/b/settlement.ini", "mem/een").ok;
    arena_free(&arena);
    const char *why = second_in_memory("mem/b/settlement.ini", "mem/twee");
    bool compared = why != SECOND_ENDS;
    if (ok && why && compared) edge_broken(why, __FILE__, __LINE__);
    MUST(ok || why, "the engine refuses what the second calculation computes");
    if (ok && compared) compare_tables();
    xfree_all();
    edge_forget("");
    return 0;
}
