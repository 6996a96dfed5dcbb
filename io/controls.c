/* Controls over the written tables. In: the files of a run read back, and the input; out: rows of
 * controles.csv. Holds always: what is compared comes from two sides: two files, or a file and the
 * input; nothing here reads the results that are in memory, but for signals. */
#include "engine/border.h"
#include "engine/enrolled.h"
#include "engine/pxq.h"
#include "io/checking.h"
#include "io/write_csv.h"

/* --- pools, verdeling, posities ----------------------------------------------------------------
 */

static bool read_pools(Checking *c)
{
    CsvReader *csv = open_written(c, "pools.csv");
    while (csv && csv_next(csv)) {
        Text pool = fields(csv, 0, 2);
        add_right(c, &c->pools, pool, amount(csv, 4) + amount(csv, 5) + amount(csv, 6));
        add_left(c, &c->contracts, csv->fields[0], amount(csv, 3));
    }
    return csv != NULL;
}

/* What the tables of the input say that a contract costs within the settled days: over runs of
 * tijdvakken with one version of the rule, without dividing by tijdvak. */
static i128 input_cost(const Run *run, u32 contract)
{
    const Batch *b = run->batch;
    const Rule *rule = &run->settings->rules.items[run->settings->rule_of_contract[contract]];
    i128 sum = 0;
    Interval settled = run->settings->periode;
    const RulePlan *rule_plan = &run->plans[run->settings->rule_of_contract[contract]];
    for (size_t t = 0; t < rule_plan->count; t++) {
        const RuleVersion *version = rule_version_on(rule, rule_plan->tijdvakken[t].days.first);
        Interval days = rule->count == 1 ? settled : rule_plan->tijdvakken[t].days;
        if (rule->count == 1 && t) break;
        if (!version) continue;
        Slice rows = version->kosten == KOSTEN_PXQ ? group_of(&b->deelnames_in, contract)
                                                   : group_of(&b->kosten_of, contract);
        for (size_t i = 0; i < rows.count; i++) {
            u32 row = rows.rows[i];
            if (version->kosten == KOSTEN_PXQ) {
                Interval part = overlap(deelname_days(run, row), days);
                if (!is_empty(part)) sum += deelname_cents(run, row, part);
            } else {
                Interval whole = {b->kosten.begindatum[row], b->kosten.einddatum[row]};
                if (!is_empty(overlap(whole, days)))
                    sum += apportion(b->kosten.bedrag[row], whole, days, version->by_months);
            }
        }
    }
    return sum;
}

static void check_contract_cost(Checking *c)
{
    for (size_t i = 0; i < c->contracts.subjects.count; i++) {
        u32 contract = symbols_find(&c->run->batch->contract_codes, c->contracts.subjects.items[i]);
        i128 cost = contract == NONE ? 0 : input_cost(c->run, contract);
        compare_cents(c, TEXT("kosten van het contract"), c->contracts.subjects.items[i],
                      c->contracts.left.items[i], cost);
    }
}

static bool read_verdeling(Checking *c)
{
    CsvReader *csv = open_written(c, "verdeling.csv");
    Text laag = {0};
    mpq_t sum;
    mpq_init(sum);
    while (csv && csv_next(csv)) {
        Text pool = fields(csv, 0, 2);
        add_left(c, &c->pools, pool, amount(csv, 7));
        add_right(c, &c->shares, csv->fields[0], amount(csv, 7));
        if (csv->count != 8 || !text_equal(csv->fields[5], TEXT("verdeeld"))) continue;
        Text key = fields(csv, 0, 3);
        if (!text_equal(laag, key)) {
            compare_fractions(c, TEXT("aandelen van de laag"), laag, sum, TEXT("1"));
            add_left(c, &c->lagen, key, 1);
            laag = key;
        }
        add_fraction(sum, csv->fields[6]);
    }
    compare_fractions(c, TEXT("aandelen van de laag"), laag, sum, TEXT("1"));
    mpq_clear(sum);
    return csv != NULL;
}

static bool read_gewichten(Checking *c)
{
    CsvReader *csv = open_written(c, "gewichten.csv");
    Text laag = {0}, total = {0};
    mpq_t sum;
    mpq_init(sum);
    while (csv && csv_next(csv)) {
        Text key = fields(csv, 0, 3);
        Text own = csv->count == 7 ? csv->fields[6] : TEXT("");
        if (!text_equal(laag, key) || !text_equal(total, own)) {
            compare_fractions(c, TEXT("gewichten van de laag"), laag, sum, total);
            add_right(c, &c->lagen, key, 1);
            laag = key, total = own;
        }
        if (csv->count == 7) add_fraction(sum, csv->fields[5]);
    }
    compare_fractions(c, TEXT("gewichten van de laag"), laag, sum, total);
    mpq_clear(sum);
    return csv != NULL;
}

