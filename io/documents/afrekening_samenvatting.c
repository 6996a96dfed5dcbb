/* The sheet Samenvatting. In: a run and its controls; out: what each partij bears, paid and
 * settles, a chart of it, the controls, what the aanbieder still gets, and the rules in words.
 * Holds always: its amounts are sums over the other sheets. */
#include "io/documents/afrekening_samenvatting.h"

#include "io/tell/dutch.h"

enum { ROWS_IN_ORDER = 30, CHART_MOST = 25, CONTRACTS_MOST = 40 };
enum { BLUE = 0x154273, AMBER_BAR = 0xE17000 };

/* --- what there is ---------------------------------------------------------------------------- */

static int by_aandeel(const void *left, const void *right)
{
    const Partij *a = left, *b = right;
    if (a->aandeel != b->aandeel) return a->aandeel > b->aandeel ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static void gather(Summary *m)
{
    const Run *run = m->a->run;
    size_t partijen = run->batch->partijen.rows.count;
    Partij *all = NEW(m->a->arena, Partij, partijen + 1);
    u8 *seen = NEW(m->a->arena, u8, partijen + 1);
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        Partij *own = &all[p->partij];
        seen[p->partij] = 1;
        own->aandeel += p->aandeel, own->paid += p->voorgefinancierd;
        own->eerder += p->eerder_geboekt, own->niet_verrekend += p->niet_verrekend;
    }
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        if (!flow->cents) continue;
        seen[flow->from] = seen[flow->to] = 1;
        all[flow->from].saldo += flow->cents;
        all[flow->to].saldo -= flow->cents;
    }
    m->partijen = all;
    for (u32 p = 0; p < partijen; p++) {
        if (!seen[p]) continue;
        all[m->count] = all[p];
        all[m->count++].partij = p;
    }
    if (m->count > ROWS_IN_ORDER) sort_array(all, m->count, sizeof *all, by_aandeel);
}

static void choose_columns(Summary *m)
{
    u32 next = 2;
    bool margin = false, eerder = m->a->run->books != NULL;
    for (size_t i = 0; i < m->a->run->positions.count; i++)
        margin = margin || m->a->run->positions.items[i].niet_verrekend;
    m->aandeel = next++;
    m->paid = next++;
    m->eerder = eerder ? next++ : NONE;
    m->niet_verrekend = margin ? next++ : NONE;
    m->netto = next++;
    m->saldo = next++;
    m->woord = next++;
    m->columns = next;
}

/* The codes and names of partijen fit; long names are wrapped. */
static void choose_widths(Summary *m)
{
    enum { CODE_LEAST = 13, NAME_LEAST = 28, NAME_MOST = 40 };
    size_t code = CODE_LEAST, name = NAME_LEAST;
    for (size_t i = 0; i < m->count; i++) {
        size_t own = text_characters(partij_naam(m->a, m->partijen[i].partij));
        size_t of = partij_code(m->a->run->batch, m->partijen[i].partij).length;
        if (own > name) name = own;
        if (of > code) code = of;
    }
    m->code_width = (u32)code;
    m->name_width = (u32)(name < NAME_MOST ? name : NAME_MOST);
}

/* A name in the second column, in a row that is as high as it asks for. */
static void put_name(const Summary *m, Text name, CellLook look)
{
    size_t lines = text_characters(name) * 7 / (m->name_width * 8) + 1;
    if (lines > 1) sheet_row_height(m->s, m->row, (u32)lines * LINE_POINTS + 2);
    sheet_text(m->s, m->row, 1, name, (Style){lines > 1 ? FORM_WRAP : FORM_TEXT, look});
}

/* --- heading ---------------------------------------------------------------------------------- */

static void put_fact(Summary *m, const char *label, Text fact)
{
    if (!fact.length) return;
    sheet_text(m->s, m->row, 0, text_of(label), STYLE(TEXT, BOLD));
    sheet_text(m->s, m->row, 1, fact, (Style){FORM_TEXT, LOOK_BODY});
    m->row++;
}

