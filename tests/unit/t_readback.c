/* Goal: what is read back is what the bytes of the tables say: amounts in every form in which they
 * are written and in none else, rows that miss fields, partijen that are not there; and a table
 * that cannot be read to its end is told, never taken for a shorter one. */
#include "testing.h"

#include "io/control/readback.h"
#include "io/pipe.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 1 << 20, ENDLESS = 8 << 20 };

static Arena arena;
static Run *run;
static const char *folder;
static Readback found;
static const char *reason;

static const char *const names[WRITTEN_COUNT] = {
    [WRITTEN_POOLS] = "pools.csv",
    [WRITTEN_GEWICHTEN] = "gewichten.csv",
    [WRITTEN_VERDELING] = "verdeling.csv",
    [WRITTEN_POSITIES] = "posities.csv",
    [WRITTEN_STROMEN] = "stromen.csv",
    [WRITTEN_FACTUREN] = "facturen.csv",
    [WRITTEN_FACTUURREGELS] = "factuurregels.csv",
    [WRITTEN_GRENSVERKEER] = "grensverkeer.csv",
};

static int settle_it(void **state)
{
    (void)state;
    static const TestFile files[] = {
        {"settlement.ini", "[afrekening]\nnaam = toets\nperiode = 2025-Q1\n"
                           "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"},
        {"partijen.csv", "code;naam;soort\nAGB-1;Een;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;AGB-1;2024-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;12AB00\n"},
        {"kosten.csv", "kostenpost;contract;begindatum;einddatum;bedrag\n"
                       "K1;C1;2025-01-01;2025-12-31;1000\n"},
        {"inschrijvingen.csv", "leerling;school;begindatum\nL1;12AB00;2024-08-01\n"},
        {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    return outcome.ok ? 0 : -1;
}

/* A folder in which `table` holds these bytes, and each other a header alone. */
static void write_tables_with(WrittenTable table, Text bytes)
{
    folder = temp_folder(&arena);
    for (size_t i = 0; i < WRITTEN_COUNT; i++)
        temp_file(&arena, folder, names[i], i == table ? bytes : TEXT("header\n"));
}

static bool read_it(void)
{
    reason = NULL;
    return readback(&arena, run, text_of(folder), BLOCK, &found, &reason);
}

/* What the only block of the table says. */
static const Found *read_table(WrittenTable table, const char *rows)
{
    write_tables_with(table, JOIN(&arena, TEXT("header\n"), text_of(rows)));
    if (!read_it()) fail_msg("%s", reason);
    assert_int_equal(found.tables[table].count, 1);
    return &found.tables[table].blocks[0];
}

/* --- amounts ---------------------------------------------------------------------------------- */

static void an_amount_is_what_is_written_or_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        i64 cents;
        bool none;
    } cases[] = {
        {"12.34", 1234, false},
        {"0.00", 0, false},
        {"-0.05", -5, false},
        {"9999999999999999.99", 999999999999999999, false},
        {"-9999999999999999.99", -999999999999999999, false},
        {"7", 700, false}, /* what others would have written */
        {"1,5", 150, false},
        {"12.3", 1230, false},
        {"00000000000000000012.34", 1234, false},
        {"99999999999999999.99", 0, true},
        {"", 0, true},
        {"-", 0, true},
        {".12", 0, true},
        {"1x.34", 0, true},
        {"/2.34", 0, true}, /* the byte before 0, and the one after 9 */
        {":2.34", 0, true},
        {"12.x4", 0, true},
        {"12.3x", 0, true},
        {"12.-4", 0, true},
        {"12.345", 0, true},
        {"1234", 123400, false},
        {"--1.00", 0, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Text row = JOIN(&arena, TEXT("F1;;;;;;;;"), text_of(cases[i].text), TEXT("\n"));
        const Found *block = read_table(WRITTEN_FACTUURREGELS, text_zero_ended(&arena, row));
        assert_int_equal(block->keys.count, 1);
        i128 wanted = cases[i].none ? UNREADABLE : cases[i].cents;
        if (block->keys.items[0].a != wanted) fail_msg("%s", cases[i].text);
        readback_end(&found);
    }
}

/* What is no amount is none of a pair either, on whichever side it stands. */
static void what_is_no_amount_is_no_amount_of_a_pair(void **state)
{
    (void)state;
    static const struct {
        const char *aandeel, *off;
        i64 cents;
    } cases[] = {
        {"12.34", "0.34", 1200},
        {"9999999999999999.99", "0.00", 999999999999999999},
        {"0.00", "9999999999999999.99", -999999999999999999},
        {"x", "0.00", PAIR_UNREADABLE},
        {"0.00", "x", PAIR_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Text row = JOIN(&arena, TEXT("C1;AGB-1;GM0518;"), text_of(cases[i].aandeel), TEXT(";"),
                        text_of(cases[i].off), TEXT(";0.00;0.00;0.00\n"));
        const Found *block = read_table(WRITTEN_POSITIES, text_zero_ended(&arena, row));
        assert_int_equal(block->owed.count, 1);
        assert_true(block->owed.items[0].cents == cases[i].cents);
        readback_end(&found);
    }
}

/* Nobody owes himself; two who are both unknown are not therefore the same. */
static void who_is_not_there_owes_all_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *crediteur, *debiteur;
        size_t pairs;
    } cases[] = {{"AGB-1", "GM0518", 1}, {"AGB-1", "AGB-1", 0}, {"NIEMAND", "NOBODY", 1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Text row = JOIN(&arena, TEXT("C1;"), text_of(cases[i].crediteur), TEXT(";"),
                        text_of(cases[i].debiteur), TEXT(";1.00;0.00;0.00;0.00;1.00\n"));
        const Found *block = read_table(WRITTEN_POSITIES, text_zero_ended(&arena, row));
        assert_int_equal(block->owed.count, cases[i].pairs);
        readback_end(&found);
    }
}

/* --- rows that are not whole ------------------------------------------------------------------ */

static void a_weight_counts_only_in_a_whole_row(void **state)
{
    (void)state;
    static const struct {
        WrittenTable table;
        const char *whole, *cut, *long_one;
        bool counts;
    } cases[] = {
        {WRITTEN_GEWICHTEN, "C1;S;T;-;GM0518;3;5\n", "C1;S;T;-;GM0518;3\n",
         "C1;S;T;-;GM0518;3;5;\n", true},
        {WRITTEN_VERDELING, "C1;S;T;-;GM0518;verdeeld;3;1.00\n", "C1;S;T;-;GM0518;verdeeld;3\n",
         "C1;S;T;-;GM0518;verdeeld;3;1.00;\n", false},
        {WRITTEN_GRENSVERKEER, "S;GM0518;2025-Q1;3;1\n", "S;GM0518;2025-Q1;3\n",
         "S;GM0518;2025-Q1;3;1;\n", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *const rows[] = {cases[i].whole, cases[i].cut, cases[i].long_one};
        for (size_t r = 0; r < COUNT_OF(rows); r++) {
            const Found *block = read_table(cases[i].table, rows[r]);
            bool has = r == 0 || cases[i].counts; /* a row that is not whole leaves a sum of none */
            assert_int_equal(block->fractions.count, has ? 1 : 0);
            if (has)
                assert_text(fraction_sum_text(&arena, &block->fractions.items[0].sum),
                            r == 0 ? "3" : "0");
            readback_end(&found);
        }
    }
}

/* Rows without the fields of their key have an amount that no sum equals, each by itself. */
static void rows_without_a_key_are_no_amount(void **state)
{
    (void)state;
    const Found *block = read_table(WRITTEN_VERDELING, "C1\nC1\nC1;S;T;-;GM0518;apart;;2.00\n");
    assert_int_equal(block->contracts.count, 1);
    assert_true(block->contracts.items[0].a == 2 * UNREADABLE + 200);
    assert_int_equal(block->keys.count, 2);
    assert_int_equal(block->keys.items[0].key.length, 0);
    readback_end(&found);
}

/* --- tables that cannot be read --------------------------------------------------------------- */

/* A row without an end: as the header, as the first row, and behind a quote, which is known only
 * when the blocks before were read. */
static void a_table_without_an_end_is_told(void **state)
{
    (void)state;
    char *bytes = NEW(&arena, char, ENDLESS);
    static const char *const begins[] = {"x", "a;b\n1;", "a;b\n\"1;"};
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        memset(bytes, 'x', ENDLESS);
        for (size_t at = 900; i == 2 && at < ENDLESS; at += 900)
            bytes[at] = '\n';
        memcpy(bytes, begins[i], strlen(begins[i]));
        write_tables_with(WRITTEN_POOLS, (Text){bytes, ENDLESS});
        assert_false(read_it());
        assert_string_equal(reason, "it holds a row without an end");
    }
}

static void a_table_that_is_not_there_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < WRITTEN_COUNT; i++) {
        write_tables_with(WRITTEN_POOLS, TEXT("header\n"));
        assert_int_equal(remove(temp_path(&arena, folder, names[i])), 0);
        assert_false(read_it());
        assert_non_null(reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_amount_is_what_is_written_or_is_none, settle_it),
        cmocka_unit_test(what_is_no_amount_is_no_amount_of_a_pair),
        cmocka_unit_test(who_is_not_there_owes_all_the_same),
        cmocka_unit_test(a_weight_counts_only_in_a_whole_row),
        cmocka_unit_test(rows_without_a_key_are_no_amount),
        cmocka_unit_test(a_table_without_an_end_is_told),
        cmocka_unit_test(a_table_that_is_not_there_is_told),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
