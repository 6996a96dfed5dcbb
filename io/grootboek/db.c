/* SQLite. In: a file and statements; out: rows, or a fault with a reason. Holds always: a Db that
 * has a fault keeps the first one and does nothing more. */
#include "io/grootboek/db.h"

#include "io/system/sys.h"

#include <sqlite3.h>
#include <string.h>

enum { QUERIES_MOST = 32, BUSY_MILLISECONDS = 10000 };

struct DbQuery {
    Db *db;
    sqlite3_stmt *statement;
};

struct Db {
    sqlite3 *handle;
    DbFault fault;
    char reason[256];
    DbQuery queries[QUERIES_MOST];
    Arena memory; /* that it stands in */
};

static DbFault kind_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return DB_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM: return DB_READONLY;
    case SQLITE_FULL: return DB_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* a table that is not there */
    case SQLITE_NOTADB: return DB_DAMAGED;
    case SQLITE_CONSTRAINT: return DB_REFUSED;
    default: return DB_SYSTEM;
    }
}

static bool keep_fault(Db *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return true;
    if (code == SQLITE_NOMEM) emergency_out_of_memory();
    int kind = code & 0xFF;
    if (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN)
        (void)sys_reason(sqlite3_system_errno(db->handle)); /* which notes what is trouble */
    ASSERT(!db->fault);
    db->fault = kind_of(code);
    const char *reason = sqlite3_errmsg(db->handle);
    size_t length = strlen(reason);
    if (length >= sizeof db->reason) length = sizeof db->reason - 1;
    memcpy(db->reason, reason, length);
    return false;
}

Db *db_open(const char *path, DbMode mode)
{
    Arena memory = {0};
    Db *db = NEW(&memory, Db, 1);
    db->memory = memory;
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* what it counts nobody asks for */
    int flags = mode == DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    flags |= SQLITE_OPEN_NOMUTEX; /* one thread at a time uses a Db */
    keep_fault(db, sqlite3_open_v2(path, &db->handle, flags, NULL));
    if (db->fault) return db;
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 4096, 64); /* a trigger fits */
    sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    db_run(db, "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
               "PRAGMA cell_size_check = ON; PRAGMA cache_size = -131072; PRAGMA temp_store = 2");
    if (mode == DB_WRITE) db_run(db, "PRAGMA page_size = 4096"); /* of a file that is still empty */
    if (mode == DB_WRITE) db_run(db, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
    return db;
}

void db_close(Db *db)
{
    if (!db) return;
    for (size_t i = 0; i < QUERIES_MOST; i++)
        db_end(&db->queries[i]);
    sqlite3_close(db->handle);
    Arena memory = db->memory;
    arena_free(&memory);
}

DbFault db_fault(const Db *db)
{
    return db->fault;
}

Text db_reason(const Db *db)
{
    static const char *const known[] = {
        SAID("file is not a database"),
        SAID("database disk image is malformed"),
        SAID("database is locked"),
        SAID("attempt to write a readonly database"),
        SAID("disk I/O error"),
        SAID("database or disk is full"),
        SAID("unable to open database file"),
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (!strcmp(db->reason, known[i])) return taal_text(known[i]);
    return text_of(db->reason); /* the words of SQLite, which has no others */
}

bool db_run(Db *db, const char *statements)
{
    if (db->fault) return false;
    return keep_fault(db, sqlite3_exec(db->handle, statements, NULL, NULL, NULL));
}

DbQuery *db_query(Db *db, const char *statement)
{
    size_t free_slot = 0;
    while (db->queries[free_slot].db) {
        free_slot++;
        ASSERT(free_slot < QUERIES_MOST);
    }
    DbQuery *query = &db->queries[free_slot];
    query->db = db;
    if (!db->fault)
        keep_fault(db, sqlite3_prepare_v2(db->handle, statement, -1, &query->statement, NULL));
    return query;
}

void db_end(DbQuery *query)
{
    sqlite3_finalize(query->statement);
    *query = (DbQuery){0};
}

void db_set_integer(DbQuery *query, int place, i64 number)
{
    if (query->db->fault) return;
    keep_fault(query->db, sqlite3_bind_int64(query->statement, place, number));
}

void db_set_text(DbQuery *query, int place, Text text)
{
    if (query->db->fault) return;
    keep_fault(query->db, sqlite3_bind_text64(query->statement, place, text.at ? text.at : "",
                                              text.length, SQLITE_STATIC, SQLITE_UTF8));
}

void db_set_null(DbQuery *query, int place)
{
    if (query->db->fault) return;
    keep_fault(query->db, sqlite3_bind_null(query->statement, place));
}

bool db_row(DbQuery *query)
{
    if (query->db->fault) return false;
    int code = sqlite3_step(query->statement);
    return keep_fault(query->db, code) && code == SQLITE_ROW;
}

bool db_do(DbQuery *query)
{
    if (query->db->fault) return false;
    bool done = keep_fault(query->db, sqlite3_step(query->statement));
    sqlite3_reset(query->statement);
    return done;
}

void db_again(DbQuery *query)
{
    if (query->statement) sqlite3_reset(query->statement);
}

i64 db_integer(DbQuery *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

Text db_text(DbQuery *query, int column)
{
    const char *bytes = (const char *)sqlite3_column_text(query->statement, column);
    if (!bytes) return TEXT("");
    return (Text){bytes, (size_t)sqlite3_column_bytes(query->statement, column)};
}

bool db_is_null(DbQuery *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

i64 db_number(Db *db, const char *statement)
{
    DbQuery *query = db_query(db, statement);
    i64 number = db_row(query) ? db_integer(query, 0) : 0;
    db_end(query);
    return number;
}

const char *db_library_version(void)
{
    return sqlite3_libversion();
}
