/* The random tables of partijen, contracten, amounts and counts.
 * In: the world. Out: CSV files, and lines of [invoer] for those with another name.
 * Always: rows are valid: within their contract, with keys that occur once. */
#include "gen.h"

static void partij(Uittabel *t, const char *code, const char *naam, const char *soort,
                   const char *opv, const char *per)
{
    rij(t, 5, code, naam, soort, opv, per);
}

/* Moves the opvolgers of some gemeenten from partijen to the table gemeenten. */
static void schrijf_gemeenten(Uittabel *partijen, const char *folder, FILE *ini)
{
    if (!kans(40)) return;
    Uittabel t = nieuwe_tabel("gemeenten", "code naam vervallen_per opvolger");
    for (size_t i = 0; i < partijen->rijen.n; i++) {
        const char **v = partijen->rijen.v[i].v;
        if (!same(v[2], "gemeente") || same(v[3], v[0]) || !kans(60)) continue;
        rij(&t, 4, v[0], "Gemeente", v[4], v[3]);
        v[3] = v[4] = "";
    }
    schrijf_uit(&t, folder, ini);
}

/* Opvolgers go to a partij later in the list, so that there is no circle. */
static void schrijf_partijen(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel("partijen", "code naam soort opvolger opvolging_per");
    bool change = kans(30);
    for (int i = 0; i < w.gm_n; i++) {
        bool gone = change && i + 1 < w.gm_n && kans(40);
        int day = kans(70) ? tussen(w.begin - 20, w.eind + 15) : w.begin + rnd(2);
        partij(&t, w.gm[i], kans(20) ? "Gemeente; \"oud\"" : xstrf("Gemeente %d", i), "gemeente",
               gone      ? w.gm[tussen(i + 1, w.gm_n - 1)]
               : kans(2) ? w.gm[i]
                         : "",
               gone ? d_tekst(day) : "");
    }
    bool merged = kans(8);
    partij(&t, "AGB-06290001", "Middin", "aanbieder", merged ? "AGB-06290002" : "",
           merged ? d_tekst(tussen(w.begin, w.eind + 20)) : "");
    partij(&t, "AGB-06290002", "Prodeba", "aanbieder", "", "");
    partij(&t, "PO2814", "SPPOH", "samenwerkingsverband", kans(5) ? "VO2810" : "",
           d_tekst(w.begin + rnd(40)));
    partij(&t, "VO2810", "SWV ZHW", "samenwerkingsverband", "", "");
    partij(&t, "BST-1", "Bestuur Een", "schoolbestuur", "", "");
    partij(&t, "ZK-1", "Zorgkantoor", "zorgkantoor", "", "");
    partij(&t, "VSV", "VSV-convenant; regio", "overig", "", "");
    for (size_t i = 0; i < t.rijen.n; i++)
        if (!*t.rijen.v[i].v[3])
            t.rijen.v[i].v[4] = "";
        else if (!*t.rijen.v[i].v[4])
            t.rijen.v[i].v[4] = datum_tekst(w.begin);
    schrijf_gemeenten(&t, folder, ini);
    schrijf_uit(&t, folder, ini);
    Uittabel s = nieuwe_tabel("scholen", "school naam soort gemeente swv bestuur regio");
    for (int i = 0; i < w.school_n; i++) {
        const GSchool *g = &w.school[i];
        rij(&s, 7, g->code, xstrf("School %d", i), g->soort, g->gemeente, g->swv, g->bestuur,
            g->regio);
    }
    schrijf_uit(&s, folder, ini);
}

static void schrijf_contracten(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel(
        "contracten", w.regions ? "contract soort omschrijving aanbieder begindatum einddatum "
                                  "regel regiegemeente btw maximum"
                                : "contract soort omschrijving aanbieder begindatum einddatum "
                                  "regel regiegemeente btw");
    Uittabel s = nieuwe_tabel("contract_scholen", "contract school");
    for (int i = 0; i < w.contract_n; i++) {
        const GContract *c = &w.contract[i];
        const char *btw = kans(55) ? ""
                                   : KIES("vrijgesteld", "buiten_heffing", "gemene_rekening", "21%",
                                          "9%", "12,5%");
        rij(&t, w.regions ? 10 : 9, c->code, KIES("OJA", "OZA", "JOS"), "Contract",
            KIES("AGB-06290001", "AGB-06290002"), d_tekst(c->begin), d_open(c->eind), c->regel,
            c->regie, btw, kans(35) ? bedrag_tekst(100L * tussen(1000, 90000)) : "");
        for (int j = 0; j < c->scholen_n; j++)
            rij(&s, 2, c->code, w.school[c->scholen[j]].code);
    }
    schrijf_uit(&t, folder, ini);
    schrijf_uit(&s, folder, ini);
}

static long een_bedrag(void)
{
    long cents = kans(20) ? tussen(1, 500) : (long)tussen(1000, 9000000);
    if (kans(10)) cents -= cents % 100;
    if (kans(2)) cents = 0;
    return kans(12) ? -cents : cents;
}

static void een_interval(const GContract *c, int *a, int *b)
{
    int from = w.begin - 200 > c->begin ? w.begin - 200 : c->begin;
    int to = w.eind + 60 < c->eind ? w.eind + 60 : c->eind;
    if (to < from) to = from;
    *a = tussen(from, to);
    *b = kans(5) ? *a : tussen(*a, to);
    if (kans(40)) {
        *a = from;
        *b = to;
    }
}

static const char *een_school(const GContract *c, int percent)
{
    return kans(percent) ? w.school[c->scholen[rnd(c->scholen_n)]].code : "";
}

