/* Work side by side: a list of tasks, cut in a way that follows from the data alone, done by as
 * many threads as the edge allows. What a task writes is its own; what comes of the tasks is put
 * together in the order of their numbers, so that no result depends on the number of threads.
 *
 * A task must not touch an arena or a report that others have; to ask for tasks itself gains it
 * nothing.
 */
#ifndef VERREKEN_ENGINE_WORK_H
#define VERREKEN_ENGINE_WORK_H

#include "engine/base.h"

/* WORKER_GAP bytes at the end of what a worker changes all the time keep it from sharing a line
 * of the cache with what is another's. */
enum { WORKERS_MOST = 64, WORKER_GAP = 128 };

/* `worker`: which of the threads does it, below work_width(); for scratch that is used again. */
typedef void WorkTask(void *context, size_t task, unsigned worker);

/* A thread beside this one, from begin to end. The edge gives them (io/system/sys_threads.c);
 * without them one thread does all. */
typedef void ThreadMain(void *context);
typedef struct Thread {
    ThreadMain *carry_out;
    void *context;
    u64 state[1]; /* of the system */
} Thread;
typedef struct Workers {
    bool (*begin)(Thread *thread, ThreadMain *carry_out, void *context); /* false: refused */
    void (*end)(Thread *thread);                                         /* waits for it */
} Workers;
void work_install(Workers workers);

/* How many threads work at the same time, 1 … WORKERS_MOST; 1 until the edge says otherwise. */
void work_set_width(unsigned threads);
unsigned work_width(void);

/* Does tasks 0 … count - 1, each once, and returns when all are done. A thread that the system
 * refuses is done without. */
void work_each(size_t count, WorkTask *task, void *context);

/* How far the list is that is being done: *done of *count; *count 0: there is none. May be asked
 * at any moment, by a signal too. */
void work_progress(size_t *done, size_t *count);

/* Part `task` of `parts` almost equal parts of 0 … count - 1. */
typedef struct WorkRange {
    size_t first, end;
} WorkRange;
static inline WorkRange work_range(size_t count, size_t parts, size_t task)
{
    size_t least = count / parts, more = count % parts;
    size_t first = task * least + (task < more ? task : more);
    return (WorkRange){first, first + least + (task < more)};
}

/* In how many parts to cut `count` things of which at least `least` are worth a task. */
size_t work_parts(size_t count, size_t least);

#endif
