/* The second calculation, first half: who bears what (SPEC §5, §6). In: pools.csv, gewichten.csv
 * and verdeling.csv as rows of cells; out: what does not hold, told. Holds always: nothing here
 * comes from the program that wrote the tables; all numbers are whole numbers, or exact fractions.
 *
 * How to read it: redo_all() at the end of this file calls, in this order,
 *
 *   redo_pools()       each pool: te_verdelen
 *   redo_amounts()     each pool: what partijen bear adds up to what it costs
 *   redo_lagen()       each laag of each pool: its weights add up to their totaal, its shares are
 *                      weight / totaal, or what a plafond makes of that, and add up to 1; and its
 *                      cents follow from its shares (recount_cents.c)
 *   recount_owed()     who pays whom (recount_owed.c)
 *   recount_regels()   the lines of the facturen, and the rest (recount_regels.c) */
#include "io/recount/recount_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- pools ------------------------------------------------------------------------------------ */

enum { POOL_KEY = 3, POOL_KOSTEN = 3, POOL_BIJDRAGEN, POOL_BOVEN_MAXIMUM, POOL_TE_VERDELEN };

/* SPEC §5: te_verdelen = kosten − bijdragen − boven_maximum. */
static void redo_pools(Recount *r)
{
    const Sheet *pools = &r->sheets[POOLS];
    Row row;
    for (size_t i = 0; i < pools->count; i++) {
        sheet_row(pools, i, &row);
        Wide expected = (Wide)cell_cents(row.cells[POOL_KOSTEN]) -
                        cell_cents(row.cells[POOL_BIJDRAGEN]) -
                        cell_cents(row.cells[POOL_BOVEN_MAXIMUM]);
        Wide written = cell_cents(row.cells[POOL_TE_VERDELEN]);
        if (!recount_holds(r, written == expected))
            recount_tells(r, POOLS, i,
                          SAID("te_verdelen is %s; kosten - bijdragen - boven_maximum is %s"),
                          show_cents(written), show_cents(expected));
    }
}

/* --- what the partijen of a pool bear --------------------------------------------------------- */

enum { LAAG = 3, PARTIJ, SOORT, AANDEEL, BEDRAG }; /* columns of verdeling */

typedef struct PoolAmounts {
    Wide verdeeld, bijdrage, boven_maximum; /* verdeeld: also apart */
} PoolAmounts;

/* SPEC §8: the soort of a row, and what else its cells must then be. */
static void add_amount(Recount *r, size_t i, PoolAmounts *sums)
{
    Row row;
    sheet_row(&r->sheets[VERDELING], i, &row);
    long cents = cell_cents(row.cells[BEDRAG]);
    bool has_share = row.cells[AANDEEL].length > 0,
         is_verdeeld = cell_is(row.cells[SOORT], "verdeeld");
    if (is_verdeeld || cell_is(row.cells[SOORT], "apart"))
        sums->verdeeld += cents;
    else if (cell_is(row.cells[SOORT], "bijdrage"))
        sums->bijdrage += cents;
    else if (cell_is(row.cells[SOORT], "boven_maximum"))
        sums->boven_maximum += cents;
    else
        recount_tells(r, VERDELING, i, SAID("soort is \"%.*s\", which SPEC 8 does not know"),
                      SHOW(row.cells[SOORT]));
    bool right = is_verdeeld ? has_share : !has_share && cell_is(row.cells[LAAG], "-");
    if (!recount_holds(r, right))
        recount_tells(r, VERDELING, i,
                      is_verdeeld ? SAID("has no aandeel")
                                  : SAID("has an aandeel, or a laag, which only verdeeld has"));
}

static void compare_amount(Recount *r, size_t pool, const char *what, Wide sum, Wide expected)
{
    if (!recount_holds(r, sum == expected))
        recount_tells(r, POOLS, pool, SAID("%s is %s; the rows of verdeling.csv add up to %s"),
                      what, show_cents(expected), show_cents(sum));
}

static void compare_amounts(Recount *r, size_t pool, const Row *row, const PoolAmounts *sums)
{
    compare_amount(r, pool, "te_verdelen", sums->verdeeld,
                   cell_cents(row->cells[POOL_TE_VERDELEN]));
    compare_amount(r, pool, "bijdragen", sums->bijdrage, cell_cents(row->cells[POOL_BIJDRAGEN]));
    compare_amount(r, pool, "boven_maximum", sums->boven_maximum,
                   cell_cents(row->cells[POOL_BOVEN_MAXIMUM]));
}

