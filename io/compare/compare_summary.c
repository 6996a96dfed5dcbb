/* What compare prints. In: a comparison; out: text of aligned columns, in the language in force.
 * Holds always: amounts as 1.234,56, whatever the locale. */
#include "io/compare/compare_summary.h"

#include "io/tell/dutch.h"
#include "io/tell/grid.h"

static Text percent_text(Arena *arena, i128 difference, i128 first)
{
    i128 hundredths;
    if (!percent_of(difference, first, &hundredths)) return TEXT("");
    return JOIN(arena, hundredths > 0 ? TEXT("+") : TEXT(""), dutch_amount(arena, hundredths),
                TEXT("%"));
}

static Text signed_text(Arena *arena, i128 cents)
{
    if (!cents) return TEXT("-");
    return JOIN(arena, cents > 0 ? TEXT("+") : TEXT(""), dutch_amount(arena, cents));
}

static i128 total_of(const Comparison *c, const Computed *computed)
{
    i128 sum = 0;
    for (size_t i = 0; i < c->shown_count; i++)
        sum += amount_of(computed, c->shown[i], MEASURE_aandeel);
    return sum;
}

static void add_row(Grid *grid, bool ruled, Text code, Text naam, i128 first, i128 here)
{
    Arena *arena = grid->arena;
    ADD_ROW(grid, ruled, code, naam, dutch_amount(arena, first), dutch_amount(arena, here),
            signed_text(arena, here - first), percent_text(arena, here - first, first));
}

/* Who bears what in one scenario and in the first. */
static void build_amounts(TextBuilder *out, const Comparison *c, const Computed *computed)
{
    Arena *arena = out->arena;
    Grid grid = {.arena = arena, .columns = 6, .left = 2};
    size_t winners = 0, losers = 0, same = 0;
    ADD_ROW(&grid, false, TEXT("partij"), TEXT("naam"), TR("bears now"), TR("would bear"),
            TR("difference"), TEXT("%"));
    for (size_t i = 0; i < c->shown_count; i++) {
        u32 p = c->shown[i];
        i64 first = amount_of(c->items, p, MEASURE_aandeel);
        i64 here = amount_of(computed, p, MEASURE_aandeel);
        if (here == first && !here) continue;
        size_t *count = here == first ? &same : here < first ? &winners : &losers;
        ++*count;
        if (here != first)
            add_row(&grid, grid.count == 1, c->partijen.symbols.items[p], c->partijen.names[p],
                    first, here);
    }
    add_row(&grid, true, TR("total"), TEXT(""), total_of(c, c->items), total_of(c, computed));
    build_text(out, grid_text(&grid));
    build_text(out, FILL(arena, TR("%1 would bear less, %2 more, %3 the same"),
                         text_integer(arena, (i128)winners), text_integer(arena, (i128)losers),
                         text_integer(arena, (i128)same)));
}

/* Whether only the division changed. */
static void build_proof(TextBuilder *out, const Comparison *c, const Computed *computed)
{
    Arena *arena = out->arena;
    const CostTotals *a = &c->items[0].cost, *b = &computed->cost;
    bool same = a->kosten == b->kosten && a->bijdragen == b->bijdragen;
    build_text(out, FILL(arena, TR("; %1 is borne by others than before\n"),
                         dutch_amount(arena, computed->shifted)));
    if (same) {
        build_text(out, FILL(arena, TR("the cost is the same, %1: only its division changed\n"),
                             dutch_amount(arena, b->kosten)));
        return;
    }
    build_text(out, FILL(arena, TR("the cost itself differs: %1 now, %2 then, %3\n"),
                         dutch_amount(arena, a->kosten), dutch_amount(arena, b->kosten),
                         signed_text(arena, b->kosten - a->kosten)));
}

