/* Makes the documents of a settlement: the workbook of all of it, and the facturen in their forms.
 * In child processes: the libraries that write them crash when memory ends, and one must not take
 * the other with it. */
#ifndef VERREKEN_IO_DOCUMENTS_RENDER_H
#define VERREKEN_IO_DOCUMENTS_RENDER_H

#include "io/control/controls.h"
#include "io/documents/formats.h"
#include "io/documents/invoice.h"
#include "io/documents/pseudonym.h"

typedef struct Rendering {
    const Run *run; /* complete, with its lines */
    const Controls *controls;
    const Corrected *corrected;   /* by factuur, or NULL */
    Text logo;                    /* the bytes of a PNG; empty: none */
    const Pseudonyms *pseudonyms; /* of the specificaties; NULL: identifiers as in the input */
    Formats formats;
    Text folder; /* where they go; of temporary files as well */
} Rendering;

typedef struct Rendered {
    Text *items; /* their names in the folder, bytewise */
    size_t count, capacity;
} Rendered;

/* Makes them all, on the disk. No thread may run meanwhile. False: *file could not be made, and
 * why. */
bool render_documents(Arena *arena, const Rendering *rendering, Rendered *rendered,
                      const char **file, const char **reason);

/* Whether a name in the folder of a settlement, or in one of its folders, is that of a document of
 * a concept. */
bool is_document(Text name);

#endif
