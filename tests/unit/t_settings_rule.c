/* Goal: every key of a rule and of a laag takes what SPEC §6, §7 and §12 say, and each value that
 * it cannot take is told once, at its line, without a fault of what hangs on it. */
#include "testing.h"

#include "io/pipe.h"

#include <stdio.h>
#include <string.h>

static Arena arena;
static const Settings *settings;

/* Reads an INI whose lines, counted from 1, come before its [afrekening]; what is told as
 * `ID line`s, in order. */
static Text told_with(const char *afrekening, const char *lines)
{
    arena_free(&arena);
    Text ini = JOIN(&arena, text_of(lines), TEXT("\n[afrekening]\nnaam = Proef\nperiode = 2025\n"),
                    text_of(afrekening));
    const TestFile files[] = {
        {"settlement.ini", text_zero_ended(&arena, ini)},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    settings = outcome.run->settings;
    return told_lines(&arena, outcome.run->batch->report);
}

typedef struct Case {
    const char *lines, *told;
} Case;

/* `before` stands above the lines of each case. */
static void tell_each(const char *before, const Case *cases, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        char lines[400];
        snprintf(lines, sizeof lines, "%s%s", before, cases[i].lines);
        Text told = told_with("", lines);
        if (text_equal(told, text_of(cases[i].told))) continue;
        print_error("# %s: told is %.*s", cases[i].lines, (int)told.length, told.at);
        good = false;
    }
    assert_true(good);
}

static const Laag *only_laag(void)
{
    return &settings->rules.items[0].items[0].own;
}

#define LEERLINGDAGEN "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
#define PXQ "[regel r]\nmethode = woonplaatsbeginsel\nkosten = pxq\n"

/* --- a laag ----------------------------------------------------------------------------------- */

static void a_drempel_is_a_number_of_leerlingen_or_eenheden(void **state)
{
    (void)state;
    static const Case wrong[] = {
        {"drempel = 5", "E321 4\n"},
        {"drempel = x leerlingen", "E321 4\n"},
        {"drempel = -5 leerlingen", "E321 4\n"},
        {"drempel = 5 kinderen", "E321 4\n"},
        {"drempel = 5,00001 eenheden", "E321 4\n"},
        {"drempel = 5 leerlingen\ndrempel_naar = delen", "E321 5\n"},
        {"drempel_naar = verdelen", "W322 4\n"},
    };
    tell_each(LEERLINGDAGEN, wrong, COUNT_OF(wrong));
    static const struct {
        const char *value;
        Drempel kind;
        i64 count;
    } good[] = {
        {"5 leerlingen", DREMPEL_LEERLINGEN, 50000}, {"1 Leerling", DREMPEL_LEERLINGEN, 10000},
        {"2,5 eenheden", DREMPEL_EENHEDEN, 25000},   {"1 eenheid", DREMPEL_EENHEDEN, 10000},
        {"0 eenheden", DREMPEL_EENHEDEN, 0},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        char lines[200];
        snprintf(lines, sizeof lines, LEERLINGDAGEN "drempel = %s", good[i].value);
        assert_text(told_with("", lines), "");
        assert_int_equal(only_laag()->drempel, good[i].kind);
        assert_number(only_laag()->drempel_count, good[i].count);
        assert_false(only_laag()->drempel_to_schoolgemeente);
    }
    assert_text(told_with("", LEERLINGDAGEN "drempel = 5 leerlingen\n"
                                            "drempel_naar = Schoolgemeente"),
                "");
    assert_true(only_laag()->drempel_to_schoolgemeente);
}

static void a_plafond_is_above_nothing_and_at_most_all(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"plafond = 0%", "E321 4\n"},
        {"plafond = x%", "E321 4\n"},
        {"plafond = 100,000000001%", "E321 4\n"},
        {"plafond = 4/3", "E321 4\n"},
        {"plafond = 100%", ""},
        {"plafond = 1/3", ""},
    };
    tell_each(LEERLINGDAGEN, cases, COUNT_OF(cases));
    assert_number(only_laag()->plafond.numerator, 1);
    assert_number(only_laag()->plafond.denominator, 3);
}

