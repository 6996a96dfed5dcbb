/* Woonplaats by day. In: woonplaatsen, verblijven, besluiten, leerlingen; out: per pupil complete
 * intervals by all steps, and by the woonadres alone when a laag asks for that. Holds always: the
 * intervals of a pupil touch each other from DAY_OPEN_START to DAY_OPEN_END. Source: Jeugdwet
 * art. 1.1 as in force since 2022-01-01. */
#include "engine/resolve.h"

#include "engine/work.h"

#include <string.h>

/* From `first` up to the day before the next turn of the pupil; the last is open. */
typedef struct Turn {
    Day first;
    u32 who;
    u8 step;
    bool in_verblijf;
} Turn;

/* Pupils are resolved in parts. A pupil with more than a home has all its stretches in the turns of
 * its part, without a gap: from first_turn up to, not with, that of the next pupil. One without any
 * lives nowhere outside its home, where step 4 decides.
 *
 * Bound: a pupil has one turn, and two more for each of its rows of woonplaatsen (at least nine
 * bytes), verblijven (17) and besluiten (22), each in a file below 4 GiB: fewer than 2^32 in all.
 */
enum { PART_PUPILS = 1 << 13 };

/* Where the first turn of a pupil is told, and one further where its turns end: each part has one
 * more entry than pupils. */
static size_t turn_entry(u32 leerling)
{
    return (size_t)leerling + leerling / PART_PUPILS;
}

/* A besluit begins to count on a day, or counts no more. */
typedef struct Change {
    Day day;
    i64 by; /* 1 or -1 */
    u32 row;
} Change;

/* The besluiten that count on a day: how many, and Σ of their rows, which is the row of the one. */
typedef struct Decided {
    size_t next; /* change */
    i64 count, rows;
} Decided;

/* What one pupil's intervals are made from; reused for the next pupil. */
typedef struct Pupil {
    const Run *run;
    Arena lists; /* of the three below */
    bool address_only;
    u32 leerling;
    Slice addresses, stays, decisions; /* rows, sorted by begindatum */
    LIST(Interval) chains;
    LIST(Day) bounds;
    LIST(Change) changes; /* of the besluiten, upwards */
    LIST(Turn) found;
    char gap[WORKER_GAP];
} Pupil;

u32 fallback_of(const Batch *b, u32 leerling, Step *step)
{
    u32 row = leerlingen_row_of(b, leerling);
    *step = STEP_ONBEKEND;
    if (row == NONE) return WHO_UNKNOWN;
    *step = STEP_GEBOORTE;
    if (b->leerlingen.gemeente_bij_geboorte[row] != NONE)
        return b->leerlingen.gemeente_bij_geboorte[row];
    *step = b->leerlingen.gemeente_hulpvraag[row] != NONE ? STEP_HULPVRAAG : STEP_ONBEKEND;
    return b->leerlingen.gemeente_hulpvraag[row];
}

/* The last day of a woonadres: where another begins, that day is the later one's. */
static Day address_last(const Batch *b, Slice addresses, size_t i)
{
    Day last = b->woonplaatsen.einddatum[addresses.rows[i]];
    if (i + 1 == addresses.count) return last;
    return day_min(last, b->woonplaatsen.begindatum[addresses.rows[i + 1]] - 1);
}

/* The woonadres on a day: a gemeente, ABROAD, WHO_OF_ROW, or NONE. */
static u32 address_on(const Pupil *p, Day day)
{
    const Batch *b = p->run->batch;
    if (!p->addresses.count) return WHO_OF_ROW;
    size_t low = 0, high = p->addresses.count; /* the last that begins on or before the day */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->woonplaatsen.begindatum[p->addresses.rows[middle]] <= day)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || address_last(b, p->addresses, low - 1) < day) return NONE;
    u32 row = p->addresses.rows[low - 1];
    return b->woonplaatsen.aantekening[row] ? NONE : b->woonplaatsen.gemeente[row];
}

