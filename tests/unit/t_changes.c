/* Goal: what differs between two versions of the inputs is told, each row, field and key once and
 * in one order; another way of writing the same is no change; no pupil is named. */
#include "changes_told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- the largest piece of memory that was asked for ------------------------------------------- */

static size_t largest_block;

static void *get_block(size_t bytes)
{
    if (bytes > largest_block) largest_block = bytes;
    return calloc(1, bytes);
}

static void give_back(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}

/* --- tables ----------------------------------------------------------------------------------- */

static void nothing_on_either_side_is_no_change(void **state)
{
    (void)state;
    assert_changes("");
    after = temp_path(&arena, after, "not-there");
    assert_changes("");
}

static void rows_are_added_removed_and_changed(void **state)
{
    (void)state;
    put(before, "kosten.csv",
        "kostenpost;contract;school;begindatum;einddatum;bedrag;omschrijving\n"
        "K9;C1;;2025-01-01;2025-12-31;90;gone\n"
        "K2;C1;12AB00;2025-01-01;2025-12-31;10;two\n"
        "K3;C1;;2025-01-01;2025-12-31;30;same\n");
    put(after, "kosten.csv",
        "kostenpost;contract;school;begindatum;einddatum;bedrag;omschrijving\n"
        "K3;C1;;2025-01-01;2025-12-31;30;same\n"
        "K1;C1;;2025-01-01;2025-12-31;5;new\n"
        "K2;C1;;2025-01-01;2025-12-31;12,50;two\n");
    assert_changes("+ kosten K1 (>3)\n"
                   "~ kosten K2 school: 12AB00 >  (3>4)\n"
                   "~ kosten K2 bedrag: 10.00 > 12.50 (3>4)\n"
                   "- kosten K9 (2>)\n");
    const Change *added = &changes.items[0], *field = &changes.items[2];
    assert_null(added->before.cells);
    assert_int_equal(added->column, -1);
    assert_text(added->after.cells[COL_kosten_omschrijving], "new");
    assert_text(added->after.cells[COL_kosten_school], "");
    assert_text(added->after.cells[COL_kosten_bedrag], "5.00");
    assert_int_equal(field->column, COL_kosten_bedrag);
    assert_text(field->before.cells[COL_kosten_school], "12AB00");
    assert_text(field->after.cells[COL_kosten_omschrijving], "two");
    assert_null(changes.items[3].after.cells);
}

static void a_table_on_one_side_is_all_rows(void **state)
{
    (void)state;
    put(before, "contract_scholen.csv", "contract;school\nC2;S1\nC1;S2\n");
    put(after, "kengetallen.csv",
        "kengetal;gemeente;peildatum;waarde\nJ;GM0603;2025-01-01;3\nJ;GM0518;2025-01-01;2,50\n");
    assert_changes("- contract_scholen C1/S2 (3>)\n"
                   "- contract_scholen C2/S1 (2>)\n"
                   "+ kengetallen J/GM0518/2025-01-01 (>3)\n"
                   "+ kengetallen J/GM0603/2025-01-01 (>2)\n");
    assert_text(changes.items[2].after.cells[COL_kengetallen_waarde], "2.5");
}

static void tables_come_in_their_order_and_keys_by_column(void **state)
{
    (void)state;
    put(before, "schoolvakanties.csv", "regio;begindatum;einddatum\n");
    put(after, "schoolvakanties.csv", "regio;begindatum;einddatum\nMidden;2025-01-01;2025-01-02\n");
    put(after, "partijen.csv", "code;naam;soort\nGM0518;x;gemeente\n");
    /* C-1 before C, when the keys were joined with a / first */
    put(after, "contract_scholen.csv", "contract;school\nC-1;S1\nC;S2\nC;S1\n");
    put(after, "settlement.ini", "[afrekening]\nnaam = x\n");
    assert_changes("+ ini afrekening/naam :  > x (>2)\n"
                   "+ partijen GM0518 (>2)\n"
                   "+ contract_scholen C/S1 (>4)\n"
                   "+ contract_scholen C/S2 (>3)\n"
                   "+ contract_scholen C-1/S1 (>2)\n"
                   "+ schoolvakanties Midden/2025-01-01 (>2)\n");
}

