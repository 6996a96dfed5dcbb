/* Small counts. In: Run.border; out: cells. Holds always: nothing of a cell that is kept back goes
 * on, but that it is there. */
#include "io/report/suppress.h"

static int by_gemeenten(const void *left, const void *right)
{
    const BorderCell *a = left, *b = right;
    if (a->schoolgemeente != b->schoolgemeente)
        return a->schoolgemeente < b->schoolgemeente ? -1 : 1;
    u32 from = a->woongemeente + 1, other = b->woongemeente + 1; /* NONE comes first */
    return (from > other) - (from < other);
}

BorderCells border_cells(Arena *arena, const Run *run)
{
    BorderCells cells = {.items = NEW(arena, BorderCell, run->border.count + 1),
                         .bound = run->settings->reporting.onderdruk};
    BorderCell *all = cells.items;
    for (size_t i = 0; i < run->border.count; i++) {
        const BorderRow *row = &run->border.items[i];
        all[i] = (BorderCell){run->batch->scholen.gemeente[row->school], row->woongemeente,
                              row->pupils, row->days, true};
    }
    sort_array(all, run->border.count, sizeof *all, by_gemeenten);
    for (size_t i = 0; i < run->border.count; i++) {
        BorderCell *last = cells.count ? &all[cells.count - 1] : NULL;
        if (last && !by_gemeenten(last, &all[i])) {
            last->pupils += all[i].pupils;
            last->days += all[i].days;
        } else {
            all[cells.count++] = all[i];
        }
    }
    for (size_t i = 0; i < cells.count; i++) {
        if (all[i].pupils >= cells.bound) continue;
        all[i].pupils = 0;
        all[i].days = 0;
        all[i].shown = false;
        cells.hidden++;
    }
    return cells;
}

bool counts_pupils(const Sleutel *sleutel)
{
    for (size_t i = 0; i < sleutel->need_count; i++)
        if (sleutel->needs[i] == T_inschrijvingen || sleutel->needs[i] == T_deelnames ||
            sleutel->needs[i] == T_tellingen)
            return true;
    return sleutel->traits & TRAIT_CENTS;
}
