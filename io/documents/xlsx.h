/* Workbooks: the one place that knows libxlsxwriter, and the only binary floating point.
 *
 * A workbook is written to a file by book_end(), which reads it back: libxlsxwriter does not tell
 * when a disk is full (upstream: its writes are unchecked). It crashes when memory ends, so it runs
 * in a child process (render.h). Rows and columns count from 0; a cell is written once. What is
 * written is the same bytes for the same calls.
 */
#ifndef VERREKEN_IO_DOCUMENTS_XLSX_H
#define VERREKEN_IO_DOCUMENTS_XLSX_H

#include "engine/date.h"
#include "engine/text.h"

typedef struct Book Book;
typedef struct Sheet Sheet;

enum { SHEET_ROWS_MOST = 1048576, SHEET_COLUMNS_MOST = 16384 };
#define EXACT_MOST ((i64)1 << 53) /* integers above it are not exact in a cell */

typedef struct BookInfo {
    Text title, subject, author;
    Day created;  /* as its creation date: never the clock */
    bool streams; /* each sheet is written from its first row to its last: memory stays flat */
} BookInfo;

/* Begins a workbook that will be at `path`, with its temporary files in `folder`. */
Book *book_begin(Arena *arena, const char *path, const char *folder, const BookInfo *info);

/* Writes it, closes it, reads it back and frees it. False: *reason, in words for a person. */
bool book_end(Book *book, const char **reason);

/* A sheet; the name is at most 31 characters, without []:*?/\ and given once. Never NULL. */
Sheet *book_sheet(Book *book, const char *name);

/* A name for a range: book_define(book, "Totaal", "=Verdeling!$A$1"). */
void book_define(Book *book, const char *name, const char *range);

/* How a cell looks: what is in it, and what it is for. */
typedef enum CellForm {
    FORM_TEXT,
    FORM_WRAP,    /* text over several lines */
    FORM_ASIDE,   /* text to the right of a number */
    FORM_INTEGER, /* 1.234 */
    FORM_EURO,    /* 1.234,56 */
    FORM_PERCENT, /* 12,34% */
    FORM_DATE,    /* 01-10-2025 */
    FORM_DECIMAL, /* 1.234,5; up to six decimals */
    FORM_CODE,    /* text, whatever digits are typed */
    FORM_ORDINAL, /* 1234, on the left: a number that names something */
    FORM_COUNT
} CellForm;
typedef enum CellLook {
    LOOK_PLAIN,  /* in a table */
    LOOK_TITLE,  /* of a sheet */
    LOOK_HEADER, /* of a column */
    LOOK_TOTAL,  /* bold, with a line above it */
    LOOK_BOLD,
    LOOK_BODY,    /* a text outside a table */
    LOOK_SECTION, /* a heading within a sheet */
    LOOK_NOTE,    /* grey, small */
    LOOK_GOOD,    /* green, amber and red fills: told in words as well */
    LOOK_SIGNAL,
    LOOK_BAD,
    LOOK_COUNT
} CellLook;
typedef struct Style {
    CellForm form;
    CellLook look;
} Style;
#define STYLE(form, look) ((Style){FORM_##form, LOOK_##look})

void sheet_text(Sheet *sheet, u32 row, u32 column, Text text, Style style);
void sheet_integer(Sheet *sheet, u32 row, u32 column, i64 number, Style style); /* < EXACT_MOST */
void sheet_cents(Sheet *sheet, u32 row, u32 column, i64 cents, Style style);    /* as euro */
void sheet_date(Sheet *sheet, u32 row, u32 column, Day day, Style style);
void sheet_blank(Sheet *sheet, u32 row, u32 column, Style style); /* a fill or a line alone */

/* A formula in English with commas (=SUM(A1:A3)), and the value that it has now. */
void sheet_formula_integer(Sheet *sheet, u32 row, u32 column, const char *formula, i64 value,
                           Style style);
void sheet_formula_cents(Sheet *sheet, u32 row, u32 column, const char *formula, i64 cents,
                         Style style); /* the formula gives euro */
/* The formula gives numerator / denominator: 1/4 shown as 25,00%. */
void sheet_formula_ratio(Sheet *sheet, u32 row, u32 column, const char *formula, i64 numerator,
                         i64 denominator, Style style);
void sheet_formula_text(Sheet *sheet, u32 row, u32 column, const char *formula, Text value,
                        Style style);

/* A text over columns first … last of a row, whose height must be set (sheet_row_height) when it
 * takes more than a line. */
void sheet_merge(Sheet *sheet, u32 row, u32 first_column, u32 last_column, Text text, Style style);

/* The same, of a formula that gives a text. */
void sheet_merge_formula(Sheet *sheet, u32 row, u32 first_column, u32 last_column,
                         const char *formula, Text value, Style style);

/* --- the sheet as a whole --------------------------------------------------------------------- */

void sheet_width(Sheet *sheet, u32 first_column, u32 last_column, u32 tenths); /* of a character */
/* The width, and how cells look that were not written yet. */
void sheet_column(Sheet *sheet, u32 column, u32 tenths, Style style);

/* Cells of a column are chosen from a range: "=Lijsten!$A$2:$A$9". */
void sheet_choices(Sheet *sheet, u32 first_row, u32 column, u32 last_row, const char *range);

void sheet_row_height(Sheet *sheet, u32 row, u32 points);
void sheet_freeze(Sheet *sheet, u32 rows, u32 columns);
void sheet_filter(Sheet *sheet, u32 first_row, u32 first_column, u32 last_row, u32 last_column);
void sheet_active(Sheet *sheet); /* shown first */
void sheet_tab(Sheet *sheet, u32 rgb);

/* A4, one page wide; rows 0 … repeat - 1 on every page; title and page number below. */
void sheet_print(Sheet *sheet, bool landscape, u32 repeat, Text title);

/* What is printed, when it is not all. */
void sheet_print_area(Sheet *sheet, u32 last_row, u32 last_column);

/* Colours from white to `rgb` by the size of what is in the range. */
void sheet_heat(Sheet *sheet, u32 first_row, u32 first_column, u32 last_row, u32 last_column,
                u32 rgb);

/* A PNG in memory, at most `width` by `height` pixels large. */
void sheet_image(Sheet *sheet, u32 row, u32 column, Text png, u32 width, u32 height);

/* A chart of columns beside each other (or stacked bars), for rows first … last of one column of
 * names and some of numbers. */
typedef struct Chart {
    const char *title;
    bool stacked, horizontal;
    bool lines; /* a line for each column, along the rows */
    u32 names_column;
    const u32 *columns; /* of numbers; their row first_row - 1 names them */
    const u32 *colors;  /* rgb, by column */
    u32 column_count;
    u32 first_row, last_row;
    u32 width, height; /* pixels */
} Chart;
void sheet_chart(Sheet *sheet, u32 row, u32 column, const Chart *chart);

const char *book_library_version(void);

/* A1, $A$1; `room` for at least 24 bytes. Its end. */
char *cell_name(char *room, u32 row, u32 column, bool absolute);

#endif
