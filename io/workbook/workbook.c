/* Workbooks. In: a file; out: what it says of its sheets. Holds always: what is not understood is a
 * problem with a name, and no part is read beyond the limits. */
#include "io/system/sys.h"
#include "io/workbook/parts.h"

#include <string.h>

enum { SHEETS_MOST = 4096, RATIO_FROM = 1 << 24 };

/* Sets the problem; there is none yet. False always. */
static bool xlsx_fail(Workbook *book, WorkbookProblem problem, Text detail)
{
    ASSERT(book->problem == WORKBOOK_GOOD);
    book->problem = problem;
    book->detail = text_copy(book->parts->lasting, detail);
    return false;
}

const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *attribute_named(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        if (!strcmp(local_name(attributes[i]), name)) return attributes[i + 1];
    return NULL;
}

bool is_true(const char *value)
{
    return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

/* --- parts ------------------------------------------------------------------------------------ */

typedef struct PartReader {
    XmlReader *xml;
    const bool *fault, *stop;
} PartReader;

static bool take_part(void *context, Text bytes)
{
    PartReader *r = context;
    return xml_reader_feed(r->xml, bytes) && !*r->fault && !*r->stop;
}

/* Whether the limits allow to read it. */
static bool within_limits(Workbook *book, const ZipMember *member)
{
    u64 left = WORKBOOK_BYTES_MOST - book->parts->inflated;
    bool swollen =
        member->bytes > RATIO_FROM && member->bytes / WORKBOOK_RATIO_MOST > member->packed_bytes;
    if (member->bytes > left || swollen) return xlsx_fail(book, WORKBOOK_TOO_LARGE, member->name);
    book->parts->inflated += member->bytes;
    return true;
}

bool part_read(Workbook *book, Text name, const XmlEvents *events, void *context, const bool *fault,
               const bool *stop)
{
    WorkbookParts *parts = book->parts;
    const ZipMember *member = zip_member(&parts->zip, name);
    if (!member) return xlsx_fail(book, WORKBOOK_DAMAGED, name);
    if (member->encrypted) return xlsx_fail(book, WORKBOOK_PASSWORD, name);
    if (!within_limits(book, member)) return false;
    PartReader reader = {xml_reader_begin(events, context), fault, stop};
    bool whole = zip_read(&parts->zip, member, take_part, &reader);
    whole = xml_reader_end(reader.xml) && whole;
    if (*fault || (!whole && !*stop)) return xlsx_fail(book, WORKBOOK_DAMAGED, name);
    return true;
}

/* --- relations -------------------------------------------------------------------------------- */

typedef struct Relation {
    Text id, type, target; /* type: the last word of it */
} Relation;

typedef struct Relations {
    Arena *arena;
    Text folder; /* of the part that they are of, with its slash */
    Relation *items;
    size_t count, capacity;
    bool fault, stop;
} Relations;

/* The name of the part that `target` is, from `folder`; without . and .. in it. */
static Text part_name(Arena *arena, Text folder, Text target)
{
    Text path = text_starts(target, TEXT("/")) ? target : JOIN(arena, folder, target);
    char *name = NEW(arena, char, path.length + 1);
    size_t length = 0;
    for (size_t at = 0, end; at < path.length; at = end + 1) {
        end = text_find(path, '/', at);
        Text word = text_slice(path, at, end);
        if (!word.length || text_equal(word, TEXT("."))) continue;
        if (text_equal(word, TEXT(".."))) {
            while (length && name[length - 1] != '/')
                length--;
            if (length) length--;
            continue;
        }
        if (length) name[length++] = '/';
        memcpy(name + length, word.at, word.length);
        length += word.length;
    }
    return (Text){name, length};
}

static void on_relation(void *context, const char *name, const char *const *attributes)
{
    Relations *r = context;
    if (strcmp(local_name(name), "Relationship") != 0) return;
    const char *id = attribute_named(attributes, "Id"), *type = attribute_named(attributes, "Type"),
               *target = attribute_named(attributes, "Target"),
               *mode = attribute_named(attributes, "TargetMode");
    if (!id || !type || !target || (mode && !strcmp(mode, "External"))) return;
    const char *slash = strrchr(type, '/');
    *PUSH(r->arena, r) = (Relation){text_copy(r->arena, text_of(id)),
                                    text_copy(r->arena, text_of(slash ? slash + 1 : type)),
                                    part_name(r->arena, r->folder, text_of(target))};
}

/* Reads the relations of a part; those of the whole are of the part "". */
static bool read_relations(Workbook *book, Text part, Relations *relations)
{
    static const XmlEvents events = {.open = on_relation};
    Arena *arena = &book->parts->memory;
    size_t slash = part.length;
    while (slash && part.at[slash - 1] != '/')
        slash--;
    *relations = (Relations){.arena = arena, .folder = text_slice(part, 0, slash)};
    Text name = JOIN(arena, relations->folder, TEXT("_rels/"), text_slice(part, slash, part.length),
                     TEXT(".rels"));
    return part_read(book, name, &events, relations, &relations->fault, &relations->stop);
}

static const Relation *relation_of_type(const Relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->count; i++)
        if (text_equal(relations->items[i].type, text_of(type))) return &relations->items[i];
    return NULL;
}

