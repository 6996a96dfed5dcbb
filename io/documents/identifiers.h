/* What banks, the KvK and the tax office make of numbers: their forms and check digits. The rules
 * of e-invoices do not check these; a payment fails on them. */
#ifndef VERREKEN_IO_DOCUMENTS_IDENTIFIERS_H
#define VERREKEN_IO_DOCUMENTS_IDENTIFIERS_H

#include "engine/text.h"

/* What is wrong with an IBAN, in words that follow "is no IBAN: "; NULL: nothing. Blanks between
 * groups do not count. */
const char *iban_fault(Text iban);

bool is_oin(Text oin);           /* 20 digits that begin with four zeros */
bool is_kvk(Text kvk);           /* 8 digits */
bool is_postcode(Text postcode); /* 1234 AB or 1234AB */
bool is_btw_id(Text btw_id);     /* NL999999999B99 */

/* As machines take it: without blanks. */
Text without_blanks(Arena *arena, Text text);

/* 1234 AB. */
Text postcode_text(Arena *arena, Text postcode);

#endif
