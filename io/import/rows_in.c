/* Rows of the files of others. In: a file; out: its header, and row by row its fields. Holds
 * always: a row that is given has as many fields as the header; one that is not given was refused.
 */
#include "io/import/rows_in.h"

#include "io/import/import.h"
#include "io/read/names.h"
#include "io/read/rows.h"
#include "io/read/source.h"

/* --- texts ------------------------------------------------------------------------------------ */

/* The bytes at `at` that nobody sees: marks of width and direction, a byte order mark, a soft
 * hyphen. 0: none. */
static size_t hidden_at(Text text, size_t at)
{
    u8 first = (u8)text.at[at];
    u8 second = at + 1 < text.length ? (u8)text.at[at + 1] : 0;
    u8 third = at + 2 < text.length ? (u8)text.at[at + 2] : 0;
    if ((first < ' ' && first != '\n' && first != '\t') || first == 0x7F) return 1;
    if (first == 0xC2 && (second < 0xA0 || second == 0xAD)) return 2;
    if (first == 0xEF && second == 0xBB && third == 0xBF) return 3;
    if (first != 0xE2) return 0;
    bool widths = second == 0x80 && third >= 0x8B && third <= 0x8F;
    bool directions = (second == 0x80 && third >= 0xA8 && third <= 0xAE) ||
                      (second == 0x81 && third >= 0xA0 && third <= 0xAF);
    return widths || directions ? 3 : 0;
}

/* A blank other than that of ASCII: no-break ones, and those of other widths. */
static size_t blank_at(Text text, size_t at)
{
    u8 first = (u8)text.at[at];
    u8 second = at + 1 < text.length ? (u8)text.at[at + 1] : 0;
    u8 third = at + 2 < text.length ? (u8)text.at[at + 2] : 0;
    if (first == '\t' || first == '\n') return 1;
    if (first == 0xC2 && second == 0xA0) return 2;
    if (first == 0xE2 && second == 0x80 && (third <= 0x8A || third == 0xAF)) return 3;
    return 0;
}

Text text_cleaned(Arena *arena, Text text)
{
    bool plain = true;
    for (size_t i = 0; plain && i < text.length; i++)
        plain = (u8)text.at[i] >= ' ' && (u8)text.at[i] < 0x7F;
    if (plain) return text_trim(text);
    TextBuilder out = {.arena = arena};
    for (size_t i = 0, count; i < text.length; i += count) {
        if ((count = hidden_at(text, i))) continue;
        bool blank = (count = blank_at(text, i)) > 0;
        build_char(&out, blank ? ' ' : text.at[i]);
        if (!blank) count = 1;
    }
    return text_trim(built(&out));
}

Text column_name(Arena *arena, Text name)
{
    TextBuilder out = {.arena = arena};
    name = text_cleaned(arena, name);
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        bool blank = c == ' ' || c == '_';
        if (blank && (!out.count || out.items[out.count - 1] == ' ')) continue;
        build_char(&out, blank ? ' ' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return text_trim(built(&out));
}

int field_named(const RowsIn *rows, const char *name)
{
    Arena scratch = {0};
    Text wanted = column_name(&scratch, text_of(name));
    int field = -1;
    for (size_t i = 0; i < rows->header_count && field < 0; i++)
        if (text_equal(column_name(&scratch, rows->header[i]), wanted)) field = (int)i;
    arena_free(&scratch);
    return field;
}

Text header_text(Arena *arena, const RowsIn *rows)
{
    TextBuilder names = {.arena = arena};
    for (size_t i = 0; i < rows->header_count && build_name(&names, rows->header[i]);)
        i++;
    return built(&names);
}

/* --- a file ----------------------------------------------------------------------------------- */

static bool has_value(const Text *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_trim(fields[i]).length) return true;
    return false;
}

static bool tell_no_header(RowsIn *rows, FaultId id, u32 line)
{
    Place place = {.source = source_of_file(rows->row.file), .line = line, .field = -1};
    FAULT_PLAIN(rows->import->batch->report, id, place);
    return false;
}

/* The header of geweigerd.csv. A file that ends with its two columns was one, and came back: they
 * are not supplied, and not repeated. */
static void note_header(const RowsIn *rows, ImportFile *file)
{
    Page page = {0};
    size_t count = file->columns = rows->header_count;
    bool was_ours = count > 2 && text_equal_nocase(rows->header[count - 2], TEXT(LINE_COLUMN)) &&
                    text_equal_nocase(rows->header[count - 1], TEXT(REASON_COLUMN));
    file->ours[0] = was_ours ? (int)count - 2 : -1;
    file->ours[1] = was_ours ? (int)count - 1 : -1;
    for (size_t i = 0; i < (was_ours ? count - 2 : count); i++) {
        put_text(&page, rows->csv.fields[i]);
        put_char(&page, ';');
    }
    put_bytes(&page, TEXT(LINE_COLUMN ";" REASON_COLUMN "\n"));
    file->header = text_copy(rows->import->arena, page_text(&page));
    page_free(&page);
}

