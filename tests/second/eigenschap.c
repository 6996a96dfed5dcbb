/* Properties of one calculation on random batches.
 * In: verreken, random_batch and the seeds. Out: TAP, one test per property.
 * Always: a property that no batch took part in has failed. */
#include "proef.h"

#include <stdio.h>
#include <string.h>

enum { P_ORDE, P_DUBBEL, P_SPIEGEL, P_CENT, P_POOL, P_GEWICHT, P_SPLITS, P_AANTAL };
static const char *const namen[P_AANTAL] = {
    "the order of the rows of a table changes nothing",
    "doubled counts, volumes and kengetallen divide the same",
    "negated amounts are the mirror image",
    "a divided amount is within a cent of its exact share",
    "the rows of a pool add up to its kosten",
    "a weight is above 0 and the weights add up to their total",
    "a kosten row split at the ends of tijdvakken changes no pool",
};
static size_t deed_mee[P_AANTAL], fout[P_AANTAL];

static void meld(int which, unsigned long seed, const char *bad)
{
    deed_mee[which]++;
    if (!bad) return;
    if (++fout[which] <= 10) printf("# seed %lu, %s:\n#   %s\n", seed, namen[which], bad);
    fflush(stdout);
}

/* NULL when the named tables are the same bytes in both folders. */
static const char *gelijk(const char *a, const char *b, const Woorden *names)
{
    for (size_t i = 0; i < names->n; i++) {
        char *d = verschil(xstrf("%s/%s", a, names->v[i]), xstrf("%s/%s", b, names->v[i]));
        if (d) return xstrf("%s\n%s", names->v[i], d);
    }
    return NULL;
}

/* Whether a key of the INI, anywhere, has this value; NULL: has any value. */
static bool ini_zegt(const char *dir, const char *key, const char *value)
{
    Ini ini = {0};
    ini_read(&ini, xstrf("%s/settlement.ini", dir));
    for (size_t i = 0; i < ini.s.n; i++)
        for (size_t j = 0; j < ini.s.v[i].keys.n; j++) {
            const Sleutelregel *k = &ini.s.v[i].keys.v[j];
            if (same_name(k->name, key) &&
                (!value || same_name(xcut(k->value, strlen(value)), value)))
                return true;
        }
    return false;
}

static bool heeft_maximum(const char *dir)
{
    Woorden names = bestanden(xstrf("%s/data", dir), ".csv");
    for (size_t i = 0; i < names.n; i++) {
        Tabel t = csv_read(xstrf("%s/data/%s", dir, names.v[i]));
        for (size_t j = 0; j < t.rij.n; j++)
            if (*veld(&t, j, "maximum")) return true;
    }
    return false;
}

static void orde(const Proef *p, unsigned long seed, const char *dir, int rc)
{
    const char *to = xstrf("%s/orde", p->tmp);
    schud(dir, to, seed);
    int rc2 = reken(p, to, xstrf("%s/out", to));
    if (rc2 != rc)
        meld(P_ORDE, seed, xstrf("exit %d becomes %d", rc, rc2));
    else if (!rc) {
        Woorden names = bestanden(xstrf("%s/out", dir), ".csv");
        meld(P_ORDE, seed, gelijk(xstrf("%s/out", dir), xstrf("%s/out", to), &names));
    }
    verwijder(to);
}

static void dubbel(const Proef *p, unsigned long seed, const char *dir)
{
    if (ini_zegt(dir, "drempel", NULL) || ini_zegt(dir, "kosten", "pxq") ||
        ini_zegt(dir, "sleutel", "kosten"))
        return;
    const char *a = xstrf("%s/enkel", p->tmp), *b = xstrf("%s/dubbel", p->tmp);
    Woorden names = splits_wit("verdeling.csv");
    versimpel(dir, a, false);
    versimpel(dir, b, true);
    int rc = reken(p, a, xstrf("%s/out", a)), rc2 = reken(p, b, xstrf("%s/out", b));
    if (rc != rc2)
        meld(P_DUBBEL, seed, xstrf("exit %d becomes %d", rc, rc2));
    else if (!rc)
        meld(P_DUBBEL, seed, gelijk(xstrf("%s/out", a), xstrf("%s/out", b), &names));
    verwijder(a);
    verwijder(b);
}

static void spiegel(const Proef *p, unsigned long seed, const char *dir)
{
    if (ini_zegt(dir, "kosten", "pxq") || ini_zegt(dir, "buiten", "apart") ||
        ini_zegt(dir, "verrekenmarge", NULL) || heeft_maximum(dir))
        return;
    const char *to = xstrf("%s/spiegel", p->tmp);
    keer_om(dir, to);
    int rc = reken(p, to, xstrf("%s/out", to));
    meld(P_SPIEGEL, seed,
         rc ? xstrf("exit %d, %s", rc, eerste_regel(xstrf("%s/out.err", to)))
            : spiegelt(xstrf("%s/out", dir), xstrf("%s/out", to)));
    verwijder(to);
}

static void gesplitst(const Proef *p, unsigned long seed, const char *dir)
{
    const char *to = xstrf("%s/stukken", p->tmp);
    Woorden names = splits_wit("pools.csv gewichten.csv verdeling.csv");
    splits_kosten(dir, to);
    int rc = reken(p, to, xstrf("%s/out", to));
    meld(P_SPLITS, seed,
         rc ? xstrf("exit %d, %s", rc, eerste_regel(xstrf("%s/out.err", to)))
            : gelijk(xstrf("%s/out", dir), xstrf("%s/out", to), &names));
    verwijder(to);
}

static void een_batch(const Proef *p, unsigned long seed)
{
    const char *dir = xstrf("%s/b", p->tmp), *out = xstrf("%s/out", dir);
    if (!maak_batch(p, seed, dir)) die("random_batch failed on seed %lu", seed);
    int rc = reken(p, dir, out);
    orde(p, seed, dir, rc);
    if (!rc) {
        dubbel(p, seed, dir);
        spiegel(p, seed, dir);
        if (!ini_zegt(dir, "afronding", "sluitpost") && !ini_zegt(dir, "eenheid", NULL))
            meld(P_CENT, seed, telt_op(out, SOM_CENT));
        meld(P_POOL, seed, telt_op(out, SOM_POOL));
        meld(P_GEWICHT, seed, telt_op(out, SOM_GEWICHT));
        gesplitst(p, seed, dir);
    } else if (rc != 1) {
        meld(P_POOL, seed, xstrf("exit %d, %s", rc, eerste_regel(xstrf("%s.err", out))));
    }
    verwijder(dir);
}

int alle_eigenschappen(const Proef *p)
{
    int bad = 0;
    printf("1..%d\n", P_AANTAL);
    for (unsigned long i = 0; i < p->count; i++) {
        een_batch(p, p->first + i);
        batch = (Batch){0};
        xfree_all();
    }
    for (int i = 0; i < P_AANTAL; i++) {
        bool ok = deed_mee[i] && !fout[i];
        printf("# %zu batches took part, %zu failed\n", deed_mee[i], fout[i]);
        printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, namen[i]);
        bad |= !ok;
    }
    return bad;
}
