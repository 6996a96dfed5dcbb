/* Goal: each call about a file that fails is told with its reason, and what was done of it is
 * known; a path that leads from one place to another leads there. */
#define _GNU_SOURCE
#include "testing.h"

#include "io/system/paths.h"
#include "io/system/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- calls that fail when they are told to ---------------------------------------------------- */

static int chmod_failure, fchmod_failure, fsync_failure, interrupts, read_failure, stat_failure;

/* 0, or -1 with the errno. */
static int passed(int failure)
{
    return failure ? (errno = failure, -1) : 0;
}

int chmod(const char *path, mode_t mode)
{
    return passed(chmod_failure) ? -1 : (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode);
}

int fchmod(int descriptor, mode_t mode)
{
    return passed(fchmod_failure) ? -1 : (int)syscall(SYS_fchmod, descriptor, mode);
}

int fsync(int descriptor)
{
    return passed(fsync_failure) ? -1 : (int)syscall(SYS_fsync, descriptor);
}

ssize_t read(int descriptor, void *bytes, size_t count)
{
    if (interrupts > 0) return interrupts--, errno = EINTR, -1;
    return passed(read_failure) ? -1 : (ssize_t)syscall(SYS_read, descriptor, bytes, count);
}

int fstatat64(int folder, const char *name, struct stat64 *status, int flags)
{
    return passed(stat_failure) ? -1 : (int)syscall(SYS_newfstatat, folder, name, status, flags);
}

/* --- files ------------------------------------------------------------------------------------ */

static Arena arena;
static const char *folder, *reason;

static int begin_test(void **state)
{
    (void)state;
    arena_free(&arena);
    folder = temp_folder(&arena);
    reason = NULL;
    chmod_failure = fchmod_failure = fsync_failure = interrupts = read_failure = stat_failure = 0;
    return 0;
}

static const char *at(const char *name)
{
    return temp_path(&arena, folder, name);
}

