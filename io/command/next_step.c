/* What to do next. In: a command line and how it ended; out: lines on stderr. Holds always: a
 * command that is suggested takes these arguments as they are quoted here. */
#include "io/command/next_step.h"

#include "engine/taal.h"
#include "io/report/report.h"
#include "io/tell/tell.h"
#include "io/write/output.h"
#include "io/write/voorschot.h"

/* The folders that are suggested, for a first run and for rows at fault. */
#define OUTPUT_NAME "uit"
#define REFUSED_NAME "afgekeurd"

/* The text as one word for a POSIX shell; a path that begins with - becomes ./-…. Empty: it holds a
 * control character, and cannot be shown. */
static Text shell_word(Arena *arena, Text text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_./-+=:,@%";
    bool quoted = !text.length;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < ' ' || c == 0x7F) return TEXT("");
        quoted = quoted || !strchr(plain, text.at[i]);
    }
    TextBuilder out = {.arena = arena};
    if (quoted) build_char(&out, '\'');
    if (text.length && text.at[0] == '-') build_text(&out, TEXT("./"));
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '\'')
            build_text(&out, TEXT("'\\''"));
        else
            build_char(&out, text.at[i]);
    }
    if (quoted) build_char(&out, '\'');
    return built(&out);
}

typedef struct Steps {
    Arena *arena;
    const Options *options;
    TextBuilder out;
} Steps;

static Text word(const Steps *s, const char *path)
{
    return shell_word(s->arena, text_of(path));
}

/* A command to give, or a sentence. Empty parts mean that it cannot be shown. */
static void suggest(Steps *s, Text what)
{
    build_text(&s->out, FILL(s->arena, TR("next: %1"), what));
    build_char(&s->out, '\n');
}

/* `verreken COMMAND ARGUMENT`, with the --grootboek that was given when the command takes it. */
static void suggest_command(Steps *s, const char *command, const char *argument)
{
    Text path = word(s, argument), books = word(s, s->options->grootboek);
    if (!path.length || (s->options->grootboek && !books.length)) return;
    Text line = JOIN(s->arena, TEXT("verreken "), text_of(command), TEXT(" "), path);
    if (s->options->grootboek) line = JOIN(s->arena, line, TEXT(" --grootboek "), books);
    suggest(s, line);
}

/* Looks at FOLDER/FILE. */
static void suggest_look(Steps *s, const char *folder, const char *file)
{
    Text path = shell_word(s->arena, path_below(s->arena, text_of(folder), text_of(file)));
    if (path.length) suggest(s, FILL(s->arena, TR("look at %1"), path));
}

static bool has_file(const Steps *s, const char *folder, const char *file)
{
    const char *reason;
    Text path = path_below(s->arena, text_of(folder), text_of(file));
    return sys_is_file(text_zero_ended(s->arena, path), &reason);
}

/* --- after what succeeded --------------------------------------------------------------------- */

static void suggest_run(Steps *s, const char *ini)
{
    Text path = word(s, ini), folder = path_folder(text_of(ini));
    Text output = shell_word(s->arena, JOIN(s->arena, folder, TEXT(OUTPUT_NAME)));
    if (path.length && output.length)
        suggest(s, JOIN(s->arena, TEXT("verreken run "), path, TEXT(" -o "), output));
}

/* The first INI of the folder: an example may have others. */
static void after_new(Steps *s)
{
    Names names = {0};
    const char *reason, *folder = s->options->arguments[0];
    if (!sys_list_folder(s->arena, folder, &names, &reason)) return;
    size_t i = 0;
    while (i < names.count && !text_starts(names.items[i], TEXT("settlement")))
        i++;
    if (i == names.count) return;
    Text ini = path_below(s->arena, text_of(folder), names.items[i]);
    suggest_command(s, "check", text_zero_ended(s->arena, ini));
}

static void after_check(Steps *s)
{
    suggest_run(s, s->options->arguments[0]);
}

static void after_run(Steps *s)
{
    const char *folder = s->options->output;
    bool page = has_file(s, folder, RAPPORT_FILE);
    suggest_look(s, folder, page ? RAPPORT_FILE : "facturen.csv");
    bool books = has_file(s, folder, CORRECTIES_FILE) && !s->options->without_inputs;
    suggest_command(s, books ? "post" : "verify", folder);
}

static void after_voorschot(Steps *s)
{
    suggest_look(s, s->options->output, VOORSCHOTTEN_FILE);
}

