/* Goal: the woonplaats of a pupil on each day is the one that Jeugdwet art. 1.1 gives (SPEC §4): by
 * besluit, else from before the verblijf, else the woonadres, else birth or the request for help.
 * Small cases for each step; pupils at random are in t_resolve_random.c. */
#include "resolved.h"

/* That the pupil lives so on the day; `who`: a code, "?" unknown, "row", "shared". */
static void lives_at(const char *pupil, bool address_only, const char *on, const char *who,
                     Step step, const char *file, int line)
{
    u32 leerling = leerling_of(text_of(pupil));
    if (leerling == NONE) fail_msg("no pupil %s", pupil);
    Stretch found_on = on_day(address_only, leerling, day(on));
    Text found = found_on.who == WHO_UNKNOWN  ? TEXT("?")
                 : found_on.who == WHO_OF_ROW ? TEXT("row")
                 : found_on.who == WHO_SHARED ? TEXT("shared")
                                              : partij_code(run->batch, found_on.who);
    if (!text_equal(found, text_of(who)) || found_on.step != step) {
        print_error("# %s on %s: %.*s by step %d\n", pupil, on, (int)found.length, found.at,
                    found_on.step);
        _fail(file, line);
    }
}
#define LIVES(on, who, step) lives_at("L1", false, (on), (who), (step), __FILE__, __LINE__)
#define ADDRESS(on, who, step) lives_at("L1", true, (on), (who), (step), __FILE__, __LINE__)

static void a_woonadres_counts_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    resolve_tables("0",
                   "leerling;gemeente;begindatum;einddatum\n"
                   "L1;GM0518;;2023-03-10\nL1;GM0603;2023-03-10;2023-05-31\n"
                   "L1;GM1916;2023-07-01;\n",
                   NULL, NULL, NULL);
    LIVES("1990-01-01", "GM0518", STEP_WOONADRES);
    LIVES("2023-03-09", "GM0518", STEP_WOONADRES);
    LIVES("2023-03-10", "GM0603", STEP_WOONADRES); /* the later one's */
    LIVES("2023-05-31", "GM0603", STEP_WOONADRES);
    LIVES("2023-06-01", "?", STEP_ONBEKEND);
    LIVES("2023-06-30", "?", STEP_ONBEKEND);
    LIVES("2023-07-01", "GM1916", STEP_WOONADRES);
    LIVES("2099-01-01", "GM1916", STEP_WOONADRES);
    assert_int_equal(run->batch->report->seen[W227_WOONPLAATS_SAME_DAY], 1);
    stretches_are_complete();
}

static void a_woonadres_of_one_day_gives_way(void **state)
{
    (void)state;
    resolve_tables("0",
                   "leerling;gemeente;begindatum;einddatum\n"
                   "L1;GM1916;2023-03-10;\nL1;GM0603;2023-03-10;2023-03-10\n"
                   "L1;GM0518;;2023-03-10\n",
                   NULL, NULL, NULL);
    LIVES("2023-03-09", "GM0518", STEP_WOONADRES);
    LIVES("2023-03-10", "GM1916", STEP_WOONADRES);
    LIVES("2023-03-11", "GM1916", STEP_WOONADRES);
    stretches_are_complete();
}

