/* A folder that is made whole or not at all. In: a target; out: a folder beside it that takes its
 * place. Holds always: a target folder is either what it was or the complete new one; nothing is
 * readable by others. */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include "engine/work.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The one staging folder of this process, for an emergency. */
static Staging *current;
static bool committed;

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
    int fault = errno;
    close(folder);
    bool gone = rmdir(path) == 0;
    if (!done) errno = fault;
    return gone && done;
}

static bool is_folder(DIR *entries, const char *name)
{
    struct stat status;
    return !fstatat(dirfd(entries), name, &status, AT_SYMLINK_NOFOLLOW) && S_ISDIR(status.st_mode);
}

/* Whether the folder holds nothing that is_ours() does not know, also in folders, which it knows as
 * NAME/; else its name, from the target on, in *foreign. */
static bool all_ours(Arena *arena, DIR *entries, Text prefix, IsOurs *is_ours, const void *context,
                     const char **foreign)
{
    bool ours = true;
    for (struct dirent *entry; ours && (entry = readdir(entries));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        Text name = JOIN(arena, prefix, text_of(entry->d_name));
        *foreign = text_zero_ended(arena, name);
        if (!is_folder(entries, entry->d_name) && is_ours(context, *foreign)) continue;
        Text folder = JOIN(arena, name, TEXT("/"));
        int inner = is_ours(context, text_zero_ended(arena, folder))
                        ? openat(dirfd(entries), entry->d_name,
                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                        : -1;
        DIR *within = inner >= 0 ? fdopendir(inner) : NULL;
        ours = within && all_ours(arena, within, folder, is_ours, context, foreign);
        if (within)
            closedir(within);
        else
            sys_close(inner);
    }
    return ours;
}

static StagingOutcome look_at_target(Arena *arena, Staging *staging, IsOurs *is_ours,
                                     const void *context)
{
    struct stat status;
    staging->replaces = false;
    if (lstat(staging->target, &status) < 0) {
        staging->reason = sys_reason(errno);
        return errno == ENOENT ? STAGING_OK : STAGING_FAILED;
    }
    if (!S_ISDIR(status.st_mode)) {
        staging->reason = SAID("it is not a folder");
        return STAGING_FAILED;
    }
    DIR *entries = opendir(staging->target);
    if (!entries) {
        staging->reason = sys_reason(errno);
        return STAGING_FAILED;
    }
    staging->replaces = true;
    bool ours = all_ours(arena, entries, TEXT(""), is_ours, context, &staging->reason);
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

static const char *other_run(void)
{
    return SAID("another run is writing it");
}

/* Locks the folder for this run; NULL, or why not. */
static const char *lock_folder(int folder, const char *path)
{
    if (flock(folder, LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK ? other_run() : sys_reason(errno);
    errno = 0;
    if (is_folder_at(folder, path)) return NULL;
    return errno && errno != ENOENT ? sys_reason(errno) : other_run();
}

static Text without_slashes(const char *target)
{
    Text name = text_of(target);
    while (name.length > 1 && name.at[name.length - 1] == '/')
        name.length--;
    return name;
}

StagingOutcome staging_begin(Arena *arena, Staging *staging, const char *target, IsOurs *is_ours,
                             const void *context)
{
    Text name = without_slashes(target);
    *staging = (Staging){.target = text_zero_ended(arena, name), .lock = -1};
    Text last = name;
    for (size_t i = 0; i < name.length; i++)
        if (name.at[i] == '/') last = text_slice(name, i + 1, name.length);
    if (!last.length || text_equal(last, TEXT(".")) || text_equal(last, TEXT("..")))
        return staging_fail(staging, SAID("give the folder by its name, from outside it"));
    StagingOutcome outcome = look_at_target(arena, staging, is_ours, context);
    if (outcome != STAGING_OK) return outcome;
    staging->path = staging_path(arena, name);
    bool made = mkdir(staging->path, 0700) == 0;
    if (!made && errno != EEXIST)
        return staging_fail(
            staging, errno == ENOENT ? SAID("the folder that it would be made in does not exist")
                                     : sys_reason(errno));
    staging->lock = open_folder(staging->path);
    const char *reason =
        staging->lock < 0 ? sys_reason(errno) : lock_folder(staging->lock, staging->path);
    if (reason && made && reason != other_run()) (void)rmdir(staging->path);
    if (reason) return staging_fail(staging, reason);
    current = staging; /* from here on it is ours to remove */
    if (remove_entries(staging->lock) && fchmod(staging->lock, 0700) == 0) return STAGING_OK;
    staging->reason = sys_reason(errno);
    return STAGING_FAILED;
}

/* False: it failed. A parent that may not be read cannot be synced, and is left as it is. */
static bool sync_parent(Staging *staging)
{
    int parent = openat(staging->lock, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0) return errno == EACCES;
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
    ASSERT(staging->lock >= 0);
    if (current == staging && sys_trouble()) {
        staging->reason = sys_trouble();
        return false;
    }
    int old = staging->replaces ? open_folder(staging->target) : -1;
    bool done = (!staging->replaces || (old >= 0 && flock(old, LOCK_EX | LOCK_NB) == 0)) &&
                put_in_place(staging);
    if (!done) {
        staging->reason = errno == EWOULDBLOCK ? other_run() : sys_reason(errno);
    } else {
        committed = true; /* what fails from here on leaves the old folder, for the next run */
        current = NULL;
        if (staging->replaces && is_folder_at(old, staging->path)) {
            remove_files(staging->path);
            remove_folder(staging->path);
        }
        sys_close(staging->lock);
        staging->lock = -1;
    }
    sys_close(old);
    return done;
}

void staging_hold(Staging *staging)
{
    ASSERT(current == staging);
    current = NULL;
}

StagingOutcome staging_left(Arena *arena, Staging *staging, const char *target)
{
    Text name = without_slashes(target);
    *staging = (Staging){.target = text_zero_ended(arena, name), .lock = -1};
    char *path = staging_path(arena, name);
    int folder = open_folder(path);
    if (folder < 0) return errno == ENOENT ? STAGING_OK : staging_fail(staging, sys_reason(errno));
    staging->lock = folder;
    const char *reason = lock_folder(folder, path);
    if (reason) return staging_fail(staging, reason);
    struct stat status;
    staging->path = path;
    staging->replaces = lstat(staging->target, &status) == 0;
    return STAGING_OK;
}

bool staging_remove(Staging *staging)
{
    bool done = remove_folder(staging->path);
    if (!done) staging->reason = sys_reason(errno);
    sys_close(staging->lock);
    staging->lock = -1;
    return done;
}

void staging_abandon(void)
{
    if (!current) return;
    if (is_folder_at(current->lock, current->path)) remove_folder(current->path);
    sys_close(current->lock);
    current = NULL;
}

bool staging_committed(void)
{
    return committed;
}

void staging_leave(void)
{
    current = NULL;
}

bool staging_temporary(Arena *arena, Staging *staging)
{
    const char *room = sys_environment("TMPDIR");
    *staging = (Staging){.lock = -1};
    staging->path = text_zero_ended(
        arena, JOIN(arena, text_of(*room ? room : "/tmp"), TEXT("/verreken-XXXXXX")));
    if (mkdtemp(staging->path)) staging->lock = open_folder(staging->path);
    if (staging->lock < 0) {
        staging->reason = sys_reason(errno);
        return false;
    }
    current = staging;
    return true;
}
