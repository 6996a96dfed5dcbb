/* Whether messages in Dutch are those of the case.
 * In: what was told in Dutch, what the case says in English. Out: what is wrong, or NULL.
 * Always: ids, places, fields, shown lines and counts are the same; no word is English, but what is
 * quoted from the input. */
#include "case.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const english[] = {"the",    "not",     "cannot", "and",   "with",  "has",
                                      "have",   "this",    "that",   "there", "give",  "which",
                                      "it",     "add",     "be",     "are",   "wrong", "file",
                                      "remove", "correct", "row",    "on",    "or",    "before"};

/* Where a message begins in a line: behind the id and the field; NULL: the line has none. */
static const char *message_in(const char *line, const char *const kinds[2])
{
    for (int k = 0; k < 2; k++) {
        const char *at = strstr(line, kinds[k]);
        if (!at || !strchr("EW", at[strlen(kinds[k])]) ||
            !isdigit((unsigned char)at[strlen(kinds[k]) + 1]))
            continue;
        at = strstr(at + strlen(kinds[k]), ": ");
        if (at) return at + 2;
    }
    return NULL;
}

/* `path:1:2: error E203 [gemeente]: ` with the word for error or warning as one letter. */
static char *head_of(const char *line, const char *message, const char *const kinds[2])
{
    char *head = join(line, "", "");
    head[message - line] = 0;
    for (int k = 0; k < 2; k++) {
        char *at = strstr(head, kinds[k]);
        if (!at) continue;
        *at = 0;
        return join(head, k ? ": W " : ": E ", at + strlen(kinds[k]));
    }
    return head;
}

/* An English word in it, outside double quotes. */
static const char *english_in(const char *text)
{
    int quoted = 0;
    while (*text) {
        size_t length = 0;
        quoted ^= *text == '"';
        while (isalpha((unsigned char)text[length]))
            length++;
        for (size_t i = 0; !quoted && i < sizeof english / sizeof *english; i++)
            if (strlen(english[i]) == length && !strncmp(text, english[i], length))
                return english[i];
        text += length ? length : 1;
    }
    return NULL;
}

/* Its digits: of the line that counts. */
static char *numbers_of(const char *line)
{
    char *numbers = join(line, "", ""), *to = numbers;
    for (; *line; line++)
        if (isdigit((unsigned char)*line) || *line == ',') *to++ = *line;
    *to = 0;
    return numbers;
}

static const char *line_fault(const char *told, const char *expected)
{
    static const char *const ours[2] = {": fout ", ": waarschuwing "}, *const theirs[2] = {
                                                                           ": error ",
                                                                           ": warning "};
    const char *message = message_in(told, ours), *other = message_in(expected, theirs);
    if (!message != !other) return join("not the same kind of line: ", told, "");
    if (isdigit((unsigned char)*expected) && strstr(expected, " error") &&
        strstr(expected, " warning"))
        return strcmp(numbers_of(told), numbers_of(expected)) ? "other counts" : NULL;
    if (!other) { /* a line of the input, or a message of the command */
        if (!strncmp(expected, "verreken: ", 10)) {
            const char *word = english_in(told);
            return word ? join(word, " is English: ", told) : NULL;
        }
        return strcmp(told, expected) ? join("another line: ", told, "") : NULL;
    }
    if (strcmp(head_of(told, message, ours), head_of(expected, other, theirs)))
        return join("another place or id: ", told, "");
    const char *word = english_in(message);
    return word ? join(word, " is English: ", told) : NULL;
}

const char *dutch_fault(const char *told, const char *expected)
{
    while (*told && *expected) {
        size_t own = strcspn(told, "\n"), other = strcspn(expected, "\n");
        char *a = join(told, "", ""), *b = join(expected, "", "");
        a[own] = b[other] = 0;
        told += own + (told[own] == '\n');
        expected += other + (expected[other] == '\n');
        const char *fault = line_fault(a, b);
        if (fault) return fault;
    }
    return *told || *expected ? "another number of lines" : NULL;
}
