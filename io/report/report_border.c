/* Grensverkeer. In: cells without the small counts; out: a matrix, a chart of flows, a table. Holds
 * always: only what border_cells() shows is looked at, also for orders and totals. */
#include "io/report/report_parts.h"
#include "io/tell/dutch.h"

enum { SCHOOLS_MOST = 20, HOMES_MOST = 12 };

typedef struct Ranked {
    i64 size;
    u32 gemeente;
} Ranked;

typedef struct Side {
    Ranked *items; /* the largest first */
    size_t count, own;
    u32 *place; /* by gemeente + 1: its row or column; own is that of the others */
} Side;

typedef struct Border {
    ReportJob *job;
    BorderCells cells;
    Side schools, homes;
    Text hidden; /* `<5` */
} Border;

static int by_size(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    u32 from = a->gemeente + 1, other = b->gemeente + 1;
    return (from > other) - (from < other);
}

static Side side_of(const Border *border, bool schools, size_t most)
{
    Arena *arena = border->job->arena;
    size_t all = border->job->run->batch->partijen.rows.count + 1;
    Side side = {.items = NEW(arena, Ranked, border->cells.count + 1),
                 .place = NEW(arena, u32, all + 1)};
    i64 *sizes = NEW(arena, i64, all + 1);
    u8 *seen = NEW(arena, u8, all + 1);
    for (size_t i = 0; i < border->cells.count; i++) {
        const BorderCell *cell = &border->cells.items[i];
        u32 gemeente = (schools ? cell->schoolgemeente : cell->woongemeente) + 1;
        if (gemeente == ABROAD + 1) gemeente = (u32)all;
        sizes[gemeente] += cell->pupils;
        seen[gemeente] = 1;
    }
    for (u32 g = 0; g <= all; g++)
        if (seen[g]) side.items[side.count++] = (Ranked){sizes[g], g == all ? ABROAD : g - 1};
    sort_array(side.items, side.count, sizeof *side.items, by_size);
    side.own = side.count > most + 1 ? most : side.count;
    for (size_t i = 0; i < side.count; i++) {
        u32 g = side.items[i].gemeente == ABROAD ? (u32)all : side.items[i].gemeente + 1;
        side.place[g] = (u32)(i < side.own ? i : side.own);
    }
    return side;
}

static u32 place_of_gemeente(const Border *border, const Side *side, u32 gemeente)
{
    u32 all = (u32)border->job->run->batch->partijen.rows.count + 1;
    return side->place[gemeente == ABROAD ? all : gemeente + 1];
}

static size_t drawn(const Side *side)
{
    return side->own + (side->own < side->count);
}

static Text side_name(const Border *border, const Side *side, size_t place)
{
    Arena *arena = border->job->arena;
    if (place < side->own) return report_name(border->job, side->items[place].gemeente);
    return JOIN(arena, TEXT("overige ("), dutch_integer(arena, (i128)(side->count - side->own)),
                TEXT(")"));
}

/* --- the matrix ------------------------------------------------------------------------------- */

typedef struct Square {
    i64 pupils;
    u32 cells, hidden;
} Square;

static void put_square(Border *border, const Square *square, i64 most)
{
    WebPage *page = &border->job->page;
    if (square->pupils)
        chart_heat_cell(page, UNIT_COUNT, square->pupils, most);
    else if (square->cells == 1)
        web_cell(page, border->hidden);
    else if (square->hidden)
        web_cell(page, TEXT("n.g."));
    else
        web_cell_empty(page);
}

static void put_matrix_rows(Border *border, const Square *squares, i64 most)
{
    WebPage *page = &border->job->page;
    size_t rows = drawn(&border->schools), columns = drawn(&border->homes);
    i64 *sums = NEW(border->job->arena, i64, columns + 1), all = 0;
    for (size_t r = 0; r < rows; r++) {
        i64 sum = 0;
        web_row(page);
        web_cell(page, side_name(border, &border->schools, r));
        for (size_t c = 0; c < columns; c++) {
            const Square *square = &squares[r * columns + c];
            put_square(border, square, most);
            sum += square->pupils;
            sums[c] += square->pupils;
        }
        web_cell_number(page, sum);
        all += sum;
    }
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Getoond"));
    for (size_t c = 0; c < columns; c++)
        web_cell_number(page, sums[c]);
    web_cell_number(page, all);
}

static void add_matrix(Border *border)
{
    ReportJob *job = border->job;
    size_t rows = drawn(&border->schools), columns = drawn(&border->homes);
    Square *squares = NEW(job->arena, Square, rows * columns + 1);
    WebColumn heads[HOMES_MOST + 3] = {{TEXT("School in"), WEB_TEXT}};
    i64 most = 0;
    for (size_t i = 0; i < border->cells.count; i++) {
        const BorderCell *cell = &border->cells.items[i];
        Square *square =
            &squares[place_of_gemeente(border, &border->schools, cell->schoolgemeente) * columns +
                     place_of_gemeente(border, &border->homes, cell->woongemeente)];
        square->pupils += cell->pupils;
        square->cells++;
        square->hidden += !cell->shown;
    }
    for (size_t i = 0; i < rows * columns; i++)
        if (squares[i].pupils > most) most = squares[i].pupils;
    for (size_t c = 0; c < columns; c++)
        heads[c + 1] = (WebColumn){side_name(border, &border->homes, c), WEB_NUMBER};
    heads[columns + 1] = (WebColumn){TEXT("Getoond"), WEB_NUMBER};
    web_table(&job->page,
              &(WebTable){.id = "matrix",
                          .caption = TEXT("Leerlingen: de rij is waar de school staat, de kolom "
                                          "waar de leerling woont; hoe donkerder, hoe meer"),
                          .columns = heads,
                          .column_count = columns + 2,
                          .rows = rows,
                          .heat = true});
    put_matrix_rows(border, squares, most);
    web_table_end(&job->page);
}

