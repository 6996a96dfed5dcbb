/* Goal: slices of text are compared, cut, measured and built byte for byte, without a locale. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

/* The offset of the first fault, by decoding: shares nothing with engine/text.c. */
static size_t slow_fault(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t count = p[i] < 0x80       ? 1
                       : p[i] >> 5 == 6  ? 2
                       : p[i] >> 4 == 14 ? 3
                       : p[i] >> 3 == 30 ? 4
                                         : 0;
        if (!count || i + count > length) return i;
        static const u32 mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07},
                         least[] = {0, 0, 0x80, 0x800, 0x10000};
        u32 point = p[i] & mask[count];
        for (size_t k = 1; k < count; k++) {
            if (p[i + k] >> 6 != 2) return i;
            point = point << 6 | (p[i + k] & 0x3Fu);
        }
        if (point < least[count] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return i;
        i += count;
    }
    return length;
}

static void each_utf8_fault_has_its_offset(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t offset;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"één \xE2\x82\xAC \xF0\x9F\x98\x80", 14},
        {"ab\xC0\x80", 2}, /* overlong */
        {"ab\xC1\xBF", 2},
        {"a\xE0\x9F\xBF", 1},
        {"\xF0\x8F\xBF\xBF", 0},
        {"x\xED\xA0\x80", 1}, /* surrogates */
        {"x\xED\xBF\xBF", 1},
        {"x\xED\x9F\xBF", 4},    /* the last before them */
        {"\xF4\x8F\xBF\xBF", 4}, /* the last of all */
        {"\xF4\x90\x80\x80", 0}, /* above 10FFFF */
        {"\xF5\x80\x80\x80", 0},
        {"12345678\xE2\x82", 8}, /* cut off */
        {"1234567\xC3", 7},
        {"\xF0\x9F\x98", 0},
        {"\xC3(", 0},
        {"\x80", 0},
        {"ok\xFF", 2},
        {"ok\xFE", 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t fault = text_utf8_fault(text_of(cases[i].bytes));
        if (fault != cases[i].offset) fail_msg("case %zu: offset %zu", i, fault);
    }
}

static void every_kind_of_sequence_is_judged(void **state)
{
    (void)state;
    static const unsigned char tails[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                          0x9F, 0xA0, 0xBF, 0xC0, 0xED, 0xFF};
    unsigned char bytes[4];
    for (int lead = 0; lead < 256; lead++)
        for (size_t i = 0; i < sizeof tails * sizeof tails * sizeof tails; i++) {
            bytes[0] = (unsigned char)lead;
            bytes[1] = tails[i % sizeof tails];
            bytes[2] = tails[i / sizeof tails % sizeof tails];
            bytes[3] = tails[i / sizeof tails / sizeof tails];
            for (size_t length = i % 37 ? 4 : 1; length <= 4; length++)
                if (text_utf8_fault((Text){(char *)bytes, length}) != slow_fault(bytes, length))
                    fail_msg("%02x %02x %02x %02x", bytes[0], bytes[1], bytes[2], bytes[3]);
        }
}

/* The scan goes by blocks of 64 and words of 8 bytes: a fault at any distance must be found. */
static void a_fault_is_found_at_any_offset(void **state)
{
    (void)state;
    unsigned char bytes[200];
    for (size_t at = 0; at < sizeof bytes; at++) {
        memset(bytes, 'a', sizeof bytes);
        bytes[at] = 0xC3;
        assert_int_equal(text_utf8_fault((Text){(char *)bytes, sizeof bytes}), at);
        assert_int_equal(text_utf8_fault((Text){(char *)bytes, at}), at);
        if (at + 1 == sizeof bytes) continue;
        bytes[at + 1] = 0xA9;
        assert_int_equal(text_utf8_fault((Text){(char *)bytes, sizeof bytes}), sizeof bytes);
    }
}

static void bytes_are_counted(void **state)
{
    (void)state;
    char bytes[600];
    for (int round = 0; round < 2000; round++) {
        size_t length = random_below(sizeof bytes), count = 0;
        u64 others = random_below(4); /* 0: nothing but what is counted */
        for (size_t i = 0; i < length; i++) {
            bytes[i] = random_below(others + 1) ? 'x' : '\n';
            count += bytes[i] == '\n';
        }
        assert_int_equal(text_count((Text){bytes, length}, '\n'), count);
    }
}

/* Codes of one length that differ in one byte must not share the low bits of their hash. */
static void a_hash_hangs_on_every_byte(void **state)
{
    (void)state;
    enum { LONGEST = 20, SLOTS = 1 << 12 };
    for (size_t length = 1; length <= LONGEST; length++)
        for (size_t at = 0; at < length; at++) {
            static u8 taken[SLOTS];
            memset(taken, 0, sizeof taken);
            char code[LONGEST];
            memset(code, '0', sizeof code);
            int shared = 0;
            for (char c = '0'; c <= 'z'; c++) {
                code[at] = c;
                shared += taken[text_hash((Text){code, length}) % SLOTS]++ > 0;
            }
            assert_in_range(shared, 0, 8); /* of 75 */
        }
}

