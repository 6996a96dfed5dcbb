/* The sheets Controles and Grensverkeer. In: the controls, and who goes to school where; out: a row
 * for each control, and matrices of school by woongemeente. Holds always: every control and every
 * row of grensverkeer.csv is there. */
#include "engine/partij_set.h"
#include "io/documents/afrekening_parts.h"
#include "io/write/format.h"

enum { C_CONTROLE, C_ONDERWERP, C_LINKS, C_RECHTS, C_VERSCHIL, C_OORDEEL, C_COUNT };

static const TableColumn columns[C_COUNT] = {
    [C_CONTROLE] = {"Controle", FORM_TEXT, 20, 40, false},
    [C_ONDERWERP] = {"Onderwerp", FORM_TEXT, 20, 60, false},
    [C_LINKS] = {"Links", FORM_EURO, 12, 24, false},
    [C_RECHTS] = {"Rechts", FORM_EURO, 12, 24, false},
    [C_VERSCHIL] = {"Verschil", FORM_EURO, 12, 24, false},
    [C_OORDEEL] = {"Oordeel", FORM_ASIDE, 9, 9, false},
};

void plan_controles(Afrekening *a)
{
    a->grens = book_sheet(a->book, "Grensverkeer");
    table_plan(a, &a->controles, "Controles", columns, C_COUNT, a->controls->count);
    a->controles.note = TEXT(
        "Beide kanten komen uit de geschreven tabellen, teruggelezen, en de "
        "invoer. Een fout moet eerst opgelost; een signaal is om te bekijken. Dit is de uitkomst "
        "van de run; zij rekent niet mee als u hier iets wijzigt.");
}

/* An amount with two decimals, an integer, or else the text. */
static void put_side(RowTable *t, u32 column, Text side)
{
    i64 number;
    size_t point = text_find(side, '.', 0);
    bool amount = point < side.length && side.length - point == 3;
    Text digits = side.length && side.at[0] == '-' ? text_slice(side, 1, side.length) : side;
    bool sign = digits.length < side.length;
    if (!digits.length || decimal_parse(digits, 15, amount ? 2 : 0, &number) != DECIMAL_OK)
        put_cell_text(t, column, side);
    else if (amount)
        put_cell_cents(t, column, sign ? -number : number);
    else
        put_cell_integer(t, column, sign ? -number : number);
}

void write_controles(Afrekening *a)
{
    static const CellLook looks[] = {
        [OORDEEL_GOED] = LOOK_GOOD, [OORDEEL_FOUT] = LOOK_BAD, [OORDEEL_SIGNAAL] = LOOK_SIGNAL};
    static const Text words[] = {[OORDEEL_GOED] = {"goed", 4},
                                 [OORDEEL_FOUT] = {"fout", 4},
                                 [OORDEEL_SIGNAAL] = {"signaal", 7}};
    RowTable *t = &a->controles;
    for (size_t l = 0; l < a->controls->list_count; l++) {
        const ControlList *list = &a->controls->items[l];
        for (size_t i = 0; i < list->count; i++) {
            Control control;
            table_next(t);
            control_at(&a->scratch, list, i, &control);
            put_cell_text(t, C_CONTROLE, control.controle);
            put_cell_text(t, C_ONDERWERP, control.onderwerp);
            put_side(t, C_LINKS, control.links);
            put_side(t, C_RECHTS, control.rechts);
            put_side(t, C_VERSCHIL, control.verschil);
            t->look = looks[control.oordeel];
            put_cell_text(t, C_OORDEEL, words[control.oordeel]);
        }
    }
    table_end(t);
}

/* --- grensverkeer ----------------------------------------------------------------------------- */

enum { G_SCHOOL, G_NAAM, G_GEMEENTE, G_FIRST };
enum { HEAT = 0x7BA7D9 };

/* The woongemeenten, by code, as the rows of a school stand: unknown comes first. */
typedef struct Matrix {
    Afrekening *a;
    u32 *column_of; /* by gemeente + 1 */
    u32 *gemeenten; /* by column from G_FIRST; NONE: unknown */
    u32 count;
    size_t *schools; /* where the rows of each school begin in Run.border; and in all */
    size_t school_count;
} Matrix;

