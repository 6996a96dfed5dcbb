/* The gemeente responsible for a pupil on one day (Jeugdwet art. 1.1; SPEC section 4).
 * In: leerling, day, the gemeente of the inschrijving or deelname counted. Out: the gemeenten
 * with their parts, 1 in all; a NULL gemeente where it is unknown.
 * Always: before the opvolger, which the caller applies. */
#include "second.h"

static bool heeft_rij(const char *leerling)
{
    for (size_t i = 0; i < batch.woonplaatsen.n; i++)
        if (same(batch.woonplaatsen.v[i].leerling, leerling)) return true;
    return false;
}

/* The woonadres on a day; the later of two rows that touch, and none when that is no address. */
static const char *woonadres_op(const char *leerling, int day, const char *given)
{
    const Woonplaats *best = NULL;
    if (!heeft_rij(leerling)) return *given ? given : NULL;
    for (size_t i = 0; i < batch.woonplaatsen.n; i++) {
        const Woonplaats *w = &batch.woonplaatsen.v[i];
        if (!same(w->leerling, leerling) || w->begin > day || w->eind < day) continue;
        if (!best || w->begin > best->begin || (w->begin == best->begin && w->eind > best->eind))
            best = w;
    }
    return best && !best->aantekening ? best->gemeente : NULL;
}

/* The first day of the chain of verblijven that holds the day, or OPEN_EIND. */
static int keten_begin(const char *leerling, int day)
{
    int begin = OPEN_EIND, eind = OPEN_BEGIN;
    for (size_t i = 0; i < batch.verblijven.n; i++) {
        const Verblijf *v = &batch.verblijven.v[i];
        if (!same(v->leerling, leerling) || same(v->soort, "deeltijd")) continue;
        if (begin == OPEN_EIND || v->begin > eind + 1 + batch.onderbreking) {
            if (begin <= day && day <= eind) return begin;
            begin = v->begin;
            eind = v->eind;
        } else if (v->eind > eind) {
            eind = v->eind;
        }
    }
    return begin <= day && day <= eind ? begin : OPEN_EIND;
}

static const char *vangnet(const char *leerling, bool uit_buitenland)
{
    for (size_t i = 0; i < batch.leerlingen.n; i++) {
        const Leerling *l = &batch.leerlingen.v[i];
        if (!same(l->leerling, leerling)) continue;
        if (!uit_buitenland && *l->geboorte) return l->geboorte;
        return *l->hulpvraag ? l->hulpvraag : NULL;
    }
    return NULL;
}

Delen woonplaats_op(const char *leerling, int day, const char *given, bool woonadres, bool strict)
{
    Delen out = {0};
    for (size_t i = 0; !woonadres && i < batch.besluiten.n; i++) {
        const Besluit *b = &batch.besluiten.v[i];
        if (same(b->leerling, leerling) && b->begin <= day && day <= b->eind)
            *ADD(out) = (Deel){b->gemeente, b->aandeel};
    }
    if (out.n) return out;
    int keten = woonadres ? OPEN_EIND : keten_begin(leerling, day);
    const char *found;
    if (keten != OPEN_EIND && day < dag(2022, 1, 1)) {
        if (strict) die("leerling %s: a verblijf on %s, before 2022", leerling, datum_tekst(day));
        *ADD(out) = (Deel){NULL, q_int(1)};
        return out;
    }
    found = woonadres_op(leerling, keten != OPEN_EIND ? keten - 1 : day, given);
    if (!found)
        found = vangnet(leerling, false);
    else if (same(found, "BUITENLAND"))
        found = vangnet(leerling, true);
    *ADD(out) = (Deel){found, q_int(1)};
    return out;
}
