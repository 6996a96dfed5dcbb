/* Goal: of a zip whose directory says anything whatever nothing is read that it does not hold; and
 * what cannot be trusted is refused. The directories are made here, byte by byte. */
#include "testing.h"

#include "io/workbook/workbook.h"
#include "io/workbook/zip.h"
#include "tests/workbook/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static Arena arena;

static void put_number(TextBuilder *out, u64 number, int bytes)
{
    for (int i = 0; i < bytes; i++, number >>= 8)
        build_char(out, (char)(number & 0xFF));
}

/* An entry of the directory for a member without a byte. */
static void put_entry(TextBuilder *out, Text name, u64 name_length)
{
    build_text(out, TEXT("PK\1\2"));
    put_number(out, 20, 2), put_number(out, 20, 2);
    put_number(out, 0, 24 - 8); /* flags, method, time, crc, sizes */
    put_number(out, 0, 4);
    put_number(out, name_length, 2);
    put_number(out, 0, 16); /* extra, comment, disk, attributes, offset */
    build_text(out, name);
}

/* The zip whose directory these entries are: with the record of zip64, for any count. */
static Text whole_zip(const TextBuilder *entries, u64 count)
{
    TextBuilder out = {.arena = &arena};
    u64 length = entries->count;
    build_text(&out, built(entries));
    build_text(&out, TEXT("PK\6\6"));
    put_number(&out, 44, 8), put_number(&out, 45, 2), put_number(&out, 45, 2);
    put_number(&out, 0, 8); /* disks */
    put_number(&out, count, 8), put_number(&out, count, 8);
    put_number(&out, length, 8), put_number(&out, 0, 8);
    build_text(&out, TEXT("PK\6\7"));
    put_number(&out, 0, 4), put_number(&out, length, 8), put_number(&out, 1, 4);
    build_text(&out, TEXT("PK\5\6"));
    put_number(&out, 0, 4);
    put_number(&out, 0xFFFF, 2), put_number(&out, 0xFFFF, 2);
    put_number(&out, 0xFFFFFFFF, 4), put_number(&out, 0xFFFFFFFF, 4);
    put_number(&out, 0, 2);
    return built(&out);
}

static bool opens(const TextBuilder *entries, u64 count, size_t *members)
{
    Zip zip;
    bool open = zip_open(&arena, whole_zip(entries, count), &zip);
    *members = zip.count;
    if (open) zip_close(&zip);
    return open;
}

static void members_are_found_by_name(void **state)
{
    (void)state;
    static const char *const names[] = {"xl/b", "XL/A", "xl/ab", "xl/aZ", "xl/a@", "xl/a[", "z"};
    TextBuilder entries = {.arena = &arena};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        put_entry(&entries, text_of(names[i]), strlen(names[i]));
    Zip zip;
    assert_true(zip_open(&arena, whole_zip(&entries, COUNT_OF(names)), &zip));
    assert_int_equal(zip.count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const ZipMember *member = zip_member(&zip, text_of(names[i]));
        assert_non_null(member);
        assert_int_equal(member->number, i);
    }
    assert_ptr_equal(zip_member(&zip, TEXT("xl/a")), zip_member(&zip, TEXT("XL/A")));
    assert_null(zip_member(&zip, TEXT("xl/")));
    assert_null(zip_member(&zip, TEXT("xl/abc")));
    assert_null(zip_member(&zip, TEXT("")));
    zip_close(&zip);
    arena_free(&arena);
}

static void names_alike_are_refused(void **state)
{
    (void)state;
    TextBuilder entries = {.arena = &arena};
    size_t members;
    put_entry(&entries, TEXT("xl/a"), 4);
    put_entry(&entries, TEXT("b"), 1);
    assert_true(opens(&entries, 2, &members));
    put_entry(&entries, TEXT("XL/A"), 4);
    assert_false(opens(&entries, 3, &members));
    arena_free(&arena);
}

static void a_directory_that_is_not_whole_is_refused(void **state)
{
    (void)state;
    TextBuilder entries = {.arena = &arena};
    size_t members;
    put_entry(&entries, TEXT("a"), 1);
    assert_false(opens(&entries, 2, &members)); /* the second is not there */
    assert_false(opens(&(TextBuilder){.arena = &arena}, 0, &members));
    TextBuilder cut = {.arena = &arena};
    put_entry(&cut, TEXT("a"), 5000); /* longer than the file is */
    assert_false(opens(&cut, 1, &members));
    arena_free(&arena);
}

static void names_and_members_have_a_limit(void **state)
{
    (void)state;
    enum { NAME = 1024, MOST = 100000 };
    char name[NAME + 1];
    size_t members;
    memset(name, 'n', sizeof name);
    for (size_t length = NAME; length <= NAME + 1; length++) {
        TextBuilder entries = {.arena = &arena};
        put_entry(&entries, (Text){name, length}, length);
        assert_int_equal(opens(&entries, 1, &members), length == NAME);
    }
    TextBuilder entries = {.arena = &arena};
    for (int i = 0; i < MOST; i++) {
        size_t length = (size_t)snprintf(name, sizeof name, "%d", i);
        put_entry(&entries, (Text){name, length}, length);
    }
    assert_true(opens(&entries, MOST, &members));
    assert_int_equal(members, MOST);
    put_entry(&entries, TEXT("n"), 1);
    assert_false(opens(&entries, MOST + 1, &members));
    arena_free(&arena);
}

/* --- memory ---------------------------------------------------------------------------------- */

static Zip short_zip;

