/* The tables. In: CSV files; out: the columns of the batch. Holds always: a row stands in the batch
 * only when each of its cells was read and each reference found. */
#include "io/tables.h"

#include "engine/gemeenten.h"
#include "io/cells.h"
#include "io/csv.h"

#include <string.h>

enum { NO_FIELD = -1 };

typedef struct TableReading {
    CellContext cell;
    CsvReader csv;
    int field_of[COLUMNS_MOST]; /* which field of a record each column is, or NO_FIELD */
    size_t header_count;
    u32 empty_rows, first_empty_line;
} TableReading;

static Place record_place(const TableReading *r, i32 field)
{
    return (Place){
        .source = SOURCE_TABLES + r->cell.table, .line = r->csv.record_line, .field = field};
}

static void tell_csv_fault(TableReading *r)
{
    static const FaultId ids[] = {
        [CSV_QUOTE_INSIDE] = E111_QUOTE_INSIDE,       [CSV_AFTER_QUOTE] = E112_TEXT_AFTER_QUOTE,
        [CSV_UNTERMINATED] = E113_UNTERMINATED_QUOTE, [CSV_CARRIAGE_RETURN] = E114_CARRIAGE_RETURN,
        [CSV_TOO_LONG] = E115_RECORD_TOO_LONG,        [CSV_TOO_MANY_FIELDS] = E116_TOO_MANY_FIELDS,
    };
    Place place = record_place(r, -1);
    Text before = text_slice(r->csv.text, r->csv.record_at, r->csv.fault_at);
    place.column = (u32)text_characters(before) + 1;
    FAULT_PLAIN(r->cell.batch->report, ids[r->csv.fault], place);
}

static const ColumnSpec *nearest_column(const TableSpec *spec, Text name)
{
    const ColumnSpec *best = NULL;
    int least = 3;
    for (size_t c = 0; c < spec->column_count; c++) {
        int distance = text_distance(text_of(spec->columns[c].name), name);
        if (distance < least) best = &spec->columns[c], least = distance;
    }
    return best;
}

/* The column that a field of the header names; NULL: unknown. */
static const ColumnSpec *take_header_field(TableReading *r, const TableSpec *spec, size_t field)
{
    Text name = text_trim(r->csv.fields[field]);
    for (size_t c = 0; c < spec->column_count; c++) {
        if (!text_equal_nocase(text_of(spec->columns[c].name), name)) continue;
        if (r->field_of[c] != NO_FIELD)
            FAULT_AT(r->cell.batch->report, E122_COLUMN_TWICE, record_place(r, (i32)field), name);
        r->field_of[c] = (int)field;
        return &spec->columns[c];
    }
    return NULL;
}

static void tell_unknown_column(TableReading *r, const TableSpec *spec, size_t field)
{
    Arena *arena = r->cell.batch->arena;
    Text name = text_trim(r->csv.fields[field]);
    const ColumnSpec *nearest = nearest_column(spec, name);
    Text hint = nearest ? JOIN(arena, TEXT("; did you mean "), text_of(nearest->name), TEXT("?"))
                        : TEXT("");
    if (!name.length) hint = TEXT("; remove the separator too many");
    FAULT_AT(r->cell.batch->report, W123_COLUMN_UNKNOWN, record_place(r, (i32)field),
             name.length ? name : TEXT("without a name"), hint);
}

static Text header_names(TableReading *r)
{
    TextBuilder names = {.arena = r->cell.batch->arena};
    for (size_t i = 0; i < r->csv.count; i++) {
        if (i) build_text(&names, TEXT(", "));
        build_text(&names, text_trim(r->csv.fields[i]));
        if (names.count > 300) break;
    }
    return built(&names);
}

/* Finds which field each column is. False: the rows cannot be read. */
static bool read_header(TableReading *r, const TableSpec *spec)
{
    Batch *batch = r->cell.batch;
    for (size_t c = 0; c < spec->column_count; c++)
        r->field_of[c] = NO_FIELD;
    if (!csv_next(&r->csv)) {
        FAULT_PLAIN(batch->report, E109_FILE_EMPTY, place_of_table(r->cell.table));
        return false;
    }
    if (r->csv.fault) return tell_csv_fault(r), false;
    if (r->csv.count < 2) {
        FAULT_PLAIN(batch->report, E124_NO_SEPARATOR, record_place(r, -1));
        return false;
    }
    u64 errors = batch->report->errors;
    bool known[CSV_FIELDS_MOST];
    for (size_t i = 0; i < r->csv.count; i++)
        known[i] = take_header_field(r, spec, i) != NULL;
    r->header_count = r->csv.count;
    for (size_t c = 0; c < spec->column_count; c++) {
        if (r->field_of[c] != NO_FIELD || spec->columns[c].need == NEED_MAY) continue;
        Place place = record_place(r, -1);
        place.name = text_of(spec->columns[c].name);
        FAULT_AT(batch->report, E121_COLUMN_MISSING, place, place.name, header_names(r));
    }
    if (batch->report->errors != errors) return false;
    for (size_t i = 0; i < r->csv.count; i++)
        if (!known[i]) tell_unknown_column(r, spec, i);
    return true;
}

