/* The numbers of the pupils. In: where identifiers stand in their files; out: a number for each
 * that is different. Holds always: numbers run in the order of first sight, so that who is near in
 * the files is near in memory, whatever the number of threads. */
#include "engine/leerlingen.h"

#include "engine/repeats.h"

/* A column of the type LEERLING. Row r of it is row begin + r of all these columns together. */
typedef struct LeerlingColumn {
    TableId table;
    u32 *cells; /* the offset of each identifier, then its number */
    size_t begin, end;
} LeerlingColumn;

typedef struct Numbering {
    Batch *batch;
    LeerlingColumn columns[TABLE_COUNT];
    size_t column_count, row_count;
    Repeats *repeats;
    u32 *next; /* per stretch: the number of the first identifier that is new in it */
} Numbering;

static void add_columns(Numbering *n, TableId table)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        if (spec->columns[c].type != TYPE_LEERLING) continue;
        size_t rows = batch_rows(n->batch, table)->count;
        ASSERT(n->column_count < COUNT_OF(n->columns));
        n->columns[n->column_count++] = (LeerlingColumn){table, *batch_column(n->batch, table, c),
                                                         n->row_count, n->row_count + rows};
        n->row_count += rows;
    }
}

static const LeerlingColumn *column_of(const Numbering *n, size_t row)
{
    const LeerlingColumn *column = n->columns;
    while (row >= column->end)
        column++;
    return column;
}

static u32 *cell_of(const Numbering *n, size_t row)
{
    const LeerlingColumn *column = column_of(n, row);
    return &column->cells[row - column->begin];
}

static Text identifier_of(const void *context, u32 row)
{
    const Numbering *n = context;
    const LeerlingColumn *column = column_of(n, row);
    Text file = n->batch->sources[SOURCE_TABLES + column->table].text;
    return text_slice(file, column->cells[row - column->begin], file.length);
}

static void count_new(void *context, size_t stretch, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    u32 first[STRETCH_ROWS];
    WorkRange rows = repeats_rows(n->repeats, stretch);
    repeats_in(n->repeats, stretch, first);
    u32 count = 0;
    for (size_t row = rows.first; row < rows.end; row++)
        count += first[row - rows.first] == row;
    n->next[stretch] = count;
}

/* From how many identifiers are new in each stretch to where their numbers begin; all of them. */
static u32 add_up(const Numbering *n)
{
    u32 next = 0;
    for (size_t i = 0; i < repeats_stretches(n->repeats); i++) {
        u32 count = n->next[i];
        n->next[i] = next;
        next += count;
    }
    return next;
}

static void number_new(void *context, size_t stretch, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    LeerlingIds *ids = &n->batch->leerling_ids;
    u32 first[STRETCH_ROWS], next = n->next[stretch];
    WorkRange rows = repeats_rows(n->repeats, stretch);
    repeats_in(n->repeats, stretch, first);
    for (size_t row = rows.first; row < rows.end; row++) {
        const LeerlingColumn *column = column_of(n, row);
        if (first[row - rows.first] == row) {
            u32 *cell = &column->cells[row - column->begin];
            ids->offset[next] = *cell;
            *cell = next++;
        }
        if (row + 1 == column->end) ids->end[column->table] = next;
    }
}

/* Gives the other rows the number of the first with their identifier. */
static void number_others(void *context, size_t stretch, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    u32 first[STRETCH_ROWS];
    WorkRange rows = repeats_rows(n->repeats, stretch);
    repeats_in(n->repeats, stretch, first);
    for (size_t row = rows.first; row < rows.end; row++)
        if (first[row - rows.first] != row) *cell_of(n, row) = *cell_of(n, first[row - rows.first]);
}

void number_leerlingen(Batch *batch)
{
    Numbering n = {.batch = batch};
    for (TableId table = 0; table < TABLE_COUNT; table++)
        add_columns(&n, table);
    /* Files are below 4 GiB; a row has three bytes in leerlingen, nine and more in the others. */
    ASSERT(n.row_count < NONE);
    RowIdentifiers identifiers = {identifier_of, &n, (u32)n.row_count};
    Arena scratch = {0};
    n.repeats = find_repeats(&scratch, &identifiers);
    size_t stretches = repeats_stretches(n.repeats);
    n.next = NEW(&scratch, u32, stretches);
    work_each(stretches, count_new, &n);
    batch->leerling_ids.count = add_up(&n);
    batch->leerling_ids.offset = NEW(batch->arena, u32, batch->leerling_ids.count + 1);
    work_each(stretches, number_new, &n);
    work_each(stretches, number_others, &n);
    arena_free(&scratch);
}

Text leerling_id(const Batch *batch, u32 leerling)
{
    const LeerlingIds *ids = &batch->leerling_ids;
    if (leerling >= ids->count) return TEXT("");
    TableId table = 0;
    while (leerling >= ids->end[table])
        table++;
    Text file = source_text(batch, SOURCE_TABLES + table);
    if (ids->offset[leerling] >= file.length) return TEXT("(unknown: the file has changed)");
    return text_identifier_at(file, ids->offset[leerling]);
}
