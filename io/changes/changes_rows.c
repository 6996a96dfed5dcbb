/* What differs between two versions of a table. In: the text of its two files; out: changes. Holds
 * always: a row is passed only when one of the other version has the same cells, each once; what
 * comes out does not depend on the order of the rows, but for the lines.
 *
 * The rows before go into buckets by a number of their cells; each row after takes an equal one
 * out. Only what is left on both sides, mostly little, is kept, sorted and matched by key. */
#include "io/changes/changes_parts.h"

#include "engine/work.h"
#include "io/changes/changes_cells.h"
#include "io/read/cells.h"
#include "io/read/csv.h"
#include "io/write/format.h"

#include <string.h>

enum { NO_FIELD = -1, BUCKETS_LEAST = 16 };

/* Where a file has its columns. */
typedef struct Layout {
    i32 field_of[COLUMNS_MOST]; /* or NO_FIELD */
    size_t field_count;
    char separator;
} Layout;

typedef struct RowsReader {
    const TableSpec *spec;
    Layout layout;
    Text text;
    CsvReader csv;
    Arena words; /* of quoted fields with a quote in them, of the record that was read */
    Text cells[COLUMNS_MOST];
    char room[COLUMNS_MOST][FORMAT_ROOM];
} RowsReader;

typedef struct Row {
    u64 number; /* of its cells: rows that are equal have the same */
    u32 at, line;
} Row;

/* A row that has no equal in the other version. */
typedef struct Leftover {
    u64 head; /* the first bytes of its key, which mostly tell the order */
    const Text *cells;
    u32 line, table;
} Leftover;

typedef struct Leftovers {
    Leftover *items;
    size_t count, capacity;
} Leftovers;

typedef struct Comparison {
    Arena *arena, scratch;
    TableId table;
    RowsReader before, after;
    bool same_layout;
    Row *rows; /* before */
    size_t count, capacity;
    u32 *buckets, *next; /* the number of a row + 1, or 0; the first of the file first */
    size_t bucket_mask;
    Leftovers old, new;
} Comparison;

/* --- reading ---------------------------------------------------------------------------------- */

/* Finds the columns in the header; a file without one has no rows. */
static void begin_rows(RowsReader *r, TableId table, Text text)
{
    r->spec = &table_specs[table];
    r->text = text;
    char separator = csv_separator(text);
    r->layout.separator = separator ? separator : ';';
    for (size_t c = 0; c < COLUMNS_MOST; c++)
        r->layout.field_of[c] = NO_FIELD;
    csv_begin(&r->csv, &r->words, text, r->layout.separator);
    if (!csv_next(&r->csv)) return;
    if (r->csv.fault) { /* what a field is, is not known */
        csv_between(&r->csv, text.length, r->csv.line, text.length);
        return;
    }
    r->layout.field_count = r->csv.count;
    for (size_t i = r->csv.count; i-- > 0;) { /* of a column given twice the first counts */
        Text name = text_trim(r->csv.fields[i]);
        for (size_t c = 0; c < r->spec->column_count; c++)
            if (text_equal_nocase(text_of(r->spec->columns[c].name), name))
                r->layout.field_of[c] = (i32)i;
    }
}

static bool is_same_layout(const Layout *left, const Layout *right)
{
    return left->field_count == right->field_count && left->separator == right->separator &&
           !memcmp(left->field_of, right->field_of, sizeof left->field_of);
}

/* Takes the cells of the record; false: it has none, or not as many as the header. */
static bool take_cells(RowsReader *r)
{
    bool any = false;
    if (r->csv.fault || r->csv.count != r->layout.field_count) return false;
    for (size_t c = 0; c < r->spec->column_count; c++) {
        i32 field = r->layout.field_of[c];
        Text value = field == NO_FIELD ? TEXT("") : text_trim(r->csv.fields[field]);
        any = any || value.length;
        r->cells[c] = canonical_cell(r->spec->columns[c].type, value, r->room[c]);
    }
    return any;
}

/* Reads the next row that can be read; false: there is none. */
static bool next_row(RowsReader *r)
{
    do {
        arena_rewind(&r->words);
        if (!csv_next(&r->csv)) return false;
    } while (!take_cells(r));
    return true;
}

