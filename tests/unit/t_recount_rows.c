/* Goal: the second calculation over tables of a few rows each, so that every statement about a row
 * is seen to hold and not to hold; over rows, numbers and lagen that are too large; and without
 * memory. */
#include "recount_told.h"
#include "testing.h"

#include "io/write/outputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- memory that ends: the linker puts this in the place of calloc() -----------------------------
 */

static long blocks_left = -1; /* below 0: without end */

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    if (!blocks_left) return NULL;
    blocks_left -= blocks_left > 0;
    return __real_calloc(count, size);
}

/* --- a few rows ------------------------------------------------------------------------------- */

typedef struct Rows {
    const char *table, *text;
} Rows;

enum { ROWS_MOST = 9 };
static const RecountTold nothing_told = {0};

/* Calculates over tables of these rows, up to the one without a table; others are not given. */
static void recount_rows(const Rows *rows, const RecountTold *beside)
{
    RecountTable tables[ROWS_MOST];
    char *texts[ROWS_MOST];
    size_t count = 0;
    for (; rows[count].table; count++) {
        size_t spec = 0;
        while (strcmp(output_specs[spec].file, rows[count].table))
            spec++;
        size_t size = strlen(output_specs[spec].header) + strlen(rows[count].text) + 2;
        texts[count] = malloc(size);
        assert_non_null(texts[count]);
        snprintf(texts[count], size, "%s\n%s", output_specs[spec].header, rows[count].text);
        tables[count] = (RecountTable){rows[count].table, texts[count], size - 1};
    }
    memset(&told, 0, sizeof told);
    RecountInput input = {tables, count, beside};
    told.result = recount(&input, NULL, keep, NULL);
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
}

/* That exactly these places are told, and this among the rest. */
static void expect(const char *places, const char *said, const Rows *rows)
{
    recount_rows(rows, &nothing_told);
    if (strcmp(told.places, places) || !strstr(told.said, said))
        fail_msg("told at \"%s\", not at \"%s\"; to be said: %s\n%s", told.places, places, said,
                 told.said);
}
#define EXPECT(places, said, ...) expect(places, said, (const Rows[]){__VA_ARGS__, {NULL, NULL}})

/* A number of `digits` digits, all `digit`. */
static char *number_of(char digit, size_t digits)
{
    static char numbers[4][1200];
    static size_t turn;
    char *number = numbers[turn++ % 4];
    memset(number, digit, digits);
    number[digits] = 0;
    return number;
}

static char text[100000];
#define FORMAT(...) (snprintf(text, sizeof text, __VA_ARGS__), text)

/* --- verdeling and gewichten ------------------------------------------------------------------ */

static void soorten_are_known(void **state)
{
    (void)state;
    const char *pool = "C;S;T;10.00;2.00;3.00;5.00\n";
    EXPECT("", "", {"pools.csv", pool},
           {"verdeling.csv", "C;S;T;-;A;bijdrage;;2.00\n"
                             "C;S;T;-;B;apart;;4.00\n"
                             "C;S;T;-;C;boven_maximum;;3.00\n"
                             "C;S;T;-;D;verdeeld;1;1.00\n"});
    EXPECT("verdeling:4 pools:2", "soort is \"boete\", which SPEC 8 does not know",
           {"pools.csv", pool},
           {"verdeling.csv", "C;S;T;-;A;bijdrage;;2.00\n"
                             "C;S;T;-;B;apart;;5.00\n"
                             "C;S;T;-;C;boete;;3.00\n"});
    EXPECT("verdeling:3 verdeling:4 verdeling:5", "has an aandeel, or a laag", {"pools.csv", pool},
           {"verdeling.csv", "C;S;T;-;A;bijdrage;;2.00\n"
                             "C;S;T;-;B;apart;1;4.00\n"
                             "C;S;T;-;D;verdeeld;;1.00\n"
                             "C;S;T;een;C;boven_maximum;;3.00\n"});
    assert_non_null(strstr(told.said, "has no aandeel"));
    EXPECT("verdeling:2", "divides a pool that pools.csv does not have", {"pools.csv", ""},
           {"verdeling.csv", "C;S;T;-;D;verdeeld;1;1.00\n"});
}

