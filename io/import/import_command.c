/* The command import. In: files of others, and what they are; out: a folder with tables that check
 * reads, and the rows that were not understood. Holds always: the folder is made whole or not at
 * all, and each row of the files is in one of the two.
 *
 * Exit status 0 when every row was understood; 1 when some were not: the folder is written all the
 * same, without them. Nothing is written when a file or its header is not understood. */
#include "io/import/import.h"

#include "io/answer/answer.h"
#include "io/import/duo.h"
#include "io/read/tables.h"
#include "io/tell/grid.h"
#include "io/tell/tell.h"
#include "io/write/output.h"

#include <string.h>

typedef enum ImportKind { IMPORT_DUO, IMPORT_CBS, IMPORT_TABLE } ImportKind;

typedef struct ImportTask {
    ImportKind kind;
    TableId table; /* of IMPORT_TABLE */
} ImportTask;

/* What the first argument names. */
static bool find_task(const char *name, ImportTask *task)
{
    *task = (ImportTask){0};
    if (!strcmp(name, "duo")) return true;
    if (!strcmp(name, "cbs")) return task->kind = IMPORT_CBS, true;
    task->kind = IMPORT_TABLE;
    for (; task->table < TABLE_COUNT; task->table++)
        if (!strcmp(name, table_specs[task->table].name)) return true;
    return false;
}

/* An option that this kind of import does not take; NULL: there is none. */
static const char *foreign_option(const Options *o, ImportKind kind)
{
    if (o->vestigingen && kind != IMPORT_DUO) return "--vestigingen";
    if (o->gemeenten && kind == IMPORT_CBS) return "--gemeenten";
    if (o->peildatum && kind == IMPORT_CBS) return "--peildatum";
    if (o->column_count && kind != IMPORT_TABLE) return "--kolom, --vast";
    return NULL;
}

/* --- what is read ----------------------------------------------------------------------------- */

static Import *make_import(Arena *arena, const Options *options)
{
    Import *import = NEW(arena, Import, 1);
    *import = (Import){.arena = arena, .options = options, .peildatum = DAY_OPEN_END};
    size_t files = (size_t)options->argument_count - 1;
    import->files = NEW(arena, ImportFile, files + 1);
    for (size_t f = 0; f < files; f++)
        import->files[f].path = options->arguments[f + 1];
    import->file_count = files;
    if (options->vestigingen) import->files[import->file_count++].path = options->vestigingen;
    import->batch = NEW(arena, Batch, 1);
    import->batch->arena = arena;
    import->batch->report = NEW(arena, Report, 1);
    import->batch->report->arena = arena;
    import->batch->sources = NEW(arena, Source, SOURCE_COUNT + import->file_count);
    return import;
}

/* The built-in gemeenten, as the table of --gemeenten changes them. False: it has faults. */
static bool read_gemeenten(Import *import)
{
    InputFiles files = {.chunk_bytes = CHUNK_BYTES, .codering = CODERING_WINDOWS_1252};
    if (import->options->gemeenten) {
        files.path[T_gemeenten] = text_of(import->options->gemeenten);
        files.named[T_gemeenten] = true;
        read_one_table(import->batch, T_gemeenten, &files);
    }
    import->list = gemeenten_list(import->arena, import->batch);
    import->names = gemeente_names(import->arena, &import->list);
    return !import->batch->report->errors;
}

/* False: nothing can be written. */
static bool read_files(Import *import, const ImportTask *task, Results *results)
{
    if (!read_gemeenten(import)) return false;
    if (task->kind == IMPORT_DUO) return import_duo(import, results);
    if (task->kind == IMPORT_CBS) return import_cbs(import, results);
    return import_list(import, task->table, results);
}

/* --- what is written -------------------------------------------------------------------------- */

static bool is_ours(const void *context, const char *entry)
{
    const ImportTask *task = context;
    if (is_refused_name(entry)) return true;
    size_t stem = strlen(entry);
    if (stem < 4 || strcmp(entry + stem - 4, ".csv")) return false;
    Text name = {entry, stem - 4};
    if (task->kind == IMPORT_CBS) return text_equal(name, TEXT("gemeenten"));
    if (task->kind == IMPORT_TABLE) return text_equal(name, text_of(table_specs[task->table].name));
    return text_equal(name, TEXT("tellingen")) || text_equal(name, TEXT("scholen"));
}

/* Whether the folder has a file of that name. */
static bool is_there(Import *import, const char *name)
{
    const char *reason;
    Text path = JOIN(import->arena, text_of(import->options->output), TEXT("/"), text_of(name));
    return sys_is_file(text_zero_ended(import->arena, path), &reason);
}

static int write_one(Import *import, const Staging *staging, Text name, Text bytes)
{
    const char *reason;
    const char *path = text_zero_ended(
        import->arena, JOIN(import->arena, text_of(staging->path), TEXT("/"), name));
    if (sys_write_file(path, bytes, &reason)) return EXIT_DONE;
    return system_fault(import->arena, path, reason);
}

static int write_results(Import *import, const ImportTask *task, Results *results)
{
    Staging staging;
    int status = begin_folder(import->arena, &staging, import->options->output, is_ours, task);
    for (size_t i = 0; !status && i < results->count; i++) {
        Made *made = &results->items[i];
        made->replaces = is_there(import, made->name);
        status = write_one(import, &staging, text_of(made->name), made->bytes);
    }
    for (size_t f = 0; !status && f < import->file_count; f++)
        if (import->files[f].refused)
            status = write_one(import, &staging, refused_name(import->arena, import, f),
                               refused_bytes(import, f));
    if (status) return status;
    if (staging_commit(&staging)) return EXIT_DONE;
    return system_fault(import->arena, staging.target, staging.reason);
}

