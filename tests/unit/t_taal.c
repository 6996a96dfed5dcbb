/* Goal: whoever reads Dutch is told everything in Dutch: each text that the sources mark for it is
 * in the list with the same places for arguments, the list has nothing that is not used, and no
 * text of English words is left without a mark. */
#include "testing.h"

#include "engine/fault.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Message {
    const char *english, *dutch;
    bool used;
} Message;

static Message messages[] = {
#define MESSAGE(english, dutch) {english, dutch, false},
#include "engine/messages.def"
#undef MESSAGE
};

static Arena arena;
static unsigned wrong;

/* --- C as text -------------------------------------------------------------------------------- */

typedef struct Scan {
    const char *path, *at;
    unsigned line;
} Scan;

/* Past blanks and comments. */
static void skip_blanks(Scan *s)
{
    for (;;) {
        if (s->at[0] == '/' && s->at[1] == '*') {
            for (s->at += 2; *s->at && (s->at[0] != '*' || s->at[1] != '/'); s->at++)
                s->line += *s->at == '\n';
            s->at += *s->at ? 2 : 0;
        } else if (*s->at == ' ' || *s->at == '\n' || *s->at == '\t') {
            s->line += *s->at++ == '\n';
        } else {
            return;
        }
    }
}

static char unescaped(char c)
{
    return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

/* Adjacent literals as one text. */
static Text literal(Scan *s)
{
    TextBuilder out = {.arena = &arena};
    for (; *s->at == '"'; skip_blanks(s)) {
        for (s->at++; *s->at && *s->at != '"'; s->at++) {
            if (*s->at == '\\') s->at++;
            build_char(&out, s->at[-1] == '\\' ? unescaped(*s->at) : *s->at);
        }
        s->at++;
    }
    build_char(&out, 0);
    return (Text){out.items, out.count - 1};
}

static bool is_word_byte(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_one_of(Text word, const char *const *words)
{
    for (; *words; words++)
        if (text_equal(word, text_of(*words))) return true;
    return false;
}

typedef void TakeLiteral(const Scan *at, Text word, Text text);

/* Gives each text of a file with the word before its bracket, such as TR. */
static void each_literal(const char *path, const char *text, TakeLiteral *take)
{
    Scan s = {path, text, 1};
    Text word = {0};
    for (skip_blanks(&s); *s.at; skip_blanks(&s)) {
        if (*s.at == '"') {
            Scan at = s;
            take(&at, word, literal(&s));
            word = TEXT("");
        } else if (*s.at == '\'') {
            s.at += s.at[1] == '\\' ? 3 : 2;
            while (*s.at++ != '\'')
                continue;
        } else if (*s.at == '#') { /* #include "…" */
            while (*s.at && (*s.at != '\n' || s.at[-1] == '\\'))
                s.line += *s.at++ == '\n';
        } else if (is_word_byte(*s.at)) {
            const char *begin = s.at;
            while (is_word_byte(*s.at))
                s.at++;
            word = (Text){begin, (size_t)(s.at - begin)};
        } else {
            if (*s.at != '(' && *s.at != '!') word = TEXT("");
            s.at++;
        }
    }
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat status;
    assert_true(file && !fstat(fileno(file), &status));
    char *text = NEW(&arena, char, (size_t)status.st_size + 1);
    assert_int_equal(fread(text, 1, (size_t)status.st_size, file), status.st_size);
    fclose(file);
    return text;
}

/* All C files below a folder. */
static void each_source(const char *folder, TakeLiteral *take)
{
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *e; (e = readdir(entries));) {
        Text name = text_of(e->d_name);
        const char *path = text_zero_ended(&arena, JOIN(&arena, text_of(folder), TEXT("/"), name));
        struct stat status;
        if (e->d_name[0] == '.' || stat(path, &status)) continue;
        Text end = text_slice(name, name.length - (name.length < 2 ? 0 : 2), name.length);
        if (S_ISDIR(status.st_mode))
            each_source(path, take);
        else if (text_equal(end, TEXT(".c")) || text_equal(end, TEXT(".h")))
            each_literal(path, read_file(path), take);
    }
    closedir(entries);
}

static void each_text_of_the_program(TakeLiteral *take)
{
    static const char *const folders[] = {"engine", "rules", "io"};
    const char *root = getenv("VERREKEN_ROOT");
    if (!root) root = ".";
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        each_source(
            text_zero_ended(&arena, JOIN(&arena, text_of(root), TEXT("/"), text_of(folders[i]))),
            take);
}

/* --- what is marked --------------------------------------------------------------------------- */

static const char *const marks[] = {"TR", "WORDS", "SAID", NULL};

static void look_up(const Scan *at, Text word, Text text)
{
    if (!is_one_of(word, marks)) return;
    for (size_t i = 0; i < COUNT_OF(messages); i++)
        if (text_equal(text_of(messages[i].english), text)) {
            messages[i].used = true;
            return;
        }
    print_error("%s:%u: not in messages.def: %s\n", at->path, at->line, text.at);
    wrong++;
}

static void what_is_marked_is_in_the_list(void **state)
{
    (void)state;
    wrong = 0;
    each_text_of_the_program(look_up);
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        if (messages[i].used) continue;
        print_error("messages.def: not used: %s\n", messages[i].english);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* --- the list --------------------------------------------------------------------------------- */

/* The conversions of a text, in their order: `%1%2`, or of printf `%.*s%s`; those of %1 sorted. */
static Text conversions(const char *text)
{
    TextBuilder numbered = {.arena = &arena}, printed = {.arena = &arena};
    for (char digit = '1'; digit <= '9'; digit++)
        for (const char *c = strchr(text, '%'); c; c = strchr(c + 1, '%'))
            if (c[1] == digit) {
                build_char(&numbered, digit);
                break;
            }
    for (const char *c = strchr(text, '%'); c; c = strchr(c + 1, '%')) {
        static const char *const known[] = {"%s", "%.*s", "%zu", NULL};
        for (int k = 0; known[k]; k++)
            if (!strncmp(c, known[k], strlen(known[k]))) build_text(&printed, text_of(known[k]));
    }
    return JOIN(&arena, built(&numbered), TEXT(" "), built(&printed));
}

static void check_pair(const char *where, const char *english, const char *dutch)
{
    bool same = text_equal(conversions(english), conversions(dutch));
    bool ends = english[strlen(english) - 1] == '\n' ? dutch[strlen(dutch) - 1] == '\n' : true;
    if (*dutch && same && ends && text_utf8_fault(text_of(dutch)) == strlen(dutch)) return;
    print_error("%s: other arguments: %s\n", where, english);
    wrong++;
}

static void both_languages_take_the_same_arguments(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        check_pair("messages.def", messages[i].english, messages[i].dutch);
        if (i && strcmp(messages[i - 1].english, messages[i].english) >= 0) {
            print_error("messages.def: out of order: %s\n", messages[i].english);
            wrong++;
        }
    }
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        check_pair(fault_specs[i].id, fault_specs[i].text, fault_specs[i].dutch);
    }
    assert_int_equal(wrong, 0);
}

