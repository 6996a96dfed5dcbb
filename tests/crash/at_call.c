/* Fault injection from outside, on any command. In: a command and the number of a system call that
 * writes; out: the command as it runs when it is killed at that call, or when the call fails. Holds
 * always: a command of one thread makes the same calls each time, so a number means the same call.
 *
 *   at_call [-o FILE] count COMMAND…             tells its calls that write, a numbered line each
 *   at_call [-o FILE] kill N COMMAND…            ends it just before call N is carried out
 *   at_call [-o FILE] kill-after N COMMAND…      ends it just after
 *   at_call [-o FILE] short N COMMAND…           call N writes half its bytes, then it ends; a call
 *                                                that is no write of 2 bytes or more is left alone
 *   at_call [-o FILE] fail N ERRNO COMMAND…      call N returns ERRNO (ENOSPC, EIO) and does
 * nothing at_call [-o FILE] fail-from N ERRNO COMMAND… so does each call from N on that needs room:
 * a disk stays full, while unlink, rename and sync work
 *
 * The lines go to FILE; without -o, `count` prints them on stderr and the others print nothing. All
 * that the command starts is followed, and is killed (SIGKILL) with it. A call is counted when it
 * writes to a file or folder: nothing on pipes, terminals, devices, memory, or on the files that
 * are its stdout and stderr. The end status is the one of the command, 128 + N when signal N ended
 * it (137: killed, also by us); 77 where ptrace is not permitted, 125 when at_call itself cannot go
 * on, 126 or 127 when the command cannot be started.
 *
 * LeakSanitizer cannot work in a traced process, so it is turned off in the command. */
#define _GNU_SOURCE
#include <stdio.h>

enum { NOT_PERMITTED = 77, CANNOT = 125 };

#if defined __linux__ && defined __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/falloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

/* --- the calls that write --------------------------------------------------------------------- */

typedef enum Shape {
    ON_FILE,   /* writes to an open file */
    ON_PATH,   /* changes what is at a path */
    ON_PATHS,  /* has a second path */
    MAKES,     /* opens a file, and may make it */
    MAKES_HOW, /* so does openat2 */
    MAPS,      /* maps a file */
} Shape;

typedef enum Room { NO_ROOM, ROOM, ROOM_TO_GROW, ROOM_TO_RESERVE, ROOM_TO_MAKE } Room;

enum { HERE = -1 }; /* a path from the current folder */

typedef struct WritingCall {
    long number;
    const char *name;
    Shape shape;
    int folder;           /* the argument with the folder that a path is relative to, or HERE */
    int first;            /* the argument with the descriptor or path */
    int folder_2, second; /* the same of the second path */
    int detail;           /* the argument with the flags, or the length */
    Room room;
} WritingCall;

