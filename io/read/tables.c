/* The tables. In: CSV files; out: the columns of the batch. Holds always: a row stands in the batch
 * only when each of its cells was read and each reference found. */
#include "io/read/tables.h"

#include "engine/gemeenten.h"
#include "engine/leerlingen.h"
#include "io/read/names.h"
#include "io/read/rows.h"
#include "io/workbook/books.h"

/* What reads a header. */
typedef struct HeaderReader {
    TableReading *reading;
    Batch *batch;
    CsvReader csv;
} HeaderReader;

static Place header_place(const HeaderReader *r, i32 field)
{
    return (Place){
        .source = SOURCE_TABLES + r->reading->table, .line = r->csv.record_line, .field = field};
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
static const ColumnSpec *take_header_field(HeaderReader *r, const TableSpec *spec, size_t field)
{
    Text name = text_trim(r->csv.fields[field]);
    for (size_t c = 0; c < spec->column_count; c++) {
        if (!text_equal_nocase(text_of(spec->columns[c].name), name)) continue;
        if (r->reading->field_of[c] != NO_FIELD)
            FAULT_AT(r->batch->report, E122_COLUMN_TWICE, header_place(r, (i32)field), name);
        r->reading->field_of[c] = (int)field;
        return &spec->columns[c];
    }
    return NULL;
}

static void tell_unknown_column(HeaderReader *r, const TableSpec *spec, size_t field)
{
    Arena *arena = r->batch->arena;
    Text name = text_trim(r->csv.fields[field]);
    const Source *source = &r->batch->sources[SOURCE_TABLES + r->reading->table];
    if (!name.length && source->sheet.length) return; /* an empty column of a sheet */
    const ColumnSpec *nearest = nearest_column(spec, name);
    Words hint = nearest ? WORDS_FILL(arena, WORDS("; did you mean %1?"), text_of(nearest->name))
                         : words_same(TEXT(""));
    if (!name.length) hint = WORDS("; remove the separator too many");
    FAULT_AT(r->batch->report, W123_COLUMN_UNKNOWN, header_place(r, (i32)field),
             name.length ? words_same(name) : WORDS("without a name"), hint);
}

static Text header_names(HeaderReader *r)
{
    TextBuilder names = {.arena = r->batch->arena};
    for (size_t i = 0; i < r->csv.count; i++) {
        Text name = text_trim(r->csv.fields[i]);
        if (name.length && !build_name(&names, name)) break;
    }
    return built(&names);
}

/* Finds which field each column is. False: the rows cannot be read. */
static bool read_header(HeaderReader *r, const TableSpec *spec)
{
    Batch *batch = r->batch;
    for (size_t c = 0; c < spec->column_count; c++)
        r->reading->field_of[c] = NO_FIELD;
    bool any = csv_next(&r->csv);
    ASSERT(any); /* the text has a character */
    if (r->csv.fault)
        return tell_csv_fault(batch->report, SOURCE_TABLES + r->reading->table, &r->csv), false;
    if (r->csv.count < 2) {
        FAULT_PLAIN(batch->report, E124_NO_SEPARATOR, header_place(r, -1));
        return false;
    }
    u64 errors = batch->report->errors;
    bool known[CSV_FIELDS_MOST];
    for (size_t i = 0; i < r->csv.count; i++)
        known[i] = take_header_field(r, spec, i) != NULL;
    r->reading->header_count = r->csv.count;
    for (size_t c = 0; c < spec->column_count; c++) {
        if (r->reading->field_of[c] != NO_FIELD || spec->columns[c].need == NEED_MAY) continue;
        Place place = header_place(r, -1);
        place.name = text_of(spec->columns[c].name);
        FAULT_AT(batch->report, E121_COLUMN_MISSING, place, place.name, header_names(r));
    }
    if (batch->report->errors != errors) return false;
    for (size_t i = 0; i < r->csv.count; i++)
        if (!known[i]) tell_unknown_column(r, spec, i);
    return true;
}

/* Without the line ends and blanks before its first line with text. */
static Text text_trim_lines(Text text)
{
    while (text.length && (text.at[0] == '\n' || text.at[0] == '\r' || text.at[0] == ' '))
        text = text_slice(text, 1, text.length);
    return text;
}

static void read_table(Batch *batch, TableId table, const InputFiles *files, Books *books)
{
    const TableSpec *spec = &table_specs[table];
    u32 source = SOURCE_TABLES + table;
    bool optional = spec->need == NEED_MAY && !files->named[table];
    bool is_sheet = is_workbook_name(files->path[table]);
    bool loaded = is_sheet ? books_load(books, table, optional)
                           : source_load(batch, source, files->path[table], files->codering,
                                         text_of(spec->name), optional);
    make_room(batch, table, 0);
    if (!loaded) return;
    Source *file = &batch->sources[source];
    if (!text_trim_lines(file->text).length) {
        FAULT_PLAIN(batch->report, E109_FILE_EMPTY, place_of_table(table));
        return;
    }
    if (!is_sheet) file->separator = csv_separator(file->text);
    TableReading reading = {
        .batch = batch, .table = table, .separator = file->separator ? file->separator : ';'};
    HeaderReader header = {.reading = &reading, .batch = batch};
    csv_begin(&header.csv, batch->arena, file->text, reading.separator);
    if (!read_header(&header, spec)) return;
    batch_rows(batch, table)->present = true;
    reading.rows_at = header.csv.at;
    reading.rows_line = header.csv.line;
    size_t told = batch->report->count;
    read_rows(&reading, files->chunk_bytes);
    if (is_sheet) books_settle(books, table, told);
}

/* Turns a column of offsets into numbers of symbols. */
static void intern_column(Batch *batch, TableId table, size_t column, Symbols *symbols)
{
    Text text = batch->sources[SOURCE_TABLES + table].text;
    u32 *cells = *batch_column(batch, table, column);
    symbols->arena = batch->arena;
    for (size_t i = 0; i < batch_rows(batch, table)->count; i++)
        if (cells[i] != NONE)
            cells[i] = symbols_intern(symbols, text_identifier_at(text, cells[i]));
}

static void intern_symbols(Batch *batch, TableId table)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        if (spec->columns[c].type == TYPE_PRODUCT)
            intern_column(batch, table, c, &batch->product_ids);
        if (spec->columns[c].type == TYPE_KENGETAL)
            intern_column(batch, table, c, &batch->kengetal_names);
    }
}

void read_one_table(Batch *batch, TableId table, const InputFiles *files)
{
    Books books = {.batch = batch, .files = files};
    read_table(batch, table, files, &books);
    books_close(&books);
}

void read_tables(Batch *batch, const InputFiles *files)
{
    Books books = {.batch = batch, .files = files};
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        read_table(batch, table, files, &books);
        intern_symbols(batch, table);
        if (table == T_partijen) {
            gemeenten_add(batch);
            batch_sort_keys(batch, table, &batch->partij_codes);
            batch_find_opvolgers(batch);
        }
        if (table == T_scholen) batch_sort_keys(batch, table, &batch->school_codes);
        if (table == T_contracten) batch_sort_keys(batch, table, &batch->contract_codes);
    }
    books_close(&books);
    number_leerlingen(batch);
}
