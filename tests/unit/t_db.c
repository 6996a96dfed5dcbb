/* Goal: whatever SQLite refuses is told as what it is, with what a person can do, and ends what was
 * begun: a Db with a fault keeps the first, and gives no row and does nothing after it. */
#include "testing.h"

#include "io/grootboek/grootboek.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static Arena arena;
static const char *folder;

/* --- memory that ends when it is asked to ----------------------------------------------------- */

static bool memory_ends;

static void *get(int bytes)
{
    size_t *block = memory_ends ? NULL : malloc((size_t)bytes + 16);
    if (!block) return NULL;
    *block = (size_t)bytes;
    return block + 2;
}

static void give_back(void *piece)
{
    if (piece) free((size_t *)piece - 2);
}

static int size_of(void *piece)
{
    return piece ? (int)((size_t *)piece)[-2] : 0;
}

static void *again(void *piece, int bytes)
{
    void *fresh = get(bytes);
    if (!fresh) return NULL;
    memcpy(fresh, piece, (size_t)(size_of(piece) < bytes ? size_of(piece) : bytes));
    give_back(piece);
    return fresh;
}

static int rounded(int bytes)
{
    return (bytes + 7) & ~7;
}

static int begin(void *context)
{
    (void)context;
    return SQLITE_OK;
}

static void end(void *context)
{
    (void)context;
}

static const sqlite3_mem_methods methods = {get,     give_back, again, size_of,
                                            rounded, begin,     end,   NULL};

static int set_up(void **state)
{
    (void)state;
    folder = temp_folder(&arena);
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK ? 0 : -1;
}

/* --- faults ----------------------------------------------------------------------------------- */

static const char *new_file(const char *name)
{
    return temp_file(&arena, folder, name, TEXT(""));
}

/* That the Db has this fault, of the system or not, and what is said of it. */
static void assert_fault(Db *db, DbFault fault, bool of_system, const char *said)
{
    assert_int_equal(db_fault(db), fault);
    assert_int_equal(grootboek_is_system_fault(db), of_system);
    assert_says(grootboek_problem(&arena, db), said);
    Text reason = text_copy(&arena, db_reason(db));
    assert_false(db_run(db, "SELECT nothing FROM nowhere")); /* and the first fault stays */
    assert_int_equal(db_fault(db), fault);
    assert_true(text_equal(db_reason(db), reason));
    assert_number(db_number(db, "SELECT 7"), 0);
    db_close(db);
}

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    Db *db = db_open(temp_path(&arena, folder, "none.db"), DB_WRITE);
    assert_fault(db, DB_SYSTEM, true, "unable to open database file");
}

static void a_file_that_is_no_database(void **state)
{
    (void)state;
    char bytes[4096];
    memset(bytes, 'x', sizeof bytes);
    Db *db = db_open(temp_file(&arena, folder, "text.db", (Text){bytes, sizeof bytes}), DB_WRITE);
    assert_fault(db, DB_DAMAGED, false, "it is no grootboek, or a damaged one");
}

static void a_table_that_is_not_there(void **state)
{
    (void)state;
    char statement[400] = "SELECT * FROM ";
    memset(statement + 14, 't', 300); /* longer than any reason that is kept */
    Db *db = db_open(new_file("empty.db"), DB_WRITE);
    DbQuery *query = db_query(db, statement);
    assert_false(db_row(query));
    db_again(query);
    assert_false(db_row(query));
    assert_int_equal(db_reason(db).length, 255);
    assert_fault(db, DB_DAMAGED, false, "no such table: ttt");
}

static void a_file_that_is_only_read(void **state)
{
    (void)state;
    const char *path = new_file("read.db");
    Db *db = db_open(path, DB_WRITE);
    assert_true(db_run(db, "CREATE TABLE t (a)"));
    db_close(db);
    db = db_open(path, DB_READ);
    assert_false(db_run(db, "INSERT INTO t VALUES (1)"));
    assert_fault(db, DB_READONLY, true, "it cannot be written");
}

