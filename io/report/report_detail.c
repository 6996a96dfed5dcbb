/* Every amount. In: lines; out: a table by contract, tijdvak and partij, and how each amount came
 * about. Holds always: row n of the table has explanation n. */
#include "io/report/report_parts.h"

/* Pools of one contract and tijdvak lie apart: one for each school. */
typedef struct Part {
    u32 contract, tijdvak, partij, pool;
    i64 cents;
} Part;

static int by_contract(const void *left, const void *right)
{
    const Part *a = left, *b = right;
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    if (a->tijdvak != b->tijdvak) return (a->tijdvak > b->tijdvak) - (a->tijdvak < b->tijdvak);
    if (a->partij != b->partij) return (a->partij > b->partij) - (a->partij < b->partij);
    return (a->pool > b->pool) - (a->pool < b->pool);
}

static bool same_row(const Part *a, const Part *b)
{
    return a->contract == b->contract && a->tijdvak == b->tijdvak && a->partij == b->partij;
}

struct DetailParts {
    Part *items;
    size_t count, rows; /* rows: of the table */
};

/* With more lines the page says where they are. */
enum { LINES_MOST = 200000 };

/* Sorted by contract, tijdvak, partij, pool; one for each partij of a pool. */
static DetailParts list_parts(const ReportJob *job)
{
    const Run *run = job->run;
    DetailParts parts = {.items = NEW(job->arena, Part, run->lines.count + 1)};
    for (size_t i = 0; i < run->lines.count; i++) {
        const Line *line = &run->lines.items[i];
        const Pool *pool = &run->pools.items[line->pool];
        parts.items[i] =
            (Part){pool->contract, pool->tijdvak, line->partij, line->pool, line->cents};
    }
    sort_array(parts.items, run->lines.count, sizeof(Part), by_contract);
    for (size_t i = 0; i < run->lines.count; i++) {
        Part *last = parts.count ? &parts.items[parts.count - 1] : NULL;
        if (last && !by_contract(last, &parts.items[i])) {
            last->cents += parts.items[i].cents;
            continue;
        }
        parts.rows += !last || !same_row(last, &parts.items[i]);
        parts.items[parts.count++] = parts.items[i];
    }
    return parts;
}

static void put_row(ReportJob *job, const Part *part, i64 cents, size_t row)
{
    const Batch *b = job->run->batch;
    WebPage *page = &job->page;
    web_row(page);
    web_cell(page, contract_code(b, part->contract));
    web_cell(page, contract_about(job, part->contract));
    web_cell(page, tijdvak_of(job->run, part->contract, part->tijdvak)->label);
    web_cell(page, report_name(job, part->partij));
    web_cell(page, partij_code(b, part->partij));
    web_cell_link(page, cents, JOIN(job->arena, TEXT("u"), text_integer(job->arena, (i128)row)),
                  true);
}

void report_details_begin(ReportJob *job)
{
    job->details = NEW(job->arena, DetailParts, 1);
    if (job->run->lines.count <= LINES_MOST) *job->details = list_parts(job);
    job->explains = job->details->count && job->details->rows <= WEB_ROWS_MOST;
}

void report_sum(ReportJob *job, i64 cents, Text partij, Text contract, Text tijdvak)
{
    if (!job->explains || !cents)
        web_cell_euro(&job->page, cents);
    else
        web_cell_link(&job->page, cents,
                      JOIN(job->arena, TEXT("~"), partij, TEXT("~"), contract, TEXT("~"), tijdvak),
                      false);
}

/* The parts from `first` on that are one row of the table. */
static size_t explain_row(Explainer *explainer, const DetailParts *parts, size_t first)
{
    const Part *part = &parts->items[first];
    size_t next = first;
    explainer_row(explainer, part->partij);
    for (; next < parts->count && same_row(part, &parts->items[next]); next++)
        explainer_add(explainer, parts->items[next].pool, parts->items[next].cents);
    return next;
}

void report_details(ReportJob *job)
{
    const WebColumn columns[] = {{TEXT("Contract"), WEB_TEXT}, {TEXT("Omschrijving"), WEB_TEXT},
                                 {TEXT("Tijdvak"), WEB_TEXT},  {TEXT("Partij"), WEB_TEXT},
                                 {TEXT("Code"), WEB_TEXT},     {TEXT("Bedrag"), WEB_EURO}};
    WebPage *page = &job->page;
    DetailParts parts = *job->details;
    if (!job->run->lines.count) return;
    web_section(page, "alle-bedragen", "Alle bedragen, met uitleg");
    if (!parts.count) {
        web_paragraph(page, TEXT("Het zijn er te veel voor een pagina. Zij staan in verdeling.csv, "
                                 "en verreken explain vertelt van elk hoe het tot stand kwam."));
        web_section_end(page);
        return;
    }
    web_paragraph(page, TEXT("Elk bedrag per contract, tijdvak en partij. Volg een bedrag om te "
                             "zien hoe het tot stand kwam: van de kosten tot de laatste cent."));
    web_table(page, &(WebTable){.id = "bedragen",
                                .caption = TEXT("Bedragen per contract, tijdvak en partij"),
                                .columns = columns,
                                .column_count = COUNT_OF(columns),
                                .rows = parts.rows,
                                .head = 3,
                                .file = TEXT("verdeling.csv, per school en laag")});
    Explainer *explainer = explainer_begin(job->arena, job->run, job->words);
    size_t rows = web_rows(parts.rows);
    for (size_t i = 0, row = 0; row < rows; row++) {
        i64 cents = 0;
        for (size_t j = i; j < parts.count && same_row(&parts.items[i], &parts.items[j]); j++)
            cents += parts.items[j].cents;
        put_row(job, &parts.items[i], cents, row);
        i = explain_row(explainer, &parts, i);
    }
    web_table_end(page);
    page->data = explainer_end(explainer);
    web_section_end(page);
}
