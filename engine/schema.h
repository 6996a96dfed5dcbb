/* What a table and a column are: the types of columns, and the description of every table, made
 * from tables.def. */
#ifndef VERREKEN_ENGINE_SCHEMA_H
#define VERREKEN_ENGINE_SCHEMA_H

#include "engine/date.h"
#include "engine/decimal.h"
#include "engine/text.h"

/* TYPE(type, C type of a cell). References are the row of the partij, school or contract (these
 * tables are kept in bytewise order of their key), or the number of the symbol; empty is NONE. */
#define COLUMN_TYPES(TYPE)                                                                     \
    TYPE(KEY, Text)          /* an identifier that names the row of a table others refer to */ \
    TYPE(ID, Text)           /* an identifier that names the row, unique in its table */       \
    TYPE(TEXT, Text)         /* free text */                                                   \
    TYPE(PARTIJ, u32)        /* a code in partijen */                                          \
    TYPE(GEMEENTE, u32)      /* a code in partijen, of soort gemeente */                       \
    TYPE(WOONPLAATS, u32)    /* as GEMEENTE, or BUITENLAND */                                  \
    TYPE(SCHOOL, u32)        /* a school in scholen */                                         \
    TYPE(CONTRACT, u32)      /* a contract in contracten */                                    \
    TYPE(LEERLING, u32)      /* an identifier of a pupil */                                    \
    TYPE(PRODUCT, u32)       /* an identifier of a product */                                  \
    TYPE(KENGETAL, u32)      /* the name of a kengetal */                                      \
    TYPE(DATE_FIRST, Day)    /* a day; empty is DAY_OPEN_START */                              \
    TYPE(DATE_LAST, Day)     /* a day; empty is DAY_OPEN_END */                                \
    TYPE(MONEY, i64)         /* euro with at most 2 decimals, in cents, below 10^15 */         \
    TYPE(MAXIMUM, i64)       /* as MONEY, not negative; empty is -1 */                         \
    TYPE(TARIEF, i64)        /* euro, not negative, in millionths, below 10^15 */              \
    TYPE(VOLUME, i64)        /* not negative, in ten-thousandths, below 10^12; empty is -1 */  \
    TYPE(WAARDE, i64)        /* not negative, in millionths, below 10^18 */                    \
    TYPE(AANTAL, i64)        /* a count, not negative, below 10^9 */                           \
    TYPE(AANDEEL, Fraction)  /* above 0 up to 1; empty is 1 */                                 \
    TYPE(BTW, i32)           /* a percentage in ten-thousandths, or one of Btw */              \
    TYPE(PARTIJ_SOORT, u8)   /* one of PartijSoort */                                          \
    TYPE(VERBLIJF_SOORT, u8) /* one of VerblijfSoort */                                        \
    TYPE(FREQUENTIE, u8)     /* one of Frequentie; empty is TOTAAL */                          \
    TYPE(AANTEKENING, u8)    /* 0: none */                                                     \
    TYPE(JA, u8)             /* 1: ja, 0: empty or nee */

typedef enum ColumnType {
#define TYPE(type, cell) TYPE_##type,
    COLUMN_TYPES(TYPE)
#undef TYPE
} ColumnType;

#define TYPE(type, cell) typedef cell Cell_##type;
COLUMN_TYPES(TYPE)
#undef TYPE

typedef enum PartijSoort {
    SOORT_GEMEENTE,
    SOORT_SAMENWERKINGSVERBAND,
    SOORT_SCHOOLBESTUUR,
    SOORT_AANBIEDER,
    SOORT_ZORGKANTOOR,
    SOORT_ZORGVERZEKERAAR,
    SOORT_RIJK,
    SOORT_GEMEENSCHAPPELIJKE_REGELING,
    SOORT_OVERIG,
} PartijSoort;

typedef enum VerblijfSoort {
    VERBLIJF_AANBIEDER,
    VERBLIJF_PLEEGOUDER,
    VERBLIJF_OPVANG,
    VERBLIJF_BESCHERMD_WONEN,
    VERBLIJF_JJI,
    VERBLIJF_DEELTIJD, /* begins no chain (SPEC §4) */
} VerblijfSoort;

