/* Threads over a list of tasks. In: a number of tasks; out: all of them done. Holds always: a task
 * is done once; the threads are gone when work_each() returns. */
#include "engine/work.h"

#include <stdatomic.h>

enum { PARTS_MOST = 256 }; /* far more than cores, so that the threads end at about the same time */

static bool begin_none(Thread *thread, void (*task)(void *context), void *context)
{
    (void)thread, (void)task, (void)context;
    return false;
}

static unsigned width = 1;
static Workers workers = {.begin = begin_none}; /* until the edge installs its own */

void work_install(Workers given)
{
    workers = given;
}

void work_set_width(unsigned threads)
{
    ASSERT(threads >= 1);
    ASSERT(threads <= WORKERS_MOST);
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

/* Of the list that was begun when no other was: for who looks on. */
static atomic_size_t shown_count, shown_done;

void work_progress(size_t *done, size_t *count)
{
    *done = atomic_load(&shown_done);
    *count = atomic_load(&shown_count);
}

typedef struct Work {
    WorkTask *task;
    void *context;
    size_t count;
    atomic_size_t next;
    atomic_uint workers;
    bool shown;
} Work;

static void work_on(void *context)
{
    Work *work = context;
    unsigned worker = atomic_fetch_add(&work->workers, 1);
    for (;;) {
        size_t task = atomic_fetch_add(&work->next, 1);
        if (task >= work->count) return;
        if (work->shown) atomic_store_explicit(&shown_done, task, memory_order_relaxed);
        work->task(work->context, task, worker);
    }
}

void work_each(size_t count, WorkTask *task, void *context)
{
    Work work = {.task = task, .context = context, .count = count};
    Thread threads[WORKERS_MOST];
    unsigned started = 0;
    size_t none = 0;
    work.shown = atomic_compare_exchange_strong(&shown_count, &none, count);
    while (started + 1 < width && started + 1 < count &&
           workers.begin(&threads[started], work_on, &work))
        started++;
    work_on(&work);
    for (unsigned i = 0; i < started; i++)
        workers.end(&threads[i]);
    if (!work.shown) return;
    atomic_store(&shown_count, 0);
    atomic_store(&shown_done, 0);
}
