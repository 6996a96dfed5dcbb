/* Goal: an index has every row in the group of its key, sorted by what it is sorted by, whether one
 * task makes it or each range of its keys has one, for any number of threads. */
#include "testing.h"

#include "engine/batch.h"
#include "engine/work.h"

static Arena arena;

enum { ROWS = 5000 };

/* Kengetallen of so many names, most of which have no row: the index of them alone is large. */
static Batch index_kengetallen(size_t names)
{
    arena_free(&arena);
    Batch b = {.arena = &arena};
    Table_kengetallen *t = &b.kengetallen;
    b.kengetal_names.count = names;
    t->rows.count = ROWS;
    t->kengetal = NEW(&arena, u32, ROWS);
    t->gemeente = NEW(&arena, u32, ROWS);
    t->peildatum = NEW(&arena, Day, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        u64 near = names / 8 * random_below(8) + random_below(3); /* the ends of ranges */
        t->kengetal[i] = (u32)(i % 2 ? near : names - 1 - near);
        t->gemeente[i] = (u32)random_below(3);
        t->peildatum[i] = (Day)random_below(3);
    }
    index_batch(&b);
    return b;
}

static void assert_indexed(const Batch *b)
{
    const Table_kengetallen *t = &b->kengetallen;
    u8 seen[ROWS] = {0};
    for (size_t i = 0; i < ROWS; i++) {
        Slice group = group_of(&b->kengetallen_of, t->kengetal[i]);
        for (size_t r = 0; r < group.count; r++) {
            u32 row = group.rows[r];
            assert_int_equal(t->kengetal[row], t->kengetal[i]);
            seen[row] = 1;
            if (!r) continue;
            u32 before = group.rows[r - 1];
            i64 order = ((i64)t->gemeente[row] - t->gemeente[before]) * 10 +
                        (t->peildatum[row] - t->peildatum[before]);
            assert_true(order > 0 || (order == 0 && before < row));
        }
    }
    for (size_t i = 0; i < ROWS; i++)
        assert_true(seen[i]);
    assert_int_equal(group_of(&b->kengetallen_of, (u32)b->kengetal_names.count / 16).count, 0);
}

static void ranges_of_keys_are_the_whole_index(void **state)
{
    (void)state;
    static const size_t names[] = {1000, (size_t)5 << 20, (size_t)36 << 20};
    for (size_t n = 0; n < COUNT_OF(names); n++)
        for (unsigned threads = n < 2 ? 1 : 4; threads <= 4; threads += 3) {
            work_set_width(threads);
            Batch b = index_kengetallen(names[n]);
            work_set_width(1);
            assert_indexed(&b);
            assert_int_equal(b.kengetallen_of.key_count, names[n]);
            assert_int_equal(b.kengetallen_of.start[names[n]], ROWS);
        }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_of_keys_are_the_whole_index),
    };
    return RUN(tests);
}
