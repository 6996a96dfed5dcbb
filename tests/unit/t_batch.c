/* Goal: the keys of a table stand in bytewise order, whatever the order of the file; a key that is
 * given twice is told on the later line; an opvolger takes over from its day on, and never in a
 * circle; every table and column says in Dutch what it is. */
#include "testing.h"

#include "engine/batch.h"

#include <string.h>

static Arena arena;
static Report report;
static Batch batch;

/* A batch with `count` empty partijen, as if they were read from lines 2, 3, … */
static Table_partijen *begin(size_t count)
{
    arena_free(&arena);
    report = (Report){.arena = &arena};
    batch = (Batch){.arena = &arena, .report = &report};
    const TableSpec *spec = &table_specs[T_partijen];
    for (size_t c = 0; c < spec->column_count; c++)
        *batch_column(&batch, T_partijen, c) =
            arena_alloc(&arena, count + 1, spec->columns[c].cell_size);
    Table_partijen *t = &batch.partijen;
    t->rows = (TableRows){.count = count,
                          .capacity = count + 1,
                          .line = NEW(&arena, u32, count + 1),
                          .present = true};
    for (u32 i = 0; i < count; i++) {
        t->rows.line[i] = i + 2;
        t->opvolging_per[i] = DAY_OPEN_END;
    }
    return t;
}

static void sort(void)
{
    batch_sort_keys(&batch, T_partijen, &batch.partij_codes);
    batch_find_opvolgers(&batch);
}

static u32 partij(const char *code)
{
    u32 row = symbols_find(&batch.partij_codes, text_of(code));
    if (row == NONE) fail_msg("no partij %s", code);
    return row;
}

static void keys_are_sorted_with_their_rows(void **state)
{
    (void)state;
    static const char *const codes[] = {"GM0603", "AGB-1", "a", "GM0518", "GM05", "Z", "0"};
    static const u32 order[] = {6, 1, 4, 3, 0, 5, 2};
    Table_partijen *t = begin(COUNT_OF(codes));
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        t->code[i] = text_of(codes[i]);
        t->naam[i] = JOIN(&arena, TEXT("naam van "), t->code[i]);
        t->soort[i] = (u8)i;
        t->opvolging_per[i] = (Day)i;
    }
    sort();
    assert_int_equal(report.errors, 0);
    assert_int_equal(t->rows.count, COUNT_OF(codes));
    for (u32 i = 0; i < t->rows.count; i++) {
        assert_text(t->code[i], codes[order[i]]);
        assert_int_equal(t->rows.line[i], order[i] + 2);
        assert_int_equal(t->soort[i], order[i]);
        assert_int_equal(t->opvolging_per[i], order[i]);
        assert_true(text_equal(text_slice(t->naam[i], 9, t->naam[i].length), t->code[i]));
        assert_int_equal(symbols_find(&batch.partij_codes, t->code[i]), i);
        assert_true(text_equal(partij_code(&batch, i), t->code[i]));
    }
    assert_text(partij_code(&batch, NONE), "");
    assert_text(partij_code(&batch, ABROAD), "BUITENLAND");
}

static void a_key_twice_is_told_on_the_later_line(void **state)
{
    (void)state;
    static const char *const codes[] = {"B", "A", "B", "C", "B"};
    Table_partijen *t = begin(COUNT_OF(codes));
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        t->code[i] = text_of(codes[i]);
    sort();
    report_sort(&report);
    assert_int_equal(report.errors, 2);
    for (u32 i = 0; i < 2; i++) {
        assert_int_equal(report.items[i].id, E211_DUPLICATE_KEY);
        assert_int_equal(report.items[i].place.line, 4 + 2 * i);
        assert_int_equal(report.items[i].place.source, SOURCE_TABLES + T_partijen);
        assert_text(report.items[i].place.name, "code");
        assert_says(report.items[i].text, "B");
        assert_says(report.items[i].text, "line 2");
    }
    assert_int_equal(t->rows.count, 3);
    assert_int_equal(t->rows.line[partij("B")], 2);
}

/* Partijen A, B, C, …: each is followed by the next letter of `next` ('.': by nobody), from
 * 2025-01-01 on and each a year later than the one before it. */
