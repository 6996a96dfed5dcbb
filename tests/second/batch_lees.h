/* What batch.c and batch_lees.c share: the tables by name, and the readers of the later ones. */
#ifndef SECOND_BATCH_LEES_H
#define SECOND_BATCH_LEES_H

#include "second.h"

Tabel tabel(const char *name);
const School *school_van(const char *code); /* NULL for an empty code */
const Contract *contract_van(const char *code);
Q lees_cents(const char *euro);
void lees_bedragen(void);
void lees_deelnames(void);
void lees_leerlingen(void);
void lees_tellingen(void);
#endif
