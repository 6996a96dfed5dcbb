/* What the controls share: summing both sides by key, and the rows of controles.csv. */
#ifndef VERREKEN_IO_CONTROL_CHECKING_H
#define VERREKEN_IO_CONTROL_CHECKING_H

#include "engine/symbols.h"
#include "engine/work.h"
#include "io/control/controls.h"
#include "io/control/readback.h"

/* Two sums per subject, by its text. */
typedef struct Sums {
    Symbols subjects;
    LIST(i128) left, right;
    size_t last; /* the subject that was added to: rows come in the same order from both sides */
} Sums;

/* What one task of the controls has. */
typedef struct Checking {
    Arena arena;  /* of its rows */
    Arena memory; /* of its sums, which go when they are compared */
    const Run *run;
    const Readback *found;
    LIST(ControlList) lists;
    char gap[WORKER_GAP];
} Checking;

/* --- sums ------------------------------------------------------------------------------------- */

/* `text` must stay where it is. */
void add_left(Checking *checking, Sums *sums, Text subject, i128 value);
void add_right(Checking *checking, Sums *sums, Text subject, i128 value);

/* --- rows ------------------------------------------------------------------------------------- */

/* The rows of a controle, begun when there are none; it stays until the next list is begun. */
ControlList *control_list(Checking *checking, Text controle);

/* Room for `count` rows at once. */
void reserve_rows(Checking *checking, ControlList *list, size_t count);

void add_control(Checking *checking, ControlList *list, Text onderwerp, Text links, Text rechts,
                 Text verschil, Oordeel oordeel);

/* Two amounts that must be equal. */
void compare_cents(Checking *checking, ControlList *list, Text onderwerp, i128 left, i128 right);

/* The same for each subject, with its key as with_slashes() has it. */
void compare_sums(Checking *checking, Text controle, const Sums *sums);

/* The separators of a key as slashes, without its empty fields. */
Text with_slashes(Arena *arena, Text key);

Text cents_text(Arena *arena, i128 cents);
Text fraction_text(Arena *arena, i128 numerator, i128 denominator);

/* control_pairs.c: facturen against posities, and stromen against facturen. */
void check_owed(Checking *checking);
void check_flows(Checking *checking);

/* control_input.c: tellingen, signals and stated numbers of pupils; stated amounts. */
void check_input(Checking *checking);
void check_stated_amounts(Checking *checking, const Sums *contracts);

#endif
