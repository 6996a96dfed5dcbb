/* Goal: the controls pass over the tables that a run wrote, and fail over every one of them in
 * which an amount, a weight or a count differs, or a row is lost or stands twice. */
#include "testing.h"

#include "engine/work.h"
#include "io/control/controls.h"
#include "io/pipe.h"
#include "io/write/write_csv.h"

#include <stdio.h>
#include <string.h>

/* Two contracts: one paid by the aanbieder's invoice over two lagen, with btw and a bijdrage; one
 * prefinanced with voorschotten and settled by the kassier. */
static const TestFile tables[] = {
    {"partijen.csv", "code;naam;soort\nAGB-1;Een;aanbieder\nAGB-2;Twee;aanbieder\n"
                     "PO2814;SPPOH;samenwerkingsverband\n"},
    {"scholen.csv", "school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n34CD01;Zuid;VO;GM0603\n"},
    {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel;btw\n"
                       "C1;OJA;\"Klas; noord\";AGB-1;2024-01-01;samen;21%\n"
                       "C2;OZA;Zorg;AGB-2;2024-01-01;voor;\n"},
    {"contract_scholen.csv", "contract;school\nC1;12AB00\nC1;34CD01\nC2;34CD01\n"},
    {"kosten.csv", "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                   "K1;C1;12AB00;2025-01-01;2025-12-31;100000,01\n"
                   "K2;C1;34CD01;2025-02-01;2025-04-30;5000,55\n"
                   "K3;C2;;2024-07-01;2025-06-30;60000\n"},
    {"bijdragen.csv", "bijdrage;contract;school;partij;begindatum;einddatum;bedrag\n"
                      "B1;C1;12AB00;PO2814;2025-01-01;2025-03-31;1234,56\n"},
    {"inschrijvingen.csv", "leerling;school;begindatum;einddatum\n"
                           "L1;12AB00;2024-08-01;\nL2;12AB00;2024-08-01;2025-02-11\n"
                           "L3;34CD01;2024-08-01;\nL4;34CD01;2025-01-15;\nL5;34CD01;2025-03-03;\n"},
    {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\nL2;GM0603\nL3;GM0603\nL4;GM1916\n"
                         "L5;GM0518\n"},
    {"voorschotten.csv", "voorschot;contract;partij;datum;bedrag\n"
                         "V1;C2;GM0518;2025-01-15;9000,10\nV2;C2;GM0603;2025-02-15;5000\n"
                         "V3;C2;GM1916;2025-04-15;77\n"},
    {"tellingen.csv", "school;peildatum;gemeente;aantal\n34CD01;2025-02-01;GM0603;1\n"
                      "34CD01;2025-02-01;GM1916;1\n"},
};

static const char settlement[] = "[afrekening]\nnaam = toets\nperiode = 2025-Q1\nkassier = GM0518\n"
                                 "opsteller = GM0518, AGB-1\n%s"
                                 "[regel samen]\nmethode = woonplaatsbeginsel\n"
                                 "lagen = een 75%%, twee 25%%\n"
                                 "[laag samen een]\nsleutel = leerlingdagen\n"
                                 "[laag samen twee]\nsleutel = vast\n"
                                 "aandelen = GM0518 1/2, GM0603 1/3, GM1916 1/6\n"
                                 "[regel voor]\nmethode = collectieve-voorfinanciering\n"
                                 "sleutel = leerlingdagen\n%s";

typedef struct Case {
    Arena arena;
    Run *run;
    Text folder;
    Controls controls;
} Case;

static Case c;

static void write_case(void)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    c.folder = text_of(temp_folder(&c.arena));
    if (!write_tables(&c.arena, c.run, c.folder, TABLES_ALL, &written, &file, &reason) ||
        !written_close(&written, &file, &reason))
        fail_msg("%s: %s", file, reason);
}

/* Runs the settlement with `keys` in [afrekening] and `sections` after the rules, and writes it. */
static void settle_case(const char *keys, const char *sections)
{
    enum { FILES = sizeof tables / sizeof *tables };
    static char ini[4096];
    TestFile files[FILES + 1] = {{"settlement.ini", ini}};
    memcpy(files + 1, tables, sizeof tables);
    snprintf(ini, sizeof ini, settlement, keys, sections);
    arena_free(&c.arena);
    c = (Case){.run = NULL};
    Outcome outcome =
        run_pipe(&c.arena, &(PipeInput){.ini = temp_batch(&c.arena, files, FILES + 1)});
    c.run = outcome.run;
    Report *report = c.run->batch->report;
    if (!outcome.ok) fail_msg("%.*s", (int)report->items[0].text.length, report->items[0].text.at);
    write_case();
}

