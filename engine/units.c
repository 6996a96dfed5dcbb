/* Units and whom they count for. In: a unit, its days or number; out: weights by partij. Holds
 * always: emit() is the one way in which units are counted; what it counts ends at one partij, or
 * is left out by a rule that says so. */
#include "engine/exact.h"
#include "engine/explain.h"
#include "engine/weigh.h"

static void add_weight(Weighing *w, u32 partij, const Unit *unit, i128 units)
{
    partij_set_add(&w->touched, partij);
    w->weight[partij] += units;
    if (w->weight[partij] > WEIGHT_MOST) {
        weigh_fault(w, E424_WEIGHTS_OVERFLOW, laag_words(w->run->arena, w->term->name));
        w->weight[partij] = 1;
    }
    bool asked = w->laag->drempel == DREMPEL_LEERLINGEN || w->run->keeps_pupils;
    if (asked && !w->second_pass && unit->leerling != NONE)
        *PUSH(&w->lists, &w->pairs) = (u64)partij << 32 | unit->leerling;
}

/* A unit for a partij that takes no part. NONE: it is not divided here. */
static u32 place_outside(Weighing *w, u32 partij, const Unit *unit, i128 units)
{
    switch (w->laag->buiten) {
    case BUITEN_VERREKENEN: return partij;
    case BUITEN_SCHOOLGEMEENTE: return schoolgemeente_of_unit(w, unit);
    case BUITEN_VERDELEN: return NONE;
    case BUITEN_APART:
        if (w->second_pass || w->skip_apart) return NONE;
        partij_set_add(&w->has_apart, partij);
        w->apart[partij] += units;
        return NONE;
    default: break; /* BUITEN_NOT_GIVEN */
    }
    if (w->second_pass) return NONE; /* told by the first */
    partij_set_add(&w->is_outside, partij);
    w->outside[partij] += units;
    return NONE;
}

/* The factor of the unit's school (SPEC §12, weging), over weging_common. */
static i64 weging_of(const Weighing *w, const Unit *unit)
{
    if (unit->school == NONE) return w->laag->weging_common;
    for (size_t i = 0; i < w->laag->weging_count; i++)
        if (text_equal(w->laag->weging[i].soort, w->run->batch->scholen.soort[unit->school]))
            return w->laag->weging[i].weight;
    return w->laag->weging_common;
}

/* Whether the unit is of a pupil whose gemeente its own row gives: it has no woonplaatsen. */
static bool is_by_row(const Weighing *w, const Piece *piece, const Unit *unit)
{
    bool resident = w->laag->aan == AAN_WOONPLAATS || w->laag->aan == AAN_WOONADRES;
    if (!resident || unit->leerling == NONE || unit->gemeente == NONE || unit->betaler != NONE)
        return false;
    Stretch s = stretch_on(w->run->batch, residences_of(w), unit->leerling, piece->days.first);
    return s.who == WHO_OF_ROW;
}

/* Keeps a unit, for whom it counts or NONE. What is billed apart was kept by the first pass. */
static void keep_unit(Weighing *w, const Piece *piece, const Unit *unit, u32 partij, i128 units,
                      unsigned placed)
{
    if (placed & PLACED_OUTSIDE && w->laag->buiten == BUITEN_APART && !w->skip_apart) {
        if (w->second_pass) return;
        placed |= PLACED_APART;
        partij = piece->partij;
    }
    *PUSH(w->kept->arena, w->kept) = (KeptUnit){.units = units,
                                                .denominator = w->denominator,
                                                .table = unit->table,
                                                .row = unit->row,
                                                .leerling = unit->leerling,
                                                .school = unit->school,
                                                .resolved = piece->partij,
                                                .partij = partij,
                                                .days = piece->days,
                                                .share = piece->share,
                                                .factor = weging_of(w, unit),
                                                .steps = (u16)(1u << piece->step | piece->others),
                                                .step = (u8)piece->step,
                                                .placed = (u8)placed,
                                                .by_row = is_by_row(w, piece, unit)};
}

/* The one way in which units are counted. `units` times aandeel_common; a unit that is 0, or that
 * weging makes 0, is none. */
