/* Goal: days of school and weeks with a Sunday are those that a count of each day gives, also
 * before 1970, with schoolvakanties that overlap, touch or lie within another. */
#include "testing.h"

#include "engine/schoolweek.h"

static Arena arena;

enum { ROWS = 12, FIRST = -1500, DAYS = 3000 };

/* 0 Monday … 6 Sunday; 1970-01-01 is a Thursday. */
static int weekday(Day day)
{
    return ((day + 3) % 7 + 7) % 7;
}

static Batch random_vakanties(void)
{
    static const Text regios[] = {{"noord", 5}, {"midden", 6}};
    arena_free(&arena);
    Batch b = {.arena = &arena};
    Table_schoolvakanties *t = &b.schoolvakanties;
    t->rows.count = random_below(ROWS + 1);
    t->regio = NEW(&arena, Text, ROWS);
    t->begindatum = NEW(&arena, Day, ROWS);
    t->einddatum = NEW(&arena, Day, ROWS);
    for (size_t i = 0; i < t->rows.count; i++) {
        t->regio[i] = regios[random_below(2)];
        t->begindatum[i] = FIRST + (Day)random_below(60);
        t->einddatum[i] = t->begindatum[i] + (Day)random_below(10);
    }
    b.scholen.regio = NEW(&arena, Text, 3);
    b.scholen.regio[0] = regios[0], b.scholen.regio[1] = regios[1];
    b.scholen.regio[2] = TEXT(""); /* of no regio */
    index_schoolvakanties(&b);
    return b;
}

static i64 count_school_days(const Table_schoolvakanties *t, Text regio, Day first, Day last)
{
    i64 days = 0;
    for (Day day = first; day <= last; day++) {
        bool free = weekday(day) > 4;
        for (size_t i = 0; i < t->rows.count; i++)
            free = free || (text_equal(t->regio[i], regio) && t->begindatum[i] <= day &&
                            day <= t->einddatum[i]);
        days += !free;
    }
    return days;
}

static void school_days_are_those_of_a_count(void **state)
{
    (void)state;
    for (int round = 0; round < 400; round++) {
        Batch b = random_vakanties();
        for (u32 school = 0; school < 3; school++) {
            Day first = FIRST - 5 + (Day)random_below(60), last = first + (Day)random_below(40) - 1;
            assert_number(
                school_days(&b, school, first, last),
                count_school_days(&b.schoolvakanties, b.scholen.regio[school], first, last));
        }
    }
    arena_free(&arena);
}

/* By the words of SPEC §12, week by week. */
static i64 count_weeks(Day first, Day last, Day through)
{
    i64 weeks = 0;
    Day last_sunday = last;
    while (last_sunday >= first && weekday(last_sunday) != 6)
        last_sunday--;
    for (Day monday = first - weekday(first); monday <= last; monday += 7) {
        Day placed = monday + 6;
        if (placed > last) placed = last_sunday >= first ? last_sunday : last;
        weeks += placed <= through;
    }
    return weeks;
}

static void weeks_are_placed_on_their_sunday(void **state)
{
    (void)state;
    assert_number(sunday_weeks(day("2025-10-01"), day("2025-10-03"), day("2025-10-02")), 0);
    assert_number(sunday_weeks(day("2025-10-01"), day("2025-10-03"), day("2025-10-03")), 1);
    assert_number(sunday_weeks(day("2025-10-01"), day("2025-10-14"), day("2025-10-11")), 1);
    assert_number(sunday_weeks(day("2025-10-01"), day("2025-10-14"), day("2025-10-12")), 3);
    for (int round = 0; round < 20000; round++) {
        Day first = FIRST + (Day)random_below(DAYS), last = first + (Day)random_below(30);
        Day through = first - 3 + (Day)random_below(40);
        Day until = through < last ? through : last;
        i64 expected = until < first ? 0 : count_weeks(first, last, until);
        assert_number(sunday_weeks(first, last, through), expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(school_days_are_those_of_a_count),
        cmocka_unit_test(weeks_are_placed_on_their_sunday),
    };
    return RUN(tests);
}
