/* The boekingen of a grootboek, row by row, side by side. In: what the other tables say; out: what
 * is wrong with a boeking. Holds always: one pass over the regels, and no query for a single row;
 * a boeking is checked against the zegel that is stored before it, so that only what was changed
 * is told. */
#include "io/grootboek/grootboek_check.h"

#include "engine/work.h"

typedef struct BoekingTask {
    Check *check;
    Arena arena;
    Findings findings;
    i64 boeking;
    i64 expected; /* the next regel */
    i64 regels;
    char hex[SHA256_HEX];
    bool read; /* to its end */
} BoekingTask;

/* `what`: with %1 for the regel. */
static void find_regel(BoekingTask *t, i64 regel, Text what)
{
    if (t->findings.count >= FINDINGS_MOST)
        t->findings.more++;
    else
        find(&t->findings, t->boeking, FILL(&t->arena, what, text_integer(&t->arena, regel)));
}

static void find_gap(BoekingTask *t, i64 first, i64 last)
{
    Arena *arena = &t->arena;
    if (first == last) find_regel(t, first, TR("regel %1 is missing"));
    if (first >= last) return;
    find(&t->findings, t->boeking,
         FILL(arena, TR("regels %1 to %2 are missing"), text_integer(arena, first),
              text_integer(arena, last)));
}

static void take_factuur(BoekingTask *t, const i64 n[REGEL_NUMBERS], bool voorschot)
{
    Check *check = t->check;
    i64 factuur = n[NUMBER_FACTUUR];
    if (!factuur) return; /* own share */
    bool known = factuur > 0 && factuur <= (i64)check->facturen.count;
    CheckedFactuur *f = known ? &check->facturen.items[factuur - 1] : NULL;
    if (!f || f->boeking != t->boeking) {
        find_regel(t, n[NUMBER_REGEL], TR("regel %1 is on a factuur that is not of this boeking"));
        return;
    }
    *(voorschot ? &f->paid : &f->shares) += n[NUMBER_CENTS];
}

static void take_regel(void *context, const i64 n[REGEL_NUMBERS], bool foreign)
{
    BoekingTask *t = context;
    const Check *check = t->check;
    i64 regel = n[NUMBER_REGEL], post = n[NUMBER_POST];
    if (regel > t->expected) find_gap(t, t->expected, regel - 1);
    t->expected = regel < INT64_MAX ? regel + 1 : regel;
    t->regels++;
    if (foreign) find_regel(t, regel, TR("regel %1 says that it is of another boeking"));
    bool known = post >= 1 && post <= (i64)check->posts.count;
    const CheckedPost *p = known ? &check->posts.items[post - 1] : NULL;
    if (!p || p->afrekening == NONE) {
        find_regel(t, regel, TR("regel %1 is of a post that is not there"));
        return;
    }
    if (p->afrekening != check->afrekening.items[t->boeking - 1])
        find_regel(t, regel, TR("regel %1 is of a post of another afrekening"));
    take_factuur(t, n, p->voorschot);
}

static void check_boeking(BoekingTask *t, Db *db)
{
    static const char zeros[SHA256_HEX + 1] =
        "0000000000000000000000000000000000000000000000000000000000000000";
    const CheckedZegel *zegel = &t->check->zegels.items[t->boeking - 1];
    t->expected = zegel->first;
    t->read =
        grootboek_hash(db, t->boeking, zegel->first, zegel->last,
                       t->boeking > 1 ? zegel[-1].hash : text_of(zeros), t->hex, take_regel, t);
    if (!t->read) {
        find(&t->findings, t->boeking,
             FILL(&t->arena, TR("it cannot be read (%1)"), db_reason(db)));
        return;
    }
    find_gap(t, t->expected, zegel->last);
    if (!text_equal((Text){t->hex, SHA256_HEX}, zegel->hash))
        find(&t->findings, t->boeking,
             TR("its rows are not what its zegel says: one of them, or the zegel of it or of the "
                "boeking before it, was changed, added or taken away"));
}

/* --- what SQLite finds ------------------------------------------------------------------------ */

