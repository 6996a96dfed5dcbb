/* The scenarios, one by one. In: what to compare; out: a Comparison. Holds always: tables that are
 * the same files are read once; no grootboek is looked at; of a scenario that was held against the
 * first only what differs is kept. */
#include "engine/taal.h"
#include "io/compare/compare_parts.h"
#include "io/tell/progress.h"
#include "io/tell/tell.h"
#include "io/tell/timings.h"

#include <string.h>

typedef struct Told {
    Fault *items;
    size_t count, capacity;
} Told;

typedef struct Computing {
    Arena *arena;
    Comparison *comparison;
    const Options *options;
    SharedInput shared;
    Arena shared_memory;
    Run *first; /* NULL: it could not be computed */
    Told told;
    int status;
} Computing;

/* --- messages --------------------------------------------------------------------------------- */

enum { TOLD_MOST = 1000 };

static bool was_told(const Told *told, const Fault *fault)
{
    for (size_t i = 0; i < told->count; i++) {
        const Fault *t = &told->items[i];
        if (t->id == fault->id && t->place.source == fault->place.source &&
            t->place.line == fault->place.line && t->place.column == fault->place.column &&
            text_equal(t->text, fault->text))
            return true;
    }
    return false;
}

/* Variants of one INI have the same warnings: each is told once. */
static void tell_new(Computing *c, const Scenario *scenario, Batch *batch)
{
    Report *report = batch->report;
    report_sort(report);
    size_t kept = 0;
    for (size_t i = 0; i < report->count; i++) {
        Fault *fault = &report->items[i];
        bool warning = fault_specs[fault->id].severity == SEVERITY_WARNING;
        if (warning && was_told(&c->told, fault)) {
            report->warnings--;
            continue;
        }
        if (warning && c->told.count < TOLD_MOST) {
            Fault *told = PUSH(c->arena, &c->told);
            *told = *fault;
            told->text = text_copy(c->arena, fault->text);
        }
        report->items[kept++] = *fault;
    }
    report->count = kept;
    tell_faults(batch, c->options->max_errors);
    if (report->errors)
        (void)say(c->arena, EXIT_INPUT, text_zero_ended(c->arena, scenario->naam),
                  TR("cannot be computed; nothing was written"));
}

/* --- one scenario ----------------------------------------------------------------------------- */

static void sort_rows(Comparison *comparison, Computed *computed);

static void take(Computing *c, Computed *computed, Run *run)
{
    progress_stage(TR("comparing"));
    Comparison *comparison = c->comparison;
    Numbers numbers = add_codes(comparison, run, computed->shares);
    add_sums(comparison, computed, run, &numbers);
    if (!c->first) {
        c->first = run;
        comparison->naam = text_copy(c->arena, run->settings->naam);
        comparison->periode = run->settings->periode;
        comparison->onderdruk = run->settings->reporting.onderdruk;
    } else if (!computed->scenario->in_sweep) {
        find_differences(comparison, computed, c->first, run, &numbers);
        sort_rows(comparison, computed);
    }
    if (!computed->scenario->in_sweep) find_sensitivities(comparison, computed, run, &numbers);
    timings_stage("compare");
}

/* The first keeps whom it counted; another only when it may count others. */
static void say_what_to_keep(void *context, Run *run)
{
    const Run *first = ((const Computing *)context)->first;
    bool same_tables = first && first->batch->partijen.code == run->batch->partijen.code;
    run->keeps_detail = true;
    run->keeps_pupils = !same_tables || !counts_alike(first, run);
}

static void compute(Computing *c, size_t index)
{
    const Scenario *scenario = &c->comparison->scenarios->items[index];
    Computed *computed = &c->comparison->items[index];
    Arena memory = {0};
    Arena *own = index ? &memory : c->arena; /* the first stays */
    PipeInput input = {.ini = scenario->ini,
                       .upto = -1,
                       .formats = FORMAT_CSV,
                       .without_books = true,
                       .edits = scenario->edits.count ? &scenario->edits : NULL,
                       .shared = &c->shared,
                       .before_weigh = scenario->in_sweep && index ? NULL : say_what_to_keep,
                       .context = c,
                       .without_border = true};
    Outcome outcome = run_pipe(own, &input);
    *computed = (Computed){.scenario = scenario, .shares = outcome.shares};
    tell_new(c, scenario, outcome.run->batch);
    if (!outcome.ok)
        c->status = outcome.unreadable ? EXIT_SYSTEM : EXIT_INPUT;
    else if (index == 0 || c->first)
        take(c, computed, outcome.run);
    arena_free(&memory);
}

