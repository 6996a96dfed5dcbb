/* The sheet Verdeling. In: the lines of a run; out: rows with the whole calculation
 * from weight to cents as formulas. Holds always: what the formulas give is what the run says; a
 * laag that a spreadsheet cannot carry has values, and says why. */
#include "io/documents/afrekening_laag.h"
#include "io/write/format.h"

static const TableColumn verdeling_columns[V_COUNT] = {
    [V_CONTRACT] = {"Contract", FORM_TEXT, 9, 32, false},
    [V_SCHOOL] = {"School", FORM_TEXT, 6, 32, false},
    [V_TIJDVAK] = {"Tijdvak", FORM_TEXT, 7, 24, false},
    [V_LAAG] = {"Laag", FORM_TEXT, 4, 20, false},
    [V_PARTIJ] = {"Partij", FORM_TEXT, 7, 32, false},
    [V_NAAM] = {"Naam van de partij", FORM_TEXT, 12, 28, false},
    [V_SOORT] = {"Soort", FORM_TEXT, 8, 16, false},
    [V_AANDEEL] = {"Aandeel (breuk)", FORM_TEXT, 8, 24, false},
    [V_TE_VERDELEN] = {"Te verdelen (cent)", FORM_INTEGER, 9, 20, false},
    [V_GEWICHT] = {"Gewicht", FORM_INTEGER, 7, 20, false},
    [V_TOTAAL] = {"Totaal gewicht", FORM_INTEGER, 7, 20, false},
    [V_DEEL] = {"Hele centen", FORM_INTEGER, 7, 20, false},
    [V_REST] = {"Rest van de deling", FORM_INTEGER, 8, 20, false},
    [V_OVER] = {"Centen over", FORM_INTEGER, 6, 8, false},
    [V_RANG] = {"Rang van de rest", FORM_INTEGER, 7, 8, false},
    [V_ERBIJ] = {"Cent erbij", FORM_INTEGER, 5, 8, false},
    [V_CENTEN] = {"Bedrag (cent)", FORM_INTEGER, 8, 20, true},
    [V_BEDRAG] = {"Bedrag (€)", FORM_EURO, 10, 20, true},
    [V_CREDITEUR] = {"Crediteur", FORM_ASIDE, 8, 32, false},
    [V_FACTUUR] = {"Factuur", FORM_TEXT, 8, 32, false},
    [V_OPMERKING] = {"Opmerking", FORM_TEXT, 9, 34, false},
    [V_SCHOOLNAAM] = {"Naam van de school", FORM_TEXT, 10, 40, false},
    [V_EERDER] = {"Eerder geboekt (€)", FORM_EURO, 10, 20, true},
    [V_VERSCHIL] = {"Verschil (€)", FORM_EURO, 10, 20, true},
};

/* --- rows ------------------------------------------------------------------------------------- */

/* What every row of a laag has from its first one. */
static void put_from_first(RowTable *t, const Block *b, u32 column, i64 value)
{
    Formula f;
    formula_begin(&f);
    formula_cell(&f, b->first_row, column);
    put_live_integer(t, column, &f, value);
}

/* The first row on the sheet Kosten of a pool, or of one after it. */
static size_t first_cost_of(const Afrekening *a, size_t pool)
{
    size_t low = 0, high = a->costs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->costs.items[middle].pool < pool)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Less what is apart: their cells. What that is in all. */
static i64 subtract_apart(Formula *f, const Afrekening *a, const Pool *pool)
{
    const Line *lines = a->run->lines.items;
    size_t end = pool->first_line + pool->line_count;
    i64 apart = 0;
    for (size_t i = pool->first_line, next; i < end; i = next) {
        for (next = i; next < end && lines[next].soort == LINE_APART; next++)
            apart += lines[next].cents;
        if (next > i) {
            formula_add(f, "-SUM(");
            formula_rows(f, &a->verdeling, V_CENTEN, i, next);
            formula_add(f, ")");
        } else {
            next++;
        }
    }
    return apart;
}

/* What a laag divides: where it is the only one, what its pool costs, on the sheet Kosten, less
 * what is apart. */
