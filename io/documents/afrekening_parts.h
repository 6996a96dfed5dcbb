/* What the sheets of the settlement workbook share: tables of rows that go on on a next sheet,
 * formulas, and where everything stands. Used by afrekening*.c alone.
 *
 * A table has a title, a note, a header and rows; row i of it stands where table_row() says, so
 * that one sheet can refer to another before either is written. Each sheet is written from its
 * first row to its last.
 */
#ifndef VERREKEN_IO_DOCUMENTS_AFREKENING_PARTS_H
#define VERREKEN_IO_DOCUMENTS_AFREKENING_PARTS_H

#include "engine/books.h"
#include "io/control/controls.h"
#include "io/documents/pupil_words.h"
#include "io/documents/xlsx.h"
#include "io/write/put_rows.h"

enum { HEAD_ROWS = 3, COLUMNS_MOST_OF_TABLE = 32 };

typedef struct TableColumn {
    const char *title;
    CellForm form;
    u8 least, most; /* characters; longer texts are wrapped */
    bool total;
} TableColumn;

/* The rows first … end - 1 of a table, on one sheet. */
typedef struct TablePart {
    Sheet *sheet;
    Text name;
    size_t first, end;
} TablePart;

typedef struct Afrekening Afrekening;

typedef struct RowTable {
    Afrekening *a;
    const char *name;
    Text note;
    const TableColumn *columns;
    u32 column_count;
    LIST(TablePart) parts;
    bool live;     /* its sums are formulas: else there is too much to compare */
    bool grows;    /* how many rows it gets is not known beforehand */
    u32 printed;   /* how many columns are printed; 0: all */
    CellLook look; /* of the cells of this row */
    u32 lines;     /* of its highest cell */
    size_t part;   /* that is being written; SIZE_MAX: none yet */
    size_t index;  /* rows begun */
    u32 row;       /* of the sheet */
    i64 totals[COLUMNS_MOST_OF_TABLE];
    u16 widths[COLUMNS_MOST_OF_TABLE];
} RowTable;

/* Columns of the sheets that others refer to. */
enum {
    V_CONTRACT,
    V_SCHOOL,
    V_TIJDVAK,
    V_LAAG,
    V_PARTIJ,
    V_NAAM,
    V_SOORT,
    V_AANDEEL,
    V_TE_VERDELEN,
    V_GEWICHT,
    V_TOTAAL,
    V_DEEL,
    V_REST,
    V_OVER,
    V_RANG,
    V_ERBIJ,
    V_CENTEN,
    V_BEDRAG,
    V_CREDITEUR,
    V_FACTUUR,
    V_OPMERKING,
    V_SCHOOLNAAM, /* not printed, unless there is a grootboek */
    V_EERDER,     /* with a grootboek */
    V_VERSCHIL,
    V_COUNT
};
enum {
    P_CONTRACT,
    P_OMSCHRIJVING,
    P_CREDITEUR,
    P_CREDITEURNAAM,
    P_PARTIJ,
    P_NAAM,
    P_AANDEEL,
    P_PAID,
    P_EERDER,
    P_NIET_VERREKEND,
    P_NETTO,
    P_WAT,
    P_COUNT
};
enum {
    F_NUMMER,
    F_SOORT,
    F_CREDITEUR,
    F_CREDITEURNAAM,
    F_DEBITEUR,
    F_NAAM,
    F_DATUM,
    F_VERVALT,
    F_BEDRAG,
    F_BTW,
    F_PAID,
    F_TE_BETALEN,
    F_WAT,
    F_COUNT
};
enum {
    O_WAT,
    O_CONTRACT,
    O_SCHOOL,
    O_PERIODE,
    O_LAAG,
    O_SOORT,
    O_CREDITEUR,
    O_PARTIJ,
    O_NAAM,
    O_FACTUUR,
    O_TELT,
    O_NU,
    O_EERDER,
    O_BEDRAG,
    O_COUNT
};
enum {
    B_VOORSCHOT,
    B_CONTRACT,
    B_CREDITEUR,
    B_PARTIJ,
    B_NAAM,
    B_SCHOOL,
    B_TIJDVAK,
    B_DATUM,
    B_GEHEEL,
    B_BEDRAG,
    B_FACTUUR,
    B_EERDER, /* with a grootboek */
    B_VERSCHIL,
    B_COUNT
};
enum {
    K_CONTRACT,
    K_SCHOOL,
    K_SCHOOLNAAM,
    K_TIJDVAK,
    K_POST,
    K_OMSCHRIJVING,
    K_VAN,
    K_TOT,
    K_GEHEEL,
    K_DEEL,
    K_KOSTEN,
    K_BIJDRAGE,
    K_COUNT
};
/* The last five are not printed: between whom it is, and what the one pays the other. */
enum {
    S_VAN,
    S_VANNAAM,
    S_NAAR,
    S_NAARNAAM,
    S_BEDRAG,
    S_EEN,
    S_EENNAAM,
    S_ANDER,
    S_ANDERNAAM,
    S_SALDO,
    S_COUNT
};