/* Who pays or gets another amount over all stromen. */
static void build_payments(TextBuilder *out, const Comparison *c, const Computed *computed)
{
    size_t other = 0;
    for (size_t i = 0; i < c->shown_count; i++)
        other += amount_of(c->items, c->shown[i], MEASURE_stroom) !=
                 amount_of(computed, c->shown[i], MEASURE_stroom);
    build_text(out, FILL(out->arena,
                         other == 1 ? TR("1 partij would pay or get another amount\n")
                                    : TR("%1 partijen would pay or get another amount\n"),
                         text_integer(out->arena, (i128)other)));
}

/* --- why -------------------------------------------------------------------------------------- */

static void build_params(TextBuilder *out, const Computed *computed)
{
    enum { PARAMS_SHOWN = 20 };
    Arena *arena = out->arena;
    Grid grid = {.arena = arena, .columns = 6, .left = 5};
    ADD_ROW(&grid, false, TR("rule"), TEXT("laag"), TR("key"), TR("now"), TR("then"),
            TEXT("contracten"));
    for (size_t i = 0; i < computed->params.count && i < PARAMS_SHOWN; i++) {
        const ParamRow *p = &computed->params.items[i];
        ADD_ROW(&grid, i == 0, p->regel.length ? p->regel : TEXT("[afrekening]"), p->laag, p->key,
                p->first, p->here, p->regel.length ? text_integer(arena, p->contracten) : TEXT(""));
    }
    if (!computed->params.count) return;
    build_char(out, '\n');
    build_text(out, grid_text(&grid));
    if (computed->params.count > PARAMS_SHOWN)
        build_text(out, FILL(arena, TR("and %1 more, in vergelijking.csv\n"),
                             text_integer(arena, (i128)computed->params.count - PARAMS_SHOWN)));
}

/* How much each reason moves: half of what partijen gain and lose by it when the cost is the same.
 */
static void build_reasons(TextBuilder *out, const Computed *computed)
{
    Arena *arena = out->arena;
    if (!computed->reasons.count) return;
    i128 *more = NEW(arena, i128, computed->reasons.count);
    i128 *less = NEW(arena, i128, computed->reasons.count);
    u64 *partijen = NEW(arena, u64, computed->reasons.count);
    for (size_t i = 0; i < computed->reason_rows.count; i++) {
        const ReasonRow *r = &computed->reason_rows.items[i];
        if (r->measure != MEASURE_aandeel) continue;
        if (r->cents > 0) more[r->reason] += r->cents;
        if (r->cents < 0) less[r->reason] += r->cents;
        partijen[r->reason]++;
    }
    Grid grid = {.arena = arena, .columns = 4, .left = 1};
    ADD_ROW(&grid, false, TR("carried by"), TR("more"), TR("less"), TEXT("partijen"));
    for (size_t r = 0; r < computed->reasons.count; r++)
        if (partijen[r])
            ADD_ROW(&grid, grid.count == 1, computed->reasons.items[r], signed_text(arena, more[r]),
                    signed_text(arena, less[r]), text_integer(arena, (i128)partijen[r]));
    if (grid.count == 1) return;
    build_char(out, '\n');
    build_text(out, grid_text(&grid));
}

static int by_size(const void *left, const void *right)
{
    const Contribution *a = *(Contribution *const *)left, *b = *(Contribution *const *)right;
    i64 first = a->here > a->first ? a->here - a->first : a->first - a->here;
    i64 second = b->here > b->first ? b->here - b->first : b->first - b->here;
    if (first != second) return first > second ? -1 : 1;
    return (a > b) - (a < b);
}

