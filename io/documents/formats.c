/* Names of formats. In: a list; out: a set, and the other way round. */
#include "io/documents/formats.h"

static const struct {
    const char *name;
    Formats format;
} names[] = {{"csv", FORMAT_CSV},
             {"xlsx", FORMAT_XLSX},
             {"html", FORMAT_HTML},
             {"pdf", FORMAT_PDF},
             {"ubl", FORMAT_UBL}};

bool formats_parse(const char *list, Formats *formats, Text *bad)
{
    Text rest = text_of(list);
    *formats = FORMAT_CSV;
    Formats seen = 0;
    for (bool more = true; more;) {
        size_t comma = text_find(rest, ',', 0), known = 0;
        *bad = text_trim(text_slice(rest, 0, comma));
        while (known < COUNT_OF(names) && !text_equal(*bad, text_of(names[known].name)))
            known++;
        if (known == COUNT_OF(names) || (seen & names[known].format)) return false;
        seen |= names[known].format;
        more = comma < rest.length;
        rest = text_slice(rest, more ? comma + 1 : comma, rest.length);
    }
    *formats |= seen;
    return true;
}

Text formats_text(Arena *arena, Formats formats)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!(formats & names[i].format)) continue;
        if (out.count) build_char(&out, ',');
        build_text(&out, text_of(names[i].name));
    }
    return built(&out);
}
