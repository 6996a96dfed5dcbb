/* JSON. In: calls; out: text. Holds always: valid JSON in UTF-8, whatever the texts are. */
#include "io/write/json.h"

#include "io/write/format.h"

static void begin_line(Json *j)
{
    if (j->dense) return;
    build_char(&j->out, '\n');
    for (int i = 0; i < 2 * j->depth; i++)
        build_char(&j->out, ' ');
}

static void put_bytes(Json *j, Text text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < text.length; i++) {
        u8 byte = (u8)text.at[i];
        bool plain = byte >= ' ' && byte != '"' && byte != '\\' && (!j->dense || byte != '<');
        if (plain) {
            build_char(&j->out, (char)byte);
        } else if (byte == '"' || byte == '\\') {
            build_char(&j->out, '\\');
            build_char(&j->out, (char)byte);
        } else {
            build_text(&j->out, TEXT("\\u00"));
            build_char(&j->out, digits[byte >> 4]);
            build_char(&j->out, digits[byte & 15]);
        }
    }
}

static void put_string(Json *j, Text text)
{
    build_char(&j->out, '"');
    for (size_t fault; (fault = text_utf8_fault(text)) < text.length;) {
        put_bytes(j, text_slice(text, 0, fault));
        build_text(&j->out, TEXT("\xEF\xBF\xBD"));
        text = text_slice(text, fault + 1, text.length);
    }
    put_bytes(j, text);
    build_char(&j->out, '"');
}

/* The separator and the name before a value. */
static void begin_value(Json *j, const char *name)
{
    if (j->depth) {
        if (j->has_items[j->depth]) build_char(&j->out, ',');
        j->has_items[j->depth] = true;
        begin_line(j);
        ASSERT(j->is_list[j->depth] == !name);
    }
    if (!name) return;
    put_string(j, text_of(name));
    build_text(&j->out, j->dense ? TEXT(":") : TEXT(": "));
}

static void begin_group(Json *j, const char *name, bool is_list)
{
    begin_value(j, name);
    build_char(&j->out, is_list ? '[' : '{');
    j->depth++;
    ASSERT(j->depth < JSON_DEPTH_MOST);
    j->is_list[j->depth] = is_list;
    j->has_items[j->depth] = false;
}

void json_record(Json *j, const char *name)
{
    begin_group(j, name, false);
}

void json_list(Json *j, const char *name)
{
    begin_group(j, name, true);
}

void json_close(Json *j)
{
    bool is_list = j->is_list[j->depth], has_items = j->has_items[j->depth];
    ASSERT(j->depth > 0);
    j->depth--;
    if (has_items) begin_line(j);
    build_char(&j->out, is_list ? ']' : '}');
}

void json_text_of(Json *j, const char *name, Text text)
{
    begin_value(j, name);
    put_string(j, text);
}

void json_number(Json *j, const char *name, i128 number)
{
    begin_value(j, name);
    build_integer(&j->out, number);
}

void json_digits(Json *j, const char *name, Text digits)
{
    begin_value(j, name);
    build_text(&j->out, digits);
}

void json_cents(Json *j, const char *name, i128 cents)
{
    char bytes[FORMAT_ROOM];
    char *end = format_cents(bytes, cents);
    json_text_of(j, name, (Text){bytes, (size_t)(end - bytes)});
}

void json_truth(Json *j, const char *name, bool truth)
{
    begin_value(j, name);
    build_text(&j->out, truth ? TEXT("true") : TEXT("false"));
}

void json_nothing(Json *j, const char *name)
{
    begin_value(j, name);
    build_text(&j->out, TEXT("null"));
}

void json_text_or_nothing(Json *j, const char *name, Text text)
{
    if (text.length)
        json_text_of(j, name, text);
    else
        json_nothing(j, name);
}

Json json_piece(Arena *arena, int depth, bool is_list)
{
    Json piece = {.out = {.arena = arena}, .depth = depth};
    piece.is_list[depth] = is_list;
    return piece;
}

void json_put_piece(Json *j, const Json *piece)
{
    ASSERT(piece->depth == j->depth);
    ASSERT(piece->is_list[j->depth] == j->is_list[j->depth]);
    if (!piece->has_items[j->depth]) return;
    if (j->has_items[j->depth]) build_char(&j->out, ',');
    j->has_items[j->depth] = true;
    build_text(&j->out, built(&piece->out));
}

Text json_end(Json *j)
{
    ASSERT(!j->depth);
    if (!j->dense) build_char(&j->out, '\n');
    return built(&j->out);
}