static void another_form_of_the_file_is_no_change(void **state)
{
    (void)state;
    put(before, "settlement.ini", "[invoer]\ncodering = windows-1252\n");
    put(after, "settlement.ini", "[invoer]\ncodering = windows-1252\n");
    put(before, "scholen.csv",
        "school;naam;soort;gemeente;swv;bestuur;regio\n"
        "12AB00;Gew\xF3\xF3n;SO;GM0518;;;\n12AB01;\"a \"\"b\"\"\";SO;GM0518;;;\n");
    put(after, "scholen.csv",
        "\xEF\xBB\xBFGemeente,\"soort\", school ,naam,extra\r\n\r\n"
        "GM0518,SO,12AB01, a \"\"b\"\" ,\r\n");
    assert_changes("- scholen 12AB00 (2>)\n"
                   "- scholen 12AB01 (3>)\n"); /* a quote within a field: no row */
    put(after, "scholen.csv",
        "\xEF\xBB\xBFGemeente,\"soort\", school ,naam,extra\r\n\r\n,,,,\r\n"
        "GM0518,SO,12AB01,\"a \"\"b\"\"\",x\r\n\"GM0518\",SO,12AB00 , Gew\xC3\xB3\xC3\xB3n\t,\r\n");
    assert_changes("");
    put(after, "scholen.csv",
        "gemeente\tsoort\tschool\tnaam\n"
        "GM0518\tSO\t12AB01\ta \"b\"\nGM0518\tSO\t12AB00\tGewoon\n");
    assert_changes("~ scholen 12AB00 naam: Gew\xC3\xB3\xC3\xB3n > Gewoon (2>3)\n"
                   "- scholen 12AB01 (3>)\n");
}

/* --- keys ------------------------------------------------------------------------------------- */

static void every_table_has_the_key_of_the_spec(void **state)
{
    (void)state;
    static const char expected[] =
        "gemeenten code\npartijen code\nscholen school\ncontracten contract\n"
        "contract_scholen contract+school\n"
        "kosten kostenpost\nbijdragen bijdrage\ntarieven contract+product+begindatum\n"
        "deelnames deelname\ninschrijvingen leerling+school+begindatum\n"
        "woonplaatsen leerling+begindatum+aantekening\nverblijven leerling+soort+begindatum\n"
        "woonplaatsbesluiten leerling+gemeente+begindatum\nleerlingen leerling\n"
        "tellingen school+peildatum+gemeente\nkengetallen kengetal+gemeente+peildatum\n"
        "voorschotten voorschot\nschoolvakanties regio+begindatum\n"
        "referenties partij+contract+begindatum\n";
    TextBuilder keys = {.arena = &arena};
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        build_text(&keys, text_of(table_specs[table].name));
        for (size_t k = 0; k < row_keys[table].count; k++) {
            build_char(&keys, k ? '+' : ' ');
            build_text(&keys, text_of(table_specs[table].columns[row_keys[table].columns[k]].name));
        }
        build_char(&keys, '\n');
    }
    assert_text(built(&keys), expected);
}

static void a_pupil_that_moves_is_a_field_and_a_row(void **state)
{
    (void)state;
    put(before, "woonplaatsen.csv",
        "leerling;gemeente;begindatum;einddatum\n"
        "L2;GM0518;2020-01-01;\nL1;GM0518;2020-01-01;\n");
    put(after, "woonplaatsen.csv",
        "leerling;gemeente;begindatum;einddatum\n"
        "L1;GM0603;2025-05-01;\nL1;GM0518;2020-01-01;30-04-2025\nL2;GM0518;2020-01-01;\n");
    assert_changes("~ woonplaatsen regel 3 einddatum:  > 2025-04-30 (3>3)\n"
                   "+ woonplaatsen regel 2 (>2)\n");
    assert_false(change_is_private(&changes.items[0]));
    assert_true(change_is_private(&changes.items[1]));
}

