/* Cross-checks of the tables (SPEC §3). In: an indexed batch and settings; out: faults. Holds
 * always after it, without errors: keys are unique, intervals run forward, woonplaatsen and
 * tarieven do not overlap, rows lie within their contract. */
#include "engine/checks.h"
#include "engine/pxq.h"
#include "engine/sort.h"

/* --- intervals -------------------------------------------------------------------------------- */

typedef struct Intervals {
    TableId table;
    i32 column; /* of einddatum */
    const Day *first, *last;
} Intervals;

/* Rows that end before they begin are told in the order of the file, which is not always that of
 * the rows (index.c). */
static SameDays check_forward(Batch *b, const void *context, WorkRange range)
{
    const Intervals *t = context;
    struct {
        u64 *items; /* line, row */
        size_t count, capacity;
    } faulty = {0};
    Arena scratch = {0};
    for (size_t i = range.first; i < range.end; i++)
        if (t->last[i] < t->first[i])
            *PUSH(&scratch, &faulty) = (u64)batch_rows(b, t->table)->line[i] << 32 | i;
    sort_numbers(&scratch, faulty.items, faulty.count);
    for (size_t i = 0; i < faulty.count; i++) {
        u32 row = (u32)faulty.items[i];
        FAULT_AT(b->report, E216_END_BEFORE_BEGIN, place_of(b, t->table, row, t->column),
                 day_text(b->arena, t->last[row]), day_text(b->arena, t->first[row]));
    }
    arena_free(&scratch);
    return NO_SAME_DAYS;
}

#define CHECK_FORWARD(b, table)                                                          \
    check_ranges((b), (b)->table.rows.count, check_forward,                              \
                 &(Intervals){T_##table, COL_##table##_einddatum, (b)->table.begindatum, \
                              (b)->table.einddatum})

static void check_intervals(Batch *b)
{
    CHECK_FORWARD(b, contracten);
    CHECK_FORWARD(b, kosten);
    CHECK_FORWARD(b, bijdragen);
    CHECK_FORWARD(b, tarieven);
    CHECK_FORWARD(b, deelnames);
    CHECK_FORWARD(b, inschrijvingen);
    CHECK_FORWARD(b, woonplaatsen);
    CHECK_FORWARD(b, verblijven);
    CHECK_FORWARD(b, woonplaatsbesluiten);
    CHECK_FORWARD(b, voorschotten);
    CHECK_FORWARD(b, schoolvakanties);
    CHECK_FORWARD(b, referenties);
}

static void check_tarieven(Batch *b)
{
    const Table_tarieven *t = &b->tarieven;
    for (u32 contract = 0; contract < b->contracten.rows.count; contract++) {
        Slice rows = group_of(&b->tarieven_of, contract); /* by product, begindatum */
        for (size_t i = 1; i < rows.count; i++) {
            u32 before = rows.rows[i - 1], row = rows.rows[i];
            if (t->product[before] == t->product[row] && t->begindatum[row] <= t->einddatum[before])
                tell_overlap(b, E222_OVERLAP_TARIEVEN, T_tarieven, COL_tarieven_begindatum, before,
                             row, b->product_ids.items[t->product[row]]);
        }
    }
}

/* A row of referenties as it is sorted. */
typedef struct ReferentieKey {
    u32 partij, contract, line, row;
    Day begin;
} ReferentieKey;

