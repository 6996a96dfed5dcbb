/* The tables as the second calculation reads them: rows, cells, numbers, and what is told. For
 * recount*.c alone. */
#ifndef VERREKEN_IO_RECOUNT_RECOUNT_TABLES_H
#define VERREKEN_IO_RECOUNT_RECOUNT_TABLES_H

#include "io/recount/recount.h"

#include <gmp.h>
#include <setjmp.h>

/* Sums of cents: an amount has at most 17 digits, so that 10^21 of them fit. */
__extension__ typedef __int128 Wide;

/* A cell is a piece of the bytes of its table, without the quotes around it. A quote within stays
 * doubled, in every table alike, so that equal texts are equal cells. */
typedef struct Cell {
    const char *at;
    size_t length;
} Cell;

enum { RECOUNT_COLUMNS = 10 };

typedef struct Row {
    Cell cells[RECOUNT_COLUMNS];
} Row;

typedef enum SheetId {
    POOLS,
    GEWICHTEN,
    VERDELING,
    POSITIES,
    STROMEN,
    FACTUREN,
    FACTUURREGELS,
    GRENSVERKEER,
    CONTROLES,
    SHEETS,
} SheetId;

/* One table. Its rows are numbered from 0; `count` is 0 unless it is `usable`: given, and of the
 * form of SPEC §8, so that its cells need no further look at their form. */
typedef struct Sheet {
    const char *name, *bytes;
    size_t size, count;
    size_t *starts;    /* of each row, and the end of the last */
    bool broken_lines; /* a cell holds an end of line */
    bool given, usable;
    size_t seen_row; /* whose line was found last */
    unsigned long seen_line;
} Sheet;

/* Marks a format that RecountWords is asked for: the list of messages has it. */
#define SAID(english) "" english

/* Stands before memory that is held, and leads to what was held before it. */
typedef union Held {
    union Held *before;
    max_align_t aligned;
} Held;

typedef struct Recount {
    RecountWords *words;
    RecountTell *tell;
    void *context;
    const RecountTold *told; /* NULL: it is not known */
    RecountResult result;
    Sheet sheets[SHEETS];
    struct Laag *laag; /* the one in hand */
    Held *held;        /* all memory; freed at the end */
    jmp_buf no_memory; /* where the calculation goes when there is no more */
} Recount;

/* Cuts the tables that are given into rows, and tells what is not of the form of SPEC §8. */
void sheets_open(Recount *r, const RecountTable *tables, size_t count);

/* The cells of a row of a usable table. */
void sheet_row(const Sheet *sheet, size_t row, Row *cells);

/* The row behind the last one that has the same first `columns` cells as row `from`, which stands
 * in *first. */
size_t sheet_same(const Sheet *sheet, size_t from, size_t columns, Row *first);

/* `count` zeroes of `size` bytes; never NULL. They stay until the end. */
void *recount_room(Recount *r, size_t count, size_t size);
/* The same items, *capacity of them (NULL when that is 0), moved to where more have room. */
void *recount_more(Recount *r, void *items, size_t *capacity, size_t size);

/* Counts one statement; gives back whether it holds. */
bool recount_holds(Recount *r, bool holds);
enum { ROW_NONE = -1 };
/* Tells at a row of a table (ROW_NONE: the table as a whole) what does not hold. */
void recount_tells(Recount *r, SheetId sheet, size_t row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

int cell_compare(Cell a, Cell b); /* bytewise */
bool cell_equal(Cell a, Cell b);
bool cell_is(Cell cell, const char *text);
/* The order of rows by their first `columns` cells: below 0, 0 or above 0. */
int rows_compare(const Row *a, const Row *b, size_t columns);
/* A nummer of facturen, and the number of a regel: what stands before the digits at the end
 * bytewise, then these digits as a number (SPEC §8). */
int cell_compare_numbered(Cell a, Cell b);

/* Whether a cell holds an amount in euro, and its cents: -12.34 is -1234. */
bool cell_is_amount(Cell cell);
long cell_cents(Cell cell);
/* 2/3, or 5; false: a fraction that is not in lowest terms. */
bool cell_fraction(Cell cell, mpz_t numerator, mpz_t denominator);
/* Any number of controles.csv: 12.34, -5, 2/3. False: it is none. */
bool cell_number(Cell cell, mpq_t number);

/* For messages: `"%.*s", SHOW(cell)`, and cents as an amount in one of a few buffers that take
 * turns. */
#define SHOW(cell) (int)(cell).length, (cell).at
const char *show_cents(Wide cents);

#endif
