/* What must hold after a run, and after it is posted. In: its folder, a fresh run without
 * grootboek, the second calculation, the grootboek; out: NULL, or what is wrong. Always: what is
 * compared comes from two sides. */
#include "history.h"

#include <stdlib.h>
#include <string.h>

static const char *ledger_path(const Walk *walk)
{
    return xstrf("%s/grootboek.db", walk->folder);
}

int verreken(const Walk *walk, const char *command, const char *what, const char *out)
{
    const char *const run[] = {walk->verreken, command, what,        "-o",          out,
                               "--format",     "csv",   "--threads", walk->threads, NULL};
    const char *const post[] = {walk->verreken, command, what, "--threads", walk->threads, NULL};
    return wacht(start(out ? run : post, xstrf("%s/err", walk->folder)));
}

const char *refusal(const Walk *walk, const char *what, int status)
{
    return xstrf("%s: exit status %d: %s", what, status,
                 eerste_regel(xstrf("%s/err", walk->folder)));
}

/* ---- a run ---- */

static const char *control_wrong(const char *out)
{
    Tabel t = csv_read(xstrf("%s/controles.csv", out));
    for (size_t i = 0; i < t.rij.n; i++)
        if (same(veld(&t, i, "oordeel"), "fout"))
            return xstrf("control %s of %s: fout, %s", veld(&t, i, "controle"),
                         veld(&t, i, "onderwerp"), veld(&t, i, "verschil"));
    return NULL;
}

static const char *files_differ(const char *left, const char *right, const char *const *files)
{
    for (; *files; files++) {
        const char *d = verschil(xstrf("%s/%s", left, *files), xstrf("%s/%s", right, *files));
        if (d) return xstrf("%s of %s and %s:\n%s", *files, left, right, d);
    }
    return NULL;
}

static const char *position_key(const Tabel *t, size_t i)
{
    return xstrf("%s;%s;%s", veld(t, i, "contract"), veld(t, i, "crediteur"), veld(t, i, "partij"));
}

/* The amounts of all positions under one name: partij first, then the column. */
static Sums position_sums(const Tabel *t, bool posted)
{
    static const char *const columns[] = {"aandeel", "voorgefinancierd", "niet_verrekend",
                                          "eerder_geboekt", "netto"};
    Sums sums = {0};
    for (size_t i = 0; i < t->rij.n; i++)
        for (int c = 0; c < (posted ? 5 : 3); c++)
            add_sum(&sums, xstrf("%s;%s", position_key(t, i), columns[c]),
                    cents_of(veld(t, i, columns[c])));
    return sums;
}

/* posities.csv: the fresh ones, less what was posted. */
static const char *positions_wrong(const char *out, const char *fresh, const Ledger *before)
{
    Tabel found = csv_read(xstrf("%s/posities.csv", out));
    Tabel expected = csv_read(xstrf("%s/posities.csv", fresh));
    Sums off = position_sums(&found, true), today = position_sums(&expected, false);
    for (size_t i = 0; i < today.n; i++)
        add_sum(&off, today.v[i].key, -today.v[i].cents);
    for (size_t i = 0; i < expected.rij.n; i++)
        add_sum(&off, xstrf("%s;netto", position_key(&expected, i)),
                -cents_of(veld(&expected, i, "netto")));
    for (size_t i = 0; i < before->lines.n; i++) {
        const Sum *line = &before->lines.v[i];
        const char *key =
            xstrf("%s;%s;%s", part(line->key, 0), part(line->key, 4), part(line->key, 5));
        add_sum(&off, xstrf("%s;eerder_geboekt", key), -line->cents);
        add_sum(&off, xstrf("%s;netto", key), line->cents);
    }
    add_up(&off);
    if (off.n) return xstrf("posities.csv: %s is off by %lld", off.v[0].key, off.v[0].cents);
    return NULL;
}

const char *run_wrong(const Walk *walk, const Asked *asked, const char *out)
{
    static const char *const divided[] = {"pools.csv", "gewichten.csv", "verdeling.csv", NULL};
    static const char *const settled[] = {"pools.csv",
                                          "gewichten.csv",
                                          "verdeling.csv",
                                          "posities.csv",
                                          "facturen.csv",
                                          "stromen.csv",
                                          NULL};
    const char *ini = xstrf("%s/in/fresh.ini", walk->folder),
               *fresh = xstrf("%s/fresh", walk->folder);
    const char *slow = xstrf("%s/slow", walk->folder);
    const char *const second[] = {walk->second, ini, slow, "--boekregels", NULL};
    int status = verreken(walk, "run", ini, fresh);
    if (status) return refusal(walk, "a run without grootboek", status);
    status = wacht(start(second, xstrf("%s/err", walk->folder)));
    if (status) return refusal(walk, "the second calculation", status);
    const char *wrong = files_differ(fresh, slow, settled);
    if (!wrong) wrong = files_differ(out, fresh, divided);
    if (!wrong) wrong = control_wrong(out);
    Ledger before = read_ledger(ledger_path(walk), asked);
    return wrong ? wrong : positions_wrong(out, fresh, &before);
}

