/* The controls of SPEC §8, computed from the written files read back, and controles.csv. */
#ifndef VERREKEN_IO_CONTROLS_H
#define VERREKEN_IO_CONTROLS_H

#include "engine/run.h"

#define CONTROLES_FILE "controles.csv"

typedef enum Oordeel { OORDEEL_GOED, OORDEEL_FOUT, OORDEEL_SIGNAAL } Oordeel;

/* One control: both sides as they are written, and what differs. */
typedef struct Control {
    Text controle, onderwerp;
    Text links, rechts, verschil;
    Oordeel oordeel;
} Control;

typedef struct Controls {
    Control *items;
    size_t count, capacity;
    size_t failed, signals;
} Controls;

/* Reads the tables in `folder` back and checks them against each other and against the input.
 * False: a file could not be read, and why. */
bool controls_make(Arena *arena, const Run *run, Text folder, Controls *controls,
                   const char **reason);

/* Writes controles.csv into `folder`. */
bool controls_write(Arena *arena, const Controls *controls, Text folder, const char **reason);

#endif
