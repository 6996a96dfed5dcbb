/* What is owed: posities against facturen. In: amounts by crediteur and debiteur; out: rows of
 * controles.csv. Holds always: pairs are numbers here, for there are as many as there are posities;
 * the texts are made of them at the end. */
#include "io/checking.h"

typedef struct PairSum {
    u64 pair; /* crediteur << 32 | debiteur */
    i128 left, right;
} PairSum;

/* A hash table with open addressing, at most half full. */
typedef struct PairSums {
    LIST(PairSum) sums;
    u32 *slots; /* index + 1, or 0 */
    size_t slot_count;
} PairSums;

static size_t slot_of(const PairSums *pairs, u64 pair)
{
    u64 hash = pair * 0x9E3779B97F4A7C15u;
    size_t mask = pairs->slot_count - 1, slot = (size_t)(hash ^ hash >> 32) & mask;
    while (pairs->slots[slot] && pairs->sums.items[pairs->slots[slot] - 1].pair != pair)
        slot = (slot + 1) & mask;
    return slot;
}

static void make_room(Checking *c, PairSums *pairs)
{
    if (pairs->sums.count * 2 < pairs->slot_count) return;
    pairs->slot_count = pairs->slot_count ? pairs->slot_count * 4 : 1024;
    pairs->slots = NEW(&c->memory, u32, pairs->slot_count);
    for (size_t i = 0; i < pairs->sums.count; i++)
        pairs->slots[slot_of(pairs, pairs->sums.items[i].pair)] = (u32)i + 1;
}

static PairSum *sum_of(Checking *c, PairSums *pairs, u64 pair)
{
    make_room(c, pairs);
    size_t slot = slot_of(pairs, pair);
    if (!pairs->slots[slot]) {
        ASSERT(pairs->sums.count < (size_t)1 << 31);
        *PUSH(&c->memory, &pairs->sums) = (PairSum){.pair = pair};
        pairs->slots[slot] = (u32)pairs->sums.count;
    }
    return &pairs->sums.items[pairs->slots[slot] - 1];
}

static void add_table(Checking *c, PairSums *pairs, WrittenTable table)
{
    const FoundTable *found = &c->found->tables[table];
    for (size_t block = 0; block < found->count; block++)
        for (size_t i = 0; i < found->blocks[block].pairs.count; i++) {
            const PairAmount *own = &found->blocks[block].pairs.items[i];
            PairSum *sum = sum_of(c, pairs, (u64)own->crediteur << 32 | own->debiteur);
            i128 cents = own->cents == PAIR_UNREADABLE ? UNREADABLE : own->cents;
            *(table == WRITTEN_FACTUREN ? &sum->left : &sum->right) += cents;
        }
}

void check_owed(Checking *c)
{
    PairSums pairs = {0};
    add_table(c, &pairs, WRITTEN_FACTUREN); /* first: they stand in the order of the pairs */
    add_table(c, &pairs, WRITTEN_POSITIES);
    ControlList *list = control_list(c, TEXT("facturen en posities"));
    const Batch *b = c->run->batch;
    Arena scratch = {0};
    for (size_t i = 0; i < pairs.sums.count; i++) {
        const PairSum *sum = &pairs.sums.items[i];
        Text key = JOIN(&scratch, partij_code(b, (u32)(sum->pair >> 32)), TEXT(";"),
                        partij_code(b, (u32)sum->pair));
        compare_cents(c, list, with_slashes(&scratch, key), sum->left, sum->right);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}
