/* Goal: the second calculation says nothing about right tables, and names the row of a cell that
 * was changed, in every table; tables that are broken or cut off are read to their end. */
#include "recount_told.h"
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two contracts: one over two lagen, with btw and a bijdrage; one with voorschotten. */
// clang-format off
static const struct { const char *name, *text; } written[] = {
    {"pools.csv",
     "contract;school;tijdvak;kosten;bijdragen;boven_maximum;te_verdelen\n"
     "C1;12AB00;2025-Q1;246.58;34.56;0.00;212.02\n"
     "C1;34CD01;2025-Q1;500.55;0.00;0.00;500.55\n"
     "C2;;2025-Q1;600.00;0.00;0.00;600.00\n"},
    {"gewichten.csv",
     "contract;school;tijdvak;laag;partij;gewicht;totaal\n"
     "C1;12AB00;2025-Q1;een;GM0518;90;132\n"
     "C1;12AB00;2025-Q1;een;GM0603;42;132\n"
     "C1;12AB00;2025-Q1;twee;GM0518;1/3;1\n"
     "C1;12AB00;2025-Q1;twee;GM0603;1/3;1\n"
     "C1;12AB00;2025-Q1;twee;GM1916;1/3;1\n"
     "C1;34CD01;2025-Q1;een;GM0518;29;195\n"
     "C1;34CD01;2025-Q1;een;GM0603;90;195\n"
     "C1;34CD01;2025-Q1;een;GM1916;76;195\n"
     "C1;34CD01;2025-Q1;twee;GM0518;1/3;1\n"
     "C1;34CD01;2025-Q1;twee;GM0603;1/3;1\n"
     "C1;34CD01;2025-Q1;twee;GM1916;1/3;1\n"
     "C2;;2025-Q1;-;GM0518;29;195\n"
     "C2;;2025-Q1;-;GM0603;90;195\n"
     "C2;;2025-Q1;-;GM1916;76;195\n"},
    {"verdeling.csv",
     "contract;school;tijdvak;laag;partij;soort;aandeel;bedrag\n"
     "C1;12AB00;2025-Q1;-;PO2814;bijdrage;;34.56\n"
     "C1;12AB00;2025-Q1;een;GM0518;verdeeld;15/22;108.42\n"
     "C1;12AB00;2025-Q1;een;GM0603;verdeeld;7/22;50.60\n"
     "C1;12AB00;2025-Q1;twee;GM0518;verdeeld;1/3;17.67\n"
     "C1;12AB00;2025-Q1;twee;GM0603;verdeeld;1/3;17.67\n"
     "C1;12AB00;2025-Q1;twee;GM1916;verdeeld;1/3;17.66\n"
     "C1;34CD01;2025-Q1;een;GM0518;verdeeld;29/195;55.83\n"
     "C1;34CD01;2025-Q1;een;GM0603;verdeeld;6/13;173.27\n"
     "C1;34CD01;2025-Q1;een;GM1916;verdeeld;76/195;146.31\n"
     "C1;34CD01;2025-Q1;twee;GM0518;verdeeld;1/3;41.72\n"
     "C1;34CD01;2025-Q1;twee;GM0603;verdeeld;1/3;41.71\n"
     "C1;34CD01;2025-Q1;twee;GM1916;verdeeld;1/3;41.71\n"
     "C2;;2025-Q1;-;GM0518;verdeeld;29/195;89.23\n"
     "C2;;2025-Q1;-;GM0603;verdeeld;6/13;276.92\n"
     "C2;;2025-Q1;-;GM1916;verdeeld;76/195;233.85\n"},
    {"posities.csv",
     "contract;crediteur;partij;aandeel;voorgefinancierd;eerder_geboekt;niet_verrekend;netto\n"
     "C1;AGB-1;GM0518;223.64;0.00;0.00;0.00;223.64\n"
     "C1;AGB-1;GM0603;283.25;0.00;0.00;0.00;283.25\n"
     "C1;AGB-1;GM1916;205.68;0.00;0.00;0.00;205.68\n"
     "C1;AGB-1;PO2814;34.56;0.00;0.00;0.00;34.56\n"
     "C2;GM0518;GM0518;89.23;400.10;0.00;0.00;-310.87\n"
     "C2;GM0518;GM0603;276.92;100.00;0.00;0.00;176.92\n"
     "C2;GM0518;GM1916;233.85;0.00;0.00;0.00;233.85\n"},
    {"stromen.csv",
     "van;naar;bedrag\n"
     "GM0518;AGB-1;270.60\n"
     "GM0603;AGB-1;342.73\n"
     "GM0603;GM0518;176.92\n"
     "GM1916;AGB-1;248.87\n"
     "GM1916;GM0518;233.85\n"
     "PO2814;AGB-1;41.82\n"},
    {"facturen.csv",
     "nummer;soort;crediteur;debiteur;factuurdatum;vervaldatum;bedrag;btw;voorgefinancierd;"
     "te_betalen\n"
     "CONCEPT-0001;factuur;AGB-1;GM0518;2025-04-01;2025-05-01;223.64;46.96;0.00;270.60\n"
     "CONCEPT-0002;factuur;AGB-1;GM0603;2025-04-01;2025-05-01;283.25;59.48;0.00;342.73\n"
     "CONCEPT-0003;factuur;AGB-1;GM1916;2025-04-01;2025-05-01;205.68;43.19;0.00;248.87\n"
     "CONCEPT-0004;factuur;AGB-1;PO2814;2025-04-01;2025-05-01;34.56;7.26;0.00;41.82\n"
     "CONCEPT-0005;factuur;GM0518;GM0603;2025-04-01;2025-05-01;276.92;0.00;100.00;176.92\n"
     "CONCEPT-0006;factuur;GM0518;GM1916;2025-04-01;2025-05-01;233.85;0.00;0.00;233.85\n"},
    {"factuurregels.csv",
     "nummer;regel;contract;school;tijdvak;laag;soort;omschrijving;bedrag\n"
     "CONCEPT-0001;1;C1;12AB00;2025-Q1;een;verdeeld;\"Klas; noord\";108.42\n"
     "CONCEPT-0001;2;C1;12AB00;2025-Q1;twee;verdeeld;\"Klas; noord\";17.67\n"
     "CONCEPT-0001;3;C1;34CD01;2025-Q1;een;verdeeld;\"Klas; noord\";55.83\n"
     "CONCEPT-0001;4;C1;34CD01;2025-Q1;twee;verdeeld;\"Klas; noord\";41.72\n"
     "CONCEPT-0001;5;;;;-;btw;btw 21%;46.96\n"
     "CONCEPT-0002;1;C1;12AB00;2025-Q1;een;verdeeld;\"Klas; noord\";50.60\n"
     "CONCEPT-0002;2;C1;12AB00;2025-Q1;twee;verdeeld;\"Klas; noord\";17.67\n"
     "CONCEPT-0002;3;C1;34CD01;2025-Q1;een;verdeeld;\"Klas; noord\";173.27\n"
     "CONCEPT-0002;4;C1;34CD01;2025-Q1;twee;verdeeld;\"Klas; noord\";41.71\n"
     "CONCEPT-0002;5;;;;-;btw;btw 21%;59.48\n"
     "CONCEPT-0003;1;C1;12AB00;2025-Q1;twee;verdeeld;\"Klas; noord\";17.66\n"
     "CONCEPT-0003;2;C1;34CD01;2025-Q1;een;verdeeld;\"Klas; noord\";146.31\n"
     "CONCEPT-0003;3;C1;34CD01;2025-Q1;twee;verdeeld;\"Klas; noord\";41.71\n"
     "CONCEPT-0003;4;;;;-;btw;btw 21%;43.19\n"
     "CONCEPT-0004;1;C1;12AB00;2025-Q1;-;bijdrage;\"Klas; noord\";34.56\n"
     "CONCEPT-0004;2;;;;-;btw;btw 21%;7.26\n"
     "CONCEPT-0005;1;C2;;2025-Q1;-;verdeeld;Zorg;276.92\n"
     "CONCEPT-0005;2;C2;;2025-Q1;-;voorschot;voorschot V2;-100.00\n"
     "CONCEPT-0006;1;C2;;2025-Q1;-;verdeeld;Zorg;233.85\n"},
    {"grensverkeer.csv",
     "school;schoolgemeente;woongemeente;leerlingdagen;leerlingen\n"
     "12AB00;GM0518;GM0518;90;1\n"
     "12AB00;GM0518;GM0603;42;1\n"
     "34CD01;GM0603;GM0518;29;1\n"
     "34CD01;GM0603;GM0603;90;1\n"
     "34CD01;GM0603;GM1916;76;1\n"},
    {"controles.csv",
     "controle;onderwerp;links;rechts;verschil;oordeel\n"
     "aandelen van het contract;C1;747.13;747.13;0.00;goed\n"
     "aandelen van het contract;C2;600.00;600.00;0.00;goed\n"
     "gewichten van de laag;C1/12AB00/2025-Q1/een;132;132;0;goed\n"
     "gewichten van de laag;C1/12AB00/2025-Q1/twee;1;1;0;goed\n"
     "gewichten van de laag;C1/34CD01/2025-Q1/een;195;195;0;goed\n"
     "gewichten van de laag;C1/34CD01/2025-Q1/twee;1;1;0;goed\n"
     "gewichten van de laag;C2/2025-Q1/-;195;195;0;goed\n"},
};
// clang-format on

