/* The built-in gemeenten. In: the partijen of the user; out: the same and every other gemeente. */
#include "engine/gemeenten.h"

typedef struct Gemeente {
    const char *code, *naam, *ingang, *vervallen_per, *opvolger;
} Gemeente;

static const Gemeente gemeenten[] = {
#define GEMEENTE(code, naam, ingang, vervallen_per, opvolger) \
    {code, naam, ingang, vervallen_per, opvolger},
#include "engine/gemeenten.def"
#undef GEMEENTE
};

const size_t gemeenten_count = COUNT_OF(gemeenten);

static void set_opvolger(Table_partijen *t, size_t row, const Gemeente *gemeente)
{
    if (!*gemeente->opvolger) return;
    t->opvolger[row] = text_of(gemeente->opvolger);
    bool is_date = day_parse(text_of(gemeente->vervallen_per), &t->opvolging_per[row]);
    ASSERT(is_date);
}

static void append(Table_partijen *t, const Gemeente *gemeente)
{
    size_t row = t->rows.count++;
    ASSERT(row < t->rows.capacity);
    t->rows.line[row] = 0;
    t->code[row] = text_of(gemeente->code);
    t->naam[row] = text_of(gemeente->naam);
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
    u32 *first_row = NEW(batch->arena, u32, rows + 1);
    for (u32 i = 0; i < rows; i++) {
        size_t known = given.count;
        u32 symbol = symbols_intern(&given, t->code[i]);
        if (given.count > known) first_row[symbol] = i;
    }
    for (size_t g = 0; g < gemeenten_count; g++) {
        u32 symbol = symbols_find(&given, text_of(gemeenten[g].code));
        if (symbol == NONE) {
            append(t, &gemeenten[g]);
        } else if (!t->opvolger[first_row[symbol]].length) {
            set_opvolger(t, first_row[symbol], &gemeenten[g]);
        }
    }
}
