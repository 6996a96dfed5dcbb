/* Words for units. In: a laag; out: what it counts, in Dutch. Holds always: units of a laag with a
 * weging are called weighed, for their number is no number of days or pupils. */
#include "io/documents/unit_words.h"

#include "engine/exact.h"
#include "io/tell/dutch.h"

Text unit_words(Arena *arena, const Laag *laag, bool one)
{
    const Sleutel *sleutel = laag->sleutel;
    Text words = text_of(sleutel->people_unit ? sleutel->people_unit : sleutel->unit);
    if (one && sleutel->one) words = text_of(sleutel->one);
    return laag->weging_count ? JOIN(arena, TEXT("gewogen "), words) : words;
}

i64 people_units_of(const Sleutel *sleutel)
{
    return sleutel->people_unit ? sleutel->people_units : 1;
}

bool is_of_shares(const Sleutel *sleutel)
{
    for (size_t i = 0; i < sleutel->param_count; i++)
        if (sleutel->params[i].kind == PARAM_SHARES) return true;
    return false;
}

enum { MILLIONTHS_IN_CENT = 10000 };

i64 apart_days(i64 cents, i64 tarief)
{
    if (tarief < MILLIONTHS_IN_CENT) return 0; /* several numbers of days give the same cents */
    i128 days = round_quotient((i128)cents * MILLIONTHS_IN_CENT, tarief);
    return round_quotient(days * tarief, MILLIONTHS_IN_CENT) == cents ? (i64)days : 0;
}

Text apart_words(Arena *arena, i64 days, i64 tarief)
{
    Text price = tarief % MILLIONTHS_IN_CENT
                     ? JOIN(arena, TEXT("€\xC2\xA0"), dutch_number(arena, tarief, 1000000))
                     : dutch_euro(arena, tarief / MILLIONTHS_IN_CENT);
    return JOIN(arena, dutch_integer(arena, days), days == 1 ? TEXT(" dag à ") : TEXT(" dagen à "),
                price);
}