/* The largest of all partijen. */
static void build_contributions(TextBuilder *out, const Comparison *c, const Computed *computed)
{
    Arena *arena = out->arena;
    size_t count = computed->contributions.count;
    if (!count) return;
    const Contribution **list = NEW(arena, const Contribution *, count);
    for (size_t i = 0; i < count; i++)
        list[i] = &computed->contributions.items[i];
    sort_array(list, count, sizeof *list, by_size);
    Grid grid = {.arena = arena, .columns = 7, .left = 4};
    ADD_ROW(&grid, false, TR("largest"), TEXT("contract"), TEXT("school"), TEXT("tijdvak"),
            TR("difference"), TR("of"), TEXT("leerlingen"));
    i128 sum = 0;
    for (size_t i = 0; i < count && i < CONTRIBUTIONS_MOST; i++) {
        const Contribution *x = list[i];
        i64 whole = amount_of(computed, x->partij, MEASURE_aandeel) -
                    amount_of(c->items, x->partij, MEASURE_aandeel);
        ADD_ROW(&grid, i == 0, c->partijen.symbols.items[x->partij],
                c->contracten.symbols.items[x->contract],
                x->school == NONE ? TEXT("") : c->scholen.symbols.items[x->school], x->tijdvak,
                signed_text(arena, x->here - x->first), signed_text(arena, whole),
                x->leerlingen == NONE ? TEXT("") : text_integer(arena, x->leerlingen));
        sum += x->here > x->first ? x->here - x->first : x->first - x->here;
    }
    build_char(out, '\n');
    build_text(out, grid_text(&grid));
    build_text(out, FILL(arena, TR("together %1 of %2 that moves in all, signs apart\n"),
                         dutch_amount(arena, sum), dutch_amount(arena, computed->moved)));
}

/* --- the sweep -------------------------------------------------------------------------------- */

static Text extreme_text(Arena *arena, const Comparison *c, const Computed *computed, int sign)
{
    i64 most = 0;
    u32 who = NONE;
    for (size_t i = 0; i < c->shown_count; i++) {
        u32 p = c->shown[i];
        i64 difference =
            amount_of(computed, p, MEASURE_aandeel) - amount_of(c->items, p, MEASURE_aandeel);
        if (difference * sign > most * sign) most = difference, who = p;
    }
    if (who == NONE) return TEXT("-");
    return JOIN(arena, c->partijen.names[who], TEXT(" "), signed_text(arena, most));
}

static void build_sweep(TextBuilder *out, const Comparison *c)
{
    Arena *arena = out->arena;
    Grid grid = {.arena = arena, .columns = 4, .left = 1};
    if (!c->scenarios->sweep.length) return;
    ADD_ROW(&grid, false, c->scenarios->sweep, TR("borne by others"), TR("bears most more"),
            TR("bears most less"));
    for (size_t i = 0; i < c->count; i++) {
        const Computed *x = &c->items[i];
        if (!x->scenario->in_sweep) continue;
        ADD_ROW(&grid, grid.count == 1, x->scenario->naam, dutch_amount(arena, x->shifted),
                extreme_text(arena, c, x, 1), extreme_text(arena, c, x, -1));
    }
    build_char(out, '\n');
    build_text(out, grid_text(&grid));
}

Text compare_summary(Arena *arena, const Comparison *c, const char *folder)
{
    TextBuilder out = {.arena = arena};
    build_text(&out, FILL(arena, TR("%1, %2 to %3; now: %4\n"), c->naam,
                          day_text(arena, c->periode.first), day_text(arena, c->periode.last),
                          c->items[0].scenario->naam));
    for (size_t i = 1; i < c->count; i++) {
        const Computed *computed = &c->items[i];
        if (computed->scenario->in_sweep) continue;
        build_text(&out, FILL(arena, TR("\nthen: %1\n\n"), computed->scenario->naam));
        build_amounts(&out, c, computed);
        build_proof(&out, c, computed);
        build_payments(&out, c, computed);
        build_params(&out, computed);
        build_reasons(&out, computed);
        build_contributions(&out, c, computed);
    }
    build_sweep(&out, c);
    build_text(&out,
               FILL(arena, TR("\nno grootboek was looked at or changed; all of it is in %1\n"),
                    JOIN(arena, text_of(folder), TEXT("/vergelijking.csv"))));
    return built(&out);
}
