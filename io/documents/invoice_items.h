/* The lines of a factuur, made of its regels. Used by invoice.c alone. */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_ITEMS_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_ITEMS_H

#include "io/documents/invoice.h"

/* Fills invoice->items. Σ cents of all but voorschotten is the bedrag of the factuur, Σ cents of
 * the voorschotten is what was prefinanced, negative. */
void invoice_add_items(Arena *arena, Invoice *invoice);

#endif
