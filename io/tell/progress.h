/* A line on stderr that says what is being done and how far, on a terminal, for work that takes
 * more than half a second. It is never in a file or a pipe, and is gone before any message. */
#ifndef VERREKEN_IO_TELL_PROGRESS_H
#define VERREKEN_IO_TELL_PROGRESS_H

#include "engine/text.h"

/* From now on, when stderr is a terminal that is not dumb. Before any thread begins. */
void progress_begin(void);

/* The stage that begins; `words` are a literal, ended by a zero: TR("reading the tables"). How far
 * it is the tasks of sys_children() say, or those of work_each(). */
void progress_stage(Text words);

/* Takes the line away; there are no more. */
void progress_end(void);

#endif
