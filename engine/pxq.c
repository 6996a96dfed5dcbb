/* P × Q. In: deelnames and tarieven; out: ten-thousandths of units, and cents. Holds always: the
 * results over adjoining intervals add up to that over their union.
 *
 * Bounds: volume < 10^12, tarief < 10^15, measure < 2^36 < 10^11, so a product is below 10^38 <
 * 2^127; deelname_has_tarief() refuses what would pass 10^15 cents before anything is rounded. */
#include "engine/pxq.h"

#include "engine/exact.h"

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
    if (last == DAY_OPEN_END) last = run->settings->periode.last;
    return (Interval){t->begindatum[row], last};
}

bool deelname_has_units(const Run *run, u32 row)
{
    const Table_deelnames *t = &run->batch->deelnames;
    if (t->volume[row] < 0) {
        FAULT_AT(run->batch->report, E413_NO_VOLUME,
                 place_of(run->batch, T_deelnames, row, COL_deelnames_volume), t->deelname[row]);
        return false;
    }
    if (t->frequentie[row] == FREQUENTIE_TOTAAL && t->einddatum[row] == DAY_OPEN_END) {
        FAULT_AT(run->batch->report, E414_TOTAAL_WITHOUT_END,
                 place_of(run->batch, T_deelnames, row, COL_deelnames_einddatum), t->deelname[row]);
        return false;
    }
    return true;
}

/* Units are volume · measure / divisor, in ten-thousandths. */
static i64 unit_measure(const Run *run, u32 row, Interval days)
{
    return measure_days(run->batch->deelnames.frequentie[row] == FREQUENTIE_PER_MAAND, days);
}

static i64 unit_divisor(const Run *run, u32 row)
{
    const Table_deelnames *t = &run->batch->deelnames;
    switch ((Frequentie)t->frequentie[row]) {
    case FREQUENTIE_TOTAAL: return days_count(t->begindatum[row], t->einddatum[row]);
    case FREQUENTIE_PER_DAG: return 1;
    case FREQUENTIE_PER_WEEK: return 7;
    case FREQUENTIE_PER_MAAND: return MONTH_UNITS;
    }
    ASSERT(!"a frequentie without units");
    return 1;
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
    size_t start = 0;
    while (start < all.count && b->tarieven.product[all.rows[start]] != product)
        start++;
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
             product == NONE ? TEXT("(none)") : b->product_ids.items[product],
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
    bool has_units = b->deelnames.volume[row] >= 0 && !is_empty(days) &&
                     (b->deelnames.frequentie[row] != FREQUENTIE_TOTAAL ||
                      b->deelnames.einddatum[row] != DAY_OPEN_END);
    if (has_units && cents_through(run, row, days.last) > PXQ_CENTS_MOST) {
        FAULT_AT(b->report, E417_PXQ_TOO_LARGE, place_of(b, T_deelnames, row, COL_deelnames_volume),
                 b->deelnames.deelname[row]);
        return false;
    }
    return true;
}

i64 deelname_cents(const Run *run, u32 row, Interval days)
{
    return (i64)(cents_through(run, row, days.last) - cents_through(run, row, days.first - 1));
}
