/* Goal: the rows of a file are the same however it is cut into blocks, and the same as the CSV
 * reader finds; each is read in one block. */
#include "testing.h"

#include "io/control/row_blocks.h"

#include <stdio.h>
#include <string.h>

static Arena arena;

/* The fields of all rows after the header, each ended by |, each row by LF; by blocks. */
static Text read_blocks(const char *path, u64 block_bytes)
{
    RowFile file;
    RowReader reader = {.file = NULL};
    TextBuilder out = {.arena = &arena};
    if (!rows_open(&arena, &file, path, block_bytes)) fail_msg("%s", file.reason);
    for (int pass = 0; pass == 0 || !rows_settled(&file); pass++) {
        assert_true(pass < 2);
        out.count = 0;
        for (size_t block = 0; block < file.blocks; block++) {
            assert_true(rows_begin(&reader, &file, block));
            while (rows_next(&reader)) {
                for (size_t f = 0; f < reader.count; f++) {
                    build_text(&out, row_field(&reader, f));
                    build_char(&out, '|');
                }
                build_char(&out, '\n');
            }
            assert_null(reader.reason);
        }
    }
    rows_close(&file);
    rows_end(&reader);
    return built(&out);
}

static Text read_whole(Text text)
{
    CsvReader *csv = NEW(&arena, CsvReader, 1);
    TextBuilder out = {.arena = &arena};
    csv_begin(csv, &arena, text, ';');
    csv_next(csv);
    while (csv_next(csv)) {
        for (size_t f = 0; f < csv->count; f++) {
            build_text(&out, f < ROW_FIELDS_MOST ? csv->fields[f] : TEXT(""));
            build_char(&out, '|');
        }
        build_char(&out, '\n');
    }
    return built(&out);
}

/* With blocks from `least` bytes on. */
static void assert_same_rows_from(u64 least, Text text)
{
    static const u64 sizes[] = {1, 2, 3, 5, 16, 63, 64, 65, 1000, 100000, 1 << 20};
    const char *path = temp_file(&arena, temp_folder(&arena), "t.csv", text);
    const char *expected = text_zero_ended(&arena, read_whole(text));
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (sizes[i] >= least) assert_text(read_blocks(path, sizes[i]), expected);
}

static void assert_same_rows(Text text)
{
    assert_same_rows_from(1, text);
}

static void plain_rows_and_odd_ones(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "a;b",
        "a;b\n",
        "a;b\n1;2",
        "a;b\n1;2\n",
        "a;b\n\n\n1;2\n\n",
        "a;b\n1;2\n\r\n\r\n",
        "a;b\n1;2\r\n3;4\r\n\r\n5;6",
        "a;b\n\"1\";2\n3;\"4\"\n",
        "a;b\n\"x;y\n\"\"z\"\"\n\";2\n3;4\n",
        "a;b\n;\n;;;\n;\n",
        ("a\n1;2;3;4;5;6;7;8;9;10;11;12;13;14;15\n1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16\n"
         "1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17\n"
         "1;2;3;4;5;6;7;8;9;0;1;2;3;4;5;6;7;8;9;0;1;2\n"),
        "\"a\nb\";c\n1;2\n",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_same_rows(text_of(texts[i]));
}

/* Rows of many lengths, with quotes that pair, and line ends between them. */
static void random_rows(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",      "GM0518",    ";",          ";",           "\n",
                                         "12.34",  "\"x\"\n",   ";\"\";",     ";\"a\n;\"\n", "1/3;",
                                         ";;\n\n", "verdeeld;", "\n\"\"\"\";"};
    for (int round = 0; round < 60; round++) {
        TextBuilder text = {.arena = &arena};
        build_text(&text, TEXT("a;b\n"));
        for (u64 i = random_below(200); i > 0; i--)
            build_text(&text, text_of(pieces[random_below(COUNT_OF(pieces))]));
        /* a quote within a field ends what is known of quotes: such texts are left out */
        CsvReader *csv = NEW(&arena, CsvReader, 1);
        csv_begin(csv, &arena, built(&text), ';');
        bool good = true;
        while (csv_next(csv))
            good = good && !csv->fault;
        if (good) assert_same_rows(built(&text));
    }
}

