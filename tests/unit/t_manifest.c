/* Goal: what manifest.json says is read as it was written, one that is damaged or names a file
 * elsewhere is refused, and no JSON that finds no memory is written. */
#define _XOPEN_SOURCE 700

#include "testing.h"

#include "io/pipe.h"
#include "io/write/manifest.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- memory of jansson, which ends when it says so; all of it is freed when it does --------------
 */

typedef struct Block {
    struct Block *before, *after;
} Block;

static Block blocks = {&blocks, &blocks};
static long blocks_left = -1; /* below 0: without end */

static void *get_block(size_t size)
{
    if (!blocks_left) return NULL;
    blocks_left -= blocks_left > 0;
    Block *block = malloc(sizeof *block + size);
    assert_non_null(block);
    *block = (Block){&blocks, blocks.after};
    block->after->before = blocks.after = block;
    return block + 1;
}

static void free_block(void *memory)
{
    if (!memory) return;
    Block *block = (Block *)memory - 1;
    block->before->after = block->after;
    block->after->before = block->before;
    free(block);
}

/* --- reading ---------------------------------------------------------------------------------- */

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char right[] =
    "{\"verreken\": \"0.1\", \"afrekening\": {\"id\": \"Toets\"}, \"vormen\": \"csv,pdf\",\n"
    "\"invoer_bewaard\": true,\n"
    "\"invoer\": [{\"bestand\": \"invoer/settlement.ini\", \"sha256\": \"" HASH
    "\", \"bytes\": 7}],\n"
    "\"uitvoer\": [{\"bestand\": \"facturen/1_A.pdf\", \"sha256\": \"" HASH "\"},\n"
    "{\"bestand\": \"pools.csv\", \"sha256\": \"" HASH "\"}],\n"
    "\"grootboek\": {\"boekingen\": 3, \"eigen\": 2, \"zegel\": \"" HASH "\"},\n"
    "\"geboekt\": {\"boeking\": 4, \"akkoord\": \"J\", \"concept\": \"c\", \"zegel\": \"z\"},\n"
    "\"opvolgers\": [{\"partij\": \"GM1\", \"door\": \"GM9\"}, "
    "{\"partij\": \"GM2\", \"door\": \"GM9\"}],\n"
    "\"afrondingen\": [{\"contract\": \"C1\", \"tijdvak\": \"2025-Q1\", \"sluitpost\": \"GM1\"},\n"
    "{\"contract\": \"C1\", \"tijdvak\": \"2025-Q2\", \"eenheid\": \"5.01\"},\n"
    "{\"contract\": \"C2\", \"tijdvak\": \"2025-Q1\", \"eenheid\": \"1000.00\"}]}\n";

static Arena arena;
static Manifest manifest;
static Text problem;

/* Reads the right one in which the first `from` has become `to`. */
static bool reads(const char *from, const char *to)
{
    const char *at = strstr(right, from);
    if (!at) fail_msg("there is no %s", from);
    const char *folder = temp_folder(&arena);
    Text before = {right, (size_t)(at - right)};
    temp_file(&arena, folder, MANIFEST_FILE,
              JOIN(&arena, before, text_of(to), text_of(at + strlen(from))));
    Text sha256;
    bool good = manifest_read(&arena, text_of(folder), &manifest, &sha256, &problem);
    assert_int_equal(sha256.length, SHA256_HEX);
    if (!good) assert_says(problem, "is damaged");
    return good;
}

