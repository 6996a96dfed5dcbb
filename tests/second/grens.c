/* grensverkeer.csv: which pupils cross a border to go to school (SPEC section 8).
 * In: inschrijvingen and woonplaatsen over the periode. Out: the table.
 * Always: each inschrijving counts; a school with a secret pupil has no rows. */
#include "schrijf.h"

typedef struct {
    const char *woongemeente;
    Q dagen;
    Woorden leerlingen;
} Kruising;
typedef LIST(Kruising) Kruisingen;

static bool in_contract(const School *s)
{
    for (size_t i = 0; i < batch.contracten.n; i++)
        for (size_t j = 0; j < batch.contracten.v[i].scholen.n; j++)
            if (batch.contracten.v[i].scholen.v[j] == s) return true;
    return false;
}

static bool is_geheim(const char *leerling)
{
    for (size_t i = 0; i < batch.leerlingen.n; i++)
        if (same(batch.leerlingen.v[i].leerling, leerling)) return batch.leerlingen.v[i].geheim;
    return false;
}

static void kruising(Kruisingen *list, const char *gemeente, const char *leerling, Q deel)
{
    Kruising *k = NULL;
    for (size_t i = 0; i < list->n && !k; i++)
        if (same(list->v[i].woongemeente, gemeente)) k = &list->v[i];
    if (!k) {
        k = ADD(*list);
        *k = (Kruising){.woongemeente = gemeente, .dagen = q_int(0)};
    }
    k->dagen = q_add(k->dagen, deel);
    for (size_t i = 0; i < k->leerlingen.n; i++)
        if (same(k->leerlingen.v[i], leerling)) return;
    *ADD(k->leerlingen) = leerling;
}

/* False when the school may not be shown. */
static bool tel_school(const School *s, Kruisingen *list)
{
    for (size_t i = 0; i < batch.inschrijvingen.n; i++) {
        const Inschrijving *in = &batch.inschrijvingen.v[i];
        if (in->school != s) continue;
        for (int day = batch.begin; day <= batch.eind; day++) {
            if (day < in->begin || day > in->eind) continue;
            if (is_geheim(in->leerling)) return false;
            Delen d = woonplaats_op(in->leerling, day, in->gemeente, false, false);
            for (size_t j = 0; j < d.n; j++)
                kruising(list, d.v[j].gemeente ? opvolger(d.v[j].gemeente, day) : "", in->leerling,
                         d.v[j].deel);
        }
    }
    return true;
}

void schrijf_grensverkeer(const char *path)
{
    Regels r = {0};
    for (size_t i = 0; i < batch.scholen.n; i++) {
        const School *s = &batch.scholen.v[i];
        Kruisingen list = {0};
        if (!in_contract(s) || !tel_school(s, &list)) continue;
        for (size_t j = 0; j < list.n; j++)
            regel(&r, 5, s->school, s->gemeente, list.v[j].woongemeente, q_text(list.v[j].dagen),
                  xstrf("%zu", list.v[j].leerlingen.n));
    }
    schrijf_tabel(path, "school;schoolgemeente;woongemeente;leerlingdagen;leerlingen", &r, 3);
}
