/* Goal: every key of [afrekening], [factuur], [controle] and [voorschot] and every heading takes
 * what SPEC §2 says, and each value that it cannot take is told once, at its line. */
#include "testing.h"

#include "io/pipe.h"

#include <stdio.h>

static Arena arena;
static const Settings *settings;

/* Reads an INI; what is told. */
static Text told_by(const char *ini)
{
    arena_free(&arena);
    const TestFile files[] = {
        {"settlement.ini", ini},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;School;SO;GM0518\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    grootboek_close(&outcome.grootboek);
    settings = outcome.run->settings;
    return told_lines(&arena, outcome.run->batch->report);
}

typedef struct Case {
    const char *lines, *told;
} Case;

#define AFREKENING "[afrekening]\nnaam = Proef\nperiode = 2025-Q4\n"

/* The lines of each case stand below `before`. */
static void tell_each(const char *before, const Case *cases, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        char ini[400];
        snprintf(ini, sizeof ini, "%s%s", before, cases[i].lines);
        Text told = told_by(ini);
        if (text_equal(told, text_of(cases[i].told))) continue;
        print_error("# %s: told is %.*s", cases[i].lines, (int)told.length, told.at);
        good = false;
    }
    assert_true(good);
}

/* --- [afrekening] ----------------------------------------------------------------------------- */

static void numbers_and_dates_have_bounds(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"betaaltermijn = -1", "E321 4\n"},
        {"betaaltermijn = 3651", "E321 4\n"},
        {"betaaltermijn = 1,5", "E321 4\n"},
        {"betaaltermijn = dertig", "E321 4\n"},
        {"onderbreking = -1", "E321 4\n"},
        {"factuurdatum = morgen", "E321 4\n"},
        {"boekjaar = 2025", "W322 4\nE321 4\n"},
        {"tijdvak = week", "E321 4\n"},
        {"stromen = bruto", "E321 4\n"},
        {"semantiek = 2", "E337 4\n"},
        {"kassier = GM9999", "E203 4\n"},
        {"opsteller = GM0518, GM9999", "E203 4\n"},
        {"opsteller = GM0518,", "E321 4\n"},
        {"id =", "E321 4\n"},
        {"grootboek =", "E321 4\n"},
        {"organisatie =", "W322 4\nE321 4\n"},
        {"betaaltermijn = 3650\nonderbreking = 3650\nkassier = GM0518\nstromen = Netto\n"
         "tijdvak = Maand\nopsteller = GM0603, GM0518\nsemantiek = 1\nid = h3",
         ""},
    };
    tell_each(AFREKENING, cases, COUNT_OF(cases));
    assert_number(settings->betaaltermijn, 3650);
    assert_number(settings->onderbreking, 3650);
    assert_true(settings->stromen_netto);
    assert_int_equal(settings->tijdvak, TIJDVAK_MAAND);
    assert_int_equal(settings->opsteller_count, 2);
    assert_text(settings->id, "h3");
}

static void a_periode_of_another_form_is_told(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "2024-2025", "2024x2025", "2024/20x5", "2024/2.25", "2024/2026", "2025xQ4",     "2025-X4",
        "2025-Q/",   "2025-Q:",   "2025-1x",   "2025-/1",   "2025-:1",   "2025/10",     "2025-Q44",
        "20a5",      "20/5",      "999",       "2025..",    "2025. ",    "2025-10-01.", "."};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        char ini[100];
        snprintf(ini, sizeof ini, "[afrekening]\nnaam = x\nperiode = %s\n", wrong[i]);
        assert_text(told_by(ini), "E321 3\n");
    }
}

/* What hangs on a periode is not told without one. */
static void without_a_periode_only_that_is_told(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"naam = x\n", "E320 1\n"},
        {"naam = x\nfactuurdatum = 2020-01-01\n", "E320 1\n"},
        {"naam = x\nfactuurdatum = 2020-01-01\nperiode = nu\n", "E321 4\n"},
        {"naam = x\nperiode = 2025\nfactuurdatum = 2025-12-31\n", "W349 4\n"},
        {"naam = x\nperiode = 2025\nfactuurdatum = 2026-01-01\n", ""},
        {"naam = x\nperiode = 2025\nfactuurdatum = nooit\n", "E321 4\n"},
        {"", "E320 1\nE320 1\n"},
    };
    tell_each("[afrekening]\n", cases, COUNT_OF(cases));
}

