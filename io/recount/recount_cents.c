/* The second calculation: how the shares of a laag became cents (SPEC §1, §6, §12). In: the rows of
 * verdeling.csv, laag by laag; out: each laag whose amounts no afronding explains, told. Holds
 * always: what a laag divides is the sum of its rows.
 *
 * The afronding is not in the tables. It belongs to a rule, so that all lagen of one contract in
 * one tijdvak have the same. For each contract and tijdvak, these ways are tried:
 *
 *   1. largest remainder, in cents;
 *   2. a sluitpost, if some laag of them fits it;
 *   3. largest remainder in units (eenheid) of more than a cent, if the amounts are whole units.
 *
 * The way that explains most lagen is theirs, the first of those that explain as many; a laag that
 * it does not explain is told. */
#include "io/recount/recount_parts.h"

#include <stdlib.h>

typedef enum WayKind { CENTS, SLUITPOST, EENHEID } WayKind;

typedef struct Way {
    WayKind kind;
    Cell code;    /* of a sluitpost */
    long eenheid; /* in cents */
} Way;

/* --- largest remainder (SPEC §1) -------------------------------------------------------------- */

/* |amount| · share of each row, rounded down, and what is left of it. */
static void divide(Laag *l, long amount)
{
    for (size_t i = 0; i < l->count; i++) {
        mpz_mul_ui(l->rests[i], l->shares[i], (unsigned long)amount);
        if (mpz_cmp(l->rests[i], l->shares_of) < 0) {
            l->whole[i] = 0;
            continue;
        }
        mpz_t whole;
        mpz_init(whole);
        mpz_tdiv_qr(whole, l->rests[i], l->rests[i], l->shares_of);
        l->whole[i] = (long)mpz_get_ui(whole);
        mpz_clear(whole);
    }
}

/* Whether row a comes before row b when left-over units are given: the larger remainder, of equal
 * ones the lower code. The rows stand in the order of their codes. */
static bool comes_first(const Laag *l, size_t a, size_t b)
{
    int order = mpz_cmp(l->rests[a], l->rests[b]);
    return order > 0 || (order == 0 && a < b);
}

/* What a row got is its share rounded down, or that and one left-over unit; and whoever got one
 * comes before whoever got none. As the amounts add up, as many are given as are left over. *wrong
 * and *other: the rows where it is not so; the same when it is one row by itself. */
static bool is_largest_remainder(const Laag *l, const long *units, size_t *wrong, size_t *other)
{
    size_t last_with = l->count, first_without = l->count;
    for (size_t i = 0; i < l->count; i++) {
        long extra = units[i] - l->whole[i];
        *wrong = *other = i;
        if (extra != 0 && extra != 1) return false;
        if (extra == 1 && (last_with == l->count || comes_first(l, last_with, i))) last_with = i;
        if (extra == 0 && (first_without == l->count || comes_first(l, i, first_without)))
            first_without = i;
    }
    *wrong = last_with;
    *other = first_without;
    return last_with == l->count || first_without == l->count ||
           comes_first(l, last_with, first_without);
}

bool laag_in_cents(Laag *l)
{
    size_t wrong, other;
    divide(l, l->total);
    return is_largest_remainder(l, l->cents, &wrong, &other);
}

/* --- sluitpost (SPEC §6) ---------------------------------------------------------------------- */

/* R(x) of a row: a half and more is rounded up, away from zero as the sign is put back later. */
static long rounded(const Laag *l, size_t i)
{
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_2exp(twice, l->rests[i], 1);
    bool up = mpz_cmp(twice, l->shares_of) >= 0;
    mpz_clear(twice);
    return l->whole[i] + up;
}

/* The one row that is not its share rounded, which a sluitpost would be; or the number of rows. */
static size_t odd_row(Laag *l)
{
    size_t odd = l->count;
    divide(l, l->total);
    for (size_t i = 0; i < l->count; i++) {
        if (l->cents[i] == rounded(l, i)) continue;
        if (odd != l->count) return l->count;
        odd = i;
    }
    return odd;
}

/* R for all but CODE, which takes what is left, and always has a row. */
static bool fits_sluitpost(Laag *l, Cell code)
{
    bool has = false;
    divide(l, l->total);
    for (size_t i = 0; i < l->count; i++) {
        bool is_code = cell_equal(l->partijen[i], code);
        has |= is_code;
        if (!is_code && l->cents[i] != rounded(l, i)) return false;
    }
    return has;
}

