/* The command line. In: argv; out: one subcommand done. */
#include "io/command.h"

#include "engine/work.h"
#include "io/controls.h"
#include "io/pipe.h"
#include "io/summary.h"
#include "io/sys.h"
#include "io/tell.h"
#include "io/timings.h"
#include "io/voorschot.h"
#include "io/write_csv.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

typedef struct Options {
    const char *command;
    const char *arguments[2];
    int argument_count;
    const char *output;
    u64 max_errors, threads; /* threads 0: as many as there are cores */
} Options;

static const char usage_text[] =
    "usage: verreken check SETTLEMENT.ini                 read and validate everything\n"
    "       verreken run SETTLEMENT.ini -o DIR            compute, and write the tables to DIR\n"
    "       verreken voorschot SETTLEMENT.ini -o DIR      divide the shares in terms\n"
    "       verreken help rules                           every sleutel, methode and afronding\n"
    "       verreken --version\n"
    "options: -o, --output DIR     the folder to write: made whole or not at all\n"
    "         --format csv         what to write (csv)\n"
    "         --max-errors N       print at most N errors (50)\n"
    "         --threads N          work with N threads (as many as there are cores)\n"
    "         --timings            tell on stderr how long each stage took\n";

static void print(int descriptor, const char *text)
{
    sys_print(descriptor, text_of(text));
}

static int usage(const char *problem, const char *what)
{
    print(2, "verreken: ");
    print(2, problem);
    if (what) print(2, what);
    print(2, "\n");
    print(2, usage_text);
    return EXIT_USAGE;
}

static void on_defect(const char *what, const char *file, int line)
{
    Arena arena = {0};
    staging_abandon();
    sys_print(2, JOIN(&arena, TEXT("verreken: defect: "), text_of(what), TEXT(" ("), text_of(file),
                      TEXT(":"), text_integer(&arena, line),
                      TEXT("); nothing was written, please report this\n")));
    _exit(EXIT_DEFECT);
}

static void on_out_of_memory(void)
{
    staging_abandon();
    print(2, "verreken: out of memory; nothing was written\n");
    _exit(EXIT_SYSTEM);
}

static int system_fault(Arena *arena, const char *path, const char *reason)
{
    staging_abandon();
    sys_print(2, JOIN(arena, TEXT("verreken: "), text_of(path), TEXT(": "), text_of(reason),
                      TEXT("; nothing was written\n")));
    return EXIT_SYSTEM;
}

static bool is_our_table(const char *entry)
{
    return is_output_table(entry) || !strcmp(entry, CONTROLES_FILE);
}

static bool is_our_voorschot(const char *entry)
{
    return !strcmp(entry, VOORSCHOTTEN_FILE);
}

/* Writes the tables and the controls over them into the staging folder. */
static int write_folder(Arena *arena, Run *run, Staging *staging, Controls *controls)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    Text folder = text_of(staging->path);
    if (!write_tables(arena, run, folder, &written, &file, &reason))
        return system_fault(arena, file, reason);
    forget_lines(run); /* controls look at what was written */
    sys_memory_trim();
    timings_stage("write");
    if (!controls_make(arena, run, folder, CONTROL_BLOCK, controls, &reason))
        return system_fault(arena, CONTROLES_FILE, reason);
    if (!controls_write(arena, controls, folder, &written, &file, &reason))
        return system_fault(arena, file, reason);
    timings_stage("control");
    if (!written_close(&written, &file, &reason)) return system_fault(arena, file, reason);
    if (!staging_commit(staging)) return system_fault(arena, staging->target, staging->reason);
    timings_stage("commit");
    return EXIT_DONE;
}

/* Computes the settlement, and its voorschotten unless NULL, and tells what is wrong with it; a
 * status to end with, or EXIT_DONE. */
static int compute(Arena *arena, const Options *options, Outcome *outcome,
                   Voorschotten *voorschotten)
{
    *outcome = run_pipe(arena, text_of(options->arguments[0]));
    if (outcome->ok && voorschotten)
        outcome->ok = voorschotten_make(arena, outcome->run, voorschotten);
    tell_faults(outcome->run->batch, options->max_errors);
    if (outcome->unreadable) return EXIT_SYSTEM;
    return outcome->ok ? EXIT_DONE : EXIT_INPUT;
}

/* Makes the staging folder of the output; a status to end with, or EXIT_DONE. */
static int begin_output(Arena *arena, const Options *options, Staging *staging,
                        bool (*is_ours)(const char *entry))
{
    switch (staging_begin(arena, staging, options->output, is_ours)) {
    case STAGING_OK: return EXIT_DONE;
    case STAGING_FAILED: return system_fault(arena, options->output, staging->reason);
    case STAGING_FOREIGN: break;
    }
    sys_print(2, JOIN(arena, TEXT("verreken: "), text_of(options->output), TEXT(" holds "),
                      text_of(staging->reason),
                      TEXT(", which verreken did not write; give another folder with -o\n")));
    return EXIT_SYSTEM;
}

