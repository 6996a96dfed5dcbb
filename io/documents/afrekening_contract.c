/* The sheet Per contract: from kosten to who bears them. In: pools and lines; out: for each
 * contract an outline whose amounts are sums over Kosten, Verdeling and Posities. Holds always:
 * what stands under a heading adds up to it. */
#include "engine/partij_set.h"
#include "io/documents/afrekening_parts.h"

enum { C_CONTRACT, C_WAT, C_PARTIJ, C_NAAM, C_BEDRAG, C_DEEL, C_COUNT };

static const TableColumn columns[C_COUNT] = {
    [C_CONTRACT] = {"Contract", FORM_TEXT, 12, 32, false},
    [C_WAT] = {"Onderdeel", FORM_TEXT, 24, 56, false},
    [C_PARTIJ] = {"Partij", FORM_TEXT, 10, 32, false},
    [C_NAAM] = {"Naam", FORM_TEXT, 30, 50, false},
    [C_BEDRAG] = {"Bedrag (€)", FORM_EURO, 14, 20, false},
    [C_DEEL] = {"Deel van te verdelen", FORM_PERCENT, 12, 12, false},
};

/* Lines of one contract that belong together: those of a soort, or of a laag. */
typedef struct Group {
    LineSoort soort;
    Text laag; /* LINE_VERDEELD */
    const char *sleutel;
    i64 total;
    i64 *cents; /* by partij */
    PartijSet partijen;
} Group;

enum { GROUPS_MOST = 64 };

typedef struct Outline {
    Afrekening *a;
    RowTable *t;
    Arena memory;
    u32 contract;
    Group groups[GROUPS_MOST]; /* their memory is used again */
    size_t made, count;
    i64 kosten, te_verdelen;
    u32 te_verdelen_row; /* of the sheet that te_verdelen_part is */
    size_t te_verdelen_part;
} Outline;

/* --- what there is ---------------------------------------------------------------------------- */

static Group *group_for(Outline *o, LineSoort soort, Text laag, const char *sleutel)
{
    for (size_t g = 0; g < o->count; g++)
        if (o->groups[g].soort == soort && text_equal(o->groups[g].laag, laag))
            return &o->groups[g];
    if (o->count == GROUPS_MOST) return &o->groups[GROUPS_MOST - 1];
    Group *group = &o->groups[o->count++];
    if (o->count > o->made) {
        size_t partijen = o->a->run->batch->partijen.rows.count;
        group->cents = NEW(&o->memory, i64, partijen);
        group->partijen = partij_set(&o->memory, partijen);
        o->made++;
    }
    group->soort = soort, group->laag = laag, group->sleutel = sleutel, group->total = 0;
    return group;
}

static void gather(Outline *o, size_t first_pool, size_t end_pool)
{
    const Run *run = o->a->run;
    o->count = 0;
    o->kosten = o->te_verdelen = 0;
    for (size_t i = first_pool; i < end_pool; i++) {
        const Pool *pool = &run->pools.items[i];
        const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
        o->kosten += pool->kosten;
        o->te_verdelen += te_verdelen(pool);
        for (size_t l = pool->first_line; l < pool->first_line + pool->line_count; l++) {
            const Line *line = &run->lines.items[l];
            bool laag = line->laag != NO_LAAG;
            const TermLaag *term = laag ? &terms->lagen[line->laag] : NULL;
            Group *g = group_for(o, (LineSoort)line->soort, laag ? term->name : TEXT(""),
                                 laag ? term->laag->sleutel->label : NULL);
            partij_set_add(&g->partijen, line->partij);
            g->cents[line->partij] += line->cents;
            g->total += line->cents;
        }
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static void begin_row_of(Outline *o, CellLook look)
{
    table_next(o->t);
    o->t->look = look;
    put_cell_text(o->t, C_CONTRACT, contract_code(o->a->run->batch, o->contract));
}

static void put_labels(Outline *o, Text wat, Text partij, Text naam)
{
    put_cell_text(o->t, C_WAT, wat);
    put_cell_text(o->t, C_PARTIJ, partij);
    put_cell_text(o->t, C_NAAM, naam);
}

/* A word between quotes in a formula. */
static const char *quoted(Arena *arena, Text text)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++) {
        build_char(&out, text.at[i]);
        if (text.at[i] == '"') build_char(&out, '"');
    }
    build_char(&out, 0);
    return out.items;
}