/* --- the chart and the table ------------------------------------------------------------------ */

static void add_flows(Border *border)
{
    ReportJob *job = border->job;
    ChartFlow *items = NEW(job->arena, ChartFlow, border->cells.count + 1);
    ChartFlows chart = {
        .id = "grens",
        .title = TEXT("Leerlingen, van de gemeente van de school naar de gemeente waar zij wonen"),
        .desc = TEXT("Links de gemeente waar de school staat, rechts de gemeente waar de leerling "
                     "woont; een band is zo breed als het aantal leerlingen. De tabel hieronder "
                     "heeft alle aantallen die getoond mogen worden."),
        .unit = UNIT_COUNT,
        .left = TEXT("school in"),
        .right = TEXT("leerling woont in"),
        .items = items};
    for (size_t i = 0; i < border->cells.count; i++) {
        const BorderCell *cell = &border->cells.items[i];
        if (cell->shown && cell->pupils > 0)
            items[chart.count++] = (ChartFlow){report_name(job, cell->schoolgemeente),
                                               report_name(job, cell->woongemeente), cell->pupils};
    }
    if (chart.count) chart_flows(&job->page, &chart);
}

static void add_table(Border *border)
{
    const WebColumn columns[] = {{TEXT("School in"), WEB_TEXT},
                                 {TEXT("Leerling woont in"), WEB_TEXT},
                                 {TEXT("Leerlingen"), WEB_NUMBER},
                                 {TEXT("Leerlingdagen"), WEB_NUMBER}};
    ReportJob *job = border->job;
    WebPage *page = &job->page;
    i64 pupils = 0, common = job->run->aandeel_common;
    i128 days = 0;
    web_table(page, &(WebTable){.id = "grensverkeer-tabel",
                                .caption = TEXT("Leerlingen en leerlingdagen, per gemeente van de "
                                                "school en gemeente waar zij wonen"),
                                .columns = columns,
                                .column_count = COUNT_OF(columns),
                                .rows = border->cells.count,
                                .head = 1,
                                .file = TEXT("grensverkeer.csv")});
    for (size_t i = 0; i < border->cells.count; i++) {
        const BorderCell *cell = &border->cells.items[i];
        pupils += cell->pupils;
        days += cell->days;
        if (i >= WEB_ROWS_MOST) continue;
        web_row(page);
        web_cell(page, report_name(job, cell->schoolgemeente));
        web_cell(page, report_name(job, cell->woongemeente));
        if (cell->shown)
            web_cell_number(page, cell->pupils);
        else
            web_cell(page, border->hidden);
        web_cell(page,
                 cell->shows_days ? dutch_number(job->arena, cell->days, common) : TEXT("n.g."));
    }
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Getoond"));
    web_cell_empty(page);
    web_cell_number(page, pupils);
    web_cell(page, dutch_number(job->arena, days, common));
    web_table_end(page);
}

void report_border(ReportJob *job)
{
    Arena *arena = job->arena;
    WebPage *page = &job->page;
    Border border = {.job = job, .cells = border_cells(arena, job->run)};
    if (!border.cells.count) return;
    border.schools = side_of(&border, true, SCHOOLS_MOST);
    border.homes = side_of(&border, false, HOMES_MOST);
    border.hidden = JOIN(arena, TEXT("<"), dutch_integer(arena, border.cells.bound));
    web_section(page, "grensverkeer", "Grensverkeer");
    web_paragraph(page, TEXT("Waar gaan leerlingen naar school, en waar wonen zij volgens het "
                             "woonplaatsbeginsel? Geteld over de periode, per school; wie naar "
                             "twee scholen gaat, telt bij elk."));
    if (border.cells.hidden)
        web_note(page,
                 JOIN(arena, TEXT("Aantallen onder "), dutch_integer(arena, border.cells.bound),
                      TEXT(" staan er als "), border.hidden,
                      TEXT(", en leerlingdagen staan er niet (n.g.: niet getoond) bij een "
                           "gemeente waar een school zo'n aantal heeft. Totalen tellen alleen wat "
                           "getoond is. Bedragen zijn precies, en zeggen dus wel in welke "
                           "verhouding verdeeld is. Scholen met een leerling met een geheim adres "
                           "zijn weggelaten.")));
    else
        web_note(page, TEXT("Scholen met een leerling met een geheim adres zijn weggelaten."));
    chart_begin(page, "figuur-matrix", TEXT("Wie gaat waar naar school"));
    add_matrix(&border);
    chart_end(page);
    chart_begin(page, "figuur-grens", TEXT("Van school naar woonplaats"));
    add_flows(&border);
    add_table(&border);
    chart_end(page);
    web_section_end(page);
}
