/* Goal: a peildatum, a periode and a version by vanaf mean the days that SPEC §2 and §6 say, also
 * on the first and the last day of a year and of a school year. */
#include "testing.h"

#include "engine/values.h"

static Arena arena;
static Report report;
static Batch batch;
static SettingsReader reader;

static IniEntry entry_of(const char *value)
{
    arena_free(&arena);
    report = (Report){.arena = &arena};
    batch = (Batch){.arena = &arena, .report = &report};
    reader = (SettingsReader){.batch = &batch, .arena = &arena, .report = &report};
    return (IniEntry){.key = TEXT("sleutel"),
                      .value = text_of(value),
                      .line = 3,
                      .key_column = 1,
                      .value_column = 11};
}

static void a_peildatum_means_one_day_per_tijdvak(void **state)
{
    (void)state;
    static const struct {
        const char *peildatum, *first, *expected;
    } cases[] = {
        /* the latest on or before the first day */
        {"10-01", "2025-10-01", "2025-10-01"},
        {"10-01", "2025-09-30", "2024-10-01"},
        {"10-01", "2025-12-31", "2025-10-01"},
        {"10-01", "2026-01-01", "2025-10-01"},
        {"01-01", "2025-01-01", "2025-01-01"},
        {"12-31", "2025-12-30", "2024-12-31"},
        {"12-31", "2025-12-31", "2025-12-31"},
        /* n calendar years back */
        {"10-01 jaar-0", "2025-01-01", "2025-10-01"},
        {"10-01 jaar-1", "2025-01-01", "2024-10-01"},
        {"10-01 jaar-1", "2025-12-31", "2024-10-01"},
        {"02-01 JAAR-12", "2025-04-01", "2013-02-01"},
        /* within the school year of the first day */
        {"10-01 schooljaar", "2025-07-31", "2024-10-01"},
        {"10-01 schooljaar", "2025-08-01", "2025-10-01"},
        {"10-01 schooljaar", "2025-12-31", "2025-10-01"},
        {"10-01 schooljaar", "2026-01-01", "2025-10-01"},
        {"02-01 schooljaar", "2025-07-31", "2025-02-01"},
        {"02-01 schooljaar", "2025-08-01", "2026-02-01"},
        {"08-01 schooljaar", "2025-07-31", "2024-08-01"},
        {"08-01 schooljaar", "2025-08-01", "2025-08-01"},
        {"07-31 schooljaar", "2025-07-31", "2025-07-31"},
        {"07-31 Schooljaar", "2025-08-01", "2026-07-31"},
        /* fixed */
        {"2024-10-01", "2020-01-01", "2024-10-01"},
        {"01-10-2024", "2030-01-01", "2024-10-01"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        IniEntry entry = entry_of(cases[i].peildatum);
        Peildata peildata = {0};
        assert_true(value_peildata(&reader, &entry, &peildata));
        assert_int_equal(peildata.count, 1);
        Day found = peildatum_on(&peildata.items[0], day(cases[i].first));
        if (found != day(cases[i].expected))
            fail_msg("%s in a tijdvak from %s is %.10s", cases[i].peildatum, cases[i].first,
                     day_text(&arena, found).at);
    }
}

/* By the definition: walk back from the first day until month and day are those asked for. */
static void the_latest_peildatum_agrees_with_a_walk_back(void **state)
{
    (void)state;
    for (int i = 0; i < 800; i++) {
        Peildatum p = {.kind = PEILDATUM_LATEST, .month = 1 + (int)random_below(12)};
        p.day = 1 + (int)random_below((u64)days_in_month(2025, p.month));
        Day first = day("2020-01-01") + (Day)random_below(3000), back = first;
        Civil civil = civil_of(back);
        while (civil.month != p.month || civil.day != p.day)
            civil = civil_of(--back);
        assert_int_equal(peildatum_on(&p, first), back);
        p.kind = PEILDATUM_SCHOOLJAAR;
        civil = civil_of(first);
        int begin = civil.month >= 8 ? civil.year : civil.year - 1;
        Day found = peildatum_on(&p, first);
        assert_in_range(found, day_of(begin, 8, 1), day_of(begin + 1, 7, 31));
        assert_true(civil_of(found).month == p.month && civil_of(found).day == p.day);
    }
}

static void a_list_of_peildata_keeps_each(void **state)
{
    (void)state;
    IniEntry entry = entry_of("2024-10-01,02-01, 10-01 jaar-1 ,10-01 schooljaar");
    Peildata peildata = {0};
    assert_true(value_peildata(&reader, &entry, &peildata));
    assert_int_equal(peildata.count, 4);
    static const PeildatumKind kinds[] = {PEILDATUM_FIXED, PEILDATUM_LATEST, PEILDATUM_YEARS_BACK,
                                          PEILDATUM_SCHOOLJAAR};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(peildata.items[i].kind, kinds[i]);
}

static void what_is_no_peildatum_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "10-1",
                                        "1-10",
                                        "13-01",
                                        "00-10",
                                        "10-00",
                                        "10-32",
                                        "02-29",
                                        "04-31",
                                        "10-01 jaar",
                                        "10-01 jaar-",
                                        "10-01 jaar-x",
                                        "10-01 jaar-100",
                                        "10-01 jaar+1",
                                        "10-01 vorig",
                                        "2024-10-01 jaar-1",
                                        "10-01,",
                                        "10-01 schooljaar-1",
                                        "10/01"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        IniEntry entry = entry_of(wrong[i]);
        Peildata peildata = {0};
        if (value_peildata(&reader, &entry, &peildata)) fail_msg("\"%s\" is taken", wrong[i]);
        assert_int_equal(report.errors, 1);
        assert_int_equal(report.items[0].place.line, 3);
        assert_int_equal(report.items[0].place.column, 11);
    }
}

