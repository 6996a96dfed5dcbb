/* The result. In: positions and stromen; out: the sentence that says it, a chart and a table.
 * Holds always: what is paid is what is got. */
#include "io/report/report_parts.h"
#include "io/tell/dutch.h"

static i64 saldo_of(const PartijStand *s)
{
    return s->pays - s->gets;
}

typedef struct RankedPartij {
    i64 size;
    u32 partij;
} RankedPartij;

static int by_size(const void *left, const void *right)
{
    const RankedPartij *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

void report_stands(ReportJob *job)
{
    const Run *run = job->run;
    size_t count = run->batch->partijen.rows.count;
    PartijStand *stands = job->stands = NEW(job->arena, PartijStand, count + 1);
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        stands[p->partij].bears += p->aandeel;
        stands[p->partij].paid += p->voorgefinancierd;
        stands[p->partij].booked += p->eerder_geboekt;
        stands[p->partij].shares |= p->aandeel != 0;
        stands[p->partij].seen = true;
    }
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        stands[flow->from].pays += flow->cents;
        stands[flow->to].gets += flow->cents;
        stands[flow->from].seen = stands[flow->to].seen = true;
    }
    RankedPartij *ranked = NEW(job->arena, RankedPartij, count + 1);
    job->partijen = NEW(job->arena, u32, count + 1);
    for (u32 p = 0; p < count; p++)
        if (stands[p].seen) ranked[job->partij_count++] = (RankedPartij){stands[p].bears, p};
    sort_array(ranked, job->partij_count, sizeof *ranked, by_size);
    job->sharing = NEW(job->arena, u32, count + 1);
    for (size_t i = 0; i < job->partij_count; i++) {
        job->partijen[i] = ranked[i].partij;
        if (stands[ranked[i].partij].shares) job->sharing[job->sharing_count++] = ranked[i].partij;
    }
}

/* --- the sentence ----------------------------------------------------------------------------- */

static Text number_word(Arena *arena, size_t number)
{
    static const char *const words[] = {"geen",  "één",  "twee",  "drie", "vier", "vijf",  "zes",
                                        "zeven", "acht", "negen", "tien", "elf",  "twaalf"};
    return number < COUNT_OF(words) ? text_of(words[number]) : dutch_integer(arena, (i128)number);
}

static Text capital(Arena *arena, Text text)
{
    if (!text.length) return text;
    if (text_starts(text, TEXT("één")))
        return JOIN(arena, TEXT("Één"), text_slice(text, 5, text.length));
    char first = text.at[0];
    if (first < 'a' || first > 'z') return text;
    char upper = (char)(first - 'a' + 'A');
    return JOIN(arena, (Text){&upper, 1}, text_slice(text, 1, text.length));
}

/* One side of the sentence: who pays (sign 1), or who gets (sign -1). */
typedef struct LeadSide {
    RankedPartij *items;
    size_t count;
    i64 sum;
    bool gemeenten; /* all of them are */
} LeadSide;

static LeadSide side_of(const ReportJob *job, i64 sign)
{
    LeadSide side = {.items = NEW(job->arena, RankedPartij, job->partij_count + 1),
                     .gemeenten = true};
    for (size_t i = 0; i < job->partij_count; i++) {
        u32 partij = job->partijen[i];
        i64 size = sign * saldo_of(&job->stands[partij]);
        if (size <= 0) continue;
        side.items[side.count++] = (RankedPartij){size, partij};
        side.sum += size;
        side.gemeenten &= job->run->batch->partijen.soort[partij] == SOORT_GEMEENTE;
    }
    sort_array(side.items, side.count, sizeof *side.items, by_size);
    return side;
}

/* "Delft ontvangt", "Delft en Breda ontvangen samen", "vijf gemeenten betalen samen". */
static Text side_text(const ReportJob *job, const LeadSide *side, const char *one, const char *more)
{
    Arena *arena = job->arena;
    Text first = report_name(job, side->items[0].partij);
    if (side->count == 1) return JOIN(arena, first, TEXT(" "), text_of(one));
    Text who = side->count == 2
                   ? JOIN(arena, first, TEXT(" en "), report_name(job, side->items[1].partij))
                   : JOIN(arena, number_word(arena, side->count),
                          side->gemeenten ? TEXT(" gemeenten") : TEXT(" partijen"));
    return JOIN(arena, who, TEXT(" "), text_of(more), TEXT(" samen"));
}