static void a_meetperiode_is_the_tijdvak_or_whole_years(void **state)
{
    (void)state;
    static const Case wrong[] = {
        {"meetperiode = 0_jaren", "E321 4\n"},   {"meetperiode = -1_jaren", "E321 4\n"},
        {"meetperiode = x_jaren", "E321 4\n"},   {"meetperiode = 3_weken", "E321 4\n"},
        {"meetperiode = 100_jaren", "E321 4\n"}, {"meetperiode = 3", "E321 4\n"},
    };
    tell_each(LEERLINGDAGEN, wrong, COUNT_OF(wrong));
    static const struct {
        const char *value;
        i64 years;
    } good[] = {{"tijdvak", 0}, {"vorig_jaar", 1}, {"1_jaar", 1},
                {"1_jaren", 1}, {"3_JAREN", 3},    {"99_jaar", 99}};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        char lines[200];
        snprintf(lines, sizeof lines, LEERLINGDAGEN "meetperiode = %s", good[i].value);
        assert_text(told_with("", lines), "");
        assert_number(only_laag()->meetperiode, good[i].years);
    }
}

static void a_weging_names_each_soort_once_with_a_factor(void **state)
{
    (void)state;
    static const Case wrong[] = {
        {"weging = SO x", "E321 4\n"},
        {"weging = SO, SBO", "E321 4\n"},
        {"weging = SO -3", "E321 4\n"},
        {"weging = SO 3, SBO 2, SO 4", "E321 4\n"},
        {"weging = SO 1/999983, SBO 1/999979", "E321 4\n"}, /* no common denominator */
        {"weging = SO 1000001/1", "E321 4\n"},
        {"deelnemers = GM0518\nbuiten = apart\napart_tarief = 10\nweging = SO 3", "E339 7\n"},
    };
    tell_each(LEERLINGDAGEN, wrong, COUNT_OF(wrong));
    assert_text(told_with("", LEERLINGDAGEN "weging = SO 3, SBO 2,5, VSO 1000000/1, SPO 1/3"), "");
    const Laag *laag = only_laag();
    assert_number(laag->weging_common, 6);
    assert_int_equal(laag->weging_count, 4);
    static const i64 weights[] = {18, 15, 6000000, 2};
    for (size_t i = 0; i < 4; i++)
        assert_number(laag->weging[i].weight, weights[i]);
    assert_text(told_with("", "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = gelijk\n"
                              "deelnemers = GM0518\nweging = SO 3"),
                "E339 5\n");
}

static void what_is_billed_apart_has_a_tarief(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"apart_tarief = x", "E321 6\n"},
        {"apart_tarief = -1", "E321 6\n"},
        {"apart_tarief = 0,0000001", "E321 6\n"},
        {"apart_tarief = 12,50", ""},
    };
    tell_each(LEERLINGDAGEN "deelnemers = GM0518\nbuiten = apart\n", cases, COUNT_OF(cases));
    assert_number(only_laag()->apart_tarief, 12500000);
}

static void a_sleutel_is_one_of_those_there_are(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"sleutel = leerlingen", "E321 3\n"},
        {"sleutel = leerlingdagen:x", "E321 3\n"},
        {"sleutel = kengetal", "E321 3\n"},
        /* the table that says which there are is told when a contract asks for it */
        {"sleutel = kengetal:jeugd\ndeelnemers = GM0518", ""},
        {"sleutel = vast\naandelen = GM0518 half", "E321 4\n"},
        {"sleutel = vast\naandelen = GM0518", "E321 4\n"},
        {"sleutel = vast\naandelen = GM:0518 100%", "E321 4\n"},
        {"sleutel = vast\naandelen = GM9999 100%", "E203 4\n"},
        {"sleutel = vast\naandelen = GM0518 50%, GM0603 25%, GM0518 25%", "E329 4\n"},
        {"sleutel = vast\naandelen = GM0518 50%, GM0603 50%,", "E321 4\n"},
    };
    tell_each("[regel r]\nmethode = woonplaatsbeginsel\n", cases, COUNT_OF(cases));
    assert_text(told_with("", "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = VAST\n"
                              "aandelen = GM0603 37,5%, GM0518 5/8"),
                "");
    const Shares *shares = &only_laag()->params[0].shares;
    assert_int_equal(shares->count, 2);
    assert_number(shares->total, 8);
    assert_number(shares->weights[0], 5); /* bytewise */
    assert_number(shares->weights[1], 3);
}

