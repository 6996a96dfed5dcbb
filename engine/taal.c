/* The language in force. In: an English text; out: the same in that language. */
#include "engine/taal.h"

static const struct {
    const char *english, *dutch;
} messages[] = {
#define MESSAGE(english, dutch) {english, dutch},
#include "engine/messages.def"
#undef MESSAGE
};

enum { ARGUMENTS_MOST = 9 };

static Taal in_force = TAAL_EN;

void taal_set(Taal taal)
{
    in_force = taal;
}

Taal taal_in_force(void)
{
    return in_force;
}

static const char *in_dutch(const char *english)
{
    for (size_t i = 0; i < COUNT_OF(messages); i++)
        if (!strcmp(messages[i].english, english)) return messages[i].dutch;
    return english;
}

const char *taal_chars(const char *english)
{
    return in_force == TAAL_NL ? in_dutch(english) : english;
}

Text taal_text(const char *english)
{
    return text_of(taal_chars(english));
}

Words words_of(const char *english)
{
    return (Words){{[TAAL_EN] = text_of(english), [TAAL_NL] = text_of(in_dutch(english))}};
}

Words words_same(Text text)
{
    return (Words){{text, text}};
}

Words words_itself(Words words)
{
    return words;
}

Text text_fill(Arena *arena, Text format, const Text *arguments, size_t count)
{
    TextBuilder builder = {.arena = arena};
    for (size_t i = 0; i < format.length; i++) {
        char next = i + 1 < format.length ? format.at[i + 1] : 0;
        if (format.at[i] == '%' && next >= '1' && next <= '9') {
            size_t index = (size_t)(next - '1');
            ASSERT(index < count);
            build_text(&builder, arguments[index]);
            i++;
        } else {
            build_char(&builder, format.at[i]);
        }
    }
    return built(&builder);
}

Words words_fill(Arena *arena, Words format, const Words *arguments, size_t count)
{
    Words filled;
    Text texts[ARGUMENTS_MOST];
    ASSERT(count <= ARGUMENTS_MOST);
    for (size_t taal = 0; taal < COUNT_OF(filled.in); taal++) {
        for (size_t i = 0; i < count; i++)
            texts[i] = arguments[i].in[taal];
        filled.in[taal] = text_fill(arena, format.in[taal], texts, count);
    }
    return filled;
}
