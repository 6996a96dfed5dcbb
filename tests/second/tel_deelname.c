/* Counting deelnames: deelnamedagen, deelnemers, volume, kosten (SPEC section 6).
 * In: a pool and a laag. Out: units with a partij.
 * Always: volume and kosten are whole numbers, split over partijen by their days. */
#include "second.h"

static bool in_pool(const Pool *p, const Laag *l, const Deelname *d)
{
    if (d->contract != p->contract) return false;
    if (p->school) return d->school == p->school;
    return !(p->pxq && is_sleutel(l, "kosten")) || !d->school;
}

static bool telt_exact(const Laag *l, bool jaar)
{
    const char *meet = laag_key(l, "meetperiode", "tijdvak");
    return jaar || same_name(meet, "tijdvak");
}

static void tel_dagen(Eenheden *out, const Pool *p, const Laag *l, const Deelname *d, int x, int y,
                      bool exact)
{
    for (int day = x; day <= y; day++) {
        if (day < d->begin || day > d->eind) continue;
        Eenheid unit = {.leerling = d->leerling, .school = d->school, .eenheden = q_int(1)};
        plaats(out, p, l, &unit, day, d->gemeente, d->betaler, exact);
    }
}

static int eerste_dag(const Deelname *d, int x, int y)
{
    int first = d->begin > x ? d->begin : x;
    return first <= y && first <= d->eind ? first : OPEN_EIND;
}

static bool al_geteld(const Eenheden *out, const char *leerling)
{
    for (size_t i = 0; i < out->n; i++)
        if (same(out->v[i].leerling, leerling)) return true;
    return false;
}

/* Day by day: the first deelname (by id) of a pupil on the first day that has one. */
static void tel_deelnemers(Eenheden *out, const Pool *p, const Laag *l, int x, int y, bool exact)
{
    for (int day = x; day <= y; day++)
        for (size_t i = 0; i < batch.deelnames.n; i++) {
            const Deelname *d = &batch.deelnames.v[i];
            if (!in_pool(p, l, d) || eerste_dag(d, x, y) != day || al_geteld(out, d->leerling))
                continue;
            Eenheid unit = {.leerling = d->leerling, .school = d->school, .eenheden = q_int(1)};
            plaats(out, p, l, &unit, day, d->gemeente, d->betaler, exact);
        }
}

static Q heel_gewicht(const Pool *p, const Laag *l, const Deelname *d, int x, int y)
{
    if (is_sleutel(l, "volume")) {
        Q ten = q_int(10000);
        return q_sub(q_round(q_mul(ten, eenheden_tm(d, y))),
                     q_round(q_mul(ten, eenheden_tm(d, x - 1))));
    }
    Q all = cents_in(d, x, y);
    if (l->kant == HEEL) return all;
    Q grens = q_mul(lees_getal(ini_get(p->regel, "grens")), q_int(100));
    Q boven = cents_boven(d, p->index, p->alle, grens);
    return l->kant == BOVEN ? boven : q_sub(all, boven);
}

/* The days of the deelname say in what parts its whole weight goes to whom. */
static void tel_geheel(Eenheden *out, const Pool *p, const Laag *l, const Deelname *d, int x, int y,
                       bool exact)
{
    if (x < d->begin) x = d->begin;
    if (y > d->einde) y = d->einde;
    if (y < x) return;
    Laag plain = *l; /* the parts are found without weging; it comes after the split */
    Sectie bare = {0};
    static const char *const kept[] = {"sleutel", "aan", "onbekend"};
    for (size_t i = 0; i < 3; i++)
        if (ini_get(l->sec, kept[i]))
            *ADD(bare.keys) = (Sleutelregel){kept[i], ini_get(l->sec, kept[i])};
    plain.sec = &bare;
    Eenheden days = {0};
    tel_dagen(&days, p, &plain, d, x, y, exact);
    Bag bag = {0};
    for (size_t i = 0; i < days.n; i++)
        bag_add(&bag, days.v[i].partij, days.v[i].eenheden);
    bag_sort(&bag);
    Q total = bag_sum(&bag);
    Q *shares = xalloc(bag.n * sizeof *shares), *parts = xalloc(bag.n * sizeof *parts);
    for (size_t i = 0; i < bag.n; i++)
        shares[i] = q_div(bag.v[i].q, total);
    largest_remainder(heel_gewicht(p, l, d, x, y), shares, bag.n, parts);
    for (size_t i = 0; i < bag.n; i++) {
        Eenheid unit = {.leerling = d->leerling,
                        .school = d->school,
                        .eenheden = parts[i],
                        .partij = bag.v[i].code};
        if (is_sleutel(l, "volume")) /* weging has no meaning for kosten */
            unit.eenheden = q_mul(unit.eenheden, weging_van(l, d->school));
        *ADD(*out) = unit;
    }
}

Eenheden tel_deelnames(const Pool *p, const Laag *l, bool jaar)
{
    Eenheden out = {0};
    bool exact = telt_exact(l, jaar);
    int x, y;
    meet_interval(p, l, jaar, &x, &y);
    if (is_sleutel(l, "deelnemers")) {
        tel_deelnemers(&out, p, l, x, y, exact);
        return out;
    }
    for (size_t i = 0; i < batch.deelnames.n; i++) {
        const Deelname *d = &batch.deelnames.v[i];
        if (!in_pool(p, l, d)) continue;
        if (is_sleutel(l, "deelnamedagen"))
            tel_dagen(&out, p, l, d, x, y, exact);
        else
            tel_geheel(&out, p, l, d, x, y, exact);
    }
    return out;
}
