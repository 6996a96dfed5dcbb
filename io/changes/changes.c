/* What differs between two versions of the inputs. In: two folders; out: changes. Holds always: a
 * file that has the same bytes in both is not parsed, and of the tables no more than one is held.
 */
#include "io/changes/changes_parts.h"

#include "io/read/ini.h"
#include "io/read/input_files.h"
#include "io/read/source.h"
#include "io/system/sys.h"

#include <string.h>

/* One of the two versions. */
typedef struct Version {
    const char *folder;
    Codering codering; /* of its tables */
} Version;

/* A file that could not be read. */
typedef struct Failure {
    Arena *arena;
    const char *file, *reason;
} Failure;

static Batch *new_batch(Arena *arena)
{
    Batch *batch = NEW(arena, Batch, 1);
    batch->arena = arena;
    batch->sources = NEW(arena, Source, SOURCE_COUNT);
    batch->report = NEW(arena, Report, 1);
    batch->report->arena = arena;
    return batch;
}

static Text path_of(Arena *arena, const Version *version, const char *name, const char *ending)
{
    return JOIN(arena, text_of(version->folder), TEXT("/"), text_of(name), text_of(ending));
}

/* Whether a source that was asked for is there and its bytes were not got; says why. */
static bool is_unreadable(const Batch *batch, u32 source, Text path, Failure *failure)
{
    const u32 *seen = batch->report->seen;
    bool told =
        seen[E102_FILE_NOT_REGULAR] || seen[E103_FILE_TOO_LARGE] || seen[E104_FILE_UNREADABLE];
    if (!told || batch->sources[source].block) return false;
    failure->file = text_zero_ended(failure->arena, path);
    failure->reason = SAID("it is too large, or was changed while it was read");
    u64 bytes;
    int file = sys_open_blocks(failure->file, &bytes, &failure->reason);
    if (file >= 0) sys_close(file);
    return true;
}

static bool load_ini(Arena *arena, Version *version, IniDoc *doc, Failure *failure)
{
    Batch *batch = new_batch(arena);
    Text path = path_of(arena, version, "settlement", ".ini");
    *doc = ini_read(batch, path);
    version->codering = input_files(batch, doc, path, TEXT("")).codering;
    return !is_unreadable(batch, SOURCE_INI, path, failure);
}

static bool load_table(Arena *arena, const Version *version, TableId table, Text *text,
                       Failure *failure)
{
    Batch *batch = new_batch(arena);
    u32 source = SOURCE_TABLES + table;
    Text path = path_of(arena, version, table_specs[table].name, ".csv");
    *text = TEXT("");
    if (source_load(batch, source, path, version->codering, TEXT(""), true)) {
        *text = batch->sources[source].text;
        return true;
    }
    return !is_unreadable(batch, source, path, failure);
}

/* --- files of the same bytes ------------------------------------------------------------------ */

enum { BLOCK_BYTES = 1 << 20 };

static bool same_blocks(Arena *scratch, const int files[2], u64 bytes)
{
    char *block[2] = {NEW(scratch, char, BLOCK_BYTES), NEW(scratch, char, BLOCK_BYTES)};
    const char *reason;
    for (u64 at = 0; at < bytes; at += BLOCK_BYTES) {
        size_t count = bytes - at < BLOCK_BYTES ? (size_t)(bytes - at) : BLOCK_BYTES;
        for (size_t i = 0; i < 2; i++)
            if (!sys_read_block(files[i], block[i], count, at, &reason)) return false;
        if (memcmp(block[0], block[1], count)) return false;
    }
    return true;
}

/* Whether both versions have the file, with the same bytes; of one that cannot be read it is for
 * who loads it to say so. */
static bool same_file(const Version versions[2], TableId table)
{
    Arena scratch = {0};
    u64 bytes[2] = {0};
    int files[2];
    const char *reason;
    for (size_t i = 0; i < 2; i++) {
        Text path = path_of(&scratch, &versions[i], table_specs[table].name, ".csv");
        files[i] = sys_open_blocks(text_zero_ended(&scratch, path), &bytes[i], &reason);
    }
    bool same = files[0] >= 0 && files[1] >= 0 && bytes[0] == bytes[1] &&
                same_blocks(&scratch, files, bytes[0]);
    for (size_t i = 0; i < 2; i++)
        if (files[i] >= 0) sys_close(files[i]);
    arena_free(&scratch);
    return same;
}

/* --- all -----------------------------------------------------------------------------------------
 */

static bool compare_inis(Arena *arena, Version versions[2], Changes *changes, Failure *failure)
{
    Arena scratch = {0};
    IniDoc docs[2];
    bool read = load_ini(&scratch, &versions[0], &docs[0], failure) &&
                load_ini(&scratch, &versions[1], &docs[1], failure);
    if (read) changes_of_ini(arena, &docs[0], &docs[1], changes);
    arena_free(&scratch);
    return read;
}

static bool compare_tables(Arena *arena, const Version versions[2], TableId table, Changes *changes,
                           Failure *failure)
{
    if (same_file(versions, table)) return true;
    Arena scratch = {0};
    Text texts[2];
    bool read = load_table(&scratch, &versions[0], table, &texts[0], failure) &&
                load_table(&scratch, &versions[1], table, &texts[1], failure);
    if (read) changes_of_table(arena, table, texts[0], texts[1], changes);
    arena_free(&scratch);
    return read;
}

bool changes_find(Arena *arena, const char *before, const char *after, Changes *changes,
                  const char **file, const char **reason)
{
    Version versions[2] = {{.folder = before}, {.folder = after}};
    Failure failure = {.arena = arena};
    bool read = compare_inis(arena, versions, changes, &failure);
    for (TableId table = 0; read && table < TABLE_COUNT; table++)
        read = compare_tables(arena, versions, table, changes, &failure);
    if (read) return true;
    *file = failure.file;
    *reason = failure.reason;
    return false;
}

/* --- what may be shown ------------------------------------------------------------------------ */

static bool is_of_pupils(TableId table)
{
    for (size_t c = 0; c < table_specs[table].column_count; c++)
        if (table_specs[table].columns[c].type == TYPE_LEERLING) return true;
    return false;
}

bool cell_is_private(u32 table, size_t column)
{
    if (table == CHANGED_INI || !is_of_pupils(table)) return false;
    ColumnType type = table_specs[table].columns[column].type;
    return type == TYPE_LEERLING || type == TYPE_ID || type == TYPE_TEXT;
}

Text change_key(Arena *arena, const Change *change)
{
    if (change->table == CHANGED_INI) return JOIN(arena, change->section, TEXT("/"), change->key);
    const RowKey *key = &row_keys[change->table];
    const ChangedRow *row = change->after.cells ? &change->after : &change->before;
    if (is_of_pupils(change->table))
        return JOIN(arena, TEXT("regel "), text_integer(arena, row->line));
    TextBuilder builder = {.arena = arena};
    for (size_t k = 0; k < key->count; k++) {
        if (k) build_char(&builder, '/');
        build_text(&builder, row->cells[key->columns[k]]);
    }
    return built(&builder);
}

bool change_is_private(const Change *change)
{
    if (change->table == CHANGED_INI) return false;
    if (change->kind == CHANGE_FIELD) return cell_is_private(change->table, (size_t)change->column);
    return is_of_pupils(change->table);
}
