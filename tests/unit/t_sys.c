/* Goal: what is read or written is all of it, also when a call is interrupted; what another program
 * changes meanwhile, and each failure of the system, is told with a reason in words. */
#define _GNU_SOURCE
#include "testing.h"

#include "io/system/sys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- system calls that can be made to be interrupted, or to fail ------------------------------ */

/* What the next reads and writes do: `interrupts` of them are interrupted, then one `ends_early`:
 * with no byte, as at the end of a file. `before_read` is called before the first. */
static int interrupts;
static bool ends_early, close_failure;
static void (*before_read)(void);

/* 1: as usual; else what the call gives. */
static ssize_t passing(void)
{
    if (interrupts > 0) return interrupts--, errno = EINTR, -1;
    if (ends_early) return ends_early = false, 0;
    return 1;
}

ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t at)
{
    void (*hook)(void) = before_read;
    before_read = NULL;
    if (hook) hook();
    ssize_t passed = passing();
    return passed == 1 ? (ssize_t)syscall(SYS_pread64, descriptor, bytes, count, at) : passed;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t at)
{
    ssize_t passed = passing();
    return passed == 1 ? (ssize_t)syscall(SYS_pwrite64, descriptor, bytes, count, at) : passed;
}

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    ssize_t passed = passing();
    return passed == 1 ? (ssize_t)syscall(SYS_write, descriptor, bytes, count) : passed;
}

int close(int descriptor)
{
    int result = (int)syscall(SYS_close, descriptor);
    if (!close_failure) return result;
    return close_failure = false, errno = EIO, -1;
}

/* --- files ------------------------------------------------------------------------------------ */

static Arena arena;
static const char *folder;

static int begin_test(void **state)
{
    (void)state;
    arena_free(&arena);
    folder = temp_folder(&arena);
    return 0;
}

