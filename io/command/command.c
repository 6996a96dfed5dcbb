/* The subcommands. In: argv; out: one subcommand done. Holds always: what goes wrong anywhere ends
 * here, with a status and a message. */
#include "engine/taal.h"
#include "engine/work.h"
#include "io/answer/answer.h"
#include "io/answer/results.h"
#include "io/command/language.h"
#include "io/command/next_step.h"
#include "io/command/options.h"
#include "io/command/usage.h"
#include "io/command/version.h"
#include "io/system/sys.h"
#include "io/tell/progress.h"
#include "io/tell/summary.h"

#include <string.h>

/* The command on the command line, for who gives it wrong. */
static Text command_given;

/* Prints a usage that was asked for. */
static int print_usage(Arena *arena, Text usage)
{
    if (answer_json())
        json_text_of(answer_json(), "usage", usage);
    else
        sys_print(1, usage);
    arena_free(arena);
    return EXIT_DONE;
}

static void print_version(void)
{
    Arena arena = {0};
    if (answer_json()) version_members(&arena, answer_json());
    answer_print(version_text(&arena));
    arena_free(&arena);
}

int wrong_usage(Text problem, const char *what)
{
    Arena arena = {0};
    Text told = FILL(&arena, problem, text_of(what));
    sys_print(2, JOIN(&arena, TEXT("verreken: "), told, TEXT("\n")));
    Text usage = usage_of(&arena, command_given);
    if (usage.length)
        sys_print(2, JOIN(&arena, usage, TR("verreken help tells of all commands and options\n")));
    else
        sys_print(2, TR("usage: verreken COMMAND …; verreken help tells of all of them\n"));
    answer_message(TEXT(""), told);
    arena_free(&arena);
    return EXIT_USAGE;
}

static void on_defect(const char *what, const char *file, int line)
{
    Arena arena = {0};
    staging_abandon();
    bool wrote = staging_committed();
    answer_end_in_emergency(EXIT_DEFECT, wrote ? TR("a defect of verreken; the folder was written")
                                               : TR("a defect of verreken; nothing was written"));
    sys_print(2, FILL(&arena,
                      wrote ? TR("verreken: defect: %1 (%2:%3); the folder was written, please "
                                 "report this\n")
                            : TR("verreken: defect: %1 (%2:%3); nothing was written, please report "
                                 "this\n"),
                      text_of(what), text_of(file), text_integer(&arena, line)));
    sys_end(EXIT_DEFECT);
}

static void on_out_of_memory(void)
{
    staging_abandon();
    Text what = staging_committed() ? TR("out of memory; the folder was written")
                                    : TR("out of memory; nothing was written");
    answer_end_in_emergency(EXIT_SYSTEM, what);
    sys_print(2, TEXT("verreken: "));
    sys_print(2, what);
    sys_print(2, TEXT("\n"));
    sys_end(EXIT_SYSTEM);
}

int say(Arena *arena, int status, const char *path, Text what)
{
    sys_print(2, JOIN(arena, TEXT("verreken: "), text_shown(arena, text_of(path)), TEXT(": "),
                      text_shown(arena, what), TEXT("\n")));
    answer_message(text_of(path), what);
    return status;
}

int system_fault(Arena *arena, const char *path, const char *reason)
{
    staging_abandon();
    return say(arena, EXIT_SYSTEM, path,
               FILL(arena, TR("%1; nothing was written"), taal_text(reason)));
}

/* Prints what `command` takes, or, when that is none, everything. */
static int print_help(Text command)
{
    Arena arena = {0};
    Text usage = usage_of(&arena, command);
    return print_usage(&arena, usage.length ? usage : usage_text(&arena));
}

enum { ARGUMENTS_ANY = -1 }; /* the command looks at them itself */

