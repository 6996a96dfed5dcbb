/* Goal: every task is done once, whatever the number of threads, and the parts of a range are the
 * whole of it. */
#include "testing.h"

#include "engine/work.h"
#include "io/system/sys.h"

#include <stdatomic.h>

typedef struct Counts {
    atomic_uint done[1000];
    atomic_uint bad_workers;
} Counts;

static void count_one(void *context, size_t task, unsigned worker)
{
    Counts *counts = context;
    atomic_fetch_add(&counts->done[task], 1);
    if (worker >= work_width()) atomic_fetch_add(&counts->bad_workers, 1);
}

static void every_task_is_done_once(void **state)
{
    (void)state;
    const unsigned widths[] = {1, 2, 3, 8, WORKERS_MOST};
    const size_t sizes[] = {0, 1, 2, 7, 1000};
    for (size_t w = 0; w < COUNT_OF(widths); w++) {
        work_set_width(widths[w]);
        for (size_t s = 0; s < COUNT_OF(sizes); s++) {
            static Counts counts;
            counts = (Counts){0};
            work_each(sizes[s], count_one, &counts);
            for (size_t i = 0; i < COUNT_OF(counts.done); i++)
                assert_int_equal(counts.done[i], i < sizes[s]);
            assert_int_equal(counts.bad_workers, 0);
        }
    }
    work_set_width(1);
}

/* Waits until the other task has begun too, which it can only do in another thread. */
static void wait_for_other(void *context, size_t task, unsigned worker)
{
    atomic_uint *begun = context;
    size_t done, count;
    (void)task, (void)worker;
    atomic_fetch_add(begun, 1);
    for (u64 i = 0; i < (u64)1 << 33 && atomic_load(begun) < 2; i++)
        continue;
    work_progress(&done, &count);
    if (count != 2 || done > 1) atomic_fetch_add(begun, 10);
}

static unsigned asked;

static bool refuse(Thread *thread, ThreadMain *carry_out, void *context)
{
    (void)thread, (void)carry_out, (void)context;
    asked++;
    return false;
}

/* Not called: no thread has begun. */
static void never_ends(Thread *thread)
{
    (void)thread;
    fail_msg("a thread ends that never began");
}

static void a_thread_that_is_refused_is_done_without(void **state)
{
    (void)state;
    static Counts counts;
    counts = (Counts){0};
    work_install((Workers){refuse, never_ends});
    work_set_width(8);
    work_each(1000, count_one, &counts);
    work_set_width(1);
    sys_threads_install();
    assert_int_equal(asked, 1);
    for (size_t i = 0; i < COUNT_OF(counts.done); i++)
        assert_int_equal(counts.done[i], 1);
}

static void threads_work_side_by_side(void **state)
{
    (void)state;
    atomic_uint begun = 0;
    size_t done, count;
    work_set_width(2);
    work_each(2, wait_for_other, &begun);
    work_set_width(1);
    assert_int_equal(begun, 2);
    work_progress(&done, &count);
    assert_int_equal(count, 0);
    assert_int_equal(done, 0);
}

static void parts_are_the_whole(void **state)
{
    (void)state;
    for (size_t count = 0; count < 60; count++)
        for (size_t parts = 1; parts < 20; parts++) {
            size_t next = 0;
            for (size_t p = 0; p < parts; p++) {
                WorkRange range = work_range(count, parts, p);
                assert_int_equal(range.first, next);
                assert_true(range.end - range.first <= count / parts + 1);
                next = range.end;
            }
            assert_int_equal(next, count);
        }
    assert_int_equal(work_parts(0, 10), 1);
    assert_int_equal(work_parts(25, 10), 2);
    assert_true(work_parts(1000000000, 10) <= 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_is_done_once),
        cmocka_unit_test(a_thread_that_is_refused_is_done_without),
        cmocka_unit_test(threads_work_side_by_side),
        cmocka_unit_test(parts_are_the_whole),
    };
    return RUN(tests);
}
