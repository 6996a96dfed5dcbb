/* What was paid beforehand, or is not settled, where that differs. In: the positions of two runs;
 * out: rows beside those of the aandeel. Holds always: the rows of a partij and a measure add up to
 * the difference of that measure. */
#include "io/compare/compare_parts.h"

/* What one position of either run has. */
typedef struct Payment {
    u32 contract, partij; /* numbers of the comparison */
    i64 first[2], here[2];
} Payment;

typedef struct Payments {
    Payment *items;
    size_t count, capacity;
} Payments;

static const Measure measures[2] = {MEASURE_voorgefinancierd, MEASURE_niet_verrekend};

static void add_positions(Arena *arena, Payments *all, const Run *run, const Numbers *numbers,
                          bool is_first)
{
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        if (!p->voorgefinancierd && !p->niet_verrekend) continue;
        Payment one = {.contract = number_of(numbers->contracten, p->contract),
                       .partij = number_of(numbers->partijen, p->partij)};
        i64 *cents = is_first ? one.first : one.here;
        cents[0] = p->voorgefinancierd, cents[1] = p->niet_verrekend;
        *PUSH(arena, all) = one;
    }
}

static int by_contract(const void *left, const void *right)
{
    const Payment *a = left, *b = right;
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* The row of a reason, partij and measure; a new one when it is not there. */
static ReasonRow *row_of(Arena *arena, Computed *c, size_t from, u32 reason, u32 partij,
                         Measure measure)
{
    for (size_t i = from; i < c->reason_rows.count; i++) {
        ReasonRow *row = &c->reason_rows.items[i];
        if (row->reason == reason && row->partij == partij && row->measure == measure) return row;
    }
    ReasonRow *row = PUSH(arena, &c->reason_rows);
    *row = (ReasonRow){.measure = measure, .reason = reason, .partij = partij};
    return row;
}

void find_payments(Comparison *comparison, Computed *computed, const Run *first, const Run *here,
                   const Numbers *numbers, const u32 *reason_of_contract)
{
    static const Numbers same = {NULL, NULL, NULL};
    Arena scratch = {0};
    Payments all = {0};
    size_t from = computed->reason_rows.count;
    add_positions(&scratch, &all, first, &same, true);
    add_positions(&scratch, &all, here, numbers, false);
    sort_array(all.items, all.count, sizeof *all.items, by_contract);
    for (size_t i = 0, end; i < all.count; i = end) {
        Payment sum = all.items[i];
        for (end = i + 1; end < all.count && !by_contract(&all.items[i], &all.items[end]); end++)
            for (size_t m = 0; m < COUNT_OF(measures); m++) {
                sum.first[m] += all.items[end].first[m];
                sum.here[m] += all.items[end].here[m];
            }
        for (size_t m = 0; m < COUNT_OF(measures); m++) {
            if (sum.first[m] == sum.here[m]) continue;
            ReasonRow *row = row_of(comparison->arena, computed, from,
                                    reason_of_contract[sum.contract], sum.partij, measures[m]);
            row->first += sum.first[m];
            row->cents += sum.here[m] - sum.first[m];
            row->contracten++;
        }
    }
    arena_free(&scratch);
}