static void short_texts_differ_as_words(void **state)
{
    (void)state;
    char bytes[] = "abcdefgh";
    for (size_t length = 1; length <= 8; length++)
        for (size_t at = 0; at < length; at++) {
            Text text = {bytes, length};
            u64 before = text_word(text);
            assert_true(before >> (8 * (length - 1)) >> 4 >> 4 == 0);
            bytes[at] ^= 1;
            assert_true(text_word(text) != before);
            assert_true(text_word(text) >> 8 * at << 56 == (u64)(u8)bytes[at] << 56);
            bytes[at] ^= 1;
        }
}

static void identifiers_end_where_others_begin(void **state)
{
    (void)state;
    static u8 seen[256];
    for (int byte = 0; byte < 256; byte++) {
        char text[2] = {'a', (char)byte};
        bool is = text_is_identifier((Text){text, 2});
        assert_true(is_identifier_byte((char)byte) == is);
        assert_in_range(identifier_bytes[byte], is, is ? IDENTIFIER_BYTES : 0);
        if (is) assert_false(seen[identifier_bytes[byte]]++);
        assert_int_equal(text_identifier_at((Text){text, 2}, 0).length, is ? 2 : 1);
    }
    assert_text(text_identifier_at(TEXT("x;L-0.1/2_z;y"), 2), "L-0.1/2_z");
    assert_text(text_identifier_at(TEXT("x;L1"), 2), "L1");
}

static void blanks_at_both_ends_are_taken_off(void **state)
{
    (void)state;
    assert_text(text_trim(TEXT("")), "");
    assert_text(text_trim(TEXT(" \t ")), "");
    assert_text(text_trim(TEXT("a b")), "a b");
    assert_text(text_trim(TEXT("\x7F"
                               "a\x7F")),
                "\x7F"
                "a\x7F"); /* no blank */
    assert_text(text_trim(TEXT("a\x7F ")), "a\x7F");
    assert_text(text_trim(TEXT("a\x7F")), "a\x7F");
    assert_text(text_trim(TEXT("  a\tb \t")), "a\tb");
    assert_text(text_trim(TEXT("\xC2\xA0 \xC2\xA0"
                               "12\xC2\xA0"
                               "5 \xC2\xA0")),
                "12\xC2\xA0"
                "5");
    assert_text(text_trim(TEXT("\xC2\xA0")), "");
    assert_text(text_trim(TEXT(" £5 £ ")), "£5 £"); /* signs that begin with the same byte */
    assert_text(text_trim(TEXT("\xC2\xA3"
                               "5")),
                "\xC2\xA3"
                "5");                                     /* a pound begins alike */
    assert_text(text_trim(TEXT("\xC3\xA0")), "\xC3\xA0"); /* an à ends alike */
}

static void identifiers_are_those_of_the_specification(void **state)
{
    (void)state;
    static const char *const good[] = {
        "a", "0", "Z", "GM0518", "12AB00", "a.b_c/d-e", "9--", "abcdefghijklmnopqrstuvwxyz012345"};
    static const char *const wrong[] = {"",    "-a",  ".a",  "_a",
                                        "/a",  "a b", "a;b", "é",
                                        "a,b", "a\n", "a:",  "abcdefghijklmnopqrstuvwxyz0123456"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (!text_is_identifier(text_of(good[i]))) fail_msg("%s is refused", good[i]);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (text_is_identifier(text_of(wrong[i]))) fail_msg("%s is taken", wrong[i]);
    for (int c = 0; c < 256; c++) {
        char bytes[2] = {'a', (char)c};
        bool letter = c < 128 && c &&
                      strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz._/-",
                             c);
        assert_int_equal(text_is_identifier((Text){bytes, 2}), letter);
        assert_int_equal(text_is_identifier((Text){bytes + 1, 1}), letter && !strchr("._/-", c));
    }
}

static void order_is_bytewise(void **state)
{
    (void)state;
    static const char *const sorted[] = {"", "-", "A", "AB", "B", "a", "ab", "b", "\xC3\xA9"};
    for (size_t i = 0; i < COUNT_OF(sorted); i++)
        for (size_t j = 0; j < COUNT_OF(sorted); j++) {
            Text a = text_of(sorted[i]), b = text_of(sorted[j]);
            int order = text_compare(a, b);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(text_equal(a, b), i == j);
            if (i == j) assert_true(text_hash(a) == text_hash(b));
        }
    assert_true(text_equal((Text){NULL, 0}, TEXT("")));
    assert_true(text_starts(TEXT("GM0518"), TEXT("GM")) && text_starts(TEXT("a"), TEXT("")));
    assert_false(text_starts(TEXT("G"), TEXT("GM")));
    assert_false(text_starts(TEXT("AM0518"), TEXT("GM")));
}

