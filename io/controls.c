/* Controls over the written tables. In: the files of a run read back, and the input; out: rows of
 * controles.csv. Holds always: what is compared comes from two sides: two files, or a file and the
 * input; nothing here reads the results that are in memory, but for signals. */
#include "io/controls.h"

#include "engine/border.h"
#include "engine/exact.h"
#include "engine/pxq.h"
#include "io/csv.h"
#include "io/write_csv.h"

#include <gmp.h>
#include <stdlib.h>

/* Two sums per subject, by its text. */
typedef struct Sums {
    Symbols subjects;
    LIST(i128) left, right;
} Sums;

typedef struct Checking {
    Arena *arena;
    const Run *run;
    Text folder;
    Controls *controls;
    const char *reason;
    Sums pools, contracts, shares, owed, invoices, billed, flows;
} Checking;

/* --- reading back ----------------------------------------------------------------------------- */

static CsvReader *open_written(Checking *c, const char *file)
{
    char *path = text_zero_ended(c->arena, JOIN(c->arena, c->folder, TEXT("/"), text_of(file)));
    FileRead read = sys_read_file(c->arena, path, (size_t)1 << 40);
    if (read.outcome != READ_OK) {
        c->reason = read.reason ? read.reason : "it cannot be read back";
        return NULL;
    }
    CsvReader *csv = NEW(c->arena, CsvReader, 1);
    csv_begin(csv, c->arena, read.text, ';');
    csv_next(csv); /* the header */
    return csv;
}

/* Fields from … to with the separators between them, as they are written. */
static Text fields(const CsvReader *csv, size_t from, size_t to)
{
    if (to >= csv->count) return TEXT("");
    size_t end = csv->offsets[to] + csv->fields[to].length;
    return text_slice(csv->text, csv->offsets[from], end);
}

/* An amount as it is written; one that cannot be read makes every comparison fail. */
static i128 amount(const CsvReader *csv, size_t field)
{
    i64 cents;
    if (field < csv->count && !decimal_parse(csv->fields[field], 16, 2, &cents)) return cents;
    return (i128)AMOUNT_MOST * 1000;
}

static size_t subject(Checking *c, Sums *sums, Text text)
{
    sums->subjects.arena = c->arena;
    size_t known = sums->subjects.count;
    u32 index = symbols_intern(&sums->subjects, text);
    if (sums->subjects.count > known) {
        *PUSH(c->arena, &sums->left) = 0;
        *PUSH(c->arena, &sums->right) = 0;
    }
    return index;
}

static void add_left(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->left.items[index] += value;
}

static void add_right(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->right.items[index] += value;
}

/* --- rows ------------------------------------------------------------------------------------- */

static Text cents_text(Arena *arena, i128 cents)
{
    TextBuilder text = {.arena = arena};
    u128 size = cents < 0 ? -(u128)cents : (u128)cents;
    if (cents < 0) build_char(&text, '-');
    build_integer(&text, (i128)(size / 100));
    build_char(&text, '.');
    build_padded(&text, (u64)(size % 100), 2);
    return built(&text);
}

static Text fraction_text(Arena *arena, i128 numerator, i128 denominator)
{
    TextBuilder text = {.arena = arena};
    u128 size = numerator < 0 ? -(u128)numerator : (u128)numerator;
    i128 divisor = (i128)greatest_common_divisor(size, (u128)denominator);
    build_integer(&text, numerator / divisor);
    if (denominator != divisor) {
        build_char(&text, '/');
        build_integer(&text, denominator / divisor);
    }
    return built(&text);
}

static void add_control(Checking *c, Text controle, Text onderwerp, Text links, Text rechts,
                        Text verschil, Oordeel oordeel)
{
    *PUSH(c->arena, c->controls) = (Control){controle, onderwerp, links, rechts, verschil, oordeel};
    c->controls->failed += oordeel == OORDEEL_FOUT;
    c->controls->signals += oordeel == OORDEEL_SIGNAAL;
}

static void compare_cents(Checking *c, Text controle, Text onderwerp, i128 left, i128 right)
{
    add_control(c, controle, onderwerp, cents_text(c->arena, left), cents_text(c->arena, right),
                cents_text(c->arena, left - right), left == right ? OORDEEL_GOED : OORDEEL_FOUT);
}

static Text with_slashes(Arena *arena, Text key)
{
    char *copy = text_zero_ended(arena, key);
    size_t length = 0;
    for (size_t i = 0; i < key.length; i++) {
        bool empty = copy[i] == ';' && (i + 1 == key.length || copy[i + 1] == ';');
        if (!empty) copy[length++] = copy[i] == ';' ? '/' : copy[i];
    }
    return (Text){copy, length};
}

