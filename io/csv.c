/* The CSV reader. In: UTF-8 text; out: fields as slices of it. Holds always: every byte belongs to
 * one record; a fault never swallows more than the line where its record begins. */
#include "io/csv.h"

#include <string.h>

void csv_begin(CsvReader *reader, Arena *arena, Text text, char separator)
{
    reader->arena = arena;
    reader->text = text;
    reader->separator = separator;
    reader->at = 0;
    reader->line = 1;
    reader->count = 0;
}

char csv_separator(Text text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.length && text.at[i] != '\n'; i++) {
        char c = text.at[i];
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == ';' || c == ',' || c == '\t')) return c;
    }
    return 0;
}

static Text unescape(Arena *arena, Text text)
{
    if (text_find(text, '"', 0) == text.length) return text;
    char *copy = NEW(arena, char, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        copy[length++] = text.at[i];
        if (text.at[i] == '"') i++; /* the second of a pair */
    }
    return (Text){copy, length};
}

/* A quoted field from its opening quote at `i`; the byte after the closing quote, or 0. */
static size_t quoted_field(CsvReader *r, size_t i, size_t *lines)
{
    size_t start = ++i;
    for (;;) {
        size_t quote = text_find(r->text, '"', i);
        if (quote == r->text.length) {
            r->fault = CSV_UNTERMINATED;
            r->fault_at = start - 1;
            return 0;
        }
        if (quote + 1 >= r->text.length || r->text.at[quote + 1] != '"') {
            Text raw = text_slice(r->text, start, quote);
            for (size_t n = text_find(raw, '\n', 0); n < raw.length;
                 n = text_find(raw, '\n', n + 1))
                ++*lines;
            r->fields[r->count] = unescape(r->arena, raw);
            return quote + 1;
        }
        i = quote + 2;
    }
}

static size_t plain_field(CsvReader *r, size_t i)
{
    size_t start = i;
    const char *at = r->text.at, separator = r->separator;
    while (i < r->text.length && at[i] != separator && at[i] != '\n' && at[i] != '\r') {
        if (at[i] == '"') {
            r->fault = CSV_QUOTE_INSIDE;
            r->fault_at = i;
            return 0;
        }
        i++;
    }
    r->fields[r->count] = text_slice(r->text, start, i);
    return i;
}

/* After a fault: on to the line after the one where the record begins. */
static bool give_up(CsvReader *r, CsvFault fault, size_t at)
{
    r->fault = fault;
    r->fault_at = at;
    size_t end = text_find(r->text, '\n', r->record_at);
    r->at = end < r->text.length ? end + 1 : end;
    r->line = r->record_line + 1;
    return true;
}

static bool next_record(CsvReader *r)
{
    size_t i = r->at, lines = 1;
    for (;;) {
        if (r->count == CSV_FIELDS_MOST) return give_up(r, CSV_TOO_MANY_FIELDS, i);
        r->offsets[r->count] = i;
        bool quoted = i < r->text.length && r->text.at[i] == '"';
        size_t next = quoted ? quoted_field(r, i, &lines) : plain_field(r, i);
        if (r->fault) return give_up(r, r->fault, r->fault_at);
        i = next;
        r->count++;
        if (i - r->record_at > CSV_RECORD_MOST) return give_up(r, CSV_TOO_LONG, r->record_at);
        if (i >= r->text.length) break;
        char c = r->text.at[i];
        if (c == r->separator) {
            i++;
            continue;
        }
        if (c == '\n') {
            i++;
            break;
        }
        if (c != '\r') return r->count--, give_up(r, CSV_AFTER_QUOTE, i);
        if (i + 1 < r->text.length && r->text.at[i + 1] != '\n')
            return r->count--, give_up(r, CSV_CARRIAGE_RETURN, i);
        i += i + 1 < r->text.length ? 2 : 1;
        break;
    }
    r->at = i;
    r->line = r->record_line + (u32)lines;
    return true;
}

bool csv_next(CsvReader *r)
{
    while (r->at < r->text.length &&
           (r->text.at[r->at] == '\n' || (r->text.at[r->at] == '\r' && r->at + 1 < r->text.length &&
                                          r->text.at[r->at + 1] == '\n'))) {
        r->at += r->text.at[r->at] == '\n' ? 1 : 2;
        r->line++;
    }
    if (r->at >= r->text.length) return false;
    r->count = 0;
    r->fault = CSV_OK;
    r->record_at = r->at;
    r->record_line = r->line;
    return next_record(r);
}
