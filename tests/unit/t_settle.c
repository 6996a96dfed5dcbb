/* Goal: who pays whom is what the rules give when they are worked out by hand: a verrekenmarge at
 * more than one crediteur, a laag that a year decides, and what was posted at another btw. */
#include "testing.h"

#include "engine/books.h"
#include "io/pipe.h"

static Arena arena;
static Run *run;

/* Settles these files, with partijen and two scholen of GM0518 and GM0603. `change`: called before
 * the counting. */
static void settle_files(const char *ini, const char *contracten, const char *kosten,
                         const TestFile *more, size_t count,
                         void (*change)(void *context, Run *run))
{
    arena_free(&arena);
    TestFile files[12] = {
        {"settlement.ini", ini},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\nS2;Twee;SO;GM0603\n"},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", "contract;school\nC1;S1\nC1;S2\n"},
        {"kosten.csv", kosten},
    };
    for (size_t i = 0; i < count; i++)
        files[6 + i] = more[i];
    Outcome outcome = run_pipe(
        &arena, &(PipeInput){.ini = temp_batch(&arena, files, 6 + count), .before_weigh = change});
    grootboek_close(&outcome.grootboek);
    run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
}

static u32 partij(const char *code)
{
    return symbols_find(&run->batch->partij_codes, text_of(code));
}

typedef struct Expected {
    const char *crediteur, *partij;
    i64 aandeel, paid, unsettled;
} Expected;

static void assert_positions(const Expected *expected, size_t count)
{
    assert_int_equal(run->positions.count, count);
    for (size_t i = 0; i < count; i++) {
        const Position *p = &run->positions.items[i];
        assert_number(p->crediteur, partij(expected[i].crediteur));
        assert_number(p->partij, partij(expected[i].partij));
        assert_number(p->aandeel, expected[i].aandeel);
        assert_number(p->voorgefinancierd, expected[i].paid);
        assert_number(p->niet_verrekend, expected[i].unsettled);
    }
}

static const char contract[] = "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                               "C1;OJA;Klas;A1;2020-01-01;r\nC2;OJA;Klas;A1;2020-01-01;later\n";

/* --- verrekenmarge ---------------------------------------------------------------------------- */

/* Each school has a regiegemeente. Two gemeenten bear some 4 % less or more than they paid to the
 * other; the third bears what it paid, to the cent. */
static void a_margin_is_left_at_each_crediteur(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q4\n[regel r]\n"
                 "methode = collectieve-voorfinanciering\ncrediteur = regiegemeente\n"
                 "voorfinanciering = GM0518 50%, GM0603 47%, GM1916 3%\nverrekenmarge = 5%\n"
                 "sleutel = vast\naandelen = GM0518 48%, GM0603 49%, GM1916 3%\n"
                 "[regel later vanaf 2026-01-01]\nmethode = woonplaatsbeginsel\nsleutel = vast\n"
                 "aandelen = GM0518 100%\n",
                 contract,
                 "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                 "K1;C1;S1;2025-10-01;2025-12-31;1000\nK2;C1;S2;2025-10-01;2025-12-31;2000\n",
                 NULL, 0, NULL);
    static const Expected expected[] = {
        {"GM0518", "GM0518", 48000, 50000, -2000}, /* its own row: the opposite */
        {"GM0518", "GM0603", 49000, 47000, 2000},   {"GM0518", "GM1916", 3000, 3000, 0},
        {"GM0603", "GM0518", 96000, 100000, -4000}, {"GM0603", "GM0603", 98000, 94000, 4000},
        {"GM0603", "GM1916", 6000, 6000, 0},
    };
    assert_positions(expected, COUNT_OF(expected));
}

