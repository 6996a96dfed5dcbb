/* The forms in which a settlement is written. */
#ifndef VERREKEN_IO_DOCUMENTS_FORMATS_H
#define VERREKEN_IO_DOCUMENTS_FORMATS_H

#include "engine/text.h"

#define AFREKENING_FILE "afrekening.xlsx"
#define FACTUREN_FOLDER "facturen"
#define SPECIFICATIES_FOLDER "specificaties"

/* A set of them. The tables (csv) are always written: the controls read them back. */
typedef unsigned Formats;
enum { FORMAT_CSV = 1, FORMAT_XLSX = 2, FORMAT_PDF = 4, FORMAT_UBL = 8, FORMAT_HTML = 16 };
enum { FORMATS_USUAL = FORMAT_CSV | FORMAT_XLSX | FORMAT_HTML };

static inline bool has_documents(Formats formats)
{
    return formats != FORMAT_CSV;
}

/* `csv,xlsx,pdf` in any order; each may stand there once. False: *bad is what is none. */
bool formats_parse(const char *list, Formats *formats, Text *bad);

/* The same in one order: csv,xlsx,html,pdf,ubl. */
Text formats_text(Arena *arena, Formats formats);

#endif
