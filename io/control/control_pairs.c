/* What is owed and what flows: posities, facturen and stromen. In: amounts by partij and partij;
 * out: rows of controles.csv. Holds always: pairs are numbers here, for there are as many as there
 * are posities; the texts are made of them at the end. */
#include "io/control/checking.h"

typedef struct PairSum {
    u64 pair; /* the first partij << 32 | the second */
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

static u64 pair_of(u32 first, u32 second)
{
    return (u64)first << 32 | second;
}

static void add_pair_left(Checking *c, PairSums *pairs, u32 first, u32 second, i128 cents)
{
    sum_of(c, pairs, pair_of(first, second))->left += cents;
}

static void add_pair_right(Checking *c, PairSums *pairs, u32 first, u32 second, i128 cents)
{
    sum_of(c, pairs, pair_of(first, second))->right += cents;
}

static i128 cents_of(const PairAmount *amount)
{
    return amount->cents == PAIR_UNREADABLE ? UNREADABLE : amount->cents;
}

/* All amounts of a table, in the order of its rows. */
#define EACH_AMOUNT(amount, table, list)                                                    \
    for (size_t block = 0; block < (table)->count; block++)                                 \
        for (const PairAmount *amount = (table)->blocks[block].list.items,                  \
                              *end_of_amounts = amount + (table)->blocks[block].list.count; \
             amount < end_of_amounts; amount++)

/* A row for each pair, which is told as FIRST/SECOND, or as the one of them that is a partij. */
static void compare_pairs(Checking *c, Text controle, const PairSums *pairs)
{
    ControlList *list = control_list(c, controle);
    const Batch *b = c->run->batch;
    Arena scratch = {0};
    reserve_rows(c, list, pairs->sums.count);
    for (size_t i = 0; i < pairs->sums.count; i++) {
        const PairSum *sum = &pairs->sums.items[i];
        Text key = JOIN(&scratch, partij_code(b, (u32)(sum->pair >> 32)), TEXT(";"),
                        partij_code(b, (u32)sum->pair));
        compare_cents(c, list, with_slashes(&scratch, key), sum->left, sum->right);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

/* What waits is told, and is in posities but on no factuur. */
static void tell_waiting(Checking *c, PairSums *owed)
{
    PairSums waiting = {0};
    for (size_t i = 0; i < c->run->signals.count; i++) {
        const Signal *s = &c->run->signals.items[i];
        if (s->kind != SIGNAL_MINIMUM && s->kind != SIGNAL_JAAREINDE) continue;
        add_pair_right(c, owed, s->crediteur, s->debiteur, -s->cents);
        add_pair_left(c, &waiting, s->crediteur, s->debiteur, s->cents);
    }
    for (size_t i = 0; i < waiting.sums.count; i++) {
        const PairSum *sum = &waiting.sums.items[i];
        Text pair = JOIN(&c->memory, partij_code(c->run->batch, (u32)(sum->pair >> 32)), TEXT("/"),
                         partij_code(c->run->batch, (u32)sum->pair));
        add_control(c, control_list(c, TEXT("niet gefactureerd")), pair,
                    cents_text(&c->memory, sum->left), TEXT("0.00"),
                    cents_text(&c->memory, sum->left), OORDEEL_SIGNAAL);
    }
}

void check_owed(Checking *c)
{
    PairSums pairs = {0}; /* facturen first: they stand in the order of the pairs */
    EACH_AMOUNT(owed, &c->found->tables[WRITTEN_FACTUREN], owed)
    add_pair_left(c, &pairs, owed->to, owed->from, cents_of(owed));
    EACH_AMOUNT(owed, &c->found->tables[WRITTEN_POSITIES], owed)
    add_pair_right(c, &pairs, owed->to, owed->from, cents_of(owed));
    tell_waiting(c, &pairs);
    compare_pairs(c, TEXT("facturen en posities"), &pairs);
}

/* What the facturen say that flows: per direction, or per partij to and from the kassier. */
static void expect_flows(Checking *c, const PairSums *due, PairSums *flows)
{
    for (size_t i = 0; i < due->sums.count; i++) {
        u32 to = (u32)(due->sums.items[i].pair >> 32), from = (u32)due->sums.items[i].pair;
        i128 cents = due->sums.items[i].right;
        if (c->run->settings->stromen_netto) {
            add_pair_right(c, flows, from, NONE, cents);
            add_pair_right(c, flows, to, NONE, -cents);
        } else if (cents > 0) {
            add_pair_right(c, flows, from, to, cents);
        } else if (cents < 0) {
            add_pair_right(c, flows, to, from, -cents);
        }
    }
}

void check_flows(Checking *c)
{
    PairSums due = {0}, flows = {0};
    EACH_AMOUNT(stroom, &c->found->tables[WRITTEN_STROMEN], flows)
    {
        if (c->run->settings->stromen_netto) {
            add_pair_left(c, &flows, stroom->from, NONE, cents_of(stroom));
            add_pair_left(c, &flows, stroom->to, NONE, -cents_of(stroom));
        } else {
            add_pair_left(c, &flows, stroom->from, stroom->to, cents_of(stroom));
        }
    }
    EACH_AMOUNT(factuur, &c->found->tables[WRITTEN_FACTUREN], flows)
    add_pair_right(c, &due, factuur->to, factuur->from, cents_of(factuur));
    expect_flows(c, &due, &flows);
    compare_pairs(c, TEXT("stromen en facturen"), &flows);
}
