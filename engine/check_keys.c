/* Keys that are given twice. In: an indexed batch; out: a fault for every row whose key a row above
 * it has. Holds always after it, without errors: keys are unique in their table. */
#include "engine/checks.h"
#include "engine/repeats.h"

/* --- identifiers ------------------------------------------------------------------------------ */

static Text id_of(const void *context, u32 row)
{
    return ((const Text *)context)[row];
}

static void check_ids(Batch *b, TableId table, const Text *ids)
{
    const TableRows *rows = batch_rows(b, table);
    RowIdentifiers identifiers = {id_of, ids, (u32)rows->count};
    Arena scratch = {0};
    Repeats *repeats = find_repeats(&scratch, &identifiers);
    u32 *first = NEW(&scratch, u32, STRETCH_ROWS);
    for (size_t stretch = 0; stretch < repeats_stretches(repeats); stretch++) {
        WorkRange range = repeats_rows(repeats, stretch);
        repeats_in(repeats, stretch, first);
        for (size_t row = range.first; row < range.end; row++) {
            u32 same = first[row - range.first];
            if (same == row) continue;
            FAULT_AT(b->report, E211_DUPLICATE_KEY, place_of(b, table, (u32)row, 0), ids[row],
                     text_integer(b->arena, rows->line[same]));
        }
    }
    arena_free(&scratch);
}

/* --- keys of several columns ------------------------------------------------------------------ */

typedef struct Key {
    i64 parts[3];
    u32 row;
} Key;

static int by_parts(const void *left, const void *right)
{
    const Key *a = left, *b = right;
    for (int i = 0; i < 3; i++)
        if (a->parts[i] != b->parts[i]) return a->parts[i] < b->parts[i] ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Tells every row whose key another row above it has. */
static void tell_twice(Batch *b, TableId table, i32 column, Key *keys, size_t count, Words what)
{
    sort_array(keys, count, sizeof *keys, by_parts);
    const u32 *line = batch_rows(b, table)->line;
    for (size_t i = 1; i < count; i++) {
        Key same = keys[i - 1];
        same.row = keys[i].row;
        if (by_parts(&same, &keys[i])) continue;
        FAULT_AT(b->report, E211_DUPLICATE_KEY, place_of(b, table, keys[i].row, column), what,
                 text_integer(b->arena, line[keys[i - 1].row]));
    }
}

/* Whether two rows that follow each other in a group are twins. */
static bool any_twins(const Batch *b, const Groups *groups,
                      bool (*twins)(const Batch *b, u32 row, u32 other))
{
    for (u32 key = 0; key < groups->key_count; key++) {
        Slice rows = group_of(groups, key);
        for (size_t i = 1; i < rows.count; i++)
            if (twins(b, rows.rows[i - 1], rows.rows[i])) return true;
    }
    return false;
}

static bool same_school(const Batch *b, u32 school, u32 other)
{
    (void)b;
    return school == other;
}

static void check_contract_scholen(Batch *b)
{
    const Table_contract_scholen *t = &b->contract_scholen;
    if (!any_twins(b, &b->schools_of_contract, same_school)) return;
    Key *keys = NEW(b->arena, Key, t->rows.count);
    for (u32 i = 0; i < t->rows.count; i++)
        keys[i] = (Key){{t->contract[i], t->school[i], 0}, i};
    tell_twice(b, T_contract_scholen, COL_contract_scholen_school, keys, t->rows.count,
               WORDS("contract and school"));
}

static bool same_telling(const Batch *b, u32 row, u32 other)
{
    const Table_tellingen *t = &b->tellingen;
    return t->peildatum[row] == t->peildatum[other] && t->gemeente[row] == t->gemeente[other];
}

static void check_tellingen(Batch *b)
{
    const Table_tellingen *t = &b->tellingen;
    if (!any_twins(b, &b->tellingen_of, same_telling)) return;
    Key *keys = NEW(b->arena, Key, t->rows.count);
    for (u32 i = 0; i < t->rows.count; i++)
        keys[i] = (Key){{t->school[i], t->peildatum[i], t->gemeente[i]}, i};
    tell_twice(b, T_tellingen, COL_tellingen_gemeente, keys, t->rows.count,
               WORDS("school, peildatum and gemeente"));
}

static bool same_kengetal(const Batch *b, u32 row, u32 other)
{
    const Table_kengetallen *t = &b->kengetallen;
    return t->peildatum[row] == t->peildatum[other] && t->gemeente[row] == t->gemeente[other];
}

static void check_kengetallen(Batch *b)
{
    const Table_kengetallen *t = &b->kengetallen;
    if (!any_twins(b, &b->kengetallen_of, same_kengetal)) return;
    Key *keys = NEW(b->arena, Key, t->rows.count);
    for (u32 i = 0; i < t->rows.count; i++)
        keys[i] = (Key){{t->kengetal[i], t->gemeente[i], t->peildatum[i]}, i};
    tell_twice(b, T_kengetallen, COL_kengetallen_gemeente, keys, t->rows.count,
               WORDS("kengetal, gemeente and peildatum"));
}

static void check_leerlingen(Batch *b)
{
    const Table_leerlingen *t = &b->leerlingen;
    bool twice = false;
    for (u32 i = 0; i < t->rows.count && !twice; i++)
        twice = leerlingen_row_of(b, t->leerling[i]) != i;
    if (!twice) return;
    Key *keys = NEW(b->arena, Key, t->rows.count);
    for (u32 i = 0; i < t->rows.count; i++)
        keys[i] = (Key){{t->leerling[i], 0, 0}, i};
    tell_twice(b, T_leerlingen, COL_leerlingen_leerling, keys, t->rows.count,
               words_same(TEXT("leerling")));
}

void check_keys(Batch *b)
{
    check_ids(b, T_kosten, b->kosten.kostenpost);
    check_ids(b, T_bijdragen, b->bijdragen.bijdrage);
    check_ids(b, T_deelnames, b->deelnames.deelname);
    check_ids(b, T_voorschotten, b->voorschotten.voorschot);
    check_contract_scholen(b);
    check_tellingen(b);
    check_kengetallen(b);
    check_leerlingen(b);
}
