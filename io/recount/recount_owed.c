/* The second calculation, second half: who pays whom (SPEC §7). In: verdeling.csv, posities.csv,
 * facturen.csv, stromen.csv and controles.csv as rows of cells; out: what does not hold, told.
 * Holds always: two sides are compared as one list of entries, sorted, in which the entries of one
 * partij, or of one pair of them, stand together and are added up (recount_pairs.c). */
#include "io/recount/recount_parts.h"

#include <stdlib.h>
#include <string.h>

static const Cell none = {"", 0};

/* --- posities --------------------------------------------------------------------------------- */

enum { CONTRACT, CREDITEUR, PARTIJ, AANDEEL, VOORGEFINANCIERD, EERDER, NIET_VERREKEND, NETTO };
enum { BEARER = 4, BORNE = 7 }; /* columns of verdeling: partij, bedrag */

/* netto = aandeel − voorgefinancierd − eerder_geboekt − niet_verrekend. */
static void redo_netto(Recount *r)
{
    const Sheet *posities = &r->sheets[POSITIES];
    Row row;
    for (size_t i = 0; i < posities->count; i++) {
        sheet_row(posities, i, &row);
        Wide expected = (Wide)cell_cents(row.cells[AANDEEL]) -
                        cell_cents(row.cells[VOORGEFINANCIERD]) - cell_cents(row.cells[EERDER]) -
                        cell_cents(row.cells[NIET_VERREKEND]);
        Wide written = cell_cents(row.cells[NETTO]);
        if (!recount_holds(r, written == expected))
            recount_tells(r, POSITIES, i,
                          SAID("netto is %s; aandeel - voorgefinancierd - eerder_geboekt - "
                               "niet_verrekend is %s"),
                          show_cents(written), show_cents(expected));
    }
}

/* SPEC §12, verrekenmarge: the crediteur's own row gets the opposite of what is not settled. */
static void redo_niet_verrekend(Recount *r)
{
    const Sheet *posities = &r->sheets[POSITIES];
    Row row;
    for (size_t from = 0, end; from < posities->count; from = end) {
        Wide sum = 0;
        end = sheet_same(posities, from, 2, &row);
        for (size_t i = from; i < end; i++) {
            sheet_row(posities, i, &row);
            sum += cell_cents(row.cells[NIET_VERREKEND]);
        }
        if (!recount_holds(r, sum == 0))
            recount_tells(
                r, POSITIES, from,
                SAID("niet_verrekend of the contract and crediteur of this row adds up to %s, "
                     "not to 0.00"),
                show_cents(sum));
    }
}

/* Compares what the partijen of one contract bear: left in posities, over all crediteuren, right in
 * verdeling. The rows of verdeling are numbered from `posities` on. */
static void compare_bearers(Recount *r, Entry *entries, size_t count, size_t posities)
{
    size_t partijen = entries_add_up(entries, count);
    for (size_t i = 0; i < partijen; i++) {
        const Entry *e = &entries[i];
        bool has_position = e->row < posities;
        if (recount_holds(r, has_position && e->left == e->right)) continue;
        if (has_position)
            recount_tells(
                r, POSITIES, e->row,
                SAID("aandeel of %.*s in this contract is %s; its rows in verdeling.csv add "
                     "up to %s"),
                SHOW(e->a), show_cents(e->left), show_cents(e->right));
        else
            recount_tells(r, VERDELING, e->row - posities,
                          SAID("%.*s bears a part of the contract and has no row in posities.csv"),
                          SHOW(e->a));
    }
}

/* The entries of the rows of one contract. */
static size_t bearer_entries(const Recount *r, SheetId id, size_t from, size_t end, Entry *entries)
{
    Row row;
    bool written = id == POSITIES;
    for (size_t i = from; i < end; i++) {
        sheet_row(&r->sheets[id], i, &row);
        Entry *e = entries++;
        *e = (Entry){row.cells[written ? PARTIJ : BEARER], none, 0, 0, i};
        if (written)
            e->left = cell_cents(row.cells[AANDEEL]);
        else
            e->right = cell_cents(row.cells[BORNE]);
        if (!written) e->row += r->sheets[POSITIES].count;
    }
    return end - from;
}

