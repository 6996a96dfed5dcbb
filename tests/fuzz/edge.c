/* The edge in memory. In: paths and bytes; out: the same bytes. Holds always: the files are few and
 * stay where they are, so that a stream of stdio may write into one. */
#define _GNU_SOURCE
#include "edge.h"

#include "io/system/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MOST = 256, FIRST_DESCRIPTOR = 1 << 20 };

typedef struct MemoryFile {
    char *path; /* NULL: free */
    char *bytes;
    size_t length, room;
} MemoryFile;

static MemoryFile files[FILES_MOST];

int __real_mkdir(const char *path, mode_t mode);
FILE *__real_fopen64(const char *path, const char *mode);

/* Puts the files on disk, for a person who looks for what went wrong. */
static void dump(const char *folder)
{
    for (size_t i = 0; i < FILES_MOST; i++) {
        char path[4096];
        if (!files[i].path) continue;
        snprintf(path, sizeof path, "%s/%s", folder, files[i].path);
        for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
            *slash = 0;
            (void)__real_mkdir(path, 0700);
            *slash = '/';
        }
        FILE *file = __real_fopen64(path, "wb");
        if (!file) continue;
        (void)!fwrite(files[i].bytes, 1, files[i].length, file);
        fclose(file);
    }
}

_Noreturn void edge_broken(const char *what, const char *file, int line)
{
    fprintf(stderr, "# %s:%d: broken: %s\n", file, line, what);
    if (getenv("FUZZ_DUMP")) dump(getenv("FUZZ_DUMP"));
    abort();
}

static void on_defect(const char *what, const char *file, int line)
{
    edge_broken(what, file, line);
}

static void on_out_of_memory(void)
{
    edge_broken("out of memory", __FILE__, __LINE__);
}

void edge_begin(void)
{
    emergency_install((Emergency){on_defect, on_out_of_memory});
}

static MemoryFile *find(const char *path)
{
    for (size_t i = 0; i < FILES_MOST; i++)
        if (files[i].path && !strcmp(files[i].path, path)) return &files[i];
    return NULL;
}

/* An empty file of that name. */
static MemoryFile *make(const char *path)
{
    MemoryFile *file = find(path);
    for (size_t i = 0; !file && i < FILES_MOST; i++)
        if (!files[i].path) file = &files[i];
    MUST(file, "more files than a fuzzer needs");
    if (!file->path) file->path = strdup(path);
    free(file->bytes);
    file->bytes = NULL;
    file->length = file->room = 0;
    return file;
}

void edge_forget(const char *below)
{
    for (size_t i = 0; i < FILES_MOST; i++) {
        if (!files[i].path || strncmp(files[i].path, below, strlen(below))) continue;
        free(files[i].path);
        free(files[i].bytes);
        files[i] = (MemoryFile){0};
    }
}

static void put_at(MemoryFile *file, const char *bytes, size_t count, size_t at)
{
    if (at + count > file->room) {
        file->room = 2 * (at + count);
        file->bytes = realloc(file->bytes, file->room);
        MUST(file->bytes, "out of memory");
    }
    if (at > file->length) memset(file->bytes + file->length, 0, at - file->length);
    if (count) memcpy(file->bytes + at, bytes, count);
    if (at + count > file->length) file->length = at + count;
}

void edge_put(const char *path, Text bytes)
{
    put_at(make(path), bytes.at, bytes.length, 0);
}

Text edge_get(const char *path)
{
    MemoryFile *file = find(path);
    if (!file) return (Text){0};
    return (Text){file->bytes ? file->bytes : "", file->length};
}

/* --- io/system/sys.h
 * --------------------------------------------------------------------------------- */

FileRead __wrap_sys_read_file(Arena *arena, const char *path, size_t limit);
int __wrap_sys_open_blocks(const char *path, u64 *bytes, const char **reason);
bool __wrap_sys_read_block(int descriptor, char *bytes, size_t count, u64 offset,
                           const char **reason);
