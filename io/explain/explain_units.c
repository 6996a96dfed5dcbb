/* What was counted for a partij. In: the units of a laag; out: sums per school and reason, and the
 * pupils when they are asked for. Holds always: the sums are the weight of the partij. */
#include "io/documents/dutch.h"
#include "io/explain/explain_pool.h"

const char *step_words(Step step)
{
    switch (step) {
    case STEP_ONBEKEND: return "woonplaats onbekend";
    case STEP_BESLUIT: return "woonplaatsbesluit (art. 1.1 Jeugdwet)";
    case STEP_VERBLIJF: return "woonadres vóór het verblijf (art. 1.1 Jeugdwet)";
    case STEP_WOONADRES: return "woonadres in de BRP (art. 1.1 Jeugdwet)";
    case STEP_GEBOORTE: return "gemeente bij geboorte (art. 1.1 Jeugdwet)";
    case STEP_HULPVRAAG: return "werkelijk verblijf bij de hulpvraag (art. 1.1 Jeugdwet)";
    case STEP_SCHOOL: return "door de school";
    case STEP_BETALER: return "betaler van de deelname";
    }
    return "";
}

/* Units with the same school and reason. */
typedef struct UnitSum {
    u32 school;
    u8 step, placed;
    bool gone; /* from the partij to another, or left out */
    i128 units;
    i64 pupils;
} UnitSum;

typedef struct UnitSums {
    Arena *arena;
    UnitSum *items;
    size_t count, capacity;
} UnitSums;

static bool concerns(const KeptUnit *unit, u32 partij)
{
    return unit->partij == partij || unit->resolved == partij;
}

static int by_reason(const void *left, const void *right)
{
    const UnitSum *a = left, *b = right;
    if (a->gone != b->gone) return a->gone ? 1 : -1;
    u32 a_school = a->school + 1, b_school = b->school + 1; /* NONE comes first */
    if (a_school != b_school) return a_school < b_school ? -1 : 1;
    if (a->step != b->step) return a->step < b->step ? -1 : 1;
    return (a->placed > b->placed) - (a->placed < b->placed);
}

static void add_unit(UnitSums *sums, const KeptUnit *unit, u32 partij)
{
    UnitSum one = {unit->school, unit->step,
                   unit->placed, unit->partij != partij || (unit->placed & PLACED_APART),
                   unit->units,  1};
    for (size_t i = 0; i < sums->count; i++) {
        if (by_reason(&sums->items[i], &one)) continue;
        sums->items[i].units += unit->units;
        sums->items[i].pupils++;
        return;
    }
    *PUSH(sums->arena, sums) = one;
}

static Text placed_words(u8 placed, bool gone)
{
    if (placed & PLACED_APART) return TEXT(", apart berekend per dag (buiten = apart)");
    if (placed & PLACED_OUTSIDE)
        return gone ? TEXT(", telt elders: geen deelnemer (buiten)")
                    : TEXT(", van een ander die geen deelnemer is (buiten)");
    if (placed & PLACED_BELOW)
        return gone ? TEXT(", telt niet mee: onder de drempel")
                    : TEXT(", van een ander die onder de drempel blijft");
    if (placed & PLACED_LISTED) return TEXT(", zoals afgesproken");
    return TEXT("");
}

static Text unit_number(const Facts *f, const PoolLaag *laag, const Sleutel *sleutel, i128 units)
{
    i128 per = laag->denominator * (sleutel->people_unit ? sleutel->people_units : 1);
    return dutch_number(f->arena, units, per);
}

static const PoolLaag *laag_of_pool(const Facts *f, ExplainWhat what, u32 laag)
{
    return &f->run->lagen.items[f->run->pools.items[what.pool].first_laag + laag];
}

static const Sleutel *sleutel_of(const Facts *f, ExplainWhat what, u32 laag)
{
    const Pool *pool = &f->run->pools.items[what.pool];
    return terms_of(f->run, pool->contract, pool->tijdvak)->lagen[laag].laag->sleutel;
}

