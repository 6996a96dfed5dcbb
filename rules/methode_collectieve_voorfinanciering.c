/* Methode collectieve-voorfinanciering: voorschotten, or agreed shares of the cost, are paid
 * beforehand through the kassier and settled afterwards (SPEC §7). */
#include "engine/settle.h"

static void prefinance(Prefinancing *p)
{
    if (prefinance_voorschotten(p)) return;
    const Shares *shares = &p->terms->version->voorfinanciering;
    if (!shares->total) prefinance_missing(p);
    for (size_t i = 0; i < p->pool_count && shares->total; i++)
        prefinance_shares(p, &p->pools[i], shares);
}

const Methode methode_collectieve_voorfinanciering = {
    .name = "collectieve-voorfinanciering",
    .label = "Collectieve voorfinanciering",
    .explanation = "Partijen betalen vooraf via de kassier: de voorschotten van het contract, of "
                   "zonder voorschotten de aandelen van voorfinanciering in de kosten van elke "
                   "pool. Achteraf wordt verrekend met wie draagt.",
    .example = "Rijswijk betaalde € 6.750,00 vooruit en draagt € 8.980,49; het betaalt de kassier "
               "nog € 2.230,49.",
    .crediteur = CREDITEUR_KASSIER,
    .takes_voorfinanciering = true,
    .prefinance = prefinance,
};
