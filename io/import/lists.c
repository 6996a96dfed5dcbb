/* Lists of schools and others, put together into one table. In: files with columns of any name, and
 * which of them is which column of the table; out: the table. Holds always: a row that is written
 * can be read by check, as far as it can be known without the other tables; no key stands in it
 * twice. */
#include "io/changes/changes_cells.h"
#include "io/import/import.h"
#include "io/read/cells.h"
#include "io/read/names.h"
#include "io/read/rows.h"
#include "io/write/format.h"

/* Where a column of the table comes from. */
typedef struct ListColumn {
    const ColumnSpec *spec;
    Text header; /* --kolom; empty: its own name */
    Text fixed;  /* --vast */
    bool is_fixed, used;
    int field; /* of the file that is read; -1: it has none */
} ListColumn;

typedef struct ListRow {
    const Text *cells;
    size_t count;
} ListRow;

typedef struct List {
    Import *import;
    TableId table;
    ListColumn columns[COLUMNS_MOST];
    size_t column_count;
    struct {
        ListRow *items;
        size_t count, capacity;
    } rows;
    Symbols keys; /* of rows, where they stand: */
    struct {
        RowIn *items;
        size_t count, capacity;
    } key_at;
} List;

/* --- columns ---------------------------------------------------------------------------------- */

/* Takes --kolom NAME=HEADER or --vast NAME=VALUE; false: it cannot be understood. */
static bool take_option(List *list, ColumnOption option)
{
    Text text = text_of(option.value);
    size_t sign = text_find(text, '=', 0);
    Text name = text_slice(text, 0, sign);
    if (sign == text.length || text_utf8_fault(text) < text.length) return false;
    Text value = text_cleaned(list->import->arena, text_slice(text, sign + 1, text.length));
    for (size_t c = 0; c < list->column_count; c++) {
        ListColumn *column = &list->columns[c];
        if (!text_equal_nocase(text_of(column->spec->name), text_trim(name))) continue;
        if (column->is_fixed || column->header.length || !value.length) return false;
        column->is_fixed = option.kind == 'K';
        *(column->is_fixed ? &column->fixed : &column->header) = value;
        return true;
    }
    return false;
}

/* The columns of the table, with the options for them; *bad: one that cannot be understood. */
static List *make_list(Import *import, TableId table, const char **bad)
{
    const TableSpec *spec = &table_specs[table];
    List *list = NEW(import->arena, List, 1);
    *list = (List){.import = import, .table = table, .column_count = spec->column_count};
    list->keys.arena = import->arena;
    for (size_t c = 0; c < spec->column_count; c++)
        list->columns[c].spec = &spec->columns[c];
    *bad = NULL;
    for (size_t i = 0; i < import->options->column_count && !*bad; i++)
        if (!take_option(list, import->options->columns[i]))
            *bad = import->options->columns[i].value;
    return list;
}

const char *list_options_fault(Import *import, TableId table)
{
    const char *bad;
    (void)make_list(import, table, &bad);
    return bad;
}

static void tell_unused(const List *list, const RowsIn *rows)
{
    Import *import = list->import;
    TextBuilder names = {.arena = import->arena};
    for (size_t i = 0; i < rows->header_count; i++) {
        bool used = !rows->header[i].length || is_added(rows, i);
        for (size_t c = 0; c < list->column_count; c++)
            used |= list->columns[c].field == (int)i;
        if (!used && !build_name(&names, rows->header[i])) break;
    }
    if (names.count)
        FAULT_AT(import->batch->report, W275_COLUMNS_NOT_READ, row_place(rows, -1), built(&names));
}

/* Finds the columns of the table in the header; false: what is missing was told. */
static bool find_columns(List *list, RowsIn *rows)
{
    Import *import = list->import;
    Report *report = import->batch->report;
    u64 errors = report->errors;
    rows->row.line = rows->csv.record_line;
    for (size_t c = 0; c < list->column_count; c++) {
        ListColumn *column = &list->columns[c];
        Text name = column->header.length ? column->header : text_of(column->spec->name);
        column->field = field_named(rows, text_zero_ended(import->arena, name));
        bool demanded = column->header.length || column->spec->need == NEED_MUST;
        if (column->is_fixed && column->field >= 0)
            FAULT_AT(report, E122_COLUMN_TWICE, row_place(rows, column->field), name);
        if (column->field < 0 && demanded && !column->is_fixed) {
            Text there = header_text(import->arena, rows);
            if (column->header.length)
                FAULT_AT(report, E121_COLUMN_MISSING, row_place(rows, -1), name, there);
            else
                FAULT_AT(report, E261_COLUMN_NOT_NAMED, row_place(rows, -1), name, there);
        }
        column->used |= column->field >= 0 || column->is_fixed;
    }
    if (report->errors == errors) tell_unused(list, rows);
    return report->errors == errors;
}

