/* P × Q. In: deelnames and tarieven; out: ten-thousandths of units, and cents. Holds always: the
 * results over adjoining intervals add up to that over their union.
 *
 * Bounds: volume < 10^12, tarief < 10^15, measure < 2^36 < 10^11, so a product is below 10^38 <
 * 2^127; deelname_has_tarief() refuses what would pass 10^15 cents before anything is rounded. */
#include "engine/pxq.h"

#include "engine/exact.h"
#include "engine/schoolweek.h"

#define PXQ_CENTS_MOST 1000000000000000

i64 measure_days(bool by_months, Interval days)
{
    return by_months ? month_units(days.first, days.last) : days_count(days.first, days.last);
}

i64 apportion(i64 amount, Interval whole, Interval part, bool by_months)
{
    i64 all = measure_days(by_months, whole);
    Interval through = {whole.first, day_min(whole.last, part.last)};
    Interval before = {whole.first, day_min(whole.last, part.first - 1)};
    return apportion_through(amount, measure_days(by_months, through), all) -
           apportion_through(amount, measure_days(by_months, before), all);
}

Interval deelname_days(const Run *run, u32 row)
{
    const Table_deelnames *t = &run->batch->deelnames;
    Day last = day_min(t->einddatum[row], contract_last(run->batch, t->contract[row]));
    if (last == DAY_OPEN_END) last = run->settings->settled.last;
    return (Interval){t->begindatum[row], last};
}

/* The weeks of a deelname whose Sunday is placed in `days`. */
static i64 sundays_in(const Run *run, u32 row, Interval days)
{
    Interval whole = deelname_days(run, row);
    return sunday_weeks(whole.first, whole.last, days.last) -
           sunday_weeks(whole.first, whole.last, days.first - 1);
}

/* Units are volume · measure / divisor, in ten-thousandths. The measure of `days`, which begin with
 * or after the deelname. */
static i64 unit_measure(const Run *run, u32 row, Interval days)
{
    const Batch *b = run->batch;
    switch ((Frequentie)b->deelnames.frequentie[row]) {
    case FREQUENTIE_PER_MAAND: return month_units(days.first, days.last);
    case FREQUENTIE_PER_SCHOOLWEEK:
        return school_days(b, b->deelnames.school[row], days.first, days.last);
    case FREQUENTIE_PER_WEEK_ZONDAG: return sundays_in(run, row, days);
    default: return days_count(days.first, days.last);
    }
}

static i64 unit_divisor(const Run *run, u32 row)
{
    static const i64 divisors[] = {
        [FREQUENTIE_PER_DAG] = 1,
        [FREQUENTIE_PER_WEEK] = 7,
        [FREQUENTIE_PER_MAAND] = MONTH_UNITS,
        [FREQUENTIE_PER_WEEK_ZONDAG] = 1,
        [FREQUENTIE_PER_SCHOOLWEEK] = 5,
    };
    const Table_deelnames *t = &run->batch->deelnames;
    u8 frequentie = t->frequentie[row];
    if (frequentie == FREQUENTIE_TOTAAL) return days_count(t->begindatum[row], t->einddatum[row]);
    ASSERT(frequentie < COUNT_OF(divisors));
    return divisors[frequentie];
}

/* What keeps units from being counted, or FAULT_COUNT. */
static FaultId units_fault(const Run *run, u32 row, i32 *column)
{
    const Table_deelnames *t = &run->batch->deelnames;
    *column = COL_deelnames_volume;
    if (t->volume[row] < 0) return E413_NO_VOLUME;
    *column = COL_deelnames_einddatum;
    if (t->frequentie[row] == FREQUENTIE_TOTAAL && t->einddatum[row] == DAY_OPEN_END)
        return E414_TOTAAL_WITHOUT_END;
    *column = COL_deelnames_school;
    if (t->frequentie[row] == FREQUENTIE_PER_SCHOOLWEEK && t->school[row] == NONE)
        return E426_SCHOOLWEEK_WITHOUT_SCHOOL;
    *column = COL_deelnames_volume;
    i128 product = (i128)t->volume[row] * unit_measure(run, row, deelname_days(run, row));
    if (product / unit_divisor(run, row) > AMOUNT_MOST) return E425_VOLUME_TOO_LARGE;
    return FAULT_COUNT;
}

