/* The settlement itself, in SQL (SPEC §4 to §6): sleutel leerlingdagen by woonplaats, with
 * onbekend = schoolgemeente, toerekening = dagen and afronding = grootste-rest.
 * In: the imported tables. Out: the table verdeling: pair, tijdvak, partij, gewicht, totaal, cents.
 * Always: exact integers; an amount times a weight, or twice a number of days, stays below 2^63. */
#include "in_sql.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sql(sqlite3 *db, const char *format, ...)
{
    va_list arguments;
    char *message = NULL;
    va_start(arguments, format);
    char *text = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    if (!text) fail("out of memory");
    if (sqlite3_exec(db, text, NULL, NULL, &message)) fail("%s\nin: %s", message, text);
    sqlite3_free(text);
}

/* Where a pupil lives, by the woonplaatsbeginsel: woonplaatsen itself becomes that. A pupil without
 * a verblijf lives where it is registered; of a shared day the later address counts. Of a pupil
 * with a verblijf the days are cut where an address or a chain begins or ends, and each piece is
 * of the address on its own first day, or on the day before its chain began. */
static const char woonplaatsbeginsel[] =
    "UPDATE woonplaatsen SET einddag = einddag - 1 WHERE einddag < 9999999 AND EXISTS"
    "  (SELECT 1 FROM woonplaatsen n WHERE n.leerling = woonplaatsen.leerling"
    "    AND n.begindag = woonplaatsen.einddag AND n.begindag > woonplaatsen.begindag);"

    "CREATE TABLE chains AS"
    "  WITH joined AS (SELECT leerling, begindag, einddag, begindag > 1 + max(einddag) OVER"
    "      (PARTITION BY leerling ORDER BY begindag ROWS BETWEEN UNBOUNDED PRECEDING"
    "       AND 1 PRECEDING) AS is_new"
    "    FROM verblijven WHERE soort <> 'deeltijd'),"
    "  numbered AS (SELECT *, sum(coalesce(is_new, 0)) OVER"
    "      (PARTITION BY leerling ORDER BY begindag ROWS UNBOUNDED PRECEDING) AS number"
    "    FROM joined)"
    "  SELECT leerling, min(begindag) AS begindag, max(einddag) AS einddag FROM numbered"
    "  GROUP BY leerling, number;"
    "CREATE INDEX chain ON chains (leerling, begindag);"

    "CREATE TABLE staying AS"
    "  WITH cuts AS (SELECT leerling, begindag AS day FROM chains"
    "    UNION SELECT leerling, einddag + 1 FROM chains"
    "    UNION SELECT leerling, begindag FROM woonplaatsen"
    "      WHERE leerling IN (SELECT leerling FROM chains)"
    "    UNION SELECT leerling, einddag + 1 FROM woonplaatsen"
    "      WHERE leerling IN (SELECT leerling FROM chains)),"
    "  pieces AS (SELECT leerling, day AS begindag,"
    "      lead(day) OVER (PARTITION BY leerling ORDER BY day) - 1 AS einddag FROM cuts),"
    "  asked AS (SELECT p.*, coalesce((SELECT c.begindag - 1 FROM chains c"
    "      WHERE c.leerling = p.leerling AND c.begindag <= p.begindag AND c.einddag >= p.begindag),"
    "      p.begindag) AS day FROM pieces p WHERE einddag IS NOT NULL)"
    "  SELECT a.leerling, a.begindag, a.einddag, w.gemeente FROM asked a JOIN woonplaatsen w"
    "    ON w.leerling = a.leerling AND w.begindag <= a.day AND w.einddag >= a.day;"
    "DELETE FROM woonplaatsen WHERE leerling IN (SELECT leerling FROM chains);"
    "INSERT INTO woonplaatsen (leerling, begindag, einddag, gemeente)"
    "  SELECT leerling, begindag, einddag, gemeente FROM staying;";

/* Days without an address, as an address nowhere: those before, between and after the others. A
 * pupil without any has no row here either. */
static const char nowhere[] =
    "INSERT INTO woonplaatsen (leerling, begindag, einddag) SELECT * FROM"
    "  (SELECT leerling, einddag + 1 AS since, coalesce((SELECT min(n.begindag) - 1"
    "    FROM woonplaatsen n WHERE n.leerling = w.leerling AND n.begindag > w.begindag), 9999999)"
    "    AS until FROM woonplaatsen w WHERE einddag < 9999999) WHERE since <= until;"
    "INSERT INTO woonplaatsen (leerling, begindag, einddag)"
    "  SELECT leerling, 0, begindag - 1 FROM woonplaatsen w WHERE begindag > %lld AND NOT EXISTS"
    "    (SELECT 1 FROM woonplaatsen n WHERE n.leerling = w.leerling"
    "      AND n.begindag < w.begindag);";

/* A pair of contract and school; with a tijdvak it is a pool. */
static const char pairs[] =
    "CREATE TABLE pairs (pair INTEGER PRIMARY KEY, contract TEXT, school TEXT, gemeente TEXT,"
    "  begindag INT, einddag INT);"
    "INSERT INTO pairs (contract, school, gemeente, begindag, einddag)"
    "  SELECT contract, school, gemeente, begindag, einddag FROM contract_scholen"
    "  JOIN contracten USING (contract) JOIN scholen USING (school) ORDER BY contract, school;"
    "CREATE INDEX pair_of_school ON pairs (school, pair, begindag, einddag);"
    "CREATE INDEX pair_of_contract ON pairs (contract, school);"
    "CREATE TABLE tijdvakken (tijdvak INTEGER PRIMARY KEY, label TEXT, first INT, last INT);";

