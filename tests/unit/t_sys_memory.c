/* Goal: memory that was given back is zero when it is given again, and is never of two at once; a
 * library that finds none ends the program. */
#include "testing.h"

#include "io/system/sys.h"

#include <string.h>

enum { OWNERS = 12, MB = 1 << 20 };

static void assert_all_zero(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i += 509)
        if (bytes[i]) fail_msg("byte %zu is %d", i, bytes[i]);
    assert_int_equal(bytes[length - 1], 0);
}

/* Large pieces come and go in any order: each is zeroed, and nobody else's. */
static void large_memory_is_used_again_and_not_shared(void **state)
{
    (void)state;
    sys_memory_install();
    Arena arenas[OWNERS] = {{0}};
    char *pieces[OWNERS] = {0};
    size_t sizes[OWNERS] = {0};
    for (int round = 0; round < 120; round++) {
        size_t i = (size_t)random_below(OWNERS);
        if (pieces[i]) {
            for (size_t k = 0; k < sizes[i]; k += 4099)
                if (pieces[i][k] != (char)(i + 1)) fail_msg("piece %zu was written over", i);
            arena_free(&arenas[i]);
            pieces[i] = NULL;
            if (round % 50 == 49) sys_memory_trim();
            continue;
        }
        sizes[i] = 3 * MB + (size_t)random_below(20 * MB);
        pieces[i] = arena_alloc(&arenas[i], sizes[i], 1);
        assert_all_zero(pieces[i], sizes[i]);
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < OWNERS; i++)
        arena_free(&arenas[i]);
    sys_memory_trim();
}

static void a_library_without_memory_ends_the_program(void **state)
{
    (void)state;
    sys_enough_memory(true);
    assert_defect((sys_enough_memory(false), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_memory_is_used_again_and_not_shared),
        cmocka_unit_test(a_library_without_memory_ends_the_program),
    };
    return RUN(tests);
}
