/* The report of a settlement. In: a complete run and its controls; out: a page. Holds always: the
 * same run gives the same bytes. */
#include "io/report/report.h"

#include "io/report/report_parts.h"
#include "io/system/sys.h"
#include "io/tell/dutch.h"

/* --- names ------------------------------------------------------------------------------------ */

Text report_name(const ReportJob *job, u32 partij)
{
    if (partij == NONE) return TEXT("onbekend");
    if (partij == ABROAD) return TEXT("buitenland");
    return job->names[partij];
}

Text contract_about(const ReportJob *job, u32 contract)
{
    return without_pupils(job->words, job->run->batch->contracten.omschrijving[contract]);
}

Text report_contract(const ReportJob *job, u32 contract)
{
    const Batch *b = job->run->batch;
    Text code = contract_code(b, contract);
    if (contract >= b->contracten.rows.count) return JOIN(job->arena, TEXT("vervallen "), code);
    Text about = contract_about(job, contract);
    return about.length ? JOIN(job->arena, about, TEXT(" ("), code, TEXT(")")) : code;
}

typedef struct NamedPartij {
    Text name;
    u32 partij;
} NamedPartij;

static int by_name(const void *left, const void *right)
{
    const NamedPartij *a = left, *b = right;
    int order = text_compare(a->name, b->name);
    return order ? order : (a->partij > b->partij) - (a->partij < b->partij);
}

/* Names, with the code of those that have the same. */
static void name_partijen(ReportJob *job)
{
    const Batch *b = job->run->batch;
    size_t count = b->partijen.rows.count;
    NamedPartij *named = NEW(job->arena, NamedPartij, count + 1);
    job->names = NEW(job->arena, Text, count + 1);
    for (u32 p = 0; p < count; p++) {
        Text name = b->partijen.naam[p];
        named[p] = (NamedPartij){name.length ? name : partij_code(b, p), p};
        job->names[p] = named[p].name;
    }
    sort_array(named, count, sizeof *named, by_name);
    for (size_t i = 0; i < count; i++) {
        bool same = (i && text_equal(named[i].name, named[i - 1].name)) ||
                    (i + 1 < count && text_equal(named[i].name, named[i + 1].name));
        if (same)
            job->names[named[i].partij] = JOIN(job->arena, named[i].name, TEXT(" ("),
                                               partij_code(b, named[i].partij), TEXT(")"));
    }
}

void report_left(ReportJob *job, size_t count)
{
    if (count)
        web_note(&job->page, JOIN(job->arena, TEXT("De grootste staan in de figuur; nog "),
                                  dutch_integer(job->arena, (i128)count),
                                  count == 1 ? TEXT(" partij staat") : TEXT(" partijen staan"),
                                  TEXT(" alleen in de tabel.")));
}

/* --- head ------------------------------------------------------------------------------------- */

static Text plural(Arena *arena, size_t count, const char *one, const char *more)
{
    return JOIN(arena, dutch_integer(arena, (i128)count), TEXT(" "),
                text_of(count == 1 ? one : more));
}

static WebMark controls_mark(const ReportJob *job)
{
    const Controls *c = job->controls;
    Arena *arena = job->arena;
    WebMark mark = {.label = TEXT("Controles"),
                    .more = JOIN(arena, plural(arena, c->count, "vergelijking", "vergelijkingen"),
                                 TEXT(", "), plural(arena, c->signals, "signaal", "signalen"))};
    if (c->failed) {
        mark.value = plural(arena, c->failed, "fout", "fouten");
        mark.tone = TONE_BAD;
    } else {
        mark.value = TEXT("alles klopt");
        mark.tone = TONE_GOOD;
    }
    return mark;
}

static size_t make_marks(const ReportJob *job, WebMark *marks)
{
    Arena *arena = job->arena;
    const Run *run = job->run;
    i64 kosten = 0, bijdragen = 0, contracts = 0;
    u32 last = NONE;
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        kosten += pool->kosten;
        bijdragen += pool->bijdragen;
        contracts += pool->contract != last;
        last = pool->contract;
    }
    size_t count = 0, bearing = 0;
    bool gemeenten = true;
    for (size_t i = 0; i < job->partij_count; i++) {
        if (!job->stands[job->partijen[i]].bears) continue;
        bearing++;
        gemeenten &= run->batch->partijen.soort[job->partijen[i]] == SOORT_GEMEENTE;
    }
    marks[count++] = (WebMark){
        .label = TEXT("Kosten"),
        .value = dutch_euro(arena, kosten),
        .more = bijdragen ? JOIN(arena, TEXT("waarvan bijdragen "), dutch_euro(arena, bijdragen))
                          : plural(arena, (size_t)contracts, "contract", "contracten")};
    marks[count++] = (WebMark){.label = TEXT("Gedragen door"),
                               .value = plural(arena, bearing, gemeenten ? "gemeente" : "partij",
                                               gemeenten ? "gemeenten" : "partijen")};
    marks[count++] = controls_mark(job);
    return count;
}

