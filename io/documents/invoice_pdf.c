/* A factuur as a PDF. In: a factuur before it has a form; out: the bytes. Holds always: one column
 * of amounts, in which everything from the first item down adds up to what is due. */
#include "io/documents/invoice_pdf.h"

#include "io/documents/invoice_paper.h"
#include "io/tell/dutch.h"

enum { /* the head of the first page: the addressee is behind the window of an envelope */
       LOGO_TOP = 15000,
       LOGO_WIDTH = 62000,
       LOGO_HEIGHT = 22000,
       SENDER_LEFT = 132000,
       SENDER_LABEL = 13000,
       ADDRESSEE_TOP = 50000,
       ADDRESSEE_WIDTH = 85000,
       TITLE_TOP = 88000,
};

enum { /* the table */
       AMOUNT_WIDTH = 32000,
       AMOUNT_LEFT = PAPER_RIGHT - AMOUNT_WIDTH,
       ITEM_WIDTH = PAPER_WIDTH - AMOUNT_WIDTH - 6000,
       ROW_PAD = 1800,
};

/* --- the head --------------------------------------------------------------------------------- */

/* Labels and values below each other; gives where they end. */
static i32 put_facts(Paper *paper, i32 x, i32 y, i32 label_width, i32 width, const Facts *facts,
                     i32 tenths)
{
    if (!facts->count) return y;
    pdf_open(paper->pdf, "Table");
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *f = &facts->items[i];
        pdf_open(paper->pdf, "TR");
        pdf_text(paper->pdf, "TH", x, y, label_width, text_of(f->label),
                 paper_font(tenths, false, GREY));
        y += pdf_text(paper->pdf, "TD", x + label_width, y, width - label_width, f->value,
                      paper_font(tenths, false, INK)) +
             700;
        pdf_close(paper->pdf, "TR");
    }
    pdf_close(paper->pdf, "Table");
    return y;
}

/* The crediteur: its logo or its name at the left, all that it is known by at the right. */
static i32 put_sender(Paper *paper)
{
    Pdf *pdf = paper->pdf;
    Address address =
        words_address(paper->arena, paper->invoice->run->batch, paper->invoice->crediteur);
    Facts facts = words_crediteur(paper->arena, paper->invoice);
    i32 width = PAPER_RIGHT - SENDER_LEFT, y = LOGO_TOP;
    bool shown =
        paper->logo.length && pdf_image(pdf, PAPER_LEFT, y, LOGO_WIDTH, LOGO_HEIGHT, paper->logo);
    i32 end = y;
    paper->bad_logo = paper->logo.length && !shown;
    if (!shown)
        end += pdf_text(pdf, "P", PAPER_LEFT, y, SENDER_LEFT - PAPER_LEFT - 10000, address.lines[0],
                        paper_font(150, true, DARK));
    for (size_t i = shown ? 0 : 1; i < address.count; i++)
        y += pdf_text(pdf, "P", SENDER_LEFT, y, width, address.lines[i], paper_font(85, !i, INK)) +
             500;
    y = put_facts(paper, SENDER_LEFT, y + (y > LOGO_TOP ? 1500 : 0), SENDER_LABEL, width, &facts,
                  85);
    return y > end ? y : end;
}

static i32 put_addressee(Paper *paper, i32 y)
{
    Address address =
        words_address(paper->arena, paper->invoice->run->batch, paper->invoice->debiteur);
    for (size_t i = 0; i < address.count; i++)
        y += pdf_text(paper->pdf, "P", PAPER_LEFT, y, ADDRESSEE_WIDTH, address.lines[i],
                      paper_font(105, false, INK)) +
             300;
    return y;
}

/* That it is a concept, or no factuur: nobody may overlook it. */
static void put_alarm(Paper *paper)
{
    enum { EDGE = 1000, PAD = 3000, LABEL_GAP = 4000 };
    Text alarm = words_alarm(paper->invoice);
    Text why = words_alarm_why(paper->arena, paper->invoice);
    if (!alarm.length) return;
    Pdf *pdf = paper->pdf;
    PdfFont bold = paper_font(115, true, WARN_INK), plain = paper_font(95, false, WARN_INK);
    i32 label = pdf_text_width(pdf, alarm, bold) + 10; /* rounded up, so that it does not wrap */
    i32 text = PAPER_LEFT + label + LABEL_GAP;
    i32 width = PAPER_RIGHT - text;
    i32 high = pdf_text_height(pdf, width, why, plain);
    i32 label_high = pdf_text_height(pdf, label, alarm, bold);
    i32 height = (high > label_high ? high : label_high) + 2 * PAD;
    pdf_fill(pdf, PAPER_LEFT - PAD, paper->y, PAPER_WIDTH + 2 * PAD, height, WARN);
    pdf_fill(pdf, PAPER_LEFT - PAD, paper->y, EDGE, height, WARN_EDGE);
    pdf_text(pdf, "P", PAPER_LEFT, paper->y + (height - label_high) / 2, label, alarm, bold);
    pdf_text(pdf, "P", text, paper->y + (height - high) / 2, width, why, plain);
    paper->y += height + 5000;
}

