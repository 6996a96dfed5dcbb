/* The second calculation: how the shares of a laag became cents (SPEC §1, §6, §12). In: the laag in
 * hand, and the afronding that is told for its contract and tijdvak; out: amounts that do not
 * follow from it, told. Holds always: what a laag divides is the sum of its rows, and its shares
 * add up to 1. */
#include "io/recount/recount_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- which one -------------------------------------------------------------------------------- */

static int by_contract_and_tijdvak(const void *row, const void *afronding)
{
    const Cell *cells = ((const Row *)row)->cells;
    const RecountAfronding *a = afronding;
    int order = cell_compare(cells[0], (Cell){a->contract, strlen(a->contract)});
    return order ? order : cell_compare(cells[2], (Cell){a->tijdvak, strlen(a->tijdvak)});
}

const RecountAfronding *afronding_of(const Recount *r, const Row *row)
{
    static const RecountAfronding in_cents = {"", "", "", 1};
    const RecountAfronding *found = NULL;
    if (!r->told) return NULL;
    if (r->told->afronding_count)
        found = bsearch(row, r->told->afrondingen, r->told->afronding_count, sizeof *found,
                        by_contract_and_tijdvak);
    return found ? found : &in_cents;
}

/* --- largest remainder (SPEC §1, §12) --------------------------------------------------------- */

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
 * comes before whoever got none. As the amounts add up, as many are given as are left over, and
 * some row got none. *wrong and *other: the rows where it is not so; the same when it is one row by
 * itself. */
static bool is_largest_remainder(const Laag *l, long eenheid, size_t *wrong, size_t *other)
{
    size_t last_with = l->count, first_without = l->count;
    for (size_t i = 0; i < l->count; i++) {
        long extra = l->cents[i] - l->whole[i] * eenheid;
        *wrong = *other = i;
        if (extra != 0 && extra != eenheid) return false;
        if (extra && (last_with == l->count || comes_first(l, last_with, i))) last_with = i;
        if (!extra && (first_without == l->count || comes_first(l, i, first_without)))
            first_without = i;
    }
    *wrong = last_with;
    *other = first_without;
    return last_with == l->count || comes_first(l, last_with, first_without);
}

/* The largest share, ties to the lower code. */
static size_t largest_share(const Laag *l)
{
    size_t largest = 0;
    for (size_t i = 1; i < l->count; i++)
        if (mpz_cmp(l->shares[i], l->shares[largest]) > 0) largest = i;
    return largest;
}

/* Largest remainder of ⌊|cents| / eenheid⌋ units; what is below one unit goes to the largest share.
 */
static void check_largest_remainder(Recount *r, long eenheid)
{
    Laag *l = r->laag;
    size_t largest = largest_share(l), wrong = 0, other = 0;
    long below = l->total % eenheid;
    divide(l, l->total / eenheid);
    l->cents[largest] -= below;
    bool holds = is_largest_remainder(l, eenheid, &wrong, &other);
    l->cents[largest] += below;
    if (recount_holds(r, holds)) return;
    Wide least = (Wide)l->whole[wrong] * eenheid + (wrong == largest ? below : 0);
    if (wrong == other)
        recount_tells(
            r, VERDELING, l->rows[wrong],
            SAID("bedrag of %.*s is %s; its share of %s, in whole units of %s, is %s or %s"),
            SHOW(l->partijen[wrong]), show_cents((Wide)l->sign * l->cents[wrong]),
            show_cents((Wide)l->sign * l->total), show_cents(eenheid), show_cents(l->sign * least),
            show_cents(l->sign * (least + eenheid)));
    else
        recount_tells(
            r, VERDELING, l->rows[wrong],
            SAID("%.*s has a left-over unit (%s) of %s, and %.*s, with a larger remainder "
                 "or a lower code, has none"),
            SHOW(l->partijen[wrong]), show_cents(eenheid), show_cents((Wide)l->sign * l->total),
            SHOW(l->partijen[other]));
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

/* R for all but the sluitpost, which takes what is left, and always has a row. */
static void check_sluitpost(Recount *r, const char *sluitpost)
{
    Laag *l = r->laag;
    bool has = false;
    divide(l, l->total);
    for (size_t i = 0; i < l->count; i++) {
        long expected = rounded(l, i);
        bool is_own = cell_is(l->partijen[i], sluitpost);
        has |= is_own;
        if (recount_holds(r, is_own || l->cents[i] == expected)) continue;
        recount_tells(r, VERDELING, l->rows[i],
                      SAID("bedrag of %.*s is %s; its share of %s, rounded, is %s"),
                      SHOW(l->partijen[i]), show_cents((Wide)l->sign * l->cents[i]),
                      show_cents((Wide)l->sign * l->total), show_cents((Wide)l->sign * expected));
    }
    if (!recount_holds(r, has))
        recount_tells(r, VERDELING, l->rows[0],
                      SAID("the laag of this row has no row of %s, the sluitpost"), sluitpost);
}

/* --- a laag ----------------------------------------------------------------------------------- */

void recount_cents(Recount *r, const RecountAfronding *afronding)
{
    if (*afronding->sluitpost)
        check_sluitpost(r, afronding->sluitpost);
    else
        check_largest_remainder(r, afronding->eenheid);
}
