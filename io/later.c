/* placeholder during work */
#include "io/options.h"
int verify_command(Arena *arena, const Options *o) { return say(arena, 2, o->arguments[0], TEXT("x")); }
int verschil_command(Arena *arena, const Options *o) { return say(arena, 2, o->arguments[0], TEXT("x")); }
