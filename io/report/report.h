/* rapport.html: a settlement to look at, in one page. Amounts are those of the tables; counts of
 * pupils are published as suppress.h says, and no pupil is named. */
#ifndef VERREKEN_IO_REPORT_REPORT_H
#define VERREKEN_IO_REPORT_REPORT_H

#include "io/control/controls.h"

#define RAPPORT_FILE "rapport.html"

/* Writes it into `folder`, on the disk. False: why not. */
bool report_write(Arena *arena, const Run *run, const Controls *controls, Text folder,
                  const char **reason);

#endif
