/* Goal: for every row the first with the same identifier is found, whatever the number of threads;
 * equal hashes are never taken for equal identifiers. */
#include "testing.h"

#include "engine/repeats.h"

static Arena arena;

static Text text_at(const void *context, u32 row)
{
    return ((const Text *)context)[row];
}

static char random_byte(void)
{
    for (;;) {
        char byte = (char)random_below(128);
        if (is_identifier_byte(byte)) return byte;
    }
}

/* An identifier, followed by what does not belong to it. */
static Text random_identifier(void)
{
    size_t length = 1 + random_below(IDENTIFIER_MOST);
    char *bytes = NEW(&arena, char, length + 1);
    for (size_t i = 0; i < length; i++)
        bytes[i] = random_byte();
    bytes[length] = ";\"\r\n \xC2"[random_below(6)];
    return (Text){bytes, length + 1};
}

static int by_text(const void *left, const void *right)
{
    Text a = text_identifier_at(**(const Text *const *)left, 0);
    Text b = text_identifier_at(**(const Text *const *)right, 0);
    int order = text_compare(a, b);
    const Text *one = *(const Text *const *)left, *other = *(const Text *const *)right;
    return order ? order : (one > other) - (one < other);
}

/* The first rows, by sorting. */
static u32 *slow_first(const Text *texts, u32 count)
{
    const Text **sorted = NEW(&arena, const Text *, count + 1);
    u32 *first = NEW(&arena, u32, count + 1);
    for (u32 i = 0; i < count; i++)
        sorted[i] = &texts[i];
    sort_array(sorted, count, sizeof *sorted, by_text);
    for (u32 i = 0; i < count; i++) {
        u32 row = (u32)(sorted[i] - texts);
        bool same = i && text_equal(text_identifier_at(*sorted[i], 0),
                                    text_identifier_at(*sorted[i - 1], 0));
        first[row] = same ? first[sorted[i - 1] - texts] : row;
    }
    return first;
}

static void expect_first(const Text *texts, u32 count)
{
    const unsigned widths[] = {1, 2, 8};
    u32 *expected = slow_first(texts, count), *first = NEW(&arena, u32, STRETCH_ROWS);
    RowIdentifiers identifiers = {text_at, texts, count};
    for (size_t w = 0; w < COUNT_OF(widths); w++) {
        work_set_width(widths[w]);
        Repeats *repeats = find_repeats(&arena, &identifiers);
        size_t next = 0;
        for (size_t stretch = 0; stretch < repeats_stretches(repeats); stretch++) {
            WorkRange rows = repeats_rows(repeats, stretch);
            assert_int_equal(rows.first, next);
            repeats_in(repeats, stretch, first);
            for (next = rows.first; next < rows.end; next++)
                assert_int_equal(first[next - rows.first], expected[next]);
        }
        assert_int_equal(next, count);
    }
    work_set_width(1);
}

static void first_rows_are_those_of_sorting(void **state)
{
    (void)state;
    static const u32 counts[] = {0, 1, 2, 100, STRETCH_ROWS, STRETCH_ROWS + 1, 70000};
    for (size_t c = 0; c < COUNT_OF(counts); c++) {
        u32 count = counts[c], different = count / 2 + 1;
        Text *known = NEW(&arena, Text, different), *texts = NEW(&arena, Text, count + 1);
        for (u32 i = 0; i < different; i++)
            known[i] = random_identifier();
        for (u32 i = 0; i < count; i++)
            texts[i] = known[random_below(different)];
        expect_first(texts, count);
        arena_free(&arena);
    }
}

static void one_identifier_may_be_on_every_row(void **state)
{
    (void)state;
    enum { COUNT = 3 * STRETCH_ROWS };
    Text *texts = NEW(&arena, Text, COUNT);
    for (u32 i = 0; i < COUNT; i++)
        texts[i] = TEXT("0123456789ABCDEF");
    expect_first(texts, COUNT);
    arena_free(&arena);
}

/* Short ones that begin each other, and bytes of the highest value. */
static void lengths_tell_identifiers_apart(void **state)
{
    (void)state;
    static const char most[] = "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                      least[] = "--------------------------------";
    Text texts[2 * IDENTIFIER_MOST];
    for (u32 i = 0; i < IDENTIFIER_MOST; i++) {
        texts[2 * i] = (Text){most, i + 1};
        texts[2 * i + 1] = (Text){least, i + 1};
    }
    expect_first(texts, COUNT_OF(texts));
    arena_free(&arena);
}

