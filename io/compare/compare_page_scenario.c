/* One scenario on vergelijking.html. In: what was computed of it and of the first; out: a section:
 * what it does, who bears less and who more, and why. Holds always: what a chart does not show is
 * in the table beside it; no count of pupils below the bound is shown. */
#include "io/compare/compare_page.h"

#include "io/tell/dutch.h"

enum { SHOWN = 20 }; /* partijen in a chart */

static i64 difference_of(const Comparison *c, const Computed *x, u32 partij)
{
    return amount_of(x, partij, MEASURE_aandeel) - amount_of(c->items, partij, MEASURE_aandeel);
}

static int by_difference(const void *left, const void *right)
{
    const Moves *a = left, *b = right;
    if (a->difference != b->difference)
        return (a->difference > b->difference) - (a->difference < b->difference);
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static Text percent_words(Arena *arena, i128 difference, i128 first)
{
    i128 hundredths;
    if (!percent_of(difference, first, &hundredths)) return TEXT("");
    return JOIN(arena, dutch_amount(arena, hundredths), TEXT(" %"));
}

/* --- who bears less, who more ----------------------------------------------------------------- */

typedef struct Sides {
    size_t less, more, same;
} Sides;

static Sides sides_of(const Comparison *c, const Computed *x)
{
    Sides s = {0};
    for (size_t k = 0; k < c->shown_count; k++) {
        i64 difference = difference_of(c, x, c->shown[k]);
        bool bears = difference || amount_of(x, c->shown[k], MEASURE_aandeel);
        if (difference < 0) s.less++;
        if (difference > 0) s.more++;
        if (!difference && bears) s.same++;
    }
    return s;
}

Text page_result(const PageJob *j, const Computed *x)
{
    Arena *arena = j->arena;
    const CostTotals *a = &j->c->items[0].cost, *b = &x->cost;
    Sides s = sides_of(j->c, x);
    Text cost =
        a->kosten == b->kosten
            ? JOIN(arena, TEXT("De kosten blijven "), dutch_euro(arena, b->kosten),
                   TEXT(": alleen de verdeling verschilt."))
            : JOIN(arena, TEXT("Ook de kosten verschillen: van "), dutch_euro(arena, a->kosten),
                   TEXT(" naar "), dutch_euro(arena, b->kosten), TEXT("."));
    return JOIN(
        arena, page_count(arena, s.less, "partij draagt minder, ", "partijen dragen minder, "),
        page_count(arena, s.more, "draagt meer en ", "dragen meer en "),
        page_count(arena, s.same, "houdt hetzelfde aandeel. ", "houden hetzelfde aandeel. "),
        dutch_euro(arena, x->shifted), TEXT(" komt bij een ander terecht. "), cost);
}

/* The partijen that move, those that move most first. */
static size_t list_moves(const PageJob *j, const Computed *x, Moves **list)
{
    const Comparison *c = j->c;
    size_t count = 0;
    *list = NEW(j->arena, Moves, c->shown_count + 1);
    for (size_t k = 0; k < c->shown_count; k++) {
        i64 difference = difference_of(c, x, c->shown[k]);
        if (difference)
            (*list)[count++] =
                (Moves){c->shown[k], difference < 0 ? -difference : difference, difference};
    }
    sort_array(*list, count, sizeof **list, moves_by_size);
    return count;
}

static void put_bars(PageJob *j, const Computed *x, const char *id, const Moves *all, size_t count)
{
    size_t shown = count < SHOWN ? count : SHOWN;
    Moves *list = NEW(j->arena, Moves, shown + 1);
    Text *rows = NEW(j->arena, Text, shown + 1);
    i64 *values = NEW(j->arena, i64, shown + 1);
    for (size_t i = 0; i < shown; i++)
        list[i] = all[i];
    sort_array(list, shown, sizeof *list, by_difference);
    for (size_t i = 0; i < shown; i++) {
        rows[i] = page_partij(j, list[i].partij);
        values[i] = list[i].difference;
    }
    Text desc = JOIN(j->arena, TEXT("Het grootste verschil: "), page_partij(j, all[0].partij),
                     TEXT(", "), dutch_euro(j->arena, all[0].difference), TEXT("."));
    ChartBars bars = {.id = id,
                      .title = JOIN(j->arena, TEXT("Winst en verlies bij "), x->scenario->naam),
                      .desc = desc,
                      .unit = UNIT_EURO,
                      .rows = rows,
                      .row_count = shown,
                      .series_count = 1,
                      .right = TEXT("meer"),
                      .left = TEXT("minder"),
                      .values = values};
    chart_bars(&j->page, &bars);
    if (count > shown)
        web_note(&j->page,
                 JOIN(j->arena, TEXT("De grafiek toont de "), dutch_integer(j->arena, SHOWN),
                      TEXT(" grootste verschillen; de tabel heeft alle partijen.")));
}

static const char *id_of(const PageJob *j, const char *word, size_t nr)
{
    return text_zero_ended(j->arena,
                           JOIN(j->arena, text_of(word), text_integer(j->arena, (i128)nr)));
}

static void put_amounts(PageJob *j, const Computed *x, size_t nr)
{
    static const WebColumn columns[] = {
        {COLUMN_TITLE("Partij"), WEB_TEXT},   {COLUMN_TITLE("Soort"), WEB_TEXT},
        {COLUMN_TITLE("Nu"), WEB_EURO},       {COLUMN_TITLE("Dan"), WEB_EURO},
        {COLUMN_TITLE("Verschil"), WEB_EURO}, {COLUMN_TITLE("Verschil in %"), WEB_NUMBER}};
    const Comparison *c = j->c;
    i64 first = 0, here = 0;
    WebTable table = {.id = id_of(j, "tabel-", nr),
                      .caption =
                          JOIN(j->arena, TEXT("Aandeel per partij, nu en bij "), x->scenario->naam),
                      .columns = columns,
                      .column_count = COUNT_OF(columns),
                      .rows = c->shown_count,
                      .file = TEXT("vergelijking.csv")};
    web_table(&j->page, &table);
    for (size_t k = 0; k < c->shown_count; k++) {
        u32 partij = c->shown[k];
        i64 a = amount_of(c->items, partij, MEASURE_aandeel);
        i64 b = amount_of(x, partij, MEASURE_aandeel);
        first += a, here += b;
        if (k >= web_rows(c->shown_count)) continue;
        web_row(&j->page);
        web_cell(&j->page, page_partij(j, partij));
        web_cell(&j->page, text_of(column_choices(TYPE_PARTIJ_SOORT)[c->partijen.soorten[partij]]));
        web_cell_euro(&j->page, a);
        web_cell_euro(&j->page, b);
        web_cell_euro(&j->page, b - a);
        web_cell(&j->page, percent_words(j->arena, b - a, a));
    }
    web_foot(&j->page);
    web_row(&j->page);
    web_cell(&j->page, TEXT("Totaal"));
    web_cell_empty(&j->page);
    web_cell_euro(&j->page, first);
    web_cell_euro(&j->page, here);
    web_cell_euro(&j->page, here - first);
    web_cell(&j->page, percent_words(j->arena, here - first, first));
    web_table_end(&j->page);
}

/* --- why -------------------------------------------------------------------------------------- */

static void put_params(PageJob *j, const Computed *x, size_t nr)
{
    static const WebColumn columns[] = {
        {COLUMN_TITLE("Regel"), WEB_TEXT},   {COLUMN_TITLE("Laag"), WEB_TEXT},
        {COLUMN_TITLE("Sleutel"), WEB_TEXT}, {COLUMN_TITLE("Nu"), WEB_TEXT},
        {COLUMN_TITLE("Dan"), WEB_TEXT},     {COLUMN_TITLE("Contracten"), WEB_NUMBER}};
    if (!x->params.count) return;
    WebTable table = {.id = id_of(j, "regels-", nr),
                      .caption = TEXT("Wat de regels anders zeggen"),
                      .columns = columns,
                      .column_count = COUNT_OF(columns),
                      .rows = x->params.count,
                      .head = 2,
                      .file = TEXT("vergelijking.csv")};
    web_table(&j->page, &table);
    for (size_t k = 0; k < web_rows(x->params.count); k++) {
        const ParamRow *row = &x->params.items[k];
        web_row(&j->page);
        web_cell(&j->page, row->regel.length ? row->regel : TEXT("[afrekening]"));
        web_cell(&j->page, row->laag);
        web_cell(&j->page, row->key);
        web_cell(&j->page, row->first);
        web_cell(&j->page, row->here);
        if (row->regel.length)
            web_cell_number(&j->page, row->contracten);
        else
            web_cell_empty(&j->page);
    }
    web_table_end(&j->page);
}

/* A count of pupils, unless it is small. */
static void put_pupils(PageJob *j, u32 count)
{
    if (count == NONE)
        web_cell_empty(&j->page);
    else if (count >= j->c->onderdruk)
        web_cell_number(&j->page, count);
    else
        web_cell(&j->page, JOIN(j->arena, TEXT("<"), text_integer(j->arena, j->c->onderdruk)));
}

static void put_reasons(PageJob *j, const Computed *x, size_t nr)
{
    static const WebColumn columns[] = {
        {COLUMN_TITLE("Partij"), WEB_TEXT},       {COLUMN_TITLE("Wat"), WEB_TEXT},
        {COLUMN_TITLE("Door"), WEB_TEXT},         {COLUMN_TITLE("Verschil"), WEB_EURO},
        {COLUMN_TITLE("Contracten"), WEB_NUMBER}, {COLUMN_TITLE("Scholen"), WEB_NUMBER},
        {COLUMN_TITLE("Leerlingen"), WEB_NUMBER}};
    if (!x->reason_rows.count) return;
    WebTable table = {.id = id_of(j, "door-", nr),
                      .caption = TEXT("Waardoor het verschil van een partij komt, en waar"),
                      .columns = columns,
                      .column_count = COUNT_OF(columns),
                      .rows = x->reason_rows.count,
                      .file = TEXT("vergelijking.csv")};
    web_table(&j->page, &table);
    for (size_t k = 0; k < web_rows(x->reason_rows.count); k++) {
        const ReasonRow *row = &x->reason_rows.items[k];
        bool aandeel = row->measure == MEASURE_aandeel;
        web_row(&j->page);
        web_cell(&j->page, page_partij(j, row->partij));
        web_cell(&j->page, text_of(measure_names[row->measure]));
        web_cell(&j->page, x->reasons.items[row->reason]);
        web_cell_euro(&j->page, row->cents);
        web_cell_number(&j->page, row->contracten);
        if (aandeel) {
            web_cell_number(&j->page, row->scholen);
            put_pupils(j, row->leerlingen);
        } else {
            web_cell_empty(&j->page);
            web_cell_empty(&j->page);
        }
    }
    web_table_end(&j->page);
}

static void put_contributions(PageJob *j, const Computed *x, size_t nr)
{
    static const WebColumn columns[] = {
        {COLUMN_TITLE("Partij"), WEB_TEXT},   {COLUMN_TITLE("Contract"), WEB_TEXT},
        {COLUMN_TITLE("School"), WEB_TEXT},   {COLUMN_TITLE("Tijdvak"), WEB_TEXT},
        {COLUMN_TITLE("Nu"), WEB_EURO},       {COLUMN_TITLE("Dan"), WEB_EURO},
        {COLUMN_TITLE("Verschil"), WEB_EURO}, {COLUMN_TITLE("Door"), WEB_TEXT}};
    const Comparison *c = j->c;
    if (!x->contributions.count) return;
    WebTable table = {.id = id_of(j, "posten-", nr),
                      .caption = TEXT("De tien grootste posten van het verschil van elke partij"),
                      .columns = columns,
                      .column_count = COUNT_OF(columns),
                      .rows = x->contributions.count,
                      .file = TEXT("vergelijking.csv")};
    web_table(&j->page, &table);
    for (size_t k = 0; k < web_rows(x->contributions.count); k++) {
        const Contribution *row = &x->contributions.items[k];
        web_row(&j->page);
        web_cell(&j->page, page_partij(j, row->partij));
        web_cell(&j->page, c->contracten.symbols.items[row->contract]);
        web_cell(&j->page, row->school == NONE ? TEXT("") : c->scholen.symbols.items[row->school]);
        web_cell(&j->page, row->tijdvak);
        web_cell_euro(&j->page, row->first);
        web_cell_euro(&j->page, row->here);
        web_cell_euro(&j->page, row->here - row->first);
        web_cell(&j->page, x->reasons.items[row->reason]);
    }
    web_table_end(&j->page);
}

void page_scenario(PageJob *j, const Computed *x, size_t nr)
{
    Moves *list;
    size_t count = list_moves(j, x, &list);
    const char *title = text_zero_ended(j->arena, x->scenario->naam);
    web_section(&j->page, id_of(j, "scenario-", nr), title);
    web_paragraph(&j->page, page_result(j, x));
    if (count) {
        const char *id = id_of(j, "winst-", nr);
        chart_begin(&j->page, id, TEXT("Wie draagt minder, wie meer"));
        put_bars(j, x, id, list, count);
        put_amounts(j, x, nr);
        chart_end(&j->page);
    }
    web_heading(&j->page, TEXT("Waarom"));
    put_params(j, x, nr);
    put_reasons(j, x, nr);
    put_contributions(j, x, nr);
    web_section_end(&j->page);
}
