/* Words and labels of parameters that more than one sleutel takes. */
#include "rules/params.h"

const char *const dubbel_words[] = {"eenmaal", "beide", "fout", NULL};

const char dubbel_label[] =
    "een leerling op meer scholen van de pool op één dag: eenmaal (standaard: "
    "de inschrijving die het laatst begon telt), beide of fout";

const char peildata_label[] =
    "10-01 (standaard: de laatste 1 oktober), 10-01 jaar-1, 10-01 schooljaar, 2024-10-01, of een "
    "lijst daarvan; van een lijst worden de tellingen opgeteld";
