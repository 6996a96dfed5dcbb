/* Parameters that more than one sleutel takes. */
#ifndef VERREKEN_RULES_PARAMS_H
#define VERREKEN_RULES_PARAMS_H

#include "engine/weigh.h"

/* dubbel: in the order of enum Dubbel. */
extern const char *const dubbel_words[];

#define PARAM_DUBBEL                                                                              \
    {                                                                                             \
        "dubbel", PARAM_CHOICE, dubbel_words,                                                     \
            "een leerling op meer scholen van de pool op één dag: eenmaal (de laatst begonnen " \
            "inschrijving telt, standaard), beide of fout"                                        \
    }
#define PARAM_PEILDATA                                                                              \
    {                                                                                               \
        "peildatum", PARAM_PEILDATUM, NULL,                                                         \
            "10-01 (standaard: de laatste 1 oktober), 10-01 jaar-1, 10-01 schooljaar, 2024-10-01, " \
            "of een lijst daarvan; de tellingen van een lijst worden opgeteld"                      \
    }

#endif
