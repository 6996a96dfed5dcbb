/* Goal: a target folder is what it was or the whole new one, whatever fails or runs beside it; what
 * is written is private; a failure of the system is told, never passed. */
#define _GNU_SOURCE
#include "testing.h"

#include "io/system/sys.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- system calls that can be made to fail, or to be overtaken -------------------------------- */

static int fsync_failure, rename_failure;
static void (*before_lock)(void), (*after_rename)(void);

/* What the next reads and writes do: `interrupts` of them are interrupted, then one `ends_early`:
 * with no byte, as at the end of a file. `before_read` is called before the first. */
static int interrupts;
static bool ends_early, close_failure, fork_failure;
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

pid_t fork(void)
{
    if (fork_failure) return errno = EAGAIN, -1;
    static pid_t (*real)(void);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fork");
    return real();
}

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

/* --- files ------------------------------------------------------------------------------------ */

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
    assert_false(exists(temp_path(&arena, folder, "elsewhere")));
}

static void a_write_or_sync_that_fails_is_told(void **state)
{
    (void)state;
    static char bytes[8192];
    Writer writer;
    const char *reason = NULL;
    struct rlimit before, small = {4096, 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    writer_open(&writer, temp_path(&arena, folder, "full"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool written = writer_put(&writer, (Text){bytes, sizeof bytes}, 0, &reason);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_string_equal(reason, strerror(EFBIG));
    writer.reason = reason;
    assert_false(writer_close(&writer));
    assert_string_equal(writer.reason, strerror(EFBIG));
    writer_open(&writer, temp_path(&arena, folder, "unsynced"));
    fsync_failure = ENOSPC;
    assert_false(writer_close(&writer));
    fsync_failure = 0;
    assert_string_equal(writer.reason, strerror(ENOSPC));
    assert_true(sys_printed());
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

/* What a child does with a task, by its number. */
static const char *end_somehow(void *context, size_t task)
{
    size_t how = *(size_t *)context;
    if (task != 1) return NULL;
    if (how == 0) raise(SIGKILL);
    if (how == 1) _exit(3);
    if (how == 2) emergency_out_of_memory();
    if (how == 3) ASSERT(how != 3);
    if (how == 4) {
        static char words[5000];
        memset(words, 'w', sizeof words - 1);
        return words;
    }
    return how == 5 ? "it does not want to" : NULL;
}

static void a_child_that_ends_is_told(void **state)
{
    (void)state;
    static const char *const said[] = {"ended by signal 9",     "ended with status 3",
                                       "out of memory",         "how != 3",
                                       "wwwwwwwwwwwwwwwwwwwww", "it does not want to"};
    size_t failed = 9;
    const char *reason = NULL;
    for (size_t how = 0; how < COUNT_OF(said); how++) {
        assert_false(sys_children(&arena, 3, 1, end_somehow, &how, &failed, &reason));
        assert_int_equal(failed, 1);
        assert_says(text_of(reason), said[how]);
    }
    size_t well = COUNT_OF(said);
    assert_true(sys_children(&arena, 300, 200, end_somehow, &well, &failed, &reason));
    assert_null(reason);
    assert_true(sys_children(&arena, 0, 2, end_somehow, &well, &failed, &reason));
    fork_failure = true;
    assert_false(sys_children(&arena, 3, 2, end_somehow, &well, &failed, &reason));
    fork_failure = false;
    assert_string_equal(reason, strerror(EAGAIN));
}

static void a_library_without_memory_ends_the_program(void **state)
{
    (void)state;
    sys_enough_memory(true);
    assert_defect((sys_enough_memory(false), 0));
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

#define TEST(name) cmocka_unit_test_setup_teardown((name), begin_test, end_test)

enum { OWNERS = 12, MB = 1 << 20 };

static void assert_all_zero(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i += 509)
        if (bytes[i]) fail_msg("byte %zu is %d", i, bytes[i]);
    assert_int_equal(bytes[length - 1], 0);
}

/* Large pieces come and go in any order: each is zeroed, and nobody else's. */
static void large_memory_is_used_again_and_not_shared(void **state)
{
    (void)state;
    sys_memory_install();
    Arena arenas[OWNERS] = {{0}};
    char *pieces[OWNERS] = {0};
    size_t sizes[OWNERS] = {0};
    for (int round = 0; round < 120; round++) {
        size_t i = (size_t)random_below(OWNERS);
        if (pieces[i]) {
            for (size_t k = 0; k < sizes[i]; k += 4099)
                if (pieces[i][k] != (char)(i + 1)) fail_msg("piece %zu was written over", i);
            arena_free(&arenas[i]);
            pieces[i] = NULL;
            if (round % 50 == 49) sys_memory_trim();
            continue;
        }
        sizes[i] = 3 * MB + (size_t)random_below(20 * MB);
        pieces[i] = arena_alloc(&arenas[i], sizes[i], 1);
        assert_all_zero(pieces[i], sizes[i]);
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < OWNERS; i++)
        arena_free(&arenas[i]);
    sys_memory_trim();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_memory_is_used_again_and_not_shared),
        TEST(a_new_folder_appears_whole_and_private),
        TEST(an_old_folder_of_ours_is_replaced_whole),
        TEST(what_is_not_ours_is_left_alone),
        TEST(a_folder_has_a_name_of_its_own),
        TEST(what_a_killed_run_left_is_removed),
        TEST(a_run_that_gives_up_leaves_nothing),
        TEST(a_failed_rename_or_sync_changes_nothing),
        TEST(after_trouble_nothing_is_put_in_place),
        TEST(a_reason_has_words),
        TEST(a_second_run_is_told),
        TEST(a_run_that_ends_meanwhile_keeps_its_folder),
        TEST(a_run_that_begins_at_the_end_is_told),
        TEST(files_are_read_whole_or_refused),
        TEST(what_is_written_is_what_stands_there),
        TEST(a_write_or_sync_that_fails_is_told),
        TEST(a_read_that_is_interrupted_goes_on),
        TEST(a_write_that_is_interrupted_goes_on),
        TEST(a_child_that_ends_is_told),
        TEST(a_library_without_memory_ends_the_program),
        TEST(a_text_can_be_opened_by_name),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