void __real_sys_close(int descriptor);
void __wrap_sys_close(int descriptor);
void __wrap_writer_open(Writer *writer, const char *path);
bool __wrap_writer_put(const Writer *writer, Text bytes, u64 offset, const char **reason);
bool __wrap_writer_close(Writer *writer);
void __wrap_sys_print(int descriptor, Text text);

FileRead __wrap_sys_read_file(Arena *arena, const char *path, size_t limit)
{
    MemoryFile *file = find(path);
    if (!file) return (FileRead){.outcome = READ_MISSING};
    if (file->length > limit) return (FileRead){.outcome = READ_TOO_LARGE};
    char *bytes = arena_alloc(arena, file->length + 1, 1);
    if (file->length) memcpy(bytes, file->bytes, file->length);
    return (FileRead){.outcome = READ_OK, .text = {bytes, file->length}};
}

static MemoryFile *of_descriptor(int descriptor)
{
    MUST(descriptor >= FIRST_DESCRIPTOR && descriptor < FIRST_DESCRIPTOR + FILES_MOST, "whose?");
    return &files[descriptor - FIRST_DESCRIPTOR];
}

int __wrap_sys_open_blocks(const char *path, u64 *bytes, const char **reason)
{
    MemoryFile *file = find(path);
    if (!file) return *reason = "there is none", -1;
    *bytes = file->length;
    return FIRST_DESCRIPTOR + (int)(file - files);
}

bool __wrap_sys_read_block(int descriptor, char *bytes, size_t count, u64 offset,
                           const char **reason)
{
    MemoryFile *file = of_descriptor(descriptor);
    if (offset > file->length || count > file->length - offset)
        return *reason = "it was cut short", false;
    if (count) memcpy(bytes, file->bytes + offset, count);
    return true;
}

void __wrap_sys_close(int descriptor)
{
    if (descriptor < FIRST_DESCRIPTOR) __real_sys_close(descriptor);
}

void __wrap_writer_open(Writer *writer, const char *path)
{
    *writer = (Writer){.descriptor = FIRST_DESCRIPTOR + (int)(make(path) - files)};
}

bool __wrap_writer_put(const Writer *writer, Text bytes, u64 offset, const char **reason)
{
    (void)reason;
    put_at(of_descriptor(writer->descriptor), bytes.at, bytes.length, (size_t)offset);
    return true;
}

bool __wrap_writer_close(Writer *writer)
{
    return !writer->reason;
}

/* What is said to a person is text. */
void __wrap_sys_print(int descriptor, Text text)
{
    if (getenv("FUZZ_SHOW")) (void)!write(descriptor, text.at, text.length);
    MUST(text_utf8_fault(text) == text.length, "what is printed is no UTF-8");
    Arena arena = {0};
    while (text.length) {
        Text line = text_slice(text, 0, text_find(text, '\n', 0));
        MUST(text_shown(&arena, line).at == line.at, "what is printed changes how it shows");
        text = text_slice(text, line.length + (line.length < text.length), text.length);
    }
    arena_free(&arena);
}

/* --- stdio, of the second calculation --------------------------------------------------------- */

#define HERE "mem/"

FILE *__wrap_fopen64(const char *path, const char *mode);
int __wrap_mkdir(const char *path, mode_t mode);

FILE *__wrap_fopen64(const char *path, const char *mode)
{
    if (strncmp(path, HERE, strlen(HERE))) return __real_fopen64(path, mode);
    if (mode[0] == 'w') {
        MemoryFile *file = make(path);
        return open_memstream(&file->bytes, &file->length);
    }
    MemoryFile *file = find(path);
    if (!file) return NULL;
    static char nothing[1];
    return file->length ? fmemopen(file->bytes, file->length, mode) : fmemopen(nothing, 0, mode);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    return strncmp(path, HERE, strlen(HERE)) ? __real_mkdir(path, mode) : 0;
}
