/* Goal: what is read from the tables, and what is told about them, does not depend on the chunks in
 * which a file is read, nor on the number of threads; pupils have numbers in the order of first
 * sight. */
#include "equal_batches.h"
#include "testing.h"

#include "engine/work.h"
#include "io/read/tables.h"

static Arena arena;

static Batch *read_folder(const char *folder, size_t chunk_bytes, unsigned threads)
{
    Batch *batch = NEW(&arena, Batch, 1);
    InputFiles files = {.chunk_bytes = chunk_bytes};
    batch->arena = &arena;
    batch->report = NEW(&arena, Report, 1);
    batch->report->arena = &arena;
    batch->sources = NEW(&arena, Source, SOURCE_TABLES + TABLE_COUNT);
    for (TableId table = 0; table < TABLE_COUNT; table++)
        files.path[table] = JOIN(&arena, text_of(folder), TEXT("/"),
                                 text_of(table_specs[table].name), TEXT(".csv"));
    work_set_width(threads);
    read_tables(batch, &files);
    work_set_width(1);
    return batch;
}

static void expect_equal(Batch *a, Batch *b)
{
    const char *what = batches_differ(a, b);
    if (what) fail_msg("not the same: %s", what);
}

/* --- random tables ---------------------------------------------------------------------------- */

#define ONE_OF(...) \
    text_of(        \
        ((const char *[]){__VA_ARGS__})[random_below(COUNT_OF(((const char *[]){__VA_ARGS__})))])

static Text random_text(void)
{
    return ONE_OF("x", "Sch\xC3\xB6ne \xE2\x82\xAC 5", "\"a;b\"", "\"say \"\"hi\"\"\"",
                  "\"two\nlines\"", "\"\r\n\n.\n\"", "  blanks ", "\"\"\"\"");
}

static Text good_cell(ColumnType type, u32 row)
{
    switch (type) {
    case TYPE_KEY: return JOIN(&arena, TEXT("K"), text_integer(&arena, row));
    case TYPE_ID: return JOIN(&arena, TEXT("GM"), text_integer(&arena, 9000 + (i128)row));
    case TYPE_PARTIJ:
    case TYPE_GEMEENTE:
    case TYPE_WOONPLAATS: return ONE_OF("GM0518", "GM0363", "\"GM0344\"", " GM0603");
    case TYPE_SCHOOL:
    case TYPE_CONTRACT: return TEXT("K0");
    case TYPE_LEERLING:
        return JOIN(&arena, ONE_OF("L", "\"L", " L-", "a-much-longer-name."),
                    text_integer(&arena, (i128)random_below(30)));
    case TYPE_PRODUCT:
    case TYPE_KENGETAL: return ONE_OF("zwaar", "licht", "\"midden\"");
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: return ONE_OF("2025-01-01", "2025-12-31", "1-10-2025", "\"2024-02-29\"");
    case TYPE_MAXIMUM:
    case TYPE_MONEY: return ONE_OF("1234.56", "\"1.234,5\"", "7");
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: return ONE_OF("1", "2", "30");
    case TYPE_AANDEEL: return ONE_OF("1", "50%", "1/3");
    case TYPE_PARTIJ_SOORT: return TEXT("aanbieder");
    case TYPE_VERBLIJF_SOORT: return ONE_OF("pleegouder", "JJI");
    case TYPE_FREQUENTIE: return ONE_OF("totaal", "per_week");
    case TYPE_AANTEKENING: return ONE_OF("", "briefadres");
    case TYPE_JA: return ONE_OF("ja", "nee", "");
    case TYPE_BTW: return ONE_OF("", "21%", "vrijgesteld");
    case TYPE_TEXT: return random_text();
    }
    return TEXT("");
}

static Text bad_cell(void)
{
    return ONE_OF("?!", "\"open", "a\"b", "\"a\"b", "x;y", "c\rd", "GM9999", "2025-02-30", "-",
                  "\"multi\nline\nfault\"x");
}

/* One cell: quoted ones that were begun are ended. */
static void build_cell(TextBuilder *out, Text cell)
{
    build_text(out, cell);
    if (cell.length > 1 && cell.at[0] == '"' && cell.at[cell.length - 1] != '"')
        build_char(out, '"');
}