/* How much is read back at a time: so little that every key and every laag crosses a border. */
static u64 block_bytes = 61;

static size_t failures(void)
{
    const char *reason = NULL;
    c.controls = (Controls){0};
    if (!controls_make(&c.arena, c.run, c.folder, block_bytes, &c.controls, &reason))
        fail_msg("controls_make: %s", reason ? reason : "no reason");
    return c.controls.failed;
}

/* Whether controles.csv can be written into a folder. */
static bool write_controls(Text folder)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    bool done = controls_write(&c.arena, &c.controls, folder, &written, &file, &reason);
    bool closed = written_close(&written, &file, &reason);
    if (!done || !closed) assert_non_null(reason);
    return done && closed;
}

static bool has_failed(const char *controle)
{
    Control failed;
    for (size_t list = 0, row = 0;
         controls_next_failed(&c.arena, &c.controls, &list, &row, &failed);)
        if (text_equal(failed.controle, text_of(controle))) return true;
    return false;
}

/* --- breaking a table ------------------------------------------------------------------------- */

typedef struct Table {
    const char *file;
    size_t first_number, last_number; /* the columns that are amounts, weights or counts */
    size_t group;                     /* the first columns that name what rows belong together */
} Table;

enum { POOLS, GEWICHTEN, VERDELING, POSITIES, STROMEN, FACTUREN, FACTUURREGELS, GRENSVERKEER };

/* leerlingen of grensverkeer: no control knows them. */
static const Table written[] = {
    {"pools.csv", 3, 6, 1},         {"gewichten.csv", 5, 6, 4},    {"verdeling.csv", 6, 7, 4},
    {"posities.csv", 3, 7, 1},      {"stromen.csv", 2, 2, 1},      {"facturen.csv", 6, 9, 1},
    {"factuurregels.csv", 8, 8, 1}, {"grensverkeer.csv", 3, 3, 1},
};

/* What breaks each row by itself; a column number: that amount is one more. */
enum { DELETED = -1, DOUBLED = -2 };

static size_t field_at(Text line, size_t field)
{
    size_t at = 0;
    bool quoted = false;
    for (; field && at < line.length; at++) {
        if (line.at[at] == '"') quoted = !quoted;
        if (line.at[at] == ';' && !quoted) field--;
    }
    return field ? line.length : at;
}

/* Puts a number one higher in its last digit: 12.34 → 12.35, 1/3 → 1/4. False: there is none. */
static bool build_raised(TextBuilder *out, Text line, size_t field)
{
    size_t at = field_at(line, field), end = text_find(line, ';', at);
    if (at >= end || end > line.length) return false;
    char last = line.at[end - 1];
    if (last < '0' || last > '9') return false;
    build_text(out, text_slice(line, 0, end - 1));
    if (last == '9')
        build_char(out, '8'); /* a number of as many digits, whatever it is */
    else
        build_char(out, (char)(last + 1));
    build_text(out, text_slice(line, end, line.length));
    return true;
}

/* The table with its row number `row` broken; false: there is no such row or number. */
static bool build_broken(TextBuilder *out, Text table, size_t row, int how)
{
    size_t at = text_find(table, '\n', 0) + 1;
    for (; row && at < table.length; row--)
        at = text_find(table, '\n', at) + 1;
    if (at >= table.length) return false;
    size_t end = text_find(table, '\n', at) + 1;
    Text line = text_slice(table, at, end - 1);
    build_text(out, text_slice(table, 0, at));
    if (how >= 0 && !build_raised(out, line, (size_t)how)) return false;
    if (how >= 0) build_char(out, '\n');
    for (int i = 0; how == DOUBLED && i < 2; i++)
        build_text(out, text_slice(table, at, end));
    build_text(out, text_slice(table, end, table.length));
    return true;
}

static size_t row_count(Text table)
{
    size_t rows = 0;
    for (size_t i = 0; i < table.length; i++)
        rows += table.at[i] == '\n';
    return rows - 1;
}

/* The table without any row that belongs with its row at `at`. */
static void build_without(TextBuilder *out, Text table, size_t at, size_t group)
{
    Text row = text_slice(table, at, text_find(table, '\n', at));
    Text key = text_slice(row, 0, field_at(row, group));
    for (size_t i = 0, end; i < table.length; i = end) {
        end = text_find(table, '\n', i) + 1;
        Text line = text_slice(table, i, end);
        if (!text_starts(line, key)) build_text(out, line);
    }
}

