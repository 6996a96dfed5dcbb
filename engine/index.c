/* The indexes of the batch. In: tables whose references are all valid; out: rows grouped by key and
 * sorted within the group. Holds always: equal tables in another row order give groups that walk
 * through equal rows in equal order, but for rows that are equal in all that is sorted by. */
#include "engine/cluster.h"
#include "engine/schoolweek.h"
#include "engine/work.h"

#include <string.h>

/* What rows of a group are sorted by: numbers, then a text. */
typedef struct SortRow {
    i64 first, second;
    Text third;
    u32 row;
} SortRow;

typedef SortRow SortKey(const Batch *batch, u32 row);

/* One index that is to be made. */
typedef struct Grouping {
    Groups *groups;
    const u32 *keys; /* of each row */
    size_t row_count;
    SortKey *sort; /* NULL: a group keeps the order of its rows */
} Grouping;

/* A task groups the rows of one range of the keys of an index: it looks at all keys, and has no
 * need of what the tasks of the other ranges find. The more ranges, the more looking, so they are
 * few; but what a task writes should stay in the cache. */
enum { RANGES_MOST = 8, RANGE_LEAST = 1 << 22 };

/* --- one range of keys ------------------------------------------------------------------------ */

/* Sets start[k + 1] of the groups of the range to where group k begins; where the first does. */
static u32 find_starts(const Grouping *grouping, WorkRange range)
{
    Groups *groups = grouping->groups;
    u32 begin = 0;
    for (size_t i = 0; i < grouping->row_count; i++) {
        u32 key = grouping->keys[i];
        ASSERT(key < groups->key_count);
        if (key < range.first)
            begin++;
        else if (key < range.end)
            groups->start[key + 1]++;
    }
    u32 next = begin;
    for (size_t key = range.first; key < range.end; key++) {
        u32 count = groups->start[key + 1];
        groups->start[key + 1] = next;
        next += count;
    }
    return begin;
}

/* Fills the groups of the range; start[k + 1] moves on to where group k ends. */
static void place_rows(const Grouping *grouping, WorkRange range)
{
    Groups *groups = grouping->groups;
    for (size_t i = 0; i < grouping->row_count; i++) {
        u32 key = grouping->keys[i];
        if (range.first <= key && key < range.end) groups->rows[groups->start[key + 1]++] = (u32)i;
    }
}

static int by_sort(const void *left, const void *right)
{
    const SortRow *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    int order = text_compare(a->third, b->third);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void sort_rows(const Batch *batch, u32 *rows, size_t count, SortKey *key, SortRow *sorted)
{
    enum { FEW = 8 };
    bool right = true;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = key(batch, rows[i]);
        right = right && (!i || by_sort(&sorted[i - 1], &sorted[i]) < 0);
    }
    if (right) return;
    if (count > FEW) {
        sort_array(sorted, count, sizeof *sorted, by_sort);
    } else {
        for (size_t i = 1; i < count; i++) {
            SortRow moved = sorted[i];
            size_t to = i;
            for (; to && by_sort(&moved, &sorted[to - 1]) < 0; to--)
                sorted[to] = sorted[to - 1];
            sorted[to] = moved;
        }
    }
    for (size_t i = 0; i < count; i++)
        rows[i] = sorted[i].row;
}

/* Sorts the rows of the groups of the range, of which the first begins at `start`. */
static void sort_groups(const Batch *batch, const Grouping *grouping, WorkRange range, u32 start)
{
    const Groups *groups = grouping->groups;
    Arena scratch = {0};
    SortRow *sorted = NULL;
    size_t capacity = 0;
    for (size_t key = range.first; key < range.end; key++) {
        u32 end = groups->start[key + 1], count = end - start;
        if (count > 1) {
            sorted = arena_grow(&scratch, sorted, &capacity, count, sizeof *sorted);
            sort_rows(batch, groups->rows + start, count, grouping->sort, sorted);
        }
        start = end;
    }
    arena_free(&scratch);
}

