/* histories VERREKEN SECOND COUNT [--seed N] [--steps N] [--keep DIR]
 * Goal: whatever is corrected between two postings, the grootboek closes after every step, and the
 * same history gives the same grootboek.
 * In: the programs and how many histories. Out: TAP on stdout; of a history that fails, its steps.
 * With --keep its folder is left in DIR. Exit: 0 when every test is ok, 1 when not, 2 for a wrong
 * command line. */
#include "history.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char tmp[4096];
static bool kept;

static void clean_up(void)
{
    if (!kept) verwijder(tmp);
    xfree_all();
}

static int usage(void)
{
    fputs("usage: histories VERREKEN SECOND COUNT [--seed N] [--steps N] [--keep DIR]\n", stderr);
    return 2;
}

static void print_comment(const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        printf("# %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

/* Walks it twice, the second time elsewhere and with one thread. */
static bool try_history(const Walk *programs, unsigned long seed, int steps)
{
    Woorden told = {0}, replayed = {0};
    Ledger first, second;
    Walk walk = *programs;
    walk.folder = xstrf("%s/%lu", tmp, seed);
    walk.judged = true;
    walk.threads = "2";
    const char *wrong = walk_history(&walk, seed, steps, &told, &first);
    if (!wrong) {
        walk.folder = xstrf("%s/%lu-again", tmp, seed);
        walk.judged = false;
        walk.threads = "1";
        wrong = walk_history(&walk, seed, steps, &replayed, &second);
        if (!wrong) wrong = same_dump(&first, &second);
        if (wrong) wrong = xstrf("replayed: %s", wrong);
    }
    if (!wrong && first.boekingen < 2) wrong = "hardly anything was posted";
    for (size_t i = 0; wrong && i < told.n; i++)
        print_comment(told.v[i]);
    if (wrong) print_comment(wrong);
    if (!kept) verwijder(xstrf("%s/%lu", tmp, seed));
    if (!kept) verwijder(xstrf("%s/%lu-again", tmp, seed));
    return !wrong;
}

int main(int argc, char **argv)
{
    if (argc < 4) return usage();
    const Walk programs = {.verreken = argv[1], .second = argv[2]};
    unsigned long count = strtoul(argv[3], NULL, 10), seed = 1, failed = 0;
    int steps = 14;
    const char *base = getenv("TMPDIR"); /* else in memory: a disk would only be waited for */
    if (!base || !*base) base = access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm";
    snprintf(tmp, sizeof tmp, "%s/verreken-history-XXXXXX", base);
    for (int i = 4; i < argc; i += 2) {
        if (i + 1 == argc) return usage();
        if (same(argv[i], "--seed"))
            seed = strtoul(argv[i + 1], NULL, 10);
        else if (same(argv[i], "--steps"))
            steps = atoi(argv[i + 1]);
        else if (same(argv[i], "--keep"))
            kept = snprintf(tmp, sizeof tmp, "%s", argv[i + 1]) > 0;
        else
            return usage();
    }
    if (kept ? mkdir(tmp, 0777) : !mkdtemp(tmp)) {
        perror(tmp);
        return 4;
    }
    atexit(clean_up);
    printf("1..%lu\n", count);
    for (unsigned long i = 0; i < count; i++) {
        bool good = try_history(&programs, seed + i, steps);
        printf("%s %lu - history of seed %lu, %d steps, walked twice\n", good ? "ok" : "not ok",
               i + 1, seed + i, steps);
        fflush(stdout);
        failed += !good;
        xfree_all();
    }
    return failed > 0;
}
