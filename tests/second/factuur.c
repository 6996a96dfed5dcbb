/* Facturen and stromen (SPEC section 7).
 * In: uit.posities. Out: uit.facturen, sorted by crediteur, debiteur and group; uit.stromen.
 * Always: crediteur and debiteur are those of the factuurdatum, and are not the same. */
#include "second.h"

#include <string.h>

const char *btw_van(const Contract *c, const char *crediteur)
{
    if (*c->btw) return c->btw;
    const Partij *p = partij_van(crediteur);
    return p && same(p->soort, "aanbieder") ? "vrijgesteld" : "buiten_heffing";
}

static Factuur *factuur(const char *crediteur, const char *debiteur, char groep)
{
    for (size_t i = 0; i < uit.facturen.n; i++) {
        Factuur *f = &uit.facturen.v[i];
        if (same(f->crediteur, crediteur) && same(f->debiteur, debiteur) && f->groep == groep)
            return f;
    }
    Factuur *f = ADD(uit.facturen);
    *f = (Factuur){.crediteur = crediteur,
                   .debiteur = debiteur,
                   .groep = groep,
                   .bedrag = q_int(0),
                   .btw = q_int(0),
                   .voor = q_int(0)};
    return f;
}

static int vergelijk(const Factuur *a, const Factuur *b)
{
    int order = strcmp(a->crediteur, b->crediteur);
    if (!order) order = strcmp(a->debiteur, b->debiteur);
    return order ? order : a->groep - b->groep;
}

static void sorteer(void)
{
    Factuur *v = uit.facturen.v;
    for (size_t i = 1; i < uit.facturen.n; i++)
        for (size_t j = i; j > 0 && vergelijk(&v[j - 1], &v[j]) > 0; j--) {
            Factuur swap = v[j];
            v[j] = v[j - 1];
            v[j - 1] = swap;
        }
}

static void uit_positie(const Positie *p)
{
    const char *crediteur = opvolger(p->crediteur, batch.factuurdatum);
    const char *debiteur = opvolger(p->partij, batch.factuurdatum);
    if (same(crediteur, debiteur)) return;
    const char *btw = btw_van(p->contract, crediteur);
    bool o = same(btw, "buiten_heffing") || same(btw, "gemene_rekening");
    Factuur *f = factuur(crediteur, debiteur, o ? 'O' : 'V');
    Q base = q_sub(p->aandeel, p->niet_verrekend);
    f->bedrag = q_add(f->bedrag, base);
    f->voor = q_add(f->voor, p->voorgefinancierd);
    if (!o && !same(btw, "vrijgesteld"))
        bag_add(&f->per_btw, q_text(q_div(lees_getal(btw), q_int(100))), base);
}

static void maak_btw(Factuur *f)
{
    for (size_t i = 0; i < f->per_btw.n; i++) {
        Q rate = lees_aandeel(f->per_btw.v[i].code);
        f->btw = q_add(f->btw, q_round(q_mul(rate, f->per_btw.v[i].q)));
    }
}

static Q te_betalen(const Factuur *f)
{
    return q_sub(q_add(f->bedrag, f->btw), f->voor);
}

static void stroom(const char *van, const char *naar, Q cents)
{
    if (q_sgn(cents) == 0 || same(van, naar)) return;
    if (q_sgn(cents) < 0) {
        stroom(naar, van, q_neg(cents));
        return;
    }
    for (size_t i = 0; i < uit.stromen.n; i++) {
        Stroom *s = &uit.stromen.v[i];
        if (same(s->van, van) && same(s->naar, naar)) {
            s->bedrag = q_add(s->bedrag, cents);
            return;
        }
    }
    *ADD(uit.stromen) = (Stroom){van, naar, cents};
}

/* O comes before V of the same pair, and the two are one stroom. */
static void stromen_crediteur(void)
{
    for (size_t i = 0; i < uit.facturen.n; i++) {
        const Factuur *f = &uit.facturen.v[i];
        Q sum = te_betalen(f);
        while (i + 1 < uit.facturen.n && same(uit.facturen.v[i + 1].crediteur, f->crediteur) &&
               same(uit.facturen.v[i + 1].debiteur, f->debiteur))
            sum = q_add(sum, te_betalen(&uit.facturen.v[++i]));
        stroom(f->debiteur, f->crediteur, sum);
    }
}

static void stromen_netto(void)
{
    Bag saldo = {0};
    for (size_t i = 0; i < uit.facturen.n; i++) {
        const Factuur *f = &uit.facturen.v[i];
        bag_add(&saldo, f->debiteur, te_betalen(f));
        bag_add(&saldo, f->crediteur, q_neg(te_betalen(f)));
    }
    for (size_t i = 0; i < saldo.n; i++) {
        if (!batch.kassier) die("no kassier");
        stroom(saldo.v[i].code, batch.kassier, saldo.v[i].q);
    }
}

void maak_facturen(void)
{
    for (size_t i = 0; i < uit.posities.n; i++)
        uit_positie(&uit.posities.v[i]);
    size_t kept = 0;
    for (size_t i = 0; i < uit.facturen.n; i++) {
        Factuur *f = &uit.facturen.v[i];
        maak_btw(f);
        if (q_sgn(f->bedrag) != 0 || q_sgn(f->voor) != 0) uit.facturen.v[kept++] = *f;
    }
    uit.facturen.n = kept;
    sorteer();
    const char *how = ini_get(batch.run, "stromen");
    if (how && same_name(how, "netto"))
        stromen_netto();
    else
        stromen_crediteur();
}
