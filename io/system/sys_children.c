/* Child processes. In: tasks; out: all of them done, or why one was not. Holds always: what a child
 * does to itself, to the end of its memory, is no more than a reason to its parent; no child
 * outlives the call, or the parent. */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN_MOST = 64, REASON_MOST = 256 };

/* What a child tells; `task` is the one it is at, or was at when it failed. */
typedef struct Slot {
    size_t task;
    char reason[REASON_MOST];
} Slot;

/* Shared by parent and children. */
typedef struct Board {
    atomic_size_t next;
    atomic_bool stop;
    Slot slots[CHILDREN_MOST];
} Board;

static Board *board; /* of the call that is going on, and in a child its own slot */
static Slot *own;

/* For who looks on: of the call that is going on, how many tasks were taken, and of how many. */
static _Atomic(const atomic_size_t *) shown_taken;
static atomic_size_t shown_count;

bool sys_children_progress(size_t *done, size_t *count)
{
    const atomic_size_t *taken = atomic_load(&shown_taken);
    if (!taken) return false;
    *done = atomic_load(taken);
    *count = atomic_load(&shown_count);
    return true;
}

static _Noreturn void child_fails(const char *reason)
{
    size_t length = strlen(reason);
    if (length > REASON_MOST - 1) length = REASON_MOST - 1;
    memcpy(own->reason, reason, length);
    atomic_store(&board->stop, true);
    sys_end(1);
}

static void on_child_out_of_memory(void)
{
    child_fails(SAID("out of memory"));
}

static void on_child_defect(const char *what, const char *file, int line)
{
    Arena arena = {0};
    child_fails(
        text_zero_ended(&arena, FILL(&arena, TR("defect: %1 (%2:%3), please report this"),
                                     text_of(what), text_of(file), text_integer(&arena, line))));
}

static _Noreturn void live(size_t count, ChildTask *carry_out, void *context, pid_t parent)
{
    staging_leave();
    emergency_install((Emergency){on_child_defect, on_child_out_of_memory});
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent) sys_end(1);
    (void)umask(077);
    while (!atomic_load(&board->stop)) {
        own->task = atomic_fetch_add(&board->next, 1);
        if (own->task >= count) break;
        const char *reason = carry_out(context, own->task);
        if (reason) child_fails(reason);
    }
    sys_end(0);
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return status;
}

/* Why a child ended that did not say it itself. */
static void explain_end(Slot *slot, int status)
{
    if (slot->reason[0]) return;
    Arena arena = {0};
    bool killed = WIFSIGNALED(status);
    int number = killed ? WTERMSIG(status) : WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    Text told =
        FILL(&arena,
             killed ? TR("the process that makes it was ended by signal %1; is memory short?")
                    : TR("the process that makes it ended with status %1"),
             text_integer(&arena, number));
    snprintf(slot->reason, REASON_MOST, "%s", text_zero_ended(&arena, told));
    arena_free(&arena);
}

/* Starts up to `width` children; how many. */
static unsigned start(pid_t *children, unsigned width, size_t count, ChildTask *carry_out,
                      void *context)
{
    unsigned started = 0;
    pid_t parent = getpid();
    while (started < width) {
        own = &board->slots[started];
        children[started] = fork();
        if (children[started] == 0) live(count, carry_out, context, parent);
        if (children[started] < 0) break;
        started++;
    }
    return started;
}

bool sys_children(Arena *arena, size_t count, unsigned width, ChildTask *carry_out, void *context,
                  size_t *failed, const char **reason)
{
    pid_t children[CHILDREN_MOST];
    if (!count) return true;
    if (width > CHILDREN_MOST) width = CHILDREN_MOST;
    if (width > count) width = (unsigned)count;
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *failed = 0;
    if (board == MAP_FAILED) {
        *reason = sys_reason(errno);
        return false;
    }
    atomic_store(&shown_count, count);
    atomic_store(&shown_taken, &board->next);
    unsigned started = start(children, width, count, carry_out, context);
    *reason = started ? NULL : sys_reason(errno);
    for (unsigned i = 0; i < started; i++) {
        int status = wait_for(children[i]);
        Slot *slot = &board->slots[i];
        if (status == 0) continue;
        atomic_store(&board->stop, true);
        explain_end(slot, status);
        if (*reason && slot->task >= *failed) continue;
        *failed = slot->task;
        *reason = text_zero_ended(arena, text_of(slot->reason));
    }
    atomic_store(&shown_taken, NULL);
    munmap(board, sizeof *board);
    return !*reason;
}