static void case_is_that_of_ascii_alone(void **state)
{
    (void)state;
    assert_true(text_equal_nocase(TEXT("Regel"), TEXT("rEGEL")));
    assert_true(text_equal_nocase(TEXT("AZaz"), TEXT("azAZ")));
    assert_false(text_equal_nocase(TEXT("regel"), TEXT("regels")));
    assert_false(text_equal_nocase(TEXT("É"), TEXT("é")));
    assert_false(text_equal_nocase(TEXT("@"), TEXT("`"))); /* 32 apart, but no letters */
    assert_false(text_equal_nocase(TEXT("["), TEXT("{")));
}

/* The definition of Levenshtein, word for word. */
static int slow_distance(Text a, Text b)
{
    if (!a.length || !b.length) return (int)(a.length + b.length);
    Text ra = text_slice(a, 1, a.length), rb = text_slice(b, 1, b.length);
    int best = slow_distance(ra, rb) + (a.at[0] != b.at[0]);
    int drop = slow_distance(ra, b) + 1, add = slow_distance(a, rb) + 1;
    best = drop < best ? drop : best;
    return add < best ? add : best;
}

static void distances_are_those_of_the_definition(void **state)
{
    (void)state;
    assert_int_equal(text_distance(TEXT("kitten"), TEXT("sitting")), 3);
    assert_int_equal(text_distance(TEXT("Sleutel"), TEXT("sLEUTEL")), 0);
    assert_int_equal(text_distance(TEXT(""), TEXT("abc")), 3);
    for (int i = 0; i < 300; i++) {
        char a[6], b[6];
        for (int k = 0; k < 6; k++)
            a[k] = (char)('a' + random_below(3)), b[k] = (char)('a' + random_below(3));
        Text ta = {a, random_below(6)}, tb = {b, random_below(6)};
        assert_int_equal(text_distance(ta, tb), slow_distance(ta, tb));
        assert_int_equal(text_distance(tb, ta), text_distance(ta, tb));
    }
    char longest[41];
    memset(longest, 'x', sizeof longest);
    assert_int_equal(text_distance((Text){longest, 41}, TEXT("x")), 99);
    assert_int_equal(text_distance(TEXT("x"), (Text){longest, 41}), 99);
    assert_int_equal(text_distance((Text){longest, 40}, TEXT("x")), 39);
}

static void bytes_and_characters_are_found_and_counted(void **state)
{
    (void)state;
    assert_int_equal(text_find(TEXT("a;b;c"), ';', 0), 1);
    assert_int_equal(text_find(TEXT("a;b;c"), ';', 2), 3);
    assert_int_equal(text_find(TEXT("a;b;c"), ';', 4), 5);
    assert_int_equal(text_find(TEXT("a;b;c"), 'x', 0), 5);
    assert_int_equal(text_find(TEXT(""), 'x', 7), 0);
    assert_int_equal(text_characters(TEXT("")), 0);
    assert_int_equal(text_characters(TEXT("één €\xF0\x9F\x98\x80")), 6);
    assert_text(text_slice(TEXT("abcdef"), 2, 4), "cd");
}

static void a_slice_beyond_the_text_is_a_defect(void **state)
{
    static const Text abc = {"abc", 3};
    (void)state;
    assert_defect(text_slice(abc, 2, 1));
    assert_defect(text_slice(abc, 0, 4));
}

static void numbers_and_parts_are_built(void **state)
{
    (void)state;
    Arena arena = {0};
    i128 most = (i128)(~(u128)0 >> 1);
    assert_text(text_integer(&arena, 0), "0");
    assert_text(text_integer(&arena, -1205), "-1205");
    assert_text(text_integer(&arena, most), "170141183460469231731687303715884105727");
    assert_text(text_integer(&arena, -most - 1), "-170141183460469231731687303715884105728");
    TextBuilder builder = {.arena = &arena};
    assert_text(built(&builder), "");
    build_padded(&builder, 7, 4);
    build_char(&builder, ' ');
    build_padded(&builder, 12345, 4);
    build_char(&builder, ' ');
    build_padded(&builder, 0, 2);
    build_padded(&builder, 10, 2);
    build_padded(&builder, 9, 1);
    assert_text(built(&builder), "0007 12345 00109");
    for (int i = 0; i < 5000; i++)
        build_text(&builder, TEXT("0123456789"));
    assert_int_equal(built(&builder).length, 16 + 50000);
    assert_memory_equal(built(&builder).at, "0007 12345 001090123456789012345", 32);
    assert_text(JOIN(&arena, TEXT("a"), TEXT(""), TEXT("bc"), (Text){NULL, 0}), "abc");
    arena_free(&arena);
}

