/* The sheets Verdeling and Gewichten. In: the lines of a run; out: rows with the whole calculation
 * from weight to cents as formulas. Holds always: what the formulas give is what the run says; a
 * laag that a spreadsheet cannot carry has values, and says why. */
#include "engine/exact.h"
#include "io/documents/afrekening_parts.h"
#include "io/documents/dutch.h"
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

enum { LIVE_ROWS_MOST = 1000 }; /* of a laag: the rank of each compares it with all */

/* LibreOffice takes what differs by less than some 2^-48 for equal, so QUOTIENT and MOD are wrong
 * from products of 2^48 on where the rest is one less than the divisor: products stay below 2^47.
 */
#define LIVE_MOST ((i128)1 << 47)

/* --- one laag of one pool --------------------------------------------------------------------- */

typedef struct Block {
    const PoolLaag *laag; /* NULL: none yet */
    const RuleVersion *version;
    size_t first, last;      /* lines; between them may be some of other soorten */
    u32 first_row, last_row; /* on the sheet */
    i64 size;                /* |cents| */
    i128 divisor, parts_of;  /* weights are shown / divisor, in units of 1 / parts_of */
    bool live, sluitpost;
    Text remark;
    /* By line from `first` on, when live: */
    i64 *deel, *rest, *rang;
    i64 over;
} Block;

static i128 line_weight(const Block *b, const Line *line)
{
    return line->weight == NONE ? 0 : weight_at(b->laag, line->weight);
}

/* Fractions are shown over the smallest denominator that makes all of the laag whole. */
static void find_scale(Block *b)
{
    b->divisor = b->parts_of = 1;
    if (b->laag->denominator == 1) return;
    u128 common = (u128)b->laag->denominator;
    for (size_t i = 0; i < b->laag->weight_count && common > 1; i++)
        common = greatest_common_divisor(common, (u128)weight_at(b->laag, i));
    b->divisor = (i128)common;
    b->parts_of = b->laag->denominator / (i128)common;
}

static Text why_not_live(Afrekening *a, const Block *b)
{
    const PoolLaag *laag = b->laag;
    i128 most = 0;
    for (size_t i = 0; i < laag->weight_count; i++)
        if (weight_at(laag, i) > most) most = weight_at(laag, i);
    most /= b->divisor;
    i128 total = laag->total / b->divisor, factor = b->sluitpost ? 2 : 1;
    if (laag->capped) return TEXT("Waarde: het plafond begrenst een aandeel");
    if (b->version->eenheid != 1)
        return JOIN(a->arena, TEXT("Waarde: afgerond op hele eenheden van "),
                    dutch_euro(a->arena, b->version->eenheid));
    if (b->last - b->first >= LIVE_ROWS_MOST ||
        table_part(&a->verdeling, b->first) != table_part(&a->verdeling, b->last))
        return TEXT("Waarde: meer dan 1.000 partijen in één laag");
    if (most >= LIVE_MOST || total >= LIVE_MOST ||
        (i128)b->size * most * factor + total >= LIVE_MOST)
        return TEXT("Waarde: boven 2^47 deelt een spreadsheet niet meer precies");
    return TEXT("");
}

typedef struct Ranked {
    i64 rest;
    size_t at;
} Ranked;

static int by_rest(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->rest != b->rest) return a->rest > b->rest ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* What the formulas will find; false when the run says otherwise. */
static bool compute(Afrekening *a, Block *b)
{
    const Line *lines = a->run->lines.items;
    size_t room = b->last - b->first + 1, count = 0;
    b->deel = NEW(a->arena, i64, room), b->rest = NEW(a->arena, i64, room);
    b->rang = NEW(a->arena, i64, room);
    Ranked *ranked = NEW(a->arena, Ranked, room);
    i64 total = (i64)(b->laag->total / b->divisor);
    b->over = b->size;
    for (size_t i = b->first; i <= b->last; i++) {
        if (lines[i].soort != LINE_VERDEELD) continue;
        i64 product = b->size * (i64)(line_weight(b, &lines[i]) / b->divisor);
        size_t at = i - b->first;
        b->deel[at] = product / total, b->rest[at] = product % total;
        b->over -= b->deel[at];
        ranked[count++] = (Ranked){b->rest[at], at};
    }
    sort_array(ranked, count, sizeof *ranked, by_rest);
    for (size_t i = 0; i < count; i++)
        b->rang[ranked[i].at] = (i64)i + 1;
    u32 own = b->version->afronding_partij;
    for (size_t i = b->first; i <= b->last; i++) {
        size_t at = i - b->first;
        if (lines[i].soort != LINE_VERDEELD || (b->sluitpost && lines[i].partij == own)) continue;
        i64 cents =
            b->deel[at] + (b->sluitpost ? 2 * b->rest[at] >= total : b->rang[at] <= b->over);
        if ((b->laag->cents < 0 ? -cents : cents) != lines[i].cents) return false;
    }
    return true;
}

static Block block_at(Afrekening *a, size_t line)
{
    const Run *run = a->run;
    const Line *first = &run->lines.items[line];
    const Pool *pool = &run->pools.items[first->pool];
    Block b = {.laag = &run->lagen.items[pool->first_laag + first->laag],
               .version = terms_of(run, pool->contract, pool->tijdvak)->version,
               .first = line,
               .last = line};
    for (size_t i = line; i < pool->first_line + pool->line_count; i++)
        if (run->lines.items[i].soort == LINE_VERDEELD && run->lines.items[i].laag == first->laag)
            b.last = i;
    b.size = b.laag->cents < 0 ? -b.laag->cents : b.laag->cents;
    b.sluitpost = b.version->afronding_partij != NONE;
    find_scale(&b);
    return b;
}

/* In what unit the weights are, when it is not 1. */
static Text parts_text(Arena *arena, const Block *b)
{
    if (b->parts_of == 1) return TEXT("");
    return JOIN(arena, TEXT("Gewicht in delen van 1/"), text_integer(arena, b->parts_of));
}

static void begin_block(Afrekening *a, Block *b, size_t line)
{
    *b = block_at(a, line);
    b->first_row = table_row(&a->verdeling, b->first);
    b->last_row = table_row(&a->verdeling, b->last);
    b->remark = why_not_live(a, b);
    b->live = !b->remark.length;
    if (b->live && !compute(a, b)) {
        b->live = false;
        b->remark = TEXT("Waarde: deze afronding staat niet in formules");
    }
    if (b->live) b->remark = parts_text(a->arena, b);
}

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
    size_t weights = 0;
    for (size_t i = 0; i < rows; i++)
        weights += a->run->lines.items[i].weight != NONE;
    table_plan(a, &a->gewichten, "Gewichten", gewichten_columns, G_COUNT, weights);
    a->gewichten.note = TEXT("Wat er per partij geteld is. De getallen komen van het blad "
                             "Verdeling: wijzig een gewicht daar.");
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