static void every_form_of_a_periode_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        {"2025", "2025-01-01", "2025-12-31"},
        {"2025-Q1", "2025-01-01", "2025-03-31"},
        {"2025-q2", "2025-04-01", "2025-06-30"},
        {"2025-Q4", "2025-10-01", "2025-12-31"},
        {"2024-02", "2024-02-01", "2024-02-29"},
        {"2025-12", "2025-12-01", "2025-12-31"},
        {"2024/2025", "2024-08-01", "2025-07-31"},
        {"2025-10-01..2025-12-31", "2025-10-01", "2025-12-31"},
        {"2025-10-05 .. 2025-10-05", "2025-10-05", "2025-10-05"},
        {"1-2-2025..3-4-2026", "2025-02-01", "2026-04-03"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        IniEntry entry = entry_of(cases[i].text);
        Interval periode;
        if (!value_period(&reader, &entry, &periode)) fail_msg("%s is refused", cases[i].text);
        assert_int_equal(periode.first, day(cases[i].first));
        assert_int_equal(periode.last, day(cases[i].last));
    }
    static const char *const wrong[] = {"",
                                        "25",
                                        "0999",
                                        "2025-Q5",
                                        "2025-Q0",
                                        "2025-Q",
                                        "2025-13",
                                        "2025-00",
                                        "2025-1",
                                        "2024/2026",
                                        "2025/2024",
                                        "2024/25",
                                        "2025-12-31..2025-12-30",
                                        "2025-10-01",
                                        "..",
                                        "2025..2026",
                                        "2025-10-01..",
                                        "2025-Q4 ",
                                        "x2025",
                                        "2025-10-01.2025-11-01"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        IniEntry entry = entry_of(wrong[i]);
        Interval periode;
        if (value_period(&reader, &entry, &periode)) fail_msg("\"%s\" is taken", wrong[i]);
        assert_int_equal(report.seen[E321_BAD_VALUE], 1);
    }
}

