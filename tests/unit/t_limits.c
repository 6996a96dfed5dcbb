/* Goal: what is above a grens and above a maximum is counted by hand (SPEC §12): a grens by pupil
 * and year, over the tijdvakken and deelnames in their order, under the version of each tijdvak; a
 * maximum by contract and year, over the tijdvakken and scholen. */
#include "testing.h"

#include "io/pipe.h"

static Arena arena;
static Run *run;

#define LAGEN                                                  \
    "[laag r eigen]\nsleutel = vast\naandelen = GM0518 100%\n" \
    "[laag r samen]\nsleutel = vast\naandelen = GM0603 100%\n"
#define PXQ "methode = woonplaatsbeginsel\nkosten = pxq\nsleutel = vast\naandelen = GM0518 100%\n"
#define PXQ_ABOVE_100                                           \
    "methode = woonplaatsbeginsel\nkosten = pxq\ngrens = 100\n" \
    "lagen = eigen onder, samen boven\n"

static void settle_tables(const char *head, const char *rules, const char *contracten,
                          const char *deelnames, const char *kosten)
{
    arena_free(&arena);
    Text ini = JOIN(&arena, TEXT("[afrekening]\nnaam = x\n"), text_of(head), text_of(rules));
    const TestFile files[] = {
        {"settlement.ini", text_zero_ended(&arena, ini)},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\nS2;Twee;SO;GM0603\n"},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", "contract;school\nC1;S2\nC1;S1\n"},
        {"tarieven.csv", "contract;product;eenheid;tarief;begindatum\nC1;P;uur;1;2020-01-01\n"},
        {deelnames ? "deelnames.csv" : "kosten.csv", deelnames ? deelnames : kosten},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
}

#define CONTRACT \
    "contract;soort;omschrijving;aanbieder;begindatum;regel\nC1;OJA;Klas;A1;2020-01-01;r\n"
#define MOST(euro)                                                     \
    "contract;soort;omschrijving;aanbieder;begindatum;regel;maximum\n" \
    "C1;OJA;Klas;A1;2020-01-01;r;" euro "\n"
#define DEELNAMES "deelname;leerling;contract;school;product;begindatum;einddatum;volume\n"
#define KOSTEN "kostenpost;contract;school;begindatum;einddatum;bedrag\n"

/* The cents of each pool above its maximum, else its grens; by school, then tijdvak. */
static Text above(bool maximum)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        build_text(&out, run->batch->scholen.school[pool->school]);
        build_char(&out, ' ');
        build_integer(&out, maximum ? pool->boven_maximum : pool->boven_grens);
        build_char(&out, '\n');
    }
    return built(&out);
}

static void a_grens_is_of_a_pupil_and_a_year(void **state)
{
    (void)state;
    settle_tables("periode = 2024-10-01..2025-06-30\ntijdvak = kwartaal\n",
                  "[regel r]\n" PXQ_ABOVE_100 LAGEN, CONTRACT,
                  DEELNAMES "D1;L1;C1;S1;P;2024-10-01;2024-10-31;100\n" /* just the grens */
                            "D2;L1;C1;S1;P;2025-01-01;2025-01-31;60\n"  /* a new year */
                            "D3;L1;C1;S1;P;2025-04-01;2025-04-30;60\n"  /* 20 above */
                            "D4;L2;C1;S1;P;2025-04-01;2025-04-30;101\n" /* 1 above */
                            "D5;L3;C1;S1;P;2025-04-01;2025-04-30;99\n",
                  NULL);
    assert_text(above(false), "S1 0\nS1 0\nS1 2100\n");
}

/* D1 comes before D2, whichever row and school they are of. */
static void within_a_tijdvak_the_deelnames_are_in_order(void **state)
{
    (void)state;
    settle_tables("periode = 2025-Q1\ntijdvak = kwartaal\n", "[regel r]\n" PXQ_ABOVE_100 LAGEN,
                  CONTRACT,
                  DEELNAMES "D2;L1;C1;S1;P;2025-01-01;2025-01-31;30\n"
                            "D1;L1;C1;S2;P;2025-03-01;2025-03-31;110\n",
                  NULL);
    assert_text(above(false), "S1 3000\nS2 1000\n");
}

/* Before it is in force nothing is above it, but what there was is counted. */
static void a_grens_may_come_with_a_later_version(void **state)
{
    (void)state;
    settle_tables("periode = 2025-01-01..2025-06-30\ntijdvak = kwartaal\n",
                  "[regel r]\n" PXQ "[regel r vanaf 2025-04-01]\n" PXQ_ABOVE_100 LAGEN, CONTRACT,
                  DEELNAMES "D1;L1;C1;S1;P;2025-01-01;2025-01-31;150\n"
                            "D2;L1;C1;S1;P;2025-04-01;2025-04-30;7\n",
                  NULL);
    assert_text(above(false), "S1 0\nS1 700\n");
}

static void a_maximum_is_of_a_year_by_tijdvak_then_school(void **state)
{
    (void)state;
    settle_tables("periode = 2024-10-01..2025-06-30\ntijdvak = kwartaal\n",
                  "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = vast\n"
                  "aandelen = GM0518 100%\n",
                  MOST("100,00"), NULL,
                  KOSTEN "K1;C1;S1;2024-10-01;2024-12-31;100\n" /* just the maximum */
                         "K2;C1;S1;2025-01-01;2025-03-31;50\n"  /* a new year */
                         "K3;C1;S2;2025-01-01;2025-03-31;60\n"  /* 10 above */
                         "K4;C1;S1;2025-04-01;2025-06-30;5\n");
    assert_text(above(true), "S1 0\nS1 0\nS1 500\nS2 1000\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grens_is_of_a_pupil_and_a_year),
        cmocka_unit_test(within_a_tijdvak_the_deelnames_are_in_order),
        cmocka_unit_test(a_grens_may_come_with_a_later_version),
        cmocka_unit_test(a_maximum_is_of_a_year_by_tijdvak_then_school),
    };
    return RUN(tests);
}
