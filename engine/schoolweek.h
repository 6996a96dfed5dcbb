/* Weeks of school and Sundays: where units of per_schoolweek and per_week_zondag fall (SPEC §12).
 */
#ifndef VERREKEN_ENGINE_SCHOOLWEEK_H
#define VERREKEN_ENGINE_SCHOOLWEEK_H

#include "engine/batch.h"

/* Mondays to Fridays of first..last outside the schoolvakanties of the school's regio. */
i64 school_days(const Batch *batch, u32 school, Day first, Day last);

/* Of a deelname on first..last: how many of its ISO weeks are placed on a day up to `through`. A
 * week is placed on its Sunday; the last, when its Sunday lies after the end, on the last Sunday
 * within the deelname, or without one on its last day. */
i64 sunday_weeks(Day first, Day last, Day through);

/* Sorts the schoolvakanties by regio; called once by index_batch(). */
void index_schoolvakanties(Batch *batch);

#endif
