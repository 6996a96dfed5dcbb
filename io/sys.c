/* The system calls. In: paths and bytes; out: files, folders, texts. Holds always: a target folder
 * is either what it was or the complete new one; nothing is readable by others. */
#define _GNU_SOURCE
#include "io/sys.h"

#include "engine/work.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static FileRead read_failed(ReadOutcome outcome)
{
    return (FileRead){.outcome = outcome, .reason = strerror(errno)};
}

enum { READ_PART = 1 << 20, SHRANK = -1 };

/* A file that is read in parts, side by side. */
typedef struct PartsRead {
    int descriptor;
    char *bytes;
    size_t size;
    atomic_int fault; /* an errno, SHRANK, or 0 */
} PartsRead;

/* The bytes from … up to `end`; an errno, SHRANK, or 0. */
static int read_range(const PartsRead *read, size_t from, size_t end)
{
    while (from < end) {
        ssize_t count = pread(read->descriptor, read->bytes + from, end - from, (off_t)from);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        if (count == 0) return SHRANK;
        from += (size_t)count;
    }
    return 0;
}

static void read_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    PartsRead *read = context;
    size_t from = task * READ_PART, left = read->size - from;
    int fault = read_range(read, from, from + (left < READ_PART ? left : READ_PART));
    if (fault) atomic_store(&read->fault, fault);
}

/* Reads `size` bytes and asks for one more, so that a file that changed meanwhile is noticed. */
static FileRead read_all(Arena *arena, int descriptor, size_t size)
{
    PartsRead read = {.descriptor = descriptor, .bytes = NEW(arena, char, size + 1), .size = size};
    work_each((size + READ_PART - 1) / READ_PART, read_part, &read);
    char more;
    ssize_t grown = read.fault ? 0 : pread(descriptor, &more, 1, (off_t)size);
    if (read.fault == SHRANK)
        return (FileRead){.outcome = READ_FAILED, .reason = "it shrank while it was read"};
    if (grown > 0) return (FileRead){.outcome = READ_FAILED, .reason = "it grew while it was read"};
    if (read.fault) errno = read.fault;
    if (read.fault || grown < 0) return read_failed(READ_FAILED);
    return (FileRead){.outcome = READ_OK, .text = {read.bytes, size}};
}

static void set_stamp(const struct stat *status, u64 stamp[4])
{
    stamp[0] = (u64)status->st_ino;
    stamp[1] = (u64)status->st_size;
    stamp[2] = (u64)status->st_mtim.tv_sec;
    stamp[3] = (u64)status->st_mtim.tv_nsec;
}

void sys_stamp(int descriptor, u64 stamp[4])
{
    struct stat status = {0};
    (void)fstat(descriptor, &status);
    set_stamp(&status, stamp);
}

FileRead sys_read_file(Arena *arena, const char *path, size_t limit)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return read_failed(errno == ENOENT || errno == ENOTDIR ? READ_MISSING : READ_FAILED);
    struct stat status;
    FileRead result;
    if (fstat(descriptor, &status) < 0) {
        result = read_failed(READ_FAILED);
    } else if (!S_ISREG(status.st_mode)) {
        result = (FileRead){.outcome = READ_NOT_REGULAR};
    } else if ((u64)status.st_size > limit) {
        result = (FileRead){.outcome = READ_TOO_LARGE};
    } else {
        result = read_all(arena, descriptor, (size_t)status.st_size);
        set_stamp(&status, result.stamp);
    }
    close(descriptor);
    return result;
}

int sys_open_blocks(const char *path, u64 *bytes, const char **reason)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) < 0) {
        *reason = strerror(errno);
    } else if (!S_ISREG(status.st_mode)) {
        *reason = "it is no file";
    } else {
        *bytes = (u64)status.st_size;
        return descriptor;
    }
    sys_close(descriptor);
    return -1;
}

bool sys_read_block(int descriptor, char *bytes, size_t count, u64 offset, const char **reason)
{
    while (count) {
        ssize_t got = pread(descriptor, bytes, count, (off_t)offset);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            *reason = got < 0 ? strerror(errno) : "it was cut short while it was read";
            return false;
        }
        bytes += got;
        count -= (size_t)got;
        offset += (u64)got;
    }
    return true;
}

static bool write_all(int descriptor, const char *bytes, size_t count)
{
    while (count) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        count -= (size_t)written;
    }
    return true;
}

int sys_memory_file(Text text)
{
    int descriptor = memfd_create("verreken", MFD_CLOEXEC);
    if (descriptor >= 0 && !write_all(descriptor, text.at, text.length)) {
        close(descriptor);
        descriptor = -1;
    }
    return descriptor;
}

const char *sys_memory_path(Arena *arena, int descriptor)
{
    return text_zero_ended(arena,
                           JOIN(arena, TEXT("/proc/self/fd/"), text_integer(arena, descriptor)));
}

void sys_close(int descriptor)
{
    if (descriptor >= 0) close(descriptor);
}

