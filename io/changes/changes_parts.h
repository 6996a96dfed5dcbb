/* The parts of the comparison of inputs. Used by changes*.c alone. */
#ifndef VERREKEN_IO_CHANGES_CHANGES_PARTS_H
#define VERREKEN_IO_CHANGES_CHANGES_PARTS_H

#include "engine/ini_doc.h"
#include "io/changes/changes.h"

/* Makes room for `more`; what the list has outgrown is given back. */
static inline void reserve_changes(Arena *arena, Changes *changes, size_t more)
{
    const Change *outgrown = changes->items;
    changes->items = arena_grow(arena, changes->items, &changes->capacity, changes->count + more,
                                sizeof *changes->items);
    if (changes->items != outgrown) arena_give_back(arena, outgrown);
}

/* Add the changes of a table, from the text of its two files ("": it is not there), and those of
 * the INI. What they add stands in `arena`. */
void changes_of_table(Arena *arena, TableId table, Text before, Text after, Changes *changes);
void changes_of_ini(Arena *arena, const IniDoc *before, const IniDoc *after, Changes *changes);

#endif