/* --- order ------------------------------------------------------------------------------------ */

typedef struct Ordered {
    Text code;
    u32 number;
} Ordered;

static int by_code(const void *left, const void *right)
{
    return text_compare(((const Ordered *)left)->code, ((const Ordered *)right)->code);
}

/* The numbers in bytewise order of their codes. */
static const u32 *order_codes(Arena *arena, const Codes *codes)
{
    size_t count = codes->symbols.count;
    Ordered *list = NEW(arena, Ordered, count + 1);
    u32 *order = NEW(arena, u32, count + 1);
    for (u32 i = 0; i < count; i++)
        list[i] = (Ordered){codes->symbols.items[i], i};
    sort_array(list, count, sizeof *list, by_code);
    for (size_t i = 0; i < count; i++)
        order[i] = list[i].number;
    return order;
}

/* Rows whose numbers are not in the order of their codes, as with tables of their own, are sorted:
 * each gets the texts that it is sorted by. */
typedef struct SortKey {
    Text texts[3];
    u64 then;
    size_t row;
} SortKey;

static int by_texts(const void *left, const void *right)
{
    const SortKey *a = left, *b = right;
    for (size_t i = 0; i < COUNT_OF(a->texts); i++) {
        int order = text_compare(a->texts[i], b->texts[i]);
        if (order) return order;
    }
    if (a->then != b->then) return (a->then > b->then) - (a->then < b->then);
    return (a->row > b->row) - (a->row < b->row);
}

static Text code_of(const Codes *codes, u32 number)
{
    return number == NONE ? TEXT("") : codes->symbols.items[number];
}

static void sort_amounts(Comparison *c, const Codes *codes, AmountRow *rows, size_t count)
{
    Arena scratch = {0};
    SortKey *keys = NEW(&scratch, SortKey, count + 1);
    AmountRow *copy = NEW(&scratch, AmountRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        copy[i] = rows[i];
        keys[i] = (SortKey){
            {code_of(codes, rows[i].of), code_of(&c->partijen, rows[i].partij), {0}}, 0, i};
    }
    sort_array(keys, count, sizeof *keys, by_texts);
    for (size_t i = 0; i < count; i++)
        rows[i] = copy[keys[i].row];
    arena_free(&scratch);
}

static void sort_rows(Comparison *c, Computed *computed)
{
    if (computed->shares) return; /* they come in that order */
    sort_amounts(c, &c->contracten, computed->contracten.items, computed->contracten.count);
    sort_amounts(c, &c->scholen, computed->scholen.items, computed->scholen.count);
}

/* Sorts rows by the code of their partij, then by a text and a number. */
typedef u64 RowKeyOf(const Computed *computed, const void *row, u32 *partij, Text *text);

static void sort_partijen(const Comparison *c, const Computed *computed, void *rows, size_t count,
                          size_t size, RowKeyOf *key)
{
    Arena scratch = {0};
    SortKey *keys = NEW(&scratch, SortKey, count + 1);
    char *copy = NEW(&scratch, char, count *size + 1);
    if (count) memcpy(copy, rows, count * size);
    for (size_t i = 0; i < count; i++) {
        u32 partij;
        Text text = {0};
        u64 then = key(computed, copy + i * size, &partij, &text);
        keys[i] = (SortKey){{code_of(&c->partijen, partij), text, {0}}, then, i};
    }
    sort_array(keys, count, sizeof *keys, by_texts);
    for (size_t i = 0; i < count; i++)
        memcpy((char *)rows + i * size, copy + keys[i].row * size, size);
    arena_free(&scratch);
}

static u64 reason_key(const Computed *computed, const void *row, u32 *partij, Text *text)
{
    const ReasonRow *r = row;
    *partij = r->partij;
    *text = computed->reasons.items[r->reason];
    return r->measure;
}

