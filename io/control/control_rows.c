/* The rows of controles.csv. In: rows of one controle after the other; out: the table. Holds
 * always: sorted by controle and onderwerp, bytewise, in an order that no thread decides. */
#include "io/control/control_rows.h"

#include "io/read/csv.h"
#include "io/write/outputs.h"

/* --- order ------------------------------------------------------------------------------------ */

static bool is_after(const ControlRow *a, const ControlRow *b)
{
    return text_compare((Text){a->onderwerp, a->onderwerp_length},
                        (Text){b->onderwerp, b->onderwerp_length}) > 0;
}

/* The end of the rows from `from` on that stand in order. */
static size_t run_end(const ControlRow *rows, size_t count, size_t from)
{
    size_t end = from < count ? from + 1 : count;
    while (end < count && !is_after(&rows[end - 1], &rows[end]))
        end++;
    return end;
}

/* Merges two runs of rows that follow each other: from … middle … end. */
static void merge_runs(const ControlRow *rows, size_t from, size_t middle, size_t end,
                       ControlRow *merged)
{
    size_t i = from, j = middle;
    for (size_t k = from; k < end; k++)
        merged[k] =
            j == end || (i < middle && !is_after(&rows[i], &rows[j])) ? rows[i++] : rows[j++];
}

/* A merge sort of the runs that there are: most rows come in their order, or in a few pieces that
 * do, such as nummers of four, five and six digits. */
void sort_controls(Arena *scratch, ControlList *list)
{
    ControlRow *other = NULL;
    size_t count = list->count;
    while (run_end(list->items, count, 0) < count) {
        if (!other) other = NEW(scratch, ControlRow, list->capacity);
        for (size_t from = 0, end; from < count; from = end) {
            size_t middle = run_end(list->items, count, from);
            end = run_end(list->items, count, middle);
            merge_runs(list->items, from, middle, end, other);
        }
        ControlRow *sorted = other;
        other = list->items;
        list->items = sorted;
    }
}

void keep_controls(Arena *arena, Controls *controls, const ControlList *list)
{
    controls->items = arena_grow(arena, controls->items, &controls->capacity,
                                 controls->list_count + 1, sizeof *controls->items);
    controls->items[controls->list_count++] = *list;
    controls->count += list->count;
    for (size_t i = 0; i < list->count; i++) {
        controls->failed += list->items[i].oordeel == OORDEEL_FOUT;
        controls->signals += list->items[i].oordeel == OORDEEL_SIGNAAL;
    }
}

static int by_controle(const void *left, const void *right)
{
    const ControlList *a = left, *b = right;
    return text_compare(a->controle, b->controle);
}

void order_controls(Controls *controls)
{
    size_t before = 0;
    sort_array(controls->items, controls->list_count, sizeof *controls->items, by_controle);
    for (size_t i = 0; i < controls->list_count; i++) {
        controls->items[i].before = before;
        before += controls->items[i].count;
    }
}

/* --- telling and writing ---------------------------------------------------------------------- */

static void split_row(Arena *arena, Text controle, const ControlRow *row, Control *control)
{
    CsvReader *csv = NEW(arena, CsvReader, 1);
    csv_begin(csv, arena, (Text){row->line, row->line_length}, ';');
    bool read = csv_next(csv);
    ASSERT(read);
    ASSERT(csv->count == 5);
    *control = (Control){.controle = controle,
                         .onderwerp = csv->fields[0],
                         .links = csv->fields[1],
                         .rechts = csv->fields[2],
                         .verschil = csv->fields[3],
                         .oordeel = row->oordeel};
}

void control_at(Arena *arena, const ControlList *list, size_t row, Control *control)
{
    split_row(arena, list->controle, &list->items[row], control);
}

bool controls_next_failed(Arena *arena, const Controls *controls, size_t *list, size_t *row,
                          Control *control)
{
    for (; *list < controls->list_count; ++*list, *row = 0) {
        const ControlList *rows = &controls->items[*list];
        while (*row < rows->count) {
            const ControlRow *own = &rows->items[(*row)++];
            if (own->oordeel != OORDEEL_FOUT) continue;
            split_row(arena, rows->controle, own, control);
            return true;
        }
    }
    return false;
}

/* Rows first … end - 1 of all lists one after the other. */
static void put_controls(Page *page, const void *context, size_t first, size_t end)
{
    const Controls *controls = context;
    const ControlList *list = controls->items;
    for (size_t row = first; row < end; list++) {
        for (; row < end && row < list->before + list->count; row++) {
            const ControlRow *own = &list->items[row - list->before];
            put_bytes(page, list->controle);
            put_char(page, ';');
            put_bytes(page, (Text){own->line, own->line_length});
        }
    }
}

bool controls_write(Arena *arena, const Controls *controls, Text folder, WrittenFiles *written,
                    const char **file, const char **reason)
{
    const WriteJob job = {CONTROLES_FILE, output_specs[OUTPUT_controles].header, controls->count,
                          put_controls, controls};
    return write_parts(arena, folder, &job, 1, written, file, reason);
}
