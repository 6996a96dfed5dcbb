/* Tables and formulas of the settlement workbook. In: cells in the order of their rows; out:
 * sheets. Holds always: a table whose rows do not fit on one sheet goes on on the next, and a
 * formula over its rows adds all of them; a formula that is too long is left out, and the value
 * stands there. */
#include "io/documents/afrekening_parts.h"

/* --- formulas --------------------------------------------------------------------------------- */

void formula_add(Formula *f, const char *text)
{
    size_t length = strlen(text);
    if (f->length + length > FORMULA_MOST) {
        f->too_long = true;
        return;
    }
    memcpy(f->text + f->length, text, length + 1);
    f->length += length;
}

static void add_unsigned(Formula *f, u64 number)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = 0;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    formula_add(f, digits + at);
}

void formula_cell(Formula *f, u32 row, u32 column)
{
    ASSERT(column < 26); /* tables are narrow */
    char letter[2] = {(char)('A' + column), 0};
    formula_add(f, letter);
    add_unsigned(f, (u64)row + 1);
}

void formula_range(Formula *f, u32 column, u32 first_row, u32 last_row)
{
    formula_cell(f, first_row, column);
    formula_add(f, ":");
    formula_cell(f, last_row, column);
}

static void add_sheet(Formula *f, const TablePart *part)
{
    bool quotes = text_find(part->name, ' ', 0) < part->name.length;
    if (quotes) formula_add(f, "'");
    formula_add(f, part->name.at);
    formula_add(f, quotes ? "'!" : "!");
}

/* The range of what a part has of rows first … end - 1; false: nothing. */
static bool range_in_part(const TablePart *part, size_t first, size_t end, u32 *first_row,
                          u32 *last_row)
{
    size_t from = first > part->first ? first : part->first;
    size_t to = end < part->end ? end : part->end;
    if (from >= to) return false;
    *first_row = HEAD_ROWS + (u32)(from - part->first);
    *last_row = HEAD_ROWS + (u32)(to - part->first) - 1;
    return true;
}

static void add_range_of(Formula *f, const TablePart *part, u32 column, u32 first, u32 last)
{
    add_sheet(f, part);
    if (first == last)
        formula_cell(f, first, column);
    else
        formula_range(f, column, first, last);
}

void formula_rows(Formula *f, const RowTable *table, u32 column, size_t first, size_t end)
{
    bool any = false;
    u32 from, to;
    for (size_t p = 0; p < table->parts.count; p++) {
        if (!range_in_part(&table->parts.items[p], first, end, &from, &to)) continue;
        if (any) formula_add(f, ",");
        add_range_of(f, &table->parts.items[p], column, from, to);
        any = true;
    }
    ASSERT(any);
}

static void add_rounded(Formula *f, u32 row, u32 column, const char *compared, const char *then)
{
    formula_add(f, "IF(ROUND(");
    formula_cell(f, row, column);
    formula_add(f, ",2)");
    formula_add(f, compared);
    formula_add(f, then);
    formula_add(f, ",");
}

void formula_by_sign(Formula *f, u32 row, u32 column, const char *above, const char *below,
                     const char *none)
{
    add_rounded(f, row, column, ">0,", above);
    add_rounded(f, row, column, "<0,", below);
    formula_add(f, none);
    formula_add(f, "))");
}

void formula_row(Formula *f, const RowTable *table, u32 column, size_t index)
{
    add_sheet(f, table_part(table, index));
    formula_cell(f, table_row(table, index), column);
}

/* SUMIFS(amounts,column,criterion,…) of one part. */
static void add_sumifs(Formula *f, const TablePart *part, u32 column, u32 first, u32 last,
                       const Condition *conditions, size_t count)
{
    formula_add(f, "SUMIFS(");
    add_range_of(f, part, column, first, last);
    for (size_t i = 0; i < count; i++) {
        formula_add(f, ",");
        add_range_of(f, part, conditions[i].column, first, last);
        formula_add(f, conditions[i].cell ? "," : ",\"");
        formula_add(f, conditions[i].cell ? conditions[i].cell : conditions[i].text);
        if (!conditions[i].cell) formula_add(f, "\"");
    }
    formula_add(f, ")");
}

