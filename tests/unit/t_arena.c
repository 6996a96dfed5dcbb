/* Goal: what an arena gives is zeroed, aligned and its own, however it grows and after a rewind;
 * a size that no memory has ends in the emergency, not in a small block. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

static void assert_zero(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i]) fail_msg("byte %zu is %d", i, bytes[i]);
}

static void memory_is_zeroed_aligned_and_not_shared(void **state)
{
    (void)state;
    enum { PIECES = 600 };
    Arena arena = {0};
    for (int round = 0; round < 4; round++) {
        unsigned char *pieces[PIECES];
        size_t sizes[PIECES];
        for (size_t i = 0; i < PIECES; i++) {
            sizes[i] = i % 50 == 7 ? 20000 + random_below(100000) : 1 + random_below(400);
            pieces[i] = arena_alloc(&arena, sizes[i], 1);
            assert_true((uintptr_t)pieces[i] % 16 == 0);
            assert_zero(pieces[i], sizes[i]);
            memset(pieces[i], (int)(i % 255) + 1, sizes[i]);
        }
        for (size_t i = 0; i < PIECES; i++)
            for (size_t k = 0; k < sizes[i]; k += k + 1 == sizes[i] ? 1 : sizes[i] - 1)
                if (pieces[i][k] != i % 255 + 1) fail_msg("piece %zu was written over", i);
        arena_rewind(&arena);
    }
    arena_free(&arena);
    assert_null(arena.block);
}

static void an_empty_arena_may_be_rewound_and_freed(void **state)
{
    (void)state;
    Arena arena = {0};
    arena_rewind(&arena);
    arena_free(&arena);
    assert_non_null(arena_alloc(&arena, 0, 8));
    arena_rewind(&arena);
    u64 *number = NEW(&arena, u64, 1);
    assert_true(*number == 0);
    arena_free(&arena);
    arena_free(&arena);
}

static void a_large_piece_leaves_the_room_of_the_block(void **state)
{
    (void)state;
    Arena arena = {0};
    char *before = arena_alloc(&arena, 16, 1);
    char *large = arena_alloc(&arena, 1 << 20, 1);
    char *after = arena_alloc(&arena, 16, 1);
    large[0] = large[(1 << 20) - 1] = 1;
    assert_ptr_equal(after, before + 16);
    for (int i = 0; i < 100; i++) /* and small pieces go on in one block after another */
        arena_alloc(&arena, 1 << 14, 1);
    before = arena_alloc(&arena, 100, 1);
    after = arena_alloc(&arena, 1, 1);
    assert_ptr_equal(after, before + 112);
    arena_free(&arena);
}

static void lists_grow_and_keep_what_they_hold(void **state)
{
    (void)state;
    Arena arena = {0};
    struct {
        u64 *items;
        size_t count, capacity;
    } list = {0};
    size_t grown = 0;
    for (u64 i = 0; i < 100000; i++) {
        const u64 *old = list.items;
        *PUSH(&arena, &list) = i * i;
        grown += list.items != old;
        assert_true(list.count <= list.capacity);
    }
    for (u64 i = 0; i < list.count; i++)
        assert_true(list.items[i] == i * i);
    assert_true(grown < 20);
    size_t capacity = 10;
    char *same = arena_alloc(&arena, 10, 1);
    assert_ptr_equal(arena_grow(&arena, same, &capacity, 10, 1), same);
    assert_int_equal(capacity, 10);
    assert_ptr_not_equal(arena_grow(&arena, same, &capacity, 11, 1), same);
    assert_int_equal(capacity, 20);
    arena_grow(&arena, same, &capacity, 40, 1);
    assert_int_equal(capacity, 40);
    arena_free(&arena);
}

static int by_byte(const void *left, const void *right)
{
    return *(const char *)left - *(const char *)right;
}

static void any_number_of_elements_is_sorted(void **state)
{
    (void)state;
    char bytes[] = "hgfedcba";
    sort_array(NULL, 0, 1, by_byte);
    sort_array(bytes, 0, 1, by_byte);
    sort_array(bytes, 1, 1, by_byte);
    assert_string_equal(bytes, "hgfedcba");
    sort_array(bytes, 2, 1, by_byte);
    assert_string_equal(bytes, "ghfedcba");
    sort_array(bytes, 8, 1, by_byte);
    assert_string_equal(bytes, "abcdefgh");
}