/* The first of August alone does not make a schooljaar. */
static void a_broken_schooljaar_has_a_calendar_boekjaar(void **state)
{
    (void)state;
    assert_text(told_by("[afrekening]\nnaam = x\nperiode = 2025-08-15..2026-07-31\n"
                        "grootboek = g.db\n"),
                "");
    assert_number(settings->settled.first, day("2025-01-01"));
}

/* --- [factuur], [voorschot] ------------------------------------------------------------------- */

static void an_e_mail_address_has_two_sides(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"e-mail = facturen", "E321 5\n"},
        {"e-mail = @gemeente.nl", "E321 5\n"},
        {"e-mail = facturen@", "E321 5\n"},
        {"e-mail = de facturen@gemeente.nl", "E321 5\n"},
        {"e-mail =", "E321 5\n"},
        {"contact =", "E321 5\n"},
        {"minimum = -1\n[afrekening2]", "W322 5\nE321 5\nE305 6\n"},
        {"e-mail = f@g", ""},
    };
    tell_each(AFREKENING "[factuur]\n", cases, COUNT_OF(cases));
    assert_text(settings->invoicing.email, "f@g");
}

/* Each word of a choice means what it says, in any case; without the key the first is meant. */
static void each_word_of_a_choice_means_itself(void **state)
{
    (void)state;
    told_by(AFREKENING);
    assert_false(settings->stromen_netto);
    assert_false(settings->invoicing.peppol);
    assert_false(settings->invoicing.negative_invoice);
    assert_false(settings->invoicing.specificatie);
    assert_text(told_by(AFREKENING "stromen = crediteur\n[factuur]\nprofiel = nlcius\n"
                                   "credit = creditnote\nspecificatie = nee\n"),
                "");
    assert_false(settings->stromen_netto);
    assert_false(settings->invoicing.peppol);
    assert_false(settings->invoicing.negative_invoice);
    assert_false(settings->invoicing.specificatie);
    assert_text(told_by(AFREKENING
                        "kassier = GM0518\nstromen = netto\n[factuur]\nprofiel = Peppol\n"
                        "credit = negative-invoice\nspecificatie = ja\n"),
                "");
    assert_true(settings->stromen_netto);
    assert_true(settings->invoicing.peppol);
    assert_true(settings->invoicing.negative_invoice);
    assert_true(settings->invoicing.specificatie);
}

/* The same for those that have a meaning with a grootboek alone. */
static void each_word_about_what_is_booked_means_itself(void **state)
{
    (void)state;
    assert_text(told_by(AFREKENING "grootboek = boek.db\n"
                                   "[factuur]\nnummer = eigen\ncorrecties = direct\n"),
                "");
    assert_false(settings->booking.external_numbers);
    assert_false(settings->booking.corrections_at_year_end);
    assert_text(told_by(AFREKENING "grootboek = boek.db\n[factuur]\nminimum = 1,50\n"
                                   "nummer = extern\ncorrecties = jaareinde\n"),
                "");
    assert_true(settings->booking.external_numbers);
    assert_true(settings->booking.corrections_at_year_end);
    assert_number(settings->booking.minimum, 150);
    assert_text(told_by(AFREKENING "[factuur]\nminimum = 1,50\nnummer = extern\n"
                                   "correcties = jaareinde\n"),
                "W322 5\nW322 6\nW322 7\n");
    assert_false(settings->booking.external_numbers);
    assert_false(settings->booking.corrections_at_year_end);
    assert_number(settings->booking.minimum, 0);
}

static void termijnen_are_dates_in_order_with_shares(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"", ""}, /* the command asks for it, not the settlement */
        {"termijnen = 2025-01-15", "E321 5\n"},
        {"termijnen = x 100%", "E321 5\n"},
        {"termijnen = 2025-01-15 x%", "E321 5\n"},
        {"termijnen = 2025-01-15 50%, 2025-01-15 50%", "E321 5\n"},
        {"termijnen = 2025-02-15 50%, 2025-01-15 50%", "E321 5\n"},
        {"termijnen = 2025-01-15 50%, 2025-02-15 40%", "E328 5\n"},
        {"termijnen = 2025-01-15 1/3, 2025-02-15 2/3", ""},
    };
    tell_each(AFREKENING "[voorschot]\n", cases, COUNT_OF(cases));
    assert_int_equal(settings->termijnen.count, 2);
    assert_number(settings->termijnen.total, 3);
    assert_number(settings->termijnen.items[1].weight, 2);
    assert_number(settings->termijnen.items[1].datum, day("2025-02-15"));
}

/* --- [controle] ------------------------------------------------------------------------------- */