enum { TABLES = sizeof written / sizeof *written };

/* In a table, the first `from` becomes `to`. */
typedef struct Change {
    const char *table, *from, *to;
} Change;

static char *changed(const char *text, const Change *change)
{
    const char *at = strstr(text, change->from);
    if (!at) fail_msg("%s has no %s", change->table, change->from);
    size_t before = (size_t)(at - text), cut = strlen(change->from), put = strlen(change->to);
    char *out = malloc(strlen(text) - cut + put + 1);
    assert_non_null(out);
    memcpy(out, text, before);
    memcpy(out + before, change->to, put);
    strcpy(out + before + put, at + cut);
    return out;
}

/* Calculates again over the tables with the changes, which end with one without a table. */
static const RecountOpvolger opvolgers[] = {{"GM1916", "GM0603"}};

static void recount_with(const Change *changes, size_t opvolger_count)
{
    RecountTable tables[TABLES];
    char *copies[TABLES];
    memset(&told, 0, sizeof told);
    for (size_t i = 0; i < TABLES; i++) {
        static const Change nothing = {"", "", ""};
        copies[i] = changed(written[i].text, &nothing);
        for (const Change *c = changes; c->table; c++) {
            if (strcmp(c->table, written[i].name)) continue;
            char *before = copies[i];
            copies[i] = changed(before, c);
            free(before);
        }
        tables[i] = (RecountTable){written[i].name, copies[i], strlen(copies[i])};
    }
    RecountTold beside = {.opvolgers = opvolgers, .opvolger_count = opvolger_count};
    RecountInput input = {tables, TABLES, &beside};
    told.result = recount(&input, NULL, keep, NULL);
    for (size_t i = 0; i < TABLES; i++)
        free(copies[i]);
}

