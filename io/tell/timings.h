/* How long each stage takes, for who measures (--timings). */
#ifndef VERREKEN_IO_TELL_TIMINGS_H
#define VERREKEN_IO_TELL_TIMINGS_H

/* From now on each stage is told on stderr: `timing: STAGE WALL_SECONDS CPU_SECONDS`. */
void timings_begin(void);

/* Ends a stage; the next begins. Nothing unless timings_begin() was called. */
void timings_stage(const char *stage);

#endif