/* --- the list of sheets ----------------------------------------------------------------------- */

typedef struct SheetList {
    Workbook *book;
    Arena *arena;
    const Relations *relations;
    Sheet *items;
    size_t count, capacity;
    bool begun, fault, stop;
} SheetList;

static void add_sheet(SheetList *list, const char *const *attributes)
{
    const char *name = attribute_named(attributes, "name"), *id = attribute_named(attributes, "id"),
               *state = attribute_named(attributes, "state");
    const Relation *relation = NULL;
    for (size_t i = 0; id && i < list->relations->count; i++)
        if (text_equal(list->relations->items[i].id, text_of(id)))
            relation = &list->relations->items[i];
    if (!name || !*name || !relation || list->count == SHEETS_MOST) {
        list->fault = true;
        return;
    }
    if (!text_equal(relation->type, TEXT("worksheet"))) return; /* a chart */
    for (size_t i = 0; i < list->count; i++)
        if (text_equal_nocase(list->items[i].name, text_of(name))) list->fault = true;
    *PUSH(list->arena, list) = (Sheet){.name = text_copy(list->arena, text_of(name)),
                                       .part = text_copy(list->arena, relation->target),
                                       .hidden = state && strcmp(state, "visible") != 0};
}

static void on_workbook(void *context, const char *name, const char *const *attributes)
{
    SheetList *list = context;
    const char *local = local_name(name);
    if (!list->begun) {
        list->begun = true;
        if (strcmp(local, "workbook") != 0) list->fault = true;
    } else if (!strcmp(local, "sheet")) {
        add_sheet(list, attributes);
    } else if (!strcmp(local, "workbookPr")) {
        list->book->from_1904 = is_true(attribute_named(attributes, "date1904"));
    } else if (!strcmp(local, "calcPr")) {
        list->book->to_be_computed = is_true(attribute_named(attributes, "fullCalcOnLoad"));
    }
}

