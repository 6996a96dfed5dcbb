/* Goal: a specificatie has the pupils that count on its factuur and no others, its totals are the
 * weights, and nothing in it tells at which school a pupil is that is geheim; a pseudonym is what
 * HMAC-SHA-256 gives, and a key that others may read is refused. */
#define _XOPEN_SOURCE 700
#include "testing.h"

#include "io/documents/specificatie_rows.h"
#include "io/documents/xlsx.h"
#include "io/pipe.h"
#include "io/write/put_rows.h"

#include <string.h>
#include <sys/stat.h>

static Arena arena;
static Run *run;
static SpecificatieUnits *units;
static Tables tables;

static const char contracten[] = "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                                 "C1;OJA;Klas;AGB-1;2025-01-01;r\n"
                                 "C2;OJA;Ander;AGB-1;2025-01-01;r\n";
static const char pupils[] = "leerling;school;begindatum;einddatum\n"
                             "L1;12AB00;2025-01-01;\nL2;12AB00;2025-01-01;2025-10-10\n"
                             "L3;34CD01;2025-01-01;\nL4;34CD01;2025-12-30;\n"
                             "L5;56EF00;2025-01-01;\nL6;56EF00;2025-11-01;\n";

static void settled(const char *keys, const char *leerlingen)
{
    arena_free(&arena);
    const char *ini = text_zero_ended(
        &arena, JOIN(&arena, TEXT("[afrekening]\nnaam = x\nperiode = 2025-Q4\n"), text_of(keys)));
    const TestFile files[] = {
        {"settlement.ini", ini},
        {"partijen.csv", "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n"
                        "34CD01;Zuid;SBO;GM0603\n56EF00;Oost;SO;GM0518\n"},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", "contract;school\nC1;12AB00\nC1;34CD01\nC2;56EF00\n"},
        {"kosten.csv", "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                       "K1;C1;12AB00;2025-01-01;2025-12-31;10000\n"
                       "K2;C1;34CD01;2025-01-01;2025-12-31;10000\n"
                       "K3;C2;56EF00;2025-01-01;2025-12-31;10000\n"},
        {"inschrijvingen.csv", pupils},
        {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0603\nL2;GM1916\nL3;GM0603\nL4;GM0603\n"
                             "L5;GM0603\nL6;GM0603\n"},
        {"leerlingen.csv", leerlingen ? leerlingen : "leerling;geheim\n"},
        {"tellingen.csv", "school;peildatum;gemeente;aantal\n12AB00;2025-10-01;GM0603;7\n"
                          "34CD01;2025-10-01;GM0603;5\n56EF00;2025-10-01;GM1916;5\n"},
    };
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    run = outcome.run;
    assert_ok(outcome.ok, run->batch->report);
    tables = tables_begin(&arena, run);
    units = specificatie_units(&arena, run);
}

static const char by_days[] = "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n";

/* The one factuur to a debiteur. */
static Invoice invoice_to(const char *code)
{
    InvoiceSource source = {run, &tables, NULL, NULL};
    u32 debiteur = symbols_find(&run->batch->partij_codes, text_of(code));
    for (size_t i = 0; i < run->facturen.count; i++) {
        Invoice invoice = invoice_names(&arena, &source, i);
        if (invoice.debiteur == debiteur) return invoice;
    }
    fail_msg("no factuur to %s", code);
    return (Invoice){0};
}

static SpecRows rows_of(const char *code, const Pseudonyms *pseudonyms)
{
    Invoice invoice = invoice_to(code);
    SpecRows rows;
    const char *reason;
    Specificatie s = {units, &invoice, pseudonyms, 0};
    assert_true(specificatie_rows(&arena, &s, &rows, &reason));
    return rows;
}