/* --- what has no mark ------------------------------------------------------------------------- */

/* Words that English has and Dutch does not. */
static const char *const english_words[] = {
    "the",   "not",     "cannot",  "are",   "and",  "with",   "has",   "have",   "this",
    "that",  "there",   "give",    "which", "from", "by",     "be",    "it",     "its",
    "an",    "to",      "been",    "for",   "no",   "if",     "other", "more",   "less",
    "wants", "without", "written", "wrong", "must", "should", "file",  "folder", NULL};

static bool is_english(Text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && is_word_byte(text.at[end]))
            end++;
        if (is_one_of(text_slice(text, i, end), english_words) && end - i < text.length)
            return true;
        i = end > i ? end : i + 1;
    }
    return false;
}

static bool is_allowed(const char *path, Text text)
{
    static const struct {
        const char *path, *text; /* the end of the path; the text, or NULL: all */
    } allowed[] = {
#include "taal_allowed.h"
    };
    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        size_t length = strlen(path), tail = strlen(allowed[i].path);
        if (tail > length || strcmp(path + length - tail, allowed[i].path)) continue;
        if (!allowed[i].text || text_equal(text_of(allowed[i].text), text)) return true;
    }
    return false;
}

static void look_for_english(const Scan *at, Text word, Text text)
{
    static const char *const others[] = {"db_query",       "db_run", "db_number",
                                         "_Static_assert", "ASSERT", NULL};
    if (is_one_of(word, marks) || is_one_of(word, others)) return;
    if (!is_english(text) || is_allowed(at->path, text)) return;
    print_error("%s:%u: English without TR(), WORDS() or SAID(): %s\n", at->path, at->line,
                text.at);
    wrong++;
}

static void no_english_is_left_without_a_mark(void **state)
{
    (void)state;
    wrong = 0;
    each_text_of_the_program(look_for_english);
    assert_int_equal(wrong, 0);
}

/* --- the language in force -------------------------------------------------------------------- */

static void a_text_is_in_the_language_in_force(void **state)
{
    (void)state;
    taal_set(TAAL_NL);
    assert_says(TR("error"), "fout");
    assert_says(FILL(&arena, TR("%1; nothing was written"), TEXT("100% %1")), "100% %1; er is");
    Words words = WORDS_FILL(&arena, WORDS("%1 and %2"), TEXT("a"), WORDS("(none)"));
    assert_true(text_equal(words.in[TAAL_EN], TEXT("a and (none)")));
    assert_true(text_equal(words.in[TAAL_NL], TEXT("a en (geen)")));
    assert_true(text_equal(taal_text("known to nobody"), TEXT("known to nobody")));
    char *alone = malloc(1); /* a sanitizer sees what is read behind it */
    *alone = '%';
    assert_true(text_equal(text_fill(&arena, (Text){alone, 1}, NULL, 0), TEXT("%")));
    free(alone);
    Report report = {.arena = &arena};
    FAULT_AT(&report, E412_NO_TARIEF, ((Place){0}), WORDS("(none)"), TEXT("C"), TEXT("day"));
    assert_true(text_equal(report.items[0].text, report.items[0].dutch));
    taal_set(TAAL_EN);
    FAULT_AT(&report, E412_NO_TARIEF, ((Place){0}), WORDS("(none)"), TEXT("C"), TEXT("day"));
    assert_says(report.items[1].text, "(none)");
    assert_says(report.items[1].dutch, "(geen)");
    assert_true(text_equal(report.items[0].dutch, report.items[1].dutch));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_marked_is_in_the_list),
        cmocka_unit_test(both_languages_take_the_same_arguments),
        cmocka_unit_test(no_english_is_left_without_a_mark),
        cmocka_unit_test(a_text_is_in_the_language_in_force),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
