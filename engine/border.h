/* Who goes to school where: what the controls ask about grensverkeer. */
#ifndef VERREKEN_ENGINE_BORDER_H
#define VERREKEN_ENGINE_BORDER_H

#include "engine/run.h"

/* Whether a pupil with geheim = ja is enrolled at a school in the periode: then it has no rows in
 * grensverkeer (SPEC §12). */
bool has_secret_pupil_at(const Run *run, u32 school);

#endif