static const char *const soort_words[] = {[LINE_APART] = "apart",
                                          [LINE_BIJDRAGE] = "bijdrage",
                                          [LINE_BOVEN_MAXIMUM] = "boven_maximum",
                                          [LINE_VERDEELD] = "verdeeld"};

/* What a group adds up to, of all or of the partij in this row. */
static void put_sum(Outline *o, const Group *g, bool one_partij, i64 cents)
{
    Afrekening *a = o->a;
    size_t first = a->first_line[o->contract], end = a->first_line[o->contract + 1], count = 0;
    char partij[24];
    Condition conditions[3];
    conditions[count++] = (Condition){V_SOORT, NULL, soort_words[g->soort]};
    if (g->soort == LINE_VERDEELD && (a->exact || !text_equal(g->laag, TEXT("-"))))
        conditions[count++] = (Condition){V_LAAG, NULL, quoted(&a->scratch, g->laag)};
    if (one_partij) {
        cell_name(partij, o->t->row, C_PARTIJ, false);
        conditions[count++] = (Condition){V_PARTIJ, partij, NULL};
    }
    Formula f;
    formula_begin(&f);
    formula_sum_if(&f, a, &a->verdeling, V_BEDRAG, first, end, conditions, count);
    put_live_cents(o->t, C_BEDRAG, &f, cents, o->t->live);
}

/* What part of te verdelen the amount in this row is. */
static void put_part(Outline *o, i64 cents)
{
    RowTable *t = o->t;
    bool there = o->te_verdelen && o->te_verdelen_part == t->part;
    Formula f;
    formula_begin(&f);
    formula_cell(&f, t->row, C_BEDRAG);
    formula_add(&f, "/");
    formula_cell(&f, o->te_verdelen_row, C_BEDRAG);
    put_live_ratio(t, C_DEEL, &f, cents, there ? o->te_verdelen : 0);
}

static void put_group(Outline *o, Group *g)
{
    static const char *const titles[] = {[LINE_APART] = "Apart, voor een vaste prijs per dag",
                                         [LINE_BIJDRAGE] = "Af: bijdragen",
                                         [LINE_BOVEN_MAXIMUM] =
                                             "Af: boven het maximum, voor de aanbieder",
                                         [LINE_VERDEELD] = "Verdeeld"};
    Afrekening *a = o->a;
    Text title = text_of(titles[g->soort]);
    bool share = g->soort == LINE_APART || g->soort == LINE_VERDEELD;
    begin_row_of(o, LOOK_BOLD);
    if (g->soort == LINE_VERDEELD && !text_equal(g->laag, TEXT("-")))
        title = JOIN(&a->scratch, TEXT("Laag "), g->laag);
    put_labels(o, title, TEXT(""), text_of(g->sleutel));
    put_sum(o, g, false, g->total);
    if (share)
        put_part(o, g->total);
    else
        put_cell_blank(o->t, C_DEEL);
    EACH_PARTIJ (partij, &g->partijen) {
        begin_row_of(o, LOOK_PLAIN);
        put_labels(o, TEXT(""), partij_code(a->run->batch, partij), partij_naam(a, partij));
        put_sum(o, g, true, g->cents[partij]);
        if (share)
            put_part(o, g->cents[partij]);
        else
            put_cell_blank(o->t, C_DEEL);
        g->cents[partij] = 0;
    }
    partij_set_clear(&g->partijen);
}

static void put_groups(Outline *o, LineSoort soort)
{
    for (size_t g = 0; g < o->count; g++)
        if (o->groups[g].soort == soort) put_group(o, &o->groups[g]);
}

static void add_sum(Formula *f, const char *sign, const RowTable *table, u32 column, size_t first,
                    size_t end)
{
    if (first == end) return;
    formula_add(f, sign);
    formula_add(f, "SUM(");
    formula_rows(f, table, column, first, end);
    formula_add(f, ")");
}

static void put_heading(Outline *o)
{
    const Batch *b = o->a->run->batch;
    begin_row_of(o, LOOK_TOTAL);
    put_labels(o, b->contracten.omschrijving[o->contract],
               partij_code(b, b->contracten.aanbieder[o->contract]),
               JOIN(&o->a->scratch, TEXT("Aanbieder: "),
                    partij_naam(o->a, b->contracten.aanbieder[o->contract])));
    put_cell_blank(o->t, C_BEDRAG);
    put_cell_blank(o->t, C_DEEL);
}

