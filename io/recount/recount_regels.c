/* The second calculation: the lines of the facturen (SPEC §7, §8), and what grensverkeer.csv and
 * controles.csv say by themselves. In: these tables, facturen.csv and verdeling.csv as rows of
 * cells; out: what does not hold, told. Holds always: a line is compared with the row of
 * verdeling.csv that it stands for, whatever order the lines have. */
#include "io/recount/recount_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- the lines of one factuur ----------------------------------------------------------------- */

enum {
    NUMMER,
    REGEL,
    REGEL_KEY,
    REGEL_SOORT = 6,
    REGEL_BEDRAG = 8
}; /* REGEL_KEY: contract … laag */
enum { DEBITEUR = 3, FACTUUR_BEDRAG = 6, BTW, BETAALD, TE_BETALEN }; /* columns of facturen */

typedef struct Sums {
    Wide all, btw, voorschot, rest;
    bool correctie;
} Sums;

static bool is_borne(Cell soort)
{
    return cell_is(soort, "verdeeld") || cell_is(soort, "bijdrage") || cell_is(soort, "apart") ||
           cell_is(soort, "boven_maximum");
}

static void add_regel(Recount *r, size_t i, const Row *row, Sums *sums)
{
    Cell soort = row->cells[REGEL_SOORT];
    long cents = cell_cents(row->cells[REGEL_BEDRAG]);
    bool correctie = cell_is(soort, "correctie"), known = true;
    sums->all += cents;
    if (cell_is(soort, "btw"))
        sums->btw += cents;
    else if (cell_is(soort, "voorschot"))
        sums->voorschot += cents;
    else
        known = is_borne(soort) || correctie || cell_is(soort, "niet_verrekend"),
        sums->rest += cents;
    sums->correctie |= correctie;
    if (!recount_holds(r, known))
        recount_tells(r, FACTUURREGELS, i, SAID("soort is \"%.*s\", which SPEC 8 does not know"),
                      SHOW(soort));
}

static void compare_sum(Recount *r, size_t factuur, const char *what, Wide written, Wide sum)
{
    if (!recount_holds(r, written == sum))
        recount_tells(r, FACTUREN, factuur, SAID("%s is %s; its lines in factuurregels.csv say %s"),
                      what, show_cents(written), show_cents(sum));
}

/* The lines add up to te_betalen, those of soort btw to btw, those of soort voorschot to
 * − voorgefinancierd, the others to bedrag. A correctie may be one of a voorschot: with one, all
 * but btw add up to bedrag − voorgefinancierd. */
static void compare_factuur(Recount *r, size_t factuur, const Sums *sums)
{
    Row row;
    sheet_row(&r->sheets[FACTUREN], factuur, &row);
    Wide bedrag = cell_cents(row.cells[FACTUUR_BEDRAG]), betaald = cell_cents(row.cells[BETAALD]);
    compare_sum(r, factuur, "te_betalen", cell_cents(row.cells[TE_BETALEN]), sums->all);
    compare_sum(r, factuur, "btw", cell_cents(row.cells[BTW]), sums->btw);
    if (sums->correctie) {
        compare_sum(r, factuur, "bedrag - voorgefinancierd", bedrag - betaald,
                    sums->rest + sums->voorschot);
    } else {
        compare_sum(r, factuur, "voorgefinancierd", betaald, -sums->voorschot);
        compare_sum(r, factuur, "bedrag", bedrag, sums->rest);
    }
}

/* Whether a cell is the number, as written. */
static bool is_number(Cell cell, size_t number)
{
    size_t read = 0;
    for (size_t i = 0; i < cell.length; i++)
        read = 10 * read + (size_t)(cell.at[i] - '0');
    return read == number;
}

