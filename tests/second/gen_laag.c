/* The keys of a random laag: sleutel, aan, deelnemers, buiten, drempel, leeg, plafond and more.
 * In: chance and what the rule is. Out: lines of the INI.
 * Always: keys that would be without effect or refused beside the others are left out. */
#include "gen.h"

#include <string.h>

void sleutel_regel(FILE *ini, const char *key, const char *value)
{
    const char *k = kans(97) ? key : xstrf("%c%s", key[0] - 'a' + 'A', key + 1);
    const char *comment = kans(96) ? "" : KIES("  ; toelichting", " # zo afgesproken");
    fprintf(ini, kans(80) ? "%s = %s%s\n" : "%s=%s%s\n", k, value, comment);
}

const char *lijst_aandelen(bool met_overig)
{
    static const char *const drie[][3] = {{"50%", "1/3", "1/6"},
                                          {"60%", "25%", "15%"},
                                          {"33.3%", "33.3%", "33,4%"},
                                          {"1/7", "2/7", "4/7"}};
    static const char *const twee[][2] = {{"62,5%", "37,5%"}, {"1/3", "2/3"}};
    int a = rnd(w.gm_n);
    const char *second = w.gm[(a + 1) % w.gm_n];
    if (kans(30)) {
        const char *const *s = twee[rnd(2)];
        return xstrf("%s %s, %s %s", w.gm[a], s[0], met_overig && kans(20) ? "PO2814" : second,
                     s[1]);
    }
    const char *const *s = drie[rnd(4)];
    return xstrf("%s %s, %s %s, %s %s", w.gm[a], s[0], second, s[1],
                 met_overig && kans(20) ? "VSV" : w.gm[(a + 2) % w.gm_n], s[2]);
}

static const char *deelnemers(bool gemeenten)
{
    switch (rnd(gemeenten ? 4 : 5)) {
    case 0: return "H3";
    case 1: return xstrf("%s, %s", KIES("H3", "h3"), een_gm());
    case 2: return xstrf("%s, %s", w.gm[0], w.gm[2]);
    case 3: return xstrf("H3, %s, %s", w.gm[w.gm_n - 1], w.gm[1]);
    default: return xstrf("H3, %s", KIES("PO2814", "VO2810", "ZK-1"));
    }
}

static const char *peildata(bool kengetal)
{
    if (kengetal)
        return KIES("01-01", "01-01 jaar-1", "01-01 jaar-1, 01-01 jaar-2", "2023-01-01",
                    "01-01 schooljaar", "01-01 jaar-0, 01-01");
    return KIES("10-01", "10-01 jaar-1", "10-01 schooljaar", "2024-10-01", "02-01",
                "2024-10-01, 02-01", "10-01, 10-01", "10-01 jaar-0", "02-01 schooljaar",
                "10-01 jaar-2, 10-01", "01-10-2023");
}

static void drempel(FILE *ini, const char *sleutel)
{
    if (!kans(18)) return;
    const char *n = xstrf("%d", kans(70) ? tussen(1, 3) : tussen(3, 20));
    if (kans(40))
        n = same(sleutel, "volume") || same(sleutel, "kosten") ? xstrf("%d", tussen(1, 90000))
            : same(sleutel, "leerlingdagen") || same(sleutel, "deelnamedagen")
                ? xstrf("%d", tussen(5, 200))
                : n;
    sleutel_regel(ini, "drempel", xstrf("%s %s", n, KIES("leerlingen", "eenheden")));
    if (kans(60)) sleutel_regel(ini, "drempel_naar", KIES("verdelen", "schoolgemeente"));
}

static void plafond(FILE *ini)
{
    if (kans(3))
        sleutel_regel(ini, "plafond", KIES("60%", "100%", "2/3", "100%", "50%", "100%", "45%"));
}

static void leeg(FILE *ini, bool jaar)
{
    if (kans(2)) return;
    sleutel_regel(ini, "leeg",
                  jaar && kans(5) ? "jaar"
                  : kans(3)       ? "fout"
                                  : KIES("schoolgemeente", "regiegemeente"));
}

static void ledenlaag(FILE *ini, const char *sleutel)
{
    if (same(sleutel, "vast")) {
        sleutel_regel(ini, "aandelen", lijst_aandelen(true));
    } else {
        bool kengetal = !same(sleutel, "gelijk");
        sleutel_regel(ini, "deelnemers", deelnemers(kengetal));
        if (kengetal && kans(50)) sleutel_regel(ini, "peildatum", peildata(true));
    }
    plafond(ini);
}

/* Returns whether the laag is divided apart. */
static bool wie(FILE *ini, const char *sleutel, bool enig)
{
    bool dagen = same(sleutel, "leerlingdagen") || same(sleutel, "deelnamedagen");
    bool inschrijving =
        same(sleutel, "leerlingdagen") || same(sleutel, "peildatum") || same(sleutel, "telling");
    bool apart = false;
    if (kans(25))
        sleutel_regel(ini, "aan",
                      inschrijving
                          ? KIES("woonadres", "schoolgemeente", "swv", "bestuur", "woonplaats")
                          : KIES("woonadres", "schoolgemeente", "woonplaats"));
    else if (kans(3))
        sleutel_regel(ini, "aan", KIES("swv", "bestuur"));
    if (kans(40)) {
        sleutel_regel(ini, "deelnemers", deelnemers(false));
        apart = enig && dagen && kans(25);
        if (apart) {
            sleutel_regel(ini, "buiten", "apart");
            sleutel_regel(ini, "apart_tarief", KIES("0,0125", "0.5", "0,03", "0,3333", "2"));
        } else if (kans(98)) {
            sleutel_regel(ini, "buiten", KIES("verrekenen", "schoolgemeente", "verdelen"));
        }
    }
    return apart;
}

void schrijf_laag_keys(FILE *ini, bool pxq, bool enig, bool grenslaag)
{
    const char *s =
        KIES("leerlingdagen", "leerlingdagen", "peildatum", "telling", "deelnamedagen",
             "deelnemers", "volume", "gelijk", "kengetal:jeugd", "vast", "volume", "deelnamedagen");
    if (kans(pxq ? 50 : 3)) s = "kosten";
    sleutel_regel(ini, "sleutel", s);
    if (same(s, "gelijk") || same(s, "vast") || same(s, "kengetal:jeugd")) {
        ledenlaag(ini, s);
        return;
    }
    bool telt_dag = same(s, "peildatum") || same(s, "telling");
    if (telt_dag && kans(70)) sleutel_regel(ini, "peildatum", peildata(false));
    if ((same(s, "leerlingdagen") || same(s, "peildatum")) && kans(25))
        sleutel_regel(ini, "dubbel", kans(5) ? "fout" : KIES("eenmaal", "beide"));
    bool apart = wie(ini, s, enig);
    drempel(ini, s);
    bool eigen_cents = grenslaag && same(s, "kosten");
    leeg(ini, !telt_dag && !apart && !eigen_cents);
    plafond(ini);
    if (kans(40) && !same(s, "telling"))
        sleutel_regel(ini, "onbekend", KIES("schoolgemeente", "regiegemeente"));
    if (w.regions && !telt_dag && !eigen_cents && kans(18))
        sleutel_regel(ini, "meetperiode", KIES("tijdvak", "vorig_jaar", "2_jaren", "1_jaren"));
    if (w.regions && !apart && !same(s, "kosten") && kans(20))
        sleutel_regel(ini, "weging", KIES("SO 3, SBO 2", "SO 3, SBO 2,5, VO 0,25", "VSO 1,3333"));
}
