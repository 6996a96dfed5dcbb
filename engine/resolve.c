/* Woonplaats by day. In: woonplaatsen, verblijven, besluiten, leerlingen; out: per pupil complete
 * intervals, one table by all steps and one by the woonadres alone. Holds always: the intervals of
 * a pupil touch each other from DAY_OPEN_START to DAY_OPEN_END. Source: Jeugdwet art. 1.1 as in
 * force since 2022-01-01. */
#include "engine/resolve.h"

/* What one pupil's intervals are made from; reused for the next pupil. */
typedef struct Pupil {
    Run *run;
    u32 leerling;
    Slice addresses, stays, decisions; /* rows, sorted by begindatum */
    LIST(Interval) chains;
    LIST(Day) bounds;
} Pupil;

u32 fallback_of(const Batch *b, u32 leerling, Step *step)
{
    u32 row = b->leerlingen_row[leerling];
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
    for (size_t i = 0; i < p->addresses.count; i++) {
        u32 row = p->addresses.rows[i];
        if (b->woonplaatsen.begindatum[row] > day) break;
        if (address_last(b, p->addresses, i) < day) continue;
        return b->woonplaatsen.aantekening[row] ? NONE : b->woonplaatsen.gemeente[row];
    }
    return NONE;
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
            *PUSH(p->run->arena, &p->chains) = stay;
    }
}

static const Interval *chain_on(const Pupil *p, Day day)
{
    for (size_t i = 0; i < p->chains.count; i++)
        if (p->chains.items[i].first <= day && day <= p->chains.items[i].last)
            return &p->chains.items[i];
    return NULL;
}

/* Step 4: what stands in the place of a woonadres that is not there or is abroad. */
static u32 substitute(const Pupil *p, u32 found, Step *step)
{
    const Batch *b = p->run->batch;
    if (found != ABROAD) return fallback_of(b, p->leerling, step);
    u32 row = b->leerlingen_row[p->leerling];
    u32 gemeente = row == NONE ? NONE : b->leerlingen.gemeente_hulpvraag[row];
    *step = gemeente == NONE ? STEP_ONBEKEND : STEP_HULPVRAAG;
    return gemeente;
}

typedef struct Resolved {
    u32 who;
    Step step;
    bool in_verblijf;
} Resolved;

/* Step 1: the besluit that covers the day, or WHO_SHARED when they are more than one. */
static u32 decided_on(const Pupil *p, Day day)
{
    const Table_woonplaatsbesluiten *t = &p->run->batch->woonplaatsbesluiten;
    u32 who = NONE;
    for (size_t i = 0; i < p->decisions.count; i++) {
        u32 row = p->decisions.rows[i];
        if (t->begindatum[row] > day || t->einddatum[row] < day) continue;
        if (who != NONE) return WHO_SHARED;
        who = t->gemeente[row];
    }
    return who;
}

static Resolved resolve_day(const Pupil *p, Day day, bool address_only)
{
    u32 decided = address_only ? NONE : decided_on(p, day);
    if (decided != NONE) return (Resolved){decided, STEP_BESLUIT, false};
    const Interval *chain = address_only ? NULL : chain_on(p, day);
    Resolved r = {NONE, chain ? STEP_VERBLIJF : STEP_WOONADRES, chain != NULL};
    u32 found = address_on(p, chain ? chain->first - 1 : day);
    r.who = found;
    if (found == NONE || found == ABROAD) r.who = substitute(p, found, &r.step);
    return r;
}

static void add_bound(Pupil *p, Day day)
{
    if (day > DAY_OPEN_START && day < DAY_OPEN_END) *PUSH(p->run->arena, &p->bounds) = day;
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

/* The days on which something can change. */
static void find_bounds(Pupil *p, bool address_only)
{
    const Batch *b = p->run->batch;
    p->bounds.count = 0;
    *PUSH(p->run->arena, &p->bounds) = DAY_OPEN_START;
    for (size_t i = 0; i < p->addresses.count; i++) {
        add_bound(p, b->woonplaatsen.begindatum[p->addresses.rows[i]]);
        add_bound(p, address_last(b, p->addresses, i) + 1);
    }
    for (size_t i = 0; i < p->chains.count && !address_only; i++) {
        add_bound(p, p->chains.items[i].first);
        add_bound(p, p->chains.items[i].last + 1);
    }
    for (size_t i = 0; i < p->decisions.count && !address_only; i++) {
        u32 row = p->decisions.rows[i];
        add_bound(p, b->woonplaatsbesluiten.begindatum[row]);
        add_bound(p, b->woonplaatsbesluiten.einddatum[row] + 1);
    }
    sort_array(p->bounds.items, p->bounds.count, sizeof(Day), by_day);
}

static void add_interval(Run *run, Residence *residence, Day first, Resolved r)
{
    size_t i = residence->count++;
    if (i >= residence->capacity) {
        size_t room[4] = {residence->capacity, residence->capacity, residence->capacity,
                          residence->capacity};
        residence->first = arena_grow(run->arena, residence->first, &room[0], i + 1, sizeof(Day));
        residence->who = arena_grow(run->arena, residence->who, &room[1], i + 1, sizeof(u32));
        residence->step = arena_grow(run->arena, residence->step, &room[2], i + 1, 1);
        residence->in_verblijf = arena_grow(run->arena, residence->in_verblijf, &room[3], i + 1, 1);
        residence->capacity = room[0];
    }
    residence->first[i] = first;
    residence->who[i] = r.who;
    residence->step[i] = (u8)r.step;
    residence->in_verblijf[i] = r.in_verblijf;
}

static void resolve_pupil(Pupil *p, Residence *residence, bool address_only)
{
    find_bounds(p, address_only);
    for (size_t i = 0; i < p->bounds.count; i++) {
        if (i && p->bounds.items[i] == p->bounds.items[i - 1]) continue;
        add_interval(p->run, residence, p->bounds.items[i],
                     resolve_day(p, p->bounds.items[i], address_only));
    }
}

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

void resolve(Run *run)
{
    Batch *b = run->batch;
    size_t pupils = b->leerling_ids.count;
    run->aandeel_common = 1;
    find_aandeel_common(run);
    Pupil p = {.run = run};
    Residence *tables[] = {NEW(run->arena, Residence, 1), NEW(run->arena, Residence, 1)};
    run->woonplaats = tables[0];
    run->woonadres = tables[1];
    for (int t = 0; t < 2; t++)
        tables[t]->start = NEW(run->arena, size_t, pupils + 1);
    for (u32 leerling = 0; leerling < pupils; leerling++) {
        p.leerling = leerling;
        p.addresses = group_of(&b->woonplaatsen_of, leerling);
        p.stays = group_of(&b->verblijven_of, leerling);
        p.decisions = group_of(&b->besluiten_of, leerling);
        find_chains(&p);
        for (int t = 0; t < 2; t++) {
            tables[t]->start[leerling] = tables[t]->count;
            resolve_pupil(&p, tables[t], t == 1);
        }
    }
    for (int t = 0; t < 2; t++)
        tables[t]->start[pupils] = tables[t]->count;
}