/* Both tables stand in the order of nummer: one walk over both. *of: the factuur of each line. */
static void redo_regels(Recount *r, size_t *of)
{
    const Sheet *facturen = &r->sheets[FACTUREN], *regels = &r->sheets[FACTUURREGELS];
    Row factuur, row;
    size_t line = 0;
    for (size_t f = 0; f <= facturen->count; f++) {
        Sums sums = {0, 0, 0, 0, false};
        size_t number = 0;
        if (f < facturen->count) sheet_row(facturen, f, &factuur);
        for (; line < regels->count; line++) {
            sheet_row(regels, line, &row);
            int order = f == facturen->count
                            ? -1
                            : cell_compare_numbered(row.cells[NUMMER], factuur.cells[NUMMER]);
            if (order > 0) break;
            of[line] = order ? facturen->count : f;
            if (!recount_holds(r, order == 0)) {
                recount_tells(r, FACTUURREGELS, line, SAID("facturen.csv has no %.*s"),
                              SHOW(row.cells[NUMMER]));
                continue;
            }
            if (!recount_holds(r, is_number(row.cells[REGEL], ++number)))
                recount_tells(r, FACTUURREGELS, line,
                              SAID("regel is %.*s, and is number %zu of its factuur"),
                              SHOW(row.cells[REGEL]), number);
            add_regel(r, line, &row, &sums);
        }
        if (f < facturen->count) compare_factuur(r, f, &sums);
    }
}

/* --- lines and verdeling ---------------------------------------------------------------------- */

enum { KEY_CELLS = 6 }; /* contract, school, tijdvak, laag, soort, and partij or bedrag */
enum { PARTIJ = 4, SOORT, AANDEEL, BEDRAG }; /* columns of verdeling */

/* Rows of verdeling by key: a hash table with open addressing, at most half full. */
typedef struct Index {
    const Sheet *verdeling;
    size_t last;   /* the column that ends the key: PARTIJ or BEDRAG */
    size_t *slots; /* row + 1, or 0 */
    size_t mask;
} Index;

static void verdeling_key(const Index *index, size_t number, Cell *key)
{
    Row row;
    sheet_row(index->verdeling, number, &row);
    memcpy(key, row.cells, 4 * sizeof *key);
    key[4] = row.cells[SOORT];
    key[5] = row.cells[index->last];
}

static void regel_key(const Row *row, Cell last, Cell *key)
{
    memcpy(key, row->cells + REGEL_KEY, 4 * sizeof *key);
    key[4] = row->cells[REGEL_SOORT];
    key[5] = last;
}

/* The slot of the row with this key, or the free one where it would stand. */
static size_t slot_of(const Index *index, const Cell *key)
{
    unsigned long hash = 14695981039346656037u; /* FNV-1a */
    Cell other[KEY_CELLS];
    for (size_t i = 0; i < KEY_CELLS; i++) {
        for (size_t c = 0; c < key[i].length; c++)
            hash = (hash ^ (unsigned char)key[i].at[c]) * 1099511628211u;
        hash = (hash ^ ';') * 1099511628211u;
    }
    for (size_t slot = (hash ^ hash >> 32) & index->mask;; slot = (slot + 1) & index->mask) {
        if (!index->slots[slot]) return slot;
        size_t same = 0;
        verdeling_key(index, index->slots[slot] - 1, other);
        while (same < KEY_CELLS && cell_equal(key[same], other[same]))
            same++;
        if (same == KEY_CELLS) return slot;
    }
}

static Index index_begin(Recount *r, size_t last)
{
    Index index = {&r->sheets[VERDELING], last, NULL, 1024};
    while (index.mask < 2 * index.verdeling->count)
        index.mask *= 2;
    index.slots = recount_room(r, index.mask--, sizeof *index.slots);
    return index;
}

static void index_add(Index *index, size_t row)
{
    Cell key[KEY_CELLS];
    verdeling_key(index, row, key);
    index->slots[slot_of(index, key)] = row + 1;
}

static int by_code(const void *left, const void *right)
{
    return cell_compare(*(const Cell *)left, *(const Cell *)right);
}

/* The rows of verdeling whose partij is no debiteur: on facturen, of which there are, its opvolger
 * stands for it. */