static void compare_sums(Checking *c, Text controle, const Sums *sums)
{
    for (size_t i = 0; i < sums->subjects.count; i++)
        compare_cents(c, controle, with_slashes(c->arena, sums->subjects.items[i]),
                      sums->left.items[i], sums->right.items[i]);
}

/* --- pools, verdeling, posities ---------------------------------------------------------------- */

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

/* Adds a fraction n or n/d to the sum. */
static void add_fraction(mpq_t sum, Text text)
{
    char digits[128];
    mpq_t value;
    mpq_init(value);
    if (text.length > 0 && text.length < sizeof digits) {
        for (size_t i = 0; i < text.length; i++)
            digits[i] = text.at[i];
        digits[text.length] = 0;
        if (mpq_set_str(value, digits, 10) == 0 && mpz_sgn(mpq_denref(value)) > 0) {
            mpq_canonicalize(value);
            mpq_add(sum, sum, value);
        }
    }
    mpq_clear(value);
}

static Text mpq_text(Arena *arena, const mpq_t value)
{
    size_t room = mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3;
    return text_of(mpq_get_str(NEW(arena, char, room), 10, value));
}

/* Ends the sum of one laag: it must be `right`. */
static void compare_fractions(Checking *c, Text controle, Text key, mpq_t sum, Text right)
{
    if (!key.length) return;
    mpq_t expected;
    mpq_init(expected);
    add_fraction(expected, right);
    Text left = mpq_text(c->arena, sum);
    bool equal = mpq_equal(sum, expected);
    mpq_sub(sum, sum, expected);
    add_control(c, controle, with_slashes(c->arena, key), left, right, mpq_text(c->arena, sum),
                equal ? OORDEEL_GOED : OORDEEL_FOUT);
    mpq_set_ui(sum, 0, 1);
    mpq_clear(expected);
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
            laag = key, total = own;
        }
        if (csv->count == 7) add_fraction(sum, csv->fields[5]);
    }
    compare_fractions(c, TEXT("gewichten van de laag"), laag, sum, total);
    mpq_clear(sum);
    return csv != NULL;
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

/* --- facturen and stromen ---------------------------------------------------------------------- */

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

/* --- grensverkeer and tellingen ------------------------------------------------------------------ */

static bool read_grensverkeer(Checking *c)
{
    CsvReader *csv = open_written(c, "grensverkeer.csv");
    const Batch *b = c->run->batch;
    Text school = {0};
    mpq_t sum;
    mpq_init(sum);
    for (bool more = csv != NULL; more;) {
        more = csv_next(csv);
        Text own = more ? csv->fields[0] : TEXT("");
        if (!text_equal(own, school)) {
            u32 index = symbols_find(&b->school_codes, school);
            i64 days = index == NONE ? 0 : enrolled_days(c->run, index);
            compare_fractions(c, TEXT("leerlingdagen van de school"), school, sum,
                              text_integer(c->arena, days));
            school = own;
        }
        if (more && csv->count == 5) add_fraction(sum, csv->fields[3]);
    }
    mpq_clear(sum);
    return csv != NULL;
}

static void compare_counts(Checking *c, Text onderwerp, i128 telling, i128 enrolled, i64 of)
{
    i128 difference = telling * of - enrolled;
    add_control(c, TEXT("telling en inschrijvingen"), onderwerp, text_integer(c->arena, telling),
                fraction_text(c->arena, enrolled, of), fraction_text(c->arena, difference, of),
                difference ? OORDEEL_SIGNAAL : OORDEEL_GOED);
}

/* One school on one peildatum: rows from … to of its tellingen. */
static void compare_telling(Checking *c, u32 school, Slice rows, i128 *counted, i128 *enrolled)
{
    const Batch *b = c->run->batch;
    size_t partijen = b->partijen.rows.count;
    Day day = b->tellingen.peildatum[rows.rows[0]];
    if (!enrolled_on(c->run, school, day, enrolled)) return; /* no list of pupils to compare with */
    i128 total = 0, total_enrolled = 0;
    for (size_t i = 0; i < rows.count; i++)
        counted[b->tellingen.gemeente[rows.rows[i]]] += b->tellingen.aantal[rows.rows[i]];
    Text where = JOIN(c->arena, school_code(b, school), TEXT("/"), day_text(c->arena, day));
    for (size_t p = 0; p <= partijen; p++) {
        i64 of = c->run->aandeel_common;
        if (counted[p] * of != enrolled[p])
            compare_counts(c,
                           JOIN(c->arena, where, TEXT("/"),
                                p < partijen ? partij_code(b, (u32)p) : TEXT("onbekend")),
                           counted[p], enrolled[p], of);
        total += counted[p], total_enrolled += enrolled[p];
        counted[p] = enrolled[p] = 0;
    }
    compare_counts(c, where, total, total_enrolled, c->run->aandeel_common);
}

