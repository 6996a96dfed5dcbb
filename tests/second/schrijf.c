/* The written tables (SPEC section 8).
 * In: the outcome. Out: pools, gewichten, verdeling, posities, stromen and facturen as CSV.
 * Always: rows are sorted by their columns up to the first amount, weight or share. */
#include "schrijf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void regel(Regels *out, size_t count, ...)
{
    va_list ap;
    Woorden w = {0};
    va_start(ap, count);
    for (size_t i = 0; i < count; i++)
        *ADD(w) = va_arg(ap, const char *);
    va_end(ap);
    *ADD(*out) = w;
}

static size_t kolommen;

static int vergelijk(const void *a, const void *b)
{
    const Woorden *x = a, *y = b;
    for (size_t i = 0; i < kolommen; i++) {
        int order = strcmp(x->v[i], y->v[i]);
        if (order) return order;
    }
    return 0;
}

void schrijf_tabel(const char *path, const char *header, Regels *rows, size_t sorted_columns)
{
    kolommen = sorted_columns;
    if (rows->n) qsort(rows->v, rows->n, sizeof *rows->v, vergelijk);
    FILE *f = fopen(path, "wb");
    if (!f) die("%s: cannot be written", path);
    fprintf(f, "%s\n", header);
    for (size_t i = 0; i < rows->n; i++)
        csv_rij(f, &rows->v[i]);
    if (fclose(f)) die("%s: cannot be written", path);
}

static const char *school_code(const Pool *p)
{
    return p->school ? p->school->school : "";
}

static void schrijf_pools(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.pools.n; i++) {
        const Pool *p = &uit.pools.v[i];
        regel(&r, 7, p->contract->code, school_code(p), p->t.label, q_euro(p->kosten),
              q_euro(p->bijdragen), q_euro(p->boven), q_euro(p->te_verdelen));
    }
    schrijf_tabel(path, "contract;school;tijdvak;kosten;bijdragen;boven_maximum;te_verdelen", &r,
                  3);
}

static void schrijf_gewichten(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.gewichten.n; i++) {
        const Gewicht *g = &uit.gewichten.v[i];
        regel(&r, 7, g->pool->contract->code, school_code(g->pool), g->pool->t.label, g->laag,
              g->partij, q_text(g->gewicht), q_text(g->totaal));
    }
    schrijf_tabel(path, "contract;school;tijdvak;laag;partij;gewicht;totaal", &r, 5);
}

static void schrijf_verdeling(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.verdeling.n; i++) {
        const Verdeling *v = &uit.verdeling.v[i];
        regel(&r, 8, v->pool->contract->code, school_code(v->pool), v->pool->t.label, v->laag,
              v->partij, v->soort, v->aandeel ? q_text(v->aandeel) : "", q_euro(v->bedrag));
    }
    schrijf_tabel(path, "contract;school;tijdvak;laag;partij;soort;aandeel;bedrag", &r, 6);
}

static void schrijf_posities(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.posities.n; i++) {
        const Positie *p = &uit.posities.v[i];
        Q netto = q_sub(q_sub(p->aandeel, p->voorgefinancierd), p->niet_verrekend);
        regel(&r, 8, p->contract->code, p->crediteur, p->partij, q_euro(p->aandeel),
              q_euro(p->voorgefinancierd), q_euro(q_int(0)), q_euro(p->niet_verrekend),
              q_euro(netto));
    }
    schrijf_tabel(path,
                  "contract;crediteur;partij;aandeel;voorgefinancierd;eerder_geboekt;"
                  "niet_verrekend;netto",
                  &r, 3);
}

static void schrijf_stromen(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.stromen.n; i++) {
        const Stroom *s = &uit.stromen.v[i];
        regel(&r, 3, s->van, s->naar, q_euro(s->bedrag));
    }
    schrijf_tabel(path, "van;naar;bedrag", &r, 2);
}

static bool op_naam(const char *crediteur)
{
    const char *opsteller = ini_get(batch.run, "opsteller");
    if (!opsteller) {
        const Partij *p = partij_van(crediteur);
        return !p || !same(p->soort, "aanbieder");
    }
    Woorden w = splits_lijst(opsteller);
    for (size_t i = 0; i < w.n; i++)
        if (same(w.v[i], crediteur)) return true;
    return false;
}

/* The facturen are in order; the two sequences are written one after the other. */
static void schrijf_facturen(const char *path)
{
    Regels r = {0};
    for (int own = 1; own >= 0; own--) {
        int count = 0;
        for (size_t i = 0; i < uit.facturen.n; i++) {
            const Factuur *f = &uit.facturen.v[i];
            if (op_naam(f->crediteur) != (own == 1)) continue;
            const char *soort = !own                   ? "specificatie"
                                : q_sgn(f->bedrag) < 0 ? "creditfactuur"
                                                       : "factuur";
            regel(&r, 10, xstrf(own ? "CONCEPT-%04d" : "SPECIFICATIE-%04d", ++count), soort,
                  f->crediteur, f->debiteur, datum_tekst(batch.factuurdatum),
                  datum_tekst(batch.factuurdatum + batch.betaaltermijn), q_euro(f->bedrag),
                  q_euro(f->btw), q_euro(f->voor),
                  q_euro(q_sub(q_add(f->bedrag, f->btw), f->voor)));
        }
    }
    schrijf_tabel(path,
                  "nummer;soort;crediteur;debiteur;factuurdatum;vervaldatum;bedrag;btw;"
                  "voorgefinancierd;te_betalen",
                  &r, 0);
}

/* For whoever compares with a grootboek: no table of section 8. */
void schrijf_boekregels(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < uit.boekregels.n; i++) {
        const Boekregel *b = &uit.boekregels.v[i];
        const char *crediteur = opvolger(b->crediteur, batch.factuurdatum);
        regel(&r, 11, b->contract->code, b->school ? b->school->school : "", datum_tekst(b->eerst),
              datum_tekst(b->laatst), b->crediteur, b->partij, b->laag, b->soort, b->voorschot,
              btw_van(b->contract, crediteur), q_text(b->cents));
    }
    schrijf_tabel(path,
                  "contract;school;eerste;laatste;crediteur;partij;laag;soort;voorschot;btw;cents",
                  &r, 10);
}

void schrijf_alles(const char *dir)
{
    mkdir(dir, 0777); /* may exist */
    schrijf_pools(xstrf("%s/pools.csv", dir));
    schrijf_gewichten(xstrf("%s/gewichten.csv", dir));
    schrijf_verdeling(xstrf("%s/verdeling.csv", dir));
    schrijf_posities(xstrf("%s/posities.csv", dir));
    schrijf_stromen(xstrf("%s/stromen.csv", dir));
    schrijf_facturen(xstrf("%s/facturen.csv", dir));
    schrijf_grensverkeer(xstrf("%s/grensverkeer.csv", dir));
}
