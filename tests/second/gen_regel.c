/* The random rules: methode, kosten, lagen, versions, groepen.
 * In: the world. Out: the sections [groep], [regel] and [laag] of the INI.
 * Always: a rule has a section without vanaf. */
#include "gen.h"

static void schrijf_lagen(FILE *ini, const char *regel, const char *const *namen, bool pxq,
                          bool grens)
{
    for (int i = 0; namen[i]; i++) {
        fprintf(ini, "\n[%s %s %s]\n", kans(95) ? "laag" : "Laag", regel, namen[i]);
        schrijf_laag_keys(ini, pxq, false, grens);
        if (kans(10)) {
            fprintf(ini, "\n[laag %s %s vanaf %s]\n", regel, namen[i],
                    d_tekst(tussen(w.begin - 30, w.eind)));
            schrijf_laag_keys(ini, pxq, false, grens);
        }
    }
}

static void geld(FILE *ini, bool pxq)
{
    const char *m =
        KIES("woonplaatsbeginsel", "schoolgemeente-regie", "collectieve-voorfinanciering");
    sleutel_regel(ini, "methode", m);
    if (same(m, "collectieve-voorfinanciering")) {
        sleutel_regel(ini, "voorfinanciering", lijst_aandelen(true));
        if (w.regions && kans(35))
            sleutel_regel(ini, "verrekenmarge", KIES("5%", "12,5%", "40%", "90%"));
    }
    if (pxq || kans(40)) sleutel_regel(ini, "kosten", pxq ? "pxq" : "kosten");
    if (kans(40)) sleutel_regel(ini, "toerekening", KIES("maanden", "dagen", "maanden"));
    if (kans(20))
        sleutel_regel(ini, "afronding", xstrf("sluitpost %s", een_partij()));
    else if (kans(10))
        sleutel_regel(ini, "afronding", "grootste-rest");
    else if (w.regions && kans(25))
        sleutel_regel(ini, "eenheid", KIES("1", "1000", "0,01", "100", "0,05"));
    if (kans(25))
        sleutel_regel(ini, "crediteur",
                      kans(25) ? een_partij() : KIES("aanbieder", "regiegemeente", "kassier"));
}

/* The lagen go behind the section that names them; a version without them keeps its own. */
static void schrijf_regel(FILE *ini, const char *regel, const char *vanaf, const char *prefix)
{
    fprintf(ini, "\n[regel %s%s]\n", regel, vanaf);
    bool pxq = kans(25);
    if (!*vanaf && kans(25))
        sleutel_regel(ini, "tijdvak", KIES("maand", "kwartaal", "jaar", "periode"));
    geld(ini, pxq);
    const char *const namen[] = {xstrf("%seen", prefix), xstrf("%sTwee", prefix), NULL};
    bool grens = pxq && w.regions && kans(40);
    if (grens) {
        sleutel_regel(ini, "grens", KIES("2500", "500,00", "10.000,00", "120"));
        sleutel_regel(ini, "lagen", xstrf("%s onder, %s boven", namen[0], namen[1]));
        schrijf_lagen(ini, regel, namen, pxq, true);
    } else if (kans(35)) {
        static const char *const delen[][2] = {
            {"80%", "20%"}, {"2/3", "1/3"}, {"87,5%", "12,5%"}, {"12.5%", "87.5%"}};
        int d = rnd(4);
        sleutel_regel(ini, "lagen",
                      xstrf("%s %s, %s %s", namen[0], delen[d][0], namen[1], delen[d][1]));
        schrijf_lagen(ini, regel, namen, pxq, false);
    } else {
        schrijf_laag_keys(ini, pxq, true, false);
    }
}

void schrijf_regels(FILE *ini)
{
    fprintf(ini, "\n[groep H3]\nleden = %s, %s, %s\n", w.gm[0], w.gm[1], w.gm[2]);
    if (kans(20))
        fprintf(ini, "\n[groep h3 vanaf %s]\nleden = %s, %s\n",
                d_tekst(tussen(w.begin - 30, w.eind)), w.gm[0], w.gm[w.gm_n - 1]);
    for (int i = 0; i < w.contract_n; i++) {
        const char *regel = w.contract[i].regel;
        bool done = false;
        for (int j = 0; j < i; j++)
            done = done || same_name(w.contract[j].regel, regel);
        if (done) continue;
        schrijf_regel(ini, regel, "", "");
        if (kans(20))
            schrijf_regel(ini, regel, xstrf(" vanaf %s", d_tekst(tussen(w.begin - 60, w.eind))),
                          "v");
    }
}
