/* Parameters that more than one sleutel takes. */
#ifndef VERREKEN_RULES_PARAMS_H
#define VERREKEN_RULES_PARAMS_H

#include "engine/weigh.h"

extern const char *const dubbel_words[]; /* in the order of enum Dubbel */
extern const char dubbel_label[], peildata_label[];

/* clang-format off */
#define PARAM_DUBBEL {"dubbel", PARAM_CHOICE, dubbel_words, dubbel_label}
#define PARAM_PEILDATA {"peildatum", PARAM_PEILDATUM, NULL, peildata_label}
/* clang-format on */

#endif