/* --- what is sorted by ------------------------------------------------------------------------ */

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
static SortRow inschrijving_key(const Batch *b, u32 row)
{
    return (SortRow){
        -(i64)b->inschrijvingen.begindatum[row], b->inschrijvingen.school[row], {0}, row};
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

/* --- the indexes ------------------------------------------------------------------------------ */

/* A range of the keys of an index. */
typedef struct IndexTask {
    const Batch *batch;
    const Grouping *grouping;
    WorkRange range;
} IndexTask;

static void make_range(void *context, size_t number, unsigned worker)
{
    (void)worker;
    const IndexTask *task = (const IndexTask *)context + number;
    u32 begin = find_starts(task->grouping, task->range);
    place_rows(task->grouping, task->range);
    if (task->grouping->sort) sort_groups(task->batch, task->grouping, task->range, begin);
}

/* Makes room for the groups, and tasks for their ranges; none when there are no rows. */
static size_t prepare(const Batch *b, Grouping *g, size_t key_count, IndexTask *tasks)
{
    *g->groups = (Groups){NEW(b->arena, u32, key_count + 1), NEW(b->arena, u32, g->row_count + 1),
                          key_count};
    if (!g->row_count) return 0;
    size_t ranges = (key_count + g->row_count) / RANGE_LEAST + 1;
    if (ranges > RANGES_MOST) ranges = RANGES_MOST;
    for (size_t i = 0; i < ranges; i++)
        tasks[i] = (IndexTask){b, g, work_range(key_count, ranges, i)};
    return ranges;
}

/* An index of a table by one of its columns. */
#define GROUP(table, column, key_count, sort_key, index)                         \
    {                                                                            \
        {&b->index, b->table.column, b->table.rows.count, sort_key}, (key_count) \
    }

typedef struct Indexes {
    Grouping grouping;
    size_t key_count;
} Indexes;

static void group_all(Batch *b, Indexes *all, size_t all_count)
{
    Arena scratch = {0};
    IndexTask *tasks = NEW(&scratch, IndexTask, all_count * RANGES_MOST);
    size_t count = 0;
    for (size_t i = 0; i < all_count; i++)
        count += prepare(b, &all[i].grouping, all[i].key_count, tasks + count);
    work_each(count, make_range, tasks);
    arena_free(&scratch);
}

/* The rows of inschrijvingen stand by school, for that is how they are walked most (weigh.c): those
 * of a pupil are found before they move, when they are often near. */
static void index_inschrijvingen(Batch *b)
{
    size_t pupils = b->leerling_ids.count, schools = b->scholen.rows.count;
    Indexes before[] = {
        GROUP(inschrijvingen, leerling, pupils, inschrijving_key, inschrijvingen_of)};
    group_all(b, before, COUNT_OF(before));
    Arena scratch = {0};
    const u32 *to = cluster_rows(&scratch, b, T_inschrijvingen, b->inschrijvingen.school, schools);
    for (size_t i = 0; to && i < b->inschrijvingen.rows.count; i++)
        b->inschrijvingen_of.rows[i] = to[b->inschrijvingen_of.rows[i]];
    arena_free(&scratch);
}

static void index_others(Batch *b)
{
    size_t contracts = b->contracten.rows.count, schools = b->scholen.rows.count;
    size_t pupils = b->leerling_ids.count, kengetallen = b->kengetal_names.count;
    Indexes all[] = {
        GROUP(woonplaatsen, leerling, pupils, woonplaats_key, woonplaatsen_of),
        GROUP(inschrijvingen, school, schools, NULL, inschrijvingen_at),
        GROUP(deelnames, contract, contracts, deelname_key, deelnames_in),
        GROUP(verblijven, leerling, pupils, verblijf_key, verblijven_of),
        GROUP(woonplaatsbesluiten, leerling, pupils, besluit_key, besluiten_of),
        GROUP(contract_scholen, contract, contracts, school_key, schools_of_contract),
        GROUP(kosten, contract, contracts, kosten_key, kosten_of),
        GROUP(bijdragen, contract, contracts, bijdrage_key, bijdragen_of),
        GROUP(voorschotten, contract, contracts, voorschot_key, voorschotten_of),
        GROUP(tarieven, contract, contracts, tarief_key, tarieven_of),
        GROUP(tellingen, school, schools, telling_key, tellingen_of),
        GROUP(kengetallen, kengetal, kengetallen, kengetal_key, kengetallen_of),
    };
    group_all(b, all, COUNT_OF(all));
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++) /* from row to school */
        b->schools_of_contract.rows[i] = b->contract_scholen.school[b->schools_of_contract.rows[i]];
}

static void index_leerlingen(Batch *b)
{
    size_t pupils = b->leerling_ids.count;
    if (!b->leerlingen.rows.count) return;
    b->leerlingen_row = NEW(b->arena, u32, pupils + 1);
    memset(b->leerlingen_row, 0xFF, pupils * sizeof *b->leerlingen_row); /* NONE */
    for (size_t i = b->leerlingen.rows.count; i-- > 0;)
        b->leerlingen_row[b->leerlingen.leerling[i]] = (u32)i;
}

void index_batch(Batch *b)
{
    index_inschrijvingen(b);
    index_others(b);
    index_leerlingen(b);
    index_schoolvakanties(b);
}
