/* Properties that need the written tables alone.
 * In: folders with the outputs of one calculation. Out: NULL, or what is wrong.
 * Always: amounts are compared as exact cents. */
#include "proef.h"

#include <stdio.h>
#include <string.h>

static const char *tegengesteld(const char *s)
{
    if (*s == '-') return s + 1;
    return strspn(s, "0.") == strlen(s) ? s : xstrf("-%s", s);
}

/* Every row of table a occurs in b with the amounts from column `from` on negated; with swap
 * the first two columns change places, and column skip is not looked at. */
static const char *tabel_spiegelt(const char *a, const char *b, const char *name, size_t from,
                                  bool swap, size_t skip)
{
    Tabel ta = csv_read(xstrf("%s/%s", a, name)), tb = csv_read(xstrf("%s/%s", b, name));
    if (ta.rij.n != tb.rij.n) return xstrf("%s: %zu and %zu rows", name, ta.rij.n, tb.rij.n);
    for (size_t i = 0; i < ta.rij.n; i++) {
        bool found = false;
        for (size_t j = 0; j < tb.rij.n && !found; j++) {
            found = true;
            for (size_t k = 0; k < ta.kop.n && found; k++) {
                const char *x = ta.rij.v[i].v[k];
                const char *y = tb.rij.v[j].v[swap && k < 2 ? 1 - k : k];
                found = k == skip || same(k >= from && *x ? tegengesteld(x) : x, y);
            }
        }
        if (!found) return xstrf("%s: row %zu has no mirror image", name, i + 1);
    }
    return NULL;
}

const char *spiegelt(const char *a, const char *b)
{
    const size_t none = 99;
    const char *bad = tabel_spiegelt(a, b, "pools.csv", 3, false, none);
    if (!bad) bad = tabel_spiegelt(a, b, "gewichten.csv", none, false, none);
    if (!bad) bad = tabel_spiegelt(a, b, "verdeling.csv", 7, false, none);
    if (!bad) bad = tabel_spiegelt(a, b, "posities.csv", 3, false, none);
    if (!bad) bad = tabel_spiegelt(a, b, "stromen.csv", none, true, none);
    if (!bad) bad = tabel_spiegelt(a, b, "facturen.csv", 6, false, 1);
    return bad;
}

static Q cel_cents(const Tabel *t, size_t i, const char *column)
{
    return q_mul(q_int(100), lees_getal(veld(t, i, column)));
}

static bool zelfde(const Tabel *a, size_t i, const Tabel *b, size_t j, size_t columns)
{
    for (size_t k = 0; k < columns; k++)
        if (!same(a->rij.v[i].v[k], b->rij.v[j].v[k])) return false;
    return true;
}

/* Soort verdeeld of the same laag as row i: its cents, and its aandelen, added up. */
static void som_laag(const Tabel *v, size_t i, Q *cents, Q *aandeel)
{
    *cents = *aandeel = q_int(0);
    for (size_t j = 0; j < v->rij.n; j++) {
        if (!zelfde(v, i, v, j, 4) || !same(veld(v, j, "soort"), "verdeeld")) continue;
        *cents = q_add(*cents, cel_cents(v, j, "bedrag"));
        *aandeel = q_add(*aandeel, lees_aandeel(veld(v, j, "aandeel")));
    }
}

static const char *binnen_een_cent(const Tabel *v)
{
    for (size_t i = 0; i < v->rij.n; i++) {
        Q cents, aandeel;
        if (!same(veld(v, i, "soort"), "verdeeld")) continue;
        som_laag(v, i, &cents, &aandeel);
        if (q_cmp(aandeel, q_int(1)) != 0)
            return xstrf("verdeling.csv row %zu: the shares add up to %s", i + 1, q_text(aandeel));
        Q exact = q_mul(cents, lees_aandeel(veld(v, i, "aandeel")));
        if (q_cmp(q_abs(q_sub(exact, cel_cents(v, i, "bedrag"))), q_int(1)) >= 0)
            return xstrf("verdeling.csv row %zu: more than a cent from its share", i + 1);
    }
    return NULL;
}

static const char *pools_tellen_op(const Tabel *p, const Tabel *v)
{
    for (size_t i = 0; i < p->rij.n; i++) {
        Q sum = q_int(0),
          want = q_add(cel_cents(p, i, "te_verdelen"),
                       q_add(cel_cents(p, i, "bijdragen"), cel_cents(p, i, "boven_maximum")));
        for (size_t j = 0; j < v->rij.n; j++)
            if (zelfde(p, i, v, j, 3)) sum = q_add(sum, cel_cents(v, j, "bedrag"));
        if (q_cmp(sum, want) != 0 || q_cmp(sum, cel_cents(p, i, "kosten")) != 0)
            return xstrf("pools.csv row %zu: %s is divided", i + 1, q_euro(sum));
    }
    return NULL;
}

static const char *gewichten_kloppen(const Tabel *g)
{
    for (size_t i = 0; i < g->rij.n; i++) {
        Q sum = q_int(0);
        if (q_sgn(lees_aandeel(veld(g, i, "gewicht"))) <= 0)
            return xstrf("gewichten.csv row %zu: not above 0", i + 1);
        for (size_t j = 0; j < g->rij.n; j++)
            if (zelfde(g, i, g, j, 4)) sum = q_add(sum, lees_aandeel(veld(g, j, "gewicht")));
        if (q_cmp(sum, lees_aandeel(veld(g, i, "totaal"))) != 0)
            return xstrf("gewichten.csv row %zu: the weights add up to %s", i + 1, q_text(sum));
    }
    return NULL;
}

const char *telt_op(const char *out, enum Som which)
{
    Tabel v = csv_read(xstrf("%s/verdeling.csv", out));
    if (which == SOM_CENT) return binnen_een_cent(&v);
    if (which == SOM_POOL) {
        Tabel p = csv_read(xstrf("%s/pools.csv", out));
        return pools_tellen_op(&p, &v);
    }
    Tabel g = csv_read(xstrf("%s/gewichten.csv", out));
    return gewichten_kloppen(&g);
}
