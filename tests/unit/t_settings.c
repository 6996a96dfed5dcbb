/* Goal: a peildatum, a periode, a boekjaar and a version by vanaf mean the days that SPEC §2 and §6
 * say, also on the first and the last day of a year and of a school year. */
#include "testing.h"

#include "engine/values.h"
#include "io/pipe.h"

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
                                        "10/01",
                                        "1x-01",
                                        "10-0x",
                                        "1001-",
                                        "10-01-2024x"};
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

/* --- the grootboek ---------------------------------------------------------------------------- */

/* The settings of an INI with these lines, in [afrekening] or from a section on. */
static const Settings *settings_of(const char *lines)
{
    arena_free(&arena);
    Text ini = JOIN(&arena, TEXT("[afrekening]\nnaam = Proef\n"), text_of(lines));
    const TestFile files[] = {{"settlement.ini", text_zero_ended(&arena, ini)}};
    Outcome outcome = run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, 1)});
    grootboek_close(&outcome.grootboek);
    if (!outcome.ok) fail_msg("there are faults in: %s", lines);
    return outcome.run->settings;
}

static void the_settled_days_begin_with_the_boekjaar(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *first, *last;
    } cases[] = {
        /* by default 1 January of the year in which the periode begins */
        {"periode = 2025-Q4\ngrootboek = g.db\n", "2025-01-01", "2025-12-31"},
        {"periode = 2025-Q1\ngrootboek = g.db\n", "2025-01-01", "2025-03-31"},
        {"periode = 2025\ngrootboek = g.db\n", "2025-01-01", "2025-12-31"},
        {"periode = 2025-08\ngrootboek = g.db\n", "2025-01-01", "2025-08-31"},
        {"periode = 2025-10-01..2026-03-31\ngrootboek = g.db\n", "2025-01-01", "2026-03-31"},
        /* but that of a schooljaar, however it is written */
        {"periode = 2024/2025\ngrootboek = g.db\n", "2024-08-01", "2025-07-31"},
        {"periode = 2024-08-01..2025-07-31\ngrootboek = g.db\n", "2024-08-01", "2025-07-31"},
        {"periode = 2024-08-01..2025-06-30\ngrootboek = g.db\n", "2024-01-01", "2025-06-30"},
        {"periode = 2024-08-01..2026-07-31\ngrootboek = g.db\n", "2024-01-01", "2026-07-31"},
        /* as it is given: also in an earlier year, and on the first day itself */
        {"periode = 2025-Q4\ngrootboek = g.db\nboekjaar = 2025-10-01\n", "2025-10-01",
         "2025-12-31"},
        {"boekjaar = 01-08-2024\nperiode = 2025-Q2\ngrootboek = g.db\n", "2024-08-01",
         "2025-06-30"},
        {"periode = 2024/2025\ngrootboek = g.db\nboekjaar = 2024-01-01\n", "2024-01-01",
         "2025-07-31"},
        /* without a grootboek it has no effect */
        {"periode = 2025-Q4\n", "2025-10-01", "2025-12-31"},
        {"periode = 2025-Q4\nboekjaar = 2025-01-01\n", "2025-10-01", "2025-12-31"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Settings *s = settings_of(cases[i].lines);
        if (s->settled.first != day(cases[i].first) || s->settled.last != day(cases[i].last))
            fail_msg("%s settles from %.10s to %.10s", cases[i].lines,
                     day_text(&arena, s->settled.first).at, day_text(&arena, s->settled.last).at);
    }
}

static void the_grootboek_is_of_who_invoices_or_pays_out(void **state)
{
    (void)state;
#define GROOTBOEK "periode = 2025-Q4\ngrootboek = g.db\n"
    assert_text(settings_of(GROOTBOEK)->booking.organisatie, "");
    assert_text(settings_of(GROOTBOEK "kassier = GM0603\n")->booking.organisatie, "GM0603");
    assert_text(settings_of(GROOTBOEK "opsteller = GM0518, GM0603\nkassier = GM1916\n")
                    ->booking.organisatie,
                "GM0518, GM0603");
    assert_text(
        settings_of(GROOTBOEK "opsteller = GM0518\norganisatie = Bureau H3\n")->booking.organisatie,
        "Bureau H3");
}

static void how_facturen_are_made_is_read(void **state)
{
    (void)state;
    const Booking *b = &settings_of(GROOTBOEK)->booking;
    assert_true(has_grootboek(b) && !b->external_numbers && !b->corrections_at_year_end);
    assert_number(b->minimum, 0);
    assert_true(b->afgesloten == DAY_OPEN_START);
    b = &settings_of(GROOTBOEK "afgesloten = 30-09-2025\n[factuur]\nnummer = Extern\n"
                               "minimum = € 1.250,5\ncorrecties = jaareinde\n")
             ->booking;
    assert_true(b->external_numbers && b->corrections_at_year_end);
    assert_number(b->minimum, 125050);
    assert_number(b->afgesloten, day("2025-09-30"));
    b = &settings_of(GROOTBOEK "[factuur]\nnummer = eigen\ncorrecties = direct\n")->booking;
    assert_true(!b->external_numbers && !b->corrections_at_year_end);
    /* without a grootboek all of it is as if it were not there */
    b = &settings_of("periode = 2025-Q4\nafgesloten = 2025-09-30\n[factuur]\nnummer = extern\n"
                     "minimum = 25\ncorrecties = jaareinde\n")
             ->booking;
    assert_true(!has_grootboek(b) && !b->external_numbers && !b->corrections_at_year_end);
    assert_number(b->minimum, 0);
    assert_true(b->afgesloten == DAY_OPEN_START);
}

static void each_account_has_its_own_number(void **state)
{
    (void)state;
    const Booking *b = &settings_of(GROOTBOEK "[journaal]\nbtw = 1500\nDebiteuren = 1300 A\n"
                                              "verrekenverschillen = \"8;1\"\n")
                            ->booking;
    assert_text(b->accounts[ACCOUNT_debiteuren], "1300 A");
    assert_text(b->accounts[ACCOUNT_btw], "1500");
    assert_text(b->accounts[ACCOUNT_verrekenverschillen], "8;1");
    assert_text(b->accounts[ACCOUNT_te_verdelen], "");
    assert_text(b->accounts[ACCOUNT_eigen_aandeel], "");
    assert_text(b->accounts[ACCOUNT_voorschotten], "");
#undef GROOTBOEK
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
        cmocka_unit_test(the_settled_days_begin_with_the_boekjaar),
        cmocka_unit_test(the_grootboek_is_of_who_invoices_or_pays_out),
        cmocka_unit_test(how_facturen_are_made_is_read),
        cmocka_unit_test(each_account_has_its_own_number),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
