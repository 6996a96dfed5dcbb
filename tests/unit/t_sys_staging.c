/* Goal: a target folder is what it was or the whole new one, whatever fails or runs beside it; what
 * is written is private. */
#define _GNU_SOURCE
#include "testing.h"

#include "io/system/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- system calls that can be made to fail, or to be overtaken -------------------------------- */

static int fsync_failure, rename_failure;
static void (*before_lock)(void), (*after_rename)(void);

int fsync(int descriptor)
{
    if (fsync_failure) return errno = fsync_failure, -1;
    return (int)syscall(SYS_fsync, descriptor);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    if (rename_failure) return errno = rename_failure, -1;
    int result = (int)syscall(SYS_renameat2, from, old, to, new, flags);
    void (*hook)(void) = after_rename;
    after_rename = NULL;
    if (hook && result == 0) hook();
    return result;
}

int flock(int descriptor, int operation)
{
    void (*hook)(void) = before_lock;
    before_lock = NULL;
    if (hook) hook();
    return (int)syscall(SYS_flock, descriptor, operation);
}

/* --- folders ---------------------------------------------------------------------------------- */

static Arena arena;
static const char *folder, *target, *beside;
static Staging staging;

static int begin_test(void **state)
{
    (void)state;
    arena_free(&arena);
    fsync_failure = rename_failure = 0;
    before_lock = after_rename = NULL;
    folder = temp_folder(&arena);
    target = temp_path(&arena, folder, "out");
    beside = temp_path(&arena, folder, ".out.verreken-tmp");
    return 0;
}

static int end_test(void **state)
{
    (void)state;
    staging_abandon();
    return 0;
}

static bool ours(const void *context, const char *entry)
{
    (void)context;
    return !strcmp(entry, "pools.csv") || !strcmp(entry, "stromen.csv");
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    if (lstat(path, &status)) fail_msg("%s is not there", path);
    return status.st_mode & 07777;
}

static StagingOutcome stage(const char *path)
{
    return staging_begin(&arena, &staging, path, ours, NULL);
}

static void write_pools(const char *content)
{
    Writer writer;
    const char *reason = NULL;
    writer_open(&writer, temp_path(&arena, staging.path, "pools.csv"));
    if (!writer_put(&writer, text_of(content), 0, &reason)) fail_msg("%s", reason);
    if (!writer_close(&writer)) fail_msg("%s", writer.reason);
}

static void make_target(const char *content)
{
    assert_int_equal(mkdir(target, 0700), 0);
    temp_file(&arena, target, "pools.csv", text_of(content));
    temp_file(&arena, target, "stromen.csv", TEXT("old"));
}

static void assert_pools(const char *content)
{
    assert_text(temp_read(&arena, target, "pools.csv"), content);
}

static void a_new_folder_appears_whole_and_private(void **state)
{
    (void)state;
    static const mode_t umasks[] = {0, 022, 077, 0277};
    for (size_t i = 0; i < COUNT_OF(umasks); i++) {
        char name[16];
        snprintf(name, sizeof name, "out%zu", i);
        target = temp_path(&arena, folder, name);
        mode_t before = umask(umasks[i]);
        StagingOutcome outcome = stage(target);
        bool early = exists(target);
        if (outcome == STAGING_OK) write_pools("a;b\n");
        umask(before);
        assert_int_equal(outcome, STAGING_OK);
        assert_false(early);
        assert_true(staging_commit(&staging));
        assert_false(exists(staging.path));
        assert_int_equal(mode_of(target), 0700);
        if (mode_of(temp_path(&arena, target, "pools.csv")) != 0600)
            fail_msg("mode %o under umask %o", mode_of(temp_path(&arena, target, "pools.csv")),
                     (unsigned)umasks[i]);
        assert_pools("a;b\n");
    }
}

static void an_old_folder_of_ours_is_replaced_whole(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(stage(target), STAGING_OK);
    write_pools("new");
    assert_pools("old");
    assert_true(staging_commit(&staging));
    assert_pools("new");
    assert_false(exists(temp_path(&arena, target, "stromen.csv")));
    assert_false(exists(beside));
}

static void what_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    make_target("old");
    temp_file(&arena, target, "notes.txt", TEXT("mine"));
    assert_int_equal(stage(target), STAGING_FOREIGN);
    assert_string_equal(staging.reason, "notes.txt");
    assert_false(exists(beside));
    assert_pools("old");
    const char *file = temp_file(&arena, folder, "file", TEXT("x"));
    assert_int_equal(stage(file), STAGING_FAILED);
    const char *link = temp_path(&arena, folder, "link");
    assert_int_equal(symlink("out", link), 0);
    assert_int_equal(stage(link), STAGING_FAILED);
    assert_int_equal(stage("/dev/full"), STAGING_FAILED);
    assert_int_equal(stage(temp_path(&arena, folder, "no/such/parent")), STAGING_FAILED);
    assert_non_null(staging.reason);
}

