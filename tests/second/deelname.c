/* What a deelname is worth: units and pxq cents, one day at a time (SPEC sections 5 and 12).
 * In: a deelname and a day. Out: exact units; exact cents; rounded cents of an interval.
 * Always: units exist only from the begindatum through the (filled in) end. */
#include "second.h"

static bool schooldag(const Deelname *d, int day)
{
    if (!d->school) die("deelname %s: per_schoolweek without a school", d->id);
    if (weekdag(day) > 4) return false;
    for (size_t i = 0; i < batch.vakanties.n; i++) {
        const Vakantie *v = &batch.vakanties.v[i];
        if (same(v->regio, d->school->regio) && v->begin <= day && day <= v->eind) return false;
    }
    return true;
}

/* How many weeks of the deelname are placed on this day. */
static int weken_op(const Deelname *d, int day)
{
    int count = 0;
    for (int monday = d->begin - weekdag(d->begin); monday <= d->einde; monday += 7) {
        int place = monday + 6;
        if (place > d->einde) place = monday - 1; /* the Sunday before */
        if (place < d->begin) place = d->einde;
        count += place == day;
    }
    return count;
}

static Q eenheden_op(const Deelname *d, int day)
{
    if (!d->volume) die("deelname %s: no volume", d->id);
    if (same(d->frequentie, "totaal") && d->eind == OPEN_EIND)
        die("deelname %s: totaal without einddatum", d->id);
    if (day < d->begin || day > d->einde) return q_int(0);
    if (same(d->frequentie, "per_dag")) return d->volume;
    if (same(d->frequentie, "per_week")) return q_div(d->volume, q_int(7));
    if (same(d->frequentie, "per_week_zondag")) return q_mul(d->volume, q_int(weken_op(d, day)));
    if (same(d->frequentie, "per_schoolweek"))
        return schooldag(d, day) ? q_div(d->volume, q_int(5)) : q_int(0);
    if (same(d->frequentie, "per_maand")) return q_mul(d->volume, maanden(day, day));
    return q_div(d->volume, q_int(d->einde - d->begin + 1));
}

Q eenheden_tm(const Deelname *d, int day)
{
    Q sum = q_int(0);
    for (int i = d->begin; i <= day && i <= d->einde; i++)
        sum = q_add(sum, eenheden_op(d, i));
    return sum;
}

static Q tarief_op(const Deelname *d, int day)
{
    for (size_t i = 0; i < batch.tarieven.n; i++) {
        const Tarief *t = &batch.tarieven.v[i];
        if (same(t->contract, d->contract->code) && same(t->product, d->product) &&
            t->begin <= day && day <= t->eind)
            return t->tarief;
    }
    return NULL;
}

Q cents_tm(const Deelname *d, int day)
{
    Q sum = q_int(0);
    for (int i = d->begin; i <= day && i <= d->einde; i++) {
        Q tarief = tarief_op(d, i);
        if (!tarief && i > batch.eind) continue;
        if (!tarief) die("deelname %s: no tarief on %s", d->id, datum_tekst(i));
        sum = q_add(sum, q_mul(eenheden_op(d, i), q_mul(tarief, q_int(100))));
    }
    return sum;
}

Q cents_in(const Deelname *d, int x, int y)
{
    return q_sub(q_round(cents_tm(d, y)), q_round(cents_tm(d, x - 1)));
}

static bool pxq_op(const Contract *c, int day)
{
    const char *kosten = ini_get(regel_op(c->regel, day), "kosten");
    return kosten && same_name(kosten, "pxq");
}

/* What of a deelname's cents in a tijdvak passes the grens of its pupil in that calendar year:
 * everything of the same pupil, contract and year that comes before is added up first. */
Q cents_boven(const Deelname *d, size_t tijdvak, const Tijdvakken *tv, Q grens)
{
    Q before = q_int(0);
    int year = jaar_van(tv->v[tijdvak].eerst);
    for (size_t k = 0; k <= tijdvak; k++) {
        const Tijdvak *t = &tv->v[k];
        if (jaar_van(t->eerst) != year || !pxq_op(d->contract, t->eerst)) continue;
        for (size_t i = 0; i < batch.deelnames.n; i++) {
            const Deelname *e = &batch.deelnames.v[i];
            if (k == tijdvak && same(e->id, d->id)) break;
            if (e->contract == d->contract && same(e->leerling, d->leerling))
                before = q_add(before, cents_in(e, t->eerst, t->laatst));
        }
    }
    const Tijdvak *t = &tv->v[tijdvak];
    Q after = q_add(before, cents_in(d, t->eerst, t->laatst));
    Q zero = q_int(0);
    return q_sub(q_max(zero, q_sub(after, grens)), q_max(zero, q_sub(before, grens)));
}
