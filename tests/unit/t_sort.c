/* Goal: numbers come out in order, whatever they were, and things of one key keep their order. A
 * set of partijen holds what was added, upwards. */
#include "testing.h"

#include "engine/partij_set.h"
#include "engine/sort.h"

#include <stdlib.h>

enum { MOST = 3000 };

static int by_number(const void *left, const void *right)
{
    u64 a = *(const u64 *)left, b = *(const u64 *)right;
    return (a > b) - (a < b);
}

static void numbers_come_out_in_order(void **state)
{
    (void)state;
    Arena scratch = {0};
    for (int round = 0; round < 300; round++) {
        u64 numbers[MOST], expected[MOST];
        size_t count = round % 3 ? random_below(100) : random_below(MOST);
        int shift = (int)random_below(60);
        for (size_t i = 0; i < count; i++) {
            u64 wide = (u64)random_below(1u << 30) << 34 ^ (u64)random_below(1u << 30) << 10;
            numbers[i] = expected[i] = round % 5 ? wide >> shift : (u64)i / 3;
        }
        if (count) qsort(expected, count, sizeof *expected, by_number);
        sort_numbers(&scratch, numbers, count);
        if (count) assert_memory_equal(numbers, expected, count * sizeof *numbers);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

static void things_of_one_key_keep_their_order(void **state)
{
    (void)state;
    Arena scratch = {0};
    for (int round = 0; round < 100; round++) {
        u32 key[MOST], order[MOST];
        size_t count = random_below(MOST), keys = 1 + random_below(round % 2 ? 5 : 5000);
        for (u32 i = 0; i < count; i++) {
            key[i] = (u32)random_below(keys);
            order[i] = (u32)count - 1 - i;
        }
        sort_by_key(&scratch, order, count, key, keys);
        for (size_t i = 1; i < count; i++) {
            u32 before = order[i - 1], after = order[i];
            assert_true(key[before] < key[after] || (key[before] == key[after] && before > after));
        }
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

static void a_set_holds_what_was_added(void **state)
{
    (void)state;
    Arena arena = {0};
    const size_t sizes[] = {1, 63, 64, 65, 342, 4095, 4096, 4097, 100000};
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        PartijSet set = partij_set(&arena, sizes[s]);
        u8 *has = NEW(&arena, u8, sizes[s]);
        for (int round = 0; round < 4; round++) {
            size_t count = 0;
            for (int i = 0; i < 50 * round; i++) {
                u32 partij = (u32)random_below(sizes[s]);
                if (i == 0) partij = (u32)sizes[s] - 1;
                if (i == 1) partij = 0;
                count += !has[partij];
                has[partij] = 1;
                partij_set_add(&set, partij);
            }
            assert_int_equal(set.count, count);
            u32 next = 0;
            EACH_PARTIJ (partij, &set) {
                for (; next < partij; next++)
                    assert_int_equal(has[next], 0);
                assert_int_equal(has[next++], 1);
                count--;
            }
            assert_int_equal(count, 0);
            partij_set_clear(&set);
            assert_int_equal(partij_set_next(&set, 0), NONE);
            for (size_t i = 0; i < sizes[s]; i++)
                has[i] = 0;
        }
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_out_in_order),
        cmocka_unit_test(things_of_one_key_keep_their_order),
        cmocka_unit_test(a_set_holds_what_was_added),
    };
    return RUN(tests);
}
