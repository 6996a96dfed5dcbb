/* The language of messages. In: the command line and the environment; out: the language in force.
 * Holds always: setlocale() is never called. */
#include "io/command/language.h"

#include "io/system/sys.h"

bool language_take(const char *name)
{
    Text text = text_of(name);
    if (text_equal_nocase(text, TEXT("nl")))
        taal_set(TAAL_NL);
    else if (text_equal_nocase(text, TEXT("en")))
        taal_set(TAAL_EN);
    else
        return false;
    return true;
}

/* Whether the name of a locale, such as nl_BE.UTF-8, is of the language of two letters. */
static bool is_of(Text locale, Text language)
{
    bool ends = locale.length == 2 || (locale.length > 2 && strchr("_.@-", locale.at[2]));
    return ends && text_equal_nocase(text_slice(locale, 0, 2), language);
}

/* The first language of the list that we speak. */
static Taal first_spoken(Text list)
{
    for (size_t at = 0, end; at < list.length; at = end + 1) {
        end = text_find(list, ':', at);
        Text locale = text_slice(list, at, end);
        if (is_of(locale, TEXT("nl"))) return TAAL_NL;
        if (is_of(locale, TEXT("en")) || text_equal(locale, TEXT("C"))) return TAAL_EN;
    }
    return TAAL_EN;
}

static Taal taal_of_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Text value = text_of(sys_environment(names[i]));
        if (value.length) return first_spoken(value);
    }
    return TAAL_EN;
}

void language_begin(int argc, char **argv)
{
    taal_set(taal_of_environment());
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
        if (text_starts(text_of(argv[i]), TEXT("--taal=")))
            (void)language_take(argv[i] + strlen("--taal="));
        else if (!strcmp(argv[i], "--taal") && i + 1 < argc)
            (void)language_take(argv[i + 1]);
    }
}
