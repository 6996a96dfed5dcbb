/* Reading a workbook back. In: an xlsx file; out: whether it holds what was written. Holds always:
 * a sheet that ends early, or a number that is none, is found. */
#include "io/documents/xlsx_check.h"

#include "io/documents/xml.h"

#include <minizip/unzip.h>
#include <stdlib.h>

/* What is counted of one sheet. */
typedef struct Cells {
    u64 cells;
    bool numeric;  /* the cell holds a number */
    bool in_value; /* within <v> of it */
    bool bad;      /* a value that is no number */
} Cells;

static void on_open(void *context, const char *name, const char *const *attributes)
{
    Cells *c = context;
    if (!strcmp(name, "c")) {
        c->cells++;
        c->numeric = true;
        for (size_t i = 0; attributes && attributes[i]; i += 2)
            if (!strcmp(attributes[i], "t")) c->numeric = false;
    }
    c->in_value = c->numeric && !strcmp(name, "v");
}

static void on_text(void *context, Text text)
{
    Cells *c = context;
    for (size_t i = 0; c->in_value && i < text.length; i++)
        if (!strchr("0123456789.+-eE", text.at[i])) c->bad = true;
}

static void on_close(void *context, const char *name)
{
    (void)name;
    ((Cells *)context)->in_value = false;
}

/* Reads the part that is open; false: it is not whole. */
static bool read_part(unzFile file, Cells *cells)
{
    enum { BLOCK = 1 << 16 };
    static const XmlEvents events = {on_open, on_text, on_close};
    char *block = malloc(BLOCK);
    if (!block) emergency_out_of_memory();
    XmlReader *reader = xml_reader_begin(&events, cells);
    int count;
    bool whole = true;
    while (whole && (count = unzReadCurrentFile(file, block, BLOCK)) > 0)
        whole = xml_reader_feed(reader, (Text){block, (size_t)count});
    whole = whole && count == 0;
    free(block);
    return xml_reader_end(reader) && whole;
}

/* The number of xl/worksheets/sheetN.xml, from 1; 0: it is another part. */
static size_t sheet_number(const char *name)
{
    static const char head[] = "xl/worksheets/sheet";
    if (strncmp(name, head, sizeof head - 1)) return 0;
    size_t number = 0;
    for (const char *c = name + sizeof head - 1; *c >= '0' && *c <= '9'; c++)
        number = number * 10 + (size_t)(*c - '0');
    return number;
}

static bool is_xml(const char *name)
{
    size_t length = strlen(name);
    return (length > 4 && !strcmp(name + length - 4, ".xml")) ||
           (length > 5 && !strcmp(name + length - 5, ".rels"));
}

static const char *check_part(unzFile file, const u64 *cells, size_t sheet_count, size_t *seen)
{
    char name[256];
    if (unzGetCurrentFileInfo64(file, NULL, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
        return "the workbook cannot be read back";
    if (!is_xml(name)) return NULL;
    if (unzOpenCurrentFile(file) != UNZ_OK) return "the workbook cannot be read back";
    Cells found = {0};
    bool whole = read_part(file, &found);
    if (unzCloseCurrentFile(file) != UNZ_OK || !whole)
        return "the workbook is not whole; is the disk full?";
    size_t number = sheet_number(name);
    if (!number) return NULL;
    (*seen)++;
    if (number > sheet_count || found.cells != cells[number - 1])
        return "a sheet of the workbook is not whole; is the disk full?";
    return found.bad ? "a number in the workbook is none" : NULL;
}

bool xlsx_check(const char *path, const u64 *cells, size_t sheet_count, const char **reason)
{
    unzFile file = unzOpen64(path);
    size_t seen = 0;
    *reason = file ? NULL : "the workbook cannot be read back";
    int next = file ? unzGoToFirstFile(file) : UNZ_OK;
    while (!*reason && next == UNZ_OK) {
        *reason = check_part(file, cells, sheet_count, &seen);
        next = unzGoToNextFile(file);
    }
    if (!*reason && (next != UNZ_END_OF_LIST_OF_FILE || seen != sheet_count))
        *reason = "the workbook is not whole; is the disk full?";
    if (file) unzClose(file);
    return !*reason;
}
