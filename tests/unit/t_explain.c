/* Goal: the units that are kept of a laag add up, per partij, to the weights that the run counted,
 * and each says whose it is, for whom it counts and why: attribution, buiten, drempel, leeg,
 * meetperiode, weging, shared besluiten. Then over every example, conformance case and random
 * batch that is there. */
#define _XOPEN_SOURCE 700
#include "testing.h"

#include "engine/explain.h"
#include "io/pipe.h"
#include "io/system/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Arena arena;
static Run *run;
static KeptUnits kept;

static const char partijen[] = "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n";
static const char scholen[] = "school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n"
                              "34CD01;Zuid;SBO;GM0603\n";
static const char contracten[] = "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                                 "C1;OJA;Klas;AGB-1;2025-01-01;r\n";
static const char contract_scholen[] = "contract;school\nC1;12AB00\nC1;34CD01\n";
static const char kosten[] = "kostenpost;contract;begindatum;einddatum;bedrag\n"
                             "K1;C1;2025-01-01;2025-12-31;10000\n";
static const char pupils[] = "leerling;school;begindatum;einddatum;gemeente\n"
                             "L1;12AB00;2025-01-01;;\nL2;12AB00;2025-01-01;2025-10-10;\n"
                             "L3;34CD01;2025-10-01;;GM0599\nL4;34CD01;2025-12-30;;\n";
static const char homes[] = "leerling;gemeente;begindatum;einddatum\nL1;GM0518;;2025-10-31\n"
                            "L1;GM0603;2025-11-01;\nL2;GM1916;;\nL4;GM0637;;\n";