static void put_heading(Summary *m)
{
    Arena *arena = m->a->arena;
    const Run *run = m->a->run;
    const Settings *s = run->settings;
    sheet_row_height(m->s, 0, 26);
    sheet_text(m->s, 0, 0, s->naam, STYLE(TEXT, TITLE));
    m->row = 2;
    put_fact(m, "Periode", dutch_period(arena, s->periode));
    if (run->books && s->settled.first < s->periode.first)
        put_fact(m, "Opnieuw",
                 JOIN(arena, TEXT("alles vanaf "), dutch_date(arena, s->settled.first),
                      TEXT(", met aftrek van wat geboekt is")));
    put_fact(m, "Kenmerk", s->id);
    put_fact(m, "Factuurdatum", dutch_date(arena, s->factuurdatum));
    if (s->kassier != NONE) put_fact(m, "Kassier", partij_naam(m->a, s->kassier));
    put_fact(m, "Stand",
             run->books && run->books->is_final
                 ? TEXT("geboekt")
                 : TEXT("concept: nummers van facturen zijn nog niet definitief"));
    m->row++;
}

void put_section(Summary *m, const char *title)
{
    m->row++;
    sheet_row_height(m->s, m->row, 20);
    sheet_text(m->s, m->row++, 0, text_of(title), STYLE(TEXT, SECTION));
}

void put_header(Summary *m, u32 column, const char *title, bool right)
{
    sheet_text(m->s, m->row, column, text_of(title),
               (Style){right                ? FORM_INTEGER
                       : column == m->woord ? FORM_ASIDE
                                            : FORM_TEXT,
                       LOOK_HEADER});
}

/* --- partijen --------------------------------------------------------------------------------- */

/* Σ of a column over the rows of another sheet that are of the partij in this row. */
static void add_of_partij(const Summary *m, Formula *f, const RowTable *table, u32 column,
                          u32 partij_column, size_t rows)
{
    char code[24];
    cell_name(code, m->row, 0, false);
    const Condition condition = {partij_column, code, NULL};
    formula_sum_if(f, m->a, table, column, 0, rows, &condition, 1);
}

static void put_euro(const Summary *m, u32 column, const Formula *f, i64 cents, bool live,
                     CellLook look)
{
    if (column == NONE) return;
    if (live && !f->too_long)
        sheet_formula_cents(m->s, m->row, column, f->text, cents, (Style){FORM_EURO, look});
    else
        sheet_cents(m->s, m->row, column, cents, (Style){FORM_EURO, look});
}

static void put_of_positions(const Summary *m, u32 column, u32 source, i64 cents)
{
    Formula f;
    size_t rows = m->a->run->positions.count;
    formula_begin(&f);
    add_of_partij(m, &f, &m->a->posities, source, P_PARTIJ, rows);
    put_euro(m, column, &f, cents, true, LOOK_PLAIN);
}

static i64 netto_of_partij(const Partij *p)
{
    return p->aandeel - p->paid - p->eerder - p->niet_verrekend;
}

static void put_netto(const Summary *m, i64 cents, CellLook look)
{
    const u32 others[] = {m->paid, m->eerder, m->niet_verrekend};
    Formula f;
    formula_begin(&f);
    formula_cell(&f, m->row, m->aandeel);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (others[i] == NONE) continue;
        formula_add(&f, "-");
        formula_cell(&f, m->row, others[i]);
    }
    put_euro(m, m->netto, &f, cents, true, look);
}

/* What it pays over all stromen less what it gets, and that in words; of one that has an opvolger,
 * who pays. */
static void put_saldo(const Summary *m, u32 partij, i64 cents)
{
    const Run *run = m->a->run;
    u32 now = successor_on(run->batch, partij, run->settings->factuurdatum);
    Formula f;
    size_t flows = m->a->stromen.parts.items[m->a->stromen.parts.count - 1].end;
    formula_begin(&f);
    add_of_partij(m, &f, &m->a->stromen, S_BEDRAG, S_VAN, flows);
    formula_add(&f, "-(");
    add_of_partij(m, &f, &m->a->stromen, S_BEDRAG, S_NAAR, flows);
    formula_add(&f, ")");
    put_euro(m, m->saldo, &f, cents, true, LOOK_PLAIN);
    if (now != partij && !cents) {
        sheet_text(m->s, m->row, m->woord,
                   JOIN(m->a->arena, TEXT("via "), partij_code(run->batch, now)),
                   STYLE(ASIDE, PLAIN));
        return;
    }
    char cell[24];
    cell_name(cell, m->row, m->saldo, false);
    formula_begin(&f);
    formula_add(&f, "IF(ROUND(");
    formula_add(&f, cell);
    formula_add(&f, ",2)>0,\"te betalen\",IF(ROUND(");
    formula_add(&f, cell);
    formula_add(&f, ",2)<0,\"te ontvangen\",\"niets\"))");
    sheet_formula_text(m->s, m->row, m->woord, f.text,
                       cents > 0   ? TEXT("te betalen")
                       : cents < 0 ? TEXT("te ontvangen")
                                   : TEXT("niets"),
                       STYLE(ASIDE, PLAIN));
}

