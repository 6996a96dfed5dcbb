/* Tables of pupils, resolved, and where they live on a day, for the tests of it. */
#ifndef VERREKEN_TESTS_UNIT_RESOLVED_H
#define VERREKEN_TESTS_UNIT_RESOLVED_H

#include "testing.h"

#include "engine/resolve.h"
#include "io/pipe.h"

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

#endif
