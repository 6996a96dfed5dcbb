/* Goal: who is enrolled where, and who lives where, is counted by hand: each pupil once in a
 * gemeente, one whose woonplaats is not known in none; grensverkeer has each day of it. */
#include "testing.h"

#include "engine/enrolled.h"
#include "io/pipe.h"

static Arena arena;
static Run *run;
static const char *secret = ""; /* rows of leerlingen.csv */

static void settle_tables(const char *periode, const char *inschrijvingen, const char *homes,
                          const char *verblijven, const char *besluiten)
{
    arena_free(&arena);
    Text ini = JOIN(&arena, TEXT("[afrekening]\nnaam = x\nperiode = "), text_of(periode),
                    TEXT("\n[regel r]\nmethode = woonplaatsbeginsel\nsleutel = vast\n"
                         "aandelen = GM0518 100%\n"));
    Text leerlingen = JOIN(&arena, TEXT("leerling;geheim\n"), text_of(secret));
    const TestFile files[] = {
        {"settlement.ini", text_zero_ended(&arena, ini)},
        {"leerlingen.csv", text_zero_ended(&arena, leerlingen)},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\nS2;Twee;SO;GM0603\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;A1;2020-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;S1\nC1;S2\n"},
        {"kosten.csv", "kostenpost;contract;begindatum;einddatum;bedrag\n"},
        {"inschrijvingen.csv", inschrijvingen},
        {"woonplaatsen.csv", homes},
        {"verblijven.csv", verblijven},
        {"woonplaatsbesluiten.csv", besluiten},
        {"tellingen.csv", "school;peildatum;gemeente;aantal\nS1;2024-10-01;GM0518;3\n"
                          "S1;2024-10-01;GM0603;4\nS1;2023-10-01;GM0518;50\n"
                          "S1;2025-10-01;GM0518;70\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
}

static u32 partij(const char *code)
{
    return symbols_find(&run->batch->partij_codes, text_of(code));
}

#define NO_STAYS "leerling;soort;begindatum;einddatum\n"
#define NO_DECISIONS "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"

static void a_pupil_counts_once_in_each_gemeente(void **state)
{
    (void)state;
    settle_tables("2025",
                  "leerling;school;begindatum;einddatum\n"
                  "L1;S1;2025-01-01;2025-10-01\nL1;S2;2025-10-01;\n" /* at both on 1 October */
                  "L2;S1;2025-09-01;\n"                              /* lives nowhere by then */
                  "L3;S1;2025-12-30;\nL3;S2;2025-03-01;2025-10-01\n" /* half in each */
                  "L4;S2;2025-10-02;\n",                             /* a day too late */
                  "leerling;gemeente;begindatum;einddatum\n"
                  "L1;GM0518;;\nL2;GM0518;;2025-09-30\nL3;GM1916;;\nL4;GM0603;;\n",
                  NO_STAYS,
                  NO_DECISIONS "L3;GM0518;2025-01-01;;B1;1/2\nL3;GM0603;2025-01-01;;B2;1/2\n");
    i64 *pupils = resident_pupils(&arena, run);
    assert_number(pupils[partij("GM0518")], 2);
    assert_number(pupils[partij("GM0603")], 1);
    assert_number(pupils[partij("GM1916")], 0);
    assert_number(enrolled_pupils(run, 0), 2); /* L1 and L2 */
    assert_number(enrolled_pupils(run, 1), 2); /* L1 and L3 */
    assert_number(enrolled_days(run, 0), 274 + 122 + 2);
    assert_number(counted_pupils(run, 0), 7); /* on the latest peildatum before the periode */
    assert_number(counted_pupils(run, 1), 0);
}

/* Before 2022 a verblijf is under the law of then, which is not modelled; from 2022 on the
 * woonadres from before it decides. Nobody is asked to pay by these days, so nothing is told. */
static void days_in_verblijf_before_2022_are_of_no_gemeente(void **state)
{
    (void)state;
    settle_tables("2021-12-01..2022-01-31",
                  "leerling;school;begindatum;einddatum\nL1;S1;2021-08-01;\nL2;S1;2021-12-30;\n",
                  "leerling;gemeente;begindatum;einddatum\n"
                  "L1;GM0603;;2021-12-20\nL1;GM1916;2021-12-21;\nL2;GM0603;;\n",
                  NO_STAYS "L1;pleegouder;2021-12-15;\n", NO_DECISIONS);
    assert_int_equal(run->batch->report->count, 0);
    assert_int_equal(run->border.count, 2);
    const BorderRow *unknown = &run->border.items[0], *known = &run->border.items[1];
    assert_number(unknown->woongemeente, NONE);
    assert_number(unknown->days, 17); /* 15 to 31 December */
    assert_number(unknown->pupils, 1);
    assert_number(known->woongemeente, partij("GM0603"));
    assert_number(known->days, 14 + 31 + 33);
    assert_number(known->pupils, 2);
}

static void what_is_counted_apart_is_merged(void **state)
{
    (void)state;
    Enrolled items[] = {{2, 7, 10}, {1, 8, 1}, {2, 5, 100}, {1, 8, 2}, {2, 7, 20}, {0, 9, 5}};
    EnrolledList list = {items, COUNT_OF(items), COUNT_OF(items)};
    static const Enrolled expected[] = {{0, 9, 5}, {1, 8, 3}, {2, 5, 100}, {2, 7, 30}};
    enrolled_merge(&list);
    assert_int_equal(list.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(items[i].moment, expected[i].moment);
        assert_int_equal(items[i].gemeente, expected[i].gemeente);
        assert_number(items[i].pupils, expected[i].pupils);
    }
}

/* Of a school with a secret pupil in the periode nothing is told in grensverkeer; of one that had
 * one before it, or is next to it, all is. */
static void a_school_of_a_secret_pupil_is_left_out(void **state)
{
    (void)state;
    secret = "L2;ja\nL3;nee\nL4;ja\n";
    settle_tables("2025-Q4",
                  "leerling;school;begindatum;einddatum\n"
                  "L1;S1;2025-10-01;2025-10-10\nL3;S1;2025-12-31;\nL4;S1;2024-08-01;2025-09-30\n"
                  "L2;S2;2025-12-31;\nL1;S2;2025-10-11;\n",
                  "leerling;gemeente;begindatum;einddatum\n"
                  "L1;GM0518;;\nL2;GM0518;;\nL3;GM0518;;\nL4;GM0603;;\n",
                  NO_STAYS, NO_DECISIONS);
    secret = "";
    assert_int_equal(run->border.count, 1);
    const BorderRow *row = &run->border.items[0];
    assert_text(school_code(run->batch, row->school), "S1");
    assert_number(row->woongemeente, partij("GM0518"));
    assert_number(row->days, (10 + 1) * run->aandeel_common);
    assert_number(row->pupils, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pupil_counts_once_in_each_gemeente),
        cmocka_unit_test(what_is_counted_apart_is_merged),
        cmocka_unit_test(days_in_verblijf_before_2022_are_of_no_gemeente),
        cmocka_unit_test(a_school_of_a_secret_pupil_is_left_out),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
