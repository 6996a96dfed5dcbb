/* What was counted for a partij. In: the units of a laag; out: sums per school and reason, and the
 * pupils when they are asked for. Holds always: the sums are the weight of the partij. */
#include "io/documents/step_words.h"
#include "io/documents/unit_words.h"
#include "io/explain/explain_pool.h"
#include "io/tell/dutch.h"

/* Units with the same school and reason. */
typedef struct UnitSum {
    u32 school;
    Day peildatum; /* of a telling; else 0 */
    u8 step, placed;
    bool is_telling, by_row;
    bool gone; /* from the partij to another, or left out */
    i128 units;
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
    if (a_school != b_school) return (a_school > b_school) - (a_school < b_school);
    if (a->peildatum != b->peildatum)
        return (a->peildatum > b->peildatum) - (a->peildatum < b->peildatum);
    if (a->step != b->step) return (a->step > b->step) - (a->step < b->step);
    if (a->by_row != b->by_row) return a->by_row ? 1 : -1;
    return (a->placed > b->placed) - (a->placed < b->placed);
}

/* What the sum is of that a unit belongs to. */
static UnitSum reason_of(const Batch *b, const KeptUnit *unit, u32 partij)
{
    bool telling = unit->table == T_tellingen;
    return (UnitSum){.school = unit->school,
                     .peildatum = telling ? b->tellingen.peildatum[unit->row] : 0,
                     .step = unit->step,
                     .placed = unit->placed,
                     .is_telling = telling,
                     .by_row = unit->by_row,
                     .gone = unit->partij != partij || (unit->placed & PLACED_APART),
                     .units = unit->units};
}

static void add_unit(UnitSums *sums, const Batch *b, const KeptUnit *unit, u32 partij)
{
    UnitSum one = reason_of(b, unit, partij);
    for (size_t i = 0; i < sums->count; i++) {
        if (by_reason(&sums->items[i], &one)) continue;
        sums->items[i].units += unit->units;
        return;
    }
    *PUSH(sums->arena, sums) = one;
}

/* Where units outside deelnemers, or below the drempel, go. */
static Text placed_words(const Laag *laag, u8 placed, bool gone)
{
    if (placed & PLACED_APART) return TEXT(", apart berekend per dag (buiten = apart)");
    if (placed & PLACED_OUTSIDE) {
        if (!gone && laag->buiten == BUITEN_VERREKENEN)
            return TEXT(", geen deelnemer, betaalt zelf (buiten = verrekenen)");
        if (!gone) return TEXT(", van een ander die geen deelnemer is (buiten = schoolgemeente)");
        return laag->buiten == BUITEN_SCHOOLGEMEENTE
                   ? TEXT(", telt voor de schoolgemeente: geen deelnemer")
                   : TEXT(", telt niet mee: geen deelnemer (buiten = verdelen)");
    }
    if (placed & PLACED_BELOW) {
        if (!gone && laag->buiten == BUITEN_VERREKENEN)
            return TEXT(", geen deelnemer, betaalt zelf (buiten = verrekenen)");
        if (!gone) return TEXT(", van een ander die onder de drempel blijft");
        return laag->drempel_to_schoolgemeente
                   ? TEXT(", telt voor de schoolgemeente: onder de drempel")
                   : TEXT(", telt niet mee: onder de drempel");
    }
    return TEXT("");
}

static const PoolLaag *laag_of_pool(const Facts *f, ExplainWhat what, u32 laag)
{
    return &f->run->lagen.items[f->run->pools.items[what.pool].first_laag + laag];
}

static const Laag *laag_of(const Facts *f, ExplainWhat what, u32 laag)
{
    const Pool *pool = &f->run->pools.items[what.pool];
    return terms_of(f->run, pool->contract, pool->tijdvak)->lagen[laag].laag;
}

static Text unit_number(const Facts *f, ExplainWhat what, u32 laag, i128 units)
{
    i128 per = (i128)laag_of_pool(f, what, laag)->denominator *
               people_units_of(laag_of(f, what, laag)->sleutel);
    return dutch_number(f->arena, units, per);
}

