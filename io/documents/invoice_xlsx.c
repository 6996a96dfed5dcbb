/* A factuur as a workbook. In: a factuur before it has a form; out: an xlsx file that was read
 * back. Holds always: every sum is a formula over the cells that it is of; no regel is left out. */
#include "io/documents/invoice_xlsx.h"

#include "io/documents/invoice_words.h"
#include "io/documents/xlsx.h"

typedef enum Column { CONTRACT, OMSCHRIJVING, SLEUTEL, VERDELEN, BTW, BEDRAG, COLUMN_COUNT } Column;
static const u32 column_tenths[COLUMN_COUNT] = {160, 380, 250, 130, 80, 130};

typedef struct Rows {
    u32 first, end; /* first == end: none */
} Rows;

typedef struct Workbook {
    Arena *arena;
    const Invoice *invoice;
    Book *book;
    Sheet *sheet;
    u32 row; /* where the next thing comes */
    Rows items, btws, paid;
    u32 bedrag_row, due_row;
} Workbook;

/* SUM(F5:F9) of a column; empty when there are no rows. */
static Text sum_of(Arena *arena, Rows rows, u32 column)
{
    char first[24], last[24];
    if (rows.first == rows.end) return TEXT("");
    cell_name(first, rows.first, column, false);
    cell_name(last, rows.end - 1, column, false);
    return JOIN(arena, TEXT("SUM("), text_of(first), TEXT(":"), text_of(last), TEXT(")"));
}

/* How many lines a text takes in a column: words are kept whole where they fit. */
static u32 lines_of(Text text, size_t letters)
{
    u32 lines = 1;
    size_t used = 0, word = 0;
    for (size_t i = 0; i <= text.length; i++) {
        bool ends = i == text.length || text.at[i] == ' ';
        if (!ends && ((u8)text.at[i] & 0xC0) != 0x80) word++;
        if (!ends) continue;
        if (used && used + 1 + word > letters) {
            lines++;
            used = 0;
        }
        used += word + (used ? 1 : 0);
        for (; used > letters; used -= letters)
            lines++;
        word = 0;
    }
    return lines;
}

/* A row as high as the lines in it; programs do not all find that out by themselves. */
static void set_lines(Workbook *w, u32 lines)
{
    enum { POINTS = 13, PAD = 3, LINES_MOST = 30 }; /* at most 409 points */
    if (lines > LINES_MOST) lines = LINES_MOST;
    sheet_row_height(w->sheet, w->row, lines * POINTS + PAD);
}

/* --- the head --------------------------------------------------------------------------------- */

/* A text over all columns. */
static void put_paragraph(Workbook *w, Text text, Style style)
{
    enum { LETTERS = 130 };
    if (!text.length) return;
    set_lines(w, lines_of(text, LETTERS));
    sheet_merge(w->sheet, w->row++, 0, COLUMN_COUNT - 1, text, style);
}

/* A label, and a value over the columns that are wide. */
static void put_fact(Workbook *w, const char *label, Text value, Style style)
{
    enum { LETTERS = 70 };
    set_lines(w, lines_of(value, LETTERS));
    sheet_text(w->sheet, w->row, CONTRACT, text_of(label), STYLE(TEXT, NOTE));
    sheet_merge(w->sheet, w->row++, OMSCHRIJVING, SLEUTEL, value, style);
}

static void put_facts(Workbook *w, const Facts *facts)
{
    for (size_t i = 0; i < facts->count; i++)
        put_fact(w, facts->items[i].label, facts->items[i].value, STYLE(WRAP, BODY));
}

/* The partij that is invoiced, or invoices. */
static void put_address(Workbook *w, u32 partij, const char *label)
{
    Address address = words_address(w->arena, w->invoice->run->batch, partij);
    for (size_t i = 0; i < address.count; i++)
        put_fact(w, i ? "" : label, address.lines[i], i ? STYLE(WRAP, BODY) : STYLE(WRAP, BOLD));
}

static void put_head(Workbook *w, Text logo)
{
    enum { LOGO_WIDTH = 230, LOGO_HEIGHT = 80 };
    const Invoice *invoice = w->invoice;
    Text alarm = words_alarm(invoice);
    sheet_row_height(w->sheet, w->row, 24);
    sheet_text(w->sheet, w->row++, 0, words_title(w->arena, invoice), STYLE(TEXT, TITLE));
    if (logo.length) sheet_image(w->sheet, 0, VERDELEN, logo, LOGO_WIDTH, LOGO_HEIGHT);
    w->row++;
    put_address(w, invoice->crediteur, "Van");
    Facts own = words_crediteur(w->arena, invoice), numbers = words_numbers(w->arena, invoice);
    Facts subject = words_subject(w->arena, invoice);
    put_facts(w, &own);
    w->row++;
    put_address(w, invoice->debiteur, "Aan");
    w->row++;
    if (alarm.length) {
        Text why = words_alarm_why(w->arena, invoice);
        put_paragraph(w, JOIN(w->arena, alarm, TEXT(". "), why), STYLE(WRAP, SIGNAL));
        w->row++;
    }
    put_facts(w, &numbers);
    put_facts(w, &subject);
    w->row++;
}