/* --- a rule ----------------------------------------------------------------------------------- */

static void an_afronding_knows_its_partij_and_its_eenheid(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"afronding = half", "E321 4\n"},
        {"afronding = sluitpost", "E321 4\n"},
        {"afronding = sluitpost GM9999", "E203 4\n"},
        {"afronding = grootste-rest GM0518", "E321 4\n"},
        {"eenheid = 0", "E321 4\n"},
        {"eenheid = x", "E321 4\n"},
        {"eenheid = 0,001", "E321 4\n"},
        {"afronding = sluitpost GM0518\neenheid = 1", "W322 5\n"},
        {"afronding = grootste-rest\neenheid = 1000", ""},
    };
    tell_each(LEERLINGDAGEN, cases, COUNT_OF(cases));
    assert_number(settings->rules.items[0].items[0].eenheid, 100000);
    assert_number(settings->rules.items[0].items[0].afronding_partij, NONE);
}

static void a_grens_asks_for_a_laag_on_each_side(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"grens = 100\nsleutel = kosten", "E320 1\n"},
        {"grens = x\nlagen = a onder, b boven", "E321 4\nE321 5\n"},
        {"grens = -1\nlagen = a onder, b boven", "E321 4\nE321 5\n"},
        {"grens = 100\nlagen = a onder, b onder", "E321 5\n"},
        {"grens = 100\nlagen = a boven, b boven", "E321 5\n"},
        {"grens = 100\nlagen = a onder, b boven, c boven", "E321 5\n"},
        {"grens = 100\nlagen = a onder, b boven, c 100%", "E321 5\n"},
        {"grens = 100\nlagen = a onder, b 100%", "E321 5\n"},
        {"grens = 100\nlagen = a onder, b half", "E321 5\n"},
        {"grens = 100\nlagen = a onder, b boven\n[laag r a]\nsleutel = kosten\n"
         "[laag r b]\ndeelnemers = GM0518",
         "E320 8\n"},
        {"grens = 100\nlagen = a onder, b boven\n[laag r a]\nsleutel = kosten\n"
         "meetperiode = vorig_jaar\n[laag r b]\nsleutel = leerlingdagen\nmeetperiode = vorig_jaar",
         "E341 6\n"},
        {"grens = 100\nlagen = a onder, b boven\n[laag r a]\nsleutel = kosten\n"
         "[laag r a vanaf 2025-07-01]\nsleutel = kosten\nmeetperiode = vorig_jaar\n"
         "[laag r b]\nsleutel = kosten",
         "E341 8\n"}, /* of each version */
        {"grens = 0\nlagen = a onder, b boven\n[laag r a]\nsleutel = kosten\n"
         "[laag r b]\nsleutel = kosten",
         ""},
    };
    tell_each(PXQ, cases, COUNT_OF(cases));
    const RuleVersion *version = &settings->rules.items[0].items[0];
    assert_number(version->grens, 0);
    assert_int_equal(version->lagen[0].part, PART_ONDER);
    assert_int_equal(version->lagen[1].part, PART_BOVEN);
    assert_text(told_with("", LEERLINGDAGEN "grens = 100"), "E340 4\n");
}

static void lagen_have_names_and_shares(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"lagen = a", "E321 3\n"},
        {"lagen = a:b 100%", "E321 3\n"},
        {"lagen = a x%", "E321 3\n"},
        {"lagen = a onder, b boven", "E321 3\n"}, /* there is no grens */
        {"lagen = a 50%, b 50%,", "E321 3\n"},
        {"lagen = a 50%, A 50%", "E329 3\n"},
        {"lagen = a 50%,\tb 50%\n[laag r a]\nsleutel = leerlingdagen", "E330 1\n"},
        {"lagen = a 100%\n[laag r a]\nsleutel = leerlingdagen\n[laag r b]\nsleutel = leerlingdagen",
         "E331 6\n"},
        {"lagen = a 100%\n[laag r a vanaf 2026-01-01]\nsleutel = leerlingdagen\n"
         "[laag r a]\nsleutel = leerlingdagen\n[laag r A vanaf 1-1-2026]\nsleutel = leerlingdagen",
         "E303 8\n"},
        /* which lagen there are is not known when one version cannot be read */
        {"lagen = a x%\n[regel r vanaf 2026-01-01]\nmethode = woonplaatsbeginsel\nlagen = a 100%\n"
         "[laag r a]\nsleutel = leerlingdagen\n[laag r b]\nsleutel = leerlingdagen",
         "E321 3\n"},
        {"lagen = a 100%\nsleutel = leerlingdagen\ndubbel = fout\n[laag r a]\n"
         "sleutel = leerlingdagen",
         "E326 4\nE326 5\n"},
    };
    tell_each("[regel r]\nmethode = woonplaatsbeginsel\n", cases, COUNT_OF(cases));
}

