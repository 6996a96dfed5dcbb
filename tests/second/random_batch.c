/* random_batch SEED DIR [--regions]: a random valid batch.
 * In: a seed. Out: DIR/settlement.ini and DIR/data/ with the tables.
 * Always: the same seed gives the same files. --regions adds what SPEC section 12 adds. */
#include "gen.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    bool regions = argc == 4 && same(argv[3], "--regions");
    if (argc != 3 && !regions) {
        fputs("usage: random_batch SEED DIR [--regions]\n", stderr);
        return 2;
    }
    zaai(strtoull(argv[1], NULL, 10));
    schrijf_batch(argv[2], regions);
    xfree_all();
    return 0;
}
