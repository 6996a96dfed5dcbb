/* Goal: the woonplaats of a pupil on each day is the one that Jeugdwet art. 1.1 gives (SPEC §4): by
 * besluit, else from before the verblijf, else the woonadres, else birth or the request for help.
 * Small cases for each step, then random pupils against a count of the law day by day. */
#include "testing.h"

#include "engine/resolve.h"
#include "io/pipe.h"

#include <stdio.h>

static Arena arena;
static Run *run;

static const char partijen[] = "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n";
static const char scholen[] = "school;naam;soort;gemeente\n12AB00;School;SO;GM0518\n";
static const char contracten[] = "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                                 "C1;OJA;Klas;AGB-1;2023-01-01;r\n";
static const char contract_scholen[] = "contract;school\nC1;12AB00\n";
static const char kosten[] = "kostenpost;contract;begindatum;einddatum;bedrag\n"
                             "K1;C1;2023-01-01;2023-12-31;1000\n";

/* Runs the pipe over these tables; `gap`: onderbreking. */
static Report *resolve_tables(const char *gap, const char *woonplaatsen, const char *verblijven,
                              const char *besluiten, const char *leerlingen)
{
    arena_free(&arena);
    const char *ini = text_zero_ended(
        &arena,
        JOIN(&arena, TEXT("[afrekening]\nnaam = x\nperiode = 2023\nonderbreking = "), text_of(gap),
             TEXT("\n[regel r]\nmethode = woonplaatsbeginsel\n"
                  "sleutel = leerlingdagen\nonbekend = schoolgemeente\n"
                  "[regel adres]\nmethode = woonplaatsbeginsel\n"
                  "sleutel = leerlingdagen\naan = woonadres\n")));
    const TestFile files[] = {
        {"settlement.ini", ini},
        {"partijen.csv", partijen},
        {"scholen.csv", scholen},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", contract_scholen},
        {"kosten.csv", kosten},
        {"inschrijvingen.csv",
         "leerling;school;begindatum;gemeente\nL1;12AB00;2023-01-01;GM0599\n"},
        {"woonplaatsen.csv", woonplaatsen ? woonplaatsen : "leerling;gemeente\n"},
        {"verblijven.csv", verblijven ? verblijven : "leerling;soort;begindatum;einddatum\n"},
        {"woonplaatsbesluiten.csv",
         besluiten ? besluiten : "leerling;gemeente;begindatum;einddatum;besluit\n"},
        {"leerlingen.csv",
         leerlingen ? leerlingen : "leerling;gemeente_bij_geboorte;gemeente_hulpvraag\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    assert_ok(run->woonadres.home, run->batch->report);
    return run->batch->report;
}

static Stretch on_day(bool address_only, u32 leerling, Day on)
{
    return stretch_on(run->batch, address_only ? &run->woonadres : &run->woonplaats, leerling, on);
}

static u32 leerling_of(Text identifier)
{
    for (u32 i = 0; i < run->batch->leerling_ids.count; i++)
        if (text_equal(leerling_id(run->batch, i), identifier)) return i;
    return NONE;
}

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

/* The stretches of every pupil cover all days, once, whichever of their days is asked for. */
static void stretches_are_complete(void)
{
    for (int address_only = 0; address_only < 2; address_only++)
        for (u32 p = 0; p < run->batch->leerling_ids.count; p++) {
            Stretch s = on_day(address_only, p, DAY_OPEN_START);
            assert_int_equal(s.first, DAY_OPEN_START);
            while (s.last != DAY_OPEN_END) {
                Stretch next = on_day(address_only, p, s.last + 1);
                assert_int_equal(next.first, s.last + 1);
                assert_true(next.last >= next.first);
                s = on_day(address_only, p, next.last);
                assert_int_equal(s.first, next.first);
                assert_int_equal(s.last, next.last);
            }
        }
}

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

/* --- random pupils, and the law day by day ---------------------------------------------------- */

enum { PUPILS = 80, ROWS_MOST = 5, SPAN = 420 };

typedef struct Row {
    int first, last; /* days from 2023-01-01; last < 0: open */
    int gemeente;    /* index, 4: BUITENLAND */
    bool noted, deeltijd;
} Row;

typedef struct Life {
    Row homes[ROWS_MOST], stays[ROWS_MOST], rulings[ROWS_MOST];
    int home_count, stay_count, ruling_count;
    int birth, request; /* -1: none */
} Life;

static const char *const codes[] = {"GM0518", "GM0603", "GM1916", "GM0637", "BUITENLAND"};

static int make_rows(Row *rows, int gap, bool touching)
{
    int count = (int)random_below(ROWS_MOST), at = (int)random_below(60);
    for (int i = 0; i < count; i++) {
        rows[i].first = at;
        rows[i].last = at + (int)random_below(70);
        rows[i].gemeente = (int)random_below(5);
        rows[i].noted = random_below(5) == 0;
        rows[i].deeltijd = random_below(5) == 0;
        at = rows[i].last + (touching && random_below(3) == 0 ? 0 : 1) +
             (random_below(2) ? 0 : (int)random_below((u64)gap));
    }
    if (count && random_below(3) == 0) rows[count - 1].last = -1;
    return count;
}

static bool covers(const Row *row, int on)
{
    return row->first <= on && (row->last < 0 || on <= row->last);
}

/* Codes of who(): 0 … 3 a gemeente, and these. */
enum { OF_ROW = -1, UNKNOWN = -2 };

static int home_on(const Life *life, int on)
{
    int found = UNKNOWN, begun = -1;
    for (int i = 0; i < life->home_count; i++) {
        const Row *row = &life->homes[i];
        if (!covers(row, on) || row->first < begun) continue;
        begun = row->first;
        found = row->noted ? UNKNOWN : row->gemeente;
    }
    return found;
}

static int law(const Life *life, int on, int gap, bool address_only)
{
    for (int i = 0; i < life->ruling_count && !address_only; i++)
        if (covers(&life->rulings[i], on)) return life->rulings[i].gemeente;
    int asked = on, chain = -1, end = -1;
    for (int i = 0; i < life->stay_count && !address_only; i++) {
        const Row *row = &life->stays[i];
        if (row->deeltijd || row->first > on) continue;
        if (chain < 0 || row->first > end + 1 + gap) chain = row->first, end = row->first;
        end = row->last < 0 ? 100000 : row->last > end ? row->last : end;
    }
    /* a day in the gap between two joined stays belongs to the chain when the next one joins */
    for (int i = 0; i < life->stay_count && chain >= 0 && !address_only; i++) {
        const Row *row = &life->stays[i];
        if (!row->deeltijd && row->first > on && row->first <= end + 1 + gap && end < on)
            end = row->first;
    }
    if (chain >= 0 && on <= end) asked = chain - 1;
    if (!life->home_count) return OF_ROW;
    int home = home_on(life, asked);
    if (home >= 0 && home < 4) return home;
    int found = home == 4 || life->birth < 0 ? life->request : life->birth;
    return found < 0 ? UNKNOWN : found;
}

static void build_row(TextBuilder *out, int pupil, const char *second, const Row *row)
{
    build_text(out, TEXT("P"));
    build_integer(out, pupil);
    build_char(out, ';');
    build_text(out, text_of(second));
    build_char(out, ';');
    build_text(out, day_text(out->arena, day("2023-01-01") + row->first));
    build_char(out, ';');
    if (row->last >= 0) build_text(out, day_text(out->arena, day("2023-01-01") + row->last));
}

static void make_life(Life *life, int pupil, TextBuilder *tables)
{
    *life = (Life){.birth = (int)random_below(5) - 1, .request = (int)random_below(5) - 1};
    life->home_count = make_rows(life->homes, 20, true);
    life->stay_count = make_rows(life->stays, 6, false);
    life->ruling_count = make_rows(life->rulings, 90, false);
    for (int i = 0; i < life->home_count; i++) {
        build_row(&tables[0], pupil, codes[life->homes[i].gemeente], &life->homes[i]);
        build_text(&tables[0], life->homes[i].noted ? TEXT(";briefadres\n") : TEXT(";\n"));
    }
    for (int i = life->stay_count; i-- > 0;) {
        build_row(&tables[1], pupil, life->stays[i].deeltijd ? "deeltijd" : "jji", &life->stays[i]);
        build_char(&tables[1], '\n');
    }
    for (int i = 0; i < life->ruling_count; i++) {
        life->rulings[i].gemeente %= 4;
        build_row(&tables[2], pupil, codes[life->rulings[i].gemeente], &life->rulings[i]);
        build_text(&tables[2], TEXT(";b\n"));
    }
    build_text(&tables[3], TEXT("P"));
    build_integer(&tables[3], pupil);
    build_char(&tables[3], ';');
    if (life->birth >= 0) build_text(&tables[3], text_of(codes[life->birth]));
    build_char(&tables[3], ';');
    if (life->request >= 0) build_text(&tables[3], text_of(codes[life->request]));
    build_char(&tables[3], '\n');
}

static void compare_life(const Life *life, int number, int gap)
{
    char name[16];
    snprintf(name, sizeof name, "P%d", number);
    u32 leerling = leerling_of(text_of(name));
    assert_true(leerling != NONE);
    for (int address_only = 0; address_only < 2; address_only++) {
        for (int on = -3; on < SPAN; on++) {
            u32 found = on_day(address_only, leerling, day("2023-01-01") + on).who;
            int expected = law(life, on, gap, address_only);
            u32 wanted = expected == OF_ROW ? WHO_OF_ROW
                         : expected == UNKNOWN
                             ? WHO_UNKNOWN
                             : symbols_find(&run->batch->partij_codes, text_of(codes[expected]));
            if (found != wanted)
                fail_msg("%s, day %d, address %d: %u, not %u", name, on, address_only, found,
                         wanted);
        }
    }
}

static void random_pupils_live_where_the_law_says(void **state)
{
    (void)state;
    static Life lives[PUPILS];
    for (int gap = 0; gap < 4; gap += 3) {
        Arena own = {0};
        TextBuilder tables[4] = {
            {.arena = &own}, {.arena = &own}, {.arena = &own}, {.arena = &own}};
        build_text(&tables[0], TEXT("leerling;gemeente;begindatum;einddatum;aantekening\n"));
        build_text(&tables[1], TEXT("leerling;soort;begindatum;einddatum\n"));
        build_text(&tables[2], TEXT("leerling;gemeente;begindatum;einddatum;besluit\n"));
        build_text(&tables[3], TEXT("leerling;gemeente_bij_geboorte;gemeente_hulpvraag\n"));
        for (int i = 0; i < PUPILS; i++)
            make_life(&lives[i], i, tables);
        for (int t = 0; t < 4; t++)
            build_char(&tables[t], 0);
        resolve_tables(gap ? "3" : "0", tables[0].items, tables[1].items, tables[2].items,
                       tables[3].items);
        arena_free(&own);
        for (int i = 0; i < PUPILS; i++)
            compare_life(&lives[i], i, gap);
        stretches_are_complete();
    }
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
        cmocka_unit_test(random_pupils_live_where_the_law_says),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