/* The same, and A is not a, 01 is not 1. */
static void add_exact(Formula *f, const TablePart *part, u32 column, u32 first, u32 last,
                      const Condition *conditions, size_t count)
{
    formula_add(f, "SUMPRODUCT(");
    for (size_t i = 0; i < count; i++) {
        formula_add(f, "EXACT(");
        add_range_of(f, part, conditions[i].column, first, last);
        formula_add(f, conditions[i].cell ? "," : ",\"");
        formula_add(f, conditions[i].cell ? conditions[i].cell : conditions[i].text);
        formula_add(f, conditions[i].cell ? ")*" : "\")*");
    }
    add_range_of(f, part, column, first, last);
    formula_add(f, ")");
}

void formula_sum_if(Formula *f, Afrekening *a, const RowTable *table, u32 column, size_t first,
                    size_t end, const Condition *conditions, size_t count)
{
    bool any = false, more = table->parts.count > 1;
    u32 from, to;
    if (more) formula_add(f, "("); /* a sign before it is of all */
    for (size_t p = 0; p < table->parts.count; p++) {
        const TablePart *part = &table->parts.items[p];
        if (!range_in_part(part, first, end, &from, &to)) continue;
        if (any) formula_add(f, "+");
        (a->exact ? add_exact : add_sumifs)(f, part, column, from, to, conditions, count);
        any = true;
    }
    if (!any) formula_add(f, "0");
    if (more) formula_add(f, ")");
}

void table_decide(RowTable *table, u64 compared)
{
    enum { COMPARED_MOST = 1000000000 }; /* some ten seconds */
    table->live = compared <= COMPARED_MOST;
    if (table->live) return;
    table->note = JOIN(table->a->arena,
                       TEXT("De sommen op dit blad zijn waarden: er zijn te veel regels om ze bij "
                            "het openen uit te rekenen. "),
                       table->note);
}

/* --- planning --------------------------------------------------------------------------------- */

static void add_part(RowTable *t, size_t first, size_t end)
{
    Arena *arena = t->a->arena;
    Text name = text_of(t->name);
    if (t->parts.count)
        name = JOIN(arena, name, TEXT(" "), text_integer(arena, (i128)t->parts.count + 1));
    char *zero = text_zero_ended(arena, name);
    Sheet *sheet = book_sheet(t->a->book, zero);
    *PUSH(arena, &t->parts) = (TablePart){sheet, {zero, name.length}, first, end};
}

void table_plan(Afrekening *a, RowTable *table, const char *name, const TableColumn *columns,
                u32 column_count, size_t rows)
{
    ASSERT(column_count <= COLUMNS_MOST_OF_TABLE);
    *table = (RowTable){
        .a = a, .name = name, .columns = columns, .column_count = column_count, .part = SIZE_MAX};
    size_t first = 0;
    table->grows = rows == SIZE_MAX;
    do {
        size_t end = rows - first < a->rows_most ? rows : first + a->rows_most;
        add_part(table, first, end);
        first = end;
    } while (first < rows && !table->grows);
}

void table_plan_part(RowTable *table, size_t end)
{
    size_t first = table->parts.count ? table->parts.items[table->parts.count - 1].end : 0;
    add_part(table, first, end);
}

const TablePart *table_part(const RowTable *table, size_t index)
{
    size_t p = 0;
    while (index >= table->parts.items[p].end)
        p++;
    return &table->parts.items[p];
}

