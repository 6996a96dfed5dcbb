/* What a sleutel, a methode and an afronding are. Each is one file in rules/, which defines one of
 * the structs below; the build finds it, and the check of the INI and `verreken help rules` know it
 * from there. The engine knows none of them by name.
 */
#ifndef VERREKEN_ENGINE_RULE_H
#define VERREKEN_ENGINE_RULE_H

#include "engine/settings.h"

/* A parameter of a sleutel: a key of the INI beside those that every laag has. */
typedef enum ParamKind {
    PARAM_CHOICE,    /* one of `words`; the first is the default */
    PARAM_PEILDATUM, /* one or more peildata */
    PARAM_SHARES,    /* partijen with shares; always required */
} ParamKind;

typedef struct Param {
    const char *key;
    ParamKind kind;
    const char *const *words; /* of a PARAM_CHOICE, ended by NULL */
    const char *label;        /* Dutch, one line for the help */
} Param;

typedef enum Trait {
    /* Units are attributed to a partij by `aan`: aan, buiten, drempel, onbekend have a meaning. */
    TRAIT_ATTRIBUTED = 1,
    /* Counted over an interval, so that leeg = jaar can count the whole year. */
    TRAIT_INTERVAL = 2,
    /* One unit is one day, so that buiten = apart has a meaning. */
    TRAIT_DAYS = 4,
    /* Divides over the members of deelnemers, which is required. */
    TRAIT_MEMBERS = 8,
    /* Units of a peildatum come from tellingen: drempel in leerlingen counts the units. */
    TRAIT_COUNTS = 16,
    /* A unit is weighed by the soort of its school: weging has a meaning. */
    TRAIT_WEGING = 32,
    /* Counts the pxq cents of the pool: in a laag under or above the grens only its own. */
    TRAIT_CENTS = 64,
} Trait;

typedef struct Weighing Weighing; /* weigh.h */

struct Sleutel {
    const char *name;        /* in the INI */
    const char *argument;    /* NAAM when it is written as name:NAAM, else NULL */
    const char *label;       /* Dutch, for people */
    const char *unit;        /* Dutch, plural, of what is counted */
    const char *people_unit; /* the same for people, when a unit is a small part of it: else NULL */
    i64 people_units;        /* then so many units are one of those */
    const char *one;         /* the singular of what people read; NULL: the same word */
    const char *counts;      /* Dutch: what is counted, one sentence */
    const char *example;     /* Dutch: one worked example */
    unsigned traits;
    const Param *params;
    size_t param_count;
    const TableId *needs; /* tables it cannot do without */
    size_t need_count;
    /* Counts the units of one laag of one pool through the functions of weigh.h. */
    void (*count)(Weighing *weighing);
    /* The unit is 1/denominator of what is told; NULL: 1. */
    i64 (*denominator)(const Laag *laag);
};

typedef struct Prefinancing Prefinancing; /* settle.h */

struct Methode {
    const char *name, *label, *explanation, *example; /* Dutch but for the name */
    CrediteurKind crediteur;                          /* unless the rule says otherwise */
    bool takes_voorfinanciering;
    /* Emits what was paid beforehand for one contract in one tijdvak. */
    void (*prefinance)(Prefinancing *prefinancing);
};

/* One division of an amount over partijen in bytewise order of their codes. */
typedef struct Division {
    Arena *scratch;
    i64 amount; /* cents */
    const u32 *partijen;
    const i128 *weights; /* add up to total, which is above 0 */
    size_t count;
    i128 total;
    i64 unit;     /* cents: parts are whole units, but for what is below one */
    u32 argument; /* the partij of sluitpost CODE, which is one of partijen; else NONE */
    i64 *parts;   /* to be set: cents that add up to amount */
} Division;

struct Afronding {
    const char *name, *label, *explanation, *example;
    bool takes_eenheid; /* rounds to the unit of the division */
    bool takes_partij;  /* written as name CODE; that partij always has a row */
    void (*divide)(const Division *division);
};

struct Rules {
    const Sleutel *const *sleutels;
    size_t sleutel_count;
    const Methode *const *methodes;
    size_t methode_count;
    const Afronding *const *afrondingen; /* the first is the default */
    size_t afronding_count;
};

#endif
