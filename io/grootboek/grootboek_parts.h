/* The parts of verreken grootboek: each shows the same rows in another way. */
#ifndef VERREKEN_IO_GROOTBOEK_GROOTBOEK_PARTS_H
#define VERREKEN_IO_GROOTBOEK_GROOTBOEK_PARTS_H

#include "io/command/options.h"
#include "io/grootboek/grootboek_rows.h"
#include "io/tell/grid.h"

enum { SHOWN_MOST = 1000 }; /* rows of a grid */

/* The postings, and the stand per partij and tijdvak (grootboek_show.c). */
Text grootboek_list(Booked *booked, Text *problem);

/* What is billed and what is not on a day (grootboek_balance.c). */
Text grootboek_balance(Booked *booked, Day day, Text *problem);

/* Prints a journal of the boekingen with a factuurdatum up to `last`; an exit status, which was
 * told when it is not EXIT_DONE (grootboek_journal.c). */
int grootboek_journal(Booked *booked, const char *path, Day last);

/* Whether the grootboek is sound; an exit status, and all is told (grootboek_check.c). */
int grootboek_check(Arena *arena, Grootboek *grootboek, const Options *options);

/* `and 12 more rows, which are in the total`, when there are more than are shown. */
void build_more_rows(TextBuilder *out, size_t count);

/* `-` for nothing, else as dutch_amount(). */
Text amount_text(Arena *arena, i128 cents);

/* The order of two codes. */
int by_code(const Symbols *symbols, u32 left, u32 right);

/* The order of two tijdvakken. */
int by_days(const Booked *booked, u32 left, u32 right);

#endif
