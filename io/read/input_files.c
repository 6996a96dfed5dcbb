/* The files of the tables. In: [invoer]; out: a path for each table. */
#include "io/read/input_files.h"

#include "io/system/paths.h"
#include "io/workbook/workbook.h"

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

/* Cuts lijst.xlsx#Leerlingen in the name of the file and that of the sheet. False: there is a #
 * behind a workbook, and no name. */
static bool cut_sheet(Text value, Text *file, Text *sheet)
{
    *file = value;
    *sheet = TEXT("");
    for (size_t at = text_find(value, '#', 0); at < value.length;
         at = text_find(value, '#', at + 1)) {
        if (!is_workbook_name(text_slice(value, 0, at))) continue;
        *file = text_slice(value, 0, at);
        *sheet = text_trim(text_slice(value, at + 1, value.length));
        return sheet->length > 0;
    }
    return true;
}

/* The file and sheet of a table, as the INI names them. */
static void read_name(Batch *batch, InputFiles *files, TableId table, const IniEntry *entry,
                      Text folder)
{
    Text file;
    if (!entry->value.length || !cut_sheet(entry->value, &file, &files->sheet[table])) {
        FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(entry), entry->value, entry->key,
                 WORDS("the name of a file, or of a sheet as lijst.xlsx#Leerlingen"));
        return;
    }
    files->named[table] = true;
    files->path[table] = path_below(batch->arena, folder, file);
}

/* Where the tables are: the folder; of a workbook that has them as its sheets, its path is in
 * files->map. */
static Text read_map(Batch *batch, InputFiles *files, const IniEntry *map, Text folder)
{
    Text file, sheet;
    (void)cut_sheet(map->value, &file, &sheet);
    Text path = path_below(batch->arena, folder, file);
    if (file.length != map->value.length)
        FAULT_AT(batch->report, E321_BAD_VALUE, ini_value_place(map), map->value, map->key,
                 WORDS("a folder, or a workbook that has the tables as its sheets"));
    if (!is_workbook_name(file)) return path;
    files->map = path;
    return path_folder(path);
}

InputFiles input_files(Batch *batch, IniDoc *doc, Text ini_path, Text kept)
{
    InputFiles files = {.chunk_bytes = CHUNK_BYTES};
    IniSection *section = ini_section(doc, TEXT("invoer"));
    Text folder = path_folder(ini_path);
    IniEntry *map = ini_entry(section, TEXT("map"));
    if (map) {
        map->used = true;
        folder = read_map(batch, &files, map, folder);
    }
    files.codering = read_codering(batch, section);
    if (kept.length) files.map = TEXT("");
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Text name = text_of(table_specs[table].name);
        IniEntry *entry = ini_entry(section, name);
        Text own = JOIN(batch->arena, name, TEXT(".csv"));
        files.path[table] = files.map.length ? files.map : path_below(batch->arena, folder, own);
        if (!entry) continue;
        entry->used = true;
        read_name(batch, &files, table, entry, folder);
    }
    for (TableId table = 0; kept.length && table < TABLE_COUNT; table++) {
        Text own = JOIN(batch->arena, text_of(table_specs[table].name), TEXT(".csv"));
        files.path[table] = path_below(batch->arena, kept, own);
        files.sheet[table] = TEXT("");
        files.named[table] = false;
    }
    return files;
}