/* --- cells ------------------------------------------------------------------------------------ */

static bool holds_gemeente(const ColumnSpec *spec)
{
    return spec->type == TYPE_GEMEENTE || spec->type == TYPE_WOONPLAATS ||
           (spec->type == TYPE_PARTIJ && text_equal(text_of(spec->name), TEXT("gemeente")));
}

/* Whether Excel's date may stand there; of what was typed in a code it may have made one. */
static bool takes_date(const ColumnSpec *spec)
{
    return spec->type == TYPE_DATE_FIRST || spec->type == TYPE_DATE_LAST || spec->type == TYPE_TEXT;
}

static bool is_number(const ColumnSpec *spec)
{
    switch (spec->type) {
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL:
    case TYPE_AANDEEL:
    case TYPE_BTW: return true;
    default: return false;
    }
}

/* A code, from a code or a name. */
static Text gemeente_cell(Import *import, const ColumnSpec *spec, Place place, Text value)
{
    bool abroad = false;
    if (spec->type == TYPE_WOONPLAATS && text_equal(value, TEXT("BUITENLAND"))) return value;
    const Gemeente *g = cell_gemeente(import, place, value, import->peildatum,
                                      spec->type == TYPE_WOONPLAATS ? &abroad : NULL);
    return abroad ? TEXT("BUITENLAND") : g ? g->code : TEXT("");
}

/* Whether it was told that the cell holds no value of its own (rows_in.c). */
static bool was_told(const RowsIn *rows, int field)
{
    return row_mark(rows, field, MARK_ERROR) || row_mark(rows, field, MARK_NO_VALUE) ||
           row_mark(rows, field, MARK_MERGED);
}

/* Whether the cell of a sheet stores what it shows, as far as its column needs that; else told. */
static bool is_cell_good(Import *import, const RowsIn *rows, const ListColumn *column, Place place,
                         Text value)
{
    const MarkedCell *words = row_mark(rows, column->field, MARK_WORDS);
    const MarkedCell *scaled = row_mark(rows, column->field, MARK_SCALED);
    bool number = is_number(column->spec), date = takes_date(column->spec);
    u64 errors = import->row_report.errors;
    if (!date && row_mark(rows, column->field, MARK_DATE))
        ROW_FAULT(import, E143_DATE_NOT_EXPECTED, place, value);
    else if (date && row_mark(rows, column->field, MARK_IN_PART))
        ROW_FAULT(import, E157_DATE_IN_PART, place, value);
    else if (number && scaled)
        ROW_FAULT(import, E149_PERCENT_UNCLEAR, place, value,
                  WORDS_FILL(&import->scratch, WORDS("what the format %1 shows"), scaled->text));
    else if (!number && row_mark(rows, column->field, MARK_DIGITS))
        ROW_FAULT(import, E146_DIGITS_LOST, place, value);
    else if (!number && words)
        ROW_FAULT(import, E147_SHOWN_OTHERWISE, place, value, words->text);
    return import->row_report.errors == errors;
}

/* The cell as it is written. */
static Text read_list_cell(List *list, const RowsIn *rows, size_t c)
{
    Import *import = list->import;
    const ListColumn *column = &list->columns[c];
    Text value = column->is_fixed     ? column->fixed
                 : column->field >= 0 ? rows->row.fields[column->field]
                                      : TEXT("");
    Place place = row_place(rows, column->field);
    if (was_told(rows, column->field)) return TEXT("");
    if (value.length && holds_gemeente(column->spec))
        return gemeente_cell(import, column->spec, place, value);
    CellContext context = {.batch = &import->row_batch,
                           .table = list->table,
                           .column = column->spec,
                           .line = place.line,
                           .field = place.field,
                           .source = place.source,
                           .name = place.name,
                           .alone = true};
    if (column->field >= 0 && !is_cell_good(import, rows, column, place, value)) return TEXT("");
    char room[FORMAT_ROOM];
    bool given = value.length > 0;
    bool good = read_cell(&context, value, *batch_column(import->batch, list->table, c));
    if (!good || !given) return TEXT("");
    return text_copy(import->arena, canonical_cell(column->spec->type, value, room));
}

/* --- rows ------------------------------------------------------------------------------------- */

