/* Tables of a page. In: calls, cell by cell; out: HTML. Holds always: a row has as many cells as
 * the table has columns; the head of a row and of a column say what they are of. */
#include "io/report/page.h"
#include "io/tell/dutch.h"

#define PUT(page, literal) build_text(&(page)->body, TEXT(literal))

void web_table(WebPage *page, const WebTable *table)
{
    Arena *arena = page->arena;
    Text id = text_of(table->id);
    page->table = table;
    page->column = -1;
    page->in_foot = false;
    build_text(&page->body, JOIN(arena,
                                 TEXT("<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
                                      "aria-labelledby=\""),
                                 id, TEXT("-op\">\n<table id=\""), id, TEXT("\"")));
    if (table->heat) PUT(page, " class=\"heat\"");
    build_text(&page->body, JOIN(arena, TEXT("><caption id=\""), id, TEXT("-op\">")));
    web_text(&page->body, table->caption);
    PUT(page, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        const WebColumn *column = &table->columns[i];
        build_text(&page->body, column->kind == WEB_TEXT ? TEXT("<th scope=\"col\">")
                                                         : TEXT("<th scope=\"col\" class=\"n\">"));
        web_words(&page->body, column->title);
        if (column->kind == WEB_EURO) PUT(page, " (€)");
        PUT(page, "</th>");
    }
    PUT(page, "</tr></thead>\n<tbody>\n");
}

static void end_row(WebPage *page)
{
    ASSERT(page->column < 0 || (size_t)page->column == page->table->column_count);
    if (page->column >= 0) PUT(page, "\n");
}

void web_row(WebPage *page)
{
    end_row(page);
    page->column = 0;
    PUT(page, "<tr>");
}

/* Opens the next cell; HTML closes it where the next one begins. */
static void begin_cell(WebPage *page, const char *tone)
{
    const WebTable *table = page->table;
    size_t column = (size_t)page->column++;
    ASSERT(column < table->column_count);
    bool numeric = table->columns[column].kind != WEB_TEXT;
    bool is_head = column == (page->in_foot ? 0 : table->head);
    build_text(&page->body, is_head ? TEXT("<th scope=row") : TEXT("<td"));
    if (numeric || tone) {
        Text class = JOIN(page->arena, TEXT(" class=\""), numeric ? TEXT("n") : TEXT(""),
                          numeric && tone ? TEXT(" ") : TEXT(""), text_of(tone), TEXT("\""));
        build_text(&page->body, numeric && !tone ? TEXT(" class=n") : class);
    }
    PUT(page, ">");
}

void web_cell(WebPage *page, Text text)
{
    begin_cell(page, NULL);
    web_words(&page->body, text);
}

void web_cell_class(WebPage *page, const char *class, Text text)
{
    begin_cell(page, class);
    web_text(&page->body, text);
}

void web_cell_tone(WebPage *page, WebTone tone, Text text)
{
    static const char *const tones[] = {[TONE_PLAIN] = NULL,
                                        [TONE_GOOD] = "tone-good",
                                        [TONE_NOTE] = "tone-note",
                                        [TONE_BAD] = "tone-bad"};
    begin_cell(page, tones[tone]);
    web_text(&page->body, text);
}

void web_cell_euro(WebPage *page, i64 cents)
{
    begin_cell(page, NULL);
    build_text(&page->body, dutch_amount(page->arena, cents));
}

void web_cell_number(WebPage *page, i128 number)
{
    begin_cell(page, NULL);
    build_text(&page->body, dutch_integer(page->arena, number));
}

void web_cell_empty(WebPage *page)
{
    begin_cell(page, NULL);
}

void web_cell_link(WebPage *page, i64 cents, Text link, bool is_target)
{
    begin_cell(page, NULL);
    PUT(page, "<a href=\"#");
    web_text(&page->body, link);
    PUT(page, "\"");
    if (is_target) {
        PUT(page, " id=");
        web_text(&page->body, link);
    }
    PUT(page, ">");
    build_text(&page->body, dutch_amount(page->arena, cents));
    PUT(page, "</a>");
}

void web_foot(WebPage *page)
{
    end_row(page);
    page->column = -1;
    page->in_foot = true;
    PUT(page, "</tbody>\n<tfoot>\n");
}

void web_table_end(WebPage *page)
{
    const WebTable *table = page->table;
    end_row(page);
    build_text(&page->body, page->in_foot ? TEXT("</tfoot>") : TEXT("</tbody>"));
    PUT(page, "</table></div>\n");
    if (table->rows > WEB_ROWS_MOST)
        web_note(page,
                 JOIN(page->arena, TEXT("Hier staan "), dutch_integer(page->arena, WEB_ROWS_MOST),
                      TEXT(" van de "), dutch_integer(page->arena, (i128)table->rows),
                      TEXT(" rijen; alle staan in "), table->file, TEXT(".")));
    page->table = NULL;
}
