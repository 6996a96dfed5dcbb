/* Threads over a list of tasks. In: a number of tasks; out: all of them done. Holds always: a task
 * is done once; the threads are gone when work_each() returns. */
#include "engine/work.h"

#include <pthread.h>
#include <stdatomic.h>

enum { PARTS_MOST = 256 }; /* far more than cores, so that the threads end at about the same time */

static unsigned width = 1;

void work_set_width(unsigned threads)
{
    ASSERT(threads >= 1 && threads <= WORKERS_MOST);
    width = threads;
}

unsigned work_width(void)
{
    return width;
}

size_t work_parts(size_t count, size_t least)
{
    size_t parts = count / least;
    if (parts > PARTS_MOST) parts = PARTS_MOST;
    return parts ? parts : 1;
}

typedef struct Work {
    WorkTask *task;
    void *context;
    size_t count;
    atomic_size_t next;
    atomic_uint workers;
} Work;

static void *work_on(void *context)
{
    Work *work = context;
    unsigned worker = atomic_fetch_add(&work->workers, 1);
    for (;;) {
        size_t task = atomic_fetch_add(&work->next, 1);
        if (task >= work->count) return NULL;
        work->task(work->context, task, worker);
    }
}

void work_each(size_t count, WorkTask *task, void *context)
{
    Work work = {.task = task, .context = context, .count = count};
    pthread_t threads[WORKERS_MOST];
    unsigned started = 0;
    while (started + 1 < width && started + 1 < count &&
           pthread_create(&threads[started], NULL, work_on, &work) == 0)
        started++;
    work_on(&work);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}
