/* vergelijking.csv. In: a comparison; out: one table, of which the first column says what a row is.
 * Holds always: the rows of a kind come by scenario and then by code; any rows can be put without
 * those before them. */
#include "io/compare/compare_csv.h"

#include "engine/schema.h"
#include "io/system/paths.h"
#include "io/write/outputs.h"
#include "io/write/write_parts.h"

#include <string.h>

typedef enum ValueKind { VALUE_NONE, VALUE_CENTS, VALUE_FRACTION, VALUE_TEXT } ValueKind;

/* A row before it is put. */
typedef struct Row {
    const char *tabel;
    size_t nr; /* of the scenario, from 1 */
    u32 partij, contract, school;
    const char *soort;
    Text tijdvak, laag, veld, oorzaak;
    ValueKind kind;
    i128 first, first_of, here, here_of;
    Text first_text, here_text;
    i64 contracten, scholen, leerlingen; /* negative: not said */
} Row;

/* Rows of one kind. */
typedef struct Section Section;
struct Section {
    const Comparison *comparison;
    size_t nr, rows;
    void (*make)(const Section *section, size_t row, Row *made);
};

static const Computed *computed_of(const Section *s)
{
    return &s->comparison->items[s->nr - 1];
}

static void set_cents(Row *row, i128 first, i128 here)
{
    row->kind = VALUE_CENTS;
    row->first = first, row->here = here;
    row->first_of = row->here_of = 1;
}

/* --- what each kind of row holds -------------------------------------------------------------- */

/* The INI, and what is changed of it. */
static void make_scenario(const Section *s, size_t row, Row *r)
{
    const Scenario *scenario = computed_of(s)->scenario;
    r->tabel = "scenario";
    r->veld = row ? TEXT("wijziging") : TEXT("bron");
    r->kind = VALUE_TEXT;
    r->here_text = row ? scenario->edits.items[row - 1].given : path_name(scenario->ini);
}

enum { COST_FIELDS = 4, TOTAL_FIELDS = COST_FIELDS + MEASURE_COUNT + 1 };

static i128 total_of(const Comparison *c, const Computed *computed, size_t field)
{
    const CostTotals *t = &computed->cost;
    const i128 cost[COST_FIELDS] = {t->kosten, t->bijdragen, t->boven_maximum, t->te_verdelen};
    if (field < COST_FIELDS) return cost[field];
    if (field == TOTAL_FIELDS - 1) return computed->shifted;
    i128 sum = 0;
    for (u32 p = 0; p < c->partijen.symbols.count; p++)
        sum += amount_of(computed, p, (Measure)(field - COST_FIELDS));
    return sum;
}

static void make_total(const Section *s, size_t row, Row *r)
{
    static const char *const fields[] = {"kosten", "bijdragen", "boven_maximum", "te_verdelen"};
    r->tabel = "totaal";
    r->veld = row < COST_FIELDS         ? text_of(fields[row])
              : row == TOTAL_FIELDS - 1 ? TEXT("verschoven")
                                        : text_of(measure_names[row - COST_FIELDS]);
    set_cents(r, total_of(s->comparison, s->comparison->items, row),
              total_of(s->comparison, computed_of(s), row));
}

static const char *soort_name(u8 soort)
{
    return column_choices(TYPE_PARTIJ_SOORT)[soort];
}

static void make_partij(const Section *s, size_t row, Row *r)
{
    const Comparison *c = s->comparison;
    u32 partij = c->shown[row / MEASURE_COUNT];
    Measure measure = (Measure)(row % MEASURE_COUNT);
    r->tabel = computed_of(s)->scenario->in_sweep ? "reeks" : "partij";
    r->partij = partij;
    r->soort = soort_name(c->partijen.soorten[partij]);
    r->veld = text_of(measure_names[measure]);
    set_cents(r, amount_of(c->items, partij, measure), amount_of(computed_of(s), partij, measure));
}

static void make_soort(const Section *s, size_t row, Row *r)
{
    const Comparison *c = s->comparison;
    u8 soort = c->soorten[row / MEASURE_COUNT];
    Measure measure = (Measure)(row % MEASURE_COUNT);
    i128 first = 0, here = 0;
    for (size_t i = 0; i < c->shown_count; i++) {
        if (c->partijen.soorten[c->shown[i]] != soort) continue;
        first += amount_of(c->items, c->shown[i], measure);
        here += amount_of(computed_of(s), c->shown[i], measure);
    }
    r->tabel = "soort";
    r->soort = soort_name(soort);
    r->veld = text_of(measure_names[measure]);
    set_cents(r, first, here);
}

static void make_amount(Row *r, const AmountRow *amount)
{
    r->partij = amount->partij;
    r->veld = TEXT("aandeel");
    set_cents(r, amount->first, amount->here);
}