static void put_kosten(Outline *o)
{
    Afrekening *a = o->a;
    Formula f;
    begin_row_of(o, LOOK_BOLD);
    put_labels(o, TEXT("Kosten"), TEXT(""), TEXT("van alle posten op het blad Kosten"));
    formula_begin(&f);
    add_sum(&f, "", &a->kosten, K_KOSTEN, a->first_cost[o->contract],
            a->first_cost[o->contract + 1]);
    put_live_cents(o->t, C_BEDRAG, &f, o->kosten, f.length > 1);
    put_cell_blank(o->t, C_DEEL);
}

/* Kosten less what others bear first. */
static void put_te_verdelen(Outline *o)
{
    Afrekening *a = o->a;
    size_t first = a->first_cost[o->contract], end = a->first_cost[o->contract + 1];
    const Condition above = {V_SOORT, NULL, soort_words[LINE_BOVEN_MAXIMUM]};
    Formula f;
    begin_row_of(o, LOOK_BOLD);
    put_labels(o, TEXT("Te verdelen"), TEXT(""), TEXT(""));
    formula_begin(&f);
    add_sum(&f, "", &a->kosten, K_KOSTEN, first, end);
    add_sum(&f, "-", &a->kosten, K_BIJDRAGE, first, end);
    for (size_t g = 0; g < o->count; g++) {
        if (o->groups[g].soort != LINE_BOVEN_MAXIMUM) continue;
        formula_add(&f, "-");
        formula_sum_if(&f, a, &a->verdeling, V_BEDRAG, a->first_line[o->contract],
                       a->first_line[o->contract + 1], &above, 1);
    }
    o->te_verdelen_row = o->t->row;
    o->te_verdelen_part = o->t->part;
    put_live_cents(o->t, C_BEDRAG, &f, o->te_verdelen, f.length > 1);
    put_part(o, o->te_verdelen);
}

/* What was paid beforehand, and what is left of the kosten then. */
static void put_paid(Outline *o)
{
    Afrekening *a = o->a;
    size_t first = a->first_position[2 * o->contract], end = a->first_position[2 * o->contract + 1];
    i64 paid = 0;
    for (size_t i = first; i < end; i++)
        paid += a->run->positions.items[i].voorgefinancierd;
    if (!paid) return;
    for (int left = 0; left < 2; left++) {
        Formula f;
        begin_row_of(o, LOOK_BOLD);
        put_labels(o, left ? TEXT("Kosten − voorgefinancierd") : TEXT("Voorgefinancierd"), TEXT(""),
                   left ? TEXT("wat de aanbieder nog krijgt, of terugbetaalt") : TEXT(""));
        formula_begin(&f);
        if (left)
            add_sum(&f, "", &a->kosten, K_KOSTEN, a->first_cost[o->contract],
                    a->first_cost[o->contract + 1]);
        add_sum(&f, left ? "-" : "", &a->posities, P_PAID, first, end);
        put_live_cents(o->t, C_BEDRAG, &f, left ? o->kosten - paid : paid, true);
        put_cell_blank(o->t, C_DEEL);
    }
}

static void put_contract(Outline *o)
{
    put_heading(o);
    put_kosten(o);
    put_groups(o, LINE_BIJDRAGE);
    put_groups(o, LINE_BOVEN_MAXIMUM);
    put_te_verdelen(o);
    put_groups(o, LINE_APART);
    put_groups(o, LINE_VERDEELD);
    put_paid(o);
}

void plan_contracten(Afrekening *a)
{
    table_plan(a, &a->contracten, "Per contract", columns, C_COUNT, SIZE_MAX);
    a->contracten.note = TEXT("Van kosten naar wie ze draagt: kosten, af wat anderen eerst dragen, "
                              "en wat te verdelen is per laag en partij.");
    table_decide(&a->contracten, 2 * compared_by_positions(a));
}

void write_contracten(Afrekening *a)
{
    const Run *run = a->run;
    Outline *o = NEW(a->arena, Outline, 1);
    o->a = a, o->t = &a->contracten;
    size_t pool = 0;
    for (u32 c = 0; c < run->batch->contracten.rows.count; c++) {
        size_t first = pool;
        while (pool < run->pools.count && run->pools.items[pool].contract == c)
            pool++;
        o->contract = c;
        gather(o, first, pool);
        if (pool > first || a->first_position[2 * c + 1]) put_contract(o);
    }
    arena_free(&o->memory);
    table_end(o->t);
}