static void is_seen(const char *file, TextBuilder *broken, size_t row, int how, size_t *unseen)
{
    temp_file(&c.arena, text_zero_ended(&c.arena, c.folder), file, built(broken));
    if (failures()) return;
    ++*unseen;
    print_error("# not seen: %s, row %zu, %s %d\n", file, row + 1,
                how == DELETED   ? "deleted"
                : how == DOUBLED ? "doubled"
                                 : "column",
                how);
}

/* Breaks every row of the table in every way; each must be seen. How many were tried. */
static size_t break_table(const Table *table, size_t *unseen)
{
    const char *folder = text_zero_ended(&c.arena, c.folder);
    Text whole = temp_read(&c.arena, folder, table->file);
    size_t tried = 0;
    for (size_t row = 0; row < row_count(whole); row++)
        for (int how = DOUBLED; how <= (int)table->last_number; how++) {
            if (how >= 0 && how < (int)table->first_number) continue;
            TextBuilder broken = {.arena = &c.arena};
            if (!build_broken(&broken, whole, row, how)) continue;
            is_seen(table->file, &broken, row, how, unseen);
            tried++;
        }
    temp_file(&c.arena, folder, table->file, whole);
    return tried;
}

static void break_one(size_t table, const char *keys)
{
    size_t unseen = 0;
    settle_case(keys, "");
    assert_int_equal(failures(), 0);
    size_t tried = break_table(&written[table], &unseen);
    assert_true(tried >= 4);
    assert_int_equal(unseen, 0);
    assert_int_equal(failures(), 0);
}

#define BREAKS(name, table)        \
    static void name(void **state) \
    {                              \
        (void)state;               \
        break_one((table), "");    \
    }
BREAKS(a_broken_pool_is_seen, POOLS)
BREAKS(a_broken_gewicht_is_seen, GEWICHTEN)
BREAKS(a_broken_verdeling_is_seen, VERDELING)
BREAKS(a_broken_positie_is_seen, POSITIES)
BREAKS(a_broken_stroom_is_seen, STROMEN)
BREAKS(a_broken_factuur_is_seen, FACTUREN)
BREAKS(a_broken_factuurregel_is_seen, FACTUURREGELS)
BREAKS(a_broken_grensverkeer_is_seen, GRENSVERKEER)

static void netto_stromen_are_controlled_too(void **state)
{
    (void)state;
    break_one(STROMEN, "stromen = netto\n");
    break_one(FACTUREN, "stromen = netto\n");
}

/* Loses all rows that belong with a row, for each row of the table: how often no control sees it.
 */
static size_t lose_groups(const Table *table)
{
    size_t unseen = 0;
    const char *folder = text_zero_ended(&c.arena, c.folder);
    Text whole = temp_read(&c.arena, folder, table->file);
    size_t at = text_find(whole, '\n', 0) + 1;
    for (size_t row = 0; at < whole.length; row++) {
        TextBuilder broken = {.arena = &c.arena};
        build_without(&broken, whole, at, table->group);
        is_seen(table->file, &broken, row, DELETED, &unseen);
        at = text_find(whole, '\n', at) + 1;
    }
    temp_file(&c.arena, folder, table->file, whole);
    return unseen;
}

/* A contract, a factuur or a partij that is wholly lost leaves nothing on one side. */
static void a_lost_group_of_amounts_is_seen(void **state)
{
    (void)state;
    settle_case("", "");
    for (size_t i = 0; i < COUNT_OF(written); i++)
        if (i != GEWICHTEN && i != GRENSVERKEER) assert_int_equal(lose_groups(&written[i]), 0);
}

static void a_lost_laag_of_gewichten_is_seen(void **state)
{
    (void)state;
    settle_case("", "");
    assert_int_equal(lose_groups(&written[GEWICHTEN]), 0);
}

static void a_lost_school_of_grensverkeer_is_seen(void **state)
{
    (void)state;
    settle_case("", "");
    assert_int_equal(lose_groups(&written[GRENSVERKEER]), 0);
}