static void put_head(Paper *paper)
{
    enum { NUMBERS_WIDTH = 68000, NUMBERS_LABEL = 27000, SUBJECT_LABEL = 18000, GAP = 6000 };
    i32 sender_end = put_sender(paper);
    i32 end = put_addressee(paper, ADDRESSEE_TOP);
    if (sender_end > end) end = sender_end;
    paper->y = end + 8000 > TITLE_TOP ? end + 8000 : TITLE_TOP;
    paper->y += pdf_text(paper->pdf, "H1", PAPER_LEFT, paper->y, PAPER_WIDTH, paper->invoice->titel,
                         paper_font(220, true, DARK)) +
                3500;
    put_alarm(paper);
    Facts numbers = words_numbers(paper->arena, paper->invoice);
    Facts subject = words_subject(paper->arena, paper->invoice);
    i32 y = paper->y, right = PAPER_LEFT + NUMBERS_WIDTH + GAP;
    i32 left_end = put_facts(paper, PAPER_LEFT, y, NUMBERS_LABEL, NUMBERS_WIDTH, &numbers, 95);
    i32 right_end = put_facts(paper, right, y, SUBJECT_LABEL, PAPER_RIGHT - right, &subject, 95);
    paper->y = (left_end > right_end ? left_end : right_end) + 6000;
}

/* --- the table -------------------------------------------------------------------------------- */

typedef struct Row {
    Text title, below; /* below: small, or empty */
    i64 cents;
    bool bold;
    u32 rule; /* the colour of the line above it */
} Row;

static void put_table_head(Paper *paper)
{
    Pdf *pdf = paper->pdf;
    PdfFont font = paper_font(85, true, DARK);
    pdf_open(pdf, "TR");
    i32 height = pdf_text(pdf, "TH", PAPER_LEFT, paper->y, ITEM_WIDTH, TEXT("Omschrijving"), font);
    pdf_text(pdf, "TH", AMOUNT_LEFT, paper->y, AMOUNT_WIDTH, TEXT("Bedrag"), paper_right(font));
    pdf_close(pdf, "TR");
    paper->y += height + 1200;
    pdf_line(pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 350, DARK);
}

/* The table goes on. */
static void next_page(Paper *paper)
{
    paper_page_on(paper,
                  JOIN(paper->arena, words_title(paper->arena, paper->invoice), TEXT(", vervolg")));
    put_table_head(paper);
}

static void put_row(Paper *paper, const Row *row)
{
    Pdf *pdf = paper->pdf;
    PdfFont font = paper_font(100, row->bold, INK), small = paper_font(85, false, GREY);
    i32 high = pdf_text_height(pdf, ITEM_WIDTH, row->title, font);
    i32 below = pdf_text_height(pdf, ITEM_WIDTH, row->below, small);
    i32 height = high + (below ? below + 500 : 0) + 2 * ROW_PAD;
    bool moved = !paper_fits(paper, height);
    if (moved) next_page(paper);
    if (row->rule && !moved)
        pdf_line(pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 200, row->rule);
    i32 y = paper->y + ROW_PAD;
    pdf_open(pdf, "TR");
    pdf_open(pdf, "TD");
    pdf_text(pdf, "P", PAPER_LEFT, y, ITEM_WIDTH, row->title, font);
    pdf_text(pdf, "P", PAPER_LEFT, y + high + 500, ITEM_WIDTH, row->below, small);
    pdf_close(pdf, "TD");
    pdf_text(pdf, "TD", AMOUNT_LEFT, y, AMOUNT_WIDTH, dutch_euro(paper->arena, row->cents),
             paper_right(font));
    pdf_close(pdf, "TR");
    paper->y += height;
}

static void put_items(Paper *paper, bool voorschotten)
{
    const Invoice *invoice = paper->invoice;
    bool first = true;
    for (size_t i = 0; i < invoice->item_count; i++) {
        const InvoiceItem *item = &invoice->items[i];
        if ((item->kind == ITEM_VOORSCHOT) != voorschotten) continue;
        put_row(paper, &(Row){.title = words_line(paper->arena, item->title),
                              .below = words_line(paper->arena, words_item(paper->arena, item)),
                              .cents = item->cents,
                              .rule = first && !voorschotten ? 0 : RULE});
        first = false;
    }
}