/* --- the table -------------------------------------------------------------------------------- */

static void put_rate(Workbook *w, i32 btw)
{
    if (btw < 0) {
        sheet_text(w->sheet, w->row, BTW, TEXT("geen"), STYLE(PERCENT, PLAIN));
        return;
    }
    const char *formula = text_zero_ended(
        w->arena, JOIN(w->arena, TEXT("="), text_integer(w->arena, btw), TEXT("/1000000")));
    sheet_formula_ratio(w->sheet, w->row, BTW, formula, btw, 1000000, STYLE(PERCENT, PLAIN));
}

static void put_blanks(Workbook *w, Column first, Column last, Style style)
{
    for (Column c = first; c <= last; c++)
        sheet_blank(w->sheet, w->row, c, style);
}

/* The texts of a row, which is as high as they need. */
static void put_texts(Workbook *w, Text contract, Text omschrijving, Text sleutel)
{
    Text texts[] = {[CONTRACT] = contract,
                    [OMSCHRIJVING] = words_line(w->arena, omschrijving),
                    [SLEUTEL] = words_line(w->arena, sleutel)};
    u32 most = 1;
    for (Column c = CONTRACT; c <= SLEUTEL; c++) {
        u32 lines = lines_of(texts[c], column_tenths[c] * 115 / 1000);
        if (lines > most) most = lines;
    }
    set_lines(w, most);
    for (Column c = CONTRACT; c <= SLEUTEL; c++)
        sheet_text(w->sheet, w->row, c, texts[c], STYLE(WRAP, PLAIN));
}

static void put_item(Workbook *w, const InvoiceItem *item)
{
    bool paid = item->kind == ITEM_VOORSCHOT;
    put_texts(w, contract_code(w->invoice->run->batch, item->contract), item->title,
              paid ? words_item(w->arena, item) : item->key);
    if (item->total)
        sheet_cents(w->sheet, w->row, VERDELEN, item->of, STYLE(EURO, PLAIN));
    else
        sheet_blank(w->sheet, w->row, VERDELEN, STYLE(EURO, PLAIN));
    if (paid)
        sheet_blank(w->sheet, w->row, BTW, STYLE(TEXT, PLAIN));
    else
        put_rate(w, item->btw);
    sheet_cents(w->sheet, w->row++, BEDRAG, item->cents, STYLE(EURO, PLAIN));
}

static Rows put_items(Workbook *w, bool voorschotten)
{
    Rows rows = {w->row, w->row};
    for (size_t i = 0; i < w->invoice->item_count; i++)
        if ((w->invoice->items[i].kind == ITEM_VOORSCHOT) == voorschotten)
            put_item(w, &w->invoice->items[i]);
    rows.end = w->row;
    return rows;
}

static void put_formula(Workbook *w, Text formula, i64 cents, Style style)
{
    const char *whole =
        text_zero_ended(w->arena, JOIN(w->arena, TEXT("="), formula.length ? formula : TEXT("0")));
    sheet_formula_cents(w->sheet, w->row, BEDRAG, whole, cents, style);
}

static void put_bedrag(Workbook *w)
{
    w->bedrag_row = w->row;
    sheet_text(w->sheet, w->row, CONTRACT, words_bedrag(w->invoice), STYLE(TEXT, TOTAL));
    put_blanks(w, OMSCHRIJVING, BTW, STYLE(TEXT, TOTAL));
    put_formula(w, sum_of(w->arena, w->items, BEDRAG), w->invoice->bedrag, STYLE(EURO, TOTAL));
    w->row++;
}

/* ROUND(SUMIFS(amounts, rates, this rate) * this rate, 2) */
static Text btw_formula(const Workbook *w)
{
    char parts[5][24];
    if (w->items.first == w->items.end) return TEXT("");
    cell_name(parts[0], w->items.first, BEDRAG, false);
    cell_name(parts[1], w->items.end - 1, BEDRAG, false);
    cell_name(parts[2], w->items.first, BTW, false);
    cell_name(parts[3], w->items.end - 1, BTW, false);
    cell_name(parts[4], w->row, BTW, false);
    return JOIN(w->arena, TEXT("ROUND(SUMIFS("), text_of(parts[0]), TEXT(":"), text_of(parts[1]),
                TEXT(","), text_of(parts[2]), TEXT(":"), text_of(parts[3]), TEXT(","),
                text_of(parts[4]), TEXT(")*"), text_of(parts[4]), TEXT(",2)"));
}

