/* Memory from the system. In: sizes; out: zeroed blocks, the large ones on large pages. Holds
 * always: a block is given out once; what was given back is used again before the system is asked.
 */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include <gmp.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_BLOCK = 1 << 22, LARGE_STEP = 1 << 21, SPARE_MOST = 64 };

/* Large blocks that were given back, whole or what is left of them, for who asks next: to clear
 * pages takes less time than to be handed out fresh ones. Sorted by address; none touch. */
static struct {
    pthread_mutex_t lock;
    struct {
        char *block;
        size_t bytes;
    } items[SPARE_MOST];
    size_t count;
} spare = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Large blocks are whole steps; what is not used of one is never touched, and takes no memory. */
static size_t whole_steps(size_t bytes)
{
    return (bytes + LARGE_STEP - 1) / LARGE_STEP * LARGE_STEP;
}

static void remove_spare(size_t index)
{
    spare.count--;
    memmove(&spare.items[index], &spare.items[index + 1],
            (spare.count - index) * sizeof spare.items[0]);
}

/* Cuts a block from the smallest spare one that has room; NULL: none has. */
static void *take_spare(size_t bytes)
{
    size_t best = SPARE_MOST;
    pthread_mutex_lock(&spare.lock);
    for (size_t i = 0; i < spare.count; i++)
        if (spare.items[i].bytes >= bytes &&
            (best == SPARE_MOST || spare.items[i].bytes < spare.items[best].bytes))
            best = i;
    char *block = best < SPARE_MOST ? spare.items[best].block : NULL;
    if (block && spare.items[best].bytes == bytes) {
        remove_spare(best);
    } else if (block) {
        spare.items[best].block += bytes;
        spare.items[best].bytes -= bytes;
    }
    pthread_mutex_unlock(&spare.lock);
    return block;
}

/* Joins the spare block to the one after it, when they touch. */
static void join_spare(size_t index)
{
    if (index + 1 >= spare.count) return;
    if (spare.items[index].block + spare.items[index].bytes != spare.items[index + 1].block) return;
    spare.items[index].bytes += spare.items[index + 1].bytes;
    remove_spare(index + 1);
}

/* False: there are too many. */
static bool keep_spare(char *block, size_t bytes)
{
    pthread_mutex_lock(&spare.lock);
    bool room = spare.count < SPARE_MOST;
    if (room) {
        size_t at = spare.count++;
        for (; at > 0 && spare.items[at - 1].block > block; at--)
            spare.items[at] = spare.items[at - 1];
        spare.items[at].block = block;
        spare.items[at].bytes = bytes;
        join_spare(at);
        if (at) join_spare(at - 1);
    }
    pthread_mutex_unlock(&spare.lock);
    return room;
}

static void *get_block(size_t bytes)
{
    if (bytes < LARGE_BLOCK) return calloc(1, bytes);
    if (bytes > SIZE_MAX - LARGE_STEP) return NULL;
    size_t room = whole_steps(bytes);
    void *block = take_spare(room);
    if (block) return memset(block, 0, bytes);
    block = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return NULL;
    (void)madvise(block, room, MADV_HUGEPAGE); /* a wish: small pages do as well */
    return block;
}

static void give_back_block(void *block, size_t bytes)
{
    if (bytes < LARGE_BLOCK) {
        free(block);
        return;
    }
    if (!keep_spare(block, whole_steps(bytes))) munmap(block, whole_steps(bytes));
}

static void *gmp_get(size_t bytes)
{
    void *block = malloc(bytes);
    sys_enough_memory(block != NULL);
    return block;
}

static void *gmp_resize(void *block, size_t before, size_t bytes)
{
    (void)before;
    block = realloc(block, bytes);
    sys_enough_memory(block != NULL);
    return block;
}

static void gmp_give_back(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}

void sys_memory_install(void)
{
    mp_set_memory_functions(gmp_get, gmp_resize, gmp_give_back);
    mallopt(M_MMAP_THRESHOLD, 2 * LARGE_BLOCK);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 1 << 24);
    mallopt(M_ARENA_MAX, 1);
    memory_install((Memory){get_block, give_back_block});
}

void sys_memory_trim(void)
{
    pthread_mutex_lock(&spare.lock);
    while (spare.count) {
        spare.count--;
        munmap(spare.items[spare.count].block, spare.items[spare.count].bytes);
    }
    pthread_mutex_unlock(&spare.lock);
}
