/* compare_batches VERREKEN SECOND RANDOM_BATCH COUNT [--seed N] [--regions] [--properties]
 * In: the programs and how many batches. Out: TAP on stdout.
 * Exit: 0 when every test is ok, 1 when not, 2 for a wrong command line.
 * Always: at most two children at a time; the temporary folder is removed at the end. */
#include "proef.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char tmp[4096];

static void ruim_op(void)
{
    verwijder(tmp);
    xfree_all();
}

static int usage(void)
{
    fputs("usage: compare_batches VERREKEN SECOND RANDOM_BATCH COUNT [--seed N] [--regions] "
          "[--properties]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc < 5) return usage();
    Proef p = {.verreken = argv[1],
               .second = argv[2],
               .random_batch = argv[3],
               .first = 1,
               .count = strtoul(argv[4], NULL, 10)};
    for (int i = 5; i < argc; i++) {
        if (same(argv[i], "--regions"))
            p.regions = true;
        else if (same(argv[i], "--properties"))
            p.properties = true;
        else if (same(argv[i], "--seed") && i + 1 < argc)
            p.first = strtoul(argv[++i], NULL, 10);
        else
            return usage();
    }
    const char *base = getenv("TMPDIR");
    snprintf(tmp, sizeof tmp, "%s/verreken-second-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(tmp)) {
        perror(tmp);
        return 4;
    }
    p.tmp = tmp;
    atexit(ruim_op);
    getal_begin();
    return p.properties ? alle_eigenschappen(&p) : vergelijk_alles(&p);
}
