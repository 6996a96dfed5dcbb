/* JSON as it is written: objects and lists, indented, keys in the order of the calls. Amounts are
 * texts (12.34), so that no reader makes binary numbers of them. Bytes that are no UTF-8 (the name
 * of a file may have them) become U+FFFD. */
#ifndef VERREKEN_IO_WRITE_JSON_H
#define VERREKEN_IO_WRITE_JSON_H

#include "engine/text.h"

enum { JSON_DEPTH_MOST = 40 };

typedef struct Json {
    TextBuilder out;
    int depth;
    bool is_list[JSON_DEPTH_MOST], has_items[JSON_DEPTH_MOST];
    bool dense; /* without blanks and lines; `<` is written as \u003c, for a page */
} Json;

/* `name` is NULL in a list, and for the outermost. json_object() is a name of jansson. */
void json_record(Json *json, const char *name);
void json_list(Json *json, const char *name);
void json_close(Json *json);
void json_text_of(Json *json, const char *name, Text text);
void json_number(Json *json, const char *name, i128 number);
void json_digits(Json *json, const char *name, Text digits); /* a number as it is written */
void json_cents(Json *json, const char *name, i128 cents);   /* as text: "12.34" */
void json_truth(Json *json, const char *name, bool truth);
void json_nothing(Json *json, const char *name);

/* The text, or null when it is empty. */
void json_text_or_nothing(Json *json, const char *name, Text text);

/* A piece of a document, made before what stands before it is known: what is put in it stands
 * within the record, or the list, of that depth. json_put_piece() puts it there. */
Json json_piece(Arena *arena, int depth, bool is_list);
void json_put_piece(Json *json, const Json *piece);

/* Everything is closed; with a line end, unless it is dense. */
Text json_end(Json *json);

#endif
