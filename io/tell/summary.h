/* What the commands print for people. */
#ifndef VERREKEN_IO_TELL_SUMMARY_H
#define VERREKEN_IO_TELL_SUMMARY_H

#include "io/control/controls.h"

/* What a table that is present holds. */
typedef struct TableFacts {
    size_t rows;      /* that its file has */
    Day first, last;  /* dates; open: none */
    bool has_amounts; /* a column bedrag, of which this is the sum */
    i128 cents;
    size_t leerlingen, gemeenten;
} TableFacts;

/* Of a batch that was read without a fault. */
TableFacts table_facts(Arena *arena, Batch *batch, TableId table);

/* What a partij comes to over all contracten. */
typedef struct Stand {
    i128 bears, paid, booked, settles, waits; /* settles: pays, below 0 gets, over all stromen */
    bool seen;
} Stand;

/* By partij. */
Stand *stands_of(Arena *arena, const Run *run);

/* Per table: file, rows, leerlingen, first and last date, sum of amounts, gemeenten. */
Text input_summary(Arena *arena, const Run *run);

/* Per partij: what it bears, what it paid beforehand, what it pays or gets. */
Text result_summary(Arena *arena, const Run *run, const Controls *controls);

/* The controls that failed, for stderr. */
Text failed_controls(Arena *arena, const Controls *controls, const char *folder);

/* Every sleutel, methode and afronding, from their own files. */
Text rules_help(Arena *arena);

#endif