/* The one staging folder of this process, for an emergency. */
static Staging *current;

static int open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool remove_entries(int folder);

static bool remove_inner(int folder, const char *name)
{
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool done = inner >= 0 && remove_entries(inner);
    sys_close(inner);
    return done && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

/* False: something is left, errno says why the first of it is. */
static bool remove_entries(int folder)
{
    DIR *entries = fdopendir(dup(folder));
    if (!entries) return false;
    rewinddir(entries);
    int fault = 0;
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (unlinkat(folder, entry->d_name, 0) == 0) continue;
        if (errno == EISDIR && remove_inner(folder, entry->d_name)) continue;
        if (!fault) fault = errno;
    }
    closedir(entries);
    errno = fault;
    return !fault;
}

static bool remove_folder(const char *path)
{
    int folder = open_folder(path);
    if (folder < 0) return errno == ENOENT;
    bool done = remove_entries(folder);
    close(folder);
    return rmdir(path) == 0 && done;
}

/* Whether the folder holds nothing that is_ours() does not know; else its name in *foreign. */
static bool all_ours(Arena *arena, DIR *entries, bool (*is_ours)(const char *),
                     const char **foreign)
{
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (is_ours(entry->d_name)) continue;
        *foreign = text_zero_ended(arena, text_of(entry->d_name));
        return false;
    }
    return true;
}

static StagingOutcome look_at_target(Arena *arena, Staging *staging, bool (*is_ours)(const char *))
{
    struct stat status;
    staging->replaces = false;
    if (lstat(staging->target, &status) < 0) {
        staging->reason = strerror(errno);
        return errno == ENOENT ? STAGING_OK : STAGING_FAILED;
    }
    if (!S_ISDIR(status.st_mode)) {
        staging->reason = "it is not a folder";
        return STAGING_FAILED;
    }
    DIR *entries = opendir(staging->target);
    if (!entries) {
        staging->reason = strerror(errno);
        return STAGING_FAILED;
    }
    staging->replaces = true;
    bool ours = all_ours(arena, entries, is_ours, &staging->reason);
    closedir(entries);
    return ours ? STAGING_OK : STAGING_FOREIGN;
}

/* DIR/../.NAME.verreken-tmp */
static char *staging_path(Arena *arena, Text target)
{
    size_t slash = target.length;
    while (slash > 0 && target.at[slash - 1] != '/')
        slash--;
    return text_zero_ended(arena,
                           JOIN(arena, text_slice(target, 0, slash), TEXT("."),
                                text_slice(target, slash, target.length), TEXT(".verreken-tmp")));
}

static StagingOutcome staging_fail(Staging *staging, const char *reason)
{
    staging->reason = reason;
    sys_close(staging->lock);
    staging->lock = -1;
    return STAGING_FAILED;
}

