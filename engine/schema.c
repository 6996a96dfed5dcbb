/* The description of every table, made from tables.def, keys.def and words.def. */
#include "engine/schema.h"

#include "engine/batch.h"

#define TABLE(table, need) static const ColumnSpec columns_of_##table[] = {
#define COLUMN(table, column, type, need) \
    {#column, TYPE_##type, NEED_##need, offsetof(Table_##table, column), sizeof(Cell_##type)},
#define TABLE_END(table) \
    }                    \
    ;
#include "engine/tables.def"

const TableSpec table_specs[TABLE_COUNT] = {
#define TABLE(table, need)                                                                \
    [T_##table] = {#table, NEED_##need, columns_of_##table, COUNT_OF(columns_of_##table), \
                   offsetof(Batch, table)},
#define COLUMN(table, column, type, need)
#define TABLE_END(table)
#include "engine/tables.def"
};

#define TABLE_WORDS(table, words) static const char *const words_of_##table[COL_##table##_COUNT] = {
#define COLUMN_WORDS(table, column, words) [COL_##table##_##column] = words,
#define TABLE_WORDS_END(table) \
    }                          \
    ;
#include "engine/words.def"

const char *const table_words[TABLE_COUNT] = {
#define TABLE_WORDS(table, words) [T_##table] = words,
#define COLUMN_WORDS(table, column, words)
#define TABLE_WORDS_END(table)
#include "engine/words.def"
};

const char *const *const column_words[TABLE_COUNT] = {
#define TABLE_WORDS(table, words) [T_##table] = words_of_##table,
#define COLUMN_WORDS(table, column, words)
#define TABLE_WORDS_END(table)
#include "engine/words.def"
};

enum { KEY_UNIQUE = true, KEY_ALIKE = false };

const RowKey row_keys[TABLE_COUNT] = {
#define ROW_KEY_1(table, kind, a) [T_##table] = {1, {COL_##table##_##a}, KEY_##kind},
#define ROW_KEY_2(table, kind, a, b) \
    [T_##table] = {2, {COL_##table##_##a, COL_##table##_##b}, KEY_##kind},
#define ROW_KEY_3(table, kind, a, b, c) \
    [T_##table] = {3, {COL_##table##_##a, COL_##table##_##b, COL_##table##_##c}, KEY_##kind},
#include "engine/keys.def"
};

/* Every table has one key. */
enum {
#define ROW_KEY_1(table, kind, a) KEY_OF_##table,
#define ROW_KEY_2(table, kind, a, b) KEY_OF_##table,
#define ROW_KEY_3(table, kind, a, b, c) KEY_OF_##table,
#include "engine/keys.def"
    KEY_COUNT
};
_Static_assert((int)KEY_COUNT == (int)TABLE_COUNT, "a table has no key in keys.def");

const char *const *column_choices(ColumnType type)
{
    static const char *const partij[] = {"gemeente",      "samenwerkingsverband",
                                         "schoolbestuur", "aanbieder",
                                         "zorgkantoor",   "zorgverzekeraar",
                                         "rijk",          "gemeenschappelijke_regeling",
                                         "overig",        NULL};
    static const char *const verblijf[] = {"aanbieder", "pleegouder", "opvang", "beschermd_wonen",
                                           "jji",       "deeltijd",   NULL};
    static const char *const frequentie[] = {
        "totaal", "per_dag", "per_week", "per_maand", "per_week_zondag", "per_schoolweek", NULL};
    static const char *const aantekening[] = {"", "briefadres", "in_onderzoek", NULL};
    static const char *const ja[] = {"nee", "ja", NULL};
    switch (type) {
    case TYPE_PARTIJ_SOORT: return partij;
    case TYPE_VERBLIJF_SOORT: return verblijf;
    case TYPE_FREQUENTIE: return frequentie;
    case TYPE_AANTEKENING: return aantekening;
    case TYPE_JA: return ja;
    default: return NULL;
    }
}
