/* Counting: inschrijvingen and tellingen, and where a unit is placed (SPEC sections 4 and 6).
 * In: a pool, a laag and its interval. Out: units, each with a partij, a school and a leerling.
 * Always: one unit per day per inschrijving, before buiten, drempel and leeg. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

const char *laag_key(const Laag *l, const char *key, const char *otherwise)
{
    const char *value = ini_get(l->sec, key);
    return value ? value : otherwise;
}

bool is_sleutel(const Laag *l, const char *name)
{
    return same_name(laag_key(l, "sleutel", ""), name);
}

const char *regie_op(const Contract *c, const School *s, int day)
{
    if (*c->regie) return opvolger(c->regie, day);
    if (s) return opvolger(s->gemeente, day);
    const char *one = c->scholen.n ? opvolger(c->scholen.v[0]->gemeente, day) : NULL;
    for (size_t i = 1; one && i < c->scholen.n; i++)
        if (!same(opvolger(c->scholen.v[i]->gemeente, day), one)) one = NULL;
    if (!one) die("contract %s has no regiegemeente", c->code);
    return one;
}

const char *regie_van(const Pool *p)
{
    return regie_op(p->contract, p->school, p->t.eerst);
}

const char *schoolgemeente(const Pool *p, const School *s)
{
    if (s) return opvolger(s->gemeente, p->t.eerst);
    if (!*p->contract->regie)
        die("contract %s: a unit without school and no regiegemeente", p->contract->code);
    return opvolger(p->contract->regie, p->t.eerst);
}

static const char *onbekend(const Pool *p, const Laag *l, const Eenheid *unit, int day)
{
    const char *how = laag_key(l, "onbekend", "");
    if (same_name(how, "schoolgemeente")) return schoolgemeente(p, unit->school);
    if (same_name(how, "regiegemeente")) return regie_van(p);
    die("leerling %s: woonplaats unknown on %s", unit->leerling, datum_tekst(day));
}

Q weging_van(const Laag *l, const School *s)
{
    const char *weging = laag_key(l, "weging", NULL);
    Woorden items = splits_lijst(weging ? weging : "");
    for (size_t i = 0; s && i < items.n; i++) {
        Woorden w = splits_wit(items.v[i]);
        if (w.n >= 2 && same(w.v[0], s->soort)) return lees_getal(w.v[w.n - 1]);
    }
    return q_int(1);
}

static void zet(Eenheden *out, const Laag *l, Eenheid unit, const char *partij, Q deel)
{
    unit.partij = partij;
    unit.eenheden = q_mul(q_mul(unit.eenheden, deel), weging_van(l, unit.school));
    *ADD(*out) = unit;
}

void plaats(Eenheden *out, const Pool *p, const Laag *l, const Eenheid *unit, int day,
            const char *given, const char *betaler, bool exact)
{
    const char *aan = laag_key(l, "aan", "woonplaats");
    Q one = q_int(1);
    if (same_name(aan, "schoolgemeente")) {
        zet(out, l, *unit, schoolgemeente(p, unit->school), one);
        return;
    }
    if (same_name(aan, "swv") || same_name(aan, "bestuur")) {
        const char *code = "";
        if (unit->school) code = same_name(aan, "swv") ? unit->school->swv : unit->school->bestuur;
        if (!*code) die("contract %s: a unit without %s", p->contract->code, aan);
        zet(out, l, *unit, opvolger(code, p->t.eerst), one);
        return;
    }
    if (*betaler) {
        zet(out, l, *unit, opvolger(betaler, p->t.eerst), one);
        return;
    }
    bool inside = exact && p->t.eerst <= day && day <= p->t.laatst;
    Delen delen = woonplaats_op(unit->leerling, day, given, same_name(aan, "woonadres"), true);
    for (size_t i = 0; i < delen.n; i++) {
        const char *g = delen.v[i].gemeente;
        if (g)
            g = opvolger(g, inside ? day : p->t.eerst);
        else
            g = onbekend(p, l, unit, day);
        zet(out, l, *unit, g, delen.v[i].deel);
    }
}

void meet_interval(const Pool *p, const Laag *l, bool jaar, int *x, int *y)
{
    const char *meet = laag_key(l, "meetperiode", "tijdvak");
    int year = jaar_van(p->t.eerst);
    *x = p->t.eerst;
    *y = p->t.laatst;
    if (jaar) {
        *x = dag(year, 1, 1);
        *y = dag(year, 12, 31);
    } else if (!same_name(meet, "tijdvak")) {
        int years = same_name(meet, "vorig_jaar") ? 1 : atoi(meet);
        *x = dag(year - years, 1, 1);
        *y = dag(year - 1, 12, 31);
        return;
    }
    if (*x < p->contract->begin) *x = p->contract->begin;
    if (*y > p->contract->eind) *y = p->contract->eind;
}

static bool school_in(const Pool *p, const School *s)
{
    for (size_t i = 0; i < p->scholen.n; i++)
        if (p->scholen.v[i] == s) return true;
    return false;
}

/* Whether another inschrijving of this leerling at a school of the pool goes before this one. */
static bool verdrongen(const Pool *p, const Laag *l, const Inschrijving *a, int day)
{
    const char *dubbel = laag_key(l, "dubbel", "eenmaal");
    if (same_name(dubbel, "beide")) return false;
    for (size_t i = 0; i < batch.inschrijvingen.n; i++) {
        const Inschrijving *b = &batch.inschrijvingen.v[i];
        if (!same(a->leerling, b->leerling) || a->school == b->school || b->begin > day ||
            b->eind < day || !school_in(p, b->school))
            continue;
        if (same_name(dubbel, "fout"))
            die("leerling %s: at two scholen on %s", a->leerling, datum_tekst(day));
        if (b->begin > a->begin ||
            (b->begin == a->begin && strcmp(b->school->school, a->school->school) < 0))
            return true;
    }
    return false;
}

