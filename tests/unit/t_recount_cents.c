/* Goal: the second calculation follows each way to round that is told to it, to the cent, and names
 * the row in which another was followed; it finds a plafond by itself. */
#include "recount_told.h"
#include "testing.h"

#include <stdio.h>
#include <string.h>

/* Lagen with what is told beside them (NULL: nothing is known). */
static void recount_told(const char *places, const RecountTold *beside, const char *gewichten,
                         const char *verdeling)
{
    char weights[2000], shares[2000];
    snprintf(weights, sizeof weights, "contract;school;tijdvak;laag;partij;gewicht;totaal\n%s",
             gewichten);
    snprintf(shares, sizeof shares, "contract;school;tijdvak;laag;partij;soort;aandeel;bedrag\n%s",
             verdeling);
    const RecountTable tables[] = {{"gewichten.csv", weights, strlen(weights)},
                                   {"verdeling.csv", shares, strlen(shares)}};
    memset(&told, 0, sizeof told);
    RecountInput input = {tables, 2, beside};
    told.result = recount(&input, NULL, keep, NULL);
    if (strcmp(told.places, places))
        fail_msg("told at \"%s\", not at \"%s\"\n%s", told.places, places, told.said);
}

/* Lagen of contract C and tijdvak T: largest remainder in units of `eenheid` cents, or with a
 * sluitpost. */
static void recount_rounded(const char *places, const char *sluitpost, long eenheid,
                            const char *gewichten, const char *verdeling)
{
    /* of others, on both sides, which must not be taken for it */
    const RecountAfronding afrondingen[] = {
        {"B", "T", "A", 1}, {"C", "S", "B", 1}, {"C", "T", sluitpost, eenheid},
        {"D", "S", "", 7},  {"D", "T", "", 3},  {"D", "U", "", 3},
        {"E", "T", "", 9}};
    RecountTold beside = {.afrondingen = afrondingen, .afronding_count = 7};
    recount_told(places, &beside, gewichten, verdeling);
}

/* The same in cents, as when nothing else is told. */
static void recount_lagen(const char *places, const char *gewichten, const char *verdeling)
{
    const RecountTold nothing = {0};
    recount_told(places, &nothing, gewichten, verdeling);
}

#define WEIGHT(school, partij, weight) "C;" school ";T;-;" partij ";" weight "\n"
#define SHARE(school, partij, share, cents) \
    "C;" school ";T;-;" partij ";verdeeld;" share ";" cents "\n"
#define THIRDS_WEIGH(school) \
    WEIGHT(school, "A", "1;3") WEIGHT(school, "B", "1;3") WEIGHT(school, "C", "1;3")
#define THIRDS(school, a, b, c) \
    SHARE(school, "A", "1/3", a) SHARE(school, "B", "1/3", b) SHARE(school, "C", "1/3", c)

static void a_plafond_is_found(void **state)
{
    (void)state;
    const char *weights =
        WEIGHT("", "A", "60;100") WEIGHT("", "B", "30;100") WEIGHT("", "C", "10;100");
    recount_lagen("", weights,
                  SHARE("", "A", "1/2", "50.00") SHARE("", "B", "3/8", "37.50")
                      SHARE("", "C", "1/8", "12.50"));
    assert_int_equal(told.result.by_plafond, 1);
    recount_lagen("verdeling:2", weights,
                  SHARE("", "A", "1/2", "50.00") SHARE("", "B", "1/4", "25.00")
                      SHARE("", "C", "1/4", "25.00"));
    recount_lagen("verdeling:2", weights,
                  SHARE("", "A", "3/4", "75.00") SHARE("", "B", "3/16", "18.75")
                      SHARE("", "C", "1/16", "6.25"));
}

static void largest_remainder_is_redone(void **state)
{
    (void)state;
    recount_lagen("", THIRDS_WEIGH(""), THIRDS("", "-33.34", "-33.33", "-33.33"));
    recount_lagen("", THIRDS_WEIGH(""), THIRDS("", "0.01", "0.01", "0.00"));
    recount_lagen("verdeling:3", THIRDS_WEIGH(""), THIRDS("", "0.01", "0.02", "-0.01"));
    assert_string_equal(told.said, "# verdeling.csv:3: bedrag of B is 0.02; its share of 0.02, in "
                                   "whole units of 0.01, is 0.00 or 0.01\n");
    recount_lagen("verdeling:4", THIRDS_WEIGH(""), THIRDS("", "-0.01", "0.00", "-0.01"));
    assert_string_equal(told.said,
                        "# verdeling.csv:4: C has a left-over unit (0.01) of -0.02, and B, with a "
                        "larger remainder or a lower code, has none\n");
    const char *tenths = WEIGHT("", "A", "3;10") WEIGHT("", "B", "3;10") WEIGHT("", "C", "4;10");
#define TENTHS(a, b, c) SHARE("", "A", "3/10", a) SHARE("", "B", "3/10", b) SHARE("", "C", "2/5", c)
    recount_lagen("", tenths, TENTHS("0.01", "0.00", "0.01"));
    recount_lagen("verdeling:3", tenths, TENTHS("0.00", "0.01", "0.01"));
    recount_lagen("verdeling:3", tenths, TENTHS("0.01", "0.01", "0.00"));
#undef TENTHS
}

