/* Reads the values of settlement.ini: periods, peildata, lists, shares, choices. Each function
 * tells its faults at the entry and returns false after one. Used by the settings alone. */
#ifndef VERREKEN_ENGINE_VALUES_H
#define VERREKEN_ENGINE_VALUES_H

#include "engine/rule.h"

typedef struct SettingsReader {
    Batch *batch;
    Arena *arena;
    Report *report;
    IniDoc *doc;
    const Rules *rules;
    Settings *settings;
    bool books; /* what is said of a grootboek counts */
} SettingsReader;

/* E321: `value` cannot be; `expected` says what can, after "write". False. */
bool value_bad(SettingsReader *reader, const IniEntry *entry, Text value, Words expected);

/* That the value is not empty. */
bool value_given(SettingsReader *reader, const IniEntry *entry, Words expected);

/* 2025 · 2025-Q4 · 2025-10 · 2024/2025 · 2025-10-01..2025-12-31 */
bool value_period(SettingsReader *reader, const IniEntry *entry, Interval *period);
bool value_date(SettingsReader *reader, const IniEntry *entry, Text value, Day *day);
bool value_integer(SettingsReader *reader, const IniEntry *entry, i64 most, i64 *number);
bool value_choice(SettingsReader *reader, const IniEntry *entry, const char *const *words,
                  int *index);
bool value_partij(SettingsReader *reader, const IniEntry *entry, Text code, u32 *partij);
bool value_tijdvak(SettingsReader *reader, const IniEntry *entry, TijdvakKind *kind);
bool value_peildata(SettingsReader *reader, const IniEntry *entry, Peildata *peildata);
/* `CODE 50%, CODE 1/3, …`, which sum to exactly 1. */
bool value_shares(SettingsReader *reader, const IniEntry *entry, Shares *shares);

/* `2025-01-15 8%, 2025-02-15 8%, …`, which sum to exactly 1. */
bool value_termijnen(SettingsReader *reader, const IniEntry *entry, Termijnen *termijnen);

/* The items of a list, divided at each comma that white space follows, or at every comma when
 * `any_comma`; without blanks around them; at least one. */
typedef struct Items {
    Text *items;
    size_t count, capacity;
} Items;
Items value_items(SettingsReader *reader, const IniEntry *entry, bool any_comma);

/* Divides an item `NAME SHARE` at its last blank. False: there is none. */
bool value_name_and_share(Text item, Text *name, Text *share);

/* Puts fractions over one denominator; false: it would pass 10^12 or they do not sum to 1, told. */
bool value_common_total(SettingsReader *reader, const IniEntry *entry, const Fraction *fractions,
                        size_t count, i128 *weights, i64 *total);

#endif