/* The crediteur has no row of its own yet: it gets one, behind the eight that there are. */
static void the_crediteur_gets_a_row_for_a_margin(void **state)
{
    (void)state;
    settle_files(
        "[afrekening]\nnaam = x\nperiode = 2025-Q4\n[regel r]\n"
        "methode = collectieve-voorfinanciering\ncrediteur = GM9999\n"
        "voorfinanciering = GM0518 95%, GM0603 5%\nverrekenmarge = 5%\nsleutel = vast\n"
        "aandelen = GM0518 93%, GM0603 1%, GM1916 1%, GM0599 1%, GM0637 1%, GM0503 1%, GM0363 1%, "
        "GM0344 1%\n",
        "contract;soort;omschrijving;aanbieder;begindatum;regel\nC1;OJA;Klas;A1;2020-01-01;r\n",
        "kostenpost;contract;begindatum;einddatum;bedrag\n"
        "K1;C1;2025-10-01;2025-12-31;1000\n",
        &(TestFile){"gemeenten.csv", "code;naam\nGM9999;Laatste\n"}, 1, NULL);
    static const Expected expected[] = {
        {"GM9999", "GM0344", 1000, 0, 0}, {"GM9999", "GM0363", 1000, 0, 0},
        {"GM9999", "GM0503", 1000, 0, 0}, {"GM9999", "GM0518", 93000, 95000, -2000},
        {"GM9999", "GM0599", 1000, 0, 0}, {"GM9999", "GM0603", 1000, 5000, 0},
        {"GM9999", "GM0637", 1000, 0, 0}, {"GM9999", "GM1916", 1000, 0, 0},
        {"GM9999", "GM9999", 0, 0, 2000},
    };
    assert_positions(expected, COUNT_OF(expected));
}

/* --- leeg = jaar ------------------------------------------------------------------------------ */

/* Nobody takes part in the first quarter. Over the year a deelname without an end has none after
 * the last settled day, before which this one begins nowhere; the other has ten days. */
static void an_open_deelname_ends_with_the_periode(void **state)
{
    (void)state;
    static const TestFile more[] = {
        {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\nL2;GM0603\n"},
        {"tarieven.csv", "contract;product;eenheid;tarief;begindatum\nC1;P;uur;10;2025-01-01\n"},
        {"deelnames.csv",
         "deelname;leerling;contract;product;begindatum;einddatum;volume;frequentie\n"
         "D1;L1;C1;P;2025-05-01;;2;per_dag\nD2;L2;C1;P;2025-04-01;2025-04-10;1;per_dag\n"},
    };
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q1\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nlagen = a 50%, b 50%\n"
                 "[laag r a]\nsleutel = volume\nleeg = jaar\n"
                 "[laag r b]\nsleutel = kosten\nleeg = jaar\n",
                 "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                 "C1;OJA;Klas;A1;2020-01-01;r\n",
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2025-01-01;2025-03-31;1000\n",
                 more, COUNT_OF(more), NULL);
    static const i64 weights[] = {100000, 10000}; /* ten-thousandths, cents */
    for (size_t l = 0; l < 2; l++) {
        const PoolLaag *laag = &run->lagen.items[l];
        assert_int_equal(laag->decided, DECIDED_BY_YEAR);
        assert_int_equal(laag->weight_count, 1);
        assert_number(laag->partijen[0], partij("GM0603"));
        assert_number(weight_at(laag, 0), weights[l]);
        assert_number(laag->cents, 50000);
    }
}

#define ONE_CONTRACT \
    "contract;soort;omschrijving;aanbieder;begindatum;regel\nC1;OJA;Klas;A1;2020-01-01;r\n"

/* Days outside the tijdvak ask for the opvolger on its first day, also those after the opvolging.
 */
static void the_year_has_the_opvolgers_of_the_tijdvak(void **state)
{
    (void)state;
    static const TestFile more[] = {
        {"gemeenten.csv", "code;naam;vervallen_per;opvolger\n"
                          "GM9001;Oud;2025-08-01;GM9002\nGM9002;Nieuw;;\n"},
        {"woonplaatsen.csv", "leerling;gemeente\nL1;GM9001\nL2;GM9002\n"},
        {"inschrijvingen.csv", "leerling;school;begindatum;einddatum\n"
                               "L1;S1;2025-01-10;2025-01-19\nL1;S1;2025-09-01;2025-09-30\n"
                               "L2;S1;2025-10-01;2025-10-05\n"},
    };
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q2\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nsleutel = leerlingdagen\nleeg = jaar\n",
                 ONE_CONTRACT,
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2025-04-01;2025-06-30;450\n",
                 more, COUNT_OF(more), NULL);
    static const Expected expected[] = {{"A1", "GM9001", 40000, 0, 0},
                                        {"A1", "GM9002", 5000, 0, 0}};
    assert_positions(expected, COUNT_OF(expected));
}