static void a_folder_has_a_name_of_its_own(void **state)
{
    (void)state;
    static const char *const names[] = {"", ".", "..", "/", "//", "a/.", "a/..", "./"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (stage(names[i]) != STAGING_FAILED) fail_msg("\"%s\" is taken", names[i]);
    assert_int_equal(stage(temp_path(&arena, folder, "out//")), STAGING_OK);
    write_pools("x");
    assert_true(staging_commit(&staging));
    assert_pools("x");
}

static void what_a_killed_run_left_is_removed(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(mkdir(beside, 0755), 0);
    temp_file(&arena, beside, "pools.csv", TEXT("half"));
    temp_file(&arena, beside, "other", TEXT("x"));
    assert_int_equal(mkdir(temp_path(&arena, beside, "inner"), 0700), 0);
    temp_file(&arena, temp_path(&arena, beside, "inner"), "deep", TEXT("x"));
    assert_int_equal(symlink("../out/pools.csv", temp_path(&arena, beside, "link")), 0);
    assert_int_equal(stage(target), STAGING_OK);
    write_pools("new");
    assert_true(staging_commit(&staging));
    assert_pools("new");
    assert_int_equal(mode_of(target), 0700);
    assert_false(exists(beside));
    assert_false(exists(temp_path(&arena, target, "inner")));
    assert_false(exists(temp_path(&arena, target, "link")));
}

static void a_run_that_gives_up_leaves_nothing(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(stage(target), STAGING_OK);
    write_pools("new");
    staging_abandon();
    staging_abandon();
    assert_false(exists(beside));
    assert_pools("old");
}

static void a_failed_rename_or_sync_changes_nothing(void **state)
{
    (void)state;
    make_target("old");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(stage(target), STAGING_OK);
        write_pools("new");
        *(i ? &rename_failure : &fsync_failure) = EIO;
        assert_false(staging_commit(&staging));
        fsync_failure = rename_failure = 0;
        assert_string_equal(staging.reason, strerror(EIO));
        assert_pools("old");
        staging_abandon();
        assert_false(exists(beside));
        assert_string_equal(sys_trouble(), strerror(EIO));
        sys_forget_trouble();
    }
}

/* What was computed while the disk failed does not count, whoever asked it. */
static void after_trouble_nothing_is_put_in_place(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(stage(target), STAGING_OK);
    write_pools("new");
    (void)sys_reason(ENOENT);
    assert_null(sys_trouble());
    (void)sys_reason(EMFILE);
    (void)sys_reason(EIO);
    assert_false(staging_commit(&staging));
    assert_string_equal(staging.reason, strerror(EMFILE));
    staging_abandon();
    assert_pools("old");
    sys_forget_trouble();
}

static void a_second_run_is_told(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(mkdir(beside, 0700), 0);
    temp_file(&arena, beside, "pools.csv", TEXT("of the first"));
    int first = open(beside, O_RDONLY | O_DIRECTORY);
    assert_true(first >= 0 && flock(first, LOCK_EX | LOCK_NB) == 0);
    assert_int_equal(stage(target), STAGING_FAILED);
    assert_non_null(strstr(staging.reason, "another run"));
    assert_text(temp_read(&arena, beside, "pools.csv"), "of the first");
    assert_pools("old");
    close(first);
    assert_int_equal(stage(target), STAGING_OK);
}

/* Another run ends between our opening of its staging folder and our locking of it. */
static void finish_first_run(void)
{
    if (syscall(SYS_renameat2, AT_FDCWD, beside, AT_FDCWD, target, 0)) fail_msg("rename");
}

static void a_run_that_ends_meanwhile_keeps_its_folder(void **state)
{
    (void)state;
    assert_int_equal(mkdir(beside, 0700), 0);
    temp_file(&arena, beside, "pools.csv", TEXT("of the first"));
    before_lock = finish_first_run;
    StagingOutcome outcome = stage(target);
    assert_null(before_lock);
    assert_pools("of the first");
    if (outcome != STAGING_OK) return; /* told, or begun anew beside it */
    write_pools("of the second");
    assert_pools("of the first");
    (void)staging_commit(&staging);
}

/* Another run begins when ours has taken the place of the old folder, which now has the name of a
 * staging folder and is about to be removed. */
static StagingOutcome outcome_of_late;
static Staging late;

static void begin_late_run(void)
{
    outcome_of_late = staging_begin(&arena, &late, target, ours, NULL);
}

static void a_run_that_begins_at_the_end_is_told(void **state)
{
    (void)state;
    make_target("old");
    assert_int_equal(stage(target), STAGING_OK);
    write_pools("new");
    after_rename = begin_late_run;
    assert_true(staging_commit(&staging));
    assert_null(after_rename);
    assert_int_equal(outcome_of_late, STAGING_FAILED);
    assert_non_null(strstr(late.reason, "another run"));
    assert_pools("new");
    assert_false(exists(beside));
}

#define TEST(name) cmocka_unit_test_setup_teardown((name), begin_test, end_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_folder_appears_whole_and_private),
        TEST(an_old_folder_of_ours_is_replaced_whole),
        TEST(what_is_not_ours_is_left_alone),
        TEST(a_folder_has_a_name_of_its_own),
        TEST(what_a_killed_run_left_is_removed),
        TEST(a_run_that_gives_up_leaves_nothing),
        TEST(a_failed_rename_or_sync_changes_nothing),
        TEST(after_trouble_nothing_is_put_in_place),
        TEST(a_second_run_is_told),
        TEST(a_run_that_ends_meanwhile_keeps_its_folder),
        TEST(a_run_that_begins_at_the_end_is_told),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
