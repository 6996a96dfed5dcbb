/* Changes by contract, school and pupil. In: what differs between two versions of the inputs; out:
 * for each contract and school the changes that may bear upon its pools. Holds always: a change of
 * a pupil stands with every school and contract where the pupil is, or was. */
#include "io/changes/corrections_index.h"

Text changed_cell(const Change *change, int after, size_t column)
{
    const ChangedRow *row = after ? &change->after : &change->before;
    return row->cells ? row->cells[column] : TEXT("");
}

u32 column_named(u32 table, const char *name)
{
    for (u32 c = 0; c < table_specs[table].column_count; c++)
        if (!strcmp(table_specs[table].columns[c].name, name)) return c;
    return NONE;
}

static Day day_in(const Change *change, int after, const char *name, Day open)
{
    Day day;
    u32 column = column_named(change->table, name);
    if (column == NONE || !day_parse(changed_cell(change, after, column), &day)) return open;
    return day;
}

Interval changed_interval(const Change *change, int after)
{
    return (Interval){day_in(change, after, "begindatum", DAY_OPEN_START),
                      day_in(change, after, "einddatum", DAY_OPEN_END)};
}

static void add_number(Arena *arena, Numbers *numbers, u32 number)
{
    if (numbers->count && numbers->items[numbers->count - 1] == number) return;
    *PUSH(arena, numbers) = number;
}

static u32 contract_number(const Batch *b, Text code)
{
    u32 number = symbols_find(&b->contract_codes, code);
    if (number != NONE || !b->gone_contracts.count) return number;
    number = symbols_find(&b->gone_contracts, code);
    return number == NONE ? NONE : number + (u32)b->contract_codes.count;
}

static u32 school_number(const Batch *b, Text code)
{
    u32 number = symbols_find(&b->school_codes, code);
    if (number != NONE || !b->gone_scholen.count) return number;
    number = symbols_find(&b->gone_scholen, code);
    return number == NONE ? NONE : number + (u32)b->school_codes.count;
}

static void add_to_contract(ChangeIndex *index, Text code, u32 change)
{
    u32 contract = code.length ? contract_number(index->run->batch, code) : NONE;
    if (contract != NONE) add_number(index->arena, &index->by_contract[contract], change);
}

static void add_to_school(ChangeIndex *index, Text code, u32 change)
{
    u32 school = code.length ? school_number(index->run->batch, code) : NONE;
    if (school != NONE) add_number(index->arena, &index->by_school[school], change);
}

/* --- pupils ----------------------------------------------------------------------------------- */

static void add_partij(ChangeIndex *index, ChangedPupil *pupil, u32 partij)
{
    if (partij >= ABROAD) return;
    for (size_t i = 0; i < pupil->partijen.count; i++)
        if (pupil->partijen.items[i] == partij) return;
    *PUSH(index->arena, &pupil->partijen) = partij;
}

/* The partijen that a changed row names. */
static void add_partijen_of_row(ChangeIndex *index, ChangedPupil *pupil, const Change *change)
{
    const TableSpec *spec = &table_specs[change->table];
    for (size_t c = 0; c < spec->column_count; c++) {
        ColumnType type = spec->columns[c].type;
        if (type != TYPE_GEMEENTE && type != TYPE_WOONPLAATS && type != TYPE_PARTIJ) continue;
        for (int after = 0; after < 2; after++)
            add_partij(
                index, pupil,
                symbols_find(&index->run->batch->partij_codes, changed_cell(change, after, c)));
    }
}

/* Where a changed row of inschrijvingen or deelnames says that the pupil is. */
static void add_presence(ChangeIndex *index, ChangedPupil *pupil, const Change *c, int after)
{
    const Batch *b = index->run->batch;
    Presence presence = {NONE, NONE, changed_interval(c, after)};
    if (c->table == T_inschrijvingen)
        presence.school = school_number(b, changed_cell(c, after, COL_inschrijvingen_school));
    if (c->table == T_deelnames)
        presence.contract = contract_number(b, changed_cell(c, after, COL_deelnames_contract));
    if (presence.school != NONE || presence.contract != NONE)
        *PUSH(index->arena, &pupil->presences) = presence;
}

static void take_pupil(ChangeIndex *index, u32 change, u32 column)
{
    const Change *c = &index->changes->items[change];
    for (int after = 0; after < 2; after++) {
        Text id = changed_cell(c, after, column);
        if (!id.length) continue;
        u32 pupil = symbols_intern(&index->pupil_ids, id);
        if (pupil == index->pupils.count) *PUSH(index->arena, &index->pupils) = (ChangedPupil){0};
        ChangedPupil *own = &index->pupils.items[pupil];
        add_number(index->arena, &own->changes, change);
        add_partijen_of_row(index, own, c);
        add_presence(index, own, c, after);
        index->pupil_of[change] = pupil;
    }
}

/* The changed pupil of a number of the batch; NONE: nothing of it changed. */
static u32 changed_pupil(const ChangeIndex *index, u32 leerling)
{
    return symbols_find(&index->pupil_ids, leerling_id(index->run->batch, leerling));
}

static void add_all(ChangeIndex *index, Numbers *to, const Numbers *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        add_number(index->arena, to, changes->items[i]);
}

