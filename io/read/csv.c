/* The CSV reader. In: UTF-8 text; out: fields as slices of it. Holds always: every byte belongs to
 * one record; a fault never swallows more than the line where its record begins. What ends a plain
 * field is found for 64 bytes at once. */
#include "io/read/csv.h"

#include "io/read/marks.h"

#include <string.h>

void csv_begin(CsvReader *reader, Arena *arena, Text text, char separator)
{
    reader->arena = arena;
    reader->text = text;
    reader->separator = separator;
    reader->at = 0;
    reader->end = text.length;
    reader->line = 1;
    reader->block = SIZE_MAX;
    reader->count = 0;
}

void csv_between(CsvReader *reader, size_t from, u32 line, size_t end)
{
    ASSERT(from <= end);
    ASSERT(end <= reader->text.length);
    reader->at = from;
    reader->line = line;
    reader->end = end;
}

size_t csv_record_after(Text text, size_t at, bool quoted)
{
    size_t most = text.length - at > CSV_RECORD_MOST ? at + CSV_RECORD_MOST : text.length;
    for (; at < most; at++) {
        if (text.at[at] == '"') quoted = !quoted;
        if (text.at[at] == '\n' && !quoted) return at + 1;
    }
    return most;
}

static void take_block(CsvReader *r, size_t block)
{
    char last[MARKED_BYTES] = {0};
    const char *bytes = r->text.at + block;
    size_t left = r->text.length - block;
    if (left < MARKED_BYTES) bytes = memcpy(last, bytes, left);
    r->block = block;
    r->marks = marks_of(bytes, r->separator);
    if (left < MARKED_BYTES) r->marks &= ~(~(u64)0 << left);
}

/* Where a separator, a quote, LF or CR first stands at or after `i`, or text.length. */
static size_t next_mark(CsvReader *r, size_t i)
{
    size_t block = i & ~(size_t)(MARKED_BYTES - 1);
    if (i >= r->text.length) return r->text.length;
    if (r->block != block) take_block(r, block);
    u64 marks = r->marks & ~(u64)0 << (i - block);
    while (!marks) {
        block += MARKED_BYTES;
        if (block >= r->text.length) return r->text.length;
        take_block(r, block);
        marks = r->marks;
    }
    return block + (size_t)__builtin_ctzll(marks);
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

/* A field without quotes from `start`; where it ends, or 0. */
static size_t plain_field(CsvReader *r, size_t start)
{
    size_t end = next_mark(r, start);
    if (end < r->text.length && r->text.at[end] == '"') {
        r->fault = CSV_QUOTE_INSIDE;
        r->fault_at = end;
        return 0;
    }
    r->fields[r->count] = (Text){r->text.at + start, end - start};
    return end;
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
    if (r->at >= r->end) return false;
    r->count = 0;
    r->fault = CSV_OK;
    r->record_at = r->at;
    r->record_line = r->line;
    return next_record(r);
}
