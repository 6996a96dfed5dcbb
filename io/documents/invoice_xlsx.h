/* A factuur as a workbook: the sheet `Factuur`, which prints on one page, and `Bijlage` with its
 * regels. */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_XLSX_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_XLSX_H

#include "io/documents/invoice.h"

/* Writes it to `path`, with temporary files in `folder`; `logo`: the bytes of a PNG, or empty.
 * False: *reason, in words for a person. In a child process: see xlsx.h. */
bool invoice_xlsx(Arena *arena, const Invoice *invoice, Text logo, const char *path,
                  const char *folder, const char **reason);

#endif