u32 table_row(const RowTable *table, size_t index)
{
    return HEAD_ROWS + (u32)(index - table_part(table, index)->first);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void begin_part(RowTable *t)
{
    TablePart *part = &t->parts.items[t->part];
    for (u32 c = 0; c < t->column_count; c++) {
        t->totals[c] = 0;
        t->widths[c] = t->columns[c].least;
    }
    sheet_row_height(part->sheet, 0, 24);
    sheet_text(part->sheet, 0, 0, part->name, STYLE(TEXT, TITLE));
    if (t->note.length) sheet_text(part->sheet, 1, 0, t->note, STYLE(TEXT, NOTE));
    sheet_row_height(part->sheet, HEAD_ROWS - 1, 30);
    for (u32 c = 0; c < t->column_count; c++) {
        CellForm form = t->columns[c].form;
        bool right = form == FORM_INTEGER || form == FORM_EURO || form == FORM_PERCENT;
        sheet_text(part->sheet, HEAD_ROWS - 1, c, text_of(t->columns[c].title),
                   (Style){right ? FORM_INTEGER : form, LOOK_HEADER});
    }
    t->row = HEAD_ROWS - 1;
}

static void write_totals(RowTable *t, TablePart *part, u32 first, u32 last)
{
    bool named = false;
    for (u32 c = 0; c < t->column_count; c++) {
        Style style = {t->columns[c].form, LOOK_TOTAL};
        if (!t->columns[c].total) {
            sheet_text(part->sheet, last + 1, c, named ? TEXT("") : TEXT("Totaal"),
                       STYLE(TEXT, TOTAL));
            named = true;
            continue;
        }
        Formula f;
        formula_begin(&f);
        formula_add(&f, "SUBTOTAL(9,");
        formula_range(&f, c, first, last);
        formula_add(&f, ")");
        if (style.form == FORM_EURO)
            sheet_formula_cents(part->sheet, last + 1, c, f.text, t->totals[c], style);
        else
            sheet_formula_integer(part->sheet, last + 1, c, f.text, t->totals[c], style);
    }
}

static void end_part(RowTable *t)
{
    TablePart *part = &t->parts.items[t->part];
    u32 first = HEAD_ROWS, last = t->row;
    bool totals = false, empty = last < first;
    for (u32 c = 0; c < t->column_count; c++)
        totals = totals || t->columns[c].total;
    sheet_filter(part->sheet, first - 1, 0, empty ? first - 1 : last, t->column_count - 1);
    if (empty)
        sheet_text(part->sheet, first, 0, TEXT("Er zijn geen regels."), STYLE(TEXT, NOTE));
    else if (totals)
        write_totals(t, part, first, last);
    for (u32 c = 0; c < t->column_count; c++)
        sheet_width(part->sheet, c, c,
                    10u * t->widths[c] + (t->columns[c].form == FORM_ASIDE ? 24 : 12));
    sheet_freeze(part->sheet, first, 1);
    sheet_print(part->sheet, true, HEAD_ROWS, t->a->run->settings->naam);
    if (t->printed) sheet_print_area(part->sheet, last + 1, t->printed - 1);
}

void table_next(RowTable *t)
{
    if (t->part == SIZE_MAX || t->index == t->parts.items[t->part].end) {
        if (t->part != SIZE_MAX) end_part(t);
        t->part++;
        if (t->part == t->parts.count && t->grows)
            add_part(t, t->index, t->index + t->a->rows_most);
        ASSERT(t->part < t->parts.count);
        begin_part(t);
    }
    t->index++;
    t->row++;
    t->look = LOOK_PLAIN;
    t->lines = 1;
    arena_rewind(&t->a->scratch);
}

void table_end(RowTable *t)
{
    if (t->part == SIZE_MAX) {
        t->part = 0;
        begin_part(t);
    }
    if (t->grows) t->parts.items[t->part].end = t->index;
    ASSERT(t->part + 1 == t->parts.count);
    ASSERT(t->index == t->parts.items[t->part].end);
    end_part(t);
}

static Sheet *sheet_now(const RowTable *t)
{
    return t->parts.items[t->part].sheet;
}

static void widen(RowTable *t, u32 column, size_t characters)
{
    size_t most = t->columns[column].most ? t->columns[column].most : 60;
    if (characters > most) characters = most;
    if (characters > t->widths[column]) t->widths[column] = (u16)characters;
}

/* A row is as high as the longest of its texts asks for. */
static void make_room(RowTable *t, size_t characters, size_t most)
{
    enum { LINE_POINTS = 13 };
    u32 lines = (u32)(characters * 7 / (most * 8)) + 1; /* letters are narrower than digits */
    if (lines <= t->lines) return;
    t->lines = lines;
    sheet_row_height(sheet_now(t), t->row, lines * LINE_POINTS + 2);
}

void put_cell_text(RowTable *t, u32 column, Text text)
{
    const TableColumn *c = &t->columns[column];
    size_t characters = text_characters(text), most = c->most ? c->most : 60;
    CellForm form = c->form == FORM_ASIDE ? FORM_ASIDE : FORM_TEXT;
    widen(t, column, characters);
    if (characters > most) {
        make_room(t, characters, most);
        form = FORM_WRAP;
    }
    sheet_text(sheet_now(t), t->row, column, text, (Style){form, t->look});
}

/* How many characters 1.234.567 takes; with ",00" and a sign it is four more. */
static size_t digits_of(i64 number)
{
    u64 size = number < 0 ? -(u64)number : (u64)number;
    size_t digits = 1;
    for (; size >= 10; size /= 10)
        digits++;
    return digits + (digits - 1) / 3 + (number < 0);
}

void put_cell_integer(RowTable *t, u32 column, i128 number)
{
    if (number >= EXACT_MOST || number <= -EXACT_MOST) {
        put_cell_text(t, column, text_integer(&t->a->scratch, number));
        return;
    }
    t->totals[column] += (i64)number;
    widen(t, column, digits_of((i64)number));
    sheet_integer(sheet_now(t), t->row, column, (i64)number, (Style){FORM_INTEGER, t->look});
}

void put_cell_cents(RowTable *t, u32 column, i64 cents)
{
    t->totals[column] += cents;
    widen(t, column, digits_of(cents / 100) + 4);
    sheet_cents(sheet_now(t), t->row, column, cents, (Style){FORM_EURO, t->look});
}

void put_cell_date(RowTable *t, u32 column, Day day)
{
    widen(t, column, sizeof "01-10-2025" - 1);
    sheet_date(sheet_now(t), t->row, column, day, (Style){FORM_DATE, t->look});
}

void put_cell_blank(RowTable *t, u32 column)
{
    sheet_blank(sheet_now(t), t->row, column, (Style){FORM_TEXT, t->look});
}

void put_live_integer(RowTable *t, u32 column, const Formula *f, i64 value)
{
    if (f->too_long || value >= EXACT_MOST || value <= -EXACT_MOST) {
        put_cell_integer(t, column, value);
        return;
    }
    t->totals[column] += value;
    widen(t, column, digits_of(value));
    sheet_formula_integer(sheet_now(t), t->row, column, f->text, value,
                          (Style){FORM_INTEGER, t->look});
}

void put_live_cents(RowTable *t, u32 column, const Formula *f, i64 cents, bool live)
{
    if (f->too_long || !live) {
        put_cell_cents(t, column, cents);
        return;
    }
    t->totals[column] += cents;
    widen(t, column, digits_of(cents / 100) + 4);
    sheet_formula_cents(sheet_now(t), t->row, column, f->text, cents, (Style){FORM_EURO, t->look});
}

void put_live_text(RowTable *t, u32 column, const Formula *f, Text value, bool live)
{
    const TableColumn *c = &t->columns[column];
    size_t characters = text_characters(value), most = c->most ? c->most : 60;
    if (f->too_long || !live) {
        put_cell_text(t, column, value);
        return;
    }
    CellForm form = c->form == FORM_ASIDE ? FORM_ASIDE : FORM_TEXT;
    widen(t, column, characters);
    if (characters > most) {
        make_room(t, characters, most);
        form = FORM_WRAP;
    }
    sheet_formula_text(sheet_now(t), t->row, column, f->text, value, (Style){form, t->look});
}

void put_live_ratio(RowTable *t, u32 column, const Formula *f, i64 numerator, i64 denominator)
{
    widen(t, column, sizeof "100,00%" - 1);
    if (f->too_long || denominator == 0)
        put_cell_blank(t, column);
    else
        sheet_formula_ratio(sheet_now(t), t->row, column, f->text, numerator, denominator,
                            (Style){FORM_PERCENT, t->look});
}
