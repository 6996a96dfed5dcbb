/* A table of aligned columns for people, on a terminal. */
#ifndef VERREKEN_IO_TELL_GRID_H
#define VERREKEN_IO_TELL_GRID_H

#include "engine/text.h"

enum { CELLS_MOST = 10 };

typedef struct GridRow {
    Text cells[CELLS_MOST];
    bool ruled; /* a line above it */
} GridRow;

/* The first `left` columns are aligned left, the others right. */
typedef struct Grid {
    Arena *arena;
    size_t columns, left;
    GridRow *items;
    size_t count, capacity;
} Grid;

/* Adds a row of grid->columns cells. */
void grid_add(Grid *grid, bool ruled, const Text *cells);
#define ADD_ROW(grid, ruled, ...) grid_add((grid), (ruled), (Text[]){__VA_ARGS__})

Text grid_text(const Grid *grid);

#endif
