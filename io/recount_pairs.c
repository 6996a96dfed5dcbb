/* The second calculation: facturen against posities (SPEC §7). In: facturen.csv, posities.csv and
 * controles.csv as rows of cells; out: each pair of crediteur and debiteur of which the two differ,
 * told. Holds always: what is compared is before btw, for posities know none.
 *
 * Facturen stand under the opvolger of the factuurdatum, posities do not, and the opvolgers are in
 * no table. So a code that posities have and facturen do not may be replaced by one that they have:
 * by the one that makes most of the difference go away. What is left then is told. */
#include "io/recount_parts.h"

#include <stdlib.h>
#include <string.h>

enum { CREDITEUR = 1, PARTIJ = 2, NETTO = 7 };                         /* of posities */
enum { FACTUUR_CREDITEUR = 2, DEBITEUR = 3, BEDRAG = 6, BETAALD = 8 }; /* of facturen */

/* --- entries ---------------------------------------------------------------------------------- */

/* By a, b, and row. */
static int by_pair(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    int order = cell_compare(a->a, b->a);
    if (!order) order = cell_compare(a->b, b->b);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

size_t entries_add_up(Entry *entries, size_t count)
{
    size_t pairs = 0;
    if (count) qsort(entries, count, sizeof *entries, by_pair);
    for (size_t i = 0; i < count; i++) {
        Entry *last = pairs ? &entries[pairs - 1] : NULL;
        if (last && cell_equal(last->a, entries[i].a) && cell_equal(last->b, entries[i].b)) {
            last->left += entries[i].left;
            last->right += entries[i].right;
        } else {
            entries[pairs++] = entries[i];
        }
    }
    return pairs;
}

/* --- what is owed ---------------------------------------------------------------------------- */

/* Entries of what each crediteur (a) is owed by each other partij (b) before btw: left by facturen,
 * and by what controles.csv tells as not invoiced; right by posities. */
static size_t owed_entries(const Recount *r, Entry *entries)
{
    Entry *at = entries;
    Row row;
    for (size_t i = 0; i < r->sheets[FACTUREN].count; i++) {
        sheet_row(&r->sheets[FACTUREN], i, &row);
        Wide owed = (Wide)cell_cents(row.cells[BEDRAG]) - cell_cents(row.cells[BETAALD]);
        *at++ = (Entry){row.cells[FACTUUR_CREDITEUR], row.cells[DEBITEUR], owed, 0, i};
    }
    for (size_t i = 0; i < r->sheets[CONTROLES].count; i++) {
        sheet_row(&r->sheets[CONTROLES], i, &row);
        const char *slash = memchr(row.cells[1].at, '/', row.cells[1].length);
        if (!is_not_invoiced(&row) || !slash) continue;
        Cell from = {slash + 1, (size_t)(row.cells[1].at + row.cells[1].length - slash - 1)};
        Cell to = {row.cells[1].at, (size_t)(slash - row.cells[1].at)};
        *at++ = (Entry){to, from, cell_cents(row.cells[2]), 0, 0};
    }
    for (size_t i = 0; i < r->sheets[POSITIES].count; i++) {
        sheet_row(&r->sheets[POSITIES], i, &row);
        if (cell_equal(row.cells[CREDITEUR], row.cells[PARTIJ])) continue;
        *at++ =
            (Entry){row.cells[CREDITEUR], row.cells[PARTIJ], 0, cell_cents(row.cells[NETTO]), i};
    }
    return (size_t)(at - entries);
}

/* The codes that facturen name, sorted. */
typedef struct Codes {
    Cell *items;
    size_t count;
} Codes;

/* Of items that begin with their code. */
static int by_code(const void *left, const void *right)
{
    return cell_compare(*(const Cell *)left, *(const Cell *)right);
}

static Codes codes_of_facturen(Recount *r)
{
    const Sheet *facturen = &r->sheets[FACTUREN];
    Codes codes = {recount_room(r, 2 * facturen->count, sizeof(Cell)), 0};
    Row row;
    for (size_t i = 0; i < facturen->count; i++) {
        sheet_row(facturen, i, &row);
        codes.items[codes.count++] = row.cells[FACTUUR_CREDITEUR];
        codes.items[codes.count++] = row.cells[DEBITEUR];
    }
    if (codes.count) qsort(codes.items, codes.count, sizeof(Cell), by_code);
    return codes;
}

static bool has_code(const Codes *codes, Cell code)
{
    return codes->count && bsearch(&code, codes->items, codes->count, sizeof code, by_code);
}

/* --- opvolgers -------------------------------------------------------------------------------- */

/* A code that stands in pairs that differ, and the code that takes its place. */
typedef struct Replaced {
    Cell code, by;
    bool lost; /* no factuur names it */
} Replaced;

static Wide difference(const Entry *e)
{
    return e->left - e->right;
}

static Wide size_of(Wide number)
{
    return number < 0 ? -number : number;
}

/* Puts the pairs that differ first, in their order; how many they are. */
static size_t keep_different(Entry *pairs, size_t count)
{
    size_t differ = 0;
    for (size_t i = 0; i < count; i++)
        if (difference(&pairs[i])) pairs[differ++] = pairs[i];
    return differ;
}

static int by_pair_alone(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    int order = cell_compare(a->a, b->a);
    return order ? order : cell_compare(a->b, b->b);
}

/* How much difference goes away when `code` is replaced by `by`: what the pairs that its pairs join
 * make good; or, when `own` is asked for, that of its pairs that become those of a partij with
 * itself. */
static Wide gain_of(const Entry *pairs, size_t count, Cell code, Cell by, bool own)
{
    Wide gain = 0;
    for (size_t i = 0; i < count; i++) {
        bool a = cell_equal(pairs[i].a, code), b = cell_equal(pairs[i].b, code);
        if (!a && !b) continue;
        Wide here = difference(&pairs[i]), there = 0;
        Entry joined = {a ? by : pairs[i].a, b ? by : pairs[i].b, 0, 0, 0};
        if (cell_equal(joined.a, joined.b)) {
            gain += own ? size_of(here) : 0;
            continue;
        }
        const Entry *found = bsearch(&joined, pairs, count, sizeof joined, by_pair_alone);
        if (found) there = difference(found);
        gain += size_of(here) + size_of(there) - size_of(here + there);
    }
    return gain;
}

/* The codes of the pairs that differ, each once. */
static size_t codes_of_pairs(const Entry *pairs, size_t count, const Codes *facturen,
                             Replaced *codes)
{
    size_t all = 0, once = 0;
    for (size_t i = 0; i < count; i++) {
        codes[all++] = (Replaced){pairs[i].a, pairs[i].a, false};
        codes[all++] = (Replaced){pairs[i].b, pairs[i].b, false};
    }
    if (all) qsort(codes, all, sizeof *codes, by_code);
    for (size_t i = 0; i < all; i++) {
        if (once && cell_equal(codes[once - 1].code, codes[i].code)) continue;
        codes[once] = codes[i];
        codes[once].lost = !has_code(facturen, codes[once].code);
        once++;
    }
    return once;
}

/* Finds for each code that no factuur names the one that takes its place; whether there is any. */
static bool find_replaced(const Entry *pairs, size_t count, Replaced *codes, size_t code_count,
                          bool own)
{
    bool any = false;
    for (size_t i = 0; i < code_count; i++) {
        if (!codes[i].lost) continue;
        Wide best = 0;
        for (size_t j = 0; j < code_count; j++) {
            if (codes[j].lost) continue;
            Wide gain = gain_of(pairs, count, codes[i].code, codes[j].code, own);
            if (gain <= best) continue;
            best = gain;
            codes[i].by = codes[j].code;
            any = true;
        }
    }
    return any;
}

static Cell replaced(const Replaced *codes, size_t count, Cell code)
{
    Replaced key = {code, code, false};
    const Replaced *found = bsearch(&key, codes, count, sizeof key, by_code);
    return found ? found->by : code;
}

/* Replaces codes until it explains nothing more; how many pairs still differ. A pair between two
 * codes that are replaced may need a second round. */
static size_t replace_codes(Recount *r, Entry *pairs, size_t count, const Codes *facturen)
{
    enum { ROUNDS = 8 };
    Replaced *codes = recount_room(r, 2 * count, sizeof *codes);
    for (int round = 0; round < ROUNDS && count; round++) {
        size_t code_count = codes_of_pairs(pairs, count, facturen, codes), kept = 0;
        if (!find_replaced(pairs, count, codes, code_count, false) &&
            !find_replaced(pairs, count, codes, code_count, true))
            break;
        for (size_t i = 0; i < count; i++) {
            Entry e = pairs[i];
            e.a = replaced(codes, code_count, e.a);
            e.b = replaced(codes, code_count, e.b);
            if (!cell_equal(e.a, e.b)) pairs[kept++] = e;
        }
        count = keep_different(pairs, entries_add_up(pairs, kept));
    }
    return count;
}

/* --- facturen and posities -------------------------------------------------------------------- */

void recount_pairs(Recount *r)
{
    if (!r->sheets[FACTUREN].usable || !r->sheets[POSITIES].usable) return;
    size_t room = r->sheets[FACTUREN].count + r->sheets[POSITIES].count;
    for (size_t i = 0; i < r->sheets[CONTROLES].count; i++) {
        Row row;
        sheet_row(&r->sheets[CONTROLES], i, &row);
        room += is_not_invoiced(&row);
    }
    Entry *pairs = recount_room(r, room, sizeof *pairs);
    size_t count = entries_add_up(pairs, owed_entries(r, pairs));
    size_t differ = keep_different(pairs, count), left = differ;
    if (differ) {
        Codes codes = codes_of_facturen(r);
        left = replace_codes(r, pairs, differ, &codes);
    }
    r->result.statements += count;
    r->result.pairs_one_by_one += count - differ;
    r->result.pairs_by_opvolger += differ > left ? differ - left : 0;
    for (size_t i = 0; i < left; i++)
        recount_tells(r, FACTUREN, (size_t)ROW_NONE,
                      "%.*s owes %.*s %s by facturen and what is not invoiced; the netto of "
                      "posities is %s",
                      SHOW(pairs[i].b), SHOW(pairs[i].a), show_cents(pairs[i].left),
                      show_cents(pairs[i].right));
}
