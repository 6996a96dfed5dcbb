/* The annex of a factuur. In: its regels; out: pages of its PDF. Holds always: every regel is on
 * it, or in a sum by contract that says where the regels are; the total is what is due. */
#include "io/documents/invoice_paper.h"
#include "io/tell/dutch.h"

enum { REGELS_MOST = 400, PAD = 1100, GAP = 3000, AMOUNT = 26000 };

typedef enum Field { TIJDVAK, SCHOOL, LAAG, SOORT, OMSCHRIJVING, FIELD_COUNT } Field;

/* A regel, and where it stands in factuurregels.csv: voorschotten come behind all lines there, and
 * here with their contract. */
typedef struct Placed {
    const InvoiceRegel *regel;
    size_t index;
} Placed;

typedef struct Annex {
    Paper *paper;
    bool in_full;                              /* else the sums of the contracts */
    Placed *places;                            /* by contract, what is of none last */
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
    return words_line(annex->paper->arena, invoice_about(annex->paper->invoice, contract));
}

static PdfFont annex_font(bool bold)
{
    return paper_font(80, bold, INK);
}

/* How wide the longest text of a field is; 0: it has none. */
static i32 widest(Annex *annex, Field field)
{
    const Invoice *invoice = annex->paper->invoice;
    i32 most = 0;
    for (size_t i = 0; i < invoice->regel_count; i++) {
        const InvoiceRegel *regel = &invoice->regels[i];
        if (!i || !text_equal(regel->contract, invoice->regels[i - 1].contract))
            annex->naam = contract_naam(annex, regel->contract);
        Text text = field_of(annex, regel, field);
        i32 width = pdf_text_width(annex->paper->pdf, text, annex_font(false));
        if (width > most) most = width;
    }
    return most;
}

/* Which fields there are, and how wide: school and omschrijving take what the others leave. */
static void set_widths(Annex *annex)
{
    enum { LEAST = 12000, MOST = 38000, SPARE = 500 };
    if (!annex->in_full) return;
    i32 rest = PAPER_WIDTH - AMOUNT, wide = 0;
    for (Field f = 0; f < FIELD_COUNT; f++) {
        i32 width = widest(annex, f) + SPARE;
        if (width == SPARE) continue;
        bool shares = f == SCHOOL || f == OMSCHRIJVING;
        annex->width[f] = shares || width > MOST ? MOST : width < LEAST ? LEAST : width;
        wide += shares;
        rest -= GAP + (shares ? 0 : annex->width[f]);
    }
    i32 x = PAPER_LEFT;
    for (Field f = 0; f < FIELD_COUNT; f++) {
        annex->left[f] = x;
        if (!annex->width[f]) continue;
        if (f == SCHOOL || f == OMSCHRIJVING) annex->width[f] = rest / wide;
        x += annex->width[f] + GAP;
    }
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
    enum { CONTRACT_WIDTH = PAPER_WIDTH - AMOUNT - GAP };
    Paper *paper = annex->paper;
    PdfFont font = paper_font(80, true, DARK);
    pdf_open(paper->pdf, "TR");
    i32 height = 0;
    if (!annex->in_full)
        height = pdf_text(paper->pdf, "TH", PAPER_LEFT, paper->y, CONTRACT_WIDTH, TEXT("Contract"),
                          font);
    for (Field f = 0; f < FIELD_COUNT && annex->in_full; f++)
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
    paper_page_on(paper, JOIN(paper->arena, TEXT("Bijlage bij "),
                              words_title(paper->arena, paper->invoice), TEXT(", vervolg")));
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
    for (Field f = 0; f < FIELD_COUNT; f++) {
        if (!annex->width[f]) continue;
        pdf_open(paper->pdf, "TD"); /* an empty one counts, when a row is read aloud */
        pdf_text(paper->pdf, NULL, annex->left[f], y, annex->width[f], texts[f], annex_font(false));
        pdf_close(paper->pdf, "TD");
    }
    put_amount(paper, y, regel->cents, false);
    pdf_close(paper->pdf, "TR");
    paper->y = y + height + PAD;
    pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 150, RULE);
}

typedef enum Band {
    BAND_CONTRACT, /* what the regels below it are of */
    BAND_SUM,      /* of a contract whose regels are elsewhere */
    BAND_TOTAL
} Band;