/* A laag that stands in one of verdeling and gewichten alone has lost all its rows in the other. */
static void check_lagen(Checking *c)
{
    for (size_t i = 0; i < c->lagen.subjects.count; i++) {
        i128 shares = c->lagen.left.items[i], weights = c->lagen.right.items[i];
        if (shares == weights) continue;
        add_control(c, TEXT("lagen van verdeling en gewichten"),
                    with_slashes(c->arena, c->lagen.subjects.items[i]),
                    text_integer(c->arena, shares), text_integer(c->arena, weights),
                    text_integer(c->arena, shares - weights), OORDEEL_FOUT);
    }
}

/* crediteur;debiteur on the factuurdatum. */
static Text pair_of(Checking *c, Text crediteur, Text debiteur, bool *own)
{
    const Batch *b = c->run->batch;
    Day day = c->run->settings->factuurdatum;
    u32 one = symbols_find(&b->partij_codes, crediteur);
    u32 other = symbols_find(&b->partij_codes, debiteur);
    one = successor_on(b, one, day);
    other = successor_on(b, other, day);
    *own = one == other && one != NONE;
    return JOIN(c->arena, partij_code(b, one), TEXT(";"), partij_code(b, other));
}

static bool read_posities(Checking *c)
{
    CsvReader *csv = open_written(c, "posities.csv");
    Sums netto = {0};
    for (size_t i = 0; csv && i < c->contracts.subjects.count; i++)
        add_right(c, &netto, c->contracts.subjects.items[i], c->contracts.left.items[i]);
    while (csv && csv_next(csv)) {
        i128 aandeel = amount(csv, 3), paid = amount(csv, 4), booked = amount(csv, 5);
        i128 unsettled = amount(csv, 6);
        add_left(c, &c->shares, csv->fields[0], aandeel);
        add_left(c, &netto, csv->fields[0], amount(csv, 7));
        add_right(c, &netto, csv->fields[0], -paid - booked - unsettled);
        bool own;
        Text pair = pair_of(c, csv->fields[1], csv->count > 2 ? csv->fields[2] : TEXT(""), &own);
        if (!own) add_right(c, &c->owed, pair, aandeel - unsettled - paid);
    }
    compare_sums(c, TEXT("netto van het contract"), &netto);
    return csv != NULL;
}

/* --- facturen and stromen ----------------------------------------------------------------------
 */

static bool read_facturen(Checking *c)
{
    CsvReader *csv = open_written(c, "facturen.csv");
    while (csv && csv_next(csv)) {
        Text pair = fields(csv, 2, 3);
        i128 due = amount(csv, 9);
        add_left(c, &c->owed, pair, amount(csv, 6) - amount(csv, 8));
        add_left(c, &c->invoices, csv->fields[0], due);
        add_left(c, &c->billed, csv->fields[0], due);
        add_right(c, &c->billed, csv->fields[0], amount(csv, 6) + amount(csv, 7) - amount(csv, 8));
        add_right(c, &c->flows, pair, due);
    }
    return csv != NULL;
}

static bool read_factuurregels(Checking *c)
{
    CsvReader *csv = open_written(c, "factuurregels.csv");
    while (csv && csv_next(csv))
        add_right(c, &c->invoices, csv->fields[0], amount(csv, 8));
    return csv != NULL;
}

static void split_pair(Text pair, Text *first, Text *second)
{
    size_t at = text_find(pair, ';', 0);
    *first = text_slice(pair, 0, at);
    *second = at < pair.length ? text_slice(pair, at + 1, pair.length) : TEXT("");
}

/* What the facturen say that flows: per direction, or per partij to and from the kassier. */
static void expect_flows(Checking *c, Sums *expected)
{
    for (size_t i = 0; i < c->flows.subjects.count; i++) {
        Text crediteur, debiteur;
        i128 due = c->flows.right.items[i];
        split_pair(c->flows.subjects.items[i], &crediteur, &debiteur);
        if (c->run->settings->stromen_netto) {
            add_right(c, expected, debiteur, due);
            add_right(c, expected, crediteur, -due);
        } else if (due) {
            Text from = due > 0 ? debiteur : crediteur, to = due > 0 ? crediteur : debiteur;
            add_right(c, expected, JOIN(c->arena, from, TEXT(";"), to), due > 0 ? due : -due);
        }
    }
}