static bool take_nothing(void *context, Text bytes)
{
    (void)context, (void)bytes;
    return true;
}

static bool read_short(void)
{
    return zip_read(&short_zip, zip_member(&short_zip, TEXT("xl/workbook.xml")), take_nothing,
                    NULL);
}

static void expect_no_memory(void)
{
    assert_defect(read_short());
}

/* Takes what memory there is, and gives back these pieces of it. */
static void *take_memory(struct rlimit *all, void **pieces, size_t count)
{
    void *taken = NULL;
    assert_int_equal(getrlimit(RLIMIT_AS, all), 0);
    struct rlimit none = {.rlim_cur = 1, .rlim_max = all->rlim_max};
    assert_int_equal(setrlimit(RLIMIT_AS, &none), 0);
    for (size_t bytes = 1 << 20; bytes >= 16; bytes /= 2)
        for (void **block; (block = malloc(bytes)); taken = block)
            *block = taken;
    for (size_t i = 0; i < count; i++)
        free(pieces[i]);
    return taken;
}

static void give_memory(const struct rlimit *all, void *taken)
{
    assert_int_equal(setrlimit(RLIMIT_AS, all), 0);
    for (void *next; taken; taken = next) {
        next = *(void **)taken;
        free(taken);
    }
}

/* Whether memory can be short: a sanitizer has its own, and valgrind ends when it has none. */
static bool can_be_short(void)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    return false;
#else
    const char *preloaded = getenv("LD_PRELOAD");
    return !preloaded || !strstr(preloaded, "vgpreload");
#endif
}

/* A member is inflated while there is no memory but for its first pieces: what minizip asks for a
 * file and for its buffer, and what zlib asks for its state. Each that is lacking ends the program.
 */
static void memory_that_ends_is_no_damage(void **state)
{
    (void)state;
    if (!can_be_short()) {
        print_message("# memory cannot be short here: this is left out\n");
        return;
    }
    static const size_t pieces[] = {600, 16500, 8192};
    for (size_t given = 0; given <= COUNT_OF(pieces); given++) {
        const char *folder = temp_folder(&arena), *path = temp_path(&arena, folder, "t.xlsx");
        assert_null(make_workbook(path, "a\n"));
        assert_true(zip_open(&arena, temp_read(&arena, folder, "t.xlsx"), &short_zip));
        void *first[COUNT_OF(pieces)];
        struct rlimit all;
        for (size_t i = 0; i < COUNT_OF(pieces); i++)
            first[i] = malloc(pieces[i]);
        void *taken = take_memory(&all, first, given);
        expect_no_memory();
        give_memory(&all, taken);
        for (size_t i = given; i < COUNT_OF(pieces); i++)
            free(first[i]);
        arena_free(&arena);
    }
}

/* --- a workbook whose directory is changed ---------------------------------------------------- */

/* The problem of a workbook of which a field of the directory, at an offset in the entry of a part,
 * has another number. */
static WorkbookProblem problem_with(const char *form, const char *part, size_t offset, u64 number,
                                    int bytes)
{
    const char *folder = temp_folder(&arena), *path = temp_path(&arena, folder, "t.xlsx");
    assert_null(make_workbook(path, form));
    Text file = temp_read(&arena, folder, "t.xlsx"), name = text_of(part);
    TextBuilder changed = {.arena = &arena};
    size_t entry = file.length, found = 0;
    while (entry-- > 0) {
        Text at = text_slice(file, entry, file.length);
        if (!text_starts(at, TEXT("PK\1\2")) || at.length < 46 + name.length) continue;
        if (text_starts(text_slice(at, 46, at.length), name)) found = entry;
    }
    assert_true(found > 0);
    build_text(&changed, text_slice(file, 0, found + offset));
    put_number(&changed, number, bytes);
    build_text(&changed, text_slice(file, changed.count, file.length));
    Workbook *book =
        xlsx_open(&arena, text_of(temp_file(&arena, folder, "c.xlsx", built(&changed))));
    WorkbookProblem problem = book->problem;
    xlsx_close(book);
    return problem;
}

static void sizes_of_the_directory_are_limits(void **state)
{
    (void)state;
    enum { FLAGS = 8, BYTES = 24 };
    static const char mimetype[] = "!part mimetype application/vnd.oasis.opendocument.text\n";
    assert_int_equal(problem_with("a\n", "xl/workbook.xml", BYTES, 1, 4), WORKBOOK_DAMAGED);
    /* the parts before it have taken some of the 4 GiB that are allowed */
    assert_int_equal(problem_with("a\n", "xl/workbook.xml", BYTES, 0xFFFFFFFE, 4),
                     WORKBOOK_TOO_LARGE);
    assert_int_equal(problem_with("a\n", "xl/workbook.xml", FLAGS, 1, 2), WORKBOOK_PASSWORD);
    assert_int_equal(problem_with(mimetype, "mimetype", FLAGS, 0, 2), WORKBOOK_OTHER);
    assert_int_equal(problem_with(mimetype, "mimetype", FLAGS, 1, 2), WORKBOOK_GOOD);
    assert_int_equal(problem_with(mimetype, "mimetype", BYTES, 256, 4), WORKBOOK_GOOD);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(names_alike_are_refused),
        cmocka_unit_test(a_directory_that_is_not_whole_is_refused),
        cmocka_unit_test(names_and_members_have_a_limit),
        cmocka_unit_test(memory_that_ends_is_no_damage),
        cmocka_unit_test(sizes_of_the_directory_are_limits),
    };
    return RUN(tests);
}
