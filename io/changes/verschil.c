/* The command verschil. In: the folders of two settlements; out: what differs in their inputs,
 * which amounts differ, and what other files do. Holds always: no identifier of a pupil is shown;
 * only what the folders hold is compared, nothing is computed again. */
#include "io/answer/answer.h"
#include "io/changes/corrections.h"
#include "io/changes/line_diff.h"
#include "io/grootboek/recover.h"
#include "io/read/csv.h"
#include "io/tell/dutch.h"
#include "io/tell/grid.h"
#include "io/write/output.h"
#include "io/write/package.h"

enum { ROWS_MOST = 200, LINES_MOST = 5 };

typedef struct Comparing {
    Arena *arena;
    const char *folders[2];
    u64 differences;
} Comparing;

static void print(Comparing *c, Text text)
{
    (void)c;
    answer_print(text);
}

static FileRead read_in(const Comparing *c, int side, Text name)
{
    Text path = JOIN(c->arena, text_of(c->folders[side]), TEXT("/"), name);
    return sys_read_file(c->arena, text_zero_ended(c->arena, path), (size_t)1 << 40);
}

static void print_more(Comparing *c, size_t count)
{
    if (count <= ROWS_MOST) return;
    print(c,
          FILL(c->arena, TR("and %1 more\n"), text_integer(c->arena, (i128)(count - ROWS_MOST))));
}

/* --- inputs ----------------------------------------------------------------------------------- */

static bool has_inputs(const Comparing *c, int side)
{
    const char *reason;
    Text ini = JOIN(c->arena, text_of(c->folders[side]), TEXT("/" INPUT_FOLDER "/" KEPT_INI));
    return sys_is_file(text_zero_ended(c->arena, ini), &reason);
}

static void print_change(Grid *grid, const Change *change)
{
    static const char *const kinds[] = {SAID("added"), SAID("removed"), SAID("changed")};
    ChangeText text = change_text(grid->arena, change);
    bool ini = change->table == CHANGED_INI;
    ADD_ROW(grid, false, ini ? TEXT("settlement.ini") : text_of(table_specs[change->table].name),
            ini ? JOIN(grid->arena, TEXT("["), change->section, TEXT("]")) : text.key,
            taal_text(kinds[change->kind]), text.field, text.before, text.after);
}