static void put_sum(const Summary *m, u32 column, u32 first, u32 last, i64 cents)
{
    Formula f;
    if (column == NONE) return;
    formula_begin(&f);
    formula_add(&f, "SUM(");
    formula_range(&f, column, first, last);
    formula_add(&f, ")");
    put_euro(m, column, &f, cents, first <= last, LOOK_TOTAL);
}

static void put_partij_total(Summary *m)
{
    Partij sum = {.partij = NONE};
    for (size_t i = 0; i < m->count; i++) {
        const Partij *p = &m->partijen[i];
        sum.aandeel += p->aandeel, sum.paid += p->paid, sum.eerder += p->eerder;
        sum.niet_verrekend += p->niet_verrekend, sum.saldo += p->saldo;
    }
    sheet_text(m->s, m->row, 0, TEXT("Totaal"), STYLE(TEXT, TOTAL));
    sheet_blank(m->s, m->row, 1, STYLE(TEXT, TOTAL));
    put_sum(m, m->aandeel, m->first, m->last, sum.aandeel);
    put_sum(m, m->paid, m->first, m->last, sum.paid);
    put_sum(m, m->eerder, m->first, m->last, sum.eerder);
    put_sum(m, m->niet_verrekend, m->first, m->last, sum.niet_verrekend);
    put_sum(m, m->netto, m->first, m->last, netto_of_partij(&sum));
    put_sum(m, m->saldo, m->first, m->last, sum.saldo);
    sheet_blank(m->s, m->row, m->woord, STYLE(TEXT, TOTAL));
    m->row++;
}

static void put_partij_header(Summary *m)
{
    sheet_row_height(m->s, m->row, 32);
    put_header(m, 0, "Partij", false);
    put_header(m, 1, "Naam", false);
    put_header(m, m->aandeel, "Aandeel (€)", true);
    put_header(m, m->paid, "Vooraf betaald (€)", true);
    if (m->eerder != NONE) put_header(m, m->eerder, "Eerder geboekt (€)", true);
    if (m->niet_verrekend != NONE) put_header(m, m->niet_verrekend, "Niet verrekend (€)", true);
    put_header(m, m->netto, "Netto (€)", true);
    put_header(m, m->saldo, "Nu te verrekenen (€)", true);
    put_header(m, m->woord, "Dat is", false);
    m->row++;
}

static void put_partijen(Summary *m)
{
    put_section(m, "Per partij");
    put_partij_header(m);
    m->first = m->row;
    for (size_t i = 0; i < m->count; i++) {
        const Partij *p = &m->partijen[i];
        sheet_text(m->s, m->row, 0, partij_code(m->a->run->batch, p->partij), STYLE(TEXT, PLAIN));
        put_name(m, partij_naam(m->a, p->partij), LOOK_PLAIN);
        put_of_positions(m, m->aandeel, P_AANDEEL, p->aandeel);
        put_of_positions(m, m->paid, P_PAID, p->paid);
        if (m->eerder != NONE) put_of_positions(m, m->eerder, P_EERDER, p->eerder);
        if (m->niet_verrekend != NONE)
            put_of_positions(m, m->niet_verrekend, P_NIET_VERREKEND, p->niet_verrekend);
        put_netto(m, netto_of_partij(p), LOOK_PLAIN);
        put_saldo(m, p->partij, p->saldo);
        m->row++;
    }
    m->last = m->row - 1;
    if (m->count) put_partij_total(m);
}

/* Two bars for each partij; of many partijen those that bear most. */
static void put_chart(Summary *m)
{
    enum { ROW_PIXELS = 20, ROOM = 110, PER_PARTIJ = 34, WIDTH = 800 };
    if (m->count < 2) return;
    size_t shown = m->count < CHART_MOST ? m->count : CHART_MOST;
    bool paid = false;
    for (size_t i = 0; i < m->count; i++)
        paid = paid || m->partijen[i].paid;
    const u32 columns[] = {m->aandeel, m->paid}, colors[] = {BLUE, AMBER_BAR};
    Chart chart = {.title = shown < m->count ? "De partijen die het meest dragen"
                                             : "Aandeel en wat vooraf betaald is",
                   .horizontal = true,
                   .names_column = 1,
                   .columns = columns,
                   .colors = colors,
                   .column_count = paid ? 2 : 1,
                   .first_row = m->first,
                   .last_row = m->first + (u32)shown - 1,
                   .width = WIDTH,
                   .height = ROOM + (u32)shown * (paid ? PER_PARTIJ : PER_PARTIJ - 10)};
    if (!paid && shown == m->count) chart.title = "Wie welk aandeel draagt";
    m->row++;
    sheet_chart(m->s, m->row, 0, &chart);
    m->row += chart.height / ROW_PIXELS + 1;
}

