/* Cross-checks of the tables (SPEC §3). In: an indexed batch and settings; out: faults. Holds
 * always after it, without errors: keys are unique, intervals run forward, woonplaatsen and
 * tarieven do not overlap, rows lie within their contract. */
#include "engine/exact.h"
#include "engine/pxq.h"

/* --- duplicate keys --------------------------------------------------------------------------- */

typedef struct Key {
    i64 parts[3];
    u32 row;
} Key;

static int by_parts(const void *left, const void *right)
{
    const Key *a = left, *b = right;
    for (int i = 0; i < 3; i++)
        if (a->parts[i] != b->parts[i]) return a->parts[i] < b->parts[i] ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Tells every row whose key another row above it has. */
static void tell_twice(Batch *b, TableId table, i32 column, Key *keys, size_t count, Text what)
{
    sort_array(keys, count, sizeof *keys, by_parts);
    const u32 *line = batch_rows(b, table)->line;
    for (size_t i = 1; i < count; i++) {
        Key same = keys[i - 1];
        same.row = keys[i].row;
        if (by_parts(&same, &keys[i])) continue;
        FAULT_AT(b->report, E211_DUPLICATE_KEY, place_of(b, table, keys[i].row, column), what,
                 text_integer(b->arena, line[keys[i - 1].row]));
    }
}

static void check_ids(Batch *b, TableId table, const Text *ids)
{
    Symbols seen = {.arena = b->arena};
    TableRows *rows = batch_rows(b, table);
    u32 *first = NEW(b->arena, u32, rows->count + 1);
    for (u32 i = 0; i < rows->count; i++) {
        size_t known = seen.count;
        u32 symbol = symbols_intern(&seen, ids[i]);
        if (seen.count > known) {
            first[symbol] = i;
        } else {
            FAULT_AT(b->report, E211_DUPLICATE_KEY, place_of(b, table, i, 0), ids[i],
                     text_integer(b->arena, rows->line[first[symbol]]));
        }
    }
}

static void check_compound_keys(Batch *b)
{
    size_t most = b->contract_scholen.rows.count;
    if (b->tellingen.rows.count > most) most = b->tellingen.rows.count;
    if (b->kengetallen.rows.count > most) most = b->kengetallen.rows.count;
    if (b->leerlingen.rows.count > most) most = b->leerlingen.rows.count;
    Key *keys = NEW(b->arena, Key, most + 1);
    for (u32 i = 0; i < b->contract_scholen.rows.count; i++)
        keys[i] = (Key){{b->contract_scholen.contract[i], b->contract_scholen.school[i], 0}, i};
    tell_twice(b, T_contract_scholen, COL_contract_scholen_school, keys,
               b->contract_scholen.rows.count, TEXT("contract and school"));
    for (u32 i = 0; i < b->tellingen.rows.count; i++)
        keys[i] =
            (Key){{b->tellingen.school[i], b->tellingen.peildatum[i], b->tellingen.gemeente[i]}, i};
    tell_twice(b, T_tellingen, COL_tellingen_gemeente, keys, b->tellingen.rows.count,
               TEXT("school, peildatum and gemeente"));
    for (u32 i = 0; i < b->kengetallen.rows.count; i++)
        keys[i] = (Key){
            {b->kengetallen.kengetal[i], b->kengetallen.gemeente[i], b->kengetallen.peildatum[i]},
            i};
    tell_twice(b, T_kengetallen, COL_kengetallen_gemeente, keys, b->kengetallen.rows.count,
               TEXT("kengetal, gemeente and peildatum"));
    for (u32 i = 0; i < b->leerlingen.rows.count; i++)
        keys[i] = (Key){{b->leerlingen.leerling[i], 0, 0}, i};
    tell_twice(b, T_leerlingen, COL_leerlingen_leerling, keys, b->leerlingen.rows.count,
               TEXT("leerling"));
}

/* --- intervals -------------------------------------------------------------------------------- */

static void check_forward(Batch *b, TableId table, i32 column, const Day *first, const Day *last)
{
    TableRows *rows = batch_rows(b, table);
    for (u32 i = 0; i < rows->count; i++)
        if (last[i] < first[i])
            FAULT_AT(b->report, E216_END_BEFORE_BEGIN, place_of(b, table, i, column),
                     day_text(b->arena, last[i]), day_text(b->arena, first[i]));
}

#define CHECK_FORWARD(b, table)                                                   \
    check_forward((b), T_##table, COL_##table##_einddatum, (b)->table.begindatum, \
                  (b)->table.einddatum)

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
}

/* The row of two that stands later in its file, for a message. */
static u32 later_row(const u32 *line, u32 a, u32 b)
{
    return line[a] > line[b] ? a : b;
}

static void tell_overlap(Batch *b, FaultId id, TableId table, i32 column, u32 one, u32 other,
                         Text who)
{
    const u32 *line = batch_rows(b, table)->line;
    u32 later = later_row(line, one, other), earlier = later == one ? other : one;
    FAULT_AT(b->report, id, place_of(b, table, later, column), who,
             text_integer(b->arena, line[earlier]));
}

