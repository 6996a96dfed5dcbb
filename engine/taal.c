/* The language in force. In: an English text; out: the same in that language. */
#include "engine/taal.h"

static const struct {
    const char *english, *dutch;
} messages[] = {
#define MESSAGE(english, dutch) {english, dutch},
#include "engine/messages.def"
#undef MESSAGE
};

static Taal in_force = TAAL_EN;

void taal_set(Taal taal)
{
    in_force = taal;
}

Taal taal_in_force(void)
{
    return in_force;
}

Text taal_text(const char *english)
{
    for (size_t i = 0; in_force == TAAL_NL && i < COUNT_OF(messages); i++)
        if (!strcmp(messages[i].english, english)) return text_of(messages[i].dutch);
    return text_of(english);
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
