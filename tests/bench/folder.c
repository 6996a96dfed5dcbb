/* Folders of settlements and of what was written for them.
 * In: paths. Out: sizes, differences, settlements that are there. */
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16, DEPTH = 8 };

Path path_of(const char *folder, const char *name, const char *suffix)
{
    Path path;
    if (snprintf(path.text, LONGEST_PATH, "%s/%s%s", folder, name, suffix) >= LONGEST_PATH)
        die("%s: the path is too long", folder);
    return path;
}

static Size total;

static int add_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)place;
    if (kind != FTW_F) return 0;
    Size size = file_size(path);
    total.bytes += size.bytes;
    total.rows += size.rows;
    return 0;
}

Size file_size(const char *path)
{
    static char block[BLOCK];
    Size size = {0};
    int file = open(path, O_RDONLY);
    if (file < 0) die("%s: cannot be read: %s", path, strerror(errno));
    for (ssize_t count; (count = read(file, block, sizeof block)) > 0;) {
        size.bytes += count;
        for (ssize_t i = 0; i < count; i++)
            size.rows += block[i] == '\n';
    }
    close(file);
    if (size.rows) size.rows--; /* the header */
    return size;
}

Size folder_size(const char *folder)
{
    total = (Size){0};
    if (nftw(folder, add_file, DEPTH, FTW_PHYS)) die("%s: cannot be read", folder);
    return total;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    if (remove(path)) die("%s: cannot be removed: %s", path, strerror(errno));
    return 0;
}

void folder_remove(const char *folder)
{
    struct stat status;
    if (!lstat(folder, &status)) nftw(folder, remove_entry, DEPTH, FTW_DEPTH | FTW_PHYS);
}

static bool same_files(const char *a, const char *b)
{
    static char left[BLOCK], right[BLOCK];
    bool same = true;
    FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
    for (size_t count = 1; same && count && f && g;) {
        count = fread(left, 1, BLOCK, f);
        same = fread(right, 1, BLOCK, g) == count && !memcmp(left, right, count);
    }
    same = same && f && g;
    if (f) fclose(f);
    if (g) fclose(g);
    return same;
}

/* Files of a that b does not have as they are. */
static bool find_difference(const char *a, const char *b, char *name, size_t size)
{
    bool found = false;
    DIR *folder = opendir(a);
    if (!folder) die("%s: cannot be read: %s", a, strerror(errno));
    for (struct dirent *entry; !found && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        Path left = path_of(a, entry->d_name, ""), right = path_of(b, entry->d_name, "");
        found = !same_files(left.text, right.text);
        if (found) snprintf(name, size, "%s", entry->d_name);
    }
    closedir(folder);
    return found;
}

const char *folder_difference(const char *a, const char *b)
{
    static char name[256];
    bool found =
        find_difference(a, b, name, sizeof name) || find_difference(b, a, name, sizeof name);
    return found ? name : NULL;
}

static bool is_newer(const char *a, const char *b)
{
    struct stat left, right;
    if (stat(a, &left) || stat(b, &right)) return false;
    return left.st_mtime > right.st_mtime;
}

Path settlement_of(const Bench *b, const Shape *shape, uint32_t times)
{
    char number[16];
    snprintf(number, sizeof number, "%u", times);
    Path folder = path_of(b->data, shape->name, times == 1 ? "" : number);
    Path ini = path_of(folder.text, "settlement.ini", "");
    if (!access(ini.text, R_OK) && !is_newer(b->make_country, ini.text)) return folder;
    folder_remove(folder.text);
    const char *argv[] = {b->make_country, folder.text, "--shape", shape->name,
                          "--times",       number,      NULL};
    fprintf(stderr, "bench: making %s\n", folder.text);
    if (run_program(argv, NULL, NULL).status) die("bench: %s: cannot be made", folder.text);
    return folder;
}
