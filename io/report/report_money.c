/* The money. In: positions, stromen and facturen; out: two charts of flows, and their tables. Holds
 * always: the flows of a chart are the rows of the table below it. */
#include "io/documents/invoice.h"
#include "io/report/report_parts.h"
#include "io/write/put_rows.h"

typedef struct MoneyFlow {
    u32 from, to;
    i64 cents;
} MoneyFlow;

typedef struct MoneyFlows {
    MoneyFlow *items;
    size_t count;
} MoneyFlows;

static int by_ends(const void *left, const void *right)
{
    const MoneyFlow *a = left, *b = right;
    if (a->from != b->from) return (a->from > b->from) - (a->from < b->from);
    return (a->to > b->to) - (a->to < b->to);
}

static int by_cents(const void *left, const void *right)
{
    const MoneyFlow *a = left, *b = right;
    if (a->cents != b->cents) return a->cents > b->cents ? -1 : 1;
    return by_ends(left, right);
}

/* What each crediteur carries for each partij, its own share too; the largest first. */
static MoneyFlows borne(const ReportJob *job)
{
    const Run *run = job->run;
    MoneyFlows flows = {.items = NEW(job->arena, MoneyFlow, run->positions.count + 1)};
    MoneyFlow *all = flows.items;
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        all[i] = (MoneyFlow){p->crediteur, p->partij, p->aandeel};
    }
    sort_array(all, run->positions.count, sizeof *all, by_ends);
    for (size_t i = 0; i < run->positions.count; i++) {
        MoneyFlow *last = flows.count ? &all[flows.count - 1] : NULL;
        if (last && !by_ends(last, &all[i]))
            last->cents += all[i].cents;
        else
            all[flows.count++] = all[i];
    }
    sort_array(all, flows.count, sizeof *all, by_cents);
    return flows;
}

static MoneyFlows paid(const ReportJob *job)
{
    const Run *run = job->run;
    MoneyFlows flows = {.items = NEW(job->arena, MoneyFlow, run->flows.count + 1)};
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        if (flow->cents)
            flows.items[flows.count++] = (MoneyFlow){flow->from, flow->to, flow->cents};
    }
    sort_array(flows.items, flows.count, sizeof *flows.items, by_cents);
    return flows;
}

static void draw(ReportJob *job, ChartFlows chart, const MoneyFlows *flows)
{
    ChartFlow *items = NEW(job->arena, ChartFlow, flows->count + 1);
    for (size_t i = 0; i < flows->count; i++)
        if (flows->items[i].cents > 0)
            items[chart.count++] =
                (ChartFlow){report_name(job, flows->items[i].from),
                            report_name(job, flows->items[i].to), flows->items[i].cents};
    chart.items = items;
    if (chart.count) chart_flows(&job->page, &chart);
}

/* Only the first WEB_ROWS_MOST rows; the total is of all. */
static void list(ReportJob *job, const WebTable *table, const MoneyFlows *flows)
{
    WebPage *page = &job->page;
    i64 sum = 0;
    web_table(page, table);
    for (size_t i = 0; i < flows->count; i++) {
        const MoneyFlow *flow = &flows->items[i];
        sum += flow->cents;
        if (i >= WEB_ROWS_MOST) continue;
        web_row(page);
        web_cell(page, report_name(job, flow->from));
        web_cell(page, report_name(job, flow->to));
        web_cell_euro(page, flow->cents);
    }
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Totaal"));
    web_cell_empty(page);
    web_cell_euro(page, sum);
    web_table_end(page);
}

