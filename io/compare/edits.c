/* Changes of an INI that the command line gives. In: edits; out: a changed IniDoc, and contracten
 * with other rules. Holds always: what is wrong with an edit is told as what is wrong with a line
 * of an INI, with the edit in its place. */
#include "io/compare/edits.h"

#include <string.h>

bool edit_parse(Text given, Edit *edit)
{
    size_t colon = text_find(given, ':', 0), equals = text_find(given, '=', colon);
    if (equals >= given.length) return false;
    *edit = (Edit){given, text_trim(text_slice(given, 0, colon)),
                   text_trim(text_slice(given, colon + 1, equals)),
                   text_trim(text_slice(given, equals + 1, given.length))};
    return edit->section.length && edit->key.length;
}

/* The edits, a line for each, as the source that messages show. */
static void keep_source(Batch *batch, const Edits *edits)
{
    TextBuilder text = {.arena = batch->arena};
    for (size_t i = 0; i < edits->count; i++) {
        build_text(&text, edits->items[i].given);
        build_char(&text, '\n');
    }
    batch->sources[SOURCE_OPTIONS] = (Source){.path = TEXT("--set"), .text = built(&text)};
}

/* Where a part of an edit stands. */
static u32 column_of(const Edit *edit, Text part)
{
    Text before = {edit->given.at, (size_t)(part.at - edit->given.at)};
    return (u32)text_characters(before) + 1;
}

static Place place_of_part(const Edits *edits, const Edit *edit, Text part)
{
    return (Place){.source = SOURCE_OPTIONS,
                   .line = (u32)(edit - edits->items) + 1,
                   .field = -1,
                   .column = column_of(edit, part),
                   .length = (u32)text_characters(part)};
}

/* The contract that an edit names, or an empty text. */
static Text contract_of(const Edit *edit)
{
    Text word = TEXT("contract"), s = edit->section;
    if (s.length <= word.length || !text_equal_nocase(text_slice(s, 0, word.length), word))
        return TEXT("");
    if (s.at[word.length] != ' ' && s.at[word.length] != '\t') return TEXT("");
    return text_trim(text_slice(s, word.length, s.length));
}

static Text section_names(Arena *arena, const IniDoc *doc)
{
    TextBuilder names = {.arena = arena};
    for (size_t i = 0; i < doc->count; i++) {
        if (i) build_text(&names, TEXT(", "));
        build_text(&names, JOIN(arena, TEXT("["), doc->items[i].name, TEXT("]")));
    }
    return built(&names);
}

static void take_away(IniSection *section, IniEntry *entry)
{
    size_t at = (size_t)(entry - section->items);
    memmove(entry, entry + 1, (section->count - at - 1) * sizeof *entry);
    section->count--;
}

/* Sets a key of a section, or takes it away. */
static void apply(Batch *batch, IniDoc *doc, const Edits *edits, const Edit *edit)
{
    IniSection *section = ini_section(doc, edit->section);
    if (!section) {
        FAULT_AT(batch->report, E360_SET_SECTION, place_of_part(edits, edit, edit->section),
                 edit->section, section_names(batch->arena, doc));
        return;
    }
    IniEntry *entry = ini_entry(section, edit->key);
    if (!edit->value.length) {
        if (entry) take_away(section, entry);
        return;
    }
    if (!entry) entry = PUSH(batch->arena, section);
    *entry = (IniEntry){.key = edit->key,
                        .value = edit->value,
                        .line = (u32)(edit - edits->items) + 1,
                        .key_column = column_of(edit, edit->key),
                        .value_column = column_of(edit, edit->value),
                        .source = SOURCE_OPTIONS};
}

void edits_apply(Batch *batch, IniDoc *doc, const Edits *edits)
{
    keep_source(batch, edits);
    for (size_t i = 0; i < edits->count; i++)
        if (!contract_of(&edits->items[i]).length) apply(batch, doc, edits, &edits->items[i]);
}

/* Whether the INI has a [regel] of that name, whatever its vanaf. */
static bool has_rule(const IniDoc *doc, Text name)
{
    Text word = TEXT("regel ");
    for (size_t i = 0; i < doc->count; i++) {
        Text section = doc->items[i].name;
        if (section.length <= word.length ||
            !text_equal_nocase(text_slice(section, 0, word.length), word))
            continue;
        Text rest = text_trim(text_slice(section, word.length, section.length));
        if (text_equal_nocase(text_slice(rest, 0, text_find(rest, ' ', 0)), name)) return true;
    }
    return false;
}

void edits_apply_contracts(Batch *batch, IniDoc *doc, const Edits *edits)
{
    Table_contracten *t = &batch->contracten;
    bool copied = false;
    for (size_t i = 0; i < edits->count; i++) {
        const Edit *edit = &edits->items[i];
        Text code = contract_of(edit);
        if (!code.length) continue;
        u32 contract = symbols_find(&batch->contract_codes, code);
        if (contract == NONE) {
            FAULT_AT(batch->report, E203_UNKNOWN_CODE, place_of_part(edits, edit, code),
                     JOIN(batch->arena, TEXT("contract "), code), TEXT("contracten"));
        } else if (!text_equal_nocase(edit->key, TEXT("regel"))) {
            FAULT_AT(batch->report, E361_SET_CONTRACT, place_of_part(edits, edit, edit->key),
                     edit->key);
        } else if (!has_rule(doc, edit->value)) {
            FAULT_AT(batch->report, E332_UNKNOWN_REGEL, place_of_part(edits, edit, edit->value),
                     edit->value);
        } else {
            if (!copied) {
                Text *own = NEW(batch->arena, Text, t->rows.count + 1);
                memcpy(own, t->regel, t->rows.count * sizeof *own);
                t->regel = own;
                copied = true;
            }
            t->regel[contract] = edit->value;
        }
    }
}