static void begin_chain(const char *next)
{
    static const char letters[] = "ABCDEFGH";
    size_t count = strlen(next);
    Table_partijen *t = begin(count);
    for (size_t i = 0; i < count; i++) {
        t->code[i] = (Text){&letters[i], 1};
        if (next[i] == '.') continue;
        t->opvolger[i] = (Text){&next[i], 1};
        t->opvolging_per[i] = day_of(2025 + (int)i, 1, 1);
    }
    sort();
}

static const char *successor(const char *code, const char *on)
{
    return text_zero_ended(&arena,
                           partij_code(&batch, successor_on(&batch, partij(code), day(on))));
}

static void an_opvolger_takes_over_from_its_day(void **state)
{
    (void)state;
    begin_chain("BCD.");
    assert_int_equal(report.errors, 0);
    assert_string_equal(successor("A", "2024-12-31"), "A");
    assert_string_equal(successor("A", "2025-01-01"), "B");
    assert_string_equal(successor("A", "2025-12-31"), "B");
    assert_string_equal(successor("A", "2026-01-01"), "C");
    assert_string_equal(successor("A", "2030-01-01"), "D");
    assert_string_equal(successor("C", "2026-12-31"), "C");
    assert_string_equal(successor("D", "2030-01-01"), "D");
    assert_true(successor_on(&batch, NONE, day("2030-01-01")) == NONE);
    assert_true(successor_on(&batch, ABROAD, day("2030-01-01")) == ABROAD);
}

/* A later link that is earlier in time waits for the one before it. */
static void a_chain_is_followed_from_its_begin(void **state)
{
    (void)state;
    begin_chain("CA.");
    assert_int_equal(report.errors, 0);
    assert_string_equal(successor("B", "2025-06-01"), "B");
    assert_string_equal(successor("A", "2025-06-01"), "C");
    assert_string_equal(successor("B", "2026-01-01"), "C");
}

static void itself_is_nobody(void **state)
{
    (void)state;
    begin_chain("A.");
    assert_int_equal(report.errors, 0);
    assert_string_equal(successor("A", "2030-01-01"), "A");
}

static void a_circle_is_told_once(void **state)
{
    (void)state;
    begin_chain("BACDF."); /* A ⇄ B, C → itself, D → itself, E → F */
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.items[0].id, E214_OPVOLGER_CIRCLE);
    assert_int_equal(report.items[0].place.line, 2);
    begin_chain("BCDB"); /* A leads into B → C → D → B */
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.items[0].place.line, 3);
    begin_chain("BADC"); /* two circles */
    assert_int_equal(report.seen[E214_OPVOLGER_CIRCLE], 2);
    begin_chain("BC.BB"); /* D and E join a chain that ends */
    assert_int_equal(report.errors, 0);
}

static void an_opvolger_is_known_and_has_a_day(void **state)
{
    (void)state;
    Table_partijen *t = begin(2);
    t->code[0] = TEXT("A"), t->code[1] = TEXT("B");
    t->opvolger[0] = TEXT("B"), t->opvolger[1] = TEXT("X");
    t->opvolging_per[1] = day("2025-01-01");
    sort();
    report_sort(&report);
    assert_int_equal(report.errors, 2);
    assert_int_equal(report.items[0].id, E213_OPVOLGER_WITHOUT_DATE);
    assert_int_equal(report.items[1].id, E203_UNKNOWN_CODE);
    assert_text(report.items[1].place.name, "opvolger");
    assert_string_equal(successor("A", "2030-01-01"), "A");
}

static void every_column_has_words(void **state)
{
    (void)state;
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        assert_true(table_words[table] && *table_words[table]);
        for (size_t c = 0; c < table_specs[table].column_count; c++)
            if (!column_words[table][c] || !*column_words[table][c])
                fail_msg("words.def: %s %s", table_specs[table].name,
                         table_specs[table].columns[c].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_sorted_with_their_rows),
        cmocka_unit_test(a_key_twice_is_told_on_the_later_line),
        cmocka_unit_test(an_opvolger_takes_over_from_its_day),
        cmocka_unit_test(a_chain_is_followed_from_its_begin),
        cmocka_unit_test(itself_is_nobody),
        cmocka_unit_test(a_circle_is_told_once),
        cmocka_unit_test(an_opvolger_is_known_and_has_a_day),
        cmocka_unit_test(every_column_has_words),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
