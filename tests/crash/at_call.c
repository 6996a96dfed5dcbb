/* Fault injection from outside, on any command. In: a command and the number of a system call that
 * writes; out: the command as it runs when it is killed at that call, or when the call fails. Holds
 * always: a command of one thread makes the same calls each time, so a number means the same call.
 *
 *   at_call [-o FILE] count COMMAND…             tells its calls that write, a numbered line each
 *   at_call [-o FILE] kill N COMMAND…            ends it just before call N is carried out
 *   at_call [-o FILE] kill-after N COMMAND…      ends it just after
 *   at_call [-o FILE] short N COMMAND…           call N writes half its bytes, then it ends; a call
 *                                                that is no write of 2 bytes or more is left alone
 *   at_call [-o FILE] fail N ERRNO COMMAND…      call N does nothing and returns ERRNO: ENOSPC, EIO
 *   at_call [-o FILE] fail-from N ERRNO COMMAND… so does each call from N on that needs room, as
 *                                                on a full disk: not unlink, rename and sync
 *
 * The lines go to FILE; without -o, `count` prints them on stderr and the others print nothing. All
 * that the command starts is followed, and is killed (SIGKILL) with it. Which calls are counted is
 * in writing_calls.h. The end status is the one of the command, 128 + N when signal N ended it
 * (137: killed, also by us); 77 where ptrace is not permitted, 125 when at_call itself cannot go
 * on, 126 or 127 when the command cannot be started.
 *
 * LeakSanitizer cannot work in a traced process, so it is turned off in the command. */
#define _GNU_SOURCE
#include "writing_calls.h"

#include <stdio.h>

enum { NOT_PERMITTED = 77, CANNOT = 125 };

#if defined __linux__ && defined __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct __ptrace_syscall_info CallInfo;

/* --- this run --------------------------------------------------------------------------------- */

typedef enum Mode { COUNT, KILL, KILL_AFTER, SHORT, FAIL, FAIL_FROM } Mode;

static const char *const mode_names[] = {"count", "kill", "kill-after",
                                         "short", "fail", "fail-from"};

static Mode mode;
static unsigned long target_number; /* N */
static int failure;                 /* ERRNO */
static FILE *told;                  /* where the lines go, or NULL */
static unsigned long counted;
static bool killing;

typedef enum Ending { AS_IT_IS, FAILS, ENDS } Ending;

/* The threads that are followed, and how the call that each is in ends. */
static struct Thread {
    pid_t id;
    Ending ending;
} threads[1024];
static size_t thread_count;

static _Noreturn void die(int status, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fputs("at_call: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(status);
}

static struct Thread *thread_of(pid_t id)
{
    for (size_t i = 0; i < thread_count; i++)
        if (threads[i].id == id) return &threads[i];
    if (thread_count == sizeof threads / sizeof *threads) die(CANNOT, "too many threads");
    threads[thread_count] = (struct Thread){.id = id};
    return &threads[thread_count++];
}

static void forget_thread(pid_t id)
{
    struct Thread *thread = thread_of(id); /* which may add it */
    *thread = threads[--thread_count];
}

/* --- what is done at a call ------------------------------------------------------------------- */

static const char *shown_path(const char *path)
{
    static char here[PATH_MAX];
    if (!here[0] && !getcwd(here, sizeof here)) return path;
    size_t length = strlen(here);
    if (strncmp(path, here, length)) return path;
    if (!path[length]) return ".";
    return path[length] == '/' ? path + length + 1 : path;
}

static void tell(const Call *call, const char *done)
{
    if (!told) return;
    fprintf(told, "%lu %s %s", counted, call->name, shown_path(call->path));
    if (call->path_2[0]) fprintf(told, " -> %s", shown_path(call->path_2));
    fprintf(told, "%s%s\n", *done ? ": " : "", done);
}

static void kill_all(void)
{
    killing = true;
    for (size_t i = 0; i < thread_count; i++)
        kill(threads[i].id, SIGKILL);
}

/* Has the kernel skip the call that the thread is about to make. */
static void skip_call(pid_t thread)
{
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &registers) < 0) return;
    registers.orig_rax = (unsigned long long)-1;
    (void)ptrace(PTRACE_SETREGS, thread, NULL, &registers);
}