static void emit(Weighing *w, const Piece *piece, const Unit *unit, i128 units)
{
    u32 partij = piece->partij;
    i128 weighed = units * weging_of(w, unit);
    if (weighed == 0) return;
    unsigned placed = 0;
    if (w->term->is_deelnemer && !w->term->is_deelnemer[partij]) {
        partij = place_outside(w, partij, unit, weighed);
        placed = PLACED_OUTSIDE;
    }
    if (partij != NONE && w->second_pass && w->is_below[partij]) {
        partij = w->laag->drempel_to_schoolgemeente ? schoolgemeente_of_unit(w, unit) : NONE;
        placed |= PLACED_BELOW;
    }
    if (w->kept) keep_unit(w, piece, unit, partij, weighed, placed);
    if (partij == NONE) return;
    if (piece->step == STEP_ONBEKEND) w->onbekend += weighed;
    w->raw[partij] += units;
    add_weight(w, partij, unit, weighed);
}

void weigh_days(Weighing *w, const Unit *unit, Interval days)
{
    attribute(w, unit, days);
    for (size_t i = 0; i < w->pieces.count; i++) {
        const Piece *piece = &w->pieces.items[i];
        emit(w, piece, unit, (i128)days_count(piece->days.first, piece->days.last) * piece->share);
    }
}

void weigh_on(Weighing *w, const Unit *unit, Day day, i64 units)
{
    attribute(w, unit, (Interval){day, day});
    for (size_t i = 0; i < w->pieces.count; i++)
        emit(w, &w->pieces.items[i], unit, (i128)units * w->pieces.items[i].share);
}

static int pieces_by_partij(const void *left, const void *right)
{
    const Piece *a = left, *b = right;
    if (a->partij != b->partij) return a->partij < b->partij ? -1 : 1;
    return (a->days.first > b->days.first) - (a->days.first < b->days.first);
}

void weigh_divided(Weighing *w, const Unit *unit, Interval days, i64 units)
{
    attribute(w, unit, days);
    size_t count = w->pieces.count;
    if (!count || !units) return;
    Piece *pieces = w->pieces.items;
    sort_array(pieces, count, sizeof *pieces, pieces_by_partij);
    if (count == 1) {
        emit(w, &pieces[0], unit, (i128)units * w->run->aandeel_common);
        return;
    }
    i128 *weights = NEW(&w->scratch, i128, count);
    i64 *parts = NEW(&w->scratch, i64, count);
    i128 total = 0;
    size_t merged = 0;
    for (size_t i = 0; i < count; i++) {
        i128 weight = (i128)days_count(pieces[i].days.first, pieces[i].days.last) * pieces[i].share;
        if (merged && pieces[merged - 1].partij == pieces[i].partij) {
            weights[merged - 1] += weight;
            pieces[merged - 1].days.last =
                day_max(pieces[merged - 1].days.last, pieces[i].days.last);
            pieces[merged - 1].others |= 1u << pieces[i].step;
        } else {
            pieces[merged] = pieces[i];
            weights[merged++] = weight;
        }
        total += weight;
    }
    largest_remainder(&w->scratch, units, weights, merged, total, parts);
    for (size_t i = 0; i < merged; i++)
        emit(w, &pieces[i], unit, (i128)parts[i] * w->run->aandeel_common);
    arena_rewind(&w->scratch);
}

void weigh_counted(Weighing *w, const Unit *unit, i64 units)
{
    Day first = w->tijdvak_days.first;
    if (w->laag->aan == AAN_WOONPLAATS || w->laag->aan == AAN_WOONADRES) {
        Piece piece = {successor_on(w->run->batch, unit->gemeente, first),
                       {first, first},
                       w->run->aandeel_common,
                       STEP_WOONADRES,
                       0};
        emit(w, &piece, unit, (i128)units * piece.share);
        return;
    }
    weigh_on(w, unit, first, units);
}

void weigh_partij(Weighing *w, u32 partij, i128 units)
{
    Unit unit = {T_partijen, partij, NONE, NONE, NONE, NONE};
    if (units == 0) return;
    partij = successor_on(w->run->batch, partij, w->tijdvak_days.first);
    if (w->kept) {
        Piece piece = {partij, w->tijdvak_days, 1, STEP_ONBEKEND, 0};
        keep_unit(w, &piece, &unit, partij, units, PLACED_LISTED);
    }
    add_weight(w, partij, &unit, units);
}