static void add_borne(ReportJob *job)
{
    const WebColumn columns[] = {{TEXT("Crediteur"), WEB_TEXT},
                                 {TEXT("Voor rekening van"), WEB_TEXT},
                                 {TEXT("Aandeel"), WEB_EURO}};
    MoneyFlows flows = borne(job);
    chart_begin(&job->page, "figuur-kosten",
                TEXT("Van wie de kosten in rekening brengt naar wie ze draagt"));
    draw(job,
         (ChartFlows){.id = "kosten",
                      .title = TEXT("Kosten, van crediteur naar wie ze draagt"),
                      .desc = TEXT("Links wie de kosten in rekening brengt, rechts wie ze draagt; "
                                   "een band is zo breed als het bedrag. De tabel hieronder heeft "
                                   "alle bedragen."),
                      .left = TEXT("brengt kosten in rekening"),
                      .right = TEXT("draagt de kosten")},
         &flows);
    list(job,
         &(WebTable){.id = "aandelen",
                     .caption = TEXT("Kosten: crediteur, wie ze draagt, en hoeveel"),
                     .columns = columns,
                     .column_count = COUNT_OF(columns),
                     .rows = flows.count,
                     .head = 1,
                     .file = TEXT("posities.csv")},
         &flows);
    chart_end(&job->page);
}

static void add_paid(ReportJob *job)
{
    const WebColumn columns[] = {
        {TEXT("Van"), WEB_TEXT}, {TEXT("Naar"), WEB_TEXT}, {TEXT("Bedrag"), WEB_EURO}};
    MoneyFlows flows = paid(job);
    chart_begin(&job->page, "figuur-betalingen", TEXT("Wie aan wie betaalt"));
    if (!flows.count) web_paragraph(&job->page, TEXT("Er zijn geen betalingen."));
    draw(job,
         (ChartFlows){.id = "betalingen",
                      .title = TEXT("Betalingen, van wie naar wie"),
                      .desc = TEXT("Links wie betaalt, rechts wie ontvangt; een band is zo breed "
                                   "als het bedrag. De tabel hieronder heeft alle bedragen."),
                      .left = TEXT("betaalt"),
                      .right = TEXT("ontvangt")},
         &flows);
    if (flows.count)
        list(job,
             &(WebTable){.id = "stromen",
                         .caption = TEXT("Betalingen: van, naar en hoeveel, met btw"),
                         .columns = columns,
                         .column_count = COUNT_OF(columns),
                         .rows = flows.count,
                         .file = TEXT("stromen.csv")},
             &flows);
    chart_end(&job->page);
}

static void add_facturen(ReportJob *job)
{
    const WebColumn columns[] = {
        {TEXT("Nummer"), WEB_TEXT}, {TEXT("Soort"), WEB_TEXT},      {TEXT("Van"), WEB_TEXT},
        {TEXT("Aan"), WEB_TEXT},    {TEXT("Aandeel"), WEB_EURO},    {TEXT("Btw"), WEB_EURO},
        {TEXT("Vooraf"), WEB_EURO}, {TEXT("Te betalen"), WEB_EURO},
    };
    const Run *run = job->run;
    Arena *arena = job->arena;
    WebPage *page = &job->page;
    Tables tables = tables_begin(arena, run);
    InvoiceSource source = {run, &tables, NULL, NULL};
    if (!run->facturen.count) return;
    web_heading(page, TEXT("Facturen"));
    web_table(page, &(WebTable){.id = "facturen",
                                .caption = TEXT("Facturen, creditfacturen en specificaties"),
                                .columns = columns,
                                .column_count = COUNT_OF(columns),
                                .rows = run->facturen.count,
                                .file = TEXT("facturen.csv")});
    for (size_t i = 0; i < web_rows(run->facturen.count); i++) {
        Invoice invoice = invoice_names(arena, &source, i);
        const Factuur *f = &run->facturen.items[invoice.factuur];
        web_row(page);
        web_cell(page, invoice.nummer);
        web_cell(page, invoice.titel);
        web_cell(page, report_name(job, f->crediteur));
        web_cell(page, report_name(job, f->debiteur));
        web_cell_euro(page, f->bedrag);
        web_cell_euro(page, f->btw);
        web_cell_euro(page, f->voorgefinancierd);
        web_cell_euro(page, f->bedrag + f->btw - f->voorgefinancierd);
    }
    web_table_end(page);
}

void report_money(ReportJob *job)
{
    web_section(&job->page, "geldstroom", "Geldstroom");
    add_borne(job);
    add_paid(job);
    add_facturen(job);
    web_section_end(&job->page);
}
