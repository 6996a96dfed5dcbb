/* SQLite behind a few calls: the one file that knows it is db.c. Every text that comes out stays
 * until the next step of its query. */
#ifndef VERREKEN_IO_GROOTBOEK_DB_H
#define VERREKEN_IO_GROOTBOEK_DB_H

#include "engine/taal.h"

typedef struct Db Db;
typedef struct DbQuery DbQuery;

typedef enum DbMode { DB_READ, DB_WRITE } DbMode;

/* What went wrong last, so that a person can be told what to do. */
typedef enum DbFault {
    DB_FINE,
    DB_BUSY,     /* another program is writing */
    DB_READONLY, /* the file or its folder cannot be written */
    DB_FULL,
    DB_DAMAGED, /* no database, a broken one, or one without our tables */
    DB_REFUSED, /* a trigger or a constraint of the schema */
    DB_SYSTEM,  /* all else that the system refuses */
} DbFault;

const char *db_library_version(void);

/* Opens a file that exists. A fault is told by db_fault(): every call on a Db with a fault does
 * nothing, so that a row of calls is asked once. */
Db *db_open(const char *path, DbMode mode);
void db_close(Db *db);

DbFault db_fault(const Db *db);
Text db_reason(const Db *db); /* in the language in force when we know it; until db_close() */

/* Runs statements that give no rows. False: a fault. */
bool db_run(Db *db, const char *statements);

/* A statement with ?1, ?2 …; it ends with its Db. */
DbQuery *db_query(Db *db, const char *statement);
void db_end(DbQuery *query);
void db_set_integer(DbQuery *query, int place, i64 number);
void db_set_text(DbQuery *query, int place, Text text); /* must stay until the next db_again() */
void db_set_null(DbQuery *query, int place);

/* The next row; false: there is none, or a fault. */
bool db_row(DbQuery *query);

/* Carries out a statement without rows, and is ready for the next values. False: a fault. */
bool db_do(DbQuery *query);

/* Ready to run again, with the values it has. */
void db_again(DbQuery *query);

i64 db_integer(DbQuery *query, int column); /* 0 when there is no row */
Text db_text(DbQuery *query, int column);
bool db_is_null(DbQuery *query, int column);

/* The first column of the first row of a statement without values; 0 when there is none. */
i64 db_number(Db *db, const char *statement);

#endif
