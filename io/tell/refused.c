/* Rows at fault. In: the faults of a batch and its sources; out: a CSV for each table with some.
 * Holds always: the same bytes in either language; only a folder that holds nothing but such files
 * is replaced. */
#include "io/tell/refused.h"

#include "io/command/options.h"
#include "io/read/csv.h"
#include "io/tell/places.h"
#include "io/write/output.h"
#include "io/write/page.h"

#define MARK "\xEF\xBB\xBF" /* a byte order mark: Excel takes a CSV without it for Windows-1252 */

typedef struct FaultList {
    const Fault **items;
    size_t count, capacity;
} FaultList;

typedef struct Refusing {
    Arena *arena;
    const Batch *batch;
    PlaceCursor cursor;
    CsvReader *csv;
    Page page;
    size_t fields;   /* of the header */
    size_t ours;     /* of these at its begin: 2 when it is such a file, that came back */
    u32 header_line; /* 0: none could be read */
    size_t rows, tables;
} Refusing;

static int by_row(const void *left, const void *right)
{
    const Fault *a = *(const Fault *const *)left, *b = *(const Fault *const *)right;
    if (a->place.line != b->place.line)
        return (a->place.line > b->place.line) - (a->place.line < b->place.line);
    if (a->place.field != b->place.field)
        return (a->place.field > b->place.field) - (a->place.field < b->place.field);
    if (a->place.column != b->place.column)
        return (a->place.column > b->place.column) - (a->place.column < b->place.column);
    if (a->id != b->id) return (a->id > b->id) - (a->id < b->id);
    return text_compare(a->dutch, b->dutch);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void put_cell(Refusing *r, Text value)
{
    i64 number;
    bool formula = value.length && strchr("=+-@\t\r", value.at[0]) != NULL;
    if (formula && value.at[0] == '-' && !decimal_parse(value, 12, 6, &number)) formula = false;
    put_char(&r->page, ';');
    put_text(&r->page, formula ? JOIN(&r->cursor.memory, TEXT("'"), value) : value);
}

/* Reads the record that begins at a line; false: it is no row of fields. */
static bool read_record(Refusing *r, u32 source, u32 line, Text *text)
{
    Arena *memory = &r->cursor.memory;
    char separator = r->batch->sources[source].separator;
    *text = source_from_line(r->batch, memory, &r->cursor.source, source, line);
    if (!text->length) return false;
    csv_begin(r->csv, memory, *text, separator ? separator : ';');
    return csv_next(r->csv) && !r->csv->fault;
}

/* The cells of a row as they were supplied; of one that is no CSV its first line in one cell. */
static void put_record(Refusing *r, u32 source, u32 line)
{
    Text text;
    size_t count = r->ours;
    if (read_record(r, source, line, &text)) {
        for (; count < r->csv->count; count++)
            put_cell(r, r->csv->fields[count]);
    } else if (text.length) {
        Text first = text_slice(text, 0, text_find(text, '\n', 0));
        if (first.length && first.at[first.length - 1] == '\r') first.length--;
        put_cell(r, first);
        count++;
    }
    for (; count < r->fields; count++)
        put_char(&r->page, ';');
}

/* Whether the supplied header has a column of this name. */
static bool has_column(const Refusing *r, Text name)
{
    for (size_t i = r->ours; i < r->fields; i++)
        if (text_equal_nocase(text_trim(r->csv->fields[i]), name)) return true;
    return false;
}

/* Our two columns, by other names where the table has these itself, and those of the table. */
static void put_header(Refusing *r, u32 source)
{
    Text text;
    SourceCursor begin = {0};
    r->cursor.source = begin;
    bool known = read_record(r, source, 1, &text);
    r->fields = known ? r->csv->count : 0;
    r->header_line = known ? r->csv->record_line : 0;
    bool was_ours = r->fields > 2 && text_equal(text_trim(r->csv->fields[0]), TEXT("regel")) &&
                    text_equal(text_trim(r->csv->fields[1]), TEXT("reden"));
    r->ours = was_ours ? 2 : 0;
    put_bytes(&r->page, TEXT(MARK));
    put_text(&r->page, has_column(r, TEXT("regel")) ? TEXT("regelnummer") : TEXT("regel"));
    put_char(&r->page, ';');
    put_text(&r->page, has_column(r, TEXT("reden")) ? TEXT("afgekeurd") : TEXT("reden"));
    for (size_t i = r->ours; i < r->fields; i++)
        put_cell(r, r->csv->fields[i]);
    put_char(&r->page, '\n');
    r->cursor.source = begin;
}

/* --- rows ------------------------------------------------------------------------------------- */

static bool is_of_table(const Refusing *r, const Fault *fault)
{
    return !fault->place.line || fault->place.line <= r->header_line;
}

/* What is wrong with a row, all of it once. */
static Text reasons_text(Arena *arena, const Fault *const *faults, size_t count)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        const Fault *fault = faults[i];
        if (i && !by_row(&faults[i - 1], &faults[i])) continue;
        if (out.count) build_text(&out, TEXT("; "));
        if (fault_specs[fault->id].severity == SEVERITY_WARNING) build_text(&out, TEXT("let op: "));
        if (fault->place.name.length && !text_starts(fault->dutch, fault->place.name)) {
            build_text(&out, fault->place.name);
            build_text(&out, TEXT(": "));
        }
        build_text(&out, fault->dutch);
    }
    return built(&out);
}

