/* placeholder during work */
#include "io/options.h"
int grootboek_command(Arena *arena, const Options *o)
{
    return say(arena, 2, o->arguments[0], TEXT("x"));
}
int nummers_command(Arena *arena, const Options *o)
{
    return say(arena, 2, o->arguments[0], TEXT("x"));
}
