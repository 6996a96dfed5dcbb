/* The controls of SPEC §8, computed from the written files read back, and controles.csv. */
#ifndef VERREKEN_IO_CONTROL_CONTROLS_H
#define VERREKEN_IO_CONTROL_CONTROLS_H

#include "engine/run.h"
#include "io/write/write_parts.h"

#define CONTROLES_FILE "controles.csv"

/* How much of a file is read back at a time. */
enum { CONTROL_BLOCK = 1 << 18 };

typedef enum Oordeel { OORDEEL_GOED, OORDEEL_FOUT, OORDEEL_SIGNAAL } Oordeel;

/* One control: both sides as they are written, and what differs. */
typedef struct Control {
    Text controle, onderwerp;
    Text links, rechts, verschil;
    Oordeel oordeel;
} Control;

/* The same as it is kept, of which there are many: its line in controles.csv from the onderwerp on.
 */
typedef struct ControlRow {
    const char *onderwerp, *line;
    u32 onderwerp_length, line_length;
    Oordeel oordeel;
} ControlRow;

/* All rows of one controle, by onderwerp. */
typedef struct ControlList {
    Text controle;
    ControlRow *items;
    size_t count, capacity;
    size_t before; /* how many rows the lists before it have */
} ControlList;

typedef struct Controls {
    ControlList *items; /* by controle */
    size_t capacity, list_count;
    size_t count, failed, signals; /* of rows */
} Controls;

/* Reads the tables in `folder` back, `block_bytes` at a time, and checks them against each other
 * and against the input. False: a file could not be read, and why. */
bool controls_make(Arena *arena, const Run *run, Text folder, u64 block_bytes, Controls *controls,
                   const char **reason);

/* Row `row` of a list, into *control. */
void control_at(Arena *arena, const ControlList *list, size_t row, Control *control);

/* The first row from *list and *row on that failed, into *control, and on to what follows it;
 * false: there is none. Both begin at 0. */
bool controls_next_failed(Arena *arena, const Controls *controls, size_t *list, size_t *row,
                          Control *control);

/* Writes controles.csv into `folder`. False: *file could not be written, and why. */
bool controls_write(Arena *arena, const Controls *controls, Text folder, WrittenFiles *written,
                    const char **file, const char **reason);

#endif
