/* What the command line says, and what the commands share. */
#ifndef VERREKEN_IO_COMMAND_OPTIONS_H
#define VERREKEN_IO_COMMAND_OPTIONS_H

#include "io/command/command.h"
#include "io/documents/formats.h"
#include "io/pipe.h"

/* --set, --variant or --sweep, in the order given. */
typedef struct IniChange {
    char kind; /* s, N or w */
    const char *value;
} IniChange;

/* --kolom or --vast. */
typedef struct ColumnOption {
    char kind; /* k or K */
    const char *value;
} ColumnOption;

enum { ARGUMENTS_MOST = 1000, CHANGES_MOST = 100, COLUMN_OPTIONS_MOST = 50 };

typedef struct Options {
    const char *command;
    const char *arguments[ARGUMENTS_MOST];
    int argument_count;
    const char *output;
    Formats formats;          /* 0: not given */
    u64 max_errors, threads;  /* threads 0: as many as there are cores */
    bool without_inputs;      /* --zonder-invoer */
    const char *akkoord;      /* --akkoord, or "" */
    const char *grootboek;    /* --grootboek, or NULL */
    const char *date;         /* --datum, or NULL */
    bool check, all, journal; /* --check, --alles, --journaal */
    IniChange changes[CHANGES_MOST];
    size_t change_count;
    const char *contract, *tijdvak, *partij, *school, *factuur; /* explain; NULL: not given */
    u64 regel;                                                  /* 0: all */
    bool pupils, json;                                          /* --leerlingen, --json */
    const char *example; /* --voorbeeld, or NULL */
    const char *refused; /* --refused, or NULL */
    const char *about;   /* --explain, or NULL */
    const char *peildatum, *vestigingen, *gemeenten; /* import; NULL: not given */
    ColumnOption columns[COLUMN_OPTIONS_MOST];
    size_t column_count;
    bool quiet; /* --stil: no progress, no next step */
    char asked; /* h: --help, v: --version, which end the command line; else 0 */
} Options;

/* Reads argv into *options, which is of zeros: -1, or a status to end with; what was wrong is told
 * (wrong_usage). The texts stay those of argv. */
int options_parse(int argc, char **argv, Options *options);

/* Each does one command and gives the exit status. */
int check_command(Arena *arena, const Options *options);
int run_command(Arena *arena, const Options *options);
int voorschot_command(Arena *arena, const Options *options);
int post_command(Arena *arena, const Options *options);
int verify_command(Arena *arena, const Options *options);
int grootboek_command(Arena *arena, const Options *options);
int nummers_command(Arena *arena, const Options *options);
int verschil_command(Arena *arena, const Options *options);
int explain_command(Arena *arena, const Options *options);
int regels_command(Arena *arena, const Options *options);
int schema_command(Arena *arena, const Options *options);
int compare_command(Arena *arena, const Options *options);
int import_command(Arena *arena, const Options *options);
int new_command(Arena *arena, const Options *options);

/* Tells the examples that are built in, a line each. */
void examples_tell(Arena *arena);

/* Prints `verreken: PROBLEM` with `what` (it may be NULL) in place of %1, and the usage; the status
 * for it. */
int wrong_usage(Text problem, const char *what);

/* Prints `verreken: PATH: REASON; nothing was written`, removes what was begun, and is the status.
 * `reason` is an English text of messages.def, or what is said in any language. */
int system_fault(Arena *arena, const char *path, const char *reason);

/* Prints `verreken: PATH: WHAT` and is `status`. */
int say(Arena *arena, int status, const char *path, Text what);

#endif