/* SPEC §8, first control: the divided amounts of every pool add up to the pool. Both tables stand
 * in the order of contract, school, tijdvak, so that one walk over both meets every pool. */
static void redo_amounts(Recount *r)
{
    const Sheet *pools = &r->sheets[POOLS], *verdeling = &r->sheets[VERDELING];
    if (!pools->usable || !verdeling->usable) return;
    size_t p = 0, v = 0;
    Row pool, line;
    while (p < pools->count || v < verdeling->count) {
        if (p < pools->count) sheet_row(pools, p, &pool);
        size_t end = v < verdeling->count ? sheet_same(verdeling, v, POOL_KEY, &line) : v;
        int order = p == pools->count       ? 1
                    : v == verdeling->count ? -1
                                            : rows_compare(&pool, &line, POOL_KEY);
        PoolAmounts sums = {0};
        if (order >= 0)
            for (size_t i = v; i < end; i++)
                add_amount(r, i, &sums);
        if (order <= 0) compare_amounts(r, p++, &pool, &sums);
        if (!recount_holds(r, order <= 0))
            recount_tells(r, VERDELING, v, SAID("divides a pool that pools.csv does not have"));
        if (order >= 0) v = end;
    }
}

/* --- a laag ----------------------------------------------------------------------------------- */

enum { LAAG_KEY = 4, GEWICHT = 5, TOTAAL = 6 }; /* columns of gewichten */
enum { FRACTION_BITS = 2048 };
#define CENTS_MOST 100000000000000000 /* 18 digits */

/* Room for one more row. */
static void laag_grow(Recount *r, Laag *l)
{
    if (l->count < l->capacity) return;
    size_t capacity = l->capacity;
#define GROW(list) \
    (capacity = l->capacity, (list) = recount_more(r, (list), &capacity, sizeof *(list)))
    GROW(l->rows);
    GROW(l->partijen);
    GROW(l->cents);
    GROW(l->whole);
    GROW(l->shares);
    GROW(l->weights);
    GROW(l->rests);
#undef GROW
    for (size_t i = l->capacity; i < capacity; i++)
        mpz_inits(l->shares[i], l->weights[i], l->rests[i], NULL);
    l->capacity = capacity;
}

static void laag_begin(Laag *l)
{
    mpz_inits(l->shares_of, l->weights_of, l->scratch.a, l->scratch.b, l->scratch.c, l->scratch.d,
              NULL);
}

static void laag_end(Laag *l)
{
    for (size_t i = 0; i < l->capacity; i++)
        mpz_clears(l->shares[i], l->weights[i], l->rests[i], NULL);
    mpz_clears(l->shares_of, l->weights_of, l->scratch.a, l->scratch.b, l->scratch.c, l->scratch.d,
               NULL);
}

/* Whether *common, a denominator of all so far, still is one; else makes it so. */
static bool make_common(mpz_t common, const mpz_t denominator)
{
    if (!mpz_divisible_p(common, denominator)) mpz_lcm(common, common, denominator);
    return mpz_sizeinbase(common, 2) <= FRACTION_BITS;
}

/* Reads one row of verdeling into the laag: its share still as written, its denominator in rests.
 */
static bool take_row(Recount *r, size_t number, const Row *row)
{
    Laag *l = r->laag;
    laag_grow(r, l);
    size_t i = l->count++;
    l->rows[i] = number;
    l->partijen[i] = row->cells[PARTIJ];
    l->cents[i] = cell_cents(row->cells[BEDRAG]);
    bool lowest = cell_fraction(row->cells[AANDEEL], l->shares[i], l->rests[i]);
    if (!recount_holds(r, lowest))
        recount_tells(r, VERDELING, number, SAID("aandeel %.*s is not in lowest terms"),
                      SHOW(row->cells[AANDEEL]));
    if (make_common(l->shares_of, l->rests[i])) return true;
    recount_tells(r, VERDELING, number,
                  SAID("the denominators of the laag are too large to redo it"));
    return false;
}