/* --- what is said ----------------------------------------------------------------------------- */

static void print_files(Import *import, const Results *results)
{
    Arena *arena = import->arena;
    Grid grid = {.arena = arena, .columns = results->pupils ? 5 : 4, .left = 1};
    ADD_ROW(&grid, false, TR("file"), TR("rows"), TR("understood"), TR("refused"), TR("pupils"));
    for (size_t f = 0; f < import->file_count; f++) {
        const ImportFile *file = &import->files[f];
        ADD_ROW(&grid, f == 0, text_of(file->path), text_integer(arena, file->rows),
                text_integer(arena, (i128)(file->rows - file->refused)),
                text_integer(arena, file->refused), text_integer(arena, file->pupils));
    }
    sys_print(1, grid_text(&grid));
}

static void print_results(Import *import, const Results *results)
{
    Arena *arena = import->arena;
    Text folder = text_of(import->options->output);
    sys_print(1, TEXT("\n"));
    for (size_t i = 0; i < results->count; i++) {
        const Made *made = &results->items[i];
        Text path = JOIN(arena, folder, TEXT("/"), text_of(made->name));
        Text rows = text_integer(arena, made->rows);
        sys_print(1, FILL(arena,
                          made->replaces ? TR("%1 (rows: %2), in place of the one that was there\n")
                                         : TR("%1 (rows: %2)\n"),
                          path, rows));
    }
    if (results->schools)
        sys_print(1, FILL(arena, TR("schools with a telling: %1; gemeenten: %2\n"),
                          text_integer(arena, results->schools),
                          text_integer(arena, results->gemeenten)));
    for (size_t f = 0; f < import->file_count; f++)
        if (import->files[f].refused)
            sys_print(1, FILL(arena, TR("to send back, with the reason of each: %1 (rows: %2)\n"),
                              JOIN(arena, folder, TEXT("/"), refused_name(arena, import, f)),
                              text_integer(arena, import->files[f].refused)));
}

static void answer_import(Json *json, Import *import, const Results *results)
{
    json_text_of(json, "folder", text_of(import->options->output));
    json_list(json, "files");
    for (size_t f = 0; f < import->file_count; f++) {
        const ImportFile *file = &import->files[f];
        json_record(json, NULL);
        json_text_of(json, "file", text_of(file->path));
        json_number(json, "rows", file->rows);
        json_number(json, "refused", file->refused);
        json_text_or_nothing(json, "refused_in",
                             file->refused ? refused_name(import->arena, import, f) : TEXT(""));
        if (results->pupils) json_number(json, "pupils", file->pupils);
        json_close(json);
    }
    json_close(json);
    json_list(json, "tables");
    for (size_t i = 0; i < results->count; i++) {
        json_record(json, NULL);
        json_text_of(json, "file", text_of(results->items[i].name));
        json_number(json, "rows", results->items[i].rows);
        json_truth(json, "replaces", results->items[i].replaces);
        json_close(json);
    }
    json_close(json);
}

static int carry_out(Import *import, const ImportTask *task)
{
    Results results = {0};
    bool understood = read_files(import, task, &results);
    tell_faults(import->batch, import->options->max_errors);
    if (!understood) return EXIT_INPUT;
    int status = write_results(import, task, &results);
    if (status) return status;
    if (answer_json()) {
        answer_import(answer_json(), import, &results);
    } else {
        print_files(import, &results);
        print_results(import, &results);
    }
    for (size_t f = 0; f < import->file_count; f++)
        if (import->files[f].refused) return EXIT_INPUT;
    return EXIT_DONE;
}

static Text column_list(Arena *arena, TableId table)
{
    TextBuilder out = {.arena = arena};
    for (size_t c = 0; c < table_specs[table].column_count; c++) {
        if (c) build_text(&out, TEXT(", "));
        build_text(&out, text_of(table_specs[table].columns[c].name));
    }
    return built(&out);
}

static Text table_list(Arena *arena)
{
    TextBuilder out = {.arena = arena};
    for (TableId t = 0; t < TABLE_COUNT; t++) {
        if (t) build_text(&out, TEXT(", "));
        build_text(&out, text_of(table_specs[t].name));
    }
    return built(&out);
}

/* The command line is wrong about what is imported. */
static int wrong_task(Arena *arena, const Options *options)
{
    if (options->argument_count < 2)
        return wrong_usage(TR("import wants duo, cbs or the name of a table, and then files"),
                           NULL);
    return wrong_usage(FILL(arena, TR("there is no table %1 to import; there are duo, cbs, %2"),
                            text_of(options->arguments[0]), table_list(arena)),
                       NULL);
}

int import_command(Arena *arena, const Options *options)
{
    ImportTask task;
    if (options->argument_count < 2 || !find_task(options->arguments[0], &task))
        return wrong_task(arena, options);
    const char *foreign = foreign_option(options, task.kind);
    if (foreign) return wrong_usage(TR("this import does not take %1"), foreign);
    Import *import = make_import(arena, options);
    if (options->peildatum && !duo_day(text_of(options->peildatum), &import->peildatum))
        return wrong_usage(TR("--peildatum wants a day such as 2024-10-01, not %1"),
                           options->peildatum);
    const char *bad = task.kind == IMPORT_TABLE ? list_options_fault(import, task.table) : NULL;
    if (bad)
        return wrong_usage(FILL(arena,
                                TR("--kolom and --vast want COLUMN=…, each column of the table "
                                   "once, not %1; its columns are %2"),
                                text_of(bad), column_list(arena, task.table)),
                           NULL);
    int status = carry_out(import, &task);
    arena_free(&import->scratch);
    return status;
}
