/* Goal: any bytes as settlement.ini are refused with messages, or accepted and settled so that all
 * adds up; nothing else happens. */
#include "settle.h"
#include "world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    world_begin();
    edge_put(WORLD_INI, (Text){(const char *)data, size});
    Arena arena = {0};
    settle_in_memory(&arena, WORLD_INI, "mem/een");
    arena_free(&arena);
    edge_forget("mem/een");
    return 0;
}