/* --- pxq -------------------------------------------------------------------------------------- */

static const TestFile pxq[] = {
    {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\nL2;GM0603\n"},
    {"tarieven.csv", "contract;product;eenheid;tarief;begindatum\nC1;P;uur;10;2024-01-01\n"},
    {"deelnames.csv", "deelname;leerling;contract;product;begindatum;einddatum;volume;frequentie\n"
                      "D1;L1;C1;P;2024-07-01;2025-12-31;10;per_maand\n"
                      "D2;L2;C1;P;2025-01-01;2025-01-31;50;per_maand\n"},
};
#define NO_KOSTEN "kostenpost;contract;begindatum;einddatum;bedrag\n"

/* The quarters before the rule had a grens count towards it. */
static void a_grens_is_of_the_whole_year(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nkosten = pxq\nsleutel = kosten\n"
                 "[regel r vanaf 2025-07-01]\nmethode = woonplaatsbeginsel\nkosten = pxq\n"
                 "grens = 700\nlagen = eigen onder, samen boven\n"
                 "[laag r eigen]\nsleutel = kosten\n"
                 "[laag r samen]\nsleutel = vast\naandelen = GM1916 100%\n",
                 ONE_CONTRACT, NO_KOSTEN, pxq, COUNT_OF(pxq), NULL);
    static const i64 kosten[] = {80000, 30000, 30000, 30000}, above[] = {0, 0, 20000, 30000};
    assert_int_equal(run->pools.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_number(run->pools.items[i].kosten, kosten[i]);
        assert_number(run->pools.items[i].boven_grens, above[i]);
    }
    static const Expected expected[] = {{"A1", "GM0518", 30000 + 30000 + 10000, 0, 0},
                                        {"A1", "GM0603", 50000, 0, 0},
                                        {"A1", "GM1916", 20000 + 30000, 0, 0}};
    assert_positions(expected, COUNT_OF(expected));
}

/* By the cents of the year before: half of it for one, nothing for the other. */
static void a_meetperiode_counts_the_cents_of_its_years(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q1\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nkosten = pxq\nsleutel = kosten\n"
                 "meetperiode = vorig_jaar\n",
                 ONE_CONTRACT, NO_KOSTEN, pxq, COUNT_OF(pxq), NULL);
    assert_int_equal(run->lagen.items[0].weight_count, 1);
    assert_number(weight_at(&run->lagen.items[0], 0), 60000);
    static const Expected expected[] = {{"A1", "GM0518", 80000, 0, 0}};
    assert_positions(expected, COUNT_OF(expected));
}

/* A quarter with a bijdrage alone: by the cents of the year, of which these were settled before. */
static void a_quarter_without_deelnames_is_of_the_year(void **state)
{
    (void)state;
    TestFile more[4] = {pxq[0],
                        pxq[1],
                        pxq[2],
                        {"bijdragen.csv", "bijdrage;contract;partij;begindatum;einddatum;bedrag\n"
                                          "B1;C1;GM1916;2025-04-01;2025-06-30;60\n"}};
    more[2].content = "deelname;leerling;contract;product;begindatum;einddatum;volume;frequentie\n"
                      "D1;L1;C1;P;2025-02-01;2025-03-31;5;per_maand\n"
                      "D2;L2;C1;P;2025-03-01;2025-03-31;20;per_maand\n";
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-01-01..2025-06-30\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nkosten = pxq\nsleutel = kosten\nleeg = jaar\n",
                 ONE_CONTRACT, NO_KOSTEN, more, COUNT_OF(more), NULL);
    const PoolLaag *laag = &run->lagen.items[1];
    assert_int_equal(laag->decided, DECIDED_BY_YEAR);
    assert_number(weight_at(laag, 0), 10000);
    assert_number(weight_at(laag, 1), 20000);
    static const Expected expected[] = {{"A1", "GM0518", 10000 - 2000, 0, 0},
                                        {"A1", "GM0603", 20000 - 4000, 0, 0},
                                        {"A1", "GM1916", 6000, 0, 0}};
    assert_positions(expected, COUNT_OF(expected));
}

