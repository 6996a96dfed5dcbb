/* A batch folder written again with something changed, for the properties.
 * In: a batch folder. Out: another one beside it, with plain CSV tables under the same names.
 * Always: a table is known by its columns, so that its file name does not matter. */
#include "proef.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* (size_t)-1 when absent. */
static size_t kolom(const Tabel *t, const char *name)
{
    for (size_t i = 0; i < t->kop.n; i++)
        if (same(t->kop.v[i], name)) return i;
    return (size_t)-1;
}

static void schrijf_csv(const char *path, const Tabel *t)
{
    FILE *f = fopen(path, "wb");
    if (!f) die("%s: cannot be written", path);
    csv_rij(f, &t->kop);
    for (size_t i = 0; i < t->rij.n; i++)
        csv_rij(f, &t->rij.v[i]);
    fclose(f);
}

/* Copies the INI and gives every table to `change`, which may alter it, before it is written. */
static void herschrijf(const char *from, const char *to, void (*change)(Tabel *, void *),
                       void *what)
{
    mkdir(to, 0777);
    mkdir(xstrf("%s/data", to), 0777);
    const char *ini = slurp(xstrf("%s/settlement.ini", from), true);
    FILE *f = fopen(xstrf("%s/settlement.ini", to), "wb");
    if (!f) die("%s: cannot be written", to);
    fputs(ini, f);
    fclose(f);
    Woorden names = bestanden(xstrf("%s/data", from), ".csv");
    for (size_t i = 0; i < names.n; i++) {
        Tabel t = csv_read(xstrf("%s/data/%s", from, names.v[i]));
        change(&t, what);
        schrijf_csv(xstrf("%s/data/%s", to, names.v[i]), &t);
    }
}

static void schud_tabel(Tabel *t, void *what)
{
    uint64_t *state = what;
    for (size_t i = t->rij.n; i > 1; i--) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        size_t j = (size_t)((*state >> 11) % i);
        Woorden swap = t->rij.v[i - 1];
        t->rij.v[i - 1] = t->rij.v[j];
        t->rij.v[j] = swap;
    }
}

void schud(const char *from, const char *to, unsigned long seed)
{
    uint64_t state = seed * 2654435761u + 88172645463325252u;
    herschrijf(from, to, schud_tabel, &state);
}

static void zet_kolom(Tabel *t, const char *name, const char *value)
{
    size_t k = kolom(t, name);
    for (size_t i = 0; k != (size_t)-1 && i < t->rij.n; i++)
        t->rij.v[i].v[k] = value;
}

static char *decimalen(Q q, int digits)
{
    Q unit = q_int(1);
    for (int i = 0; i < digits; i++)
        unit = q_mul(unit, q_int(10));
    Q whole = q_floor(q);
    if (!digits) return q_text(whole);
    char *rest = q_text(q_mul(q_sub(q, whole), unit));
    while ((int)strlen(rest) < digits)
        rest = xstrf("0%s", rest);
    return xstrf("%s.%s", q_text(whole), rest);
}

static void dubbel_kolom(Tabel *t, const char *name, int digits)
{
    size_t k = kolom(t, name);
    for (size_t i = 0; k != (size_t)-1 && i < t->rij.n; i++) {
        Q q = q_mul(q_int(2), lees_getal(t->rij.v[i].v[k]));
        t->rij.v[i].v[k] = decimalen(q, digits);
    }
}

/* One woonplaats per leerling, one volume per day, nobody succeeded: then a doubled volume is
 * exactly twice the weight, since nothing is rounded or split. */
