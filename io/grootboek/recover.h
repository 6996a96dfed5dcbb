/* The folder of a posting that was interrupted, and whether the grootboek has its boeking. */
#ifndef VERREKEN_IO_GROOTBOEK_RECOVER_H
#define VERREKEN_IO_GROOTBOEK_RECOVER_H

#include "io/write/manifest.h"

/* Finishes or undoes what an interrupted command left beside `target`, and tells it; an exit
 * status, or EXIT_DONE. */
int recover_folder(Arena *arena, const char *target);

/* Whether the grootboek at this path has the boeking that a manifest says it is; false with
 * *problem: the grootboek cannot tell. */
bool is_posted(Arena *arena, const Manifest *m, Text grootboek, Text *problem);

#endif
