/* The workbooks of the input. In: [invoer]; out: texts of tables. Holds always: a workbook is
 * opened once and what is wrong with it is told once. */
#include "io/read/names.h"
#include "io/read/source.h"
#include "io/workbook/table.h"

#include <stdlib.h>
#include <string.h>

static Place place_of_source(u32 source)
{
    return (Place){.source = source, .field = -1};
}

void workbook_tell(Report *report, const Workbook *workbook, Place place, Text table)
{
    static const FaultId ids[] = {[WORKBOOK_NOT_REGULAR] = E102_FILE_NOT_REGULAR,
                                  [WORKBOOK_UNREADABLE] = E104_FILE_UNREADABLE,
                                  [WORKBOOK_PASSWORD] = E131_WORKBOOK_PASSWORD,
                                  [WORKBOOK_OLD] = E132_WORKBOOK_OLD,
                                  [WORKBOOK_OTHER] = E133_WORKBOOK_OTHER,
                                  [WORKBOOK_NONE] = E133_WORKBOOK_OTHER,
                                  [WORKBOOK_DAMAGED] = E134_WORKBOOK_DAMAGED,
                                  [WORKBOOK_TOO_LARGE] = E135_WORKBOOK_TOO_LARGE};
    if (workbook->problem == WORKBOOK_GOOD) return;
    if (workbook->problem == WORKBOOK_MISSING) {
        tell_missing_file(report, place, table);
        return;
    }
    bool none = workbook->problem == WORKBOOK_NONE;
    Words detail = none ? WORDS("another kind of file") : words_same(workbook->detail);
    FAULT_AT(report, ids[workbook->problem], place, detail);
}

/* The workbook of a table, opened now or before; NULL: it cannot be read, which was told. */
static Book *open_book(Books *books, TableId table)
{
    Arena *arena = books->batch->arena;
    Text path = books->files->path[table];
    for (size_t i = 0; i < books->count; i++) {
        Book *book = &books->items[i];
        if (text_equal(book->workbook->path, path))
            return book->workbook->problem == WORKBOOK_GOOD ? book : NULL;
    }
    Book *book = PUSH(arena, books);
    *book = (Book){.workbook = xlsx_open(arena, path)};
    book->asked = NEW(arena, bool, book->workbook->sheet_count + 1);
    if (book->workbook->problem == WORKBOOK_GOOD) return book;
    bool is_map = text_equal(books->files->map, path);
    workbook_tell(books->batch->report, book->workbook,
                  place_of_source(is_map ? SOURCE_MAP : SOURCE_TABLES + table),
                  is_map ? TEXT("map") : text_of(table_specs[table].name));
    return NULL;
}

/* --- choosing a sheet ------------------------------------------------------------------------- */

static Text sheet_names(Arena *arena, const Workbook *workbook)
{
    TextBuilder names = {.arena = arena};
    for (size_t i = 0; i < workbook->sheet_count && build_name(&names, workbook->sheets[i].name);)
        i++;
    return built(&names);
}

static const Sheet *nearest_sheet(const Workbook *workbook, Text name)
{
    const Sheet *best = NULL;
    int least = 3;
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        int distance = text_distance(workbook->sheets[i].name, name);
        if (distance < least) best = &workbook->sheets[i], least = distance;
    }
    return best;
}

static void tell_missing_sheet(Books *books, TableId table, const Workbook *workbook, Text name)
{
    Arena *arena = books->batch->arena;
    const Sheet *nearest = nearest_sheet(workbook, name);
    Words hint = nearest ? WORDS_FILL(arena, WORDS("; did you mean %1?"), nearest->name)
                         : words_same(TEXT(""));
    FAULT_AT(books->batch->report, E136_SHEET_MISSING, place_of_source(SOURCE_TABLES + table), name,
             sheet_names(arena, workbook), text_of(table_specs[table].name), hint);
}

/* The sheet of a table; NULL: there is none, which was told unless the table is `optional`. */
static const Sheet *choose_sheet(Books *books, TableId table, Book *book, bool optional)
{
    const InputFiles *files = books->files;
    const Workbook *workbook = book->workbook;
    Text own = text_of(table_specs[table].name);
    Text name = files->sheet[table].length ? files->sheet[table] : own;
    const Sheet *sheet = xlsx_sheet(workbook, name);
    bool any = files->named[table] && !files->sheet[table].length;
    if (!sheet && any && workbook->sheet_count == 1) sheet = &workbook->sheets[0];
    if (sheet) book->asked[sheet - workbook->sheets] = true;
    if (!sheet && !optional) tell_missing_sheet(books, table, workbook, name);
    return sheet;
}