static void put_te_verdelen(RowTable *t, const Block *b)
{
    Afrekening *a = t->a;
    size_t index = a->run->lines.items[b->first].pool;
    const Pool *pool = &a->run->pools.items[index];
    size_t first = first_cost_of(a, index), end = first_cost_of(a, index + 1);
    Formula f;
    formula_begin(&f);
    i64 cents = pool->kosten - pool->bijdragen;
    if (b->live && first < end && b->version->laag_count == 1) {
        formula_add(&f, "ROUND(100*(SUM(");
        formula_rows(&f, &a->kosten, K_KOSTEN, first, end);
        formula_add(&f, ")-SUM(");
        formula_rows(&f, &a->kosten, K_BIJDRAGE, first, end);
        formula_add(&f, ")),0)");
        cents -= subtract_apart(&f, a, pool);
    }
    if (f.length > 1 && cents == b->laag->cents)
        put_live_integer(t, V_TE_VERDELEN, &f, cents);
    else
        put_cell_integer(t, V_TE_VERDELEN, b->laag->cents);
}

static void put_weights(RowTable *t, const Block *b, size_t i)
{
    const Line *line = &t->a->run->lines.items[i];
    i128 total = b->laag->total / b->divisor;
    if (b->live && i != b->first)
        put_from_first(t, b, V_TE_VERDELEN, b->laag->cents);
    else
        put_te_verdelen(t, b);
    put_cell_integer(t, V_GEWICHT, line_weight(b, line) / b->divisor);
    if (!b->live) {
        put_cell_integer(t, V_TOTAAL, total);
    } else if (i != b->first) {
        put_from_first(t, b, V_TOTAAL, (i64)total);
    } else {
        Formula f;
        formula_begin(&f);
        formula_add(&f, "SUM(");
        formula_range(&f, V_GEWICHT, b->first_row, b->last_row);
        formula_add(&f, ")");
        put_live_integer(t, V_TOTAAL, &f, (i64)total);
    }
}

/* QUOTIENT or MOD of |cents| × weight / total. */
static void put_division(RowTable *t, u32 column, const char *function, i64 value)
{
    Formula f;
    formula_begin(&f);
    formula_add(&f, function);
    formula_add(&f, "(ABS(");
    formula_cell(&f, t->row, V_TE_VERDELEN);
    formula_add(&f, ")*");
    formula_cell(&f, t->row, V_GEWICHT);
    formula_add(&f, ",");
    formula_cell(&f, t->row, V_TOTAAL);
    formula_add(&f, ")");
    put_live_integer(t, column, &f, value);
}

/* How many centen are over, which rank the rest has, and whether a cent comes with it. */
static void put_rank(RowTable *t, const Block *b, size_t i)
{
    Formula f;
    formula_begin(&f);
    if (i == b->first) {
        formula_add(&f, "ABS(");
        formula_cell(&f, t->row, V_TE_VERDELEN);
        formula_add(&f, ")-SUM(");
        formula_range(&f, V_DEEL, b->first_row, b->last_row);
        formula_add(&f, ")");
        put_live_integer(t, V_OVER, &f, b->over);
    } else {
        put_from_first(t, b, V_OVER, b->over);
    }
    formula_begin(&f);
    formula_add(&f, "1+COUNTIF(");
    formula_range(&f, V_REST, b->first_row, b->last_row);
    formula_add(&f, ",\">\"&");
    formula_cell(&f, t->row, V_REST);
    formula_add(&f, ")");
    if (i != b->first) { /* of equal ones the lower code, which stands above */
        formula_add(&f, "+COUNTIF(");
        formula_range(&f, V_REST, b->first_row, t->row - 1);
        formula_add(&f, ",");
        formula_cell(&f, t->row, V_REST);
        formula_add(&f, ")");
    }
    i64 rang = b->rang[i - b->first];
    put_live_integer(t, V_RANG, &f, rang);
    formula_begin(&f);
    formula_add(&f, "(");
    formula_cell(&f, t->row, V_RANG);
    formula_add(&f, "<=");
    formula_cell(&f, t->row, V_OVER);
    formula_add(&f, ")*1");
    put_live_integer(t, V_ERBIJ, &f, rang <= b->over);
}

