/* Goal: the text of a table that was let go is there again when it is asked for, the same in every
 * encoding, also by several threads at once; and nothing is told from a file that has changed. */
#define _GNU_SOURCE
#include "testing.h"

#include "engine/work.h"
#include "io/pipe.h"
#include "io/read/source.h"
#include "io/read/tables.h"
#include "tests/workbook/form.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char ini[] =
    "[afrekening]\nnaam = x\nperiode = 2023\n[invoer]\ncodering = windows-1252\n"
    "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n";
static const char pupils[] = "leerling;school;begindatum;opmerking\n"
                             "L1;12AB00;2023-01-01;gew\xF3\xF3n\nL2;12AB00;2023-01-01;\n";

static Arena arena;

/* What is wrong when blocks of a file are read. */
typedef enum ReadingFault {
    READING_GOOD,
    READING_FAILS,
    READING_CHANGES, /* to a byte that is in no encoding */
    READING_FAILS_LATER
} ReadingFault;
static ReadingFault reading_fault;
static int reads;

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset);

/* Stands before that of the C library, which the reader would call. */
ssize_t pread64(int file, void *bytes, size_t count, off64_t offset)
{
    bool fails =
        reading_fault == READING_FAILS || (reading_fault == READING_FAILS_LATER && reads++);
    if (fails) return errno = EIO, -1;
    ssize_t got = syscall(SYS_pread64, file, bytes, count, offset);
    if (reading_fault == READING_CHANGES && got > 0) ((char *)bytes)[got - 2] = '\x81';
    return got;
}

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

static Text line_at(const Batch *batch, SourceCursor *cursor, u32 line)
{
    Text record = source_from_line(batch, &arena, cursor, SOURCE_TABLES + T_inschrijvingen, line);
    return text_copy(&arena, text_slice(record, 0, text_find(record, '\n', 0)));
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

/* Who waited while another read it again finds it there. */
static void it_comes_back_once(void **state)
{
    (void)state;
    Text path;
    Batch *batch = read_batch(&path, pupils);
    u32 source = SOURCE_TABLES + T_inschrijvingen;
    sources_let_go(batch, 1);
    batch->read_again(batch, source);
    Text text = batch->sources[source].text;
    assert_true(text.length > 0);
    batch->read_again(batch, source);
    assert_ptr_equal(batch->sources[source].text.at, text.at);
    arena_free(&arena);
}

static void a_file_that_is_gone_tells_nothing(void **state)
{
    (void)state;
    Text path;
    u32 source = SOURCE_TABLES + T_inschrijvingen;
    Batch *batch = read_batch(&path, pupils);
    sources_let_go(batch, 1);
    remove(text_zero_ended(&arena, batch->sources[source].path));
    SourceCursor cursor = {0};
    assert_int_equal(source_from_line(batch, &arena, &cursor, source, 2).length, 0);
    batch->read_again(batch, source);
    assert_int_equal(batch->sources[source].text.length, 0);
    arena_free(&arena);
}

/* The sheets of a workbook are not read again: they are not in a file of their own. */
static void a_sheet_stays(void **state)
{
    (void)state;
    const char *folder = temp_folder(&arena), *path = temp_path(&arena, folder, "i.xlsx");
    assert_null(make_workbook(path, "leerling;school;begindatum\nL1;12AB00;#44927{14}\n"));
    Report report = {.arena = &arena};
    Batch batch = {.arena = &arena, .report = &report};
    batch.sources = NEW(&arena, Source, SOURCE_COUNT);
    InputFiles files = {.chunk_bytes = CHUNK_BYTES};
    files.path[T_inschrijvingen] = text_of(path);
    files.named[T_inschrijvingen] = true;
    read_one_table(&batch, T_inschrijvingen, &files);
    sources_let_go(&batch, 1);
    Source *source = &batch.sources[SOURCE_TABLES + T_inschrijvingen];
    assert_false(source->let_go);
    assert_says(source->text, "L1;12AB00;2023-01-01");
    arena_free(&arena);
}

/* A file that is read while it is changed: its stamp says nothing of that yet. */
static void what_cannot_be_read_tells_nothing(void **state)
{
    (void)state;
    for (int windows = 0; windows < 2; windows++)
        for (ReadingFault fault = READING_FAILS; fault <= READING_FAILS_LATER; fault++) {
            Text path;
            SourceCursor cursor = {0};
            Batch *batch = read_batch(&path, windows ? pupils
                                                     : "leerling;school;begindatum\n"
                                                       "L1;12AB00;2023-01-01\n");
            sources_let_go(batch, 1);
            reading_fault = fault, reads = 0;
            Text line =
                source_from_line(batch, &arena, &cursor, SOURCE_TABLES + T_inschrijvingen, 2);
            reading_fault = READING_GOOD;
            assert_int_equal(line.length, 0);
            arena_free(&arena);
        }
}

/* Of a record that is too long, which was told, no piece is shown. */
static void a_line_without_an_end_is_not_shown(void **state)
{
    (void)state;
    Text path;
    TextBuilder text = {.arena = &arena};
    build_text(&text, TEXT("leerling;school;begindatum\nL1;12AB00;2023-01-01\n"));
    for (int i = 0; i < 200000; i++)
        build_text(&text, TEXT("0123456789"));
    build_text(&text, TEXT("\nL3;12AB00;2023-01-01\n"));
    Batch *batch = read_batch(&path, text_zero_ended(&arena, built(&text)));
    assert_int_equal(batch->report->seen[E115_RECORD_TOO_LONG], 1);
    sources_let_go(batch, 1);
    SourceCursor cursor = {0};
    assert_int_equal(line_at(batch, &cursor, 3).length, 0);
    assert_text(line_at(batch, &cursor, 4), "L3;12AB00;2023-01-01");
    assert_text(line_at(batch, &cursor, 2), "L1;12AB00;2023-01-01");
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

static void lines_are_the_same_from_the_file(void **state)
{
    (void)state;
    for (int windows = 0; windows < 2; windows++) {
        Text path;
        Batch *batch = read_batch(&path, many_rows(windows));
        u32 lines[] = {1, 2, 79997, 3, 500, 499, 40000, 79998, 79999, 80000, 80001, 90000, 1};
        Text expected[COUNT_OF(lines)];
        SourceCursor cursor = {0};
        for (size_t i = 0; i < COUNT_OF(lines); i++)
            expected[i] = line_at(batch, &cursor, lines[i]);
        assert_text(expected[5], "L498;12AB00;2023-01-01;");
        assert_int_equal(expected[11].length, 0);
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
        cmocka_unit_test(it_comes_back_once),
        cmocka_unit_test(small_tables_stay),
        cmocka_unit_test(a_sheet_stays),
        cmocka_unit_test(a_file_that_changed_tells_nothing),
        cmocka_unit_test(a_file_that_is_gone_tells_nothing),
        cmocka_unit_test(what_cannot_be_read_tells_nothing),
        cmocka_unit_test(a_line_without_an_end_is_not_shown),
    };
    return RUN(tests);
}