static void tell_sum(Facts *f, ExplainWhat what, u32 laag, const UnitSum *sum)
{
    const Sleutel *sleutel = sleutel_of(f, what, laag);
    Text where =
        sum->school == NONE
            ? TEXT("")
            : JOIN(f->arena, school_name(f->arena, f->run->batch, sum->school), TEXT(", "));
    Text why = sum->placed & PLACED_LISTED ? TEXT("deelnemer") : text_of(step_words(sum->step));
    Fact *fact =
        FACT(f, sum->gone ? "elders" : "eenheden", where, why, placed_words(sum->placed, sum->gone),
             TEXT(": "), unit_number(f, laag_of_pool(f, what, laag), sleutel, sum->units));
    if (sum->school != NONE) fact_text(fact, "school", school_code(f->run->batch, sum->school));
    fact_number(f, fact, "gewicht", sum->units);
}

/* One row that was counted, of a pupil. */
static void tell_pupil(Facts *f, ExplainWhat what, u32 laag, const KeptUnit *unit)
{
    Arena *arena = f->arena;
    bool gone = unit->partij != what.partij;
    Text who = unit->leerling == NONE
                   ? TEXT("telling")
                   : JOIN(arena, TEXT("leerling "), leerling_id(f->run->batch, unit->leerling));
    Fact *fact =
        FACT(f, "leerling", who, TEXT(", "), dutch_date(arena, unit->days.first), TEXT(" t/m "),
             dutch_date(arena, unit->days.last), TEXT(": "),
             unit_number(f, laag_of_pool(f, what, laag), sleutel_of(f, what, laag), unit->units),
             TEXT(", "), text_of(step_words((Step)unit->step)), placed_words(unit->placed, gone),
             unit->by_row ? TEXT(", gemeente van de rij zelf") : TEXT(""));
    if (unit->leerling != NONE) {
        fact_text(fact, "leerling", leerling_id(f->run->batch, unit->leerling));
        fact_text(fact, "stap", text_of(step_words((Step)unit->step)));
    }
    fact_text(fact, "eerste", day_text(arena, unit->days.first));
    fact_text(fact, "laatste", day_text(arena, unit->days.last));
    fact_number(f, fact, "gewicht", unit->units);
    fact_source(f, fact, unit->table, unit->row);
}

static int by_pupil_and_day(const void *left, const void *right)
{
    const KeptUnit *a = left, *b = right;
    u32 a_school = a->school + 1, b_school = b->school + 1;
    if (a_school != b_school) return a_school < b_school ? -1 : 1;
    if (a->leerling != b->leerling) return a->leerling < b->leerling ? -1 : 1;
    if (a->days.first != b->days.first) return a->days.first < b->days.first ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

void explain_units(Facts *f, const KeptUnits *kept, ExplainWhat what, u32 laag)
{
    UnitSums sums = {.arena = f->arena};
    const PoolLaag *l = laag_of_pool(f, what, laag);
    i128 own = 0, weight = 0;
    for (size_t i = 0; i < kept->count; i++)
        if (concerns(&kept->items[i], what.partij)) add_unit(&sums, &kept->items[i], what.partij);
    sort_array(sums.items, sums.count, sizeof *sums.items, by_reason);
    for (size_t i = 0; i < sums.count; i++) {
        tell_sum(f, what, laag, &sums.items[i]);
        if (!sums.items[i].gone) own += sums.items[i].units;
    }
    for (size_t i = 0; i < l->weight_count; i++)
        if (l->partijen[i] == what.partij) weight = weight_at(l, i);
    ASSERT(own == weight);
    if (!what.leerlingen) return;
    sort_array(kept->items, kept->count, sizeof *kept->items, by_pupil_and_day);
    f->depth++;
    for (size_t i = 0; i < kept->count; i++)
        if (concerns(&kept->items[i], what.partij) && !(kept->items[i].placed & PLACED_LISTED))
            tell_pupil(f, what, laag, &kept->items[i]);
    f->depth--;
}
