/* Who is enrolled where on a day, and how many: for the controls against tellingen and against
 * figures that the user stated. */
#ifndef VERREKEN_ENGINE_ENROLLED_H
#define VERREKEN_ENGINE_ENROLLED_H

#include "engine/run.h"

/* Those enrolled at a school on one of some days, who live in one gemeente. */
typedef struct Enrolled {
    u32 moment;   /* index of the day */
    u32 gemeente; /* by woonplaats, after opvolger; NONE: unknown */
    i128 pupils;  /* times Run.aandeel_common; every inschrijving counts */
} Enrolled;

typedef struct EnrolledList {
    Enrolled *items;
    size_t count, capacity;
} EnrolledList;

/* Those enrolled at a school on `days` (rising), sorted and merged. */
void enrolled_on(Arena *arena, const Run *run, u32 school, const Day *days, size_t count,
                 EnrolledList *list);
/* Sorts by moment and gemeente, and makes one item of those that have the same. */
void enrolled_merge(EnrolledList *list);

/* The days of all inschrijvingen at a school over the periode. */
i64 enrolled_days(const Run *run, u32 school);

/* The distinct pupils at a school on the latest 1 October on or before the end of the periode. */
i64 enrolled_pupils(const Run *run, u32 school);

/* By gemeente: the distinct pupils who are enrolled anywhere on that day and live there, by the
 * woonplaatsbeginsel and after opvolger; in one pass over all pupils. */
i64 *resident_pupils(Arena *arena, const Run *run);
/* The gemeente that pupils of `gemeente` are counted for then. */
u32 resident_gemeente(const Run *run, u32 gemeente);

/* What the tellingen of a school add up to on the latest peildatum up to the first day of the
 * periode. */
i64 counted_pupils(const Run *run, u32 school);

#endif
