/* Writing tables: rows of text, sorted bytewise field by field, quoted where RFC 4180 demands. */
#ifndef SECOND_SCHRIJF_H
#define SECOND_SCHRIJF_H

#include "second.h"

typedef LIST(Woorden) Regels;
void regel(Regels *out, size_t count, ...); /* count texts */
void schrijf_tabel(const char *path, const char *header, Regels *rows, size_t sorted_columns);
#endif