static void without_a_woonadres_birth_decides_then_the_request(void **state)
{
    (void)state;
    static const char rows[] =
        "leerling;gemeente;begindatum;einddatum;aantekening\n"
        "L1;GM0518;;2023-03-31;\nL1;GM0603;2023-04-01;2023-04-30;briefadres\n"
        "L1;BUITENLAND;2023-05-01;2023-05-31;\n"
        "L1;GM0603;2023-06-01;;in_onderzoek\n";
    resolve_tables("0", rows, NULL, NULL,
                   "leerling;gemeente_bij_geboorte;gemeente_hulpvraag\nL1;GM1916;GM0637\n");
    LIVES("2023-03-31", "GM0518", STEP_WOONADRES);
    LIVES("2023-04-01", "GM1916", STEP_GEBOORTE);
    LIVES("2023-05-01", "GM0637", STEP_HULPVRAAG); /* abroad: not where the mother was */
    LIVES("2023-06-01", "GM1916", STEP_GEBOORTE);
    ADDRESS("2023-05-31", "GM0637", STEP_HULPVRAAG);
    resolve_tables("0", rows, NULL, NULL,
                   "leerling;gemeente_bij_geboorte;gemeente_hulpvraag\nL1;;GM0637\n");
    LIVES("2023-04-01", "GM0637", STEP_HULPVRAAG);
    resolve_tables("0", rows, NULL, NULL,
                   "leerling;gemeente_bij_geboorte;gemeente_hulpvraag\nL1;GM1916;\n");
    LIVES("2023-05-31", "?", STEP_ONBEKEND);
    stretches_are_complete();
}

/* The day of two woonplaatsen is the later one's, also when that one has an aantekening. */
static void an_aantekening_takes_its_first_day(void **state)
{
    (void)state;
    resolve_tables("0",
                   "leerling;gemeente;begindatum;einddatum;aantekening\n"
                   "L1;GM0518;;2023-03-10;\nL1;GM0603;2023-03-10;2023-03-20;briefadres\n"
                   "L1;GM0637;2023-03-20;;\n",
                   NULL, NULL, NULL);
    LIVES("2023-03-09", "GM0518", STEP_WOONADRES);
    LIVES("2023-03-10", "?", STEP_ONBEKEND);
    LIVES("2023-03-19", "?", STEP_ONBEKEND);
    LIVES("2023-03-20", "GM0637", STEP_WOONADRES);
}

static void a_verblijf_keeps_the_woonadres_from_before(void **state)
{
    (void)state;
    static const char homes[] = "leerling;gemeente;begindatum;einddatum\n"
                                "L1;GM0518;;2023-01-31\nL1;GM0603;2023-02-01;2023-05-31\n"
                                "L1;GM1916;2023-06-01;\n";
    resolve_tables("0", homes,
                   "leerling;soort;begindatum;einddatum\n"
                   "L1;pleegouder;2023-02-01;2023-03-31\nL1;jji;2023-04-01;2023-04-30\n"
                   "L1;aanbieder;2023-05-02;2023-06-30\nL1;deeltijd;2023-08-01;\n",
                   NULL, NULL);
    LIVES("2023-01-31", "GM0518", STEP_WOONADRES);
    LIVES("2023-02-01", "GM0518", STEP_VERBLIJF); /* the day before the chain */
    LIVES("2023-04-30", "GM0518", STEP_VERBLIJF); /* joined */
    LIVES("2023-05-01", "GM0603", STEP_WOONADRES);
    LIVES("2023-05-02", "GM0603", STEP_VERBLIJF);
    LIVES("2023-06-30", "GM0603", STEP_VERBLIJF);
    LIVES("2023-07-01", "GM1916", STEP_WOONADRES);
    LIVES("2023-08-01", "GM1916", STEP_WOONADRES); /* deeltijd begins no chain */
    ADDRESS("2023-02-01", "GM0603", STEP_WOONADRES);
    stretches_are_complete();
}

