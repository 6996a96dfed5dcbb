/* Fault injection from inside, to be loaded before a command (LD_PRELOAD). In: the number of an
 * allocation or of a call; out: the command as it runs when that one fails. Holds always: a command
 * of one thread makes the same calls each time, so a number means the same; its child processes
 * count on where they were begun.
 *
 *   FAIL_KIND=alloc   memory that verreken or GMP asks for: malloc, calloc, realloc, mmap
 *   FAIL_KIND=call    what verreken or SQLite asks of the system about files: open, read, write,
 *                     stat, sync, rename, close …; and fork
 *   FAIL_AT=N         the one that fails (ENOMEM; EIO, or EMFILE of what opens); 0: none
 *   FAIL_LOG=FILE     a line for each: number, name, and `: fails` behind the one that does
 *
 * What other libraries ask is let alone: they say so in other ways (tests/crash/at_call.c), or end
 * the child process that they are in. A close that fails has closed. */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS /* the names with 64 are functions of their own */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef enum Kind { NOTHING, ALLOC, CALL } Kind;

static Kind kind;
static unsigned long target;
static int told = -1;         /* the descriptor of the log */
static atomic_ulong *counted; /* shared with the children */

/* Where the code is that is watched: the command itself, and GMP or SQLite. */
static struct Range {
    uintptr_t from, to;
} ranges[8];
static size_t range_count;

static int add_range(struct dl_phdr_info *object, size_t size, void *context)
{
    (void)size, (void)context;
    const char *library = kind == ALLOC ? "libgmp.so" : "libsqlite3.so";
    if (*object->dlpi_name && !strstr(object->dlpi_name, library)) return 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) ||
            range_count == sizeof ranges / sizeof *ranges)
            continue;
        uintptr_t from = (uintptr_t)(object->dlpi_addr + part->p_vaddr);
        ranges[range_count++] = (struct Range){from, from + part->p_memsz};
    }
    return 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *word = getenv("FAIL_KIND"), *number = getenv("FAIL_AT"), *log = getenv("FAIL_LOG");
    if (!word) return;
    Kind wanted = !strcmp(word, "alloc") ? ALLOC : CALL;
    target = number ? strtoul(number, NULL, 10) : 0;
    if (log)
        told = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                            0600);
    counted = (atomic_ulong *)syscall(SYS_mmap, NULL, sizeof *counted, PROT_READ | PROT_WRITE,
                                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    kind = wanted;
    dl_iterate_phdr(add_range, NULL);
}

/* What comes after the command, as a build that counts branches has it, is let alone. Said within
 * the command: what is said then comes before the end of its libraries. */
static void let_alone(void)
{
    kind = NOTHING;
}

/* Whether this one is to fail; it is counted when it is asked for by who is watched. */
static bool fails(Kind own, const char *name, const void *caller)
{
    if (kind != own) return false;
    bool watched = false;
    for (size_t i = 0; i < range_count; i++)
        watched |= (uintptr_t)caller >= ranges[i].from && (uintptr_t)caller < ranges[i].to;
    if (!watched) return false;
    unsigned long number = atomic_fetch_add(counted, 1) + 1;
    char line[64];
    int kept = errno;
    if (number == 1) atexit(let_alone);
    int length =
        snprintf(line, sizeof line, "%lu %s%s\n", number, name, number == target ? ": fails" : "");
    if (told >= 0) (void)!syscall(SYS_write, told, line, (size_t)length);
    errno = kept;
    return number == target;
}

/* The function that the command would have had. */
#define REAL(name)                 \
    static __typeof__(name) *real; \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

#define CALLER __builtin_return_address(0)

/* --- memory ----------------------------------------------------------------------------------- */

/* dlsym() itself may ask for memory, once. */
static char early[4096];
static size_t early_used;

void *calloc(size_t count, size_t size)
{
    static __typeof__(calloc) *real;
    static bool asking;
    if (!real && asking) {
        size_t bytes = (count * size + 15) & ~(size_t)15;
        early_used += bytes;
        return early_used <= sizeof early ? early + early_used - bytes : NULL;
    }
    if (!real) {
        asking = true;
        *(void **)&real = dlsym(RTLD_NEXT, "calloc");
    }
    if (fails(ALLOC, "calloc", CALLER)) return errno = ENOMEM, NULL;
    return real(count, size);
}

void *malloc(size_t size)
{
    REAL(malloc);
    if (fails(ALLOC, "malloc", CALLER)) return errno = ENOMEM, NULL;
    return real(size);
}

void *realloc(void *block, size_t size)
{
    REAL(realloc);
    if (fails(ALLOC, "realloc", CALLER)) return errno = ENOMEM, NULL;
    return real(block, size);
}

void free(void *block)
{
    REAL(free);
    if ((char *)block >= early && (char *)block < early + sizeof early) return;
    real(block);
}

