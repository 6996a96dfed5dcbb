/* The random tables of leerlingen: where they are enrolled, live, stay and are helped.
 * In: the world. Out: CSV files.
 * Always: woonplaatsen overlap by one day at most, besluiten of a leerling add up to 1,
 * inschrijvingen at one school do not overlap, deelnames lie within their contract. */
#include "gen.h"

typedef struct {
    Uittabel in, woon, verblijf, besluit, leerling, deelname;
} Tabellen;

/* A day some years before the periode, but not before `least`. */
static int vroeg(int least)
{
    int day = w.begin - 700;
    return day < least ? least : day;
}

static int na_2021(void)
{
    int day = vroeg(dag(2022, 1, 1));
    return day > w.eind ? w.eind : day;
}

static void inschrijvingen(Tabellen *t, const char *id, bool met_gemeente)
{
    int school = rnd(w.school_n), day = tussen(vroeg(0), w.eind);
    const char *g = met_gemeente ? een_gm() : "";
    if (kans(60)) day = tussen(vroeg(0), w.begin);
    for (int i = 0; i < 3; i++) {
        int end = kans(60) ? OPEN_EIND : day + rnd(400);
        rij(&t->in, 5, id, w.school[school].code, d_tekst(day), d_open(end), g);
        if (!kans(35)) return;
        bool move = w.school_n > 1 && kans(70);
        if (move) school = (school + 1) % w.school_n;
        if (end == OPEN_EIND || i + 1 >= w.school_n) {
            if (!move || i + 1 >= w.school_n) return;
            day += rnd(200);
        } else {
            day = move && kans(40) ? tussen(day, end) : end + 1 + rnd(30);
        }
    }
}

/* Whoever stays somewhere moves more, so that it matters which woonadres counts. */
static void woonplaatsen(Tabellen *t, const char *id, bool verblijft)
{
    int day = kans(30) ? OPEN_BEGIN : dag(2015, 1, 1) + rnd(2000);
    if (kans(5)) day = tussen(w.begin - 300, w.eind);
    int from = w.begin - 300;
    for (;;) {
        bool last = kans(verblijft ? 30 : 60);
        int end = tussen(from, w.eind + 30);
        if (last) end = kans(93) ? OPEN_EIND : w.eind + 30 - rnd(120);
        if (end != OPEN_EIND && end < day + 1) end = OPEN_EIND;
        rij(&t->woon, 5, id, kans(4) ? "BUITENLAND" : een_gm(), d_open(day), d_open(end),
            kans(5) ? KIES("briefadres", "in_onderzoek") : "");
        if (last || end == OPEN_EIND) return;
        day = end + (kans(30) ? 0 : 1 + (kans(10) ? rnd(20) : 0));
        from = day + 1;
        if (from > w.eind) from = w.eind;
    }
}

static void verblijven(Tabellen *t, const char *id)
{
    int day = tussen(na_2021(), w.eind);
    if (kans(2)) day = dag(2021, 9, 1) + rnd(300);
    for (int i = 0; i < 3; i++) {
        int end = kans(10) ? OPEN_EIND : day + rnd(150);
        rij(&t->verblijf, 4, id,
            KIES("aanbieder", "pleegouder", "opvang", "beschermd_wonen", "jji", "deeltijd"),
            d_tekst(day), d_open(end));
        if (end == OPEN_EIND || kans(45)) return;
        day = kans(75) ? end + rnd(9) : end - rnd(10);
        if (day < na_2021()) day = na_2021();
    }
}

static void besluiten(Tabellen *t, const char *id)
{
    int day = tussen(na_2021(), w.eind);
    for (int i = 0; i < 2; i++) {
        int end = kans(40) ? OPEN_EIND : day + rnd(200);
        int parts = w.regions && kans(60) ? tussen(2, 3) : 1, first = rnd(w.gm_n);
        bool third = parts == 3, half = parts == 2 && kans(50);
        for (int j = 0; j < parts; j++) {
            const char *share = j ? "1/4" : "75%";
            if (third)
                share = "1/3";
            else if (half)
                share = KIES("1/2", "50%");
            else if (parts == 1)
                share = kans(60) ? "" : "100%";
            rij(&t->besluit, w.regions ? 6 : 5, id, w.gm[(first + j) % w.gm_n], d_tekst(day),
                d_open(end), "besluit 1", share);
        }
        if (end == OPEN_EIND || kans(60)) return;
        day = end + 1 + rnd(30);
    }
}

