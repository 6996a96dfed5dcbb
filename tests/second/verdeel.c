/* Dividing a pool over its lagen and a laag over its partijen (SPEC sections 6 and 12).
 * In: a pool with its amounts. Out: rows in uit.gewichten and uit.verdeling.
 * Always: the rows of a pool add up to te_verdelen + bijdragen + boven_maximum. */
#include "second.h"

typedef LIST(Laag) Lagen;

static Q grens_deel(const Pool *p, bool boven)
{
    Q grens = q_mul(lees_getal(ini_get(p->regel, "grens")), q_int(100));
    Q all = q_int(0), over = q_int(0);
    for (size_t i = 0; i < batch.deelnames.n; i++) {
        const Deelname *d = &batch.deelnames.v[i];
        if (d->contract != p->contract || d->school != p->school) continue;
        all = q_add(all, cents_in(d, p->t.eerst, p->t.laatst));
        over = q_add(over, cents_boven(d, p->index, p->alle, grens));
    }
    if (q_sgn(all) == 0) return q_int(boven ? 0 : 1);
    return q_div(boven ? over : q_sub(all, over), all);
}

static Lagen lagen_van(const Pool *p)
{
    Lagen out = {0};
    const char *lagen = ini_get(p->regel, "lagen");
    if (!lagen) {
        *ADD(out) = (Laag){"-", p->regel, HEEL, p->te_verdelen};
        return out;
    }
    Woorden items = splits_lijst(lagen);
    Q *shares = xalloc(items.n * sizeof *shares), *cents = xalloc(items.n * sizeof *cents);
    for (size_t i = 0; i < items.n; i++) {
        Woorden w = splits_wit(items.v[i]);
        const char *share = w.v[w.n - 1];
        Laag *l = ADD(out);
        *l = (Laag){.label = w.v[0], .kant = HEEL};
        l->sec = ini_version(&batch.ini, "laag", p->contract->regel, w.v[0], p->t.eerst);
        if (!l->sec) die("laag %s has no version on %s", w.v[0], datum_tekst(p->t.eerst));
        if (same_name(share, "onder")) l->kant = ONDER;
        if (same_name(share, "boven")) l->kant = BOVEN;
        shares[i] = l->kant == HEEL ? lees_aandeel(share) : grens_deel(p, l->kant == BOVEN);
    }
    largest_remainder(p->te_verdelen, shares, items.n, cents);
    Lagen kept = {0};
    for (size_t i = 0; i < items.n; i++) {
        out.v[i].cents = cents[i];
        if (out.v[i].kant == HEEL || q_sgn(shares[i]) != 0) *ADD(kept) = out.v[i];
    }
    return kept;
}

/* Nobody above p: those above get p, the rest is divided again, until none is above. */
static void plafonneer(Bag *shares, const Bag *weights, Q p)
{
    bool *capped = xalloc(weights->n + 1);
    for (bool again = true; again;) {
        Q rest = q_int(1), total = q_int(0);
        again = false;
        for (size_t i = 0; i < weights->n; i++) {
            if (capped[i])
                rest = q_sub(rest, p);
            else
                total = q_add(total, weights->v[i].q);
        }
        if (q_sgn(total) == 0) {
            if (q_sgn(rest) > 0) die("plafond: fewer partijen than can bear it");
            return;
        }
        for (size_t i = 0; i < weights->n; i++)
            if (!capped[i]) shares->v[i].q = q_div(q_mul(rest, weights->v[i].q), total);
        for (size_t i = 0; i < weights->n; i++) {
            if (capped[i] || q_cmp(shares->v[i].q, p) <= 0) continue;
            capped[i] = true;
            shares->v[i].q = p;
            again = true;
        }
    }
}