/* Puts rows from … end - 1 of verdeling in the laag. False: it was told why not. */
static bool laag_load(Recount *r, size_t from, size_t end)
{
    Laag *l = r->laag;
    Wide sum = 0;
    Row row;
    l->count = 0;
    mpz_set_ui(l->shares_of, 1);
    for (size_t number = from; number < end; number++) {
        sheet_row(&r->sheets[VERDELING], number, &row);
        if (!cell_is(row.cells[SOORT], "verdeeld") || !row.cells[AANDEEL].length) continue;
        if (!take_row(r, number, &row)) return false;
        sum += l->cents[l->count - 1];
    }
    l->sign = sum < 0 ? -1 : 1;
    sum *= l->sign;
    l->too_large = sum > CENTS_MOST;
    l->total = l->too_large ? 0 : (long)sum;
    for (size_t i = 0; i < l->count; i++) {
        l->cents[i] *= l->sign;
        if (!mpz_cmp(l->rests[i], l->shares_of)) continue;
        mpz_divexact(l->rests[i], l->shares_of, l->rests[i]);
        mpz_mul(l->shares[i], l->shares[i], l->rests[i]);
    }
    return true;
}

/* --- weights ---------------------------------------------------------------------------------- */

/* A fraction in lowest terms, for a message; the caller frees it. */
static char *fraction_text(const mpz_t numerator, const mpz_t denominator)
{
    char *text = NULL;
    mpq_t fraction;
    mpq_init(fraction);
    mpz_set(mpq_numref(fraction), numerator);
    mpz_set(mpq_denref(fraction), denominator);
    mpq_canonicalize(fraction);
    gmp_asprintf(&text, "%Qd", fraction);
    mpq_clear(fraction);
    return text;
}

/* The common denominator of the weights of rows from … end - 1 and their totaal. */
static bool weights_common(Recount *r, Scratch *s, size_t from, size_t end, mpz_t common)
{
    Row row, first;
    mpz_set_ui(common, 1);
    for (size_t i = from; i < end; i++) {
        sheet_row(&r->sheets[GEWICHTEN], i, &row);
        if (i == from) first = row;
        bool lowest = cell_fraction(row.cells[GEWICHT], s->a, s->b);
        bool fits = make_common(common, s->b);
        lowest &= cell_fraction(row.cells[TOTAAL], s->c, s->b);
        if (!recount_holds(r, lowest && mpz_size(s->a) && mpz_size(s->c)))
            recount_tells(r, GEWICHTEN, i,
                          SAID("gewicht %.*s or totaal %.*s is 0 or not in lowest terms"),
                          SHOW(row.cells[GEWICHT]), SHOW(row.cells[TOTAAL]));
        if (!fits || !make_common(common, s->b)) {
            recount_tells(r, GEWICHTEN, i,
                          SAID("the denominators of the laag are too large to redo it"));
            return false;
        }
        if (!recount_holds(r, cell_equal(first.cells[TOTAAL], row.cells[TOTAAL])))
            recount_tells(r, GEWICHTEN, i,
                          SAID("totaal is %.*s; that of the first row of the laag %.*s"),
                          SHOW(row.cells[TOTAAL]), SHOW(first.cells[TOTAAL]));
    }
    return true;
}

/* A cell times a common denominator. */
static void scaled(Cell cell, const mpz_t common, mpz_t number, mpz_t denominator)
{
    cell_fraction(cell, number, denominator);
    if (!mpz_cmp(denominator, common)) return;
    mpz_divexact(denominator, common, denominator);
    mpz_mul(number, number, denominator);
}

/* Puts the weights of a laag beside its shares, both by partij code. Of a laag without rows in
 * verdeling (`alone`) they are only added up. */