void *mmap(void *at, size_t length, int protection, int flags, int descriptor, off_t offset)
{
    REAL(mmap);
    if (fails(ALLOC, "mmap", CALLER)) return errno = ENOMEM, MAP_FAILED;
    return real(at, length, protection, flags, descriptor, offset);
}

void *mmap64(void *at, size_t length, int protection, int flags, int descriptor, off64_t offset)
{
    REAL(mmap64);
    if (fails(ALLOC, "mmap", CALLER)) return errno = ENOMEM, MAP_FAILED;
    return real(at, length, protection, flags, descriptor, offset);
}

/* --- files ------------------------------------------------------------------------------------ */

#define FAILING(type, name, result, code, parameters, ...)               \
    type name parameters                                                 \
    {                                                                    \
        REAL(name);                                                      \
        if (fails(CALL, #name, CALLER)) return errno = (code), (result); \
        return real __VA_ARGS__;                                         \
    }

#define FAILING_OPEN(name, parameters, last, ...)                              \
    int name parameters                                                        \
    {                                                                          \
        REAL(name);                                                            \
        va_list rest;                                                          \
        va_start(rest, last);                                                  \
        mode_t mode = last & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                          \
        if (fails(CALL, #name, CALLER)) return errno = EMFILE, -1;             \
        return real(__VA_ARGS__, mode);                                        \
    }

FAILING_OPEN(open, (const char *path, int flags, ...), flags, path, flags)
FAILING_OPEN(open64, (const char *path, int flags, ...), flags, path, flags)
FAILING_OPEN(openat, (int folder, const char *path, int flags, ...), flags, folder, path, flags)
FAILING_OPEN(openat64, (int folder, const char *path, int flags, ...), flags, folder, path, flags)
FAILING(DIR *, opendir, NULL, EMFILE, (const char *path), (path))
FAILING(DIR *, fdopendir, NULL, EMFILE, (int d), (d))
FAILING(int, memfd_create, -1, EMFILE, (const char *name, unsigned flags), (name, flags))
FAILING(ssize_t, read, -1, EIO, (int d, void *bytes, size_t count), (d, bytes, count))
FAILING(ssize_t, pread, -1, EIO, (int d, void *bytes, size_t count, off_t at),
        (d, bytes, count, at))
FAILING(ssize_t, pread64, -1, EIO, (int d, void *bytes, size_t count, off64_t at),
        (d, bytes, count, at))
FAILING(ssize_t, write, -1, EIO, (int d, const void *bytes, size_t count), (d, bytes, count))
FAILING(ssize_t, pwrite, -1, EIO, (int d, const void *bytes, size_t count, off_t at),
        (d, bytes, count, at))
FAILING(ssize_t, pwrite64, -1, EIO, (int d, const void *bytes, size_t count, off64_t at),
        (d, bytes, count, at))
FAILING(int, fsync, -1, EIO, (int d), (d))
FAILING(int, fdatasync, -1, EIO, (int d), (d))
FAILING(int, ftruncate, -1, EIO, (int d, off_t size), (d, size))
FAILING(int, ftruncate64, -1, EIO, (int d, off64_t size), (d, size))
FAILING(int, fstat, -1, EIO, (int d, struct stat *status), (d, status))
FAILING(int, fstat64, -1, EIO, (int d, struct stat64 *status), (d, status))
FAILING(int, stat, -1, EIO, (const char *path, struct stat *status), (path, status))
FAILING(int, stat64, -1, EIO, (const char *path, struct stat64 *status), (path, status))
FAILING(int, lstat, -1, EIO, (const char *path, struct stat *status), (path, status))
FAILING(int, lstat64, -1, EIO, (const char *path, struct stat64 *status), (path, status))
FAILING(int, mkdir, -1, EIO, (const char *path, mode_t mode), (path, mode))
FAILING(int, fchmod, -1, EIO, (int d, mode_t mode), (d, mode))
FAILING(int, unlink, -1, EIO, (const char *path), (path))
FAILING(int, unlinkat, -1, EIO, (int folder, const char *path, int flags), (folder, path, flags))
FAILING(int, rename, -1, EIO, (const char *from, const char *to), (from, to))
FAILING(int, renameat2, -1, EIO, (int a, const char *from, int b, const char *to, unsigned flags),
        (a, from, b, to, flags))
FAILING(char *, realpath, NULL, EIO, (const char *path, char *out), (path, out))
FAILING(char *, mkdtemp, NULL, EIO, (char *path), (path))
FAILING(int, flock, -1, EIO, (int d, int how), (d, how))
FAILING(char *, getcwd, NULL, EIO, (char *out, size_t size), (out, size))
FAILING(pid_t, fork, -1, EAGAIN, (void), ())

int close(int descriptor)
{
    REAL(close);
    bool failing = fails(CALL, "close", CALLER);
    int result = real(descriptor);
    return failing ? errno = EIO, -1 : result;
}
