/* Child processes and folders for compare_batches.
 * In: command lines and paths. Out: exit statuses, file names, a batch written or calculated.
 * Always: stdout of a child goes to /dev/null, its stderr to a file. */
#include "proef.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

pid_t start(const char *const *argv, const char *stderr_path)
{
    posix_spawn_file_actions_t fa;
    char *copy[16] = {0};
    pid_t pid;
    for (size_t i = 0; argv[i] && i < 15; i++)
        copy[i] = xstrf("%s", argv[i]);
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_addopen(&fa, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&fa, 2, stderr_path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    int rc = posix_spawn(&pid, argv[0], &fa, NULL, copy, environ);
    posix_spawn_file_actions_destroy(&fa);
    if (rc) die("%s: cannot be started: %s", argv[0], strerror(rc));
    return pid;
}

int wacht(pid_t pid)
{
    int status;
    if (waitpid(pid, &status, 0) != pid) die("a child got lost");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void verwijder(const char *path)
{
    struct stat st;
    if (lstat(path, &st)) return;
    if (!S_ISDIR(st.st_mode)) {
        unlink(path);
        return;
    }
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));)
        if (!same(e->d_name, ".") && !same(e->d_name, ".."))
            verwijder(xstrf("%s/%s", path, e->d_name));
    if (d) closedir(d);
    rmdir(path);
}

Woorden bestanden(const char *folder, const char *suffix)
{
    Woorden w = {0};
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        size_t n = strlen(e->d_name), m = strlen(suffix);
        if (n > m && same(e->d_name + n - m, suffix)) *ADD(w) = xstrf("%s", e->d_name);
    }
    if (d) closedir(d);
    for (size_t i = 1; i < w.n; i++)
        for (size_t j = i; j > 0 && strcmp(w.v[j - 1], w.v[j]) > 0; j--) {
            const char *swap = w.v[j];
            w.v[j] = w.v[j - 1];
            w.v[j - 1] = swap;
        }
    return w;
}

const char *eerste_regel(const char *path)
{
    const char *s = slurp(path, false);
    return s ? xcut(s, strcspn(s, "\n")) : "";
}

bool maak_batch(const Proef *p, unsigned long seed, const char *dir)
{
    const char *argv[] = {p->random_batch, xstrf("%lu", seed), dir, p->regions ? "--regions" : NULL,
                          NULL};
    return wacht(start(argv, "/dev/null")) == 0;
}

int reken(const Proef *p, const char *dir, const char *out)
{
    const char *argv[] = {
        p->verreken, "run", xstrf("%s/settlement.ini", dir), "-o", out, "--format", "csv", NULL};
    return wacht(start(argv, xstrf("%s.err", out)));
}
