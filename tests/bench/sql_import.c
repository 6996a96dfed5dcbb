/* The tables into the database, each row by one prepared insert.
 * In: the CSV files that make_country wrote. Out: tables of the same names.
 * Always: dates are day numbers, an open begin and end are a day before and after all others, and
 * amounts are cents; codes stay text. */
#include "in_sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A column of the file, what it holds, and which column of the table it fills. */
typedef enum { IGNORED, CODE, BEGIN_DAY, END_DAY, CENTS } Kind;
typedef struct {
    const char *file, *insert;
    Kind kinds[MOST_FIELDS];
} Source;

static const Source sources[] = {
    {"scholen.csv",
     "INSERT INTO scholen (school, gemeente) VALUES (?,?)",
     {CODE, IGNORED, IGNORED, CODE}},
    {"contracten.csv",
     "INSERT INTO contracten (contract, begindag, einddag) VALUES (?,?,?)",
     {CODE, IGNORED, IGNORED, IGNORED, BEGIN_DAY, END_DAY}},
    {"contract_scholen.csv", "INSERT INTO contract_scholen VALUES (?,?)", {CODE, CODE}},
    {"kosten.csv",
     "INSERT INTO kosten VALUES (?,?,?,?,?)",
     {IGNORED, CODE, CODE, BEGIN_DAY, END_DAY, CENTS}},
    {"inschrijvingen.csv",
     "INSERT INTO inschrijvingen VALUES (?,?,?,?)",
     {CODE, CODE, BEGIN_DAY, END_DAY}},
    {"woonplaatsen.csv",
     "INSERT INTO woonplaatsen (leerling, gemeente, begindag, einddag) VALUES (?,?,?,?)",
     {CODE, CODE, BEGIN_DAY, END_DAY}},
    {"verblijven.csv", "INSERT INTO verblijven VALUES (?,?,?,?)", {CODE, CODE, BEGIN_DAY, END_DAY}},
};

static const char schema[] =
    "CREATE TABLE scholen (school TEXT PRIMARY KEY, gemeente TEXT) WITHOUT ROWID;"
    "CREATE TABLE contracten (contract TEXT PRIMARY KEY, begindag INT, einddag INT) WITHOUT ROWID;"
    "CREATE TABLE contract_scholen (contract TEXT, school TEXT);"
    "CREATE TABLE kosten (contract TEXT, school TEXT, begindag INT, einddag INT, cents INT);"
    "CREATE TABLE inschrijvingen (leerling TEXT, school TEXT, begindag INT, einddag INT);"
    "CREATE TABLE woonplaatsen (leerling TEXT, begindag INT, einddag INT, gemeente TEXT,"
    "  PRIMARY KEY (leerling, begindag)) WITHOUT ROWID;"
    "CREATE TABLE verblijven (leerling TEXT, soort TEXT, begindag INT, einddag INT);";

static int64_t cents_of(const Field *f)
{
    int64_t cents = 0;
    bool negative = f->length && *f->start == '-';
    for (int i = negative; i < f->length; i++)
        if (f->start[i] != '.') cents = cents * 10 + (f->start[i] - '0');
    return negative ? -cents : cents; /* make_country writes two decimals, always */
}

static void bind(sqlite3_stmt *statement, int column, Kind kind, const Field *f)
{
    switch (kind) {
    case IGNORED: break;
    case CODE: sqlite3_bind_text(statement, column, f->start, f->length, SQLITE_STATIC); break;
    case BEGIN_DAY:
        sqlite3_bind_int64(statement, column, f->length ? day_number(f->start) : OPEN_BEGIN);
        break;
    case END_DAY:
        sqlite3_bind_int64(statement, column, f->length ? day_number(f->start) : OPEN_END);
        break;
    case CENTS: sqlite3_bind_int64(statement, column, cents_of(f)); break;
    }
}

static void import(sqlite3 *db, const char *folder, const Source *source)
{
    Rows rows;
    sqlite3_stmt *statement;
    rows_open(&rows, folder, source->file);
    rows_next(&rows);
    if (sqlite3_prepare_v2(db, source->insert, -1, &statement, NULL))
        fail("%s: %s", source->insert, sqlite3_errmsg(db));
    while (rows_next(&rows)) {
        int column = 0;
        for (int i = 0; i < rows.count; i++)
            if (source->kinds[i]) bind(statement, ++column, source->kinds[i], &rows.field[i]);
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail("%s:%llu: %s", rows.path, (unsigned long long)rows.line, sqlite3_errmsg(db));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    rows_close(&rows);
}

/* The tijdvakken of `periode = 2025` or `periode = 2025-Q4`, the only forms a shape has here. */
static void read_periode(Settlement *s)
{
    char path[4096], line[256];
    int year = 0, quarter = 0;
    snprintf(path, sizeof path, "%s/settlement.ini", s->folder);
    FILE *f = fopen(path, "r");
    if (!f) fail("%s: cannot be read", path);
    while (fgets(line, sizeof line, f))
        if (!strncmp(line, "periode = ", 10)) sscanf(line + 10, "%4d-Q%1d", &year, &quarter);
    fclose(f);
    if (!year) fail("%s: has no periode", path);
    for (int q = quarter ? quarter : 1; q <= (quarter ? quarter : 4); q++) {
        Tijdvak *t = &s->tijdvak[s->tijdvak_count++];
        char first[16], after[16];
        snprintf(t->label, sizeof t->label, "%04d-Q%d", year % 10000, q % 10);
        snprintf(first, sizeof first, "%04d-%02d-01", year % 10000, 3 * q % 100 - 2);
        snprintf(after, sizeof after, "%04d-%02d-01", (year + (q == 4)) % 10000,
                 q == 4 ? 1 : 3 * q % 100 + 1);
        t->first = day_number(first);
        t->last = day_number(after) - 1;
    }
}

void import_tables(Settlement *s)
{
    char data[4096];
    snprintf(data, sizeof data, "%s/data", s->folder);
    read_periode(s);
    sql(s->db, "%s", schema);
    sql(s->db, "BEGIN");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        import(s->db, data, &sources[i]);
    sql(s->db, "COMMIT");
}