typedef enum Frequentie {
    FREQUENTIE_TOTAAL,
    FREQUENTIE_PER_DAG,
    FREQUENTIE_PER_WEEK,
    FREQUENTIE_PER_MAAND,
    FREQUENTIE_PER_WEEK_ZONDAG, /* SPEC §12 */
    FREQUENTIE_PER_SCHOOLWEEK,
} Frequentie;

typedef enum Btw {
    BTW_LEEG = -1,
    BTW_VRIJGESTELD = -2,
    BTW_BUITEN_HEFFING = -3,
    BTW_GEMENE_REKENING = -4,
} Btw;

/* BUITENLAND as a woonplaats; no partij has this number. */
#define ABROAD (NONE - 1)

typedef enum Need { NEED_MAY, NEED_MUST } Need;

typedef enum TableId {
#define TABLE(table, need) T_##table,
#define COLUMN(table, column, type, need)
#define TABLE_END(table)
#include "engine/tables.def"
    TABLE_COUNT
} TableId;

/* The columns of each table, as COL_kosten_bedrag. */
#define TABLE(table, need) enum {
#define COLUMN(table, column, type, need) COL_##table##_##column,
#define TABLE_END(table) \
    COL_##table##_COUNT  \
    }                    \
    ;
#include "engine/tables.def"

enum { COLUMNS_MOST = 16, KEY_COLUMNS_MOST = 3 };

/* How cells of a column are written in their file. */
enum {
    FORM_BLANKS = 1,     /* with blanks around a value, or in a row without any */
    FORM_ISO = 2,        /* 2025-10-01 */
    FORM_DAY_FIRST = 4,  /* 01-10-2025 */
    FORM_POINT = 8,      /* 12.5 */
    FORM_COMMA = 16,     /* 12,5 */
    FORM_THOUSANDS = 32, /* 1.234,5 */
    FORM_OTHER = 64,     /* 1-10-2025, € 5,- or GEMEENTE: none of these, or no word of the list */
};

/* What every table has: rows, and for each the line of its file where it begins (0: built in). */
typedef struct TableRows {
    size_t count, capacity;
    u32 *line;
    bool present;           /* its file was there */
    u8 forms[COLUMNS_MOST]; /* by column: FORM_… of all its cells */
} TableRows;

/* struct Table_kosten { TableRows rows; Text *kostenpost; u32 *contract; … } */
#define TABLE(table, need)         \
    typedef struct Table_##table { \
        TableRows rows;
#define COLUMN(table, column, type, need) Cell_##type *column;
#define TABLE_END(table) \
    }                    \
    Table_##table;
#include "engine/tables.def"

typedef struct ColumnSpec {
    const char *name;
    ColumnType type;
    Need need;
    size_t offset;    /* of its pointer within the table's struct */
    size_t cell_size; /* bytes */
} ColumnSpec;

typedef struct TableSpec {
    const char *name;
    Need need;
    const ColumnSpec *columns;
    size_t column_count;
    size_t offset; /* of the table within Batch */
} TableSpec;

extern const TableSpec table_specs[TABLE_COUNT];

/* The columns that make the key of a row (keys.def). */
typedef struct RowKey {
    u8 count, columns[KEY_COLUMNS_MOST];
    bool is_unique; /* no two rows of a table may have the same */
} RowKey;

extern const RowKey row_keys[TABLE_COUNT];

/* Of woonplaatsbesluiten.aandeel: so that weights stay within their bound. */
#define AANDEEL_DENOMINATOR_MOST 1000000

/* What a table and a column are, in Dutch (words.def). */
extern const char *const table_words[TABLE_COUNT];
extern const char *const *const column_words[TABLE_COUNT];

/* The words that a column of choices knows, in the order of its enum, ended by NULL; NULL for a
 * type that is no choice. */
const char *const *column_choices(ColumnType type);

#endif