/* --- eenheid (SPEC §12) ----------------------------------------------------------------------- */

/* The largest share, ties to the lower code. */
static size_t largest_share(const Laag *l)
{
    size_t largest = 0;
    for (size_t i = 1; i < l->count; i++)
        if (mpz_cmp(l->shares[i], l->shares[largest]) > 0) largest = i;
    return largest;
}

/* Largest remainder of ⌊|cents| / unit⌋ units; what is below one unit goes to the largest share. */
static bool fits_eenheid(Laag *l, long eenheid)
{
    size_t largest = largest_share(l), wrong, other;
    bool fits = true;
    l->cents[largest] -= l->total % eenheid;
    for (size_t i = 0; i < l->count; i++)
        fits &= l->cents[i] % eenheid == 0;
    if (fits) {
        divide(l, l->total / eenheid);
        for (size_t i = 0; i < l->count; i++)
            l->cents[i] /= eenheid;
        fits = is_largest_remainder(l, l->cents, &wrong, &other);
        for (size_t i = 0; i < l->count; i++)
            l->cents[i] *= eenheid;
    }
    l->cents[largest] += l->total % eenheid;
    return fits;
}

/* Amounts of which all but the largest share's must be whole units. */
typedef struct Units {
    unsigned long common; /* the largest number of which they are all multiples; 0: they are 0 */
    size_t count;         /* of those that are not 0 */
    long most;            /* the largest total of a laag */
} Units;