static bool is_empty_record(const CsvReader *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (text_trim(csv->fields[i]).length) return false;
    return true;
}

/* Reads the cells of the record into row `row` of the columns. */
static bool read_row(TableReading *r, const TableSpec *spec, size_t row)
{
    bool good = true;
    r->cell.line = r->csv.record_line;
    for (size_t c = 0; c < spec->column_count; c++) {
        const ColumnSpec *column = &spec->columns[c];
        char *cells = *batch_column(r->cell.batch, r->cell.table, c);
        Text value = {"", 0};
        if (r->field_of[c] != NO_FIELD) value = text_trim(r->csv.fields[r->field_of[c]]);
        r->cell.column = column;
        r->cell.field = r->field_of[c];
        good = read_cell(&r->cell, value, cells + row * column->cell_size) && good;
    }
    return good;
}

static bool names_row(TableReading *r, const TableSpec *spec, size_t row)
{
    const Text *keys = *batch_column(r->cell.batch, r->cell.table, 0);
    return spec->columns[0].type == TYPE_KEY && keys[row].length > 0;
}

static void read_records(TableReading *r, const TableSpec *spec)
{
    Batch *batch = r->cell.batch;
    TableRows *rows = batch_rows(batch, r->cell.table);
    while (csv_next(&r->csv)) {
        if (r->csv.fault) {
            tell_csv_fault(r);
        } else if (is_empty_record(&r->csv)) {
            if (!r->empty_rows++) r->first_empty_line = r->csv.record_line;
        } else if (r->csv.count != r->header_count) {
            FAULT_AT(batch->report, E117_FIELD_COUNT, record_place(r, -1),
                     text_integer(batch->arena, (i128)r->csv.count),
                     text_integer(batch->arena, (i128)r->header_count));
        } else {
            ASSERT(rows->count < rows->capacity);
            rows->line[rows->count] = r->csv.record_line;
            bool good = read_row(r, spec, rows->count);
            /* A row that others refer to stays, so that one fault is not told as many. */
            if (good || names_row(r, spec, rows->count)) rows->count++;
        }
    }
    if (!r->empty_rows) return;
    Place place = {
        .source = SOURCE_TABLES + r->cell.table, .line = r->first_empty_line, .field = -1};
    FAULT_AT(batch->report, W125_EMPTY_ROWS, place, text_integer(batch->arena, r->empty_rows));
}

/* Room for as many rows as the text has lines, and for the built-in gemeenten. */
static void make_room(Batch *batch, TableId table, Text text)
{
    size_t lines = 2;
    for (size_t at = text_find(text, '\n', 0); at < text.length; at = text_find(text, '\n', at + 1))
        lines++;
    if (table == T_partijen) lines += gemeenten_count;
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++)
        *batch_column(batch, table, c) =
            arena_alloc(batch->arena, lines, spec->columns[c].cell_size);
    TableRows *rows = batch_rows(batch, table);
    rows->line = NEW(batch->arena, u32, lines);
    rows->capacity = lines;
}

/* Without the line ends and blanks before its first line with text. */
static Text text_trim_lines(Text text)
{
    while (text.length && (text.at[0] == '\n' || text.at[0] == '\r' || text.at[0] == ' '))
        text = text_slice(text, 1, text.length);
    return text;
}

static void read_table(Batch *batch, TableId table, const InputFiles *files)
{
    const TableSpec *spec = &table_specs[table];
    u32 source = SOURCE_TABLES + table;
    bool optional = spec->need == NEED_MAY && !files->named[table];
    bool loaded = source_load(batch, source, files->path[table], files->codering,
                              text_of(spec->name), optional);
    Source *file = &batch->sources[source];
    make_room(batch, table, file->text);
    if (!loaded) return;
    if (!text_trim_lines(file->text).length) {
        FAULT_PLAIN(batch->report, E109_FILE_EMPTY, place_of_table(table));
        return;
    }
    file->separator = csv_separator(file->text);
    TableReading *reading = NEW(batch->arena, TableReading, 1);
    reading->cell.batch = batch;
    reading->cell.table = table;
    csv_begin(&reading->csv, batch->arena, file->text, file->separator ? file->separator : ';');
    if (!read_header(reading, spec)) return;
    batch_rows(batch, table)->present = true;
    read_records(reading, spec);
}

void read_tables(Batch *batch, const InputFiles *files)
{
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        read_table(batch, table, files);
        if (table == T_partijen) {
            gemeenten_add(batch);
            batch_sort_keys(batch, table, &batch->partij_codes);
            batch_find_opvolgers(batch);
        }
        if (table == T_scholen) batch_sort_keys(batch, table, &batch->school_codes);
        if (table == T_contracten) batch_sort_keys(batch, table, &batch->contract_codes);
    }
}
