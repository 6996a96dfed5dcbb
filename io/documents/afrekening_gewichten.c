/* The sheet Gewichten. In: the lines of a run; out: a row for each weight. Holds always: a weight
 * is that of the sheet Verdeling, by formula. */
#include "io/documents/afrekening_laag.h"

enum {
    G_CONTRACT,
    G_SCHOOL,
    G_TIJDVAK,
    G_LAAG,

    G_PARTIJ,
    G_NAAM,
    G_GEWICHT,
    G_TOTAAL,
    G_DEEL,
    G_OPMERKING,
    G_COUNT
};
static const TableColumn gewichten_columns[G_COUNT] = {
    [G_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [G_SCHOOL] = {"School", FORM_TEXT, 7, 32, false},
    [G_TIJDVAK] = {"Tijdvak", FORM_TEXT, 8, 24, false},
    [G_LAAG] = {"Laag", FORM_TEXT, 5, 20, false},
    [G_PARTIJ] = {"Partij", FORM_TEXT, 8, 32, false},
    [G_NAAM] = {"Naam van de partij", FORM_TEXT, 12, 40, false},
    [G_GEWICHT] = {"Gewicht", FORM_INTEGER, 9, 20, false},
    [G_TOTAAL] = {"Totaal gewicht van de laag", FORM_INTEGER, 12, 20, false},
    [G_DEEL] = {"Deel", FORM_PERCENT, 8, 8, false},
    [G_OPMERKING] = {"Opmerking", FORM_TEXT, 10, 40, false},
};

void plan_gewichten(Afrekening *a)
{
    size_t weights = 0;
    for (size_t i = 0; i < a->run->lines.count; i++)
        weights += a->run->lines.items[i].weight != NONE;
    table_plan(a, &a->gewichten, "Gewichten", gewichten_columns, G_COUNT, weights);
    a->gewichten.note = TEXT("Wat er per partij geteld is. De getallen komen van het blad "
                             "Verdeling: wijzig een gewicht daar.");
}

static void put_gewicht(RowTable *t, const Block *b, size_t i)
{
    Afrekening *a = t->a;
    const Line *line = &a->run->lines.items[i];
    const Pool *pool = &a->run->pools.items[line->pool];
    const TermLaag *term = &terms_of(a->run, pool->contract, pool->tijdvak)->lagen[line->laag];
    table_next(t);
    put_cell_text(t, G_CONTRACT, contract_code(a->run->batch, pool->contract));
    put_cell_text(t, G_SCHOOL, school_code(a->run->batch, pool->school));
    put_cell_text(t, G_TIJDVAK, pool_tijdvak(a, pool));
    put_cell_text(t, G_LAAG, term->name);
    put_cell_text(t, G_PARTIJ, partij_code(a->run->batch, line->partij));
    put_cell_text(t, G_NAAM, partij_naam(a, line->partij));
    i128 weight = line_weight(b, line) / b->divisor, total = b->laag->total / b->divisor;
    bool exact = total < EXACT_MOST;
    Formula f;
    formula_begin(&f);
    formula_row(&f, &a->verdeling, V_GEWICHT, i);
    f.too_long = !exact;
    if (exact)
        put_live_integer(t, G_GEWICHT, &f, (i64)weight);
    else
        put_cell_integer(t, G_GEWICHT, weight);
    formula_begin(&f);
    formula_row(&f, &a->verdeling, V_TOTAAL, i);
    if (exact)
        put_live_integer(t, G_TOTAAL, &f, (i64)total);
    else
        put_cell_integer(t, G_TOTAAL, total);
    formula_begin(&f);
    formula_cell(&f, t->row, G_GEWICHT);
    formula_add(&f, "/");
    formula_cell(&f, t->row, G_TOTAAL);
    put_live_ratio(t, G_DEEL, &f, exact ? (i64)weight : 0, exact ? (i64)total : 0);
    put_cell_text(t, G_OPMERKING, parts_text(&a->scratch, b));
}

void write_gewichten(Afrekening *a)
{
    const Run *run = a->run;
    const Line *lines = run->lines.items;
    Block block = {.laag = NULL};
    for (size_t i = 0; i < run->lines.count; i++) {
        if (lines[i].weight == NONE) continue;
        if (!block.laag || i > block.last || lines[block.first].laag != lines[i].laag)
            block = block_at(a, i);
        put_gewicht(&a->gewichten, &block, i);
    }
    table_end(&a->gewichten);
}
