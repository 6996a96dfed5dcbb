/* What is compared: settlements, or variants of one that --set and --sweep make. */
#ifndef VERREKEN_IO_COMPARE_SCENARIOS_H
#define VERREKEN_IO_COMPARE_SCENARIOS_H

#include "io/command/options.h"
#include "io/compare/edits.h"

enum { SWEEP_MOST = 101 };

typedef struct Scenario {
    Text naam; /* as it is shown, no two the same */
    Text ini;
    Edits edits;
    bool in_sweep;
    Text value; /* of the key of the sweep */
} Scenario;

typedef struct Scenarios {
    Scenario *items; /* the first is what others are compared with */
    size_t count, capacity;
    Text sweep; /* SECTION:KEY of the sweep; empty: none */
} Scenarios;

/* The scenarios that the command line asks for. False: *problem and *what for the usage. */
bool scenarios_of(Arena *arena, const Options *options, Scenarios *scenarios, Text *problem,
                  const char **what);

#endif
