/* A small settlement in memory of which a fuzzer changes one file. */
#ifndef VERREKEN_TESTS_FUZZ_WORLD_H
#define VERREKEN_TESTS_FUZZ_WORLD_H

#include "edge.h"
#include "engine/schema.h"

#define WORLD_INI "mem/b/settlement.ini"

/* The bytes before the table in a seed of csv: which table it is, and how it is read. */
enum { WORLD_TABLE_HEAD = 2 };

/* Makes it once: an INI, and each table in the folder that `map` names and beside the INI. */
void world_begin(void);

/* The path of a table, as the INI has it. */
const char *world_table(Arena *arena, TableId table);

#endif
