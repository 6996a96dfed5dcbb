/* The batch: the INI and the first tables as plain records, and the look-ups by code.
 * In: the path of a settlement.ini. Out: the global `batch`.
 * Always: contracten, their scholen and deelnames are sorted by code, so that input order is
 * forgotten. The other tables are read in batch_lees.c. */
#include "batch_lees.h"

#include <string.h>

Batch batch;

const Partij *partij_van(const char *code)
{
    for (size_t i = 0; i < batch.partijen.n; i++)
        if (same(batch.partijen.v[i].code, code)) return &batch.partijen.v[i];
    return NULL;
}

const char *opvolger(const char *code, int day)
{
    for (size_t step = 0; step <= batch.partijen.n; step++) {
        const Partij *p = partij_van(code);
        if (!p || !*p->opvolger || same(p->opvolger, code) || p->per > day) return code;
        code = p->opvolger;
    }
    die("the opvolgers of %s form a circle", code);
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? xcut(path, (size_t)(slash - path)) : xstrf(".");
}

Tabel tabel(const char *name)
{
    const Sectie *in = ini_version(&batch.ini, "invoer", "", "", OPEN_EIND);
    const char *map = ini_get(in, "map");
    const char *file = ini_get(in, name);
    char *folder = folder_of(batch.ini.path);
    if (map) folder = *map == '/' ? xstrf("%s", map) : xstrf("%s/%s", folder, map);
    if (file) return csv_read(*file == '/' ? file : xstrf("%s/%s", folder, file));
    return csv_read(xstrf("%s/%s.csv", folder, name));
}

const School *school_van(const char *code)
{
    for (size_t i = 0; *code && i < batch.scholen.n; i++)
        if (same(batch.scholen.v[i].school, code)) return &batch.scholen.v[i];
    if (*code) die("unknown school %s", code);
    return NULL;
}

const Contract *contract_van(const char *code)
{
    for (size_t i = 0; i < batch.contracten.n; i++)
        if (same(batch.contracten.v[i].code, code)) return &batch.contracten.v[i];
    die("unknown contract %s", code);
}

static void lees_run(void)
{
    batch.run = ini_version(&batch.ini, "afrekening", "", "", OPEN_EIND);
    const char *periode = ini_get(batch.run, "periode");
    if (!periode) die("no periode");
    periode_lees(periode, &batch.begin, &batch.eind);
    const char *s = ini_get(batch.run, "factuurdatum");
    batch.factuurdatum = lees_datum(s ? s : "", batch.eind + 1);
    s = ini_get(batch.run, "betaaltermijn");
    batch.betaaltermijn = s ? (int)mpz_get_si(mpq_numref(lees_getal(s))) : 30;
    s = ini_get(batch.run, "onderbreking");
    batch.onderbreking = s ? (int)mpz_get_si(mpq_numref(lees_getal(s))) : 0;
    batch.kassier = ini_get(batch.run, "kassier");
}

/* The table gemeenten gives a gemeente the opvolger that its row in partijen does not. */
static void lees_gemeenten(void)
{
    Tabel t = tabel("gemeenten");
    for (size_t i = 0; i < t.rij.n; i++)
        for (size_t p = 0; p < batch.partijen.n; p++) {
            Partij *partij = &batch.partijen.v[p];
            if (!same(partij->code, veld(&t, i, "code")) || *partij->opvolger) continue;
            partij->opvolger = veld(&t, i, "opvolger");
            partij->per = lees_datum(veld(&t, i, "vervallen_per"), OPEN_BEGIN);
        }
}

static void lees_partijen(void)
{
    Tabel t = tabel("partijen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.partijen) =
            (Partij){veld(&t, i, "code"), veld(&t, i, "soort"), veld(&t, i, "opvolger"),
                     lees_datum(veld(&t, i, "opvolging_per"), OPEN_BEGIN)};
    lees_gemeenten();
    t = tabel("scholen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.scholen) =
            (School){veld(&t, i, "school"), veld(&t, i, "soort"),   veld(&t, i, "gemeente"),
                     veld(&t, i, "swv"),    veld(&t, i, "bestuur"), veld(&t, i, "regio")};
}

static void voeg_school_in(Scholen *list, const School *s)
{
    *ADD(*list) = s;
    for (size_t j = list->n - 1; j > 0; j--) {
        if (strcmp(list->v[j - 1]->school, list->v[j]->school) <= 0) return;
        const School *swap = list->v[j];
        list->v[j] = list->v[j - 1];
        list->v[j - 1] = swap;
    }
}

static void sorteer_contracten(void)
{
    for (size_t i = 1; i < batch.contracten.n; i++) {
        Contract *v = batch.contracten.v;
        for (size_t j = i; j > 0 && strcmp(v[j - 1].code, v[j].code) > 0; j--) {
            Contract swap = v[j];
            v[j] = v[j - 1];
            v[j - 1] = swap;
        }
    }
}

static void lees_contracten(void)
{
    Tabel t = tabel("contracten");
    Tabel ts = tabel("contract_scholen");
    for (size_t i = 0; i < t.rij.n; i++) {
        const char *maximum = veld(&t, i, "maximum");
        Contract *c = ADD(batch.contracten);
        *c = (Contract){.code = veld(&t, i, "contract"),
                        .aanbieder = veld(&t, i, "aanbieder"),
                        .regel = veld(&t, i, "regel"),
                        .regie = veld(&t, i, "regiegemeente"),
                        .btw = veld(&t, i, "btw"),
                        .begin = lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                        .eind = lees_datum(veld(&t, i, "einddatum"), OPEN_EIND)};
        if (*maximum) c->maximum = lees_cents(maximum);
        for (size_t j = 0; j < ts.rij.n; j++)
            if (same(veld(&ts, j, "contract"), c->code))
                voeg_school_in(&c->scholen, school_van(veld(&ts, j, "school")));
    }
    sorteer_contracten();
}

void batch_read(const char *ini_path)
{
    ini_read(&batch.ini, ini_path);
    lees_run();
    lees_partijen();
    lees_contracten();
    lees_bedragen();
    lees_deelnames();
    lees_leerlingen();
    lees_tellingen();
}
