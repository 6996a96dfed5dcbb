/* Threads and locks. In: functions; out: the same, carried out by threads. Holds always: a thread
 * that the system refuses is told as such, and done without. */
#include "io/system/sys.h"

#include "engine/work.h"

#include <pthread.h>

_Static_assert(sizeof(pthread_t) <= sizeof(Thread), "a thread of the system fits");

struct Monitor {
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static pthread_t *thread_of(Thread *thread)
{
    return (pthread_t *)(void *)thread->state;
}

static void *begin(void *context)
{
    Thread *thread = context;
    thread->carry_out(thread->context);
    return NULL;
}

bool sys_thread_begin(Thread *thread, ThreadMain *carry_out, void *context)
{
    thread->carry_out = carry_out;
    thread->context = context;
    return pthread_create(thread_of(thread), NULL, begin, thread) == 0;
}

void sys_thread_end(Thread *thread)
{
    (void)pthread_join(*thread_of(thread), NULL);
}

void sys_threads_install(void)
{
    work_install((Workers){sys_thread_begin, sys_thread_end});
}

Monitor *sys_monitor(Arena *arena)
{
    Monitor *monitor = NEW(arena, Monitor, 1);
    pthread_mutex_init(&monitor->lock, NULL);
    pthread_cond_init(&monitor->changed, NULL);
    return monitor;
}

void sys_monitor_enter(Monitor *monitor)
{
    pthread_mutex_lock(&monitor->lock);
}

void sys_monitor_leave(Monitor *monitor)
{
    pthread_mutex_unlock(&monitor->lock);
}

void sys_monitor_wait(Monitor *monitor)
{
    pthread_cond_wait(&monitor->changed, &monitor->lock);
}

void sys_monitor_tell(Monitor *monitor)
{
    pthread_cond_broadcast(&monitor->changed);
}

static pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;

void sys_alone_begin(void)
{
    pthread_mutex_lock(&alone);
}

void sys_alone_end(void)
{
    pthread_mutex_unlock(&alone);
}
