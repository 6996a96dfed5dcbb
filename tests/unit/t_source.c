/* Goal: the text of a table that was let go is there again when it is asked for, the same in every
 * encoding, also by several threads at once; and nothing is told from a file that has changed. */
#include "testing.h"

#include "engine/work.h"
#include "io/pipe.h"
#include "io/read/source.h"

static const char ini[] =
    "[afrekening]\nnaam = x\nperiode = 2023\n[invoer]\ncodering = windows-1252\n"
    "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n";
static const char pupils[] = "leerling;school;begindatum;opmerking\n"
                             "L1;12AB00;2023-01-01;gew\xF3\xF3n\nL2;12AB00;2023-01-01;\n";

static Arena arena;

static Batch *read_batch(Text *ini_path, const char *inschrijvingen)
{
    const TestFile files[] = {
        {"settlement.ini", ini},
        {"partijen.csv", "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\n12AB00;School;SO;GM0518\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;AGB-1;2023-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;12AB00\n"},
        {"kosten.csv", "kostenpost;contract;begindatum;einddatum;bedrag\n"
                       "K1;C1;2023-01-01;2023-12-31;1000\n"},
        {"inschrijvingen.csv", inschrijvingen},
        {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\nL3;GM0518\n"},
    };
    *ini_path = temp_batch(&arena, files, COUNT_OF(files));
    return run_pipe(&arena, &(PipeInput){.ini = *ini_path}).run->batch;
}

static void ask(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Batch *batch = context;
    static const char *const ids[] = {"L1", "L2", "L3"};
    assert_text(leerling_id(batch, (u32)(task % 3)), ids[task % 3]);
}

static void what_was_let_go_comes_back(void **state)
{
    (void)state;
    Text path;
    Batch *batch = read_batch(&path, pupils);
    u32 source = SOURCE_TABLES + T_inschrijvingen;
    Text before = text_copy(&arena, source_text(batch, source));
    assert_says(before, "gew\xC3\xB3\xC3\xB3n");
    for (unsigned threads = 1; threads <= 8; threads *= 8) {
        sources_let_go(batch, 1);
        assert_true(batch->sources[source].let_go);
        assert_false(batch->sources[SOURCE_TABLES + T_scholen].let_go); /* its names are slices */
        work_set_width(threads);
        work_each(60, ask, batch);
        work_set_width(1);
        assert_true(text_equal(source_text(batch, source), before));
    }
    arena_free(&arena);
}

static void small_tables_stay(void **state)
{
    (void)state;
    Text path;
    Batch *batch = read_batch(&path, pupils);
    sources_let_go(batch, SOURCE_LET_GO);
    assert_false(batch->sources[SOURCE_TABLES + T_inschrijvingen].let_go);
    arena_free(&arena);
}

static void a_file_that_changed_tells_nothing(void **state)
{
    (void)state;
    Text path;
    Batch *batch = read_batch(&path, pupils);
    sources_let_go(batch, 1);
    Text folder = text_slice(path, 0, path.length - 15); /* less /settlement.ini */
    temp_file(&arena, text_zero_ended(&arena, folder), "inschrijvingen.csv",
              TEXT("leerling;school;begindatum\nX9;12AB00;2023-01-01\n"));
    SourceCursor cursor = {0};
    u32 source = SOURCE_TABLES + T_inschrijvingen;
    assert_int_equal(source_from_line(batch, &arena, &cursor, source, 2).length, 0);
    assert_says(leerling_id(batch, 0), "changed");
    assert_int_equal(source_text(batch, SOURCE_TABLES + T_inschrijvingen).length, 0);
    assert_text(leerling_id(batch, 2), "L3"); /* of another table */
    arena_free(&arena);
}

/* Two MB of rows, the first with a letter beyond ASCII. */
static const char *many_rows(bool windows)
{
    TextBuilder text = {.arena = &arena};
    build_text(&text,
               windows ? TEXT("leerling;school;begindatum;opmerking\nL1;12AB00;2023-01-01;\xF3\n")
                       : TEXT("\xEF\xBB\xBFleerling;school;begindatum;opmerking\n"
                              "L1;12AB00;2023-01-01;\xC3\xB3\n"));
    for (int i = 2; i < 80000; i++) {
        build_text(&text, TEXT("L"));
        build_integer(&text, i);
        build_text(&text, i % 7 ? TEXT(";12AB00;2023-01-01;\n") : TEXT(";12AB00;2023-01-01;\r\n"));
    }
    return text_zero_ended(&arena, built(&text));
}

static Text line_at(const Batch *batch, SourceCursor *cursor, u32 line)
{
    Text record = source_from_line(batch, &arena, cursor, SOURCE_TABLES + T_inschrijvingen, line);
    return text_copy(&arena, text_slice(record, 0, text_find(record, '\n', 0)));
}

static void lines_are_the_same_from_the_file(void **state)
{
    (void)state;
    for (int windows = 0; windows < 2; windows++) {
        Text path;
        Batch *batch = read_batch(&path, many_rows(windows));
        u32 lines[] = {1, 2, 3, 500, 499, 40000, 79998, 79999, 80000, 80001, 90000, 1};
        Text expected[COUNT_OF(lines)];
        SourceCursor cursor = {0};
        for (size_t i = 0; i < COUNT_OF(lines); i++)
            expected[i] = line_at(batch, &cursor, lines[i]);
        assert_text(expected[4], "L498;12AB00;2023-01-01;");
        assert_int_equal(expected[10].length, 0);
        sources_let_go(batch, 1);
        for (size_t i = 0; i < COUNT_OF(lines); i++)
            assert_true(text_equal(line_at(batch, &cursor, lines[i]), expected[i]));
        assert_true(batch->sources[SOURCE_TABLES + T_inschrijvingen].let_go);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_let_go_comes_back),
        cmocka_unit_test(lines_are_the_same_from_the_file),
        cmocka_unit_test(small_tables_stay),
        cmocka_unit_test(a_file_that_changed_tells_nothing),
    };
    return RUN(tests);
}