typedef struct Command {
    const char *name;
    int (*carry_out)(Arena *arena, const Options *options);
    int arguments;
    const char *wants;
    bool writes;         /* to the folder of -o */
    const char *options; /* those of its own, by their letters */
    Formats formats;     /* when --format is not given */
} Command;

static const Command commands[] = {
    {"new", new_command, ARGUMENTS_ANY, "", false, "e", FORMAT_CSV},
    {"check", check_command, 1, SAID("give one SETTLEMENT.ini"), false, "fxX", FORMAT_CSV},
    {"run", run_command, 1, SAID("give one SETTLEMENT.ini"), true, "zf", FORMATS_USUAL},
    {"voorschot", voorschot_command, 1, SAID("give one SETTLEMENT.ini"), true, "", FORMAT_CSV},
    {"post", post_command, 1, SAID("give the DIR that run has made"), false, "ag", FORMAT_CSV},
    {"verify", verify_command, 1, SAID("give one DIR"), false, "g", FORMAT_CSV},
    {"explain", explain_command, 1, SAID("give one SETTLEMENT.ini, or the DIR of a run"), false,
     "gCVPSFRL", FORMAT_CSV},
    {"regels", regels_command, 1, SAID("give one SETTLEMENT.ini, or the DIR of a run"), false, "g",
     FORMAT_CSV},
    {"verschil", verschil_command, 2, SAID("give two folders, DIR1 and DIR2"), false, "",
     FORMAT_CSV},
    {"compare", compare_command, ARGUMENTS_MOST, SAID("give one or more SETTLEMENT.ini"), true, "s",
     FORMAT_CSV},
    {"grootboek", grootboek_command, 1, SAID("give the FILE of a grootboek"), false, "djcA",
     FORMAT_CSV},
    {"import", import_command, ARGUMENTS_MOST,
     SAID("give what it is (duo, cbs or the name of a table), and one or more files"), true, "pWGk",
     FORMAT_CSV},
    {"nummers", nummers_command, 1, SAID("give a FILE with kenmerk and nummer"), false, "g",
     FORMAT_CSV},
    {"schema", schema_command, 0, SAID("give no argument"), false, "", FORMAT_CSV},
};

/* An option that the command does not take; NULL: there is none. */
static const char *foreign_option(const Options *o, const Command *command)
{
    const struct {
        char letter;
        bool given;
        const char *name;
    } all[] = {{'z', o->without_inputs, "--zonder-invoer"},
               {'f', o->formats != 0, "--format"},
               {'a', *o->akkoord, "--akkoord"},
               {'g', o->grootboek != NULL, "--grootboek"},
               {'d', o->date != NULL, "--datum"},
               {'j', o->journal, "--journaal"},
               {'c', o->check, "--check"},
               {'A', o->all, "--alles"},
               {'s', o->change_count > 0, TR("--set, --variant or --sweep").at},
               {'p', o->peildatum != NULL, "--peildatum"},
               {'W', o->vestigingen != NULL, "--vestigingen"},
               {'G', o->gemeenten != NULL, "--gemeenten"},
               {'k', o->column_count > 0, "--kolom, --vast"},
               {'C', o->contract != NULL, "--contract"},
               {'V', o->tijdvak != NULL, "--tijdvak"},
               {'P', o->partij != NULL, "--partij"},
               {'S', o->school != NULL, "--school"},
               {'F', o->factuur != NULL, "--factuur"},
               {'R', o->regel != 0, "--regel"},
               {'e', o->example != NULL, "--voorbeeld"},
               {'x', o->refused != NULL, "--refused"},
               {'X', o->about != NULL, "--explain"},
               {'L', o->pupils, "--leerlingen"}};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].given && !strchr(command->options, all[i].letter)) return all[i].name;
    return NULL;
}