static void a_lost_table_is_no_success(void **state)
{
    (void)state;
    settle_case("", "");
    const char *folder = text_zero_ended(&c.arena, c.folder);
    for (size_t i = 0; i < COUNT_OF(written); i++) {
        Text whole = temp_read(&c.arena, folder, written[i].file);
        const char *reason = NULL;
        Controls controls = {0};
        assert_int_equal(remove(temp_path(&c.arena, folder, written[i].file)), 0);
        assert_false(controls_make(&c.arena, c.run, c.folder, block_bytes, &controls, &reason));
        assert_non_null(reason);
        temp_file(&c.arena, folder, written[i].file, whole);
    }
}

/* An amount of nothing but 9s, a text, an empty field, a row cut short: none reads as 0. */
static void what_is_no_amount_is_seen(void **state)
{
    (void)state;
    static const char *const rows[] = {"C1;12AB00;2025-Q1;;;;\n", "C1;12AB00;2025-Q1\n", "C1\n",
                                       "C1;12AB00;2025-Q1;x;0.00;0.00;x\n"};
    settle_case("", "");
    const char *folder = text_zero_ended(&c.arena, c.folder);
    Text whole = temp_read(&c.arena, folder, "pools.csv");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        temp_file(&c.arena, folder, "pools.csv", JOIN(&c.arena, whole, text_of(rows[i])));
        assert_true(failures() > 0);
    }
}

static void a_stated_figure_that_differs_fails(void **state)
{
    (void)state;
    static const struct {
        const char *stated, *controle;
    } cases[] = {
        {"kosten C1 = 27972,51", NULL},
        {"kosten C1 = 27972,52", "opgegeven kosten"},
        {"kosten C2 = 14794,52", NULL},
        {"kosten C2 = 14794,51", "opgegeven kosten"},
        {"totaal = 42767,03", NULL},
        {"totaal = -42767,03", "opgegeven totaal"},
        {"totaal = 0", "opgegeven totaal"},
        {"leerlingen 12AB00 = 2", NULL},
        {"leerlingen 12AB00 = 3", "opgegeven leerlingen"},
        {"leerlingen 34CD01 = 1", NULL},
        {"leerlingen 34CD01 = 0", "opgegeven leerlingen"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char section[100];
        snprintf(section, sizeof section, "[controle]\n%s\n", cases[i].stated);
        settle_case("", section);
        size_t failed = failures();
        if (failed != (cases[i].controle != NULL) ||
            (cases[i].controle && !has_failed(cases[i].controle)))
            fail_msg("%s: %zu failed", cases[i].stated, failed);
    }
}

static void a_telling_that_differs_is_a_signal(void **state)
{
    (void)state;
    settle_case("", "");
    assert_int_equal(failures(), 0);
    size_t before = c.controls.signals;
    c.run->batch->tellingen.aantal[0]++;
    assert_int_equal(failures(), 0);
    assert_true(c.controls.signals > before);
}

/* Both sides of a control by its subject: pools of a school and of none, tellingen, voorschotten.
 */
static void a_control_names_its_subject_and_both_sides(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "\nverdeling van de pool;C1/12AB00/2025-Q1;24657.54;24657.54;0.00;goed\n",
        "\nverdeling van de pool;C2/2025-Q1;14794.52;14794.52;0.00;goed\n",
        "\nkosten van het contract;C1;27972.51;27972.51;0.00;goed\n",
        "\naandelen van de laag;C1/34CD01/2025-Q1/twee;1;1;0;goed\n",
        "\ngewichten van de laag;C1/12AB00/2025-Q1/een;132;132;0;goed\n",
        "\nnetto van het contract;C2;794.42;794.42;0.00;goed\n",
        "\nleerlingdagen van de school;12AB00;132;132;0;goed\n",
        "\ntelling en inschrijvingen;34CD01/2025-02-01;2;2;0;goed\n",
        "\nvoorschot buiten de tijdvakken;C2/V3;77.00;0.00;77.00;signaal\n",
    };
    settle_case("", "");
    assert_int_equal(failures(), 0);
    const char *folder = text_zero_ended(&c.arena, c.folder);
    assert_true(write_controls(c.folder));
    const char *table = text_zero_ended(&c.arena, temp_read(&c.arena, folder, CONTROLES_FILE));
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!strstr(table, rows[i])) fail_msg("not told: %s", rows[i] + 1);
}

static void a_telling_of_another_gemeente_is_told(void **state)
{
    (void)state;
    settle_case("", "");
    c.run->batch->tellingen.gemeente[0] = c.run->batch->tellingen.gemeente[1];
    assert_int_equal(failures(), 0);
    assert_int_equal(c.controls.signals, 3); /* one for each gemeente, one for V3 */
}