static unsigned long common_divisor(unsigned long a, unsigned long b)
{
    while (b) {
        unsigned long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void add_units(Laag *l, Units *units)
{
    size_t largest = largest_share(l);
    if (l->total > units->most) units->most = l->total;
    for (size_t i = 0; i < l->count; i++) {
        long cents = l->cents[i] < 0 ? -l->cents[i] : l->cents[i];
        if (i == largest || !cents) continue;
        units->common = common_divisor((unsigned long)cents, units->common);
        units->count++;
    }
}

/* A unit that people choose: 5, 10, 20, 25, 50 cents, 1, 2, 2.50, 5, 10 euro ... */
static bool is_round(unsigned long eenheid)
{
    while (eenheid % 10 == 0)
        eenheid /= 10;
    return eenheid == 1 || eenheid == 2 || eenheid == 5 || eenheid == 25;
}

/* Amounts happen to be whole units by chance one in eenheid^count times. Believed is what is rarer
 * than one in a hundred; an odd unit, which the amounts themselves give, needs one amount more. A
 * unit from 5 cents on that people choose is always believed: with a single small amount there is
 * no more to see, and what is right must not be told as wrong. */
static bool is_believed(unsigned long eenheid, const Units *units)
{
    enum { SMALLEST_CHOSEN = 5 };
    if (eenheid >= SMALLEST_CHOSEN && is_round(eenheid)) return true;
    size_t count = units->count - !is_round(eenheid);
    unsigned long chance = 1;
    for (size_t i = 0; i < count && chance < 100; i++)
        chance = eenheid < 100 ? chance * eenheid : 100;
    return eenheid > 1 && chance >= 100;
}

/* --- one contract and tijdvak ----------------------------------------------------------------- */

static bool fits_way(Recount *r, const LaagRows *rows, const Way *way)
{
    if (way->kind == CENTS) return rows->in_cents;
    laag_load(r, rows->from, rows->end, false);
    return way->kind == SLUITPOST ? fits_sluitpost(r->laag, way->code)
                                  : fits_eenheid(r->laag, way->eenheid);
}

typedef struct Group {
    Recount *r;
    const LaagRows *lagen;
    size_t count;
    Way best;
    size_t best_fits; /* how many lagen it explains */
} Group;

static void try_way(Group *group, Way way)
{
    size_t fits = 0;
    for (size_t i = 0; i < group->count; i++)
        fits += fits_way(group->r, &group->lagen[i], &way);
    if (fits <= group->best_fits) return;
    group->best = way;
    group->best_fits = fits;
}

/* Every partij that would be the sluitpost of a laag that is not in cents; a few are enough, for
 * all lagen would have the same. */
static void try_sluitposten(Group *group)
{
    enum { FEW = 8 };
    Way tried[FEW];
    size_t count = 0;
    for (size_t i = 0; i < group->count && count < FEW; i++) {
        const LaagRows *rows = &group->lagen[i];
        if (rows->in_cents) continue;
        laag_load(group->r, rows->from, rows->end, false);
        Laag *l = group->r->laag;
        size_t odd = odd_row(l), seen = 0;
        if (odd == l->count) continue;
        while (seen < count && !cell_equal(tried[seen].code, l->partijen[odd]))
            seen++;
        if (seen < count) continue;
        tried[count++] = (Way){SLUITPOST, l->partijen[odd], 0};
        try_way(group, tried[count - 1]);
    }
}

/* The largest unit that explains all lagen. */
static void try_eenheden(Group *group)
{
    enum { DIVISORS_MOST = 1000000 };
    Units units = {0, 0, 0};
    for (size_t i = 0; i < group->count; i++) {
        laag_load(group->r, group->lagen[i].from, group->lagen[i].end, false);
        add_units(group->r->laag, &units);
    }
    const Cell none = {NULL, 0};
    if (!units.common) try_way(group, (Way){EENHEID, none, units.most + 1});
    unsigned long small = 0, common = units.common;
    for (unsigned long d = 1; d * d <= common && d < DIVISORS_MOST; d++) {
        if (common % d) continue;
        small = d;
        if (group->best_fits < group->count && is_believed(common / d, &units))
            try_way(group, (Way){EENHEID, none, (long)(common / d)});
    }
    for (unsigned long d = small; d > 1 && group->best_fits < group->count; d--)
        if (common % d == 0 && is_believed(d, &units))
            try_way(group, (Way){EENHEID, none, (long)d});
}

/* Tells why a laag is no largest remainder in cents. */
static void tell_laag(Recount *r, const LaagRows *rows)
{
    Laag *l = r->laag;
    size_t wrong = 0, other = 0;
    laag_load(r, rows->from, rows->end, false);
    divide(l, l->total);
    is_largest_remainder(l, l->cents, &wrong, &other);
    if (wrong == other)
        recount_tells(r, VERDELING, l->rows[wrong],
                      SAID("bedrag of %.*s is %s; its share of %s lies between %s and %s, and no "
                           "sluitpost or eenheid explains it"),
                      SHOW(l->partijen[wrong]), show_cents((Wide)l->sign * l->cents[wrong]),
                      show_cents((Wide)l->sign * l->total),
                      show_cents((Wide)l->sign * l->whole[wrong]),
                      show_cents((Wide)l->sign * (l->whole[wrong] + 1)));
    else
        recount_tells(
            r, VERDELING, l->rows[wrong],
            SAID("%.*s has a left-over cent of %s, and %.*s, with a larger remainder or a "
                 "lower code, has none; no sluitpost or eenheid explains it"),
            SHOW(l->partijen[wrong]), show_cents((Wide)l->sign * l->total),
            SHOW(l->partijen[other]));
}

static void explain_group(Group *group)
{
    Recount *r = group->r;
    try_way(group, (Way){CENTS, {NULL, 0}, 1});
    if (group->best_fits < group->count) try_sluitposten(group);
    if (group->best_fits < group->count) try_eenheden(group);
    for (size_t i = 0; i < group->count; i++) {
        bool fits = group->best_fits && fits_way(r, &group->lagen[i], &group->best);
        if (!recount_holds(r, fits)) {
            tell_laag(r, &group->lagen[i]);
            continue;
        }
        r->result.in_cents += group->best.kind == CENTS;
        r->result.by_sluitpost += group->best.kind == SLUITPOST;
        r->result.by_eenheid += group->best.kind == EENHEID;
    }
}

/* --- one contract ----------------------------------------------------------------------------- */

static int by_tijdvak(const void *left, const void *right)
{
    const LaagRows *a = left, *b = right;
    int order = cell_compare(a->tijdvak, b->tijdvak);
    return order ? order : (a->from > b->from) - (a->from < b->from);
}

void recount_afronding(Recount *r, LaagRows *lagen, size_t count)
{
    if (!count) return;
    qsort(lagen, count, sizeof *lagen, by_tijdvak);
    for (size_t from = 0, end; from < count; from = end) {
        for (end = from + 1; end < count && cell_equal(lagen[from].tijdvak, lagen[end].tijdvak);)
            end++;
        Group group = {r, lagen + from, end - from, {CENTS, {NULL, 0}, 1}, 0};
        explain_group(&group);
    }
}
