/* Units and cents of a deelname (SPEC §5): exact up to a day, so that tijdvakken add up. */
#ifndef VERREKEN_ENGINE_PXQ_H
#define VERREKEN_ENGINE_PXQ_H

#include "engine/run.h"

/* The days of a deelname; an open end is the contract's end, else that of the periode. */
Interval deelname_days(const Run *run, u32 row);

/* Whether the units of a deelname can be counted: it has a volume, and totaal has an end. Else a
 * fault at the row. */
bool deelname_has_units(const Run *run, u32 row);

/* Whether each of its days up to `last` has a tarief, and its cents stay below 10^15. Else a fault.
 */
bool deelname_has_tarief(const Run *run, u32 row, Day last);

/* Both, up to the last settled day; once cost() has charged a deelname, that is known. */
bool deelname_is_priced(const Run *run, u32 row);

/* The units within `days` in whole ten-thousandths: R(10000 · units through the last day) − the
 * same before the first. `days` within the deelname. Below 2^62. */
i64 deelname_volume(const Run *run, u32 row, Interval days);

/* The cents within `days`: R(cum(last)) − R(cum(first − 1)). `days` within the deelname. */
i64 deelname_cents(const Run *run, u32 row, Interval days);

/* Days, or MONTH_UNITS of months, of an interval (SPEC §5, toerekening). */
i64 measure_days(bool by_months, Interval days);

/* What `part` gets of an amount over `whole` (SPEC §5): the cents up to its last day less those up
 * to the day before its first. */
i64 apportion(i64 amount, Interval whole, Interval part, bool by_months);

/* The common part of two intervals; empty when last < first. */
static inline Interval overlap(Interval a, Interval b)
{
    return (Interval){day_max(a.first, b.first), day_min(a.last, b.last)};
}
static inline bool is_empty(Interval i)
{
    return i.last < i.first;
}

#endif