/* ---- posted ---- */

/* What controles.csv tells to wait, by crediteur/partij. */
static Sums waiting(const char *out)
{
    Sums sums = {0};
    Tabel t = csv_read(xstrf("%s/controles.csv", out));
    for (size_t i = 0; i < t.rij.n; i++)
        if (same(veld(&t, i, "controle"), "niet gefactureerd"))
            add_sum(&sums, veld(&t, i, "onderwerp"), cents_of(veld(&t, i, "verschil")));
    return sums;
}

static bool is_told(const Sums *told, const char *pair)
{
    for (size_t i = 0; i < told->n; i++)
        if (same(told->v[i].key, pair)) return true;
    return false;
}

/* Σ posted is what the second calculation says, but for what is told to wait. */
static const char *books_wrong(const Walk *walk, const Asked *asked, const char *out,
                               const Ledger *ledger)
{
    Sums off = {0}, told = waiting(out), pairs = {0};
    Tabel t = csv_read(xstrf("%s/slow/boekregels.csv", walk->folder));
    for (size_t i = 0; i < t.rij.n; i++) {
        char *laag = xstrf("%s", veld(&t, i, "laag"));
        for (char *c = laag; *c; c++)
            if (*c >= 'A' && *c <= 'Z') *c = (char)(*c + 'a' - 'A');
        add_sum(&off,
                xstrf("%s;%s;%s;%s;%s;%s;%s;%s;%s;%s", veld(&t, i, "contract"),
                      veld(&t, i, "school"), veld(&t, i, "eerste"), veld(&t, i, "laatste"),
                      veld(&t, i, "crediteur"), veld(&t, i, "partij"), laag, veld(&t, i, "soort"),
                      veld(&t, i, "voorschot"), veld(&t, i, "btw")),
                atoll(veld(&t, i, "cents")));
    }
    for (size_t i = 0; i < ledger->lines.n; i++)
        add_sum(&off, ledger->lines.v[i].key, -ledger->lines.v[i].cents);
    add_up(&off);
    for (size_t i = 0; i < off.n; i++) {
        const char *key = off.v[i].key;
        const char *to = now(part(key, 4), asked->factuurdatum);
        const char *from = now(part(key, 5), asked->factuurdatum);
        const char *pair = xstrf("%s/%s", to, from);
        bool late = asked->jaareinde && asked->last < dag(2025, 12, 31) &&
                    !same(part(key, 7), "niet_verrekend") &&
                    strcmp(part(key, 3), datum_tekst(asked->first)) < 0;
        if (!late && !is_told(&told, pair)) return xstrf("%s is off by %lld", key, off.v[i].cents);
        if (!same(to, from)) add_sum(&pairs, pair, off.v[i].cents);
    }
    for (size_t i = 0; i < told.n; i++)
        add_sum(&pairs, told.v[i].key, -told.v[i].cents);
    add_up(&pairs);
    if (pairs.n) return xstrf("what waits of %s is off by %lld", pairs.v[0].key, pairs.v[0].cents);
    return NULL;
}

/* Whether posting again, also from a new run, leaves the grootboek alone. */
static const char *again_wrong(const Walk *walk, const Asked *asked, const char *out,
                               const Ledger *after)
{
    const char *other = xstrf("%s/again", walk->folder);
    int status = verreken(walk, "post", out, NULL);
    if (status) return refusal(walk, "the same folder posted again", status);
    status = verreken(walk, "run", xstrf("%s/in/run.ini", walk->folder), other);
    if (status) return refusal(walk, "the same run again", status);
    status = verreken(walk, "post", other, NULL);
    if (status) return refusal(walk, "the same settlement posted again", status);
    verwijder(other);
    Ledger found = read_ledger(ledger_path(walk), asked);
    const char *wrong = same_dump(after, &found);
    return wrong ? xstrf("posting again: %s", wrong) : NULL;
}

const char *posted_wrong(const Walk *walk, const Asked *asked, const char *out)
{
    Ledger after = read_ledger(ledger_path(walk), asked);
    const char *wrong = books_wrong(walk, asked, out, &after);
    if (!wrong) wrong = control_wrong(out);
    return wrong ? wrong : again_wrong(walk, asked, out, &after);
}