/* --- what is borne ---------------------------------------------------------------------------- */

/* A maximum is of the calendar year; a contract without kosten has none to pass it. */
static void what_passes_the_maximum_is_of_the_aanbieder(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2024-Q4\ntijdvak = maand\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nsleutel = vast\naandelen = GM0518 100%\n",
                 "contract;soort;omschrijving;aanbieder;begindatum;regel;maximum\n"
                 "C1;OJA;Klas;A1;2020-01-01;r;100\nC2;OJA;Klas;A1;2020-01-01;r;0\n",
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2024-10-01;2024-10-31;80\nK2;C1;2024-11-01;2024-11-30;80\n"
                 "K3;C1;2024-12-01;2024-12-31;-50\n",
                 NULL, 0, NULL);
    static const i64 above[] = {0, 6000, -5000};
    assert_int_equal(run->pools.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_number(run->pools.items[i].boven_maximum, above[i]);
    static const Expected expected[] = {{"A1", "A1", 1000, 0, 0}, {"A1", "GM0518", 10000, 0, 0}};
    assert_positions(expected, COUNT_OF(expected));
}

/* 80 % is cut to 60; the sluitpost has a row without a share, and takes the cent that is left. */
static void shares_after_a_plafond_are_those_that_divide(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q1\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nsleutel = vast\n"
                 "aandelen = GM0518 80%, GM0603 20%\nplafond = 60%\n"
                 "afronding = sluitpost GM1916\n",
                 ONE_CONTRACT,
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2025-01-01;2025-03-31;100,01\n",
                 NULL, 0, NULL);
    static const struct {
        i64 cents, share; /* of five */
    } expected[] = {{6001, 3}, {4000, 2}, {0, 0}};
    assert_int_equal(run->lines.count, 3);
    for (size_t i = 0; i < 3; i++) {
        LineShare share = share_of_line(run, &run->lines.items[i]);
        assert_number(run->lines.items[i].cents, expected[i].cents);
        assert_number(share.share * 5, expected[i].share * share.of);
    }
}

/* --- what was posted -------------------------------------------------------------------------- */

/* The quarter was posted at 21 %; the contract is of 9 % now. */
static void post_at_21_percent(void *context, Run *posted)
{
    (void)context;
    const Batch *b = posted->batch;
    PostedPost *post = NEW(posted->arena, PostedPost, 1);
    PostedRow *row = NEW(posted->arena, PostedRow, 1);
    *post = (PostedPost){.school = NONE,
                         .days = {day("2025-01-01"), day("2025-03-31")},
                         .crediteur = symbols_find(&b->partij_codes, TEXT("A1")),
                         .laag = TEXT("-"),
                         .soort = ENTRY_VERDEELD,
                         .btw = 210000,
                         .boeking = 1,
                         .number = 1};
    *row = (PostedRow){0, symbols_find(&b->partij_codes, TEXT("GM0518")), 100000};
    posted->books->posted = (Posted){post, 1, row, 1};
}

static void another_btw_alone_is_a_factuur(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q1\ngrootboek = g.db\n"
                 "opsteller = A1\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nsleutel = vast\naandelen = GM0518 100%\n",
                 "contract;soort;omschrijving;aanbieder;begindatum;regel;btw\n"
                 "C1;OJA;Klas;A1;2020-01-01;r;9%\n",
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2025-01-01;2025-03-31;1000\n",
                 NULL, 0, post_at_21_percent);
    assert_int_equal(run->facturen.count, 1);
    const Factuur *factuur = &run->facturen.items[0];
    assert_int_equal(factuur->soort, CREDITFACTUUR);
    assert_number(factuur->bedrag, 0);
    assert_number(factuur->btw, 9000 - 21000);
    assert_int_equal(factuur->rate_count, 2);
    assert_int_equal(run->books->entries.count, 2);
    const Entry *now = &run->books->entries.items[0], *gone = &run->books->entries.items[1];
    assert_true(!now->is_gone && gone->is_gone);
    assert_number(now->cents, 100000);
    assert_number(now->btw, 90000);
    assert_number(gone->cents, -100000);
    assert_number(gone->btw, 210000);
    assert_int_equal(run->flows.count, 1);
    assert_number(run->flows.items[0].from, partij("A1"));
    assert_number(run->flows.items[0].cents, 12000);
    assert_number(netto_of(&run->positions.items[0]), 0);
}