/* Settles the fourth quarter by these keys of the one laag; kept: the units of its first pool. */
static void explain_settlement(const char *keys, const char *inschrijvingen, const char *besluiten)
{
    arena_free(&arena);
    const char *ini =
        text_zero_ended(&arena, JOIN(&arena,
                                     TEXT("[afrekening]\nnaam = x\nperiode = 2025-Q4\n[regel r]\n"
                                          "methode = woonplaatsbeginsel\n"),
                                     text_of(keys)));
    const TestFile files[] = {
        {"settlement.ini", ini},
        {"partijen.csv", partijen},
        {"scholen.csv", scholen},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", contract_scholen},
        {"kosten.csv", kosten},
        {"inschrijvingen.csv", inschrijvingen ? inschrijvingen : pupils},
        {"woonplaatsen.csv", homes},
        {"deelnames.csv", "deelname;leerling;contract;school;begindatum;einddatum;volume\n"
                          "D1;L1;C1;12AB00;2025-10-02;2025-11-30;100\n"
                          "D2;L2;C1;12AB00;2025-10-02;2025-12-31;50\n"},
        {"tellingen.csv", "school;peildatum;gemeente;aantal\n12AB00;2025-10-01;GM0518;7\n"
                          "34CD01;2025-10-01;GM0603;5\n"},
        {"woonplaatsbesluiten.csv",
         besluiten ? besluiten : "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
    kept = (KeptUnits){.arena = &arena};
    Explaining *e = explain_begin(&arena, run);
    explain_laag(e, 0, 0, &kept);
    explain_end(e);
}

static u32 partij_of(const char *code)
{
    return symbols_find(&run->batch->partij_codes, text_of(code));
}

/* The kept unit of a pupil that counts for a partij ("": left out); there must be one. */
static const KeptUnit *unit_of_at(const char *pupil, const char *partij, int line)
{
    const KeptUnit *found = NULL;
    for (size_t i = 0; i < kept.count; i++) {
        const KeptUnit *unit = &kept.items[i];
        if (unit->leerling == NONE ||
            !text_equal(leerling_id(run->batch, unit->leerling), text_of(pupil)) ||
            unit->partij != (*partij ? partij_of(partij) : NONE))
            continue;
        if (found) fail_msg("line %d: %s has two units for %s", line, pupil, partij);
        found = unit;
    }
    if (!found) fail_msg("line %d: %s has no unit for %s", line, pupil, partij);
    return found;
}
#define UNIT(pupil, partij) unit_of_at((pupil), (partij), __LINE__)

static void is_unit(const KeptUnit *unit, i64 units, Step step, unsigned placed)
{
    assert_number(unit->units, units);
    assert_int_equal(unit->step, step);
    assert_int_equal(unit->placed, placed);
}

static void days_are(const KeptUnit *unit, const char *first, const char *last)
{
    assert_int_equal(unit->days.first, day(first));
    assert_int_equal(unit->days.last, day(last));
}

static void each_piece_of_days_is_kept_with_its_step(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\n", NULL, NULL);
    assert_int_equal(kept.count, 5);
    is_unit(UNIT("L1", "GM0518"), 31, STEP_WOONADRES, 0);
    days_are(UNIT("L1", "GM0603"), "2025-11-01", "2025-12-31");
    assert_int_equal(UNIT("L1", "GM0603")->by_row, 0);
    is_unit(UNIT("L3", "GM0599"), 92, STEP_WOONADRES, 0);
    assert_int_equal(UNIT("L3", "GM0599")->by_row, 1);
    assert_int_equal(UNIT("L2", "GM1916")->table, T_inschrijvingen);
    assert_int_equal(kept.decided, DECIDED_BY_WEIGHT);
    assert_int_equal(kept.days.first, day("2025-10-01"));
}

static void who_takes_no_part_is_kept_as_buiten_says(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\ndeelnemers = GM0518, GM0603\n"
                       "buiten = schoolgemeente\n",
                       NULL, NULL);
    is_unit(UNIT("L2", "GM0518"), 10, STEP_WOONADRES, PLACED_OUTSIDE);
    assert_int_equal(UNIT("L2", "GM0518")->resolved, partij_of("GM1916"));
    explain_settlement("sleutel = leerlingdagen\ndeelnemers = GM0518, GM0603\n"
                       "buiten = verdelen\n",
                       NULL, NULL);
    is_unit(UNIT("L2", ""), 10, STEP_WOONADRES, PLACED_OUTSIDE);
}

static void apart_is_kept_beside_the_weights(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\ndeelnemers = GM0518, GM0603\n"
                       "buiten = apart\napart_tarief = 2,50\n",
                       NULL, NULL);
    is_unit(UNIT("L2", "GM1916"), 10, STEP_WOONADRES, PLACED_OUTSIDE | PLACED_APART);
    is_unit(UNIT("L1", "GM0518"), 31, STEP_WOONADRES, 0);
    /* and once, when a drempel has all counted twice */
    explain_settlement("sleutel = leerlingdagen\ndeelnemers = GM0518, GM0603\n"
                       "buiten = apart\napart_tarief = 2,50\ndrempel = 40 eenheden\n",
                       NULL, NULL);
    is_unit(UNIT("L2", "GM1916"), 10, STEP_WOONADRES, PLACED_OUTSIDE | PLACED_APART);
    is_unit(UNIT("L1", ""), 31, STEP_WOONADRES, PLACED_BELOW);
    is_unit(UNIT("L1", "GM0603"), 61, STEP_WOONADRES, 0);
}

static void below_the_drempel_is_kept_where_it_went(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\ndrempel = 20 eenheden\n"
                       "drempel_naar = schoolgemeente\n",
                       NULL, NULL);
    is_unit(UNIT("L2", "GM0518"), 10, STEP_WOONADRES, PLACED_BELOW);
    is_unit(UNIT("L4", "GM0603"), 2, STEP_WOONADRES, PLACED_BELOW);
    assert_int_equal(UNIT("L4", "GM0603")->resolved, partij_of("GM0637"));
    assert_int_equal(kept.count, 5);
}