static Text about_line(const ReportJob *job)
{
    const Settings *s = job->run->settings;
    Arena *arena = job->arena;
    Text text = JOIN(arena, TEXT("Periode: "), dutch_period(arena, s->periode),
                     TEXT(". Factuurdatum: "), dutch_date(arena, s->factuurdatum), TEXT("."));
    if (s->settled.first != s->periode.first)
        text =
            JOIN(arena, text, TEXT(" Opnieuw berekend vanaf "), dutch_date(arena, s->settled.first),
                 TEXT("; wat al geboekt was, is ervan afgetrokken."));
    return text;
}

/* --- controls and what this is ---------------------------------------------------------------- */

static void report_controls(ReportJob *job)
{
    static const WebColumn columns[] = {{COLUMN_TITLE("Controle"), WEB_TEXT},
                                        {COLUMN_TITLE("Goed"), WEB_NUMBER},
                                        {COLUMN_TITLE("Fout"), WEB_NUMBER},
                                        {COLUMN_TITLE("Signaal"), WEB_NUMBER},
                                        {COLUMN_TITLE("Oordeel"), WEB_TEXT}};
    const Controls *c = job->controls;
    WebPage *page = &job->page;
    web_section(page, "controles", "Controles");
    web_paragraph(page, TEXT("Elke controle vergelijkt twee kanten die gelijk moeten zijn: de "
                             "tabellen met elkaar, en de tabellen met de invoer. Een signaal is "
                             "geen fout, maar iets om naar te kijken. Alle regels staan in "
                             "controles.csv."));
    web_table(page, &(WebTable){.id = "controle",
                                .caption = TEXT("Controles en hun uitkomst"),
                                .columns = columns,
                                .column_count = COUNT_OF(columns),
                                .rows = c->list_count});
    for (size_t i = 0; i < c->list_count; i++) {
        const ControlList *list = &c->items[i];
        i64 counts[3] = {0};
        for (size_t r = 0; r < list->count; r++)
            counts[list->items[r].oordeel]++;
        web_row(page);
        web_cell(page, list->controle);
        web_cell_number(page, counts[OORDEEL_GOED]);
        web_cell_number(page, counts[OORDEEL_FOUT]);
        web_cell_number(page, counts[OORDEEL_SIGNAAL]);
        if (counts[OORDEEL_FOUT])
            web_cell_tone(page, TONE_BAD, TEXT("✗ fout"));
        else if (counts[OORDEEL_SIGNAAL])
            web_cell_tone(page, TONE_NOTE, TEXT("⚑ signaal"));
        else
            web_cell_tone(page, TONE_GOOD, TEXT("✓ goed"));
    }
    web_table_end(page);
    web_section_end(page);
}

static void report_about(ReportJob *job)
{
    const Settings *s = job->run->settings;
    Arena *arena = job->arena;
    WebPage *page = &job->page;
    web_section(page, "over", "Over dit rapport");
    web_list(page);
    web_item(page, TEXT("Afrekening"), s->id);
    web_item(page, TEXT("Betaaltermijn"),
             JOIN(arena, dutch_integer(arena, s->betaaltermijn), TEXT(" dagen")));
    if (s->kassier != NONE) web_item(page, TEXT("Kassier"), report_name(job, s->kassier));
    if (has_grootboek(&s->booking)) web_item(page, TEXT("Grootboek"), s->booking.grootboek);
    web_item(page, TEXT("Gemaakt met"), TEXT("verreken " VERREKEN_VERSION));
    web_item(page, TEXT("Privacy"),
             s->reporting.onderdruk > 1
                 ? JOIN(arena, TEXT("Geen leerling wordt genoemd. Een aantal leerlingen onder "),
                        dutch_integer(arena, s->reporting.onderdruk), TEXT(" staat er als <"),
                        dutch_integer(arena, s->reporting.onderdruk),
                        TEXT(", en totalen tellen alleen wat getoond wordt. Bedragen zijn "
                             "precies, en zeggen dus in welke verhouding verdeeld is."))
                 : TEXT("Aantallen leerlingen zijn niet onderdrukt ([rapport] onderdruk): dit "
                        "rapport is niet voor derden."));
    web_list_end(page);
    web_section_end(page);
    page->footer = TEXT("Alle bedragen zijn in euro en gelijk aan die in de CSV-tabellen naast dit "
                        "rapport.");
}

/* --- all -------------------------------------------------------------------------------------- */

static Text report_make(Arena *arena, const Run *run, const Controls *controls)
{
    PupilWords words = pupil_words(arena, run->batch);
    ReportJob job = {.arena = arena, .run = run, .controls = controls, .words = &words};
    WebMark marks[4];
    name_partijen(&job);
    report_stands(&job);
    WebHead head = {.kind = TEXT("Afrekening"),
                    .title = run->settings->naam,
                    .about = about_line(&job),
                    .lead = report_lead(&job),
                    .marks = marks,
                    .mark_count = make_marks(&job, marks)};
    job.page = web_begin(arena, &head);
    report_details_begin(&job);
    report_result(&job);
    report_money(&job);
    report_contracts(&job);
    report_tijdvakken(&job);
    report_border(&job);
    report_details(&job);
    report_controls(&job);
    report_about(&job);
    return web_end(&job.page);
}

bool report_write(Arena *arena, const Run *run, const Controls *controls, Text folder,
                  const char **reason)
{
    const char *path = text_zero_ended(arena, JOIN(arena, folder, TEXT("/" RAPPORT_FILE)));
    return sys_write_file(path, report_make(arena, run, controls), reason);
}
