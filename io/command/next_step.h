/* What to do next, said on stderr when a command has ended: `next: verreken run x.ini -o uit`. */
#ifndef VERREKEN_IO_COMMAND_NEXT_STEP_H
#define VERREKEN_IO_COMMAND_NEXT_STEP_H

#include "io/command/options.h"

/* Says what most people do after this command with this exit status, one line for each thing, with
 * the paths of the command line as a shell takes them. Says nothing with --stil or --json, and
 * where what the command said already tells what to do. */
void next_step(Arena *arena, const Options *options, int status);

#endif
