/* The list of system calls that write, and what a thread is about to do with one. Holds always:
 * what is asked of the thread changes nothing in it. */
#define _GNU_SOURCE
#include "writing_calls.h"

#if defined __linux__ && defined __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

typedef enum Shape {
    ON_FILE,   /* writes to an open file */
    ON_PATH,   /* changes what is at a path */
    ON_PATHS,  /* has a second path */
    MAKES,     /* opens a file, and may make it */
    MAKES_HOW, /* so does openat2 */
    MAPS,      /* maps a file */
} Shape;

typedef enum Room { NO_ROOM, ROOM, ROOM_TO_GROW, ROOM_TO_RESERVE, ROOM_TO_MAKE } Room;

enum { HERE = -1 }; /* a path from the current folder */

typedef struct WritingCall {
    long number;
    const char *name;
    Shape shape;
    int folder;           /* the argument with the folder that a path is relative to, or HERE */
    int first;            /* the argument with the descriptor or path */
    int folder_2, second; /* the same of the second path */
    int detail;           /* the argument with the flags, or the length */
    Room room;
} WritingCall;

static const WritingCall writing_calls[] = {
    {SYS_write, "write", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwrite64, "pwrite64", ON_FILE, .first = 0, .room = ROOM},
    {SYS_writev, "writev", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwritev, "pwritev", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwritev2, "pwritev2", ON_FILE, .first = 0, .room = ROOM},
    {SYS_sendfile, "sendfile", ON_FILE, .first = 0, .room = ROOM},
    {SYS_copy_file_range, "copy_file_range", ON_FILE, .first = 2, .room = ROOM},
    {SYS_fallocate, "fallocate", ON_FILE, .first = 0, .detail = 1, .room = ROOM_TO_RESERVE},
    {SYS_ftruncate, "ftruncate", ON_FILE, .first = 0, .detail = 1, .room = ROOM_TO_GROW},
    {SYS_truncate, "truncate", ON_PATH, HERE, 0, .detail = 1, .room = ROOM_TO_GROW},
    {SYS_fsync, "fsync", ON_FILE, .first = 0},
    {SYS_fdatasync, "fdatasync", ON_FILE, .first = 0},
    {SYS_sync_file_range, "sync_file_range", ON_FILE, .first = 0},
    {SYS_fchmod, "fchmod", ON_FILE, .first = 0},
    {SYS_chmod, "chmod", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_fchmodat, "fchmodat", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_fchmodat2, "fchmodat2", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_unlink, "unlink", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_unlinkat, "unlinkat", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_rmdir, "rmdir", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_mkdir, "mkdir", ON_PATH, HERE, 0, .room = ROOM},
    {SYS_mkdirat, "mkdirat", ON_PATH, 0, 1, .room = ROOM},
    {SYS_rename, "rename", ON_PATHS, HERE, 0, HERE, 1, .room = NO_ROOM},
    {SYS_renameat, "renameat", ON_PATHS, 0, 1, 2, 3, .room = NO_ROOM},
    {SYS_renameat2, "renameat2", ON_PATHS, 0, 1, 2, 3, .room = NO_ROOM},
    {SYS_link, "link", ON_PATHS, HERE, 0, HERE, 1, .room = ROOM},
    {SYS_linkat, "linkat", ON_PATHS, 0, 1, 2, 3, .room = ROOM},
    {SYS_symlink, "symlink", ON_PATH, HERE, 1, .room = ROOM},
    {SYS_symlinkat, "symlinkat", ON_PATH, 1, 2, .room = ROOM},
    {SYS_open, "open", MAKES, HERE, 0, .detail = 1, .room = ROOM_TO_MAKE},
    {SYS_openat, "openat", MAKES, 0, 1, .detail = 2, .room = ROOM_TO_MAKE},
    {SYS_openat2, "openat2", MAKES_HOW, 0, 1, .detail = 2, .room = ROOM_TO_MAKE},
    {SYS_creat, "creat", ON_PATH, HERE, 0, .room = ROOM_TO_MAKE},
    {SYS_mmap, "mmap", MAPS, .first = 4, .detail = 3},
};

/* --- looking into a thread -------------------------------------------------------------------- */

static bool read_word(pid_t thread, unsigned long address, unsigned long *word)
{
    errno = 0;
    *word = (unsigned long)ptrace(PTRACE_PEEKDATA, thread, address, NULL);
    return errno == 0;
}

/* The zero-ended text at an address, cut where `size` ends. */
static void read_text(pid_t thread, unsigned long address, char *text, size_t size)
{
    unsigned long shift = address % sizeof address, word;
    size_t count = 0;
    for (address -= shift; read_word(thread, address, &word); address += sizeof word, shift = 0) {
        const char *bytes = (const char *)&word;
        for (size_t i = shift; i < sizeof word; i++) {
            if (!bytes[i] || count + 1 == size) {
                text[count] = 0;
                return;
            }
            text[count++] = bytes[i];
        }
    }
    text[count] = 0;
}