static void a_stated_total_is_of_something_that_there_is(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"totaal S1 = 5", "E306 5\n"},
        {"leerlingen = 5", "E306 5\n"},
        {"pupils S1 = 5", "E306 5\n"},
        {"leerlingen A1 = 5", "E203 5\n"}, /* a partij, but no gemeente */
        {"leerlingen S9 = 5", "E203 5\n"},
        {"telling GM0518 = 5", "E203 5\n"},
        {"leerlingen S1 = veel", "E321 5\n"},
        {"leerlingen S1 = 5,5", "E321 5\n"},
        {"totaal = veel", "E321 5\n"},
        {"totaal = 0,005", "E321 5\n"},
        {"totaal = 1.250,5\nleerlingen S1 = 12\nleerlingen GM0603 = 7\ntelling S1 = 3", ""},
    };
    tell_each(AFREKENING "[controle]\n", cases, COUNT_OF(cases));
    static const struct {
        StatedKind kind;
        i64 value;
    } stated[] = {{STATED_TOTAAL, 125050},
                  {STATED_LEERLINGEN, 12},
                  {STATED_INWONEND, 7},
                  {STATED_TELLING, 3}};
    assert_int_equal(settings->stated.count, COUNT_OF(stated));
    for (size_t i = 0; i < COUNT_OF(stated); i++) {
        assert_int_equal(settings->stated.items[i].kind, stated[i].kind);
        assert_number(settings->stated.items[i].value, stated[i].value);
    }
}

/* --- headings --------------------------------------------------------------------------------- */

static void a_heading_has_the_words_of_its_kind(void **state)
{
    (void)state;
    static const char rule[] = "methode = woonplaatsbeginsel\nsleutel = leerlingdagen\n";
    static const struct {
        const char *heading, *told;
    } cases[] = {
        {"[regel r]", ""},
        {"[regel\tr]", ""},
        {"[REGEL  r vanaf 1-1-2026]", ""},
        {"[]", "E305 4\n"},
        {"[regel]", "E305 4\n"},
        {"[regel a b]", "E305 4\n"},
        {"[regel a b c d e f]", "E305 4\n"},
        {"[regel r vanaf nu]", "E205 4\n"},
        {"[factuur vanaf 2026-01-01]", "E305 4\n"},
        {"[afrekening vanaf 2026-01-01]", "E305 4\n"},
        {"[controle vanaf 2026-01-01]", "E305 4\n"},
        {"[voorschot vanaf 2026-01-01]", "E305 4\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char ini[300];
        snprintf(ini, sizeof ini, AFREKENING "%s\n%s", cases[i].heading, rule);
        Text told = told_by(ini);
        if (!text_equal(told, text_of(cases[i].told)))
            fail_msg("%s: told is %.*s", cases[i].heading, (int)told.length, told.at);
    }
}

/* The versions of a groep stand in any order; of two with one date the later line is told. */
static void versions_of_a_groep_are_sorted_by_date(void **state)
{
    (void)state;
    assert_text(told_by(AFREKENING "[groep H3 vanaf 2026-01-01]\nleden = GM0518\n"
                                   "[groep H3 vanaf 2025-07-01]\nleden = GM0603\n"
                                   "[groep H3]\nleden = GM0518, GM0603\n"),
                "");
    const Groep *groep = &settings->groepen.items[0];
    static const u32 lines[] = {8, 6, 4};
    assert_int_equal(groep->count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(groep->items[i].line, lines[i]);
    assert_text(told_by(AFREKENING "[groep H3 vanaf 2026-01-01]\nleden = GM0518\n"
                                   "[groep H3]\nleden = GM0603\n"
                                   "[groep h3 vanaf 1-1-2026]\nleden = GM0518, GM0603\n"
                                   "[groep GM0518]\nleden = GM9999\n"),
                "E303 8\nE325 10\nE203 11\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_dates_have_bounds),
        cmocka_unit_test(a_periode_of_another_form_is_told),
        cmocka_unit_test(without_a_periode_only_that_is_told),
        cmocka_unit_test(a_broken_schooljaar_has_a_calendar_boekjaar),
        cmocka_unit_test(an_e_mail_address_has_two_sides),
        cmocka_unit_test(each_word_of_a_choice_means_itself),
        cmocka_unit_test(each_word_about_what_is_booked_means_itself),
        cmocka_unit_test(termijnen_are_dates_in_order_with_shares),
        cmocka_unit_test(a_stated_total_is_of_something_that_there_is),
        cmocka_unit_test(a_heading_has_the_words_of_its_kind),
        cmocka_unit_test(versions_of_a_groep_are_sorted_by_date),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
