/* The files of the tables. In: [invoer]; out: a path for each table. */
#include "io/input_files.h"

static Text folder_of(Text path)
{
    size_t end = path.length;
    while (end > 0 && path.at[end - 1] != '/')
        end--;
    return text_slice(path, 0, end);
}

static Text below(Arena *arena, Text folder, Text name)
{
    if (name.length && name.at[0] == '/') return name;
    bool slash = !folder.length || folder.at[folder.length - 1] == '/';
    return JOIN(arena, folder, slash ? TEXT("") : TEXT("/"), name);
}

static Codering read_codering(Batch *batch, IniSection *section)
{
    IniEntry *entry = ini_entry(section, TEXT("codering"));
    if (!entry) return CODERING_UTF8;
    entry->used = true;
    if (text_equal_nocase(entry->value, TEXT("windows-1252"))) return CODERING_WINDOWS_1252;
    if (!text_equal_nocase(entry->value, TEXT("utf-8")))
        FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(entry), entry->value, entry->key,
                 TEXT("utf-8 or windows-1252"));
    return CODERING_UTF8;
}

Text path_beside(Arena *arena, Text file, Text path)
{
    return below(arena, folder_of(file), path);
}

InputFiles input_files(Batch *batch, IniDoc *doc, Text ini_path, Text kept)
{
    InputFiles files = {.chunk_bytes = CHUNK_BYTES};
    IniSection *section = ini_section(doc, TEXT("invoer"));
    Text folder = folder_of(ini_path);
    IniEntry *map = ini_entry(section, TEXT("map"));
    if (map) {
        map->used = true;
        folder = below(batch->arena, folder, map->value);
    }
    files.codering = read_codering(batch, section);
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Text name = text_of(table_specs[table].name);
        IniEntry *entry = ini_entry(section, name);
        if (entry) entry->used = true;
        files.named[table] = entry != NULL;
        if (entry && !entry->value.length)
            FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(entry), entry->value,
                     entry->key, TEXT("the name of a file"));
        Text own = JOIN(batch->arena, name, TEXT(".csv")), file = entry ? entry->value : own;
        files.path[table] =
            kept.length ? below(batch->arena, kept, own) : below(batch->arena, folder, file);
        if (kept.length) files.named[table] = false;
    }
    return files;
}
