/* What the controls share: reading written tables back, summing both sides, adding rows. */
#ifndef VERREKEN_IO_CHECKING_H
#define VERREKEN_IO_CHECKING_H

#include "io/controls.h"
#include "io/csv.h"

#include <gmp.h>

/* Two sums per subject, by its text. */
typedef struct Sums {
    Symbols subjects;
    LIST(i128) left, right;
} Sums;

typedef struct Checking {
    Arena *arena;
    const Run *run;
    Text folder;
    Controls *controls;
    const char *reason;
    Sums pools, contracts, lagen, shares, owed, invoices, billed, flows;
} Checking;

/* A written table, at its first row after the header; NULL with checking->reason. */
CsvReader *open_written(Checking *checking, const char *file);

/* Fields from … to with the separators between them, as they are written. */
Text fields(const CsvReader *csv, size_t from, size_t to);

/* An amount in cents; one that cannot be read makes every comparison fail. */
i128 amount(const CsvReader *csv, size_t field);

void add_left(Checking *checking, Sums *sums, Text subject, i128 value);
void add_right(Checking *checking, Sums *sums, Text subject, i128 value);

/* The separators of a key as slashes, without its empty fields. */
Text with_slashes(Arena *arena, Text key);

/* One row for each subject: its two sums, in cents, must be equal. */
void compare_sums(Checking *checking, Text controle, const Sums *sums);
void compare_cents(Checking *checking, Text controle, Text onderwerp, i128 left, i128 right);

/* Adds n or n/d to the sum. */
void add_fraction(mpq_t sum, Text text);
/* Ends the sum of one key, which must be `right`: a row, and the sum is 0 again. */
void compare_fractions(Checking *checking, Text controle, Text key, mpq_t sum, Text right);

void add_control(Checking *checking, Text controle, Text onderwerp, Text links, Text rechts,
                 Text verschil, Oordeel oordeel);

Text cents_text(Arena *arena, i128 cents);
Text fraction_text(Arena *arena, i128 numerator, i128 denominator);

/* control_input.c: tellingen, signals and stated figures. */
void check_tellingen(Checking *checking);
void add_signals(Checking *checking);
void check_stated(Checking *checking);

#endif