static bool read_sheet_list(Workbook *book, Arena *arena, Text part)
{
    static const XmlEvents events = {.open = on_workbook};
    Relations relations;
    if (!read_relations(book, part, &relations)) return false;
    SheetList list = {.book = book, .arena = arena, .relations = &relations};
    if (!part_read(book, part, &events, &list, &list.fault, &list.stop)) return false;
    const Relation *shared = relation_of_type(&relations, "sharedStrings"),
                   *styles = relation_of_type(&relations, "styles");
    if (shared) book->parts->shared = shared->target;
    if (styles) book->parts->styles = styles->target;
    book->sheets = list.items;
    book->sheet_count = list.count;
    if (!list.count) return xlsx_fail(book, WORKBOOK_DAMAGED, part);
    return true;
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Whether the bytes hold an ASCII word in UTF-16, as an old compound file names its parts. */
static bool holds_wide(Text bytes, const char *word)
{
    size_t length = strlen(word);
    for (size_t at = text_find(bytes, word[0], 0); at + 2 * length <= bytes.length;
         at = text_find(bytes, word[0], at + 1)) {
        size_t i = 0;
        while (i < length && bytes.at[at + 2 * i] == word[i] && !bytes.at[at + 2 * i + 1])
            i++;
        if (i == length) return true;
    }
    return false;
}

static bool take_type(void *context, Text bytes)
{
    build_text(context, bytes);
    return true;
}

/* A zip that is another thing than a workbook of Excel. */
static bool refuse_other(Workbook *book)
{
    WorkbookParts *parts = book->parts;
    const ZipMember *type = zip_member(&parts->zip, TEXT("mimetype"));
    TextBuilder text = {.arena = &parts->memory};
    if (type && type->bytes < 256) (void)zip_read(&parts->zip, type, take_type, &text);
    if (text_starts(built(&text), TEXT("application/vnd.oasis.opendocument")))
        return xlsx_fail(book, WORKBOOK_OTHER, TEXT("OpenDocument (.ods)"));
    if (zip_member(&parts->zip, TEXT("xl/workbook.bin")))
        return xlsx_fail(book, WORKBOOK_OTHER, TEXT("Excel binary (.xlsb)"));
    if (!zip_member(&parts->zip, TEXT("_rels/.rels")) ||
        zip_member(&parts->zip, TEXT("word/document.xml")))
        return xlsx_fail(book, WORKBOOK_NONE, TEXT(""));
    return true;
}

static bool open_bytes(Workbook *book, Arena *arena, Text bytes)
{
    WorkbookParts *parts = book->parts;
    if (text_starts(bytes, TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return xlsx_fail(book,
                         holds_wide(bytes, "EncryptedPackage") ? WORKBOOK_PASSWORD : WORKBOOK_OLD,
                         TEXT(""));
    if (!text_starts(bytes, TEXT("PK"))) return xlsx_fail(book, WORKBOOK_NONE, TEXT(""));
    if (!zip_open(&parts->memory, bytes, &parts->zip))
        return xlsx_fail(book, WORKBOOK_DAMAGED, TEXT("zip"));
    if (!refuse_other(book)) return false;
    Relations relations;
    if (!read_relations(book, TEXT(""), &relations)) return false;
    const Relation *main_part = relation_of_type(&relations, "officeDocument");
    if (!main_part) return xlsx_fail(book, WORKBOOK_NONE, TEXT(""));
    return read_sheet_list(book, arena, main_part->target);
}

static WorkbookProblem problem_of(ReadOutcome outcome)
{
    static const WorkbookProblem problems[] = {[READ_OK] = WORKBOOK_GOOD,
                                               [READ_MISSING] = WORKBOOK_MISSING,
                                               [READ_NOT_REGULAR] = WORKBOOK_NOT_REGULAR,
                                               [READ_TOO_LARGE] = WORKBOOK_TOO_LARGE,
                                               [READ_FAILED] = WORKBOOK_UNREADABLE};
    return problems[outcome];
}

Workbook *xlsx_open(Arena *arena, Text path)
{
    Workbook *book = NEW(arena, Workbook, 1);
    book->path = path;
    book->parts = NEW(arena, WorkbookParts, 1);
    book->parts->lasting = arena;
    FileRead file = sys_read_file(&book->parts->memory, text_zero_ended(arena, path),
                                  (size_t)WORKBOOK_BYTES_MOST - 1);
    memcpy(book->stamp, file.stamp, sizeof book->stamp);
    if (file.outcome != READ_OK)
        (void)xlsx_fail(book, problem_of(file.outcome), text_of(file.reason));
    else
        (void)open_bytes(book, arena, file.text);
    return book;
}

void xlsx_close(Workbook *book)
{
    if (!book->parts) return;
    zip_close(&book->parts->zip);
    arena_free(&book->parts->memory);
    book->parts = NULL;
}

const Sheet *xlsx_sheet(const Workbook *book, Text name)
{
    for (size_t i = 0; i < book->sheet_count; i++)
        if (text_equal_nocase(book->sheets[i].name, name)) return &book->sheets[i];
    for (size_t i = 0; i < book->sheet_count; i++)
        if (text_equal_nocase(text_trim(book->sheets[i].name), text_trim(name)))
            return &book->sheets[i];
    return NULL;
}

bool is_workbook_name(Text path)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        Text end = text_of(ends[i]);
        if (path.length > end.length &&
            text_equal_nocase(text_slice(path, path.length - end.length, path.length), end))
            return true;
    }
    return false;
}