static void return_failure(pid_t thread)
{
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &registers) < 0) return;
    registers.rax = (unsigned long long)-failure;
    (void)ptrace(PTRACE_SETREGS, thread, NULL, &registers);
}

/* Has the call write half of its bytes; false: it is not one of which that can be asked. */
static bool halve_call(pid_t thread, const Call *call)
{
    struct user_regs_struct registers;
    long number = call->number;
    if ((number != SYS_write && number != SYS_pwrite64) || call->arguments[2] < 2) return false;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &registers) < 0) return false;
    registers.rdx /= 2;
    return ptrace(PTRACE_SETREGS, thread, NULL, &registers) == 0;
}

static void act(struct Thread *thread, const Call *call)
{
    bool is_target = counted == target_number;
    if (mode == KILL && is_target) {
        skip_call(thread->id);
        kill_all();
        tell(call, "killed before it");
    } else if (mode == KILL_AFTER && is_target) {
        thread->ending = ENDS;
        tell(call, "killed after it");
    } else if (mode == SHORT && is_target && halve_call(thread->id, call)) {
        thread->ending = ENDS;
        tell(call, "killed half-way");
    } else if ((mode == FAIL && is_target) ||
               (mode == FAIL_FROM && counted >= target_number && needs_room(call))) {
        skip_call(thread->id);
        thread->ending = FAILS;
        tell(call, strerrorname_np(failure));
    } else {
        tell(call, "");
    }
}

static void call_begins(pid_t id, const CallInfo *info)
{
    static Call call; /* large */
    struct Thread *thread = thread_of(id);
    thread->ending = AS_IT_IS;
    if (info->arch != AUDIT_ARCH_X86_64) return;
    if (!is_writing_call(&call, id, (long)info->entry.nr, info->entry.args)) return;
    counted++;
    act(thread, &call);
}

static void call_ends(pid_t id)
{
    struct Thread *thread = thread_of(id);
    Ending ending = thread->ending;
    thread->ending = AS_IT_IS;
    if (ending == FAILS) return_failure(id);
    if (ending == ENDS) kill_all();
}

static void call_stop(pid_t id)
{
    CallInfo info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, id, sizeof info, &info) < 0) {
        if (errno == ESRCH) return; /* killed meanwhile */
        kill_all();
        die(NOT_PERMITTED, "ptrace does not tell about system calls here: %s", strerror(errno));
    }
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) call_begins(id, &info);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT) call_ends(id);
}

/* --- following -------------------------------------------------------------------------------- */