/* That exactly these places are told. */
static void expect(const char *places, const Change *changes, size_t opvolger_count)
{
    recount_with(changes, opvolger_count);
    if (strcmp(told.places, places))
        fail_msg("told at \"%s\", not at \"%s\"\n%s", told.places, places, told.said);
}
#define EXPECT(places, ...) expect((places), (const Change[]){__VA_ARGS__, {NULL, NULL, NULL}}, 0)
/* The same when GM1916 has become GM0603. */
#define EXPECT_JOINED(places, ...) \
    expect((places), (const Change[]){__VA_ARGS__, {NULL, NULL, NULL}}, 1)

static void right_tables_hold(void **state)
{
    (void)state;
    EXPECT("", {"pools.csv", "", ""});
    assert_true(told.result.readable);
    assert_int_equal(told.result.failed, 0);
    assert_true(told.result.statements > 500);
    assert_int_equal(told.result.by_weight, 5);
    assert_int_equal(told.result.pairs, 6);
}

static void pools_are_redone(void **state)
{
    (void)state;
    EXPECT("pools:3 pools:3", {"pools.csv", ";500.55\n", ";500.56\n"});
    EXPECT("pools:2 pools:2", {"pools.csv", "34.56;", "34.57;"}, {"pools.csv", "212.02", "212.01"});
    EXPECT("verdeling:14", {"pools.csv", "C2;;2025-Q1;600.00;0.00;0.00;600.00\n", ""});
    EXPECT("verdeling:2 pools:2 factuurregels:16", {"verdeling.csv", "bijdrage", "bijdragen"});
}

