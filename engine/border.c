/* Who goes to school where (SPEC §8, grensverkeer). In: inschrijvingen at the scholen of contracts,
 * over the periode; out: Run.border, sorted by school, schoolgemeente, woongemeente (as codes).
 * Holds always: every day of every such inschrijving is counted once; nothing is told. */
#include "engine/border.h"

#include "engine/part.h"
#include "engine/sort.h"
#include "engine/weigh.h"
#include "engine/work.h"

/* What is counted of one school, by gemeente + 1: 0 is unknown, which is empty and comes first. */
typedef struct Stays {
    Weighing *w;
    PartijSet gemeenten;
    i128 *days;
    i64 *pupils;
    u32 *last_pupil;    /* + 1, that was counted last */
    LIST(u64) unsorted; /* gemeente + 1 << 32 | leerling, where pupils come in any order */
    char gap[WORKER_GAP];
} Stays;

static Stays stays_begin(Weighing *w)
{
    size_t room = w->run->batch->partijen.rows.count + 1;
    return (Stays){.w = w,
                   .gemeenten = partij_set(&w->lists, room),
                   .days = NEW(&w->lists, i128, room),
                   .pupils = NEW(&w->lists, i64, room),
                   .last_pupil = NEW(&w->lists, u32, room)};
}

/* Whether the rows of one pupil stand together. */
static bool pupils_in_order(const Table_inschrijvingen *t, Slice rows)
{
    for (size_t i = 1; i < rows.count; i++)
        if (t->leerling[rows.rows[i]] < t->leerling[rows.rows[i - 1]]) return false;
    return true;
}

enum { AHEAD = 16 }; /* rows: pupils of a school are anywhere in memory */

static void gather_stays(Stays *stays, u32 school)
{
    Weighing *w = stays->w;
    const Table_inschrijvingen *t = &w->run->batch->inschrijvingen;
    Slice rows = group_of(&w->run->batch->inschrijvingen_at, school);
    bool in_order = pupils_in_order(t, rows);
    for (size_t i = 0; i < rows.count; i++) {
        u32 row = rows.rows[i];
        if (i + AHEAD < rows.count)
            stretch_ahead(&w->run->woonplaats, t->leerling[rows.rows[i + AHEAD]]);
        Interval days = overlap((Interval){t->begindatum[row], t->einddatum[row]}, w->days);
        if (is_empty(days)) continue;
        Unit unit = {T_inschrijvingen, row, t->leerling[row], school, t->gemeente[row], NONE};
        attribute(w, &unit, days);
        for (size_t p = 0; p < w->pieces.count; p++) {
            const Piece *piece = &w->pieces.items[p];
            u32 gemeente = piece->partij + 1; /* NONE becomes 0 */
            partij_set_add(&stays->gemeenten, gemeente);
            stays->days[gemeente] +=
                (i128)days_count(piece->days.first, piece->days.last) * piece->share;
            if (!in_order) {
                *PUSH(&w->lists, &stays->unsorted) = (u64)gemeente << 32 | unit.leerling;
            } else if (stays->last_pupil[gemeente] != unit.leerling + 1) {
                stays->last_pupil[gemeente] = unit.leerling + 1;
                stays->pupils[gemeente]++;
            }
        }
    }
}

bool has_secret_pupil_at(const Run *run, u32 school)
{
    const Batch *b = run->batch;
    Slice rows = group_of(&b->inschrijvingen_at, school);
    for (size_t i = 0; i < rows.count && b->leerlingen.rows.count; i++) {
        u32 r = rows.rows[i], pupil = leerlingen_row_of(b, b->inschrijvingen.leerling[r]);
        if (pupil == NONE || !b->leerlingen.geheim[pupil]) continue;
        Interval days = {b->inschrijvingen.begindatum[r], b->inschrijvingen.einddatum[r]};
        if (!is_empty(overlap(days, run->settings->periode))) return true;
    }
    return false;
}

/* Counts each pupil once for each gemeente. */
static void count_unsorted(Stays *stays)
{
    sort_numbers(&stays->w->scratch, stays->unsorted.items, stays->unsorted.count);
    arena_rewind(&stays->w->scratch);
    for (size_t i = 0; i < stays->unsorted.count; i++)
        if (!i || stays->unsorted.items[i] != stays->unsorted.items[i - 1])
            stays->pupils[stays->unsorted.items[i] >> 32]++;
    stays->unsorted.count = 0;
}

static void count_school(Stays *stays, u32 school)
{
    Run *run = stays->w->run;
    if (has_secret_pupil_at(run, school)) return;
    gather_stays(stays, school);
    count_unsorted(stays);
    EACH_PARTIJ (gemeente, &stays->gemeenten) {
        *PUSH(run->arena, &run->border) =
            (BorderRow){school, gemeente - 1, stays->days[gemeente], stays->pupils[gemeente]};
        stays->days[gemeente] = 0;
        stays->pupils[gemeente] = 0;
        stays->last_pupil[gemeente] = 0;
    }
    partij_set_clear(&stays->gemeenten);
}

/* Counting by woonplaats over `days`, outside any pool. */
static Weighing border_weighing(Run *run, Interval days)
{
    static const Laag by_woonplaats = {.aan = AAN_WOONPLAATS, .onbekend = ONBEKEND_KEEP};
    return (Weighing){.run = run,
                      .laag = &by_woonplaats,
                      .days = days,
                      .tijdvak_days = days,
                      .successor_per_day = true};
}

enum { SCHOOLS_LEAST = 4 }; /* that are worth a task */

typedef struct CountingAll {
    Run *run;
    u8 *has_contract; /* by school */
    RunPart *parts;
    size_t part_count;
    Stays *stays;        /* by worker */
    Weighing *weighings; /* by worker */
} CountingAll;

static void count_part(void *context, size_t task, unsigned worker)
{
    CountingAll *all = context;
    Weighing *w = &all->weighings[worker];
    Stays *stays = &all->stays[worker];
    w->run = &all->parts[task].run;
    if (!stays->w) *stays = stays_begin(w);
    WorkRange range = work_range(all->run->batch->scholen.rows.count, all->part_count, task);
    for (size_t school = range.first; school < range.end; school++)
        if (all->has_contract[school]) count_school(stays, (u32)school);
    TRIM_LIST(&all->parts[task], border);
    part_done(&all->parts[task]);
}

void count_border(Run *run)
{
    const Batch *b = run->batch;
    Arena scratch = {0};
    CountingAll all = {.run = run,
                       .has_contract = NEW(&scratch, u8, b->scholen.rows.count),
                       .part_count = work_parts(b->scholen.rows.count, SCHOOLS_LEAST),
                       .stays = NEW(&scratch, Stays, work_width()),
                       .weighings = NEW(&scratch, Weighing, work_width())};
    for (size_t i = 0; i < b->contract_scholen.rows.count; i++)
        all.has_contract[b->contract_scholen.school[i]] = 1;
    all.parts = run_parts(&scratch, run, all.part_count);
    OWN_LIST(all.parts, all.part_count, border);
    for (unsigned i = 0; i < work_width(); i++)
        all.weighings[i] = border_weighing(run, run->settings->periode);
    work_each(all.part_count, count_part, &all);
    JOIN_LIST(run, all.parts, all.part_count, border);
    join_parts(run, all.parts, all.part_count);
    for (unsigned i = 0; i < work_width(); i++) {
        arena_free(&all.weighings[i].lists);
        arena_free(&all.weighings[i].scratch);
    }
    arena_free(&scratch);
}