static void make_contract(const Section *s, size_t row, Row *r)
{
    const AmountRow *amount = &computed_of(s)->contracten.items[row];
    r->tabel = "contract";
    r->contract = amount->of;
    make_amount(r, amount);
}

static void make_school(const Section *s, size_t row, Row *r)
{
    const AmountRow *amount = &computed_of(s)->scholen.items[row];
    r->tabel = "school";
    r->school = amount->of;
    make_amount(r, amount);
}

static void make_param(const Section *s, size_t row, Row *r)
{
    const ParamRow *p = &computed_of(s)->params.items[row];
    r->tabel = "regel";
    r->oorzaak = p->regel.length ? p->regel : TEXT("[afrekening]");
    r->laag = p->laag;
    r->veld = p->key;
    r->tijdvak = p->tijdvakken;
    r->kind = VALUE_TEXT;
    r->first_text = p->first;
    r->here_text = p->here;
    if (p->regel.length) r->contracten = p->contracten;
}

static void make_reason(const Section *s, size_t row, Row *r)
{
    const ReasonRow *reason = &computed_of(s)->reason_rows.items[row];
    r->tabel = "oorzaak";
    r->partij = reason->partij;
    r->veld = text_of(measure_names[reason->measure]);
    r->oorzaak = computed_of(s)->reasons.items[reason->reason];
    set_cents(r, reason->first, reason->first + reason->cents);
    r->contracten = reason->contracten;
    if (reason->measure != MEASURE_aandeel) return;
    r->scholen = reason->scholen;
    r->leerlingen = reason->leerlingen == NONE ? -1 : (i64)reason->leerlingen;
}

static void make_contribution(const Section *s, size_t row, Row *r)
{
    const Contribution *c = &computed_of(s)->contributions.items[row];
    r->tabel = "post";
    r->partij = c->partij;
    r->contract = c->contract;
    r->school = c->school;
    r->tijdvak = c->tijdvak;
    r->veld = TEXT("aandeel");
    r->oorzaak = computed_of(s)->reasons.items[c->reason];
    set_cents(r, c->first, c->here);
    r->leerlingen = c->leerlingen == NONE ? -1 : (i64)c->leerlingen;
}

static void make_covered(const Section *s, size_t row, Row *r)
{
    const Covered *covered = &computed_of(s)->covered.items[row];
    r->tabel = "posten";
    r->partij = covered->partij;
    r->veld = TEXT("som");
    set_cents(r, covered->whole, covered->listed);
}

static void make_sensitivity(const Section *s, size_t row, Row *r)
{
    const Sensitivity *x = &computed_of(s)->sensitivities.items[row];
    static const char *const tabel[] = {"drempel", "plafond", "leerling", "leerling"};
    r->tabel = tabel[x->kind];
    r->partij = x->partij;
    r->contract = x->contract;
    r->school = x->school;
    r->tijdvak = x->tijdvak;
    r->laag = x->laag;
    if (x->kind == NEAR_DREMPEL || x->kind == NEAR_PLAFOND) {
        r->veld = x->kind == NEAR_PLAFOND ? TEXT("aandeel")
                  : x->leerlingen         ? TEXT("leerlingen")
                                          : TEXT("eenheden");
        r->kind = VALUE_FRACTION;
        r->first = x->least, r->first_of = x->least_of;
        r->here = x->have, r->here_of = x->of;
        return;
    }
    r->veld = x->kind == ONE_MORE ? TEXT("een meer") : TEXT("een minder");
    set_cents(r, x->first, x->here);
}

/* --- putting ---------------------------------------------------------------------------------- */

static void put_code_of(Page *page, const Codes *codes, u32 number)
{
    if (number != NONE) put_text(page, codes->symbols.items[number]);
    put_char(page, ';');
}

/* A text that a spreadsheet could take for a formula gets an apostrophe before it. */
static void put_free(Page *page, Text text)
{
    Arena scratch = {0};
    bool formula = text.length && strchr("=+-@\t", text.at[0]);
    put_text(page, formula && text.length > 1 ? JOIN(&scratch, TEXT("'"), text) : text);
    put_char(page, ';');
    arena_free(&scratch);
}

static void put_value(Page *page, const Row *r, i128 number, i128 of, Text text)
{
    switch (r->kind) {
    case VALUE_NONE: break;
    case VALUE_TEXT: put_free(page, text); return;
    case VALUE_CENTS: put_cents(page, number); break;
    case VALUE_FRACTION: put_fraction(page, number, of); break;
    }
    put_char(page, ';');
}

