/* Goal: a table that is written in parts side by side is the table row by row; fields are those of
 * RFC 4180 and the shortest numbers; a file that cannot be written is told by name. */
#define _GNU_SOURCE
#include "testing.h"

#include "engine/work.h"
#include "io/write/format.h"
#include "io/write/write_parts.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static Arena arena;

/* Rows of many lengths: the number of the row, and as many letters as its last digits say. */
static void put_row(Page *page, size_t row)
{
    put_integer(page, (i128)row);
    put_char(page, ';');
    for (size_t i = row * row % 97; i > 0; i--)
        put_char(page, 'x');
    put_char(page, '\n');
}

static void put_rows(Page *page, const void *context, size_t first, size_t end)
{
    assert_ptr_equal(context, &arena);
    for (size_t row = first; row < end; row++)
        put_row(page, row);
}

static void parts_are_the_whole(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 4095, 4096, 4097, 8192, 50000};
    for (unsigned threads = 1; threads <= 4; threads++) {
        work_set_width(threads);
        const char *folder = temp_folder(&arena), *file, *reason;
        static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6"};
        WriteJob jobs[COUNT_OF(counts)];
        WrittenFiles written = {0};
        for (size_t i = 0; i < COUNT_OF(counts); i++)
            jobs[i] = (WriteJob){names[i], "a;b", counts[i], put_rows, &arena};
        assert_true(
            write_parts(&arena, text_of(folder), jobs, COUNT_OF(counts), &written, &file, &reason));
        assert_true(written_close(&written, &file, &reason));
        for (size_t i = 0; i < COUNT_OF(counts); i++) {
            Page page = {.used = 0};
            put_bytes(&page, TEXT("a;b\n"));
            put_rows(&page, &arena, 0, counts[i]);
            put_char(&page, 0);
            assert_text(temp_read(&arena, folder, names[i]), page.bytes);
            page_free(&page);
        }
    }
    work_set_width(1);
}

static void a_file_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    const WriteJob jobs[] = {{"small", "a;b", 10, put_rows, &arena},
                             {"large", "a;b", 50000, put_rows, &arena}};
    const char *file = NULL, *reason = NULL;
    WrittenFiles written = {0};
    struct rlimit before, least;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    least = (struct rlimit){4096, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &least), 0);
    work_set_width(2);
    bool done = write_parts(&arena, text_of(temp_folder(&arena)), jobs, COUNT_OF(jobs), &written,
                            &file, &reason);
    work_set_width(1);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(done);
    assert_string_equal(file, "large");
    assert_string_equal(reason, strerror(EFBIG));
    assert_false(written_close(&written, &file, &reason));
    assert_string_equal(file, "large");
    assert_false(write_parts(&arena, TEXT("/no/such/folder"), jobs, 1, &written, &file, &reason));
    assert_string_equal(file, "small");
    assert_false(written_close(&written, &file, &reason));
}

static void assert_integer(i128 number)
{
    char text[FORMAT_ROOM];
    Text digits = {text, (size_t)(format_integer(text, number) - text)};
    assert_text(digits, text_zero_ended(&arena, text_integer(&arena, number)));
}

static void numbers_are_the_shortest(void **state)
{
    (void)state;
    const i128 most = (i128)(((u128)1 << 127) - 1);
    i128 power = 1;
    for (int i = 0; i <= 38; i++) { /* 10^38 is the last below 2^127 */
        for (int near = -1; near <= 1; near++) {
            assert_integer(power + near);
            assert_integer(-(power + near));
        }
        if (i < 38) power *= 10;
    }
    assert_integer(most);
    assert_integer(-most - 1);
    for (int i = 0; i < 20000; i++)
        assert_integer(random_below(2) ? random_bits(126) : -random_bits(126));
    arena_rewind(&arena);
}

static void fields_are_those_of_csv(void **state)
{
    (void)state;
    static const struct {
        i128 n, d;
        const char *text;
    } fractions[] = {{0, 5, "0"},
                     {6, 3, "2"},
                     {6, 4, "3/2"},
                     {-6, 4, "-3/2"},
                     {1, 1, "1"},
                     {(i128)1 << 70, (i128)1 << 72, "1/4"},
                     {(i128)3 << 70, 9, "1180591620717411303424/3"}};
    static const struct {
        i128 cents;
        const char *text;
    } amounts[] = {{0, "0.00"},
                   {-1, "-0.01"},
                   {100, "1.00"},
                   {-123456, "-1234.56"},
                   {(i128)1 << 64, "184467440737095516.16"},
                   {(i128)1 << 80, "12089258196146291747061.76"}};
    static const struct {
        const char *text, *field;
    } texts[] = {{"", ""},           {"a b", "a b"},       {"a;b", "\"a;b\""},
                 {"\"", "\"\"\"\""}, {"a\nb", "\"a\nb\""}, {"a\r", "\"a\r\""}};
    for (size_t i = 0; i < COUNT_OF(fractions); i++) {
        Page page = {.used = 0};
        put_fraction(&page, fractions[i].n, fractions[i].d);
        assert_text(page_text(&page), fractions[i].text);
        page_free(&page);
    }
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        Page page = {.used = 0};
        put_cents(&page, amounts[i].cents);
        assert_text(page_text(&page), amounts[i].text);
        page_free(&page);
    }
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Page page = {.used = 0};
        put_text(&page, text_of(texts[i].text));
        assert_text(page_text(&page), texts[i].field);
        page_free(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(a_file_that_cannot_be_written_is_told),
        cmocka_unit_test(numbers_are_the_shortest),
        cmocka_unit_test(fields_are_those_of_csv),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