static void an_interruption_may_be_as_long_as_agreed(void **state)
{
    (void)state;
    static const char homes[] = "leerling;gemeente;begindatum;einddatum\n"
                                "L1;GM0518;;2023-01-31\nL1;GM0603;2023-02-01;\n";
    static const char *const stays[] = {
        "leerling;soort;begindatum;einddatum\nL1;opvang;2023-02-01;2023-03-01\n"
        "L1;opvang;2023-03-05;2023-03-31\n", /* three days between */
        "leerling;soort;begindatum;einddatum\nL1;opvang;2023-03-05;2023-03-31\n"
        "L1;beschermd_wonen;2023-02-01;2023-03-01\nL1;deeltijd;2023-03-02;2023-03-04\n"};
    for (size_t i = 0; i < 2; i++) {
        resolve_tables("2", homes, stays[i], NULL, NULL);
        LIVES("2023-03-03", "GM0603", STEP_WOONADRES);
        LIVES("2023-03-05", "GM0603", STEP_VERBLIJF);
        resolve_tables("3", homes, stays[i], NULL, NULL);
        LIVES("2023-03-01", "GM0518", STEP_VERBLIJF);
        LIVES("2023-03-02", "GM0518", STEP_VERBLIJF);
        LIVES("2023-03-31", "GM0518", STEP_VERBLIJF);
        LIVES("2023-04-01", "GM0603", STEP_WOONADRES);
        stretches_are_complete();
    }
}

static void a_verblijf_without_a_woonadres_goes_on_to_step_four(void **state)
{
    (void)state;
    resolve_tables("0",
                   "leerling;gemeente;begindatum;einddatum;aantekening\n"
                   "L1;BUITENLAND;;2023-01-31;\nL1;GM0603;2023-02-01;2023-06-30;\n"
                   "L1;GM0603;2023-07-01;;briefadres\n",
                   "leerling;soort;begindatum;einddatum\nL1;jji;2023-02-01;2023-03-01\n"
                   "L1;jji;2023-07-02;2023-08-01\n",
                   NULL, "leerling;gemeente_bij_geboorte;gemeente_hulpvraag\nL1;GM1916;GM0637\n");
    LIVES("2023-02-15", "GM0637", STEP_HULPVRAAG);
    LIVES("2023-07-15", "GM1916", STEP_GEBOORTE);
    u32 pupil = leerling_of(TEXT("L1"));
    assert_int_equal(on_day(false, pupil, day("2023-02-15")).in_verblijf, 1);
    assert_int_equal(on_day(false, pupil, day("2023-03-02")).in_verblijf, 0);
}

static void a_besluit_goes_before_all(void **state)
{
    (void)state;
    resolve_tables("0", "leerling;gemeente\nL1;GM0518\n",
                   "leerling;soort;begindatum;einddatum\nL1;jji;2023-02-01;2023-06-30\n",
                   "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"
                   "L1;GM0637;2023-03-01;2023-03-31;b1;\n"
                   "L1;GM0603;2023-05-01;2023-05-31;b2;1/3\nL1;GM1916;2023-05-01;;b3;2/3\n"
                   "L1;GM0603;2023-06-01;;b4;1/3\n",
                   NULL);
    LIVES("2023-02-28", "GM0518", STEP_VERBLIJF);
    LIVES("2023-03-01", "GM0637", STEP_BESLUIT);
    LIVES("2023-03-31", "GM0637", STEP_BESLUIT);
    LIVES("2023-04-01", "GM0518", STEP_VERBLIJF);
    LIVES("2023-05-01", "shared", STEP_BESLUIT);
    LIVES("2023-12-01", "shared", STEP_BESLUIT);
    ADDRESS("2023-03-15", "GM0518", STEP_WOONADRES);
    assert_true(run->aandeel_common == 3);
    stretches_are_complete();
}

