/* The INI. In: a file; out: an IniDoc. Holds always: every entry has a line and a column; the lines
 * that iniparser reads are the lines that were scanned, but for comments. */
#include "io/read/ini.h"

#include "io/read/source.h"
#include "io/system/sys.h"
#include "io/workbook/workbook.h"

#include <iniparser/iniparser.h>
#include <stdio.h>
#include <string.h>

/* iniparser's buffer for a line is 1024 bytes, and it looks keys up one by one. */
enum { LINE_BYTES_MOST = 1000, INI_BYTES_MOST = 1 << 20, ENTRIES_MOST = 5000 };

typedef struct Scan {
    Batch *batch;
    IniDoc doc;
    size_t entries;
    u32 line;
    bool goes_on;       /* the line before ended in a backslash */
    Text text;          /* of the line, without blanks at its end */
    TextBuilder handed; /* to iniparser: the lines without comments that it cannot read */
} Scan;

static void tell(Scan *s, FaultId id, size_t from, size_t to)
{
    Place place = {.source = SOURCE_INI,
                   .line = s->line,
                   .field = -1,
                   .column = (u32)text_characters(text_slice(s->text, 0, from)) + 1,
                   .length = (u32)text_characters(text_slice(s->text, from, to))};
    FAULT_PLAIN(s->batch->report, id, place);
}

static void scan_section(Scan *s, size_t start)
{
    Text text = s->text;
    size_t close = text_find(text, ']', start);
    Text after = close < text.length ? text_trim(text_slice(text, close + 1, text.length)) : text;
    if (after.length && (close == text.length || (after.at[0] != ';' && after.at[0] != '#'))) {
        tell(s, E301_INI_SYNTAX, start, text.length);
        return;
    }
    s->text.length = close + 1; /* iniparser takes no comment behind a section */
    Text name = text_trim(text_slice(text, start + 1, close));
    size_t known = s->doc.count;
    if (!name.length || text_find(name, ':', 0) < name.length) {
        tell(s, E305_UNKNOWN_SECTION, start, close + 1);
    } else {
        IniSection *twin = ini_section(&s->doc, name);
        Place place = {.source = SOURCE_INI, .line = s->line, .field = -1, .column = 1};
        if (twin)
            FAULT_AT(s->batch->report, E303_SECTION_TWICE, place, name,
                     text_integer(s->batch->arena, twin->line));
    }
    *PUSH(s->batch->arena, &s->doc) = (IniSection){.name = name, .line = s->line};
    ASSERT(s->doc.count == known + 1);
}

/* The end of the name of a sheet behind a workbook, lijst.xlsx#Groep 3, which iniparser would take
 * for a comment: up to a ; or a # behind a blank. `hash`: the first # of the value. 0: it is none.
 */
static size_t end_of_sheet(const Scan *s, size_t at, size_t hash)
{
    Text text = s->text;
    bool names = text_equal_nocase(s->doc.items[s->doc.count - 1].name, TEXT("invoer")) &&
                 is_workbook_name(text_slice(text, at, hash)) && hash + 1 < text.length &&
                 text.at[hash + 1] != ' ' && text.at[hash + 1] != '\t';
    if (!names) return 0;
    size_t end = hash + 1;
    while (end < text.length && text.at[end] != ';' &&
           (text.at[end] != '#' || (text.at[end - 1] != ' ' && text.at[end - 1] != '\t')))
        end++;
    return end;
}

/* Puts the value between quotes in what iniparser is handed. */
static void quote_value(Scan *s, size_t at, Text value)
{
    Arena *arena = s->batch->arena;
    Text quote = text_find(value, '"', 0) < value.length ? TEXT("'") : TEXT("\"");
    s->text = JOIN(arena, text_slice(s->text, 0, at), quote, value, quote);
}

/* What stands between = and the comment, and where; faults for what iniparser would cut or swallow.
 */