static void all_is_read(void **state)
{
    (void)state;
    assert_true(reads("", ""));
    assert_text(manifest.version, "0.1");
    assert_text(manifest.afrekening, "Toets");
    assert_int_equal(manifest.formats, FORMAT_CSV | FORMAT_PDF);
    assert_true(manifest.kept);
    assert_int_equal(manifest.inputs.count, 1);
    assert_int_equal(manifest.inputs.items[0].bytes, 7);
    assert_int_equal(manifest.outputs.count, 2);
    assert_text(manifest.outputs.items[0].file, "facturen/1_A.pdf");
    assert_text(manifest.outputs.items[1].file, "pools.csv");
    assert_true(manifest.books);
    assert_int_equal(manifest.state.boekingen, 3);
    assert_int_equal(manifest.state.own, 2);
    assert_memory_equal(manifest.state.hash, HASH, SHA256_HEX);
    assert_int_equal(manifest.boeking, 4);
    assert_text(manifest.akkoord, "J");
    assert_false(manifest.untold);
    assert_int_equal(manifest.told.opvolger_count, 2);
    assert_string_equal(manifest.told.opvolgers[1].partij, "GM2");
    assert_string_equal(manifest.told.opvolgers[1].door, "GM9");
    assert_int_equal(manifest.told.afronding_count, 3);
    assert_string_equal(manifest.told.afrondingen[0].sluitpost, "GM1");
    assert_string_equal(manifest.told.afrondingen[1].tijdvak, "2025-Q2");
    assert_string_equal(manifest.told.afrondingen[1].sluitpost, "");
    assert_int_equal(manifest.told.afrondingen[1].eenheid, 501);
    assert_string_equal(manifest.told.afrondingen[2].contract, "C2");
}

static void what_is_not_there_is_as_it_was_before(void **state)
{
    (void)state;
    assert_true(reads("\"verreken\": \"0.1\"", "\"verreken\": 1"));
    assert_text(manifest.version, "");
    assert_true(reads("\"vormen\"", "\"anders\""));
    assert_int_equal(manifest.formats, FORMAT_CSV);
    assert_true(reads("\"invoer_bewaard\": true", "\"invoer_bewaard\": false"));
    assert_false(manifest.kept);
    assert_true(reads("invoer_bewaard", "anders"));
    assert_false(manifest.kept);
    assert_true(reads("\"grootboek\"", "\"anders\""));
    assert_false(manifest.books);
    assert_true(reads("\"grootboek\": {", "\"grootboek\": null, \"anders\": {"));
    assert_false(manifest.books);
    assert_true(reads("\"geboekt\"", "\"anders\""));
    assert_int_equal(manifest.boeking, 0);
    assert_true(reads("\"afrondingen\"", "\"anders\""));
    assert_true(manifest.untold);
    assert_int_equal(manifest.told.afronding_count, 0);
}

static void names_stay_in_the_folder(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "..",
                                        "../x",
                                        "/x",
                                        "a/b",
                                        "facturen/",
                                        "facturen/.x",
                                        "facturen/a/b",
                                        "specificaties/../x",
                                        "x\\u0000y"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (reads("facturen/1_A.pdf", wrong[i])) fail_msg("%s is taken", wrong[i]);
    assert_true(reads("facturen/1_A.pdf", "specificaties/1_A.xlsx"));
    assert_true(reads("facturen/1_A.pdf", "pools.csv"));
}

static void damage_is_seen(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"{", "["},
        {right, ""},
        {right, "[]"},
        {"csv,pdf", "csv,odt"},
        {"\"invoer\": [", "\"anders\": ["},
        {"\"invoer\": [", "\"invoer\": 1, \"anders\": ["},
        {"\"uitvoer\": [", "\"anders\": ["},
        {"invoer/settlement.ini", "invoer/pools.csv"},
        {"\"invoer\": [{", "\"invoer\": [], \"anders\": [{"},
        {"\"sha256\": \"0", "\"sha256\": \""},
        {"\"zegel\": \"0", "\"zegel\": \""},
        {"\"eigen\"", "\"boekingen\""}, /* twice */
        {"\"partij\": \"GM1\"", "\"partij\": \"\""},
        {"\"door\": \"GM9\"", "\"door\": \"a b\""},
        {"\"partij\": \"GM2\"", "\"partij\": \"GM1\""}, /* not behind the one before */
        {"\"partij\": \"GM2\"", "\"partij\": \"GM0\""},
        {"\"contract\": \"C1\"", "\"contract\": 1"},
        {"\"contract\": \"C1\"", "\"contract\": \"C3\""},
        {"\"tijdvak\": \"2025-Q2\"", "\"tijdvak\": \"2025-Q1\""},
        {"\"sluitpost\": \"GM1\"", "\"sluitpost\": \"GM 1\""},
        {"\"sluitpost\": \"GM1\"", "\"eenheid\": \"1.00\", \"sluitpost\": \"GM1\""},
        {"\"eenheid\": \"5.01\"", "\"anders\": \"5.01\""},
        {"\"eenheid\": \"5.01\"", "\"eenheid\": \"5.011\""},
        {"\"eenheid\": \"5.01\"", "\"eenheid\": \"0.00\""},
        {"\"eenheid\": \"5.01\"", "\"eenheid\": \"-5.01\""},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (reads(wrong[i][0], wrong[i][1]))
            fail_msg("%s is taken for %s", wrong[i][1], wrong[i][0]);
}

