/* vergelijking.html. In: a comparison; out: a page to look at, in Dutch. Holds always: each chart
 * has its table; no count of pupils below the bound is shown, and none that it could be computed
 * from. */
#include "io/compare/compare_page.h"

#include "io/documents/dutch.h"
#include "io/report/chart.h"
#include "io/system/sys.h"

enum { SHOWN = 20, SLOPES = CHART_SERIES_MOST };

/* A partij and how much it moves. */
typedef struct Moves {
    u32 partij;
    i64 size, difference;
} Moves;

typedef struct PageJob {
    Arena *arena;
    const Comparison *c;
    WebPage page;
    size_t variants; /* that are no part of the sweep */
} PageJob;

static i64 difference_of(const Comparison *c, const Computed *x, u32 partij)
{
    return amount_of(x, partij, MEASURE_aandeel) - amount_of(c->items, partij, MEASURE_aandeel);
}

static int by_size(const void *left, const void *right)
{
    const Moves *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static int by_difference(const void *left, const void *right)
{
    const Moves *a = left, *b = right;
    if (a->difference != b->difference)
        return (a->difference > b->difference) - (a->difference < b->difference);
    return (a->partij > b->partij) - (a->partij < b->partij);
}

static Text named(const PageJob *j, u32 partij)
{
    return j->c->partijen.names[partij];
}

static Text percent_words(Arena *arena, i128 difference, i128 first)
{
    i128 hundredths;
    if (!percent_of(difference, first, &hundredths)) return TEXT("");
    return JOIN(arena, dutch_amount(arena, (i64)hundredths), TEXT(" %"));
}

static Text count_words(Arena *arena, size_t count, const char *one, const char *more)
{
    return JOIN(arena, dutch_integer(arena, (i128)count), TEXT(" "),
                text_of(count == 1 ? one : more));
}

/* --- one scenario ----------------------------------------------------------------------------- */

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

/* What it does, in a sentence or two. */
static Text result_words(const PageJob *j, const Computed *x)
{
    Arena *arena = j->arena;
    const CostTotals *a = &j->c->items[0].cost, *b = &x->cost;
    Sides s = sides_of(j->c, x);
    Text cost = a->kosten == b->kosten
                    ? JOIN(arena, TEXT("De kosten blijven "), dutch_euro(arena, (i64)b->kosten),
                           TEXT(": alleen de verdeling verschilt."))
                    : JOIN(arena, TEXT("Ook de kosten verschillen: van "),
                           dutch_euro(arena, (i64)a->kosten), TEXT(" naar "),
                           dutch_euro(arena, (i64)b->kosten), TEXT("."));
    return JOIN(
        arena, count_words(arena, s.less, "partij draagt minder, ", "partijen dragen minder, "),
        count_words(arena, s.more, "draagt meer en ", "dragen meer en "),
        count_words(arena, s.same, "houdt hetzelfde aandeel. ", "houden hetzelfde aandeel. "),
        dutch_euro(arena, (i64)x->shifted), TEXT(" komt bij een ander terecht. "), cost);
}

/* The partijen that move most, those that bear less first. */
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
    sort_array(*list, count, sizeof **list, by_size);
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
        rows[i] = named(j, list[i].partij);
        values[i] = list[i].difference;
    }
    Text desc = JOIN(j->arena, TEXT("Het grootste verschil: "), named(j, all[0].partij), TEXT(", "),
                     dutch_euro(j->arena, all[0].difference), TEXT("."));
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
        web_cell(&j->page, named(j, partij));
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
        web_cell(&j->page, named(j, row->partij));
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
        web_cell(&j->page, named(j, row->partij));
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

