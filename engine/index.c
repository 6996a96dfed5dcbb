/* The indexes of the batch. In: tables whose references are all valid; out: rows grouped by key and
 * sorted within the group. Holds always: equal tables in another row order give groups that walk
 * through equal rows in equal order, but for rows that are equal in all that is sorted by. */
#include "engine/cluster.h"
#include "engine/schoolweek.h"

static Groups group_by(Arena *arena, const u32 *keys, size_t count, size_t key_count)
{
    Groups groups = {NEW(arena, u32, key_count + 1), NEW(arena, u32, count + 1), key_count};
    for (size_t i = 0; i < count; i++) {
        ASSERT(keys[i] < key_count);
        groups.start[keys[i] + 1]++;
    }
    for (size_t k = 0; k < key_count; k++)
        groups.start[k + 1] += groups.start[k];
    u32 *next = NEW(arena, u32, key_count + 1);
    for (size_t k = 0; k < key_count; k++)
        next[k] = groups.start[k];
    for (size_t i = 0; i < count; i++)
        groups.rows[next[keys[i]]++] = (u32)i;
    return groups;
}

/* What rows of a group are sorted by: numbers, then a text. */
typedef struct SortRow {
    i64 first, second;
    Text third;
    u32 row;
} SortRow;

static int by_sort(const void *left, const void *right)
{
    const SortRow *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    int order = text_compare(a->third, b->third);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

typedef SortRow SortKey(const Batch *batch, u32 row);

static void sort_groups(const Batch *batch, Groups *groups, SortKey *key)
{
    size_t capacity = 0;
    SortRow *sorted = NULL;
    for (size_t k = 0; k < groups->key_count; k++) {
        u32 start = groups->start[k], count = groups->start[k + 1] - start;
        if (count < 2) continue;
        sorted = arena_grow(batch->arena, sorted, &capacity, count, sizeof *sorted);
        for (u32 i = 0; i < count; i++)
            sorted[i] = key(batch, groups->rows[start + i]);
        sort_array(sorted, count, sizeof *sorted, by_sort);
        for (u32 i = 0; i < count; i++)
            groups->rows[start + i] = sorted[i].row;
    }
}

static SortRow school_key(const Batch *b, u32 row)
{
    return (SortRow){.first = b->contract_scholen.school[row], .row = row};
}
static SortRow deelname_key(const Batch *b, u32 row)
{
    u32 school = b->deelnames.school[row] + 1; /* NONE becomes 0 */
    return (SortRow){.first = school, .third = b->deelnames.deelname[row], .row = row};
}
static SortRow kosten_key(const Batch *b, u32 row)
{
    return (SortRow){.third = b->kosten.kostenpost[row], .row = row};
}
static SortRow bijdrage_key(const Batch *b, u32 row)
{
    return (SortRow){.third = b->bijdragen.bijdrage[row], .row = row};
}
static SortRow voorschot_key(const Batch *b, u32 row)
{
    return (SortRow){.third = b->voorschotten.voorschot[row], .row = row};
}
static SortRow tarief_key(const Batch *b, u32 row)
{
    return (SortRow){b->tarieven.product[row], b->tarieven.begindatum[row], {0}, row};
}
static SortRow telling_key(const Batch *b, u32 row)
{
    return (SortRow){b->tellingen.peildatum[row], b->tellingen.gemeente[row], {0}, row};
}
static SortRow kengetal_key(const Batch *b, u32 row)
{
    return (SortRow){b->kengetallen.gemeente[row], b->kengetallen.peildatum[row], {0}, row};
}
static SortRow woonplaats_key(const Batch *b, u32 row)
{
    return (SortRow){b->woonplaatsen.begindatum[row], b->woonplaatsen.einddatum[row], {0}, row};
}
static SortRow verblijf_key(const Batch *b, u32 row)
{
    return (SortRow){b->verblijven.begindatum[row], b->verblijven.einddatum[row], {0}, row};
}
static SortRow besluit_key(const Batch *b, u32 row)
{
    return (SortRow){b->woonplaatsbesluiten.begindatum[row], b->woonplaatsbesluiten.gemeente[row],
                     b->woonplaatsbesluiten.besluit[row], row};
}

static Groups group(const Batch *b, const u32 *keys, size_t count, size_t key_count, SortKey *key)
{
    Groups groups = group_by(b->arena, keys, count, key_count);
    if (key) sort_groups(b, &groups, key);
    return groups;
}

void index_batch(Batch *b)
{
    size_t contracts = b->contracten.rows.count, schools = b->scholen.rows.count;
    size_t pupils = b->leerling_ids.count;
    b->schools_of_contract = group(b, b->contract_scholen.contract, b->contract_scholen.rows.count,
                                   contracts, school_key);
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++) /* from row to school */
        b->schools_of_contract.rows[i] = b->contract_scholen.school[b->schools_of_contract.rows[i]];
    cluster_rows(b, T_inschrijvingen, b->inschrijvingen.school, schools); /* weigh.c walks so */
    b->inschrijvingen_at =
        group(b, b->inschrijvingen.school, b->inschrijvingen.rows.count, schools, NULL);
    b->inschrijvingen_of =
        group(b, b->inschrijvingen.leerling, b->inschrijvingen.rows.count, pupils, NULL);
    b->deelnames_in =
        group(b, b->deelnames.contract, b->deelnames.rows.count, contracts, deelname_key);
    b->kosten_of = group(b, b->kosten.contract, b->kosten.rows.count, contracts, kosten_key);
    b->bijdragen_of =
        group(b, b->bijdragen.contract, b->bijdragen.rows.count, contracts, bijdrage_key);
    b->voorschotten_of =
        group(b, b->voorschotten.contract, b->voorschotten.rows.count, contracts, voorschot_key);
    b->tarieven_of = group(b, b->tarieven.contract, b->tarieven.rows.count, contracts, tarief_key);
    b->tellingen_of = group(b, b->tellingen.school, b->tellingen.rows.count, schools, telling_key);
    b->kengetallen_of = group(b, b->kengetallen.kengetal, b->kengetallen.rows.count,
                              b->kengetal_names.count, kengetal_key);
    b->woonplaatsen_of =
        group(b, b->woonplaatsen.leerling, b->woonplaatsen.rows.count, pupils, woonplaats_key);
    b->verblijven_of =
        group(b, b->verblijven.leerling, b->verblijven.rows.count, pupils, verblijf_key);
    b->besluiten_of = group(b, b->woonplaatsbesluiten.leerling, b->woonplaatsbesluiten.rows.count,
                            pupils, besluit_key);
    index_schoolvakanties(b);
    b->leerlingen_row = NEW(b->arena, u32, pupils + 1);
    for (size_t i = 0; i < pupils; i++)
        b->leerlingen_row[i] = NONE;
    for (size_t i = b->leerlingen.rows.count; i-- > 0;)
        b->leerlingen_row[b->leerlingen.leerling[i]] = (u32)i;
}
