/* School weeks and Sundays. In: days, schoolvakanties; out: counts of days and weeks. Holds always:
 * the counts over adjoining intervals add up to that over their union. */
#include "engine/schoolweek.h"

/* Schoolvakanties of all regios, sorted by regio and first day, joined where they touch. */
typedef struct Vakantie {
    u32 regio;
    Day first, last;
} Vakantie;

struct Schooldays {
    Vakantie *items;
    size_t count;
};

static i64 floor_quotient(i64 n, i64 d)
{
    return n >= 0 ? n / d : -((d - 1 - n) / d);
}

/* Mondays to Fridays from a fixed Monday up to and with `day`: day -3 (1969-12-29) is a Monday. */
static i64 weekdays_through(Day day)
{
    i64 since = (i64)day + 4; /* days from that Monday, both included */
    i64 weeks = floor_quotient(since, 7), rest = since - weeks * 7;
    return weeks * 5 + (rest > 5 ? 5 : rest);
}

static i64 weekdays(Day first, Day last)
{
    return last < first ? 0 : weekdays_through(last) - weekdays_through(first - 1);
}

static int by_regio(const void *left, const void *right)
{
    const Vakantie *a = left, *b = right;
    if (a->regio != b->regio) return a->regio < b->regio ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

void index_schoolvakanties(Batch *batch)
{
    const Table_schoolvakanties *t = &batch->schoolvakanties;
    batch->vakantie_regios.arena = batch->arena;
    Schooldays *all = batch->schooldays = NEW(batch->arena, Schooldays, 1);
    all->items = NEW(batch->arena, Vakantie, t->rows.count);
    for (size_t i = 0; i < t->rows.count; i++)
        all->items[i] = (Vakantie){symbols_intern(&batch->vakantie_regios, t->regio[i]),
                                   t->begindatum[i], t->einddatum[i]};
    sort_array(all->items, t->rows.count, sizeof *all->items, by_regio);
    for (size_t i = 0; i < t->rows.count; i++) {
        Vakantie *last = all->count ? &all->items[all->count - 1] : NULL;
        if (last && last->regio == all->items[i].regio && all->items[i].first <= last->last + 1)
            last->last = day_max(last->last, all->items[i].last);
        else
            all->items[all->count++] = all->items[i];
    }
}

i64 school_days(const Batch *batch, u32 school, Day first, Day last)
{
    u32 regio = symbols_find(&batch->vakantie_regios, batch->scholen.regio[school]);
    i64 days = weekdays(first, last);
    for (size_t i = 0; regio != NONE && i < batch->schooldays->count; i++) {
        const Vakantie *v = &batch->schooldays->items[i];
        if (v->regio == regio) days -= weekdays(day_max(first, v->first), day_min(last, v->last));
    }
    return days;
}

/* Sundays up to and with `day`, from a fixed one: day 3 (1970-01-04) is a Sunday. */
static i64 sundays_through(Day day)
{
    return floor_quotient((i64)day - 3, 7);
}

i64 sunday_weeks(Day first, Day last, Day through)
{
    through = day_min(through, last);
    if (through < first) return 0;
    i64 before = sundays_through(first - 1);
    i64 weeks = sundays_through(through) - before;
    i64 all_sundays = sundays_through(last) - before;
    Day last_sunday = (Day)(sundays_through(last) * 7 + 3);
    bool broken_end = last_sunday != last; /* a last week whose Sunday lies after the end */
    Day placed = all_sundays ? last_sunday : last;
    return weeks + (broken_end && through >= placed);
}