Text report_lead(const ReportJob *job)
{
    Arena *arena = job->arena;
    LeadSide get = side_of(job, -1), pay = side_of(job, 1);
    ASSERT(get.sum == pay.sum);
    if (!get.count) return TEXT("Niemand hoeft een ander iets te betalen.");
    return capital(arena, JOIN(arena, side_text(job, &get, "ontvangt", "ontvangen"), TEXT(" "),
                               dutch_euro(arena, get.sum), TEXT("; "),
                               side_text(job, &pay, "betaalt dat", "betalen dat"), TEXT(".")));
}

/* --- the chart and the table ------------------------------------------------------------------ */

static void add_chart(ReportJob *job)
{
    LeadSide get = side_of(job, -1), pay = side_of(job, 1);
    size_t count = 0;
    Text rows[REPORT_ROWS];
    i64 values[REPORT_ROWS];
    size_t most = REPORT_ROWS - (pay.count < REPORT_ROWS / 2 ? pay.count : REPORT_ROWS / 2);
    size_t gets = get.count < most ? get.count : most;
    size_t pays = pay.count < REPORT_ROWS - gets ? pay.count : REPORT_ROWS - gets;
    for (size_t i = 0; i < gets; i++, count++) {
        rows[count] = report_name(job, get.items[i].partij);
        values[count] = -get.items[i].size;
    }
    for (size_t i = 0; i < pays; i++, count++) {
        rows[count] = report_name(job, pay.items[i].partij);
        values[count] = pay.items[i].size;
    }
    if (!count) return;
    chart_bars(&job->page, &(ChartBars){.id = "saldo",
                                        .title = TEXT("Wie betaalt en wie ontvangt"),
                                        .desc = JOIN(job->arena, report_lead(job),
                                                     TEXT(" De tabel hieronder heeft alle "
                                                          "bedragen.")),
                                        .right = TEXT("betaalt"),
                                        .left = TEXT("ontvangt"),
                                        .rows = rows,
                                        .row_count = count,
                                        .series_count = 1,
                                        .values = values});
    report_left(job, get.count + pay.count - count);
}

static void add_table(ReportJob *job)
{
    const WebColumn all[] = {{TEXT("Partij"), WEB_TEXT},         {TEXT("Code"), WEB_TEXT},
                             {TEXT("Draagt"), WEB_EURO},         {TEXT("Vooraf betaald"), WEB_EURO},
                             {TEXT("Eerder geboekt"), WEB_EURO}, {TEXT("Betaalt"), WEB_EURO},
                             {TEXT("Ontvangt"), WEB_EURO}};
    WebColumn columns[COUNT_OF(all)];
    bool books = job->run->books != NULL;
    WebPage *page = &job->page;
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (books || i != 4) columns[count++] = all[i];
    web_table(page, &(WebTable){.id = "partijen",
                                .caption = TEXT("Wat elke partij draagt, betaalt en ontvangt"),
                                .columns = columns,
                                .column_count = count,
                                .rows = job->partij_count,
                                .file = TEXT("posities.csv")});
    PartijStand sum = {0};
    for (size_t i = 0; i < job->partij_count; i++) {
        const PartijStand *s = &job->stands[job->partijen[i]];
        Text code = partij_code(job->run->batch, job->partijen[i]);
        sum.bears += s->bears, sum.paid += s->paid, sum.booked += s->booked;
        sum.pays += s->pays, sum.gets += s->gets;
        if (i >= WEB_ROWS_MOST) continue;
        web_row(page);
        web_cell(page, report_name(job, job->partijen[i]));
        web_cell(page, code);
        report_sum(job, s->bears, code, TEXT(""), TEXT(""));
        web_cell_euro(page, s->paid);
        if (books) web_cell_euro(page, s->booked);
        web_cell_euro(page, s->pays);
        web_cell_euro(page, s->gets);
    }
    web_foot(page);
    web_row(page);
    web_cell(page, TEXT("Totaal"));
    web_cell_empty(page);
    web_cell_euro(page, sum.bears);
    web_cell_euro(page, sum.paid);
    if (books) web_cell_euro(page, sum.booked);
    web_cell_euro(page, sum.pays);
    web_cell_euro(page, sum.gets);
    web_table_end(page);
}

void report_result(ReportJob *job)
{
    WebPage *page = &job->page;
    web_section(page, "uitkomst", "Uitkomst");
    web_paragraph(page, TEXT("Wat een partij draagt, is haar deel van de kosten. Wat zij betaalt "
                             "of ontvangt, volgt daaruit en uit wat al vooraf betaald is. Een "
                             "bedrag is een link naar hoe het tot stand kwam."));
    chart_begin(page, "figuur-saldo",
                TEXT("Per saldo: naar rechts wie betaalt, naar links wie ontvangt"));
    add_chart(job);
    add_table(job);
    chart_end(page);
    web_section_end(page);
}