static bool read_stromen(Checking *c)
{
    CsvReader *csv = open_written(c, "stromen.csv");
    Sums sums = {0};
    bool netto = c->run->settings->stromen_netto;
    expect_flows(c, &sums);
    while (csv && csv_next(csv)) {
        if (netto) {
            add_left(c, &sums, csv->fields[0], amount(csv, 2));
            add_left(c, &sums, csv->count > 1 ? csv->fields[1] : TEXT(""), -amount(csv, 2));
        } else {
            add_left(c, &sums, fields(csv, 0, 1), amount(csv, 2));
        }
    }
    compare_sums(c, TEXT("stromen en facturen"), &sums);
    return csv != NULL;
}

/* --- grensverkeer ----------------------------------------------------------------------------- */

/* A school of a contract that has leerlingdagen, no secret pupil and no row: all of it is lost. */
static void check_schools(Checking *c, const u8 *seen)
{
    const Batch *b = c->run->batch;
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++) {
        u32 school = b->contract_scholen.school[i];
        i64 days =
            seen[school] || has_secret_pupil_at(c->run, school) ? 0 : enrolled_days(c->run, school);
        if (days)
            add_control(c, TEXT("leerlingdagen van de school"), school_code(b, school), TEXT("0"),
                        text_integer(c->arena, days), text_integer(c->arena, -days), OORDEEL_FOUT);
    }
}

static bool read_grensverkeer(Checking *c)
{
    CsvReader *csv = open_written(c, "grensverkeer.csv");
    const Batch *b = c->run->batch;
    Text school = {0};
    u8 *seen = NEW(c->arena, u8, b->scholen.rows.count + 1);
    mpq_t sum;
    mpq_init(sum);
    for (bool more = csv != NULL; more;) {
        more = csv_next(csv);
        Text own = more ? csv->fields[0] : TEXT("");
        if (!text_equal(own, school)) {
            u32 index = symbols_find(&b->school_codes, school);
            i64 days = index == NONE ? 0 : enrolled_days(c->run, index);
            if (index != NONE) seen[index] = 1;
            compare_fractions(c, TEXT("leerlingdagen van de school"), school, sum,
                              text_integer(c->arena, days));
            school = own;
        }
        if (more && csv->count == 5) add_fraction(sum, csv->fields[3]);
    }
    mpq_clear(sum);
    if (csv) check_schools(c, seen);
    return csv != NULL;
}

/* --- all -------------------------------------------------------------------------------------- */

static int by_subject(const void *left, const void *right)
{
    const Control *a = left, *b = right;
    int order = text_compare(a->controle, b->controle);
    return order ? order : text_compare(a->onderwerp, b->onderwerp);
}

bool controls_make(Arena *arena, const Run *run, Text folder, Controls *controls,
                   const char **reason)
{
    Checking c = {.arena = arena, .run = run, .folder = folder, .controls = controls};
    bool read = read_pools(&c) && read_verdeling(&c) && read_gewichten(&c) && read_posities(&c) &&
                read_facturen(&c) && read_factuurregels(&c) && read_stromen(&c) &&
                read_grensverkeer(&c);
    *reason = c.reason;
    if (!read) return false;
    check_contract_cost(&c);
    check_lagen(&c);
    compare_sums(&c, TEXT("verdeling van de pool"), &c.pools);
    compare_sums(&c, TEXT("aandelen van het contract"), &c.shares);
    compare_sums(&c, TEXT("facturen en posities"), &c.owed);
    compare_sums(&c, TEXT("factuur en regels"), &c.invoices);
    compare_sums(&c, TEXT("factuur en bedragen"), &c.billed);
    check_tellingen(&c);
    add_signals(&c);
    check_stated(&c);
    sort_array(controls->items, controls->count, sizeof(Control), by_subject);
    return true;
}

bool controls_write(Arena *arena, const Controls *controls, Text folder, const char **reason)
{
    static const char *const oordelen[] = {"goed", "fout", "signaal"};
    Writer w;
    writer_open(arena, &w,
                text_zero_ended(arena, JOIN(arena, folder, TEXT("/"), TEXT(CONTROLES_FILE))));
    put_text(&w, TEXT("controle"));
    static const char *const columns[] = {"onderwerp", "links", "rechts", "verschil", "oordeel"};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        put_char(&w, ';');
        put_text(&w, text_of(columns[i]));
    }
    put_char(&w, '\n');
    for (size_t i = 0; i < controls->count; i++) {
        const Control *c = &controls->items[i];
        Text row[] = {c->controle, c->onderwerp, c->links,
                      c->rechts,   c->verschil,  text_of(oordelen[c->oordeel])};
        for (size_t f = 0; f < COUNT_OF(row); f++) {
            put_text(&w, row[f]);
            put_char(&w, f + 1 < COUNT_OF(row) ? ';' : '\n');
        }
    }
    bool done = writer_close(&w);
    *reason = w.reason;
    return done;
}
