/* Goal: rows that are moved next to each other keep their cells, their line and, within a key,
 * their order. */
#include "testing.h"

#include "io/pipe.h"

static Arena arena;

enum { ROWS = 500, SCHOLEN = 7 };

static Batch *read_rows(const u32 *school)
{
    TextBuilder scholen = {.arena = &arena}, contract_scholen = scholen, rows = scholen;
    build_text(&scholen, TEXT("school;naam;soort;gemeente\n"));
    build_text(&contract_scholen, TEXT("contract;school\n"));
    for (int s = 0; s < SCHOLEN; s++) {
        build_text(&scholen, TEXT("S"));
        build_integer(&scholen, s);
        build_text(&scholen, TEXT(";School;SO;GM0518\n"));
        build_text(&contract_scholen, TEXT("C1;S"));
        build_integer(&contract_scholen, s);
        build_text(&contract_scholen, TEXT("\n"));
    }
    build_text(&rows, TEXT("leerling;school;begindatum;einddatum;gemeente\n"));
    for (int i = 0; i < ROWS; i++) { /* L17;S3;2023-01-01;2023-12-18;GM0518 */
        build_text(&rows, TEXT("L"));
        build_integer(&rows, i);
        build_text(&rows, TEXT(";S"));
        build_integer(&rows, school[i]);
        build_text(&rows, TEXT(";2023-01-01;2023-12-"));
        build_padded(&rows, (u64)(i % 28 + 1), 2);
        build_text(&rows, i % 2 ? TEXT(";GM0603\n") : TEXT(";GM0518\n"));
    }
    const TestFile files[] = {
        {"settlement.ini", "[afrekening]\nnaam = x\nperiode = 2023\n[regel r]\n"
                           "methode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"},
        {"partijen.csv", "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n"},
        {"scholen.csv", text_zero_ended(&arena, built(&scholen))},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;AGB-1;2023-01-01;r\n"},
        {"contract_scholen.csv", text_zero_ended(&arena, built(&contract_scholen))},
        {"kosten.csv", "kostenpost;contract;begindatum;einddatum;bedrag\n"
                       "K1;C1;2023-01-01;2023-12-31;1000\n"},
        {"inschrijvingen.csv", text_zero_ended(&arena, built(&rows))},
        {"woonplaatsen.csv", "leerling;gemeente\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    assert_true(outcome.ok);
    return outcome.run->batch;
}

static void check_rows(const Batch *b, const u32 *school)
{
    const Table_inschrijvingen *t = &b->inschrijvingen;
    Day december = day("2023-12-01");
    for (u32 row = 0; row < ROWS; row++) {
        u32 before_move = t->rows.line[row] - 2; /* the header is line 1 */
        assert_int_equal(t->school[row], school[before_move]);
        assert_int_equal(t->einddatum[row], december + (Day)(before_move % 28));
        assert_text(
            leerling_id(b, t->leerling[row]),
            text_zero_ended(&arena, JOIN(&arena, TEXT("L"), text_integer(&arena, before_move))));
        assert_text(partij_code(b, t->gemeente[row]), before_move % 2 ? "GM0603" : "GM0518");
        if (!row) continue;
        assert_true(t->school[row - 1] <= t->school[row]);
        if (t->school[row - 1] == t->school[row])
            assert_true(t->rows.line[row - 1] < t->rows.line[row]);
    }
    for (u32 pupil = 0; pupil < ROWS; pupil++) { /* the index of a pupil moved along */
        Slice own = group_of(&b->inschrijvingen_of, pupil);
        assert_int_equal(own.count, 1);
        assert_int_equal(t->leerling[own.rows[0]], pupil);
    }
}

static void rows_keep_their_cells_and_lines(void **state)
{
    (void)state;
    for (int sorted = 0; sorted < 2; sorted++) {
        u32 school[ROWS];
        for (u32 i = 0; i < ROWS; i++)
            school[i] = sorted ? i * SCHOLEN / ROWS : (u32)random_below(SCHOLEN);
        check_rows(read_rows(school), school);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_keep_their_cells_and_lines),
    };
    return RUN(tests);
}