/* Each byte that an identifier may have makes it another one, wherever it stands. */
static void every_byte_tells_identifiers_apart(void **state)
{
    (void)state;
    enum { LENGTH = 3 };
    static char bytes[LENGTH * 256][LENGTH];
    Text texts[LENGTH * 256];
    size_t count = 0;
    for (size_t at = 0; at < LENGTH; at++) {
        for (int byte = 0; byte < 256; byte++) {
            if (!is_identifier_byte((char)byte)) continue;
            memcpy(bytes[count], "QQQ", LENGTH);
            bytes[count][at] = (char)byte;
            texts[count] = (Text){bytes[count], LENGTH};
            count++;
        }
    }
    assert_int_equal(count, LENGTH * (10 + 26 + 26 + 4));
    expect_first(texts, (u32)count);
    arena_free(&arena);
}

/* Two identifiers of 16 bytes with the same hash: that of the first half is made up for in the
 * second, when that gives bytes that an identifier has. */
static void make_twins(char *one, char *other)
{
    u64 start = 0x9E3779B97F4A7C15u ^ 16, first, second, tail;
    for (size_t i = 0; i < 16; i++)
        one[i] = random_byte();
    memcpy(&first, one, 8);
    memcpy(&tail, one + 8, 8);
    for (bool good = false; !good;) {
        for (size_t i = 0; i < 8; i++)
            other[i] = random_byte();
        memcpy(&second, other, 8);
        u64 word = tail ^ scattered(start ^ first) ^ scattered(start ^ second);
        memcpy(other + 8, &word, 8);
        good = second != first;
        for (size_t i = 8; i < 16; i++)
            good = good && is_identifier_byte(other[i]);
    }
}

static void equal_hashes_are_not_equal_identifiers(void **state)
{
    (void)state;
    enum { PAIRS = 8 };
    static char bytes[2 * PAIRS][16];
    Text texts[4 * PAIRS];
    for (size_t i = 0; i < PAIRS; i++) {
        make_twins(bytes[2 * i], bytes[2 * i + 1]);
        Text one = {bytes[2 * i], 16}, other = {bytes[2 * i + 1], 16};
        assert_true(text_hash(one) == text_hash(other));
        assert_false(text_equal(one, other));
        texts[4 * i] = texts[4 * i + 3] = one;
        texts[4 * i + 1] = texts[4 * i + 2] = other;
    }
    expect_first(texts, COUNT_OF(texts));
    arena_free(&arena);
}

/* More rows than small parts can have: each identifier twice, half of the rows apart. */
enum { MANY = (4096 << 10) + STRETCH_ROWS, HALF = MANY / 2, DIGITS = 4 };

static Text number_at(const void *context, u32 row)
{
    return (Text){(const char *)context + (size_t)row % HALF * DIGITS, DIGITS};
}

static void millions_of_rows_are_cut_into_as_many_parts(void **state)
{
    (void)state;
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    char *numbers = NEW(&arena, char, (size_t)HALF *DIGITS);
    for (u64 i = 0; i < HALF; i++) {
        u64 left = i * 7919 % HALF;
        for (size_t d = 0; d < DIGITS; d++, left /= 62)
            numbers[i * DIGITS + d] = digits[left % 62];
    }
    RowIdentifiers identifiers = {number_at, numbers, MANY};
    work_set_width(2);
    Repeats *repeats = find_repeats(&arena, &identifiers);
    work_set_width(1);
    u32 *first = NEW(&arena, u32, STRETCH_ROWS);
    for (size_t stretch = 0; stretch < repeats_stretches(repeats); stretch++) {
        WorkRange rows = repeats_rows(repeats, stretch);
        repeats_in(repeats, stretch, first);
        for (size_t row = rows.first; row < rows.end; row++)
            if (first[row - rows.first] != row % HALF)
                fail_msg("row %zu has its first at %u", row, first[row - rows.first]);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_rows_are_those_of_sorting),
        cmocka_unit_test(one_identifier_may_be_on_every_row),
        cmocka_unit_test(lengths_tell_identifiers_apart),
        cmocka_unit_test(every_byte_tells_identifiers_apart),
        cmocka_unit_test(equal_hashes_are_not_equal_identifiers),
        cmocka_unit_test(millions_of_rows_are_cut_into_as_many_parts),
    };
    return RUN(tests);
}