/* The rows of faults[0] … faults[count - 1], which are of one table and sorted. */
static void put_rows_of(Refusing *r, u32 source, const Fault *const *faults, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        bool of_table = is_of_table(r, faults[i]);
        for (end = i + 1; end < count && faults[end]->place.line == faults[i]->place.line;)
            end++;
        if (faults[i]->place.line) put_integer(&r->page, faults[i]->place.line);
        put_char(&r->page, ';');
        put_text(&r->page, reasons_text(&r->cursor.memory, faults + i, end - i));
        if (of_table)
            for (size_t f = r->ours; f < r->fields; f++)
                put_char(&r->page, ';');
        else
            put_record(r, source, faults[i]->place.line);
        put_char(&r->page, '\n');
        r->rows++;
        arena_rewind(&r->cursor.memory);
    }
}

/* A warning about a table as a whole is for who settles, not for who supplied it. */
static bool is_told(const Refusing *r, const Fault *fault)
{
    return fault_specs[fault->id].severity == SEVERITY_ERROR || !is_of_table(r, fault);
}

/* The page of a table; false: there is nothing to tell about it. */
static bool make_page(Refusing *r, u32 source)
{
    FaultList list = {0};
    const Report *report = r->batch->report;
    put_header(r, source);
    for (size_t i = 0; i < report->count; i++) {
        const Fault *fault = &report->items[i];
        if (fault->place.source == source && is_told(r, fault)) *PUSH(r->arena, &list) = fault;
    }
    if (!list.count) return false;
    sort_array(list.items, list.count, sizeof *list.items, by_row);
    put_rows_of(r, source, list.items, list.count);
    r->tables++;
    return true;
}

/* --- the folder ------------------------------------------------------------------------------- */

/* A file is ours when it begins as we begin one: the tables of an input have the same names. */
static bool is_our_refusal(const void *context, const char *entry)
{
    enum { HEAD = 20 };
    Arena scratch = {0};
    u64 bytes;
    const char *reason;
    Text path = JOIN(&scratch, text_of(context), TEXT("/"), text_of(entry));
    char head[HEAD + 1] = "";
    bool ours = false;
    for (TableId table = 0; table < TABLE_COUNT; table++)
        ours = ours || text_equal(JOIN(&scratch, text_of(table_specs[table].name), TEXT(".csv")),
                                  text_of(entry));
    int file = ours ? sys_open_blocks(text_zero_ended(&scratch, path), &bytes, &reason) : -1;
    size_t count = file >= 0 && bytes < HEAD ? (size_t)bytes : HEAD;
    ours = file >= 0 && sys_read_block(file, head, count, 0, &reason) &&
           (!strncmp(head, MARK "regel;reden", 14) || !strncmp(head, MARK "regelnummer;", 15) ||
            !strncmp(head, MARK "regel;afgekeurd", 18));
    if (file >= 0) sys_close(file);
    arena_free(&scratch);
    return ours;
}

static int write_table(Refusing *r, const Staging *staging, u32 source)
{
    const char *reason;
    Text name = text_of(table_specs[source - SOURCE_TABLES].name);
    const char *file = text_zero_ended(
        r->arena, JOIN(r->arena, text_of(staging->path), TEXT("/"), name, TEXT(".csv")));
    r->page.used = 0;
    if (!make_page(r, source)) return EXIT_DONE;
    if (sys_write_file(file, page_text(&r->page), &reason)) return EXIT_DONE;
    return system_fault(r->arena, file, reason);
}

static int tell_written(const Refusing *r, const char *folder)
{
    const Report *report = r->batch->report;
    u64 told = report->errors + report->warnings;
    Text rows = text_integer(r->arena, (i128)r->rows),
         tables = text_integer(r->arena, (i128)r->tables);
    (void)say(r->arena, EXIT_DONE, folder,
              FILL(r->arena,
                   r->rows == 1 ? TR("1 row is refused; send it back to who supplied it")
                   : r->tables == 1
                       ? TR("%1 rows of 1 table are refused; send them back to who supplied them")
                       : TR("%1 rows of %2 tables are refused; send them back to who supplied "
                            "them"),
                   rows, tables));
    if (told > report->count && report->count >= FAULTS_KEPT)
        (void)say(r->arena, EXIT_DONE, folder,
                  FILL(r->arena,
                       TR("it holds what the first %1 messages are about; check again when these "
                          "are mended"),
                       text_integer(r->arena, FAULTS_KEPT)));
    return EXIT_DONE;
}

static int write_all(Refusing *r, const char *folder)
{
    Staging staging;
    int status = begin_folder(r->arena, &staging, folder, is_our_refusal, folder);
    for (u32 table = 0; !status && table < TABLE_COUNT; table++)
        status = write_table(r, &staging, SOURCE_TABLES + table);
    if (status) return status;
    if (!r->tables) {
        staging_abandon();
        return say(r->arena, EXIT_DONE, folder,
                   TR("no row is refused, so this folder was not written"));
    }
    if (!staging_commit(&staging)) return system_fault(r->arena, folder, staging.reason);
    return tell_written(r, folder);
}

int refused_write(Arena *arena, const Batch *batch, const char *folder)
{
    Refusing r = {.arena = arena, .batch = batch, .csv = NEW(arena, CsvReader, 1)};
    int status = write_all(&r, folder);
    page_free(&r.page);
    arena_free(&r.cursor.memory);
    return status;
}
