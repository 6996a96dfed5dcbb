/* JSON as it is written: objects and lists, indented, keys in the order of the calls. Amounts are
 * texts (12.34), so that no reader makes binary numbers of them. */
#ifndef VERREKEN_IO_JSON_H
#define VERREKEN_IO_JSON_H

#include "engine/text.h"

enum { JSON_DEPTH_MOST = 16 };

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
void json_cents(Json *json, const char *name, i64 cents);    /* as text: "12.34" */
void json_truth(Json *json, const char *name, bool truth);

/* Everything is closed; with a line end, unless it is dense. */
Text json_end(Json *json);

#endif