static void a_folder_without_one_is_told(void **state)
{
    (void)state;
    const char *folder = temp_folder(&arena);
    assert_false(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_says(problem, "it has no manifest.json");
    const char *path = temp_file(&arena, folder, MANIFEST_FILE, TEXT(""));
    assert_false(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_says(problem, "is damaged");
    assert_int_equal(truncate(path, ((off_t)1 << 28) + 1), 0); /* a hole: it takes no room */
    assert_false(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_says(problem, "is larger than 256 MiB");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink(MANIFEST_FILE, path), 0); /* to itself */
    assert_false(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_says(problem, "cannot be read");
    assert_int_equal(unlink(path), 0);
}

/* --- writing ---------------------------------------------------------------------------------- */

static const TestFile tables[] = {
    {"settlement.ini", "[afrekening]\nnaam = toets\nperiode = 2025\ntijdvak = kwartaal\n"
                       "factuurdatum = 2026-01-15\n"
                       "[regel r]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
                       "afronding = sluitpost GM0518\n"
                       "[regel r vanaf 2025-07-01]\nmethode = woonplaatsbeginsel\n"
                       "sleutel = leerlingdagen\neenheid = 5,01\n"
                       "[regel r vanaf 2025-10-01]\nmethode = woonplaatsbeginsel\n"
                       "sleutel = leerlingdagen\n"
                       "[regel heel]\nmethode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
                       "tijdvak = jaar\neenheid = 1\n"},
    {"partijen.csv", "code;naam;soort;opvolger;opvolging_per\nAGB-1;Een;aanbieder;;\n"
                     "GM0603;Oud;gemeente;GM1926;2026-01-01\n"
                     "GM0518;Oud;gemeente;GM1926;2026-01-15\n"
                     "GM1842;Oud;gemeente;GM1926;2026-01-15\n"},
    {"scholen.csv", "school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n34CD01;Zuid;VO;GM0603\n"},
    {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                       "C2;OJA;Klas;AGB-1;2025-01-01;r\nC1;OJA;Klas;AGB-1;2025-01-01;heel\n"},
    {"contract_scholen.csv", "contract;school\nC2;12AB00\nC2;34CD01\nC1;12AB00\n"},
    {"kosten.csv", "kostenpost;contract;school;begindatum;einddatum;bedrag\n"
                   "K1;C2;12AB00;2025-01-01;2025-12-31;1000\n"
                   "K2;C2;34CD01;2025-01-01;2025-12-31;1000\n"
                   "K3;C1;;2025-01-01;2025-12-31;1000\n"},
    {"inschrijvingen.csv", "leerling;school;begindatum\nL1;12AB00;2024-08-01\n"
                           "L2;34CD01;2024-08-01\n"},
    {"woonplaatsen.csv", "leerling;gemeente\nL1;GM0518\nL2;GM0603\n"},
};

static Run *settled(void)
{
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, tables, COUNT_OF(tables))});
    assert_ok(outcome.ok, outcome.run->batch->report);
    return outcome.run;
}

static void the_second_calculation_is_told(void **state)
{
    (void)state;
    RecountTold told = told_of(&arena, settled());
    assert_int_equal(told.opvolger_count, 2); /* GM1842 stands in no positie */
    assert_string_equal(told.opvolgers[0].partij, "GM0518");
    assert_string_equal(told.opvolgers[1].partij, "GM0603");
    assert_string_equal(told.opvolgers[1].door, "GM1926");
    static const struct {
        const char *contract, *tijdvak, *sluitpost;
        long eenheid;
    } expected[] = {
        {"C1", "2025", "", 100},
        {"C2", "2025-Q1", "GM0518", 1},
        {"C2", "2025-Q2", "GM0518", 1},
        {"C2", "2025-Q3", "", 501},
    };
    assert_int_equal(told.afronding_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_string_equal(told.afrondingen[i].contract, expected[i].contract);
        assert_string_equal(told.afrondingen[i].tijdvak, expected[i].tijdvak);
        assert_string_equal(told.afrondingen[i].sluitpost, expected[i].sluitpost);
        assert_int_equal(told.afrondingen[i].eenheid, expected[i].eenheid);
    }
}

