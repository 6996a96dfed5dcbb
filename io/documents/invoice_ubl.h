/* A factuur or creditfactuur as a UBL 2.1 document: NLCIUS, and with another CustomizationID Peppol
 * BIS Billing 3 ([factuur] profiel). The body is in what both allow (EN 16931).
 *
 * A voorschot that was asked by a factuur is a negative line with a reference to it; what was paid
 * without one, or with btw on it, is PrepaidAmount. A creditfactuur is a CreditNote with positive
 * amounts, unless [factuur] credit says otherwise, it names no factuur that it corrects, or its
 * amounts have both signs: then it is an Invoice with negative ones.
 */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_UBL_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_UBL_H

#include "io/documents/invoice.h"

/* The document, in UTF-8; `invoice` is no specificatie, and passed ubl_check(). `pdf`: the bytes of
 * its picture, that go with it as STEM.pdf; empty: none. */
Text invoice_ubl(Arena *arena, const Invoice *invoice, Text pdf);

#endif
