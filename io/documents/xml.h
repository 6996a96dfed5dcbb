/* XML: a document that is written in memory, and one that is read as it comes. libxml2 does both;
 * what it lets pass (control characters, text that is no UTF-8) is taken out or refused here. */
#ifndef VERREKEN_IO_DOCUMENTS_XML_H
#define VERREKEN_IO_DOCUMENTS_XML_H

#include "engine/text.h"

typedef struct XmlWriter XmlWriter;

/* Of libxml2, such as 2.9.14. */
Text xml_library_version(Arena *arena);

/* Begins a document in UTF-8, indented by two blanks. Memory that ends is an emergency. */
XmlWriter *xml_begin(Arena *arena);

/* An element; its attributes come before what is in it. Names are as they are written: cbc:ID. */
void xml_open(XmlWriter *writer, const char *name);
void xml_attribute(XmlWriter *writer, const char *name, Text value);
void xml_text(XmlWriter *writer, Text text);
void xml_base64(XmlWriter *writer, Text bytes);
void xml_close(XmlWriter *writer);

/* An element with text alone. */
void xml_leaf(XmlWriter *writer, const char *name, Text text);

/* Ends the document, whose elements must all be closed, and gives its bytes in the arena. */
Text xml_end(XmlWriter *writer);

/* The text without control characters but tab and line feed, and without what is no UTF-8. */
Text xml_clean(Arena *arena, Text text);

/* What a reader is told; attributes: name, value, …, NULL, or NULL when there are none. */
typedef struct XmlEvents {
    void (*open)(void *context, const char *name, const char *const *attributes);
    void (*text)(void *context, Text text);
    void (*close)(void *context, const char *name);
} XmlEvents;

typedef struct XmlReader XmlReader;
/* Before readers are used by more than one thread. */
void xml_reader_prepare(void);
XmlReader *xml_reader_begin(const XmlEvents *events, void *context);
/* False: it is not well-formed so far, or has a DTD. */
bool xml_reader_feed(XmlReader *reader, Text bytes);
/* Ends and frees the reader; false: the document is not whole or not well-formed. */
bool xml_reader_end(XmlReader *reader);

#endif