static Manifest written(void)
{
    Manifest m = {.books = true, .boeking = 3, .kept = true, .formats = FORMAT_CSV | FORMAT_PDF};
    memcpy(m.state.hash, HASH, SHA256_HEX);
    *PUSH(&arena, &m.inputs) = (ManifestFile){.file = TEXT(INPUT_FOLDER "/" KEPT_INI),
                                              .source = TEXT("a.ini"),
                                              .sheet = TEXT("Blad1"),
                                              .workbook = TEXT("b.xlsx"),
                                              .sha256 = TEXT(HASH)};
    for (size_t i = 0; i < 9; i++) /* more than a list of jansson has room for at first */
        *PUSH(&arena, &m.outputs) = (ManifestFile){.file = TEXT("pools.csv"), .sha256 = TEXT(HASH)};
    return m;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    Run *run = settled();
    const char *folder = temp_folder(&arena), *reason;
    Manifest m = written();
    Controls controls = {.count = 5, .failed = 1, .signals = 2};
    assert_true(manifest_write(&arena, run, &controls, &m, text_of(folder), &reason));
    assert_true(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_text(manifest.version, VERREKEN_VERSION);
    assert_text(manifest.afrekening, "toets");
    assert_int_equal(manifest.boeking, 3);
    assert_text(manifest.akkoord, "");
    assert_int_equal(manifest.formats, m.formats);
    assert_text(manifest.inputs.items[0].sheet, "Blad1");
    assert_false(manifest.untold);
    assert_int_equal(manifest.told.afronding_count, 4);
    assert_int_equal(manifest.told.afrondingen[3].eenheid, 501);
    assert_string_equal(manifest.told.afrondingen[1].sluitpost, "GM0518");
    assert_string_equal(manifest.told.opvolgers[0].door, "GM1926");
    /* one of before, by another version, without a grootboek */
    folder = temp_folder(&arena);
    m = (Manifest){
        .inputs = m.inputs, .version = TEXT("0.0"), .formats = FORMAT_CSV, .untold = true};
    assert_true(manifest_write(&arena, run, &controls, &m, text_of(folder), &reason));
    assert_true(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
    assert_text(manifest.version, "0.0");
    assert_true(manifest.untold);
    assert_false(manifest.books);
    assert_int_equal(manifest.boeking, 0);
    assert_int_equal(manifest.formats, FORMAT_CSV);
}

/* At every block that jansson asks for it ends as out of memory does, and nothing is written. */
static void without_memory_none_is_written(void **state)
{
    (void)state;
    static Run *run;
    static Manifest m;
    static volatile long had;
    static volatile bool done;
    static Controls controls;
    static const char *folder, *reason;
    run = settled();
    m = written();
    folder = temp_folder(&arena);
    json_set_alloc_funcs(get_block, free_block);
    for (had = 0; !done; had++) {
        blocks_left = had;
        expecting_defect = true;
        if (!setjmp(defect_jump))
            done = manifest_write(&arena, run, &controls, &m, text_of(folder), &reason);
        expecting_defect = false;
        blocks_left = -1;
        if (!done) assert_int_equal(access(temp_path(&arena, folder, MANIFEST_FILE), F_OK), -1);
        while (blocks.after != &blocks)
            free_block(blocks.after + 1);
    }
    json_set_alloc_funcs(malloc, free);
    assert_true(had > 100);
    assert_true(manifest_read(&arena, text_of(folder), &manifest, NULL, &problem));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_read),
        cmocka_unit_test(what_is_not_there_is_as_it_was_before),
        cmocka_unit_test(names_stay_in_the_folder),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(a_folder_without_one_is_told),
        cmocka_unit_test(the_second_calculation_is_told),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(without_memory_none_is_written),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
