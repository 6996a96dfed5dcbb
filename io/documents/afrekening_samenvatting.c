/* The sheet Samenvatting. In: a run and its controls; out: what each partij bears, paid and
 * settles, a chart of it, the controls, what the aanbieder still gets, and the rules in words.
 * Holds always: its amounts are sums over the other sheets. */
#include "io/documents/afrekening_parts.h"
#include "io/documents/dutch.h"
#include "io/documents/regels_in_woorden.h"

enum { ROWS_IN_ORDER = 30, CHART_MOST = 25, CONTRACTS_MOST = 40 };
enum { LINE_POINTS = 13 };
enum { BLUE = 0x154273, AMBER_BAR = 0xE17000 };

typedef struct Partij {
    u32 partij;
    i64 aandeel, paid, eerder, niet_verrekend, saldo;
} Partij;

typedef struct Summary {
    Afrekening *a;
    Sheet *s;
    u32 row;
    Partij *partijen;
    size_t count;
    u32 first, last;            /* rows of partijen */
    u32 code_width, name_width; /* characters of the first two columns */
    /* Columns; NONE: left out. */
    u32 aandeel, paid, eerder, niet_verrekend, netto, saldo, woord, columns;
} Summary;

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
    size_t lines = text_characters(name) / m->name_width + 1;
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

static void put_section(Summary *m, const char *title)
{
    m->row++;
    sheet_row_height(m->s, m->row, 20);
    sheet_text(m->s, m->row++, 0, text_of(title), STYLE(TEXT, SECTION));
}

static void put_header(Summary *m, u32 column, const char *title, bool right)
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
    put_euro(m, column, &f, cents, take_work(m->a, rows), LOOK_PLAIN);
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

/* What it pays over all stromen less what it gets, and that in words. */
static void put_saldo(const Summary *m, i64 cents)
{
    Formula f;
    size_t flows = m->a->stromen.parts.items[m->a->stromen.parts.count - 1].end;
    formula_begin(&f);
    add_of_partij(m, &f, &m->a->stromen, S_BEDRAG, S_VAN, flows);
    formula_add(&f, "-(");
    add_of_partij(m, &f, &m->a->stromen, S_BEDRAG, S_NAAR, flows);
    formula_add(&f, ")");
    put_euro(m, m->saldo, &f, cents, take_work(m->a, 2 * flows), LOOK_PLAIN);
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
        put_saldo(m, p->saldo);
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
    sheet_merge(m->s, m->row, 5, m->columns - 1, left_text(a, contract, crediteur, kosten - paid),
                STYLE(ASIDE, PLAIN));
    m->row++;
}

typedef struct ContractSums {
    i64 kosten, paid;
    u32 crediteur; /* NONE: it has no pool and no position */
} ContractSums;

static ContractSums *sums_of_contracts(const Afrekening *a, size_t *shown)
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

/* --- controls --------------------------------------------------------------------------------- */

/* How many rows of a control have an oordeel. */
static void put_count(Summary *m, u32 column, size_t first, size_t end, const char *oordeel,
                      i64 count)
{
    Formula f;
    formula_begin(&f);
    for (size_t p = 0; p < m->a->controles.parts.count; p++) {
        const TablePart *part = &m->a->controles.parts.items[p];
        size_t from = first > part->first ? first : part->first;
        size_t to = end < part->end ? end : part->end;
        if (from >= to) continue;
        formula_add(&f, f.length > 1 ? "+COUNTIF(" : "COUNTIF(");
        formula_rows(&f, &m->a->controles, 5, from, to);
        formula_add(&f, ",\"");
        formula_add(&f, oordeel);
        formula_add(&f, "\")");
    }
    if (f.too_long || f.length == 1)
        sheet_integer(m->s, m->row, column, count, STYLE(INTEGER, PLAIN));
    else
        sheet_formula_integer(m->s, m->row, column, f.text, count, STYLE(INTEGER, PLAIN));
}

static void put_control(Summary *m, const ControlList *list)
{
    i64 counts[3] = {0, 0, 0};
    for (size_t i = 0; i < list->count; i++)
        counts[list->items[i].oordeel]++;
    size_t end = list->before + list->count;
    sheet_merge(m->s, m->row, 0, 1, list->controle, STYLE(TEXT, PLAIN));
    put_count(m, 2, list->before, end, "goed", counts[OORDEEL_GOED]);
    put_count(m, 3, list->before, end, "signaal", counts[OORDEEL_SIGNAAL]);
    put_count(m, 4, list->before, end, "fout", counts[OORDEEL_FOUT]);
    bool bad = counts[OORDEEL_FOUT] > 0, signal = counts[OORDEEL_SIGNAAL] > 0;
    sheet_merge(m->s, m->row, 5, m->columns - 1,
                bad      ? TEXT("fout: eerst oplossen, zie Controles")
                : signal ? TEXT("signaal: bekijken, zie Controles")
                         : TEXT("goed"),
                (Style){FORM_ASIDE, bad      ? LOOK_BAD
                                    : signal ? LOOK_SIGNAL
                                             : LOOK_GOOD});
    m->row++;
}

static void put_controls(Summary *m)
{
    const Controls *controls = m->a->controls;
    put_section(m, "Controles");
    sheet_merge(m->s, m->row, 0, 1, TEXT("Controle"), STYLE(TEXT, HEADER));
    put_header(m, 2, "Goed", true);
    put_header(m, 3, "Signaal", true);
    put_header(m, 4, "Fout", true);
    sheet_merge(m->s, m->row, 5, m->columns - 1, TEXT("Oordeel"), STYLE(ASIDE, HEADER));
    m->row++;
    for (size_t l = 0; l < controls->list_count; l++)
        if (controls->items[l].count) put_control(m, &controls->items[l]);
}