static void put_btws(Workbook *w)
{
    w->btws = (Rows){w->row, w->row};
    for (size_t i = 0; i < w->invoice->btw_count; i++) {
        const InvoiceBtw *btw = &w->invoice->btws[i];
        put_texts(w, TEXT("Btw"), words_btw(w->arena, btw), text_of(btw->reason));
        sheet_blank(w->sheet, w->row, VERDELEN, STYLE(EURO, PLAIN));
        put_rate(w, btw->btw);
        if (btw->reason)
            sheet_cents(w->sheet, w->row, BEDRAG, btw->cents, STYLE(EURO, PLAIN));
        else
            put_formula(w, btw_formula(w), btw->cents, STYLE(EURO, PLAIN));
        w->row++;
    }
    w->btws.end = w->row;
}

/* Te betalen is all of it; te ontvangen the same without its sign. */
static void put_due(Workbook *w)
{
    char bedrag[24];
    const Invoice *invoice = w->invoice;
    cell_name(bedrag, w->bedrag_row, BEDRAG, false);
    Text btws = sum_of(w->arena, w->btws, BEDRAG), paid = sum_of(w->arena, w->paid, BEDRAG);
    bool back = invoice->te_betalen < 0;
    Text formula = JOIN(w->arena, back ? TEXT("-(") : TEXT(""), text_of(bedrag),
                        btws.length ? TEXT("+") : TEXT(""), btws,
                        paid.length ? TEXT("+") : TEXT(""), paid, back ? TEXT(")") : TEXT(""));
    w->due_row = w->row;
    sheet_row_height(w->sheet, w->row, 26);
    sheet_text(w->sheet, w->row, CONTRACT, words_due(invoice), STYLE(TEXT, TITLE));
    put_formula(w, formula, words_due_cents(invoice), STYLE(EURO, TITLE));
    w->row += 2;
}

static void put_table(Workbook *w)
{
    static const char *const labels[COLUMN_COUNT] = {
        "Contract", "Omschrijving", "Sleutel", "Te verdelen (€)", "Btw", "Bedrag (€)"};
    for (Column c = 0; c < COLUMN_COUNT; c++)
        sheet_text(w->sheet, w->row, c, text_of(labels[c]),
                   c >= VERDELEN ? STYLE(EURO, HEADER) : STYLE(TEXT, HEADER));
    w->row++;
    w->items = put_items(w, false);
    put_bedrag(w);
    put_btws(w);
    w->paid = put_items(w, true);
    put_due(w);
}

static void put_factuur(Workbook *w, Text logo)
{
    const Invoice *invoice = w->invoice;
    w->sheet = book_sheet(w->book, "Factuur");
    for (Column c = 0; c < COLUMN_COUNT; c++)
        sheet_width(w->sheet, c, c, column_tenths[c]);
    sheet_print(w->sheet, false, 0, words_title(w->arena, invoice));
    sheet_active(w->sheet);
    put_head(w, logo);
    put_table(w);
    put_paragraph(w, words_payment(w->arena, invoice), STYLE(WRAP, BODY));
    put_paragraph(w, words_corrects(w->arena, invoice), STYLE(WRAP, BODY));
    w->row++;
    put_paragraph(w, words_question(w->arena, invoice), STYLE(WRAP, BOLD));
    put_paragraph(w, words_contact(w->arena, invoice), STYLE(WRAP, BODY));
    put_paragraph(w, words_email(w->arena, invoice), STYLE(WRAP, BODY));
    w->row++;
    put_paragraph(w, words_line(w->arena, invoice->run->settings->invoicing.voettekst),
                  STYLE(WRAP, NOTE));
}

/* --- the annex -------------------------------------------------------------------------------- */

enum { ANNEX_COLUMNS = 7, ANNEX_AMOUNT = 6, ANNEX_ROWS_MOST = 1000000 };

static void put_annex_head(Workbook *w)
{
    static const char *const labels[ANNEX_COLUMNS] = {
        "Contract", "School", "Tijdvak", "Laag", "Soort", "Omschrijving", "Bedrag (€)"};
    static const u32 tenths[ANNEX_COLUMNS] = {200, 330, 160, 140, 160, 420, 150};
    for (u32 c = 0; c < ANNEX_COLUMNS; c++)
        sheet_width(w->sheet, c, c, tenths[c]);
    Text title = JOIN(w->arena, TEXT("Bijlage bij "), words_title(w->arena, w->invoice));
    w->row = 0;
    sheet_row_height(w->sheet, w->row, 24);
    sheet_text(w->sheet, w->row, 0, title, STYLE(TEXT, TITLE));
    w->row = 2;
    for (u32 c = 0; c < ANNEX_COLUMNS; c++)
        sheet_text(w->sheet, w->row, c, text_of(labels[c]),
                   c == ANNEX_AMOUNT ? STYLE(EURO, HEADER) : STYLE(TEXT, HEADER));
    w->row++;
    sheet_freeze(w->sheet, w->row, 0);
    sheet_print(w->sheet, true, w->row, title);
}

