/* The rows of a CSV file that needs no quotes. In: a file. Out: its fields, line by line.
 * Always: the text is held whole; a line has as many fields as it has separators and one. */
#include "in_sql.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("in_sql: ", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(4);
}

void rows_open(Rows *r, const char *folder, const char *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *f = fopen(path, "rb");
    if (!f) fail("%s: cannot be read", path);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    *r = (Rows){.text = size < 0 ? NULL : malloc((size_t)size + 1), .path = file};
    if (!r->text || fread(r->text, 1, (size_t)size, f) != (size_t)size)
        fail("%s: cannot be read", path);
    fclose(f);
    r->text[size] = 0;
    r->at = r->text;
    r->end = r->text + size;
}

bool rows_next(Rows *r)
{
    if (r->at == r->end) return false;
    char *line_end = memchr(r->at, '\n', (size_t)(r->end - r->at));
    if (!line_end) line_end = r->end;
    r->line++;
    r->count = 0;
    for (char *c = r->at;; c++) {
        char *stop = memchr(c, ';', (size_t)(line_end - c));
        if (!stop) stop = line_end;
        if (r->count == MOST_FIELDS)
            fail("%s:%llu: too many fields", r->path, (unsigned long long)r->line);
        r->field[r->count++] = (Field){c, (int)(stop - c)};
        c = stop;
        if (c == line_end) break;
    }
    r->at = line_end < r->end ? line_end + 1 : r->end;
    return true;
}

void rows_close(Rows *r)
{
    free(r->text);
}

int64_t day_number(const char *date)
{
    int y = (date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0';
    int m = (date[5] - '0') * 10 + date[6] - '0', d = (date[8] - '0') * 10 + date[9] - '0';
    int a = (14 - m) / 12;
    y += 4800 - a;
    m += 12 * a - 3;
    return d + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045;
}
