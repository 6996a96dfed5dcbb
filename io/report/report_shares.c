/* Amounts by contract and by tijdvak. In: positions and lines; out: charts and tables. Holds
 * always: the rows of a table add up to what the partijen bear. */
#include "io/report/report_parts.h"
#include "io/tell/dutch.h"

typedef struct Ranked {
    i64 size;
    u32 index;
} Ranked;

static int by_size(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* --- by contract ------------------------------------------------------------------------------ */

/* The largest contracts have a series each, the others share the last. */
typedef struct Series {
    Text names[CHART_SERIES_MOST];
    u32 contracts[CHART_SERIES_MOST]; /* NONE: the others */
    size_t count;
    bool has_others;
    u32 *of; /* by contract */
} Series;

static size_t contract_total(const Run *run)
{
    return run->batch->contract_codes.count + run->batch->gone_contracts.count;
}

static Series contract_series(const ReportJob *job)
{
    const Run *run = job->run;
    size_t all = contract_total(run), count = 0;
    Series series = {.of = NEW(job->arena, u32, all + 1)};
    Ranked *ranked = NEW(job->arena, Ranked, all + 1);
    for (size_t c = 0; c < all; c++)
        ranked[c] = (Ranked){0, (u32)c};
    for (size_t i = 0; i < run->positions.count; i++)
        ranked[run->positions.items[i].contract].size += run->positions.items[i].aandeel;
    for (size_t c = 0; c < all; c++)
        if (ranked[c].size) ranked[count++] = ranked[c];
    sort_array(ranked, count, sizeof *ranked, by_size);
    size_t own = count > CHART_SERIES_MOST ? CHART_SERIES_MOST - 1 : count;
    for (size_t c = 0; c < all; c++)
        series.of[c] = (u32)own; /* also those of which nothing is borne */
    for (size_t i = 0; i < own; i++) {
        series.names[i] = report_contract(job, ranked[i].index);
        series.contracts[i] = ranked[i].index;
        series.of[ranked[i].index] = (u32)i;
    }
    series.count = own;
    series.has_others = own < count;
    if (series.has_others) {
        series.names[own] = JOIN(job->arena, TEXT("overige contracten ("),
                                 dutch_integer(job->arena, (i128)(count - own)), TEXT(")"));
        series.contracts[series.count++] = NONE;
    }
    return series;
}

/* By partij, then by series. */
static i64 *shares_by_series(const ReportJob *job, const Series *series)
{
    const Run *run = job->run;
    i64 *shares = NEW(job->arena, i64, (run->batch->partijen.rows.count + 1) * CHART_SERIES_MOST);
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        u32 s = series->of[p->contract];
        if (s < series->count) shares[p->partij * CHART_SERIES_MOST + s] += p->aandeel;
    }
    return shares;
}

static void draw_shares(ReportJob *job, const Series *series, const i64 *shares)
{
    Text rows[REPORT_ROWS];
    i64 values[REPORT_ROWS * CHART_SERIES_MOST];
    size_t count = job->sharing_count < REPORT_ROWS ? job->sharing_count : REPORT_ROWS;
    for (size_t row = 0; row < count; row++) {
        rows[row] = report_name(job, job->sharing[row]);
        for (size_t s = 0; s < series->count; s++)
            values[row * series->count + s] = shares[job->sharing[row] * CHART_SERIES_MOST + s];
    }
    chart_bars(&job->page,
               &(ChartBars){.id = "contracten",
                            .title = TEXT("Wat elke partij draagt, per contract"),
                            .desc = TEXT("Een balk per partij, opgebouwd uit contracten. De tabel "
                                         "hieronder heeft alle bedragen."),
                            .rows = rows,
                            .row_count = count,
                            .series = series->names,
                            .series_count = series->count,
                            .has_others = series->has_others,
                            .values = values});
    report_left(job, job->sharing_count - count);
}

static void put_share(ReportJob *job, u32 partij, u32 contract, i64 cents)
{
    const Batch *b = job->run->batch;
    if (contract == NONE)
        web_cell_euro(&job->page, cents);
    else
        report_sum(job, cents, partij_code(b, partij), contract_code(b, contract), TEXT(""));
}

