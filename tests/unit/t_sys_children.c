/* Goal: a task that ends its child, or fails in it, is told with its number and reason; tasks that
 * go well are all done, however many children they have; how far they are can be asked. */
#define _GNU_SOURCE
#include "testing.h"

#include "io/system/sys.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static bool fork_failure;

pid_t fork(void)
{
    if (fork_failure) return errno = EAGAIN, -1;
    static pid_t (*real)(void);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fork");
    return real();
}

static Arena arena;

/* What a child does with a task, by its number. */
static const char *end_somehow(void *context, size_t task)
{
    size_t how = *(size_t *)context;
    if (task != 1) return NULL;
    if (how == 0) raise(SIGKILL);
    if (how == 1) _exit(3);
    if (how == 2) emergency_out_of_memory();
    if (how == 3) ASSERT(how != 3);
    if (how == 4) {
        static char words[5000];
        memset(words, 'w', sizeof words - 1);
        return words;
    }
    return how == 5 ? "it does not want to" : NULL;
}

static void a_child_that_ends_is_told(void **state)
{
    (void)state;
    static const char *const said[] = {"ended by signal 9",     "ended with status 3",
                                       "out of memory",         "how != 3",
                                       "wwwwwwwwwwwwwwwwwwwww", "it does not want to"};
    size_t failed = 9;
    const char *reason = NULL;
    for (size_t how = 0; how < COUNT_OF(said); how++) {
        assert_false(sys_children(&arena, 3, 1, end_somehow, &how, &failed, &reason));
        assert_int_equal(failed, 1);
        assert_says(text_of(reason), said[how]);
    }
    size_t well = COUNT_OF(said);
    assert_true(sys_children(&arena, 300, 200, end_somehow, &well, &failed, &reason));
    assert_null(reason);
    assert_true(sys_children(&arena, 0, 2, end_somehow, &well, &failed, &reason));
    fork_failure = true;
    assert_false(sys_children(&arena, 3, 2, end_somehow, &well, &failed, &reason));
    fork_failure = false;
    assert_string_equal(reason, strerror(EAGAIN));
}

/* One child takes one task after the other: how many were taken is known in each. */
static const char *look_on(void *context, size_t task)
{
    size_t done = 0, count = 0;
    (void)context;
    if (!sys_children_progress(&done, &count)) return "nothing goes on";
    return done == task + 1 && count == 5 ? NULL : "another number of tasks";
}

static void how_far_the_tasks_are_is_known_while_they_go_on(void **state)
{
    (void)state;
    size_t failed, done, count;
    const char *reason = NULL;
    assert_false(sys_children_progress(&done, &count));
    if (!sys_children(&arena, 5, 1, look_on, NULL, &failed, &reason))
        fail_msg("%zu: %s", failed, reason);
    assert_false(sys_children_progress(&done, &count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_that_ends_is_told),
        cmocka_unit_test(how_far_the_tasks_are_is_known_while_they_go_on),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
