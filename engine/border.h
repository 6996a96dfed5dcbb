/* Who is enrolled where, by woonplaats: for grensverkeer and for the comparison with tellingen. */
#ifndef VERREKEN_ENGINE_BORDER_H
#define VERREKEN_ENGINE_BORDER_H

#include "engine/run.h"

/* Adds the inschrijvingen at a school on a day to `counts` by woongemeente (index the number of
 * partijen: unknown), times aandeel_common. False: there is none. */
bool enrolled_on(const Run *run, u32 school, Day day, i128 *counts);

/* The days of all inschrijvingen at a school over the periode. */
i64 enrolled_days(const Run *run, u32 school);

/* The distinct pupils at a school on the latest 1 October on or before the end of the periode. */
i64 enrolled_pupils(const Run *run, u32 school);

/* The distinct pupils who are enrolled anywhere on that day and live in the gemeente, by the
 * woonplaatsbeginsel. */
i64 resident_pupils(const Run *run, u32 gemeente);

/* What the tellingen of a school add up to on the latest peildatum up to the first day of the
 * periode. */
i64 counted_pupils(const Run *run, u32 school);

/* Whether a pupil with geheim = ja is enrolled at a school in the periode: then it has no rows in
 * grensverkeer (SPEC §12). */
bool has_secret_pupil_at(const Run *run, u32 school);

#endif
