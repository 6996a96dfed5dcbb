/* What differs between two INIs. In: two documents; out: changes. Holds always: the order of
 * sections and keys, comments, capitals in names and blanks between their words are no change. */
#include "io/changes/changes_parts.h"

typedef struct NamedEntry {
    Text name; /* section and key in small letters, a line end between them */
    Text section;
    const IniEntry *entry;
} NamedEntry;

typedef struct NamedEntries {
    NamedEntry *items;
    size_t count, capacity;
} NamedEntries;

/* Adds a name in small letters, with one blank between its words. */
static void build_name(TextBuilder *builder, Text name)
{
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        bool blank = c == ' ' || c == '\t';
        if (blank && (name.at[i - 1] == ' ' || name.at[i - 1] == '\t')) continue;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        build_char(builder, blank ? ' ' : c);
    }
}

static Text name_of(Arena *arena, Text section, Text key)
{
    TextBuilder builder = {.arena = arena};
    build_name(&builder, text_trim(section));
    build_char(&builder, '\n');
    build_name(&builder, text_trim(key));
    return built(&builder);
}

static int by_name(const void *left, const void *right)
{
    const NamedEntry *a = left, *b = right;
    int order = text_compare(a->name, b->name);
    return order ? order : (a->entry->line > b->entry->line) - (a->entry->line < b->entry->line);
}

static NamedEntries named_entries(Arena *arena, const IniDoc *doc)
{
    NamedEntries all = {0};
    for (size_t i = 0; i < doc->count; i++) {
        const IniSection *section = &doc->items[i];
        for (size_t j = 0; j < section->count; j++)
            *PUSH(arena, &all) = (NamedEntry){name_of(arena, section->name, section->items[j].key),
                                              section->name, &section->items[j]};
    }
    sort_array(all.items, all.count, sizeof *all.items, by_name);
    return all;
}

/* `before` or `after` is NULL where there is no such entry. */
static void add_change(Arena *arena, Changes *changes, const NamedEntry *before,
                       const NamedEntry *after)
{
    const NamedEntry *seen = after ? after : before;
    reserve_changes(arena, changes, 1);
    changes->items[changes->count++] = (Change){
        .kind = !before ? CHANGE_ADDED
                : after ? CHANGE_FIELD
                        : CHANGE_REMOVED,
        .table = CHANGED_INI,
        .column = -1,
        .before = {.line = before ? before->entry->line : 0},
        .after = {.line = after ? after->entry->line : 0},
        .section = text_copy(arena, seen->section),
        .key = text_copy(arena, seen->entry->key),
        .old_value = before ? text_copy(arena, text_trim(before->entry->value)) : TEXT(""),
        .new_value = after ? text_copy(arena, text_trim(after->entry->value)) : TEXT(""),
    };
}

void changes_of_ini(Arena *arena, const IniDoc *before, const IniDoc *after, Changes *changes)
{
    Arena scratch = {0};
    NamedEntries old = named_entries(&scratch, before), new = named_entries(&scratch, after);
    for (size_t i = 0, j = 0; i < old.count || j < new.count;) {
        int order = i == old.count   ? 1
                    : j == new.count ? -1
                                     : text_compare(old.items[i].name, new.items[j].name);
        const NamedEntry *was = order <= 0 ? &old.items[i++] : NULL;
        const NamedEntry *is = order >= 0 ? &new.items[j++] : NULL;
        if (was && is && text_equal(text_trim(was->entry->value), text_trim(is->entry->value)))
            continue;
        add_change(arena, changes, was, is);
    }
    arena_free(&scratch);
}
