/* The shapes: which settlements the bench can make, by name.
 * Out: sizes, the rule, and what is in the tables. Always: sleutels and features have one size, so
 * that their time per row can be compared with that of the first of them, leerlingdagen. */
#include "bench.h"

#include <string.h>

#define REGIE "methode = schoolgemeente-regie\n"
#define COLLECTIVE "methode = collectieve-voorfinanciering\n"
#define DAYS "sleutel = leerlingdagen\nonbekend = schoolgemeente\n"
#define HELP_DAYS "sleutel = deelnamedagen\nonbekend = schoolgemeente\n"
#define PXQ "kosten = pxq\n"
#define KASSIER "kassier = GM0518\n"

#define PUPILS (ENROLLED | HOMES | STAYS | KOSTEN)
#define HELPED (DEELNAMES | HOMES | STAYS)
#define ROWS_OF_PUPILS "data/inschrijvingen.csv"
#define ROWS_OF_HELP "data/deelnames.csv"
#define ROWS_OUT "verdeling.csv"

/* NAME, ABOUT, the group and what is counted, four sizes, periode, traits, the lines of the
 * sections afrekening and regel, other sections, the command. */
#define SHAPE(n, a, g, c, p, s, k, m, t, x, head, rule, rest, verb)                              \
    {                                                                                            \
        .name = (n), .about = (a), .group = (g), .counted = (c), .pupils = (p), .scholen = (s),  \
        .contracts = (k), .gemeenten = (m), .periode = (t), .traits = (x), .afrekening = (head), \
        .regel = (rule), .sections = (rest), .command = (verb)                                   \
    }
#define BIG(name, about, pupils, scholen, contracts, gemeenten, periode, traits, rule)        \
    SHAPE(name, about, WHOLE, ROWS_OF_PUPILS, pupils, scholen, contracts, gemeenten, periode, \
          traits, "", rule, "", "run")
#define EXTREME_SHAPE(name, about, counted, pupils, scholen, contracts, periode, traits, rule) \
    SHAPE(name, about, EXTREME, counted, pupils, scholen, contracts, 342, periode, traits, "", \
          rule, "", "run")
#define FEATURE(name, about, counted, traits, head, rule, rest)                                   \
    SHAPE(name, about, SLEUTEL, counted, 200000, 900, 300, 342, "2025", traits, head, rule, rest, \
          "run")
#define ON_PUPILS(name, about, traits, head, rule, rest) \
    FEATURE(name, about, ROWS_OF_PUPILS, PUPILS | (traits), head, rule, rest)
#define ON_HELP(name, about, traits, head, rule, rest) \
    FEATURE(name, about, ROWS_OF_HELP, HELPED | (traits), head, rule, rest)