static void no_pupil_is_named(void **state)
{
    (void)state;
    put(before, "deelnames.csv", "deelname;leerling;contract\nD1;L1;C1\n");
    put(after, "deelnames.csv", "deelname;leerling;contract\nD1;L2;C2\nD2;L2;C2\n");
    put(before, "leerlingen.csv", "leerling;geheim\n\"L\n1\";ja\nL2;ja\n");
    put(before, "kosten.csv", "kostenpost\nK1\n");
    assert_changes("- kosten K1 (2>)\n"
                   "~ deelnames regel 2 leerling: L1 > L2 (2>2)\n"
                   "~ deelnames regel 2 contract: C1 > C2 (2>2)\n"
                   "+ deelnames regel 3 (>3)\n"
                   "- leerlingen regel 2 (2>)\n"
                   "- leerlingen regel 4 (4>)\n");
    const bool private[] = {false, true, false, true, true, true};
    for (size_t i = 0; i < COUNT_OF(private); i++)
        assert_int_equal(change_is_private(&changes.items[i]), private[i]);
}

static void of_rows_with_one_key_the_equal_belong_together(void **state)
{
    (void)state;
    put(before, "inschrijvingen.csv",
        "leerling;school;begindatum;einddatum;gemeente\n"
        "L1;S;2025-01-01;2025-02-01;GM0001\n"
        "L1;S;2025-01-01;2025-03-01;GM0001\n"
        "L1;S;2025-01-01;2025-04-01;GM0001\n");
    put(after, "inschrijvingen.csv",
        "leerling;school;begindatum;einddatum;gemeente\n"
        "L1;S;2025-01-01;2025-04-01;GM0001\n"
        "L1;S;2025-01-01;2025-02-01;GM0001\n"
        "L1;S;2025-01-01;2025-03-01;GM0002\n");
    assert_changes("~ inschrijvingen regel 4 gemeente: GM0001 > GM0002 (3>4)\n");
}

static void rows_of_one_key_are_told_by_kind_and_column(void **state)
{
    (void)state;
    put(before, "tarieven.csv",
        "contract;product;eenheid;tarief;begindatum\n"
        "B1;P;uur;2;2025-01-01\nB1;P;dag;1;2025-01-01\n"
        "A2;P;dag;1;2025-01-01\n");
    put(after, "tarieven.csv",
        "contract;product;eenheid;tarief;begindatum\n"
        "B1;P;uur;9;2025-01-01\nB1;P;week;9;2025-01-01\n"
        "B1;P;dag;7;2025-01-01\n");
    assert_changes("- tarieven A2/P/2025-01-01 (4>)\n"
                   "+ tarieven B1/P/2025-01-01 (>3)\n"
                   "~ tarieven B1/P/2025-01-01 tarief: 1 > 7 (3>4)\n"
                   "~ tarieven B1/P/2025-01-01 tarief: 2 > 9 (2>2)\n");
}

static void each_of_equal_rows_counts(void **state)
{
    (void)state;
    put(before, "contract_scholen.csv", "contract;school\nC;S\nC;T\nC;S\n");
    put(after, "contract_scholen.csv", "contract;school\nC;S\nC;S\nC;S\nC;S\nC;T\n");
    assert_changes("+ contract_scholen C/S (>4)\n"
                   "+ contract_scholen C/S (>5)\n");
    const char *swap = before;
    before = after;
    after = swap;
    assert_changes("- contract_scholen C/S (4>)\n"
                   "- contract_scholen C/S (5>)\n");
}

/* --- any tables ------------------------------------------------------------------------------- */

enum { RANDOM_ROWS = 40, RANDOM_ROUNDS = 60 };

