/* The sheets Posities, Voorschotten and Overige regels. In: the positions of a run; out: rows whose
 * amounts are sums over Verdeling, Voorschotten and Overige regels. Holds always: what was paid
 * beforehand, and what is no line, stands in the order of the positions. */
#include "io/documents/afrekening_parts.h"
#include "io/tell/dutch.h"

static const TableColumn posities_columns[P_COUNT] = {
    [P_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [P_OMSCHRIJVING] = {"Omschrijving", FORM_TEXT, 16, 36, false},
    [P_CREDITEUR] = {"Crediteur", FORM_TEXT, 9, 32, false},
    [P_CREDITEURNAAM] = {"Naam van de crediteur", FORM_TEXT, 12, 28, false},
    [P_PARTIJ] = {"Partij", FORM_TEXT, 8, 32, false},
    [P_NAAM] = {"Naam van de partij", FORM_TEXT, 12, 28, false},
    [P_AANDEEL] = {"Aandeel", FORM_EURO, 12, 20, true},
    [P_PAID] = {"Voorgefinancierd", FORM_EURO, 15, 20, true},
    [P_EERDER] = {"Eerder geboekt", FORM_EURO, 12, 20, true},
    [P_NIET_VERREKEND] = {"Niet verrekend", FORM_EURO, 12, 20, true},
    [P_NETTO] = {"Netto", FORM_EURO, 12, 20, true},
    [P_WAT] = {"Dat betekent", FORM_ASIDE, 14, 24, false},
};

static const TableColumn voorschotten_columns[B_COUNT] = {
    [B_VOORSCHOT] = {"Voorschot", FORM_TEXT, 10, 32, false},
    [B_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [B_CREDITEUR] = {"Crediteur", FORM_TEXT, 9, 32, false},
    [B_PARTIJ] = {"Partij", FORM_TEXT, 8, 32, false},
    [B_NAAM] = {"Naam van de partij", FORM_TEXT, 12, 32, false},
    [B_SCHOOL] = {"School", FORM_TEXT, 7, 32, false},
    [B_TIJDVAK] = {"Tijdvak", FORM_TEXT, 8, 24, false},
    [B_DATUM] = {"Datum", FORM_DATE, 10, 10, false},
    [B_GEHEEL] = {"Heel voorschot (€)", FORM_EURO, 12, 20, false},
    [B_BEDRAG] = {"Voorgefinancierd in het tijdvak (€)", FORM_EURO, 16, 20, true},
    [B_FACTUUR] = {"Factuur", FORM_ASIDE, 10, 32, false},
    [B_EERDER] = {"Eerder geboekt (€)", FORM_EURO, 12, 20, true},
    [B_VERSCHIL] = {"Nu op de factuur (€)", FORM_EURO, 12, 20, true},
};

static const TableColumn overig_columns[O_COUNT] = {
    [O_WAT] = {"Wat", FORM_TEXT, 14, 24, false},
    [O_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [O_SCHOOL] = {"School", FORM_TEXT, 7, 32, false},
    [O_PERIODE] = {"Tijdvak", FORM_TEXT, 8, 24, false},
    [O_LAAG] = {"Laag", FORM_TEXT, 5, 20, false},
    [O_SOORT] = {"Soort", FORM_TEXT, 8, 16, false},
    [O_CREDITEUR] = {"Crediteur", FORM_TEXT, 9, 32, false},
    [O_PARTIJ] = {"Partij", FORM_TEXT, 8, 32, false},
    [O_NAAM] = {"Naam van de partij", FORM_TEXT, 12, 32, false},
    [O_FACTUUR] = {"Factuur", FORM_TEXT, 10, 32, false},
    [O_TELT] = {"Telt mee in", FORM_TEXT, 10, 16, false},
    [O_NU] = {"Nu (€)", FORM_EURO, 11, 20, true},
    [O_EERDER] = {"Eerder geboekt (€)", FORM_EURO, 12, 20, true},
    [O_BEDRAG] = {"Verschil (€)", FORM_EURO, 11, 20, true},
};

/* --- planning --------------------------------------------------------------------------------- */

/* Numbers 0 … count - 1 by their position: counted, then placed. */
static u32 *by_position(Afrekening *a, const u32 *position, size_t count, size_t **first)
{
    size_t positions = a->run->positions.count;
    u32 *order = NEW(a->arena, u32, count + 1);
    size_t *next = NEW(a->arena, size_t, positions + 2);
    for (size_t i = 0; i < count; i++)
        next[position[i] + 1]++;
    for (size_t p = 0; p < positions; p++)
        next[p + 1] += next[p];
    *first = NEW(a->arena, size_t, positions + 1);
    memcpy(*first, next, (positions + 1) * sizeof **first);
    for (u32 i = 0; i < count; i++)
        order[next[position[i]]++] = i;
    return order;
}

static void plan_paid(Afrekening *a)
{
    const Run *run = a->run;
    size_t count = run->prefinanced.count;
    u32 *position = NEW(a->arena, u32, count + 1);
    for (size_t i = 0; i < count; i++)
        position[i] = run->prefinanced.items[i].position;
    a->paid = by_position(a, position, count, &a->first_paid);
}

static void add_other(Afrekening *a, int kind, size_t index, u32 position)
{
    *PUSH(a->arena, &a->others) =
        (OtherRow){.kind = kind, .index = index, .position = position, .factuur = NONE};
}

static i64 posted_margin(const Run *run, size_t position)
{
    return run->books ? run->books->unsettled[position] : 0;
}

/* Of which factuur each is, by the regels of the facturen. */
static void find_facturen(Afrekening *a)
{
    const Run *run = a->run;
    u32 *gone = NEW(a->arena, u32, run->books ? run->books->gone.count + 1 : 1);
    u32 *margin = NEW(a->arena, u32, run->positions.count + 1);
    u32 *btw = NEW(a->arena, u32, run->btw.count + 1);
    u32 *by_kind[] = {[REGEL_GONE] = gone,
                      [REGEL_NIET_VERREKEND] = margin,
                      [REGEL_BTW] = btw,
                      [REGEL_VOORSCHOT] = a->factuur_of_paid};
    for (size_t i = 0; i < a->others.count; i++) {
        const OtherRow *o = &a->others.items[i];
        (o->kind == OTHER_GONE ? gone : o->kind == OTHER_MARGIN ? margin : btw)[o->index] = NONE;
    }
    for (u32 f = 0; f < run->facturen.count; f++)
        for (size_t r = 0; r < run->facturen.items[f].regel_count; r++) {
            const Factuurregel *regel = &run->regels.items[run->facturen.items[f].first_regel + r];
            by_kind[regel->soort][regel->index] = f;
        }
    for (size_t i = 0; i < a->others.count; i++) {
        OtherRow *o = &a->others.items[i];
        o->factuur = (o->kind == OTHER_GONE     ? gone
                      : o->kind == OTHER_MARGIN ? margin
                                                : btw)[o->index];
    }
}

/* What is gone and what stays within a margin, by position; then the btw. */
static void plan_others(Afrekening *a)
{
    const Run *run = a->run;
    for (size_t i = 0; run->books && i < run->books->gone.count; i++)
        add_other(a, OTHER_GONE, i, run->books->gone.items[i].position);
    for (u32 i = 0; i < run->positions.count; i++)
        if (run->positions.items[i].niet_verrekend || posted_margin(run, i))
            add_other(a, OTHER_MARGIN, i, i);
    size_t count = a->others.count;
    u32 *position = NEW(a->arena, u32, count + 1);
    for (size_t i = 0; i < count; i++)
        position[i] = a->others.items[i].position;
    u32 *order = by_position(a, position, count, &a->first_other);
    OtherRow *sorted = NEW(a->arena, OtherRow, count + run->btw.count + 1);
    for (size_t i = 0; i < count; i++)
        sorted[i] = a->others.items[order[i]];
    a->others.items = sorted;
    a->others.capacity = count + run->btw.count + 1;
    for (size_t f = 0; f < run->facturen.count; f++)
        for (size_t r = 0; r < run->facturen.items[f].rate_count; r++)
            add_other(a, OTHER_BTW, run->facturen.items[f].first_rate + r, NONE);
    find_facturen(a);
}

void plan_contracts(Afrekening *a)
{
    const Run *run = a->run;
    size_t contracts = run->batch->contracten.rows.count, pool = 0;
    size_t all = contracts + run->batch->gone_contracts.count;
    a->first_line = NEW(a->arena, size_t, contracts + 1);
    for (u32 c = 0; c <= contracts; c++) {
        while (pool < run->pools.count && run->pools.items[pool].contract < c)
            pool++;
        a->first_line[c] =
            pool < run->pools.count ? run->pools.items[pool].first_line : run->lines.count;
    }
    /* Positions stand by the code of the contract, gone ones among the others. */
    a->first_position = NEW(a->arena, size_t, 2 * (all + 1));
    for (size_t i = run->positions.count; i-- > 0;) {
        u32 c = run->positions.items[i].contract;
        a->first_position[2 * c] = i;
        if (!a->first_position[2 * c + 1]) a->first_position[2 * c + 1] = i + 1;
    }
}

u64 compared_by_positions(const Afrekening *a)
{
    u64 compared = 0;
    size_t contracts = a->run->batch->contracten.rows.count;
    for (size_t i = 0; i < a->run->positions.count; i++) {
        u32 c = a->run->positions.items[i].contract;
        if (c < contracts) compared += a->first_line[c + 1] - a->first_line[c];
    }
    return compared;
}

void plan_posities(Afrekening *a)
{
    const Run *run = a->run;
    a->factuur_of_paid = NEW(a->arena, u32, run->prefinanced.count + 1);
    memset(a->factuur_of_paid, 0xFF, (run->prefinanced.count + 1) * sizeof(u32));
    plan_paid(a);
    plan_others(a);
    table_plan(a, &a->posities, "Posities", posities_columns, P_COUNT, run->positions.count);
    a->posities.note = TEXT(
        "Per contract, crediteur en partij: netto = aandeel − voorgefinancierd − eerder geboekt "
        "− niet verrekend. Het netto van de crediteur zelf is wat hij niet van de anderen "
        "krijgt.");
    table_decide(&a->posities, 2 * compared_by_positions(a));
}

void plan_voorschotten(Afrekening *a)
{
    const Run *run = a->run;
    table_plan(a, &a->voorschotten, "Voorschotten", voorschotten_columns,
               run->books ? B_COUNT : B_EERDER, run->prefinanced.count);
    a->voorschotten.note =
        run->books ? TEXT("Wat vooraf betaald is. Op een factuur gaat een voorschot er af: eerder "
                          "geboekt en nu op de factuur zijn daarom negatief.")
                   : TEXT("Wat vooraf betaald is, voor zover het in een afgerekend tijdvak valt.");
    if (!a->others.count) return;
    table_plan(a, &a->overig, "Overige regels", overig_columns, O_COUNT, a->others.count);
    a->overig.note = TEXT("Factuurregels die geen rij op Verdeling of Voorschotten hebben, met het "
                          "teken dat zij op een factuur hebben. Btw is een waarde: wie een "
                          "bedrag wijzigt, rekent haar zelf na.");
}

/* --- posities --------------------------------------------------------------------------------- */

static void put_aandeel(RowTable *t, const Position *p)
{
    Afrekening *a = t->a;
    char crediteur[24], partij[24];
    cell_name(crediteur, t->row, P_CREDITEUR, false);
    cell_name(partij, t->row, P_PARTIJ, false);
    bool known = p->contract < a->run->batch->contracten.rows.count;
    size_t first = known ? a->first_line[p->contract] : 0;
    size_t end = known ? a->first_line[p->contract + 1] : 0;
    const Condition conditions[] = {{V_PARTIJ, partij, NULL}, {V_CREDITEUR, crediteur, NULL}};
    Formula f;
    formula_begin(&f);
    formula_sum_if(&f, a, &a->verdeling, V_BEDRAG, first, end, conditions, 2);
    put_live_cents(t, P_AANDEEL, &f, p->aandeel, t->live);
}

/* SUM over rows of another table. */
static void add_sum(Formula *f, const char *before, const RowTable *table, u32 column, size_t first,
                    size_t end)
{
    if (first == end) return;
    formula_add(f, before);
    formula_add(f, "SUM(");
    formula_rows(f, table, column, first, end);
    formula_add(f, ")");
}

static void put_paid(RowTable *t, size_t i, i64 cents)
{
    Afrekening *a = t->a;
    Formula f;
    formula_begin(&f);
    add_sum(&f, "", &a->voorschotten, B_BEDRAG, a->first_paid[i], a->first_paid[i + 1]);
    put_live_cents(t, P_PAID, &f, cents, f.length > 1);
}

/* What was posted of its lines, of what was paid beforehand, and of what is gone. */
static void put_booked(RowTable *t, size_t i, const Position *p)
{
    Afrekening *a = t->a;
    Formula f;
    formula_begin(&f);
    bool live = a->run->books != NULL;
    if (live) {
        char crediteur[24], partij[24];
        cell_name(crediteur, t->row, P_CREDITEUR, false);
        cell_name(partij, t->row, P_PARTIJ, false);
        bool known = p->contract < a->run->batch->contracten.rows.count;
        size_t first = known ? a->first_line[p->contract] : 0;
        size_t end = known ? a->first_line[p->contract + 1] : 0;
        const Condition conditions[] = {{V_PARTIJ, partij, NULL}, {V_CREDITEUR, crediteur, NULL}};
        formula_sum_if(&f, a, &a->verdeling, V_EERDER, first, end, conditions, 2);
        add_sum(&f, "+", &a->voorschotten, B_EERDER, a->first_paid[i], a->first_paid[i + 1]);
        add_sum(&f, "+", &a->overig, O_EERDER, a->first_other[i], a->first_other[i + 1]);
        live = t->live;
    }
    put_live_cents(t, P_EERDER, &f, p->eerder_geboekt, live);
}

static void put_margin(RowTable *t, size_t i, i64 cents)
{
    Afrekening *a = t->a;
    Formula f;
    formula_begin(&f);
    add_sum(&f, "-", &a->overig, O_NU, a->first_other[i], a->first_other[i + 1]);
    put_live_cents(t, P_NIET_VERREKEND, &f, cents, f.length > 1);
}

static void put_netto(RowTable *t, const Position *p)
{
    Formula f;
    formula_begin(&f);
    for (u32 c = P_AANDEEL; c < P_NETTO; c++) {
        if (c > P_AANDEEL) formula_add(&f, "-");
        formula_cell(&f, t->row, c);
    }
    i64 netto = netto_of(p);
    put_live_cents(t, P_NETTO, &f, netto, true);
    Text own = p->partij == p->crediteur ? TEXT("is de crediteur")
               : netto > 0               ? TEXT("betaalt de crediteur")
               : netto < 0               ? TEXT("krijgt van de crediteur")
                                         : TEXT("niets meer te betalen");
    formula_begin(&f);
    formula_by_sign(&f, t->row, P_NETTO, "\"betaalt de crediteur\"", "\"krijgt van de crediteur\"",
                    "\"niets meer te betalen\"");
    put_live_text(t, P_WAT, &f, own, p->partij != p->crediteur);
}

void write_posities(Afrekening *a)
{
    RowTable *t = &a->posities;
    const Batch *b = a->run->batch;
    for (size_t i = 0; i < a->run->positions.count; i++) {
        const Position *p = &a->run->positions.items[i];
        table_next(t);
        put_cell_text(t, P_CONTRACT, contract_code(b, p->contract));
        put_cell_text(t, P_OMSCHRIJVING, contract_naam(a, p->contract));
        put_cell_text(t, P_CREDITEUR, partij_code(b, p->crediteur));
        put_cell_text(t, P_CREDITEURNAAM, partij_naam(a, p->crediteur));
        put_cell_text(t, P_PARTIJ, partij_code(b, p->partij));
        put_cell_text(t, P_NAAM, partij_naam(a, p->partij));
        put_aandeel(t, p);
        put_paid(t, i, p->voorgefinancierd);
        put_booked(t, i, p);
        put_margin(t, i, p->niet_verrekend);
        put_netto(t, p);
    }
    table_end(t);
}

/* --- voorschotten ----------------------------------------------------------------------------- */

static Text paid_factuur(const Afrekening *a, u32 index)
{
    const Run *run = a->run;
    const Prefinanced *p = &run->prefinanced.items[index];
    if (a->factuur_of_paid[index] != NONE) return a->nummers[a->factuur_of_paid[index]];
    Day day = run->settings->factuurdatum;
    bool own =
        successor_on(run->batch, p->crediteur, day) == successor_on(run->batch, p->partij, day);
    if (own) return TEXT("eigen betaling");
    if (run->books && run->books->prefinanced[index] == -p->cents) return TEXT("ongewijzigd");
    return run->books ? TEXT("wacht") : TEXT("geen factuur");
}

static void put_paid_row(RowTable *t, u32 index)
{
    Afrekening *a = t->a;
    const Run *run = a->run;
    const Batch *b = run->batch;
    const Prefinanced *p = &run->prefinanced.items[index];
    bool row = p->voorschot != NONE;
    table_next(t);
    put_cell_text(t, B_VOORSCHOT,
                  row ? b->voorschotten.voorschot[p->voorschot] : TEXT("kosten van de pool"));
    put_cell_text(t, B_CONTRACT, contract_code(b, p->contract));
    put_cell_text(t, B_CREDITEUR, partij_code(b, p->crediteur));
    put_cell_text(t, B_PARTIJ, partij_code(b, p->partij));
    put_cell_text(t, B_NAAM, partij_naam(a, p->partij));
    put_cell_text(t, B_SCHOOL, school_code(b, p->school));
    put_cell_text(t, B_TIJDVAK, tijdvak_of(run, p->contract, p->tijdvak)->label);
    if (row) {
        put_cell_date(t, B_DATUM, b->voorschotten.datum[p->voorschot]);
        put_cell_cents(t, B_GEHEEL, b->voorschotten.bedrag[p->voorschot]);
    } else {
        put_cell_blank(t, B_DATUM);
        put_cell_blank(t, B_GEHEEL);
    }
    put_cell_cents(t, B_BEDRAG, p->cents);
    put_cell_text(t, B_FACTUUR, paid_factuur(a, index));
    if (!run->books) return;
    put_cell_cents(t, B_EERDER, run->books->prefinanced[index]);
    Formula f;
    formula_begin(&f);
    formula_add(&f, "-");
    formula_cell(&f, t->row, B_BEDRAG);
    formula_add(&f, "-");
    formula_cell(&f, t->row, B_EERDER);
    put_live_cents(t, B_VERSCHIL, &f, -p->cents - run->books->prefinanced[index], true);
}

void write_voorschotten(Afrekening *a)
{
    for (size_t i = 0; i < a->run->prefinanced.count; i++)
        put_paid_row(&a->voorschotten, a->paid[i]);
    table_end(&a->voorschotten);
}

/* --- overige regels --------------------------------------------------------------------------- */

/* What an OtherRow is about. */
typedef struct Other {
    Text wat, soort, telt, laag, periode;
    u32 contract, school, crediteur, partij;
    i64 nu, eerder;
} Other;

static Other other_of(Afrekening *a, const OtherRow *row)
{
    const Run *run = a->run;
    if (row->kind == OTHER_BTW) {
        const BtwAmount *btw = &run->btw.items[row->index];
        const Factuur *f = &run->facturen.items[row->factuur];
        Arena *s = &a->scratch;
        return (Other){.wat = JOIN(s, TEXT("btw "), dutch_rate(s, btw->rate), TEXT(" over "),
                                   dutch_euro(s, btw->over)),
                       .soort = TEXT("btw"),
                       .telt = TEXT("btw"),
                       .contract = NONE,
                       .school = NONE,
                       .crediteur = f->crediteur,
                       .partij = f->debiteur,
                       .nu = btw->btw};
    }
    const Position *p = &run->positions.items[row->position];
    Other o = {.wat = TEXT("binnen de verrekenmarge"),
               .soort = TEXT("niet_verrekend"),
               .telt = TEXT("bedrag"),
               .laag = TEXT("-"),
               .contract = p->contract,
               .school = NONE,
               .crediteur = p->crediteur,
               .partij = p->partij,
               .nu = -p->niet_verrekend,
               .eerder = posted_margin(run, row->position)};
    if (row->kind == OTHER_MARGIN) return o;
    const Gone *gone = &run->books->gone.items[row->index];
    const PostedPost *post = &run->books->posted.posts[gone->post];
    o.wat = TEXT("vervallen, teruggenomen");
    o.soort = text_of(entry_soorten[post->soort]);
    o.telt = post->soort == ENTRY_VOORSCHOT ? TEXT("voorgefinancierd") : TEXT("bedrag");
    o.laag = post->laag;
    o.periode = interval_label(&a->scratch, post->days);
    o.school = post->school;
    o.nu = 0;
    o.eerder = gone->cents;
    return o;
}

void write_overig(Afrekening *a)
{
    RowTable *t = &a->overig;
    const Batch *b = a->run->batch;
    if (!a->others.count) return;
    for (size_t i = 0; i < a->others.count; i++) {
        const OtherRow *row = &a->others.items[i];
        table_next(t);
        Other o = other_of(a, row);
        put_cell_text(t, O_WAT, o.wat);
        put_cell_text(t, O_CONTRACT, contract_code(b, o.contract));
        put_cell_text(t, O_SCHOOL, school_code(b, o.school));
        put_cell_text(t, O_PERIODE, o.periode);
        put_cell_text(t, O_LAAG, o.laag);
        put_cell_text(t, O_SOORT, o.soort);
        put_cell_text(t, O_CREDITEUR, partij_code(b, o.crediteur));
        put_cell_text(t, O_PARTIJ, partij_code(b, o.partij));
        put_cell_text(t, O_NAAM, partij_naam(a, o.partij));
        put_cell_text(t, O_FACTUUR, row->factuur == NONE ? TEXT("-") : a->nummers[row->factuur]);
        put_cell_text(t, O_TELT, o.telt);
        put_cell_cents(t, O_NU, o.nu);
        put_cell_cents(t, O_EERDER, o.eerder);
        Formula f;
        formula_begin(&f);
        formula_cell(&f, t->row, O_NU);
        formula_add(&f, "-");
        formula_cell(&f, t->row, O_EERDER);
        put_live_cents(t, O_BEDRAG, &f, o.nu - o.eerder, true);
    }
    table_end(t);
}