static Index index_of_others(Recount *r)
{
    const Sheet *facturen = &r->sheets[FACTUREN], *verdeling = &r->sheets[VERDELING];
    Index index = index_begin(r, BEDRAG);
    Cell *debiteuren = recount_room(r, facturen->count, sizeof *debiteuren);
    Row row;
    for (size_t i = 0; i < facturen->count; i++) {
        sheet_row(facturen, i, &row);
        debiteuren[i] = row.cells[DEBITEUR];
    }
    qsort(debiteuren, facturen->count, sizeof *debiteuren, by_code);
    for (size_t i = 0; i < verdeling->count; i++) {
        sheet_row(verdeling, i, &row);
        if (!bsearch(&row.cells[PARTIJ], debiteuren, facturen->count, sizeof *debiteuren, by_code))
            index_add(&index, i);
    }
    return index;
}

typedef struct Matching {
    Recount *r;
    Index own, others; /* others: made when first needed */
    bool *used;        /* by row of verdeling: a line stands for it */
} Matching;

/* Whether the line has the amount of the row of its debiteur, or else that of a partij of the same
 * laag that stands on no factuur. */
static bool matches(Matching *m, const Row *regel, Cell debiteur)
{
    Cell key[KEY_CELLS];
    Row row;
    regel_key(regel, debiteur, key);
    size_t found = m->own.slots[slot_of(&m->own, key)];
    if (found) {
        sheet_row(m->own.verdeling, found - 1, &row);
        bool same =
            !m->used[found - 1] && cell_equal(row.cells[BEDRAG], regel->cells[REGEL_BEDRAG]);
        m->used[found - 1] |= same;
        if (same) return true;
    }
    if (!m->others.slots) m->others = index_of_others(m->r);
    regel_key(regel, regel->cells[REGEL_BEDRAG], key);
    return m->others.slots[slot_of(&m->others, key)] != 0;
}

static void redo_lines(Recount *r, const size_t *of)
{
    const Sheet *verdeling = &r->sheets[VERDELING], *regels = &r->sheets[FACTUURREGELS];
    Matching m = {r, index_begin(r, PARTIJ), {NULL, 0, NULL, 0}, NULL};
    m.used = recount_room(r, verdeling->count, sizeof *m.used);
    Row row, factuur;
    for (size_t i = 0; i < verdeling->count; i++)
        index_add(&m.own, i);
    size_t known = r->sheets[FACTUREN].count;
    for (size_t i = 0; i < regels->count; i++) {
        if (of[i] == r->sheets[FACTUREN].count) continue; /* told */
        sheet_row(regels, i, &row);
        if (!is_borne(row.cells[REGEL_SOORT])) continue;
        if (of[i] != known) sheet_row(&r->sheets[FACTUREN], of[i], &factuur);
        known = of[i];
        if (!recount_holds(r, matches(&m, &row, factuur.cells[DEBITEUR])))
            recount_tells(r, FACTUURREGELS, i,
                          SAID("no row of verdeling.csv of this laag and soort has %.*s for %.*s"),
                          SHOW(row.cells[REGEL_BEDRAG]), SHOW(factuur.cells[DEBITEUR]));
    }
}

bool is_not_invoiced(const Row *control)
{
    return cell_is(control->cells[0], "niet gefactureerd");
}

/* With a grootboek, and with amounts that are not invoiced, a line need not be a row of verdeling.
 */
static bool lines_are_rows(const Recount *r)
{
    Row row;
    for (size_t i = 0; i < r->sheets[POSITIES].count; i++) {
        sheet_row(&r->sheets[POSITIES], i, &row);
        if (!cell_is(row.cells[5], "0.00")) return false; /* eerder_geboekt */
    }
    for (size_t i = 0; i < r->sheets[CONTROLES].count; i++) {
        sheet_row(&r->sheets[CONTROLES], i, &row);
        if (is_not_invoiced(&row)) return false;
    }
    return r->sheets[POSITIES].usable && r->sheets[VERDELING].usable;
}