static bool weights_load(Recount *r, Scratch *s, size_t from, size_t end, bool alone)
{
    Laag *l = r->laag;
    Row row;
    size_t at = 0;
    bool paired = true;
    if (!weights_common(r, s, from, end, s->d)) return false;
    sheet_row(&r->sheets[GEWICHTEN], from, &row);
    scaled(row.cells[TOTAAL], s->d, l->weights_of, s->b);
    mpz_set_ui(s->c, 0);
    for (size_t i = 0; i < l->count; i++)
        mpz_set_ui(l->weights[i], 0);
    for (size_t i = from; i < end; i++) {
        sheet_row(&r->sheets[GEWICHTEN], i, &row);
        scaled(row.cells[GEWICHT], s->d, s->a, s->b);
        mpz_add(s->c, s->c, s->a);
        if (alone) continue;
        while (at < l->count && cell_compare(l->partijen[at], row.cells[PARTIJ]) < 0)
            at++;
        bool has = at < l->count && cell_equal(l->partijen[at], row.cells[PARTIJ]);
        if (has) mpz_swap(l->weights[at], s->a);
        if (!recount_holds(r, has))
            recount_tells(r, GEWICHTEN, i, SAID("verdeling.csv has no row for this weight"));
        paired &= has;
    }
    if (!recount_holds(r, !mpz_cmp(s->c, l->weights_of))) {
        char *sum = fraction_text(s->c, s->d);
        recount_tells(r, GEWICHTEN, from,
                      SAID("totaal is %.*s; the weights of the laag add up to %s"),
                      SHOW(row.cells[TOTAAL]), sum);
        free(sum);
        return false;
    }
    return paired;
}

/* --- shares ----------------------------------------------------------------------------------- */

/* SPEC §6: share = weight / Σ weights. The row of the first that is not so, or their number. */
static size_t not_by_weight(const Laag *l, Scratch *s)
{
    for (size_t i = 0; i < l->count; i++) {
        mpz_mul(s->a, l->shares[i], l->weights_of);
        mpz_mul(s->b, l->weights[i], l->shares_of);
        if (mpz_cmp(s->a, s->b)) return i;
    }
    return l->count;
}

/* SPEC §6, plafond: no partij bears more than p of the laag; those above get p, the rest is divided
 * over the others by weight. p is not in the tables: it is then the largest share. With `left` the
 * share and `rest` the weight of the others:
 *
 *   each of the others has left · weight / rest,
 *   and by weight, each of those at p would have had p or more, and one at least had more. */
static bool by_plafond(const Laag *l, Scratch *s)
{
    size_t largest = 0;
    bool lowered = false;
    for (size_t i = 1; i < l->count; i++)
        if (mpz_cmp(l->shares[i], l->shares[largest]) > 0) largest = i;
    mpz_srcptr p = l->shares[largest];
    mpz_set(s->c, l->shares_of);  /* left, / shares_of */
    mpz_set(s->d, l->weights_of); /* rest */
    for (size_t i = 0; i < l->count; i++) {
        if (mpz_cmp(l->shares[i], p)) continue;
        mpz_sub(s->c, s->c, p);
        mpz_sub(s->d, s->d, l->weights[i]);
        mpz_mul(s->a, l->weights[i], l->shares_of);
        mpz_mul(s->b, p, l->weights_of);
        lowered |= mpz_cmp(s->a, s->b) > 0;
    }
    for (size_t i = 0; i < l->count; i++) {
        mpz_mul(s->a, s->c, l->weights[i]);
        mpz_mul(s->b, l->shares[i], s->d);
        int order = mpz_cmp(s->a, s->b);
        if (mpz_cmp(l->shares[i], p) ? order != 0 : order < 0) return false;
    }
    return lowered && (mpz_size(s->d) || !mpz_size(s->c));
}

/* Only the sluitpost has a row without a weight (SPEC §6). */
static void check_without_weight(Recount *r, const RecountAfronding *afronding)
{
    const Laag *l = r->laag;
    for (size_t i = 0; i < l->count; i++) {
        if (mpz_size(l->weights[i])) continue;
        bool is_own = !afronding || cell_is(l->partijen[i], afronding->sluitpost);
        if (!recount_holds(r, is_own && !mpz_size(l->shares[i])))
            recount_tells(r, VERDELING, l->rows[i],
                          SAID("%.*s has no weight: only one partij, the sluitpost, may have a row "
                               "then, with aandeel 0"),
                          SHOW(l->partijen[i]));
    }
}

static void check_shares(Recount *r, Scratch *s)
{
    const Laag *l = r->laag;
    size_t wrong = not_by_weight(l, s);
    bool plain = wrong == l->count, capped = !plain && by_plafond(l, s);
    r->result.by_weight += plain;
    r->result.by_plafond += capped;
    if (recount_holds(r, plain || capped)) return;
    char *expected = fraction_text(l->weights[wrong], l->weights_of);
    Row row;
    sheet_row(&r->sheets[VERDELING], l->rows[wrong], &row);
    recount_tells(
        r, VERDELING, l->rows[wrong],
        SAID("aandeel of %.*s is %.*s; gewicht / totaal is %s, and no plafond makes these "
             "shares of the weights"),
        SHOW(l->partijen[wrong]), SHOW(row.cells[AANDEEL]), expected);
    free(expected);
}

