/* Names of files: their folders, and the way from one to another. */
#ifndef VERREKEN_IO_SYSTEM_PATHS_H
#define VERREKEN_IO_SYSTEM_PATHS_H

#include "engine/text.h"

/* The folder of a path, with its slash; empty: that of the process. */
Text path_folder(Text path);

/* What follows the last slash. */
Text path_name(Text path);

/* A path that a file names, from the folder of that file. */
Text path_beside(Arena *arena, Text file, Text path);

/* NAME below a folder. */
Text path_below(Arena *arena, Text folder, Text name);

/* The same, without the `NAME/..` that a path upwards begins with, so that people can read it. */
Text path_up_from(Arena *arena, Text folder, Text path);

/* The path to `to` from the folder `from`, both as they are named; `to` need not be there. */
Text path_between(Arena *arena, Text from, Text to);

#endif
