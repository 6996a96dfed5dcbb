/* The one form of a cell: two ways to write a value are one text. */
#ifndef VERREKEN_IO_CHANGES_CHANGES_CELLS_H
#define VERREKEN_IO_CHANGES_CHANGES_CELLS_H

#include "engine/schema.h"

/* The one form of a cell, whatever way it is written in; `value` without blanks around it. It may
 * stand in `room`, of FORMAT_ROOM bytes (format.h), or be a part of `value`. */
Text canonical_cell(ColumnType type, Text value, char *room);

#endif