/* Why the units are the partij's. */
static Text why_words(const Facts *f, ExplainWhat what, u32 laag, const UnitSum *sum)
{
    if (sum->is_telling)
        return JOIN(f->arena, TEXT("gemeente in de telling van "),
                    dutch_date(f->arena, sum->peildatum));
    if (!(sum->placed & PLACED_LISTED))
        return step_words(laag_of(f, what, laag), (Step)sum->step, sum->by_row);
    if (laag_of_pool(f, what, laag)->decided != DECIDED_BY_PLACE) return TEXT("als deelnemer");
    return laag_of(f, what, laag)->leeg == LEEG_REGIEGEMEENTE
               ? TEXT("regiegemeente, want er is niets geteld (leeg = regiegemeente)")
               : TEXT("gemeente van een school, want er is niets geteld (leeg = schoolgemeente)");
}

static void tell_sum(Facts *f, ExplainWhat what, u32 laag, const UnitSum *sum)
{
    Text where =
        sum->school == NONE
            ? TEXT("")
            : JOIN(f->arena, school_name(f->arena, f->run->batch, sum->school), TEXT(", "));
    Fact *fact = FACT(f, sum->gone ? "elders" : "eenheden", where, why_words(f, what, laag, sum),
                      placed_words(laag_of(f, what, laag), sum->placed, sum->gone), TEXT(": "),
                      unit_number(f, what, laag, sum->units));
    if (sum->school != NONE) fact_text(fact, "school", school_code(f->run->batch, sum->school));
    fact_number(f, fact, "gewicht", sum->units);
}

/* --- pupils ----------------------------------------------------------------------------------- */

static bool covers(Day first, Day last, Day day)
{
    return first <= day && day <= last;
}

/* A row that the woonplaats follows from. */
static void tell_home_row(Facts *f, const char *kind, Text what, TableId table, u32 row)
{
    Fact *fact = fact_add(f, kind, what);
    fact_source(f, fact, table, row);
}

/* The rows that say where a pupil lives on the first day of a unit. */
static void tell_home(Facts *f, const KeptUnit *unit)
{
    const Batch *b = f->run->batch;
    const Table_woonplaatsen *w = &b->woonplaatsen;
    Day day = unit->days.first;
    if (unit->leerling == NONE || unit->by_row) return;
    Slice stays = group_of(&b->verblijven_of, unit->leerling);
    for (size_t i = 0; unit->step == STEP_VERBLIJF && i < stays.count; i++) {
        u32 row = stays.rows[i];
        if (covers(b->verblijven.begindatum[row], b->verblijven.einddatum[row], day))
            tell_home_row(f, "verblijf", TEXT("verblijf"), T_verblijven, row);
    }
    Slice rulings = group_of(&b->besluiten_of, unit->leerling);
    for (size_t i = 0; unit->step == STEP_BESLUIT && i < rulings.count; i++) {
        u32 row = rulings.rows[i];
        if (covers(b->woonplaatsbesluiten.begindatum[row], b->woonplaatsbesluiten.einddatum[row],
                   day))
            tell_home_row(f, "besluit", TEXT("woonplaatsbesluit"), T_woonplaatsbesluiten, row);
    }
    Slice homes = group_of(&b->woonplaatsen_of, unit->leerling);
    for (size_t i = 0; i < homes.count; i++) {
        u32 row = homes.rows[i];
        bool here =
            unit->step == STEP_WOONADRES && covers(w->begindatum[row], w->einddatum[row], day);
        bool before = unit->step == STEP_VERBLIJF && w->gemeente[row] < ABROAD &&
                      successor_on(b, w->gemeente[row], day) == unit->resolved;
        if (here || before) tell_home_row(f, "woonadres", TEXT("woonadres"), T_woonplaatsen, row);
    }
}

/* ", × 3 (weging)" */
static Text weighed_words(const Facts *f, ExplainWhat what, u32 laag, const KeptUnit *unit)
{
    i64 common = laag_of(f, what, laag)->weging_common;
    if (unit->factor == common || unit->table == T_partijen) return TEXT("");
    return JOIN(f->arena, TEXT(", × "), dutch_number(f->arena, unit->factor, common),
                TEXT(" (weging)"));
}

