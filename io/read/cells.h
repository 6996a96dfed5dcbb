/* Reads one cell of a table by the type of its column (SPEC §3). */
#ifndef VERREKEN_IO_READ_CELLS_H
#define VERREKEN_IO_READ_CELLS_H

#include "engine/batch.h"

typedef struct CellContext {
    Batch *batch;
    TableId table;
    const ColumnSpec *column;
    u32 line;
    i32 field;  /* of the record, -1: the column is absent */
    size_t row; /* of the columns, where the cell stands */
    u32 source; /* where faults are */
    Text name;  /* of the column in the file; empty: that of the table */
    bool alone; /* without the tables that it refers to, and without numbers for pupils: a code need
                   only be one */
} CellContext;

/* The cell of a type that is interned (LEERLING, PRODUCT, KENGETAL) holds, until that is done, the
 * offset of its text in the file. Reads `value`, without blanks around it, into *cell (of the
 * column's C type). False: a fault was added, and *cell is empty. */
bool read_cell(const CellContext *context, Text value, void *cell);

/* How a cell is written (FORM_…): `field` as it stands in the file, `value` without blanks. */
u8 form_of(ColumnType type, Text field, Text value);

enum { SHOWN_BYTES = 80 }; /* of a cell, in a message */

/* What a column of numbers takes: MONEY to AANTAL. */
typedef struct NumberSpec {
    int digits, decimals; /* at most, before and after the decimal sign */
    bool negative;
} NumberSpec;
NumberSpec number_spec(ColumnType type);

/* The words of btw, from BTW_VRIJGESTELD down. */
enum { BTW_WORDS = 3 };
extern const char *const btw_words[BTW_WORDS];

/* Reads a percentage or a word of btw; false: it is neither. */
bool btw_parse(Text value, i32 *btw);

/* Whether the first cell of a row says that it is a total: it begins with such a word. */
bool begins_as_total(Text cell);

#endif
