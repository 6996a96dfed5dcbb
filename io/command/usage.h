/* What the program takes on its command line (usage.def), for who asks or who gave it wrong. */
#ifndef VERREKEN_IO_COMMAND_USAGE_H
#define VERREKEN_IO_COMMAND_USAGE_H

#include "engine/text.h"

/* Everything, in the language in force. */
Text usage_text(Arena *arena);

/* How one command is given, and the options of its own; empty: there is no such command. */
Text usage_of(Arena *arena, Text command);

bool usage_knows(Text command);

/* The command whose name is nearest; empty: none is near. */
Text usage_nearest(Text command);

/* The first argument that is a command; empty: none is. */
Text usage_command_among(int argc, char **argv);

#endif