/* Verblijven joined where the next begins at most 1 + onderbreking days after the end so far. */
static void find_chains(Pupil *p)
{
    const Batch *b = p->run->batch;
    p->chains.count = 0;
    for (size_t i = 0; i < p->stays.count; i++) {
        u32 row = p->stays.rows[i];
        if (b->verblijven.soort[row] == VERBLIJF_DEELTIJD) continue;
        Interval stay = {b->verblijven.begindatum[row], b->verblijven.einddatum[row]};
        Interval *chain = p->chains.count ? &p->chains.items[p->chains.count - 1] : NULL;
        if (chain && (i64)stay.first <= (i64)chain->last + 1 + p->run->settings->onderbreking)
            chain->last = day_max(chain->last, stay.last);
        else
            *PUSH(&p->lists, &p->chains) = stay;
    }
}

static const Interval *chain_on(const Pupil *p, Day day)
{
    size_t low = 0, high = p->chains.count; /* the first that ends on or after the day */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->chains.items[middle].last < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->chains.count && p->chains.items[low].first <= day ? &p->chains.items[low]
                                                                      : NULL;
}

/* Step 4: what stands in the place of a woonadres that is not there or is abroad. */
static u32 substitute(const Pupil *p, u32 found, Step *step)
{
    const Batch *b = p->run->batch;
    if (found != ABROAD) return fallback_of(b, p->leerling, step);
    u32 row = leerlingen_row_of(b, p->leerling);
    u32 gemeente = row == NONE ? NONE : b->leerlingen.gemeente_hulpvraag[row];
    *step = gemeente == NONE ? STEP_ONBEKEND : STEP_HULPVRAAG;
    return gemeente;
}

