/* The rows of controles.csv, in their order. */
#ifndef VERREKEN_IO_CONTROL_CONTROL_ROWS_H
#define VERREKEN_IO_CONTROL_CONTROL_ROWS_H

#include "io/control/controls.h"

/* Sorts the rows by onderwerp, bytewise; those of one onderwerp keep their order. */
void sort_controls(Arena *scratch, ControlList *list);

/* Adds a list to the controls, and counts what is in it. */
void keep_controls(Arena *arena, Controls *controls, const ControlList *list);

/* Puts the lists in order, when all are there. */
void order_controls(Controls *controls);

#endif