/* October is closed: its lines are booked in November, as a correction, though it is settled now.
 */
static void a_closed_tijdvak_is_booked_in_the_next(void **state)
{
    (void)state;
    settle_files("[afrekening]\nnaam = x\nperiode = 2025-Q4\ntijdvak = maand\ngrootboek = g.db\n"
                 "boekjaar = 2025-09-01\nafgesloten = 2025-10-31\nopsteller = A1\n[regel r]\n"
                 "methode = woonplaatsbeginsel\nsleutel = vast\naandelen = GM0518 100%\n",
                 "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                 "C1;OJA;Klas;A1;2020-01-01;r\n",
                 "kostenpost;contract;begindatum;einddatum;bedrag\n"
                 "K1;C1;2025-09-01;2025-12-31;1220\n",
                 NULL, 0, NULL);
    static const struct {
        const char *first, *booked, *booked_last;
        i64 cents;
        bool correction;
    } expected[] = {
        {"2025-09-01", "2025-11-01", "2025-11-30", 30000, true},
        {"2025-10-01", "2025-11-01", "2025-11-30", 31000, true},
        {"2025-11-01", "2025-11-01", "2025-11-30", 30000, false},
        {"2025-12-01", "2025-12-01", "2025-12-31", 31000, false},
    };
    assert_int_equal(run->books->entries.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const Entry *entry = &run->books->entries.items[i];
        assert_int_equal(entry->days.first, day(expected[i].first));
        assert_int_equal(entry->booked.first, day(expected[i].booked));
        assert_int_equal(entry->booked.last, day(expected[i].booked_last));
        assert_number(entry->cents, expected[i].cents);
        assert_int_equal(entry->correction, expected[i].correction);
    }
}

static void days_have_the_label_of_their_calendar_unit(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"2025-02-01", "2025-02-28", "2025-02"},
        {"2024-02-01", "2024-02-28", "2024-02-01..2024-02-28"},
        {"2025-10-01", "2025-12-31", "2025-Q4"},
        {"2025-01-01", "2025-12-31", "2025"},
        {"2024-08-01", "2025-07-31", "2024-08-01..2025-07-31"},
        {"2025-11-01", "2025-12-31", "2025-11-01..2025-12-31"},
        {"2025-02-01", "2025-12-31", "2025-02-01..2025-12-31"},
        {"2025-01-01", "2025-01-01", "2025-01-01..2025-01-01"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(interval_label(&arena, (Interval){day(cases[i][0]), day(cases[i][1])}),
                    cases[i][2]);
    /* a tijdvak = periode of contracts that are gone is booked by the quarter */
    Interval quarter = calendar_unit(TIJDVAK_PERIODE, day("2025-05-20"));
    assert_int_equal(quarter.first, day("2025-04-01"));
    assert_int_equal(quarter.last, day("2025-06-30"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_margin_is_left_at_each_crediteur),
        cmocka_unit_test(the_crediteur_gets_a_row_for_a_margin),
        cmocka_unit_test(an_open_deelname_ends_with_the_periode),
        cmocka_unit_test(the_year_has_the_opvolgers_of_the_tijdvak),
        cmocka_unit_test(a_grens_is_of_the_whole_year),
        cmocka_unit_test(a_meetperiode_counts_the_cents_of_its_years),
        cmocka_unit_test(a_quarter_without_deelnames_is_of_the_year),
        cmocka_unit_test(what_passes_the_maximum_is_of_the_aanbieder),
        cmocka_unit_test(shares_after_a_plafond_are_those_that_divide),
        cmocka_unit_test(another_btw_alone_is_a_factuur),
        cmocka_unit_test(a_closed_tijdvak_is_booked_in_the_next),
        cmocka_unit_test(days_have_the_label_of_their_calendar_unit),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
