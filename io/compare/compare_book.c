/* vergelijking.xlsx. In: a comparison; out: a workbook whose differences, percentages and totals
 * are formulas, with the values that they have. Holds always: it is read back before it is taken.
 */
#include "io/compare/compare_book.h"

#include "io/system/sys.h"
#include "io/tell/dutch.h"

/* --- a sheet ---------------------------------------------------------------------------------- */

void leaf_begin(Leaf *p, const char *name, Text title, Text note)
{
    p->sheet = book_sheet(p->book, name);
    p->row = 0;
    sheet_text(p->sheet, p->row++, 0, title, STYLE(TEXT, TITLE));
    if (note.length) sheet_text(p->sheet, p->row++, 0, note, STYLE(TEXT, NOTE));
    p->row++;
    sheet_print(p->sheet, true, p->row + 1, title);
}

void leaf_header(Leaf *p, const LeafColumn *columns, u32 count)
{
    for (u32 c = 0; c < count; c++) {
        sheet_text(p->sheet, p->row, c, text_of(columns[c].title), STYLE(WRAP, HEADER));
        if (columns[c].tenths) sheet_width(p->sheet, c, c, columns[c].tenths);
    }
    p->row++;
    sheet_freeze(p->sheet, p->row, 0);
}

void leaf_end(Leaf *p, u32 header, u32 columns, size_t rows)
{
    if (p->row > header + 1) sheet_filter(p->sheet, header, 0, p->row - 1, columns - 1);
    if (rows <= LEAF_ROWS) return;
    sheet_text(p->sheet, p->row++, 0,
               JOIN(p->arena, TEXT("Hier staan de eerste "), dutch_integer(p->arena, LEAF_ROWS),
                    TEXT(" van "), dutch_integer(p->arena, (i128)rows),
                    TEXT(" rijen; alle rijen staan in vergelijking.csv.")),
               STYLE(TEXT, NOTE));
}

void leaf_code(Leaf *p, u32 column, const Codes *codes, u32 number)
{
    if (number == NONE) return;
    sheet_text(p->sheet, p->row, column, codes->symbols.items[number], STYLE(TEXT, PLAIN));
}

/* An amount that a cell cannot hold exactly stands there as text. */
void leaf_cents(Leaf *p, u32 column, i128 cents, CellLook look)
{
    Style style = {FORM_EURO, look};
    if (cents < EXACT_MOST && cents > -EXACT_MOST)
        sheet_cents(p->sheet, p->row, column, (i64)cents, style);
    else
        sheet_text(p->sheet, p->row, column, dutch_amount(p->arena, cents),
                   (Style){FORM_TEXT, look});
}

void leaf_difference(Leaf *p, u32 first_column, u32 here_column, u32 at, i128 first, i128 here,
                     CellLook look)
{
    char a[24], b[24];
    cell_name(a, p->row, first_column, false);
    cell_name(b, p->row, here_column, false);
    Text formula = JOIN(p->arena, TEXT("=ROUND("), text_of(b), TEXT("-"), text_of(a), TEXT(",2)"));
    sheet_formula_cents(p->sheet, p->row, at, text_zero_ended(p->arena, formula),
                        (i64)(here - first), (Style){FORM_EURO, look});
    formula = JOIN(p->arena, TEXT("=IF("), text_of(a), TEXT("=0,\"\",("), text_of(b), TEXT("-"),
                   text_of(a), TEXT(")/ABS("), text_of(a), TEXT("))"));
    const char *ratio = text_zero_ended(p->arena, formula);
    Style style = {FORM_PERCENT, look};
    if (first)
        sheet_formula_ratio(p->sheet, p->row, at + 1, ratio, (i64)(here - first),
                            (i64)(first < 0 ? -first : first), style);
    else
        sheet_formula_text(p->sheet, p->row, at + 1, ratio, TEXT(""), style);
}

/* --- what partijen bear ----------------------------------------------------------------------- */

enum { CODE, NAAM, SOORT, NU, VARIANTS };

/* The scenarios that have columns of their own. */
static bool has_columns(const Computed *computed)
{
    return !computed->scenario->in_sweep;
}

static void put_header(Leaf *p)
{
    const LeafColumn first[] = {{"Code", 100}, {"Naam", 280}, {"Soort", 140}};
    const Comparison *c = p->c;
    u32 column = NU;
    for (u32 i = 0; i < COUNT_OF(first); i++) {
        sheet_text(p->sheet, p->row, i, text_of(first[i].title), STYLE(WRAP, HEADER));
        sheet_width(p->sheet, i, i, first[i].tenths);
    }
    for (size_t i = 0; i < c->count; i++) {
        if (!has_columns(&c->items[i])) continue;
        Text naam = c->items[i].scenario->naam;
        sheet_text(p->sheet, p->row, column++, naam, STYLE(WRAP, HEADER));
        if (!i) continue;
        sheet_text(p->sheet, p->row, column++, TEXT("Verschil"), STYLE(WRAP, HEADER));
        sheet_text(p->sheet, p->row, column++, TEXT("%"), STYLE(WRAP, HEADER));
    }
    sheet_width(p->sheet, NU, column - 1, 150);
    sheet_row_height(p->sheet, p->row, 45);
    p->row++;
    sheet_freeze(p->sheet, p->row, NU);
}

/* One row: amounts as they are, or sums of rows first … last of the same column, with `where` a
 * condition on the column Soort. */