static void put_rows(const char *folder, char rows[][64], size_t count)
{
    TextBuilder file = {.arena = &arena};
    build_text(&file, TEXT("kostenpost;contract;bedrag;omschrijving\n"));
    for (size_t i = 0; i < count; i++)
        build_text(&file, text_of(rows[i]));
    temp_file(&arena, folder, "kosten.csv", built(&file));
}

static void shuffle(char rows[][64], size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)random_below(i);
        char row[64];
        memcpy(row, rows[i - 1], sizeof row);
        memcpy(rows[i - 1], rows[j], sizeof row);
        memcpy(rows[j], row, sizeof row);
    }
}

static size_t make_rows(char rows[][64])
{
    size_t count = (size_t)random_below(RANDOM_ROWS);
    for (size_t i = 0; i < count; i++)
        snprintf(rows[i], 64, "K%d;C%d;%d;x\n", (int)random_below(25), (int)random_below(2),
                 (int)random_below(3));
    return count;
}

/* Rows that are added less those that are removed. */
static int rows_more(void)
{
    int more = 0;
    for (size_t i = 0; i < changes.count; i++)
        more += (changes.items[i].kind == CHANGE_ADDED) - (changes.items[i].kind == CHANGE_REMOVED);
    return more;
}

static void the_order_of_rows_has_no_part_in_it(void **state)
{
    (void)state;
    static char old[RANDOM_ROWS][64], new[RANDOM_ROWS][64];
    for (int round = 0; round < RANDOM_ROUNDS; round++) {
        size_t old_count = make_rows(old), new_count = make_rows(new);
        put_rows(before, old, old_count);
        put_rows(after, new, new_count);
        find();
        Text first = render(false);
        assert_int_equal(rows_more(), (int)new_count - (int)old_count);
        shuffle(old, old_count);
        shuffle(new, new_count);
        put_rows(before, old, old_count);
        put_rows(after, new, new_count);
        find();
        assert_text(render(false), text_zero_ended(&arena, first));
        shuffle(new, new_count);
        put_rows(before, new, new_count);
        find();
        assert_int_equal(changes.count, 0);
    }
}

/* --- the INI ---------------------------------------------------------------------------------- */

static void entries_of_the_ini_are_compared_by_name(void **state)
{
    (void)state;
    put(before, "settlement.ini",
        "[afrekening]\nnaam = Proef ; with a comment\nperiode = 2025\n"
        "[Regel  een vanaf 2025-01-01]\nMethode = \"x y\"\nweg = 1\n"
        "[groep A]\nleden = GM0518\n");
    put(after, "settlement.ini",
        "; moved\n[REGEL een Vanaf 2025-01-01]\nmethode = x y\n"
        "erbij = \n[AFREKENING]\nPeriode = 2026\nNAAM =   Proef\n");
    assert_changes("~ ini AFREKENING/Periode : 2025 > 2026 (3>6)\n"
                   "- ini groep A/leden : GM0518 >  (8>)\n"
                   "+ ini REGEL een Vanaf 2025-01-01/erbij :  >  (>4)\n"
                   "- ini Regel  een vanaf 2025-01-01/weg : 1 >  (6>)\n");
    assert_int_equal(changes.items[0].table, CHANGED_INI);
    assert_text(changes.items[0].section, "AFREKENING");
    assert_text(changes.items[0].key, "Periode");
    assert_null(changes.items[0].before.cells);
    assert_false(change_is_private(&changes.items[0]));
}

/* --- faults ----------------------------------------------------------------------------------- */

