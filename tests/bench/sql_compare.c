/* What SQL found against what verreken wrote, row by row.
 * In: the table verdeling, and verdeling.csv and gewichten.csv. Out: the differences on stderr.
 * Always: every row of either side has its row on the other, in the order of SPEC §8. */
#include "in_sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TOLD = 10 };

typedef enum { VERDELING, GEWICHTEN } Which;

static bool is_text(const Field *f, const char *text)
{
    return strlen(text) == (size_t)f->length && !memcmp(f->start, text, (size_t)f->length);
}

static int64_t integer(const char *start, const char *end, const char **stop)
{
    int64_t value = 0;
    bool negative = start < end && *start == '-';
    for (start += negative; start < end && *start >= '0' && *start <= '9'; start++)
        value = value * 10 + (*start - '0');
    *stop = start;
    return negative ? -value : value;
}

static bool is_integer(const Field *f, int64_t value)
{
    const char *stop;
    return f->length && integer(f->start, f->start + f->length, &stop) == value &&
           stop == f->start + f->length;
}

static bool is_amount(const Field *f, int64_t cents)
{
    char text[32];
    int64_t size = cents < 0 ? -cents : cents;
    snprintf(text, sizeof text, "%s%lld.%02lld", cents < 0 ? "-" : "", (long long)(size / 100),
             (long long)(size % 100));
    return is_text(f, text);
}

static int64_t greatest_common_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* `n/d` in lowest terms, or `n`, that is weight / total. */
static bool is_share(const Field *f, int64_t weight, int64_t total)
{
    char text[48];
    int64_t divisor = greatest_common_divisor(weight, total);
    if (divisor == total)
        snprintf(text, sizeof text, "%lld", (long long)(weight / divisor));
    else
        snprintf(text, sizeof text, "%lld/%lld", (long long)(weight / divisor),
                 (long long)(total / divisor));
    return is_text(f, text);
}

/* Columns: contract, school, label, partij, gewicht, totaal, cents. */
static bool is_same(const Rows *r, sqlite3_stmt *row, Which which)
{
    static const int keys[] = {0, 1, 2, 4};
    int64_t weight = sqlite3_column_int64(row, 4), total = sqlite3_column_int64(row, 5);
    if (r->count != (which == VERDELING ? 8 : 7)) return false;
    for (int i = 0; i < 4; i++)
        if (!is_text(&r->field[keys[i]], (const char *)sqlite3_column_text(row, i))) return false;
    if (!is_text(&r->field[3], "-")) return false;
    if (which == GEWICHTEN)
        return is_integer(&r->field[5], weight) && is_integer(&r->field[6], total);
    return is_text(&r->field[5], "verdeeld") && is_share(&r->field[6], weight, total) &&
           is_amount(&r->field[7], sqlite3_column_int64(row, 6));
}

static void tell(const Rows *r, bool has_line, sqlite3_stmt *row, bool has_row)
{
    fprintf(stderr, "in_sql: %s:%llu: ", r->path, (unsigned long long)r->line);
    if (has_line) {
        const Field *last = &r->field[r->count - 1];
        fprintf(stderr, "verreken has %.*s", (int)(last->start + last->length - r->field[0].start),
                r->field[0].start);
    } else {
        fputs("verreken has no more rows", stderr);
    }
    fputs(has_row ? ", SQL has" : ", SQL has no more rows", stderr);
    for (int i = 0; has_row && i < sqlite3_column_count(row); i++)
        fprintf(stderr, "%c%s", i ? ';' : ' ', (const char *)sqlite3_column_text(row, i));
    fputc('\n', stderr);
}

static bool compare_file(const Settlement *s, const char *out, const char *file, Which which)
{
    Rows rows;
    sqlite3_stmt *row;
    uint64_t count = 0, differences = 0;
    rows_open(&rows, out, file);
    rows_next(&rows);
    if (sqlite3_prepare_v2(s->db,
                           "SELECT contract, school, label, partij, gewicht, totaal, cents"
                           "  FROM sorted ORDER BY rowid",
                           -1, &row, NULL))
        fail("%s", sqlite3_errmsg(s->db));
    for (;;) {
        bool has_line = rows_next(&rows), has_row = sqlite3_step(row) == SQLITE_ROW;
        if (!has_line && !has_row) break;
        count++;
        if (has_line && has_row && is_same(&rows, row, which)) continue;
        if (differences++ < MOST_TOLD) tell(&rows, has_line, row, has_row);
        if (!has_line || !has_row) break;
    }
    if (differences)
        fprintf(stderr, "in_sql: %s: %llu differences in %llu rows\n", file,
                (unsigned long long)differences, (unsigned long long)count);
    else
        printf("in_sql: %s: all %llu rows are equal\n", file, (unsigned long long)count);
    sqlite3_finalize(row);
    rows_close(&rows);
    return !differences;
}

bool compare(const Settlement *s, const char *out)
{
    sql(s->db, "CREATE TABLE sorted AS SELECT contract, school, label, partij, gewicht, totaal,"
               "  cents FROM verdeling JOIN pairs USING (pair) JOIN tijdvakken USING (tijdvak)"
               "  ORDER BY contract, school, label, partij");
    bool verdeling = compare_file(s, out, "verdeling.csv", VERDELING);
    bool gewichten = compare_file(s, out, "gewichten.csv", GEWICHTEN);
    return verdeling && gewichten;
}