static void a_table_that_another_reads(void **state)
{
    (void)state;
    Db *db = db_open(new_file("busy.db"), DB_WRITE);
    assert_true(db_run(db, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)"));
    DbQuery *reading = db_query(db, "SELECT a FROM t");
    assert_true(db_row(reading));
    assert_false(db_run(db, "DROP TABLE t"));
    assert_false(db_row(reading)); /* though there is one more */
    assert_fault(db, DB_BUSY, true, "another program is writing it");
}

static void a_disk_that_is_full(void **state)
{
    (void)state;
    Db *db = db_open(new_file("full.db"), DB_WRITE);
    assert_true(db_run(db, "CREATE TABLE t (a); PRAGMA max_page_count = 2"));
    assert_false(db_run(db, "INSERT INTO t VALUES (zeroblob(100000))"));
    assert_fault(db, DB_FULL, true, "the disk is full");
}

static void a_row_that_a_constraint_refuses(void **state)
{
    (void)state;
    Db *db = db_open(new_file("refused.db"), DB_WRITE);
    assert_true(db_run(db, "CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)"));
    DbQuery *query = db_query(db, "INSERT INTO t VALUES (?1)");
    db_set_integer(query, 1, 1);
    assert_false(db_do(query));
    db_set_integer(query, 1, 2);
    db_set_text(query, 1, TEXT("2"));
    db_set_null(query, 1);
    assert_false(db_do(query));
    assert_fault(db, DB_REFUSED, false, "it does not take this (UNIQUE constraint failed: t.a)");
}

static void a_row_that_cannot_be_computed(void **state)
{
    (void)state;
    Db *db = db_open(new_file("step.db"), DB_WRITE);
    DbQuery *query = db_query(db, "SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - 1)");
    assert_true(db_row(query));
    assert_number(db_integer(query, 0), 1);
    assert_false(db_row(query));
    assert_fault(db, DB_DAMAGED, false, "integer overflow");
}

static Db *open_db;

static void memory_that_ends(void **state)
{
    (void)state;
    open_db = db_open(new_file("memory.db"), DB_WRITE);
    assert_true(db_run(open_db, "CREATE TABLE t (a)"));
    memory_ends = true;
    assert_defect(db_run(open_db, "INSERT INTO t VALUES (zeroblob(100000))"));
    memory_ends = false;
    db_close(open_db);
}

/* --- without a fault -------------------------------------------------------------------------- */

static void values_come_back(void **state)
{
    (void)state;
    Db *db = db_open(new_file("values.db"), DB_WRITE);
    assert_true(db_run(db, "CREATE TABLE t (a, b, c)"));
    DbQuery *query = db_query(db, "INSERT INTO t VALUES (?1, ?2, ?3)");
    db_set_integer(query, 1, INT64_MIN);
    db_set_text(query, 2, (Text){NULL, 0});
    db_set_null(query, 3);
    assert_true(db_do(query));
    db_end(query);
    query = db_query(db, "SELECT a, b, c FROM t");
    for (int turn = 0; turn < 2; turn++) {
        assert_true(db_row(query));
        assert_number(db_integer(query, 0), INT64_MIN);
        assert_false(db_is_null(query, 1));
        assert_text(db_text(query, 1), "");
        assert_true(db_is_null(query, 2));
        assert_text(db_text(query, 2), "");
        assert_false(db_row(query));
        db_again(query);
    }
    assert_number(db_number(db, "SELECT a FROM t WHERE a = 0"), 0);
    db_close(db);
    db_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_file_that_is_not_there, set_up),
        cmocka_unit_test(a_file_that_is_no_database),
        cmocka_unit_test(a_table_that_is_not_there),
        cmocka_unit_test(a_file_that_is_only_read),
        cmocka_unit_test(a_table_that_another_reads),
        cmocka_unit_test(a_disk_that_is_full),
        cmocka_unit_test(a_row_that_a_constraint_refuses),
        cmocka_unit_test(a_row_that_cannot_be_computed),
        cmocka_unit_test(memory_that_ends),
        cmocka_unit_test(values_come_back),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
