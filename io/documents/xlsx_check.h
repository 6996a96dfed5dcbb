/* Reads a workbook back: libxlsxwriter does not see that a disk is full. */
#ifndef VERREKEN_IO_DOCUMENTS_XLSX_CHECK_H
#define VERREKEN_IO_DOCUMENTS_XLSX_CHECK_H

#include "engine/base.h"

/* Whether every part is whole XML, and sheet i (from 0) has cells[i] cells, whose values are
 * numbers where they should be. False: *reason, in words for a person. */
bool xlsx_check(const char *path, const u64 *cells, size_t sheet_count, const char **reason);

#endif
