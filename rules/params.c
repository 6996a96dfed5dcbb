/* Words of parameters that more than one sleutel takes. */
#include "rules/params.h"

const char *const dubbel_words[] = {"eenmaal", "beide", "fout", NULL};