static void the_version_is_the_latest_that_has_begun(void **state)
{
    (void)state;
    RuleVersion versions[3] = {{.vanaf = DAY_OPEN_START, .line = 1}};
    versions[1].vanaf = day("2025-01-01");
    versions[2].vanaf = day("2025-10-01");
    Rule rule = {.items = versions, .count = 3};
    assert_ptr_equal(rule_version_on(&rule, day("2024-12-31")), &versions[0]);
    assert_ptr_equal(rule_version_on(&rule, day("2025-01-01")), &versions[1]);
    assert_ptr_equal(rule_version_on(&rule, day("2025-09-30")), &versions[1]);
    assert_ptr_equal(rule_version_on(&rule, day("2025-10-01")), &versions[2]);
    rule = (Rule){.items = versions + 1, .count = 2};
    assert_null(rule_version_on(&rule, day("2024-12-31")));
    GroepVersion groepen[2] = {{.vanaf = day("2025-01-01")}, {.vanaf = day("2026-01-01")}};
    Groep groep = {.items = groepen, .count = 2};
    assert_null(groep_version_on(&groep, day("2024-12-31")));
    assert_ptr_equal(groep_version_on(&groep, day("2025-01-01")), &groepen[0]);
    assert_ptr_equal(groep_version_on(&groep, day("2026-01-01")), &groepen[1]);
}

static void a_laag_has_versions_of_its_own(void **state)
{
    (void)state;
    LaagVersion dated[2] = {{.vanaf = DAY_OPEN_START}, {.vanaf = day("2025-04-01")}};
    LaagSection sections[1] = {{.items = dated, .count = 2}};
    LaagShare lagen[2] = {{.section = NONE}, {.section = 0}};
    RuleVersion version = {.lagen = lagen, .laag_count = 2};
    Rule rule = {.lagen = {.items = sections, .count = 1}};
    assert_ptr_equal(laag_on(&rule, &version, 0, day("2025-01-01")), &version.own);
    assert_ptr_equal(laag_on(&rule, &version, 1, day("2025-03-31")), &dated[0].laag);
    assert_ptr_equal(laag_on(&rule, &version, 1, day("2025-04-01")), &dated[1].laag);
    dated[0].vanaf = day("2025-02-01");
    assert_null(laag_on(&rule, &version, 1, day("2025-01-31")));
}

static void lists_are_cut_at_commas_that_end_an_item(void **state)
{
    (void)state;
    IniEntry entry = entry_of("GM0518 62,5%, GM0603\t37,5%,\tGM1916 1/3");
    Items items = value_items(&reader, &entry, false);
    assert_int_equal(items.count, 3);
    assert_text(items.items[0], "GM0518 62,5%");
    assert_text(items.items[2], "GM1916 1/3");
    Text name, share;
    assert_true(value_name_and_share(items.items[1], &name, &share));
    assert_text(name, "GM0603");
    assert_text(share, "37,5%");
    assert_false(value_name_and_share(TEXT("GM0603"), &name, &share));
    entry = entry_of("H3,GM0637 , GM0518");
    items = value_items(&reader, &entry, true);
    assert_int_equal(items.count, 3);
    assert_text(items.items[1], "GM0637");
}

static void shares_must_add_up_to_exactly_one(void **state)
{
    (void)state;
    IniEntry entry = entry_of("x");
    i128 weights[3];
    i64 total;
    const Fraction good[] = {{1, 2}, {1, 3}, {1, 6}};
    assert_true(value_common_total(&reader, &entry, good, 3, weights, &total));
    assert_true(total == 6 && weights[0] == 3 && weights[1] == 2 && weights[2] == 1);
    const Fraction less[] = {{33333, 100000}, {1, 3}, {1, 3}};
    assert_false(value_common_total(&reader, &entry, less, 3, weights, &total));
    assert_int_equal(report.seen[E328_SHARES_NOT_ONE], 1);
    assert_says(report.items[0].text, "299999/300000");
    const Fraction odd[] = {{1, 999999}, {1, 999983}, {1, 2}};
    assert_false(value_common_total(&reader, &entry, odd, 3, weights, &total));
    assert_int_equal(report.seen[E321_BAD_VALUE], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_peildatum_means_one_day_per_tijdvak),
        cmocka_unit_test(the_latest_peildatum_agrees_with_a_walk_back),
        cmocka_unit_test(a_list_of_peildata_keeps_each),
        cmocka_unit_test(what_is_no_peildatum_is_refused),
        cmocka_unit_test(every_form_of_a_periode_is_read),
        cmocka_unit_test(the_version_is_the_latest_that_has_begun),
        cmocka_unit_test(a_laag_has_versions_of_its_own),
        cmocka_unit_test(lists_are_cut_at_commas_that_end_an_item),
        cmocka_unit_test(shares_must_add_up_to_exactly_one),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