/* Whether the folder still has its name: a run that ended meanwhile has given it the target's. */
static bool is_folder_at(int folder, const char *path)
{
    struct stat locked, named;
    return fstat(folder, &locked) == 0 && lstat(path, &named) == 0 &&
           locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

StagingOutcome staging_begin(Arena *arena, Staging *staging, const char *target,
                             bool (*is_ours)(const char *entry))
{
    Text name = text_of(target);
    while (name.length > 1 && name.at[name.length - 1] == '/')
        name.length--;
    *staging = (Staging){.target = text_zero_ended(arena, name), .lock = -1};
    Text last = name;
    for (size_t i = 0; i < name.length; i++)
        if (name.at[i] == '/') last = text_slice(name, i + 1, name.length);
    if (!last.length || text_equal(last, TEXT(".")) || text_equal(last, TEXT("..")))
        return staging_fail(staging, "give the folder a name of its own");
    StagingOutcome outcome = look_at_target(arena, staging, is_ours);
    if (outcome != STAGING_OK) return outcome;
    staging->path = staging_path(arena, name);
    if (mkdir(staging->path, 0700) < 0 && errno != EEXIST)
        return staging_fail(staging, errno == ENOENT
                                         ? "the folder that it would be made in does not exist"
                                         : strerror(errno));
    staging->lock = open_folder(staging->path);
    if (staging->lock < 0) return staging_fail(staging, strerror(errno));
    if (flock(staging->lock, LOCK_EX | LOCK_NB) < 0 || !is_folder_at(staging->lock, staging->path))
        return staging_fail(staging, "another run is writing it");
    current = staging; /* from here on it is ours to remove */
    if (remove_entries(staging->lock) && fchmod(staging->lock, 0700) == 0) return STAGING_OK;
    staging->reason = strerror(errno);
    return STAGING_FAILED;
}

/* False: it failed. A parent that may not be read cannot be synced, and is left as it is. */
static bool sync_parent(Staging *staging)
{
    int parent = openat(staging->lock, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0) return true;
    bool done = fsync(parent) == 0;
    sys_close(parent);
    return done;
}

/* Gives the staging folder the name of the target, or takes it back. */
static bool take_place(const Staging *staging)
{
    return renameat2(AT_FDCWD, staging->path, AT_FDCWD, staging->target,
                     staging->replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE) == 0;
}

static void give_back_place(const Staging *staging)
{
    (void)renameat2(AT_FDCWD, staging->target, AT_FDCWD, staging->path,
                    staging->replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE);
}

typedef struct OldFiles {
    int folder;
    char **items;
    size_t count, capacity;
} OldFiles;

static void remove_file(void *context, size_t task, unsigned worker)
{
    const OldFiles *files = context;
    (void)worker;
    (void)unlinkat(files->folder, files->items[task], 0);
}

/* Removes the files of the folder that was replaced side by side, for the system takes its time to
 * give large ones back; what is left goes with the folder. */
static void remove_files(const char *path)
{
    Arena arena = {0};
    DIR *entries = opendir(path);
    if (!entries) return;
    OldFiles files = {.folder = dirfd(entries)};
    for (struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_type == DT_REG)
            *PUSH(&arena, &files) = text_zero_ended(&arena, text_of(entry->d_name));
    work_each(files.count, remove_file, &files);
    closedir(entries);
    arena_free(&arena);
}

/* Puts the folder in its place. False: errno says why, and nothing changed. */
static bool put_in_place(Staging *staging)
{
    if (fsync(staging->lock) < 0 || !take_place(staging)) return false;
    if (sync_parent(staging)) return true;
    int fault = errno;
    give_back_place(staging);
    errno = fault;
    return false;
}

/* The folder that is replaced is locked as well: it gets the name of the staging folder, and a run
 * that begins would take it for remains, and write in it while it is removed. */
bool staging_commit(Staging *staging)
{
    ASSERT(current == staging);
    int old = staging->replaces ? open_folder(staging->target) : -1;
    bool done = (!staging->replaces || (old >= 0 && flock(old, LOCK_EX | LOCK_NB) == 0)) &&
                put_in_place(staging);
    if (!done) {
        staging->reason = errno == EWOULDBLOCK ? "another run is writing it" : strerror(errno);
    } else {
        if (staging->replaces && is_folder_at(old, staging->path)) {
            remove_files(staging->path);
            remove_folder(staging->path);
        }
        sys_close(staging->lock);
        current = NULL;
    }
    sys_close(old);
    return done;
}

void staging_abandon(void)
{
    if (!current) return;
    if (is_folder_at(current->lock, current->path)) remove_folder(current->path);
    sys_close(current->lock);
    current = NULL;
}

void writer_open(Writer *writer, const char *path)
{
    writer->reason = NULL;
    writer->descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (writer->descriptor < 0 || fchmod(writer->descriptor, 0600) < 0)
        writer->reason = strerror(errno);
}

/* Has the disk begin with the blocks of DISK_BYTES that end in offset … end, so that little is left
 * to wait for when the file is synced. What it does not take up now is written then. */
static void begin_writing(int descriptor, u64 offset, u64 end)
{
    enum { DISK_BYTES = 1 << 23 };
    u64 from = offset - offset % DISK_BYTES, to = end - end % DISK_BYTES;
    if (from < to)
        (void)sync_file_range(descriptor, (off_t)from, (off_t)(to - from), SYNC_FILE_RANGE_WRITE);
}

bool writer_put(const Writer *writer, Text bytes, u64 offset, const char **reason)
{
    u64 end = offset + bytes.length;
    for (u64 at = offset; at < end;) {
        ssize_t count = pwrite(writer->descriptor, bytes.at + (at - offset), end - at, (off_t)at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            *reason = strerror(count ? errno : EIO);
            return false;
        }
        at += (u64)count;
    }
    begin_writing(writer->descriptor, offset, end);
    return true;
}

bool writer_close(Writer *writer)
{
    int descriptor = writer->descriptor;
    writer->descriptor = -1;
    if (descriptor < 0) return false;
    if (!writer->reason && fsync(descriptor) < 0) writer->reason = strerror(errno);
    if (close(descriptor) < 0 && !writer->reason) writer->reason = strerror(errno);
    return !writer->reason;
}

/* --- cores and clock -------------------------------------------------------------------------- */

unsigned sys_cores(void)
{
    cpu_set_t cores;
    int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return count < 1 ? 1 : (unsigned)count;
}

static u64 microseconds_of(clockid_t clock)
{
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (u64)time.tv_sec * 1000000 + (u64)time.tv_nsec / 1000;
}

Clock sys_clock(void)
{
    return (Clock){microseconds_of(CLOCK_MONOTONIC), microseconds_of(CLOCK_PROCESS_CPUTIME_ID)};
}

/* --- printing --------------------------------------------------------------------------------- */

static bool print_failed;

void sys_print(int descriptor, Text text)
{
    if (!write_all(descriptor, text.at, text.length)) print_failed = true;
}

bool sys_printed(void)
{
    return !print_failed;
}
