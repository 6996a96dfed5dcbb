/* Methode woonplaatsbeginsel: nothing is paid beforehand; the aanbieder bills (SPEC §7). */
#include "engine/settle.h"

static void prefinance(Prefinancing *p)
{
    (void)p; /* nobody pays beforehand */
}

const Methode methode_woonplaatsbeginsel = {
    .name = "woonplaatsbeginsel",
    .label = "Woonplaatsbeginsel",
    .explanation = "Niemand betaalt vooraf; elke partij betaalt haar aandeel aan de aanbieder.",
    .example = "De aanbieder brengt Delft het aandeel van de kinderen uit Delft in rekening.",
    .crediteur = CREDITEUR_AANBIEDER,
    .prefinance = prefinance,
};
