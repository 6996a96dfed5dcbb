/* The settlement workbook: a whole settlement as a controller follows and recomputes it. Amounts
 * are live formulas on integers, from the weights on the sheet Verdeling to the position of each
 * partij; every cell also holds what verreken computed. */
#ifndef VERREKEN_IO_DOCUMENTS_AFREKENING_H
#define VERREKEN_IO_DOCUMENTS_AFREKENING_H

#include "io/control/controls.h"

/* Writes it to `path`, with temporary files in `folder`, and reads it back. The run is complete,
 * with its lines. Call it in a child process: the library crashes when memory ends. False: *reason,
 * in words for a person. */
bool afrekening_write(Arena *arena, const Run *run, const Controls *controls, const char *path,
                      const char *folder, const char **reason);

#endif
