/* The settlement of the country as SQL: what its files share.
 * In: the folder of a settlement of shape country or region, and what verreken wrote for it.
 * Out: the same verdeling as rows of a SQLite database in memory, and what differs.
 * Always: no code is shared with verreken, every number is a 64-bit integer, and a failing
 * statement ends the program with status 4. */
#ifndef BENCH_IN_SQL_H
#define BENCH_IN_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- rows of a file (sql_rows.c) ---- */
enum { MOST_FIELDS = 16 };
typedef struct {
    const char *start;
    int length;
} Field;
typedef struct {
    char *text, *at, *end;
    const char *path;
    uint64_t line;
    Field field[MOST_FIELDS];
    int count;
} Rows;
void rows_open(Rows *r, const char *folder, const char *file);
bool rows_next(Rows *r); /* the fields of the next line; separator ;, no quotes */
void rows_close(Rows *r);
int64_t day_number(const char *date); /* YYYY-MM-DD, as julianday() of its noon */

/* ---- the settlement ---- */
enum { MOST_TIJDVAKKEN = 4, OPEN_BEGIN = 0, OPEN_END = 9999999 /* also in sql_settle.c */ };
typedef struct {
    char label[16];
    int64_t first, last;
} Tijdvak;
typedef struct {
    sqlite3 *db;
    const char *folder; /* of the settlement */
    Tijdvak tijdvak[MOST_TIJDVAKKEN];
    int tijdvak_count;
} Settlement;
void sql(sqlite3 *db, const char *format, ...) __attribute__((format(printf, 2, 3)));
void import_tables(Settlement *s);                  /* sql_import.c */
void settle(const Settlement *s);                   /* sql_settle.c */
bool compare(const Settlement *s, const char *out); /* sql_compare.c: whether all is equal */
#endif