static void files_are_read_whole_or_refused(void **state)
{
    (void)state;
    const char *path = temp_file(&arena, folder, "f", (Text){"a\0b", 3});
    FileRead read = sys_read_file(&arena, path, 3);
    assert_int_equal(read.outcome, READ_OK);
    assert_int_equal(read.text.length, 3);
    assert_memory_equal(read.text.at, "a\0b", 4);
    assert_int_equal(sys_read_file(&arena, path, 2).outcome, READ_TOO_LARGE);
    assert_int_equal(sys_read_file(&arena, folder, 99).outcome, READ_NOT_REGULAR);
    assert_int_equal(sys_read_file(&arena, "/dev/zero", 99).outcome, READ_NOT_REGULAR);
    const char *pipe = temp_path(&arena, folder, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_int_equal(sys_read_file(&arena, pipe, 99).outcome, READ_NOT_REGULAR);
    assert_int_equal(sys_read_file(&arena, temp_path(&arena, folder, "no"), 9).outcome,
                     READ_MISSING);
    assert_int_equal(sys_read_file(&arena, temp_path(&arena, path, "no"), 9).outcome, READ_MISSING);
    const char *loop = temp_path(&arena, folder, "loop");
    assert_int_equal(symlink("loop", loop), 0);
    read = sys_read_file(&arena, loop, 9);
    assert_int_equal(read.outcome, READ_FAILED);
    assert_non_null(read.reason);
}

/* In pieces, the last first, over more than the disk is told to begin with at once. */
static void what_is_written_is_what_stands_there(void **state)
{
    (void)state;
    enum { PIECE = 3000017, PIECES = 7, MANY = PIECE * PIECES };
    Writer writer;
    const char *reason = NULL;
    char *bytes = NEW(&arena, char, MANY);
    for (size_t i = 0; i < MANY; i++)
        bytes[i] = (char)('a' + i % 26);
    writer_open(&writer, temp_path(&arena, folder, "large"));
    for (size_t i = PIECES; i-- > 0;)
        assert_true(writer_put(&writer, (Text){bytes + i * PIECE, PIECE}, i * PIECE, &reason));
    assert_true(writer_put(&writer, TEXT(""), 0, &reason));
    assert_null(reason);
    assert_true(writer_close(&writer));
    Text text = temp_read(&arena, folder, "large");
    assert_int_equal(text.length, MANY);
    assert_memory_equal(text.at, bytes, MANY);
    writer_open(&writer, temp_path(&arena, folder, "large"));
    assert_non_null(writer.reason); /* nothing is written over */
    assert_false(writer_close(&writer));
    assert_int_equal(symlink("elsewhere", temp_path(&arena, folder, "link")), 0);
    writer_open(&writer, temp_path(&arena, folder, "link"));
    assert_false(writer_close(&writer));
    assert_non_null(writer.reason);
    assert_int_equal(access(temp_path(&arena, folder, "elsewhere"), F_OK), -1);
}

static const char *changing; /* a file of three bytes, that another program changes */

static void grow(void)
{
    FILE *file = fopen(changing, "ab");
    fputc('x', file);
    fclose(file);
}

static void a_read_that_is_interrupted_goes_on(void **state)
{
    (void)state;
    const char *reason = NULL;
    char bytes[4] = "";
    u64 size = 0;
    changing = temp_file(&arena, folder, "three", TEXT("abc"));
    interrupts = 2;
    FileRead read = sys_read_file(&arena, changing, 9);
    assert_int_equal(read.outcome, READ_OK);
    assert_text(read.text, "abc");
    ends_early = true;
    read = sys_read_file(&arena, changing, 9);
    assert_int_equal(read.outcome, READ_FAILED);
    assert_string_equal(read.reason, "it shrank while it was read");
    int descriptor = sys_open_blocks(changing, &size, &reason);
    assert_int_equal(size, 3);
    interrupts = 2;
    assert_true(sys_read_block(descriptor, bytes, 3, 0, &reason));
    assert_string_equal(bytes, "abc");
    sys_close(descriptor);
    before_read = grow;
    read = sys_read_file(&arena, changing, 9);
    assert_int_equal(read.outcome, READ_FAILED);
    assert_string_equal(read.reason, "it grew while it was read");
}

static void a_write_that_is_interrupted_goes_on(void **state)
{
    (void)state;
    Writer writer;
    const char *reason = NULL;
    writer_open(&writer, temp_path(&arena, folder, "put"));
    interrupts = 2;
    assert_true(writer_put(&writer, TEXT("abc"), 0, &reason));
    ends_early = true;
    assert_false(writer_put(&writer, TEXT("d"), 3, &reason));
    assert_string_equal(reason, "Input/output error");
    close_failure = true;
    assert_false(writer_close(&writer));
    assert_string_equal(writer.reason, "Input/output error");
    assert_text(temp_read(&arena, folder, "put"), "abc");
    interrupts = 2;
    int memory = sys_memory_file(TEXT("abc"));
    assert_true(memory >= 0);
    sys_close(memory);
    ends_early = true;
    assert_int_equal(sys_memory_file(TEXT("abc")), -1);
    sys_forget_trouble();
}

static void a_text_can_be_opened_by_name(void **state)
{
    (void)state;
    int memory = sys_memory_file(TEXT("[a]\nx = 1\n"));
    assert_true(memory >= 0);
    FILE *file = fopen(sys_memory_path(&arena, memory), "rb");
    assert_non_null(file);
    char bytes[16] = {0};
    assert_int_equal(fread(bytes, 1, sizeof bytes - 1, file), 10);
    fclose(file);
    assert_string_equal(bytes, "[a]\nx = 1\n");
    sys_close(memory);
    sys_close(-1);
}

/* --- reasons ---------------------------------------------------------------------------------- */

/* Each reason that a person can do something about is in both languages, and only what the machine
 * lacks is trouble, of which the first is kept. */
static void a_reason_has_words(void **state)
{
    (void)state;
    const struct {
        int error;
        const char *words;
        bool trouble;
    } reasons[] = {
        {EACCES, "Permission denied", false},
        {EBUSY, "Device or resource busy", false},
        {EDQUOT, "Disk quota exceeded", false},
        {EEXIST, "File exists", false},
        {EFBIG, "File too large", false},
        {EINVAL, "Invalid argument", false},
        {EIO, "Input/output error", true},
        {EISDIR, "Is a directory", false},
        {ELOOP, "Too many levels of symbolic links", false},
        {EMFILE, "Too many open files", true},
        {ENAMETOOLONG, "File name too long", false},
        {ENFILE, "Too many open files in system", true},
        {ENOENT, "No such file or directory", false},
        {ENOMEM, "Cannot allocate memory", true},
        {ENOSPC, "No space left on device", false},
        {ENOTDIR, "Not a directory", false},
        {ENOTEMPTY, "Directory not empty", false},
        {EPERM, "Operation not permitted", false},
        {EROFS, "Read-only file system", false},
        {ETXTBSY, "Text file busy", false},
        {EXDEV, "Invalid cross-device link", false},
        {EOWNERDEAD, strerror(EOWNERDEAD), false},
    };
    for (size_t i = 0; i < COUNT_OF(reasons); i++) {
        sys_forget_trouble();
        assert_string_equal(sys_reason(reasons[i].error), reasons[i].words);
        assert_int_equal(sys_trouble() != NULL, reasons[i].trouble);
    }
    sys_forget_trouble();
    (void)sys_reason(ENFILE);
    (void)sys_reason(EIO);
    assert_string_equal(sys_trouble(), "Too many open files in system");
    sys_forget_trouble();
}

#define TEST(name) cmocka_unit_test_setup((name), begin_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_are_read_whole_or_refused),    TEST(what_is_written_is_what_stands_there),
        TEST(a_read_that_is_interrupted_goes_on), TEST(a_write_that_is_interrupted_goes_on),
        TEST(a_text_can_be_opened_by_name),       TEST(a_reason_has_words),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
