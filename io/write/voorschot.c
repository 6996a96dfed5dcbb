/* Voorschotten from shares. In: a computed run and its terms; out: a table, sorted by contract,
 * partij and term. Holds always: the terms of a partij add up to its aandeel. */
#include "io/write/voorschot.h"

#include "engine/exact.h"
#include "engine/partij_set.h"
#include "io/tell/dutch.h"
#include "io/tell/grid.h"
#include "io/write/outputs.h"
#include "io/write/write_parts.h"

Text voorschot_id(Arena *arena, const Run *run, const VoorschotRow *row)
{
    return JOIN(arena, contract_code(run->batch, row->contract), TEXT("/"),
                partij_code(run->batch, row->partij), TEXT("/"),
                text_integer(arena, (i128)row->term));
}

static void add_terms(Arena *arena, const Run *run, Voorschotten *list, u32 contract, u32 partij,
                      i64 aandeel)
{
    const Termijnen *terms = &run->settings->termijnen;
    i128 cumulated = 0;
    i64 before = 0;
    for (size_t k = 0; k < terms->count; k++) {
        cumulated += terms->items[k].weight;
        i64 through = round_share(aandeel, cumulated, terms->total);
        VoorschotRow row = {contract, partij, k + 1, terms->items[k].datum, through - before};
        before = through;
        *PUSH(arena, list) = row;
    }
    Arena scratch = {0};
    Text id = voorschot_id(&scratch, run, &list->items[list->count - 1]); /* the longest */
    if (!text_is_identifier(id))
        FAULT_AT(run->batch->report, E427_VOORSCHOT_ID,
                 place_of(run->batch, T_contracten, contract, COL_contracten_contract), id);
    arena_free(&scratch);
}

bool voorschotten_make(Arena *arena, const Run *run, Voorschotten *list)
{
    Report *report = run->batch->report;
    if (!run->settings->termijnen.total) {
        FAULT_PLAIN(report, E428_NO_TERMIJNEN, ((Place){.source = SOURCE_INI, .field = -1}));
        return false;
    }
    size_t partijen = run->batch->partijen.rows.count;
    i64 *aandeel = NEW(arena, i64, partijen);
    PartijSet seen = partij_set(arena, partijen);
    for (size_t i = 0, end; i < run->positions.count; i = end) {
        u32 contract = run->positions.items[i].contract;
        for (end = i; end < run->positions.count && run->positions.items[end].contract == contract;
             end++) {
            const Position *p = &run->positions.items[end];
            if (p->partij == p->crediteur) continue;
            aandeel[p->partij] += p->aandeel;
            partij_set_add(&seen, p->partij);
        }
        EACH_PARTIJ (partij, &seen) {
            add_terms(arena, run, list, contract, partij, aandeel[partij]);
            aandeel[partij] = 0;
        }
        partij_set_clear(&seen);
    }
    return report->errors == 0;
}

typedef struct VoorschotTable {
    const Run *run;
    const Voorschotten *list;
} VoorschotTable;

static void put_voorschotten(Page *page, const void *context, size_t first, size_t end)
{
    const VoorschotTable *t = context;
    Arena scratch = {0};
    for (size_t i = first; i < end; i++) {
        const VoorschotRow *row = &t->list->items[i];
        Text cells[] = {voorschot_id(&scratch, t->run, row),
                        contract_code(t->run->batch, row->contract),
                        partij_code(t->run->batch, row->partij), day_text(&scratch, row->datum)};
        for (size_t c = 0; c < COUNT_OF(cells); c++) {
            put_text(page, cells[c]);
            put_char(page, ';');
        }
        put_cents(page, row->cents);
        put_char(page, '\n');
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

bool voorschotten_write(Arena *arena, const Run *run, const Voorschotten *list, Text folder,
                        const char **reason)
{
    const VoorschotTable table = {run, list};
    const WriteJob job = {VOORSCHOTTEN_FILE, output_specs[OUTPUT_voorschotten].header, list->count,
                          put_voorschotten, &table};
    WrittenFiles written = {0};
    const char *file;
    return write_parts(arena, folder, &job, 1, &written, &file, reason) &&
           written_close(&written, &file, reason);
}

enum { SHOWN_MOST = 1000 };

Text voorschotten_summary(Arena *arena, const Run *run, const Voorschotten *list)
{
    Grid grid = {.arena = arena, .columns = 5, .left = 4};
    ADD_ROW(&grid, false, TEXT("contract"), TEXT("partij"), TEXT("naam"), TEXT("datum"),
            TEXT("voorschot"));
    i128 total = 0;
    for (size_t i = 0; i < list->count; i++) {
        const VoorschotRow *row = &list->items[i];
        total += row->cents;
        if (i >= SHOWN_MOST) continue;
        ADD_ROW(&grid, i == 0, contract_code(run->batch, row->contract),
                partij_code(run->batch, row->partij), run->batch->partijen.naam[row->partij],
                day_text(arena, row->datum), dutch_amount(arena, row->cents));
    }
    if (list->count > SHOWN_MOST)
        ADD_ROW(&grid, false, TEXT("…"), TEXT(""),
                FILL(arena, TR("all in %1"), TEXT(VOORSCHOTTEN_FILE)), TEXT(""), TEXT(""));
    ADD_ROW(&grid, true, TR("total"), TEXT(""), TEXT(""), TEXT(""), dutch_amount(arena, total));
    return grid_text(&grid);
}