/* --- rules ------------------------------------------------------------------------------------ */

static void put_sentence(Summary *m, const RuleSentence *sentence, u32 characters)
{
    size_t length = text_characters(sentence->sentence), basis = text_characters(sentence->basis);
    size_t lines = length / characters + 1, basis_lines = basis / 34 + 1;
    if (lines < basis_lines) lines = basis_lines;
    sheet_row_height(m->s, m->row, (u32)lines * LINE_POINTS + 2);
    sheet_text(m->s, m->row, 0, sentence->about, STYLE(TEXT, PLAIN));
    sheet_merge(m->s, m->row, 1, m->columns - 3, sentence->sentence, STYLE(WRAP, PLAIN));
    sheet_merge(m->s, m->row, m->columns - 2, m->columns - 1, sentence->basis, STYLE(WRAP, PLAIN));
    m->row++;
}

static void put_sentences(Summary *m, const RuleSentences *sentences)
{
    /* That fit on a line, with some to spare: letters are narrower than digits. */
    u32 characters = (m->name_width + 15 * (m->columns - 4)) * 5 / 4;
    sheet_text(m->s, m->row, 0, TEXT("Over"), STYLE(TEXT, HEADER));
    sheet_merge(m->s, m->row, 1, m->columns - 3, TEXT("Wat is toegepast"), STYLE(TEXT, HEADER));
    sheet_merge(m->s, m->row, m->columns - 2, m->columns - 1, TEXT("Dat berust op"),
                STYLE(TEXT, HEADER));
    m->row++;
    for (size_t i = 0; i < sentences->count; i++)
        put_sentence(m, &sentences->items[i], characters);
}

/* The contracts of a rule, when they are few. */
static Text contracts_of(const Afrekening *a, const ContractSums *sums, size_t rule)
{
    enum { NAMED_MOST = 12 };
    const Run *run = a->run;
    TextBuilder out = {.arena = a->arena};
    size_t count = 0;
    for (u32 c = 0; c < run->batch->contracten.rows.count; c++) {
        if (run->settings->rule_of_contract[c] != rule || sums[c].crediteur == NONE) continue;
        if (count++ < NAMED_MOST) {
            build_text(&out, count > 1 ? TEXT(", ") : TEXT(""));
            build_text(&out, contract_code(run->batch, c));
        }
    }
    if (!count) return TEXT("");
    if (count == 1) return JOIN(a->arena, TEXT("contract "), built(&out));
    if (count <= NAMED_MOST) return JOIN(a->arena, TEXT("contracten "), built(&out));
    return JOIN(a->arena, text_integer(a->arena, (i128)count), TEXT(" contracten"));
}

static void put_rule(Summary *m, size_t rule, Text contracts)
{
    Afrekening *a = m->a;
    const RulePlan *plan = &a->run->plans[rule];
    const RuleVersion *before = NULL;
    for (size_t t = 0; t < plan->count; t++) {
        const RuleVersion *version = plan->terms[t].version;
        bool told = !version || version == before;
        for (size_t earlier = 0; earlier < t && !told; earlier++)
            told = plan->terms[earlier].version == version;
        if (told) continue;
        before = version;
        RuleSentences sentences = {0};
        const Rule *own = &a->run->settings->rules.items[rule];
        rule_in_words(a->arena, a->run, own, version, plan->tijdvakken[t].days.first, &sentences);
        m->row++;
        Text vanaf = version->vanaf == DAY_OPEN_START
                         ? TEXT("")
                         : JOIN(a->arena, TEXT(" vanaf "), dutch_date(a->arena, version->vanaf));
        sheet_merge(m->s, m->row, 0, m->columns - 1,
                    JOIN(a->arena, TEXT("Regel "), own->name, vanaf, TEXT(", voor "), contracts),
                    STYLE(TEXT, BOLD));
        m->row++;
        put_sentences(m, &sentences);
    }
}

static void put_rules(Summary *m)
{
    Afrekening *a = m->a;
    size_t shown;
    ContractSums *sums = sums_of_contracts(a, &shown);
    RuleSentences general = {0};
    put_section(m, "Welke regels zijn toegepast");
    settlement_in_words(a->arena, a->run, &general);
    put_sentences(m, &general);
    for (size_t rule = 0; rule < a->run->settings->rules.count; rule++) {
        Text contracts = contracts_of(a, sums, rule);
        if (contracts.length) put_rule(m, rule, contracts);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

static void put_how_to(Summary *m)
{
    static const char *const lines[] = {
        "Elk totaal in deze werkmap is een formule. Op het blad Verdeling staan per partij het "
        "gewicht en de hele berekening: wijzig daar een gewicht, en alles rekent mee.",
        "Bedragen zijn in hele centen berekend. Waar een formule niet kan, staat de uitkomst met "
        "een opmerking waarom; de precieze breuk staat er altijd bij.",
        "Dezelfde getallen staan in de csv-bestanden naast deze werkmap."};
    put_section(m, "Narekenen");
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        sheet_row_height(m->s, m->row, 2 * LINE_POINTS);
        sheet_merge(m->s, m->row, 0, m->columns - 1, text_of(lines[i]), STYLE(WRAP, BODY));
        m->row++;
    }
}

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
