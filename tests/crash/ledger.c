/* ledger FILE: all that a grootboek holds, as text. In: its path; out: what SQLite has to say of
 * its soundness, then the rows of each table in the order of their keys; nothing of a file that is
 * not there or is empty. Holds always: the file is only read. Exit 1: it cannot be read. */
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>

static int print_row(void *title, int count, char **fields, char **names)
{
    (void)names;
    printf("%s", (const char *)title);
    for (int i = 0; i < count; i++)
        printf(";%s", fields[i] ? fields[i] : "-");
    putchar('\n');
    return 0;
}

static int print_table(void *db, int count, char **fields, char **names)
{
    (void)count, (void)names;
    char *statement = sqlite3_mprintf("SELECT * FROM %Q ORDER BY rowid", fields[0]);
    int fault = sqlite3_exec(db, statement, print_row, fields[0], NULL);
    sqlite3_free(statement);
    return fault;
}

int main(int argc, char **argv)
{
    struct stat status;
    sqlite3 *db;
    char integrity[] = "integrity", keys[] = "foreign_key", schema[] = "schema";
    if (argc != 2) {
        fputs("usage: ledger FILE\n", stderr);
        return 2;
    }
    if (stat(argv[1], &status) || status.st_size == 0) return 0;
    int fault = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL);
    if (!fault) fault = sqlite3_exec(db, "PRAGMA integrity_check", print_row, integrity, NULL);
    if (!fault) fault = sqlite3_exec(db, "PRAGMA foreign_key_check", print_row, keys, NULL);
    if (!fault)
        fault = sqlite3_exec(db, "SELECT type, sql FROM sqlite_schema ORDER BY 1, 2", print_row,
                             schema, NULL);
    if (!fault)
        fault = sqlite3_exec(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1",
                             print_table, db, NULL);
    if (fault) fprintf(stderr, "%s: %s\n", argv[1], sqlite3_errmsg(db));
    sqlite3_close(db);
    return fault != 0;
}