static void after_post(Steps *s)
{
    const char *folder = s->options->arguments[0];
    suggest_command(s, "verify", folder);
    Text books = s->options->grootboek ? text_of(s->options->grootboek)
                                       : kept_grootboek(s->arena, text_of(folder));
    Text path = shell_word(s->arena, books);
    if (books.length && path.length) suggest(s, JOIN(s->arena, TEXT("verreken grootboek "), path));
}

static void after_verify(Steps *s)
{
    const char *folder = s->options->arguments[0];
    Manifest manifest;
    Text problem;
    bool known = manifest_read(s->arena, text_of(folder), &manifest, NULL, &problem);
    bool postable = known && manifest.books && manifest.kept && !manifest.boeking;
    suggest_command(s, postable ? "post" : "regels", folder);
}

static void after_explain(Steps *s)
{
    suggest_command(s, "regels", s->options->arguments[0]);
}

static void after_regels(Steps *s)
{
    const char *reason, *path = s->options->arguments[0];
    if (sys_is_file(path, &reason))
        suggest_run(s, path);
    else
        suggest_command(s, "verify", path);
}

static void after_verschil(Steps *s)
{
    suggest_command(s, "verify", s->options->arguments[1]);
}

static void after_compare(Steps *s)
{
    suggest_look(s, s->options->output, "vergelijking.html");
}

static void after_grootboek(Steps *s)
{
    Text path = word(s, s->options->arguments[0]);
    if (path.length)
        suggest(s, JOIN(s->arena, TEXT("verreken grootboek "), path,
                        s->options->check ? TEXT(" --journaal") : TEXT(" --check")));
}

static void after_import(Steps *s)
{
    Text folder = word(s, s->options->output);
    if (folder.length)
        suggest(s, FILL(s->arena, TR("name what is in %1 in [invoer] of settlement.ini"), folder));
}

static void after_nummers(Steps *s)
{
    Text books = s->options->grootboek ? text_of(s->options->grootboek)
                                       : path_beside(s->arena, text_of(s->options->arguments[0]),
                                                     TEXT("grootboek.db"));
    Text path = shell_word(s->arena, books);
    if (path.length) suggest(s, JOIN(s->arena, TEXT("verreken grootboek "), path));
}

/* --- after what failed ------------------------------------------------------------------------ */

/* The input was wrong. */
static void after_faults(Steps *s)
{
    WhatWasTold told = what_was_told();
    if (told.first_error)
        suggest(s, JOIN(s->arena, TEXT("verreken check --explain "), text_of(told.first_error)));
    const char *ini = s->options->arguments[0];
    Text path = word(s, ini), folder = path_folder(text_of(ini));
    Text refused = shell_word(s->arena, JOIN(s->arena, folder, TEXT(REFUSED_NAME)));
    if (told.rows && !s->options->refused && path.length && refused.length)
        suggest(s, JOIN(s->arena, TEXT("verreken check "), path, TEXT(" --refused "), refused));
}

static void after_failed_control(Steps *s)
{
    suggest_look(s, s->options->output, CONTROLES_FILE);
}

/* --- which ------------------------------------------------------------------------------------ */

typedef struct Following {
    const char *command;
    int status;
    void (*say)(Steps *s);
} Following;

static const Following following[] = {
    {"new", EXIT_DONE, after_new},
    {"check", EXIT_DONE, after_check},
    {"check", EXIT_INPUT, after_faults},
    {"run", EXIT_DONE, after_run},
    {"run", EXIT_INPUT, after_faults},
    {"run", EXIT_CONTROL, after_failed_control},
    {"voorschot", EXIT_DONE, after_voorschot},
    {"post", EXIT_DONE, after_post},
    {"verify", EXIT_DONE, after_verify},
    {"explain", EXIT_DONE, after_explain},
    {"regels", EXIT_DONE, after_regels},
    {"verschil", EXIT_DONE, after_verschil},
    {"compare", EXIT_DONE, after_compare},
    {"grootboek", EXIT_DONE, after_grootboek},
    {"import", EXIT_DONE, after_import},
    {"nummers", EXIT_DONE, after_nummers},
};

void next_step(Arena *arena, const Options *options, int status)
{
    Steps steps = {.arena = arena, .options = options, .out = {.arena = arena}};
    if (options->quiet || options->json || options->about || !options->argument_count) return;
    for (size_t i = 0; i < COUNT_OF(following); i++)
        if (!strcmp(following[i].command, options->command) && following[i].status == status)
            following[i].say(&steps);
    sys_print(2, built(&steps.out));
}
