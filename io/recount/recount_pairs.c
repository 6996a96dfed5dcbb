/* The second calculation: facturen against posities (SPEC §7). In: facturen.csv, posities.csv and
 * controles.csv as rows of cells; out: each pair of crediteur and debiteur of which the two differ,
 * told. Holds always: what is compared is before btw, for posities know none.
 *
 * Facturen stand under the opvolger of the factuurdatum, posities do not: theirs are put in its
 * place first. */
#include "io/recount/recount_parts.h"

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

/* --- opvolgers -------------------------------------------------------------------------------- */

static int by_partij(const void *code, const void *opvolger)
{
    const char *partij = ((const RecountOpvolger *)opvolger)->partij;
    return cell_compare(*(const Cell *)code, (Cell){partij, strlen(partij)});
}

/* The code under which facturen name a partij of posities. */
static Cell on_facturen(const Recount *r, Cell code)
{
    const RecountOpvolger *found = NULL;
    if (r->told->opvolger_count)
        found =
            bsearch(&code, r->told->opvolgers, r->told->opvolger_count, sizeof *found, by_partij);
    return found ? (Cell){found->door, strlen(found->door)} : code;
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
        Cell crediteur = on_facturen(r, row.cells[CREDITEUR]);
        Cell partij = on_facturen(r, row.cells[PARTIJ]);
        if (cell_equal(crediteur, partij)) continue; /* who becomes one owes nothing */
        *at++ = (Entry){crediteur, partij, 0, cell_cents(row.cells[NETTO]), i};
    }
    return (size_t)(at - entries);
}

/* --- facturen and posities -------------------------------------------------------------------- */

void recount_pairs(Recount *r)
{
    if (!r->told || !r->sheets[FACTUREN].usable || !r->sheets[POSITIES].usable) return;
    size_t room = r->sheets[FACTUREN].count + r->sheets[POSITIES].count;
    for (size_t i = 0; i < r->sheets[CONTROLES].count; i++) {
        Row row;
        sheet_row(&r->sheets[CONTROLES], i, &row);
        room += is_not_invoiced(&row);
    }
    Entry *pairs = recount_room(r, room, sizeof *pairs);
    size_t count = entries_add_up(pairs, owed_entries(r, pairs));
    for (size_t i = 0; i < count; i++) {
        const Entry *e = &pairs[i];
        r->result.statements++;
        r->result.pairs += e->left == e->right;
        if (e->left == e->right) continue;
        recount_tells(r, FACTUREN, (size_t)ROW_NONE,
                      SAID("%.*s owes %.*s %s by facturen and what is not invoiced; the netto of "
                           "posities is %s"),
                      SHOW(e->b), SHOW(e->a), show_cents(e->left), show_cents(e->right));
    }
}
