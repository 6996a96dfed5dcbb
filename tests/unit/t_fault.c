/* Goal: a fault is told with its arguments in their places, in an order that does not depend on who
 * found it, each once; more faults than are kept are still counted. */
#include "testing.h"

#include "engine/fault.h"

#include <string.h>

static Place at(u32 source, u32 line, i32 field, u32 column)
{
    return (Place){.source = source, .line = line, .field = field, .column = column};
}

static void arguments_stand_in_their_places(void **state)
{
    (void)state;
    Arena arena = {0};
    Report report = {.arena = &arena};
    FAULT_AT(&report, E203_UNKNOWN_CODE, at(1, 2, 3, 0), TEXT("partij GM9999"), TEXT("partijen"));
    FAULT_AT(&report, E211_DUPLICATE_KEY, at(1, 3, 0, 0), TEXT("100% %2 %"), TEXT("7"));
    FAULT_PLAIN(&report, E111_QUOTE_INSIDE, at(1, 4, 0, 0));
    assert_says(report.items[0].text, "partij GM9999");
    assert_says(report.items[0].text, "the table partijen");
    assert_says(report.items[1].text, "100% %2 %"); /* an argument is not filled in again */
    assert_says(report.items[1].text, "line 7");
    for (size_t i = 0; i < report.items[0].text.length; i++)
        assert_true(report.items[0].text.at[i] != '%');
    assert_int_equal(report.items[2].id, E111_QUOTE_INSIDE);
    assert_int_equal(report.errors, 3);
    assert_int_equal(report.seen[E203_UNKNOWN_CODE], 1);
    arena_free(&arena);
}

static void a_missing_argument_is_a_defect(void **state)
{
    (void)state;
    static Arena arena;
    static Report report;
    static const Place place;
    static const Words one[] = {{{{"x", 1}, {"x", 1}}}};
    report.arena = &arena;
    assert_defect(fault_add(&report, E203_UNKNOWN_CODE, place, one, 1));
    assert_defect(fault_add(&report, FAULT_COUNT, place, one, 1));
    arena_free(&arena);
}

/* Every fault of the list: its id and name, and that its text says what to do. */
static void the_list_of_faults_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const FaultSpec *spec = &fault_specs[i];
        bool error = spec->id[0] == 'E';
        assert_true(strlen(spec->id) == 4 && (error || spec->id[0] == 'W'));
        assert_int_equal(spec->severity, error ? SEVERITY_ERROR : SEVERITY_WARNING);
        for (size_t j = 0; j < i; j++) {
            if (!strcmp(spec->id + 1, fault_specs[j].id + 1)) fail_msg("%s twice", spec->id);
            if (!strcmp(spec->name, fault_specs[j].name)) fail_msg("%s twice", spec->name);
        }
        for (const char *c = strchr(spec->text, '%'); c; c = strchr(c + 1, '%'))
            if (c[1] > '0' + FAULT_ARGUMENTS_MOST && c[1] <= '9') fail_msg("%s", spec->text);
    }
}

