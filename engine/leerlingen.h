/* Numbers for the pupils, from their identifiers. */
#ifndef VERREKEN_ENGINE_LEERLINGEN_H
#define VERREKEN_ENGINE_LEERLINGEN_H

#include "engine/batch.h"

/* Turns every column of the type LEERLING, which holds the offset of each identifier in its file,
 * into numbers 0, 1, 2 … in the order of first sight: by table, then by row. */
void number_leerlingen(Batch *batch);

#endif