/* The shares of a laag add up to 1 (SPEC §6). */
static bool check_one(Recount *r, Scratch *s)
{
    const Laag *l = r->laag;
    mpz_set_ui(s->a, 0);
    for (size_t i = 0; i < l->count; i++)
        mpz_add(s->a, s->a, l->shares[i]);
    if (recount_holds(r, !mpz_cmp(s->a, l->shares_of))) return true;
    recount_tells(r, VERDELING, l->rows[0],
                  SAID("the shares of the laag of this row do not add up to 1"));
    return false;
}

/* --- all lagen -------------------------------------------------------------------------------- */

/* One laag: rows v … v_end - 1 of verdeling, and g … g_end - 1 of gewichten; there may be none. */
static void redo_laag(Recount *r, Scratch *s, size_t v, size_t v_end, size_t g, size_t g_end)
{
    Laag *l = r->laag;
    bool both = r->sheets[VERDELING].usable && r->sheets[GEWICHTEN].usable;
    l->count = 0;
    if (v < v_end && !laag_load(r, v, v_end)) return;
    bool weighed = g < g_end && weights_load(r, s, g, g_end, !l->count);
    if (both && (l->count || g < g_end) && !recount_holds(r, l->count && g < g_end))
        recount_tells(r, l->count ? VERDELING : GEWICHTEN, l->count ? l->rows[0] : g,
                      SAID("the laag of this row has no rows in %s"),
                      l->count ? "gewichten.csv" : "verdeling.csv");
    if (!l->count) return;
    Row row;
    sheet_row(&r->sheets[VERDELING], v, &row);
    const RecountAfronding *afronding = afronding_of(r, &row);
    if (weighed) check_without_weight(r, afronding);
    if (weighed) check_shares(r, s);
    if (!check_one(r, s)) return;
    if (!recount_holds(r, !l->too_large)) {
        recount_tells(r, VERDELING, v, SAID("the amounts of the laag are too large to redo it"));
        return;
    }
    if (afronding) recount_cents(r, afronding);
}

/* Both tables stand in the order of contract, school, tijdvak, laag: one walk over both. */
static void redo_lagen(Recount *r)
{
    const Sheet *verdeling = &r->sheets[VERDELING], *gewichten = &r->sheets[GEWICHTEN];
    size_t v = 0, g = 0;
    Row share, weight;
    while (v < verdeling->count || g < gewichten->count) {
        size_t v_end = v < verdeling->count ? sheet_same(verdeling, v, LAAG_KEY, &share) : v;
        size_t g_end = g < gewichten->count ? sheet_same(gewichten, g, LAAG_KEY, &weight) : g;
        int order = v == v_end ? 1 : g == g_end ? -1 : rows_compare(&share, &weight, LAAG_KEY);
        if (order < 0) g_end = g;
        if (order > 0) v_end = v;
        redo_laag(r, &r->laag->scratch, v, v_end, g, g_end);
        v = v_end;
        g = g_end;
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

/* Apart from recount(), for what stands in a function that is jumped back to is not kept. */
static void redo_all(Recount *r, const RecountInput *input)
{
    if (setjmp(r->no_memory)) {
        r->result.out_of_memory = true;
        return;
    }
    sheets_open(r, input->tables, input->count);
    redo_pools(r);
    redo_amounts(r);
    redo_lagen(r);
    recount_owed(r);
    recount_regels(r);
}

RecountResult recount(const RecountInput *input, RecountWords *words, RecountTell *tell,
                      void *context)
{
    Laag laag = {.count = 0};
    Recount r = {.words = words,
                 .tell = tell,
                 .context = context,
                 .told = input->told,
                 .result = {.readable = true},
                 .laag = &laag};
    laag_begin(&laag);
    redo_all(&r, input);
    laag_end(&laag);
    for (Held *before; r.held; r.held = before) {
        before = r.held->before;
        free(r.held);
    }
    return r.result;
}