static void versimpel_tabel(Tabel *t, void *what)
{
    bool dubbel = *(bool *)what;
    if (kolom(t, "besluit") != (size_t)-1 ||
        (kolom(t, "leerling") != (size_t)-1 && kolom(t, "soort") != (size_t)-1))
        t->rij.n = 0;
    zet_kolom(t, "opvolger", "");
    zet_kolom(t, "opvolging_per", "");
    zet_kolom(t, "frequentie", "per_dag");
    if (kolom(t, "aantekening") != (size_t)-1) {
        size_t k = kolom(t, "leerling"), kept = 0;
        zet_kolom(t, "aantekening", "");
        zet_kolom(t, "begindatum", "");
        zet_kolom(t, "einddatum", "");
        for (size_t i = 0; i < t->rij.n; i++) {
            bool seen = false;
            for (size_t j = 0; j < kept && !seen; j++)
                seen = same(t->rij.v[j].v[k], t->rij.v[i].v[k]);
            if (!seen) t->rij.v[kept++] = t->rij.v[i];
        }
        t->rij.n = kept;
    }
    if (dubbel) {
        dubbel_kolom(t, "aantal", 0);
        dubbel_kolom(t, "volume", 4);
        dubbel_kolom(t, "waarde", 6);
    }
}

void versimpel(const char *from, const char *to, bool dubbel)
{
    herschrijf(from, to, versimpel_tabel, &dubbel);
}

static void keer_tabel(Tabel *t, void *what)
{
    (void)what;
    size_t k = kolom(t, "bedrag");
    for (size_t i = 0; k != (size_t)-1 && i < t->rij.n; i++)
        t->rij.v[i].v[k] = q_euro(q_neg(q_mul(q_int(100), lees_getal(t->rij.v[i].v[k]))));
}

void keer_om(const char *from, const char *to)
{
    herschrijf(from, to, keer_tabel, NULL);
}

static void stuk(Tabel *out, const char *post, size_t *n, const Bedrag *b, int x, int y, Q cents)
{
    Woorden r = {0};
    if (y < x) return;
    *ADD(r) = xstrf("%s.%zu", post, ++*n);
    *ADD(r) = b->contract->code;
    *ADD(r) = b->school ? b->school->school : "";
    *ADD(r) = datum_tekst(x);
    *ADD(r) = datum_tekst(y);
    *ADD(r) = q_euro(cents);
    *ADD(out->rij) = r;
}

/* Every kosten row becomes one row per tijdvak, of what that tijdvak gets of it. */
static void splits_tabel(Tabel *t, void *what)
{
    (void)what;
    size_t k = kolom(t, "kostenpost");
    if (k == (size_t)-1) return;
    Tabel out = {0};
    out.kop = splits_wit("kostenpost contract school begindatum einddatum bedrag");
    for (size_t i = 0; i < t->rij.n; i++) {
        const Bedrag *b = &batch.kosten.v[i];
        size_t n = 0;
        Tijdvakken tv = tijdvakken_van(b->contract->regel);
        int end = b->eind < batch.begin - 1 ? b->eind : batch.begin - 1;
        stuk(&out, t->rij.v[i].v[k], &n, b, b->begin, end, q_int(1));
        for (size_t j = 0; j < tv.n; j++) {
            const char *how = ini_get(regel_op(b->contract->regel, tv.v[j].eerst), "toerekening");
            int x = b->begin > tv.v[j].eerst ? b->begin : tv.v[j].eerst;
            int y = b->eind < tv.v[j].laatst ? b->eind : tv.v[j].laatst;
            stuk(&out, t->rij.v[i].v[k], &n, b, x, y,
                 deel_van_bedrag(b->cents, b->begin, b->eind, &tv.v[j],
                                 how && same_name(how, "maanden")));
        }
        int begin = b->begin > batch.eind ? b->begin : batch.eind + 1;
        stuk(&out, t->rij.v[i].v[k], &n, b, begin, b->eind, q_int(1));
    }
    *t = out;
}

void splits_kosten(const char *from, const char *to)
{
    batch = (Batch){0};
    batch_read(xstrf("%s/settlement.ini", from));
    herschrijf(from, to, splits_tabel, NULL);
}