static bool is_stop_signal(int number)
{
    return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

/* A thread has stopped: looks why, and has it go on. */
static void stopped(pid_t id, int status)
{
    int number = WSTOPSIG(status), event = status >> 16, deliver = 0;
    unsigned long former;
    (void)thread_of(id);
    if (killing) {
        kill(id, SIGKILL);
        return;
    }
    if (number == (SIGTRAP | 0x80)) {
        call_stop(id);
    } else if (event == PTRACE_EVENT_STOP && is_stop_signal(number)) {
        (void)ptrace(PTRACE_LISTEN, id, NULL, NULL); /* stopped until it gets SIGCONT */
        return;
    } else if (event == PTRACE_EVENT_EXEC) { /* of its threads one is left, with the first id */
        if (ptrace(PTRACE_GETEVENTMSG, id, NULL, &former) == 0 && (pid_t)former != id)
            forget_thread((pid_t)former);
    } else if (!event) {
        deliver = number;
    }
    (void)ptrace(PTRACE_SYSCALL, id, NULL, (long)deliver);
}

/* Waits for all that was started; the status to end with. */
static int follow(pid_t command)
{
    int result = CANNOT;
    for (;;) {
        int status;
        pid_t id = waitpid(-1, &status, __WALL);
        if (id < 0 && errno == EINTR) continue;
        if (id < 0) break;
        if (WIFSTOPPED(status)) {
            stopped(id, status);
            continue;
        }
        forget_thread(id);
        if (id == command)
            result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return killing ? 128 + SIGKILL : result;
}

static void no_leak_check(const char *variable)
{
    const char *value = getenv(variable);
    char options[4096];
    snprintf(options, sizeof options, "%s%sdetect_leaks=0", value ? value : "", value ? ":" : "");
    setenv(variable, options, 1);
}

/* Starts the command, stopped at its first instruction. */
static pid_t start(char **command)
{
    enum {
        OPTIONS = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC |
                  PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
    };
    int gate[2]; /* the command begins when we follow it */
    char byte = 0;
    if (pipe2(gate, O_CLOEXEC) < 0) die(CANNOT, "pipe: %s", strerror(errno));
    pid_t child = fork();
    if (child < 0) die(CANNOT, "fork: %s", strerror(errno));
    if (!child) {
        close(gate[1]);
        if (read(gate[0], &byte, 1) != 1) _exit(CANNOT);
        no_leak_check("ASAN_OPTIONS");
        no_leak_check("LSAN_OPTIONS");
        execvp(command[0], command);
        fprintf(stderr, "at_call: %s: %s\n", command[0], strerror(errno));
        _exit(errno == ENOENT ? 127 : 126);
    }
    close(gate[0]);
    if (ptrace(PTRACE_SEIZE, child, NULL, (long)OPTIONS) < 0)
        die(NOT_PERMITTED, "ptrace is not permitted here: %s", strerror(errno));
    if (write(gate[1], &byte, 1) != 1) die(CANNOT, "pipe: %s", strerror(errno));
    close(gate[1]);
    return child;
}

/* --- the command line ------------------------------------------------------------------------- */

static _Noreturn void usage(void)
{
    fputs("usage: at_call [-o FILE] count COMMAND...\n"
          "       at_call [-o FILE] kill|kill-after|short N COMMAND...\n"
          "       at_call [-o FILE] fail|fail-from N ERRNO COMMAND...\n",
          stderr);
    exit(CANNOT);
}

static void set_mode(const char *name)
{
    for (size_t i = 0; i < sizeof mode_names / sizeof *mode_names; i++) {
        if (strcmp(name, mode_names[i])) continue;
        mode = (Mode)i;
        return;
    }
    usage();
}

static void set_target(const char *text)
{
    char *end;
    target_number = strtoul(text, &end, 10);
    if (!target_number || *end || *text == '-') usage();
}

static void set_failure(const char *name)
{
    enum { ERRNO_MOST = 133 };
    for (int number = 1; number <= ERRNO_MOST; number++) {
        const char *known = strerrorname_np(number);
        if (known && !strcmp(known, name)) failure = number;
    }
    if (!failure) die(CANNOT, "no such error: %s", name);
}

int main(int argc, char **argv)
{
    const char *file = NULL;
    char **next = argv + 1;
    if (argc > 2 && !strcmp(*next, "-o")) {
        file = next[1];
        next += 2;
    }
    if (!*next) usage();
    set_mode(*next++);
    if (mode != COUNT && *next) set_target(*next++);
    if ((mode == FAIL || mode == FAIL_FROM) && *next) set_failure(*next++);
    if (!*next) usage();
    if (!file && mode == COUNT) told = stderr;
    if (file && !(told = fopen(file, "we"))) die(CANNOT, "%s: %s", file, strerror(errno));
    int status = follow(start(next));
    if (told && fflush(told)) die(CANNOT, "%s: %s", file ? file : "stderr", strerror(errno));
    return status;
}

#else

int main(void)
{
    fputs("at_call: knows the system calls of Linux on x86-64 alone\n", stderr);
    return NOT_PERMITTED;
}

#endif