bool deelname_has_units(const Run *run, u32 row)
{
    i32 column;
    FaultId fault = units_fault(run, row, &column);
    if (fault == FAULT_COUNT) return true;
    FAULT_AT(run->batch->report, fault, place_of(run->batch, T_deelnames, row, column),
             run->batch->deelnames.deelname[row]);
    return false;
}

static i64 volume_through(const Run *run, u32 row, Day last)
{
    const Table_deelnames *t = &run->batch->deelnames;
    Interval days = {t->begindatum[row], last};
    return (i64)round_quotient((i128)t->volume[row] * unit_measure(run, row, days),
                               unit_divisor(run, row));
}

i64 deelname_volume(const Run *run, u32 row, Interval days)
{
    return volume_through(run, row, days.last) - volume_through(run, row, days.first - 1);
}

/* The tarieven of the deelname's product: rows start … end - 1 of the contract's group. */
static Slice tarieven_of_deelname(const Run *run, u32 row)
{
    const Batch *b = run->batch;
    Slice all = group_of(&b->tarieven_of, b->deelnames.contract[row]);
    u32 product = b->deelnames.product[row];
    size_t start = 0, high = all.count; /* sorted by product, then begindatum */
    while (start < high) {
        size_t middle = start + (high - start) / 2;
        if (b->tarieven.product[all.rows[middle]] < product)
            start = middle + 1;
        else
            high = middle;
    }
    size_t end = start;
    while (end < all.count && b->tarieven.product[all.rows[end]] == product)
        end++;
    return (Slice){all.rows + start, end - start};
}

/* cum(last) as numerator · 1 / (10^8 · divisor): ten-thousandths times millionths of a euro are
 * 10^-8 cents. */
static i128 cents_through(const Run *run, u32 row, Day last)
{
    const Batch *b = run->batch;
    Slice tarieven = tarieven_of_deelname(run, row);
    i128 sum = 0;
    for (size_t i = 0; i < tarieven.count; i++) {
        u32 t = tarieven.rows[i];
        Interval days = overlap((Interval){b->tarieven.begindatum[t], b->tarieven.einddatum[t]},
                                (Interval){b->deelnames.begindatum[row], last});
        if (is_empty(days)) continue;
        sum +=
            (i128)b->deelnames.volume[row] * b->tarieven.tarief[t] * unit_measure(run, row, days);
    }
    return round_quotient(sum, (i128)100000000 * unit_divisor(run, row));
}

static bool tell_gap(const Run *run, u32 row, Day day)
{
    const Batch *b = run->batch;
    u32 product = b->deelnames.product[row];
    FAULT_AT(b->report, E412_NO_TARIEF, place_of(b, T_deelnames, row, COL_deelnames_product),
             product == NONE ? WORDS("(none)") : words_same(b->product_ids.items[product]),
             contract_code(b, b->deelnames.contract[row]), day_text(b->arena, day));
    return false;
}

bool deelname_has_tarief(const Run *run, u32 row, Day last)
{
    const Batch *b = run->batch;
    Interval days = deelname_days(run, row);
    days.last = day_min(days.last, last);
    Slice tarieven = tarieven_of_deelname(run, row);
    Day next = days.first; /* the first day without a tarief so far */
    for (size_t i = 0; i < tarieven.count && next <= days.last; i++) {
        u32 t = tarieven.rows[i];
        if (b->tarieven.einddatum[t] < next) continue;
        if (b->tarieven.begindatum[t] > next) return tell_gap(run, row, next);
        next = b->tarieven.einddatum[t] + 1;
    }
    if (next <= days.last) return tell_gap(run, row, next);
    i32 column;
    bool has_units = !is_empty(days) && units_fault(run, row, &column) == FAULT_COUNT;
    if (has_units && cents_through(run, row, days.last) > PXQ_CENTS_MOST) {
        FAULT_AT(b->report, E417_PXQ_TOO_LARGE, place_of(b, T_deelnames, row, COL_deelnames_volume),
                 b->deelnames.deelname[row]);
        return false;
    }
    return true;
}

bool deelname_is_priced(const Run *run, u32 row)
{
    if (run->pxq.count && run->pxq.items[run->first_pxq[row]].row == row) return true;
    return deelname_has_units(run, row) &&
           deelname_has_tarief(run, row, run->settings->settled.last);
}

i64 deelname_cents(const Run *run, u32 row, Interval days)
{
    return (i64)(cents_through(run, row, days.last) - cents_through(run, row, days.first - 1));
}
