/* The numbers of the pupils. In: where identifiers stand in their files; out: a number for each
 * that is different. Holds always: numbers run in the order of first sight, so that who is near in
 * the files is near in memory, whatever the number of threads. */
#include "engine/leerlingen.h"

#include "engine/repeats.h"
#include "engine/work.h"

enum { STRETCH_ROWS = 1 << 14 };

/* A column of the type LEERLING. */
typedef struct LeerlingColumn {
    TableId table;
    u32 *cells;         /* the offset of each identifier, then its number */
    size_t begin, rows; /* begin: how many rows the columns before it have */
} LeerlingColumn;

/* Rows of a column, that one task does. */
typedef struct Stretch {
    const LeerlingColumn *column;
    WorkRange rows;
    u32 next; /* the number of the first identifier that is new in it */
} Stretch;

/* The rows of all columns count on: row r of a column is begin + r. */
typedef struct Numbering {
    Batch *batch;
    LeerlingColumn columns[TABLE_COUNT];
    size_t column_count, row_count;
    u32 *first; /* of each row: the first with the same identifier */
    Stretch *stretches;
    size_t stretch_count;
} Numbering;

static void add_columns(Numbering *n, TableId table)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        if (spec->columns[c].type != TYPE_LEERLING) continue;
        ASSERT(n->column_count < COUNT_OF(n->columns));
        LeerlingColumn *column = &n->columns[n->column_count++];
        *column = (LeerlingColumn){.table = table,
                                   .cells = *batch_column(n->batch, table, c),
                                   .begin = n->row_count,
                                   .rows = batch_rows(n->batch, table)->count};
        n->row_count += column->rows;
    }
}

static const LeerlingColumn *column_of(const Numbering *n, size_t row)
{
    const LeerlingColumn *column = n->columns;
    while (row - column->begin >= column->rows)
        column++;
    return column;
}

static Text identifier_of(const void *context, u32 row)
{
    const Numbering *n = context;
    const LeerlingColumn *column = column_of(n, row);
    Text file = n->batch->sources[SOURCE_TABLES + column->table].text;
    return text_slice(file, column->cells[row - column->begin], file.length);
}

static void cut_stretches(Numbering *n, Arena *arena)
{
    size_t most = n->row_count / STRETCH_ROWS + n->column_count;
    n->stretches = NEW(arena, Stretch, most + 1);
    for (size_t c = 0; c < n->column_count; c++) {
        const LeerlingColumn *column = &n->columns[c];
        size_t parts = work_parts(column->rows, STRETCH_ROWS);
        for (size_t part = 0; part < parts; part++)
            n->stretches[n->stretch_count++] =
                (Stretch){.column = column, .rows = work_range(column->rows, parts, part)};
    }
}

static void count_new(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    Stretch *s = &n->stretches[task];
    const u32 *first = n->first + s->column->begin;
    for (size_t row = s->rows.first; row < s->rows.end; row++)
        s->next += first[row] == s->column->begin + row;
}

/* From how many identifiers are new in each stretch to where their numbers begin. */
static void add_up(Numbering *n, LeerlingIds *ids)
{
    for (size_t i = 0; i < n->stretch_count; i++) {
        u32 count = n->stretches[i].next;
        n->stretches[i].next = ids->count;
        ids->count += count;
        ids->end[n->stretches[i].column->table] = ids->count;
    }
}

static void number_new(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    const Stretch *s = &n->stretches[task];
    const u32 *first = n->first + s->column->begin;
    u32 *cells = s->column->cells, *offset = n->batch->leerling_ids.offset, next = s->next;
    for (size_t row = s->rows.first; row < s->rows.end; row++) {
        if (first[row] != s->column->begin + row) continue;
        offset[next] = cells[row];
        cells[row] = next++;
    }
}

/* Gives the other rows the number of the first with their identifier. */
static void number_others(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Numbering *n = context;
    const Stretch *s = &n->stretches[task];
    for (size_t row = s->rows.first; row < s->rows.end; row++) {
        u32 first = n->first[s->column->begin + row];
        if (first == s->column->begin + row) continue;
        const LeerlingColumn *column = column_of(n, first);
        s->column->cells[row] = column->cells[first - column->begin];
    }
}

void number_leerlingen(Batch *batch)
{
    Numbering n = {.batch = batch};
    for (TableId table = 0; table < TABLE_COUNT; table++)
        add_columns(&n, table);
    ASSERT(n.row_count < NONE); /* files are below 4 GiB, and their rows have 15 bytes and more */
    Arena scratch = {0};
    n.first = NEW(&scratch, u32, n.row_count + 1);
    find_first_rows(&(RowIdentifiers){identifier_of, &n, (u32)n.row_count}, n.first);
    cut_stretches(&n, &scratch);
    work_each(n.stretch_count, count_new, &n);
    add_up(&n, &batch->leerling_ids);
    batch->leerling_ids.offset = NEW(batch->arena, u32, batch->leerling_ids.count + 1);
    work_each(n.stretch_count, number_new, &n);
    work_each(n.stretch_count, number_others, &n);
    arena_free(&scratch);
}

Text leerling_id(const Batch *batch, u32 leerling)
{
    const LeerlingIds *ids = &batch->leerling_ids;
    if (leerling >= ids->count) return TEXT("");
    TableId table = 0;
    while (leerling >= ids->end[table])
        table++;
    return text_identifier_at(batch->sources[SOURCE_TABLES + table].text, ids->offset[leerling]);
}
