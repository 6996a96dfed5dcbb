/* Sleutel deelnemers. One unit per pupil with a deelname day, placed on the first (SPEC §6). */
#include "engine/weigh.h"

/* A deelname of a pupil, and its first day that counts. */
typedef struct First {
    Unit unit;
    Day day;
    size_t order; /* bytewise by deelname */
} First;

typedef struct Firsts {
    First *items;
    size_t count, capacity;
} Firsts;

static void take(Weighing *w, const Unit *unit, Interval days)
{
    Firsts *firsts = w->context;
    size_t order = firsts->count;
    *PUSH(w->run->arena, firsts) = (First){*unit, days.first, order};
}

static int by_pupil(const void *left, const void *right)
{
    const First *a = left, *b = right;
    if (a->unit.leerling != b->unit.leerling) return a->unit.leerling < b->unit.leerling ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void count(Weighing *w)
{
    Firsts firsts = {0};
    w->context = &firsts;
    weigh_each_deelname(w, false, w->days, take);
    w->context = NULL;
    sort_array(firsts.items, firsts.count, sizeof *firsts.items, by_pupil);
    for (size_t i = 0; i < firsts.count; i++) {
        const First *first = &firsts.items[i];
        if (i && first->unit.leerling == firsts.items[i - 1].unit.leerling) continue;
        weigh_on(w, &first->unit, first->day, 1);
    }
}

static const TableId needs[] = {T_deelnames};

const Sleutel sleutel_deelnemers = {
    .name = "deelnemers",
    .label = "Deelnemers",
    .unit = "deelnemers",
    .counts = "Elke leerling met een deelnamedag in het tijdvak telt voor één, in de gemeente waar "
              "hij op de eerste van die dagen woont.",
    .example = "Drie kinderen doen mee, één van hen met twee deelnames: er zijn drie deelnemers.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_WEGING,
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
