/* Rows and cells for the second calculation. In: the bytes of the tables that SPEC §8 names; out:
 * where each row begins, its cells, their numbers; and, told, each row that is not of the form of
 * SPEC §8. Holds always: only a table without such a row is usable; nothing is written to. */
#include "io/recount/recount_tables.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The form of a table. A letter for each column:
 *
 *   k a text        m an amount    d a date                   n a nummer
 *   i a count       f a fraction   F a fraction, or empty
 *
 * Rows stand in the order of their first `keys` columns; no two may have the same, unless
 * `repeats`. */
typedef struct Form {
    const char *name, *header, *types;
    size_t keys;
    bool repeats;
} Form;

static const Form forms[SHEETS] = {
    [POOLS] = {"pools.csv", "contract;school;tijdvak;kosten;bijdragen;boven_maximum;te_verdelen",
               "kkkmmmm", 3, false},
    [GEWICHTEN] = {"gewichten.csv", "contract;school;tijdvak;laag;partij;gewicht;totaal", "kkkkkff",
                   5, false},
    [VERDELING] = {"verdeling.csv", "contract;school;tijdvak;laag;partij;soort;aandeel;bedrag",
                   "kkkkkkFm", 6, false},
    [POSITIES] = {"posities.csv",
                  "contract;crediteur;partij;aandeel;voorgefinancierd;eerder_geboekt;"
                  "niet_verrekend;netto",
                  "kkkmmmmm", 3, false},
    [STROMEN] = {"stromen.csv", "van;naar;bedrag", "kkm", 2, false},
    [FACTUREN] = {"facturen.csv",
                  "nummer;soort;crediteur;debiteur;factuurdatum;vervaldatum;bedrag;btw;"
                  "voorgefinancierd;te_betalen",
                  "nkkkddmmmm", 1, false},
    [FACTUURREGELS] = {"factuurregels.csv",
                       "nummer;regel;contract;school;tijdvak;laag;soort;omschrijving;bedrag",
                       "nikkkkkkm", 2, false},
    [GRENSVERKEER] = {"grensverkeer.csv",
                      "school;schoolgemeente;woongemeente;leerlingdagen;leerlingen", "kkkfi", 3,
                      false},
    [CONTROLES] = {"controles.csv", "controle;onderwerp;links;rechts;verschil;oordeel", "kkkkkk", 2,
                   true},
};

/* --- memory ----------------------------------------------------------------------------------- */

void *recount_room(Recount *r, size_t count, size_t size)
{
    Held *held = calloc(sizeof *held / size + 2 + count, size); /* also for what stands before it */
    if (!held) longjmp(r->no_memory, 1);
    held->before = r->held;
    r->held = held;
    return held + 1;
}

void *recount_more(Recount *r, void *items, size_t *capacity, size_t size)
{
    size_t room = *capacity ? 2 * *capacity : 64;
    void *more = recount_room(r, room, size);
    if (*capacity) memcpy(more, items, *capacity * size);
    *capacity = room;
    return more;
}

/* --- what is told ----------------------------------------------------------------------------- */

/* The line where a row begins; the header is line 1. Only where a cell holds an end of line are
 * they counted. */
static unsigned long line_of(Sheet *sheet, size_t row)
{
    if (!sheet->broken_lines) return (unsigned long)row + 2;
    size_t from = 0;
    unsigned long line = 1;
    if (sheet->seen_line && sheet->seen_row <= row) {
        from = sheet->starts[sheet->seen_row];
        line = sheet->seen_line;
    }
    for (size_t i = from; i < sheet->starts[row]; i++)
        line += sheet->bytes[i] == '\n';
    sheet->seen_row = row;
    sheet->seen_line = line;
    return line;
}

bool recount_holds(Recount *r, bool holds)
{
    r->result.statements++;
    return holds;
}

void recount_tells(Recount *r, SheetId sheet, size_t row, const char *format, ...)
{
    char what[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, r->words ? r->words(format) : format, arguments);
    va_end(arguments);
    r->result.failed++;
    unsigned long line = row == (size_t)ROW_NONE ? 0 : line_of(&r->sheets[sheet], row);
    if (r->tell) r->tell(r->context, forms[sheet].name, line, what);
}