static void an_empty_laag_is_kept_as_leeg_counted_it(void **state)
{
    (void)state;
    const char *left = "leerling;school;begindatum;einddatum\nL2;12AB00;2025-01-01;2025-01-10\n";
    explain_settlement("sleutel = leerlingdagen\nleeg = jaar\n", left, NULL);
    is_unit(UNIT("L2", "GM1916"), 10, STEP_WOONADRES, 0);
    assert_int_equal(kept.decided, DECIDED_BY_YEAR);
    assert_int_equal(kept.days.first, day("2025-01-01"));
    explain_settlement("sleutel = leerlingdagen\nleeg = schoolgemeente\n", left, NULL);
    assert_int_equal(kept.count, 2);
    assert_int_equal(kept.items[0].placed, PLACED_LISTED);
    assert_int_equal(kept.items[0].leerling, NONE);
    assert_int_equal(kept.decided, DECIDED_BY_PLACE);
}

/* All that there is goes apart; what leeg then gives has another denominator. */
static void apart_and_leeg_have_denominators_of_their_own(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\ndeelnemers = GM0518, GM0603\nbuiten = apart\n"
                       "apart_tarief = 1\nleeg = schoolgemeente\n",
                       "leerling;school;begindatum;einddatum\nL2;12AB00;2025-10-01;2025-10-10\n",
                       "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"
                       "L2;GM0637;2025-10-01;;b1;1/3\nL2;GM0599;2025-10-01;;b2;2/3\n");
    is_unit(UNIT("L2", "GM0637"), 10, STEP_BESLUIT, PLACED_OUTSIDE | PLACED_APART);
    assert_int_equal(UNIT("L2", "GM0599")->denominator, 3);
    assert_int_equal(kept.items[kept.count - 1].denominator, 1);
}

static void shared_and_weighed_units_say_by_what(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\nweging = SBO 2,5\n", NULL,
                       "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n"
                       "L3;GM0637;2025-10-01;2025-10-04;b1;1/3\n"
                       "L3;GM0518;2025-10-01;2025-10-04;b2;2/3\n");
    const KeptUnit *unit = UNIT("L3", "GM0637");
    is_unit(unit, 4 * 5, STEP_BESLUIT, 0);
    assert_int_equal(unit->denominator, 6);
    assert_int_equal(unit->share, 1);
    assert_int_equal(unit->factor, 5);
    assert_int_equal(UNIT("L1", "GM0518")->factor, 2);
}

static void divided_units_run_from_their_first_to_their_last_day(void **state)
{
    (void)state;
    explain_settlement("sleutel = volume\n", NULL,
                       "leerling;gemeente;begindatum;einddatum;besluit\n"
                       "L1;GM0603;2025-10-11;2025-10-20;b1\n");
    const KeptUnit *unit = UNIT("L1", "GM0603");
    days_are(unit, "2025-10-11", "2025-11-30");
    assert_int_equal(unit->steps, 1 << STEP_BESLUIT | 1 << STEP_WOONADRES);
    assert_number(unit->units + UNIT("L1", "GM0518")->units, 1000000);
}

static void other_days_are_kept_as_they_were_counted(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\nmeetperiode = vorig_jaar\n",
                       "leerling;school;begindatum;einddatum\nL2;12AB00;2024-02-01;2024-03-01\n",
                       NULL);
    days_are(UNIT("L2", "GM1916"), "2024-02-01", "2024-03-01");
    assert_int_equal(kept.days.last, day("2024-12-31"));
    explain_settlement("sleutel = telling\n", NULL, NULL);
    assert_int_equal(kept.count, 2);
    assert_int_equal(kept.items[0].table, T_tellingen);
    assert_number(kept.items[0].units, 7);
    explain_settlement("sleutel = deelnemers\n", NULL, NULL);
    days_are(UNIT("L1", "GM0518"), "2025-10-02", "2025-10-02");
}

