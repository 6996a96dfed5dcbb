/* The rows of a table. In: the text of its file, and where its columns stand; out: cells. Holds
 * always: the rows, and what is told, are those of one reader that goes from the first record to
 * the last.
 *
 * The text is cut into chunks that are read side by side, each from where a record begins when the
 * file has no faults. That this was so shows afterwards: from the first chunk on, one that begins
 * with a record and whose records end before the next chunk leaves that one to begin with a record.
 * Where it was not so, or a row has a fault, the whole table is read again as one chunk. */
#include "io/read/rows.h"

#include "engine/gemeenten.h"
#include "engine/work.h"
#include "io/read/cells.h"

#include <stdatomic.h>
#include <string.h>

typedef struct Chunk {
    size_t from, end;     /* offsets in the text: its records begin in between */
    u32 line;             /* of its first record */
    size_t lines, quotes; /* in its part, before it was moved to the begin of a record */
    size_t first_row, row_count;
    u32 empty_rows, first_empty_line;
    u8 forms[COLUMNS_MOST]; /* by column of the table */
    Arena arena;
    char gap[WORKER_GAP];
} Chunk;

typedef struct Rows {
    const TableReading *reading;
    Text text;
    size_t chunk_bytes, chunk_count;
    Chunk *chunks;
    atomic_bool failed; /* these chunks do not do */
} Rows;

/* A column that the file has. */
typedef struct GivenColumn {
    const ColumnSpec *spec;
    i32 field;
    char *cells;
    u8 *forms;
} GivenColumn;

/* What reads one chunk, with a report and memory of its own. */
typedef struct ChunkReader {
    const TableReading *reading;
    Chunk *chunk;
    GivenColumn columns[COLUMNS_MOST];
    size_t column_count;
    CellContext cell;
    CsvReader csv;
} ChunkReader;

void make_room(Batch *batch, TableId table, size_t count)
{
    if (table == T_partijen) count += gemeenten_count + batch->gemeenten.rows.count;
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++)
        *batch_column(batch, table, c) =
            arena_alloc(batch->arena, count + 1, spec->columns[c].cell_size);
    TableRows *rows = batch_rows(batch, table);
    rows->line = NEW(batch->arena, u32, count + 1);
    rows->capacity = count;
}

/* --- a record --------------------------------------------------------------------------------- */

void tell_csv_fault(Report *report, u32 source, const CsvReader *csv)
{
    static const FaultId ids[] = {
        [CSV_QUOTE_INSIDE] = E111_QUOTE_INSIDE,       [CSV_AFTER_QUOTE] = E112_TEXT_AFTER_QUOTE,
        [CSV_UNTERMINATED] = E113_UNTERMINATED_QUOTE, [CSV_CARRIAGE_RETURN] = E114_CARRIAGE_RETURN,
        [CSV_TOO_LONG] = E115_RECORD_TOO_LONG,        [CSV_TOO_MANY_FIELDS] = E116_TOO_MANY_FIELDS,
    };
    Text before = text_slice(csv->text, csv->record_at, csv->fault_at);
    Place place = {.source = source,
                   .line = csv->record_line,
                   .field = -1,
                   .column = (u32)text_characters(before) + 1};
    FAULT_PLAIN(report, ids[csv->fault], place);
}

static bool is_empty_record(const CsvReader *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (text_trim(csv->fields[i]).length) return false;
    return true;
}

/* Reads the cells of the record into row `row` of the columns that the file has. */
static bool read_cells(ChunkReader *r, size_t row)
{
    bool good = true;
    r->cell.line = r->csv.record_line;
    r->cell.row = row;
    for (size_t c = 0; c < r->column_count; c++) {
        const GivenColumn *given = &r->columns[c];
        r->cell.column = given->spec;
        r->cell.field = given->field;
        Text field = r->csv.fields[given->field], value = text_trim(field);
        *given->forms |= form_of(given->spec->type, field, value);
        good = read_cell(&r->cell, value, given->cells + row * given->spec->cell_size) && good;
    }
    return good;
}

/* A row that others refer to stays, so that one fault is not told as many. */
static bool names_row(const ChunkReader *r, size_t row)
{
    const TableSpec *spec = &table_specs[r->cell.table];
    const Text *keys = *batch_column(r->cell.batch, r->cell.table, 0);
    return spec->columns[0].type == TYPE_KEY && keys[row].length > 0;
}

