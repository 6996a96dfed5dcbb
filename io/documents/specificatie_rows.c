/* The rows of a specificatie. In: the units of a factuur; out: groups and rows in the order in
 * which they are shown. Holds always: the units of a group are its weight; no row tells the school
 * of a pupil that is geheim, and no difference between two totals does. */
#include "io/documents/specificatie_rows.h"

#include "io/documents/xlsx.h"

typedef struct Making {
    Arena *arena;
    const Specificatie *s;
    const Run *run;
    const Factuur *factuur;
    const SpecUnit *units;
    size_t unit_count;
    u8 *shielded;  /* by contract: a pupil that is geheim counts in it */
    u32 *group_of; /* by line of the factuur: its group; NONE */
    SpecRows *rows;
} Making;

static const Line *line_at(const Making *m, size_t place)
{
    return &m->run->lines.items[m->run->factuur_lines[place]];
}

static bool is_secret(const Batch *b, u32 leerling)
{
    u32 row = leerling == NONE ? NONE : leerlingen_row_of(b, leerling);
    return row != NONE && b->leerlingen.geheim[row];
}

static void find_shielded(Making *m)
{
    m->shielded = NEW(m->arena, u8, m->run->batch->contracten.rows.count);
    for (size_t i = 0; i < m->unit_count; i++) {
        if (!is_secret(m->run->batch, m->units[i].leerling)) continue;
        m->shielded[m->run->pools.items[line_at(m, m->units[i].line)->pool].contract] = 1;
        m->rows->has_shielded = true;
    }
}

/* --- groups ----------------------------------------------------------------------------------- */

/* A line of the factuur as a group of its own. */
typedef struct Single {
    SpecGroup group;
    size_t place;
} Single;

static SpecGroup group_of_line(const Making *m, size_t place)
{
    const Line *line = line_at(m, place);
    const Pool *pool = &m->run->pools.items[line->pool];
    const Terms *terms = terms_of(m->run, pool->contract, pool->tijdvak);
    bool apart = line->soort == LINE_APART;
    u32 laag = apart ? 0 : line->laag;
    const PoolLaag *counted = &m->run->lagen.items[pool->first_laag + laag];
    const SpecLaag *units = &m->s->units->laag[place];
    SpecGroup group = {.contract = pool->contract,
                       .school = pool->school,
                       .tijdvak = pool->tijdvak,
                       .partij = line->partij,
                       .soort = (LineSoort)line->soort,
                       .term = &terms->lagen[laag],
                       .decided = counted->decided,
                       .days = units->days,
                       .denominator = apart ? units->denominator : counted->denominator,
                       .has_units = units->denominator != 0,
                       .one_school = true};
    if (!apart) {
        group.weight = line->weight == NONE ? 0 : weight_at(counted, line->weight);
        group.total = counted->total;
    }
    bool telling = group.term->laag->sleutel->traits & TRAIT_COUNTS;
    if (group.has_units && !telling && m->shielded[group.contract]) group.school = SCHOOL_SHIELDED;
    return group;
}

#define ORDER(a, b) \
    if ((a) != (b)) return ((a) > (b)) - ((a) < (b))

static int by_group(const void *left, const void *right)
{
    const SpecGroup *a = &((const Single *)left)->group, *b = &((const Single *)right)->group;
    ORDER(a->contract, b->contract);
    ORDER(a->school + 1, b->school + 1); /* NONE first */
    ORDER(a->tijdvak, b->tijdvak);
    int order = text_compare(a->term->name, b->term->name);
    if (order) return order;
    ORDER(a->partij, b->partij);
    return (a->soort > b->soort) - (a->soort < b->soort);
}

