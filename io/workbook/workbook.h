/* Workbooks (.xlsx, .xlsm) as they are read: their sheets by name, and the rows of one sheet, cell
 * by cell, with their addresses. What Excel stores is read as decimal text: no number goes through
 * binary floating point.
 *
 *     Workbook *book = xlsx_open(arena, path);
 *     if (book->problem != WORKBOOK_GOOD) … say so
 *     const Sheet *sheet = xlsx_sheet(book, TEXT("Leerlingen"));
 *     if (!sheet_read(book, sheet, take_row, &mine, NULL)) … book->problem says why
 *     xlsx_close(book);
 *
 * Names that begin with workbook_ and worksheet_ are those of libxlsxwriter.
 */
#ifndef VERREKEN_IO_WORKBOOK_WORKBOOK_H
#define VERREKEN_IO_WORKBOOK_WORKBOOK_H

#include "engine/date.h"
#include "io/workbook/numbers.h"

typedef enum WorkbookProblem {
    WORKBOOK_GOOD,
    WORKBOOK_MISSING,     /* there is no such file */
    WORKBOOK_NOT_REGULAR, /* a folder, a pipe, a device */
    WORKBOOK_UNREADABLE,  /* the system says why in `detail` */
    WORKBOOK_PASSWORD,    /* protected with a password */
    WORKBOOK_OLD,         /* the form of Excel 97-2003 (.xls) */
    WORKBOOK_OTHER,       /* another form of workbook; `detail`: which */
    WORKBOOK_NONE,        /* no workbook at all */
    WORKBOOK_DAMAGED,     /* not whole, or against its own rules; `detail`: which part */
    WORKBOOK_TOO_LARGE,   /* over one of the limits; `detail`: which part */
} WorkbookProblem;

/* The limits: bytes of all parts when inflated, and how many times larger than in the file a large
 * part may be. */
#define WORKBOOK_BYTES_MOST ((u64)4 << 30)
enum { SHEET_ROWS_MOST = 1048576, SHEET_COLUMNS_MOST = 16384, WORKBOOK_RATIO_MOST = 250 };

typedef struct Sheet {
    Text name;
    Text part; /* of the zip */
    bool hidden;
} Sheet;

typedef struct Workbook {
    Text path;
    WorkbookProblem problem;
    Text detail;
    u64 stamp[4]; /* of the file, as in FileRead */
    Sheet *sheets;
    size_t sheet_count;
    bool from_1904;      /* its days are counted from 1904-01-01 */
    bool to_be_computed; /* it asks to be computed when it is opened: the values that it has of its
                            formulas may be old, or none */
    struct WorkbookParts *parts;
} Workbook;

/* Opens the workbook at `path`: the whole file is read, and what it says of its sheets. Never NULL;
 * `problem` says whether it can be read. It lives in `arena`, what it reads in memory of its own
 * that xlsx_close() gives back. */
Workbook *xlsx_open(Arena *arena, Text path);

/* Gives back what was read. The Workbook itself stays, with its path, stamp, problem and the names
 * of its sheets. */
void xlsx_close(Workbook *book);

/* The sheet of that name, ASCII case ignored; NULL: there is none. */
const Sheet *xlsx_sheet(const Workbook *book, Text name);

/* Whether the name of a file is one of a workbook: .xlsx and .xlsm, and .xls, .xlsb and .ods, which
 * are told as what they are; case ignored. */
bool is_workbook_name(Text path);

typedef enum CellKind {
    CELL_EMPTY, /* no value */
    CELL_TEXT,
    CELL_NUMBER,  /* without a date format */
    CELL_DATE,    /* a number with a date format, or a day in ISO form */
    CELL_BOOL,    /* `text` is 1 or 0 */
    CELL_ERROR,   /* `text` is #N/A, #DIV/0!, … */
    CELL_NO_VALUE /* a formula of which no value was stored */
} CellKind;

typedef struct SheetCell {
    u32 column; /* from 0 */
    CellKind kind;
    bool formula;               /* the value is that of a formula, when the file was saved */
    bool iso;                   /* of a date: `text` is in ISO form, not a number of days */
    Text text;                  /* as it is stored; line breaks in it are blanks */
    const NumberFormat *format; /* how it is shown */
} SheetCell;

typedef struct SheetRow {
    u32 number; /* from 1 */
    bool hidden;
    const SheetCell *cells; /* in the order of their columns; without those that are empty */
    size_t count;
} SheetRow;

/* A range of cells, both ends included. */
typedef struct SheetRange {
    u32 first_row, last_row;       /* from 1 */
    u32 first_column, last_column; /* from 0 */
} SheetRange;

typedef struct SheetRanges {
    SheetRange *items;
    size_t count, capacity;
} SheetRanges;

/* What is known of a sheet once it was read. */
typedef struct SheetFacts {
    SheetRanges merged;         /* cells that are merged */
    SheetRanges hidden_columns; /* all rows of them */
} SheetFacts;

/* Is given the rows that hold a cell with a value, from the first on; the row and its texts live
 * until it returns, but for `text` of a CELL_TEXT, which lives as long as the open workbook. False:
 * enough. */
typedef bool TakeRow(void *context, const SheetRow *row);

/* Reads the rows of a sheet. False: it cannot be read whole, and book->problem says why; the rows
 * before the damage were given. `facts`, unless NULL, is filled, in memory of the workbook. */
bool sheet_read(Workbook *book, const Sheet *sheet, TakeRow *take, void *context,
                SheetFacts *facts);

/* Whether each cell with a value is shown with a line through it: the row does not count any more,
 * for who made it. */
bool row_is_struck(const SheetRow *row);

/* The cell of a column, or NULL. */
const SheetCell *row_cell(const SheetRow *row, u32 column);

/* The text of a cell for who does not know what its column holds: a number with a decimal comma (no
 * more than 15 digits, with the zeros before it that its format shows, with % when its format shows
 * that), a date as 2025-10-01 (and 2025-10-01 13:30:00 with a time), ja or nee, an error as it is;
 * empty without a value. A date that is no day is told as its number. */
Text cell_text(Arena *arena, const Workbook *book, const SheetCell *cell);

/* A1: the address of a cell; row 0: of a column. */
Text cell_address(Arena *arena, u32 row, u32 column);
/* A1:C2, or A1 for one cell. */
Text range_address(Arena *arena, SheetRange range);

/* A day that a cell holds. */
typedef enum CellDay {
    CELL_DAY,
    CELL_DAY_TIME, /* a day, and a time of that day */
    CELL_NO_DAY,   /* below the first day or beyond the year 9999, or a text that is no date */
    CELL_FALSE_DAY /* number 60: 29 February 1900, which Excel has and the calendar has not */
} CellDay;

/* The day of a CELL_DATE; *seconds: those of its time. */
CellDay cell_day(const Workbook *book, const SheetCell *cell, Day *day, u32 *seconds);

#endif