static Text key_words(Arena *arena, const List *list)
{
    TextBuilder out = {.arena = arena};
    const RowKey *key = &row_keys[list->table];
    for (size_t k = 0; k < key->count; k++) {
        if (k) build_text(&out, TEXT(", "));
        build_text(&out, text_of(list->columns[key->columns[k]].spec->name));
    }
    return built(&out);
}

/* Tells a row whose key another has. */
static void check_key(List *list, const RowsIn *rows, const Text *cells)
{
    Import *import = list->import;
    const RowKey *key = &row_keys[list->table];
    TextBuilder text = {.arena = &import->scratch};
    for (size_t k = 0; k < key->count; k++) {
        build_text(&text, cells[key->columns[k]]);
        build_char(&text, '\n');
    }
    u32 known = symbols_find(&list->keys, built(&text));
    if (known == NONE) {
        (void)symbols_intern(&list->keys, text_copy(import->arena, built(&text)));
        *PUSH(import->arena, &list->key_at) = rows->row;
        return;
    }
    const RowIn *first = &list->key_at.items[known];
    ROW_FAULT(import, E255_SAME_ROW, row_place(rows, list->columns[key->columns[0]].field),
              key_words(&import->scratch, list),
              place_label(&import->scratch, import, first->file, first->line));
}

/* A row whose first value is such a word, and that lacks what a row must have. */
static bool is_total(const List *list, const RowsIn *rows, int *field)
{
    const Text *fields = rows->row.fields;
    for (*field = 0; !fields[*field].length; ++*field)
        ASSERT((size_t)*field + 1 < rows->row.count); /* rows without a value are passed over */
    if (!begins_as_total(fields[*field])) return false;
    for (size_t c = 0; c < list->column_count; c++) {
        const ListColumn *column = &list->columns[c];
        if (column->spec->need == NEED_MUST && column->field >= 0 && !fields[column->field].length)
            return true;
    }
    return false;
}

static void take_row(List *list, const RowsIn *rows)
{
    Import *import = list->import;
    int field;
    if (is_total(list, rows, &field)) {
        ROW_FAULT(import, E139_TOTAL_ROW, row_place(rows, field), rows->row.fields[field]);
        (void)row_end(import, rows);
        return;
    }
    Text *cells = NEW(import->arena, Text, list->column_count);
    for (size_t c = 0; c < list->column_count; c++)
        cells[c] = read_list_cell(list, rows, c);
    if (!import->row_report.errors) check_key(list, rows, cells);
    if (row_end(import, rows))
        *PUSH(import->arena, &list->rows) = (ListRow){cells, list->column_count};
}

static int by_cells(const void *left, const void *right)
{
    const ListRow *a = left, *b = right; /* whose keys differ */
    size_t c = 0;
    for (; text_equal(a->cells[c], b->cells[c]); c++)
        ASSERT(c + 1 < a->count);
    return text_compare(a->cells[c], b->cells[c]);
}

static void put_row(Page *page, const List *list, const Text *cells)
{
    bool first = true;
    for (size_t c = 0; c < list->column_count; c++) {
        if (!list->columns[c].used) continue;
        if (!first) put_char(page, ';');
        put_text(page, cells[c]);
        first = false;
    }
    put_char(page, '\n');
}

bool import_list(Import *import, TableId table, Results *results)
{
    const char *bad;
    List *list = make_list(import, table, &bad);
    bool understood = !bad;
    make_room(import->batch, table, 0); /* for the row that is read */
    import->sheet = text_of(table_specs[table].name);
    for (size_t f = 0; f < import->file_count; f++) {
        RowsIn *rows = NEW(import->arena, RowsIn, 1);
        if (!rows_in_begin(rows, import, f) || !find_columns(list, rows)) {
            understood = false;
            continue;
        }
        while (rows_in_next(rows))
            take_row(list, rows);
    }
    if (!understood) return false;
    Page page = {0};
    Text names[COLUMNS_MOST];
    for (size_t c = 0; c < list->column_count; c++)
        names[c] = text_of(list->columns[c].spec->name);
    sort_array(list->rows.items, list->rows.count, sizeof *list->rows.items, by_cells);
    put_row(&page, list, names);
    for (size_t i = 0; i < list->rows.count; i++)
        put_row(&page, list, list->rows.items[i].cells);
    Text file = JOIN(import->arena, text_of(table_specs[table].name), TEXT(".csv"));
    results->items[results->count++] = (Made){.name = text_zero_ended(import->arena, file),
                                              .bytes = text_copy(import->arena, page_text(&page)),
                                              .rows = list->rows.count};
    page_free(&page);
    return true;
}
