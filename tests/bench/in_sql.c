/* in_sql DIR [OUT]
 * In: the folder of a settlement of shape country or region, and the folder that verreken wrote.
 * Out: on stdout how long the import and the SQL took, and, with OUT, whether its verdeling.csv and
 * gewichten.csv are the same row by row. Exit: 0 the same, 1 not, 2 a wrong command line, 4 the
 * system failed. */
#include "in_sql.h"

#include <stdio.h>
#include <time.h>

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void told(const char *what, int64_t since)
{
    int64_t milliseconds = (microseconds() - since) / 1000;
    printf("in_sql: %s %lld.%03lld\n", what, (long long)(milliseconds / 1000),
           (long long)(milliseconds % 1000));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: in_sql DIR [OUT]\n", stderr);
        return 2;
    }
    Settlement s = {.folder = argv[1]};
    if (sqlite3_open(":memory:", &s.db)) fail("no database");
    sql(s.db, "PRAGMA temp_store = memory; PRAGMA journal_mode = off; PRAGMA synchronous = off;"
              "PRAGMA locking_mode = exclusive");
    int64_t begin = microseconds();
    import_tables(&s);
    told("import", begin);
    begin = microseconds();
    settle(&s);
    told("sql", begin);
    begin = microseconds();
    bool same = argc < 3 || compare(&s, argv[2]);
    told("compare", begin);
    sqlite3_close(s.db);
    return same ? 0 : 1;
}
