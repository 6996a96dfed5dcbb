/* What is told about a row, and the rows that are refused. In: rows and faults; out: the lines of
 * geweigerd.csv. Holds always: a row is either understood or among the refused ones, with why; no
 * cell of that file can be taken for a formula. */
#include "io/import/import.h"
#include "io/system/paths.h"
#include "io/tell/places.h"

#include <string.h>

void row_begin(Import *import)
{
    arena_rewind(&import->scratch);
    import->row_report = (Report){.arena = &import->scratch};
    import->row_batch = *import->batch;
    import->row_batch.arena = &import->scratch;
    import->row_batch.report = &import->row_report;
}

Place row_place(const RowsIn *rows, int field)
{
    Place place = {
        .source = source_of_file(rows->row.file), .line = rows->row.line, .field = field};
    ASSERT(field < (int)rows->header_count);
    if (field >= 0) place.name = rows->header[field];
    return place;
}

Text place_label(Arena *arena, const Import *import, size_t file, u32 line)
{
    const Source *source = &import->batch->sources[source_of_file(file)];
    return JOIN(arena, source_name(arena, source), source->sheet.length ? TEXT("!") : TEXT(":"),
                text_integer(arena, line));
}

/* A cell as it was, but for an apostrophe before what a spreadsheet could take for a formula. */
static void put_guarded(Page *page, Text cell)
{
    i64 number;
    bool formula = cell.length && strchr("=+-@\t\r\n", cell.at[0]) != NULL;
    if (formula && cell.at[0] == '-' && !decimal_parse(cell, 13, 2, &number)) formula = false;
    if (!formula) {
        put_text(page, cell);
        return;
    }
    Arena scratch = {0};
    put_text(page, JOIN(&scratch, TEXT("'"), cell));
    arena_free(&scratch);
}

Text refused_cells(Import *import, const RowIn *row)
{
    const ImportFile *file = &import->files[row->file];
    Page page = {0};
    for (size_t i = 0; i < file->columns; i++) {
        if (file->ours[0] == (int)i || file->ours[1] == (int)i) continue;
        if (i < row->count) put_guarded(&page, row->original[i]);
        put_char(&page, ';');
    }
    Text cells = text_copy(import->arena, page_text(&page));
    page_free(&page);
    return cells;
}

void refuse_understood(Import *import, size_t number, u32 line, Text cells, Text reason)
{
    ImportFile *file = &import->files[number];
    Page page = {0};
    put_bytes(&page, cells);
    put_integer(&page, line);
    put_char(&page, ';');
    put_guarded(&page, reason);
    put_char(&page, '\n');
    *PUSH(import->arena, &file->refusals) =
        (Refused){line, text_copy(import->arena, page_text(&page))};
    file->refused++;
    page_free(&page);
}

static void add_refused(Import *import, const RowIn *row, Text reason)
{
    refuse_understood(import, row->file, row->line, refused_cells(import, row), reason);
}

/* Column: why, as whole sentences in Dutch, one after the other. */
static void build_reason(TextBuilder *out, const Fault *fault)
{
    if (out->count) build_text(out, TEXT(" | "));
    if (fault->place.name.length) {
        build_text(out, fault->place.name);
        build_text(out, TEXT(": "));
    }
    build_text(out, fault->dutch);
}

bool row_end(Import *import, const RowsIn *rows)
{
    Report *row = &import->row_report;
    TextBuilder reason = {.arena = &import->scratch};
    if (!row->errors) return true;
    for (size_t i = 0; i < row->count; i++) {
        Fault *fault = &row->items[i];
        build_reason(&reason, fault);
        fault->text = text_copy(import->arena, fault->text);
        fault->dutch = text_copy(import->arena, fault->dutch);
    }
    report_join(import->batch->report, row);
    add_refused(import, &rows->row, built(&reason));
    return false;
}

void refuse_earlier(Import *import, const RowIn *row, const Fault *fault)
{
    TextBuilder reason = {.arena = import->arena};
    build_reason(&reason, fault);
    add_refused(import, row, built(&reason));
}

/* --- the files -------------------------------------------------------------------------------- */

#define REFUSED_FILE "geweigerd"

Text refused_name(Arena *arena, const Import *import, size_t file)
{
    enum { STEM_BYTES = 200 };
    if (import->file_count == 1) return TEXT(REFUSED_FILE ".csv");
    Text name = path_name(text_of(import->files[file].path));
    size_t point = name.length;
    for (size_t i = 1; i < name.length; i++)
        if (name.at[i] == '.') point = i;
    TextBuilder out = {.arena = arena};
    build_text(&out, TEXT(REFUSED_FILE "-"));
    build_integer(&out, (i128)file + 1);
    build_char(&out, '-');
    name = text_head(text_slice(name, 0, point), STEM_BYTES);
    for (size_t i = 0; i < name.length; i++)
        build_char(&out, (u8)name.at[i] < ' ' || name.at[i] == '#' ? '-' : name.at[i]);
    build_text(&out, TEXT(".csv"));
    return built(&out);
}

bool is_refused_name(const char *entry)
{
    size_t length = strlen(entry);
    return !strncmp(entry, REFUSED_FILE, strlen(REFUSED_FILE)) &&
           !strcmp(entry + length - 4, ".csv");
}

static int by_line(const void *left, const void *right)
{
    const Refused *a = left, *b = right; /* a row is refused once */
    return (a->line > b->line) - (a->line < b->line);
}

Text refused_bytes(Import *import, size_t number)
{
    ImportFile *file = &import->files[number];
    sort_array(file->refusals.items, file->refusals.count, sizeof *file->refusals.items, by_line);
    TextBuilder out = {.arena = import->arena};
    build_text(&out, file->header);
    for (size_t i = 0; i < file->refusals.count; i++)
        build_text(&out, file->refusals.items[i].bytes);
    return built(&out);
}
