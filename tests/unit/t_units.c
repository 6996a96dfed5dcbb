/* Goal: a weight may be as large as WEIGHT_MOST; one that is larger is told at its pool, and no
 * arithmetic after it can overflow; who is below a drempel is asked anew in each pool. */
#include "testing.h"

#include "engine/exact.h"
#include "engine/weigh.h"
#include "io/pipe.h"

static Arena arena;

static void a_weight_has_a_bound(void **state)
{
    (void)state;
    const TestFile files[] = {
        {"settlement.ini", "[afrekening]\nnaam = x\nperiode = 2025\n"
                           "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = vast\n"
                           "aandelen = GM0518 100%\n"},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;A1;2020-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;S1\n"},
        {"kosten.csv", "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                       "K1;C1;S1;2025-01-01;2025-12-31;10\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    Batch *batch = outcome.run->batch;
    assert_ok(outcome.ok, batch->report);
    const Pool *pool = &outcome.run->pools.items[0];
    Laag laag = {.aan = AAN_WOONPLAATS};
    TermLaag term = {.laag = &laag};
    size_t partijen = batch->partijen.rows.count;
    u32 delft = symbols_find(&batch->partij_codes, TEXT("GM0503"));
    Weighing weighing = {.run = outcome.run,
                         .pool = pool,
                         .contract = pool->contract,
                         .school = pool->school,
                         .tijdvak = pool->tijdvak,
                         .tijdvak_days = {day("2025-01-01"), day("2025-12-31")},
                         .term = &term,
                         .laag = &laag,
                         .weight = NEW(&arena, i128, partijen),
                         .touched = partij_set(&arena, partijen)};
    weighing.weight[delft] = WEIGHT_MOST - 2;
    weigh_partij(&weighing, delft, 1);
    weigh_partij(&weighing, delft, 1);
    assert_number(weighing.weight[delft], WEIGHT_MOST);
    assert_text(told_lines(&arena, batch->report), "");
    weigh_partij(&weighing, delft, 1);
    assert_text(told_lines(&arena, batch->report), "E424 2\n");
    assert_number(weighing.weight[delft], 1);
    arena_free(&arena);
}

/* Who is below a drempel in one pool is not so in the next: each pool begins anew. */
static void a_drempel_is_of_one_pool(void **state)
{
    (void)state;
    const TestFile files[] = {
        {"settlement.ini", "[afrekening]\nnaam = x\nperiode = 2025-01-01..2025-06-30\n"
                           "tijdvak = kwartaal\n"
                           "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
                           "drempel = 2 leerlingen\ndrempel_naar = verdelen\n"},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;A1;2020-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;S1\n"},
        {"kosten.csv", "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                       "K1;C1;S1;2025-01-01;2025-03-31;90\nK2;C1;S1;2025-04-01;2025-06-30;120\n"},
        {"woonplaatsen.csv", "leerling;gemeente;begindatum;einddatum\n"
                             "L1;GM0503;;\nL2;GM0518;;\nL3;GM0599;;\nL4;GM0599;;\nL5;GM0518;;\n"},
        {"inschrijvingen.csv", "leerling;school;begindatum;einddatum\n"
                               "L1;S1;2024-08-01;\nL2;S1;2024-08-01;\nL3;S1;2024-08-01;\n"
                               "L4;S1;2024-08-01;\nL5;S1;2025-04-01;\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    Run *run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < run->lines.count; i++) {
        const Line *line = &run->lines.items[i];
        if (!line->cents) continue;
        build_text(&out, partij_code(run->batch, line->partij));
        build_char(&out, ' ');
        build_integer(&out, line->cents);
        build_char(&out, '\n');
    }
    assert_text(built(&out), "GM0599 9000\nGM0518 6000\nGM0599 6000\n");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weight_has_a_bound),
        cmocka_unit_test(a_drempel_is_of_one_pool),
    };
    return RUN(tests);
}
