/* vergelijking.html. In: a comparison; out: a page to look at, in Dutch. Holds always: each chart
 * has its table; no count of pupils below the bound is shown, and none that it could be computed
 * from. */
#include "io/compare/compare_page.h"

#include "io/system/sys.h"
#include "io/tell/dutch.h"

enum { SLOPES = CHART_SERIES_MOST };

int moves_by_size(const void *left, const void *right)
{
    const Moves *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

Text page_partij(const PageJob *j, u32 partij)
{
    return j->c->partijen.names[partij];
}

Text page_count(Arena *arena, size_t count, const char *one, const char *more)
{
    return JOIN(arena, dutch_integer(arena, (i128)count), TEXT(" "),
                text_of(count == 1 ? one : more));
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
    sort_array(list, count, sizeof *list, moves_by_size);
    size_t shown = count < SLOPES ? count : SLOPES;
    Text *names = NEW(j->arena, Text, place_count), *series = NEW(j->arena, Text, shown);
    i64 *values = NEW(j->arena, i64, place_count * shown);
    for (size_t p = 0; p < place_count; p++)
        names[p] = sweep ? places[p]->scenario->value : places[p]->scenario->naam;
    for (size_t s = 0; s < shown; s++) {
        series[s] = page_partij(j, list[s].partij);
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
        web_cell(&j->page, page_partij(j, list[k].partij));
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
            web_cell(&j->page, page_partij(j, row->partij));
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
            if (!j->c->items[i].scenario->in_sweep) return page_result(j, &j->c->items[i]);
    Text sweep = TEXT(""), variants = TEXT("");
    if (j->c->scenarios->sweep.length)
        sweep = JOIN(j->arena, j->variants ? TEXT(" en ") : TEXT(""), TEXT("een reeks van "),
                     page_count(j->arena, j->c->count - 1 - j->variants, "waarde", "waarden"),
                     TEXT(" van "), j->c->scenarios->sweep);
    if (j->variants)
        variants = page_count(j->arena, j->variants, "ander stel regels", "andere stellen regels");
    return JOIN(j->arena, TEXT("Dezelfde gegevens onder "), variants, sweep,
                TEXT(", vergeleken met "), j->c->items[0].scenario->naam, TEXT("."));
}

static Text page_make(Arena *arena, const Comparison *c)
{
    PageJob j = {.arena = arena, .c = c};
    for (size_t i = 1; i < c->count; i++)
        j.variants += !c->items[i].scenario->in_sweep;
    WebMark marks[2] = {
        {TEXT("Kosten nu"), dutch_euro(arena, c->items[0].cost.kosten), c->items[0].scenario->naam,
         TONE_PLAIN},
        {TEXT("Scenario's"), dutch_integer(arena, (i128)c->count), TEXT(""), TONE_PLAIN}};
    WebHead head = {.kind = TEXT("Vergelijking"),
                    .title = c->naam,
                    .about = dutch_period(arena, c->periode),
                    .lead = lead_words(&j),
                    .marks = marks,
                    .mark_count = COUNT_OF(marks)};
    j.page = web_begin(arena, &head);
    for (size_t i = 1; i < c->count; i++)
        if (!c->items[i].scenario->in_sweep) page_scenario(&j, &c->items[i], i + 1);
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
