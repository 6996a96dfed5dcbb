/* How sentences about rules are put together; for regels_in_woorden.c and regels_laag.c alone. */
#ifndef VERREKEN_IO_DOCUMENTS_REGELS_SPEAKING_H
#define VERREKEN_IO_DOCUMENTS_REGELS_SPEAKING_H

#include "io/documents/regels_in_woorden.h"

#define WOONPLAATS_BASIS "Jeugdwet, artikel 1.1"

/* The first days of tijdvakken, by date. */
typedef struct Firsts {
    Day *items;
    size_t count, capacity;
} Firsts;

typedef struct Speaking {
    Arena *arena;
    const Run *run;
    const Rule *rule;
    const RuleVersion *version;
    Firsts firsts; /* of the tijdvakken that are told of, at least one */
    Text basis;    /* of what the agreement says */
    RuleSentences *out;
} Speaking;

void say_on(Speaking *s, Text about, Text sentence, Text basis);
#define SAY(s, about, ...) say_on((s), TEXT(about), JOIN((s)->arena, __VA_ARGS__), (s)->basis)

Text naam_of(const Speaking *s, u32 partij);

/* 12,5%, or 1/3 where a percentage would not be exact. */
Text share_text(Arena *arena, i128 numerator, i128 denominator);
Text shares_text(const Speaking *s, const Shares *shares);

/* `, ` or ` en ` before item i of count, nothing before the first. */
void build_between(TextBuilder *out, size_t i, size_t count);

/* The laag at `index` of the version, as it is in each of the tijdvakken that are told of. */
void say_laag(Speaking *s, size_t index, bool named);

/* A deelname of a contract of the rule: the next row from `row` on; SIZE_MAX: none. */
size_t next_deelname(const Speaking *s, size_t row);

#endif