/* All changes; `compared` false: a folder holds no inputs. */
static void put_changes(Comparing *c, const Changes *changes, bool compared)
{
    static const char *const kinds[] = {"added", "removed", "changed"};
    Json *json = answer_json();
    if (!json) return;
    json_record(json, "inputs");
    json_truth(json, "compared", compared);
    json_list(json, "changes");
    for (size_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[i];
        ChangeText text = change_text(c->arena, change);
        bool ini = change->table == CHANGED_INI;
        json_record(json, NULL);
        json_text_of(json, "table",
                     ini ? TEXT("settlement.ini") : text_of(table_specs[change->table].name));
        json_text_of(json, "row", ini ? change->section : text.key);
        json_text_of(json, "kind", text_of(kinds[change->kind]));
        json_text_or_nothing(json, "field", text.field);
        json_text_of(json, "before", text.before);
        json_text_of(json, "after", text.after);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

static int compare_inputs(Comparing *c)
{
    const char *paths[2], *file, *reason;
    Changes changes = {0};
    print(c, TR("inputs\n"));
    for (int side = 0; side < 2; side++) {
        if (!has_inputs(c, side)) {
            print(c, FILL(c->arena, TR("  not compared: %1 holds no inputs\n"),
                          text_of(c->folders[side])));
            put_changes(c, &changes, false);
            return EXIT_DONE;
        }
        paths[side] = text_zero_ended(
            c->arena, JOIN(c->arena, text_of(c->folders[side]), TEXT("/" INPUT_FOLDER)));
    }
    if (!changes_find(c->arena, paths[0], paths[1], &changes, &file, &reason))
        return system_fault(c->arena, file, reason);
    put_changes(c, &changes, true);
    if (!changes.count) {
        print(c, TR("  the same\n"));
        return EXIT_DONE;
    }
    Grid grid = {.arena = c->arena, .columns = 6, .left = 6};
    ADD_ROW(&grid, false, TR("table"), TR("row"), TEXT(""), TR("field"), TR("before"), TR("after"));
    for (size_t i = 0; i < changes.count && i < ROWS_MOST; i++)
        print_change(&grid, &changes.items[i]);
    grid.items[1].ruled = true;
    print(c, grid_text(&grid));
    print_more(c, changes.count);
    c->differences += changes.count;
    return EXIT_DONE;
}

/* --- amounts ---------------------------------------------------------------------------------- */

/* A row of a table of amounts: its key, and the amount on each side. */
typedef struct Amount {
    Text key;
    i128 cents[2];
} Amount;

typedef struct Amounts {
    Symbols keys;
    LIST(Amount) rows;
} Amounts;

static bool parse_cents(Text text, i64 *cents)
{
    return text.length && !decimal_parse(text, 16, 2, cents);
}

/* Adds up column `amount` of a table by its first `key_fields` columns. False: it cannot be read.
 */
static bool add_table(Comparing *c, int side, const char *name, size_t key_fields, size_t amount,
                      Amounts *amounts)
{
    FileRead file = read_in(c, side, text_of(name));
    if (file.outcome != READ_OK) return false;
    CsvReader *csv = NEW(c->arena, CsvReader, 1);
    csv_begin(csv, c->arena, file.text, ';');
    (void)csv_next(csv);
    while (csv_next(csv)) {
        TextBuilder key = {.arena = c->arena};
        i64 cents;
        if (csv->fault || csv->count <= amount || !parse_cents(csv->fields[amount], &cents))
            return false;
        for (size_t i = 0; i < key_fields; i++) {
            if (i) build_char(&key, ';');
            build_text(&key, csv->fields[i]);
        }
        u32 number = symbols_intern(&amounts->keys, built(&key));
        if (number == amounts->rows.count)
            *PUSH(c->arena, &amounts->rows) = (Amount){.key = amounts->keys.items[number]};
        amounts->rows.items[number].cents[side] += cents;
    }
    return true;
}

static int by_key(const void *left, const void *right)
{
    return text_compare(((const Amount *)left)->key, ((const Amount *)right)->key);
}

static void add_amount(Grid *grid, const Amount *row, size_t key_fields)
{
    Text cells[CELLS_MOST];
    size_t at = 0;
    for (size_t i = 0; i < key_fields; i++) {
        size_t end = text_find(row->key, ';', at);
        cells[i] = text_slice(row->key, at, end);
        at = end + 1;
    }
    cells[key_fields] = dutch_amount(grid->arena, row->cents[0]);
    cells[key_fields + 1] = dutch_amount(grid->arena, row->cents[1]);
    cells[key_fields + 2] = dutch_amount(grid->arena, row->cents[1] - row->cents[0]);
    grid_add(grid, false, cells);
}

static void put_sides(Json *json, i128 before, i128 after)
{
    json_cents(json, "before", before);
    json_cents(json, "after", after);
    json_cents(json, "difference", after - before);
}

/* What differs in a table, and its totals, as members of the open record. */
static void put_amounts(Json *json, const Amounts *amounts, const char *const *columns,
                        size_t key_fields)
{
    i128 total[2] = {0, 0};
    json_list(json, "rows");
    for (size_t i = 0; i < amounts->rows.count; i++) {
        const Amount *row = &amounts->rows.items[i];
        total[0] += row->cents[0], total[1] += row->cents[1];
        if (row->cents[0] == row->cents[1]) continue;
        json_record(json, NULL);
        for (size_t k = 0, at = 0; k < key_fields; k++) {
            size_t end = text_find(row->key, ';', at);
            json_text_of(json, columns[k], text_slice(row->key, at, end));
            at = end + 1;
        }
        put_sides(json, row->cents[0], row->cents[1]);
        json_close(json);
    }
    json_close(json);
    json_record(json, "total");
    put_sides(json, total[0], total[1]);
    json_close(json);
}

/* A table of amounts: the rows of which the amount differs, and the totals. */
static void compare_amounts(Comparing *c, const char *title, const char *table,
                            const char *const *columns, size_t key_fields, size_t amount)
{
    const char *name = text_zero_ended(c->arena, JOIN(c->arena, text_of(table), TEXT(".csv")));
    Amounts amounts = {.keys = {.arena = c->arena}};
    Grid grid = {.arena = c->arena, .columns = key_fields + 3, .left = key_fields};
    Text header[CELLS_MOST];
    i128 total[2] = {0, 0};
    size_t differing = 0;
    print(c, JOIN(c->arena, TEXT("\n"), taal_text(title), TEXT("\n")));
    for (int side = 0; side < 2; side++)
        if (!add_table(c, side, name, key_fields, amount, &amounts)) {
            print(c, FILL(c->arena, TR("  %1 cannot be read\n"),
                          JOIN(c->arena, text_of(c->folders[side]), TEXT("/"), text_of(name))));
            c->differences++;
            if (answer_json()) json_nothing(answer_json(), table);
            return;
        }
    for (size_t i = 0; i < key_fields + 3; i++)
        header[i] = taal_text(columns[i]);
    grid_add(&grid, false, header);
    sort_array(amounts.rows.items, amounts.rows.count, sizeof(Amount), by_key);
    Json *json = answer_json();
    if (json) {
        json_record(json, table);
        put_amounts(json, &amounts, columns, key_fields);
        json_close(json);
    }
    for (size_t i = 0; i < amounts.rows.count; i++) {
        const Amount *row = &amounts.rows.items[i];
        total[0] += row->cents[0], total[1] += row->cents[1];
        if (row->cents[0] == row->cents[1]) continue;
        if (differing++ < ROWS_MOST) add_amount(&grid, row, key_fields);
    }
    c->differences += differing;
    if (!differing) {
        print(c, TR("  the same\n"));
        return;
    }
    grid.items[1].ruled = true;
    Amount sum = {JOIN(c->arena, TR("total"), TEXT(";;;;;;")), {total[0], total[1]}};
    add_amount(&grid, &sum, key_fields);
    grid.items[grid.count - 1].ruled = true;
    print(c, grid_text(&grid));
    print_more(c, differing);
}

/* --- other files ------------------------------------------------------------------------------ */

static void compare_file(Comparing *c, Text name)
{
    FileRead files[2] = {read_in(c, 0, name), read_in(c, 1, name)};
    bool there[2] = {files[0].outcome == READ_OK, files[1].outcome == READ_OK};
    Text what = TR("differs");
    if (!there[0] || !there[1]) {
        what = FILL(c->arena, TR("only in %1"), text_of(c->folders[there[0] ? 0 : 1]));
    } else if (text_equal(files[0].text, files[1].text)) {
        return;
    }
    c->differences++;
    Json *json = answer_json();
    if (json) {
        json_record(json, NULL);
        json_text_of(json, "file", name);
        json_text_or_nothing(json, "only_in",
                             there[0] && there[1] ? TEXT("") : text_of(c->folders[!there[0]]));
        json_close(json);
    }
    print(c, JOIN(c->arena, TEXT("  "), name, TEXT(": "), what, TEXT("\n")));
    bool text = there[0] && there[1] && text_utf8_fault(files[0].text) == files[0].text.length &&
                text_utf8_fault(files[1].text) == files[1].text.length &&
                !text_equal(name, TEXT(MANIFEST_FILE)) && !text_equal(name, TEXT(PACKAGE_FILE)) &&
                !text_equal(name, TEXT("verdeling.csv")) && /* are shown above */
                !text_equal(name, TEXT("posities.csv"));
    if (text)
        print(c, line_diff(c->arena, files[0].text, files[1].text, text_of(c->folders[0]),
                           text_of(c->folders[1]), LINES_MOST));
}

/* All files of either folder, and of the folders in it but that of the inputs. */
static int compare_files(Comparing *c, Text prefix)
{
    Symbols names = {.arena = c->arena};
    const char *reason;
    for (int side = 0; side < 2; side++) {
        Names own = {0};
        Text path = JOIN(c->arena, text_of(c->folders[side]), TEXT("/"), prefix);
        const char *folder = text_zero_ended(c->arena, path);
        if (!sys_list_folder(c->arena, folder, &own, &reason)) {
            if (prefix.length) continue; /* the other side alone has it */
            return system_fault(c->arena, folder, reason);
        }
        for (size_t i = 0; i < own.count; i++)
            (void)symbols_intern(&names, JOIN(c->arena, prefix, own.items[i]));
    }
    for (size_t i = 0; i < names.count; i++) {
        Text name = names.items[i];
        if (text_equal(name, TEXT(INPUT_FOLDER "/"))) continue;
        if (name.at[name.length - 1] != '/') {
            compare_file(c, name);
            continue;
        }
        int status = compare_files(c, name);
        if (status) return status;
    }
    return EXIT_DONE;
}

int verschil_command(Arena *arena, const Options *options)
{
    static const char *const lines[] = {"contract",    "school",          "tijdvak",
                                        "laag",        "partij",          SAID("before"),
                                        SAID("after"), SAID("difference")};
    static const char *const positions[] = {"contract",     "crediteur",   "partij",
                                            SAID("before"), SAID("after"), SAID("difference")};
    Comparing c = {.arena = arena, .folders = {options->arguments[0], options->arguments[1]}};
    for (int side = 0; side < 2; side++) {
        Manifest manifest;
        Text problem;
        int status = recover_folder(arena, c.folders[side]);
        if (status) return status;
        if (!manifest_read(arena, text_of(c.folders[side]), &manifest, NULL, &problem))
            return say(arena, EXIT_INPUT, c.folders[side], problem);
    }
    Json *json = answer_json();
    int status = compare_inputs(&c);
    if (status) return status;
    compare_amounts(&c, SAID("who bears what (verdeling.csv)"), "verdeling", lines, 5, 7);
    compare_amounts(&c, SAID("what each owes (posities.csv, netto)"), "posities", positions, 3, 7);
    print(&c, TR("\nfiles and documents\n"));
    u64 before = c.differences;
    if (json) json_list(json, "files");
    status = compare_files(&c, TEXT(""));
    if (json && !status) json_close(json);
    if (json && !status) json_number(json, "differences", (i128)c.differences);
    if (!status && c.differences == before) print(&c, TR("  the same\n"));
    return status;
}