static void read_record(ChunkReader *r)
{
    Batch *batch = r->cell.batch;
    Chunk *chunk = r->chunk;
    if (r->csv.fault) {
        tell_csv_fault(batch->report, r->cell.source, &r->csv);
    } else if (is_empty_record(&r->csv)) {
        if (!chunk->empty_rows++) chunk->first_empty_line = r->csv.record_line;
    } else if (r->csv.count != r->reading->header_count) {
        Place place = {
            .source = SOURCE_TABLES + r->cell.table, .line = r->csv.record_line, .field = -1};
        FAULT_AT(batch->report, E117_FIELD_COUNT, place,
                 text_integer(batch->arena, (i128)r->csv.count),
                 text_integer(batch->arena, (i128)r->reading->header_count));
    } else {
        TableRows *rows = batch_rows(batch, r->cell.table);
        size_t row = chunk->first_row + chunk->row_count;
        ASSERT(row < rows->capacity);
        rows->line[row] = r->csv.record_line;
        if (read_cells(r, row) || names_row(r, row)) chunk->row_count++;
    }
}

/* Gives the rows of the chunk the cells of a column that the file does not have. */
static void fill_absent(ChunkReader *r, size_t column)
{
    const ColumnSpec *spec = &table_specs[r->cell.table].columns[column];
    size_t size = spec->cell_size;
    _Alignas(16) char empty[16];
    const char zeros[sizeof empty] = {0};
    ASSERT(size <= sizeof empty);
    r->cell.column = spec;
    r->cell.field = NO_FIELD;
    read_cell(&r->cell, TEXT(""), empty);
    if (!memcmp(empty, zeros, size)) return; /* which is how the memory came */
    char *cells = (char *)*batch_column(r->cell.batch, r->cell.table, column);
    for (size_t i = 0; i < r->chunk->row_count; i++)
        memcpy(cells + (r->chunk->first_row + i) * size, empty, size);
}

/* Lists the columns that the file has. */
static void find_columns(ChunkReader *r)
{
    const TableSpec *spec = &table_specs[r->reading->table];
    for (size_t c = 0; c < spec->column_count; c++) {
        i32 field = r->reading->field_of[c];
        if (field == NO_FIELD) continue;
        r->columns[r->column_count++] =
            (GivenColumn){&spec->columns[c], field,
                          *batch_column(r->cell.batch, r->reading->table, c), &r->chunk->forms[c]};
    }
}

/* Reads a chunk; faults are told to `batch`. False: `stop` was asked for, and there is a fault or a
 * record that goes on in the next chunk. */
static bool read_chunk(const TableReading *reading, Chunk *chunk, Batch *batch, bool stop)
{
    ChunkReader r = {.reading = reading, .chunk = chunk};
    r.cell = (CellContext){
        .batch = batch, .table = reading->table, .source = SOURCE_TABLES + reading->table};
    find_columns(&r);
    csv_begin(&r.csv, batch->arena, batch->sources[SOURCE_TABLES + reading->table].text,
              reading->separator);
    csv_between(&r.csv, chunk->from, chunk->line, chunk->end);
    while (csv_next(&r.csv)) {
        if (stop && r.csv.at > chunk->end) return false; /* its row may be of that chunk */
        read_record(&r);
        if (stop && batch->report->errors) return false;
    }
    for (size_t c = 0; c < table_specs[reading->table].column_count; c++)
        if (reading->field_of[c] == NO_FIELD) fill_absent(&r, c);
    return true;
}

/* --- the chunks ------------------------------------------------------------------------------- */

static size_t chunk_border(const Rows *rows, size_t chunk)
{
    size_t at = rows->reading->rows_at + chunk * rows->chunk_bytes;
    return chunk < rows->chunk_count ? at : rows->text.length;
}

static void count_chunk(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Rows *rows = context;
    Text part = text_slice(rows->text, chunk_border(rows, task), chunk_border(rows, task + 1));
    rows->chunks[task].lines = text_count(part, '\n');
    rows->chunks[task].quotes = text_count(part, '"');
}

/* Makes every chunk begin with a record, where a quote before it that is left open would show, and
 * gives it rows enough for a record on each line. Returns how many rows there can be. */
