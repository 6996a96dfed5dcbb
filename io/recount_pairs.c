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
        if (!is_not_invoiced(&row) || !slash || !cell_is_amount(row.cells[2])) continue;
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
    bool lost;      /* no factuur names it */
    bool candidate; /* it may take the place of the code in hand */
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

/* The search for what takes the place of one code. */
typedef struct Search {
    const Entry *pairs; /* that differ */
    size_t count;
    Replaced *codes; /* of these pairs, sorted */
    size_t code_count;
    size_t *with; /* the pairs that the code stands in */
    size_t with_count;
    bool itself; /* whether pairs may become those of a partij with itself */
} Search;

/* How much difference goes away when `code` is replaced by `by`: what the pairs that its pairs join
 * make good; or, of a pair that becomes one of a partij with itself, all. */
static Wide gain_of(const Search *s, Cell code, Cell by)
{
    Wide gain = 0;
    for (size_t i = 0; i < s->with_count; i++) {
        const Entry *e = &s->pairs[s->with[i]];
        Wide here = difference(e), there = 0;
        Entry joined = {cell_equal(e->a, code) ? by : e->a, cell_equal(e->b, code) ? by : e->b, 0,
                        0, 0};
        if (cell_equal(joined.a, joined.b)) {
            gain += s->itself ? size_of(here) : 0;
            continue;
        }
        const Entry *found = bsearch(&joined, s->pairs, s->count, sizeof joined, by_pair_alone);
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
        codes[all++] = (Replaced){pairs[i].a, pairs[i].a, false, false};
        codes[all++] = (Replaced){pairs[i].b, pairs[i].b, false, false};
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

static Replaced *find_code(const Search *s, Cell code)
{
    return bsearch(&code, s->codes, s->code_count, sizeof *s->codes, by_code);
}

/* Marks what may take the place of a code: what stands in its place in pairs with the same other
 * partij, or, for pairs of a partij with itself, that other one. A few of its pairs are enough. */
static void mark_candidates(const Search *s, Cell code)
{
    enum { FEW = 4, FEW_ITSELF = 64 };
    size_t looked = 0;
    for (size_t i = 0; i < s->code_count; i++)
        s->codes[i].candidate = false;
    for (size_t i = 0; i < s->with_count && looked < (s->itself ? FEW_ITSELF : FEW); i++) {
        const Entry *e = &s->pairs[s->with[i]];
        bool is_a = cell_equal(e->a, code);
        Replaced *other = find_code(s, is_a ? e->b : e->a);
        if (other->lost) continue;
        looked++;
        other->candidate |= s->itself;
        for (size_t p = 0; p < s->count && !s->itself; p++)
            if (cell_equal(is_a ? s->pairs[p].b : s->pairs[p].a, other->code))
                find_code(s, is_a ? s->pairs[p].a : s->pairs[p].b)->candidate = true;
    }
}

/* Finds for each code that no factuur names the one that takes its place; whether there is any. */
static bool find_replaced(Search *s)
{
    bool any = false;
    for (size_t i = 0; i < s->code_count; i++) {
        Replaced *code = &s->codes[i];
        Wide best = 0;
        if (!code->lost) continue;
        s->with_count = 0;
        for (size_t p = 0; p < s->count; p++)
            if (cell_equal(s->pairs[p].a, code->code) || cell_equal(s->pairs[p].b, code->code))
                s->with[s->with_count++] = p;
        mark_candidates(s, code->code);
        for (size_t j = 0; j < s->code_count; j++) {
            if (s->codes[j].lost || !s->codes[j].candidate) continue;
            Wide gain = gain_of(s, code->code, s->codes[j].code);
            if (gain <= best) continue;
            best = gain;
            code->by = s->codes[j].code;
            any = true;
        }
    }
    return any;
}

static Cell replaced(const Search *s, Cell code)
{
    const Replaced *found = find_code(s, code);
    return found ? found->by : code;
}

static size_t lost_codes(const Search *s)
{
    size_t lost = 0;
    for (size_t i = 0; i < s->code_count; i++)
        lost += s->codes[i].lost;
    return lost;
}

/* Applies the codes as they are replaced; how many pairs differ then. */
static size_t apply_codes(const Search *s, const Entry *pairs, size_t count, Entry *applied)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        Entry e = pairs[i];
        e.a = replaced(s, e.a);
        e.b = replaced(s, e.b);
        if (!cell_equal(e.a, e.b)) applied[kept++] = e;
    }
    return keep_different(applied, entries_add_up(applied, kept));
}

/* Replaces codes until it explains nothing more; how many pairs still differ. A pair between two
 * codes that are replaced may need a second round. There have never been more opvolgers at a time
 * than LOST_MOST; tables with more codes that no factuur names are broken in another way. */
static size_t replace_codes(Recount *r, Entry *pairs, size_t count, const Codes *facturen)
{
    enum { ROUNDS = 8, LOST_MOST = 1000 };
    Search s = {.pairs = pairs, .codes = recount_room(r, 2 * count, sizeof *s.codes)};
    s.with = recount_room(r, count, sizeof *s.with);
    for (int round = 0; round < ROUNDS && count; round++) {
        s.count = count;
        s.code_count = codes_of_pairs(pairs, count, facturen, s.codes);
        if (lost_codes(&s) > LOST_MOST) break;
        s.itself = false;
        if (!find_replaced(&s) && (s.itself = true, !find_replaced(&s))) break;
        count = apply_codes(&s, pairs, count, pairs);
    }
    return count;
}

/* The next way to replace the codes that no factuur names, each by any code or by none; false: all
 * have been tried. */
static bool next_way(Search *s, size_t *digits)
{
    for (size_t i = 0; i < s->code_count; i++) {
        if (!s->codes[i].lost) continue;
        digits[i] = (digits[i] + 1) % s->code_count;
        s->codes[i].by = s->codes[(i + digits[i]) % s->code_count].code;
        if (digits[i]) return true;
    }
    return false;
}

/* Whether some way to replace codes explains every pair, where there are few enough to try them
 * all: what gains most at each step need not lead there. */
static bool some_way_explains(Recount *r, const Entry *pairs, size_t count, const Codes *facturen)
{
    enum { WORK_MOST = 1000000 };
    Search s = {.codes = recount_room(r, 2 * count, sizeof *s.codes)};
    s.code_count = codes_of_pairs(pairs, count, facturen, s.codes);
    size_t work = count;
    for (size_t i = 0; i < s.code_count; i++) {
        if (s.codes[i].lost) work *= s.code_count;
        if (work > WORK_MOST) return false;
    }
    size_t *digits = recount_room(r, s.code_count, sizeof *digits);
    Entry *applied = recount_room(r, count, sizeof *applied);
    do
        if (!apply_codes(&s, pairs, count, applied)) return true;
    while (next_way(&s, digits));
    return false;
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
        Entry *first = recount_room(r, differ, sizeof *first);
        memcpy(first, pairs, differ * sizeof *first);
        left = replace_codes(r, pairs, differ, &codes);
        if (left && some_way_explains(r, first, differ, &codes)) left = 0;
    }
    r->result.statements += count;
    r->result.pairs_one_by_one += count - differ;
    r->result.pairs_by_opvolger += differ > left ? differ - left : 0;
    for (size_t i = 0; i < left; i++)
        recount_tells(r, FACTUREN, (size_t)ROW_NONE,
                      SAID("%.*s owes %.*s %s by facturen and what is not invoiced; the netto of "
                           "posities is %s"),
                      SHOW(pairs[i].b), SHOW(pairs[i].a), show_cents(pairs[i].left),
                      show_cents(pairs[i].right));
}
