/* A whole random batch.
 * In: chance. Out: FOLDER/settlement.ini and FOLDER/data/ with the tables.
 * Always: the same chance gives the same files. */
#include "gen.h"

#include <sys/stat.h>

void schrijf_afrekening(FILE *ini)
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

void schrijf_batch(const char *folder, bool regions)
{
    const char *data = xstrf("%s/data", folder);
    mkdir(folder, 0777);
    mkdir(data, 0777);
    maak_wereld(regions);
    FILE *ini = fopen(xstrf("%s/settlement.ini", folder), "wb");
    if (!ini) die("%s: cannot be written", folder);
    schrijf_afrekening(ini);
    schrijf_tabellen(data, ini);
    schrijf_regels(ini);
    fclose(ini);
}
