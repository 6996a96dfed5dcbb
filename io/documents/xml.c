/* XML. In: elements and texts, or bytes; out: a document, or events. Holds always: what is written
 * is well-formed UTF-8 without control characters; memory that ends is an emergency. */
#include "io/documents/xml.h"
#include "io/system/sys.h"

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

struct XmlWriter {
    Arena *arena;
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
};

/* What fails in memory is memory. */
static void must(int result)
{
    sys_enough_memory(result >= 0);
}

XmlWriter *xml_begin(Arena *arena)
{
    XmlWriter *w = NEW(arena, XmlWriter, 1);
    w->arena = arena;
    w->buffer = xmlBufferCreate();
    w->writer = w->buffer ? xmlNewTextWriterMemory(w->buffer, 0) : NULL;
    sys_enough_memory(w->writer != NULL);
    must(xmlTextWriterSetIndent(w->writer, 1));
    must(xmlTextWriterSetIndentString(w->writer, (const xmlChar *)"  "));
    must(xmlTextWriterStartDocument(w->writer, NULL, "UTF-8", NULL));
    return w;
}

void xml_open(XmlWriter *w, const char *name)
{
    must(xmlTextWriterStartElement(w->writer, (const xmlChar *)name));
}

void xml_attribute(XmlWriter *w, const char *name, Text value)
{
    char *clean = text_zero_ended(w->arena, xml_clean(w->arena, value));
    must(xmlTextWriterWriteAttribute(w->writer, (const xmlChar *)name, (const xmlChar *)clean));
}

void xml_text(XmlWriter *w, Text text)
{
    char *clean = text_zero_ended(w->arena, xml_clean(w->arena, text));
    must(xmlTextWriterWriteString(w->writer, (const xmlChar *)clean));
}

void xml_base64(XmlWriter *w, Text bytes)
{
    must(xmlTextWriterWriteBase64(w->writer, bytes.at, 0, (int)bytes.length));
}

void xml_close(XmlWriter *w)
{
    must(xmlTextWriterEndElement(w->writer));
}

void xml_leaf(XmlWriter *w, const char *name, Text text)
{
    xml_open(w, name);
    xml_text(w, text);
    xml_close(w);
}

Text xml_end(XmlWriter *w)
{
    must(xmlTextWriterEndDocument(w->writer));
    must(xmlTextWriterFlush(w->writer));
    xmlFreeTextWriter(w->writer);
    Text whole = {(const char *)xmlBufferContent(w->buffer), (size_t)xmlBufferLength(w->buffer)};
    Text copy = text_copy(w->arena, whole);
    xmlBufferFree(w->buffer);
    return copy;
}

/* Whether a character may stand in XML 1.0; `at` is on its first byte, well-formed. */
static bool is_allowed(const char *at)
{
    unsigned char first = (unsigned char)at[0];
    if (first < ' ') return first == '\t' || first == '\n';
    if (first == 0xEF && (unsigned char)at[1] == 0xBF) return (unsigned char)at[2] < 0xBE;
    return first != 0x7F;
}

static size_t character_bytes(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

Text xml_clean(Arena *arena, Text text)
{
    TextBuilder out = {.arena = arena};
    while (text.length) {
        size_t good = text_utf8_fault(text), kept = 0;
        for (size_t i = 0, bytes; i < good; i += bytes) {
            bytes = character_bytes((unsigned char)text.at[i]);
            if (is_allowed(text.at + i)) continue;
            build_text(&out, text_slice(text, kept, i));
            kept = i + bytes;
        }
        if (good == text.length && !kept && !out.count) return text;
        build_text(&out, text_slice(text, kept, good));
        text = text_slice(text, good < text.length ? good + 1 : good, text.length);
    }
    return built(&out);
}

/* --- reading ---------------------------------------------------------------------------------- */

struct XmlReader {
    XmlEvents events;
    void *context;
    xmlParserCtxtPtr parser;
    xmlSAXHandler handler;
};

static void on_open(void *context, const xmlChar *name, const xmlChar **attributes)
{
    XmlReader *r = context;
    if (r->events.open)
        r->events.open(r->context, (const char *)name, (const char *const *)attributes);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    XmlReader *r = context;
    if (r->events.text) r->events.text(r->context, (Text){(const char *)text, (size_t)length});
}

static void on_close(void *context, const xmlChar *name)
{
    XmlReader *r = context;
    if (r->events.close) r->events.close(r->context, (const char *)name);
}

/* A document with a DTD may have entities, which make much of little: it is refused. */
static void on_dtd(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    (void)name, (void)id, (void)system;
    XmlReader *r = context;
    xmlStopParser(r->parser);
}

void xml_reader_prepare(void)
{
    xmlInitParser();
}

XmlReader *xml_reader_begin(const XmlEvents *events, void *context)
{
    XmlReader *r = calloc(1, sizeof *r);
    sys_enough_memory(r != NULL);
    r->events = *events;
    r->context = context;
    r->handler.startElement = on_open;
    r->handler.characters = on_text;
    r->handler.endElement = on_close;
    r->handler.internalSubset = on_dtd;
    r->parser = xmlCreatePushParserCtxt(&r->handler, r, NULL, 0, NULL);
    sys_enough_memory(r->parser != NULL);
    (void)xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
    return r;
}

bool xml_reader_feed(XmlReader *r, Text bytes)
{
    int fault = xmlParseChunk(r->parser, bytes.at, (int)bytes.length, 0);
    sys_enough_memory(fault != XML_ERR_NO_MEMORY);
    return fault == XML_ERR_OK;
}

bool xml_reader_end(XmlReader *r)
{
    bool whole = xmlParseChunk(r->parser, NULL, 0, 1) == 0 && r->parser->wellFormed;
    xmlFreeParserCtxt(r->parser);
    free(r);
    return whole;
}

/* It says 20914, and more behind that for what is between releases. */
Text xml_library_version(Arena *arena)
{
    unsigned number = 0;
    for (const char *c = xmlParserVersion; *c >= '0' && *c <= '9'; c++)
        number = number * 10 + (unsigned)(*c - '0');
    return JOIN(arena, text_integer(arena, number / 10000), TEXT("."),
                text_integer(arena, number / 100 % 100), TEXT("."),
                text_integer(arena, number % 100));
}
