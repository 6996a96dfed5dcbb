/* Aligned columns. In: rows of texts; out: one text with a line for each row. */
#include "io/tell/grid.h"

void grid_add(Grid *grid, bool ruled, const Text *cells)
{
    GridRow *row = PUSH(grid->arena, grid);
    *row = (GridRow){.ruled = ruled};
    for (size_t c = 0; c < grid->columns; c++)
        row->cells[c] = text_shown(grid->arena, cells[c]);
}

static void build_spaces(TextBuilder *out, size_t count)
{
    while (count--)
        build_char(out, ' ');
}

Text grid_text(const Grid *grid)
{
    TextBuilder text = {.arena = grid->arena}, *out = &text;
    size_t width[CELLS_MOST] = {0}, all = 0;
    for (size_t r = 0; r < grid->count; r++)
        for (size_t c = 0; c < grid->columns; c++) {
            size_t length = text_characters(grid->items[r].cells[c]);
            if (length > width[c]) width[c] = length;
        }
    for (size_t c = 0; c < grid->columns; c++)
        all += width[c] + (c ? 2 : 0);
    for (size_t r = 0; r < grid->count; r++) {
        for (size_t i = 0; grid->items[r].ruled && i < all; i++)
            build_char(out, '-');
        if (grid->items[r].ruled) build_char(out, '\n');
        for (size_t c = 0; c < grid->columns; c++) {
            Text cell = grid->items[r].cells[c];
            size_t pad = width[c] - text_characters(cell);
            if (c) build_spaces(out, 2);
            if (c >= grid->left) build_spaces(out, pad);
            build_text(out, cell);
            if (c < grid->left && c + 1 < grid->columns) build_spaces(out, pad);
        }
        build_char(out, '\n');
    }
    return built(out);
}