/* Two woonplaatsen may share one day, which is the later one's; the number of those. */
static i64 check_addresses(Batch *b, u32 leerling, u32 *first)
{
    const Table_woonplaatsen *t = &b->woonplaatsen;
    Slice rows = group_of(&b->woonplaatsen_of, leerling);
    i64 shared = 0;
    u32 longest = rows.count ? rows.rows[0] : 0; /* that ends last so far */
    for (size_t i = 1; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Day common_last = day_min(t->einddatum[longest], t->einddatum[row]);
        bool twins = t->begindatum[row] == t->begindatum[longest] &&
                     t->einddatum[row] == t->einddatum[longest];
        if (common_last > t->begindatum[row] || twins)
            tell_overlap(b, E221_OVERLAP_WOONPLAATSEN, T_woonplaatsen, COL_woonplaatsen_begindatum,
                         longest, row, leerling_id(b, leerling));
        else if (common_last == t->begindatum[row]) {
            shared++;
            if (*first == NONE || t->rows.line[row] < t->rows.line[*first]) *first = row;
        }
        if (t->einddatum[row] >= t->einddatum[longest]) longest = row;
    }
    return shared;
}

static void check_woonplaatsen(Batch *b)
{
    i64 shared = 0;
    u32 first = NONE; /* the one that stands first in the file */
    for (u32 leerling = 0; leerling < b->leerling_ids.count; leerling++)
        shared += check_addresses(b, leerling, &first);
    if (shared)
        FAULT_AT(b->report, W227_WOONPLAATS_SAME_DAY,
                 place_of(b, T_woonplaatsen, first, COL_woonplaatsen_begindatum),
                 text_integer(b->arena, shared));
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

static void check_inschrijvingen(Batch *b)
{
    const Table_inschrijvingen *t = &b->inschrijvingen;
    Arena scratch = {0};
    for (u32 leerling = 0; leerling < b->leerling_ids.count; leerling++) {
        Slice rows = group_of(&b->inschrijvingen_of, leerling);
        if (rows.count < 2) continue;
        Key *keys = NEW(&scratch, Key, rows.count);
        for (size_t i = 0; i < rows.count; i++)
            keys[i] =
                (Key){{t->school[rows.rows[i]], t->begindatum[rows.rows[i]], 0}, rows.rows[i]};
        sort_array(keys, rows.count, sizeof *keys, by_parts);
        for (size_t i = 1; i < rows.count; i++)
            if (keys[i].parts[0] == keys[i - 1].parts[0] &&
                t->begindatum[keys[i].row] <= t->einddatum[keys[i - 1].row])
                tell_overlap(b, E223_OVERLAP_INSCHRIJVINGEN, T_inschrijvingen,
                             COL_inschrijvingen_begindatum, keys[i - 1].row, keys[i].row,
                             leerling_id(b, leerling));
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

/* Whether the aandelen of the besluiten that cover `day` add up to exactly 1. */
static bool aandelen_are_one(const Batch *b, Slice rows, Day day, u32 *last_row)
{
    const Table_woonplaatsbesluiten *t = &b->woonplaatsbesluiten;
    i128 sum = 0, common = 1;
    bool any = false;
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (t->begindatum[row] > day || t->einddatum[row] < day) continue;
        i64 d = t->aandeel[row].denominator;
        i128 factor = d / (i128)greatest_common_divisor((u128)common, (u128)d);
        if (common > FRACTION_MOST) return false;
        sum = sum * factor + t->aandeel[row].numerator * (common * factor / d);
        common *= factor;
        *last_row = any ? later_row(t->rows.line, row, *last_row) : row;
        any = true;
    }
    return !any || sum == common;
}

static void check_besluiten(Batch *b)
{
    const Table_woonplaatsbesluiten *t = &b->woonplaatsbesluiten;
    for (u32 leerling = 0; t->rows.count && leerling < b->leerling_ids.count; leerling++) {
        Slice rows = group_of(&b->besluiten_of, leerling);
        bool told = false;
        for (size_t i = 0; i < rows.count * 2 && !told; i++) {
            u32 own = rows.rows[i / 2], last_row = own;
            Day day = i % 2 ? t->einddatum[own] + 1 : t->begindatum[own];
            if (day > DAY_OPEN_END || aandelen_are_one(b, rows, day, &last_row)) continue;
            told = true;
            FAULT_AT(b->report, E224_BESLUIT_AANDELEN,
                     place_of(b, T_woonplaatsbesluiten, last_row, COL_woonplaatsbesluiten_aandeel),
                     leerling_id(b, leerling), day_text(b->arena, day));
        }
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
                 contract_code(b, contract), day_text(b->arena, valid.first),
                 valid.last == DAY_OPEN_END
                     ? TEXT(" on")
                     : JOIN(b->arena, TEXT(" to "), day_text(b->arena, valid.last)));
    if (school != NONE && !covers_school(b, contract, school))
        FAULT_AT(b->report, E226_SCHOOL_NOT_IN_CONTRACT, place_of(b, table, row, school_column),
                 school_code(b, school), contract_code(b, contract));
}

#define CHECK_ROWS(b, table)                                                   \
    for (u32 i = 0; i < (b)->table.rows.count; i++)                            \
    check_row((b), T_##table, i, (b)->table.contract[i], (b)->table.school[i], \
              (Interval){(b)->table.begindatum[i], (b)->table.einddatum[i]},   \
              COL_##table##_begindatum, COL_##table##_school)

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

/* --- tables that a rule needs ------------------------------------------------------------------
 */

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
        if (s->rule_of_contract[c] != NONE) used[s->rule_of_contract[c]] = 1;
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

void validate(Run *run)
{
    Batch *b = run->batch;
    check_needs(run);
    check_ids(b, T_kosten, b->kosten.kostenpost);
    check_ids(b, T_bijdragen, b->bijdragen.bijdrage);
    check_ids(b, T_deelnames, b->deelnames.deelname);
    check_ids(b, T_voorschotten, b->voorschotten.voorschot);
    check_compound_keys(b);
    check_intervals(b);
    check_woonplaatsen(b);
    check_tarieven(b);
    check_inschrijvingen(b);
    check_besluiten(b);
    check_contracts(b);
}
