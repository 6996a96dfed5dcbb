/* Sleutel deelnemers. One unit per pupil with a deelname day, placed on the first (SPEC §6). */
#include "engine/sort.h"
#include "engine/weigh.h"

/* A deelname of a pupil, and its first day that counts. */
typedef struct First {
    Unit unit;
    Day day;
} First;

typedef struct Firsts {
    First *items;
    size_t count, capacity;
} Firsts;

static void take(Weighing *w, const Unit *unit, Interval days)
{
    *PUSH(&w->own, (Firsts *)w->context) = (First){*unit, days.first};
}

/* Of one pupil: the deelname that begins first, ties bytewise by deelname. */
static bool is_before(const Weighing *w, const First *a, const First *b)
{
    const Text *deelname = w->run->batch->deelnames.deelname;
    if (a->day != b->day) return a->day < b->day;
    return text_compare(deelname[a->unit.row], deelname[b->unit.row]) < 0;
}

static void count(Weighing *w)
{
    Firsts firsts = {0};
    w->context = &firsts;
    weigh_each_deelname(w, false, w->days, take);
    w->context = NULL;
    u64 *by_pupil = NEW(&w->own, u64, firsts.count); /* leerling << 32 | number */
    for (size_t i = 0; i < firsts.count; i++)
        by_pupil[i] = (u64)firsts.items[i].unit.leerling << 32 | i;
    sort_numbers(&w->own, by_pupil, firsts.count);
    const First *first = NULL;
    for (size_t i = 0; i < firsts.count; i++) {
        const First *next = &firsts.items[(u32)by_pupil[i]];
        bool same = first && first->unit.leerling == next->unit.leerling;
        if (first && !same) weigh_on(w, &first->unit, first->day, 1);
        if (!same || is_before(w, next, first)) first = next;
    }
    if (first) weigh_on(w, &first->unit, first->day, 1);
}

static const TableId needs[] = {T_deelnames};

const Sleutel sleutel_deelnemers = {
    .name = "deelnemers",
    .label = "Deelnemers",
    .unit = "deelnemers",
    .one = "deelnemer",
    .counts = "Elke leerling met een deelnamedag in het tijdvak telt voor één, in de gemeente waar "
              "hij op de eerste van die dagen woont.",
    .example = "Drie kinderen doen mee, één van hen met twee deelnames: er zijn drie deelnemers.",
    .traits = TRAIT_ATTRIBUTED | TRAIT_INTERVAL | TRAIT_WEGING,
    .needs = needs,
    .need_count = COUNT_OF(needs),
    .count = count,
};
