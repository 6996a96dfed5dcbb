/* The options of the command line. In: argv; out: what they say. Holds always: an option has the
 * same meaning whatever the command is; whether the command takes it is for command.c. */
#include "io/command/options.h"
#include "engine/taal.h"
#include "engine/work.h"
#include "io/command/language.h"
#include "io/tell/timings.h"

#include <getopt.h>

/* A name that can be shown: UTF-8 of one line. */
static bool is_name(const char *text)
{
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F) return false;
    return text_utf8_fault(text_of(text)) == strlen(text);
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

static const struct option known[] = {
    {"output", required_argument, NULL, 'o'},
    {"format", required_argument, NULL, 'f'},
    {"max-errors", required_argument, NULL, 'm'},
    {"threads", required_argument, NULL, 't'},
    {"timings", no_argument, NULL, 'T'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'v'},
    {"zonder-invoer", no_argument, NULL, 'z'},
    {"akkoord", required_argument, NULL, 'a'},
    {"grootboek", required_argument, NULL, 'g'},
    {"datum", required_argument, NULL, 'd'},
    {"journaal", no_argument, NULL, 'j'},
    {"check", no_argument, NULL, 'c'},
    {"alles", no_argument, NULL, 'A'},
    {"contract", required_argument, NULL, 'C'},
    {"tijdvak", required_argument, NULL, 'V'},
    {"partij", required_argument, NULL, 'P'},
    {"school", required_argument, NULL, 'S'},
    {"factuur", required_argument, NULL, 'F'},
    {"regel", required_argument, NULL, 'R'},
    {"leerlingen", no_argument, NULL, 'L'},
    {"json", no_argument, NULL, 'J'},
    {"set", required_argument, NULL, 's'},
    {"variant", required_argument, NULL, 'N'},
    {"sweep", required_argument, NULL, 'w'},
    {"taal", required_argument, NULL, 'l'},
    {"refused", required_argument, NULL, 'x'},
    {"explain", required_argument, NULL, 'X'},
    {"voorbeeld", required_argument, NULL, 'e'},
    {"peildatum", required_argument, NULL, 'p'},
    {"vestigingen", required_argument, NULL, 'W'},
    {"gemeenten", required_argument, NULL, 'G'},
    {"kolom", required_argument, NULL, 'k'},
    {"vast", required_argument, NULL, 'K'},
    {"stil", no_argument, NULL, 'q'},
    {"quiet", no_argument, NULL, 'q'},
    {NULL, 0, NULL, 0},
};

static int wrong_format(const char *given)
{
    return wrong_usage(
        TR("--format wants a list of csv, xlsx, html, pdf and ubl, each once, not %1"), given);
}

static int wrong_language(const char *given)
{
    return wrong_usage(TR("--taal wants nl or en, not %1"), given);
}

/* Where the text of an option goes that takes any; NULL: it is another. */
static const char **text_of_option(Options *options, int option)
{
    switch (option) {
    case 'o': return &options->output;
    case 'g': return &options->grootboek;
    case 'd': return &options->date;
    case 'C': return &options->contract;
    case 'V': return &options->tijdvak;
    case 'P': return &options->partij;
    case 'S': return &options->school;
    case 'F': return &options->factuur;
    case 'e': return &options->example;
    case 'x': return &options->refused;
    case 'X': return &options->about;
    case 'p': return &options->peildatum;
    case 'W': return &options->vestigingen;
    case 'G': return &options->gemeenten;
    default: return NULL;
    }
}

/* --kolom or --vast; false: there are too many. */
static bool take_column(Options *options, int option)
{
    if (options->column_count == COLUMN_OPTIONS_MOST) return false;
    options->columns[options->column_count++] = (ColumnOption){(char)option, optarg};
    return true;
}

/* What stands behind the options: the command and its arguments. */
static int take_arguments(int argc, char **argv, Options *options)
{
    if (optind >= argc) return wrong_usage(TR("which command?"), NULL);
    options->command = argv[optind++];
    while (optind < argc && options->argument_count < ARGUMENTS_MOST)
        options->arguments[options->argument_count++] = argv[optind++];
    if (optind < argc) return wrong_usage(TR("too many arguments: %1"), argv[optind]);
    return -1;
}

int options_parse(int argc, char **argv, Options *options)
{
    Text bad;
    options->max_errors = 50;
    options->akkoord = "";
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "o:h", known, NULL)) != -1;) {
        const char **text = text_of_option(options, option);
        if (text) {
            *text = optarg;
            continue;
        }
        switch (option) {
        case 'f':
            if (!formats_parse(optarg, &options->formats, &bad)) return wrong_format(optarg);
            break;
        case 'm':
            if (!parse_count(optarg, &options->max_errors))
                return wrong_usage(TR("--max-errors wants a number, not %1"), optarg);
            break;
        case 't':
            if (!parse_count(optarg, &options->threads) || !options->threads ||
                options->threads > WORKERS_MOST)
                return wrong_usage(TR("--threads wants a number from 1 to 64, not %1"), optarg);
            break;
        case 'T': timings_begin(); break;
        case 'z': options->without_inputs = true; break;
        case 'a':
            if (!is_name(optarg))
                return wrong_usage(TR("--akkoord wants a name of one line"), NULL);
            options->akkoord = optarg;
            break;
        case 'j': options->journal = true; break;
        case 'c': options->check = true; break;
        case 'A': options->all = true; break;
        case 's':
        case 'N':
        case 'w':
            if (options->change_count == CHANGES_MOST)
                return wrong_usage(TR("too many changes: %1"), optarg);
            if (!is_name(optarg) || !*optarg)
                return wrong_usage(TR("--set, --variant and --sweep want a text of one line"),
                                   NULL);
            options->changes[options->change_count++] = (IniChange){(char)option, optarg};
            break;
        case 'k':
        case 'K':
            if (!take_column(options, option))
                return wrong_usage(TR("too many columns: %1"), optarg);
            break;
        case 'R':
            if (!parse_count(optarg, &options->regel) || !options->regel)
                return wrong_usage(TR("--regel wants a number from 1 on, not %1"), optarg);
            break;
        case 'L': options->pupils = true; break;
        case 'J': options->json = true; break;
        case 'l':
            if (!language_take(optarg)) return wrong_language(optarg);
            break;
        case 'q': options->quiet = true; break;
        case 'h':
        case 'v': options->asked = (char)option; return EXIT_DONE;
        default: return wrong_usage(TR("unknown option or missing value: %1"), argv[optind - 1]);
        }
    }
    return take_arguments(argc, argv, options);
}
