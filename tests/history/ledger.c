/* A grootboek read back. In: its file; out: its lines added up, all its rows as text, and what is
 * wrong with it by itself. Always: the file is only read. */
#include "history.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* ---- sums ---- */

void add_sum(Sums *sums, const char *key, long long cents)
{
    *ADD(*sums) = (Sum){key, cents};
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const Sum *)a)->key, ((const Sum *)b)->key);
}

void add_up(Sums *sums)
{
    size_t kept = 0;
    if (sums->n) qsort(sums->v, sums->n, sizeof *sums->v, by_key);
    for (size_t i = 0; i < sums->n; i++) {
        if (kept && same(sums->v[kept - 1].key, sums->v[i].key)) {
            sums->v[kept - 1].cents += sums->v[i].cents;
            continue;
        }
        if (kept && !sums->v[kept - 1].cents) kept--;
        sums->v[kept++] = sums->v[i];
    }
    if (kept && !sums->v[kept - 1].cents) kept--;
    sums->n = kept;
}

long long sum_of(const Sums *sums, const char *key)
{
    const Sum *found =
        sums->n ? bsearch(&(Sum){key, 0}, sums->v, sums->n, sizeof *sums->v, by_key) : NULL;
    return found ? found->cents : 0;
}

long long cents_of(const char *euro)
{
    bool negative = *euro == '-';
    const char *point = strchr(euro, '.');
    long long whole = strtoll(euro + negative, NULL, 10) * 100;
    if (point) whole += strtoll(point + 1, NULL, 10);
    return negative ? -whole : whole;
}

const char *part(const char *key, int index)
{
    for (; index > 0; index--)
        key += strcspn(key, ";") + 1;
    return xcut(key, strcspn(key, ";"));
}

/* ---- rows ---- */

static sqlite3 *open_ledger(const char *path)
{
    sqlite3 *db;
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fclose(f);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL)) die("%s: cannot be opened", path);
    return db;
}

/* The columns of each row with ; between them; a NULL is -. */
static Woorden rows_of(sqlite3 *db, const char *statement)
{
    Woorden rows = {0};
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, statement, -1, &s, NULL))
        die("%s: %s", statement, sqlite3_errmsg(db));
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *row = "";
        for (int c = 0; c < sqlite3_column_count(s); c++) {
            const char *text = (const char *)sqlite3_column_text(s, c);
            row = xstrf("%s%s%s", row, c ? ";" : "", text ? text : "-");
        }
        *ADD(rows) = row;
    }
    if (sqlite3_finalize(s)) die("%s: %s", statement, sqlite3_errmsg(db));
    return rows;
}

static const char *value_of(sqlite3 *db, const char *statement)
{
    Woorden rows = rows_of(db, statement);
    return rows.n ? rows.v[0] : "";
}

static void read_lines(sqlite3 *db, const Asked *asked, Ledger *ledger)
{
    Woorden rows = rows_of(
        db, xstrf("SELECT contract, school, eerste, laatste, crediteur, partij, lower(laag), soort,"
                  " voorschot, btw, cents FROM geboekt WHERE afrekening = '%s' AND laatste <= '%s'",
                  asked->settlement->id, datum_tekst(asked->last)));
    for (size_t i = 0; i < rows.n; i++) {
        const char *cents = strrchr(rows.v[i], ';');
        add_sum(&ledger->lines, xcut(rows.v[i], (size_t)(cents - rows.v[i])), atoll(cents + 1));
    }
    add_up(&ledger->lines);
}

