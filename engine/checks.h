/* The parts of validation (validate.c): each tells its faults, in the order of pupils or of rows,
 * to the report of the batch. */
#ifndef VERREKEN_ENGINE_CHECKS_H
#define VERREKEN_ENGINE_CHECKS_H

#include "engine/batch.h"
#include "engine/work.h"

/* Keys given twice. */
void check_keys(Batch *b);

/* What belongs to one pupil and does not go together. */
void check_woonplaatsen(Batch *b);
void check_inschrijvingen(Batch *b);
void check_besluiten(Batch *b);

/* Woonplaatsen that begin on the day on which the one before ends: how many, and the row of the
 * first in the file, or NONE. */
typedef struct SameDays {
    i64 count;
    u32 first;
} SameDays;

/* Does `check` for all of 0 … count - 1, in ranges side by side. When there is a fault, it is done
 * again from first to last, so that what is told does not depend on the ranges. */
typedef SameDays RangeCheck(Batch *b, const void *context, WorkRange range);
SameDays check_ranges(Batch *b, size_t count, RangeCheck *check, const void *context);
#define NO_SAME_DAYS ((SameDays){0, NONE})
void add_same_days(const Batch *b, SameDays *to, SameDays more);

/* The row of two that stands later in its file, for a message. */
u32 later_row(const u32 *line, u32 a, u32 b);

/* Tells of two rows at the later one. */
void tell_overlap(Batch *b, FaultId id, TableId table, i32 column, u32 one, u32 other, Text who);

#endif