/* Rows of a table, one of so many with a fault; 0: none. */
static Text random_table(TableId table, u32 rows, u64 faulty)
{
    const TableSpec *spec = &table_specs[table];
    TextBuilder out = {.arena = &arena};
    u64 end = random_below(2);
    size_t columns = random_below(3) ? spec->column_count : 1 + random_below(spec->column_count);
    if (table == T_partijen) columns = COL_partijen_regio; /* an opvolger has rules of its own */
    if (table == T_gemeenten) columns = COL_gemeenten_ingang;
    while (columns < 2 ||
           (columns < spec->column_count && spec->columns[columns].need == NEED_MUST))
        columns++;
    for (size_t c = 0; c < columns; c++) {
        if (c) build_char(&out, ';');
        build_text(&out, text_of(spec->columns[c].name));
    }
    for (u32 row = 0; row < rows; row++) {
        for (u64 blank = random_below(8) ? 0 : random_below(4); blank; blank--)
            build_text(&out, end ? TEXT("\r\n") : TEXT("\n"));
        build_text(&out, end ? TEXT("\r\n") : TEXT("\n"));
        if (!random_below(20)) { /* a row without a cell that says something */
            for (size_t c = 1; c < columns; c++)
                build_text(&out, random_below(2) ? TEXT(";") : TEXT(" ;"));
            continue;
        }
        for (size_t c = 0; c < columns; c++) {
            if (c) build_char(&out, ';');
            if (faulty && !random_below(faulty * columns))
                build_text(&out, bad_cell());
            else if (spec->columns[c].need == NEED_MUST || random_below(2))
                build_cell(&out, good_cell(spec->columns[c].type, row));
        }
    }
    if (random_below(4)) build_char(&out, '\n');
    return built(&out);
}

static void write_random_tables(const char *folder, u64 faulty)
{
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        u32 rows = 1 + (u32)random_below(table < T_contract_scholen ? 6 : 40);
        TextBuilder name = {.arena = &arena};
        build_text(&name, text_of(table_specs[table].name));
        build_text(&name, TEXT(".csv"));
        temp_file(&arena, folder, text_zero_ended(&arena, built(&name)),
                  random_table(table, rows, faulty));
    }
}

static void chunks_have_no_effect(void **state)
{
    (void)state;
    static const unsigned widths[] = {1, 2, 8};
    u64 told = 0, good = 0;
    for (u64 round = 0; round < 40; round++) {
        const char *folder = temp_folder(&arena);
        write_random_tables(folder, round % 3 ? 0 : 1 + random_below(30));
        Batch *whole = read_folder(folder, CHUNK_BYTES, 1);
        told += whole->report->errors > 0, good += whole->report->errors == 0;
        for (size_t i = 0; i < 6; i++)
            expect_equal(whole, read_folder(folder, 1 + random_below(i < 3 ? 50 : 500),
                                            widths[i % COUNT_OF(widths)]));
        arena_free(&arena);
    }
    assert_true(told > 6 && good > 6); /* else the tables are not worth much */
}

/* A quote that is never closed, and blank lines for more than a record may have: the second chunk
 * begins within it, and has a record that goes on in the third. It is the faster one to read, so
 * that this shows before the first chunk comes to the quote. */
static void a_record_may_go_on_in_the_next_chunk(void **state)
{
    (void)state;
    enum { CHUNK = 4 << 20, ROUNDS = 3 };
    for (int round = 0; round < ROUNDS; round++) {
        const char *folder = temp_folder(&arena);
        static const char header[] = "leerling;soort;begindatum;x\n",
                          row[] = "L1;jji;2025-01-01;\n", open[] = "L2;jji;2025-01-01;\"\n",
                          over[] = "L3;jji;2025-01-01;\"m\nn\"\n";
        size_t length = 3 * (size_t)CHUNK, begin = sizeof header - 1;
        char *bytes = NEW(&arena, char, length);
        memset(bytes, '\n', length);
        memcpy(bytes, header, begin);
        for (size_t at = begin; at + 100 < begin + CHUNK; at += sizeof row - 1)
            memcpy(bytes + at, row, sizeof row - 1);
        memcpy(bytes + begin + CHUNK - 50, "\n", 1);
        memcpy(bytes + begin + CHUNK - 49, open, sizeof open - 1);
        memcpy(bytes + begin + 2 * (size_t)CHUNK - 5, over, sizeof over - 1);
        temp_file(&arena, folder, "verblijven.csv", (Text){bytes, length});
        Batch *whole = read_folder(folder, length, 1);
        assert_int_equal(whole->report->seen[E113_UNTERMINATED_QUOTE] +
                             whole->report->seen[E115_RECORD_TOO_LONG] +
                             whole->report->seen[E112_TEXT_AFTER_QUOTE],
                         1);
        expect_equal(whole, read_folder(folder, CHUNK, 3));
        arena_free(&arena);
    }
}

