/* Chance without a clock. In: a seed and a number. Out: a sequence (splitmix64) that depends on
 * nothing else. */
#include "bench.h"

#include <stdlib.h>

static uint64_t mixed(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static uint32_t next(Chance *c)
{
    c->state += UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(mixed(c->state) >> 32);
}

Chance chance_of(uint64_t seed, uint64_t number)
{
    return (Chance){mixed(mixed(seed + 1) + number)};
}

uint32_t below(Chance *c, uint32_t count)
{
    return (uint32_t)(((uint64_t)next(c) * count) >> 32);
}

bool once_in(Chance *c, uint32_t thousandths)
{
    return below(c, 1000) < thousandths;
}

uint32_t *random_order(uint32_t count, Chance c)
{
    uint32_t *order = make_room(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = below(&c, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    return order;
}
