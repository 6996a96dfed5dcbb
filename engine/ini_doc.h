/* A settlement.ini as it was read: sections and entries with their places, nothing interpreted. */
#ifndef VERREKEN_ENGINE_INI_DOC_H
#define VERREKEN_ENGINE_INI_DOC_H

#include "engine/fault.h"

typedef struct IniEntry {
    Text key;   /* as written */
    Text value; /* without blanks, quotes and comment */
    u32 line, key_column, value_column;
    bool used;  /* some reader of settings knows the key */
    u32 source; /* that the line is of: SOURCE_INI, or what the command line changed */
} IniEntry;

typedef struct IniSection {
    Text name; /* as written, without blanks around it */
    u32 line;
    IniEntry *items;
    size_t count, capacity;
} IniSection;

typedef struct IniDoc {
    IniSection *items;
    size_t count, capacity;
} IniDoc;

/* The entry of a key (case ignored), or NULL. */
static inline IniEntry *ini_entry(IniSection *section, Text key)
{
    for (size_t i = 0; section && i < section->count; i++)
        if (text_equal_nocase(section->items[i].key, key)) return &section->items[i];
    return NULL;
}

static inline IniSection *ini_section(IniDoc *doc, Text name)
{
    for (size_t i = 0; i < doc->count; i++)
        if (text_equal_nocase(doc->items[i].name, name)) return &doc->items[i];
    return NULL;
}

static inline Place ini_key_place(const IniEntry *entry)
{
    return (Place){.source = entry->source,
                   .line = entry->line,
                   .field = -1,
                   .column = entry->key_column,
                   .length = (u32)text_characters(entry->key),
                   .name = entry->key};
}

static inline Place ini_value_place(const IniEntry *entry)
{
    u32 length = (u32)text_characters(entry->value);
    return (Place){.source = entry->source,
                   .line = entry->line,
                   .field = -1,
                   .column = entry->value_column,
                   .length = length ? length : 1,
                   .name = entry->key};
}

/* The place of a part of an entry's value, a slice of it. */
static inline Place ini_item_place(const IniEntry *entry, Text item)
{
    Place place = ini_value_place(entry);
    if (!item.length) return place;
    ASSERT(item.at >= entry->value.at);
    ASSERT(item.at + item.length <= entry->value.at + entry->value.length);
    Text before = {entry->value.at, (size_t)(item.at - entry->value.at)};
    place.column += (u32)text_characters(before);
    place.length = (u32)text_characters(item);
    return place;
}

static inline Place ini_section_place(const IniSection *section)
{
    return (Place){.source = SOURCE_INI,
                   .line = section->line,
                   .field = -1,
                   .column = 1,
                   .length = (u32)text_characters(section->name) + 2};
}

#endif