/* counts: the days per pair and gemeente, a column for each tijdvak, in one pass over the
 * inschrijvingen. Whoever lives nowhere counts for the gemeente of the school. LIMIT keeps the
 * inner query one by itself, so that its columns are computed once. */
static void count_days(const Settlement *s)
{
    char *sums = sqlite3_mprintf("");
    for (int i = 0; i < s->tijdvak_count; i++) {
        const Tijdvak *t = &s->tijdvak[i];
        sums = sqlite3_mprintf("%z, sum(max(0, min(until, %lld) - max(since, %lld) + 1)) AS d%d",
                               sums, (long long)t->last, (long long)t->first, i);
    }
    if (!sums) fail("out of memory");
    sql(s->db,
        "CREATE TABLE counts AS SELECT pair, gemeente%s FROM"
        "  (SELECT p.pair AS pair, coalesce(w.gemeente, p.gemeente) AS gemeente,"
        "    max(i.begindag, p.begindag, coalesce(w.begindag, %d)) AS since,"
        "    min(i.einddag, p.einddag, coalesce(w.einddag, %d)) AS until"
        "    FROM inschrijvingen i CROSS JOIN pairs p LEFT JOIN woonplaatsen w"
        "    ON w.leerling = i.leerling AND w.begindag <= i.einddag AND w.einddag >= i.begindag"
        "    WHERE i.einddag >= %lld AND i.begindag <= %lld AND p.school = i.school LIMIT -1)"
        "  GROUP BY pair, gemeente",
        sums, OPEN_BEGIN, OPEN_END, (long long)s->tijdvak[0].first,
        (long long)s->tijdvak[s->tijdvak_count - 1].last);
    sqlite3_free(sums);
}

static void weigh(const Settlement *s)
{
    sql(s->db, "CREATE TABLE weights (tijdvak INT, pair INT, partij TEXT, gewicht INT,"
               "  PRIMARY KEY (tijdvak, pair, partij)) WITHOUT ROWID");
    for (int i = 0; i < s->tijdvak_count; i++)
        sql(s->db, "INSERT INTO weights SELECT %d, pair, gemeente, d%d FROM counts WHERE d%d > 0",
            i, i, i);
}

/* pools: the cost of a pair in a tijdvak: what a row costs through its last day, less what it
 * costs through the day before its first, each rounded halves away from zero. */
static const char pools[] =
    "CREATE TABLE pools AS"
    "  WITH part AS (SELECT p.pair, t.tijdvak, abs(k.cents) AS cents, sign(k.cents) AS sign,"
    "      k.einddag - k.begindag + 1 AS days, min(k.einddag, t.last) - k.begindag + 1 AS through,"
    "      max(0, min(k.einddag, t.first - 1) - k.begindag + 1) AS before"
    "    FROM kosten k JOIN pairs p USING (contract, school) JOIN tijdvakken t"
    "    ON k.begindag <= t.last AND k.einddag >= t.first)"
    "  SELECT pair, tijdvak, sum(sign * ((2 * cents * through + days) / (2 * days)"
    "      - (2 * cents * before + days) / (2 * days))) AS cents FROM part"
    "  GROUP BY pair, tijdvak;"
    "CREATE UNIQUE INDEX pool ON pools (pair, tijdvak, cents);";

/* Largest remainder; ties to the lower code. The rests of a pool add up to totaal times the cents
 * that are left over. */
static const char divide[] =
    "CREATE TABLE totals (tijdvak INT, pair INT, totaal INT, cents INT, sign INT,"
    "  PRIMARY KEY (tijdvak, pair)) WITHOUT ROWID;"
    "INSERT INTO totals SELECT tijdvak, pair, totaal, abs(cents), sign(cents) FROM"
    "  (SELECT tijdvak, pair, sum(gewicht) AS totaal FROM weights GROUP BY tijdvak, pair)"
    "  CROSS JOIN pools USING (pair, tijdvak);"
    "CREATE TABLE left_over (tijdvak INT, pair INT, count INT,"
    "  PRIMARY KEY (tijdvak, pair)) WITHOUT ROWID;"
    "INSERT INTO left_over SELECT w.tijdvak, w.pair,"
    "  sum(t.cents * w.gewicht % t.totaal) / t.totaal"
    "  FROM weights w CROSS JOIN totals t USING (tijdvak, pair) GROUP BY w.tijdvak, w.pair;"
    "CREATE TABLE verdeling AS"
    "  WITH shares AS (SELECT w.*, t.totaal, t.sign, l.count,"
    "      t.cents * w.gewicht / t.totaal AS floor, t.cents * w.gewicht % t.totaal AS rest"
    "    FROM weights w CROSS JOIN totals t USING (tijdvak, pair)"
    "    CROSS JOIN left_over l USING (tijdvak, pair))"
    "  SELECT pair, tijdvak, partij, gewicht, totaal,"
    "    sign * (floor + (count >= row_number() OVER (PARTITION BY tijdvak, pair"
    "      ORDER BY rest DESC, partij))) AS cents FROM shares;";

void settle(const Settlement *s)
{
    sql(s->db, "BEGIN");
    sql(s->db, "%s", woonplaatsbeginsel);
    sql(s->db, nowhere, (long long)s->tijdvak[0].first);
    sql(s->db, "%s", pairs);
    for (int i = 0; i < s->tijdvak_count; i++) {
        const Tijdvak *t = &s->tijdvak[i];
        sql(s->db, "INSERT INTO tijdvakken VALUES (%d, '%s', %lld, %lld)", i, t->label,
            (long long)t->first, (long long)t->last);
    }
    count_days(s);
    weigh(s);
    sql(s->db, "%s", pools);
    sql(s->db, "%s", divide);
    sql(s->db, "COMMIT");
}