static Matrix matrix_of(Afrekening *a)
{
    const Run *run = a->run;
    size_t partijen = run->batch->partijen.rows.count;
    Matrix m = {.a = a,
                .column_of = NEW(a->arena, u32, partijen + 1),
                .gemeenten = NEW(a->arena, u32, partijen + 1),
                .schools = NEW(a->arena, size_t, run->border.count + 1)};
    PartijSet seen = partij_set(a->arena, partijen);
    bool unknown = false;
    for (size_t i = 0; i < run->border.count; i++) {
        const BorderRow *row = &run->border.items[i];
        if (!i || run->border.items[i - 1].school != row->school) m.schools[m.school_count++] = i;
        if (row->woongemeente == NONE)
            unknown = true;
        else
            partij_set_add(&seen, row->woongemeente);
    }
    m.schools[m.school_count] = run->border.count;
    if (unknown) {
        m.column_of[0] = G_FIRST;
        m.gemeenten[m.count++] = NONE;
    }
    EACH_PARTIJ (partij, &seen) {
        m.column_of[partij + 1] = G_FIRST + m.count;
        m.gemeenten[m.count++] = partij;
    }
    return m;
}

static void put_matrix_header(const Matrix *m, u32 row)
{
    Sheet *s = m->a->grens;
    sheet_row_height(s, row, 42);
    sheet_text(s, row, G_SCHOOL, TEXT("School"), STYLE(TEXT, HEADER));
    sheet_text(s, row, G_NAAM, TEXT("Naam van de school"), STYLE(TEXT, HEADER));
    sheet_text(s, row, G_GEMEENTE, TEXT("Gemeente van de school"), STYLE(TEXT, HEADER));
    for (u32 c = 0; c < m->count; c++) {
        u32 gemeente = m->gemeenten[c];
        sheet_text(s, row, G_FIRST + c,
                   gemeente == NONE ? TEXT("Onbekend") : partij_naam(m->a, gemeente),
                   STYLE(INTEGER, HEADER));
    }
    sheet_text(s, row, G_FIRST + m->count, TEXT("Totaal"), STYLE(INTEGER, HEADER));
}

static char *matrix_sum(char *room, u32 first_row, u32 first_column, u32 last_row, u32 last_column)
{
    memcpy(room, "=SUM(", 5);
    char *at = cell_name(room + 5, first_row, first_column, false);
    *at++ = ':';
    at = cell_name(at, last_row, last_column, false);
    memcpy(at, ")", 2);
    return room;
}

static void put_number(const Matrix *m, u32 row, u32 column, const BorderRow *cell, bool pupils)
{
    Sheet *s = m->a->grens;
    i128 number = pupils ? cell->pupils : cell->days;
    i128 of = pupils ? 1 : m->a->run->aandeel_common;
    if (number % of == 0) {
        sheet_integer(s, row, column, (i64)(number / of), STYLE(INTEGER, PLAIN));
        return;
    }
    char text[FORMAT_ROOM + 2] = "="; /* a besluit divided a pupil */
    char *end = format_fraction(text + 1, number, of);
    *end = 0;
    sheet_formula_ratio(s, row, column, text, (i64)number, (i64)of, STYLE(INTEGER, PLAIN));
}

static u32 column_of(const Matrix *m, const BorderRow *cell)
{
    return m->column_of[cell->woongemeente == NONE ? 0 : cell->woongemeente + 1];
}

/* The cells before `column` in which nobody is: in a small matrix they have a line, too. */
static void put_blanks(const Matrix *m, u32 row, u32 *next, u32 column)
{
    enum { BLANKS_MOST = 20000 };
    for (; *next < column; ++*next)
        if (m->school_count * m->count <= BLANKS_MOST)
            sheet_blank(m->a->grens, row, *next, STYLE(INTEGER, PLAIN));
    *next = column + 1;
}