/* What today's tables say of the changed pupils. */
static void look_at_batch(ChangeIndex *index)
{
    const Batch *b = index->run->batch;
    Arena scratch = {0};
    u32 *of = NEW(&scratch, u32, b->leerling_ids.count + 1);
    for (u32 l = 0; l < b->leerling_ids.count; l++)
        of[l] = changed_pupil(index, l);
    for (size_t i = 0; i < b->inschrijvingen.rows.count; i++) {
        u32 pupil = of[b->inschrijvingen.leerling[i]];
        if (pupil == NONE) continue;
        add_all(index, &index->by_school[b->inschrijvingen.school[i]],
                &index->pupils.items[pupil].changes);
        add_partij(index, &index->pupils.items[pupil], b->inschrijvingen.gemeente[i]);
        *PUSH(index->arena, &index->pupils.items[pupil].presences) =
            (Presence){b->inschrijvingen.school[i],
                       NONE,
                       {b->inschrijvingen.begindatum[i], b->inschrijvingen.einddatum[i]}};
    }
    for (size_t i = 0; i < b->deelnames.rows.count; i++) {
        u32 pupil = of[b->deelnames.leerling[i]];
        if (pupil == NONE) continue;
        add_all(index, &index->by_contract[b->deelnames.contract[i]],
                &index->pupils.items[pupil].changes);
        add_partij(index, &index->pupils.items[pupil], b->deelnames.gemeente[i]);
        add_partij(index, &index->pupils.items[pupil], b->deelnames.betaler[i]);
        *PUSH(index->arena, &index->pupils.items[pupil].presences) =
            (Presence){NONE,
                       b->deelnames.contract[i],
                       {b->deelnames.begindatum[i], b->deelnames.einddatum[i]}};
    }
    for (size_t i = 0; i < b->woonplaatsen.rows.count; i++) {
        u32 pupil = of[b->woonplaatsen.leerling[i]];
        if (pupil != NONE)
            add_partij(index, &index->pupils.items[pupil], b->woonplaatsen.gemeente[i]);
    }
    for (size_t i = 0; i < b->woonplaatsbesluiten.rows.count; i++) {
        u32 pupil = of[b->woonplaatsbesluiten.leerling[i]];
        if (pupil != NONE)
            add_partij(index, &index->pupils.items[pupil], b->woonplaatsbesluiten.gemeente[i]);
    }
    for (size_t i = 0; i < b->verblijven.rows.count; i++) {
        u32 pupil = of[b->verblijven.leerling[i]];
        if (pupil != NONE) index->pupils.items[pupil].in_verblijf = true;
    }
    arena_free(&scratch);
}

/* --- all -------------------------------------------------------------------------------------- */

static void take_change(ChangeIndex *index, u32 change)
{
    const Change *c = &index->changes->items[change];
    if (c->table == CHANGED_INI) {
        add_number(index->arena, &index->everywhere, change);
        return;
    }
    u32 contract = column_named(c->table, "contract"), school = column_named(c->table, "school");
    u32 leerling = column_named(c->table, "leerling");
    if (leerling != NONE) take_pupil(index, change, leerling);
    for (int after = 0; after < 2; after++) {
        if (contract != NONE)
            add_to_contract(index, changed_cell(c, after, contract), change);
        else if (school != NONE)
            add_to_school(index, changed_cell(c, after, school), change);
    }
    if (contract == NONE && school == NONE && leerling == NONE)
        add_number(index->arena, &index->everywhere, change);
}

static int by_number(const void *left, const void *right)
{
    u32 a = *(const u32 *)left, b = *(const u32 *)right;
    return (a > b) - (a < b);
}

static void put_in_order(Numbers *numbers)
{
    size_t kept = 0;
    sort_array(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    for (size_t i = 0; i < numbers->count; i++)
        if (!kept || numbers->items[kept - 1] != numbers->items[i])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

/* Each change of a pupil stands with the schools and contracts that any of its changes names. */
static void spread_pupils(ChangeIndex *index)
{
    for (u32 i = 0; i < index->changes->count; i++) {
        if (index->pupil_of[i] == NONE) continue;
        const Change *c = &index->changes->items[i];
        const Numbers *changes = &index->pupils.items[index->pupil_of[i]].changes;
        u32 contract = column_named(c->table, "contract"),
            school = column_named(c->table, "school");
        for (int after = 0; after < 2; after++)
            for (size_t n = 0; n < changes->count; n++) {
                if (contract != NONE)
                    add_to_contract(index, changed_cell(c, after, contract), changes->items[n]);
                else if (school != NONE)
                    add_to_school(index, changed_cell(c, after, school), changes->items[n]);
            }
    }
}

ChangeIndex index_changes(Arena *arena, const Run *run, const Changes *changes)
{
    const Batch *b = run->batch;
    size_t contracts = b->contract_codes.count + b->gone_contracts.count;
    size_t scholen = b->school_codes.count + b->gone_scholen.count;
    ChangeIndex index = {.arena = arena,
                         .run = run,
                         .changes = changes,
                         .by_contract = NEW(arena, Numbers, contracts + 1),
                         .by_school = NEW(arena, Numbers, scholen + 1),
                         .pupil_ids = {.arena = arena},
                         .pupil_of = NEW(arena, u32, changes->count + 1)};
    memset(index.pupil_of, 0xFF, changes->count * sizeof(u32));
    for (u32 i = 0; i < changes->count; i++)
        take_change(&index, i);
    spread_pupils(&index);
    if (index.pupil_ids.count) look_at_batch(&index);
    for (size_t i = 0; i < contracts; i++)
        put_in_order(&index.by_contract[i]);
    for (size_t i = 0; i < scholen; i++)
        put_in_order(&index.by_school[i]);
    return index;
}
