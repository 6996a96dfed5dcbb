/* The whole program in one function: read → validate → resolve → weigh → allocate → settle. */
#ifndef VERREKEN_IO_PIPE_H
#define VERREKEN_IO_PIPE_H

#include "engine/run.h"

/* How far a settlement went. */
typedef struct Outcome {
    Run *run;        /* complete when ok */
    bool ok;         /* no error; else the report says what is wrong */
    bool unreadable; /* the system refused a file: exit 4 */
} Outcome;

/* Reads the INI and every table and computes the settlement in `arena`. Nothing is written or
 * printed: the faults are in run->batch->report. */
Outcome run_pipe(Arena *arena, Text ini_path);

#endif