static void weights_and_shares_are_redone(void **state)
{
    (void)state;
    EXPECT("gewichten:2", {"gewichten.csv", "een;GM0518;90;132", "een;GM0518;91;132"});
    EXPECT("gewichten:8 gewichten:9 gewichten:7",
           {"gewichten.csv", "GM0518;29;195", "GM0518;29;194"});
    /* another weight keeps the sum */
    EXPECT("verdeling:8", {"gewichten.csv", "GM0518;29;", "GM0518;30;"},
           {"gewichten.csv", "GM0603;90;195", "GM0603;89;195"});
    EXPECT("gewichten:13", {"gewichten.csv", "C2;;2025-Q1;-;GM0518;29", "C2;;2025-Q1;-;GM0519;29"});
    EXPECT("verdeling:3 verdeling:3 verdeling:3", {"verdeling.csv", ";15/22;", ";16/22;"});
    EXPECT("verdeling:4", {"verdeling.csv", ";7/22;", ";14/44;"});
    /* another share, and the amounts, go with it */
    EXPECT("verdeling:8 verdeling:8 posities:2 posities:4 factuurregels:4 factuurregels:13",
           {"verdeling.csv", "29/195;55.83", "28/195;52.96"},
           {"verdeling.csv", "76/195;146.31", "77/195;149.18"});
}

static void cents_are_redone(void **state)
{
    (void)state;
    EXPECT("verdeling:9 posities:3 posities:4 factuurregels:9 factuurregels:13",
           {"verdeling.csv", "6/13;173.27", "6/13;173.28"},
           {"verdeling.csv", "76/195;146.31", "76/195;146.30"});
    /* the left-over cent goes to another of the same remainder */
    EXPECT("verdeling:13 posities:2 posities:4 factuurregels:5 factuurregels:14",
           {"verdeling.csv", "1/3;41.72", "1/3;41.71"},
           {"verdeling.csv", "GM1916;verdeeld;1/3;41.71", "GM1916;verdeeld;1/3;41.72"});
    EXPECT("pools:2 verdeling:7 posities:2 factuurregels:3",
           {"verdeling.csv", "1/3;17.67", "1/3;17.68"});
}

static void posities_are_redone(void **state)
{
    (void)state;
    EXPECT("posities:3 facturen:0", {"posities.csv", ";283.25\n", ";283.26\n"});
    EXPECT("posities:3 facturen:0", {"posities.csv", "283.25;", "283.26;"},
           {"posities.csv", ";283.25\n", ";283.26\n"});
    EXPECT("posities:6 facturen:0",
           {"posities.csv", "233.85;0.00;0.00;0.00;233.85", "233.85;0.00;0.00;0.01;233.84"});
    EXPECT("verdeling:2 facturen:0",
           {"posities.csv", "C1;AGB-1;PO2814;34.56;0.00;0.00;0.00;34.56\n", ""});
}

static void facturen_are_redone(void **state)
{
    (void)state;
    EXPECT("facturen:3 stromen:3 facturen:3", {"facturen.csv", "342.73\n", "342.74\n"});
    EXPECT("facturen:0 facturen:3 facturen:3", {"facturen.csv", "283.25;59.48", "283.24;59.49"});
    EXPECT("facturen:5", {"facturen.csv", "0004;factuur", "0004;creditfactuur"});
    EXPECT("facturen:5", {"facturen.csv", "2025-05-01;34.56", "2025-03-01;34.56"});
    EXPECT("facturen:6", {"facturen.csv", "CONCEPT-0005", "CONCEPT-0004"});
    EXPECT("facturen:0 facturen:0 stromen:6 stromen:0 factuurregels:20",
           {"facturen.csv", "CONCEPT-0006;factuur;GM0518;GM1916",
            "CONCEPT-0006;factuur;GM0518;GM1917"});
}

static void regels_are_redone(void **state)
{
    (void)state;
    EXPECT("facturen:3 facturen:3 factuurregels:7", {"factuurregels.csv", "50.60\n", "50.61\n"});
    EXPECT("factuurregels:7 factuurregels:9", {"factuurregels.csv", "50.60\n", "50.61\n"},
           {"factuurregels.csv", "173.27\n", "173.26\n"});
    EXPECT("facturen:2 facturen:2 factuurregels:5", {"factuurregels.csv", "46.96\n", "46.97\n"},
           {"factuurregels.csv", "41.72\n", "41.71\n"});
    EXPECT("factuurregels:19", {"factuurregels.csv", "0005;2;", "0005;3;"});
    EXPECT("factuurregels:19 facturen:6 facturen:6", {"factuurregels.csv", "voorschot;", "boete;"});
    EXPECT("facturen:7 facturen:7 factuurregels:20",
           {"factuurregels.csv", "CONCEPT-0006;1", "CONCEPT-0007;1"});
}

