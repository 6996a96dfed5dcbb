/* Who pays whom per contract (SPEC sections 7 and 12).
 * In: uit.pools and uit.verdeling, voorschotten. Out: uit.posities, uit.boekregels.
 * Always: the sum of netto of a contract = its kosten - what was prefinanced. */
#include "second.h"

static const char *methode_van(const Sectie *regel)
{
    const char *m = ini_get(regel, "methode");
    return m ? m : "";
}

static const char *kassier(void)
{
    if (!batch.kassier) die("no kassier");
    return batch.kassier;
}

static const char *crediteur_van(const Contract *c, const School *s, const Sectie *regel, int day)
{
    const char *who = ini_get(regel, "crediteur");
    if (!who && same_name(methode_van(regel), "woonplaatsbeginsel")) who = "aanbieder";
    if (!who && same_name(methode_van(regel), "schoolgemeente-regie")) who = "regiegemeente";
    if (!who || same_name(who, "kassier")) return kassier();
    if (same_name(who, "aanbieder")) return c->aanbieder;
    if (same_name(who, "regiegemeente")) return regie_op(c, s, day);
    return who;
}

static Positie *positie(const Contract *c, const char *crediteur, const char *partij)
{
    for (size_t i = 0; i < uit.posities.n; i++) {
        Positie *p = &uit.posities.v[i];
        if (p->contract == c && same(p->crediteur, crediteur) && same(p->partij, partij)) return p;
    }
    Positie *p = ADD(uit.posities);
    *p = (Positie){c, crediteur, partij, q_int(0), q_int(0), q_int(0)};
    return p;
}

static void boek(const Contract *c, const School *s, const Tijdvak *t, const char *crediteur,
                 const char *partij, const char *soort, const char *voorschot, Q cents)
{
    *ADD(uit.boekregels) =
        (Boekregel){c, s, t->eerst, t->laatst, crediteur, partij, "-", soort, voorschot, cents};
}

static void bij_voorgefinancierd(const Contract *c, const School *s, const Tijdvak *t,
                                 const char *crediteur, const char *partij, const char *voorschot,
                                 Q cents)
{
    Positie *p = positie(c, crediteur, partij);
    p->voorgefinancierd = q_add(p->voorgefinancierd, cents);
    boek(c, s, t, crediteur, partij, "voorschot", voorschot, q_neg(cents));
}

static bool heeft_voorschot(const Contract *c)
{
    for (size_t i = 0; i < batch.voorschotten.n; i++)
        if (batch.voorschotten.v[i].contract == c) return true;
    return false;
}

static void voorfinanciering(const Pool *p, const char *crediteur)
{
    const char *list = ini_get(p->regel, "voorfinanciering");
    if (!list || heeft_voorschot(p->contract)) return;
    Bag shares = {0};
    Woorden items = splits_lijst(list);
    for (size_t i = 0; i < items.n; i++) {
        Woorden w = splits_wit(items.v[i]);
        bag_add(&shares, w.v[0], lees_aandeel(w.v[w.n - 1]));
    }
    Bag amounts = deel_bedrag(p->kosten, &shares, p->regel);
    for (size_t i = 0; i < amounts.n; i++)
        bij_voorgefinancierd(p->contract, p->school, &p->t, crediteur, amounts.v[i].code, "",
                             amounts.v[i].q);
}

static void posities_van_pool(const Pool *p)
{
    const char *crediteur = crediteur_van(p->contract, p->school, p->regel, p->t.eerst);
    for (size_t i = 0; i < uit.verdeling.n; i++) {
        const Verdeling *v = &uit.verdeling.v[i];
        if (v->pool != p) continue;
        Positie *pos = positie(p->contract, crediteur, v->partij);
        pos->aandeel = q_add(pos->aandeel, v->bedrag);
        boek(p->contract, p->school, &p->t, crediteur, v->partij, v->soort, "", v->bedrag);
        uit.boekregels.v[uit.boekregels.n - 1].laag = v->laag;
    }
    if (same_name(methode_van(p->regel), "schoolgemeente-regie"))
        bij_voorgefinancierd(p->contract, p->school, &p->t, crediteur, regie_van(p), "", p->kosten);
    if (same_name(methode_van(p->regel), "collectieve-voorfinanciering"))
        voorfinanciering(p, crediteur);
}

/* What a voorschot gives to a tijdvak, or NULL when it does not touch it. */
static Q voorschot_in(const Voorschot *v, const Tijdvak *t, const Sectie *regel)
{
    const char *toerekening = ini_get(regel, "toerekening");
    if (v->begin == OPEN_BEGIN)
        return t->eerst <= v->datum && v->datum <= t->laatst ? v->cents : NULL;
    if (v->begin > t->laatst || v->eind < t->eerst) return NULL;
    return deel_van_bedrag(v->cents, v->begin, v->eind, t,
                           toerekening && same_name(toerekening, "maanden"));
}

static void voorschotten_van(const Contract *c)
{
    Tijdvakken tv = tijdvakken_van(c->regel);
    for (size_t k = 0; k < tv.n; k++)
        for (size_t i = 0; i < batch.voorschotten.n; i++) {
            const Voorschot *v = &batch.voorschotten.v[i];
            if (v->contract != c) continue;
            const Sectie *regel = regel_op(c->regel, tv.v[k].eerst);
            if (!same_name(methode_van(regel), "collectieve-voorfinanciering")) continue;
            Q cents = voorschot_in(v, &tv.v[k], regel);
            if (cents)
                bij_voorgefinancierd(c, NULL, &tv.v[k],
                                     crediteur_van(c, NULL, regel, tv.v[k].eerst), v->partij, v->id,
                                     cents);
        }
}

/* A small difference stays with the crediteur. */
static void verrekenmarge(const Contract *c)
{
    const Sectie *regel = regel_op(c->regel, batch.eind);
    const char *marge = ini_get(regel, "verrekenmarge");
    if (!marge || !same_name(methode_van(regel), "collectieve-voorfinanciering")) return;
    size_t n = uit.posities.n;
    for (size_t i = 0; i < n; i++) {
        Positie *p = &uit.posities.v[i];
        if (p->contract != c || same(p->partij, p->crediteur) || q_sgn(p->voorgefinancierd) <= 0)
            continue;
        Q difference = q_sub(p->aandeel, p->voorgefinancierd);
        Q limit = q_mul(p->voorgefinancierd, lees_aandeel(marge));
        if (q_sgn(difference) == 0 || q_cmp(q_abs(difference), limit) >= 0) continue;
        p->niet_verrekend = difference;
        Positie *own = positie(c, p->crediteur, p->crediteur);
        own->niet_verrekend = q_sub(own->niet_verrekend, difference);
    }
}

void maak_posities(void)
{
    for (size_t i = 0; i < uit.pools.n; i++)
        posities_van_pool(&uit.pools.v[i]);
    for (size_t i = 0; i < batch.contracten.n; i++)
        voorschotten_van(&batch.contracten.v[i]);
    for (size_t i = 0; i < batch.contracten.n; i++)
        verrekenmarge(&batch.contracten.v[i]);
    Tijdvak first_day = {batch.begin, batch.begin, NULL};
    for (size_t i = 0; i < uit.posities.n; i++) {
        const Positie *p = &uit.posities.v[i];
        if (q_sgn(p->niet_verrekend) != 0)
            boek(p->contract, NULL, &first_day, p->crediteur, p->partij, "niet_verrekend", "",
                 q_neg(p->niet_verrekend));
    }
}
