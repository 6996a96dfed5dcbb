/* The gemeenten. In: the built-in list, the rows of the table gemeenten, the partijen of the user;
 * out: one list, and the partijen with every other gemeente. Holds always: the opvolger of a
 * gemeente is on the list, and opvolgers never lead round. */
#include "engine/gemeenten.h"

typedef struct BuiltIn {
    const char *code, *naam, *ingang, *vervallen_per, *opvolger;
} BuiltIn;

static const BuiltIn built_in[] = {
#define GEMEENTE(code, naam, ingang, vervallen_per, opvolger) \
    {code, naam, ingang, vervallen_per, opvolger},
#include "engine/gemeenten.def"
#undef GEMEENTE
};

const size_t gemeenten_count = COUNT_OF(built_in);

bool is_gemeente_code(Text code)
{
    if (code.length != 6 || !text_starts(code, TEXT("GM"))) return false;
    for (size_t i = 2; i < 6; i++)
        if (code.at[i] < '0' || code.at[i] > '9') return false;
    return true;
}

/* --- the list --------------------------------------------------------------------------------- */

static Day day_or(const char *text, Day open)
{
    Day day;
    if (!*text) return open;
    bool is_date = day_parse(text_of(text), &day);
    ASSERT(is_date);
    return day;
}

static int by_code(const void *left, const void *right)
{
    const Gemeente *a = left, *b = right;
    int order = text_compare(a->code, b->code);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Whether a row of the table can be taken. */
static bool row_is_well(const Batch *batch, u32 row)
{
    const Table_gemeenten *t = &batch->gemeenten;
    Arena *arena = batch->arena;
    u64 errors = batch->report->errors;
    if (!is_gemeente_code(t->code[row]))
        FAULT_AT(batch->report, E241_GEMEENTE_CODE,
                 place_of(batch, T_gemeenten, row, COL_gemeenten_code), t->code[row]);
    if (t->ingang[row] >= t->vervallen_per[row])
        FAULT_AT(batch->report, E243_GEMEENTE_DATES,
                 place_of(batch, T_gemeenten, row, COL_gemeenten_vervallen_per),
                 day_text(arena, t->vervallen_per[row]), day_text(arena, t->ingang[row]));
    bool itself = text_equal(t->opvolger[row], t->code[row]);
    if (t->opvolger[row].length && !itself && t->vervallen_per[row] == DAY_OPEN_END)
        FAULT_AT(batch->report, E242_GEMEENTE_OPVOLGER,
                 place_of(batch, T_gemeenten, row, COL_gemeenten_vervallen_per), t->code[row]);
    return batch->report->errors == errors;
}

/* Keeps, of those with one code, the row of the table, or the built-in one; rows given twice are
 * told. */
static size_t keep_each_once(const Batch *batch, Gemeente *all, size_t count)
{
    size_t kept = 0;
    const u32 *line = batch->gemeenten.rows.line;
    for (size_t i = 0; i < count; i++) {
        if (!kept || !text_equal(all[kept - 1].code, all[i].code))
            all[kept++] = all[i];
        else if (all[i].row != NONE)
            FAULT_AT(batch->report, E211_DUPLICATE_KEY,
                     place_of(batch, T_gemeenten, all[i].row, COL_gemeenten_code), all[i].code,
                     text_integer(batch->arena, line[all[kept - 1].row]));
    }
    return kept;
}

/* Only a row of the table can have an opvolger that is wrong. */
static Place opvolger_place(const Batch *batch, const Gemeente *gemeente)
{
    ASSERT(gemeente->row != NONE);
    return place_of(batch, T_gemeenten, gemeente->row, COL_gemeenten_opvolger);
}

/* The first row of the table among a gemeente and those that its opvolgers lead to, when they lead
 * back to it; NULL: they do not. */
static const Gemeente *leads_round(const Gemeenten *list, const Gemeente *first)
{
    const Gemeente *row = first, *at = first;
    for (size_t steps = 0; steps <= list->count; steps++) {
        at = at->opvolger.length ? gemeente_find(list, at->opvolger) : NULL;
        if (!at) return NULL;
        if (at == first) return row;
        if (at->row < row->row) row = at;
    }
    return NULL;
}

/* Takes away opvolgers that are not on the list or lead round. */
static void check_opvolgers(const Batch *batch, Gemeente *all, size_t count)
{
    const Gemeenten list = {all, count};
    for (size_t i = 0; i < count; i++) {
        Gemeente *g = &all[i];
        if (text_equal(g->opvolger, g->code)) g->opvolger = TEXT("");
        if (!g->opvolger.length || gemeente_find(&list, g->opvolger)) continue;
        FAULT_AT(batch->report, E203_UNKNOWN_CODE, opvolger_place(batch, g),
                 JOIN(batch->arena, TEXT("gemeente "), g->opvolger), TEXT("gemeenten"));
        g->opvolger = TEXT("");
    }
    for (size_t i = 0; i < count; i++) {
        const Gemeente *row = leads_round(&list, &all[i]);
        if (!row) continue;
        Gemeente *told = &all[row - all];
        FAULT_AT(batch->report, E214_OPVOLGER_CIRCLE, opvolger_place(batch, told), told->code);
        told->opvolger = TEXT("");
    }
}

Gemeenten gemeenten_list(Arena *arena, const Batch *batch)
{
    const Table_gemeenten *t = &batch->gemeenten;
    Gemeente *all = NEW(arena, Gemeente, gemeenten_count + t->rows.count);
    size_t count = 0;
    for (size_t i = 0; i < gemeenten_count; i++) {
        const BuiltIn *g = &built_in[i];
        all[count++] = (Gemeente){text_of(g->code),
                                  text_of(g->naam),
                                  day_or(g->ingang, DAY_OPEN_START),
                                  day_or(g->vervallen_per, DAY_OPEN_END),
                                  text_of(g->opvolger),
                                  NONE};
    }
    for (u32 i = 0; i < t->rows.count; i++)
        if (row_is_well(batch, i))
            all[count++] = (Gemeente){t->code[i],          t->naam[i],     t->ingang[i],
                                      t->vervallen_per[i], t->opvolger[i], i};
    sort_array(all, count, sizeof *all, by_code);
    count = keep_each_once(batch, all, count);
    check_opvolgers(batch, all, count);
    return (Gemeenten){all, count};
}

const Gemeente *gemeente_find(const Gemeenten *list, Text code)
{
    size_t first = 0, end = list->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (text_compare(list->items[middle].code, code) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    bool found = first < list->count && text_equal(list->items[first].code, code);
    return found ? &list->items[first] : NULL;
}

/* --- the partijen ----------------------------------------------------------------------------- */

static void set_opvolger(Table_partijen *t, size_t row, const Gemeente *gemeente)
{
    if (!gemeente->opvolger.length) return;
    t->opvolger[row] = gemeente->opvolger;
    t->opvolging_per[row] = gemeente->vervallen_per;
}

static void append(Table_partijen *t, const Gemeente *gemeente)
{
    size_t row = t->rows.count++;
    ASSERT(row < t->rows.capacity);
    t->rows.line[row] = 0;
    t->code[row] = gemeente->code;
    t->naam[row] = gemeente->naam;
    t->soort[row] = SOORT_GEMEENTE;
    t->opvolging_per[row] = DAY_OPEN_END;
    t->opvolger[row] = t->regio[row] = t->adres[row] = t->postcode[row] = t->plaats[row] =
        t->kvk[row] = t->oin[row] = t->btw_id[row] = t->iban[row] = TEXT("");
    set_opvolger(t, row, gemeente);
}

void gemeenten_add(Batch *batch)
{
    Table_partijen *t = &batch->partijen;
    Symbols given = {.arena = batch->arena};
    size_t rows = t->rows.count;
    u32 *first_row = NEW(batch->arena, u32, rows);
    for (u32 i = 0; i < rows; i++) {
        size_t known = given.count;
        u32 symbol = symbols_intern(&given, t->code[i]);
        if (given.count > known) first_row[symbol] = i;
    }
    Gemeenten list = gemeenten_list(batch->arena, batch);
    for (size_t g = 0; g < list.count; g++) {
        u32 symbol = symbols_find(&given, list.items[g].code);
        if (symbol == NONE) {
            append(t, &list.items[g]);
        } else if (!t->opvolger[first_row[symbol]].length) {
            set_opvolger(t, first_row[symbol], &list.items[g]);
        }
    }
}
