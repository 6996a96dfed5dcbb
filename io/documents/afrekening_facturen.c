/* The sheets Facturen and Stromen. In: facturen and stromen of a run; out: rows whose amounts are
 * sums over Verdeling, Voorschotten and Overige regels, and over Facturen. Holds always: facturen
 * stand in the order of facturen.csv. */
#include "io/documents/afrekening_parts.h"
#include "io/format.h"

static const TableColumn facturen_columns[F_COUNT] = {
    [F_NUMMER] = {"Nummer", FORM_TEXT, 12, 32, false},
    [F_SOORT] = {"Soort", FORM_TEXT, 12, 16, false},
    [F_CREDITEUR] = {"Crediteur", FORM_TEXT, 9, 32, false},
    [F_CREDITEURNAAM] = {"Naam van de crediteur", FORM_TEXT, 12, 28, false},
    [F_DEBITEUR] = {"Debiteur", FORM_TEXT, 9, 32, false},
    [F_NAAM] = {"Naam van de debiteur", FORM_TEXT, 12, 28, false},
    [F_DATUM] = {"Factuur-datum", FORM_DATE, 10, 10, false},
    [F_VERVALT] = {"Verval-datum", FORM_DATE, 10, 10, false},
    [F_BEDRAG] = {"Bedrag (€)", FORM_EURO, 12, 20, true},
    [F_BTW] = {"Btw (€)", FORM_EURO, 10, 20, true},
    [F_PAID] = {"Voorgefinancierd (€)", FORM_EURO, 16, 20, true},
    [F_TE_BETALEN] = {"Te betalen (€)", FORM_EURO, 12, 20, true},
};

static const TableColumn stromen_columns[S_COUNT] = {
    [S_VAN] = {"Van", FORM_TEXT, 9, 32, false},
    [S_VANNAAM] = {"Naam", FORM_TEXT, 16, 44, false},
    [S_NAAR] = {"Naar", FORM_TEXT, 9, 32, false},
    [S_NAARNAAM] = {"Naam", FORM_TEXT, 16, 44, false},
    [S_BEDRAG] = {"Bedrag (€)", FORM_EURO, 12, 20, true},
};

void plan_facturen(Afrekening *a)
{
    const Run *run = a->run;
    table_plan(a, &a->facturen, "Facturen", facturen_columns, F_COUNT, run->facturen.count);
    a->facturen.note = TEXT("Te betalen = bedrag + btw − voorgefinancierd; een negatief bedrag "
                            "krijgt de debiteur.");
    table_decide(&a->facturen, (u64)run->facturen.count *
                                   (run->lines.count + run->prefinanced.count + a->others.count));
}

void plan_stromen(Afrekening *a)
{
    const Run *run = a->run;
    size_t flows = 0;
    for (size_t i = 0; i < run->flows.count; i++)
        flows += run->flows.items[i].cents != 0;
    table_plan(a, &a->stromen, "Stromen", stromen_columns, S_COUNT, flows);
    a->stromen.note =
        run->settings->stromen_netto
            ? TEXT("Wie betaalt wie: iedereen rekent met de kassier alleen af.")
            : TEXT("Wie betaalt wie: per crediteur en debiteur de som van de facturen.");
    table_decide(&a->stromen, 4 * (u64)flows * run->facturen.count);
}

/* --- facturen --------------------------------------------------------------------------------- */

/* Σ over the rows of a table that are of the factuur in this row. */
static void add_of_factuur(Formula *f, RowTable *t, const char *before, const RowTable *table,
                           u32 column, u32 factuur_column, size_t rows)
{
    char nummer[24];
    cell_name(nummer, t->row, F_NUMMER, false);
    const Condition condition = {factuur_column, nummer, NULL};
    if (!rows) return;
    formula_add(f, before);
    formula_sum_if(f, t->a, table, column, 0, rows, &condition, 1);
}

/* The same over Overige regels, for those that count in `telt`. */
static void add_others(Formula *f, RowTable *t, const char *before, const char *telt)
{
    char nummer[24];
    cell_name(nummer, t->row, F_NUMMER, false);
    const Condition conditions[] = {{O_FACTUUR, nummer, NULL}, {O_TELT, NULL, telt}};
    if (!t->a->others.count) return;
    formula_add(f, before);
    formula_sum_if(f, t->a, &t->a->overig, O_BEDRAG, 0, t->a->others.count, conditions, 2);
}