static void what_is_no_input_is_taken_as_absent(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "",
        "\n\n",
        "\"",
        "a\"b;c\nK1;1\n",
        "\xFF\xFEk;b\nK1;1\n",
        "kostenpost;\xF3\nK1;1\n",
        "kostenpost;bedrag\nK1;\"1\n",
        "kostenpost;bedrag\nK1;1;2\nK1\n",
        "kostenpost;bedrag\n;\n ; \n",
        "kostenpost;bedrag\nK1;1\rK1;1\n",
        ";;;\n;;;",
    };
    put(before, "kosten.csv", "kostenpost;bedrag\nK1;1\n");
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        put(after, "kosten.csv", odd[i]);
        assert_changes("- kosten K1 (2>)\n");
    }
    put(after, "kosten.csv", "bedrag;omschrijving\n1;x\n2;y\n"); /* without a key */
    assert_changes("+ kosten  (>2)\n+ kosten  (>3)\n- kosten K1 (2>)\n");
    put(after, "kosten.csv", "kostenpost;bedrag\nK1;1");
    put(after, "settlement.ini", "no = section\n[a\n[b]\nx\n[b]\nk = 1\nk = 2\n");
    put(before, "settlement.ini", "\xFF\n");
    assert_changes("+ ini b/k :  > 1 (>6)\n+ ini b/k :  > 2 (>7)\n");
    put(before, "settlement.ini", "[b]\nk = 1\n");
    assert_changes("+ ini b/k :  > 2 (>7)\n");
}

static void a_file_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    put(before, "kosten.csv", "kostenpost;bedrag\nK1;1\n");
    const char *bad_file, *bad_reason, *folder = temp_path(&arena, after, "kosten.csv");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_false(changes_find(&arena, before, after, &changes, &bad_file, &bad_reason));
    assert_string_equal(bad_file, folder);
    assert_string_equal(bad_reason, "it is no file");
    folder = temp_path(&arena, before, "settlement.ini");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_false(changes_find(&arena, before, after, &changes, &bad_file, &bad_reason));
    assert_string_equal(bad_file, folder);
}

static void a_file_with_the_same_bytes_is_not_held(void **state)
{
    (void)state;
    enum { ROWS = 250000, FILE_BYTES = 3000000 }; /* of which there is a little more */
    TextBuilder rows = {.arena = &arena};
    build_text(&rows, TEXT("kostenpost;bedrag\n"));
    for (u64 i = 0; i < ROWS; i++) {
        build_char(&rows, 'K');
        build_padded(&rows, i, 6);
        build_text(&rows, TEXT(";1.00\n"));
    }
    assert_true(rows.count >= FILE_BYTES);
    temp_file(&arena, before, "kosten.csv", built(&rows));
    temp_file(&arena, after, "kosten.csv", built(&rows));
    largest_block = 0;
    assert_changes("");
    assert_true(largest_block < FILE_BYTES / 2);
    rows.items[rows.count - 2] = '5';
    temp_file(&arena, after, "kosten.csv", built(&rows));
    assert_changes("~ kosten K249999 bedrag: 1.00 > 1.05 (250001>250001)\n");
    assert_true(largest_block >= FILE_BYTES);
}

#define TEST(test) cmocka_unit_test_setup(test, begin_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_on_either_side_is_no_change),
        TEST(rows_are_added_removed_and_changed),
        TEST(a_table_on_one_side_is_all_rows),
        TEST(tables_come_in_their_order_and_keys_by_column),
        TEST(another_form_of_the_file_is_no_change),
        TEST(every_table_has_the_key_of_the_spec),
        TEST(a_pupil_that_moves_is_a_field_and_a_row),
        TEST(no_pupil_is_named),
        TEST(of_rows_with_one_key_the_equal_belong_together),
        TEST(rows_of_one_key_are_told_by_kind_and_column),
        TEST(each_of_equal_rows_counts),
        TEST(the_order_of_rows_has_no_part_in_it),
        TEST(entries_of_the_ini_are_compared_by_name),
        TEST(what_is_no_input_is_taken_as_absent),
        TEST(a_file_that_cannot_be_read_is_told),
        TEST(a_file_with_the_same_bytes_is_not_held),
    };
    memory_install((Memory){get_block, give_back});
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
