/* correcties.csv. In: causes; out: rows. Holds always: the amount of a correction stands in its
 * first row alone, so that the column adds up; no identifier of a pupil is written. */
#include "io/changes/corrections.h"
#include "io/write/outputs.h"
#include "io/write/put_rows.h"

/* A row as `kolom waarde, kolom waarde`, without what is empty or of a pupil. */
static Text row_text(Arena *arena, u32 table, const ChangedRow *row)
{
    TextBuilder text = {.arena = arena};
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; row->cells && c < spec->column_count; c++) {
        if (!row->cells[c].length || cell_is_private(table, c)) continue;
        if (text.count) build_text(&text, TEXT(", "));
        build_text(&text, text_of(spec->columns[c].name));
        build_char(&text, ' ');
        build_text(&text, row->cells[c]);
    }
    return built(&text);
}

ChangeText change_text(Arena *arena, const Change *change)
{
    ChangeText text = {.key = change_key(arena, change)};
    if (change->table != CHANGED_INI && change->kind != CHANGE_FIELD) {
        text.before = row_text(arena, change->table, &change->before);
        text.after = row_text(arena, change->table, &change->after);
        return text;
    }
    bool hidden = change_is_private(change);
    text.field = change->key;
    text.before = hidden ? TEXT("(niet getoond)") : change->old_value;
    text.after = hidden ? TEXT("(niet getoond)") : change->new_value;
    return text;
}

typedef struct Putting {
    const Run *run;
    const Corrections *corrections;
} Putting;

static void put_entry(Page *page, const Run *run, const Cause *cause)
{
    Arena scratch = {0};
    const Entry *e = &run->books->entries.items[cause->entry];
    bool margin = e->soort == ENTRY_NIET_VERREKEND;
    put_field(page, contract_code(run->batch, e->contract));
    put_field(page, school_code(run->batch, e->school));
    put_field(page, margin ? TEXT("") : interval_label(&scratch, e->days));
    put_field(page, margin ? TEXT("") : interval_label(&scratch, e->booked));
    put_field(page, partij_code(run->batch, e->crediteur));
    put_field(page, partij_code(run->batch, e->partij));
    put_field(page, e->laag);
    put_field(page, text_of(entry_soorten[e->soort]));
    if (cause->index == 1)
        put_amount(page, e->cents, ';');
    else
        put_char(page, ';');
    arena_free(&scratch);
}

/* A value that a spreadsheet could take for a formula gets an apostrophe before it. */
static void put_value(Page *page, Arena *scratch, Text value)
{
    bool formula = value.length && strchr("=+-@\t", value.at[0]) != NULL;
    i64 number;
    if (formula && value.at[0] == '-' && !decimal_parse(value, 13, 2, &number)) formula = false;
    put_field(page, formula ? JOIN(scratch, TEXT("'"), value) : value);
}

static void put_change(Page *page, const Cause *cause)
{
    static const char *const relations[] = {
        [RELATION_SELF] = "zelf",         [RELATION_POOL] = "pool",
        [RELATION_OTHERS] = "anderen",    [RELATION_NEW] = "niet eerder geboekt",
        [RELATION_WAITED] = "uitgesteld", [RELATION_UNKNOWN] = "onbekend",
    };
    static const char *const kinds[] = {"nieuw", "vervallen", "gewijzigd"};
    Arena scratch = {0};
    put_integer(page, cause->boeking);
    put_char(page, ';');
    put_field(page, text_of(relations[cause->relation]));
    if (!cause->change) {
        put_bytes(page, TEXT(";;;;;;"));
    } else {
        const Change *change = cause->change;
        ChangeText text = change_text(&scratch, change);
        bool ini = change->table == CHANGED_INI;
        put_field(page, ini ? TEXT("settlement.ini") : text_of(table_specs[change->table].name));
        put_value(page, &scratch, ini ? change->section : text.key);
        put_field(page, text_of(kinds[change->kind]));
        put_value(page, &scratch, text.field);
        put_value(page, &scratch, text.before);
        put_value(page, &scratch, text.after);
    }
    put_integer(page, cause->more);
    put_char(page, '\n');
    arena_free(&scratch);
}

static void put_corrections(Page *page, const void *context, size_t first, size_t end)
{
    const Putting *p = context;
    for (size_t i = first; i < end; i++) {
        const Cause *cause = &p->corrections->items[i];
        put_integer(page, cause->number);
        put_char(page, ';');
        put_integer(page, cause->index);
        put_char(page, ';');
        put_entry(page, p->run, cause);
        put_change(page, cause);
    }
}

bool corrections_write(Arena *arena, const Run *run, const Corrections *corrections, Text folder,
                       WrittenFiles *written, const char **file, const char **reason)
{
    Putting putting = {run, corrections};
    const WriteJob job = {CORRECTIES_FILE, output_specs[OUTPUT_correcties].header,
                          corrections->count, put_corrections, &putting};
    return write_parts(arena, folder, &job, 1, written, file, reason);
}
