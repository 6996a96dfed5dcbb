/* The batch: all tables as columns, with the indexes that the stages walk along. Plain data.
 *
 * Partijen, scholen and contracten stand in bytewise order of their code, so that a row number is
 * both the reference and the order in which results are written. The other tables keep the order of
 * their files; no result depends on it. Texts are slices of the files, which live as long.
 */
#ifndef VERREKEN_ENGINE_BATCH_H
#define VERREKEN_ENGINE_BATCH_H

#include "engine/fault.h"
#include "engine/schema.h"
#include "engine/symbols.h"

/* The last sources of a batch: what the command line changes in the INI, and the workbook that has
 * the tables as its sheets. */
enum { SOURCE_OPTIONS = SOURCE_TABLES + TABLE_COUNT, SOURCE_MAP, SOURCE_COUNT };

/* Rows grouped by a key of 0 … key_count - 1: those of key k are rows[start[k]] … up to, not with,
 * rows[start[k + 1]]. */
typedef struct Groups {
    u32 *start, *rows;
    size_t key_count;
} Groups;

/* The identifiers of the pupils, by their numbers. */
typedef struct LeerlingIds {
    u32 count;
    u32 *offset;          /* of each, in the file where it is first seen */
    u32 end[TABLE_COUNT]; /* those first seen in a table, or before it, are below this number */
} LeerlingIds;

typedef struct Schooldays Schooldays;

typedef struct Batch {
    Arena *arena;
    Report *report;
    Source *sources;                                           /* SOURCE_COUNT of them */
    void (*read_again)(const struct Batch *batch, u32 source); /* for source_text() */

#define TABLE(table, need) Table_##table table;
#define COLUMN(table, column, type, need)
#define TABLE_END(table)
#include "engine/tables.def"

    Symbols partij_codes, school_codes, contract_codes; /* number = row */
    LeerlingIds leerling_ids;                           /* leerlingen.c */
    Symbols product_ids, kengetal_names;

    /* Codes that only the grootboek has: their numbers follow those of the rows. */
    Symbols gone_contracts, gone_scholen;

    u32 *opvolger; /* per partij, NONE without; takes over on opvolging_per */

    /* Indexes, by index_batch(). */
    Groups
        schools_of_contract;  /* by contract, the school of each row of contract_scholen, sorted */
    Groups inschrijvingen_at; /* by school */
    Groups inschrijvingen_of; /* by leerling; each takes over the days that it shares with those
                                 after it (dubbel): the one that began last first, ties by school */
    Groups deelnames_in;      /* by contract, sorted by school (NONE first) and deelname */
    Groups kosten_of, bijdragen_of, voorschotten_of; /* by contract */
    Groups tarieven_of;    /* by contract, sorted by product, begindatum */
    Groups tellingen_of;   /* by school, sorted by peildatum, gemeente */
    Groups kengetallen_of; /* by kengetal, sorted by partij, peildatum */
    Groups woonplaatsen_of, verblijven_of, besluiten_of; /* by leerling, sorted by begindatum */
    Symbols vakantie_regios;
    Schooldays *schooldays; /* schoolweek.c */
    u32 *leerlingen_row;    /* by leerling: ask leerlingen_row_of() */
} Batch;

/* The rows that every table has, and a column of it, by number. */
TableRows *batch_rows(Batch *batch, TableId table);
void **batch_column(Batch *batch, TableId table, size_t column);

/* The row of leerlingen of a pupil; the first, when it has more; NONE. */
static inline u32 leerlingen_row_of(const Batch *batch, u32 leerling)
{
    return batch->leerlingen.rows.count ? batch->leerlingen_row[leerling] : NONE;
}

/* A group as a slice. */
typedef struct Slice {
    const u32 *rows;
    size_t count;
} Slice;
static inline Slice group_of(const Groups *groups, u32 key)
{
    u32 start = groups->start[key];
    return (Slice){groups->rows + start, groups->start[key + 1] - start};
}

/* The text of a source. One that was let go is read again; empty when the file is no longer what
 * was read. Any thread may ask. */
Text source_text(const Batch *batch, u32 source);

/* Where a row's column, or the row (column < 0), stands in its file. */
Place place_of(const Batch *batch, TableId table, u32 row, i32 column);
/* A table as a whole. */
Place place_of_table(TableId table);

/* Puts the rows of a table whose first column is its KEY in bytewise order, adding faults for keys
 * given twice, and interns the keys in that order. Before any reference to it is read. */
void batch_sort_keys(Batch *batch, TableId table, Symbols *symbols);

/* Finds the opvolger of every partij; faults for unknown ones, a missing date and circles. */
void batch_find_opvolgers(Batch *batch);

/* Makes all indexes; every reference must be valid. */
void index_batch(Batch *batch);

/* The partij that stands for `partij` on `day` (SPEC §4, opvolger). NONE and ABROAD stay. */
u32 successor_on(const Batch *batch, u32 partij, Day day);

/* The code of a partij, school, contract (also a gone one), leerling; "" for NONE. */
Text partij_code(const Batch *batch, u32 partij);
Text school_code(const Batch *batch, u32 school);
Text contract_code(const Batch *batch, u32 contract);
Text leerling_id(const Batch *batch, u32 leerling);

/* The validity of a contract; its last day may be DAY_OPEN_END. */
Day contract_first(const Batch *batch, u32 contract);
Day contract_last(const Batch *batch, u32 contract);

#endif