/* --- grensverkeer ----------------------------------------------------------------------------- */

enum { SCHOOLGEMEENTE = 1, LEERLINGDAGEN = 3, LEERLINGEN = 4 };

/* A row is there for pupils with a day (SPEC §8); a school stands in one gemeente. */
static void redo_grensverkeer(Recount *r)
{
    const Sheet *sheet = &r->sheets[GRENSVERKEER];
    Row row, before = {{{NULL, 0}}};
    for (size_t i = 0; i < sheet->count; i++) {
        sheet_row(sheet, i, &row);
        if (!recount_holds(r, !cell_is(row.cells[LEERLINGEN], "0")))
            recount_tells(r, GRENSVERKEER, i, SAID("leerlingen is 0"));
        if (!recount_holds(r, !cell_is(row.cells[LEERLINGDAGEN], "0")))
            recount_tells(r, GRENSVERKEER, i, SAID("leerlingdagen is 0"));
        bool one = !i || !cell_equal(row.cells[0], before.cells[0]) ||
                   cell_equal(row.cells[SCHOOLGEMEENTE], before.cells[SCHOOLGEMEENTE]);
        if (!recount_holds(r, one))
            recount_tells(r, GRENSVERKEER, i, SAID("%.*s stands in %.*s and in %.*s"),
                          SHOW(row.cells[0]), SHOW(before.cells[SCHOOLGEMEENTE]),
                          SHOW(row.cells[SCHOOLGEMEENTE]));
        before = row;
    }
}

/* --- controles -------------------------------------------------------------------------------- */

enum { LINKS = 2, RECHTS, VERSCHIL, OORDEEL };

static bool is_zero(Cell cell)
{
    return cell_is(cell, "0") || cell_is(cell, "0.00");
}

/* Whether verschil = links − rechts, in exact fractions. Equal texts with a verschil of 0 need no
 * calculation, and most controls are such. */
static bool is_difference(const Row *row)
{
    if (is_zero(row->cells[VERSCHIL]) && cell_equal(row->cells[LINKS], row->cells[RECHTS]))
        return row->cells[LINKS].length > 0;
    mpq_t left, right, difference;
    mpq_inits(left, right, difference, NULL);
    bool is = cell_number(row->cells[LINKS], left) && cell_number(row->cells[RECHTS], right) &&
              cell_number(row->cells[VERSCHIL], difference);
    if (is) {
        mpq_sub(left, left, right);
        is = mpq_equal(left, difference) != 0;
    }
    mpq_clears(left, right, difference, NULL);
    return is;
}

static void redo_controles(Recount *r)
{
    const Sheet *sheet = &r->sheets[CONTROLES];
    Row row;
    for (size_t i = 0; i < sheet->count; i++) {
        sheet_row(sheet, i, &row);
        const Cell *cells = row.cells;
        if (!recount_holds(r, is_difference(&row)))
            recount_tells(r, CONTROLES, i, SAID("verschil is %.*s; links is %.*s and rechts %.*s"),
                          SHOW(cells[VERSCHIL]), SHOW(cells[LINKS]), SHOW(cells[RECHTS]));
        bool right = cell_is(cells[OORDEEL], "signaal") ||
                     cell_is(cells[OORDEEL], is_zero(cells[VERSCHIL]) ? "goed" : "fout");
        if (!recount_holds(r, right))
            recount_tells(r, CONTROLES, i, SAID("oordeel is \"%.*s\" at a verschil of %.*s"),
                          SHOW(cells[OORDEEL]), SHOW(cells[VERSCHIL]));
    }
}

void recount_regels(Recount *r)
{
    if (r->sheets[FACTUREN].usable && r->sheets[FACTUURREGELS].usable) {
        size_t *of = recount_room(r, r->sheets[FACTUURREGELS].count, sizeof *of);
        redo_regels(r, of);
        if (lines_are_rows(r)) redo_lines(r, of);
    }
    redo_grensverkeer(r);
    redo_controles(r);
}
