/* Weights that are not counted: gelijk, kengetal, vast; and who belongs to deelnemers.
 * In: a pool and a laag. Out: one unit per member as listed, on its opvolger.
 * Always: the opvolger is that of the first day of the tijdvak. */
#include "second.h"

static void voeg_toe(Woorden *w, const char *code)
{
    for (size_t i = 0; i < w->n; i++)
        if (same(w->v[i], code)) return;
    *ADD(*w) = code;
}

/* As listed, once each. */
static Woorden leden_van(const Pool *p, const Laag *l)
{
    Woorden out = {0};
    Woorden items = splits_lijst(laag_key(l, "deelnemers", ""));
    for (size_t i = 0; i < items.n; i++) {
        if (!ini_has(&batch.ini, "groep", items.v[i])) {
            voeg_toe(&out, items.v[i]);
            continue;
        }
        const Sectie *g = ini_version(&batch.ini, "groep", items.v[i], "", p->t.eerst);
        if (!g) die("groep %s has no version on %s", items.v[i], datum_tekst(p->t.eerst));
        Woorden leden = splits_lijst(ini_get(g, "leden"));
        for (size_t j = 0; j < leden.n; j++)
            voeg_toe(&out, leden.v[j]);
    }
    return out;
}

bool is_lid(const Pool *p, const Laag *l, const char *partij)
{
    if (!ini_get(l->sec, "deelnemers")) return true;
    Woorden leden = leden_van(p, l);
    for (size_t i = 0; i < leden.n; i++)
        if (same(leden.v[i], partij) || same(opvolger(leden.v[i], p->t.eerst), partij) ||
            same(opvolger(leden.v[i], p->t.laatst), partij))
            return true;
    return false;
}

static Q waarde_op(const char *naam, const char *lid, int day)
{
    for (size_t i = 0; i < batch.kengetallen.n; i++) {
        const Kengetal *k = &batch.kengetallen.v[i];
        if (same(k->naam, naam) && same(k->gemeente, lid) && k->peildatum == day) return k->waarde;
    }
    die("no kengetal %s of %s on %s", naam, lid, datum_tekst(day));
}

static int laatste_peildatum(const char *naam, const char *lid, int day)
{
    int latest = OPEN_BEGIN;
    for (size_t i = 0; i < batch.kengetallen.n; i++) {
        const Kengetal *k = &batch.kengetallen.v[i];
        if (same(k->naam, naam) && same(k->gemeente, lid) && k->peildatum <= day &&
            k->peildatum > latest)
            latest = k->peildatum;
    }
    if (latest == OPEN_BEGIN) die("no kengetal %s of %s before %s", naam, lid, datum_tekst(day));
    return latest;
}

static Q kengetal(const Pool *p, const Laag *l, const char *lid)
{
    const char *naam = laag_key(l, "sleutel", "") + sizeof "kengetal:" - 1;
    const char *peildatum = ini_get(l->sec, "peildatum");
    if (!peildatum) return waarde_op(naam, lid, laatste_peildatum(naam, lid, p->t.eerst));
    Q sum = q_int(0);
    Woorden data = splits_lijst(peildatum);
    for (size_t i = 0; i < data.n; i++)
        sum = q_add(sum, waarde_op(naam, lid, peildatum_op(data.v[i], p->t.eerst)));
    return sum;
}

Eenheden tel_leden(const Pool *p, const Laag *l)
{
    Eenheden out = {0};
    if (is_sleutel(l, "vast")) {
        Woorden items = splits_lijst(laag_key(l, "aandelen", ""));
        for (size_t i = 0; i < items.n; i++) {
            Woorden w = splits_wit(items.v[i]);
            Eenheid unit = {.partij = opvolger(w.v[0], p->t.eerst),
                            .eenheden = lees_aandeel(w.v[w.n - 1])};
            *ADD(out) = unit;
        }
        return out;
    }
    Woorden leden = leden_van(p, l);
    for (size_t i = 0; i < leden.n; i++) {
        bool gelijk = is_sleutel(l, "gelijk");
        Eenheid unit = {.partij = opvolger(leden.v[i], p->t.eerst),
                        .eenheden = gelijk ? q_int(1) : kengetal(p, l, leden.v[i])};
        *ADD(out) = unit;
    }
    return out;
}
