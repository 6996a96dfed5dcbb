/* random_batch SEED DIR [--regions]: a random valid batch.
 * In: a seed. Out: DIR/settlement.ini and DIR/data/ with the tables.
 * Always: the same seed gives the same files. --regions adds what SPEC section 12 adds. */
#include "gen.h"

#include <stdlib.h>
#include <sys/stat.h>

static void schrijf_afrekening(FILE *ini)
{
    fprintf(ini, "; een willekeurige afrekening\n[%s]\n", kans(90) ? "afrekening" : "Afrekening");
    fprintf(ini, "naam = willekeurig%s\n", kans(20) ? "   ; met opmerking" : "");
    sleutel_regel(ini, "periode", w.periode);
    if (kans(80)) sleutel_regel(ini, "tijdvak", KIES("kwartaal", "maand", "jaar", "periode"));
    if (kans(75)) sleutel_regel(ini, "factuurdatum", d_tekst(w.eind + tussen(1, 30)));
    if (kans(25)) sleutel_regel(ini, "betaaltermijn", KIES("0", "14", "60"));
    sleutel_regel(ini, "kassier", kans(95) ? een_gm() : een_partij());
    if (kans(25))
        sleutel_regel(ini, "opsteller",
                      kans(60) ? een_partij() : xstrf("%s, AGB-06290001", een_gm()));
    if (kans(35)) sleutel_regel(ini, "stromen", KIES("netto", "netto", "crediteur"));
    if (kans(45)) sleutel_regel(ini, "onderbreking", xstrf("%d", rnd(11)));
    if (kans(10)) sleutel_regel(ini, "semantiek", "1");
    if (kans(10)) sleutel_regel(ini, "id", "h3-ojh");
    fputs("\n[invoer]\nmap = data\n", ini);
}

int main(int argc, char **argv)
{
    bool regions = argc == 4 && same(argv[3], "--regions");
    if (argc != 3 && !regions) {
        fputs("usage: random_batch SEED DIR [--regions]\n", stderr);
        return 2;
    }
    zaai(strtoull(argv[1], NULL, 10));
    const char *data = xstrf("%s/data", argv[2]);
    mkdir(argv[2], 0777);
    mkdir(data, 0777);
    maak_wereld(regions);
    FILE *ini = fopen(xstrf("%s/settlement.ini", argv[2]), "wb");
    if (!ini) die("%s: cannot be written", argv[2]);
    schrijf_afrekening(ini);
    schrijf_tabellen(data, ini);
    schrijf_regels(ini);
    fclose(ini);
    xfree_all();
    return 0;
}