/* Nobody of deelnemers is counted in the quarter, so the year is; what was billed apart stays. */
static void what_goes_apart_is_not_counted_over_the_year(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\nleeg = jaar\ndeelnemers = GM0518\n"
                       "buiten = apart\napart_tarief = 10\n",
                       "leerling;school;begindatum;einddatum;gemeente\n"
                       "L1;12AB00;2025-01-01;2025-01-31;\nL2;12AB00;2025-10-01;2025-10-10;\n",
                       NULL);
    assert_int_equal(kept.decided, DECIDED_BY_YEAR);
    assert_int_equal(kept.days.first, day("2025-01-01"));
    assert_int_equal(kept.days.last, day("2025-12-31"));
    assert_int_equal(kept.count, 3);
    const KeptUnit *apart = UNIT("L2", "GM1916"), *year = UNIT("L1", "GM0518"),
                   *outside = UNIT("L2", "");
    assert_int_equal(apart->placed, PLACED_OUTSIDE | PLACED_APART);
    assert_number(apart->units, 10);
    assert_int_equal(year->placed, 0);
    assert_number(year->units, 31);
    assert_int_equal(outside->placed, PLACED_OUTSIDE);
    assert_number(outside->units, 10);
    assert_int_equal(run->lines.count, 2);
    assert_int_equal(run->lines.items[0].partij, partij_of("GM0518"));
    assert_int_equal(run->lines.items[1].soort, LINE_APART);
    assert_number(run->lines.items[1].cents, 10000); /* ten days */
    assert_number(run->lines.items[0].cents + 10000, te_verdelen(&run->pools.items[0]));
}

static void nothing_of_the_run_changes(void **state)
{
    (void)state;
    explain_settlement("sleutel = leerlingdagen\ndrempel = 20 eenheden\nonbekend = "
                       "schoolgemeente\n",
                       NULL, NULL);
    size_t signals = run->signals.count, told = run->batch->report->count;
    PoolLaag before = run->lagen.items[0];
    kept.count = 0;
    forget_lines(run);
    Explaining *e = explain_begin(&arena, run);
    explain_laag(e, 0, 0, &kept);
    size_t first = kept.count;
    explain_laag(e, 0, 0, &kept); /* behind the first */
    explain_end(e);
    assert_int_equal(kept.count, 2 * first);
    assert_int_equal(run->signals.count, signals);
    assert_int_equal(run->batch->report->count, told);
    const PoolLaag *after = &run->lagen.items[0]; /* by field: what is between them is nothing */
    assert_true(after->partijen == before.partijen && after->narrow == before.narrow &&
                after->wide == before.wide && after->capped == before.capped);
    assert_true(after->weight_count == before.weight_count && after->total == before.total &&
                after->of == before.of && after->denominator == before.denominator);
    assert_true(after->laag == before.laag && after->decided == before.decided &&
                after->cents == before.cents);
}

/* --- what others settle ----------------------------------------------------------------------- */

/* That the units of each laag add up to what the run has of each partij. */
static size_t explain_run(Arena *own, Run *of)
{
    size_t lagen = 0;
    Explaining *e = explain_begin(own, of);
    KeptUnits units = {.arena = own};
    i128 *sum = NEW(own, i128, of->batch->partijen.rows.count);
    for (size_t p = 0; p < of->pools.count; p++) {
        const Pool *pool = &of->pools.items[p];
        u32 count = (u32)terms_of(of, pool->contract, pool->tijdvak)->version->laag_count;
        for (u32 l = 0; l < count; l++, lagen++) {
            const PoolLaag *laag = &of->lagen.items[pool->first_laag + l];
            units.count = 0;
            explain_laag(e, p, l, &units);
            for (size_t i = 0; i < units.count; i++)
                if (units.items[i].partij != NONE && !(units.items[i].placed & PLACED_APART))
                    sum[units.items[i].partij] += units.items[i].units;
            for (size_t i = 0; i < laag->weight_count; i++) {
                assert_number(sum[laag->partijen[i]], weight_at(laag, i));
                sum[laag->partijen[i]] = 0;
            }
        }
    }
    explain_end(e);
    for (size_t i = 0; i < of->batch->partijen.rows.count; i++)
        assert_number(sum[i], 0);
    return lagen;
}

