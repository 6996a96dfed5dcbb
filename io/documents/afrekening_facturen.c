/* The sheets Facturen and Stromen. In: facturen and stromen of a run; out: rows whose amounts are
 * sums over Verdeling, Voorschotten and Overige regels, and over Facturen. Holds always: facturen
 * stand in the order of facturen.csv. */
#include "io/documents/afrekening_parts.h"

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
    [F_WAT] = {"De debiteur", FORM_ASIDE, 10, 12, false},
};

static const TableColumn stromen_columns[S_COUNT] = {
    [S_VAN] = {"Van", FORM_TEXT, 9, 32, false},
    [S_VANNAAM] = {"Naam", FORM_TEXT, 16, 44, false},
    [S_NAAR] = {"Naar", FORM_TEXT, 9, 32, false},
    [S_NAARNAAM] = {"Naam", FORM_TEXT, 16, 44, false},
    [S_BEDRAG] = {"Bedrag (€)", FORM_EURO, 12, 20, true},
    [S_EEN] = {"Partij 1", FORM_ASIDE, 9, 32, false},
    [S_EENNAAM] = {"Naam van partij 1", FORM_TEXT, 12, 32, false},
    [S_ANDER] = {"Partij 2", FORM_TEXT, 9, 32, false},
    [S_ANDERNAAM] = {"Naam van partij 2", FORM_TEXT, 12, 32, false},
    [S_SALDO] = {"1 betaalt aan 2 (€)", FORM_EURO, 12, 20, false},
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
    a->stromen.printed = S_BEDRAG + 1;
    a->stromen.note =
        run->settings->stromen_netto
            ? TEXT("Wie betaalt wie: iedereen rekent met de kassier alleen af. Wie betaalt volgt "
                   "uit het teken van de laatste kolom. Wie nu niets verrekent, heeft geen rij.")
            : TEXT("Wie betaalt wie: per crediteur en debiteur de som van de facturen. Wie betaalt "
                   "volgt uit het teken van de laatste kolom. Wie nu niets verrekent, heeft geen "
                   "rij.");
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
    i64 due = factuur->bedrag + factuur->btw - factuur->voorgefinancierd;
    put_live_cents(t, F_TE_BETALEN, &f, due, true);
    formula_begin(&f);
    formula_by_sign(&f, t->row, F_TE_BETALEN, "\"betaalt\"", "\"krijgt\"", "\"niets\"");
    put_live_text(t, F_WAT, &f,
                  due > 0   ? TEXT("betaalt")
                  : due < 0 ? TEXT("krijgt")
                            : TEXT("niets"),
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

/* Whether there is a row for what `to` pays `from`; the flows stand by from, then to. */
static bool flows_back(const Run *run, const Flow *flow)
{
    size_t low = 0, high = run->flows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Flow *at = &run->flows.items[middle];
        if (at->from == flow->to && at->to == flow->from) return at->cents != 0;
        if (at->from < flow->to || (at->from == flow->to && at->to < flow->from))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* What partij 1 pays partij 2. Where there is a row for each direction, neither is below 0. */
static void put_saldo(RowTable *t, const Flow *flow)
{
    const Settings *s = t->a->run->settings;
    bool both = !s->stromen_netto && flows_back(t->a->run, flow);
    u32 one = S_EEN, other = S_ANDER;
    Formula f;
    formula_begin(&f);
    if (s->stromen_netto) { /* over all with whom that one has to do who is not the kassier */
        bool pays = flow->to == s->kassier;
        one = pays ? S_EEN : NONE, other = pays ? NONE : S_ANDER;
    }
    formula_add(&f, both ? "MAX(0,ROUND(" : "ROUND(");
    add_owed(&f, t, one, other);
    formula_add(&f, both ? ",2))+MAX(0,-ROUND(" : "-(");
    add_owed(&f, t, other, one);
    formula_add(&f, both ? ",2))" : "),2)");
    put_live_cents(t, S_SALDO, &f, flow->cents, t->live);
}

/* The cell of partij 1, or of partij 2 when that pays. */
static void put_by_saldo(RowTable *t, u32 column, u32 one, u32 other, Text value)
{
    char first[24], second[24];
    cell_name(first, t->row, one, false);
    cell_name(second, t->row, other, false);
    Formula f;
    formula_begin(&f);
    formula_by_sign(&f, t->row, S_SALDO, first, second, first);
    put_live_text(t, column, &f, value, t->live);
}

static void put_flow(RowTable *t, const Flow *flow)
{
    const Batch *b = t->a->run->batch;
    Text from = partij_code(b, flow->from), from_name = partij_naam(t->a, flow->from);
    Text to = partij_code(b, flow->to), to_name = partij_naam(t->a, flow->to);
    Formula f;
    formula_begin(&f);
    formula_add(&f, "ABS(");
    formula_cell(&f, t->row, S_SALDO);
    formula_add(&f, ")");
    put_by_saldo(t, S_VAN, S_EEN, S_ANDER, from);
    put_by_saldo(t, S_VANNAAM, S_EENNAAM, S_ANDERNAAM, from_name);
    put_by_saldo(t, S_NAAR, S_ANDER, S_EEN, to);
    put_by_saldo(t, S_NAARNAAM, S_ANDERNAAM, S_EENNAAM, to_name);
    put_live_cents(t, S_BEDRAG, &f, flow->cents, t->live);
    put_cell_text(t, S_EEN, from);
    put_cell_text(t, S_EENNAAM, from_name);
    put_cell_text(t, S_ANDER, to);
    put_cell_text(t, S_ANDERNAAM, to_name);
    put_saldo(t, flow);
}

void write_stromen(Afrekening *a)
{
    RowTable *t = &a->stromen;
    for (size_t i = 0; i < a->run->flows.count; i++) {
        if (!a->run->flows.items[i].cents) continue;
        table_next(t);
        put_flow(t, &a->run->flows.items[i]);
    }
    table_end(t);
}
