/* What the commands print for people. */
#ifndef VERREKEN_IO_SUMMARY_H
#define VERREKEN_IO_SUMMARY_H

#include "io/controls.h"

/* Per table: file, rows, leerlingen, first and last date, sum of amounts, gemeenten. */
Text input_summary(Arena *arena, const Run *run);

/* Per partij: what it bears, what it paid beforehand, what it pays or gets. */
Text result_summary(Arena *arena, const Run *run, const Controls *controls);

/* The controls that failed, for stderr. */
Text failed_controls(Arena *arena, const Controls *controls, const char *folder);

/* Every sleutel, methode and afronding, from their own files. */
Text rules_help(Arena *arena);

#endif
