/* The files of the tables. In: [invoer]; out: a path for each table. */
#include "io/input_files.h"

#include "io/paths.h"

static Codering read_codering(Batch *batch, IniSection *section)
{
    IniEntry *entry = ini_entry(section, TEXT("codering"));
    if (!entry) return CODERING_UTF8;
    entry->used = true;
    if (text_equal_nocase(entry->value, TEXT("windows-1252"))) return CODERING_WINDOWS_1252;
    if (!text_equal_nocase(entry->value, TEXT("utf-8")))
        FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(entry), entry->value, entry->key,
                 WORDS("utf-8 or windows-1252"));
    return CODERING_UTF8;
}

InputFiles input_files(Batch *batch, IniDoc *doc, Text ini_path, Text kept)
{
    InputFiles files = {.chunk_bytes = CHUNK_BYTES};
    IniSection *section = ini_section(doc, TEXT("invoer"));
    Text folder = path_folder(ini_path);
    IniEntry *map = ini_entry(section, TEXT("map"));
    if (map) {
        map->used = true;
        folder = path_below(batch->arena, folder, map->value);
    }
    files.codering = read_codering(batch, section);
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Text name = text_of(table_specs[table].name);
        IniEntry *entry = ini_entry(section, name);
        if (entry) entry->used = true;
        files.named[table] = entry != NULL;
        if (entry && !entry->value.length)
            FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(entry), entry->value,
                     entry->key, WORDS("the name of a file"));
        Text own = JOIN(batch->arena, name, TEXT(".csv")), file = entry ? entry->value : own;
        files.path[table] = kept.length ? path_below(batch->arena, kept, own)
                                        : path_below(batch->arena, folder, file);
        if (kept.length) files.named[table] = false;
    }
    return files;
}
