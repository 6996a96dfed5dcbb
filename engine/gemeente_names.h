/* From the name of a gemeente, as people and files write it, to its code. Nothing is guessed: a
 * name that fits no gemeente, or several, is no code. */
#ifndef VERREKEN_ENGINE_GEMEENTE_NAMES_H
#define VERREKEN_ENGINE_GEMEENTE_NAMES_H

#include "engine/gemeenten.h"

typedef enum NameOutcome {
    NAME_FOUND,
    NAME_UNKNOWN,   /* `candidates`: what may have been meant, or empty */
    NAME_AMBIGUOUS, /* `candidates` */
    NAME_NOT_THEN,  /* it has the name, but was not there on that day */
    NAME_NOWHERE,   /* empty, or a word for abroad or unknown */
    NAME_ABROAD,
} NameOutcome;

typedef struct NameFinding {
    NameOutcome outcome;
    const Gemeente *gemeente;
    Text candidates; /* GM0373 Bergen (NH), GM0893 Bergen (L) */
} NameFinding;

/* A way to write a gemeente: letters and digits alone, without case and accents. */
typedef struct GemeenteName {
    Text key;
    const char *province; /* that of the gemeente, where it tells names apart; NULL: not known */
    const Gemeente *gemeente;
} GemeenteName;

/* Sorted by key. */
typedef struct GemeenteNames {
    const Gemeenten *list;
    GemeenteName *items;
    size_t count, capacity;
} GemeenteNames;

/* Every name on the list, and the aliases of gemeente_names.def of those that are on it. */
GemeenteNames gemeente_names(Arena *arena, const Gemeenten *list);

/* The gemeente that is called so on `day`. DAY_OPEN_END: on any day; a name that gemeenten of
 * different times share is then ambiguous. Accepted beside the name and aliases: a province behind
 * it, in full or short, with or without brackets, and (gemeente). */
NameFinding gemeente_by_name(Arena *arena, const GemeenteNames *names, Text name, Day day);

/* GM0518 of 0518, 518 and gm0518 (dropped zeros are put back); empty: it is no code. */
Text gemeente_code_of(Arena *arena, Text text);

/* Letters in lower case without accents, and digits; blanks, hyphens, points and apostrophes go. */
Text name_folded(Arena *arena, Text name);

/* GM0518 's-Gravenhage */
Text gemeente_label(Arena *arena, const Gemeente *gemeente);

#endif