static void copies_end_in_a_zero_and_are_their_own(void **state)
{
    (void)state;
    Arena arena = {0};
    char original[] = "abc";
    Text copy = text_copy(&arena, text_of(original));
    char *ended = text_zero_ended(&arena, (Text){original, 2});
    original[0] = 'x';
    assert_text(copy, "abc");
    assert_string_equal(ended, "ab");
    assert_string_equal(text_zero_ended(&arena, (Text){NULL, 0}), "");
    assert_text(text_of(NULL), "");
    arena_free(&arena);
}

/* What would change how a line shows is a blank, however many bytes it has; the rest stays. */
static void what_a_terminal_would_obey_is_not_shown(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"één € 😀", "één € 😀"},
        {"a\tb\r\n\x1B[2J\x7F.", "a b   [2J ."},
        {"\xC2\x80|\xC2\x9F|\xC2\xA0", " | |\xC2\xA0"}, /* C1 controls; a no-break space is none */
        {"\xE2\x80\x8D|\xE2\x80\x8E|\xE2\x80\x8F|\xE2\x80\x90", "\xE2\x80\x8D| | |\xE2\x80\x90"},
        {"\xE2\x80\xA9|\xE2\x80\xAA|\xE2\x80\xAE|\xE2\x80\xAF", "\xE2\x80\xA9| | |\xE2\x80\xAF"},
        {"\xE2\x81\xA5|\xE2\x81\xA6|\xE2\x81\xA9|\xE2\x81\xAA", "\xE2\x81\xA5| | |\xE2\x81\xAA"},
        {"\xE2\x82\xAC\x01", "\xE2\x82\xAC "},
        {"\xE2\x82\xA6|\xE2\x82\x8E", "\xE2\x82\xA6|\xE2\x82\x8E"}, /* other signs */
        {"\xE3\x80\x8E|\xE3\x80\xAA", "\xE3\x80\x8E|\xE3\x80\xAA"},
        {"\x01\xE2\x80", " \xE2\x80"}, /* cut off: no byte beyond is looked at */
        {"\x01\xE2", " \xE2"},
        {"\x01\xC3", " \xC3"},
        {"\x01\xC2", " \xC2"},
    };
    Arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t length = strlen(cases[i][0]);
        char *alone = malloc(length); /* a sanitizer sees what is read behind it */
        memcpy(alone, cases[i][0], length);
        assert_text(text_shown(&arena, (Text){alone, length}), cases[i][1]);
        free(alone);
    }
    arena_free(&arena);
}

static void a_text_is_cut_between_characters(void **state)
{
    (void)state;
    Arena arena = {0};
    Text text = TEXT("a\xC3\xA9\xE2\x82\xAC");
    static const char *const heads[] = {"", "a", "a", "a\xC3\xA9", "a\xC3\xA9", "a\xC3\xA9"};
    for (size_t most = 0; most < COUNT_OF(heads); most++) {
        Text head = text_of(heads[most]);
        assert_true(text_equal(text_head(text, most), head));
        assert_true(text_equal(text_shortened(&arena, text, most), JOIN(&arena, head, TEXT("…"))));
    }
    for (size_t most = 6; most < 8; most++) {
        assert_true(text_equal(text_head(text, most), text));
        assert_true(text_equal(text_shortened(&arena, text, most), text));
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_utf8_fault_has_its_offset),
        cmocka_unit_test(every_kind_of_sequence_is_judged),
        cmocka_unit_test(a_fault_is_found_at_any_offset),
        cmocka_unit_test(bytes_are_counted),
        cmocka_unit_test(a_hash_hangs_on_every_byte),
        cmocka_unit_test(short_texts_differ_as_words),
        cmocka_unit_test(identifiers_end_where_others_begin),
        cmocka_unit_test(blanks_at_both_ends_are_taken_off),
        cmocka_unit_test(identifiers_are_those_of_the_specification),
        cmocka_unit_test(order_is_bytewise),
        cmocka_unit_test(case_is_that_of_ascii_alone),
        cmocka_unit_test(distances_are_those_of_the_definition),
        cmocka_unit_test(bytes_and_characters_are_found_and_counted),
        cmocka_unit_test(a_slice_beyond_the_text_is_a_defect),
        cmocka_unit_test(numbers_and_parts_are_built),
        cmocka_unit_test(copies_end_in_a_zero_and_are_their_own),
        cmocka_unit_test(what_a_terminal_would_obey_is_not_shown),
        cmocka_unit_test(a_text_is_cut_between_characters),
    };
    return RUN(tests);
}
