/* Checks of what belongs to one pupil. In: an indexed batch; out: faults, by pupil. Holds always
 * after it, without errors: the woonplaatsen of a pupil do not overlap but for a day, nor its
 * inschrijvingen at a school, and its besluiten add up to one. */
#include "engine/checks.h"
#include "engine/exact.h"

/* --- woonplaatsen ----------------------------------------------------------------------------- */

/* Adds to what is found; the rows of a pupil stand in the order of their begindatum. */
static void check_addresses(Batch *b, u32 leerling, SameDays *same)
{
    const Table_woonplaatsen *t = &b->woonplaatsen;
    Slice rows = group_of(&b->woonplaatsen_of, leerling);
    u32 longest = rows.count ? rows.rows[0] : 0; /* that ends last so far */
    for (size_t i = 1; i < rows.count; i++) {
        u32 row = rows.rows[i];
        Day common_last = day_min(t->einddatum[longest], t->einddatum[row]);
        bool twins = t->begindatum[row] == t->begindatum[longest] &&
                     t->einddatum[row] == t->einddatum[longest];
        if (common_last > t->begindatum[row] || twins)
            tell_overlap(b, E221_OVERLAP_WOONPLAATSEN, T_woonplaatsen, COL_woonplaatsen_begindatum,
                         longest, row, leerling_id(b, leerling));
        else if (common_last == t->begindatum[row])
            add_same_days(b, same, (SameDays){1, row});
        if (t->einddatum[row] >= t->einddatum[longest]) longest = row;
    }
}

static SameDays check_addresses_in(Batch *b, const void *context, WorkRange pupils)
{
    (void)context;
    SameDays same = NO_SAME_DAYS;
    for (size_t leerling = pupils.first; leerling < pupils.end; leerling++)
        check_addresses(b, (u32)leerling, &same);
    return same;
}

/* Two woonplaatsen may share one day, which is the later one's. */
void check_woonplaatsen(Batch *b)
{
    SameDays same = check_ranges(b, b->leerling_ids.count, check_addresses_in, NULL);
    if (same.count)
        FAULT_AT(b->report, W227_WOONPLAATS_SAME_DAY,
                 place_of(b, T_woonplaatsen, same.first, COL_woonplaatsen_begindatum),
                 text_integer(b->arena, same.count));
}

/* --- inschrijvingen --------------------------------------------------------------------------- */

/* An inschrijving as it is compared with the others of its pupil. */
typedef struct Enrolment {
    u32 school;
    Day first;
    u32 row;
} Enrolment;

