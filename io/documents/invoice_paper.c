/* The paper of a factuur. In: what comes on it; out: pages. Holds always: a footer is at the end of
 * every page, and nothing comes over it. */
#include "io/documents/invoice_paper.h"

enum { FOOTER_END = 287000, FOOTER_TEXT = 130000, FOOTER_LEAST = 4000, ABOVE_FOOTER = 7000 };

static PdfFont footer_font(void)
{
    return paper_font(75, false, GREY);
}

static Text footer_text(const Paper *paper)
{
    return words_line(paper->arena, paper->invoice->run->settings->invoicing.voettekst);
}

static i32 footer_height(const Paper *paper)
{
    i32 height = pdf_text_height(paper->pdf, FOOTER_TEXT, footer_text(paper), footer_font());
    return height > FOOTER_LEAST ? height : FOOTER_LEAST;
}

static void end_page(Paper *paper)
{
    i32 y = FOOTER_END - footer_height(paper);
    pdf_line(paper->pdf, PAPER_LEFT, y - 2000, PAPER_RIGHT, y - 2000, 200, RULE);
    pdf_text(paper->pdf, NULL, PAPER_LEFT, y, FOOTER_TEXT, footer_text(paper), footer_font());
    Text page =
        JOIN(paper->arena, TEXT("Bladzijde "), text_integer(paper->arena, pdf_pages(paper->pdf)),
             TEXT(" van "), text_integer(paper->arena, paper->page_count));
    pdf_text(paper->pdf, NULL, PAPER_LEFT + FOOTER_TEXT, y, PAPER_WIDTH - FOOTER_TEXT, page,
             paper_right(footer_font()));
}

void paper_page(Paper *paper)
{
    if (pdf_pages(paper->pdf)) end_page(paper);
    pdf_page(paper->pdf);
    paper->y = PAPER_TOP;
    paper->bottom = FOOTER_END - footer_height(paper) - ABOVE_FOOTER;
    if (paper->bottom < PDF_HEIGHT / 2) paper->bottom = PDF_HEIGHT / 2; /* a footer of a page */
}

void paper_page_on(Paper *paper, Text title)
{
    enum { BELOW_TITLE = 3000 };
    paper_page(paper);
    paper->y += pdf_text(paper->pdf, NULL, PAPER_LEFT, paper->y, PAPER_WIDTH, title,
                         paper_font(85, false, GREY)) +
                BELOW_TITLE;
}

void paper_end(Paper *paper)
{
    end_page(paper);
}

void paper_paragraph(Paper *paper, Text text, PdfFont font, i32 space)
{
    if (!text.length) return;
    i32 height = pdf_text_height(paper->pdf, PAPER_WIDTH, text, font);
    if (!paper_fits(paper, height)) paper_page(paper);
    paper->y += pdf_text(paper->pdf, "P", PAPER_LEFT, paper->y, PAPER_WIDTH, text, font) + space;
}
