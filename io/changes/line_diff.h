/* What lines two texts do not share, for a person. */
#ifndef VERREKEN_IO_CHANGES_LINE_DIFF_H
#define VERREKEN_IO_CHANGES_LINE_DIFF_H

#include "engine/taal.h"

/* The lines that one of two texts alone has, whatever their order: at most `most` of each, with
 * their numbers, and how many more there are. */
Text line_diff(Arena *arena, Text left, Text right, Text left_name, Text right_name, size_t most);

#endif