static void put_btws(Paper *paper)
{
    for (size_t i = 0; i < paper->invoice->btw_count; i++) {
        const InvoiceBtw *btw = &paper->invoice->btws[i];
        put_row(paper, &(Row){.title = words_btw(paper->arena, btw),
                              .below = text_of(btw->reason),
                              .cents = btw->cents,
                              .rule = RULE});
    }
}

/* What is due: the one amount that everyone looks for. */
static void put_due(Paper *paper)
{
    enum { PAD = 3000 };
    Pdf *pdf = paper->pdf;
    PdfFont label = paper_font(130, true, DARK), amount = paper_right(paper_font(170, true, DARK));
    Text cents = dutch_euro(paper->arena, words_due_cents(paper->invoice));
    i32 high = pdf_text_height(pdf, PAPER_WIDTH, cents, amount);
    i32 low = pdf_text_height(pdf, PAPER_WIDTH, words_due(paper->invoice), label);
    i32 height = high + 2 * PAD;
    if (!paper_fits(paper, height)) next_page(paper);
    pdf_fill(pdf, PAPER_LEFT - PAD, paper->y, PAPER_WIDTH + 2 * PAD, height, TINT);
    pdf_line(pdf, PAPER_LEFT - PAD, paper->y, PAPER_RIGHT + PAD, paper->y, 350, DARK);
    pdf_open(pdf, "TR");
    pdf_text(pdf, "TD", PAPER_LEFT, paper->y + (height - low) / 2 + 400, PAPER_WIDTH / 3,
             words_due(paper->invoice), label);
    pdf_text(pdf, "TD", PAPER_LEFT + PAPER_WIDTH / 3, paper->y + PAD, PAPER_WIDTH * 2 / 3, cents,
             amount);
    pdf_close(pdf, "TR");
    paper->y += height + 7000;
}

static void put_table(Paper *paper)
{
    const Invoice *invoice = paper->invoice;
    pdf_open(paper->pdf, "Table");
    put_table_head(paper);
    put_items(paper, false);
    put_row(paper, &(Row){words_bedrag(invoice), TEXT(""), invoice->bedrag, true, DARK});
    put_btws(paper);
    if (invoice->btw && invoice->voorgefinancierd)
        put_row(paper, &(Row){TEXT("Bedrag met btw"), TEXT(""), invoice->bedrag + invoice->btw,
                              true, DARK});
    put_items(paper, true);
    put_due(paper);
    pdf_close(paper->pdf, "Table");
}

/* --- what is below it ------------------------------------------------------------------------- */

static void put_question(Paper *paper)
{
    Text question = words_question(paper->arena, paper->invoice);
    Text contact = words_contact(paper->arena, paper->invoice);
    Text email = words_email(paper->arena, paper->invoice);
    if (!question.length) return;
    enum { ROOM = 18000 };
    if (!paper_fits(paper, ROOM)) paper_page(paper);
    paper_paragraph(paper, question, paper_font(95, true, INK), 800);
    paper_paragraph(paper, contact, paper_font(95, false, INK), 800);
    if (!email.length) return;
    paper->y += pdf_link(paper->pdf, PAPER_LEFT, paper->y, PAPER_WIDTH, email,
                         paper_font(95, false, DARK), JOIN(paper->arena, TEXT("mailto:"), email)) +
                800;
}

static void put_all(Paper *paper)
{
    Pdf *pdf = paper->pdf;
    paper_page(paper);
    pdf_open(pdf, "Sect");
    put_head(paper);
    put_table(paper);
    paper_paragraph(paper, words_payment(paper->arena, paper->invoice), paper_font(100, false, INK),
                    3500);
    paper_paragraph(paper, words_corrects(paper->arena, paper->invoice), paper_font(95, false, INK),
                    3500);
    put_question(paper);
    pdf_close(pdf, "Sect");
    if (paper->invoice->regel_count) put_annex(paper);
    paper_end(paper);
}

Text invoice_pdf(Arena *arena, const Invoice *invoice, Text logo, const char **reason)
{
    Paper paper = {.arena = arena, .invoice = invoice, .logo = logo, .pdf = pdf_measure(arena)};
    put_all(&paper);
    paper.page_count = pdf_pages(paper.pdf);
    if (paper.bad_logo) {
        *reason = SAID("the logo is damaged: it cannot be read as a PNG");
        return (Text){0};
    }
    const Batch *batch = invoice->run->batch;
    PdfInfo info = {.title = words_title(arena, invoice),
                    .subject = words_line(arena, invoice->run->settings->naam),
                    .author = words_partij(arena, batch, invoice->crediteur),
                    .created = invoice->datum};
    paper.pdf = pdf_begin(arena, &info);
    put_all(&paper);
    ASSERT(pdf_pages(paper.pdf) == paper.page_count);
    return pdf_end(paper.pdf, reason);
}