/* --- pupils ----------------------------------------------------------------------------------- */

static void pupils_are_numbered_as_they_are_seen(void **state)
{
    (void)state;
    enum { ROWS = 10000 };
    const char *folder = temp_folder(&arena);
    TextBuilder first = {.arena = &arena}, second = {.arena = &arena};
    build_text(&first, TEXT("leerling;soort;begindatum\n"));
    build_text(&second, TEXT("leerling;gemeente\n"));
    u32 *ids = NEW(&arena, u32, 2 * ROWS), *numbers = NEW(&arena, u32, 2 * ROWS);
    for (u32 i = 0; i < 2 * ROWS; i++) {
        bool addresses = i < ROWS; /* woonplaatsen are read before verblijven */
        ids[i] = (u32)random_below(ROWS);
        TextBuilder *out = addresses ? &second : &first;
        build_char(out, 'L');
        build_integer(out, ids[i]);
        build_text(out, addresses ? TEXT(";GM0518\n") : TEXT(";jji;2025-01-01\n"));
    }
    temp_file(&arena, folder, "verblijven.csv", built(&first));
    temp_file(&arena, folder, "woonplaatsen.csv", built(&second));
    u32 count = 0;
    for (u32 i = 0; i < ROWS; i++)
        numbers[i] = NONE;
    for (u32 i = 0; i < 2 * ROWS; i++)
        if (numbers[ids[i]] == NONE) numbers[ids[i]] = count++;
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        Batch *batch = read_folder(folder, 10000, threads);
        assert_int_equal(batch->leerling_ids.count, count);
        for (u32 i = 0; i < 2 * ROWS; i++)
            assert_int_equal(i < ROWS ? batch->woonplaatsen.leerling[i]
                                      : batch->verblijven.leerling[i - ROWS],
                             numbers[ids[i]]);
        for (u32 id = 0; id < ROWS; id++)
            if (numbers[id] != NONE)
                assert_true(text_equal(leerling_id(batch, numbers[id]),
                                       JOIN(&arena, TEXT("L"), text_integer(&arena, id))));
        assert_text(leerling_id(batch, count), "");
        assert_text(leerling_id(batch, NONE), "");
    }
    arena_free(&arena);
}

/* --- the text of a file ----------------------------------------------------------------------- */

/* A text is checked in parts of 1 MiB: characters that lie across their border are whole. */
static void characters_may_lie_across_parts(void **state)
{
    (void)state;
    static const char *const characters[] = {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    enum { PART = 1 << 20 };
    for (size_t c = 0; c < COUNT_OF(characters); c++)
        for (size_t before = 0; before <= 4; before++)
            for (int way = 0; way < 4; way++) { /* cut, and at the end of the file */
                const char *folder = temp_folder(&arena);
                bool cut = way & 1, last = way & 2;
                size_t length = strlen(characters[c]) - (cut ? 1 : 0);
                char *bytes = NEW(&arena, char, PART + 16);
                memset(bytes, '\n', PART + 8);
                memcpy(bytes, "code;naam;soort", 15);
                memcpy(bytes + PART - before, characters[c], length);
                size_t end = last ? PART - before + length : PART + 8;
                temp_file(&arena, folder, "partijen.csv", (Text){bytes, end});
                Batch *batch = read_folder(folder, CHUNK_BYTES, 2);
                assert_int_equal(batch->report->seen[E106_NOT_UTF8], cut);
                if (cut) assert_int_equal(batch->report->items[0].place.line, PART - before - 14);
                arena_free(&arena);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_have_no_effect),
        cmocka_unit_test(a_record_may_go_on_in_the_next_chunk),
        cmocka_unit_test(pupils_are_numbered_as_they_are_seen),
        cmocka_unit_test(characters_may_lie_across_parts),
    };
    return RUN(tests);
}