static void a_size_without_memory_is_an_emergency(void **state)
{
    (void)state;
    static Arena arena;
    static size_t capacity = SIZE_MAX / 2 + 1;
    assert_defect(arena_alloc(&arena, SIZE_MAX / 2, 4));
    assert_defect(arena_alloc(&arena, SIZE_MAX, 1));
    assert_defect(arena_alloc(&arena, SIZE_MAX / 16 - 1, 16));
    assert_defect(arena_grow(&arena, NULL, &capacity, SIZE_MAX, 1));
    assert_defect(arena_alloc(&arena, 1, 0));
    assert_non_null(arena_alloc(&arena, 1, 1));
    arena_free(&arena);
}

static void *get_none(size_t bytes)
{
    (void)bytes;
    return NULL;
}

static void *get_zeroed(size_t bytes)
{
    return calloc(1, bytes);
}

static void give_back(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}

static void memory_that_ends_is_an_emergency(void **state)
{
    (void)state;
    static Arena arena;
    static const Memory none = {get_none, give_back}, some = {get_zeroed, give_back};
    memory_install(none);
    assert_defect(arena_alloc(&arena, 1, 1));
    assert_null(arena.block);
    memory_install(some);
    assert_non_null(arena_alloc(&arena, 1, 1));
    arena_free(&arena);
}

/* What was of one arena stays as it was, and is freed with the other. */
static void an_arena_takes_over_another(void **state)
{
    (void)state;
    Arena from = {0}, to = {0};
    arena_adopt(&to, &from); /* nothing */
    assert_null(to.block);
    char *first = arena_alloc(&from, 1 << 17, 1), *second = arena_alloc(&from, 1, 1);
    first[0] = 'a', *second = 'b';
    arena_adopt(&to, &from); /* into one that is empty */
    assert_null(from.block);
    char *third = arena_alloc(&from, 1 << 17, 1);
    *third = 'c';
    arena_adopt(&to, &from);
    assert_null(from.block);
    char *fourth = arena_alloc(&to, 1, 1);
    *fourth = 'd';
    assert_true(fourth > second && fourth < second + 1000); /* the block that was being filled */
    assert_true(first[0] == 'a' && *second == 'b' && *third == 'c');
    arena_give_back(&to, third);
    arena_give_back(&to, first);
    assert_int_equal(*second, 'b');
    arena_free(&to);
}

static void one_large_piece_is_given_back(void **state)
{
    (void)state;
    Arena arena = {0};
    char *small = arena_alloc(&arena, 100, 1);
    char *large[3];
    for (int i = 0; i < 3; i++) {
        large[i] = arena_alloc(&arena, 1 << 20, 1);
        large[i][0] = (char)('a' + i);
    }
    small[0] = 's';
    arena_give_back(&arena, large[1]);
    arena_give_back(&arena, small); /* shares its block: stays */
    arena_give_back(&arena, "of no arena");
    assert_int_equal(small[0], 's');
    assert_int_equal(large[0][0], 'a');
    assert_int_equal(large[2][0], 'c');
    arena_give_back(&arena, large[0]);
    arena_give_back(&arena, large[2]);
    char *next = arena_alloc(&arena, 1 << 20, 1);
    assert_zero((unsigned char *)next, 1 << 20);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_large_piece_is_given_back),
        cmocka_unit_test(memory_that_ends_is_an_emergency),
        cmocka_unit_test(an_arena_takes_over_another),
        cmocka_unit_test(memory_is_zeroed_aligned_and_not_shared),
        cmocka_unit_test(an_empty_arena_may_be_rewound_and_freed),
        cmocka_unit_test(a_large_piece_leaves_the_room_of_the_block),
        cmocka_unit_test(lists_grow_and_keep_what_they_hold),
        cmocka_unit_test(any_number_of_elements_is_sorted),
        cmocka_unit_test(a_size_without_memory_is_an_emergency),
    };
    return RUN(tests);
}