static size_t explain_ini(Text ini)
{
    Arena own = {0};
    Outcome outcome = run_pipe(&own, &(PipeInput){.ini = ini, .without_books = true});
    size_t lagen = outcome.ok ? explain_run(&own, outcome.run) : 0;
    arena_free(&own);
    return lagen;
}

/* Every settlement*.ini of each folder in `folder`. */
static size_t explain_below(const char *folder)
{
    Arena own = {0};
    Names names = {0};
    const char *reason;
    size_t lagen = 0;
    if (!sys_list_folder(&own, folder, &names, &reason)) names.count = 0;
    for (size_t i = 0; i < names.count; i++) {
        Names inner = {0};
        Text name = names.items[i];
        if (!name.length || name.at[name.length - 1] != '/') continue;
        Text below = JOIN(&own, text_of(folder), TEXT("/"), name);
        if (!sys_list_folder(&own, text_zero_ended(&own, below), &inner, &reason)) continue;
        for (size_t j = 0; j < inner.count; j++) {
            Text file = inner.items[j];
            bool ini = file.length > 4 && !memcmp(file.at + file.length - 4, ".ini", 4);
            if (ini) lagen += explain_ini(JOIN(&own, below, file));
        }
    }
    arena_free(&own);
    return lagen;
}

static void every_example_adds_up(void **state)
{
    (void)state;
    const char *root = getenv("VERREKEN_ROOT"), *shared = getenv("VERREKEN_SHARED");
    if (!root || !shared) skip();
    size_t lagen = explain_below(temp_path(&arena, root, "examples"));
    print_message("# %zu lagen of examples\n", lagen);
    assert_true(lagen > 40);
    lagen = explain_below(temp_path(&arena, shared, "conformance")) +
            explain_below(temp_path(&arena, shared, "conformance-regions"));
    print_message("# %zu lagen of conformance cases\n", lagen);
}

static void random_batches_add_up(void **state)
{
    (void)state;
    enum { BATCHES = 120 };
    const char *program = getenv("VERREKEN_RANDOM_BATCH");
    if (!program) skip();
    size_t lagen = 0;
    const char *folder = temp_folder(&arena);
    for (int i = 0; i < BATCHES; i++) {
        char command[1024];
        snprintf(command, sizeof command, "'%s' %d '%s/%d'%s", program, 700000 + i, folder, i,
                 i % 2 ? " --regions" : "");
        assert_int_equal(system(command), 0);
    }
    lagen = explain_below(folder);
    print_message("# %zu lagen of random batches\n", lagen);
    assert_true(lagen > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_piece_of_days_is_kept_with_its_step),
        cmocka_unit_test(who_takes_no_part_is_kept_as_buiten_says),
        cmocka_unit_test(apart_is_kept_beside_the_weights),
        cmocka_unit_test(below_the_drempel_is_kept_where_it_went),
        cmocka_unit_test(an_empty_laag_is_kept_as_leeg_counted_it),
        cmocka_unit_test(apart_and_leeg_have_denominators_of_their_own),
        cmocka_unit_test(shared_and_weighed_units_say_by_what),
        cmocka_unit_test(divided_units_run_from_their_first_to_their_last_day),
        cmocka_unit_test(other_days_are_kept_as_they_were_counted),
        cmocka_unit_test(what_goes_apart_is_not_counted_over_the_year),
        cmocka_unit_test(nothing_of_the_run_changes),
        cmocka_unit_test(every_example_adds_up),
        cmocka_unit_test(random_batches_add_up),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
