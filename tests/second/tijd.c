/* Time and rules: the periode, the tijdvakken of a rule, versions, peildata, apportionment.
 * In: texts of the INI, days, amounts. Out: intervals, labels, sections, exact amounts.
 * Always: a tijdvak is a calendar unit cut to the periode and to nothing else. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

static void eenheid_van(int day, const char *soort, int *begin, int *eind, char **label)
{
    int y, m, d, other;
    ymd(day, &y, &m, &d);
    if (same_name(soort, "maand")) {
        maand_grenzen(y, m, begin, eind);
        *label = xstrf("%04d-%02d", y, m);
    } else if (same_name(soort, "jaar")) {
        *begin = dag(y, 1, 1);
        *eind = dag(y, 12, 31);
        *label = xstrf("%04d", y);
    } else {
        int q = (m - 1) / 3 + 1;
        maand_grenzen(y, q * 3 - 2, begin, &other);
        maand_grenzen(y, q * 3, &other, eind);
        *label = xstrf("%04d-Q%d", y, q);
    }
}

static char *label_van_tot(int a, int b)
{
    return xstrf("%s..%s", datum_tekst(a), datum_tekst(b));
}

Tijdvakken tijdvakken_van(const char *regel)
{
    Tijdvakken list = {0};
    const Sectie *base = ini_version(&batch.ini, "regel", regel, "", OPEN_BEGIN);
    const char *soort = ini_get(base, "tijdvak");
    if (!soort) soort = ini_get(batch.run, "tijdvak");
    if (!soort) soort = "kwartaal";
    if (same_name(soort, "periode")) {
        *ADD(list) = (Tijdvak){batch.begin, batch.eind, label_van_tot(batch.begin, batch.eind)};
        return list;
    }
    int day = batch.begin;
    while (day <= batch.eind) {
        int a, b;
        char *label;
        eenheid_van(day, soort, &a, &b, &label);
        day = b + 1;
        bool whole = a >= batch.begin && b <= batch.eind;
        if (a < batch.begin) a = batch.begin;
        if (b > batch.eind) b = batch.eind;
        *ADD(list) = (Tijdvak){a, b, whole ? label : label_van_tot(a, b)};
    }
    return list;
}

const Sectie *regel_op(const char *regel, int day)
{
    const Sectie *s = ini_version(&batch.ini, "regel", regel, "", day);
    if (!s) die("regel %s has no version on %s", regel, datum_tekst(day));
    return s;
}

int peildatum_op(const char *item, int first_day)
{
    if (is_datum(item)) return lees_datum(item, 0);
    Woorden w = splits_wit(item);
    int y, m, d;
    ymd(first_day, &y, &m, &d);
    if (w.n == 0 || strlen(w.v[0]) != 5) die("'%s' is not a peildatum", item);
    int month = atoi(w.v[0]), day = atoi(w.v[0] + 3);
    if (w.n > 1 && same_name(w.v[1], "schooljaar")) {
        int start_year = m >= 8 ? y : y - 1;
        return dag(month >= 8 ? start_year : start_year + 1, month, day);
    }
    if (w.n > 1) /* jaar-n */
        return dag(y - atoi(w.v[1] + 5), month, day);
    return dag(y, month, day) <= first_day ? dag(y, month, day) : dag(y - 1, month, day);
}

Q maanden(int a, int b)
{
    Q sum = q_int(0);
    for (int day = a; day <= b; day++) {
        int y, m, d;
        ymd(day, &y, &m, &d);
        sum = q_add(sum, q_frac(1, dagen_in_maand(y, m)));
    }
    return sum;
}

static Q gewicht_van(int a, int b, bool per_maand)
{
    if (b < a) return q_int(0);
    return per_maand ? maanden(a, b) : q_int(b - a + 1);
}

Q deel_van_bedrag(Q cents, int a, int b, const Tijdvak *t, bool per_maand)
{
    Q whole = gewicht_van(a, b, per_maand);
    Q through = gewicht_van(a, b < t->laatst ? b : t->laatst, per_maand);
    Q before = gewicht_van(a, b < t->eerst - 1 ? b : t->eerst - 1, per_maand);
    return q_sub(q_round(q_div(q_mul(cents, through), whole)),
                 q_round(q_div(q_mul(cents, before), whole)));
}
