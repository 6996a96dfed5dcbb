/* Two batches side by side. In: what was read; out: the first thing that is not the same. Holds
 * always: a text is compared by what it says, anything else by its bytes. */
#include "equal_batches.h"

static bool equal_cells(const ColumnSpec *column, const char *a, const char *b, size_t row)
{
    switch (column->type) {
    case TYPE_KEY:
    case TYPE_ID:
    case TYPE_TEXT:
        return text_equal(((const Text *)(const void *)a)[row],
                          ((const Text *)(const void *)b)[row]);
    default:
        return !memcmp(a + row * column->cell_size, b + row * column->cell_size, column->cell_size);
    }
}

static const char *tables_differ(Batch *a, Batch *b, TableId table)
{
    const TableSpec *spec = &table_specs[table];
    const TableRows *rows = batch_rows(a, table), *others = batch_rows(b, table);
    if (rows->count != others->count || rows->present != others->present) return spec->name;
    for (size_t row = 0; row < rows->count; row++) {
        if (rows->line[row] != others->line[row]) return "the line of a row";
        for (size_t c = 0; c < spec->column_count; c++)
            if (!equal_cells(&spec->columns[c], *batch_column(a, table, c),
                             *batch_column(b, table, c), row))
                return spec->columns[c].name;
    }
    return NULL;
}

static const char *reports_differ(const Report *a, const Report *b)
{
    if (a->errors != b->errors || a->warnings != b->warnings || a->count != b->count)
        return "how much is told";
    for (size_t i = 0; i < a->count; i++) {
        const Fault *one = &a->items[i], *other = &b->items[i];
        const Place *here = &one->place, *there = &other->place;
        if (one->id != other->id || here->source != there->source || here->line != there->line ||
            here->field != there->field || here->column != there->column ||
            !text_equal(one->text, other->text))
            return fault_specs[one->id].id;
    }
    return NULL;
}

const char *batches_differ(Batch *a, Batch *b)
{
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const char *what = tables_differ(a, b, table);
        if (what) return what;
    }
    if (a->leerling_ids.count != b->leerling_ids.count) return "the number of pupils";
    for (u32 i = 0; i < a->leerling_ids.count; i++)
        if (!text_equal(leerling_id(a, i), leerling_id(b, i))) return "a pupil";
    if (a->product_ids.count != b->product_ids.count) return "the number of products";
    for (u32 i = 0; i < a->product_ids.count; i++)
        if (!text_equal(a->product_ids.items[i], b->product_ids.items[i])) return "a product";
    return reports_differ(a->report, b->report);
}