/* One besluit for half, beside those of each month for the other half, and of June for all. */
static void many_besluiten_follow_each_other(void **state)
{
    (void)state;
    static const char *const months[] = {"01-01;2023-01-31", "02-01;2023-02-28", "03-01;2023-03-31",
                                         "04-01;2023-04-30", "05-01;2023-05-31"};
    Arena own = {0};
    TextBuilder besluiten = {.arena = &own};
    build_text(&besluiten, TEXT("leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"
                                "L1;GM0518;2023-01-01;2023-05-31;b0;1/2\n"
                                "L1;GM1916;2023-06-01;2023-06-30;b9;\n"
                                "L1;GM0518;2023-07-01;;b10;1/2\n"));
    for (int i = 0; i < 5; i++)
        build_text(&besluiten, JOIN(&own, TEXT("L1;GM0603;2023-"), text_of(months[i]), TEXT(";b"),
                                    text_integer(&own, i + 1), TEXT(";1/2\n")));
    for (int i = 7; i < 13; i++) /* one day after the other, and then on */
        build_text(
            &besluiten,
            JOIN(&own, TEXT("L1;GM0603;2023-07-0"), text_integer(&own, i - 6),
                 i < 12 ? JOIN(&own, TEXT(";2023-07-0"), text_integer(&own, i - 6)) : TEXT(";"),
                 TEXT(";c"), text_integer(&own, i), TEXT(";1/2\n")));
    resolve_tables("0", "leerling;gemeente\nL1;GM0637\n", NULL,
                   text_zero_ended(&own, built(&besluiten)), NULL);
    LIVES("2022-12-31", "GM0637", STEP_WOONADRES);
    LIVES("2023-01-01", "shared", STEP_BESLUIT);
    LIVES("2023-03-31", "shared", STEP_BESLUIT);
    LIVES("2023-05-31", "shared", STEP_BESLUIT);
    LIVES("2023-06-01", "GM1916", STEP_BESLUIT);
    LIVES("2023-06-30", "GM1916", STEP_BESLUIT);
    LIVES("2023-07-01", "shared", STEP_BESLUIT);
    LIVES("2023-07-05", "shared", STEP_BESLUIT);
    LIVES("2030-01-01", "shared", STEP_BESLUIT);
    stretches_are_complete();
    arena_free(&own);
}

/* A run of the same tables that asks the same takes over what was resolved. */
static void what_was_resolved_stays(void **state)
{
    (void)state;
    resolve_tables("0", "leerling;gemeente;begindatum\nL1;GM0518;\n", NULL, NULL, NULL);
    struct Stretch *home = run->woonplaats.home, *address = run->woonadres.home;
    resolve(run);
    assert_ptr_equal(run->woonplaats.home, home);
    assert_ptr_equal(run->woonadres.home, address);
    run->woonadres.home = NULL;
    resolve(run);
    assert_ptr_equal(run->woonplaats.home, home);
    assert_non_null(run->woonadres.home);
    ADDRESS("2023-03-15", "GM0518", STEP_WOONADRES);
}

static void without_any_woonplaats_the_row_decides(void **state)
{
    (void)state;
    Report *report = resolve_tables("0", NULL,
                                    "leerling;soort;begindatum;einddatum\n"
                                    "L1;jji;2023-02-01;2023-06-30\n",
                                    NULL, NULL);
    assert_int_equal(report->errors, 0);
    LIVES("2023-01-01", "row", STEP_WOONADRES);
    LIVES("2023-02-01", "row", STEP_VERBLIJF);
    ADDRESS("2023-02-01", "row", STEP_WOONADRES);
    resolve_tables("0",
                   "leerling;gemeente;begindatum;einddatum;aantekening\n"
                   "L1;GM0518;2020-01-01;2020-01-31;briefadres\n",
                   NULL, NULL, NULL);
    LIVES("2023-01-01", "?", STEP_ONBEKEND); /* a row with an aantekening is a row too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_woonadres_counts_from_its_first_to_its_last_day),
        cmocka_unit_test(a_woonadres_of_one_day_gives_way),
        cmocka_unit_test(without_a_woonadres_birth_decides_then_the_request),
        cmocka_unit_test(an_aantekening_takes_its_first_day),
        cmocka_unit_test(a_verblijf_keeps_the_woonadres_from_before),
        cmocka_unit_test(an_interruption_may_be_as_long_as_agreed),
        cmocka_unit_test(a_verblijf_without_a_woonadres_goes_on_to_step_four),
        cmocka_unit_test(a_besluit_goes_before_all),
        cmocka_unit_test(many_besluiten_follow_each_other),
        cmocka_unit_test(what_was_resolved_stays),
        cmocka_unit_test(without_any_woonplaats_the_row_decides),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
