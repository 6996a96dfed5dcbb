/* Sorting by counting. In: numbers; out: the same in order. Holds always: equal ones keep their
 * order. */
#include "engine/sort.h"

#include <string.h>

enum { FEW = 40, DIGITS = 1 << 8 };

static void insert_each(u64 *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        u64 number = numbers[i];
        size_t at = i;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

/* One pass: from `from` to `to` in the order of the eight bits above `shift`. */
static void distribute(const u64 *from, u64 *to, size_t count, int shift)
{
    size_t next[DIGITS] = {0};
    for (size_t i = 0; i < count; i++)
        next[from[i] >> shift & (DIGITS - 1)]++;
    size_t at = 0;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t with_digit = next[d];
        next[d] = at;
        at += with_digit;
    }
    for (size_t i = 0; i < count; i++)
        to[next[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

void sort_numbers(Arena *scratch, u64 *numbers, size_t count)
{
    if (count <= FEW) {
        insert_each(numbers, count);
        return;
    }
    u64 all = numbers[0], any = numbers[0]; /* which bits every number has, and any */
    bool rising = true;
    for (size_t i = 1; i < count; i++) {
        all &= numbers[i], any |= numbers[i];
        rising = rising && numbers[i - 1] <= numbers[i];
    }
    if (rising) return;
    u64 *from = numbers, *to = NEW(scratch, u64, count);
    for (int shift = 0; shift < 64; shift += 8) {
        if (!((all ^ any) >> shift & (DIGITS - 1))) continue; /* all have the same digit */
        distribute(from, to, count, shift);
        u64 *swap = from;
        from = to, to = swap;
    }
    if (from != numbers) memcpy(numbers, from, count * sizeof *numbers);
}

void sort_by_key(Arena *scratch, u32 *order, size_t count, const u32 *key, size_t key_count)
{
    size_t *next = NEW(scratch, size_t, key_count + 1);
    u32 *sorted = NEW(scratch, u32, count);
    for (size_t i = 0; i < count; i++) {
        ASSERT(key[order[i]] < key_count);
        next[key[order[i]] + 1]++;
    }
    for (size_t k = 0; k < key_count; k++)
        next[k + 1] += next[k];
    for (size_t i = 0; i < count; i++)
        sorted[next[key[order[i]]]++] = order[i];
    if (count) memcpy(order, sorted, count * sizeof *order);
}
