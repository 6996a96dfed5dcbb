/* What the unit tests share. In: texts, seeds; out: verdicts of cmocka, files below TMPDIR. Holds
 * always: what a test program makes on disk is gone when it ends, whatever its end. */
#define _XOPEN_SOURCE 700
#include "testing.h"

#include "io/system/sys.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static u64 state;

bool expecting_defect;
jmp_buf defect_jump;

static void on_defect(const char *what, const char *file, int line)
{
    if (expecting_defect) {
        expecting_defect = false;
        longjmp(defect_jump, 1);
    }
    fprintf(stderr, "# %s:%d: defect: %s\n", file, line, what);
    _fail(file, line);
}

static void on_out_of_memory(void)
{
    on_defect("out of memory", __FILE__, __LINE__);
}

void testing_begin(void)
{
    const char *seed = getenv("VERREKEN_SEED");
    state = seed ? strtoull(seed, NULL, 10) : 20250101;
    emergency_install((Emergency){on_defect, on_out_of_memory});
    sys_threads_install();
}

void assert_text_at(Text text, const char *expected, const char *file, int line)
{
    if (text_equal(text, text_of(expected))) return;
    fprintf(stderr, "# \"%.*s\" is not \"%s\"\n", (int)text.length, text.length ? text.at : "",
            expected);
    _fail(file, line);
}

void assert_says_at(Text text, const char *part, const char *file, int line)
{
    Text wanted = text_of(part);
    for (size_t i = 0; i + wanted.length <= text.length; i++)
        if (text_equal(text_slice(text, i, i + wanted.length), wanted)) return;
    fprintf(stderr, "# \"%.*s\" does not say \"%s\"\n", (int)text.length,
            text.length ? text.at : "", part);
    _fail(file, line);
}

void assert_number_at(i128 number, i128 expected, const char *what, const char *file, int line)
{
    if (number == expected) return;
    Arena arena = {0};
    Text got = text_integer(&arena, number), wanted = text_integer(&arena, expected);
    fprintf(stderr, "# %s is %.*s, not %.*s\n", what, (int)got.length, got.at, (int)wanted.length,
            wanted.at);
    arena_free(&arena);
    _fail(file, line);
}

void assert_ok_at(bool ok, const Report *report, const char *file, int line)
{
    if (ok) return;
    for (size_t i = 0; i < report->count; i++)
        fprintf(stderr, "# %s %.*s\n", fault_specs[report->items[i].id].id,
                (int)report->items[i].text.length, report->items[i].text.at);
    _fail(file, line);
}

Text told_lines(Arena *arena, Report *report)
{
    TextBuilder out = {.arena = arena};
    report_sort(report);
    for (size_t i = 0; i < report->count; i++) {
        build_text(&out, text_of(fault_specs[report->items[i].id].id));
        build_char(&out, ' ');
        build_integer(&out, report->items[i].place.line);
        build_char(&out, '\n');
    }
    return built(&out);
}

Day day(const char *text)
{
    Day result = 0;
    if (!day_parse(text_of(text), &result)) fail_msg("%s is no date", text);
    return result;
}

u64 random_u64(void) /* splitmix64 */
{
    u64 z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

u64 random_below(u64 below)
{
    return random_u64() % below;
}

i128 random_bits(int bits)
{
    int wanted = 1 + (int)random_below((u64)bits);
    u128 number = (u128)random_u64() << 64 | random_u64();
    return (i128)(number >> (128 - wanted) | (u128)1 << (wanted - 1));
}

static char root[256];

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void remove_root(void)
{
    nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *temp_folder(Arena *arena)
{
    static int number;
    if (!root[0]) {
        const char *below = getenv("TMPDIR");
        snprintf(root, sizeof root, "%s/verreken-unit-XXXXXX", below && *below ? below : "/tmp");
        if (!mkdtemp(root)) fail_msg("no folder can be made at %s", root);
        atexit(remove_root);
    }
    char name[16];
    snprintf(name, sizeof name, "%d", number++);
    const char *path = temp_path(arena, root, name);
    if (mkdir(path, 0700)) fail_msg("no folder can be made at %s", path);
    return path;
}

const char *temp_path(Arena *arena, const char *folder, const char *name)
{
    return text_zero_ended(arena, JOIN(arena, text_of(folder), TEXT("/"), text_of(name)));
}

const char *temp_file(Arena *arena, const char *folder, const char *name, Text content)
{
    const char *path = temp_path(arena, folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("%s cannot be written", path);
    size_t written = content.length ? fwrite(content.at, 1, content.length, file) : 0;
    if (fclose(file) || written != content.length) fail_msg("%s cannot be written", path);
    return path;
}

void temp_cut(const char *path, size_t bytes)
{
    if (truncate(path, (off_t)bytes)) fail_msg("%s cannot be cut", path);
}

Text temp_read(Arena *arena, const char *folder, const char *name)
{
    const char *path = temp_path(arena, folder, name);
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &status)) fail_msg("%s cannot be read", path);
    char *bytes = arena_alloc(arena, (size_t)status.st_size + 1, 1);
    size_t length = fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    return (Text){bytes, length};
}

static bool is_given(const TestFile *files, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(text_of(files[i].name), name)) return true;
    return false;
}

Text temp_batch(Arena *arena, const TestFile *files, size_t count)
{
    const char *folder = temp_folder(arena);
    for (size_t i = 0; i < count; i++)
        temp_file(arena, folder, files[i].name, text_of(files[i].content));
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const TableSpec *spec = &table_specs[table];
        Text name = JOIN(arena, text_of(spec->name), TEXT(".csv"));
        if (spec->need == NEED_MAY || is_given(files, count, name)) continue;
        TextBuilder header = {.arena = arena};
        for (size_t c = 0; c < spec->column_count; c++) {
            if (c) build_char(&header, ';');
            build_text(&header, text_of(spec->columns[c].name));
        }
        build_char(&header, '\n');
        temp_file(arena, folder, text_zero_ended(arena, name), built(&header));
    }
    return text_of(temp_path(arena, folder, "settlement.ini"));
}