static void redo_aandelen(Recount *r)
{
    const Sheet *posities = &r->sheets[POSITIES], *verdeling = &r->sheets[VERDELING];
    if (!posities->usable || !verdeling->usable) return;
    Entry *entries = NULL;
    size_t room = 0, p = 0, v = 0;
    Row position, line;
    while (p < posities->count || v < verdeling->count) {
        size_t p_end = p < posities->count ? sheet_same(posities, p, 1, &position) : p;
        size_t v_end = v < verdeling->count ? sheet_same(verdeling, v, 1, &line) : v;
        int order = p == p_end ? 1 : v == v_end ? -1 : rows_compare(&position, &line, 1);
        if (order < 0) v_end = v;
        if (order > 0) p_end = p;
        while (room < p_end - p + v_end - v)
            entries = recount_more(r, entries, &room, sizeof *entries);
        size_t count = bearer_entries(r, POSITIES, p, p_end, entries);
        count += bearer_entries(r, VERDELING, v, v_end, entries + count);
        compare_bearers(r, entries, count, posities->count);
        p = p_end;
        v = v_end;
    }
}

/* --- facturen --------------------------------------------------------------------------------- */

enum {
    NUMMER,
    FACTUUR_SOORT,
    FACTUUR_CREDITEUR,
    DEBITEUR,
    FACTUURDATUM,
    VERVALDATUM,
    BEDRAG,
    BTW,
    BETAALD,
    TE_BETALEN
};

static void redo_factuur(Recount *r, size_t i, const Row *row)
{
    const Cell *cells = row->cells;
    Wide bedrag = cell_cents(cells[BEDRAG]), betaald = cell_cents(cells[BETAALD]);
    Wide btw = cell_cents(cells[BTW]), expected = bedrag + btw - betaald;
    /* With a grootboek the btw alone may differ: posted at one rate, and now at another. */
    bool credit = bedrag < 0 || (bedrag == 0 && btw < 0);
    Wide written = cell_cents(cells[TE_BETALEN]);
    if (!recount_holds(r, written == expected))
        recount_tells(r, FACTUREN, i,
                      SAID("te_betalen is %s; bedrag + btw - voorgefinancierd is %s"),
                      show_cents(written), show_cents(expected));
    bool right = cell_is(cells[FACTUUR_SOORT], "specificatie") ||
                 cell_is(cells[FACTUUR_SOORT], credit ? "creditfactuur" : "factuur");
    if (!recount_holds(r, right))
        recount_tells(r, FACTUREN, i, SAID("soort is %.*s; bedrag is %s (SPEC 7)"),
                      SHOW(cells[FACTUUR_SOORT]), show_cents(bedrag));
    if (!recount_holds(r, cell_compare(cells[FACTUURDATUM], cells[VERVALDATUM]) <= 0))
        recount_tells(r, FACTUREN, i, SAID("vervaldatum %.*s is before factuurdatum %.*s"),
                      SHOW(cells[VERVALDATUM]), SHOW(cells[FACTUURDATUM]));
    if (!recount_holds(r, !cell_equal(cells[FACTUUR_CREDITEUR], cells[DEBITEUR])))
        recount_tells(r, FACTUREN, i, SAID("%.*s is crediteur and debiteur"),
                      SHOW(cells[DEBITEUR]));
    if (!recount_holds(r, bedrag || betaald || btw))
        recount_tells(r, FACTUREN, i,
                      SAID("bedrag, btw and voorgefinancierd are all 0: there is no factuur"));
}

static void redo_facturen(Recount *r)
{
    Row row;
    for (size_t i = 0; i < r->sheets[FACTUREN].count; i++) {
        sheet_row(&r->sheets[FACTUREN], i, &row);
        redo_factuur(r, i, &row);
    }
}

/* --- stromen ---------------------------------------------------------------------------------- */

enum { VAN, NAAR, STROOM };

static void redo_stromen_alone(Recount *r)
{
    Row row;
    for (size_t i = 0; i < r->sheets[STROMEN].count; i++) {
        sheet_row(&r->sheets[STROMEN], i, &row);
        if (!recount_holds(r, cell_cents(row.cells[STROOM]) > 0))
            recount_tells(r, STROMEN, i, SAID("bedrag %.*s is not above 0"),
                          SHOW(row.cells[STROOM]));
        if (!recount_holds(r, !cell_equal(row.cells[VAN], row.cells[NAAR])))
            recount_tells(r, STROMEN, i, SAID("%.*s pays itself"), SHOW(row.cells[VAN]));
    }
}

/* Entries of what each debiteur (b) owes each crediteur (a) with btw, over all facturen: left. */
static size_t due_entries(const Recount *r, Entry *entries)
{
    Row row;
    for (size_t i = 0; i < r->sheets[FACTUREN].count; i++) {
        sheet_row(&r->sheets[FACTUREN], i, &row);
        entries[i] = (Entry){row.cells[FACTUUR_CREDITEUR], row.cells[DEBITEUR],
                             cell_cents(row.cells[TE_BETALEN]), 0, i};
    }
    return entries_add_up(entries, r->sheets[FACTUREN].count);
}

/* `stromen = crediteur`: what a pair owes flows one way or, when it is below 0, the other; equal
 * van (a) and naar (b) are added up, opposite ones are not netted. */
