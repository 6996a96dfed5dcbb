/* The sheets of vergelijking.xlsx after those per partij. In: a comparison; out: rows. Holds
 * always: a difference or total is a formula over the cells beside it. */
#include "io/compare/compare_book.h"
#include "io/tell/dutch.h"

/* --- the largest, with charts ----------------------------------------------------------------- */

enum { LARGEST = 15 };

typedef struct Moved {
    u32 partij;
    i64 first, here;
} Moved;

static int by_size(const void *left, const void *right)
{
    const Moved *a = left, *b = right;
    i64 x = a->here - a->first, y = b->here - b->first;
    i64 size_x = x < 0 ? -x : x, size_y = y < 0 ? -y : y;
    if (size_x != size_y) return size_x > size_y ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static int by_change(const void *left, const void *right)
{
    const Moved *a = left, *b = right;
    i64 x = a->here - a->first, y = b->here - b->first;
    if (x != y) return (x > y) - (x < y);
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* The partijen that gain or lose most, winners first. */
static size_t list_largest(Arena *arena, const Comparison *c, const Computed *x, Moved **list)
{
    size_t count = 0;
    *list = NEW(arena, Moved, c->shown_count + 1);
    for (size_t k = 0; k < c->shown_count; k++) {
        Moved one = {c->shown[k], amount_of(c->items, c->shown[k], MEASURE_aandeel),
                     amount_of(x, c->shown[k], MEASURE_aandeel)};
        if (one.first != one.here) (*list)[count++] = one;
    }
    sort_array(*list, count, sizeof **list, by_size);
    if (count > LARGEST) count = LARGEST;
    sort_array(*list, count, sizeof **list, by_change);
    return count;
}

void book_largest(Leaf *p)
{
    static const LeafColumn columns[] = {
        {"Naam", 280}, {"Nu", 150}, {"Dan", 150}, {"Verschil", 150}, {"%", 100}};
    const Comparison *c = p->c;
    leaf_begin(p, "Winst en verlies", TEXT("Wie draagt minder, wie meer"),
               TEXT("De vijftien partijen met het grootste verschil, per scenario; wie het meest "
                    "minder draagt eerst."));
    for (size_t i = 1; i < c->count; i++) {
        if (c->items[i].scenario->in_sweep) continue;
        Moved *list;
        size_t count = list_largest(p->arena, c, &c->items[i], &list);
        sheet_text(p->sheet, p->row++, 0, c->items[i].scenario->naam, STYLE(TEXT, BOLD));
        u32 header = p->row;
        for (u32 k = 0; k < COUNT_OF(columns); k++) {
            sheet_text(p->sheet, p->row, k, text_of(columns[k].title), STYLE(WRAP, HEADER));
            sheet_width(p->sheet, k, k, columns[k].tenths);
        }
        p->row++;
        for (size_t k = 0; k < count; k++, p->row++) {
            sheet_text(p->sheet, p->row, 0, c->partijen.names[list[k].partij], STYLE(TEXT, PLAIN));
            leaf_cents(p, 1, list[k].first, LOOK_PLAIN);
            leaf_cents(p, 2, list[k].here, LOOK_PLAIN);
            leaf_difference(p, 1, 2, 3, list[k].first, list[k].here, LOOK_PLAIN);
        }
        static const u32 numbers[] = {3}, colors[] = {0x154273};
        Chart chart = {.title = "Verschil in euro: links minder, rechts meer",
                       .horizontal = true,
                       .names_column = 0,
                       .columns = numbers,
                       .colors = colors,
                       .column_count = 1,
                       .first_row = header + 1,
                       .last_row = p->row - 1,
                       .width = 640,
                       .height = 120 + 22 * (u32)count};
        if (count) sheet_chart(p->sheet, header, 6, &chart);
        p->row += count < LARGEST ? LARGEST - (u32)count + 6 : 6;
    }
}

/* --- totals ----------------------------------------------------------------------------------- */

void book_totals(Leaf *p)
{
    static const LeafColumn columns[] = {{"Scenario", 320},    {"Kosten", 150},
                                         {"Bijdragen", 150},   {"Boven maximum", 150},
                                         {"Te verdelen", 150}, {"Kosten: verschil", 150},
                                         {"%", 100},           {"Wat verschilt", 260}};
    const Comparison *c = p->c;
    leaf_begin(p, "Totalen", TEXT("Kosten per scenario"),
               TEXT("Zijn de kosten gelijk, dan verschilt alleen de verdeling."));
    u32 header = p->row;
    leaf_header(p, columns, COUNT_OF(columns));
    char a[24], b[24];
    for (size_t i = 0; i < c->count; i++, p->row++) {
        const CostTotals *t = &c->items[i].cost, *first = &c->items[0].cost;
        const i128 cents[] = {t->kosten, t->bijdragen, t->boven_maximum};
        sheet_text(p->sheet, p->row, 0, c->items[i].scenario->naam, STYLE(TEXT, PLAIN));
        for (u32 k = 0; k < COUNT_OF(cents); k++)
            leaf_cents(p, k + 1, cents[k], LOOK_PLAIN);
        cell_name(a, p->row, 1, false);
        cell_name(b, p->row, 2, false);
        char over[24];
        cell_name(over, p->row, 3, false);
        Text formula = JOIN(p->arena, TEXT("=ROUND("), text_of(a), TEXT("-"), text_of(b), TEXT("-"),
                            text_of(over), TEXT(",2)"));
        sheet_formula_cents(p->sheet, p->row, 4, text_zero_ended(p->arena, formula),
                            (i64)t->te_verdelen, STYLE(EURO, PLAIN));
        cell_name(b, header + 1, 1, true);
        formula = JOIN(p->arena, TEXT("=ROUND("), text_of(a), TEXT("-"), text_of(b), TEXT(",2)"));
        i128 difference = t->kosten - first->kosten;
        sheet_formula_cents(p->sheet, p->row, 5, text_zero_ended(p->arena, formula),
                            (i64)difference, STYLE(EURO, PLAIN));
        formula = JOIN(p->arena, TEXT("=IF("), text_of(b), TEXT("=0,0,("), text_of(a), TEXT("-"),
                       text_of(b), TEXT(")/"), text_of(b), TEXT(")"));
        sheet_formula_ratio(p->sheet, p->row, 6, text_zero_ended(p->arena, formula),
                            first->kosten ? (i64)difference : 0,
                            first->kosten ? (i64)first->kosten : 1, STYLE(PERCENT, PLAIN));
        if (!i) continue;
        formula = JOIN(p->arena, TEXT("=IF("), text_of(a), TEXT("="), text_of(b),
                       TEXT(",\"alleen de verdeling\",\"ook de kosten\")"));
        sheet_formula_text(p->sheet, p->row, 7, text_zero_ended(p->arena, formula),
                           difference ? TEXT("ook de kosten") : TEXT("alleen de verdeling"),
                           STYLE(TEXT, PLAIN));
    }
    leaf_end(p, header, COUNT_OF(columns), c->count);
}

/* --- per contract and school ------------------------------------------------------------------ */

void book_rows(Leaf *p, bool scholen)
{
    const LeafColumn columns[] = {{"Scenario", 260}, {scholen ? "School" : "Contract", 140},
                                  {"Naam", 280},     {"Partij", 100},
                                  {"Naam", 240},     {"Nu", 140},
                                  {"Dan", 140},      {"Verschil", 140},
                                  {"%", 100}};
    const Comparison *c = p->c;
    const Codes *codes = scholen ? &c->scholen : &c->contracten;
    size_t rows = 0;
    leaf_begin(p, scholen ? "Per school" : "Per contract",
               scholen ? TEXT("Aandeel per school") : TEXT("Aandeel per contract"),
               TEXT("Alleen wat verschilt."));
    u32 header = p->row;
    leaf_header(p, columns, COUNT_OF(columns));
    for (size_t i = 1; i < c->count; i++) {
        const Computed *x = &c->items[i];
        size_t count = scholen ? x->scholen.count : x->contracten.count;
        for (size_t k = 0; k < count; k++) {
            const AmountRow *row = scholen ? &x->scholen.items[k] : &x->contracten.items[k];
            if (rows++ >= LEAF_ROWS) continue;
            sheet_text(p->sheet, p->row, 0, x->scenario->naam, STYLE(TEXT, PLAIN));
            leaf_code(p, 1, codes, row->of);
            sheet_text(p->sheet, p->row, 2,
                       row->of == NONE ? TEXT("(geen school)") : codes->names[row->of],
                       STYLE(TEXT, PLAIN));
            leaf_code(p, 3, &c->partijen, row->partij);
            sheet_text(p->sheet, p->row, 4, c->partijen.names[row->partij], STYLE(TEXT, PLAIN));
            leaf_cents(p, 5, row->first, LOOK_PLAIN);
            leaf_cents(p, 6, row->here, LOOK_PLAIN);
            leaf_difference(p, 5, 6, 7, row->first, row->here, LOOK_PLAIN);
            p->row++;
        }
    }
    leaf_end(p, header, COUNT_OF(columns), rows);
}

/* --- why -------------------------------------------------------------------------------------- */

static void put_params(Leaf *p)
{
    static const LeafColumn columns[] = {{"Scenario", 260}, {"Regel", 160},     {"Laag", 140},
                                         {"Sleutel", 200},  {"Tijdvak", 200},   {"Nu", 200},
                                         {"Dan", 200},      {"Contracten", 110}};
    const Comparison *c = p->c;
    leaf_header(p, columns, COUNT_OF(columns));
    for (size_t i = 1; i < c->count; i++)
        for (size_t k = 0; k < c->items[i].params.count; k++, p->row++) {
            const ParamRow *row = &c->items[i].params.items[k];
            const Text texts[] = {c->items[i].scenario->naam,
                                  row->regel.length ? row->regel : TEXT("[afrekening]"),
                                  row->laag,
                                  row->key,
                                  row->tijdvakken,
                                  row->first,
                                  row->here};
            for (u32 t = 0; t < COUNT_OF(texts); t++)
                sheet_text(p->sheet, p->row, t, texts[t], STYLE(WRAP, PLAIN));
            if (row->regel.length)
                sheet_integer(p->sheet, p->row, 7, row->contracten, STYLE(INTEGER, PLAIN));
        }
}

void book_why(Leaf *p)
{
    static const char *const titles[] = {"Scenario",   "Partij",  "Naam",       "Door",
                                         "Contracten", "Scholen", "Leerlingen", "Verschil"};
    const Comparison *c = p->c;
    size_t rows = 0;
    leaf_begin(
        p, "Waarom", TEXT("Wat de regels anders zeggen, en wat dat doet"),
        TEXT("Een verschil dat door meer dan een sleutel komt staat bij die sleutels samen."));
    put_params(p);
    p->row++;
    for (u32 t = 0; t < COUNT_OF(titles); t++)
        sheet_text(p->sheet, p->row, t, text_of(titles[t]), STYLE(WRAP, HEADER));
    p->row++;
    for (size_t i = 1; i < c->count; i++)
        for (size_t k = 0; k < c->items[i].reason_rows.count; k++) {
            const ReasonRow *row = &c->items[i].reason_rows.items[k];
            if (rows++ >= LEAF_ROWS) continue;
            sheet_text(p->sheet, p->row, 0, c->items[i].scenario->naam, STYLE(TEXT, PLAIN));
            leaf_code(p, 1, &c->partijen, row->partij);
            sheet_text(p->sheet, p->row, 2, c->partijen.names[row->partij], STYLE(TEXT, PLAIN));
            sheet_text(p->sheet, p->row, 3,
                       JOIN(p->arena, text_of(measure_names[row->measure]), TEXT(": "),
                            c->items[i].reasons.items[row->reason]),
                       STYLE(WRAP, PLAIN));
            sheet_integer(p->sheet, p->row, 4, row->contracten, STYLE(INTEGER, PLAIN));
            sheet_integer(p->sheet, p->row, 5, row->scholen, STYLE(INTEGER, PLAIN));
            if (row->leerlingen != NONE)
                sheet_integer(p->sheet, p->row, 6, row->leerlingen, STYLE(INTEGER, PLAIN));
            leaf_cents(p, 7, row->cents, LOOK_PLAIN);
            p->row++;
        }
}

/* The contributions of one partij, and their sum against its whole difference. */
static void put_contributions(Leaf *p, const Computed *x, size_t *at, const Covered *covered)
{
    const Comparison *c = p->c;
    char from[24], to[24];
    cell_name(from, p->row, 8, false);
    for (; *at < x->contributions.count && x->contributions.items[*at].partij == covered->partij;
         ++*at, p->row++) {
        const Contribution *row = &x->contributions.items[*at];
        sheet_text(p->sheet, p->row, 0, x->scenario->naam, STYLE(TEXT, PLAIN));
        leaf_code(p, 1, &c->partijen, row->partij);
        sheet_text(p->sheet, p->row, 2, c->partijen.names[row->partij], STYLE(TEXT, PLAIN));
        leaf_code(p, 3, &c->contracten, row->contract);
        leaf_code(p, 4, &c->scholen, row->school);
        sheet_text(p->sheet, p->row, 5, row->tijdvak, STYLE(TEXT, PLAIN));
        leaf_cents(p, 6, row->first, LOOK_PLAIN);
        leaf_cents(p, 7, row->here, LOOK_PLAIN);
        leaf_difference(p, 6, 7, 8, row->first, row->here, LOOK_PLAIN);
        if (row->leerlingen != NONE)
            sheet_integer(p->sheet, p->row, 10, row->leerlingen, STYLE(INTEGER, PLAIN));
        sheet_text(p->sheet, p->row, 11, x->reasons.items[row->reason], STYLE(TEXT, PLAIN));
    }
    cell_name(to, p->row - 1, 8, false);
    Text formula =
        JOIN(p->arena, TEXT("=ROUND(SUM("), text_of(from), TEXT(":"), text_of(to), TEXT("),2)"));
    sheet_text(p->sheet, p->row, 1, TEXT("samen"), STYLE(TEXT, TOTAL));
    sheet_text(p->sheet, p->row, 7, TEXT("van alle: "), STYLE(TEXT, TOTAL));
    sheet_formula_cents(p->sheet, p->row, 8, text_zero_ended(p->arena, formula), covered->listed,
                        STYLE(EURO, TOTAL));
    leaf_cents(p, 9, covered->whole, LOOK_TOTAL);
    p->row++;
}

void book_contributions(Leaf *p)
{
    static const LeafColumn columns[] = {{"Scenario", 260}, {"Partij", 100},     {"Naam", 240},
                                         {"Contract", 140}, {"School", 110},     {"Tijdvak", 160},
                                         {"Nu", 140},       {"Dan", 140},        {"Verschil", 140},
                                         {"%", 140},        {"Leerlingen", 110}, {"Door", 260}};
    const Comparison *c = p->c;
    leaf_begin(p, "Grootste posten", TEXT("De tien grootste posten van het verschil per partij"),
               TEXT("Onder de posten van een partij: wat zij samen zijn, en haar hele verschil."));
    u32 header = p->row;
    leaf_header(p, columns, COUNT_OF(columns));
    size_t rows = 0;
    for (size_t i = 1; i < c->count; i++) {
        const Computed *x = &c->items[i];
        size_t at = 0;
        rows += x->contributions.count;
        for (size_t k = 0; k < x->covered.count && p->row < LEAF_ROWS; k++)
            put_contributions(p, x, &at, &x->covered.items[k]);
    }
    leaf_end(p, header, COUNT_OF(columns), p->row < LEAF_ROWS ? 0 : rows);
}

/* --- sensitivity ------------------------------------------------------------------------------ */

static Text fraction_words(Arena *arena, i128 numerator, i128 denominator)
{
    i128 most = (i128)1 << 90;
    if (numerator > most || denominator > most) return TEXT("");
    return dutch_number(arena, numerator, denominator);
}

static void put_near(Leaf *p, const Sensitivity *row)
{
    bool plafond = row->kind == NEAR_PLAFOND;
    i128 scale = plafond ? 100 : 1;
    Text unit = plafond ? TEXT(" %") : row->leerlingen ? TEXT(" leerlingen") : TEXT(" eenheden");
    Text have = fraction_words(p->arena, row->have * scale, row->of);
    Text least = fraction_words(p->arena, row->least * scale, row->least_of);
    sheet_text(p->sheet, p->row, 8, JOIN(p->arena, least, unit), STYLE(TEXT, PLAIN));
    sheet_text(p->sheet, p->row, 9, JOIN(p->arena, have, unit), STYLE(TEXT, PLAIN));
}

void book_sensitivity(Leaf *p)
{
    static const LeafColumn columns[] = {
        {"Scenario", 260},    {"Partij", 100},       {"Naam", 240},     {"Contract", 140},
        {"School", 110},      {"Tijdvak", 120},      {"Laag", 100},     {"Wat", 200},
        {"Grens of nu", 160}, {"Heeft of dan", 160}, {"Verschil", 140}, {"%", 100}};
    static const char *const what[] = {"afstand tot de drempel", "afstand tot het plafond",
                                       "een leerling meer", "een leerling minder"};
    const Comparison *c = p->c;
    size_t rows = 0;
    leaf_begin(p, "Gevoeligheid", TEXT("Drempels, plafonds, en wat een leerling doet"),
               TEXT("Per partij de tien pools waar het het meest om spant. Een leerling: het hele "
                    "tijdvak aan de school van de pool, bij gelijke kosten."));
    u32 header = p->row;
    leaf_header(p, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->items[i].sensitivities.count; k++) {
            const Sensitivity *row = &c->items[i].sensitivities.items[k];
            if (rows++ >= LEAF_ROWS) continue;
            sheet_text(p->sheet, p->row, 0, c->items[i].scenario->naam, STYLE(TEXT, PLAIN));
            leaf_code(p, 1, &c->partijen, row->partij);
            sheet_text(p->sheet, p->row, 2, c->partijen.names[row->partij], STYLE(TEXT, PLAIN));
            leaf_code(p, 3, &c->contracten, row->contract);
            leaf_code(p, 4, &c->scholen, row->school);
            sheet_text(p->sheet, p->row, 5, row->tijdvak, STYLE(TEXT, PLAIN));
            sheet_text(p->sheet, p->row, 6, row->laag, STYLE(TEXT, PLAIN));
            sheet_text(p->sheet, p->row, 7, text_of(what[row->kind]), STYLE(TEXT, PLAIN));
            if (row->kind == NEAR_DREMPEL || row->kind == NEAR_PLAFOND) {
                put_near(p, row);
            } else {
                leaf_cents(p, 8, row->first, LOOK_PLAIN);
                leaf_cents(p, 9, row->here, LOOK_PLAIN);
                leaf_difference(p, 8, 9, 10, row->first, row->here, LOOK_PLAIN);
            }
            p->row++;
        }
    leaf_end(p, header, COUNT_OF(columns), rows);
}

/* --- the sweep -------------------------------------------------------------------------------- */

enum { SWEEP_LINES = 8 }; /* of the chart: the partijen that change most */

/* By partij, between which amounts it goes. */
static size_t list_changing(Arena *arena, const Comparison *c, Moved **list)
{
    size_t count = 0;
    *list = NEW(arena, Moved, c->shown_count + 1);
    for (size_t k = 0; k < c->shown_count; k++) {
        Moved one = {c->shown[k], INT64_MAX, INT64_MIN};
        bool bears = false;
        for (size_t i = 0; i < c->count; i++) {
            if (!c->items[i].scenario->in_sweep) continue;
            i64 cents = amount_of(&c->items[i], one.partij, MEASURE_aandeel);
            if (cents < one.first) one.first = cents;
            if (cents > one.here) one.here = cents;
            bears = bears || cents;
        }
        if (bears) (*list)[count++] = one;
    }
    sort_array(*list, count, sizeof **list, by_size);
    return count;
}

void book_sweep(Leaf *p)
{
    enum { COLUMNS = 200 };
    const Comparison *c = p->c;
    Moved *list;
    size_t count = list_changing(p->arena, c, &list);
    leaf_begin(p, "Reeks", JOIN(p->arena, TEXT("Aandeel bij "), c->scenarios->sweep),
               TEXT("Wie het meest verandert eerst."));
    if (count > COLUMNS) count = COLUMNS;
    u32 header = p->row;
    sheet_text(p->sheet, p->row, 0, c->scenarios->sweep, STYLE(WRAP, HEADER));
    for (u32 k = 0; k < count; k++)
        sheet_text(p->sheet, p->row, k + 1, c->partijen.names[list[k].partij], STYLE(WRAP, HEADER));
    sheet_width(p->sheet, 0, 0, 260);
    if (count) sheet_width(p->sheet, 1, (u32)count, 150);
    p->row++;
    sheet_freeze(p->sheet, p->row, 1);
    for (size_t i = 0; i < c->count; i++) {
        if (!c->items[i].scenario->in_sweep) continue;
        sheet_text(p->sheet, p->row, 0, c->items[i].scenario->naam, STYLE(TEXT, PLAIN));
        for (u32 k = 0; k < count; k++)
            leaf_cents(p, k + 1, amount_of(&c->items[i], list[k].partij, MEASURE_aandeel),
                       LOOK_PLAIN);
        p->row++;
    }
    static const u32 numbers[SWEEP_LINES] = {1, 2, 3, 4, 5, 6, 7, 8};
    static const u32 colors[SWEEP_LINES] = {0x154273, 0xD52B1E, 0x39870C, 0xE17000,
                                            0x8FCAE7, 0x42145F, 0xA90061, 0x777B00};
    Chart chart = {.title = "Aandeel in euro: wie het meest verandert",
                   .lines = true,
                   .names_column = 0,
                   .columns = numbers,
                   .colors = colors,
                   .column_count = count < SWEEP_LINES ? (u32)count : SWEEP_LINES,
                   .first_row = header + 1,
                   .last_row = p->row - 1,
                   .width = 900,
                   .height = 420};
    if (count) sheet_chart(p->sheet, p->row + 1, 0, &chart);
}