static Text scan_value(Scan *s, size_t equals, size_t *column)
{
    Text text = s->text;
    size_t at = equals + 1;
    while (at < text.length && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    *column = at;
    char quote = at < text.length ? text.at[at] : 0;
    if (quote == '"' || quote == '\'') {
        size_t close = text_find(text, quote, at + 1);
        if (close == text.length) {
            tell(s, E308_QUOTE_OPEN, at, text.length);
            return TEXT("");
        }
        Text after = text_trim(text_slice(text, close + 1, text.length));
        if (after.length && after.at[0] != ';' && after.at[0] != '#')
            tell(s, E308_QUOTE_OPEN, close, text.length);
        *column = at + 1;
        return text_slice(text, at + 1, close);
    }
    size_t semicolon = text_find(text, ';', at), hash = text_find(text, '#', at);
    size_t end = semicolon < hash ? semicolon : hash, sheet = 0;
    if (hash < semicolon) sheet = end_of_sheet(s, at, hash);
    if (sheet) {
        Text value = text_trim(text_slice(text, at, sheet));
        bool close = sheet + 1 < text.length && text.at[sheet] == '#' && text.at[sheet + 1] != ' ';
        if (close)
            tell(s, W307_COMMENT_IN_VALUE, sheet, text.length); /* Lijst #1 may be its name */
        quote_value(s, at, value);
        return value;
    }
    if (end < text.length && end > at && text.at[end - 1] != ' ' && text.at[end - 1] != '\t')
        tell(s, W307_COMMENT_IN_VALUE, end, text.length);
    return text_trim(text_slice(text, at, end));
}

static void scan_entry(Scan *s)
{
    Text text = s->text;
    size_t equals = text_find(text, '=', 0), start = 0;
    while (text.at[start] == ' ' || text.at[start] == '\t')
        start++;
    size_t shown = start; /* control characters alone are no key */
    while (shown < equals && (u8)text.at[shown] <= ' ')
        shown++;
    Text key = text_trim(text_slice(text, start, equals));
    if (equals == text.length || shown == equals) {
        tell(s, E301_INI_SYNTAX, start, text.length);
        return;
    }
    if (!s->doc.count) {
        tell(s, E302_KEY_OUTSIDE_SECTION, start, text.length);
        return;
    }
    IniSection *section = &s->doc.items[s->doc.count - 1];
    size_t column;
    Text value = scan_value(s, equals, &column);
    IniEntry entry = {key,
                      value,
                      s->line,
                      (u32)text_characters(text_slice(text, 0, start)) + 1,
                      (u32)text_characters(text_slice(text, 0, column)) + 1,
                      false,
                      SOURCE_INI};
    IniEntry *twin = ini_entry(section, key);
    if (twin)
        FAULT_AT(s->batch->report, E304_KEY_TWICE, ini_key_place(&entry), key,
                 text_integer(s->batch->arena, twin->line));
    *PUSH(s->batch->arena, section) = entry;
    s->entries++;
}

static void scan_line(Scan *s)
{
    Text trimmed = text_trim(s->text);
    bool goes_on = s->goes_on;
    s->goes_on = trimmed.length && trimmed.at[trimmed.length - 1] == '\\';
    if (goes_on) return; /* told with the line before */
    if (!trimmed.length || trimmed.at[0] == ';' || trimmed.at[0] == '#') {
        s->text = TEXT("");
        return;
    }
    s->text.length = (size_t)(trimmed.at + trimmed.length - s->text.at);
    if (s->text.length > LINE_BYTES_MOST) {
        tell(s, E310_LINE_TOO_LONG, LINE_BYTES_MOST, LINE_BYTES_MOST);
    } else if (trimmed.at[trimmed.length - 1] == '\\') {
        tell(s, E309_BACKSLASH, s->text.length - 1, s->text.length);
    } else if (trimmed.at[0] == '[') {
        scan_section(s, (size_t)(trimmed.at - s->text.at));
    } else {
        scan_entry(s);
    }
}

static bool has_lone_return(Text text)
{
    for (size_t i = text_find(text, '\r', 0); i < text.length; i = text_find(text, '\r', i + 1))
        if (i + 1 < text.length && text.at[i + 1] != '\n') return true;
    return false;
}

static void scan(Scan *s, Text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, '\n', at);
        s->line++;
        s->text = text_slice(text, at, end);
        scan_line(s);
        build_text(&s->handed, s->text);
        build_char(&s->handed, '\n');
        if (s->doc.count + s->entries > ENTRIES_MOST) {
            tell(s, E311_INI_TOO_LARGE, 0, 0);
            return;
        }
        at = end + 1;
    }
}

static int quiet(const char *format, ...)
{
    (void)format;
    return 0;
}

/* Takes each value from iniparser; what it reads otherwise than the scan is a fault of the line. */
static void take_values(Scan *s, dictionary *values)
{
    Arena *arena = s->batch->arena;
    for (size_t i = 0; i < s->doc.count; i++) {
        IniSection *section = &s->doc.items[i];
        for (size_t j = 0; j < section->count; j++) {
            IniEntry *entry = &section->items[j];
            char *name = text_zero_ended(arena, JOIN(arena, section->name, TEXT(":"), entry->key));
            const char *value = iniparser_getstring(values, name, NULL);
            if (value && text_equal(text_trim(text_of(value)), text_trim(entry->value))) {
                entry->value = text_copy(arena, text_trim(text_of(value)));
                continue;
            }
            FAULT_PLAIN(s->batch->report, E312_VALUE_UNREADABLE, ini_value_place(entry));
        }
    }
}

static void parse(Scan *s, Text text)
{
    int memory = sys_memory_file(text);
    iniparser_set_error_callback(quiet);
    dictionary *values = iniparser_load(sys_memory_path(s->batch->arena, memory));
    sys_close(memory);
    if (values) {
        take_values(s, values);
        iniparser_freedict(values);
    } else {
        Place place = {.source = SOURCE_INI, .field = -1};
        FAULT_AT(s->batch->report, E104_FILE_UNREADABLE, place, WORDS("iniparser refuses it"));
    }
}

IniDoc ini_read(Batch *batch, Text path)
{
    Scan *s = NEW(batch->arena, Scan, 1);
    s->batch = batch;
    s->handed.arena = batch->arena;
    Report *report = batch->report;
    if (!source_load(batch, SOURCE_INI, path, CODERING_UTF8, TEXT(""), false)) return s->doc;
    Text text = batch->sources[SOURCE_INI].text;
    if (text.length > INI_BYTES_MOST) {
        FAULT_PLAIN(report, E311_INI_TOO_LARGE, ((Place){.source = SOURCE_INI, .field = -1}));
        return s->doc;
    }
    u64 errors = report->errors;
    if (has_lone_return(text))
        FAULT_PLAIN(report, E114_CARRIAGE_RETURN,
                    ((Place){.source = SOURCE_INI, .line = 1, .field = -1}));
    else
        scan(s, text);
    if (report->errors == errors) parse(s, built(&s->handed));
    return s->doc;
}