static void what_is_paid_beforehand_is_read(void **state)
{
    (void)state;
    static const char rule[] = "[regel r]\nmethode = collectieve-voorfinanciering\n"
                               "sleutel = leerlingdagen\nverrekenmarge = 5\n";
    assert_text(told_with("", rule), "E335 2\n");
    assert_text(told_with("kassier = GM0518", rule), "");
    assert_number(settings->rules.items[0].items[0].verrekenmarge.numerator, 5);
    assert_text(told_with("kassier = GM9999", rule), "E203 9\n"); /* it is given */
    assert_text(told_with("kassier = GM0518", "[regel r]\nmethode = collectieve-voorfinanciering\n"
                                              "sleutel = leerlingdagen\nverrekenmarge = vijf\n"),
                "E321 4\n");
    assert_text(told_with("", LEERLINGDAGEN "verrekenmarge = 5%\nvoorfinanciering = GM0518 100%"),
                "W322 4\nW322 5\n");
    assert_text(told_with("", LEERLINGDAGEN "crediteur = GM9999"), "E203 4\n");
    assert_text(told_with("", LEERLINGDAGEN "crediteur = kassier"), "E335 4\n");
}

/* A slip of the pen is told with what may have been meant, in the section that has it. */
static void a_near_key_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *near;
    } cases[] = {
        {LEERLINGDAGEN "afrondin = sluitpost GM0518", "did you mean afronding?"},
        {LEERLINGDAGEN "plafon = 50%", "did you mean plafond?"},
        {LEERLINGDAGEN "dubbl = fout", "did you mean dubbel?"},
        {LEERLINGDAGEN "naa = x", "remove it"}, /* naam is a key of [afrekening] */
        {"[laag r a]\nsleutel = leerlingdagen\nplafon = 50%", "did you mean plafond?"},
        {"[laag r a]\nsleutel = leerlingdagen\ndubbl = fout", "did you mean dubbel?"},
        {"[laag r a]\nsleutel = leerlingdagen\nafrondin = x", "remove it"}, /* of a regel */
        {"[groep H3]\nleden = GM0518\nplafon = 50%", "remove it"},
        {"[regelx]\nplafon = 50%", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        static const char after[] = "\n[afrekening]\nnaam = x\nperiode = 2025\n";
        arena_free(&arena);
        Text ini = JOIN(&arena, text_of(cases[i].lines), TEXT(after));
        const TestFile files[] = {{"settlement.ini", text_zero_ended(&arena, ini)}};
        Outcome outcome = run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, 1)});
        const Report *report = outcome.run->batch->report;
        assert_int_equal(report->seen[E306_UNKNOWN_KEY], cases[i].near != NULL);
        for (size_t f = 0; f < report->count; f++)
            if (report->items[f].id == E306_UNKNOWN_KEY)
                assert_says(report->items[f].text, cases[i].near);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drempel_is_a_number_of_leerlingen_or_eenheden),
        cmocka_unit_test(a_plafond_is_above_nothing_and_at_most_all),
        cmocka_unit_test(a_meetperiode_is_the_tijdvak_or_whole_years),
        cmocka_unit_test(a_weging_names_each_soort_once_with_a_factor),
        cmocka_unit_test(what_is_billed_apart_has_a_tarief),
        cmocka_unit_test(a_sleutel_is_one_of_those_there_are),
        cmocka_unit_test(an_afronding_knows_its_partij_and_its_eenheid),
        cmocka_unit_test(a_grens_asks_for_a_laag_on_each_side),
        cmocka_unit_test(lagen_have_names_and_shares),
        cmocka_unit_test(what_is_paid_beforehand_is_read),
        cmocka_unit_test(a_near_key_is_named),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