/* All rows as `L1@12AB00 92; …`: the school `?` when it is shielded. */
static Text rows_text(const SpecRows *rows)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < rows->row_count; i++) {
        const SpecRow *row = &rows->rows[i];
        if (i) build_text(&out, TEXT("; "));
        build_text(&out, row->is_hidden ? TEXT("-") : row->leerling);
        build_text(&out, TEXT("@"));
        build_text(&out, row->school == SCHOOL_SHIELDED ? TEXT("?")
                                                        : school_code(run->batch, row->school));
        build_text(&out, TEXT(" "));
        build_integer(&out, row->unit->units);
    }
    return built(&out);
}

static void only_own_pupils_are_in_it(void **state)
{
    (void)state;
    settled(by_days, NULL);
    SpecRows rows = rows_of("GM0603", NULL);
    assert_text(rows_text(&rows),
                "L1@12AB00 92; L3@34CD01 92; L4@34CD01 2; L5@56EF00 92; L6@56EF00 61");
    assert_int_equal(rows.group_count, 3);
    assert_number(rows.groups[1].weight, 94);
    assert_number(rows.groups[0].total, 102);
    rows = rows_of("GM1916", NULL);
    assert_text(rows_text(&rows), "L2@12AB00 10");
    assert_false(rows.has_shielded);
}

/* In C1 no school is told; in C2, where L5 counts too, that can be hidden from L5 alone. */
static void the_school_of_a_secret_pupil_follows_from_nothing(void **state)
{
    (void)state;
    settled(by_days, "leerling;geheim\nL3;ja\nL5;ja\nL1;nee\n");
    SpecRows rows = rows_of("GM0603", NULL);
    assert_text(rows_text(&rows), "L1@? 92; L3@? 92; L4@? 2; -@? 92; L6@? 61");
    assert_int_equal(rows.group_count, 2); /* those of both scholen of C1 together */
    assert_number(rows.groups[0].weight, 186);
    assert_number(rows.groups[0].total, 196);
    assert_true(rows.groups[0].school == SCHOOL_SHIELDED);
    assert_true(rows.has_shielded);
    rows = rows_of("GM1916", NULL); /* who has no such pupil sees all */
    assert_text(rows_text(&rows), "L2@12AB00 10");
    assert_int_equal(rows.groups[0].school, 0);
}

static void a_telling_is_shown_as_counts(void **state)
{
    (void)state;
    settled("[regel r]\nmethode = woonplaatsbeginsel\nlagen = a 1/2, b 1/2\n"
            "[laag r a]\nsleutel = telling\n"
            "[laag r b]\nsleutel = vast\naandelen = GM0603 1/2, GM1916 1/2\n",
            "leerling;geheim\nL3;ja\n");
    SpecRows rows = rows_of("GM0603", NULL);
    assert_text(rows_text(&rows), "@12AB00 7; @34CD01 5");
    assert_int_equal(rows.rows[0].days.first, day("2025-10-01"));
    assert_int_equal(rows.group_count, 5); /* and three that are of no pupils */
    assert_false(rows.groups[1].has_units);
    assert_says(specificatie_group_remark(&arena, &rows.groups[1]), "niet naar leerlingen");
    settled("[regel r]\nmethode = woonplaatsbeginsel\nsleutel = vast\naandelen = GM0603 1\n", NULL);
    assert_false(specificatie_any(units));
}

static void who_pays_apart_has_its_days(void **state)
{
    (void)state;
    settled("[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
            "deelnemers = GM0603\nbuiten = apart\napart_tarief = 2,50\n",
            NULL);
    SpecRows rows = rows_of("GM1916", NULL);
    assert_text(rows_text(&rows), "L2@12AB00 10");
    assert_int_equal(rows.groups[0].soort, LINE_APART);
    assert_text(specificatie_group_remark(&arena, &rows.groups[0]),
                "apart in rekening gebracht, € 2,5 per dag");
    assert_text(specificatie_remark(&arena, run, &rows.groups[0], rows.rows[0].unit),
                "geen deelnemer: betaalt per dag");
    assert_says(specificatie_step(&arena, &rows.groups[0], rows.rows[0].unit), "onder 1°");
}

/* --- pseudonyms ------------------------------------------------------------------------------- */