/* A row of the sheet Kosten: what a row of kosten, bijdragen, or the deelnames of one product give
 * to one pool. */
typedef struct CostRow {
    u32 pool;
    enum { COST_KOSTEN, COST_PXQ, COST_BIJDRAGE } kind;
    u32 row;       /* of kosten or bijdragen; COST_PXQ: the product */
    u32 deelnames; /* COST_PXQ */
    i64 volume;    /* COST_PXQ: ten-thousandths */
    i64 cents;
} CostRow;

/* A row of the sheet Overige regels. */
typedef struct OtherRow {
    enum { OTHER_GONE, OTHER_MARGIN, OTHER_BTW } kind;
    size_t index; /* of the Gone, Position or BtwAmount */
    u32 position; /* NONE: of none */
    u32 factuur;  /* NONE: none */
} OtherRow;

struct Afrekening {
    Arena *arena;
    Arena scratch; /* of a cell or some */
    const Run *run;
    const Controls *controls;
    Book *book;
    PupilWords *words; /* no omschrijving names a pupil */
    u32 rows_most;     /* rows of a table on one sheet */
    bool exact;        /* codes that a spreadsheet would take for one another: compare by EXACT */
    Tables tables;
    Text *nummers;        /* by factuur */
    u32 *factuur_of_line; /* NONE: on none */
    u32 *factuur_of_paid;
    size_t *first_line, *first_cost;  /* by contract; and in all */
    size_t *first_position;           /* by contract, also those that are gone */
    u32 *paid;                        /* the prefinanced, by position */
    size_t *first_paid, *first_other; /* by position */
    LIST(CostRow) costs;
    LIST(OtherRow) others;
    Sheet *summary;
    RowTable contracten, verdeling, gewichten, posities, facturen, overig, voorschotten, kosten,
        stromen, controles;
    Sheet *grens;
};

/* As afrekening_write(), with at most `rows_most` rows of a table on a sheet: for tests. */
bool afrekening_write_rows(Arena *arena, const Run *run, const Controls *controls, u32 rows_most,
                           const char *path, const char *folder, const char **reason);

/* --- formulas (afrekening_tabel.c) ------------------------------------------------------------ */

enum { FORMULA_MOST = 8000 }; /* characters; a spreadsheet takes 8192 */

typedef struct Formula {
    size_t length;
    bool too_long; /* it does not fit: the value stands there */
    char text[FORMULA_MOST + 64];
} Formula;

static inline void formula_begin(Formula *f)
{
    f->text[0] = '=';
    f->text[1] = 0;
    f->length = 1;
    f->too_long = false;
}
void formula_add(Formula *f, const char *text);
void formula_cell(Formula *f, u32 row, u32 column);
/* B4:B9 on the sheet itself. */
void formula_range(Formula *f, u32 column, u32 first_row, u32 last_row);
/* Verdeling!B4:B9 and, when rows first … end - 1 of the table are on more sheets, further ranges
 * behind commas; there is a row at least. */
void formula_rows(Formula *f, const RowTable *table, u32 column, size_t first, size_t end);
/* IF(ROUND(cell,2)>0,above,IF(ROUND(cell,2)<0,below,none)), of a cell in this sheet; the three are
 * formulas. */