static int by_referentie(const void *left, const void *right)
{
    const ReferentieKey *a = left, *b = right;
    if (a->partij != b->partij) return a->partij < b->partij ? -1 : 1;
    if (a->contract != b->contract) return a->contract < b->contract ? -1 : 1;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void check_referenties(Batch *b)
{
    const Table_referenties *t = &b->referenties;
    ReferentieKey *keys = NEW(b->arena, ReferentieKey, t->rows.count);
    for (u32 i = 0; i < t->rows.count; i++)
        keys[i] =
            (ReferentieKey){t->partij[i], t->contract[i], t->rows.line[i], i, t->begindatum[i]};
    sort_array(keys, t->rows.count, sizeof *keys, by_referentie);
    for (size_t i = 1; i < t->rows.count; i++) {
        u32 before = keys[i - 1].row, row = keys[i].row;
        if (t->partij[before] == t->partij[row] && t->contract[before] == t->contract[row] &&
            t->begindatum[row] <= t->einddatum[before])
            tell_overlap(b, E229_OVERLAP_REFERENTIES, T_referenties, COL_referenties_begindatum,
                         before, row, partij_code(b, t->partij[row]));
    }
}

/* --- contracts -------------------------------------------------------------------------------- */

static bool covers_school(const Batch *b, u32 contract, u32 school)
{
    Slice schools = group_of(&b->schools_of_contract, contract);
    for (size_t low = 0, high = schools.count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (schools.rows[middle] == school) return true;
        if (schools.rows[middle] < school)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* `day_column` is that of begindatum, which einddatum follows.
 * A row lies within its contract's validity, an open end cut to it; its school is the contract's.
 */
static void check_row(Batch *b, TableId table, u32 row, u32 contract, u32 school, Interval days,
                      i32 day_column, i32 school_column)
{
    Interval valid = {contract_first(b, contract), contract_last(b, contract)};
    if (days.last == DAY_OPEN_END) days.last = day_max(days.first, valid.last);
    bool early = days.first < valid.first || days.first > valid.last;
    if (!is_empty(valid) && (early || days.last > valid.last)) /* an empty one is told itself */
        FAULT_AT(b->report, E225_OUTSIDE_CONTRACT,
                 place_of(b, table, row, early ? day_column : day_column + 1),
                 contract_code(b, contract),
                 valid.last == DAY_OPEN_END
                     ? WORDS_FILL(b->arena, WORDS("%1 on"), day_text(b->arena, valid.first))
                     : WORDS_FILL(b->arena, WORDS("%1 to %2"), day_text(b->arena, valid.first),
                                  day_text(b->arena, valid.last)));
    if (school != NONE && !covers_school(b, contract, school))
        FAULT_AT(b->report, E226_SCHOOL_NOT_IN_CONTRACT, place_of(b, table, row, school_column),
                 school_code(b, school), contract_code(b, contract));
}

/* The rows of a table that belong to a contract. */
typedef struct ContractRows {
    TableId table;
    const u32 *contract, *school;
    const Day *first, *last;
    i32 day_column, school_column;
} ContractRows;

static SameDays check_rows(Batch *b, const void *context, WorkRange range)
{
    const ContractRows *t = context;
    for (size_t i = range.first; i < range.end; i++)
        check_row(b, t->table, (u32)i, t->contract[i], t->school[i],
                  (Interval){t->first[i], t->last[i]}, t->day_column, t->school_column);
    return NO_SAME_DAYS;
}

#define CHECK_ROWS(b, table)                                                        \
    check_ranges((b), (b)->table.rows.count, check_rows,                            \
                 &(ContractRows){T_##table, (b)->table.contract, (b)->table.school, \
                                 (b)->table.begindatum, (b)->table.einddatum,       \
                                 COL_##table##_begindatum, COL_##table##_school})

static void check_contracts(Batch *b)
{
    CHECK_ROWS(b, kosten);
    CHECK_ROWS(b, bijdragen);
    CHECK_ROWS(b, deelnames);
    const Table_voorschotten *v = &b->voorschotten;
    for (u32 i = 0; i < v->rows.count; i++)
        if ((v->begindatum[i] == DAY_OPEN_START) != (v->einddatum[i] == DAY_OPEN_END))
            FAULT_AT(b->report, E228_VOORSCHOT_DATES,
                     place_of(b, T_voorschotten, i, COL_voorschotten_begindatum), v->voorschot[i]);
}

/* --- tables that a rule needs ----------------------------------------------------------------- */

static void need(Run *run, TableId table, u32 line, Text what)
{
    Batch *b = run->batch;
    if (batch_rows(b, table)->present) return;
    FAULT_AT(b->report, E338_TABLE_NEEDED,
             ((Place){.source = SOURCE_INI, .line = line, .field = -1}),
             text_of(table_specs[table].name), what);
}

static void check_laag_needs(Run *run, const Laag *laag)
{
    for (size_t n = 0; n < laag->sleutel->need_count; n++)
        need(run, laag->sleutel->needs[n], laag->line,
             JOIN(run->arena, TEXT("sleutel = "), text_of(laag->sleutel->name)));
}

static void check_needs(Run *run)
{
    const Settings *s = run->settings;
    u8 *used = NEW(run->arena, u8, s->rules.count + 1);
    for (u32 c = 0; c < run->batch->contracten.rows.count; c++)
        used[s->rule_of_contract[c]] = 1; /* one that has none was told */
    for (size_t r = 0; r < s->rules.count; r++) {
        const Rule *rule = &s->rules.items[r];
        for (size_t v = 0; used[r] && v < rule->count; v++) {
            const RuleVersion *version = &rule->items[v];
            bool pxq = version->kosten == KOSTEN_PXQ;
            if (!pxq) need(run, T_kosten, version->line, TEXT("kosten = kosten"));
            if (pxq) need(run, T_deelnames, version->line, TEXT("kosten = pxq"));
            if (pxq) need(run, T_tarieven, version->line, TEXT("kosten = pxq"));
            if (version->own.sleutel) check_laag_needs(run, &version->own);
        }
        for (size_t l = 0; used[r] && l < rule->lagen.count; l++)
            for (size_t v = 0; v < rule->lagen.items[l].count; v++)
                check_laag_needs(run, &rule->lagen.items[l].items[v].laag);
    }
}

void validate_rules(Run *run)
{
    check_needs(run);
}

void validate(Run *run)
{
    Batch *b = run->batch;
    check_needs(run);
    check_keys(b);
    check_intervals(b);
    check_woonplaatsen(b);
    check_tarieven(b);
    check_referenties(b);
    check_inschrijvingen(b);
    check_besluiten(b);
    check_contracts(b);
}
