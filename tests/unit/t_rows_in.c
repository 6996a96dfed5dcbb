/* Goal: of the texts that others send the characters that nobody sees go, blanks of every kind are
 * blanks, and every other character stays as it is. */
#include "testing.h"

#include "io/import/rows_in.h"

#include <stdio.h>

static Arena arena;

/* A point of Unicode between two letters. */
static Text between(u32 point)
{
    char bytes[8];
    int length;
    if (point < 0x80)
        length = snprintf(bytes, sizeof bytes, "a%cb", (int)point);
    else if (point < 0x800)
        length = snprintf(bytes, sizeof bytes, "a%c%cb", (int)(0xC0 | point >> 6),
                          (int)(0x80 | (point & 0x3F)));
    else
        length = snprintf(bytes, sizeof bytes, "a%c%c%cb", (int)(0xE0 | point >> 12),
                          (int)(0x80 | (point >> 6 & 0x3F)), (int)(0x80 | (point & 0x3F)));
    return text_copy(&arena, (Text){bytes, (size_t)length});
}

static bool is_within(u32 point, u32 first, u32 last)
{
    return point >= first && point <= last;
}

/* Every point of the planes that such marks are on, by a list of its own. */
static void what_nobody_sees_goes(void **state)
{
    (void)state;
    for (u32 point = 1; point < 0x10000; point++) {
        if (is_within(point, 0xD800, 0xDFFF)) continue; /* no characters */
        bool blank = point == '\t' || point == '\n' || point == ' ' || point == 0xA0 ||
                     is_within(point, 0x2000, 0x200A) || point == 0x202F;
        bool hidden =
            !blank && (point < ' ' || is_within(point, 0x7F, 0x9F) || point == 0xAD ||
                       is_within(point, 0x200B, 0x200F) || is_within(point, 0x2028, 0x202E) ||
                       is_within(point, 0x2060, 0x206F) || point == 0xFEFF);
        Text text = between(point), cleaned = text_cleaned(&arena, text);
        Text expected = blank ? TEXT("a b") : hidden ? TEXT("ab") : text;
        if (!text_equal(cleaned, expected)) fail_msg("U+%04X is taken otherwise", (unsigned)point);
        if (point % 1024 == 0) arena_rewind(&arena);
    }
    arena_free(&arena);
}

static void names_of_columns_are_compared(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"BRIN_NUMMER", "BRIN NUMMER"},
        {" brin  nummer ", "BRIN NUMMER"},
        {"_Brin__Nummer_", "BRIN NUMMER"},
        {"brin\tnummer", "BRIN NUMMER"},
        {"\xEF\xBB\xBF"
         "az{`@Z[9",
         "AZ{`@Z[9"},
        {"\xC3\xA9\xC3\xA9n", "\xC3\xA9\xC3\xA9N"},
        {"", ""},
        {"_", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(column_name(&arena, text_of(cases[i][0])), cases[i][1]);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_sees_goes),
        cmocka_unit_test(names_of_columns_are_compared),
    };
    return RUN(tests);
}