static void put_scenario(PageJob *j, const Computed *x, size_t nr)
{
    Moves *list;
    size_t count = list_moves(j, x, &list);
    const char *title = text_zero_ended(j->arena, x->scenario->naam);
    web_section(&j->page, id_of(j, "scenario-", nr), title);
    web_paragraph(&j->page, result_words(j, x));
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

/* --- lines: between scenarios, along a sweep -------------------------------------------------- */

/* The partijen whose aandeel changes most over these scenarios; the table has all of them. */
static void put_lines(PageJob *j, const char *id, Text title, bool sweep)
{
    const Comparison *c = j->c;
    const Computed **places = NEW(j->arena, const Computed *, c->count + 1);
    size_t place_count = 0, count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].scenario->in_sweep == sweep) places[place_count++] = &c->items[i];
    Moves *list = NEW(j->arena, Moves, c->shown_count + 1);
    for (size_t k = 0; k < c->shown_count; k++) {
        i64 least = INT64_MAX, most = INT64_MIN;
        for (size_t p = 0; p < place_count; p++) {
            i64 cents = amount_of(places[p], c->shown[k], MEASURE_aandeel);
            if (cents < least) least = cents;
            if (cents > most) most = cents;
        }
        if (least || most) list[count++] = (Moves){c->shown[k], most - least, 0};
    }
    if (place_count < 2 || !count) return;
    sort_array(list, count, sizeof *list, by_size);
    size_t shown = count < SLOPES ? count : SLOPES;
    Text *names = NEW(j->arena, Text, place_count), *series = NEW(j->arena, Text, shown);
    i64 *values = NEW(j->arena, i64, place_count * shown);
    for (size_t p = 0; p < place_count; p++)
        names[p] = sweep ? places[p]->scenario->value : places[p]->scenario->naam;
    for (size_t s = 0; s < shown; s++) {
        series[s] = named(j, list[s].partij);
        for (size_t p = 0; p < place_count; p++)
            values[s * place_count + p] = amount_of(places[p], list[s].partij, MEASURE_aandeel);
    }
    ChartLines lines = {.id = id,
                        .title = title,
                        .desc = JOIN(j->arena, TEXT("Het meest verandert "), series[0], TEXT(": "),
                                     dutch_euro(j->arena, list[0].size),
                                     TEXT(" tussen het laagste en het hoogste aandeel.")),
                        .unit = UNIT_EURO,
                        .places = names,
                        .place_count = place_count,
                        .series = series,
                        .series_count = shown,
                        .values = values};
    WebColumn *columns = NEW(j->arena, WebColumn, place_count + 1);
    columns[0] = (WebColumn){TEXT("Partij"), WEB_TEXT};
    for (size_t p = 0; p < place_count; p++)
        columns[p + 1] = (WebColumn){names[p], WEB_EURO};
    WebTable table = {.id = text_zero_ended(j->arena, JOIN(j->arena, text_of(id), TEXT("-tabel"))),
                      .caption = title,
                      .columns = columns,
                      .column_count = place_count + 1,
                      .rows = count,
                      .file = TEXT("vergelijking.csv")};
    web_section(&j->page, text_zero_ended(j->arena, JOIN(j->arena, TEXT("deel-"), text_of(id))),
                text_zero_ended(j->arena, title));
    chart_begin(&j->page, id, title);
    chart_lines(&j->page, &lines);
    web_table(&j->page, &table);
    for (size_t k = 0; k < web_rows(count); k++) {
        web_row(&j->page);
        web_cell(&j->page, named(j, list[k].partij));
        for (size_t p = 0; p < place_count; p++)
            web_cell_euro(&j->page, amount_of(places[p], list[k].partij, MEASURE_aandeel));
    }
    web_table_end(&j->page);
    chart_end(&j->page);
    web_section_end(&j->page);
}

/* --- sensitivity ------------------------------------------------------------------------------ */

static Text near_words(PageJob *j, const Sensitivity *row)
{
    Arena *arena = j->arena;
    i128 most = (i128)1 << 90, scale = row->kind == NEAR_PLAFOND ? 100 : 1;
    const char *unit = row->kind == NEAR_PLAFOND ? " %"
                       : row->leerlingen         ? " leerlingen"
                                                 : " eenheden";
    if (row->have > most || row->of > most) return TEXT("");
    Text least = JOIN(arena, dutch_number(arena, row->least * scale, row->least_of), text_of(unit));
    if (row->leerlingen && row->have < j->c->onderdruk * row->of)
        return JOIN(arena, TEXT("<"), text_integer(arena, j->c->onderdruk), TEXT(" van "), least);
    return JOIN(arena, dutch_number(arena, row->have * scale, row->of), TEXT(" van "), least);
}

