/* The tables of amounts, deelnames, leerlingen and counts.
 * In: the tables as text. Out: records in the global `batch`.
 * Always: deelnames are sorted by id (bytewise) and verblijven by begindatum. */
#include "batch_lees.h"

#include <string.h>

Q lees_cents(const char *euro)
{
    return q_mul(lees_getal(euro), q_int(100));
}

static Bedrag lees_bedrag(const Tabel *t, size_t i)
{
    return (Bedrag){.contract = contract_van(veld(t, i, "contract")),
                    .school = school_van(veld(t, i, "school")),
                    .partij = veld(t, i, "partij"),
                    .begin = lees_datum(veld(t, i, "begindatum"), OPEN_BEGIN),
                    .eind = lees_datum(veld(t, i, "einddatum"), OPEN_EIND),
                    .cents = lees_cents(veld(t, i, "bedrag"))};
}

void lees_bedragen(void)
{
    Tabel t = tabel("kosten");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.kosten) = lees_bedrag(&t, i);
    t = tabel("bijdragen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.bijdragen) = lees_bedrag(&t, i);
    t = tabel("tarieven");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.tarieven) = (Tarief){veld(&t, i, "contract"), veld(&t, i, "product"),
                                        lees_getal(veld(&t, i, "tarief")),
                                        lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                                        lees_datum(veld(&t, i, "einddatum"), OPEN_EIND)};
    t = tabel("voorschotten");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.voorschotten) =
            (Voorschot){.id = veld(&t, i, "voorschot"),
                        .contract = contract_van(veld(&t, i, "contract")),
                        .partij = veld(&t, i, "partij"),
                        .datum = lees_datum(veld(&t, i, "datum"), OPEN_BEGIN),
                        .begin = lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                        .eind = lees_datum(veld(&t, i, "einddatum"), OPEN_EIND),
                        .cents = lees_cents(veld(&t, i, "bedrag"))};
}

static void sorteer_deelnames(void)
{
    Deelname *v = batch.deelnames.v;
    for (size_t i = 1; i < batch.deelnames.n; i++)
        for (size_t j = i; j > 0 && strcmp(v[j - 1].id, v[j].id) > 0; j--) {
            Deelname swap = v[j];
            v[j] = v[j - 1];
            v[j - 1] = swap;
        }
}

void lees_deelnames(void)
{
    Tabel t = tabel("deelnames");
    for (size_t i = 0; i < t.rij.n; i++) {
        const char *volume = veld(&t, i, "volume");
        const char *frequentie = veld(&t, i, "frequentie");
        Deelname *d = ADD(batch.deelnames);
        *d = (Deelname){.id = veld(&t, i, "deelname"),
                        .leerling = veld(&t, i, "leerling"),
                        .product = veld(&t, i, "product"),
                        .frequentie = *frequentie ? frequentie : "totaal",
                        .gemeente = veld(&t, i, "gemeente"),
                        .betaler = veld(&t, i, "betaler"),
                        .contract = contract_van(veld(&t, i, "contract")),
                        .school = school_van(veld(&t, i, "school")),
                        .begin = lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                        .eind = lees_datum(veld(&t, i, "einddatum"), OPEN_EIND),
                        .volume = *volume ? lees_getal(volume) : NULL};
        d->einde = d->eind;
        if (d->einde == OPEN_EIND) d->einde = d->contract->eind;
        if (d->einde == OPEN_EIND) d->einde = batch.eind;
    }
    sorteer_deelnames();
    t = tabel("schoolvakanties");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.vakanties) =
            (Vakantie){veld(&t, i, "regio"), lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                       lees_datum(veld(&t, i, "einddatum"), OPEN_EIND)};
}

static void sorteer_verblijven(void)
{
    Verblijf *v = batch.verblijven.v;
    for (size_t i = 1; i < batch.verblijven.n; i++)
        for (size_t j = i; j > 0 && v[j - 1].begin > v[j].begin; j--) {
            Verblijf swap = v[j];
            v[j] = v[j - 1];
            v[j - 1] = swap;
        }
}

static void lees_besluiten(void)
{
    Tabel t = tabel("woonplaatsbesluiten");
    for (size_t i = 0; i < t.rij.n; i++) {
        const char *aandeel = veld(&t, i, "aandeel");
        *ADD(batch.besluiten) = (Besluit){veld(&t, i, "leerling"), veld(&t, i, "gemeente"),
                                          lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                                          lees_datum(veld(&t, i, "einddatum"), OPEN_EIND),
                                          *aandeel ? lees_aandeel(aandeel) : q_int(1)};
    }
}

void lees_leerlingen(void)
{
    Tabel t = tabel("inschrijvingen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.inschrijvingen) = (Inschrijving){
            veld(&t, i, "leerling"), veld(&t, i, "gemeente"), school_van(veld(&t, i, "school")),
            lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
            lees_datum(veld(&t, i, "einddatum"), OPEN_EIND)};
    t = tabel("woonplaatsen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.woonplaatsen) = (Woonplaats){veld(&t, i, "leerling"), veld(&t, i, "gemeente"),
                                                lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                                                lees_datum(veld(&t, i, "einddatum"), OPEN_EIND),
                                                *veld(&t, i, "aantekening") != '\0'};
    t = tabel("verblijven");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.verblijven) = (Verblijf){veld(&t, i, "leerling"), veld(&t, i, "soort"),
                                            lees_datum(veld(&t, i, "begindatum"), OPEN_BEGIN),
                                            lees_datum(veld(&t, i, "einddatum"), OPEN_EIND)};
    sorteer_verblijven();
    lees_besluiten();
    t = tabel("leerlingen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.leerlingen) =
            (Leerling){veld(&t, i, "leerling"), veld(&t, i, "gemeente_bij_geboorte"),
                       veld(&t, i, "gemeente_hulpvraag"), same(veld(&t, i, "geheim"), "ja")};
}

void lees_tellingen(void)
{
    Tabel t = tabel("tellingen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.tellingen) = (Telling){
            school_van(veld(&t, i, "school")), veld(&t, i, "gemeente"),
            lees_datum(veld(&t, i, "peildatum"), OPEN_BEGIN), lees_getal(veld(&t, i, "aantal"))};
    t = tabel("kengetallen");
    for (size_t i = 0; i < t.rij.n; i++)
        *ADD(batch.kengetallen) = (Kengetal){veld(&t, i, "kengetal"), veld(&t, i, "gemeente"),
                                             lees_datum(veld(&t, i, "peildatum"), OPEN_BEGIN),
                                             lees_getal(veld(&t, i, "waarde"))};
}