bool rows_in_begin(RowsIn *rows, struct Import *import, size_t file)
{
    *rows = (RowsIn){.import = import, .row = {.file = file}};
    Batch *batch = import->batch;
    u32 source = source_of_file(file);
    Text path = text_of(import->files[file].path);
    bool is_sheet = is_sheet_path(path);
    if (is_sheet ? !sheet_in_load(batch, source, path, import->sheet, &rows->marks)
                 : !source_load(batch, source, path, CODERING_WINDOWS_1252, TEXT(""), false))
        return false;
    Text text = batch->sources[source].text;
    char separator = is_sheet ? ';' : csv_separator(text);
    batch->sources[source].separator = separator ? separator : ';';
    csv_begin(&rows->csv, import->arena, text, batch->sources[source].separator);
    do {
        if (!csv_next(&rows->csv)) return tell_no_header(rows, E109_FILE_EMPTY, 0);
        if (rows->csv.fault) {
            tell_csv_fault(batch->report, source, &rows->csv);
            return false;
        }
    } while (!has_value(rows->csv.fields, rows->csv.count));
    if (rows->csv.count < 2) return tell_no_header(rows, E124_NO_SEPARATOR, rows->csv.record_line);
    rows->header_count = rows->csv.count;
    for (size_t i = 0; i < rows->header_count; i++)
        rows->header[i] = text_cleaned(import->arena, rows->csv.fields[i]);
    note_header(rows, &import->files[file]);
    return true;
}

/* Refuses a record of which the fields are not known: its whole text stands in the first. */
static void refuse_record(RowsIn *rows)
{
    CsvReader *csv = &rows->csv;
    size_t end = text_find(csv->text, '\n', csv->record_at);
    Text line = text_slice(csv->text, csv->record_at, end);
    ASSERT(line.length);
    if (line.at[line.length - 1] == '\r') line.length--;
    rows->fields[0] = line;
    rows->row.original = rows->fields;
    rows->row.count = 1;
    rows->import->files[rows->row.file].rows++;
    (void)row_end(rows->import, rows);
}

/* Tells what is wrong with the cells of the row of a sheet. */
static void tell_marks(RowsIn *rows)
{
    while (rows->mark < rows->marks.count && rows->marks.items[rows->mark].line < rows->row.line)
        rows->mark++;
    for (size_t i = rows->mark; i < rows->marks.count; i++) {
        const MarkedCell *cell = &rows->marks.items[i];
        if (cell->line != rows->row.line) return;
        Place place = row_place(rows, cell->field);
        Report *report = &rows->import->row_report;
        if (cell->mark == MARK_ERROR) FAULT_AT(report, E140_CELL_ERROR, place, cell->text);
        if (cell->mark == MARK_NO_VALUE) FAULT_PLAIN(report, E141_FORMULA_WITHOUT_VALUE, place);
        if (cell->mark == MARK_MERGED) FAULT_AT(report, E138_CELLS_MERGED, place, cell->text);
    }
}

bool is_added(const RowsIn *rows, size_t field)
{
    const int *ours = rows->import->files[rows->row.file].ours;
    return ours[0] == (int)field || ours[1] == (int)field;
}

const MarkedCell *row_mark(const RowsIn *rows, int field, CellMark mark)
{
    for (size_t i = rows->mark; i < rows->marks.count; i++) {
        const MarkedCell *cell = &rows->marks.items[i];
        if (cell->line != rows->row.line) return NULL;
        if (cell->field == field && cell->mark == mark) return cell;
    }
    return NULL;
}

bool rows_in_next(RowsIn *rows)
{
    Import *import = rows->import;
    CsvReader *csv = &rows->csv;
    while (csv_next(csv)) {
        row_begin(import);
        rows->row.fields = rows->fields;
        rows->row.original = csv->fields;
        rows->row.line = csv->record_line;
        rows->row.count = csv->count;
        for (size_t i = 0; i < csv->count; i++)
            rows->fields[i] = text_cleaned(import->arena, csv->fields[i]);
        if (csv->fault) {
            tell_csv_fault(&import->row_report, source_of_file(rows->row.file), csv);
            refuse_record(rows);
        } else if (!has_value(rows->fields, csv->count)) {
            continue;
        } else if (csv->count != rows->header_count) {
            ROW_FAULT(import, E117_FIELD_COUNT, row_place(rows, -1),
                      text_integer(&import->scratch, (i128)csv->count),
                      text_integer(&import->scratch, (i128)rows->header_count));
            refuse_record(rows);
        } else {
            tell_marks(rows);
            import->files[rows->row.file].rows++;
            return true;
        }
    }
    return false;
}

RowIn row_kept(Arena *arena, const RowsIn *rows)
{
    RowIn kept = rows->row;
    Text *fields = NEW(arena, Text, 2 * kept.count + 1);
    for (size_t i = 0; i < kept.count; i++) {
        fields[i] = kept.fields[i];
        fields[kept.count + i] = kept.original[i];
    }
    kept.fields = fields;
    kept.original = fields + kept.count;
    return kept;
}
