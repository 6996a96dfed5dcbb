/* The parts of the import of DUO's open data. Used by duo*.c alone, but for duo_day(). */
#ifndef VERREKEN_IO_IMPORT_DUO_H
#define VERREKEN_IO_IMPORT_DUO_H

#include "io/import/import.h"

typedef enum DuoKind { DUO_PO, DUO_VO, DUO_VESTIGINGEN } DuoKind;

/* What a column of these files is. */
typedef enum DuoRole {
    ROLE_PEILDATUM,
    ROLE_BRIN,
    ROLE_VESTIGING,
    ROLE_NAAM,
    ROLE_SOORT,
    ROLE_GEMEENTE,     /* of the school, its number */
    ROLE_GEMEENTENAAM, /* and its name */
    ROLE_WOONGEMEENTE, /* of the pupils, its number */
    ROLE_WOONNAAM,     /* and its name */
    ROLE_TOTAAL,
    ROLE_COUNT
} DuoRole;

enum {
    SOORT_BITS_BO = 1,
    SOORT_BITS_SBO = 2,
    SOORT_BITS_SO = 4,
    SOORT_BITS_VSO = 8,
    SOORT_BITS_VO = 16
};

typedef struct DuoFile {
    RowsIn rows;
    DuoKind kind;
    int field_of[ROLE_COUNT];       /* -1: absent */
    bool is_count[CSV_FIELDS_MOST]; /* pupils of one age or year */
    bool is_key[CSV_FIELDS_MOST];   /* what tells one row of a gemeente from another */
} DuoFile;

/* A school, by the number of its code. */
typedef struct DuoSchool {
    Text code, naam;
    const Gemeente *gemeente; /* NULL: not known */
    bool gemeente_open;       /* another is given too */
    u32 soorten; /* SOORT_BITS_* of its pupils; 0: it is on a list of vestigingen alone */
    Day naam_day,
        gemeente_day;  /* of the file that gives it; DAY_OPEN_START: a list of vestigingen */
    Place place;       /* of its first row with pupils */
    u32 homeless;      /* rows that were refused without a gemeente */
    Place homeless_at; /* the first of these */
} DuoSchool;

/* The pupils of a school that live in a gemeente on a day. */
typedef struct DuoCount {
    u32 school;
    const Gemeente *gemeente;
    Day peildatum;
    i64 aantal;
    u32 refused; /* rows of which the count is not known */
    Place place; /* of the first of these */
} DuoCount;

/* A row that was read: where it stands, and its count; -1: not known. */
typedef struct DuoSeen {
    size_t file;
    u32 line;
    i64 count;
} DuoSeen;

/* A row that was understood, for when its telling is not. */
typedef struct DuoRow {
    u32 count; /* its number among the counts */
    i64 aantal;
    size_t file;
    u32 line;
    Text cells; /* as geweigerd.csv would have them */
} DuoRow;

typedef struct Duo {
    Import *import;
    Symbols school_codes;
    struct {
        DuoSchool *items;
        size_t count, capacity;
    } schools;
    Symbols count_keys; /* school;peildatum;gemeente */
    struct {
        DuoCount *items;
        size_t count, capacity;
    } counts;
    struct {
        DuoRow *items;
        size_t count, capacity;
    } rows;
    Symbols row_keys; /* of rows: */
    struct {
        DuoSeen *items;
        size_t count, capacity;
    } seen;
} Duo;

/* Knows the file by its header; false: it is none of these, which was told (duo_header.c). */
bool duo_recognise(DuoFile *file, Import *import, bool vestigingen);

/* The count that a cell holds: 12, 12.0. False: a fault was told. */
bool duo_count(const DuoFile *file, int field, bool may_be_empty, i64 *count);

/* A day as these files write it, also 20181001. */
bool duo_day(Text text, Day *day);

/* BRIN and vestiging as one code, 99AB00; empty: a fault was told. */
Text duo_school_code(const DuoFile *file);

/* The bits of a soort of school; 0: it is none. */
u32 duo_soort(Text text);
Text duo_soort_names(Arena *arena, u32 bits);

/* The tables, and what is told about schools and tellingen that are not complete (duo_made.c). */
void duo_make(Duo *duo, Results *results);

#endif