// clang-format off
const Shape shapes[] = {
    BIG("country", "the whole country, four quarters",
        2500000, 9000, 3000, 342, "2025", PUPILS, REGIE DAYS),
    BIG("region", "a region's quarter",
        60000, 300, 100, 10, "2025-Q4", PUPILS, REGIE DAYS),

    EXTREME_SHAPE("one-pool", "one pool; a unit per inschrijving", ROWS_OF_PUPILS,
        2500000, 1, 1, "2025-Q4", PUPILS, REGIE DAYS),
    EXTREME_SHAPE("many-pools", "four pools per school, with one pupil each", ROWS_OF_PUPILS,
        62500, 62500, 1250, "2025", PUPILS | ONE_BY_ONE, REGIE DAYS),
    EXTREME_SHAPE("many-contracts", "a contract per school, with one pupil each", ROWS_OF_PUPILS,
        62500, 62500, 62500, "2025", PUPILS | ONE_BY_ONE, REGIE DAYS),
    EXTREME_SHAPE("wide-contract", "one contract with all scholen, and cost for all at once",
        ROWS_OF_PUPILS, 62500, 2250, 1, "2025", PUPILS | KOSTEN_WHOLE,
        REGIE DAYS "leeg = schoolgemeente\n"),
    EXTREME_SHAPE("many-partijen", "one contract, one pool a quarter, a schoolbestuur per school",
        ROWS_OF_PUPILS, 75000, 25000, 1, "2025",
        ENROLLED | HOMES | KOSTEN_WHOLE | PARTNERS | OWN_BESTUUR | ONE_BY_ONE,
        "methode = woonplaatsbeginsel\naan = bestuur\n" DAYS),

    EXTREME_SHAPE("long-lives", "eight leerlingen, who move and stay all their lives",
        ROWS_OF_PUPILS, 28000, 100, 1, "2025", CROWD | LONG_LIVES | PUPILS | BESLUITEN,
        REGIE "dubbel = beide\n" DAYS "leeg = schoolgemeente\n"),
    EXTREME_SHAPE("everywhere", "eight leerlingen, each at all scholen of one contract at once",
        ROWS_OF_PUPILS, 20000, 2500, 1, "2025",
        CROWD | ENROLLED | HOMES | KOSTEN | KOSTEN_WHOLE, REGIE DAYS),
    EXTREME_SHAPE("much-help", "eight leerlingen with all the deelnames", ROWS_OF_HELP,
        25000, 1, 1, "2025", CROWD | DEELNAMES | HOMES,
        REGIE PXQ "sleutel = kosten\nonbekend = schoolgemeente\n"),
    EXTREME_SHAPE("many-deelnemers", "eight deelnemers with all the deelnames", ROWS_OF_HELP,
        25000, 1, 1, "2025", CROWD | DEELNAMES | HOMES,
        REGIE PXQ "sleutel = deelnemers\nonbekend = schoolgemeente\n"),
    SHAPE("many-posts", "one pool, all of kosten, bijdragen and voorschotten", EXTREME,
        "data/kosten.csv", 25000, 1, 1, 342, "2025",
        POSTS | PUPILS | BIJDRAGEN | VOORSCHOTTEN, KASSIER, COLLECTIVE DAYS, "", "run"),

    /* sleutels; the first is what all are compared with */
    ON_PUPILS("leerlingdagen", "what all others are compared with", 0, "", REGIE DAYS, ""),
    ON_PUPILS("peildatum", "sleutel peildatum", 0, "",
        REGIE "sleutel = peildatum\nonbekend = schoolgemeente\n", ""),
    FEATURE("telling", "sleutel telling", "data/tellingen.csv", KOSTEN | TELLINGEN, "",
        REGIE "sleutel = telling\n", ""),
    ON_HELP("deelnamedagen", "sleutel deelnamedagen", KOSTEN, "", REGIE HELP_DAYS "leeg = jaar\n",
        ""),
    ON_HELP("deelnemers", "sleutel deelnemers", KOSTEN, "",
        REGIE "sleutel = deelnemers\nonbekend = schoolgemeente\nleeg = jaar\n", ""),
    ON_HELP("volume", "sleutel volume", KOSTEN, "",
        REGIE "sleutel = volume\nonbekend = schoolgemeente\nleeg = jaar\n", ""),
    ON_HELP("kosten", "sleutel kosten, cost by pxq", 0, "",
        REGIE PXQ "sleutel = kosten\nonbekend = schoolgemeente\n", ""),
    ON_HELP("pxq", "sleutel deelnamedagen, cost by pxq", 0, "", REGIE PXQ HELP_DAYS, ""),
    SHAPE("gelijk", "sleutel gelijk over all gemeenten", SLEUTEL, ROWS_OUT, 1, 200, 66, 342, "2025",
        KOSTEN | GROUPS, "", REGIE "sleutel = gelijk\n", "", "run"),
    SHAPE("kengetal", "sleutel kengetal over all gemeenten", SLEUTEL, ROWS_OUT, 1, 200, 66, 342,
        "2025", KOSTEN | KENGETALLEN | GROUPS, "", REGIE "sleutel = kengetal:jeugd\n", "", "run"),
    SHAPE("vast", "sleutel vast, 64 gemeenten", SLEUTEL, ROWS_OUT, 1, 900, 300, 342, "2025",
        KOSTEN | FIXED, "", REGIE "sleutel = vast\n", "", "run"),

    /* who is charged */
    ON_PUPILS("aan-woonadres", "aan = woonadres", 0, "", REGIE DAYS "aan = woonadres\n", ""),
    ON_PUPILS("aan-school", "aan = schoolgemeente", 0, "",
        REGIE "sleutel = leerlingdagen\naan = schoolgemeente\n", ""),
    ON_PUPILS("aan-swv", "aan = swv", PARTNERS, "",
        REGIE "sleutel = leerlingdagen\naan = swv\n", ""),
    ON_PUPILS("aan-bestuur", "aan = bestuur", PARTNERS, "",
        REGIE "sleutel = leerlingdagen\naan = bestuur\n", ""),
    ON_PUPILS("buiten-verrekenen", "half of the gemeenten take part", GROUPS | HALF, "",
        REGIE DAYS "buiten = verrekenen\n", ""),
    ON_PUPILS("buiten-school", "buiten = schoolgemeente", GROUPS | HALF, "",
        REGIE DAYS "buiten = schoolgemeente\n", ""),
    ON_PUPILS("buiten-verdelen", "buiten = verdelen", GROUPS | HALF, "",
        REGIE DAYS "buiten = verdelen\nleeg = schoolgemeente\n", ""),
    ON_PUPILS("buiten-apart", "buiten = apart", GROUPS | HALF, "",
        REGIE DAYS "buiten = apart\napart_tarief = 0,05\n", ""),
    ON_PUPILS("drempel-leerlingen", "drempel = 3 leerlingen", 0, "",
        REGIE DAYS "drempel = 3 leerlingen\nleeg = schoolgemeente\n", ""),
    ON_PUPILS("drempel-eenheden", "drempel = 200 eenheden, to the school's gemeente", 0, "",
        REGIE DAYS "drempel = 200 eenheden\ndrempel_naar = schoolgemeente\n", ""),
    ON_PUPILS("leeg-jaar", "nobody before April, leeg = jaar", LATE, "", REGIE DAYS "leeg = jaar\n",
        ""),
    ON_PUPILS("leeg-school", "nobody before April, leeg = schoolgemeente", LATE, "",
        REGIE DAYS "leeg = schoolgemeente\n", ""),
    ON_PUPILS("plafond", "plafond = 50%", 0, "", REGIE DAYS "plafond = 50%\n", ""),
    ON_PUPILS("mergers", "a third of the gemeenten has an opvolger", MERGERS, "", REGIE DAYS, ""),
    ON_PUPILS("leerlingen", "no address before July, abroad, secret", LEERLINGEN, "", REGIE DAYS,
        ""),
    FEATURE("gemeente-given", "the gemeente stands with the inschrijving", ROWS_OF_PUPILS,
        GIVEN | STAYS | KOSTEN, "", REGIE DAYS, ""),

    /* what is counted */
    SHAPE("dubbel-eenmaal", "all at two scholen of a pool", SLEUTEL, ROWS_OF_PUPILS, 100000, 900,
        300, 342, "2025", ENROLLED | HOMES | STAYS | KOSTEN_WHOLE | TWO_SCHOLEN, "", REGIE DAYS, "",
        "run"),
    SHAPE("dubbel-beide", "all at two scholen of a pool, both count", SLEUTEL, ROWS_OF_PUPILS,
        100000, 900, 300, 342, "2025", ENROLLED | HOMES | STAYS | KOSTEN_WHOLE | TWO_SCHOLEN, "",
        REGIE DAYS "dubbel = beide\n", "", "run"),
    ON_PUPILS("meet-vorig-jaar", "meetperiode = vorig_jaar", 0, "",
        REGIE DAYS "meetperiode = vorig_jaar\nleeg = schoolgemeente\n", ""),
    ON_PUPILS("meet-3-jaren", "meetperiode = 3_jaren", 0, "",
        REGIE DAYS "meetperiode = 3_jaren\nleeg = schoolgemeente\n", ""),
    ON_HELP("meet-deelnamedagen", "meetperiode = 3_jaren for deelnames", KOSTEN | EARLIER, "",
        REGIE HELP_DAYS "meetperiode = 3_jaren\n", ""),
    ON_HELP("meet-kosten", "meetperiode = 3_jaren for kosten", EARLIER, "",
        REGIE PXQ "sleutel = kosten\nonbekend = schoolgemeente\nmeetperiode = 3_jaren\n", ""),
    ON_PUPILS("weging", "weging = SO 3, SBO 2, VSO 1,5", 0, "",
        REGIE DAYS "weging = SO 3, SBO 2, VSO 1,5\n", ""),
    ON_PUPILS("besluiten", "every pupil has a besluit, half of them a shared one", BESLUITEN, "",
        REGIE DAYS, ""),
    ON_PUPILS("maanden-tijdvak", "tijdvak = maand", 0, "tijdvak = maand\n", REGIE DAYS, ""),
    ON_PUPILS("versions", "another version of the rule in each quarter", 0, "", REGIE DAYS,
        "[regel r vanaf 2025-04-01]\n" REGIE DAYS "plafond = 90%\n"
        "[regel r vanaf 2025-07-01]\n" REGIE DAYS "weging = SO 2\n"
        "[regel r vanaf 2025-10-01]\n" REGIE DAYS "drempel = 2 eenheden\n"),
    ON_PUPILS("lagen", "lagen of 60, 30 and 10 percent", 0, "",
        REGIE "lagen = days 60%, heads 30%, near 10%\n",
        "[laag r days]\n" DAYS
        "[laag r heads]\nsleutel = peildatum\nonbekend = schoolgemeente\n"
        "[laag r near]\nsleutel = leerlingdagen\naan = schoolgemeente\n"),

    /* pxq */
    ON_HELP("grens", "grens = 500, lagen onder and boven", 0, "",
        REGIE PXQ "grens = 500\nlagen = own onder, joint boven\n",
        "[laag r own]\nsleutel = kosten\nonbekend = schoolgemeente\n"
        "[laag r joint]\nsleutel = deelnamedagen\nonbekend = schoolgemeente\n"),
    ON_HELP("weekly", "per_week_zondag and per_schoolweek", WEEKLY | HOLIDAYS, "",
        REGIE PXQ "sleutel = volume\nonbekend = schoolgemeente\nleeg = schoolgemeente\n", ""),
    ON_HELP("betalers", "deelnames.betaler: one in five", PAYERS, "", REGIE PXQ HELP_DAYS, ""),

    /* money */
    ON_PUPILS("kosten-maanden", "toerekening = maanden", 0, "",
        REGIE DAYS "toerekening = maanden\n", ""),
    ON_PUPILS("maximum", "contracten.maximum", MAXIMUM, "", REGIE DAYS, ""),
    ON_PUPILS("bijdragen", "two bijdragen per school", BIJDRAGEN, "", REGIE DAYS, ""),
    ON_PUPILS("voorschotten", "collective, twenty voorschotten per contract and quarter",
        VOORSCHOTTEN, KASSIER, COLLECTIVE DAYS, ""),
    ON_PUPILS("verrekenmarge", "verrekenmarge = 10%", VOORSCHOTTEN, KASSIER,
        COLLECTIVE DAYS "verrekenmarge = 10%\n", ""),
    ON_PUPILS("voorfinanciering", "shares paid beforehand", 0, KASSIER,
        COLLECTIVE DAYS "voorfinanciering = GM0518 60%, GM0599 40%\n", ""),
    ON_PUPILS("woonplaatsbeginsel", "nothing paid beforehand, btw", BTW, "",
        "methode = woonplaatsbeginsel\n" DAYS, ""),
    ON_PUPILS("netto", "stromen = netto", 0, KASSIER "stromen = netto\n", REGIE DAYS, ""),
    ON_PUPILS("sluitpost", "afronding = sluitpost GM0518", 0, "",
        REGIE DAYS "afronding = sluitpost GM0518\n", ""),
    ON_PUPILS("eenheid", "eenheid = 100 euro", 0, "", REGIE DAYS "eenheid = 100\n", ""),
    SHAPE("voorschot", "verreken voorschot, twelve terms", SLEUTEL, ROWS_OF_PUPILS, 200000, 900,
        300, 342, "2025", PUPILS, KASSIER, COLLECTIVE DAYS,
        "[voorschot]\ntermijnen = 2025-01-15 1/12, 2025-02-15 1/12, 2025-03-15 1/12, "
        "2025-04-15 1/12, 2025-05-15 1/12, 2025-06-15 1/12, 2025-07-15 1/12, 2025-08-15 1/12, "
        "2025-09-15 1/12, 2025-10-15 1/12, 2025-11-15 1/12, 2025-12-15 1/12\n", "voorschot"),
    {.name = NULL},
};
// clang-format on

const Shape *shape_named(const char *name)
{
    for (const Shape *s = shapes; s->name; s++)
        if (!strcmp(s->name, name)) return s;
    return NULL;
}
