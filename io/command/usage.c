/* The usage. In: usage.def; out: text in the language in force. Holds always: what is shown of one
 * command is shown of all. */
#include "io/command/usage.h"

#include "engine/taal.h"

typedef struct Usage {
    bool option;
    const char *what, *english, *dutch;
} Usage;

static const Usage usage[] = {
#define USAGE(command, english, dutch) {false, command, english, dutch},
#define OPTION(option, english, dutch) {true, option, english, dutch},
#include "io/command/usage.def"
#undef USAGE
#undef OPTION
};

enum { COMMAND_WIDTH = 46, OPTION_WIDTH = 21 };

static void build_blanks(TextBuilder *out, size_t count)
{
    while (count--)
        build_char(out, ' ');
}

/* What stands for what is to be given, in the language in force. */
static Text what_of(Arena *arena, const Usage *line)
{
    static const struct {
        const char *english, *dutch;
    } words[] = {{"COLUMN=HEADER", "KOLOM=KOP"},
                 {"COLUMN=VALUE", "KOLOM=WAARDE"},
                 {"FILE", "BESTAND"},
                 {"TABLE", "TABEL"},
                 {"DATE", "DATUM"},
                 {"LIST", "LIJST"},
                 {"WHAT", "WAT"}};
    Text what = text_of(line->what);
    TextBuilder out = {.arena = arena};
    for (size_t at = 0, step; at < what.length && taal_in_force() == TAAL_NL; at += step) {
        Text rest = text_slice(what, at, what.length), word = text_slice(what, at, at + (step = 1));
        for (size_t i = 0; i < COUNT_OF(words) && step == 1; i++) {
            if (!text_starts(rest, text_of(words[i].english))) continue;
            word = text_of(words[i].dutch);
            step = strlen(words[i].english);
        }
        build_text(&out, word);
    }
    return out.count ? built(&out) : what;
}

/* A line below its heading, which the first one has before it. */
static void build_line(TextBuilder *out, const Usage *line, bool first)
{
    Text heading = line->option ? TR("options: ") : TR("usage: ");
    if (first)
        build_text(out, heading);
    else
        build_blanks(out, heading.length);
    Text what = what_of(out->arena, line);
    build_text(out, what);
    size_t width = text_characters(what);
    size_t wanted = line->option ? OPTION_WIDTH : COMMAND_WIDTH;
    if (*line->english) build_blanks(out, width < wanted ? wanted - width : width == wanted);
    build_text(out, text_of(taal_in_force() == TAAL_NL ? line->dutch : line->english));
    build_char(out, '\n');
}

Text usage_text(Arena *arena)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < COUNT_OF(usage); i++)
        build_line(&out, &usage[i], !i || usage[i].option != usage[i - 1].option);
    return built(&out);
}

static Text first_word(Text text)
{
    return text_slice(text, 0, text_find(text, ' ', 0));
}

/* The command of a line `verreken COMMAND …`; empty: it is an option. */
static Text command_of(const Usage *line)
{
    Text what = text_of(line->what);
    if (line->option) return TEXT("");
    Text name = first_word(text_slice(what, text_find(what, ' ', 0) + 1, what.length));
    return name.at[0] == '-' ? TEXT("") : name;
}

/* Whether the words of an option begin with the command, as in `post, verify: where …`. */
static bool is_option_of(const Usage *line, Text command)
{
    Text words = text_of(line->english);
    size_t colon = text_find(words, ':', 0);
    for (size_t at = 0; line->option && colon < words.length && at < colon;) {
        size_t comma = text_find(words, ',', at), end = comma < colon ? comma : colon;
        if (text_equal(first_word(text_trim(text_slice(words, at, end))), command)) return true;
        at = end + 1;
    }
    return false;
}

Text usage_of(Arena *arena, Text command)
{
    TextBuilder out = {.arena = arena};
    bool shown = false, options = false;
    for (size_t i = 0; i < COUNT_OF(usage) && command.length; i++) {
        const Usage *line = &usage[i];
        bool goes_on = line->option && !*line->what;
        if (!goes_on)
            shown =
                line->option ? is_option_of(line, command) : text_equal(command_of(line), command);
        if (!shown) continue;
        build_line(&out, line, !out.count || (line->option && !options));
        options = options || line->option;
    }
    return built(&out);
}

bool usage_knows(Text command)
{
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(usage); i++)
        known = known || (command.length && text_equal(command_of(&usage[i]), command));
    return known;
}

Text usage_nearest(Text command)
{
    Text best = TEXT("");
    int least = 3;
    for (size_t i = 0; i < COUNT_OF(usage); i++) {
        Text name = command_of(&usage[i]);
        int distance = name.length ? text_distance(name, command) : least;
        if (distance < least && (size_t)distance * 2 < name.length) best = name, least = distance;
    }
    return best;
}

Text usage_command_among(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (usage_knows(text_of(argv[i]))) return text_of(argv[i]);
    return TEXT("");
}
