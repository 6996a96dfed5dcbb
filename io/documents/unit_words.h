/* The Dutch words for what a laag counts, as people read it. */
#ifndef VERREKEN_IO_DOCUMENTS_UNIT_WORDS_H
#define VERREKEN_IO_DOCUMENTS_UNIT_WORDS_H

#include "engine/rule.h"

/* leerlingdagen; gewogen leerlingdagen where the laag has a weging; `one`: leerlingdag. */
Text unit_words(Arena *arena, const Laag *laag, bool one);

/* How many units of the engine are one of those that people read. */
i64 people_units_of(const Sleutel *sleutel);

/* The days that an amount at a price per day (millionths of a euro) is of (buiten = apart): R(100 ·
 * days · tarief) cents; 0: that cannot be told. */
i64 apart_days(i64 cents, i64 tarief);

/* 15.998 dagen à € 7,90 */
Text apart_words(Arena *arena, i64 days, i64 tarief);

/* A division by agreed shares, which are no count of anything. */
bool is_of_shares(const Sleutel *sleutel);

#endif
