/* What post tells. In: a run with its entries; out: what will be posted, per partij and tijdvak
 * with the corrections apart, and the facturen that come of it. */
#include "io/grootboek/post_summary.h"

#include "io/answer/results.h"
#include "io/grootboek/grootboek_parts.h"
#include "io/tell/grid.h"
#include "io/write/put_rows.h"

typedef struct Cell {
    u32 partij;
    Interval days; /* of the tijdvak that it is booked in */
    i128 fresh, corrections;
} Cell;

static int by_cell(const void *left, const void *right)
{
    const Cell *a = left, *b = right;
    if (a->partij != b->partij) return (a->partij > b->partij) - (a->partij < b->partij);
    if (a->days.first != b->days.first)
        return (a->days.first > b->days.first) - (a->days.first < b->days.first);
    return (a->days.last > b->days.last) - (a->days.last < b->days.last);
}

typedef struct Cells {
    Cell *items;
    size_t count, capacity;
} Cells;

/* Sums by partij and tijdvak, in their order. */
static Cells add_up(Arena *arena, const Run *run)
{
    Cells cells = {0};
    const Books *books = run->books;
    for (size_t i = 0; i < books->entries.count; i++) {
        const Entry *e = &books->entries.items[i];
        Interval days = e->soort == ENTRY_NIET_VERREKEND ? run->settings->settled : e->booked;
        Cell cell = {e->partij, days, e->correction ? 0 : e->cents, e->correction ? e->cents : 0};
        Cell *last = cells.count ? &cells.items[cells.count - 1] : NULL;
        if (last && !by_cell(last, &cell)) {
            last->fresh += cell.fresh, last->corrections += cell.corrections;
        } else {
            *PUSH(arena, &cells) = cell;
        }
    }
    sort_array(cells.items, cells.count, sizeof *cells.items, by_cell);
    size_t kept = 0;
    for (size_t i = 0; i < cells.count; i++) {
        if (kept && !by_cell(&cells.items[kept - 1], &cells.items[i])) {
            cells.items[kept - 1].fresh += cells.items[i].fresh;
            cells.items[kept - 1].corrections += cells.items[i].corrections;
        } else {
            cells.items[kept++] = cells.items[i];
        }
    }
    cells.count = kept;
    return cells;
}

Text posting_summary(Arena *arena, const Run *run)
{
    enum { ROWS_MOST = 1000 };
    TextBuilder out = {.arena = arena};
    if (!run->books->entries.count) {
        build_text(&out, TR("nothing to post: the grootboek has all of this already\n"));
        return built(&out);
    }
    Cells cells = add_up(arena, run);
    Grid grid = {.arena = arena, .columns = 6, .left = 3};
    ADD_ROW(&grid, false, TEXT("partij"), TEXT("naam"), TEXT("tijdvak"), TR("new"),
            TR("corrections"), TR("together"));
    i128 fresh = 0, corrections = 0;
    for (size_t i = 0; i < cells.count; i++) {
        const Cell *c = &cells.items[i];
        fresh += c->fresh, corrections += c->corrections;
        if (i >= ROWS_MOST) continue;
        bool same = i && cells.items[i - 1].partij == c->partij;
        ADD_ROW(&grid, false, same ? TEXT("") : partij_code(run->batch, c->partij),
                same ? TEXT("") : run->batch->partijen.naam[c->partij],
                interval_label(arena, c->days), amount_text(arena, c->fresh),
                amount_text(arena, c->corrections), amount_text(arena, c->fresh + c->corrections));
    }
    if (grid.count > 1) grid.items[1].ruled = true;
    ADD_ROW(&grid, true, TR("total"), TEXT(""), TEXT(""), amount_text(arena, fresh),
            amount_text(arena, corrections), amount_text(arena, fresh + corrections));
    build_text(&out, FILL(arena, TR("%1: what is posted\n\n"), run->settings->naam));
    build_text(&out, grid_text(&grid));
    if (cells.count > ROWS_MOST)
        build_text(&out, FILL(arena, TR("and %1 more rows, which are in the total\n"),
                              text_integer(arena, (i128)(cells.count - ROWS_MOST))));
    return built(&out);
}

