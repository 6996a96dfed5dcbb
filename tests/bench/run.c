/* Programs that are measured. In: a command line. Out: what it took, and its stages.
 * Always: what earlier runs wrote is on the disk before the clock starts. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t microseconds_of(struct timeval t)
{
    return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

static void redirect(const char *path, int descriptor)
{
    int file = open(path ? path : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
    close(file);
}

/* The arguments are not changed by exec, whose parameter lacks the const for old reasons. */
static void start(const char *const *argv)
{
    char *copy[MOST_ARGUMENTS + 1] = {NULL};
    for (int i = 0; argv[i] && i < MOST_ARGUMENTS; i++)
        copy[i] = strdup(argv[i]);
    execvp(copy[0], copy);
    _exit(127);
}

/* A child, when the clock has been read: 0 in the child itself. */
static pid_t fork_at(int64_t *begin)
{
    fflush(stdout);
    sync();
    *begin = now();
    pid_t child = fork();
    if (child < 0) die("bench: cannot fork: %s", strerror(errno));
    return child;
}

static Cost wait_for(pid_t child, int64_t begin)
{
    struct rusage usage;
    int status;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR) die("bench: lost a child: %s", strerror(errno));
    return (Cost){.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                  .wall = now() - begin,
                  .user = microseconds_of(usage.ru_utime),
                  .system = microseconds_of(usage.ru_stime),
                  .peak = (int64_t)usage.ru_maxrss * 1024};
}

Cost run_program(const char *const *argv, const char *out, const char *err)
{
    int64_t begin;
    pid_t child = fork_at(&begin);
    if (!child) {
        redirect(out, 1);
        if (err) redirect(err, 2);
        start(argv);
    }
    return wait_for(child, begin);
}

Cost touch_memory(int64_t bytes)
{
    enum { PAGE = 4096 };
    int64_t begin;
    pid_t child = fork_at(&begin);
    if (!child) {
        volatile char *memory = malloc((size_t)bytes);
        for (int64_t i = 0; memory && i < bytes; i += PAGE)
            memory[i] = 1;
        _exit(memory ? 0 : 4);
    }
    return wait_for(child, begin);
}

bool knows(const Bench *b, const char *option, const char *value)
{
    const char *argv[] = {b->verreken, option, value ? value : "--version",
                          value ? "--version" : NULL, NULL};
    return run_program(argv, NULL, path_of(b->data, "stderr", "").text).status == 0;
}

void tell_lines(const char *path, int most)
{
    char line[256];
    FILE *f = fopen(path, "r");
    for (int i = 0; f && i < most && fgets(line, sizeof line, f);) {
        if (!strncmp(line, "timing: ", 8)) continue;
        printf("    %s%s", line, strchr(line, '\n') ? "" : "\n");
        i++;
    }
    if (f) fclose(f);
}

static void read_stages(const char *path, Settled *s)
{
    char line[256], wall[32], cpu[32];
    FILE *f = fopen(path, "r");
    s->stage_count = 0;
    while (f && fgets(line, sizeof line, f) && s->stage_count < MOST_STAGES) {
        Stage *stage = &s->stage[s->stage_count];
        if (sscanf(line, "timing: %23s %31s %31s", stage->name, wall, cpu) != 3) continue;
        stage->wall = parse_seconds(wall);
        stage->cpu = parse_seconds(cpu);
        s->stage_count++;
    }
    if (f) fclose(f);
}

static Cost settle_once(const Bench *b, const char *command, const char *folder, const char *out,
                        int threads, const char *err)
{
    char number[16];
    Path ini = path_of(folder, "settlement.ini", "");
    const char *argv[MOST_ARGUMENTS] = {b->verreken, command,    ini.text, "-o",
                                        out,         "--format", b->formats ? b->formats : "csv"};
    int count = 7;
    snprintf(number, sizeof number, "%d", threads);
    if (threads) argv[count++] = "--threads", argv[count++] = number;
    if (b->timings) argv[count++] = "--timings";
    folder_remove(out);
    return run_program(argv, NULL, err);
}

bool settle_best(Bench *b, const char *command, const char *folder, const char *out, int threads,
                 int runs, Settled *best)
{
    Path err = path_of(b->data, "stderr", "");
    for (int i = 0; i < runs; i++) {
        Settled s = {.cost = settle_once(b, command, folder, out, threads, err.text)};
        if (s.cost.status) {
            printf("  REFUSED, exit status %d: verreken %s %s/settlement.ini\n", s.cost.status,
                   command, folder);
            tell_lines(err.text, 6);
            b->failed = true;
            return false;
        }
        read_stages(err.text, &s);
        if (!i || s.cost.wall < best->cost.wall) *best = s;
    }
    return true;
}