/* --- loading ---------------------------------------------------------------------------------- */

bool books_load(Books *books, TableId table, bool optional)
{
    u32 number = SOURCE_TABLES + table;
    Source *source = &books->batch->sources[number];
    source->path = books->files->path[table];
    books->batch->sources[SOURCE_MAP].path = books->files->map;
    arena_free(&books->memory);
    books->told = (ToldCells){0};
    Book *book = open_book(books, table);
    const Sheet *sheet = book ? choose_sheet(books, table, book, optional) : NULL;
    if (!sheet) return false;
    Workbook *workbook = book->workbook;
    source->separator = ';';
    source->sheet = sheet->name;
    source->workbook = workbook;
    memcpy(source->stamp, workbook->stamp, sizeof source->stamp);
    bool loaded = table_from_sheet(books, table, workbook, sheet, &source->text);
    arena_free(&books->row);
    source->block = source->text.at;
    workbook_tell(books->batch->report, workbook, place_of_source(number),
                  text_of(table_specs[table].name));
    return loaded;
}

static int by_cell(const void *left, const void *right)
{
    const ToldCell *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    return order ? order : (a->field > b->field) - (a->field < b->field);
}

static bool was_told(const Books *books, const Fault *fault)
{
    ToldCell cell = {fault->place.line, fault->place.field};
    return bsearch(&cell, books->told.items, books->told.count, sizeof cell, by_cell) != NULL;
}

void books_settle(Books *books, TableId table, size_t from)
{
    Report *report = books->batch->report;
    if (!books->told.count) return;
    sort_array(books->told.items, books->told.count, sizeof *books->told.items, by_cell);
    size_t kept = from;
    for (size_t i = from; i < report->count; i++) {
        Fault fault = report->items[i];
        ASSERT(fault.place.source == SOURCE_TABLES + table);
        if (was_told(books, &fault)) {
            ASSERT(fault_specs[fault.id].severity == SEVERITY_ERROR); /* as all faults of cells */
            report->seen[fault.id]--;
            report->errors--;
        } else {
            report->items[kept++] = fault;
        }
    }
    report->count = kept;
}

/* --- the end ---------------------------------------------------------------------------------- */

/* A sheet that is there for people. */
static bool is_for_people(Text name)
{
    static const char *const names[] = {"toelichting", "uitleg", "leesmij"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_equal_nocase(name, text_of(names[i]))) return true;
    return false;
}

/* The table with this name; TABLE_COUNT: there is none. */
static TableId table_with_name(Text name)
{
    TableId table = 0;
    while (table < TABLE_COUNT &&
           !text_equal_nocase(text_of(table_specs[table].name), text_trim(name)))
        table++;
    return table;
}

static void tell_unread(Books *books, const Book *book)
{
    Arena *arena = books->batch->arena;
    for (size_t i = 0; i < book->workbook->sheet_count; i++) {
        Text name = book->workbook->sheets[i].name;
        if (book->asked[i] || is_for_people(name)) continue;
        const char *best = NULL;
        int least = 4;
        TableId own = table_with_name(name);
        if (own < TABLE_COUNT && books->files->named[own]) {
            FAULT_AT(books->batch->report, W159_SHEET_ELSEWHERE, place_of_source(SOURCE_MAP), name);
            continue;
        }
        for (TableId table = 0; table < TABLE_COUNT; table++) {
            int distance = text_distance(text_of(table_specs[table].name), name);
            if (distance < least) best = table_specs[table].name, least = distance;
        }
        Words hint = best ? WORDS_FILL(arena, WORDS("; did you mean %1?"), text_of(best))
                          : words_same(TEXT(""));
        FAULT_AT(books->batch->report, W150_SHEET_NOT_READ, place_of_source(SOURCE_MAP), name,
                 hint);
    }
}

void books_close(Books *books)
{
    for (size_t i = 0; i < books->count; i++) {
        Book *book = &books->items[i];
        if (text_equal(book->workbook->path, books->files->map)) tell_unread(books, book);
        xlsx_close(book->workbook);
    }
    arena_free(&books->memory);
}