/* Reads a row again. */
static void read_row(RowsReader *r, const Row *row)
{
    csv_between(&r->csv, row->at, row->line, (size_t)row->at + 1);
    bool there = next_row(r);
    ASSERT(there);
    ASSERT(r->csv.record_at == row->at);
}

static Row row_read(const RowsReader *r)
{
    u64 number = 0;
    for (size_t c = 0; c < r->spec->column_count; c++)
        number = scattered(number ^ text_hash(r->cells[c]));
    return (Row){number, (u32)r->csv.record_at, r->csv.record_line};
}

/* --- rows that are equal ---------------------------------------------------------------------- */

static void index_rows(Comparison *c)
{
    c->capacity = text_count(c->before.text, '\n') + 1; /* the last may lack its end */
    c->rows = NEW(&c->scratch, Row, c->capacity);
    while (next_row(&c->before)) {
        ASSERT(c->count < c->capacity);
        c->rows[c->count++] = row_read(&c->before);
    }
    size_t buckets = BUCKETS_LEAST;
    while (buckets < c->count)
        buckets *= 2;
    c->bucket_mask = buckets - 1;
    c->buckets = NEW(&c->scratch, u32, buckets);
    c->next = NEW(&c->scratch, u32, c->count + 1);
    for (size_t i = c->count; i-- > 0;) {
        u32 *bucket = &c->buckets[c->rows[i].number & c->bucket_mask];
        c->next[i] = *bucket;
        *bucket = (u32)i + 1;
    }
}

/* Whether a row before has the cells of the row that was read after. */
static bool is_equal(Comparison *c, const Row *row)
{
    const RowsReader *after = &c->after;
    Text written = text_slice(after->text, after->csv.record_at, after->csv.at);
    Text old = c->before.text;
    bool whole = written.at[written.length - 1] == '\n' && written.length <= old.length - row->at;
    if (c->same_layout && whole && !memcmp(old.at + row->at, written.at, written.length))
        return true;
    read_row(&c->before, row);
    for (size_t k = 0; k < after->spec->column_count; k++)
        if (!text_equal(c->before.cells[k], after->cells[k])) return false;
    return true;
}

/* Takes a row before that is equal to the row read after out of its bucket; false: none is. */
static bool take_equal(Comparison *c)
{
    u64 number = row_read(&c->after).number;
    for (u32 *link = &c->buckets[number & c->bucket_mask]; *link; link = &c->next[*link - 1]) {
        Row *row = &c->rows[*link - 1];
        if (row->number != number || !is_equal(c, row)) continue;
        row->line = 0;
        *link = c->next[*link - 1];
        return true;
    }
    return false;
}

/* --- rows that are left ----------------------------------------------------------------------- */

/* In the order of texts, for those that differ in their first 8 bytes. */
static u64 head_of(Text text)
{
    if (text.length > 8) text.length = 8;
    return __builtin_bswap64(text_word(text));
}

/* Keeps the row that was read. */
static void keep(Comparison *c, Leftovers *leftovers, const RowsReader *r)
{
    size_t count = r->spec->column_count, bytes = count * sizeof(Text);
    for (size_t k = 0; k < count; k++)
        bytes += r->cells[k].length;
    Text *cells = arena_alloc(c->arena, bytes, 1);
    char *at = (char *)(cells + count);
    for (size_t k = 0; k < count; k++) {
        Text cell = r->cells[k];
        if (cell.length) memcpy(at, cell.at, cell.length);
        cells[k] = (Text){at, cell.length};
        at += cell.length;
    }
    const Leftover *outgrown = leftovers->items;
    *PUSH(&c->scratch, leftovers) = (Leftover){head_of(cells[row_keys[c->table].columns[0]]), cells,
                                               r->csv.record_line, c->table};
    if (leftovers->items != outgrown) arena_give_back(&c->scratch, outgrown);
}

static int by_key(const Leftover *a, const Leftover *b)
{
    if (a->head != b->head) return (a->head > b->head) - (a->head < b->head);
    const RowKey *key = &row_keys[a->table];
    for (size_t k = 0; k < key->count; k++) {
        int order = text_compare(a->cells[key->columns[k]], b->cells[key->columns[k]]);
        if (order) return order;
    }
    return 0;
}