static int by_change(const void *left, const void *right)
{
    const Change *a = left, *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

static void find_changes(Pupil *p)
{
    const Table_woonplaatsbesluiten *t = &p->run->batch->woonplaatsbesluiten;
    p->changes.count = 0;
    for (size_t i = 0; i < p->decisions.count; i++) {
        u32 row = p->decisions.rows[i];
        *PUSH(&p->lists, &p->changes) = (Change){t->begindatum[row], 1, row};
        if (t->einddatum[row] < DAY_OPEN_END)
            *PUSH(&p->lists, &p->changes) = (Change){t->einddatum[row] + 1, -1, row};
    }
    sort_array(p->changes.items, p->changes.count, sizeof(Change), by_change);
}

/* Step 1: the besluit that counts on the day, WHO_SHARED when they are more than one, or NONE. Days
 * are asked upwards. */
static u32 decided_on(const Pupil *p, Decided *decided, Day day)
{
    for (; decided->next < p->changes.count && p->changes.items[decided->next].day <= day;
         decided->next++) {
        const Change *change = &p->changes.items[decided->next];
        decided->count += change->by;
        decided->rows += change->by * (i64)change->row;
    }
    if (decided->count > 1) return WHO_SHARED;
    return decided->count ? p->run->batch->woonplaatsbesluiten.gemeente[decided->rows] : NONE;
}

static Turn resolve_day(const Pupil *p, Decided *besluiten, Day day)
{
    u32 decided = decided_on(p, besluiten, day);
    if (decided != NONE) return (Turn){day, decided, STEP_BESLUIT, false};
    const Interval *chain = chain_on(p, day);
    Turn r = {day, NONE, chain ? STEP_VERBLIJF : STEP_WOONADRES, chain != NULL};
    u32 found = address_on(p, chain ? chain->first - 1 : day);
    r.who = found;
    if (found == NONE || found == ABROAD) {
        Step step;
        r.who = substitute(p, found, &step);
        r.step = (u8)step;
    }
    return r;
}

static void add_bound(Pupil *p, Day day)
{
    if (day > DAY_OPEN_START && day < DAY_OPEN_END) *PUSH(&p->lists, &p->bounds) = day;
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

/* The days on which something can change, upwards. */
static void find_bounds(Pupil *p)
{
    const Batch *b = p->run->batch;
    p->bounds.count = 0;
    *PUSH(&p->lists, &p->bounds) = DAY_OPEN_START;
    for (size_t i = 0; i < p->addresses.count; i++) {
        add_bound(p, b->woonplaatsen.begindatum[p->addresses.rows[i]]);
        add_bound(p, address_last(b, p->addresses, i) + 1);
    }
    for (size_t i = 0; i < p->chains.count; i++) {
        add_bound(p, p->chains.items[i].first);
        add_bound(p, p->chains.items[i].last + 1);
    }
    for (size_t i = 0; i < p->decisions.count; i++) {
        u32 row = p->decisions.rows[i];
        add_bound(p, b->woonplaatsbesluiten.begindatum[row]);
        add_bound(p, b->woonplaatsbesluiten.einddatum[row] + 1);
    }
    for (size_t i = 1; i < p->bounds.count; i++)
        if (p->bounds.items[i] < p->bounds.items[i - 1]) {
            sort_array(p->bounds.items, p->bounds.count, sizeof(Day), by_day);
            return;
        }
}

/* Whether one woonadres, or none, is all there is of the pupil. */
static bool has_one_home(const Pupil *p, Stretch *home)
{
    const Table_woonplaatsen *t = &p->run->batch->woonplaatsen;
    if (p->stays.count || p->decisions.count || p->addresses.count > 1) return false;
    *home = (Stretch){DAY_OPEN_START, DAY_OPEN_END, WHO_OF_ROW, STEP_WOONADRES, false};
    if (!p->addresses.count) return true;
    u32 row = p->addresses.rows[0];
    if (t->aantekening[row] || t->gemeente[row] == ABROAD) return false;
    home->first = t->begindatum[row];
    home->last = t->einddatum[row];
    home->who = t->gemeente[row];
    return true;
}

/* Finds all turns of the pupil; its home is that of the first settled day. */
static void find_turns(Pupil *p, Stretch *home)
{
    Day settled = p->run->settings->settled.first;
    size_t first = p->found.count;
    Decided decided = {0};
    find_chains(p);
    find_changes(p);
    find_bounds(p);
    for (size_t i = 0; i < p->bounds.count; i++)
        if (!i || p->bounds.items[i] != p->bounds.items[i - 1])
            *PUSH(&p->lists, &p->found) = resolve_day(p, &decided, p->bounds.items[i]);
    for (size_t i = first; i < p->found.count && p->found.items[i].first <= settled; i++) {
        const Turn *turn = &p->found.items[i];
        Day last = i + 1 < p->found.count ? turn[1].first - 1 : DAY_OPEN_END;
        *home = (Stretch){turn->first, last, turn->who, turn->step, turn->in_verblijf};
    }
}

static void resolve_pupil(Pupil *p, Stretch *home)
{
    const Batch *b = p->run->batch;
    p->addresses = group_of(&b->woonplaatsen_of, p->leerling);
    p->stays = p->decisions = (Slice){NULL, 0};
    if (!p->address_only) {
        p->stays = group_of(&b->verblijven_of, p->leerling);
        p->decisions = group_of(&b->besluiten_of, p->leerling);
    }
    if (!has_one_home(p, home)) find_turns(p, home);
}

typedef struct ResolvingAll {
    const Run *run;
    Residences *residences;
    bool address_only;
    Arena *arenas; /* by part */
    Pupil *pupils; /* by worker */
} ResolvingAll;

static void resolve_part(void *context, size_t task, unsigned worker)
{
    ResolvingAll *all = context;
    Residences *r = all->residences;
    Pupil *p = &all->pupils[worker];
    p->run = all->run;
    p->address_only = all->address_only;
    p->found.count = 0;
    size_t first = task * PART_PUPILS, end = first + PART_PUPILS;
    if (end > r->pupils) end = r->pupils;
    for (u32 leerling = (u32)first; leerling < end; leerling++) {
        p->leerling = leerling;
        resolve_pupil(p, &r->home[leerling]);
        r->first_turn[turn_entry(leerling) + 1] = (u32)p->found.count;
    }
    r->turns[task] = NEW(&all->arenas[task], Turn, p->found.count);
    if (p->found.count) memcpy(r->turns[task], p->found.items, p->found.count * sizeof(Turn));
}

static void resolve_all(Run *run, Residences *residences, bool address_only)
{
    Arena scratch = {0};
    size_t pupils = run->batch->leerling_ids.count, parts = pupils / PART_PUPILS + 1;
    *residences =
        (Residences){NEW(run->arena, Stretch, pupils), NEW(run->arena, u32, pupils + parts),
                     NEW(run->arena, Turn *, parts), pupils};
    ResolvingAll all = {run, residences, address_only, NEW(&scratch, Arena, parts),
                        NEW(&scratch, Pupil, work_width())};
    work_each(parts, resolve_part, &all);
    for (size_t i = 0; i < parts; i++)
        arena_adopt(run->arena, &all.arenas[i]);
    for (unsigned i = 0; i < work_width(); i++)
        arena_free(&all.pupils[i].lists);
    arena_free(&scratch);
}

/* --- asking ----------------------------------------------------------------------------------- */

/* The turn of the pupil that `day` lies in: of turns first … end - 1, the last that has begun. */
static Stretch turn_on(const Turn *turns, size_t first, size_t end, Day day)
{
    size_t low = first, high = end;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (turns[middle].first <= day)
            low = middle;
        else
            high = middle;
    }
    const Turn *turn = &turns[low];
    Day last = low + 1 < end ? turn[1].first - 1 : DAY_OPEN_END;
    return (Stretch){turn->first, last, turn->who, turn->step, turn->in_verblijf};
}

/* A pupil outside the one home it has. */
static Stretch nowhere_on(const Batch *b, const Stretch *home, u32 leerling, Day day)
{
    Step step;
    u32 who = fallback_of(b, leerling, &step);
    if (day < home->first) return (Stretch){DAY_OPEN_START, home->first - 1, who, (u8)step, false};
    return (Stretch){home->last + 1, DAY_OPEN_END, who, (u8)step, false};
}

Stretch stretch_away(const Batch *b, const Residences *r, u32 leerling, Day day)
{
    const u32 *turns = &r->first_turn[turn_entry(leerling)];
    if (turns[0] == turns[1]) return nowhere_on(b, &r->home[leerling], leerling, day);
    return turn_on(r->turns[leerling / PART_PUPILS], turns[0], turns[1], day);
}

/* --- all pupils ------------------------------------------------------------------------------- */

static void find_aandeel_common(Run *run)
{
    const Table_woonplaatsbesluiten *t = &run->batch->woonplaatsbesluiten;
    i64 common = 1;
    for (u32 i = 0; i < t->rows.count; i++) {
        Fraction both = fraction_reduce(common, t->aandeel[i].denominator);
        i128 next = (i128)both.numerator * t->aandeel[i].denominator;
        if (next > AANDEEL_DENOMINATOR_MOST) {
            FAULT_PLAIN(
                run->batch->report, E231_AANDELEN_TOO_MANY,
                place_of(run->batch, T_woonplaatsbesluiten, i, COL_woonplaatsbesluiten_aandeel));
            return;
        }
        common = (i64)next;
    }
    run->aandeel_common = common;
}

/* Whether any rule attributes by the woonadres alone. */
static bool asks_woonadres(const Settings *settings)
{
    for (size_t r = 0; r < settings->rules.count; r++) {
        const Rule *rule = &settings->rules.items[r];
        for (size_t v = 0; v < rule->count; v++)
            if (rule->items[v].own.aan == AAN_WOONADRES) return true;
        for (size_t l = 0; l < rule->lagen.count; l++)
            for (size_t v = 0; v < rule->lagen.items[l].count; v++)
                if (rule->lagen.items[l].items[v].laag.aan == AAN_WOONADRES) return true;
    }
    return false;
}

void resolve(Run *run)
{
    run->aandeel_common = 1;
    find_aandeel_common(run);
    if (!run->woonplaats.home) resolve_all(run, &run->woonplaats, false);
    if (!run->woonadres.home && asks_woonadres(run->settings))
        resolve_all(run, &run->woonadres, true);
}