static const WritingCall writing_calls[] = {
    {SYS_write, "write", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwrite64, "pwrite64", ON_FILE, .first = 0, .room = ROOM},
    {SYS_writev, "writev", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwritev, "pwritev", ON_FILE, .first = 0, .room = ROOM},
    {SYS_pwritev2, "pwritev2", ON_FILE, .first = 0, .room = ROOM},
    {SYS_sendfile, "sendfile", ON_FILE, .first = 0, .room = ROOM},
    {SYS_copy_file_range, "copy_file_range", ON_FILE, .first = 2, .room = ROOM},
    {SYS_fallocate, "fallocate", ON_FILE, .first = 0, .detail = 1, .room = ROOM_TO_RESERVE},
    {SYS_ftruncate, "ftruncate", ON_FILE, .first = 0, .detail = 1, .room = ROOM_TO_GROW},
    {SYS_truncate, "truncate", ON_PATH, HERE, 0, .detail = 1, .room = ROOM_TO_GROW},
    {SYS_fsync, "fsync", ON_FILE, .first = 0},
    {SYS_fdatasync, "fdatasync", ON_FILE, .first = 0},
    {SYS_sync_file_range, "sync_file_range", ON_FILE, .first = 0},
    {SYS_fchmod, "fchmod", ON_FILE, .first = 0},
    {SYS_chmod, "chmod", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_fchmodat, "fchmodat", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_fchmodat2, "fchmodat2", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_unlink, "unlink", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_unlinkat, "unlinkat", ON_PATH, 0, 1, .room = NO_ROOM},
    {SYS_rmdir, "rmdir", ON_PATH, HERE, 0, .room = NO_ROOM},
    {SYS_mkdir, "mkdir", ON_PATH, HERE, 0, .room = ROOM},
    {SYS_mkdirat, "mkdirat", ON_PATH, 0, 1, .room = ROOM},
    {SYS_rename, "rename", ON_PATHS, HERE, 0, HERE, 1, .room = NO_ROOM},
    {SYS_renameat, "renameat", ON_PATHS, 0, 1, 2, 3, .room = NO_ROOM},
    {SYS_renameat2, "renameat2", ON_PATHS, 0, 1, 2, 3, .room = NO_ROOM},
    {SYS_link, "link", ON_PATHS, HERE, 0, HERE, 1, .room = ROOM},
    {SYS_linkat, "linkat", ON_PATHS, 0, 1, 2, 3, .room = ROOM},
    {SYS_symlink, "symlink", ON_PATH, HERE, 1, .room = ROOM},
    {SYS_symlinkat, "symlinkat", ON_PATH, 1, 2, .room = ROOM},
    {SYS_open, "open", MAKES, HERE, 0, .detail = 1, .room = ROOM_TO_MAKE},
    {SYS_openat, "openat", MAKES, 0, 1, .detail = 2, .room = ROOM_TO_MAKE},
    {SYS_openat2, "openat2", MAKES_HOW, 0, 1, .detail = 2, .room = ROOM_TO_MAKE},
    {SYS_creat, "creat", ON_PATH, HERE, 0, .room = ROOM_TO_MAKE},
    {SYS_mmap, "mmap", MAPS, .first = 4, .detail = 3},
};

typedef struct __ptrace_syscall_info CallInfo;

/* One call that a thread is about to make. */
typedef struct Call {
    const WritingCall *kind;
    pid_t thread;
    const uint64_t *arguments;
    char path[PATH_MAX * 2], path_2[PATH_MAX * 2]; /* absolute, or from the folder of at_call */
} Call;

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

/* --- looking into a thread -------------------------------------------------------------------- */

static bool read_word(pid_t thread, unsigned long address, unsigned long *word)
{
    errno = 0;
    *word = (unsigned long)ptrace(PTRACE_PEEKDATA, thread, address, NULL);
    return errno == 0;
}

/* The zero-ended text at an address, cut where `size` ends. */
static void read_text(pid_t thread, unsigned long address, char *text, size_t size)
{
    unsigned long shift = address % sizeof address, word;
    size_t count = 0;
    for (address -= shift; read_word(thread, address, &word); address += sizeof word, shift = 0) {
        const char *bytes = (const char *)&word;
        for (size_t i = shift; i < sizeof word; i++) {
            if (!bytes[i] || count + 1 == size) {
                text[count] = 0;
                return;
            }
            text[count++] = bytes[i];
        }
    }
    text[count] = 0;
}

