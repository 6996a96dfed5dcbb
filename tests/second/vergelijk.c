/* The two calculations side by side on random batches.
 * In: the programs and the seeds. Out: TAP, one test; the first ten disagreements.
 * Always: both write seven byte-identical tables, or both exit 1. */
#include "proef.h"

#include <stdio.h>
#include <string.h>

/* The seven, NULL at the end. */
static const char *const tabellen[] = {
    "pools.csv", "gewichten.csv", "verdeling.csv", "posities.csv",
    "stromen.csv", "facturen.csv", "grensverkeer.csv", NULL};

char *verschil(const char *file_a, const char *file_b)
{
    const char *a = slurp(file_a, false), *b = slurp(file_b, false);
    if (!a || !b) return xstrf("#   %s is missing\n", a ? file_b : file_a);
    for (size_t line = 1; *a || *b; line++) {
        size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
        n += a[n] == '\n';
        m += b[m] == '\n';
        if (n != m || memcmp(a, b, n) != 0)
            return xstrf("#   line %zu\n#   - %s\n#   + %s\n", line, xcut(a, n), xcut(b, m));
        a += n;
        b += m;
    }
    return NULL;
}

/* NULL when the two agree on the batch. */
static char *een_batch(const Proef *p, unsigned long seed, size_t *computed)
{
    const char *dir = xstrf("%s/b", p->tmp);
    const char *one = xstrf("%s/een", dir), *two = xstrf("%s/twee", dir);
    const char *ini = xstrf("%s/settlement.ini", dir);
    const char *err1 = xstrf("%s/een.err", dir), *err2 = xstrf("%s/twee.err", dir);
    const char *argv1[] = {p->verreken, "run", ini, "-o", one, "--format", "csv", NULL};
    const char *argv2[] = {p->second, ini, two, NULL};
    if (!maak_batch(p, seed, dir)) return xstrf("# seed %lu: random_batch failed\n", seed);
    pid_t pid1 = start(argv1, err1), pid2 = start(argv2, err2);
    int rc1 = wacht(pid1), rc2 = wacht(pid2);
    if (rc1 == 1 && rc2 == 1) return NULL;
    if (rc1 || rc2)
        return xstrf("# seed %lu: verreken exits %d, second %d\n#   - %s\n#   + %s\n", seed, rc1,
                     rc2, eerste_regel(err1), eerste_regel(err2));
    ++*computed;
    for (size_t i = 0; tabellen[i]; i++) {
        char *d = verschil(xstrf("%s/%s", one, tabellen[i]), xstrf("%s/%s", two, tabellen[i]));
        if (d) return xstrf("# seed %lu: %s (- verreken, + second)\n%s", seed, tabellen[i], d);
    }
    return NULL;
}

int vergelijk_alles(const Proef *p)
{
    size_t bad = 0, computed = 0;
    puts("1..1");
    for (unsigned long i = 0; i < p->count; i++) {
        char *d = een_batch(p, p->first + i, &computed);
        if (d && ++bad <= 10) fputs(d, stdout);
        fflush(stdout);
        verwijder(xstrf("%s/b", p->tmp));
        xfree_all();
    }
    printf("# %zu of %lu batches could be computed\n", computed, p->count);
    if (bad)
        printf("not ok 1 - %zu of %lu random batches differ\n", bad, p->count);
    else
        printf("ok 1 - %lu random batches agree\n", p->count);
    return bad ? 1 : 0;
}