static const char *key_file(const char *bytes, mode_t mode)
{
    const char *path = temp_file(&arena, temp_folder(&arena), "sleutel", text_of(bytes));
    assert_int_equal(chmod(path, mode), 0);
    return path;
}

static const Pseudonyms *read_key(const char *path)
{
    run->batch->report->errors = 0;
    return pseudonyms_read(run, text_of(path));
}

static Text last_fault(void)
{
    const Report *report = run->batch->report;
    assert_int_equal(report->items[report->count - 1].id, E348_PSEUDONIEM);
    return report->items[report->count - 1].text;
}

static void a_pseudonym_is_the_hmac_of_the_identifier(void **state)
{
    (void)state;
    settled(by_days, NULL);
    const Pseudonyms *p = read_key(key_file("0123456789abcdef0123456789abcdef", 0600));
    assert_non_null(p);
    /* printf %s L0001 | openssl dgst -sha256 -hmac KEY -binary | head -c 16 | base32 */
    assert_text(pseudonym_of(&arena, p, TEXT("L0001")), "3ENF3SBDV4AZN56LLPNKTHDJ5Q");
    SpecRows rows = rows_of("GM0603", p);
    for (size_t i = 1; i < rows.row_count; i++) {
        const SpecRow *a = &rows.rows[i - 1], *b = &rows.rows[i];
        assert_int_equal(a->leerling.length, PSEUDONYM_LENGTH);
        if (a->group == b->group) assert_true(text_compare(a->leerling, b->leerling) < 0);
    }
}

static void a_key_that_is_not_safe_is_refused(void **state)
{
    (void)state;
    settled(by_days, NULL);
    static const mode_t open[] = {0640, 0604, 0620, 0666, 0601};
    for (size_t i = 0; i < COUNT_OF(open); i++) {
        assert_null(read_key(key_file("0123456789abcdef0123456789abcdef", open[i])));
        assert_says(last_fault(), "0600");
    }
    assert_non_null(read_key(key_file("0123456789abcdef", 0400)));
    assert_null(read_key(key_file("0123456789abcde", 0600)));
    assert_says(last_fault(), "fewer than 16 bytes");
    assert_null(read_key(temp_folder(&arena)));
    assert_null(read_key(temp_path(&arena, temp_folder(&arena), "none")));
    assert_int_equal(run->batch->report->errors, 1);
}

static void hmac_is_that_of_rfc_4231(void **state)
{
    (void)state;
    static const u8 wanted[] = {0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e,
                                0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7};
    Hmac hmac;
    u8 digest[HMAC_BYTES];
    hmac_begin(&hmac, TEXT("Jefe"));
    for (int i = 0; i < 2; i++) { /* the second time with the same key */
        hmac_of(&hmac, TEXT("what do ya want for nothing?"), digest);
        assert_memory_equal(digest, wanted, sizeof wanted);
    }
}

/* --- the workbook ----------------------------------------------------------------------------- */

static void more_rows_than_a_sheet_holds_go_on_on_the_next(void **state)
{
    (void)state;
    settled(by_days, NULL);
    Invoice invoice = invoice_to("GM0603");
    const char *folder = temp_folder(&arena), *reason = NULL;
    for (u32 most = 5; most < 12; most++) { /* four are the heading */
        Specificatie s = {units, &invoice, NULL, most};
        char name[] = "0.xlsx";
        name[0] = (char)('0' + most % 10);
        const char *path = temp_path(&arena, folder, name);
        if (!specificatie_write(&arena, &s, path, folder, &reason)) fail_msg("%s", reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_own_pupils_are_in_it),
        cmocka_unit_test(the_school_of_a_secret_pupil_follows_from_nothing),
        cmocka_unit_test(a_telling_is_shown_as_counts),
        cmocka_unit_test(who_pays_apart_has_its_days),
        cmocka_unit_test(a_pseudonym_is_the_hmac_of_the_identifier),
        cmocka_unit_test(a_key_that_is_not_safe_is_refused),
        cmocka_unit_test(hmac_is_that_of_rfc_4231),
        cmocka_unit_test(more_rows_than_a_sheet_holds_go_on_on_the_next),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
