/* A comparison as a table for people, on stdout. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_SUMMARY_H
#define VERREKEN_IO_COMPARE_COMPARE_SUMMARY_H

#include "io/answer/answer.h"
#include "io/compare/compare.h"

Text compare_summary(Arena *arena, const Comparison *comparison, const char *folder);

/* The same as data, all of it, for a program (compare_answer.c). */
void answer_compare(Json *json, const Comparison *comparison, const char *folder);

#endif