/* What a link in /proc/THREAD says: the folder it is in, or a file that it has open. */
static void read_proc(pid_t thread, const char *format, int number, char *path, size_t size)
{
    char entry[64], name[32];
    snprintf(name, sizeof name, format, number);
    snprintf(entry, sizeof entry, "/proc/%d/%s", (int)thread, name);
    ssize_t length = readlink(entry, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void join_path(pid_t thread, int folder, unsigned long address, char *path, size_t size)
{
    char name[PATH_MAX];
    read_text(thread, address, name, sizeof name);
    path[0] = 0;
    if (name[0] != '/' && folder == AT_FDCWD) read_proc(thread, "cwd", 0, path, PATH_MAX);
    if (name[0] != '/' && folder != AT_FDCWD) read_proc(thread, "fd/%d", folder, path, PATH_MAX);
    size_t length = strlen(path);
    snprintf(path + length, size - length, "%s%s", length ? "/" : "", name);
}

static int folder_argument(const Call *call, int argument)
{
    return argument == HERE ? AT_FDCWD : (int)call->arguments[argument];
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether the file is ours to count, that is: on a disk, and not where the command talks. */
static bool is_kept(const struct stat *file)
{
    struct stat talk;
    if (!S_ISREG(file->st_mode) && !S_ISDIR(file->st_mode)) return false;
    for (int i = 1; i <= 2; i++)
        if (fstat(i, &talk) == 0 && is_same_file(&talk, file)) return false;
    return true;
}

static bool is_kept_descriptor(Call *call, int descriptor)
{
    char entry[64];
    struct stat file;
    snprintf(entry, sizeof entry, "/proc/%d/fd/%d", (int)call->thread, descriptor);
    if (stat(entry, &file) < 0 || !is_kept(&file)) return false;
    read_proc(call->thread, "fd/%d", descriptor, call->path, PATH_MAX);
    return call->path[0] == '/' && strncmp(call->path, "/memfd:", 7);
}

static bool is_making(const Call *call)
{
    unsigned long flags = call->arguments[call->kind->detail];
    if (call->kind->shape == MAKES_HOW && !read_word(call->thread, flags, &flags)) return false;
    struct stat file;
    if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE) return false;
    return stat(call->path, &file) < 0 || is_kept(&file);
}

/* Whether the call writes; its paths are filled in. */
static bool is_writing(Call *call)
{
    const WritingCall *kind = call->kind;
    const uint64_t *arguments = call->arguments;
    enum { PROTECTION = 2 }; /* the argument of mmap */
    if (kind->shape == MAPS &&
        !((arguments[PROTECTION] & PROT_WRITE) && (arguments[kind->detail] & MAP_SHARED) &&
          !(arguments[kind->detail] & MAP_ANONYMOUS)))
        return false;
    if (kind->shape == MAPS || kind->shape == ON_FILE)
        return is_kept_descriptor(call, (int)arguments[kind->first]);
    join_path(call->thread, folder_argument(call, kind->folder), arguments[kind->first], call->path,
              sizeof call->path);
    if (kind->shape == ON_PATHS)
        join_path(call->thread, folder_argument(call, kind->folder_2), arguments[kind->second],
                  call->path_2, sizeof call->path_2);
    return (kind->shape != MAKES && kind->shape != MAKES_HOW) || is_making(call);
}

/* Whether the call cannot be done on a disk that is full. */
static bool needs_room(const Call *call)
{
    struct stat file;
    switch (call->kind->room) {
    case NO_ROOM: return false;
    case ROOM: return true;
    case ROOM_TO_GROW:
        return stat(call->path, &file) == 0 &&
               (off_t)call->arguments[call->kind->detail] > file.st_size;
    case ROOM_TO_RESERVE: return !(call->arguments[call->kind->detail] & FALLOC_FL_PUNCH_HOLE);
    case ROOM_TO_MAKE: return stat(call->path, &file) < 0;
    }
    return false;
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
    fprintf(told, "%lu %s %s", counted, call->kind->name, shown_path(call->path));
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
    long number = call->kind->number;
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
    for (size_t i = 0; i < sizeof writing_calls / sizeof *writing_calls; i++) {
        if ((long)info->entry.nr != writing_calls[i].number) continue;
        call = (Call){.kind = &writing_calls[i], .thread = id, .arguments = info->entry.args};
        if (!is_writing(&call)) return;
        counted++;
        act(thread, &call);
        return;
    }
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
