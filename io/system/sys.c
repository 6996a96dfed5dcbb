/* The system calls. In: paths and bytes; out: files, texts, times. Holds always: nothing is
 * readable by others. */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include "engine/work.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef VERREKEN_COVERAGE
void __gcov_dump(void); /* libgcov: writes the counts of the process */
#endif

static FileRead read_failed(ReadOutcome outcome)
{
    return (FileRead){.outcome = outcome, .reason = sys_reason(errno)};
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
        return (FileRead){.outcome = READ_FAILED, .reason = SAID("it shrank while it was read")};
    if (grown > 0)
        return (FileRead){.outcome = READ_FAILED, .reason = SAID("it grew while it was read")};
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
    if (fstat(descriptor, &status) < 0) (void)sys_reason(errno);
    set_stamp(&status, stamp);
}

static FileRead read_file(Arena *arena, const char *path, size_t limit, bool secret)
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
    } else if (secret && (status.st_mode & (S_IRWXG | S_IRWXO))) {
        result = (FileRead){.outcome = READ_FAILED,
                            .reason = SAID("others than its owner may use it; make it 0600")};
    } else {
        result = read_all(arena, descriptor, (size_t)status.st_size);
        set_stamp(&status, result.stamp);
    }
    close(descriptor);
    return result;
}

FileRead sys_read_file(Arena *arena, const char *path, size_t limit)
{
    return read_file(arena, path, limit, false);
}

FileRead sys_read_secret(Arena *arena, const char *path, size_t limit)
{
    return read_file(arena, path, limit, true);
}

int sys_open_blocks(const char *path, u64 *bytes, const char **reason)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) < 0) {
        *reason = sys_reason(errno);
    } else if (!S_ISREG(status.st_mode)) {
        *reason = SAID("it is no file");
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
            *reason = got < 0 ? sys_reason(errno) : SAID("it was cut short while it was read");
            return false;
        }
        bytes += got;
        count -= (size_t)got;
        offset += (u64)got;
    }
    return true;
}

bool sys_write_all(int descriptor, const char *bytes, size_t count)
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
    if (descriptor >= 0 && !sys_write_all(descriptor, text.at, text.length)) {
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

void writer_open(Writer *writer, const char *path)
{
    writer->reason = NULL;
    writer->descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (writer->descriptor < 0 || fchmod(writer->descriptor, 0600) < 0)
        writer->reason = sys_reason(errno);
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
            *reason = sys_reason(count ? errno : EIO);
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
    if (!writer->reason && fsync(descriptor) < 0) writer->reason = sys_reason(errno);
    if (close(descriptor) < 0 && !writer->reason) writer->reason = sys_reason(errno);
    return !writer->reason;
}

/* --- cores and clock -------------------------------------------------------------------------- */

_Noreturn void sys_end(int status)
{
#ifdef VERREKEN_COVERAGE
    __gcov_dump();
#endif
    _exit(status);
}

const char *sys_environment(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

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