/* A row longer than any buffer at first, and a file that has no row at all. */
static void a_long_row_is_read_and_an_endless_one_told(void **state)
{
    (void)state;
    enum { LONG = 1 << 18, ENDLESS = 5 << 20 };
    char *text = NEW(&arena, char, ENDLESS);
    memset(text, 'x', ENDLESS);
    memcpy(text, "a;b\n1;", 6);
    memcpy(text + LONG, "\n3;4\n", 5);
    assert_same_rows_from(1000, (Text){text, LONG + 5});
    memset(text + LONG, 'x', 5);
    const char *path = temp_file(&arena, temp_folder(&arena), "t.csv", (Text){text, ENDLESS});
    RowFile file;
    RowReader reader = {.file = NULL};
    assert_true(rows_open(&arena, &file, path, 1000));
    assert_true(rows_begin(&reader, &file, 0));
    assert_false(rows_next(&reader));
    assert_non_null(reader.reason);
    rows_close(&file);
    rows_end(&reader);
}

/* How many rows the block that begins at byte 0 has, of a file that is cut to `left` bytes once it
 * is open; -1: it cannot be read. */
static int rows_of_cut(Text text, u64 block_bytes, size_t block, size_t left)
{
    const char *path = temp_file(&arena, temp_folder(&arena), "t.csv", text);
    RowFile file;
    RowReader reader = {.file = NULL};
    int rows = 0;
    assert_true(rows_open(&arena, &file, path, block_bytes));
    temp_cut(path, left);
    bool good = rows_begin(&reader, &file, block);
    while (good && rows_next(&reader))
        rows++;
    if (!good || reader.reason)
        assert_string_equal(reader.reason, "it was cut short while it was read");
    good = good && !reader.reason;
    assert_false(reader.reason && rows_next(&reader)); /* nothing follows what cannot be read */
    rows_close(&file);
    rows_end(&reader);
    return good ? rows : -1;
}

/* A file that becomes shorter while it is read: at the first bytes of a block, where the first row
 * of a block is looked for, and in a row that goes on beyond it, plain or with a quote. */
static void a_file_that_is_cut_short_is_told(void **state)
{
    (void)state;
    enum { BYTES = 40000, BLOCK = 1000, READ = 6000 };
    char *bytes = NEW(&arena, char, BYTES);
    memset(bytes, 'x', BYTES);
    memcpy(bytes, "a\n1;2\n", 6);
    bytes[BYTES - 1] = '\n';
    Text text = {bytes, BYTES};
    assert_int_equal(rows_of_cut(text, BLOCK, 0, BYTES), 2);
    assert_int_equal(rows_of_cut(text, BLOCK, 0, READ), -1);
    assert_int_equal(rows_of_cut(text, BLOCK, 0, 100), -1);
    assert_int_equal(rows_of_cut(text, BLOCK, 1, BYTES), 0);
    assert_int_equal(rows_of_cut(text, BLOCK, 1, READ + BLOCK), -1);
    assert_int_equal(rows_of_cut(text, BLOCK, 1, 100), -1);
    memcpy(bytes + 6, "\"y\";", 4);
    assert_int_equal(rows_of_cut(text, BLOCK, 0, BYTES), 2);
    assert_int_equal(rows_of_cut(text, BLOCK, 0, READ), -1);
}

/* A row with a quote that is longer than any row may be, and one of more fields than are kept: they
 * are rows of the block all the same, and the next one follows. */
static void an_odd_row_of_any_size_is_a_row(void **state)
{
    (void)state;
    enum { BYTES = CSV_RECORD_MOST + 5000 };
    char *bytes = NEW(&arena, char, BYTES);
    memset(bytes, 'x', BYTES);
    memcpy(bytes, "a\n\"1\";", 6);
    memcpy(bytes + BYTES - 6, "\n3;4\n", 5);
    assert_true(rows_of_cut((Text){bytes, BYTES - 1}, 1 << 21, 0, BYTES - 1) >= 2);
    assert_same_rows(TEXT("a\n\"1\";2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18\n1;2\n"));
}

static void a_file_that_is_none_is_told(void **state)
{
    (void)state;
    RowFile file;
    const char *folder = temp_folder(&arena);
    assert_false(rows_open(&arena, &file, folder, 1000));
    assert_non_null(file.reason);
    assert_false(rows_open(&arena, &file, temp_path(&arena, folder, "no"), 1000));
    assert_non_null(file.reason);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_rows_and_odd_ones),
        cmocka_unit_test(random_rows),
        cmocka_unit_test(a_long_row_is_read_and_an_endless_one_told),
        cmocka_unit_test(a_file_that_is_cut_short_is_told),
        cmocka_unit_test(an_odd_row_of_any_size_is_a_row),
        cmocka_unit_test(a_file_that_is_none_is_told),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
