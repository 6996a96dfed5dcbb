/* vergelijking.xlsx. */
#ifndef VERREKEN_IO_COMPARE_COMPARE_BOOK_H
#define VERREKEN_IO_COMPARE_COMPARE_BOOK_H

#include "io/compare/compare.h"
#include "io/documents/xlsx.h"

#define VERGELIJKING_XLSX "vergelijking.xlsx"

/* Writes it into `folder`; only in a child process (xlsx.h). False: *reason. */
bool compare_book(Arena *arena, const Comparison *comparison, Text folder, const char **reason);

/* --- what its parts share (compare_book*.c) --------------------------------------------------- */

/* A sheet that is written from its first row to its last. */
typedef struct Leaf {
    Arena *arena;
    const Comparison *c;
    Book *book;
    Sheet *sheet;
    u32 row;
} Leaf;

typedef struct LeafColumn {
    const char *title;
    u32 tenths; /* its width */
} LeafColumn;

enum { LEAF_ROWS = 5000 }; /* of a sheet; the rest is in vergelijking.csv, and that is told */

/* A sheet with a title and a note below it. */
void leaf_begin(Leaf *leaf, const char *name, Text title, Text note);
/* The header of a table, which stays in sight; widths when they are given. */
void leaf_header(Leaf *leaf, const LeafColumn *columns, u32 count);
/* Ends the table that began with its header: filter, and a note when rows are left out. */
void leaf_end(Leaf *leaf, u32 header, u32 columns, size_t rows);

/* verschil and procent in columns `at` and at + 1, of what stands in `first` and `here`. */
void leaf_difference(Leaf *leaf, u32 first_column, u32 here_column, u32 at, i128 first, i128 here,
                     CellLook look);
void leaf_code(Leaf *leaf, u32 column, const Codes *codes, u32 number);
void leaf_cents(Leaf *leaf, u32 column, i128 cents, CellLook look);

/* The parts (compare_book_rows.c). */
void book_totals(Leaf *leaf);
void book_largest(Leaf *leaf);
void book_rows(Leaf *leaf, bool scholen);
void book_why(Leaf *leaf);
void book_contributions(Leaf *leaf);
void book_sensitivity(Leaf *leaf);
void book_sweep(Leaf *leaf);

#endif