static void schrijf_bedragen(const char *folder, FILE *ini)
{
    Uittabel k = nieuwe_tabel(
        "kosten", "kostenpost contract school begindatum einddatum bedrag omschrijving");
    Uittabel b = nieuwe_tabel(
        "bijdragen", "bijdrage contract school partij begindatum einddatum bedrag omschrijving");
    bool some = kans(35);
    for (int i = 0; i < w.contract_n; i++) {
        const GContract *c = &w.contract[i];
        int n = tussen(1, 5), x, y;
        for (int j = 0; j < n; j++) {
            een_interval(c, &x, &y);
            rij(&k, 7, xstrf("K%d-%d", i, j), c->code, een_school(c, 50), d_tekst(x), d_tekst(y),
                bedrag_tekst(een_bedrag()), KIES("", "jaarbudget", "factuur \"Q\"; deel 1"));
        }
        for (int j = 0; some && j < 2 && kans(50); j++) {
            een_interval(c, &x, &y);
            rij(&b, 8, xstrf("B%d-%d", i, j), c->code, een_school(c, 50), een_partij(), d_tekst(x),
                d_tekst(y), bedrag_tekst(een_bedrag() / 8), "subsidie");
        }
    }
    schrijf_uit(&k, folder, ini);
    schrijf_uit(&b, folder, ini);
}

static void schrijf_tarieven(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel("tarieven", "contract product eenheid tarief begindatum einddatum");
    for (int i = 0; i < w.contract_n; i++)
        for (int p = 1; p <= 2; p++) {
            const GContract *c = &w.contract[i];
            const char *product = xstrf("P%d", p);
            int cut = tussen(w.begin - 100, w.eind);
            bool two = kans(50) && cut > c->begin;
            int from = c->begin - rnd(50);
            if (kans(1)) continue;
            rij(&t, 6, c->code, product, "uur", KIES("61,375", "123.45", "64,1275", "0,333333"),
                d_tekst(from), two ? d_tekst(cut) : "");
            if (two)
                rij(&t, 6, c->code, product, "uur", KIES("12,5", "99.99", "64,127501"),
                    d_tekst(cut + 1 + (kans(2) ? 3 : 0)), kans(30) ? d_tekst(w.eind + 900) : "");
        }
    schrijf_uit(&t, folder, ini);
}

static void schrijf_voorschotten(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel(
        "voorschotten", "voorschot contract partij datum begindatum einddatum bedrag factuur");
    for (int i = 0; i < w.contract_n; i++) {
        const GContract *c = &w.contract[i];
        int n = kans(45) ? tussen(1, 5) : 0;
        for (int j = 0; j < n; j++) {
            int x, y;
            een_interval(c, &x, &y);
            bool dates = kans(50);
            int day = kans(15) ? w.begin - tussen(1, 300) : tussen(w.begin, w.eind);
            rij(&t, 8, xstrf("V%d-%d", i, j), c->code, een_partij(), d_tekst(day),
                dates ? d_tekst(x) : "", dates ? d_tekst(y) : "", bedrag_tekst(een_bedrag()),
                kans(30) ? "2025/17" : "");
        }
    }
    schrijf_uit(&t, folder, ini);
}

static void schrijf_tellingen(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel("tellingen", "school peildatum gemeente aantal");
    Uittabel k = nieuwe_tabel("kengetallen", "kengetal gemeente peildatum waarde");
    for (int y = 2018; y <= 2027; y++)
        for (int i = 0; i < 2 * w.school_n; i++) {
            int first = rnd(w.gm_n), n = tussen(1, 3);
            bool zero = kans(4);
            for (int j = 0; j < n && !kans(1); j++)
                rij(&t, 4, w.school[i / 2].code, d_tekst(i % 2 ? dag(y, 10, 1) : dag(y, 2, 1)),
                    w.gm[(first + j) % w.gm_n], zero ? "0" : xstrf("%d", rnd(30)));
        }
    for (int y = 2018; y <= 2027; y++)
        for (int i = 0; i < w.gm_n; i++)
            if (!kans(1))
                rij(&k, 4, "jeugd", w.gm[i], d_tekst(dag(y, 1, 1)),
                    kans(4)    ? "0"
                    : kans(20) ? xstrf("%d,%d", tussen(1, 9000), tussen(1, 999999))
                               : xstrf("%d", tussen(1, 90000)));
    for (int i = 0; i < w.gm_n && kans(60); i++)
        rij(&k, 4, kans(80) ? "jeugd" : "inwoners", w.gm[i],
            d_tekst(dag(tussen(2023, 2026), 7, tussen(1, 3))), xstrf("%d", tussen(1, 90000)));
    schrijf_uit(&t, folder, ini);
    schrijf_uit(&k, folder, ini);
}

static void schrijf_vakanties(const char *folder, FILE *ini)
{
    Uittabel t = nieuwe_tabel("schoolvakanties", "regio begindatum einddatum");
    static const char *const regio[] = {"noord", "midden", "zuid"};
    for (int i = 0; i < 3; i++)
        for (int y = 2022; y <= 2026; y++) {
            int summer = dag(y, 7, tussen(5, 20));
            rij(&t, 3, regio[i], d_tekst(summer), d_tekst(summer + 43));
            rij(&t, 3, regio[i], d_tekst(dag(y, 12, 21)), d_tekst(dag(y + 1, 1, 5)));
        }
    schrijf_uit(&t, folder, ini);
}

void schrijf_tabellen(const char *folder, FILE *ini)
{
    schrijf_partijen(folder, ini);
    schrijf_contracten(folder, ini);
    schrijf_bedragen(folder, ini);
    schrijf_tarieven(folder, ini);
    schrijf_voorschotten(folder, ini);
    schrijf_tellingen(folder, ini);
    if (w.regions) schrijf_vakanties(folder, ini);
    schrijf_leerlingen(folder, ini);
}
