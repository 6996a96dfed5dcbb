/* What an open workbook is made of: for the files of this folder alone. */
#ifndef VERREKEN_IO_WORKBOOK_PARTS_H
#define VERREKEN_IO_WORKBOOK_PARTS_H

#include "io/documents/xml.h"
#include "io/workbook/workbook.h"
#include "io/workbook/zip.h"

typedef struct Texts {
    Text *items;
    size_t count, capacity;
} Texts;

typedef struct NumberFormats {
    NumberFormat *items;
    size_t count, capacity;
} NumberFormats;

/* Of each font whether it strikes its text through. */
typedef struct Fonts {
    bool *items;
    size_t count, capacity;
} Fonts;

typedef struct WorkbookParts {
    Arena memory, *lasting; /* lasting: of the Workbook itself */
    Zip zip;
    u64 inflated;                 /* bytes so far */
    Text shared, styles;          /* names of parts; empty: there are none */
    bool loaded;                  /* these two were read */
    Texts strings;                /* that cells share */
    NumberFormats formats, codes; /* by style of a cell; codes: by `ids` */
    Fonts fonts;
    struct {
        u32 *items;
        size_t count, capacity;
    } ids;
} WorkbookParts;

/* Reads a part that is XML. `*fault`, which the events may set, ends it as WORKBOOK_DAMAGED; *stop
 * ends it without a problem. False: book->problem says why. */
bool part_read(Workbook *book, Text name, const XmlEvents *events, void *context, const bool *fault,
               const bool *stop);

/* Reads the shared strings and the styles, once. False: book->problem says why. */
bool parts_load(Workbook *book);

/* The name of an element or attribute without the prefix of its namespace. */
const char *local_name(const char *name);

/* The value of an attribute, by its local name; NULL: it is not there. */
const char *attribute_named(const char *const *attributes, const char *name);

/* Whether an attribute says 1 or true. */
bool is_true(const char *value);

/* The text of a cell as it is meant, in `arena`: _x000D_ and the like are characters, and line
 * breaks are one blank. */
Text stored_text(Arena *arena, Text text);

#endif