/* What a link in /proc/THREAD says: the folder it is in, or a file that it has open. */
static void read_proc(pid_t thread, const char *format, int number, char *path, size_t size)
{
    char entry[64], name[32];
    snprintf(name, sizeof name, format, number);
    snprintf(entry, sizeof entry, "/proc/%d/%s", (int)thread, name);
    ssize_t length = readlink(entry, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void join_path(pid_t thread, int folder, unsigned long address, char *path, size_t size)
{
    char name[PATH_MAX];
    read_text(thread, address, name, sizeof name);
    path[0] = 0;
    if (name[0] != '/' && folder == AT_FDCWD) read_proc(thread, "cwd", 0, path, PATH_MAX);
    if (name[0] != '/' && folder != AT_FDCWD) read_proc(thread, "fd/%d", folder, path, PATH_MAX);
    size_t length = strlen(path);
    snprintf(path + length, size - length, "%s%s", length ? "/" : "", name);
}

/* --- whether it writes ------------------------------------------------------------------------ */

static int folder_argument(const Call *call, int argument)
{
    return argument == HERE ? AT_FDCWD : (int)call->arguments[argument];
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether the file is ours to count, that is: on a disk, and not where the command talks. */
static bool is_kept(const struct stat *file)
{
    struct stat talk;
    if (!S_ISREG(file->st_mode) && !S_ISDIR(file->st_mode)) return false;
    for (int i = 1; i <= 2; i++)
        if (fstat(i, &talk) == 0 && is_same_file(&talk, file)) return false;
    return true;
}

static bool is_kept_descriptor(Call *call, int descriptor)
{
    char entry[64];
    struct stat file;
    snprintf(entry, sizeof entry, "/proc/%d/fd/%d", (int)call->thread, descriptor);
    if (stat(entry, &file) < 0 || !is_kept(&file)) return false;
    read_proc(call->thread, "fd/%d", descriptor, call->path, PATH_MAX);
    return call->path[0] == '/' && strncmp(call->path, "/memfd:", 7);
}

static bool is_making(const Call *call)
{
    unsigned long flags = call->arguments[call->kind->detail];
    if (call->kind->shape == MAKES_HOW && !read_word(call->thread, flags, &flags)) return false;
    struct stat file;
    if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE) return false;
    return stat(call->path, &file) < 0 || is_kept(&file);
}

/* Whether the call writes; its paths are filled in. */
static bool is_writing(Call *call)
{
    const WritingCall *kind = call->kind;
    const uint64_t *arguments = call->arguments;
    enum { PROTECTION = 2 }; /* the argument of mmap */
    if (kind->shape == MAPS &&
        !((arguments[PROTECTION] & PROT_WRITE) && (arguments[kind->detail] & MAP_SHARED) &&
          !(arguments[kind->detail] & MAP_ANONYMOUS)))
        return false;
    if (kind->shape == MAPS || kind->shape == ON_FILE)
        return is_kept_descriptor(call, (int)arguments[kind->first]);
    join_path(call->thread, folder_argument(call, kind->folder), arguments[kind->first], call->path,
              sizeof call->path);
    if (kind->shape == ON_PATHS)
        join_path(call->thread, folder_argument(call, kind->folder_2), arguments[kind->second],
                  call->path_2, sizeof call->path_2);
    return (kind->shape != MAKES && kind->shape != MAKES_HOW) || is_making(call);
}

bool is_writing_call(Call *call, pid_t thread, long number, const uint64_t *arguments)
{
    for (size_t i = 0; i < sizeof writing_calls / sizeof *writing_calls; i++) {
        const WritingCall *kind = &writing_calls[i];
        if (number != kind->number) continue;
        *call = (Call){.kind = kind,
                       .number = number,
                       .name = kind->name,
                       .thread = thread,
                       .arguments = arguments};
        return is_writing(call);
    }
    return false;
}

bool needs_room(const Call *call)
{
    struct stat file;
    switch (call->kind->room) {
    case NO_ROOM: return false;
    case ROOM: return true;
    case ROOM_TO_GROW:
        return stat(call->path, &file) == 0 &&
               (off_t)call->arguments[call->kind->detail] > file.st_size;
    case ROOM_TO_RESERVE: return !(call->arguments[call->kind->detail] & FALLOC_FL_PUNCH_HOLE);
    case ROOM_TO_MAKE: return stat(call->path, &file) < 0;
    }
    return false;
}

#endif