void formula_by_sign(Formula *f, u32 row, u32 column, const char *above, const char *below,
                     const char *none);
/* Of one row. */
void formula_row(Formula *f, const RowTable *table, u32 column, size_t index);

/* One condition of a sum: a column equals a text; `cell`: where it stands, or NULL for `text`,
 * which is a fixed word. */
typedef struct Condition {
    u32 column;
    const char *cell, *text;
} Condition;

/* What `column` adds up to in rows first … end - 1 where all conditions hold. Nothing for no rows:
 * 0. */
void formula_sum_if(Formula *f, Afrekening *a, const RowTable *table, u32 column, size_t first,
                    size_t end, const Condition *conditions, size_t count);

/* Whether a table has formulas that compare so many cells in all: so that opening the workbook
 * takes no minutes. Else its note says so. */
void table_decide(RowTable *table, u64 compared);

/* --- tables ----------------------------------------------------------------------------------- */

/* Makes the sheets for `rows` rows; SIZE_MAX: as many as come, and no other sheet refers to them.
 */
void table_plan(Afrekening *a, RowTable *table, const char *name, const TableColumn *columns,
                u32 column_count, size_t rows);
/* Makes one more sheet, for the rows up to `end`, when they may not be cut anywhere. */
void table_plan_part(RowTable *table, size_t end);
/* The sheet of row `index`, and the row there. */
u32 table_row(const RowTable *table, size_t index);
const TablePart *table_part(const RowTable *table, size_t index);

/* Begins the next row; table->row is where. Texts in a->scratch are forgotten. */
void table_next(RowTable *table);
/* Totals, widths, filters; all rows have been begun. */
void table_end(RowTable *table);

void put_cell_text(RowTable *table, u32 column, Text text);
void put_cell_integer(RowTable *table, u32 column, i128 number); /* beyond EXACT_MOST as text */
void put_cell_cents(RowTable *table, u32 column, i64 cents);
void put_cell_date(RowTable *table, u32 column, Day day);
void put_cell_blank(RowTable *table, u32 column);
/* A formula, or the value alone where it is too long or `live` is false. */
void put_live_integer(RowTable *table, u32 column, const Formula *f, i64 value);
void put_live_cents(RowTable *table, u32 column, const Formula *f, i64 cents, bool live);
void put_live_text(RowTable *table, u32 column, const Formula *f, Text value, bool live);
void put_live_ratio(RowTable *table, u32 column, const Formula *f, i64 numerator, i64 denominator);

/* --- names ------------------------------------------------------------------------------------ */

Text partij_naam(const Afrekening *a, u32 partij);
Text school_naam(const Afrekening *a, u32 school);
Text contract_naam(const Afrekening *a, u32 contract);
Text pool_tijdvak(const Afrekening *a, const Pool *pool);

/* --- the sheets ------------------------------------------------------------------------------- */

void plan_verdeling(Afrekening *a);
void write_verdeling(Afrekening *a);
void plan_gewichten(Afrekening *a);
void write_gewichten(Afrekening *a);
void plan_kosten(Afrekening *a);
void write_kosten(Afrekening *a);
void plan_contracts(Afrekening *a); /* before all others: where the rows of each contract stand */
void plan_posities(Afrekening *a);
u64 compared_by_positions(const Afrekening *a); /* the lines of each position's contract */
void plan_facturen(Afrekening *a);
void plan_voorschotten(Afrekening *a); /* and overige regels */
void plan_stromen(Afrekening *a);
void plan_contracten(Afrekening *a);
void write_posities(Afrekening *a);
void write_facturen(Afrekening *a);
void write_overig(Afrekening *a);
void write_voorschotten(Afrekening *a);
void write_stromen(Afrekening *a);
void write_contracten(Afrekening *a);
void write_grensverkeer(Afrekening *a);
void plan_controles(Afrekening *a); /* and grensverkeer, before it */
void write_controles(Afrekening *a);
void write_samenvatting(Afrekening *a);

#endif