/* A rule that changes within the periode: the cost of the input is that of the pools. */
static void a_rule_with_versions_is_controlled(void **state)
{
    (void)state;
    settle_case("tijdvak = maand\n", "[regel voor vanaf 2025-02-01]\n"
                                     "methode = collectieve-voorfinanciering\n"
                                     "sleutel = leerlingdagen\ntoerekening = maanden\n");
    assert_int_equal(failures(), 0);
    size_t unseen = 0;
    assert_true(break_table(&written[POOLS], &unseen) > 12);
    assert_int_equal(unseen, 0);
}

/* The table of controls with blocks of some size. */
static Text table_by_blocks(u64 bytes)
{
    const char *folder = text_zero_ended(&c.arena, c.folder);
    u64 before = block_bytes;
    block_bytes = bytes;
    (void)failures();
    block_bytes = before;
    assert_true(write_controls(c.folder));
    Text table = temp_read(&c.arena, folder, CONTROLES_FILE);
    assert_int_equal(remove(temp_path(&c.arena, folder, CONTROLES_FILE)), 0);
    return table;
}

/* The same rows, however the files are cut and whoever reads them: also between the quotes of an
 * omschrijving that has a line end. */
static void the_controls_do_not_depend_on_blocks_or_threads(void **state)
{
    (void)state;
    static const u64 sizes[] = {1, 2, 3, 7, 64, 100, 4096, CONTROL_BLOCK};
    settle_case("", "[controle]\ntotaal = 1\n");
    c.run->batch->contracten.omschrijving[0] = TEXT("Klas;\n\"noord\"\nC1;\"\";");
    write_case();
    Text whole = table_by_blocks(CONTROL_BLOCK);
    assert_int_equal(c.controls.failed, 1);
    for (unsigned threads = 1; threads <= 3; threads++) {
        work_set_width(threads);
        for (size_t i = 0; i < COUNT_OF(sizes); i++)
            if (!text_equal(table_by_blocks(sizes[i]), whole))
                fail_msg("%u threads, blocks of %d bytes", threads, (int)sizes[i]);
    }
    work_set_width(1);
}

static void the_controls_are_written_as_they_are(void **state)
{
    (void)state;
    settle_case("", "[controle]\ntotaal = 1\n");
    assert_int_equal(failures(), 1);
    const char *folder = text_zero_ended(&c.arena, c.folder);
    assert_true(write_controls(c.folder));
    Text table = temp_read(&c.arena, folder, CONTROLES_FILE);
    assert_int_equal(row_count(table), c.controls.count);
    assert_true(text_starts(table, TEXT("controle;onderwerp;links;rechts;verschil;oordeel\n")));
    table.at = text_zero_ended(&c.arena, table);
    assert_non_null(strstr(table.at, "\nopgegeven totaal;totaal;42767.03;1.00;42766.03;fout\n"));
    assert_null(strstr(strstr(table.at, ";fout\n") + 1, ";fout\n"));
    assert_false(write_controls(TEXT("/nowhere/at/all")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_pool_is_seen),
        cmocka_unit_test(a_broken_gewicht_is_seen),
        cmocka_unit_test(a_broken_verdeling_is_seen),
        cmocka_unit_test(a_broken_positie_is_seen),
        cmocka_unit_test(a_broken_stroom_is_seen),
        cmocka_unit_test(a_broken_factuur_is_seen),
        cmocka_unit_test(a_broken_factuurregel_is_seen),
        cmocka_unit_test(a_broken_grensverkeer_is_seen),
        cmocka_unit_test(netto_stromen_are_controlled_too),
        cmocka_unit_test(a_lost_group_of_amounts_is_seen),
        cmocka_unit_test(a_lost_laag_of_gewichten_is_seen),
        cmocka_unit_test(a_lost_school_of_grensverkeer_is_seen),
        cmocka_unit_test(a_lost_table_is_no_success),
        cmocka_unit_test(what_is_no_amount_is_seen),
        cmocka_unit_test(a_stated_figure_that_differs_fails),
        cmocka_unit_test(a_telling_that_differs_is_a_signal),
        cmocka_unit_test(a_control_names_its_subject_and_both_sides),
        cmocka_unit_test(a_telling_of_another_gemeente_is_told),
        cmocka_unit_test(a_rule_with_versions_is_controlled),
        cmocka_unit_test(the_controls_do_not_depend_on_blocks_or_threads),
        cmocka_unit_test(the_controls_are_written_as_they_are),
    };
    int failed = RUN(tests);
    arena_free(&c.arena);
    return failed;
}