static void find_foreign(Findings *f, Db *db, const char *statement)
{
    DbQuery *query = db_query(db, statement);
    while (db_row(query) && f->count < FINDINGS_MOST) {
        find(f, 0,
             FILL(f->arena,
                  db_is_null(query, 1)
                      ? TR("a row of table %2 belongs to a row of %3 that is not there")
                      : TR("row %1 of table %2 belongs to a row of %3 that is not there"),
                  db_text(query, 1), db_text(query, 0), db_text(query, 2)));
    }
    db_end(query);
}

/* With --alles all that SQLite checks. Else what it can in a second: pages and rows of the whole
 * file, and what belongs to what but for posts and regels, which are looked at row by row. */
static void check_file(Findings *f, Db *db, bool all)
{
    static const char *const tables[] = {
        "PRAGMA foreign_key_check(zegel)",     "PRAGMA foreign_key_check(rekening)",
        "PRAGMA foreign_key_check(contract)",  "PRAGMA foreign_key_check(factuur)",
        "PRAGMA foreign_key_check(voorschot)", "PRAGMA foreign_key_check(nummer)",
    };
    DbQuery *query =
        db_query(db, all ? "PRAGMA integrity_check(1000)" : "PRAGMA quick_check(1000)");
    while (db_row(query))
        if (!text_equal(db_text(query, 0), TEXT("ok")))
            find(f, 0, JOIN(f->arena, TEXT("SQLite: "), db_text(query, 0)));
    db_end(query);
    if (all) find_foreign(f, db, "PRAGMA foreign_key_check");
    for (size_t i = 0; !all && i < COUNT_OF(tables); i++)
        find_foreign(f, db, tables[i]);
    if (db_fault(db))
        find(f, 0,
             FILL(f->arena, TR("SQLite cannot read it (%1); put a backup back"), db_reason(db)));
}

/* --- side by side ----------------------------------------------------------------------------- */

/* Task 0 is the file, the others are boekingen. */
static void do_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    BoekingTask *t = &((BoekingTask *)context)[task];
    t->findings.arena = &t->arena;
    Db *db = db_open(t->check->path, DB_READ);
    if (task)
        check_boeking(t, db);
    else
        check_file(&t->findings, db, t->check->all);
    db_close(db);
}

static void check_sums(Check *check, const BoekingTask *tasks)
{
    for (size_t i = 0; i < check->facturen.count; i++) {
        const CheckedFactuur *f = &check->facturen.items[i];
        if (f->boeking < check->from || !tasks[f->boeking - check->from + 1].read) continue;
        if (f->shares != f->bedrag)
            find(&check->findings, f->boeking,
                 FILL(check->arena,
                      TR("factuur %1 has a bedrag of %2 cents, its regels add up to %3"), f->nummer,
                      text_integer(check->arena, f->bedrag),
                      text_integer(check->arena, f->shares)));
        if (-f->paid != f->voorgefinancierd)
            find(&check->findings, f->boeking,
                 FILL(check->arena,
                      TR("factuur %1 takes off %2 cents, its voorschotten add up to %3"), f->nummer,
                      text_integer(check->arena, f->voorgefinancierd),
                      text_integer(check->arena, -f->paid)));
    }
}

void check_rows(Check *check)
{
    size_t count = 1 + (size_t)(check->head - check->from + 1);
    BoekingTask *tasks = NEW(check->arena, BoekingTask, count);
    for (size_t i = 0; i < count; i++)
        tasks[i] = (BoekingTask){.check = check, .boeking = check->from + (i64)i - 1};
    work_each(count, do_task, tasks);
    for (size_t turn = 0; turn < count; turn++) {
        BoekingTask *t = &tasks[(turn + 1) % count]; /* the boekingen first */
        for (size_t i = 0; i < t->findings.count; i++)
            find(&check->findings, 0, text_copy(check->arena, t->findings.items[i]));
        check->findings.more += t->findings.more;
        check->regels += t->regels;
    }
    check_sums(check, tasks);
    for (size_t i = 0; i < count; i++)
        arena_free(&tasks[i].arena);
}