/* Halves and more are rounded up. */
static void put_rounded(RowTable *t, const Block *b, size_t i)
{
    Formula f;
    put_cell_blank(t, V_OVER);
    put_cell_blank(t, V_RANG);
    formula_begin(&f);
    formula_add(&f, "(2*");
    formula_cell(&f, t->row, V_REST);
    formula_add(&f, ">=");
    formula_cell(&f, t->row, V_TOTAAL);
    formula_add(&f, ")*1");
    i64 total = (i64)(b->laag->total / b->divisor);
    put_live_integer(t, V_ERBIJ, &f, 2 * b->rest[i - b->first] >= total);
}

/* The partij that takes what the others leave. */
static void put_sluitpost(RowTable *t, const Block *b, i64 cents)
{
    Formula f;
    formula_begin(&f);
    formula_cell(&f, t->row, V_TE_VERDELEN);
    if (t->row > b->first_row) {
        formula_add(&f, "-SUM(");
        formula_range(&f, V_CENTEN, b->first_row, t->row - 1);
        formula_add(&f, ")");
    }
    if (t->row < b->last_row) {
        formula_add(&f, "-SUM(");
        formula_range(&f, V_CENTEN, t->row + 1, b->last_row);
        formula_add(&f, ")");
    }
    for (u32 c = V_DEEL; c <= V_ERBIJ; c++)
        put_cell_blank(t, c);
    put_live_integer(t, V_CENTEN, &f, cents);
}

static void put_calculation(RowTable *t, const Block *b, size_t i)
{
    const Line *line = &t->a->run->lines.items[i];
    if (!b->live) {
        for (u32 c = V_DEEL; c <= V_ERBIJ; c++)
            put_cell_blank(t, c);
        put_cell_integer(t, V_CENTEN, line->cents);
        return;
    }
    if (b->sluitpost && line->partij == b->version->afronding_partij) {
        put_sluitpost(t, b, line->cents);
        return;
    }
    put_division(t, V_DEEL, "QUOTIENT", b->deel[i - b->first]);
    put_division(t, V_REST, "MOD", b->rest[i - b->first]);
    (b->sluitpost ? put_rounded : put_rank)(t, b, i);
    Formula f;
    formula_begin(&f);
    formula_add(&f, "SIGN(");
    formula_cell(&f, t->row, V_TE_VERDELEN);
    formula_add(&f, ")*(");
    formula_cell(&f, t->row, V_DEEL);
    formula_add(&f, "+");
    formula_cell(&f, t->row, V_ERBIJ);
    formula_add(&f, ")");
    put_live_integer(t, V_CENTEN, &f, line->cents);
}

static void put_share(RowTable *t, const Line *line)
{
    LineShare share = share_of_line(t->a->run, line);
    char text[FORMAT_ROOM];
    char *end = format_fraction(text, share.share, share.of);
    put_cell_text(t, V_AANDEEL, (Text){text, (size_t)(end - text)});
}

/* On which factuur the line is, or why on none. */
static Text factuur_text(const Afrekening *a, size_t i)
{
    const Run *run = a->run;
    const Line *line = &run->lines.items[i];
    if (a->factuur_of_line[i] != NONE) return a->nummers[a->factuur_of_line[i]];
    Day day = run->settings->factuurdatum;
    u32 crediteur = successor_on(run->batch, run->pools.items[line->pool].crediteur, day);
    if (successor_on(run->batch, line->partij, day) == crediteur) return TEXT("eigen aandeel");
    if (run->books && run->books->line[i] == line->cents) return TEXT("ongewijzigd");
    return run->books ? TEXT("wacht") : TEXT("geen factuur");
}

static void put_booked(RowTable *t, size_t i)
{
    const Run *run = t->a->run;
    if (!run->books) return;
    i64 cents = run->lines.items[i].cents, booked = run->books->line[i];
    put_cell_cents(t, V_EERDER, booked);
    Formula f;
    formula_begin(&f);
    formula_cell(&f, t->row, V_BEDRAG);
    formula_add(&f, "-");
    formula_cell(&f, t->row, V_EERDER);
    put_live_cents(t, V_VERSCHIL, &f, cents - booked, true);
}