static void put_regel(Workbook *w, const InvoiceRegel *regel)
{
    Text school = words_school(w->arena, w->invoice->run->batch, regel->school);
    Text texts[ANNEX_AMOUNT] = {regel->contract, school,       regel->tijdvak,
                                regel->laag,     regel->soort, regel->omschrijving};
    for (u32 c = 0; c < ANNEX_AMOUNT; c++)
        sheet_text(w->sheet, w->row, c, words_line(w->arena, texts[c]), STYLE(TEXT, PLAIN));
    sheet_cents(w->sheet, w->row++, ANNEX_AMOUNT, regel->cents, STYLE(EURO, PLAIN));
}

static void put_annex_total(Workbook *w, const char *label, Text formula, i64 cents)
{
    sheet_text(w->sheet, w->row, 0, text_of(label), STYLE(TEXT, TOTAL));
    for (u32 c = 1; c < ANNEX_AMOUNT; c++)
        sheet_blank(w->sheet, w->row, c, STYLE(TEXT, TOTAL));
    sheet_formula_cents(w->sheet, w->row++, ANNEX_AMOUNT, text_zero_ended(w->arena, formula), cents,
                        STYLE(EURO, TOTAL));
}

/* The difference with the sheet Factuur: 0, whatever is changed on only one of them. */
static void put_annex_check(Workbook *w)
{
    char total[24], due[24];
    cell_name(total, w->row - 1, ANNEX_AMOUNT, false);
    cell_name(due, w->due_row, BEDRAG, false);
    Text formula = JOIN(w->arena, TEXT("=ROUND("), text_of(total),
                        w->invoice->te_betalen < 0 ? TEXT("+") : TEXT("-"), TEXT("Factuur!"),
                        text_of(due), TEXT(",2)"));
    put_annex_total(w, "Verschil met het blad Factuur", formula, 0);
}

/* Regels first … end - 1 on a sheet; `before`: the total of those before it, by its formula. */
static void put_annex(Workbook *w, size_t first, size_t end, Text before, i64 cents)
{
    Rows rows;
    put_annex_head(w);
    rows.first = w->row;
    for (size_t i = first; i < end; i++)
        put_regel(w, &w->invoice->regels[i]);
    rows.end = w->row;
    if (rows.end > rows.first) sheet_filter(w->sheet, 2, 0, rows.end - 1, ANNEX_AMOUNT);
    put_annex_total(w, "Totaal",
                    JOIN(w->arena, TEXT("="), sum_of(w->arena, rows, ANNEX_AMOUNT), before), cents);
}

static void put_annexes(Workbook *w)
{
    const Invoice *invoice = w->invoice;
    Text before = TEXT("");
    i64 cents = 0;
    for (size_t first = 0, number = 1; first < invoice->regel_count; number++) {
        size_t end = first + ANNEX_ROWS_MOST;
        if (end > invoice->regel_count) end = invoice->regel_count;
        for (size_t i = first; i < end; i++)
            cents += invoice->regels[i].cents;
        Text name = number == 1 ? TEXT("Bijlage")
                                : JOIN(w->arena, TEXT("Bijlage "), text_integer(w->arena, number));
        w->sheet = book_sheet(w->book, text_zero_ended(w->arena, name));
        put_annex(w, first, end, before, cents);
        char total[24];
        cell_name(total, w->row - 1, ANNEX_AMOUNT, false);
        before = JOIN(w->arena, TEXT("+'"), name, TEXT("'!"), text_of(total));
        first = end;
    }
    if (invoice->regel_count) put_annex_check(w);
}

bool invoice_xlsx(Arena *arena, const Invoice *invoice, Text logo, const char *path,
                  const char *folder, const char **reason)
{
    enum { IN_MEMORY_MOST = 20000 };
    BookInfo info = {.title = words_title(arena, invoice),
                     .subject = words_line(arena, invoice->run->settings->naam),
                     .author = words_partij(arena, invoice->run->batch, invoice->crediteur),
                     .created = invoice->datum,
                     .streams = invoice->regel_count > IN_MEMORY_MOST};
    Workbook w = {.arena = arena, .invoice = invoice};
    w.book = book_begin(arena, path, folder, &info);
    put_factuur(&w, logo);
    put_annexes(&w);
    return book_end(w.book, reason);
}
