/* The words of a specificatie. In: how a unit was counted; out: Dutch for who checks it. */
#include "io/documents/specificatie_rows.h"
#include "io/documents/step_words.h"
#include "io/tell/dutch.h"

Text specificatie_step(Arena *arena, const SpecGroup *group, const SpecUnit *unit)
{
    const Laag *laag = group->term->laag;
    bool resident = laag->aan == AAN_WOONPLAATS || laag->aan == AAN_WOONADRES;
    if (unit->table == T_tellingen && resident) return TEXT("telling van de school");
    TextBuilder out = {.arena = arena};
    build_text(&out, step_words(laag, (Step)unit->step, unit->by_row));
    for (unsigned step = 0; unit->steps >> step; step++) {
        if (!(unit->steps >> step & 1) || step == unit->step) continue;
        build_text(&out, TEXT("; later: "));
        build_text(&out, step_words(laag, (Step)step, unit->by_row));
    }
    return built(&out);
}

static void add_sentence(TextBuilder *out, Text sentence)
{
    if (out->count) build_text(out, TEXT("; "));
    build_text(out, sentence);
}

/* 2 1/2 is written as 2,5; what has no end as a fraction. */
static Text number_text(Arena *arena, i64 numerator, i64 denominator)
{
    Fraction f = fraction_reduce(numerator, denominator);
    i64 rest = f.denominator;
    while (rest % 10 == 0)
        rest /= 10;
    while (rest % 2 == 0)
        rest /= 2;
    while (rest % 5 == 0)
        rest /= 5;
    if (rest == 1 && 10000 % f.denominator == 0)
        return dutch_number(arena, f.numerator, f.denominator);
    return JOIN(arena, text_integer(arena, f.numerator), TEXT("/"),
                text_integer(arena, f.denominator));
}

Text specificatie_remark(Arena *arena, const Run *run, const SpecGroup *group, const SpecUnit *unit)
{
    TextBuilder out = {.arena = arena};
    const Laag *laag = group->term->laag;
    if (unit->placed & PLACED_APART)
        add_sentence(&out, TEXT("geen deelnemer: betaalt per dag"));
    else if (unit->placed & PLACED_OUTSIDE && laag->buiten == BUITEN_SCHOOLGEMEENTE)
        add_sentence(&out, TEXT("die gemeente doet niet mee: telt bij de gemeente van de school"));
    if (unit->placed & PLACED_BELOW)
        add_sentence(&out, TEXT("onder de drempel: telt bij de gemeente van de school"));
    if (unit->share != run->aandeel_common)
        add_sentence(&out, JOIN(arena, TEXT("aandeel "),
                                number_text(arena, unit->share, run->aandeel_common)));
    if (unit->factor != laag->weging_common)
        add_sentence(&out, JOIN(arena, TEXT("telt "),
                                number_text(arena, unit->factor, laag->weging_common),
                                TEXT(" keer (weging)")));
    return built(&out);
}

Text specificatie_group_remark(Arena *arena, const SpecGroup *group)
{
    TextBuilder out = {.arena = arena};
    const Laag *laag = group->term->laag;
    if (group->soort == LINE_APART)
        return JOIN(arena, TEXT("apart in rekening gebracht, € "),
                    dutch_number(arena, laag->apart_tarief, 1000000), TEXT(" per dag"));
    if (!(laag->sleutel->traits & TRAIT_ATTRIBUTED))
        return JOIN(arena, TEXT("niet naar leerlingen: "), text_of(laag->sleutel->label));
    if (group->decided == DECIDED_BY_PLACE)
        return laag->leeg == LEEG_REGIEGEMEENTE
                   ? TEXT("er telt niemand: de regiegemeente draagt dit deel")
                   : TEXT("er telt niemand: de gemeente van de school draagt dit deel");
    if (!group->has_units) return TEXT("telt niet (meer)");
    if (group->decided == DECIDED_BY_YEAR)
        add_sentence(&out, JOIN(arena, TEXT("in het tijdvak telt niemand: geteld over "),
                                dutch_period(arena, group->days)));
    else if (laag->meetperiode)
        add_sentence(&out, JOIN(arena, TEXT("geteld over "), dutch_period(arena, group->days)));
    if (group->is_inexact) add_sentence(&out, TEXT("te groot om in een cel mee te rekenen"));
    return built(&out);
}
