/* The annex of a factuur. In: its regels; out: pages of its PDF. Holds always: every regel is on
 * it, or in a sum by contract that says where the regels are; the total is what is due. */
#include "io/documents/dutch.h"
#include "io/documents/invoice_paper.h"

enum { REGELS_MOST = 400, PAD = 1100, GAP = 3000, AMOUNT = 26000 };

typedef enum Field { TIJDVAK, SCHOOL, LAAG, SOORT, OMSCHRIJVING, FIELD_COUNT } Field;

typedef struct Annex {
    Paper *paper;
    i32 left[FIELD_COUNT], width[FIELD_COUNT]; /* width 0: nothing to tell */
    Text naam;                                 /* omschrijving of the contract that is on */
} Annex;

static Text field_of(const Annex *annex, const InvoiceRegel *regel, Field field)
{
    Arena *arena = annex->paper->arena;
    Text omschrijving = words_line(arena, regel->omschrijving);
    switch (field) {
    case TIJDVAK: return regel->tijdvak;
    case SCHOOL: return words_school(arena, annex->paper->invoice->run->batch, regel->school);
    case LAAG: return text_equal(regel->laag, TEXT("-")) ? TEXT("") : regel->laag;
    case SOORT: return regel->soort;
    case OMSCHRIJVING: return text_equal(omschrijving, annex->naam) ? TEXT("") : omschrijving;
    case FIELD_COUNT: break;
    }
    return TEXT("");
}

/* The omschrijving of a contract that is on the factuur. */
static Text contract_naam(const Annex *annex, Text code)
{
    const Batch *batch = annex->paper->invoice->run->batch;
    u32 contract = symbols_find(&batch->contract_codes, code);
    if (contract == NONE || contract >= batch->contracten.rows.count) return TEXT("");
    return words_line(annex->paper->arena, batch->contracten.omschrijving[contract]);
}

/* Which fields there are, and how wide: school and omschrijving take what the others leave. */
static void set_widths(Annex *annex)
{
    static const i32 widths[] = {[TIJDVAK] = 20000, [LAAG] = 18000, [SOORT] = 22000};
    const Invoice *invoice = annex->paper->invoice;
    bool used[FIELD_COUNT] = {[TIJDVAK] = true, [SOORT] = true};
    for (size_t i = 0; i < invoice->regel_count; i++) {
        const InvoiceRegel *r = &invoice->regels[i];
        used[SCHOOL] |= r->school.length > 0;
        used[LAAG] |= field_of(annex, r, LAAG).length > 0;
        if (!i || !text_equal(r->contract, invoice->regels[i - 1].contract))
            annex->naam = contract_naam(annex, r->contract);
        used[OMSCHRIJVING] |= field_of(annex, r, OMSCHRIJVING).length > 0;
    }
    i32 rest = PAPER_WIDTH - AMOUNT;
    for (Field f = 0; f < FIELD_COUNT; f++)
        if (used[f]) rest -= f == SCHOOL || f == OMSCHRIJVING ? GAP : widths[f] + GAP;
    i32 x = PAPER_LEFT;
    for (Field f = 0; f < FIELD_COUNT; f++) {
        annex->left[f] = x;
        if (!used[f]) continue;
        bool wide = f == SCHOOL || f == OMSCHRIJVING;
        bool both = used[SCHOOL] && used[OMSCHRIJVING];
        annex->width[f] = !wide ? widths[f] : both ? rest / 2 : rest;
        x += annex->width[f] + GAP;
    }
}

static PdfFont annex_font(bool bold)
{
    return paper_font(80, bold, INK);
}

static void put_amount(Paper *paper, i32 y, i64 cents, bool bold)
{
    pdf_text(paper->pdf, "TD", PAPER_RIGHT - AMOUNT, y, AMOUNT, dutch_amount(paper->arena, cents),
             paper_right(annex_font(bold)));
}

/* --- pages ------------------------------------------------------------------------------------ */

static void put_header(Annex *annex)
{
    static const char *const labels[] = {[TIJDVAK] = "Tijdvak",
                                         [SCHOOL] = "School",
                                         [LAAG] = "Laag",
                                         [SOORT] = "Soort",
                                         [OMSCHRIJVING] = "Omschrijving"};
    Paper *paper = annex->paper;
    PdfFont font = paper_font(80, true, DARK);
    pdf_open(paper->pdf, "TR");
    i32 height = 0;
    for (Field f = 0; f < FIELD_COUNT; f++)
        if (annex->width[f])
            height = pdf_text(paper->pdf, "TH", annex->left[f], paper->y, annex->width[f],
                              text_of(labels[f]), font);
    pdf_text(paper->pdf, "TH", PAPER_RIGHT - AMOUNT, paper->y, AMOUNT, TEXT("Bedrag in €"),
             paper_right(font));
    pdf_close(paper->pdf, "TR");
    paper->y += height + 1000;
    pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 350, DARK);
}