static size_t cut_chunks(Rows *rows)
{
    const TableReading *reading = rows->reading;
    size_t lines = 0, quotes = 0;
    for (size_t c = 0; c < rows->chunk_count; c++) {
        Chunk *chunk = &rows->chunks[c];
        size_t border = chunk_border(rows, c);
        chunk->from = c ? csv_record_after(rows->text, border, quotes % 2) : border;
        chunk->first_row = lines + text_count(text_slice(rows->text, border, chunk->from), '\n');
        chunk->line = reading->rows_line + (u32)chunk->first_row;
        if (c) rows->chunks[c - 1].end = chunk->from;
        lines += chunk->lines;
        quotes += chunk->quotes;
    }
    rows->chunks[rows->chunk_count - 1].end = rows->text.length;
    return lines + 1; /* the last may lack its end */
}

static void try_chunk(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Rows *rows = context;
    if (atomic_load(&rows->failed)) return;
    Chunk *chunk = &rows->chunks[task];
    Report report = {.arena = &chunk->arena};
    Batch own = *rows->reading->batch;
    own.arena = &chunk->arena;
    own.report = &report;
    if (!read_chunk(rows->reading, chunk, &own, true)) atomic_store(&rows->failed, true);
}

/* Moves `count` rows of every column from `from` down to `to`. */
static void move_rows(Batch *batch, TableId table, size_t to, size_t from, size_t count)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        char *cells = (char *)*batch_column(batch, table, c);
        size_t size = spec->columns[c].cell_size;
        memmove(cells + to * size, cells + from * size, count * size);
    }
    u32 *line = batch_rows(batch, table)->line;
    memmove(line + to, line + from, count * sizeof *line);
}

/* Puts the rows of the chunks together: there are gaps where lines were no rows. */
static void join_chunks(Rows *rows)
{
    Batch *batch = rows->reading->batch;
    TableRows *all = batch_rows(batch, rows->reading->table);
    u32 empty_rows = 0, first_empty_line = 0;
    for (size_t c = 0; c < rows->chunk_count; c++) {
        Chunk *chunk = &rows->chunks[c];
        if (chunk->first_row != all->count)
            move_rows(batch, rows->reading->table, all->count, chunk->first_row, chunk->row_count);
        all->count += chunk->row_count;
        if (!empty_rows) first_empty_line = chunk->first_empty_line;
        empty_rows += chunk->empty_rows;
        for (size_t i = 0; i < COLUMNS_MOST; i++)
            all->forms[i] |= chunk->forms[i] | (chunk->empty_rows ? FORM_BLANKS : 0);
        arena_adopt(batch->arena, &chunk->arena);
    }
    if (!empty_rows) return;
    Place place = {
        .source = SOURCE_TABLES + rows->reading->table, .line = first_empty_line, .field = -1};
    FAULT_AT(batch->report, W125_EMPTY_ROWS, place, text_integer(batch->arena, empty_rows));
}

/* Makes one chunk of all. */
static void undo_chunks(Rows *rows)
{
    for (size_t c = 0; c < rows->chunk_count; c++)
        arena_free(&rows->chunks[c].arena);
    rows->chunk_count = 1;
    rows->chunks[0] = (Chunk){
        .from = rows->reading->rows_at, .end = rows->text.length, .line = rows->reading->rows_line};
}

void read_rows(const TableReading *reading, size_t chunk_bytes)
{
    Batch *batch = reading->batch;
    Rows rows = {.reading = reading,
                 .text = batch->sources[SOURCE_TABLES + reading->table].text,
                 .chunk_bytes = chunk_bytes};
    rows.chunk_count = (rows.text.length - reading->rows_at) / chunk_bytes + 1;
    rows.chunks = NEW(batch->arena, Chunk, rows.chunk_count);
    work_each(rows.chunk_count, count_chunk, &rows);
    make_room(batch, reading->table, cut_chunks(&rows));
    if (rows.chunk_count > 1) work_each(rows.chunk_count, try_chunk, &rows);
    if (rows.failed) undo_chunks(&rows);
    if (rows.chunk_count == 1) read_chunk(reading, &rows.chunks[0], batch, false);
    join_chunks(&rows);
}