static void put_cells(Json *json, const Run *run)
{
    Arena scratch = {0};
    Cells cells = add_up(&scratch, run);
    json_list(json, "geboekt");
    for (size_t i = 0; i < cells.count; i++) {
        const Cell *c = &cells.items[i];
        json_record(json, NULL);
        json_text_of(json, "partij", partij_code(run->batch, c->partij));
        json_text_of(json, "naam", run->batch->partijen.naam[c->partij]);
        json_text_of(json, "tijdvak", interval_label(&scratch, c->days));
        json_cents(json, "new", c->fresh);
        json_cents(json, "corrections", c->corrections);
        json_cents(json, "together", c->fresh + c->corrections);
        json_close(json);
    }
    json_close(json);
    arena_free(&scratch);
}

static void put_invoices(Json *json, const Run *run, bool is_posted)
{
    static const char *const soorten[] = {"factuur", "creditfactuur", "specificatie"};
    json_list(json, "facturen");
    for (size_t i = 0; is_posted && i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        Arena scratch = {0};
        json_record(json, NULL);
        json_text_of(json, "nummer", factuur_nummer(&scratch, run, i));
        json_text_of(json, "soort", text_of(soorten[f->soort]));
        json_text_of(json, "crediteur", partij_code(run->batch, f->crediteur));
        json_text_of(json, "debiteur", partij_code(run->batch, f->debiteur));
        json_cents(json, "bedrag", f->bedrag);
        json_cents(json, "btw", f->btw);
        json_cents(json, "voorgefinancierd", f->voorgefinancierd);
        json_cents(json, "te_betalen", (i128)f->bedrag + f->btw - f->voorgefinancierd);
        json_close(json);
        arena_free(&scratch);
    }
    json_close(json);
}

void answer_post(Json *json, const Run *run, const PostAnswer *post)
{
    json_text_of(json, "folder", text_of(post->folder));
    json_truth(json, "posted", post->posting != NULL);
    if (post->boeking)
        json_number(json, "boeking", post->boeking);
    else
        json_nothing(json, "boeking");
    json_text_or_nothing(json, "grootboek", post->grootboek);
    if (!run) return;
    json_truth(json, "new_grootboek", post->is_new);
    json_text_or_nothing(json, "akkoord",
                         post->posting ? text_of(post->posting->akkoord) : TEXT(""));
    json_text_or_nothing(json, "zegel",
                         post->posting ? (Text){post->posting->hash, SHA256_HEX} : TEXT(""));
    answer_afrekening(json, run->settings);
    put_cells(json, run);
    put_invoices(json, run, post->posting != NULL);
}

Text posted_summary(Arena *arena, const Run *run, i64 boeking)
{
    TextBuilder out = {.arena = arena};
    size_t numbered = 0, first = 0, last = 0;
    for (size_t i = 0; i < run->facturen.count; i++) {
        if (run->facturen.items[i].soort == SPECIFICATIE) continue;
        if (!numbered++) first = i;
        last = i;
    }
    const Text *numbers = run->books->numbers;
    build_text(&out,
               FILL(arena,
                    numbered == 1  ? TR("\nboeking %1: 1 factuur, %3")
                    : numbered > 1 ? TR("\nboeking %1: %2 facturen, %3 to %4")
                                   : TR("\nboeking %1: 0 facturen"),
                    text_integer(arena, boeking), text_integer(arena, (i128)numbered),
                    numbered ? numbers[first] : TEXT(""), numbered ? numbers[last] : TEXT("")));
    if (run->facturen.count > numbered)
        build_text(&out, FILL(arena, TR(", and %1 specificaties"),
                              text_integer(arena, (i128)(run->facturen.count - numbered))));
    build_char(&out, '\n');
    return built(&out);
}