static int by_school(const void *left, const void *right)
{
    const Enrolment *a = left, *b = right;
    if (a->school != b->school) return a->school < b->school ? -1 : 1;
    int order = (a->first > b->first) - (a->first < b->first);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void check_enrolments(Batch *b, u32 leerling, Arena *scratch)
{
    const Table_inschrijvingen *t = &b->inschrijvingen;
    Slice rows = group_of(&b->inschrijvingen_of, leerling);
    if (rows.count < 2) return;
    if (rows.count == 2 && t->school[rows.rows[0]] != t->school[rows.rows[1]]) return; /* most */
    Enrolment *list = NEW(scratch, Enrolment, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        list[i] = (Enrolment){t->school[rows.rows[i]], t->begindatum[rows.rows[i]], rows.rows[i]};
    sort_array(list, rows.count, sizeof *list, by_school);
    for (size_t i = 1; i < rows.count; i++)
        if (list[i].school == list[i - 1].school && list[i].first <= t->einddatum[list[i - 1].row])
            tell_overlap(b, E223_OVERLAP_INSCHRIJVINGEN, T_inschrijvingen,
                         COL_inschrijvingen_begindatum, list[i - 1].row, list[i].row,
                         leerling_id(b, leerling));
    arena_rewind(scratch);
}

static SameDays check_enrolments_in(Batch *b, const void *context, WorkRange pupils)
{
    (void)context;
    Arena scratch = {0};
    for (size_t leerling = pupils.first; leerling < pupils.end; leerling++)
        check_enrolments(b, (u32)leerling, &scratch);
    arena_free(&scratch);
    return NO_SAME_DAYS;
}

void check_inschrijvingen(Batch *b)
{
    check_ranges(b, b->leerling_ids.count, check_enrolments_in, NULL);
}

/* --- besluiten -------------------------------------------------------------------------------- */

/* Whether the aandelen of these besluiten, which cover one day, add up to exactly 1. With too many
 * denominators they do as far as is told here: resolve() tells those. */
static bool aandelen_are_one(const Batch *b, Slice rows, u32 *last_row)
{
    const Table_woonplaatsbesluiten *t = &b->woonplaatsbesluiten;
    i128 sum = 0, common = 1;
    bool any = false;
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        i64 d = t->aandeel[row].denominator;
        i128 factor = d / (i128)greatest_common_divisor((u128)common, (u128)d);
        if (common > FRACTION_MOST) return true;
        sum = sum * factor + t->aandeel[row].numerator * (common * factor / d);
        common *= factor;
        *last_row = any ? later_row(t->rows.line, row, *last_row) : row;
        any = true;
    }
    return !any || sum == common;
}

/* A day on which the besluiten of a pupil may begin or cease to add up to one: the first of
 * besluit turn / 2 when `turn` is even, else that after its last. */
typedef struct Turn {
    Day day;
    u32 turn;
} Turn;

static int by_day(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

static size_t list_turns(const Batch *b, Slice rows, Turn *turns)
{
    const Table_woonplaatsbesluiten *t = &b->woonplaatsbesluiten;
    size_t count = 0;
    for (u32 i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        turns[count++] = (Turn){t->begindatum[row], 2 * i};
        if (t->einddatum[row] < DAY_OPEN_END)
            turns[count++] = (Turn){t->einddatum[row] + 1, 2 * i + 1};
    }
    sort_array(turns, count, sizeof *turns, by_day);
    return count;
}

/* Walks along the days with the besluiten that cover them, and tells the first turn of all on which
 * they do not add up to one. */
static void check_decisions(Batch *b, u32 leerling, Arena *scratch)
{
    const Table_woonplaatsbesluiten *t = &b->woonplaatsbesluiten;
    Slice rows = group_of(&b->besluiten_of, leerling); /* by begindatum */
    if (!rows.count) return;
    Turn *turns = NEW(scratch, Turn, rows.count * 2), found = {0, NONE};
    u32 *covering = NEW(scratch, u32, rows.count), row_found = NONE;
    size_t turn_count = list_turns(b, rows, turns), next = 0, count = 0;
    for (size_t i = 0; i < turn_count; i++) {
        Day day = turns[i].day;
        if (turns[i].turn > found.turn) continue;
        size_t kept = 0;
        for (size_t c = 0; c < count; c++)
            if (t->einddatum[covering[c]] >= day) covering[kept++] = covering[c];
        for (; next < rows.count && t->begindatum[rows.rows[next]] <= day; next++)
            covering[kept++] = rows.rows[next];
        count = kept;
        u32 row = NONE;
        if (aandelen_are_one(b, (Slice){covering, count}, &row)) continue;
        found = turns[i];
        row_found = row;
    }
    if (found.turn != NONE)
        FAULT_AT(b->report, E224_BESLUIT_AANDELEN,
                 place_of(b, T_woonplaatsbesluiten, row_found, COL_woonplaatsbesluiten_aandeel),
                 leerling_id(b, leerling), day_text(b->arena, found.day));
    arena_rewind(scratch);
}

static SameDays check_decisions_in(Batch *b, const void *context, WorkRange pupils)
{
    (void)context;
    Arena scratch = {0};
    for (size_t leerling = pupils.first; leerling < pupils.end; leerling++)
        check_decisions(b, (u32)leerling, &scratch);
    arena_free(&scratch);
    return NO_SAME_DAYS;
}

void check_besluiten(Batch *b)
{
    if (b->woonplaatsbesluiten.rows.count)
        check_ranges(b, b->leerling_ids.count, check_decisions_in, NULL);
}