static int dispatch_known(Arena *arena, const Options *o, const Command *command)
{
    const char *foreign = foreign_option(o, command);
    bool many = command->arguments == ARGUMENTS_MOST; /* one or more */
    bool any = command->arguments == ARGUMENTS_ANY ||
               (o->about && !o->argument_count && strchr(command->options, 'X'));
    if (!any && (many ? !o->argument_count : o->argument_count != command->arguments))
        return wrong_usage(taal_text(command->wants), NULL);
    if (foreign) return wrong_usage(TR("this command does not take %1"), foreign);
    if (!command->writes && o->output)
        return wrong_usage(
            TR("this command writes no folder; -o is for run, voorschot, compare and import"),
            NULL);
    if (command->writes && (!o->output || !*o->output))
        return wrong_usage(TR("give a folder to write to: -o DIR"), NULL);
    answer_command(command->name);
    Options usual = *o;
    if (!usual.formats) usual.formats = command->formats;
    return command->carry_out(arena, &usual);
}

static int help_about(const char *what)
{
    if (usage_knows(text_of(what))) return print_help(text_of(what));
    return wrong_usage(TR("no help about %1"), what);
}

static int unknown_command(Arena *arena, const char *command)
{
    Text nearest = usage_nearest(text_of(command));
    command_given = TEXT("");
    if (!nearest.length) return wrong_usage(TR("unknown command %1"), command);
    return wrong_usage(
        FILL(arena, TR("unknown command %1; did you mean %2?"), text_of(command), nearest), NULL);
}

static int dispatch(Arena *arena, const Options *o)
{
    if (!strcmp(o->command, "help")) {
        answer_command("help");
        if (!o->argument_count) return print_help(TEXT(""));
        if (!strcmp(o->arguments[0], "voorbeelden")) return examples_tell(arena), EXIT_DONE;
        if (strcmp(o->arguments[0], "rules")) return help_about(o->arguments[0]);
        if (answer_json())
            answer_rules(answer_json());
        else
            sys_print(1, rules_help(arena));
        return EXIT_DONE;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (!strcmp(o->command, commands[i].name)) return dispatch_known(arena, o, &commands[i]);
    return unknown_command(arena, o->command);
}

/* What a command found after the system failed does not count. */
static int heed_trouble(Arena *arena, int status)
{
    if (!sys_trouble() || status == EXIT_USAGE || status == EXIT_SYSTEM) return status;
    Text what =
        FILL(arena, TR("%1: what was found does not count; try again"), taal_text(sys_trouble()));
    sys_print(2, JOIN(arena, TEXT("verreken: "), what, TEXT("\n")));
    answer_message(TEXT(""), what);
    return EXIT_SYSTEM;
}

/* That stdout could not be written is said where it can be. */
static int heed_printing(int status)
{
    if (sys_printed() || status != EXIT_DONE) return status;
    sys_print(2, TEXT("verreken: "));
    sys_print(2, TR("what there was to say could not be written"));
    sys_print(2, TEXT("\n"));
    return EXIT_SYSTEM;
}

int command(int argc, char **argv)
{
    emergency_install((Emergency){on_defect, on_out_of_memory});
    sys_memory_install();
    sys_threads_install();
    Options options = {0};
    language_begin(argc, argv);
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--json")) answer_begin(); /* also when another option is wrong */
    command_given = usage_command_among(argc, argv);
    int status = options_parse(argc, argv, &options);
    if (options.asked == 'h') print_help(command_given);
    if (options.asked == 'v') print_version();
    if (options.json) answer_begin(); /* however it was abbreviated */
    if (status < 0) {
        unsigned cores = sys_cores();
        work_set_width(options.threads        ? (unsigned)options.threads
                       : cores < WORKERS_MOST ? cores
                                              : WORKERS_MOST);
        Arena arena = {0};
        if (!options.quiet) progress_begin();
        status = dispatch(&arena, &options);
        progress_end();
        status = heed_trouble(&arena, status);
        next_step(&arena, &options, status);
        arena_free(&arena);
    }
    answer_end(status);
    return heed_printing(status);
}