/* One matrix from `row` on; the row after it. */
static u32 put_matrix(const Matrix *m, u32 row, bool pupils)
{
    const Run *run = m->a->run;
    Sheet *s = m->a->grens;
    char room[80];
    i128 *totals = NEW(m->a->arena, i128, m->count + 1);
    i128 of = pupils ? 1 : run->aandeel_common;
    put_matrix_header(m, row);
    u32 first = row + 1, last_column = G_FIRST + m->count - 1;
    for (size_t i = 0; i < m->school_count; i++) {
        u32 school = run->border.items[m->schools[i]].school;
        i128 sum = 0;
        row++;
        sheet_text(s, row, G_SCHOOL, school_code(run->batch, school), STYLE(TEXT, PLAIN));
        sheet_text(s, row, G_NAAM, school_naam(m->a, school), STYLE(TEXT, PLAIN));
        sheet_text(s, row, G_GEMEENTE, partij_naam(m->a, run->batch->scholen.gemeente[school]),
                   STYLE(TEXT, PLAIN));
        u32 next = G_FIRST;
        for (size_t k = m->schools[i]; k < m->schools[i + 1]; k++) {
            const BorderRow *cell = &run->border.items[k];
            u32 column = column_of(m, cell);
            put_blanks(m, row, &next, column);
            i128 number = pupils ? cell->pupils : cell->days;
            put_number(m, row, column, cell, pupils);
            totals[column - G_FIRST] += number;
            sum += number;
        }
        put_blanks(m, row, &next, last_column + 1);
        totals[m->count] += sum;
        sheet_formula_ratio(s, row, last_column + 1,
                            matrix_sum(room, row, G_FIRST, row, last_column), (i64)sum, (i64)of,
                            STYLE(INTEGER, BOLD));
    }
    u32 last = row++;
    sheet_text(s, row, G_SCHOOL, TEXT("Totaal"), STYLE(TEXT, TOTAL));
    sheet_blank(s, row, G_NAAM, STYLE(TEXT, TOTAL));
    sheet_blank(s, row, G_GEMEENTE, STYLE(TEXT, TOTAL));
    for (u32 c = 0; c <= m->count; c++)
        sheet_formula_ratio(s, row, G_FIRST + c,
                            matrix_sum(room, first, G_FIRST + c, last, G_FIRST + c), (i64)totals[c],
                            (i64)of, STYLE(INTEGER, TOTAL));
    sheet_heat(s, first, G_FIRST, last, last_column, HEAT);
    return row + 1;
}

/* Names of scholen and gemeenten as wide as they are. */
static void set_widths(const Matrix *m)
{
    const Run *run = m->a->run;
    size_t name = 18, gemeente = 14;
    for (size_t i = 0; i < m->school_count; i++) {
        u32 school = run->border.items[m->schools[i]].school;
        size_t own = text_characters(school_naam(m->a, school));
        size_t of = text_characters(partij_naam(m->a, run->batch->scholen.gemeente[school]));
        if (own > name) name = own < 60 ? own : 60;
        if (of > gemeente) gemeente = of < 40 ? of : 40;
    }
    sheet_width(m->a->grens, G_SCHOOL, G_SCHOOL, 100);
    sheet_width(m->a->grens, G_NAAM, G_NAAM, 10 * (u32)name + 15);
    sheet_width(m->a->grens, G_GEMEENTE, G_GEMEENTE, 10 * (u32)gemeente + 15);
    sheet_width(m->a->grens, G_FIRST, G_FIRST + m->count, 125);
}

void write_grensverkeer(Afrekening *a)
{
    Matrix m = matrix_of(a);
    Sheet *s = a->grens;
    sheet_row_height(s, 0, 24);
    sheet_text(s, 0, 0, TEXT("Grensverkeer"), STYLE(TEXT, TITLE));
    sheet_text(s, 1, 0,
               TEXT("Wie waar naar school gaat, op de scholen van de contracten in de periode. Een "
                    "school met een leerling met een geheim adres staat er niet in."),
               STYLE(TEXT, NOTE));
    sheet_print(s, true, HEAD_ROWS, a->run->settings->naam);
    if (!m.school_count) {
        sheet_text(s, HEAD_ROWS, 0, TEXT("Er zijn geen inschrijvingen."), STYLE(TEXT, NOTE));
        return;
    }
    sheet_text(s, HEAD_ROWS, 0, TEXT("Leerlingdagen naar woongemeente"), STYLE(TEXT, BOLD));
    u32 row = put_matrix(&m, HEAD_ROWS + 1, false);
    sheet_text(s, row + 1, 0,
               TEXT("Leerlingen naar woongemeente (wie verhuist telt in elke gemeente)"),
               STYLE(TEXT, BOLD));
    put_matrix(&m, row + 2, true);
    set_widths(&m);
    sheet_freeze(s, HEAD_ROWS + 2, G_FIRST);
}