static void make_groups(Making *m)
{
    const Factuur *f = m->factuur;
    Single *singles = NEW(m->arena, Single, f->line_count);
    size_t count = 0;
    m->group_of = NEW(m->arena, u32, f->line_count);
    for (size_t i = f->first_line; i < f->first_line + f->line_count; i++) {
        LineSoort soort = (LineSoort)line_at(m, i)->soort;
        if (soort == LINE_VERDEELD || soort == LINE_APART)
            singles[count++] = (Single){group_of_line(m, i), i};
    }
    sort_array(singles, count, sizeof *singles, by_group);
    SpecRows *rows = m->rows;
    rows->groups = NEW(m->arena, SpecGroup, count + 1);
    for (size_t i = 0; i < count; i++) {
        SpecGroup *last = rows->group_count ? &rows->groups[rows->group_count - 1] : NULL;
        if (i && !by_group(&singles[i - 1], &singles[i])) {
            ASSERT(last->school == SCHOOL_SHIELDED);
            ASSERT(last->denominator == singles[i].group.denominator);
            last->weight += singles[i].group.weight;
            last->total += singles[i].group.total;
        } else {
            rows->groups[rows->group_count++] = singles[i].group;
        }
        m->group_of[singles[i].place - f->first_line] = (u32)(rows->group_count - 1);
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static int by_leerling(const void *left, const void *right)
{
    u32 a = ((const SpecRow *)left)->unit->leerling, b = ((const SpecRow *)right)->unit->leerling;
    return (a > b) - (a < b);
}

/* By all that is shown of a row. */
static int by_shown(const void *left, const void *right)
{
    const SpecRow *a = left, *b = right;
    ORDER(a->group, b->group);
    int order = text_compare(a->leerling, b->leerling);
    if (order) return order;
    ORDER(a->days.first, b->days.first);
    ORDER(a->days.last, b->days.last);
    ORDER(a->school, b->school);
    ORDER(a->unit->units, b->unit->units);
    ORDER(a->unit->share, b->unit->share);
    ORDER(a->unit->factor, b->unit->factor);
    ORDER(a->unit->steps, b->unit->steps);
    ORDER(a->unit->step, b->unit->step);
    ORDER(a->unit->placed, b->unit->placed);
    ORDER(a->unit->by_row, b->unit->by_row);
    return 0;
}

static void add_rows(Making *m)
{
    const Batch *b = m->run->batch;
    SpecRows *rows = m->rows;
    rows->rows = NEW(m->arena, SpecRow, m->unit_count + 1);
    for (size_t i = 0; i < m->unit_count; i++) {
        const SpecUnit *unit = &m->units[i];
        u32 number = m->group_of[unit->line - m->factuur->first_line];
        SpecGroup *group = &rows->groups[number];
        Interval days = unit->days;
        if (unit->table == T_tellingen) days.first = days.last = b->tellingen.peildatum[unit->row];
        if (group->counted && group->some_school != unit->school) group->one_school = false;
        group->some_school = unit->school;
        group->counted += unit->units;
        bool shielded = group->school == SCHOOL_SHIELDED;
        rows->rows[rows->row_count++] =
            (SpecRow){.group = number,
                      .unit = unit,
                      .days = days,
                      .school = shielded ? SCHOOL_SHIELDED : unit->school};
    }
    for (size_t g = 0; g < rows->group_count; g++) {
        SpecGroup *group = &rows->groups[g];
        if (group->soort == LINE_APART) group->weight = group->counted;
        ASSERT(!group->has_units || group->counted == group->weight);
    }
}

/* How each pupil is called, and which are not: where a group has one school alone it would be that
 * of the pupil that is geheim. */
static bool name_pupils(Making *m, const char **reason)
{
    const Pseudonyms *pseudonyms = m->s->pseudonyms;
    SpecRows *rows = m->rows;
    sort_array(rows->rows, rows->row_count, sizeof *rows->rows, by_leerling);
    u32 last = NONE;
    Text name = TEXT("");
    for (size_t i = 0; i < rows->row_count; i++) {
        SpecRow *row = &rows->rows[i];
        u32 leerling = row->unit->leerling;
        if (leerling == NONE) continue;
        if (leerling != last) {
            name = leerling_id(m->run->batch, leerling);
            if (!name.length) {
                *reason = SAID("a table of the input changed since it was read");
                return false;
            }
            if (pseudonyms) name = pseudonym_of(m->arena, pseudonyms, name);
            last = leerling;
        }
        const SpecGroup *group = &rows->groups[row->group];
        row->is_hidden = group->one_school && is_secret(m->run->batch, leerling);
        row->leerling = row->is_hidden ? TEXT("") : name;
    }
    return true;
}

/* That no two pupils of a group have one name: 128 bits do not collide by chance. */
static bool are_distinct(const SpecRows *rows, const char **reason)
{
    for (size_t i = 1; i < rows->row_count; i++) {
        const SpecRow *a = &rows->rows[i - 1], *b = &rows->rows[i];
        if (a->group != b->group || !a->leerling.length || a->unit->leerling == b->unit->leerling ||
            !text_equal(a->leerling, b->leerling))
            continue;
        *reason = SAID("two pupils have the same pseudonym; take another key");
        return false;
    }
    return true;
}

/* Marks the groups of which a number does not fit in a cell. */
static void find_inexact(SpecRows *rows)
{
    for (size_t i = 0; i < rows->row_count; i++)
        if (rows->rows[i].unit->units >= EXACT_MOST)
            rows->groups[rows->rows[i].group].is_inexact = true;
    for (size_t g = 0; g < rows->group_count; g++)
        if (rows->groups[g].total >= EXACT_MOST || rows->groups[g].weight >= EXACT_MOST)
            rows->groups[g].is_inexact = true;
}

bool specificatie_rows(Arena *arena, const Specificatie *s, SpecRows *rows, const char **reason)
{
    const SpecificatieUnits *units = s->units;
    size_t f = s->invoice->factuur;
    *rows = (SpecRows){0};
    Making m = {.arena = arena,
                .s = s,
                .run = units->run,
                .factuur = &units->run->facturen.items[f],
                .units = units->items + units->first[f],
                .unit_count = units->first[f + 1] - units->first[f],
                .rows = rows};
    find_shielded(&m);
    make_groups(&m);
    add_rows(&m);
    if (!name_pupils(&m, reason)) return false;
    sort_array(rows->rows, rows->row_count, sizeof *rows->rows, by_shown);
    find_inexact(rows);
    return are_distinct(rows, reason);
}