static void faults_are_sorted_by_place_and_told_once(void **state)
{
    (void)state;
    static const struct {
        FaultId id;
        u32 source, line;
        i32 field;
        u32 column;
        const char *argument;
    } sorted[] = {
        {W307_COMMENT_IN_VALUE, 0, 5, -1, 3, ""}, {E205_BAD_DATE, 1, 0, -1, 0, "x"},
        {E205_BAD_DATE, 1, 2, -1, 0, "x"},        {E205_BAD_DATE, 1, 2, 0, 1, "x"},
        {E205_BAD_DATE, 1, 2, 0, 2, "x"},         {E205_BAD_DATE, 1, 2, 1, 0, "x"},
        {E205_BAD_DATE, 1, 2, 1, 0, "y"},         {E206_BAD_NUMBER, 1, 2, 1, 0, "x"},
        {E205_BAD_DATE, 1, 10, 0, 0, "x"},        {E205_BAD_DATE, 2, 1, 0, 0, "x"},
    };
    enum { N = sizeof sorted / sizeof *sorted };
    Arena arena = {0};
    for (int round = 0; round < 50; round++) {
        Report report = {.arena = &arena};
        size_t order[3 * N];
        for (size_t i = 0; i < COUNT_OF(order); i++) {
            size_t j = random_below(i + 1);
            order[i] = order[j];
            order[j] = i % N;
        }
        for (size_t i = 0; i < COUNT_OF(order); i++) {
            size_t k = order[i];
            FAULT_AT(&report, sorted[k].id,
                     at(sorted[k].source, sorted[k].line, sorted[k].field, sorted[k].column),
                     text_of(sorted[k].argument));
        }
        assert_true(report.errors == 3 * (N - 1) && report.warnings == 3);
        report_sort(&report);
        assert_int_equal(report.count, N);
        assert_true(report.errors == N - 1 && report.warnings == 1);
        for (size_t i = 0; i < N; i++) {
            const Fault *fault = &report.items[i];
            assert_int_equal(fault->id, sorted[i].id);
            assert_int_equal(fault->place.line, sorted[i].line);
            assert_int_equal(fault->place.column, sorted[i].column);
            Text argument = text_of(sorted[i].argument);
            if (argument.length) assert_true(fault->text.at[1] == argument.at[0]);
        }
        report_sort(&report);
        assert_int_equal(report.count, N);
        arena_rewind(&arena);
    }
    Report empty = {.arena = &arena};
    report_sort(&empty);
    assert_int_equal(empty.count, 0);
    arena_free(&arena);
}

static void more_faults_than_are_kept_are_counted(void **state)
{
    (void)state;
    Arena arena = {0};
    Report report = {.arena = &arena};
    for (u32 i = 0; i < FAULTS_KEPT + 100; i++)
        FAULT_PLAIN(&report, E111_QUOTE_INSIDE, at(1, i + 1, -1, 0));
    assert_int_equal(report.count, FAULTS_KEPT);
    assert_true(report.errors == FAULTS_KEPT + 100);
    report_sort(&report);
    assert_int_equal(report.count, FAULTS_KEPT);
    assert_true(report.errors == FAULTS_KEPT + 100);
    assert_int_equal(report.seen[E111_QUOTE_INSIDE], FAULTS_KEPT + 100);
    arena_free(&arena);
}

static void reports_that_are_joined_keep_as_many(void **state)
{
    (void)state;
    Arena arena = {0};
    Report first = {.arena = &arena}, second = {.arena = &arena};
    for (u32 i = 0; i < FAULTS_KEPT - 1; i++)
        FAULT_PLAIN(&first, E111_QUOTE_INSIDE, at(1, i + 1, -1, 0));
    for (u32 i = 0; i < 3; i++)
        FAULT_AT(&second, W227_WOONPLAATS_SAME_DAY, at(2, i + 1, -1, 0), TEXT("3"));
    report_join(&first, &second);
    assert_int_equal(first.count, FAULTS_KEPT);
    assert_int_equal(first.items[FAULTS_KEPT - 1].place.line, 1);
    assert_int_equal(first.items[FAULTS_KEPT - 1].place.source, 2);
    assert_true(first.errors == FAULTS_KEPT - 1);
    assert_true(first.warnings == 3);
    assert_int_equal(first.seen[W227_WOONPLAATS_SAME_DAY], 3);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_stand_in_their_places),
        cmocka_unit_test(a_missing_argument_is_a_defect),
        cmocka_unit_test(the_list_of_faults_is_sound),
        cmocka_unit_test(faults_are_sorted_by_place_and_told_once),
        cmocka_unit_test(more_faults_than_are_kept_are_counted),
        cmocka_unit_test(reports_that_are_joined_keep_as_many),
    };
    return RUN(tests);
}
