/* Goal: equal texts have one number, numbers run in the order of first sight, and nothing is lost
 * when the table grows. */
#include "testing.h"

#include "engine/symbols.h"

#include <stdlib.h>

static int by_text(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

static void nothing_is_found_in_an_empty_table(void **state)
{
    (void)state;
    Symbols symbols = {0};
    assert_true(symbols_find(&symbols, TEXT("a")) == NONE);
    assert_true(symbols_find(&symbols, TEXT("")) == NONE);
}

static void numbers_run_in_the_order_of_first_sight(void **state)
{
    (void)state;
    Arena arena = {0};
    Symbols symbols = {.arena = &arena};
    char again[] = "GM0518";
    assert_int_equal(symbols_intern(&symbols, TEXT("GM0518")), 0);
    assert_int_equal(symbols_intern(&symbols, TEXT("gm0518")), 1);
    assert_int_equal(symbols_intern(&symbols, text_of(again)), 0);
    assert_int_equal(symbols_intern(&symbols, TEXT("")), 2);
    assert_int_equal(symbols_intern(&symbols, TEXT("GM051")), 3);
    assert_int_equal(symbols_find(&symbols, TEXT("GM051")), 3);
    assert_true(symbols_find(&symbols, TEXT("GM05")) == NONE);
    assert_int_equal(symbols.count, 4);
    arena_free(&arena);
}

static void many_texts_keep_their_numbers(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    Arena arena = {0};
    Symbols symbols = {.arena = &arena};
    Text *texts = NEW(&arena, Text, MANY);
    for (u32 i = 0; i < MANY; i++) {
        texts[i] = JOIN(&arena, TEXT("L"), text_integer(&arena, (i128)i * 7919 % 100003));
        assert_int_equal(symbols_intern(&symbols, texts[i]), i);
    }
    assert_int_equal(symbols.count, MANY);
    for (u32 i = 0; i < MANY; i++) {
        Text copy = text_copy(&arena, texts[i]);
        assert_int_equal(symbols_find(&symbols, copy), i);
        assert_int_equal(symbols_intern(&symbols, copy), i);
        assert_true(text_equal(symbols.items[i], texts[i]));
    }
    assert_int_equal(symbols.count, MANY);
    assert_true(symbols_find(&symbols, TEXT("L100003")) == NONE);
    qsort(texts, MANY, sizeof *texts, by_text);
    for (u32 i = 1; i < MANY; i++)
        assert_true(text_compare(texts[i - 1], texts[i]) < 0);
    arena_free(&arena);
}

/* Texts of up to seven bytes are told apart by a number, longer ones by their bytes. */
static void texts_that_are_nearly_equal_differ(void **state)
{
    (void)state;
    static const char bytes[] = "aaaaaaaaaaaaaaaaaaaaaaaa\0\0\0";
    Arena arena = {0};
    Symbols symbols = {.arena = &arena};
    u32 number = 0;
    for (size_t length = 0; length < sizeof bytes - 1; length++)
        assert_int_equal(symbols_intern(&symbols, (Text){bytes, length}), number++);
    for (size_t zeros = 1; zeros <= 3; zeros++)
        for (size_t length = 1; length <= 12; length++)
            assert_int_equal(symbols_intern(&symbols, (Text){bytes + 24 - length, length + zeros}),
                             number++);
    for (size_t length = 0; length < sizeof bytes - 1; length++)
        assert_int_equal(symbols_find(&symbols, (Text){bytes, length}), length);
    arena_free(&arena);
}

/* Two texts of 16 bytes with one hash: the second half undoes what the first half differs in. */
static void texts_with_one_hash_differ(void **state)
{
    (void)state;
    u64 halves[2][2] = {{1, 2}, {3, 0}};
    u64 begin = 0x9E3779B97F4A7C15u ^ 16;
    halves[1][1] = halves[0][1] ^ scattered(begin ^ halves[0][0]) ^ scattered(begin ^ halves[1][0]);
    Text one = {(const char *)halves[0], 16}, other = {(const char *)halves[1], 16};
    assert_true(text_hash(one) == text_hash(other));
    Arena arena = {0};
    Symbols symbols = {.arena = &arena};
    assert_int_equal(symbols_intern(&symbols, one), 0);
    assert_true(symbols_find(&symbols, other) == NONE);
    assert_int_equal(symbols_intern(&symbols, other), 1);
    assert_int_equal(symbols_find(&symbols, one), 0);
    assert_int_equal(symbols_find(&symbols, other), 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_an_empty_table),
        cmocka_unit_test(numbers_run_in_the_order_of_first_sight),
        cmocka_unit_test(many_texts_keep_their_numbers),
        cmocka_unit_test(texts_that_are_nearly_equal_differ),
        cmocka_unit_test(texts_with_one_hash_differ),
    };
    return RUN(tests);
}
