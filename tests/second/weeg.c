/* From units to weights: buiten, apart, drempel, leeg (SPEC section 6).
 * In: a pool and a laag with its cents. Out: a weight per partij, sorted, none 0; what apart
 * takes, which is taken off the cents of the laag; whether leeg decided (besloten).
 * Always: an empty bag only for a laag that is left out. */
#include "second.h"

static bool telt_units(const Laag *l)
{
    return !is_sleutel(l, "gelijk") && !is_sleutel(l, "vast") &&
           !same_name(xcut(laag_key(l, "sleutel", ""), 8), "kengetal");
}

/* Applies buiten to every unit; the apart ones leave and are added up in days per partij. */
static Eenheden na_buiten(const Pool *p, const Laag *l, const Eenheden *units, Bag *apart_dagen)
{
    Eenheden out = {0};
    const char *buiten = laag_key(l, "buiten", "");
    for (size_t i = 0; i < units->n; i++) {
        Eenheid unit = units->v[i];
        if (q_sgn(unit.eenheden) == 0) continue;
        if (is_lid(p, l, unit.partij) || same_name(buiten, "verrekenen")) {
            *ADD(out) = unit;
        } else if (same_name(buiten, "schoolgemeente")) {
            unit.partij = schoolgemeente(p, unit.school);
            *ADD(out) = unit;
        } else if (same_name(buiten, "apart")) {
            bag_add(apart_dagen, unit.partij, unit.eenheden);
        } else if (!same_name(buiten, "verdelen")) {
            die("contract %s: %s is outside deelnemers", p->contract->code, unit.partij);
        }
    }
    return out;
}

static Q leerlingen_van(const Eenheden *units, const char *partij)
{
    Q count = q_int(0);
    Woorden seen = {0};
    for (size_t i = 0; i < units->n; i++) {
        const Eenheid *u = &units->v[i];
        if (!same(u->partij, partij)) continue;
        if (u->hoofden) {
            count = q_add(count, u->hoofden);
            continue;
        }
        bool known = false;
        for (size_t j = 0; j < seen.n && !known; j++)
            known = same(seen.v[j], u->leerling);
        if (!known) {
            *ADD(seen) = u->leerling;
            count = q_add(count, q_int(1));
        }
    }
    return count;
}

static Bag tel_op(const Eenheden *units)
{
    Bag bag = {0};
    for (size_t i = 0; i < units->n; i++)
        bag_add(&bag, units->v[i].partij, units->v[i].eenheden);
    bag_sort(&bag);
    return bag;
}

static Bag na_drempel(const Pool *p, const Laag *l, const Eenheden *units)
{
    Bag bag = tel_op(units);
    const char *drempel = laag_key(l, "drempel", NULL);
    if (!drempel) return bag;
    Woorden w = splits_wit(drempel);
    Q least = lees_getal(w.v[0]);
    bool heads = w.n > 1 && same_name(w.v[1], "leerlingen");
    bool to_school = same_name(laag_key(l, "drempel_naar", "verdelen"), "schoolgemeente");
    Eenheden left = {0};
    for (size_t i = 0; i < units->n; i++) {
        Eenheid unit = units->v[i];
        Q size = heads ? leerlingen_van(units, unit.partij) : bag_get(&bag, unit.partij);
        bool below = q_cmp(size, least) < 0;
        if (below && !to_school) continue;
        if (below) unit.partij = schoolgemeente(p, unit.school);
        *ADD(left) = unit;
    }
    return tel_op(&left);
}

static Bag geteld(const Pool *p, const Laag *l, bool jaar, Bag *apart_dagen)
{
    Eenheden units = tel(p, l, jaar);
    if (!telt_units(l)) return tel_op(&units);
    Eenheden inside = na_buiten(p, l, &units, apart_dagen);
    return na_drempel(p, l, &inside);
}

static void neem_apart(const Pool *p, Laag *l, const Bag *dagen, Bag *apart)
{
    if (!dagen->n) return;
    Q tarief = lees_getal(laag_key(l, "apart_tarief", "0"));
    for (size_t i = 0; i < dagen->n; i++)
        bag_add(apart, dagen->v[i].code, q_round(q_mul(q_mul(q_int(100), dagen->v[i].q), tarief)));
    if (q_cmp(bag_sum(apart), p->te_verdelen) > 0)
        die("contract %s: apart is more than the pool", p->contract->code);
    l->cents = q_sub(l->cents, bag_sum(apart));
}

static Bag bij_leeg(const Pool *p, const Laag *l, bool *besloten)
{
    const char *leeg = laag_key(l, "leeg", "fout");
    Bag bag = {0}, ignored = {0};
    if (same_name(leeg, "jaar")) {
        bag = geteld(p, l, true, &ignored);
        if (q_sgn(bag_sum(&bag)) == 0)
            die("contract %s, %s: empty, also over the year", p->contract->code, p->t.label);
        return bag;
    }
    *besloten = true;
    if (same_name(leeg, "schoolgemeente")) {
        for (size_t i = 0; i < p->scholen.n; i++)
            bag_add(&bag, opvolger(p->scholen.v[i]->gemeente, p->t.eerst), q_int(1));
    } else if (same_name(leeg, "regiegemeente")) {
        bag_add(&bag, regie_van(p), q_int(1));
    } else if (q_sgn(l->cents) != 0) {
        die("contract %s, %s: nothing to divide by", p->contract->code, p->t.label);
    }
    return bag;
}

Bag weeg(const Pool *p, Laag *l, Bag *apart, bool *besloten)
{
    Bag dagen = {0}, bag = geteld(p, l, false, &dagen), out = {0};
    *besloten = false;
    neem_apart(p, l, &dagen, apart);
    if (q_sgn(bag_sum(&bag)) == 0) bag = bij_leeg(p, l, besloten);
    for (size_t i = 0; i < bag.n; i++)
        if (q_sgn(bag.v[i].q) != 0) bag_add(&out, bag.v[i].code, bag.v[i].q);
    bag_sort(&out);
    return out;
}
