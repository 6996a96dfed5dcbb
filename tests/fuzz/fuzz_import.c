/* Goal: any bytes as a file of DUO, of the CBS, or as a list for any table, are refused with
 * messages or become tables; what is written is CSV that is whole, and no row is lost.
 *
 * In: a byte that says what the file is, one that says which options are given and whether it is a
 * workbook by its name, and the file. */
#include "edge.h"
#include "io/import/import.h"
#include "io/read/csv.h"
#include "io/system/paths.h"
#include "io/system/sys.h"

enum { GIVEN_PEILDATUM = 1, GIVEN_VESTIGINGEN = 2, TWICE = 4, WORKBOOK = 8 };

StagingOutcome __wrap_staging_begin(Arena *arena, Staging *staging, const char *target,
                                    IsOurs *is_ours, const void *context);
bool __wrap_staging_commit(Staging *staging);
bool __wrap_sys_write_file(const char *path, Text bytes, const char **reason);

static size_t written;

StagingOutcome __wrap_staging_begin(Arena *arena, Staging *staging, const char *target,
                                    IsOurs *is_ours, const void *context)
{
    (void)is_ours, (void)context;
    char *path = text_zero_ended(arena, text_of(target));
    *staging = (Staging){.path = path, .target = path, .lock = -1};
    return STAGING_OK;
}

bool __wrap_staging_commit(Staging *staging)
{
    return !staging->replaces;
}

/* A file that is written is CSV in which every row has as many fields as the header. */
bool __wrap_sys_write_file(const char *path, Text bytes, const char **reason)
{
    (void)reason;
    Arena arena = {0};
    CsvReader *csv = NEW(&arena, CsvReader, 1);
    MUST(text_utf8_fault(bytes) == bytes.length, "what is written is no UTF-8");
    char separator = csv_separator(bytes);
    csv_begin(csv, &arena, bytes, separator ? separator : ';');
    bool read = csv_next(csv);
    MUST(read && !csv->fault, "a header is written");
    size_t columns = csv->count;
    bool is_table = !is_refused_name(path_name(text_of(path)).at);
    while (csv_next(csv)) {
        MUST(!is_table || !csv->fault, "what is written is CSV");
        MUST(!is_table || csv->count == columns, "a row has as many fields as the header");
    }
    arena_free(&arena);
    written++;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    edge_begin();
    if (size < 2) return 0;
    const char *path = data[1] & WORKBOOK ? "mem/i.xlsx" : "mem/i.csv";
    edge_put(path, (Text){(const char *)data + 2, size - 2});
    Options options = {.command = "import", .output = "mem/i", .max_errors = 100};
    unsigned kind = data[0] % (TABLE_COUNT + 2);
    options.arguments[0] = kind == 0 ? "duo" : kind == 1 ? "cbs" : table_specs[kind - 2].name;
    options.arguments[1] = options.arguments[2] = path;
    options.argument_count = data[1] & TWICE ? 3 : 2;
    if (data[1] & GIVEN_PEILDATUM && kind != 1) options.peildatum = "2024-10-01";
    if (data[1] & GIVEN_VESTIGINGEN && kind == 0) options.vestigingen = path;
    Arena arena = {0};
    written = 0;
    int status = import_command(&arena, &options);
    MUST(status == EXIT_DONE || status == EXIT_INPUT, "it is done, or refused");
    MUST(status != EXIT_DONE || written, "what is done is written");
    arena_free(&arena);
    edge_forget("");
    return 0;
}
