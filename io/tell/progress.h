/* A line on stderr that says what is being done and how far, on a terminal, for work that takes
 * more than half a second. It is never in a file or a pipe, and is gone before any message. */
#ifndef VERREKEN_IO_TELL_PROGRESS_H
#define VERREKEN_IO_TELL_PROGRESS_H

#include "engine/text.h"

#include <stdatomic.h>

/* From now on, when stderr is a terminal that is not dumb. Before any thread begins. */
void progress_begin(void);

/* The stage that begins; `words` are a literal, ended by a zero: TR("reading the tables"). */
void progress_stage(Text words);

/* How far the stage is: *done of `count`, until progress_unwatch(). Without it, the tasks of
 * work_each() say so. No thread may run meanwhile. */
void progress_watch(const atomic_size_t *done, size_t count);
void progress_unwatch(void);

/* Takes the line away; there are no more. */
void progress_end(void);

#endif