/* One row that was counted, of a pupil. */
static void tell_pupil(Facts *f, ExplainWhat what, u32 laag, const KeptUnit *unit)
{
    Arena *arena = f->arena;
    const Batch *b = f->run->batch;
    bool gone = unit->partij != what.partij;
    bool geheim = false;
    if (unit->leerling != NONE && leerlingen_row_of(b, unit->leerling) != NONE)
        geheim = b->leerlingen.geheim[leerlingen_row_of(b, unit->leerling)] == 1;
    Text who = unit->leerling == NONE
                   ? TEXT("rij van de telling")
                   : JOIN(arena, TEXT("leerling "), leerling_id(b, unit->leerling),
                          geheim ? TEXT(" (geheim)") : TEXT(""));
    Text days = unit->leerling == NONE
                    ? TEXT("")
                    : JOIN(arena, TEXT(", "), dutch_date(arena, unit->days.first), TEXT(" t/m "),
                           dutch_date(arena, unit->days.last));
    Fact *fact = FACT(f, "leerling", who, days, TEXT(": "), unit_number(f, what, laag, unit->units),
                      placed_words(laag_of(f, what, laag), unit->placed, gone),
                      weighed_words(f, what, laag, unit));
    if (unit->leerling != NONE) {
        fact_text(fact, "leerling", leerling_id(b, unit->leerling));
        fact_text(fact, "stap", step_words(laag_of(f, what, laag), (Step)unit->step, unit->by_row));
    }
    fact_text(fact, "eerste", day_text(arena, unit->days.first));
    fact_text(fact, "laatste", day_text(arena, unit->days.last));
    fact_number(f, fact, "gewicht", unit->units);
    fact_source(f, fact, unit->table, unit->row);
    f->depth++;
    tell_home(f, unit);
    f->depth--;
}

static int by_pupil_and_day(const void *left, const void *right)
{
    const KeptUnit *a = left, *b = right;
    u32 a_school = a->school + 1, b_school = b->school + 1;
    if (a_school != b_school) return (a_school > b_school) - (a_school < b_school);
    if (a->leerling != b->leerling)
        return (a->leerling > b->leerling) - (a->leerling < b->leerling);
    if (a->days.first != b->days.first)
        return (a->days.first > b->days.first) - (a->days.first < b->days.first);
    return (a->row > b->row) - (a->row < b->row);
}

/* The pupils of one sum, below it. */
static void tell_pupils(Facts *f, const KeptUnits *kept, ExplainWhat what, u32 laag,
                        const UnitSum *sum)
{
    f->depth++;
    for (size_t i = 0; i < kept->count; i++) {
        const KeptUnit *unit = &kept->items[i];
        if (!concerns(unit, what.partij) || (unit->placed & PLACED_LISTED)) continue;
        UnitSum one = reason_of(f->run->batch, unit, what.partij);
        if (!by_reason(&one, sum)) tell_pupil(f, what, laag, unit);
    }
    f->depth--;
}

bool explain_concerns(const KeptUnits *kept, u32 partij)
{
    for (size_t i = 0; i < kept->count; i++)
        if (concerns(&kept->items[i], partij)) return true;
    return false;
}

void explain_units(Facts *f, const KeptUnits *kept, ExplainWhat what, u32 laag)
{
    UnitSums sums = {.arena = f->arena};
    const PoolLaag *l = laag_of_pool(f, what, laag);
    i128 own = 0, weight = 0;
    for (size_t i = 0; i < kept->count; i++)
        if (concerns(&kept->items[i], what.partij))
            add_unit(&sums, f->run->batch, &kept->items[i], what.partij);
    sort_array(sums.items, sums.count, sizeof *sums.items, by_reason);
    sort_array(kept->items, kept->count, sizeof *kept->items, by_pupil_and_day);
    for (size_t i = 0; i < sums.count; i++) {
        tell_sum(f, what, laag, &sums.items[i]);
        if (!sums.items[i].gone) own += sums.items[i].units;
        if (what.leerlingen) tell_pupils(f, kept, what, laag, &sums.items[i]);
    }
    for (size_t i = 0; i < l->weight_count; i++)
        if (l->partijen[i] == what.partij) weight = weight_at(l, i);
    ASSERT(own == weight);
}
