/* What cairo leaves out of the catalog of a PDF. */
#ifndef VERREKEN_IO_DOCUMENTS_PDF_CATALOG_H
#define VERREKEN_IO_DOCUMENTS_PDF_CATALOG_H

#include "engine/text.h"

/* The document with its language (Dutch: how it is read aloud) and its title in the window's bar.
 * A document whose end is not what we know stays as it is. */
Text pdf_catalog_complete(Arena *arena, Text pdf);

#endif