static void check_tellingen(Checking *c)
{
    const Batch *b = c->run->batch;
    i128 *counted = NEW(c->arena, i128, b->partijen.rows.count + 1);
    i128 *enrolled = NEW(c->arena, i128, b->partijen.rows.count + 1);
    for (u32 school = 0; school < b->scholen.rows.count; school++) {
        Slice rows = group_of(&b->tellingen_of, school);
        for (size_t i = 0, end; i < rows.count; i = end) {
            end = i + 1;
            while (end < rows.count &&
                   b->tellingen.peildatum[rows.rows[end]] == b->tellingen.peildatum[rows.rows[i]])
                end++;
            compare_telling(c, school, (Slice){rows.rows + i, end - i}, counted, enrolled);
        }
    }
}

/* --- signals, and figures that the user stated ---------------------------------------------------- */

static void add_signals(Checking *c)
{
    for (size_t i = 0; i < c->run->signals.count; i++) {
        const Signal *s = &c->run->signals.items[i];
        if (s->kind == SIGNAL_VOORSCHOT) {
            i64 bedrag = 0;
            const Table_voorschotten *t = &c->run->batch->voorschotten;
            for (size_t v = 0; v < t->rows.count; v++)
                if (text_equal(t->voorschot[v], s->subject)) bedrag = t->bedrag[v];
            add_control(
                c, TEXT("voorschot buiten de tijdvakken"),
                JOIN(c->arena, contract_code(c->run->batch, s->contract), TEXT("/"), s->subject),
                cents_text(c->arena, bedrag), cents_text(c->arena, bedrag - s->cents),
                cents_text(c->arena, s->cents), OORDEEL_SIGNAAL);
            continue;
        }
        Text pool = pool_name(c->run, c->arena, s->contract, s->school, s->tijdvak);
        const Terms *terms = terms_of(c->run, s->contract, s->tijdvak);
        Text where = JOIN(c->arena, pool, TEXT("/"), terms->lagen[s->laag].name);
        bool empty = s->kind == SIGNAL_LEEG;
        Text value = empty ? cents_text(c->arena, s->cents)
                           : fraction_text(c->arena, s->weight, s->denominator);
        add_control(c, empty ? TEXT("lege laag") : TEXT("onbekende woonplaats"), where, value,
                    empty ? TEXT("0.00") : TEXT("0"), value, OORDEEL_SIGNAAL);
    }
}

static i128 cost_of(const Checking *c, Text contract)
{
    u32 index = symbols_find(&c->contracts.subjects, contract);
    return index == NONE ? 0 : c->contracts.left.items[index];
}

static void check_stated(Checking *c)
{
    const Batch *b = c->run->batch;
    i128 total = 0;
    for (size_t i = 0; i < c->contracts.subjects.count; i++)
        total += c->contracts.left.items[i];
    for (size_t i = 0; i < c->run->settings->stated.count; i++) {
        const Stated *s = &c->run->settings->stated.items[i];
        if (s->kind == STATED_TOTAAL) {
            compare_cents(c, TEXT("opgegeven totaal"), TEXT("totaal"), total, s->value);
        } else if (s->kind == STATED_KOSTEN) {
            Text contract = contract_code(b, s->index);
            compare_cents(c, TEXT("opgegeven kosten"), contract, cost_of(c, contract), s->value);
        } else {
            i64 pupils = enrolled_pupils(c->run, s->index);
            add_control(c, TEXT("opgegeven leerlingen"), school_code(b, s->index),
                        text_integer(c->arena, pupils), text_integer(c->arena, s->value),
                        text_integer(c->arena, pupils - s->value),
                        pupils == s->value ? OORDEEL_GOED : OORDEEL_FOUT);
        }
    }
}

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
    compare_sums(&c, TEXT("verdeling van de pool"), &c.pools);
    compare_sums(&c, TEXT("aandelen van het contract"), &c.shares);
    compare_sums(&c, TEXT("facturen en posities"), &c.owed);
    compare_sums(&c, TEXT("factuur en regels"), &c.invoices);
    compare_sums(&c, TEXT("factuur en bedragen"), &c.billed);
    check_tellingen(&c);
    add_signals(&c);
    check_stated(&c);
    qsort(controls->items, controls->count, sizeof(Control), by_subject);
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