/* --- the aanbieder ---------------------------------------------------------------------------- */

static Text left_text(const Afrekening *a, u32 contract, u32 crediteur, i64 left)
{
    Arena *arena = a->arena;
    if (crediteur == a->run->batch->contracten.aanbieder[contract])
        return TEXT("krijgt de aanbieder van de partijen zelf");
    if (left > 0) return JOIN(arena, TEXT("betaalt "), partij_naam(a, crediteur));
    if (left < 0) return JOIN(arena, TEXT("is over bij "), partij_naam(a, crediteur));
    return TEXT("niets");
}

/* Who pays the aanbieder, or has too much: by the sign of what is left. */
static void put_left(Summary *m, u32 contract, u32 crediteur, i64 left)
{
    Afrekening *a = m->a;
    size_t first = a->first_position[2 * contract];
    bool same = crediteur == a->run->batch->contracten.aanbieder[contract];
    Text value = left_text(a, contract, crediteur, left);
    if (same) {
        sheet_merge(m->s, m->row, 5, m->columns - 1, value, STYLE(ASIDE, PLAIN));
        return;
    }
    Formula naam, f;
    formula_begin(&naam);
    formula_row(&naam, &a->posities, P_CREDITEURNAAM, first);
    const char *of = naam.text + 1;
    char *pays = text_zero_ended(a->arena, JOIN(a->arena, TEXT("\"betaalt \"&"), text_of(of)));
    char *has = text_zero_ended(a->arena, JOIN(a->arena, TEXT("\"is over bij \"&"), text_of(of)));
    formula_begin(&f);
    formula_by_sign(&f, m->row, 4, pays, has, "\"niets\"");
    sheet_merge_formula(m->s, m->row, 5, m->columns - 1, f.text, value, STYLE(ASIDE, PLAIN));
}

static void put_contract_row(Summary *m, u32 contract, u32 crediteur, i64 kosten, i64 paid)
{
    Afrekening *a = m->a;
    size_t first_cost = a->first_cost[contract], end_cost = a->first_cost[contract + 1];
    size_t first = a->first_position[2 * contract], end = a->first_position[2 * contract + 1];
    Formula f;
    sheet_text(m->s, m->row, 0, contract_code(a->run->batch, contract), STYLE(TEXT, PLAIN));
    put_name(m, contract_naam(a, contract), LOOK_PLAIN);
    formula_begin(&f);
    formula_add(&f, "SUM(");
    if (end_cost > first_cost) formula_rows(&f, &a->kosten, K_KOSTEN, first_cost, end_cost);
    formula_add(&f, ")");
    put_euro(m, 2, &f, kosten, end_cost > first_cost, LOOK_PLAIN);
    formula_begin(&f);
    formula_add(&f, "SUM(");
    if (end > first) formula_rows(&f, &a->posities, P_PAID, first, end);
    formula_add(&f, ")");
    put_euro(m, 3, &f, paid, end > first, LOOK_PLAIN);
    formula_begin(&f);
    formula_cell(&f, m->row, 2);
    formula_add(&f, "-");
    formula_cell(&f, m->row, 3);
    put_euro(m, 4, &f, kosten - paid, true, LOOK_PLAIN);
    put_left(m, contract, crediteur, kosten - paid);
    m->row++;
}

ContractSums *sums_of_contracts(const Afrekening *a, size_t *shown)
{
    const Run *run = a->run;
    size_t contracts = run->batch->contracten.rows.count;
    ContractSums *sums = NEW(a->arena, ContractSums, contracts + 1);
    for (size_t c = 0; c < contracts; c++)
        sums[c].crediteur = NONE;
    for (size_t i = run->positions.count; i-- > 0;) {
        const Position *p = &run->positions.items[i];
        if (p->contract >= contracts) continue;
        sums[p->contract].paid += p->voorgefinancierd;
        sums[p->contract].crediteur = p->crediteur;
    }
    for (size_t i = 0; i < run->pools.count; i++)
        sums[run->pools.items[i].contract].kosten += run->pools.items[i].kosten;
    *shown = 0;
    for (size_t c = 0; c < contracts; c++)
        *shown += sums[c].crediteur != NONE;
    return sums;
}

