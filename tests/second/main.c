/* second SETTLEMENT.ini OUTDIR [--boekregels]: the second calculation.
 * In: a settlement.ini with its tables, taken to be valid. Out: seven tables in OUTDIR, and with
 * --boekregels boekregels.csv: the lines that a grootboek has when all of it is posted.
 * Exit: 0 written, 1 an error that the calculation demands (one line on stderr), 2 usage. */
#include "second.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    bool boekregels = argc == 4 && same(argv[3], "--boekregels");
    if (argc != 3 && !boekregels) {
        fputs("usage: second SETTLEMENT.ini OUTDIR [--boekregels]\n", stderr);
        return 2;
    }
    getal_begin();
    batch_read(argv[1]);
    maak_pools();
    for (size_t i = 0; i < uit.pools.n; i++)
        verdeel_pool(&uit.pools.v[i]);
    maak_posities();
    maak_facturen();
    schrijf_alles(argv[2]);
    if (boekregels) schrijf_boekregels(xstrf("%s/boekregels.csv", argv[2]));
    xfree_all();
    return 0;
}
