/* A comparison as a table for people, on stdout. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_SUMMARY_H
#define VERREKEN_IO_COMPARE_COMPARE_SUMMARY_H

#include "io/compare/compare.h"

Text compare_summary(Arena *arena, const Comparison *comparison, const char *folder);

#endif