static void read_dump(sqlite3 *db, Ledger *ledger)
{
    Woorden tables =
        rows_of(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    Woorden schema = rows_of(db, "SELECT sql FROM sqlite_schema ORDER BY type, name");
    for (size_t i = 0; i < schema.n; i++)
        *ADD(ledger->dump) = schema.v[i];
    for (size_t t = 0; t < tables.n; t++) {
        Woorden rows = rows_of(db, xstrf("SELECT * FROM %s ORDER BY rowid", tables.v[t]));
        for (size_t i = 0; i < rows.n; i++)
            *ADD(ledger->dump) = xstrf("%s: %s", tables.v[t], rows.v[i]);
    }
}

Ledger read_ledger(const char *path, const Asked *asked)
{
    Ledger ledger = {0};
    sqlite3 *db = open_ledger(path);
    if (!db) return ledger;
    read_lines(db, asked, &ledger);
    read_dump(db, &ledger);
    ledger.boekingen = atol(value_of(db, "SELECT count(*) FROM boeking"));
    ledger.own = atol(value_of(db, xstrf("SELECT coalesce(max(boeking), 0) FROM boeking"
                                         " WHERE afrekening = '%s'",
                                         asked->settlement->id)));
    sqlite3_close(db);
    return ledger;
}

/* ---- two of them ---- */

const char *same_dump(const Ledger *a, const Ledger *b)
{
    for (size_t i = 0; i < a->dump.n || i < b->dump.n; i++) {
        const char *left = i < a->dump.n ? a->dump.v[i] : "(no row)";
        const char *right = i < b->dump.n ? b->dump.v[i] : "(no row)";
        if (!same(left, right)) return xstrf("%s\n%s", left, right);
    }
    return NULL;
}

const char *only_added(const Ledger *a, const Ledger *b)
{
    for (size_t i = 0, j = 0; i < a->dump.n; i++, j++) {
        while (j < b->dump.n && !same(a->dump.v[i], b->dump.v[j]))
            j++;
        if (j == b->dump.n) return xstrf("changed, or gone: %s", a->dump.v[i]);
    }
    return NULL;
}

/* ---- by itself ---- */

static const char *no_rows(sqlite3 *db, const char *what, const char *statement)
{
    Woorden rows = rows_of(db, statement);
    return rows.n ? xstrf("%s: %s", what, rows.v[0]) : NULL;
}

/* What a factuur must have in btw: a rounded amount for each rate. */
static const char *btw_wrong(sqlite3 *db)
{
    Sums btw = {0};
    Woorden rows =
        rows_of(db, "SELECT r.factuur, p.btw, sum(cents) FROM regel r JOIN post p"
                    " USING (post) WHERE r.factuur IS NOT NULL AND p.soort <> 'voorschot'"
                    " AND substr(p.btw, -1) = '%' GROUP BY 1, 2");
    for (size_t i = 0; i < rows.n; i++) {
        long long rate = atoll(part(rows.v[i], 1)), over = atoll(part(rows.v[i], 2));
        long long size = ((over < 0 ? -over : over) * rate + 50) / 100;
        add_sum(&btw, part(rows.v[i], 0), over < 0 ? -size : size);
    }
    rows = rows_of(db, "SELECT factuur, btw FROM factuur");
    for (size_t i = 0; i < rows.n; i++)
        add_sum(&btw, part(rows.v[i], 0), -atoll(part(rows.v[i], 1)));
    add_up(&btw);
    return btw.n ? xstrf("btw of factuur %s is off by %lld", btw.v[0].key, btw.v[0].cents) : NULL;
}

/* That each regel is on a factuur of its two partijen, and on none when they are the same. */
static const char *partijen_wrong(sqlite3 *db, const Asked *asked, long boeking)
{
    Woorden rows = rows_of(db, xstrf("SELECT g.crediteur, partij, f.crediteur, f.debiteur, regel"
                                     " FROM geboekt g LEFT JOIN factuur f ON f.boeking = g.boeking"
                                     " AND f.nummer = g.factuur WHERE g.boeking = %ld",
                                     boeking));
    for (size_t i = 0; i < rows.n; i++) {
        const char *to = now(part(rows.v[i], 0), asked->factuurdatum);
        const char *from = now(part(rows.v[i], 1), asked->factuurdatum);
        const char *billed = part(rows.v[i], 2);
        if (same(billed, "-")) continue; /* own share, or of a pair that comes to nothing */
        if (same(to, from) || !same(to, billed) || !same(from, part(rows.v[i], 3)))
            return xstrf("on a factuur of others: %s", rows.v[i]);
    }
    return NULL;
}

/* The facturen of the boeking, as facturen.csv of its folder has them. */
static const char *folder_wrong(sqlite3 *db, const char *folder, long boeking)
{
    Woorden rows = rows_of(db, xstrf("SELECT nummer, soort, crediteur, debiteur, bedrag, btw,"
                                     " voorgefinancierd FROM factuur WHERE boeking = %ld"
                                     " ORDER BY factuur",
                                     boeking));
    Tabel t = csv_read(xstrf("%s/facturen.csv", folder));
    if (t.rij.n != rows.n) return "facturen.csv has another number of facturen than the grootboek";
    Sums seen = {0};
    for (size_t i = 0; i < rows.n; i++) {
        add_sum(&seen, rows.v[i], 1);
        add_sum(&seen,
                xstrf("%s;%s;%s;%s;%lld;%lld;%lld", veld(&t, i, "nummer"), veld(&t, i, "soort"),
                      veld(&t, i, "crediteur"), veld(&t, i, "debiteur"),
                      cents_of(veld(&t, i, "bedrag")), cents_of(veld(&t, i, "btw")),
                      cents_of(veld(&t, i, "voorgefinancierd"))),
                -1);
    }
    add_up(&seen);
    return seen.n ? xstrf("not in both facturen.csv and the grootboek: %s", seen.v[0].key) : NULL;
}

const char *ledger_wrong(const char *path, const Asked *asked, const char *folder, long boeking)
{
    sqlite3 *db = open_ledger(path);
    if (!db) return "there is no grootboek";
    const char *first = datum_tekst(asked->first), *wrong;
    const char *closed = asked->afgesloten ? datum_tekst(asked->afgesloten) : "0000";
    const char *const statements[][2] = {
        {"numbers have a gap", "SELECT crediteur, jaar, extern, count(*), min(volgnummer),"
                               " max(volgnummer) FROM factuur WHERE volgnummer IS NOT NULL"
                               " GROUP BY 1, 2, 3 HAVING min(volgnummer) <> 1"
                               " OR max(volgnummer) <> count(*)"},
        {"a number is not that of its volgnummer",
         "SELECT nummer FROM factuur WHERE volgnummer IS NOT NULL AND"
         " nummer <> printf('%d-%s-%05d', jaar, crediteur, volgnummer)"},
        {"regels are not the factuur",
         "SELECT f.nummer FROM factuur f LEFT JOIN regel r USING (factuur)"
         " LEFT JOIN post p USING (post) GROUP BY f.factuur HAVING"
         " f.bedrag <> sum(iif(p.soort = 'voorschot', 0, cents)) OR"
         " f.voorgefinancierd <> -sum(iif(p.soort = 'voorschot', cents, 0))"},
        {"a boeking is of the wrong settlement or year",
         xstrf("SELECT boeking, afrekening FROM boeking WHERE boeking = %ld AND"
               " (afrekening <> '%s' OR boekjaar <> '2025-01-01')",
               boeking, asked->settlement->id)},
        {"correctie is not said, or wrongly",
         xstrf("SELECT * FROM geboekt WHERE boeking = %ld AND soort <> 'niet_verrekend' AND"
               " correctie <> (laatste < '%s' OR geboekt_eerste <> eerste)",
               boeking, first)},
        {"booked in what is closed",
         xstrf("SELECT * FROM geboekt WHERE boeking = %ld AND soort <> 'niet_verrekend' AND"
               " geboekt_eerste <= '%s'",
               boeking, closed)},
        {"a correctie that must wait",
         xstrf("SELECT * FROM geboekt WHERE boeking = %ld AND soort <> 'niet_verrekend' AND"
               " laatste < '%s' AND %d",
               boeking, first, asked->jaareinde && asked->last < dag(2025, 12, 31))},
        {"an identity twice in one boeking",
         xstrf("SELECT * FROM geboekt WHERE boeking = %ld GROUP BY contract, school, eerste,"
               " laatste, crediteur, partij, lower(laag), soort, voorschot, btw"
               " HAVING count(*) > 1",
               boeking)},
        {"a broken reference", "PRAGMA foreign_key_check"},
        {"damaged", "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
    };
    wrong = NULL;
    for (size_t i = 0; !wrong && i < sizeof statements / sizeof *statements; i++)
        wrong = no_rows(db, statements[i][0], statements[i][1]);
    if (!wrong) wrong = btw_wrong(db);
    if (!wrong) wrong = partijen_wrong(db, asked, boeking);
    if (!wrong) wrong = folder_wrong(db, folder, boeking);
    sqlite3_close(db);
    return wrong;
}