/* here − first, over one denominator; nothing when that would be too large. */
static void put_difference(Page *page, const Row *r)
{
    i128 most = (i128)1 << 62, percent;
    if (r->kind == VALUE_CENTS) put_cents(page, r->here - r->first);
    if (r->kind == VALUE_FRACTION && r->here < most && r->here_of < most && r->first < most)
        put_fraction(page, r->here * r->first_of - r->first * r->here_of, r->here_of * r->first_of);
    put_char(page, ';');
    if (r->kind == VALUE_CENTS && percent_of(r->here - r->first, r->first, &percent))
        put_cents(page, percent); /* hundredths: as they are written */
    put_char(page, ';');
}

static void put_count(Page *page, i64 count, char end)
{
    if (count >= 0) put_integer(page, count);
    put_char(page, end);
}

static void put_row(Page *page, const Comparison *c, const Row *r)
{
    put_text(page, text_of(r->tabel));
    put_char(page, ';');
    put_count(page, (i64)r->nr, ';');
    put_free(page, c->items[r->nr - 1].scenario->naam);
    put_code_of(page, &c->partijen, r->partij);
    put_free(page, text_of(r->soort));
    put_code_of(page, &c->contracten, r->contract);
    put_code_of(page, &c->scholen, r->school);
    put_free(page, r->tijdvak);
    put_free(page, r->laag);
    put_free(page, r->veld);
    put_free(page, r->oorzaak);
    put_value(page, r, r->first, r->first_of, r->first_text);
    put_value(page, r, r->here, r->here_of, r->here_text);
    put_difference(page, r);
    put_count(page, r->contracten, ';');
    put_count(page, r->scholen, ';');
    put_count(page, r->leerlingen, '\n');
}

/* --- all sections ----------------------------------------------------------------------------- */

typedef struct Sections {
    const Comparison *comparison;
    Section *items;
    size_t count, capacity;
    size_t *before; /* rows before each */
} Sections;

typedef void MakeRow(const Section *section, size_t row, Row *made);

static void add_section(Arena *arena, Sections *s, size_t nr, size_t rows, MakeRow *make)
{
    if (rows) *PUSH(arena, s) = (Section){s->comparison, nr, rows, make};
}

static size_t rows_of(const Comparison *c, const Computed *computed, MakeRow *make)
{
    bool sweep = computed->scenario->in_sweep, first = computed == c->items;
    if (make == make_scenario) return 1 + computed->scenario->edits.count;
    if (make == make_total) return TOTAL_FIELDS;
    if (make == make_soort) return sweep ? 0 : c->soort_count * MEASURE_COUNT;
    if (make == make_partij) return sweep ? 0 : c->shown_count * MEASURE_COUNT;
    if (make == make_sensitivity) return computed->sensitivities.count;
    if (first) return 0;
    if (make == make_contract) return computed->contracten.count;
    if (make == make_school) return computed->scholen.count;
    if (make == make_param) return computed->params.count;
    if (make == make_reason) return computed->reason_rows.count;
    if (make == make_contribution) return computed->contributions.count;
    return computed->covered.count;
}

static Sections list_sections(Arena *arena, const Comparison *c)
{
    static MakeRow *const kinds[] = {make_scenario,     make_total,   make_partij,     make_soort,
                                     make_contract,     make_school,  make_param,      make_reason,
                                     make_contribution, make_covered, make_sensitivity};
    Sections s = {.comparison = c};
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        for (size_t i = 0; i < c->count; i++)
            add_section(arena, &s, i + 1, rows_of(c, &c->items[i], kinds[k]), kinds[k]);
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].scenario->in_sweep)
            add_section(arena, &s, i + 1, c->shown_count * MEASURE_COUNT, make_partij);
    s.before = NEW(arena, size_t, s.count + 1);
    for (size_t i = 0; i < s.count; i++)
        s.before[i + 1] = s.before[i] + s.items[i].rows;
    return s;
}

static void put_rows(Page *page, const void *context, size_t first, size_t end)
{
    const Sections *s = context;
    size_t at = 0;
    while (at + 1 < s->count && s->before[at + 1] <= first)
        at++;
    for (size_t row = first; row < end; row++) {
        while (s->before[at + 1] <= row)
            at++;
        Row made = {.tabel = "",
                    .nr = s->items[at].nr,
                    .partij = NONE,
                    .contract = NONE,
                    .school = NONE,
                    .soort = "",
                    .contracten = -1,
                    .scholen = -1,
                    .leerlingen = -1};
        s->items[at].make(&s->items[at], row - s->before[at], &made);
        put_row(page, s->comparison, &made);
    }
}

bool compare_csv(Arena *arena, const Comparison *comparison, Text folder, const char **reason)
{
    Sections sections = list_sections(arena, comparison);
    const WriteJob job = {VERGELIJKING_CSV, output_specs[OUTPUT_vergelijking].header,
                          sections.before[sections.count], put_rows, &sections};
    WrittenFiles written = {0};
    const char *file;
    return write_parts(arena, folder, &job, 1, &written, &file, reason) &&
           written_close(&written, &file, reason);
}
