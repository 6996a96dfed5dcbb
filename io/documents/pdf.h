/* PDF documents: the one place that knows cairo and pango, and binary floating point with them.
 *
 * Pages are A4, upright. Lengths are thousandths of a millimetre from the upper left corner of the
 * page; sizes of letters are tenths of a point. Fonts are embedded ("Liberation Sans", and "DejaVu
 * Sans" for what it has not); text can be selected, and is tagged, so that it can be read aloud, in
 * the order in which it is drawn. What is made is the same bytes for the same calls.
 *
 * Cairo and pango may crash when memory ends: this runs in a child process (render.h), one document
 * at a time. Fonts and shaped texts are kept from one document to the next.
 */
#ifndef VERREKEN_IO_DOCUMENTS_PDF_H
#define VERREKEN_IO_DOCUMENTS_PDF_H

#include "engine/date.h"
#include "engine/text.h"

typedef struct Pdf Pdf;

enum { PDF_WIDTH = 210000, PDF_HEIGHT = 297000 };

typedef struct PdfInfo {
    Text title, subject, author;
    Day created; /* as its creation date: never the clock */
} PdfInfo;

const char *pdf_cairo_version(void);
const char *pdf_pango_version(void);

/* Begins a document, before its first page. */
Pdf *pdf_begin(Arena *arena, const PdfInfo *info);

/* The same without a document: what is drawn goes nowhere, heights and pages are found. */
Pdf *pdf_measure(Arena *arena);

/* Ends it and gives its bytes in the arena. Empty: *reason, in words for a person. Of what
 * pdf_measure() began too: the empty text, *reason is NULL. */
Text pdf_end(Pdf *pdf, const char **reason);

/* Begins a page; the one before it is complete. */
void pdf_page(Pdf *pdf);
u32 pdf_pages(const Pdf *pdf);

/* --- text ------------------------------------------------------------------------------------- */

typedef enum PdfAlign { PDF_LEFT, PDF_RIGHT, PDF_CENTER } PdfAlign;

typedef struct PdfFont {
    i32 tenths; /* of a point */
    bool bold;
    PdfAlign align;
    u32 rgb;
} PdfFont;

/* Draws a text that is at most `width` wide, over as many lines as it needs; a line feed begins a
 * line. Gives its height. `tag` is what it is in the structure: P, H1, TD … (pdf_open); NULL: the
 * element that is open, or none (ornament). */
i32 pdf_text(Pdf *pdf, const char *tag, i32 x, i32 y, i32 width, Text text, PdfFont font);
i32 pdf_text_height(Pdf *pdf, i32 width, Text text, PdfFont font);

/* The width of a text on one line. */
i32 pdf_text_width(Pdf *pdf, Text text, PdfFont font);

/* Like pdf_text(); clicking it leads to `address` (mailto:…). */
i32 pdf_link(Pdf *pdf, i32 x, i32 y, i32 width, Text text, PdfFont font, Text address);

/* An element of the structure, by its name in ISO 32000: Document, Sect, Table, TR, TH, TD, H1, P.
 */
void pdf_open(Pdf *pdf, const char *tag);
void pdf_close(Pdf *pdf, const char *tag);

/* --- the rest --------------------------------------------------------------------------------- */

void pdf_line(Pdf *pdf, i32 x, i32 y, i32 to_x, i32 to_y, i32 thickness, u32 rgb);
void pdf_fill(Pdf *pdf, i32 x, i32 y, i32 width, i32 height, u32 rgb);

/* A PNG in memory, as large as fits in the box, at its upper left corner. Gives its height; 0: it
 * is no PNG that can be read. */
i32 pdf_image(Pdf *pdf, i32 x, i32 y, i32 width, i32 height, Text png);

#endif