static void put_sensitivity(PageJob *j)
{
    static const WebColumn columns[] = {
        {COLUMN_TITLE("Scenario"), WEB_TEXT}, {COLUMN_TITLE("Partij"), WEB_TEXT},
        {COLUMN_TITLE("Contract"), WEB_TEXT}, {COLUMN_TITLE("School"), WEB_TEXT},
        {COLUMN_TITLE("Tijdvak"), WEB_TEXT},  {COLUMN_TITLE("Wat"), WEB_TEXT},
        {COLUMN_TITLE("Stand"), WEB_TEXT},    {COLUMN_TITLE("Doet"), WEB_EURO}};
    static const char *const what[] = {"drempel", "plafond", "een leerling meer",
                                       "een leerling minder"};
    const Comparison *c = j->c;
    size_t rows = 0, put = 0;
    for (size_t i = 0; i < c->count; i++)
        rows += c->items[i].sensitivities.count;
    if (!rows) return;
    WebTable table = {.id = "gevoelig",
                      .caption = TEXT("Per partij de tien pools waar het het meest om spant"),
                      .columns = columns,
                      .column_count = COUNT_OF(columns),
                      .rows = rows,
                      .head = 1,
                      .file = TEXT("vergelijking.csv")};
    web_section(&j->page, "gevoeligheid", "Hoe gevoelig is de uitkomst");
    web_paragraph(&j->page,
                  TEXT("Hoe ver een partij van een drempel of plafond af is, en wat een leerling "
                       "meer of minder doet die het hele tijdvak aan de school van de pool is, bij "
                       "gelijke kosten."));
    web_table(&j->page, &table);
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->items[i].sensitivities.count && put < web_rows(rows);
             k++, put++) {
            const Sensitivity *row = &c->items[i].sensitivities.items[k];
            bool near = row->kind == NEAR_DREMPEL || row->kind == NEAR_PLAFOND;
            web_row(&j->page);
            web_cell(&j->page, c->items[i].scenario->naam);
            web_cell(&j->page, named(j, row->partij));
            web_cell(&j->page, c->contracten.symbols.items[row->contract]);
            web_cell(&j->page,
                     row->school == NONE ? TEXT("") : c->scholen.symbols.items[row->school]);
            web_cell(&j->page, row->tijdvak);
            web_cell(&j->page, text_of(what[row->kind]));
            web_cell(&j->page, near ? near_words(j, row) : TEXT(""));
            if (near)
                web_cell_empty(&j->page);
            else
                web_cell_euro(&j->page, row->here - row->first);
        }
    web_table_end(&j->page);
    web_section_end(&j->page);
}

/* --- all -------------------------------------------------------------------------------------- */

static Text lead_words(const PageJob *j)
{
    if (j->variants == 1 && !j->c->scenarios->sweep.length)
        for (size_t i = 1; i < j->c->count; i++)
            if (!j->c->items[i].scenario->in_sweep) return result_words(j, &j->c->items[i]);
    Text sweep = TEXT(""), variants = TEXT("");
    if (j->c->scenarios->sweep.length)
        sweep = JOIN(j->arena, j->variants ? TEXT(" en ") : TEXT(""), TEXT("een reeks van "),
                     count_words(j->arena, j->c->count - 1 - j->variants, "waarde", "waarden"),
                     TEXT(" van "), j->c->scenarios->sweep);
    if (j->variants)
        variants = count_words(j->arena, j->variants, "ander stel regels", "andere stellen regels");
    return JOIN(j->arena, TEXT("Dezelfde gegevens onder "), variants, sweep,
                TEXT(", vergeleken met "), j->c->items[0].scenario->naam, TEXT("."));
}

static Text page_make(Arena *arena, const Comparison *c)
{
    PageJob j = {.arena = arena, .c = c};
    for (size_t i = 1; i < c->count; i++)
        j.variants += !c->items[i].scenario->in_sweep;
    WebMark marks[2] = {
        {TEXT("Kosten nu"), dutch_euro(arena, (i64)c->items[0].cost.kosten),
         c->items[0].scenario->naam, TONE_PLAIN},
        {TEXT("Scenario's"), dutch_integer(arena, (i128)c->count), TEXT(""), TONE_PLAIN}};
    WebHead head = {.kind = TEXT("Vergelijking"),
                    .title = c->naam,
                    .about = dutch_period(arena, c->periode),
                    .lead = lead_words(&j),
                    .marks = marks,
                    .mark_count = COUNT_OF(marks)};
    j.page = web_begin(arena, &head);
    for (size_t i = 1; i < c->count; i++)
        if (!c->items[i].scenario->in_sweep) put_scenario(&j, &c->items[i], i + 1);
    if (j.variants) put_lines(&j, "verloop", TEXT("Aandeel per scenario"), false);
    if (c->scenarios->sweep.length)
        put_lines(&j, "reeks", JOIN(arena, TEXT("Aandeel bij "), c->scenarios->sweep), true);
    put_sensitivity(&j);
    j.page.footer = TEXT("Er is geen grootboek geraadpleegd of gewijzigd. Alle cijfers staan in "
                         "vergelijking.csv en vergelijking.xlsx.");
    return web_end(&j.page);
}

bool compare_page(Arena *arena, const Comparison *c, Text folder, const char **reason)
{
    const char *path = text_zero_ended(arena, JOIN(arena, folder, TEXT("/" VERGELIJKING_HTML)));
    return sys_write_file(path, page_make(arena, c), reason);
}