static int run_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    Staging staging;
    Controls controls = {0};
    int status = compute(arena, options, &outcome, NULL);
    if (!status) status = begin_output(arena, options, &staging, is_our_table);
    if (!status) status = write_folder(arena, outcome.run, &staging, &controls);
    if (status) return status;
    sys_print(1, result_summary(arena, outcome.run, &controls));
    if (!controls.failed) return EXIT_DONE;
    sys_print(2, failed_controls(arena, &controls, options->output));
    return EXIT_CONTROL;
}

static int voorschot_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    Staging staging;
    Voorschotten voorschotten = {0};
    const char *reason;
    int status = compute(arena, options, &outcome, &voorschotten);
    if (!status) status = begin_output(arena, options, &staging, is_our_voorschot);
    if (status) return status;
    if (!voorschotten_write(arena, outcome.run, &voorschotten, text_of(staging.path), &reason))
        return system_fault(arena, VOORSCHOTTEN_FILE, reason);
    if (!staging_commit(&staging)) return system_fault(arena, staging.target, staging.reason);
    sys_print(1, voorschotten_summary(arena, outcome.run, &voorschotten));
    return EXIT_DONE;
}

static int check(Arena *arena, const Options *options)
{
    Outcome outcome;
    int status = compute(arena, options, &outcome, NULL);
    if (!status) sys_print(1, input_summary(arena, outcome.run));
    return status;
}

static bool parse_count(const char *text, u64 *count)
{
    *count = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || c - text > 9) return false;
        *count = *count * 10 + (u64)(*c - '0');
    }
    return *text != 0;
}

/* Reads the options into *options; a status to end with, or -1. */
static int parse(int argc, char **argv, Options *options)
{
    static const struct option known[] = {
        {"output", required_argument, NULL, 'o'},     {"format", required_argument, NULL, 'f'},
        {"max-errors", required_argument, NULL, 'm'}, {"threads", required_argument, NULL, 't'},
        {"timings", no_argument, NULL, 'T'},          {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},          {NULL, 0, NULL, 0}};
    options->max_errors = 50;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "o:h", known, NULL)) != -1;) {
        switch (option) {
        case 'o': options->output = optarg; break;
        case 'f':
            if (strcmp(optarg, "csv")) return usage("this version writes csv alone, not ", optarg);
            break;
        case 'm':
            if (!parse_count(optarg, &options->max_errors))
                return usage("--max-errors wants a number, not ", optarg);
            break;
        case 't':
            if (!parse_count(optarg, &options->threads) || !options->threads ||
                options->threads > WORKERS_MOST)
                return usage("--threads wants a number from 1 to 64, not ", optarg);
            break;
        case 'T': timings_begin(); break;
        case 'h': print(1, usage_text); return EXIT_DONE;
        case 'v': print(1, "verreken " VERREKEN_VERSION " (semantiek 1)\n"); return EXIT_DONE;
        default: return usage("unknown option or missing value: ", argv[optind - 1]);
        }
    }
    if (optind >= argc) return usage("which command?", NULL);
    options->command = argv[optind++];
    while (optind < argc && options->argument_count < 2)
        options->arguments[options->argument_count++] = argv[optind++];
    if (optind < argc) return usage("too many arguments: ", argv[optind]);
    return -1;
}

static int dispatch(Arena *arena, const Options *o)
{
    if (!strcmp(o->command, "help")) {
        if (!o->argument_count) return print(1, usage_text), EXIT_DONE;
        if (strcmp(o->arguments[0], "rules")) return usage("no help about ", o->arguments[0]);
        sys_print(1, rules_help(arena));
        return EXIT_DONE;
    }
    bool is_check = !strcmp(o->command, "check"), is_run = !strcmp(o->command, "run");
    bool is_voorschot = !strcmp(o->command, "voorschot");
    if (!is_check && !is_run && !is_voorschot) return usage("unknown command ", o->command);
    if (o->argument_count != 1) return usage("give one SETTLEMENT.ini", NULL);
    if (is_check && o->output) return usage("check writes nothing; -o is for run", NULL);
    if (is_check) return check(arena, o);
    if (!o->output || !*o->output) return usage("give a folder to write to: -o DIR", NULL);
    return is_run ? run_command(arena, o) : voorschot_command(arena, o);
}

int command(int argc, char **argv)
{
    emergency_install((Emergency){on_defect, on_out_of_memory});
    sys_memory_install();
    Options options = {0};
    int status = parse(argc, argv, &options);
    if (status < 0) {
        unsigned cores = sys_cores();
        work_set_width(options.threads        ? (unsigned)options.threads
                       : cores < WORKERS_MOST ? cores
                                              : WORKERS_MOST);
        Arena arena = {0};
        status = dispatch(&arena, &options);
        arena_free(&arena);
    }
    if (!sys_printed() && status == EXIT_DONE) status = EXIT_SYSTEM;
    return status;
}
