/* Methode schoolgemeente-regie: the regiegemeente pays the cost of every pool first (SPEC §7). */
#include "engine/settle.h"

static void prefinance(Prefinancing *p)
{
    for (size_t i = 0; i < p->pool_count; i++)
        prefinance_pool(p, &p->pools[i], prefinance_regiegemeente(p, &p->pools[i]),
                        p->pools[i].kosten);
}

const Methode methode_schoolgemeente_regie = {
    .name = "schoolgemeente-regie",
    .label = "Regie van de schoolgemeente",
    .explanation = "De regiegemeente betaalt de kosten van elke pool vooraf, bijdragen inbegrepen, "
                   "en verrekent achteraf met de andere partijen.",
    .example = "De school staat in Zoetermeer: Zoetermeer betaalt € 10.000,00 en krijgt van Delft "
               "de € 2.500,00 terug die Delft draagt.",
    .crediteur = CREDITEUR_REGIEGEMEENTE,
    .prefinance = prefinance,
};