static void put_amounts(RowTable *t, const Factuur *factuur)
{
    Afrekening *a = t->a;
    const Run *run = a->run;
    bool books = run->books != NULL;
    Formula f;
    formula_begin(&f);
    add_of_factuur(&f, t, "", &a->verdeling, books ? V_VERSCHIL : V_BEDRAG, V_FACTUUR,
                   run->lines.count);
    add_others(&f, t, f.length > 1 ? "+" : "", "bedrag");
    put_live_cents(t, F_BEDRAG, &f, factuur->bedrag, f.length > 1 && t->live);
    formula_begin(&f);
    add_others(&f, t, "", "btw");
    put_live_cents(t, F_BTW, &f, factuur->btw, f.length > 1);
    formula_begin(&f);
    add_of_factuur(&f, t, books ? "-" : "", &a->voorschotten, books ? B_VERSCHIL : B_BEDRAG,
                   B_FACTUUR, run->prefinanced.count);
    add_others(&f, t, "-", "voorgefinancierd");
    put_live_cents(t, F_PAID, &f, factuur->voorgefinancierd, f.length > 1 && t->live);
    formula_begin(&f);
    formula_cell(&f, t->row, F_BEDRAG);
    formula_add(&f, "+");
    formula_cell(&f, t->row, F_BTW);
    formula_add(&f, "-");
    formula_cell(&f, t->row, F_PAID);
    put_live_cents(t, F_TE_BETALEN, &f, factuur->bedrag + factuur->btw - factuur->voorgefinancierd,
                   true);
}

void write_facturen(Afrekening *a)
{
    static const Text soorten[] = {[FACTUUR] = {"factuur", 7},
                                   [CREDITFACTUUR] = {"creditfactuur", 13},
                                   [SPECIFICATIE] = {"specificatie", 12}};
    RowTable *t = &a->facturen;
    const Settings *s = a->run->settings;
    for (size_t i = 0; i < a->run->facturen.count; i++) {
        u32 number = a->tables.facturen[i];
        const Factuur *factuur = &a->run->facturen.items[number];
        table_next(t);
        put_cell_text(t, F_NUMMER, a->nummers[number]);
        put_cell_text(t, F_SOORT, soorten[factuur->soort]);
        put_cell_text(t, F_CREDITEUR, partij_code(a->run->batch, factuur->crediteur));
        put_cell_text(t, F_CREDITEURNAAM, partij_naam(a, factuur->crediteur));
        put_cell_text(t, F_DEBITEUR, partij_code(a->run->batch, factuur->debiteur));
        put_cell_text(t, F_NAAM, partij_naam(a, factuur->debiteur));
        put_cell_date(t, F_DATUM, s->factuurdatum);
        put_cell_date(t, F_VERVALT, s->factuurdatum + (Day)s->betaaltermijn);
        put_amounts(t, factuur);
    }
    table_end(t);
}

/* --- stromen ---------------------------------------------------------------------------------- */

/* Σ te betalen of facturen from one partij of this row to the other. */
static void add_owed(Formula *f, RowTable *t, u32 debiteur_column, u32 crediteur_column)
{
    char debiteur[24], crediteur[24];
    Condition conditions[2];
    size_t count = 0;
    if (debiteur_column != NONE) {
        cell_name(debiteur, t->row, debiteur_column, false);
        conditions[count++] = (Condition){F_DEBITEUR, debiteur, NULL};
    }
    if (crediteur_column != NONE) {
        cell_name(crediteur, t->row, crediteur_column, false);
        conditions[count++] = (Condition){F_CREDITEUR, crediteur, NULL};
    }
    formula_sum_if(f, t->a, &t->a->facturen, F_TE_BETALEN, 0, t->a->run->facturen.count, conditions,
                   count);
}

static void put_flow(RowTable *t, const Flow *flow)
{
    const Settings *s = t->a->run->settings;
    Formula f;
    formula_begin(&f);
    if (!s->stromen_netto) {
        formula_add(&f, "MAX(0,ROUND(");
        add_owed(&f, t, S_VAN, S_NAAR);
        formula_add(&f, ",2))+MAX(0,-ROUND(");
        add_owed(&f, t, S_NAAR, S_VAN);
        formula_add(&f, ",2))");
    } else {
        bool pays = flow->to == s->kassier;
        u32 own = pays ? S_VAN : S_NAAR;
        add_owed(&f, t, pays ? own : NONE, pays ? NONE : own);
        formula_add(&f, "-(");
        add_owed(&f, t, pays ? NONE : own, pays ? own : NONE);
        formula_add(&f, ")");
    }
    put_live_cents(t, S_BEDRAG, &f, flow->cents, t->live);
}

void write_stromen(Afrekening *a)
{
    RowTable *t = &a->stromen;
    const Batch *b = a->run->batch;
    for (size_t i = 0; i < a->run->flows.count; i++) {
        const Flow *flow = &a->run->flows.items[i];
        if (!flow->cents) continue;
        table_next(t);
        put_cell_text(t, S_VAN, partij_code(b, flow->from));
        put_cell_text(t, S_VANNAAM, partij_naam(a, flow->from));
        put_cell_text(t, S_NAAR, partij_code(b, flow->to));
        put_cell_text(t, S_NAARNAAM, partij_naam(a, flow->to));
        put_flow(t, flow);
    }
    table_end(t);
}