static u64 contribution_key(const Computed *computed, const void *row, u32 *partij, Text *text)
{
    const Contribution *r = row;
    (void)computed, (void)text;
    *partij = r->partij;
    return r->rank;
}

static u64 sensitivity_key(const Computed *computed, const void *row, u32 *partij, Text *text)
{
    const Sensitivity *r = row;
    (void)computed, (void)text;
    *partij = r->partij;
    u64 kind = r->kind == ONE_LESS ? ONE_MORE : r->kind;
    return kind << 32 | (u64)r->rank << 1 | (r->kind == ONE_LESS);
}

static void sort_all(const Comparison *c, Computed *computed)
{
    sort_partijen(c, computed, computed->reason_rows.items, computed->reason_rows.count,
                  sizeof(ReasonRow), reason_key);
    sort_partijen(c, computed, computed->contributions.items, computed->contributions.count,
                  sizeof(Contribution), contribution_key);
    sort_partijen(c, computed, computed->sensitivities.items, computed->sensitivities.count,
                  sizeof(Sensitivity), sensitivity_key);
}

/* Σ of the contributions of each partij, beside its whole difference. */
static void list_covered(Comparison *c, Computed *computed)
{
    for (size_t i = 0; i < computed->contributions.count;) {
        u32 partij = computed->contributions.items[i].partij;
        i64 listed = 0;
        for (;
             i < computed->contributions.count && computed->contributions.items[i].partij == partij;
             i++)
            listed +=
                computed->contributions.items[i].here - computed->contributions.items[i].first;
        i64 whole = amount_of(computed, partij, MEASURE_aandeel) -
                    amount_of(c->items, partij, MEASURE_aandeel);
        *PUSH(c->arena, &computed->covered) = (Covered){partij, whole, listed};
    }
}

static void sort_lists(Comparison *c, Computed *computed)
{
    sort_all(c, computed);
    list_covered(c, computed);
}

/* --- all -------------------------------------------------------------------------------------- */

static void add_shifted(Computed *computed, const Computed *first, size_t partijen)
{
    for (u32 p = 0; p < partijen; p++) {
        i64 more = amount_of(computed, p, MEASURE_aandeel) - amount_of(first, p, MEASURE_aandeel);
        if (more > 0) computed->shifted += more;
    }
}

static bool is_shown(const Comparison *c, u32 partij)
{
    for (size_t i = 0; i < c->count; i++)
        for (Measure m = 0; m < MEASURE_COUNT; m++)
            if (amount_of(&c->items[i], partij, m)) return true;
    return false;
}

static void list_shown(Comparison *c)
{
    const u32 *order = order_codes(c->arena, &c->partijen);
    u32 *shown = NEW(c->arena, u32, c->partijen.symbols.count + 1);
    u8 *soorten = NEW(c->arena, u8, SOORT_OVERIG + 1);
    bool seen[SOORT_OVERIG + 1] = {false};
    for (size_t i = 0; i < c->partijen.symbols.count; i++) {
        if (!is_shown(c, order[i])) continue;
        shown[c->shown_count++] = order[i];
        seen[c->partijen.soorten[order[i]]] = true;
    }
    for (u8 soort = 0; soort <= SOORT_OVERIG; soort++)
        if (seen[soort]) soorten[c->soort_count++] = soort;
    c->shown = shown;
    c->soorten = soorten;
}

int compare_scenarios(Arena *arena, const Options *options, Comparison *comparison)
{
    const Scenarios *scenarios = comparison->scenarios;
    comparison->arena = arena;
    comparison->count = scenarios->count;
    comparison->items = NEW(arena, Computed, scenarios->count);
    Computing c = {.arena = arena, .comparison = comparison, .options = options};
    c.shared.arena = &c.shared_memory;
    for (size_t i = 0; i < scenarios->count; i++) {
        compute(&c, i);
        if (c.status && scenarios->items[i].in_sweep) break; /* the next would say the same */
    }
    if (!c.status) {
        list_shown(comparison);
        for (size_t i = 0; i < comparison->count; i++)
            sort_lists(comparison, &comparison->items[i]);
        for (size_t i = 1; i < comparison->count; i++)
            add_shifted(&comparison->items[i], comparison->items,
                        comparison->partijen.symbols.count);
    }
    arena_free(&c.shared_memory);
    return c.status;
}