static void stromen_are_redone(void **state)
{
    (void)state;
    EXPECT("stromen:7", {"stromen.csv", "41.82", "41.83"});
    EXPECT("stromen:0", {"stromen.csv", "PO2814;AGB-1;41.82\n", ""});
    EXPECT("stromen:7 stromen:7", {"stromen.csv", "41.82", "0.00"});
    /* with the kassier alone */
    EXPECT(
        "",
        {"stromen.csv",
         "GM0518;AGB-1;270.60\nGM0603;AGB-1;342.73\nGM0603;GM0518;176.92\n"
         "GM1916;AGB-1;248.87\nGM1916;GM0518;233.85\nPO2814;AGB-1;41.82\n",
         "GM0518;AGB-1;904.02\nGM0603;GM0518;519.65\nGM1916;GM0518;482.72\nPO2814;GM0518;41.82\n"});
    EXPECT(
        "stromen:2 stromen:4",
        {"stromen.csv",
         "GM0518;AGB-1;270.60\nGM0603;AGB-1;342.73\nGM0603;GM0518;176.92\n"
         "GM1916;AGB-1;248.87\nGM1916;GM0518;233.85\nPO2814;AGB-1;41.82\n",
         "GM0518;AGB-1;904.02\nGM0603;GM0518;519.65\nGM1916;GM0518;482.71\nPO2814;GM0518;41.82\n"});
}

static void the_rest_is_looked_at(void **state)
{
    (void)state;
    EXPECT("grensverkeer:3", {"grensverkeer.csv", ";42;1", ";42;0"});
    EXPECT("grensverkeer:6", {"grensverkeer.csv", "34CD01;GM0603;GM0603", "34CD01;GM0604;GM0603"});
    EXPECT("controles:2", {"controles.csv", "747.13;747.13;0.00", "747.13;747.12;0.00"});
    EXPECT("controles:2", {"controles.csv", "747.13;747.13;0.00;goed", "747.13;747.12;0.01;goed"});
    EXPECT("", {"controles.csv", "747.13;747.13;0.00;goed", "747.13;747.12;0.01;fout"});
    EXPECT("", {"controles.csv", "132;132;0;goed", "132;395/3;1/3;signaal"});
}

static void opvolgers_take_their_place(void **state)
{
    (void)state;
    /* GM1916 became GM0603: its facturen joined those of GM0603 */
#define JOINED                                                                                 \
    {"facturen.csv", "GM0603;2025-04-01;2025-05-01;276.92;0.00;100.00;176.92",                 \
     "GM0603;2025-04-01;2025-05-01;510.77;0.00;100.00;410.77"},                                \
        {"facturen.csv",                                                                       \
         "CONCEPT-0006;factuur;GM0518;GM1916;2025-04-01;2025-05-01;233.85;0.00;0.00;233.85\n", \
         ""},                                                                                  \
        {"facturen.csv", "0003;factuur;AGB-1;GM1916", "0003;factuur;AGB-1;GM0603"},            \
        {"stromen.csv", "342.73", "591.60"}, {"stromen.csv", "176.92", "410.77"},              \
        {"stromen.csv", "GM1916;AGB-1;248.87\nGM1916;GM0518;233.85\n", ""},                    \
        {"factuurregels.csv", "CONCEPT-0006;1", "CONCEPT-0005;3"}
    EXPECT_JOINED("", JOINED);
    EXPECT("facturen:0 facturen:0 facturen:0 facturen:0", JOINED); /* nobody has an opvolger */
    EXPECT_JOINED("facturen:0 facturen:0 facturen:0 facturen:0",
                  {"pools.csv", "", ""}); /* facturen name GM1916 still */
#undef JOINED
}

static void correcties_and_amounts_not_invoiced_are_known(void **state)
{
    (void)state;
    EXPECT("",
           {"posities.csv", "276.92;100.00;0.00;0.00;176.92", "276.92;100.00;50.00;0.00;126.92"},
           {"facturen.csv", "276.92;0.00;100.00;176.92", "226.92;0.00;100.00;126.92"},
           {"factuurregels.csv", "voorschot;voorschot V2;-100.00", "correctie;;-150.00"},
           {"stromen.csv", "176.92", "126.92"});
    EXPECT("",
           {"facturen.csv",
            "CONCEPT-0006;factuur;GM0518;GM1916;2025-04-01;2025-05-01;233.85;0.00;"
            "0.00;233.85\n",
            ""},
           {"factuurregels.csv", "CONCEPT-0006;1;C2;;2025-Q1;-;verdeeld;Zorg;233.85\n", ""},
           {"stromen.csv", "GM1916;GM0518;233.85\n", ""},
           {"controles.csv", "gewichten van de laag;C2/2025-Q1/-;195;195;0;goed\n",
            "gewichten van de laag;C2/2025-Q1/-;195;195;0;goed\n"
            "niet gefactureerd;GM0518/GM1916;233.85;0.00;233.85;signaal\n"});
}