static size_t direct_flows(const Recount *r, const Entry *due, size_t due_count, Entry *flows)
{
    const Sheet *stromen = &r->sheets[STROMEN];
    size_t count = 0;
    Row row;
    for (size_t i = 0; i < due_count; i++) {
        Wide owed = due[i].left;
        if (owed > 0) flows[count++] = (Entry){due[i].b, due[i].a, owed, 0, stromen->count};
        if (owed < 0) flows[count++] = (Entry){due[i].a, due[i].b, -owed, 0, stromen->count};
    }
    for (size_t i = 0; i < stromen->count; i++) {
        sheet_row(stromen, i, &row);
        flows[count++] =
            (Entry){row.cells[VAN], row.cells[NAAR], 0, cell_cents(row.cells[STROOM]), i};
    }
    return entries_add_up(flows, count);
}

/* `stromen = netto`: every partij (a) pays its saldo to the kassier, or gets it. The saldo of the
 * kassier is that of all others, the other way. */
static size_t netto_flows(const Recount *r, const Entry *due, size_t due_count, Entry *flows)
{
    const Sheet *stromen = &r->sheets[STROMEN];
    size_t count = 0;
    Row row;
    for (size_t i = 0; i < due_count; i++) {
        flows[count++] = (Entry){due[i].b, none, due[i].left, 0, stromen->count};
        flows[count++] = (Entry){due[i].a, none, -due[i].left, 0, stromen->count};
    }
    for (size_t i = 0; i < stromen->count; i++) {
        sheet_row(stromen, i, &row);
        long cents = cell_cents(row.cells[STROOM]);
        flows[count++] = (Entry){row.cells[VAN], none, 0, cents, i};
        flows[count++] = (Entry){row.cells[NAAR], none, 0, -cents, i};
    }
    return entries_add_up(flows, count);
}

static size_t differences(const Entry *entries, size_t count)
{
    size_t differ = 0;
    for (size_t i = 0; i < count; i++)
        differ += entries[i].left != entries[i].right;
    return differ;
}

/* Whether one code stands in every row: it could be the kassier. */
static bool has_kassier(const Sheet *stromen)
{
    Row first, row;
    bool van = true, naar = true;
    if (stromen->count) sheet_row(stromen, 0, &first);
    for (size_t i = 1; i < stromen->count; i++) {
        sheet_row(stromen, i, &row);
        van &= cell_equal(row.cells[VAN], first.cells[VAN]) ||
               cell_equal(row.cells[NAAR], first.cells[VAN]);
        naar &= cell_equal(row.cells[VAN], first.cells[NAAR]) ||
                cell_equal(row.cells[NAAR], first.cells[NAAR]);
    }
    return van || naar;
}

static void tell_flows(Recount *r, const Entry *flows, size_t count, bool netto)
{
    size_t stromen = r->sheets[STROMEN].count;
    for (size_t i = 0; i < count; i++) {
        const Entry *e = &flows[i];
        if (recount_holds(r, e->left == e->right)) continue;
        size_t row = e->row < stromen ? e->row : (size_t)ROW_NONE;
        if (netto)
            recount_tells(r, STROMEN, row, SAID("%.*s pays %s in all; by its facturen %s"),
                          SHOW(e->a), show_cents(e->right), show_cents(e->left));
        else
            recount_tells(r, STROMEN, row, SAID("%.*s pays %.*s %s; by the facturen %s"),
                          SHOW(e->a), SHOW(e->b), show_cents(e->right), show_cents(e->left));
    }
}

/* Which of the two the settlement has is not in the tables: the one that fits, or fits better. */
static void redo_stromen(Recount *r)
{
    const Sheet *stromen = &r->sheets[STROMEN], *facturen = &r->sheets[FACTUREN];
    redo_stromen_alone(r);
    if (!stromen->usable || !facturen->usable) return;
    Entry *due = recount_room(r, facturen->count, sizeof *due);
    Entry *flows = recount_room(r, 2 * (facturen->count + stromen->count), sizeof *flows);
    size_t due_count = due_entries(r, due);
    size_t count = direct_flows(r, due, due_count, flows);
    size_t direct = differences(flows, count);
    if (!direct || !has_kassier(stromen)) {
        tell_flows(r, flows, count, false);
        return;
    }
    count = netto_flows(r, due, due_count, flows);
    bool netto = differences(flows, count) <= direct;
    if (!netto) count = direct_flows(r, due, due_count, flows);
    tell_flows(r, flows, count, netto);
}

void recount_owed(Recount *r)
{
    redo_netto(r);
    redo_niet_verrekend(r);
    redo_aandelen(r);
    redo_facturen(r);
    recount_pairs(r);
    redo_stromen(r);
}
