/* The paper of a factuur: margins, fonts, colours, and pages that begin and end. Of the PDF alone.
 */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_PAPER_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_PAPER_H

#include "io/documents/invoice_words.h"
#include "io/documents/pdf.h"

enum { /* thousandths of a millimetre */
       PAPER_LEFT = 25000,
       PAPER_RIGHT = 190000,
       PAPER_WIDTH = PAPER_RIGHT - PAPER_LEFT,
       PAPER_TOP = 18000,
};

enum { /* rgb; text on white has a contrast of at least 7 to 1 */
       INK = 0x1F2937,
       GREY = 0x4B5563,
       DARK = 0x154273,
       RULE = 0xD1D5DB,
       TINT = 0xF1F5F9,
       WARN = 0xFEF3C7,
       WARN_EDGE = 0xD97706,
       WARN_INK = 0x78350F,
};

typedef struct Paper {
    Arena *arena;
    Pdf *pdf;
    const Invoice *invoice;
    Text logo;
    bool bad_logo;  /* found to be no PNG that can be read */
    u32 page_count; /* 0: not known yet */
    i32 y;          /* where the next thing comes */
    i32 bottom;     /* what is below it is the footer's */
} Paper;

static inline PdfFont paper_font(i32 tenths, bool bold, u32 rgb)
{
    return (PdfFont){.tenths = tenths, .bold = bold, .rgb = rgb};
}
static inline PdfFont paper_right(PdfFont font)
{
    font.align = PDF_RIGHT;
    return font;
}

/* Begins a page, and the last one ends with its footer. The second has `title` at its head. */
void paper_page(Paper *paper);
void paper_page_on(Paper *paper, Text title);
void paper_end(Paper *paper);

/* Whether `height` more fits on the page. */
static inline bool paper_fits(const Paper *paper, i32 height)
{
    return paper->y + height <= paper->bottom;
}

/* A paragraph at the margin, with `space` below it; on the next page when it does not fit. */
void paper_paragraph(Paper *paper, Text text, PdfFont font, i32 space);

/* The annex: all regels, from a page of its own on. */
void put_annex(Paper *paper);

#endif