static void put_line(RowTable *t, const Block *b, size_t i)
{
    static const Text soorten[] = {[LINE_APART] = {"apart", 5},
                                   [LINE_BIJDRAGE] = {"bijdrage", 8},
                                   [LINE_BOVEN_MAXIMUM] = {"boven_maximum", 13},
                                   [LINE_VERDEELD] = {"verdeeld", 8}};
    Afrekening *a = t->a;
    const Line *line = &a->run->lines.items[i];
    const Pool *pool = &a->run->pools.items[line->pool];
    const Terms *terms = terms_of(a->run, pool->contract, pool->tijdvak);
    table_next(t);
    put_cell_text(t, V_CONTRACT, contract_code(a->run->batch, pool->contract));
    put_cell_text(t, V_SCHOOL, school_code(a->run->batch, pool->school));
    put_cell_text(t, V_TIJDVAK, pool_tijdvak(a, pool));
    put_cell_text(t, V_LAAG, line->laag == NO_LAAG ? TEXT("-") : terms->lagen[line->laag].name);
    put_cell_text(t, V_PARTIJ, partij_code(a->run->batch, line->partij));
    put_cell_text(t, V_NAAM, partij_naam(a, line->partij));
    put_cell_text(t, V_SOORT, soorten[line->soort]);
    bool divided = line->soort == LINE_VERDEELD;
    if (divided) {
        put_share(t, line);
        put_weights(t, b, i);
        put_calculation(t, b, i);
    } else {
        for (u32 c = V_AANDEEL; c <= V_ERBIJ; c++)
            put_cell_blank(t, c);
        put_cell_integer(t, V_CENTEN, line->cents);
    }
    Formula f;
    formula_begin(&f);
    formula_cell(&f, t->row, V_CENTEN);
    formula_add(&f, "/100");
    put_live_cents(t, V_BEDRAG, &f, line->cents,
                   line->cents < EXACT_MOST && line->cents > -EXACT_MOST);
    put_cell_text(t, V_CREDITEUR, partij_code(a->run->batch, pool->crediteur));
    put_cell_text(t, V_FACTUUR, factuur_text(a, i));
    put_cell_text(t, V_OPMERKING, divided ? b->remark : TEXT(""));
    put_cell_text(t, V_SCHOOLNAAM, school_naam(a, pool->school));
    put_booked(t, i);
}

/* --- all -------------------------------------------------------------------------------------- */

/* Sheets end where a laag does, but for one that fills them. */
static size_t end_of_sheet(const Afrekening *a, size_t first)
{
    const Line *lines = a->run->lines.items;
    size_t end = first + a->rows_most;
    if (end >= a->run->lines.count) return a->run->lines.count;
    size_t cut = end;
    while (cut > first && lines[cut - 1].pool == lines[cut].pool &&
           (lines[cut - 1].laag == lines[cut].laag || lines[cut - 1].laag == NO_LAAG ||
            lines[cut].laag == NO_LAAG))
        cut--;
    return cut > first ? cut : end;
}

void plan_verdeling(Afrekening *a)
{
    size_t rows = a->run->lines.count;
    table_plan(a, &a->verdeling, "Verdeling", verdeling_columns, a->run->books ? V_COUNT : V_EERDER,
               0);
    if (!a->run->books) a->verdeling.printed = V_OPMERKING + 1;
    a->verdeling.parts.items[0].end = end_of_sheet(a, 0);
    for (size_t end = a->verdeling.parts.items[0].end; end < rows;) {
        end = end_of_sheet(a, end);
        table_plan_part(&a->verdeling, end);
    }
    a->verdeling.note = TEXT(
        "Invoer: Gewicht, en Te verdelen op de eerste rij van een laag; van een pool met één laag "
        "komt dat van het blad Kosten. De rest rekent de spreadsheet uit: |te verdelen| × gewicht "
        "/ totaal gewicht, naar beneden; de centen die over zijn gaan naar de grootste resten. "
        "Filteren kan; sorteren verbreekt de formules.");
}

void write_verdeling(Afrekening *a)
{
    const Run *run = a->run;
    const Line *lines = run->lines.items;
    Arena *keep = a->arena, blocks = {0};
    a->arena = &blocks; /* of one laag at a time */
    Block block = {.laag = NULL};
    for (size_t i = 0; i < run->lines.count; i++) {
        if (lines[i].soort == LINE_VERDEELD &&
            (!block.laag || i > block.last || lines[block.first].laag != lines[i].laag)) {
            arena_rewind(&blocks);
            begin_block(a, &block, i);
        }
        put_line(&a->verdeling, &block, i);
    }
    arena_free(&blocks);
    a->arena = keep;
    table_end(&a->verdeling);
}