/* --- form ------------------------------------------------------------------------------------- */

static void form_is_looked_at(void **state)
{
    (void)state;
    EXPECT("pools:0", {"pools.csv", "tijdvak", "kwartaal"});
    assert_false(told.result.readable);
    EXPECT("pools:2", {"pools.csv", "246.58", "246.5"});
    EXPECT("pools:2", {"pools.csv", "246.58", "0246.58"});
    EXPECT("pools:2", {"pools.csv", "246.58;", ""});
    EXPECT("verdeling:3", {"verdeling.csv", ";15/22;", ";15/0;"});
    EXPECT("gewichten:2", {"gewichten.csv", ";90;", ";9o;"});
    EXPECT("stromen:4", {"stromen.csv", "GM0603;AGB-1", "GM0604;AGB-1"});
    EXPECT("stromen:3", {"stromen.csv", "GM0603;AGB-1", "GM0518;AGB-1"});
    EXPECT("facturen:4", {"facturen.csv", "CONCEPT-0003;factuur;AGB-1;GM1916;2025-04-01",
                          "CONCEPT-0003;factuur;AGB-1;GM1916;1-4-2025"});
    EXPECT("factuurregels:2", {"factuurregels.csv", "\"Klas; noord\"", "Klas; noord"});
    EXPECT("factuurregels:2", {"factuurregels.csv", "\"Klas; noord\"", "\"Klas\"; noord\""});
    /* a cell over two lines, and the line behind it */
    EXPECT("factuurregels:7 factuurregels:9",
           {"factuurregels.csv", "\"Klas; noord\";108.42", "\"Klas\n\"\"noord\"\"\";108.42"},
           {"factuurregels.csv", "btw 21%;46.96\nCONCEPT-0002;1", "btw 21%;46.9\nCONCEPT-0002;0"},
           {"factuurregels.csv", "CONCEPT-0002;2", "CONCEPT-0002;x"});
}

/* Every table cut off at every byte, and with bytes of chance in it, is read to its end. */
static void broken_tables_are_no_crash(void **state)
{
    (void)state;
    static const char bytes[] = ";\n\"0159/-.CGM";
    for (size_t t = 0; t < TABLES; t++) {
        RecountTable tables[TABLES];
        size_t length = strlen(written[t].text);
        for (size_t i = 0; i < TABLES; i++)
            tables[i] = (RecountTable){written[i].name, written[i].text, strlen(written[i].text)};
        for (size_t cut = 0; cut < length; cut++) {
            char *copy = malloc(length + 1); /* of that size: reading on is seen */
            memcpy(copy, written[t].text, length);
            for (int i = 0; i < 3 && cut % 2; i++)
                copy[random_below(length)] = bytes[random_below(sizeof bytes - 1)];
            tables[t] = (RecountTable){written[t].name, copy, cut % 2 ? length : cut};
            RecountTold beside = {.opvolgers = opvolgers, .opvolger_count = cut % 3 ? 1 : 0};
            RecountInput input = {tables, TABLES, cut % 7 ? &beside : NULL};
            RecountResult result = recount(&input, NULL, NULL, NULL);
            assert_false(result.out_of_memory);
            if (cut < 5) assert_true(result.failed > 0 || cut % 2);
            free(copy);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_tables_hold),
        cmocka_unit_test(pools_are_redone),
        cmocka_unit_test(weights_and_shares_are_redone),
        cmocka_unit_test(cents_are_redone),
        cmocka_unit_test(posities_are_redone),
        cmocka_unit_test(facturen_are_redone),
        cmocka_unit_test(regels_are_redone),
        cmocka_unit_test(stromen_are_redone),
        cmocka_unit_test(the_rest_is_looked_at),
        cmocka_unit_test(opvolgers_take_their_place),
        cmocka_unit_test(correcties_and_amounts_not_invoiced_are_known),
        cmocka_unit_test(form_is_looked_at),
        cmocka_unit_test(broken_tables_are_no_crash),
    };
    return RUN(tests);
}
