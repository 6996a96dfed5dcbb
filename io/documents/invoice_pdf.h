/* A factuur as a PDF: one page when it fits, then the annex with its regels. */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_PDF_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_PDF_H

#include "io/documents/invoice.h"

/* The bytes, in the arena; `logo`: those of a PNG, or empty. Empty: *reason, in words for a person.
 * In a child process: see pdf.h. */
Text invoice_pdf(Arena *arena, const Invoice *invoice, Text logo, const char **reason);

#endif