/* A line over the whole width. */
static void put_band(Annex *annex, Band band, Text text, i64 cents)
{
    enum { WIDTH = PAPER_WIDTH - AMOUNT - GAP, EDGE = 3000, A_REGEL = 8000 };
    Paper *paper = annex->paper;
    bool head = band == BAND_CONTRACT;
    PdfFont font = annex_font(band != BAND_SUM);
    i32 height = pdf_text_height(paper->pdf, WIDTH, text, font) + 2 * PAD;
    make_room(annex, height + (head ? A_REGEL : 0));
    if (head)
        pdf_fill(paper->pdf, PAPER_LEFT - EDGE, paper->y, PAPER_WIDTH + 2 * EDGE, height, TINT);
    pdf_open(paper->pdf, "TR");
    pdf_text(paper->pdf, head ? "TH" : "TD", PAPER_LEFT, paper->y + PAD, WIDTH, text, font);
    if (!head) put_amount(paper, paper->y + PAD, cents, font.bold);
    pdf_close(paper->pdf, "TR");
    paper->y += height;
    if (band == BAND_SUM)
        pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 150, RULE);
}

static Text contract_title(const Annex *annex, Text code)
{
    if (!code.length) return TEXT("Btw");
    if (!annex->naam.length) return code;
    return JOIN(annex->paper->arena, code, TEXT("  "), annex->naam);
}

static int by_contract(const void *left, const void *right)
{
    const Placed *a = left, *b = right;
    Text of_a = a->regel->contract, of_b = b->regel->contract;
    if (!of_a.length != !of_b.length) return of_a.length ? -1 : 1;
    int order = text_compare(of_a, of_b);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void sort_regels(Annex *annex)
{
    const Invoice *invoice = annex->paper->invoice;
    annex->places = NEW(annex->paper->arena, Placed, invoice->regel_count);
    for (size_t i = 0; i < invoice->regel_count; i++)
        annex->places[i] = (Placed){&invoice->regels[i], i};
    sort_array(annex->places, invoice->regel_count, sizeof *annex->places, by_contract);
}

/* Regels first … end - 1, which are of one contract. */
static void put_contract(Annex *annex, size_t first, size_t end)
{
    Arena *arena = annex->paper->arena;
    Text code = annex->places[first].regel->contract;
    i64 sum = 0;
    for (size_t i = first; i < end; i++)
        sum += annex->places[i].regel->cents;
    annex->naam = contract_naam(annex, code);
    Text title = contract_title(annex, code);
    if (!annex->in_full) {
        Text count = dutch_integer(arena, (i128)(end - first));
        put_band(annex, BAND_SUM,
                 JOIN(arena, title, TEXT(" ("), count,
                      end - first == 1 ? TEXT(" regel)") : TEXT(" regels)")),
                 sum);
        return;
    }
    put_band(annex, BAND_CONTRACT, title, 0);
    for (size_t i = first; i < end; i++)
        put_regel(annex, annex->places[i].regel);
    bool all = end - first == annex->paper->invoice->regel_count;
    if (!all && end - first > 1) put_band(annex, BAND_TOTAL, TEXT("Samen"), sum);
}

static void put_contracts(Annex *annex)
{
    size_t count = annex->paper->invoice->regel_count;
    for (size_t first = 0, end; first < count; first = end) {
        Text code = annex->places[first].regel->contract;
        for (end = first + 1; end < count; end++)
            if (!text_equal(annex->places[end].regel->contract, code)) break;
        put_contract(annex, first, end);
    }
}

void put_annex(Paper *paper)
{
    const Invoice *invoice = paper->invoice;
    Annex annex = {.paper = paper, .in_full = invoice->regel_count <= REGELS_MOST};
    paper_page(paper);
    pdf_open(paper->pdf, "Sect");
    paper->y += pdf_text(paper->pdf, "H2", PAPER_LEFT, paper->y, PAPER_WIDTH,
                         TEXT("Bijlage: specificatie per regel"), paper_font(160, true, DARK)) +
                1500;
    Text of = JOIN(paper->arena, words_title(paper->arena, invoice), TEXT(" van "),
                   dutch_date(paper->arena, invoice->datum), TEXT(", "),
                   words_partij(paper->arena, invoice->run->batch, invoice->debiteur));
    paper_paragraph(paper, of, paper_font(95, false, GREY), 4000);
    if (!annex.in_full)
        paper_paragraph(paper,
                        JOIN(paper->arena, TEXT("Deze factuur heeft "),
                             dutch_integer(paper->arena, (i128)invoice->regel_count),
                             TEXT(" regels. Hier staan de bedragen per contract; alle regels staan "
                                  "in de werkmap bij deze factuur en in factuurregels.csv.")),
                        paper_font(95, false, INK), 4000);
    sort_regels(&annex);
    set_widths(&annex);
    pdf_open(paper->pdf, "Table");
    put_header(&annex);
    put_contracts(&annex);
    pdf_line(paper->pdf, PAPER_LEFT, paper->y, PAPER_RIGHT, paper->y, 350, DARK);
    put_band(&annex, BAND_TOTAL, TEXT("Totaal van de regels"), invoice->te_betalen);
    pdf_close(paper->pdf, "Table");
    pdf_close(paper->pdf, "Sect");
}