static void tel_dag(Eenheden *out, const Pool *p, const Laag *l, int day, bool exact)
{
    for (size_t i = 0; i < batch.inschrijvingen.n; i++) {
        const Inschrijving *in = &batch.inschrijvingen.v[i];
        if (in->begin > day || in->eind < day || !school_in(p, in->school) ||
            verdrongen(p, l, in, day))
            continue;
        Eenheid unit = {.leerling = in->leerling, .school = in->school, .eenheden = q_int(1)};
        plaats(out, p, l, &unit, day, in->gemeente, "", exact);
    }
}

static Woorden peildata(const Laag *l)
{
    return splits_lijst(laag_key(l, "peildatum", "10-01"));
}

static void tel_telling(Eenheden *out, const Pool *p, const Laag *l, int day, const School *s)
{
    const char *aan = laag_key(l, "aan", "woonplaats");
    bool own = same_name(aan, "woonplaats") || same_name(aan, "woonadres");
    bool any = false;
    for (size_t i = 0; i < batch.tellingen.n; i++) {
        const Telling *t = &batch.tellingen.v[i];
        if (t->school != s || t->peildatum != day) continue;
        any = true;
        Eenheid unit = {.school = s, .eenheden = t->aantal, .hoofden = t->aantal};
        if (own)
            zet(out, l, unit, opvolger(t->gemeente, p->t.eerst), q_int(1));
        else
            plaats(out, p, l, &unit, day, "", "", false);
    }
    if (!any) die("school %s has no telling on %s", s->school, datum_tekst(day));
}

Eenheden tel(const Pool *p, const Laag *l, bool jaar)
{
    Eenheden out = {0};
    if (is_sleutel(l, "leerlingdagen")) {
        int x, y;
        meet_interval(p, l, jaar, &x, &y);
        bool exact = !ini_get(l->sec, "meetperiode") || jaar ||
                     same_name(ini_get(l->sec, "meetperiode"), "tijdvak");
        for (int day = x; day <= y; day++)
            tel_dag(&out, p, l, day, exact);
        return out;
    }
    Woorden data = peildata(l);
    if (is_sleutel(l, "peildatum")) {
        for (size_t i = 0; i < data.n; i++)
            tel_dag(&out, p, l, peildatum_op(data.v[i], p->t.eerst), false);
        return out;
    }
    if (is_sleutel(l, "telling")) {
        for (size_t i = 0; i < data.n; i++)
            for (size_t j = 0; j < p->scholen.n; j++)
                tel_telling(&out, p, l, peildatum_op(data.v[i], p->t.eerst), p->scholen.v[j]);
        return out;
    }
    if (is_sleutel(l, "deelnamedagen") || is_sleutel(l, "deelnemers") || is_sleutel(l, "volume") ||
        is_sleutel(l, "kosten"))
        return tel_deelnames(p, l, jaar);
    return tel_leden(p, l);
}
