/* What the parts of the sheet Samenvatting share. Used by afrekening_samenvatting.c and
 * afrekening_regels.c alone. */
#ifndef VERREKEN_IO_DOCUMENTS_AFREKENING_SAMENVATTING_H
#define VERREKEN_IO_DOCUMENTS_AFREKENING_SAMENVATTING_H

#include "io/documents/afrekening_parts.h"

enum { LINE_POINTS = 13 }; /* how high a line of text is */

typedef struct Partij {
    u32 partij;
    i64 aandeel, paid, eerder, niet_verrekend, saldo;
} Partij;

typedef struct Summary {
    Afrekening *a;
    Sheet *s;
    u32 row;
    Partij *partijen;
    size_t count;
    u32 first, last;            /* rows of partijen */
    u32 code_width, name_width; /* characters of the first two columns */
    /* Columns; NONE: left out. */
    u32 aandeel, paid, eerder, niet_verrekend, netto, saldo, woord, columns;
} Summary;

typedef struct ContractSums {
    i64 kosten, paid;
    u32 crediteur; /* NONE: it has no pool and no position */
} ContractSums;

/* By contract; *shown: how many have a pool or a position. */
ContractSums *sums_of_contracts(const Afrekening *a, size_t *shown);

void put_section(Summary *m, const char *title);
void put_header(Summary *m, u32 column, const char *title, bool right);

/* afrekening_regels.c */
void put_controls(Summary *m);
void put_rules(Summary *m);
void put_how_to(Summary *m);

#endif