static void put_contract_total(Summary *m, u32 first, i64 kosten, i64 paid)
{
    bool rows = m->row > first;
    Formula f;
    sheet_text(m->s, m->row, 0, TEXT("Totaal"), STYLE(TEXT, TOTAL));
    put_name(m, rows ? TEXT("") : TEXT("zie het blad Per contract"), LOOK_TOTAL);
    if (rows) {
        put_sum(m, 2, first, m->row - 1, kosten);
        put_sum(m, 3, first, m->row - 1, paid);
    } else {
        formula_begin(&f);
        formula_add(&f, "SUM(");
        formula_rows(&f, &m->a->kosten, K_KOSTEN, 0, m->a->costs.count);
        formula_add(&f, ")");
        put_euro(m, 2, &f, kosten, true, LOOK_TOTAL);
        formula_begin(&f);
        formula_add(&f, "SUM(");
        formula_rows(&f, &m->a->posities, P_PAID, 0, m->a->run->positions.count);
        formula_add(&f, ")");
        put_euro(m, 3, &f, paid, true, LOOK_TOTAL);
    }
    formula_begin(&f);
    formula_cell(&f, m->row, 2);
    formula_add(&f, "-");
    formula_cell(&f, m->row, 3);
    put_euro(m, 4, &f, kosten - paid, true, LOOK_TOTAL);
    for (u32 c = 5; c < m->columns; c++)
        sheet_blank(m->s, m->row, c, STYLE(TEXT, TOTAL));
    m->row++;
}

static void put_aanbieders(Summary *m)
{
    size_t shown;
    ContractSums *sums = sums_of_contracts(m->a, &shown);
    i64 kosten = 0, paid = 0;
    if (!shown || !m->a->costs.count) return;
    put_section(m, "Wat de aanbieder nog krijgt");
    sheet_row_height(m->s, m->row, 32);
    put_header(m, 0, "Contract", false);
    put_header(m, 1, "Omschrijving", false);
    put_header(m, 2, "Kosten (€)", true);
    put_header(m, 3, "Vooraf betaald (€)", true);
    put_header(m, 4, "Kosten − vooraf betaald (€)", true);
    sheet_merge(m->s, m->row, 5, m->columns - 1, TEXT("Dat"), STYLE(ASIDE, HEADER));
    u32 first = ++m->row;
    for (u32 c = 0; c < m->a->run->batch->contracten.rows.count; c++) {
        if (sums[c].crediteur == NONE) continue;
        if (shown <= CONTRACTS_MOST)
            put_contract_row(m, c, sums[c].crediteur, sums[c].kosten, sums[c].paid);
        kosten += sums[c].kosten, paid += sums[c].paid;
    }
    put_contract_total(m, first, kosten, paid);
}

/* --- all -------------------------------------------------------------------------------------- */

static void define_totals(const Summary *m)
{
    const struct {
        const char *name;
        u32 column;
    } names[] = {{"Totaal_aandeel", m->aandeel},
                 {"Totaal_vooraf_betaald", m->paid},
                 {"Totaal_netto", m->netto}};
    for (size_t i = 0; m->count && i < COUNT_OF(names); i++) {
        char cell[24];
        cell_name(cell, m->last + 1, names[i].column, true);
        Text range = JOIN(m->a->arena, TEXT("=Samenvatting!"), text_of(cell));
        book_define(m->a->book, names[i].name, text_zero_ended(m->a->arena, range));
    }
}

void write_samenvatting(Afrekening *a)
{
    Summary m = {.a = a, .s = a->summary};
    gather(&m);
    choose_columns(&m);
    choose_widths(&m);
    put_heading(&m);
    put_partijen(&m);
    put_chart(&m);
    put_aanbieders(&m);
    put_controls(&m);
    put_rules(&m);
    put_how_to(&m);
    sheet_width(m.s, 0, 0, 10 * m.code_width + 12);
    sheet_width(m.s, 1, 1, 10 * m.name_width + 12);
    sheet_width(m.s, 2, m.columns - 2, 150);
    sheet_width(m.s, m.columns - 1, m.columns - 1, 150);
    sheet_print(m.s, false, 0, a->run->settings->naam);
    sheet_active(m.s);
    sheet_tab(m.s, BLUE);
    define_totals(&m);
}
