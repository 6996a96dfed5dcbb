/* The pools and what they cost (SPEC sections 5 and 12).
 * In: the batch. Out: uit.pools, sorted by contract, tijdvak and school, with their amounts.
 * Always: a contract's kosten are added up in that order to find what passes its maximum. */
#include "second.h"

Uitkomst uit;

static Q som_bedragen(const Pool *p, const Bedrag *v, size_t n, bool maand, bool *touched)
{
    Q sum = q_int(0);
    for (size_t i = 0; i < n; i++) {
        const Bedrag *b = &v[i];
        if (b->contract != p->contract || b->school != p->school || b->begin > p->t.laatst ||
            b->eind < p->t.eerst)
            continue;
        *touched = true;
        sum = q_add(sum, deel_van_bedrag(b->cents, b->begin, b->eind, &p->t, maand));
    }
    return sum;
}

static bool raakt(const Pool *p, const Bedrag *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].contract == p->contract && v[i].begin <= p->t.laatst && v[i].eind >= p->t.eerst)
            return true;
    return false;
}

/* Whether a row of the contract, of any school, is of the tijdvak: else nothing is asked of it. */
static bool heeft_rij(const Pool *p)
{
    for (size_t i = 0; i < batch.deelnames.n; i++) {
        const Deelname *d = &batch.deelnames.v[i];
        if (d->contract == p->contract && d->begin <= p->t.laatst && d->eind >= p->t.eerst)
            return true;
    }
    return raakt(p, batch.kosten.v, batch.kosten.n) ||
           raakt(p, batch.bijdragen.v, batch.bijdragen.n);
}

static Q som_pxq(const Pool *p, bool *touched)
{
    bool vraagt = heeft_rij(p);
    Q sum = q_int(0);
    for (size_t i = 0; i < batch.deelnames.n; i++) {
        const Deelname *d = &batch.deelnames.v[i];
        if (d->contract != p->contract) continue;
        if (vraagt) cents_tm(d, batch.eind); /* a missing tarief is an error, in every pool */
        if (d->school != p->school || d->begin > p->t.laatst || d->einde < p->t.eerst) continue;
        *touched = true;
        sum = q_add(sum, cents_in(d, p->t.eerst, p->t.laatst));
    }
    return sum;
}

static Q boven_maximum(const Pool *p)
{
    if (!p->contract->maximum) return q_int(0);
    Q before = q_int(0), zero = q_int(0);
    for (size_t i = 0; i < uit.pools.n; i++)
        if (uit.pools.v[i].contract == p->contract &&
            jaar_van(uit.pools.v[i].t.eerst) == jaar_van(p->t.eerst))
            before = q_add(before, uit.pools.v[i].kosten);
    Q after = q_add(before, p->kosten);
    return q_sub(q_max(zero, q_sub(after, p->contract->maximum)),
                 q_max(zero, q_sub(before, p->contract->maximum)));
}

static void maak_pool(const Contract *c, const School *s, const Tijdvakken *tv, size_t k)
{
    Pool p = {.contract = c, .school = s, .index = k, .alle = tv, .t = tv->v[k]};
    p.regel = regel_op(c->regel, p.t.eerst);
    const char *kosten = ini_get(p.regel, "kosten");
    const char *toerekening = ini_get(p.regel, "toerekening");
    bool maand = toerekening && same_name(toerekening, "maanden"), touched = false;
    p.pxq = kosten && same_name(kosten, "pxq");
    if (s)
        *ADD(p.scholen) = s;
    else
        p.scholen = c->scholen;
    if (p.pxq)
        p.kosten = som_pxq(&p, &touched);
    else
        p.kosten = som_bedragen(&p, batch.kosten.v, batch.kosten.n, maand, &touched);
    p.bijdragen = som_bedragen(&p, batch.bijdragen.v, batch.bijdragen.n, maand, &touched);
    if (!touched) return;
    p.boven = boven_maximum(&p);
    p.te_verdelen = q_sub(q_sub(p.kosten, p.bijdragen), p.boven);
    *ADD(uit.pools) = p;
}

void maak_pools(void)
{
    for (size_t i = 0; i < batch.contracten.n; i++) {
        const Contract *c = &batch.contracten.v[i];
        Tijdvakken *tv = xalloc(sizeof *tv);
        *tv = tijdvakken_van(c->regel);
        for (size_t k = 0; k < tv->n; k++) {
            maak_pool(c, NULL, tv, k);
            for (size_t j = 0; j < c->scholen.n; j++)
                maak_pool(c, c->scholen.v[j], tv, k);
        }
    }
}