static const char *een_volume(void)
{
    return KIES("1", "10", "2,5", "36", "0,75", "0.3333", "7", "1,0001", "120");
}

static void deelname(Tabellen *t, const GContract *c, const char *id, const char *leerling,
                     bool met_gemeente)
{
    int from = w.begin - 200, to = c->eind < w.eind ? c->eind : w.eind;
    if (kans(20)) from = w.begin - 700;
    if (from < c->begin) from = c->begin;
    if (to < from) to = from;
    int day = tussen(from, to), end = day + rnd(kans(30) ? 20 : 250);
    if (end > c->eind) end = c->eind;
    const char *f = w.regions ? KIES("totaal", "per_dag", "per_week", "per_maand", "",
                                     "per_week_zondag", "per_week_zondag", "per_schoolweek")
                              : KIES("totaal", "per_dag", "per_week", "per_maand", "");
    const char *school = c->los && kans(40) ? "" : w.school[c->scholen[rnd(c->scholen_n)]].code;
    if (same(f, "per_schoolweek") && !*school) f = "per_week";
    bool totaal = !*f || same(f, "totaal");
    if (!totaal && kans(30)) end = OPEN_EIND;
    rij(&t->deelname, w.regions ? 11 : 10, id, leerling, c->code, school, KIES("P1", "P2"),
        d_tekst(day), d_open(end), een_volume(), f, met_gemeente || kans(5) ? een_gm() : "",
        kans(15) ? KIES("ZK-1", een_gm(), een_gm()) : "");
}

static void maak_leerling(Tabellen *t, int i)
{
    const char *id = xstrf("L%04d", i);
    bool adres = !kans(6), gegeven = !adres ? kans(85) : kans(8);
    bool verblijft = kans(30);
    inschrijvingen(t, id, gegeven);
    if (adres) woonplaatsen(t, id, verblijft);
    if (verblijft) verblijven(t, id);
    if (kans(15)) besluiten(t, id);
    if (kans(98))
        rij(&t->leerling, w.regions ? 4 : 3, id, kans(80) ? een_gm() : "", kans(99) ? een_gm() : "",
            kans(4) ? "ja" : "");
    for (int j = 0; j < 3 && kans(55); j++)
        deelname(t, &w.contract[rnd(w.contract_n)], xstrf("D%d%c%d", rnd(10), 'a' + j, i), id,
                 gegeven);
}

void schrijf_leerlingen(const char *folder, FILE *ini)
{
    Tabellen t = {
        nieuwe_tabel("inschrijvingen", "leerling school begindatum einddatum gemeente"),
        nieuwe_tabel("woonplaatsen", "leerling gemeente begindatum einddatum aantekening"),
        nieuwe_tabel("verblijven", "leerling soort begindatum einddatum"),
        nieuwe_tabel("woonplaatsbesluiten",
                     w.regions ? "leerling gemeente begindatum einddatum besluit aandeel"
                               : "leerling gemeente begindatum einddatum besluit"),
        nieuwe_tabel("leerlingen", w.regions
                                       ? "leerling gemeente_bij_geboorte gemeente_hulpvraag geheim"
                                       : "leerling gemeente_bij_geboorte gemeente_hulpvraag"),
        nieuwe_tabel("deelnames",
                     w.regions ? "deelname leerling contract school product begindatum einddatum "
                                 "volume frequentie gemeente betaler"
                               : "deelname leerling contract school product begindatum einddatum "
                                 "volume frequentie gemeente")};
    for (int i = 0; i < w.leerling_n; i++)
        maak_leerling(&t, i);
    schrijf_uit(&t.in, folder, ini);
    schrijf_uit(&t.woon, folder, ini);
    schrijf_uit(&t.verblijf, folder, ini);
    schrijf_uit(&t.besluit, folder, ini);
    schrijf_uit(&t.leerling, folder, ini);
    schrijf_uit(&t.deelname, folder, ini);
}