static void list_shares(ReportJob *job, const Series *series, const i64 *shares)
{
    WebPage *page = &job->page;
    WebColumn columns[CHART_SERIES_MOST + 2] = {{TEXT("Partij"), WEB_TEXT}};
    i64 sums[CHART_SERIES_MOST + 1] = {0};
    for (size_t s = 0; s < series->count; s++)
        columns[s + 1] = (WebColumn){series->names[s], WEB_EURO};
    columns[series->count + 1] = (WebColumn){TEXT("Samen"), WEB_EURO};
    web_table(page, &(WebTable){.id = "per-contract",
                                .caption = TEXT("Wat elke partij draagt, per contract"),
                                .columns = columns,
                                .column_count = series->count + 2,
                                .rows = job->sharing_count,
                                .file = TEXT("posities.csv")});
    for (size_t i = 0; i < job->sharing_count; i++) {
        u32 partij = job->sharing[i];
        bool put = i < WEB_ROWS_MOST;
        if (put) web_row(page);
        if (put) web_cell(page, report_name(job, partij));
        for (size_t s = 0; s < series->count; s++) {
            i64 cents = shares[partij * CHART_SERIES_MOST + s];
            sums[s] += cents;
            if (put) put_share(job, partij, series->contracts[s], cents);
        }
        sums[series->count] += job->stands[partij].bears;
        if (put) web_cell_euro(page, job->stands[partij].bears);
    }
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Totaal"));
    for (size_t s = 0; s <= series->count; s++)
        web_cell_euro(page, sums[s]);
    web_table_end(page);
}

/* What each contract cost. */
static void list_contracts(ReportJob *job)
{
    const WebColumn columns[] = {{TEXT("Contract"), WEB_TEXT},   {TEXT("Omschrijving"), WEB_TEXT},
                                 {TEXT("Aanbieder"), WEB_TEXT},  {TEXT("Kosten"), WEB_EURO},
                                 {TEXT("Bijdragen"), WEB_EURO},  {TEXT("Boven maximum"), WEB_EURO},
                                 {TEXT("Te verdelen"), WEB_EURO}};
    const Run *run = job->run;
    const Batch *b = run->batch;
    WebPage *page = &job->page;
    size_t rows = 0;
    for (size_t i = 0; i < run->pools.count; i++)
        rows += !i || run->pools.items[i].contract != run->pools.items[i - 1].contract;
    web_table(page, &(WebTable){.id = "contracten-tabel",
                                .caption = TEXT("Contracten en hun kosten"),
                                .columns = columns,
                                .column_count = COUNT_OF(columns),
                                .rows = rows,
                                .file = TEXT("pools.csv")});
    rows = 0;
    for (size_t i = 0, next; i < run->pools.count; i = next) {
        u32 contract = run->pools.items[i].contract;
        Pool sum = {0};
        for (next = i; next < run->pools.count && run->pools.items[next].contract == contract;
             next++) {
            sum.kosten += run->pools.items[next].kosten;
            sum.bijdragen += run->pools.items[next].bijdragen;
            sum.boven_maximum += run->pools.items[next].boven_maximum;
        }
        if (rows++ >= WEB_ROWS_MOST) continue;
        web_row(page);
        web_cell(page, contract_code(b, contract));
        web_cell(page, contract_about(job, contract));
        web_cell(page, report_name(job, b->contracten.aanbieder[contract]));
        web_cell_link(page, sum.kosten, JOIN(job->arena, TEXT("~~"), contract_code(b, contract)),
                      false);
        web_cell_euro(page, sum.bijdragen);
        web_cell_euro(page, sum.boven_maximum);
        web_cell_euro(page, te_verdelen(&sum));
    }
    web_table_end(page);
}

void report_contracts(ReportJob *job)
{
    Series series = contract_series(job);
    i64 *shares = shares_by_series(job, &series);
    web_section(&job->page, "per-partij", "Per gemeente en contract");
    if (series.count) {
        chart_begin(&job->page, "figuur-contracten", TEXT("Wat elke partij draagt, per contract"));
        draw_shares(job, &series, shares);
        list_shares(job, &series, shares);
        chart_end(&job->page);
    }
    list_contracts(job);
    web_section_end(&job->page);
}

/* --- by tijdvak ------------------------------------------------------------------------------- */

typedef struct Span {
    Interval days;
    Text label;
} Span;

static int by_days(const void *left, const void *right)
{
    const Span *a = left, *b = right;
    if (a->days.first != b->days.first)
        return (a->days.first > b->days.first) - (a->days.first < b->days.first);
    return (a->days.last > b->days.last) - (a->days.last < b->days.last);
}

typedef struct Spans {
    Span *items;
    size_t count, capacity;
} Spans;

/* The tijdvakken of all pools, each once, from the first on. */
static Spans list_spans(const ReportJob *job)
{
    const Run *run = job->run;
    Spans spans = {0};
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        const Tijdvak *t = tijdvak_of(run, pool->contract, pool->tijdvak);
        Span span = {t->days, t->label};
        size_t known = 0;
        while (known < spans.count && by_days(&spans.items[known], &span))
            known++;
        if (known == spans.count) *PUSH(job->arena, &spans) = span;
    }
    sort_array(spans.items, spans.count, sizeof(Span), by_days);
    return spans;
}