/* Rows that are equal in all their cells differ in nothing but the line. */
static int by_key_and_cells(const void *left, const void *right)
{
    const Leftover *a = left, *b = right;
    int order = by_key(a, b);
    for (size_t k = 0; !order && k < table_specs[a->table].column_count; k++)
        order = text_compare(a->cells[k], b->cells[k]);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void sort_side(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Leftovers *side = ((Leftovers **)context)[task];
    sort_array(side->items, side->count, sizeof *side->items, by_key_and_cells);
}

static void find_leftovers(Comparison *c)
{
    index_rows(c);
    while (next_row(&c->after))
        if (!take_equal(c)) keep(c, &c->new, &c->after);
    for (size_t i = 0; i < c->count; i++) {
        if (!c->rows[i].line) continue;
        read_row(&c->before, &c->rows[i]);
        keep(c, &c->old, &c->before);
    }
    Leftovers *sides[] = {&c->old, &c->new};
    work_each(COUNT_OF(sides), sort_side, sides);
}

/* --- telling ---------------------------------------------------------------------------------- */

/* `before` or `after` is NULL where there is no such row. */
static Change *add_change(Comparison *c, Changes *changes, ChangeKind kind, const Leftover *before,
                          const Leftover *after)
{
    reserve_changes(c->arena, changes, 1);
    Change *change = &changes->items[changes->count++];
    *change = (Change){.kind = kind, .table = c->table, .column = -1};
    change->section = change->key = change->old_value = change->new_value = TEXT("");
    if (before) change->before = (ChangedRow){before->cells, before->line};
    if (after) change->after = (ChangedRow){after->cells, after->line};
    return change;
}

/* Tells of the rows of one key, in an order of their own: the first of both sides belong together,
 * and so on. */
static void tell_key(Comparison *c, const Leftover *old, size_t old_count, const Leftover *new,
                     size_t new_count, Changes *changes)
{
    size_t pairs = old_count < new_count ? old_count : new_count;
    for (size_t i = pairs; i < new_count; i++)
        add_change(c, changes, CHANGE_ADDED, NULL, &new[i]);
    for (size_t i = pairs; i < old_count; i++)
        add_change(c, changes, CHANGE_REMOVED, &old[i], NULL);
    for (size_t k = 0; k < table_specs[c->table].column_count; k++)
        for (size_t i = 0; i < pairs; i++) {
            if (text_equal(old[i].cells[k], new[i].cells[k])) continue;
            Change *change = add_change(c, changes, CHANGE_FIELD, &old[i], &new[i]);
            change->column = (i32)k;
            change->key = text_of(table_specs[c->table].columns[k].name);
            change->old_value = old[i].cells[k];
            change->new_value = new[i].cells[k];
        }
}

/* How many rows have the key of the first. */
static size_t same_key(const Leftovers *rows, size_t first)
{
    size_t end = first + 1;
    while (end < rows->count && !by_key(&rows->items[first], &rows->items[end]))
        end++;
    return end - first;
}

void changes_of_table(Arena *arena, TableId table, Text before, Text after, Changes *changes)
{
    Arena scratch = {0};
    Comparison *c = NEW(&scratch, Comparison, 1);
    c->arena = arena;
    c->table = table;
    begin_rows(&c->before, table, before);
    begin_rows(&c->after, table, after);
    c->same_layout = is_same_layout(&c->before.layout, &c->after.layout);
    find_leftovers(c);
    reserve_changes(arena, changes, c->old.count > c->new.count ? c->old.count : c->new.count);
    for (size_t i = 0, j = 0; i < c->old.count || j < c->new.count;) {
        const Leftover *old = c->old.items + i, *new = c->new.items + j;
        int order = i == c->old.count ? 1 : j == c->new.count ? -1 : by_key(old, new);
        size_t old_count = order <= 0 ? same_key(&c->old, i) : 0;
        size_t new_count = order >= 0 ? same_key(&c->new, j) : 0;
        tell_key(c, old, old_count, new, new_count, changes);
        i += old_count;
        j += new_count;
    }
    arena_free(&c->before.words);
    arena_free(&c->after.words);
    arena_free(&c->scratch);
    arena_free(&scratch);
}
