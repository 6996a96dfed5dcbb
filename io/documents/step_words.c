/* Steps in words. In: a step; out: Dutch for who checks it. Holds always: a step names the article
 * that it rests on (Jeugdwet art. 1.1, in force since 2022-01-01). */
#include "io/documents/step_words.h"

#define ARTICLE "art. 1.1 Jeugdwet, woonplaats onder "

static Text step_of_school(Aan aan)
{
    switch (aan) {
    case AAN_SWV: return TEXT("geen woonplaats: telt bij het samenwerkingsverband van de school");
    case AAN_BESTUUR: return TEXT("geen woonplaats: telt bij het bestuur van de school");
    case AAN_WOONPLAATS:
    case AAN_WOONADRES:
    case AAN_SCHOOLGEMEENTE: break;
    }
    return TEXT("geen woonplaats: telt bij de gemeente van de school");
}

Text step_words(const Laag *laag, Step step, bool by_row)
{
    switch (step) {
    case STEP_BESLUIT: return TEXT("woonplaatsbesluit");
    case STEP_VERBLIJF:
        if (by_row) return TEXT("verblijf: de gemeente die de aanlevering noemt");
        return TEXT("woonadres vóór het verblijf (" ARTICLE "2°)");
    case STEP_WOONADRES:
        if (by_row) return TEXT("de gemeente die de aanlevering noemt, geen woonadres bekend");
        if (laag->aan == AAN_WOONADRES) return TEXT("woonadres (BRP), zoals afgesproken");
        return TEXT("woonadres (BRP; " ARTICLE "1°)");
    case STEP_GEBOORTE:
        return TEXT("geen woonadres: waar de moeder bij de geboorte stond ingeschreven (" ARTICLE
                    "3°)");
    case STEP_HULPVRAAG:
        return TEXT("geen woonadres of buitenland: werkelijk verblijf bij de hulpvraag (" ARTICLE
                    "3° of 4°)");
    case STEP_SCHOOL: return step_of_school(laag->aan);
    case STEP_BETALER: return TEXT("geen woonplaats: de betaler van de deelname");
    case STEP_ONBEKEND: break;
    }
    if (laag->onbekend == ONBEKEND_REGIEGEMEENTE)
        return TEXT("woonplaats onbekend: telt bij de regiegemeente");
    return TEXT("woonplaats onbekend: telt bij de gemeente van de school");
}
