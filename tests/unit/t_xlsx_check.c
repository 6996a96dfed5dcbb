/* Goal: a workbook that was written is known to be whole: none that misses a part, a cell or a byte
 * passes for one, and no byte that is wrong ends the program. */
#include "testing.h"

#include "io/documents/xlsx_check.h"
#include "tests/workbook/form.h"

#include <stdio.h>
#include <string.h>

static Arena arena;

static const char good[] = "sheet A\nnaam;#1.5\n;#-2e3\nsheet B\n#7\n";
static const u64 good_cells[] = {3, 1};

static const char not_whole[] = "the workbook is not whole; is the disk full?";
static const char sheet_not_whole[] = "a sheet of the workbook is not whole; is the disk full?";

static const char *make(const char *form)
{
    const char *path = temp_path(&arena, temp_folder(&arena), "t.xlsx");
    const char *wrong = make_workbook(path, form);
    if (wrong) fail_msg("%s", wrong);
    return path;
}

static const char *checked(const char *path, const u64 *cells, size_t sheet_count)
{
    const char *reason = NULL;
    bool whole = xlsx_check(path, cells, sheet_count, &reason);
    assert_int_equal(whole, !reason);
    return reason;
}

static void a_whole_workbook_is_whole(void **state)
{
    (void)state;
    assert_null(checked(make(good), good_cells, 2));
    TextBuilder large = {.arena = &arena}; /* by more than one thread */
    build_text(&large, TEXT("sheet A\n!blanks 5000000\nnaam;#1.5\n;#-2e3\nsheet B\n#7\n"));
    assert_null(checked(make(text_zero_ended(&arena, built(&large))), good_cells, 2));
    assert_null(checked(make("sheet A\nnaam;#1.5\n;#2\nsheet B\n#7\n!part xl/media/i.png <\n"
                             "!part p <\n!part x.xml <x/>\n!part docProps/y.rels <y/>\n"
                             "!part xl/worksheets/sheetx.xml <z/>\n!part xl/worksheets/sheet <\n"),
                        good_cells, 2));
}

static void what_is_missing_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        u64 cells[2];
        size_t sheets;
        const char *said;
    } cases[] = {
        {good, {3, 2}, 2, sheet_not_whole},
        {good, {2, 1}, 2, sheet_not_whole},
        {good, {3}, 1, not_whole},
        {"sheet A\na\n", {1, 0}, 2, not_whole},
        {"sheet A\n<c><v>1x</v></c>\n", {1}, 1, "a number in the workbook is none"},
        {"sheet A\n<c t=\"str\"><v>1x</v></c>\n", {1}, 1, NULL},
        {"sheet A\n<c s=\"0\"><v>1</v></c>\n", {1}, 1, NULL},
        {"sheet A\na\n!part xl/styles.xml <a>\n", {1}, 1, not_whole},
        {"sheet A\na\n!part docProps/a.rels\n", {1}, 1, not_whole},
        {"sheet A\na\n!omit xl/worksheets/sheet1.xml\n", {1}, 1, not_whole},
        {"sheet A\na\n!omit xl/worksheets/sheet1.xml\n!part xl/worksheets/sheet9.xml <w/>\n",
         {1},
         1,
         sheet_not_whole},
        {"sheet A\na\n!end 300\n", {1}, 1, "the workbook cannot be read back"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *reason = checked(make(cases[i].form), cases[i].cells, cases[i].sheets);
        const char *said = cases[i].said;
        if (!reason != !said || (said && strcmp(reason, said)))
            fail_msg("%zu: %s", i, reason ? reason : "whole");
    }
    assert_string_equal(checked(temp_path(&arena, temp_folder(&arena), "none"), good_cells, 2),
                        "the workbook cannot be read back");
}

/* Every byte is another one in turn: what is in the cells is never lost unseen. */
static void no_byte_can_be_another(void **state)
{
    (void)state;
    const char *path = make(good);
    char *slash = strrchr(path, '/');
    const char *folder =
        text_zero_ended(&arena, text_slice(text_of(path), 0, (size_t)(slash - path)));
    Text whole = temp_read(&arena, folder, "t.xlsx");
    char *bytes = NEW(&arena, char, whole.length);
    size_t told = 0;
    for (size_t at = 0; at < whole.length; at++) {
        memcpy(bytes, whole.at, whole.length);
        bytes[at] = (char)(bytes[at] ^ 0xFF);
        temp_file(&arena, folder, "t.xlsx", (Text){bytes, whole.length});
        told += checked(path, good_cells, 2) != NULL;
    }
    /* what nobody reads is the days and versions of the archive */
    assert_true(told * 10 > whole.length * 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_workbook_is_whole),
        cmocka_unit_test(what_is_missing_is_told),
        cmocka_unit_test(no_byte_can_be_another),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