const char *show_cents(Wide cents)
{
    static _Thread_local char shown[6][48];
    static _Thread_local unsigned turn;
    char *at = shown[turn++ % 6] + 47;
    unsigned digits = 0;
    bool negative = cents < 0;
    *at = 0;
    do {
        int digit = (int)(cents % 10);
        *--at = (char)('0' + (digit < 0 ? -digit : digit));
        cents /= 10;
        if (++digits == 2) *--at = '.';
    } while (cents || digits < 3);
    if (negative) *--at = '-';
    return at;
}

/* --- cells ------------------------------------------------------------------------------------ */

int cell_compare(Cell a, Cell b)
{
    size_t both = a.length < b.length ? a.length : b.length;
    int order = memcmp(a.at, b.at, both);
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool cell_equal(Cell a, Cell b)
{
    return a.length == b.length && !memcmp(a.at, b.at, a.length);
}

bool cell_is(Cell cell, const char *text)
{
    return cell_equal(cell, (Cell){text, strlen(text)});
}

int rows_compare(const Row *a, const Row *b, size_t columns)
{
    int order = 0;
    for (size_t i = 0; i < columns && !order; i++)
        order = cell_compare(a->cells[i], b->cells[i]);
    return order;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes the digits off the end of a cell, without the zeroes before them. */
static Cell take_number(Cell *cell)
{
    const char *end = cell->at + cell->length;
    while (cell->length && is_digit(cell->at[cell->length - 1]))
        cell->length--;
    const char *at = cell->at + cell->length;
    while (at < end && *at == '0')
        at++;
    return (Cell){at, (size_t)(end - at)};
}

int cell_compare_numbered(Cell a, Cell b)
{
    Cell number_a = take_number(&a), number_b = take_number(&b);
    int order = cell_compare(a, b);
    if (order) return order;
    if (number_a.length != number_b.length) return number_a.length < number_b.length ? -1 : 1;
    return cell_compare(number_a, number_b);
}

long cell_cents(Cell cell)
{
    bool negative = cell.at[0] == '-';
    long cents = 0;
    for (size_t i = negative; i < cell.length; i++)
        if (cell.at[i] != '.') cents = 10 * cents + (cell.at[i] - '0');
    return negative ? -cents : cents;
}

/* A number of digits alone. */
static void read_digits(Cell cell, mpz_t number)
{
    enum { SHORT = 18 }; /* digits that fit in a long */
    unsigned long part = 0, scale = 1;
    mpz_set_ui(number, 0);
    for (size_t i = 0; i < cell.length; i++) {
        part = 10 * part + (unsigned long)(cell.at[i] - '0');
        scale *= 10;
        if ((i + 1) % SHORT && i + 1 < cell.length) continue;
        if (i >= SHORT) mpz_mul_ui(number, number, scale);
        mpz_add_ui(number, number, part);
        part = 0;
        scale = 1;
    }
}

/* Cuts a cell before its first `mark`; what comes behind it, or an empty cell. */
static Cell cut(Cell *cell, char mark)
{
    const char *at = cell->length ? memchr(cell->at, mark, cell->length) : NULL;
    if (!at) return (Cell){cell->at + cell->length, 0};
    Cell rest = {at + 1, (size_t)(cell->at + cell->length - at - 1)};
    cell->length = (size_t)(at - cell->at);
    return rest;
}

bool cell_fraction(Cell cell, mpz_t numerator, mpz_t denominator)
{
    Cell below = cut(&cell, '/');
    read_digits(cell, numerator);
    if (!below.length) {
        mpz_set_ui(denominator, 1);
        return true;
    }
    read_digits(below, denominator);
    mpz_t common;
    mpz_init(common);
    mpz_gcd(common, numerator, denominator);
    bool lowest = mpz_cmp_ui(common, 1) == 0 && mpz_cmp_ui(denominator, 1) > 0;
    mpz_clear(common);
    return lowest;
}

/* --- the form of a cell ----------------------------------------------------------------------- */

enum { DIGITS_MOST = 1000, CENTS_DIGITS_MOST = 17 };

/* Whole numbers are written without zeroes before them. */
static bool is_whole(Cell cell, size_t most)
{
    if (!cell.length || cell.length > most || (cell.length > 1 && cell.at[0] == '0')) return false;
    for (size_t i = 0; i < cell.length; i++)
        if (!is_digit(cell.at[i])) return false;
    return true;
}

static bool is_fraction(Cell cell)
{
    bool has_two = cell.length && memchr(cell.at, '/', cell.length);
    Cell below = cut(&cell, '/');
    if (!is_whole(cell, DIGITS_MOST)) return false;
    return !has_two || (is_whole(below, DIGITS_MOST) && below.at[0] != '0');
}

bool cell_is_amount(Cell cell)
{
    bool negative = cell.length && cell.at[0] == '-';
    cell.at += negative;
    cell.length -= negative;
    if (cell.length < 4 || cell.at[cell.length - 3] != '.') return false;
    if (!is_whole((Cell){cell.at, cell.length - 3}, CENTS_DIGITS_MOST - 2)) return false;
    if (!is_digit(cell.at[cell.length - 2]) || !is_digit(cell.at[cell.length - 1])) return false;
    return !negative || cell_cents(cell) != 0;
}

static bool is_date(Cell cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (i == 4 || i == 7 ? cell.at[i] != '-' : !is_digit(cell.at[i])) return false;
    return cell.length == 10;
}

static bool is_nummer(Cell cell)
{
    Cell before = cell;
    take_number(&before);
    return before.length && before.length < cell.length;
}

static bool is_of_type(Cell cell, char type)
{
    switch (type) {
    case 'm': return cell_is_amount(cell);
    case 'i': return is_whole(cell, CENTS_DIGITS_MOST);
    case 'f': return is_fraction(cell);
    case 'F': return !cell.length || is_fraction(cell);
    case 'd': return is_date(cell);
    case 'n': return is_nummer(cell);
    default: return true;
    }
}

bool cell_number(Cell cell, mpq_t number)
{
    bool negative = cell.length && cell.at[0] == '-';
    cell.at += negative;
    cell.length -= negative;
    if (is_fraction(cell)) {
        if (!cell_fraction(cell, mpq_numref(number), mpq_denref(number))) return false;
    } else {
        Cell decimals = cut(&cell, '.');
        if (!is_whole(cell, DIGITS_MOST) || !decimals.length || decimals.length > 6) return false;
        for (size_t i = 0; i < decimals.length; i++)
            if (!is_digit(decimals.at[i])) return false;
        read_digits(cell, mpq_numref(number));
        read_digits(decimals, mpq_denref(number)); /* for a moment */
        unsigned long scale = 1;
        for (size_t i = 0; i < decimals.length; i++)
            scale *= 10;
        mpz_mul_ui(mpq_numref(number), mpq_numref(number), scale);
        mpz_add(mpq_numref(number), mpq_numref(number), mpq_denref(number));
        mpz_set_ui(mpq_denref(number), scale);
        mpq_canonicalize(number);
    }
    if (negative) mpq_neg(number, number);
    return true;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Cuts one cell off the front of a row; false when its quotes are not those of RFC 4180. A row has
 * an even number of quotes (row_end), so that one that opens is closed. */
static bool next_cell(const char **at, const char *end, Cell *cell)
{
    const char *from = *at, *to;
    if (from < end && *from == '"') {
        for (to = ++from; *to != '"' || (to + 1 < end && to[1] == '"'); to++)
            to += *to == '"';
        *at = to + 1;
    } else {
        for (to = from; to < end && *to != ';'; to++)
            if (*to == '"') return false;
        *at = to;
    }
    *cell = (Cell){from, (size_t)(to - from)};
    return *at == end || **at == ';';
}

/* How many cells the row has; RECOUNT_COLUMNS + 1: it is no row. */
static size_t cut_row(const char *at, const char *end, Row *row)
{
    for (size_t count = 0; count < RECOUNT_COLUMNS; at++) {
        if (!next_cell(&at, end, &row->cells[count++])) break;
        if (at == end) return count;
    }
    return RECOUNT_COLUMNS + 1;
}

void sheet_row(const Sheet *sheet, size_t row, Row *cells)
{
    cut_row(sheet->bytes + sheet->starts[row], sheet->bytes + sheet->starts[row + 1] - 1, cells);
}

size_t sheet_same(const Sheet *sheet, size_t from, size_t columns, Row *first)
{
    sheet_row(sheet, from, first);
    const char *at = sheet->bytes + sheet->starts[from];
    const Cell *last = &first->cells[columns - 1];
    size_t length = (size_t)(last->at + last->length - at) + 1, end = from + 1;
    while (end < sheet->count && sheet->starts[end + 1] - sheet->starts[end] > length &&
           !memcmp(at, sheet->bytes + sheet->starts[end], length))
        end++; /* a text is quoted in every row or in none: equal bytes are equal cells */
    return end;
}

/* The end of the row that begins at `from`, behind its end of line. An end of line between quotes
 * belongs to a cell. */
static size_t row_end(Sheet *sheet, size_t from)
{
    bool quoted = false;
    for (size_t at = from;;) {
        const char *line = sheet->bytes + at, *end = memchr(line, '\n', sheet->size - at);
        const char *to = end ? end : sheet->bytes + sheet->size;
        for (; (line = memchr(line, '"', (size_t)(to - line))) != NULL; line++)
            quoted = !quoted;
        at = (size_t)(to - sheet->bytes) + 1;
        if (!quoted || !end) return at;
        sheet->broken_lines = true;
    }
}

/* Tells what is wrong with a row by itself, and against the row before it. */
static bool look_at_row(Recount *r, SheetId id, size_t number, const Row *row, const Row *before)
{
    const Form *form = &forms[id];
    bool whole = true;
    for (size_t i = 0; form->types[i]; i++) {
        if (recount_holds(r, is_of_type(row->cells[i], form->types[i]))) continue;
        recount_tells(r, id, number,
                      SAID("column %zu of %s: \"%.*s\" is not written as SPEC 8 says"), i + 1,
                      form->header, SHOW(row->cells[i]));
        whole = false;
    }
    if (!before || !whole) return whole;
    int order = 0;
    for (size_t i = 0; i < form->keys && !order; i++)
        order = strchr("in", form->types[i])
                    ? cell_compare_numbered(before->cells[i], row->cells[i])
                    : cell_compare(before->cells[i], row->cells[i]);
    if (recount_holds(r, order < 0 || (order == 0 && form->repeats))) return true;
    recount_tells(r, id, number,
                  order ? SAID("stands behind a row that comes after it (SPEC 8)")
                        : SAID("has the same key as the row before it"));
    return false;
}

/* Finds the rows, and whether all of them are of the form of the table. */
static void open_sheet(Recount *r, SheetId id)
{
    Sheet *sheet = &r->sheets[id];
    const Form *form = &forms[id];
    size_t lines = 0, count = 0, at = strlen(form->header) + 1, columns = strlen(form->types);
    bool whole = sheet->size >= at && sheet->bytes[at - 1] == '\n' &&
                 !memcmp(sheet->bytes, form->header, at - 1);
    if (!recount_holds(r, whole)) {
        recount_tells(r, id, (size_t)ROW_NONE, SAID("has no header row %s"), form->header);
        return;
    }
    for (const char *c = sheet->bytes;
         (c = memchr(c, '\n', sheet->size - (size_t)(c - sheet->bytes))); c++)
        lines++;
    sheet->starts = recount_room(r, lines + 1, sizeof *sheet->starts);
    Row rows[2];
    const Row *before = NULL; /* when it is a row of the table */
    while (at < sheet->size) {
        sheet->starts[count] = at;
        at = row_end(sheet, at);
        Row *row = &rows[count % 2];
        bool is_row = at <= sheet->size && cut_row(sheet->bytes + sheet->starts[count],
                                                   sheet->bytes + at - 1, row) == columns;
        if (!recount_holds(r, is_row))
            recount_tells(r, id, count,
                          at > sheet->size ? SAID("does not end as a row of the columns %s")
                                           : SAID("is no row of the columns %s"),
                          form->header);
        is_row = is_row && look_at_row(r, id, count, row, before);
        before = is_row ? row : NULL;
        whole &= is_row;
        count++;
    }
    sheet->starts[count] = at;
    sheet->usable = whole;
    sheet->count = whole ? count : 0;
}

void sheets_open(Recount *r, const RecountTable *tables, size_t count)
{
    for (size_t i = 0; i < SHEETS; i++) {
        Sheet *sheet = &r->sheets[i];
        for (size_t t = 0; t < count; t++) {
            if (strcmp(tables[t].name, forms[i].name)) continue;
            *sheet = (Sheet){.bytes = tables[t].bytes, .size = tables[t].count, .given = true};
        }
        sheet->name = forms[i].name;
        if (sheet->given) open_sheet(r, (SheetId)i);
        if (sheet->given && !sheet->usable) r->result.readable = false;
    }
}
