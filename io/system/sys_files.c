/* Files and names. In: paths; out: files that are copied, made and removed. Holds always: what is
 * made is readable by nobody else; a file that is written is on the disk when that is told. */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char **reason)
{
    *reason = sys_reason(errno);
    return false;
}

/* Whether the folder that `path` lies in, or would lie in, is there. */
static bool has_folder(const char *path)
{
    struct stat status;
    Arena memory = {0};
    Text folder = text_of(path);
    while (folder.length > 0 && folder.at[folder.length - 1] != '/')
        folder.length--;
    if (!folder.length) folder = TEXT(".");
    bool there = stat(text_zero_ended(&memory, folder), &status) == 0;
    if (!there) (void)sys_reason(errno);
    arena_free(&memory);
    return there;
}

bool sys_is_file(const char *path, const char **reason)
{
    struct stat status;
    *reason = NULL;
    if (stat(path, &status) < 0) {
        if (errno != ENOENT && errno != ENOTDIR) return fail(reason);
        if (!has_folder(path)) *reason = SAID("the folder that it would be in does not exist");
        return false;
    }
    if (S_ISREG(status.st_mode)) return true;
    *reason = SAID("it is no file");
    return false;
}

bool sys_make_folder(const char *path, const char **reason)
{
    return (mkdir(path, 0700) == 0 && chmod(path, 0700) == 0) || fail(reason);
}

bool sys_sync_folder(const char *path, const char **reason)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return fail(reason);
    bool done = fsync(folder) == 0 || fail(reason);
    close(folder);
    return done;
}

bool sys_sync_file(const char *path, const char **reason)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return fail(reason);
    bool done = (fchmod(file, 0600) == 0 && fsync(file) == 0) || fail(reason);
    close(file);
    return done;
}

bool sys_make_file(const char *path, const char **reason)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return errno == EEXIST || fail(reason);
    bool done = fchmod(file, 0600) == 0 || fail(reason);
    close(file);
    return done;
}

void sys_remove_file(const char *path)
{
    (void)unlink(path);
}

bool sys_write_file(const char *path, Text bytes, const char **reason)
{
    Writer writer;
    writer_open(&writer, path);
    if (!writer.reason && !writer_put(&writer, bytes, 0, reason)) writer.reason = *reason;
    if (writer_close(&writer)) return true;
    *reason = writer.reason;
    return false;
}

/* Reads from `file`, hands the bytes over and writes them. */
static bool stream(int file, Writer *writer, TakeBytes *take, void *context, u64 *bytes,
                   const char **reason)
{
    enum { BLOCK = 1 << 20 };
    Arena memory = {0};
    char *block = NEW(&memory, char, BLOCK);
    bool done = true;
    *bytes = 0;
    for (;;) {
        ssize_t count = read(file, block, BLOCK);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) done = fail(reason);
        if (count <= 0) break;
        Text text = {block, (size_t)count};
        take(context, text);
        if (writer && !writer_put(writer, text, *bytes, reason)) {
            done = false;
            break;
        }
        *bytes += (u64)count;
    }
    arena_free(&memory);
    return done;
}

bool sys_stream_file(const char *from, const char *to, const u64 stamp[4], TakeBytes *take,
                     void *context, u64 *bytes, const char **reason)
{
    int file = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) return fail(reason);
    u64 now[4];
    sys_stamp(file, now);
    if (stamp && memcmp(now, stamp, sizeof now) != 0) {
        close(file);
        *reason = SAID("it was changed during the run");
        return false;
    }
    Writer writer = {.descriptor = -1, .reason = NULL};
    if (to) writer_open(&writer, to);
    bool done = !writer.reason && stream(file, to ? &writer : NULL, take, context, bytes, reason);
    if (to && !done && !writer.reason) writer.reason = *reason;
    if (to && !writer_close(&writer)) {
        *reason = writer.reason;
        done = false;
    }
    close(file);
    return done;
}

Text sys_real_path(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real) (void)sys_reason(errno);
    Text text = text_copy(arena, text_of(real));
    free(real);
    return text;
}

static int by_name(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

bool sys_list_folder(Arena *arena, const char *path, Names *names, const char **reason)
{
    DIR *entries = opendir(path);
    if (!entries) return fail(reason);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        struct stat status;
        bool known = fstatat(dirfd(entries), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0;
        if (!known) (void)sys_reason(errno);
        bool folder = known && S_ISDIR(status.st_mode);
        *PUSH(arena, names) = JOIN(arena, text_of(entry->d_name), folder ? TEXT("/") : TEXT(""));
    }
    closedir(entries);
    sort_array(names->items, names->count, sizeof *names->items, by_name);
    return true;
}
