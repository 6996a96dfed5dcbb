/* A page in one file, for a browser, a mail and a printer: its frame, its sections, its tables. A
 * strict Content-Security-Policy, nothing from outside. What a reader cannot do without script is
 * sort, filter and copy; every number is there without it.
 *
 * Texts are escaped here; ids and literals that a call takes as `const char *` are the caller's
 * own words. A page that is made by the same calls has the same bytes. Charts: chart.h.
 */
#ifndef VERREKEN_IO_REPORT_PAGE_H
#define VERREKEN_IO_REPORT_PAGE_H

#include "engine/text.h"

/* How a mark or a cell is meant; it also gets a sign, for who does not see colours. */
typedef enum WebTone { TONE_PLAIN, TONE_GOOD, TONE_NOTE, TONE_BAD } WebTone;

/* A figure in the head of a page: `Kosten` … `€ 48.750,00`. */
typedef struct WebMark {
    Text label, value, more; /* more: below it, may be empty */
    WebTone tone;
} WebMark;

typedef struct WebHead {
    Text kind;         /* what kind of page it is: Afrekening, Vergelijking */
    Text title, about; /* its name, and one line below it */
    Text lead;         /* one sentence that says the result */
    const WebMark *marks;
    size_t mark_count;
} WebHead;

typedef struct WebPage {
    Arena *arena;
    TextBuilder body, contents; /* contents: the links to the sections */
    WebHead head;
    Text data;    /* JSON, dense: what the script shows on demand; empty: none */
    Text footer;  /* at the end of the page, one paragraph */
    int column;   /* of the next cell */
    bool in_foot; /* the totals of a table */
    const struct WebTable *table;
} WebPage;

WebPage web_begin(Arena *arena, const WebHead *head);

/* The whole document. */
Text web_end(WebPage *page);

/* --- text ------------------------------------------------------------------------------------- */

/* Text as it stands in HTML, also within a quoted attribute: < > & " ' are escaped, and what is no
 * character of HTML or turns the direction of what follows is left out. */
void web_text(TextBuilder *out, Text text);

/* The same, with places to break within words that are long: for cells. */
void web_words(TextBuilder *out, Text text);

/* A text of at most `most` characters, with … at its end when it was longer. */
Text web_short(Arena *arena, Text text, size_t most);

void web_section(WebPage *page, const char *id, const char *title);
void web_section_end(WebPage *page);
void web_paragraph(WebPage *page, Text text);
void web_note(WebPage *page, Text text);    /* a paragraph that may be passed over */
void web_heading(WebPage *page, Text text); /* within a section */

/* A term and what it is, in a list of them: web_list(), web_item() …, web_list_end(). */
void web_list(WebPage *page);
void web_item(WebPage *page, Text term, Text what);
void web_list_end(WebPage *page);

/* --- tables ----------------------------------------------------------------------------------- */

typedef enum WebKind { WEB_TEXT, WEB_EURO, WEB_NUMBER } WebKind;

typedef struct WebColumn {
    Text title;
    WebKind kind;
} WebColumn;

/* The title of a column in a table that is static. */
#define COLUMN_TITLE(literal)          \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

/* Of more than WEB_ROWS_MOST rows the caller puts the first web_rows(), and the page says in which
 * file they all are. The column `head` of each row is what the row is about. */
typedef struct WebTable {
    const char *id;
    Text caption;
    const WebColumn *columns;
    size_t column_count;
    size_t rows; /* how many there are */
    size_t head; /* the column that is the head of its row */
    bool heat;   /* its cells are filled by chart_heat_cell() */
    Text file;   /* where all rows are, when not all stand here */
} WebTable;

enum { WEB_ROWS_MOST = 5000 };

static inline size_t web_rows(size_t rows)
{
    return rows < WEB_ROWS_MOST ? rows : WEB_ROWS_MOST;
}

/* The table stays where it is until web_table_end(). */
void web_table(WebPage *page, const WebTable *table);
void web_row(WebPage *page); /* begins a row; its cells follow, one for each column */
void web_cell(WebPage *page, Text text);
void web_cell_tone(WebPage *page, WebTone tone, Text text);
void web_cell_class(WebPage *page, const char *class, Text text); /* of rapport.css */
void web_cell_euro(WebPage *page, i64 cents);
void web_cell_number(WebPage *page, i128 number);
void web_cell_empty(WebPage *page);

/* An amount with a link to how it came about. `link`: an id of this page without #. `is_target`:
 * the link has that id itself. */
void web_cell_link(WebPage *page, i64 cents, Text link, bool is_target);

/* What follows are the totals: web_row() and cells. */
void web_foot(WebPage *page);
void web_table_end(WebPage *page);

#endif
