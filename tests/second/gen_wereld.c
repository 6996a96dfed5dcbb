/* The small world of a random batch: periode, gemeenten, scholen, contracten.
 * In: chance. Out: the global `w`.
 * Always: every contract has a school and meets the periode, or nearly. */
#include "gen.h"

Wereld w;

const char *een_gm(void)
{
    return w.gm[rnd(w.gm_n)];
}

const char *een_partij(void)
{
    return kans(70) ? een_gm() : KIES("PO2814", "VO2810", "BST-1", "ZK-1", "VSV");
}

static void maak_periode(void)
{
    int y = kans(6) ? 2022 : tussen(2024, 2026);
    switch (rnd(10)) {
    case 0:
    case 1: w.periode = xstrf("%d", y); break;
    case 2:
    case 3:
    case 4: w.periode = xstrf("%d-Q%d", y, tussen(1, 4)); break;
    case 5:
    case 6: w.periode = xstrf("%d-%02d", y, tussen(1, 12)); break;
    case 7: w.periode = xstrf("%d/%d", y - 1, y); break;
    default: {
        int a = dag(y, tussen(1, 12), tussen(1, 28));
        w.periode = xstrf("%s..%s", datum_tekst(a), datum_tekst(a + rnd(kans(70) ? 120 : 400)));
    }
    }
    periode_lees(w.periode, &w.begin, &w.eind);
}

static void maak_gemeenten(void)
{
    static const char *const codes[] = {"GM0518", "GM0599", "GM0603", "GM0626", "GM0629",
                                        "GM0637", "GM1621", "GM1783", "GM1842", "GM1916",
                                        "GM1926", "GM0503", "GM0546"};
    int first = rnd(13);
    w.gm_n = tussen(3, MAX_GM);
    for (int i = 0; i < w.gm_n; i++)
        w.gm[i] = codes[(first + i * 5) % 13];
}

static void maak_scholen(void)
{
    w.school_n = tussen(1, MAX_SCHOOL);
    for (int i = 0; i < w.school_n; i++)
        w.school[i] = (GSchool){xstrf("%d%c%c%02d", tussen(10, 30), 'A' + rnd(20), 'A' + i, rnd(3)),
                                KIES("SO", "VSO", "SBO", "VO"),
                                een_gm(),
                                kans(99) ? KIES("PO2814", "VO2810") : "",
                                kans(99) ? "BST-1" : "",
                                kans(93) ? KIES("noord", "midden", "zuid") : ""};
}

static void maak_contract(GContract *c, int i, int regels)
{
    *c = (GContract){.code = xstrf("C%d", i + 1),
                     .regel = xstrf("r%d", 1 + rnd(regels)),
                     .regie = kans(96) ? een_gm() : "",
                     .los = kans(50)};
    if (i < regels) c->regel = xstrf("%c%d", kans(15) ? 'R' : 'r', i + 1);
    c->begin = kans(75) ? dag(tussen(2023, 2024), 1, 1) - (kans(30) ? rnd(300) : 0)
                        : tussen(w.begin - 20, w.eind);
    if (c->begin > w.eind) c->begin = w.eind;
    c->eind = OPEN_EIND;
    if (kans(35))
        c->eind =
            kans(50) ? tussen(w.begin > c->begin ? w.begin : c->begin, w.eind) : w.eind + rnd(400);
    int n = tussen(1, w.school_n < 3 ? w.school_n : 3), first = rnd(w.school_n);
    for (int j = 0; j < n; j++)
        c->scholen[c->scholen_n++] = (first + j) % w.school_n;
}

void maak_wereld(bool regions)
{
    w = (Wereld){.regions = regions};
    maak_periode();
    maak_gemeenten();
    maak_scholen();
    w.contract_n = tussen(1, MAX_CONTRACT);
    int regels = tussen(1, w.contract_n);
    for (int i = 0; i < w.contract_n; i++)
        maak_contract(&w.contract[i], i, regels);
    w.leerling_n = tussen(3, kans(50) ? 12 : 40);
}
