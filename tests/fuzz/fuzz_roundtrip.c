/* Goal: a text that verreken writes into CSV, JSON or XML is read back the same: by its own reader
 * of CSV, by jansson and by libxml2.
 *
 * In: texts that are ended by the byte 0xFF; what is no UTF-8 in them is taken out, as every input
 * of verreken is UTF-8 without NUL. */
#include "edge.h"
#include "io/documents/xml.h"
#include "io/read/csv.h"
#include "io/write/json.h"
#include "io/write/page.h"

#include <jansson.h>
#include <libxml/parser.h>

enum { TEXTS_MOST = 64 };

typedef struct Texts {
    Text items[TEXTS_MOST];
    size_t count;
} Texts;

/* The text without bytes that are no UTF-8, and without NUL. */
static Text plain(Arena *arena, Text text)
{
    TextBuilder out = {.arena = arena};
    while (text.length) {
        size_t good = text_utf8_fault(text), nul = text_find(text, 0, 0);
        if (nul < good) good = nul;
        build_text(&out, text_slice(text, 0, good));
        text = text_slice(text, good + (good < text.length), text.length);
    }
    return built(&out);
}

static Texts texts_of(Arena *arena, Text all)
{
    Texts texts = {0};
    while (all.length && texts.count < TEXTS_MOST) {
        size_t end = text_find(all, '\xFF', 0);
        texts.items[texts.count++] = plain(arena, text_slice(all, 0, end));
        all = text_slice(all, end + (end < all.length), all.length);
    }
    return texts;
}

/* A row of all texts, and one of each. */
static void through_csv(Arena *arena, const Texts *texts)
{
    Page page = {0};
    for (size_t i = 0; i < texts->count; i++) {
        put_text(&page, texts->items[i]);
        put_char(&page, ';');
    }
    put_bytes(&page, TEXT("\n"));
    for (size_t i = 0; i < texts->count; i++) {
        put_text(&page, texts->items[i]);
        put_bytes(&page, TEXT(";end\n"));
    }
    CsvReader *csv = NEW(arena, CsvReader, 1);
    csv_begin(csv, arena, page_text(&page), ';');
    bool read = csv_next(csv);
    MUST(read && !csv->fault && csv->count == texts->count + 1, "the first row of CSV");
    for (size_t i = 0; i < texts->count; i++)
        MUST(text_equal(csv->fields[i], texts->items[i]), "a field of CSV");
    for (size_t i = 0; i < texts->count; i++) {
        read = csv_next(csv);
        MUST(read && !csv->fault && csv->count == 2, "a row of CSV");
        MUST(text_equal(csv->fields[0], texts->items[i]), "the field of a row of CSV");
        MUST(text_equal(csv->fields[1], TEXT("end")), "what follows a field of CSV");
    }
    read = csv_next(csv);
    MUST(!read, "the end of CSV");
    page_free(&page);
}

static void through_json(Arena *arena, const Texts *texts, bool dense)
{
    Json json = {.out = {.arena = arena}, .dense = dense};
    json_record(&json, NULL);
    json_list(&json, "texts");
    for (size_t i = 0; i < texts->count; i++)
        json_text_of(&json, NULL, texts->items[i]);
    json_close(&json);
    json_close(&json);
    Text written = json_end(&json);
    json_error_t fault;
    json_t *root = json_loadb(written.at, written.length, JSON_ALLOW_NUL, &fault);
    MUST(root, "jansson cannot read it");
    json_t *list = json_object_get(root, "texts");
    MUST(json_array_size(list) == texts->count, "the length of a list of JSON");
    for (size_t i = 0; i < texts->count; i++) {
        json_t *item = json_array_get(list, i);
        Text read = {json_string_value(item), json_string_length(item)};
        MUST(text_equal(read, texts->items[i]), "a text of JSON");
    }
    json_decref(root);
}

/* A carriage return is a line feed to a reader of XML (XML 1.0 §2.11), unless it is written as a
 * reference; control characters cannot be written. */
static void through_xml(Arena *arena, const Texts *texts)
{
    XmlWriter *writer = xml_begin(arena);
    xml_open(writer, "root");
    for (size_t i = 0; i < texts->count; i++) {
        xml_open(writer, "leaf");
        xml_attribute(writer, "as", texts->items[i]);
        xml_text(writer, texts->items[i]);
        xml_close(writer);
    }
    xml_close(writer);
    Text written = xml_end(writer);
    xmlDocPtr document = xmlReadMemory(written.at, (int)written.length, NULL, "UTF-8",
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    MUST(document, "libxml2 cannot read it");
    const xmlChar name[] = "as";
    xmlNodePtr leaf = xmlFirstElementChild(xmlDocGetRootElement(document));
    for (size_t i = 0; i < texts->count; i++, leaf = xmlNextElementSibling(leaf)) {
        MUST(leaf, "an element is missing");
        xmlChar *text = xmlNodeGetContent(leaf), *as = xmlGetProp(leaf, name);
        Text clean = xml_clean(arena, texts->items[i]);
        MUST(text_equal(text_of((char *)text), clean), "a text of XML");
        MUST(text_equal(text_of((char *)as), clean), "an attribute of XML");
        xmlFree(text);
        xmlFree(as);
    }
    MUST(!leaf, "an element too many");
    xmlFreeDoc(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    edge_begin();
    Arena arena = {0};
    Texts texts = texts_of(&arena, (Text){(const char *)data, size});
    if (texts.count) {
        through_csv(&arena, &texts);
        through_json(&arena, &texts, false);
        through_json(&arena, &texts, true);
        through_xml(&arena, &texts);
    }
    arena_free(&arena);
    return 0;
}