static void a_folder_is_made_private_or_told(void **state)
{
    (void)state;
    struct stat status;
    assert_true(sys_make_folder(at("new"), &reason));
    assert_int_equal(stat(at("new"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_false(sys_make_folder(at("new"), &reason));
    assert_string_equal(reason, "File exists");
    chmod_failure = EPERM;
    assert_false(sys_make_folder(at("other"), &reason));
    assert_string_equal(reason, "Operation not permitted");
}

static void what_cannot_be_synced_is_told(void **state)
{
    (void)state;
    const char *file = temp_file(&arena, folder, "file", TEXT("abc"));
    struct stat status;
    assert_true(sys_sync_folder(folder, &reason));
    assert_true(sys_sync_file(file, &reason));
    assert_int_equal(stat(file, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_false(sys_sync_folder(at("none"), &reason));
    assert_string_equal(reason, "No such file or directory");
    assert_false(sys_sync_file(at("none"), &reason));
    assert_string_equal(reason, "No such file or directory");
    fsync_failure = ENOSPC;
    assert_false(sys_sync_folder(folder, &reason));
    assert_string_equal(reason, "No space left on device");
    assert_false(sys_sync_file(file, &reason));
    fsync_failure = 0;
    fchmod_failure = EROFS;
    assert_false(sys_sync_file(file, &reason));
    assert_string_equal(reason, "Read-only file system");
}

static void a_file_is_made_once(void **state)
{
    (void)state;
    assert_true(sys_make_file(at("new"), &reason));
    assert_true(sys_make_file(temp_file(&arena, folder, "old", TEXT("abc")), &reason));
    assert_text(temp_read(&arena, folder, "old"), "abc");
    assert_false(sys_make_file(at("none/new"), &reason));
    assert_string_equal(reason, "No such file or directory");
    fchmod_failure = EPERM;
    assert_false(sys_make_file(at("another"), &reason));
    assert_string_equal(reason, "Operation not permitted");
}

static void a_write_or_sync_that_fails_is_told(void **state)
{
    (void)state;
    static char bytes[8192];
    Writer writer;
    struct rlimit before, small = {4096, 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    writer_open(&writer, at("full"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool written = writer_put(&writer, (Text){bytes, sizeof bytes}, 0, &reason);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_string_equal(reason, strerror(EFBIG));
    writer.reason = reason;
    assert_false(writer_close(&writer));
    assert_string_equal(writer.reason, strerror(EFBIG));
    writer_open(&writer, at("unsynced"));
    fsync_failure = ENOSPC;
    assert_false(writer_close(&writer));
    fsync_failure = 0;
    assert_string_equal(writer.reason, strerror(ENOSPC));
    assert_true(sys_printed());
}

static void take(void *context, Text bytes)
{
    *(size_t *)context += bytes.length;
}

static void a_copy_that_stops_is_told(void **state)
{
    (void)state;
    const char *file = temp_file(&arena, folder, "from", TEXT("abc"));
    u64 bytes = 0, stamp[4] = {1, 2, 3, 4};
    size_t taken = 0;
    interrupts = 2;
    assert_true(sys_stream_file(file, at("to"), NULL, take, &taken, &bytes, &reason));
    assert_int_equal(taken, 3);
    assert_int_equal(bytes, 3);
    assert_text(temp_read(&arena, folder, "to"), "abc");
    assert_false(sys_stream_file(file, at("to"), NULL, take, &taken, &bytes, &reason));
    assert_string_equal(reason, "File exists");
    assert_false(sys_stream_file(file, at("changed"), stamp, take, &taken, &bytes, &reason));
    assert_string_equal(reason, "it was changed during the run");
    read_failure = EIO;
    assert_false(sys_stream_file(file, at("half"), NULL, take, &taken, &bytes, &reason));
    assert_string_equal(reason, "Input/output error");
    assert_false(sys_stream_file(file, NULL, NULL, take, &taken, &bytes, &reason));
    read_failure = 0;
    sys_forget_trouble();
}

/* A name of which nothing is known is a name all the same; and no folder to go into. */
static void what_is_in_a_folder_is_listed(void **state)
{
    (void)state;
    Names names = {0}, unknown = {0};
    assert_true(sys_make_folder(at("b"), &reason));
    temp_file(&arena, folder, "c", TEXT(""));
    temp_file(&arena, folder, "a", TEXT(""));
    assert_true(sys_list_folder(&arena, folder, &names, &reason));
    assert_int_equal(names.count, 3);
    assert_text(names.items[0], "a");
    assert_text(names.items[1], "b/");
    assert_text(names.items[2], "c");
    stat_failure = EACCES;
    assert_true(sys_list_folder(&arena, folder, &unknown, &reason));
    assert_text(unknown.items[1], "b");
    stat_failure = 0;
    assert_false(sys_list_folder(&arena, at("none"), &names, &reason));
}

/* --- paths ------------------------------------------------------------------------------------ */

static void a_path_below_another(void **state)
{
    (void)state;
    assert_text(path_below(&arena, TEXT("a"), TEXT("b")), "a/b");
    assert_text(path_below(&arena, TEXT("a/"), TEXT("b")), "a/b");
    assert_text(path_below(&arena, TEXT(""), TEXT("b")), "b");
    assert_text(path_below(&arena, TEXT("a"), TEXT("/b")), "/b");
    assert_text(path_below(&arena, TEXT("a"), TEXT("")), "a/");
    assert_text(path_beside(&arena, TEXT("a/b.ini"), TEXT("c.csv")), "a/c.csv");
}

static void a_path_from_one_to_another(void **state)
{
    (void)state;
    assert_true(sys_make_folder(at("x"), &reason));
    assert_true(sys_make_folder(at("xy"), &reason));
    assert_text(path_between(&arena, text_of(at("x")), text_of(at("xy"))), "../xy");
    assert_text(path_between(&arena, text_of(at("x")), text_of(at("x/new"))), "new");
    assert_text(path_between(&arena, TEXT("/"), TEXT("/usr")), "usr");
    assert_says(path_between(&arena, text_of(at("x")), TEXT("/usr")), "../usr");
}

static void up_from_a_folder(void **state)
{
    (void)state;
    assert_true(sys_make_folder(at("x"), &reason));
    assert_text(path_up_from(&arena, text_of(at("x//")), TEXT("../y")), at("y"));
    assert_text(path_up_from(&arena, TEXT(""), TEXT("../y")), "../y");
    Text none = text_of(at("none/x"));
    assert_text(path_up_from(&arena, none, TEXT("../y")),
                text_zero_ended(&arena, JOIN(&arena, none, TEXT("/../y"))));
    assert_int_equal(symlink(folder, at("x/link")), 0); /* what is above it is elsewhere */
    Text link = text_of(at("x/link"));
    assert_text(path_up_from(&arena, link, TEXT("../y")),
                text_zero_ended(&arena, JOIN(&arena, link, TEXT("/../y"))));
}

#define TEST(name) cmocka_unit_test_setup((name), begin_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_made_private_or_told),
        TEST(what_cannot_be_synced_is_told),
        TEST(a_file_is_made_once),
        TEST(a_write_or_sync_that_fails_is_told),
        TEST(a_copy_that_stops_is_told),
        TEST(what_is_in_a_folder_is_listed),
        TEST(a_path_below_another),
        TEST(a_path_from_one_to_another),
        TEST(up_from_a_folder),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
