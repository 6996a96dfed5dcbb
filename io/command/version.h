/* The version of verreken, and of what it is linked with now. */
#ifndef VERREKEN_IO_COMMAND_VERSION_H
#define VERREKEN_IO_COMMAND_VERSION_H

#include "io/write/json.h"

/* `verreken 0.1.0 (semantiek 1)`, and a line for each library and the compiler. */
Text version_text(Arena *arena);

/* The same as members of a record. */
void version_members(Arena *arena, Json *json);

#endif