typedef struct AmountsRow {
    Text code, naam, soort;
    u32 first, last; /* last 0: no sum */
    bool by_soort;
    CellLook look;
} AmountsRow;

static void put_amount(Leaf *p, const AmountsRow *row, u32 column, i128 cents)
{
    if (!row->last) {
        leaf_cents(p, column, cents, row->look);
        return;
    }
    char from[24], to[24], soort_from[24], soort_to[24], soort[24];
    cell_name(from, row->first, column, true);
    cell_name(to, row->last, column, true);
    cell_name(soort_from, row->first, SOORT, true);
    cell_name(soort_to, row->last, SOORT, true);
    cell_name(soort, p->row, SOORT, false);
    Text formula = row->by_soort ? JOIN(p->arena, TEXT("=ROUND(SUMIFS("), text_of(from), TEXT(":"),
                                        text_of(to), TEXT(","), text_of(soort_from), TEXT(":"),
                                        text_of(soort_to), TEXT(","), text_of(soort), TEXT("),2)"))
                                 : JOIN(p->arena, TEXT("=ROUND(SUM("), text_of(from), TEXT(":"),
                                        text_of(to), TEXT("),2)"));
    sheet_formula_cents(p->sheet, p->row, column, text_zero_ended(p->arena, formula), (i64)cents,
                        (Style){FORM_EURO, row->look});
}

static void put_row(Leaf *p, const AmountsRow *row, const i128 *cents)
{
    const Comparison *c = p->c;
    u32 column = NU;
    Style text = {FORM_TEXT, row->look};
    sheet_text(p->sheet, p->row, CODE, row->code, text);
    sheet_text(p->sheet, p->row, NAAM, row->naam, text);
    sheet_text(p->sheet, p->row, SOORT, row->soort, text);
    for (size_t i = 0; i < c->count; i++) {
        if (!has_columns(&c->items[i])) continue;
        u32 at = column++;
        put_amount(p, row, at, cents[i]);
        if (!i) continue;
        leaf_difference(p, NU, at, column, cents[0], cents[i], row->look);
        column += 2;
    }
    p->row++;
}

static Text soort_text(u8 soort)
{
    return text_of(column_choices(TYPE_PARTIJ_SOORT)[soort]);
}

static void sum_up(const Comparison *c, Measure measure, int soort, i128 *cents)
{
    for (size_t i = 0; i < c->count; i++) {
        cents[i] = 0;
        for (size_t k = 0; k < c->shown_count; k++)
            if (soort < 0 || c->partijen.soorten[c->shown[k]] == soort)
                cents[i] += amount_of(&c->items[i], c->shown[k], measure);
    }
}

static void book_amounts(Leaf *p, const char *name, Measure measure)
{
    const Comparison *c = p->c;
    i128 *cents = NEW(p->arena, i128, c->count);
    leaf_begin(p, name, JOIN(p->arena, c->naam, TEXT(": "), text_of(measure_names[measure])),
               TEXT("Dezelfde gegevens onder andere regels, vergeleken met het eerste scenario. "
                    "Er is geen grootboek geraadpleegd of gewijzigd."));
    put_header(p);
    u32 first = p->row;
    for (size_t k = 0; k < c->shown_count; k++) {
        u32 partij = c->shown[k];
        for (size_t i = 0; i < c->count; i++)
            cents[i] = amount_of(&c->items[i], partij, measure);
        put_row(p,
                &(AmountsRow){c->partijen.symbols.items[partij], c->partijen.names[partij],
                              soort_text(c->partijen.soorten[partij]), 0, 0, false, LOOK_PLAIN},
                cents);
    }
    u32 last = p->row - 1;
    if (last < first) return;
    sum_up(c, measure, -1, cents);
    put_row(p, &(AmountsRow){TEXT("Totaal"), TEXT(""), TEXT(""), first, last, false, LOOK_TOTAL},
            cents);
    p->row++;
    for (size_t s = 0; s < c->soort_count; s++) {
        sum_up(c, measure, c->soorten[s], cents);
        put_row(p,
                &(AmountsRow){s ? TEXT("") : TEXT("Per soort"), TEXT(""), soort_text(c->soorten[s]),
                              first, last, true, LOOK_PLAIN},
                cents);
    }
}

/* --- the whole workbook ----------------------------------------------------------------------- */

bool compare_book(Arena *arena, const Comparison *c, Text folder, const char **reason)
{
    const char *path = text_zero_ended(arena, JOIN(arena, folder, TEXT("/" VERGELIJKING_XLSX)));
    BookInfo info = {.title = JOIN(arena, TEXT("Vergelijking "), c->naam),
                     .subject = dutch_period(arena, c->periode),
                     .author = TEXT("verreken"),
                     .created = c->periode.last,
                     .streams = true};
    Leaf p = {.arena = arena,
              .c = c,
              .book = book_begin(arena, path, text_zero_ended(arena, folder), &info)};
    book_amounts(&p, "Aandeel", MEASURE_aandeel);
    sheet_active(p.sheet);
    book_largest(&p);
    book_totals(&p);
    book_amounts(&p, "Netto", MEASURE_netto);
    book_amounts(&p, "Betalingen", MEASURE_stroom);
    book_why(&p);
    book_contributions(&p);
    book_rows(&p, false);
    book_rows(&p, true);
    book_sensitivity(&p);
    if (c->scenarios->sweep.length) book_sweep(&p);
    return book_end(p.book, reason) && sys_sync_file(path, reason);
}
