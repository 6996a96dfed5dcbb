/* Reading a workbook back. In: an xlsx file; out: whether it holds what was written. Holds always:
 * a sheet that ends early, or a number that is none, is found. */
#include "io/documents/xlsx_check.h"

#include "engine/taal.h"

#include "engine/work.h"
#include "io/documents/xml.h"
#include "io/system/sys.h"

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
    sys_enough_memory(block != NULL);
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

/* A part of the workbook, and what is wrong with it. */
typedef struct Part {
    unz64_file_pos at;
    u64 bytes;
    size_t sheet; /* from 1; 0: it is none */
    const char *fault;
} Part;

typedef struct Checking {
    const char *path;
    const u64 *cells; /* by sheet */
    size_t sheet_count;
    Part *parts;
    size_t count;
} Checking;

static const char unreadable[] = SAID("the workbook cannot be read back");
static const char not_whole[] = SAID("the workbook is not whole; is the disk full?");

static const char *check_part(const Checking *c, unzFile file, const Part *part)
{
    if (unzOpenCurrentFile(file) != UNZ_OK) return unreadable;
    Cells found = {0};
    bool whole = read_part(file, &found);
    if (unzCloseCurrentFile(file) != UNZ_OK || !whole) return not_whole;
    if (!part->sheet) return NULL;
    if (part->sheet > c->sheet_count || found.cells != c->cells[part->sheet - 1])
        return SAID("a sheet of the workbook is not whole; is the disk full?");
    return found.bad ? SAID("a number in the workbook is none") : NULL;
}

/* Each part by itself: reading back takes as long as writing did. */
static void check_one(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const Checking *c = context;
    Part *part = &c->parts[task];
    unzFile file = unzOpen64(c->path);
    part->fault = unreadable;
    if (file && unzGoToFilePos64(file, &part->at) == UNZ_OK)
        part->fault = check_part(c, file, part);
    if (file) unzClose(file);
}

/* The parts that are XML; false: the list of them cannot be read. */
static bool list_parts(Checking *c, unzFile file)
{
    unz_global_info64 all;
    if (unzGetGlobalInfo64(file, &all) != UNZ_OK) return false;
    c->parts = calloc((size_t)all.number_entry + 1, sizeof *c->parts);
    sys_enough_memory(c->parts != NULL);
    int next = unzGoToFirstFile(file);
    for (; next == UNZ_OK && c->count <= all.number_entry; next = unzGoToNextFile(file)) {
        char name[256];
        unz_file_info64 info;
        Part *part = &c->parts[c->count];
        if (unzGetCurrentFileInfo64(file, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
            unzGetFilePos64(file, &part->at) != UNZ_OK)
            return false;
        if (!is_xml(name)) continue;
        part->bytes = info.uncompressed_size;
        part->sheet = sheet_number(name);
        c->count++;
    }
    return next == UNZ_END_OF_LIST_OF_FILE;
}

static int larger_first(const void *left, const void *right)
{
    const Part *a = left, *b = right;
    if (a->bytes != b->bytes) return a->bytes > b->bytes ? -1 : 1;
    return (a->sheet > b->sheet) - (a->sheet < b->sheet);
}

static const char *check_parts(Checking *c)
{
    enum { THREADS_FROM = 1 << 22 }; /* bytes: below it a thread costs more than it saves */
    u64 bytes = 0;
    size_t sheets = 0;
    sort_array(c->parts, c->count, sizeof *c->parts, larger_first);
    for (size_t i = 0; i < c->count; i++) {
        bytes += c->parts[i].bytes;
        sheets += c->parts[i].sheet > 0;
    }
    if (sheets != c->sheet_count) return not_whole;
    xml_reader_prepare();
    if (bytes >= THREADS_FROM)
        work_each(c->count, check_one, c);
    else
        for (size_t i = 0; i < c->count; i++)
            check_one(c, i, 0);
    for (size_t i = 0; i < c->count; i++)
        if (c->parts[i].fault) return c->parts[i].fault;
    return NULL;
}

bool xlsx_check(const char *path, const u64 *cells, size_t sheet_count, const char **reason)
{
    Checking c = {.path = path, .cells = cells, .sheet_count = sheet_count};
    unzFile file = unzOpen64(path);
    bool listed = file && list_parts(&c, file);
    if (file) unzClose(file);
    *reason = !file ? unreadable : listed ? check_parts(&c) : not_whole;
    free(c.parts);
    return !*reason;
}