static void weights_are_above_0_and_in_lowest_terms(void **state)
{
    (void)state;
    const char *one = "C;S;T;-;A;verdeeld;1;1.00\n";
    EXPECT("", "", {"gewichten.csv", "C;S;T;-;A;2/3;2/3\n"}, {"verdeling.csv", one});
    EXPECT("gewichten:2", "gewicht 4/6 or totaal 2/3 is 0 or not in lowest terms",
           {"gewichten.csv", "C;S;T;-;A;4/6;2/3\n"}, {"verdeling.csv", one});
    EXPECT("gewichten:2", "is 0 or not in lowest terms", {"gewichten.csv", "C;S;T;-;A;2;2/1\n"},
           {"verdeling.csv", one});
    EXPECT("gewichten:2 gewichten:2", "gewicht 1 or totaal 0", {"gewichten.csv", "C;S;T;-;A;1;0\n"},
           {"verdeling.csv", one});
    EXPECT("gewichten:3 verdeling:3", "gewicht 0 or totaal 1",
           {"gewichten.csv", "C;S;T;-;A;1;1\nC;S;T;-;B;0;1\n"},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1;1.00\nC;S;T;-;B;verdeeld;0;0.00\n"});
}

static void a_plafond_may_hold_for_all(void **state)
{
    (void)state;
    const char *weights = "C;S;T;-;A;3;5\nC;S;T;-;B;2;5\n";
    EXPECT("", "", {"gewichten.csv", weights},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1/2;0.50\nC;S;T;-;B;verdeeld;1/2;0.50\n"});
    assert_int_equal(told.result.by_plafond, 1);
    EXPECT("verdeling:2 verdeling:2", "do not add up to 1", {"gewichten.csv", weights},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1/3;0.50\nC;S;T;-;B;verdeeld;1/3;0.50\n"});
    assert_int_equal(told.result.by_plafond, 0);
    EXPECT("verdeling:3 verdeling:3 verdeling:2", "aandeel of B is 1/3; gewicht / totaal is 0",
           {"gewichten.csv", "C;S;T;-;A;1;1\n"},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1;0.50\nC;S;T;-;B;verdeeld;1/3;0.50\n"});
    assert_int_equal(told.result.by_plafond, 0);
}

static void what_is_too_large_is_told(void **state)
{
    (void)state;
    const char *long_number = number_of('7', 700);
    EXPECT("verdeling:2", "the denominators of the laag are too large to redo it",
           {"verdeling.csv", FORMAT("C;S;T;-;A;verdeeld;1/%s;1.00\n", long_number)});
    EXPECT("gewichten:2", "the denominators of the laag are too large to redo it",
           {"gewichten.csv", FORMAT("C;S;T;-;A;1/%s;1\n", long_number)},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1;1.00\n"});
    EXPECT("gewichten:2", "the denominators of the laag are too large to redo it",
           {"gewichten.csv", FORMAT("C;S;T;-;A;1;1/%s\n", long_number)},
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1;1.00\n"});
    EXPECT("verdeling:2", "the amounts of the laag are too large to redo it",
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1/2;-999999999999999.99\n"
                             "C;S;T;-;B;verdeeld;1/2;-999999999999999.99\n"});
    EXPECT("gewichten:2", "column 7 of contract;school;tijdvak;laag;partij;gewicht;totaal",
           {"gewichten.csv", FORMAT("C;S;T;-;A;1;%s\n", number_of('1', 1001))});
    EXPECT("stromen:2", "is not written as SPEC 8 says",
           {"stromen.csv", "A;B;1111111111111111.00\n"});
}

static void numbers_of_any_length_are_exact(void **state)
{
    (void)state;
    const char *shares = "C;S;T;-;A;verdeeld;3/4;0.75\nC;S;T;-;B;verdeeld;1/4;0.25\n";
    EXPECT("", "",
           {"gewichten.csv", "C;S;T;-;A;30000000000000000000;40000000000000000000\n"
                             "C;S;T;-;B;10000000000000000000;40000000000000000000\n"},
           {"verdeling.csv", shares});
    EXPECT("gewichten:2",
           "totaal is 40000000000000000001; the weights of the laag add up to "
           "40000000000000000000",
           {"gewichten.csv", "C;S;T;-;A;30000000000000000000;40000000000000000001\n"
                             "C;S;T;-;B;10000000000000000000;40000000000000000001\n"},
           {"verdeling.csv", shares});
    EXPECT("verdeling:2", "gewicht / totaal is 3/4",
           {"gewichten.csv", "C;S;T;-;A;3;4\nC;S;T;-;B;1;4\n"},
           {"verdeling.csv",
            "C;S;T;-;A;verdeeld;75000000000000000001/100000000000000000000;0.75\n"
            "C;S;T;-;B;verdeeld;24999999999999999999/100000000000000000000;0.25\n"});
}

/* A laag, a contract and a factuur of many rows: 600 are more than anything had room for at first.
 */
static void many_rows_are_redone(void **state)
{
    (void)state;
    enum { MANY = 600 };
    static char weights[MANY * 40], shares[MANY * 40], aparts[MANY * 40], regels[MANY * 60];
    size_t w = 0, s = 0, a = 0, l = 0;
    for (int i = 1; i <= MANY; i++) {
        w += (size_t)sprintf(weights + w, "C;S;T;-;P%03d;1;600\n", i);
        s += (size_t)sprintf(shares + s, "C;S;T;-;P%03d;verdeeld;1/600;%s\n", i,
                             i <= 300 ? "0.01" : "0.00");
        a += (size_t)sprintf(aparts + a, "C;S%03d;T;-;A;apart;;0.01\n", i);
        l += (size_t)sprintf(regels + l, "F-1;%d;C;S%03d;T;-;apart;x;0.01\n", i, i);
    }
    EXPECT("", "", {"gewichten.csv", weights}, {"verdeling.csv", shares});
    memcpy(strstr(shares, "P300;verdeeld;1/600;0.01"), "P300;verdeeld;1/600;0.00", 24);
    memcpy(strstr(shares, "P301;verdeeld;1/600;0.00"), "P301;verdeeld;1/600;0.01", 24);
    EXPECT("verdeling:302", "P301 has a left-over unit (0.01) of 3.00, and P300",
           {"gewichten.csv", weights}, {"verdeling.csv", shares});
    const char *posities = "C;K;A;6.00;0.00;0.00;0.00;6.00\n",
               *facturen = "F-1;factuur;K;A;2025-01-01;2025-01-31;6.00;0.00;0.00;6.00\n";
    EXPECT("", "", {"verdeling.csv", aparts}, {"posities.csv", posities},
           {"facturen.csv", facturen}, {"factuurregels.csv", regels});
    memcpy(strstr(regels, "S600"), "S599", 4);
    EXPECT("factuurregels:601", "no row of verdeling.csv of this laag and soort has 0.01 for A",
           {"verdeling.csv", aparts}, {"posities.csv", posities}, {"facturen.csv", facturen},
           {"factuurregels.csv", regels});
}

/* A row that is shorter than what it is compared with is another one. */
static void short_rows_follow_long_ones(void **state)
{
    (void)state;
    EXPECT("", "",
           {"pools.csv", "C;een-school-met-een-lange-naam-die-langer-is-dan-een-rij;T;1.00;0.00;"
                         "0.00;1.00\nD;;T;2.00;0.00;0.00;2.00\n"},
           {"verdeling.csv", "C;een-school-met-een-lange-naam-die-langer-is-dan-een-rij;T;-;A;"
                             "apart;;1.00\nD;;T;-;A;apart;;2.00\n"});
}

/* --- facturen, stromen, lines ----------------------------------------------------------------- */

#define FACTUUR(nummer, soort, pair, bedrag, btw, betaald, te_betalen)                            \
    nummer ";" soort ";" pair ";2025-01-01;2025-01-31;" bedrag ";" btw ";" betaald ";" te_betalen \
           "\n"

static void facturen_are_of_their_soort(void **state)
{
    (void)state;
    EXPECT("", "",
           {"facturen.csv",
            FACTUUR("F-1", "creditfactuur", "K;A", "-1.00", "0.21", "0.00", "-0.79")
                FACTUUR("F-2", "creditfactuur", "K;A", "0.00", "-0.21", "0.00",
                        "-0.21") FACTUUR("F-3", "factuur", "K;A", "0.00", "0.21", "0.00", "0.21")
                    FACTUUR("F-4", "factuur", "K;A", "0.00", "0.00", "5.00", "-5.00")
                        FACTUUR("F-5", "specificatie", "K;A", "-1.00", "0.00", "0.00", "-1.00")});
    EXPECT("facturen:2", "soort is factuur; bedrag is 0.00",
           {"facturen.csv", FACTUUR("F-1", "factuur", "K;A", "0.00", "-0.21", "0.00", "-0.21")});
    EXPECT(
        "facturen:2", "soort is creditfactuur; bedrag is 0.00",
        {"facturen.csv", FACTUUR("F-1", "creditfactuur", "K;A", "0.00", "0.21", "0.00", "0.21")});
    EXPECT("facturen:2", "K is crediteur and debiteur",
           {"facturen.csv", FACTUUR("F-1", "factuur", "K;K", "1.00", "0.00", "0.00", "1.00")});
    EXPECT("facturen:2", "there is no factuur",
           {"facturen.csv", FACTUUR("F-1", "factuur", "K;A", "0.00", "0.00", "0.00", "0.00")});
}

static void stromen_go_by_pair_or_by_kassier(void **state)
{
    (void)state;
    EXPECT(
        "", "",
        {"facturen.csv", FACTUUR("F-1", "creditfactuur", "K;A", "-1.00", "0.00", "0.00", "-1.00")},
        {"stromen.csv", "K;A;1.00\n"});
    EXPECT(
        "stromen:2 stromen:2", "A pays 1.00 in all; by its facturen -1.00",
        {"facturen.csv", FACTUUR("F-1", "creditfactuur", "K;A", "-1.00", "0.00", "0.00", "-1.00")},
        {"stromen.csv", "A;K;1.00\n"});
    EXPECT("stromen:2", "A pays itself", {"stromen.csv", "A;A;1.00\n"});
    /* the kassier stands between them, whether its code comes first or last */
    EXPECT("", "",
           {"facturen.csv", FACTUUR("F-1", "factuur", "A;B", "1.00", "0.00", "0.00", "1.00")},
           {"stromen.csv", "B;K;1.00\nK;A;1.00\n"});
    EXPECT("", "",
           {"facturen.csv", FACTUUR("F-1", "factuur", "C;B", "1.00", "0.00", "0.00", "1.00")},
           {"stromen.csv", "A;C;1.00\nB;A;1.00\n"});
    EXPECT("", "",
           {"facturen.csv", FACTUUR("F-1", "factuur", "B;D", "1.00", "0.00", "0.00", "1.00")
                                FACTUUR("F-2", "factuur", "C;D", "1.00", "0.00", "0.00", "1.00")},
           {"stromen.csv", "A;B;1.00\nA;C;1.00\nD;A;2.00\n"});
}

static void what_is_not_invoiced_explains_posities(void **state)
{
    (void)state;
    Rows rows[] = {{"posities.csv", "C;K;A;1.00;0.00;0.00;0.00;1.00\n"},
                   {"facturen.csv", ""},
                   {"controles.csv", "niet gefactureerd;K/A;1.00;0.00;1.00;signaal\n"},
                   {NULL, NULL}};
    expect("", "", rows);
    rows[2].text = "niet gefactureerd;A;1.00;0.00;1.00;signaal\n";
    expect("facturen:0", "A owes K 0.00 by facturen and what is not invoiced", rows);
    rows[2].text = "niet gefactureerd;K/A;4/3;1/3;1;signaal\n";
    expect("facturen:0", "A owes K 0.00 by facturen and what is not invoiced", rows);
    rows[2].text = "iets anders;K/A;1.00;0.00;1.00;signaal\n";
    expect("facturen:0", "the netto of posities is 1.00", rows);
    recount_rows(rows, NULL); /* not compared when it is not known who has an opvolger */
    assert_string_equal(told.places, "");
}

static void lines_are_of_their_soort(void **state)
{
    (void)state;
    const char *facturen = FACTUUR("F-1", "factuur", "K;A", "5.00", "0.00", "0.00", "5.00");
    EXPECT("", "", {"facturen.csv", facturen},
           {"factuurregels.csv", "F-1;1;C;S;T;-;verdeeld;x;1.00\n"
                                 "F-1;2;C;S;T;-;bijdrage;x;1.00\n"
                                 "F-1;3;C;S;T;-;apart;x;1.00\n"
                                 "F-1;4;C;S;T;-;boven_maximum;x;1.00\n"
                                 "F-1;5;C;S;T;-;niet_verrekend;x;1.00\n"});
    EXPECT("factuurregels:3", "soort is \"boete\"", {"facturen.csv", facturen},
           {"factuurregels.csv", "F-1;1;C;S;T;-;correctie;x;4.00\n"
                                 "F-1;2;C;S;T;-;boete;x;1.00\n"});
}

/* Two partijen of the same amount that are one on facturen. */
static void lines_of_opvolgers_are_found(void **state)
{
    (void)state;
    const RecountOpvolger joined[] = {{"A", "C"}, {"B", "C"}};
    const RecountTold beside = {.opvolgers = joined, .opvolger_count = 2};
    Rows rows[] = {
        {"verdeling.csv", "X;S;T;-;A;apart;;1.00\nX;S;T;-;B;apart;;1.00\n"},
        {"posities.csv", "X;K;A;1.00;0.00;0.00;0.00;1.00\nX;K;B;1.00;0.00;0.00;0.00;1.00\n"},
        {"facturen.csv", FACTUUR("F-1", "factuur", "K;C", "2.00", "0.00", "0.00", "2.00")},
        {"factuurregels.csv", "F-1;1;X;S;T;-;apart;x;1.00\nF-1;2;X;S;T;-;apart;x;1.00\n"},
        {NULL, NULL}};
    recount_rows(rows, &beside);
    assert_string_equal(told.places, "");
    assert_int_equal(told.result.pairs, 1);
    rows[3].text = "F-1;1;X;S;T;-;apart;x;1.01\nF-1;2;X;S;T;-;apart;x;0.99\n";
    recount_rows(rows, &beside);
    assert_string_equal(told.places, "factuurregels:2 factuurregels:3");
}

/* --- grensverkeer, controles, form ------------------------------------------------------------ */

static void grensverkeer_counts_somebody(void **state)
{
    (void)state;
    EXPECT("", "", {"grensverkeer.csv", "S;G1;G2;1/2;1\n"});
    EXPECT("grensverkeer:2", "leerlingdagen is 0", {"grensverkeer.csv", "S;G1;G2;0;1\n"});
    EXPECT("grensverkeer:2", "leerlingen is 0", {"grensverkeer.csv", "S;G1;G2;1;0\n"});
}

static void controles_are_differences(void **state)
{
    (void)state;
    static const char *const right[] = {
        "1;1;0;goed",      "-1.500000;-2;0.50;fout",
        "1/3;2;-5/3;fout", "1;1;0;\"goed\"",
        "0;-0.5;1/2;fout", "12345678901234567890;1;12345678901234567889;signaal"};
    static const char *const wrong[] = {
        ";;0;goed",    "2/4;1/2;0;goed", "1;;1;fout",
        "1;1;a;fout",  "a;1;1;fout",     "1.1234567;1.1234567;1;fout",
        "1.;1;1;fout", "a.5;1;1;fout",   "1.x;1;1;fout",
        "-;1;1;fout",  "1;2;1;fout",     "1/0;1;1;fout",
        "01;1;1;fout"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        EXPECT("", "", {"controles.csv", FORMAT("x;y;%s\n", right[i])});
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        EXPECT("controles:2", "verschil is", {"controles.csv", FORMAT("x;y;%s\n", wrong[i])});
    /* of one subject there may be more than one */
    EXPECT("", "", {"controles.csv", "x;y;1;1;0;goed\nx;y;2;2;0;goed\n"});
}

static void cells_have_a_form(void **state)
{
    (void)state;
    static const char *const amounts[] = {"-0.00", ".00", "1.0", "1.0x",  "1.x0",
                                          "1,00",  "-",   "",    "00.10", "1x.00"};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        EXPECT("stromen:2", "column 3 of van;naar;bedrag",
               {"stromen.csv", FORMAT("A;B;%s\n", amounts[i])});
    EXPECT("verdeling:2", "aandeel 2/4 is not in lowest terms",
           {"verdeling.csv", "C;S;T;-;A;verdeeld;2/4;1.00\nC;S;T;-;B;verdeeld;1/2;1.00\n"});
    EXPECT("verdeling:2", "aandeel 1/1 is not in lowest terms",
           {"verdeling.csv", "C;S;T;-;A;verdeeld;1/1;1.00\n"});
    EXPECT("stromen:3", "has the same key as the row before it",
           {"stromen.csv", "A;B;1.00\nA;B;2.00\n"});
    EXPECT("stromen:2", "does not end as a row", {"stromen.csv", "A;\"B;1.00\nA;C;2.00\n"});
    EXPECT("stromen:2", "is no row of the columns", {"stromen.csv", "A;\"B\"C\";1.00\"\n"});
    EXPECT("stromen:2", "A\"\" pays itself", {"stromen.csv", "\"A\"\"\";\"A\"\"\";1.00\n"});
}

/* --- words and memory ------------------------------------------------------------------------- */

static const char *in_dutch(const char *english)
{
    return strcmp(english, "%.*s pays itself") ? english : "%.*s betaalt zichzelf";
}

static void words_are_those_of_the_reader(void **state)
{
    (void)state;
    const char *stromen = "van;naar;bedrag\nA;A;1.00\n";
    const RecountTable table = {"stromen.csv", stromen, strlen(stromen)};
    const RecountInput input = {&table, 1, NULL};
    memset(&told, 0, sizeof told);
    recount(&input, in_dutch, keep, NULL);
    assert_string_equal(told.said, "# stromen.csv:2: A betaalt zichzelf\n");
    assert_int_equal(recount(&input, in_dutch, NULL, NULL).failed, 1);
}

static void memory_that_ends_is_told(void **state)
{
    (void)state;
    const Rows rows[] = {
        {"gewichten.csv", "X;S;T;-;A;1;1\n"},
        {"verdeling.csv", "X;S;T;-;A;verdeeld;1;1.00\n"},
        {"posities.csv", "X;K;A;1.00;0.00;0.00;0.00;1.00\n"},
        {"stromen.csv", "B;K;1.00\n"},
        {"facturen.csv", FACTUUR("F-1", "factuur", "K;B", "1.00", "0.00", "0.00", "1.00")},
        {"factuurregels.csv", "F-1;1;X;S;T;-;verdeeld;x;1.00\n"},
        {NULL, NULL}};
    const RecountOpvolger joined = {"A", "B"};
    const RecountTold beside = {.opvolgers = &joined, .opvolger_count = 1};
    long blocks = 0;
    for (bool ended = true; ended; blocks++) {
        blocks_left = blocks;
        recount_rows(rows, &beside);
        blocks_left = -1;
        ended = told.result.out_of_memory;
        assert_string_equal(told.places, "");
    }
    assert_true(told.result.readable);
    assert_int_equal(told.result.pairs, 1);
    assert_in_range(blocks, 20, 40); /* each of them was missing once */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(soorten_are_known),
        cmocka_unit_test(weights_are_above_0_and_in_lowest_terms),
        cmocka_unit_test(a_plafond_may_hold_for_all),
        cmocka_unit_test(what_is_too_large_is_told),
        cmocka_unit_test(numbers_of_any_length_are_exact),
        cmocka_unit_test(many_rows_are_redone),
        cmocka_unit_test(short_rows_follow_long_ones),
        cmocka_unit_test(facturen_are_of_their_soort),
        cmocka_unit_test(stromen_go_by_pair_or_by_kassier),
        cmocka_unit_test(what_is_not_invoiced_explains_posities),
        cmocka_unit_test(lines_are_of_their_soort),
        cmocka_unit_test(lines_of_opvolgers_are_found),
        cmocka_unit_test(grensverkeer_counts_somebody),
        cmocka_unit_test(controles_are_differences),
        cmocka_unit_test(cells_have_a_form),
        cmocka_unit_test(words_are_those_of_the_reader),
        cmocka_unit_test(memory_that_ends_is_told),
    };
    return RUN(tests);
}