static Bag rest_verdeling(Q cents, const Bag *shares, Q unit)
{
    Bag out = {0};
    Q *part = xalloc(shares->n * sizeof *part), *share = xalloc(shares->n * sizeof *share);
    size_t largest = 0;
    for (size_t i = 0; i < shares->n; i++) {
        share[i] = shares->v[i].q;
        if (q_cmp(share[i], share[largest]) > 0) largest = i;
    }
    Q units = q_floor(q_div(q_abs(cents), unit));
    largest_remainder(units, share, shares->n, part);
    Q below = q_sub(q_abs(cents), q_mul(units, unit));
    for (size_t i = 0; i < shares->n; i++) {
        Q amount = q_mul(part[i], unit);
        if (i == largest) amount = q_add(amount, below);
        bag_add(&out, shares->v[i].code, q_sgn(cents) < 0 ? q_neg(amount) : amount);
    }
    return out;
}

Bag deel_bedrag(Q cents, Bag *shares, const Sectie *regel)
{
    const char *afronding = ini_get(regel, "afronding");
    const char *eenheid = ini_get(regel, "eenheid");
    Woorden w = splits_wit(afronding ? afronding : "grootste-rest");
    if (w.n == 2 && same_name(w.v[0], "sluitpost")) {
        Bag out = {0};
        if (!bag_get(shares, w.v[1])) bag_add(shares, w.v[1], q_int(0));
        bag_sort(shares);
        Q left = cents;
        for (size_t i = 0; i < shares->n; i++) {
            if (same(shares->v[i].code, w.v[1])) continue;
            Q part = q_round(q_mul(cents, shares->v[i].q));
            bag_add(&out, shares->v[i].code, part);
            left = q_sub(left, part);
        }
        bag_add(&out, w.v[1], left);
        return out;
    }
    bag_sort(shares);
    Q unit = eenheid ? q_mul(lees_getal(eenheid), q_int(100)) : q_int(1);
    return rest_verdeling(cents, shares, unit);
}

static void zet(const Pool *p, const char *laag, const char *partij, const char *soort, Q aandeel,
                Q bedrag)
{
    *ADD(uit.verdeling) = (Verdeling){p, laag, partij, soort, aandeel, bedrag};
}

static void verdeel_laag(const Pool *p, Laag *l)
{
    Bag apart = {0}, shares = {0};
    bool besloten;
    Bag weights = weeg(p, l, &apart, &besloten);
    for (size_t i = 0; i < apart.n; i++)
        zet(p, "-", apart.v[i].code, "apart", NULL, apart.v[i].q);
    if (!weights.n) return;
    Q total = bag_sum(&weights);
    for (size_t i = 0; i < weights.n; i++) {
        const Post *w = &weights.v[i];
        *ADD(uit.gewichten) = (Gewicht){p, l->label, w->code, w->q, total};
        bag_add(&shares, w->code, q_div(w->q, total));
    }
    const char *plafond = laag_key(l, "plafond", NULL);
    if (plafond && !besloten) plafonneer(&shares, &weights, lees_aandeel(plafond));
    Bag amounts = deel_bedrag(l->cents, &shares, p->regel);
    for (size_t i = 0; i < amounts.n; i++)
        zet(p, l->label, amounts.v[i].code, "verdeeld", bag_get(&shares, amounts.v[i].code),
            amounts.v[i].q);
}

static void verdeel_bijdragen(const Pool *p)
{
    Bag bag = {0};
    const char *toerekening = ini_get(p->regel, "toerekening");
    bool maand = toerekening && same_name(toerekening, "maanden");
    for (size_t i = 0; i < batch.bijdragen.n; i++) {
        const Bedrag *b = &batch.bijdragen.v[i];
        if (b->contract == p->contract && b->school == p->school && b->begin <= p->t.laatst &&
            b->eind >= p->t.eerst)
            bag_add(&bag, b->partij, deel_van_bedrag(b->cents, b->begin, b->eind, &p->t, maand));
    }
    for (size_t i = 0; i < bag.n; i++)
        zet(p, "-", bag.v[i].code, "bijdrage", NULL, bag.v[i].q);
}

void verdeel_pool(const Pool *p)
{
    verdeel_bijdragen(p);
    if (q_sgn(p->boven) != 0) zet(p, "-", p->contract->aanbieder, "boven_maximum", NULL, p->boven);
    Lagen lagen = lagen_van(p);
    for (size_t i = 0; i < lagen.n; i++)
        verdeel_laag(p, &lagen.v[i]);
}
