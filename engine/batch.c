/* The tables as columns. In: rows as they were read; out: sorted keys, opvolgers, small look-ups.
 * Holds always: after batch_sort_keys the row number of a key is its rank in bytewise order. */
#include "engine/batch.h"

#include <string.h>

TableRows *batch_rows(Batch *batch, TableId table)
{
    return (TableRows *)(void *)((char *)batch + table_specs[table].offset);
}

void **batch_column(Batch *batch, TableId table, size_t column)
{
    const TableSpec *spec = &table_specs[table];
    ASSERT(column < spec->column_count);
    return (void **)(void *)((char *)batch + spec->offset + spec->columns[column].offset);
}

Text source_text(const Batch *batch, u32 source)
{
    if (batch->sources[source].let_go) batch->read_again(batch, source);
    return batch->sources[source].text;
}

Place place_of(const Batch *batch, TableId table, u32 row, i32 column)
{
    const char *struct_of_table = (const char *)batch + table_specs[table].offset;
    const TableRows *rows = (const TableRows *)(const void *)struct_of_table;
    ASSERT(row < rows->count);
    Place place = {.source = SOURCE_TABLES + table, .line = rows->line[row], .field = column};
    if (column >= 0) place.name = text_of(table_specs[table].columns[column].name);
    return place;
}

Place place_of_table(TableId table)
{
    return (Place){.source = SOURCE_TABLES + table, .field = -1};
}

typedef struct KeyRow {
    Text key;
    u32 line, row;
} KeyRow;

static int by_key(const void *left, const void *right)
{
    const KeyRow *a = left, *b = right;
    int order = text_compare(a->key, b->key);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* Rearranges every column of the table to the order of `keys`. */
static void permute(Batch *batch, TableId table, const KeyRow *keys, size_t count)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        void **column = batch_column(batch, table, c);
        size_t size = spec->columns[c].cell_size;
        char *sorted = arena_alloc(batch->arena, count, size);
        for (size_t i = 0; i < count; i++)
            memcpy(sorted + i * size, (char *)*column + keys[i].row * size, size);
        *column = sorted;
    }
    TableRows *rows = batch_rows(batch, table);
    rows->line = NEW(batch->arena, u32, count);
    for (size_t i = 0; i < count; i++)
        rows->line[i] = keys[i].line;
    rows->count = rows->capacity = count;
}

void batch_sort_keys(Batch *batch, TableId table, Symbols *symbols)
{
    TableRows *rows = batch_rows(batch, table);
    const Text *key = (const Text *)*batch_column(batch, table, 0);
    KeyRow *keys = NEW(batch->arena, KeyRow, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        keys[i] = (KeyRow){key[i], rows->line[i], (u32)i};
    sort_array(keys, rows->count, sizeof *keys, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (kept && text_equal(keys[kept - 1].key, keys[i].key)) {
            FAULT_AT(batch->report, E211_DUPLICATE_KEY, place_of(batch, table, keys[i].row, 0),
                     keys[i].key, text_integer(batch->arena, keys[kept - 1].line));
        } else {
            keys[kept++] = keys[i];
        }
    }
    permute(batch, table, keys, kept);
    symbols->arena = batch->arena;
    for (size_t i = 0; i < kept; i++)
        symbols_intern(symbols, keys[i].key);
}

/* A partij from which its opvolgers lead back to it or round in a circle. */
static bool leads_round(const Batch *batch, u32 partij)
{
    u32 slow = partij, fast = partij;
    for (;;) {
        if (batch->opvolger[fast] == NONE) return false;
        fast = batch->opvolger[fast];
        if (batch->opvolger[fast] == NONE) return false;
        fast = batch->opvolger[fast];
        slow = batch->opvolger[slow];
        if (slow == fast) return true;
    }
}

/* Whether a partij that leads round is in the circle itself, and the first of those in it. */
static bool is_first_of_circle(const Batch *batch, u32 partij)
{
    u32 steps = 0, next = batch->opvolger[partij];
    for (; next != partij && steps <= batch->partijen.rows.count; steps++) {
        if (next < partij) return false;
        next = batch->opvolger[next];
    }
    return next == partij;
}

void batch_find_opvolgers(Batch *batch)
{
    Table_partijen *t = &batch->partijen;
    batch->opvolger = NEW(batch->arena, u32, t->rows.count + 1);
    for (u32 i = 0; i < t->rows.count; i++) {
        batch->opvolger[i] = NONE;
        if (!t->opvolger[i].length) continue;
        u32 next = symbols_find(&batch->partij_codes, t->opvolger[i]);
        Place place = place_of(batch, T_partijen, i,
                               next == NONE ? COL_partijen_opvolger : COL_partijen_opvolging_per);
        if (next == NONE) {
            FAULT_AT(batch->report, E203_UNKNOWN_CODE, place,
                     JOIN(batch->arena, TEXT("partij "), t->opvolger[i]), TEXT("partijen"));
        } else if (next != i && t->opvolging_per[i] == DAY_OPEN_END) {
            FAULT_AT(batch->report, E213_OPVOLGER_WITHOUT_DATE, place, t->code[i]);
        } else if (next != i) {
            batch->opvolger[i] = next;
        }
    }
    for (u32 i = 0; i < t->rows.count; i++) {
        if (!leads_round(batch, i) || !is_first_of_circle(batch, i)) continue;
        FAULT_AT(batch->report, E214_OPVOLGER_CIRCLE,
                 place_of(batch, T_partijen, i, COL_partijen_opvolger), t->code[i]);
    }
}

u32 successor_on(const Batch *batch, u32 partij, Day day)
{
    if (partij >= ABROAD) return partij;
    while (batch->opvolger[partij] != NONE && batch->partijen.opvolging_per[partij] <= day)
        partij = batch->opvolger[partij];
    return partij;
}

static Text name_at(const Symbols *symbols, u32 number)
{
    return number < symbols->count ? symbols->items[number] : TEXT("");
}

Text partij_code(const Batch *batch, u32 partij)
{
    return partij == ABROAD ? TEXT("BUITENLAND") : name_at(&batch->partij_codes, partij);
}

/* Of codes whose numbers go on in those that are gone. */
static Text name_in(const Symbols *symbols, const Symbols *gone, u32 number)
{
    if (number == NONE || number < symbols->count) return name_at(symbols, number);
    return name_at(gone, number - (u32)symbols->count);
}

Text school_code(const Batch *batch, u32 school)
{
    return name_in(&batch->school_codes, &batch->gone_scholen, school);
}

Text contract_code(const Batch *batch, u32 contract)
{
    return name_in(&batch->contract_codes, &batch->gone_contracts, contract);
}

Day contract_first(const Batch *batch, u32 contract)
{
    return batch->contracten.begindatum[contract];
}

Day contract_last(const Batch *batch, u32 contract)
{
    return batch->contracten.einddatum[contract];
}
