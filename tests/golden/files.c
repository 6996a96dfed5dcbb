/* Files and memory for golden.
 * In: paths. Out: texts, folders. Always: what fails ends the program with a Bail out. */
#define _XOPEN_SOURCE 700
#include "case.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Taken {
    struct Taken *before;
    max_align_t first[];
} Taken;

static Taken *taken;
static const char *scratch;

_Noreturn void give_up(const char *where, const char *why)
{
    const char *folder = scratch;
    printf("Bail out! %s: %s\n", where, why);
    scratch = NULL; /* once, also when it cannot be removed */
    if (folder) remove_tree(folder);
    give_back();
    exit(1);
}

void *take(size_t bytes)
{
    Taken *block = calloc(1, sizeof *block + bytes);
    if (!block) give_up("golden", "out of memory");
    block->before = taken;
    taken = block;
    return block->first;
}

void give_back(void)
{
    for (Taken *before; taken; taken = before) {
        before = taken->before;
        free(taken);
    }
}

char *join(const char *first, const char *second, const char *third)
{
    char *all = take(strlen(first) + strlen(second) + strlen(third) + 1);
    return strcat(strcat(strcpy(all, first), second), third);
}

char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    struct stat status;
    if (!file || fstat(fileno(file), &status)) give_up(path, "cannot be read");
    size_t size = (size_t)status.st_size;
    char *text = take(size + 1);
    if (fread(text, 1, size, file) != size) give_up(path, "cannot be read");
    fclose(file);
    return text;
}

static void copy_file(const char *from, const char *to)
{
    const char *text = read_text(from);
    FILE *file = fopen(to, "w");
    if (!file) give_up(to, "cannot be written");
    fputs(text, file);
    if (fclose(file)) give_up(to, "cannot be written");
}

void copy_folder(const char *from, const char *to)
{
    DIR *entries = opendir(from);
    if (!entries || mkdir(to, 0700)) give_up(to, "cannot be made");
    for (struct dirent *e; (e = readdir(entries));) {
        struct stat status;
        if (e->d_name[0] == '.') continue;
        char *source = join(from, "/", e->d_name), *target = join(to, "/", e->d_name);
        if (stat(source, &status)) give_up(source, "cannot be read");
        if (S_ISDIR(status.st_mode)) copy_folder(source, target);
        else copy_file(source, target);
    }
    closedir(entries);
}

const char *make_scratch(void)
{
    const char *parent = getenv("TMPDIR");
    char *folder = join(parent && *parent ? parent : "/tmp", "/", "golden-XXXXXX");
    if (!mkdtemp(folder)) give_up(folder, "cannot be made");
    return scratch = folder;
}

void remove_scratch(void)
{
    const char *folder = scratch;
    scratch = NULL;
    remove_tree(folder);
}

void remove_tree(const char *path)
{
    struct stat status;
    if (lstat(path, &status)) return;
    if (!S_ISDIR(status.st_mode)) {
        if (unlink(path)) give_up(path, "cannot be removed");
        return;
    }
    DIR *entries = opendir(path);
    if (!entries) give_up(path, "cannot be read");
    for (struct dirent *e; (e = readdir(entries));)
        if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
            remove_tree(join(path, "/", e->d_name));
    closedir(entries);
    if (rmdir(path)) give_up(path, "cannot be removed");
}
