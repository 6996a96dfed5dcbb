/* What differs between two versions of the inputs of a settlement, as a run keeps them in a folder:
 * `settlement.ini`, and `<table>.csv` for each table that was there.
 *
 * Values are compared as what they mean: another notation of a date or a number, another order of
 * rows or columns, other quotes, blanks or line ends, comments of the INI are no change. Rows are
 * matched by the key of their table (engine/keys.def); of rows with one key those that are equal
 * belong together, and then the others in the order of their cells.
 */
#ifndef VERREKEN_IO_CHANGES_CHANGES_H
#define VERREKEN_IO_CHANGES_CHANGES_H

#include "engine/schema.h"

typedef enum ChangeKind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_FIELD } ChangeKind;

/* A row of a table as it was or is. Its cells are by column of the table: dates as 2025-10-01,
 * amounts in euro as 1000.00, other numbers in their shortest form, choices as the one word; what
 * cannot be read as it is written, without blanks around it. Empty, or a column that the file has
 * not, is "", or what that stands for: totaal, nee, an aandeel of 1. */
typedef struct ChangedRow {
    const Text *cells; /* NULL: there is no such row, or it is the INI */
    u32 line;          /* of its file, where the row or the entry stands; 0: there is none */
} ChangedRow;

enum { CHANGED_INI = TABLE_COUNT };

typedef struct Change {
    ChangeKind kind;
    u32 table;  /* a TableId, or CHANGED_INI */
    i32 column; /* of a CHANGE_FIELD of a table; else -1 */
    ChangedRow before, after;
    Text section;              /* of the INI, as written (after, else before); else "" */
    Text key;                  /* of the INI, as written; of a CHANGE_FIELD, its column's name */
    Text old_value, new_value; /* of the INI ("": absent), and of a CHANGE_FIELD */
} Change;

/* In the order of table (the INI first), key column by column (of the INI: section and key, in
 * small letters), kind, column, all bytewise: the order of rows in the files has no part in it. */
typedef struct Changes {
    Change *items;
    size_t count, capacity;
} Changes;

/* Adds what differs between the inputs in two folders; texts and rows stand in `arena`. A file that
 * is not there, or is no text, holds nothing, and so does a row that cannot be read: faults are
 * told by who settles. False: a file that is there could not be read, and why. */
bool changes_find(Arena *arena, const char *before, const char *after, Changes *changes,
                  const char **file, const char **reason);

/* The key of what changed, for a person: the key of its row with / between the columns, or
 * `regel 14` (after, else before) in a table of pupils, where an id or a text may tell who it is;
 * of the INI section/key. */
Text change_key(Arena *arena, const Change *change);

/* Whether a cell of a table may tell who a pupil is: identifiers and free texts of the tables that
 * have a column leerling. */
bool cell_is_private(u32 table, size_t column);

/* Whether a value of the change is such a cell: its own, when it is a CHANGE_FIELD, else of its
 * row. Such a value is not to be shown. */
bool change_is_private(const Change *change);

#endif