static void a_sluitpost_takes_what_is_left(void **state)
{
    (void)state;
    recount_rounded("", "C", 1, THIRDS_WEIGH(""), THIRDS("", "33.33", "33.33", "33.34"));
    recount_lagen("verdeling:4", THIRDS_WEIGH(""), THIRDS("", "33.33", "33.33", "33.34"));
    recount_rounded("verdeling:4", "A", 1, THIRDS_WEIGH(""), THIRDS("", "33.33", "33.33", "33.34"));
    assert_string_equal(told.said, "# verdeling.csv:4: bedrag of C is 33.34; its share of 100.00, "
                                   "rounded, is 33.33\n");
    recount_rounded("verdeling:2", "D", 1, THIRDS_WEIGH(""), THIRDS("", "0.01", "0.01", "0.01"));
    assert_string_equal(told.said,
                        "# verdeling.csv:2: the laag of this row has no row of D, the sluitpost\n");
    /* it has a row without a weight, and nobody else has */
    const char *halves = WEIGHT("", "A", "1;2") WEIGHT("", "B", "1;2");
#define HALVES(cents) SHARE("", "A", "1/2", cents) SHARE("", "B", "1/2", cents)
    recount_rounded("", "Z", 1, halves, HALVES("0.01") SHARE("", "Z", "0", "-0.01"));
    recount_rounded("", "Z", 1, halves, HALVES("-0.01") SHARE("", "Z", "0", "0.01"));
    recount_rounded("verdeling:4", "Z", 1, halves,
                    HALVES("0.50") SHARE("", "Y", "0", "0.00") SHARE("", "Z", "0", "0.00"));
    recount_lagen("verdeling:4", halves, HALVES("0.50") SHARE("", "Z", "0", "0.00"));
#undef HALVES
    /* of one contract and tijdvak all lagen have the same */
    recount_rounded("verdeling:2 verdeling:6", "C", 1, THIRDS_WEIGH("S1") THIRDS_WEIGH("S2"),
                    THIRDS("S1", "33.34", "33.33", "33.33") THIRDS("S2", "0.67", "0.66", "0.67"));
}

static void an_eenheid_is_kept(void **state)
{
    (void)state;
    recount_rounded("", "", 150, THIRDS_WEIGH(""), THIRDS("", "34.50", "33.00", "33.00"));
    recount_rounded("verdeling:3", "", 150, THIRDS_WEIGH(""),
                    THIRDS("", "33.00", "34.50", "33.00"));
    recount_rounded("", "", 600, THIRDS_WEIGH(""), THIRDS("", "5.00", "0.00", "0.00"));
    /* what is below one unit goes to the largest share */
    recount_rounded("", "", 150, THIRDS_WEIGH(""), THIRDS("", "-34.90", "-33.00", "-33.00"));
    recount_rounded("verdeling:2", "", 150, THIRDS_WEIGH(""),
                    THIRDS("", "-34.50", "-33.40", "-33.00"));
    assert_string_equal(told.said,
                        "# verdeling.csv:2: bedrag of A is -34.50; its share of -100.90, "
                        "in whole units of 1.50, is -33.40 or -34.90\n");
    /* one that nobody would guess, with a single small amount to go by */
    const char *quarters = WEIGHT("", "A", "1;4") WEIGHT("", "B", "3;4");
    recount_rounded("", "", 501, quarters,
                    SHARE("", "A", "1/4", "5.01") SHARE("", "B", "3/4", "12.00"));
    /* whole units of what somebody might choose, but nobody did */
    recount_lagen("verdeling:2", quarters,
                  SHARE("", "A", "1/4", "5.00") SHARE("", "B", "3/4", "12.00"));
    recount_rounded("verdeling:2", "", 501, quarters,
                    SHARE("", "A", "1/4", "5.00") SHARE("", "B", "3/4", "12.00"));
    recount_rounded("verdeling:2", "", 50, THIRDS_WEIGH(""), THIRDS("", "34.00", "33.00", "33.00"));
}

static void what_is_not_told_is_passed_over(void **state)
{
    (void)state;
    recount_told("", NULL, THIRDS_WEIGH(""), THIRDS("", "34.50", "33.00", "33.00"));
    recount_told("verdeling:2", NULL, THIRDS_WEIGH(""),
                 SHARE("", "A", "1/2", "34.50") SHARE("", "B", "1/4", "33.00")
                     SHARE("", "C", "1/4", "33.00"));
    recount_told("", NULL, WEIGHT("", "A", "1;1"),
                 SHARE("", "A", "1", "0.01") SHARE("", "B", "0", "0.01"));
    recount_told("verdeling:3", NULL, WEIGHT("", "A", "1;1"),
                 SHARE("", "A", "1/2", "0.01") SHARE("", "B", "1/2", "0.01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plafond_is_found),
        cmocka_unit_test(largest_remainder_is_redone),
        cmocka_unit_test(a_sluitpost_takes_what_is_left),
        cmocka_unit_test(an_eenheid_is_kept),
        cmocka_unit_test(what_is_not_told_is_passed_over),
    };
    return RUN(tests);
}