static void make_room(Annex *annex, i32 height)
{
    Paper *paper = annex->paper;
    if (paper_fits(paper, height)) return;
    paper_page(paper);
    Text title = JOIN(paper->arena, TEXT("Bijlage bij "), words_title(paper->arena, paper->invoice),
                      TEXT(", vervolg"));
    paper->y += pdf_text(paper->pdf, NULL, PAPER_LEFT, paper->y, PAPER_WIDTH, title,
                         paper_font(85, false, GREY)) +
                3000;
    put_header(annex);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void put_regel(Annex *annex, const InvoiceRegel *regel)
{
    Paper *paper = annex->paper;
    Text texts[FIELD_COUNT];
    i32 height = 0;
    for (Field f = 0; f < FIELD_COUNT; f++) {
        texts[f] = annex->width[f] ? field_of(annex, regel, f) : TEXT("");
        i32 high = pdf_text_height(paper->pdf, annex->width[f], texts[f], annex_font(false));
        if (high > height) height = high;
    }
    make_room(annex, height + 2 * PAD);
    i32 y = paper->y + PAD;
    pdf_open(paper->pdf, "TR");
    for (Field f = 0; f < FIELD_COUNT; f++)
        pdf_text(paper->pdf, "TD", annex->left[f], y, annex->width[f], texts[f], annex_font(false));
    put_amount(paper, y, regel->cents, false);
    pdf_close(paper->pdf, "TR");
    paper->y = y + height + PAD;
    pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 150, RULE);
}

/* A line over the whole width: a contract, or a total. */
static void put_band(Annex *annex, Text text, i64 cents, bool total)
{
    enum { WIDTH = PAPER_WIDTH - AMOUNT - GAP, EDGE = 3000 };
    Paper *paper = annex->paper;
    i32 height = pdf_text_height(paper->pdf, WIDTH, text, annex_font(true)) + 2 * PAD;
    make_room(annex, height + (total ? 0 : 8000)); /* with a regel below it */
    if (!total)
        pdf_fill(paper->pdf, PAPER_LEFT - EDGE, paper->y, PAPER_WIDTH + 2 * EDGE, height, TINT);
    pdf_open(paper->pdf, "TR");
    pdf_text(paper->pdf, total ? "TD" : "TH", PAPER_LEFT, paper->y + PAD, WIDTH, text,
             annex_font(true));
    if (total) put_amount(paper, paper->y + PAD, cents, true);
    pdf_close(paper->pdf, "TR");
    paper->y += height;
}

static Text contract_title(const Annex *annex, Text code)
{
    if (!code.length) return TEXT("Btw");
    if (!annex->naam.length) return code;
    return JOIN(annex->paper->arena, code, TEXT("  "), annex->naam);
}

static void put_contracts(Annex *annex, bool in_full)
{
    const Invoice *invoice = annex->paper->invoice;
    Arena *arena = annex->paper->arena;
    for (size_t first = 0, end; first < invoice->regel_count; first = end) {
        Text code = invoice->regels[first].contract;
        i64 sum = 0;
        for (end = first; end < invoice->regel_count; end++) {
            if (!text_equal(invoice->regels[end].contract, code)) break;
            sum += invoice->regels[end].cents;
        }
        annex->naam = contract_naam(annex, code);
        put_band(annex, contract_title(annex, code), 0, false);
        for (size_t i = first; in_full && i < end; i++)
            put_regel(annex, &invoice->regels[i]);
        bool all = first == 0 && end == invoice->regel_count;
        if (in_full && (all || end - first == 1)) continue; /* it would be said twice */
        Text count = dutch_integer(arena, (i128)(end - first));
        put_band(annex, in_full ? TEXT("Samen") : JOIN(arena, count, TEXT(" regels, samen")), sum,
                 true);
    }
}

void put_annex(Paper *paper)
{
    const Invoice *invoice = paper->invoice;
    Annex annex = {.paper = paper};
    bool in_full = invoice->regel_count <= REGELS_MOST;
    paper_page(paper);
    pdf_open(paper->pdf, "Sect");
    paper->y += pdf_text(paper->pdf, "H2", PAPER_LEFT, paper->y, PAPER_WIDTH,
                         TEXT("Bijlage: specificatie per regel"), paper_font(160, true, DARK)) +
                1500;
    Text of = JOIN(paper->arena, words_title(paper->arena, invoice), TEXT(" van "),
                   dutch_date(paper->arena, invoice->datum), TEXT(", "),
                   words_partij(paper->arena, invoice->run->batch, invoice->debiteur));
    paper_paragraph(paper, of, paper_font(95, false, GREY), 4000);
    if (!in_full)
        paper_paragraph(paper,
                        JOIN(paper->arena, TEXT("Deze factuur heeft "),
                             dutch_integer(paper->arena, (i128)invoice->regel_count),
                             TEXT(" regels. Hier staan de bedragen per contract; alle regels staan "
                                  "in de werkmap bij deze factuur en in factuurregels.csv.")),
                        paper_font(95, false, INK), 4000);
    set_widths(&annex);
    pdf_open(paper->pdf, "Table");
    put_header(&annex);
    put_contracts(&annex, in_full);
    pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 350, DARK);
    put_band(&annex, TEXT("Totaal van de regels"), invoice->te_betalen, true);
    pdf_close(paper->pdf, "Table");
    pdf_close(paper->pdf, "Sect");
}