static size_t span_of(const Spans *spans, const Tijdvak *tijdvak)
{
    Span wanted = {.days = tijdvak->days};
    size_t low = 0, high = spans->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (by_days(&spans->items[middle], &wanted) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* By partij, then by tijdvak. */
static i64 *amounts_by_span(const ReportJob *job, const Spans *spans)
{
    const Run *run = job->run;
    i64 *amounts = NEW(job->arena, i64, (run->batch->partijen.rows.count + 1) * spans->count);
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        size_t span = span_of(spans, tijdvak_of(run, pool->contract, pool->tijdvak));
        for (size_t l = 0; l < pool->line_count; l++) {
            const Line *line = &run->lines.items[pool->first_line + l];
            amounts[line->partij * spans->count + span] += line->cents;
        }
    }
    return amounts;
}

enum { SPAN_COLUMNS_MOST = 24 };

static void list_spans_of(ReportJob *job, const Spans *spans, const i64 *amounts)
{
    WebPage *page = &job->page;
    size_t first = spans->count > SPAN_COLUMNS_MOST ? spans->count - SPAN_COLUMNS_MOST : 0;
    WebColumn columns[SPAN_COLUMNS_MOST + 2] = {{TEXT("Partij"), WEB_TEXT}};
    i64 *sums = NEW(job->arena, i64, spans->count + 1);
    size_t count = spans->count - first;
    for (size_t s = 0; s < count; s++)
        columns[s + 1] = (WebColumn){spans->items[first + s].label, WEB_EURO};
    columns[count + 1] = (WebColumn){TEXT("Samen"), WEB_EURO};
    web_table(page, &(WebTable){.id = "per-tijdvak",
                                .caption = first ? TEXT("Wat elke partij draagt in de laatste "
                                                        "tijdvakken; samen over alle")
                                                 : TEXT("Wat elke partij draagt, per tijdvak"),
                                .columns = columns,
                                .column_count = count + 2,
                                .rows = job->sharing_count,
                                .file = TEXT("verdeling.csv")});
    for (size_t i = 0; i < job->sharing_count; i++) {
        u32 partij = job->sharing[i];
        const i64 *of = amounts + partij * spans->count;
        Text code = partij_code(job->run->batch, partij);
        i64 sum = 0;
        for (size_t s = 0; s < spans->count; s++)
            sum += of[s], sums[s] += of[s];
        if (i >= WEB_ROWS_MOST) continue;
        web_row(page);
        web_cell(page, report_name(job, partij));
        for (size_t s = first; s < spans->count; s++) {
            report_sum(job, of[s], code, TEXT(""), spans->items[s].label);
        }
        web_cell_euro(page, sum);
    }
    i64 all = 0;
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Totaal"));
    for (size_t s = 0; s < spans->count; s++)
        all += sums[s];
    for (size_t s = first; s < spans->count; s++)
        web_cell_euro(page, sums[s]);
    web_cell_euro(page, all);
    web_table_end(page);
}

/* The partijen that bear most have a line each, the others one. */
static void draw_spans(ReportJob *job, const Spans *spans, const i64 *amounts)
{
    Text names[CHART_SERIES_MOST];
    size_t own =
        job->sharing_count > CHART_SERIES_MOST ? CHART_SERIES_MOST - 1 : job->sharing_count;
    size_t count = own + (own < job->sharing_count);
    i64 *values = NEW(job->arena, i64, count * spans->count + 1);
    Text *places = NEW(job->arena, Text, spans->count + 1);
    for (size_t s = 0; s < spans->count; s++)
        places[s] = spans->items[s].label;
    for (size_t i = 0; i < job->sharing_count; i++) {
        size_t row = i < own ? i : own;
        if (i < own) names[row] = report_name(job, job->sharing[i]);
        for (size_t s = 0; s < spans->count; s++)
            values[row * spans->count + s] += amounts[job->sharing[i] * spans->count + s];
    }
    if (own < count)
        names[own] = JOIN(job->arena, TEXT("overige partijen ("),
                          dutch_integer(job->arena, (i128)(job->sharing_count - own)), TEXT(")"));
    chart_lines(&job->page,
                &(ChartLines){.id = "verloop",
                              .title = TEXT("Verloop over de tijdvakken"),
                              .desc = TEXT("Een lijn per partij over de tijdvakken. De tabel "
                                           "hieronder heeft alle bedragen."),
                              .places = places,
                              .place_count = spans->count,
                              .series = names,
                              .series_count = count,
                              .has_others = own < count,
                              .from_zero = true,
                              .values = values});
}

void report_tijdvakken(ReportJob *job)
{
    Spans spans = list_spans(job);
    if (spans.count < 2 || !job->sharing_count) return;
    i64 *amounts = amounts_by_span(job, &spans);
    web_section(&job->page, "verloop-deel", "Verloop over de tijdvakken");
    chart_begin(&job->page, "figuur-verloop", TEXT("Wat partijen dragen, van tijdvak tot tijdvak"));
    draw_spans(job, &spans, amounts);
    list_spans_of(job, &spans, amounts);
    chart_end(&job->page);
    web_section_end(&job->page);
}
