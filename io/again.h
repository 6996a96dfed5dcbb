/* A settlement that a folder holds, computed again from the inputs that were kept with it. */
#ifndef VERREKEN_IO_AGAIN_H
#define VERREKEN_IO_AGAIN_H

#include "io/command/options.h"
#include "io/write/manifest.h"

/* Computes it again, from the state of the grootboek that it started from, with the numbers that
 * its boeking gave; what `formats` need is read as well. A status to end with, or EXIT_DONE. False
 * in *numbered: the grootboek does not have these numbers. */
int compute_folder_again(Arena *arena, const Options *options, const char *folder,
                         const Manifest *manifest, Formats formats, Outcome *outcome,
                         bool *numbered);

/* The settlement of an INI, or of the folder of a run, to be looked at: nothing is written. What is
 * wrong with it is told. A status to end with, or EXIT_DONE. */
int compute_to_look_at(Arena *arena, const Options *options, const char *ini_or_folder,
                       Outcome *outcome);

#endif
