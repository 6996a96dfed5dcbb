/* The commands check, run and voorschot. In: an INI; out: a folder, or messages about the data. */
#include "io/answer/results.h"
#include "io/catalogue/catalogue.h"
#include "io/grootboek/recover.h"
#include "io/tell/refused.h"
#include "io/tell/summary.h"
#include "io/tell/tell.h"
#include "io/tell/timings.h"
#include "io/write/output.h"
#include "io/write/package.h"
#include "io/write/voorschot.h"

/* Computes the settlement, and its voorschotten unless NULL, and tells what is wrong with it; a
 * status to end with, or EXIT_DONE. */
static int compute(Arena *arena, const Options *options, Outcome *outcome,
                   Voorschotten *voorschotten)
{
    PipeInput input = {.ini = text_of(options->arguments[0]),
                       .upto = -1,
                       .formats = options->formats,
                       .without_books = voorschotten != NULL};
    *outcome = run_pipe(arena, &input);
    if (outcome->ok && voorschotten)
        outcome->ok = voorschotten_make(arena, outcome->run, voorschotten);
    tell_faults(outcome->run->batch, options->max_errors);
    grootboek_close(&outcome->grootboek);
    if (outcome->unreadable) return EXIT_SYSTEM;
    return outcome->ok ? EXIT_DONE : EXIT_INPUT;
}

static int write_folder(Output *o, const Options *options, const Outcome *outcome)
{
    o->manifest.formats = o->formats;
    o->corrected = outcome->corrected;
    o->logo = outcome->logo;
    o->pseudonyms = outcome->pseudonyms;
    o->manifest.books = outcome->run->books != NULL;
    o->manifest.afrekening = outcome->run->settings->id;
    o->manifest.state = outcome->state;
    Text missing;
    int status = write_output_tables(o);
    if (!status)
        status = keep_output_inputs(o, !options->without_inputs, text_of(outcome->grootboek.path),
                                    outcome->pseudoniem);
    if (!status) status = write_output_corrections(o, &outcome->previous, &missing);
    if (!status) status = write_output_controls(o);
    if (!status) status = write_output_documents(o);
    if (!status) status = hash_output(o);
    if (!status) status = write_output_package(o);
    if (!status) status = write_output_manifest(o);
    if (status) return status;
    if (!staging_commit(&o->staging))
        return system_fault(o->arena, o->staging.target, o->staging.reason);
    timings_stage("commit");
    return EXIT_DONE;
}

/* A folder that was posted is kept: another run goes elsewhere. */
static int refuse_posted(Arena *arena, const char *folder)
{
    Manifest manifest;
    Text problem;
    if (!manifest_read(arena, text_of(folder), &manifest, NULL, &problem) || !manifest.boeking)
        return EXIT_DONE;
    return say(arena, EXIT_SYSTEM, folder,
               FILL(arena, TR("holds boeking %1 as it was posted; give another folder with -o"),
                    text_integer(arena, manifest.boeking)));
}

/* The first time, or a grootboek that was not found: who reads it knows. */
static void tell_new_grootboek(Arena *arena, const Outcome *outcome)
{
    Day first = outcome->run->settings->settled.first;
    (void)say(
        arena, EXIT_DONE, outcome->grootboek.path,
        FILL(arena,
             TR("there is no grootboek yet: nothing was posted, and all from %1 on is billed; "
                "the first post makes it"),
             day_text(arena, first)));
}

int run_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    Output output = {.arena = arena, .formats = options->formats};
    int status = recover_folder(arena, options->output);
    if (!status) status = refuse_posted(arena, options->output);
    if (!status) status = compute(arena, options, &outcome, NULL);
    if (!status) status = begin_output(&output, options->output);
    if (status) return status;
    output.run = outcome.run;
    status = write_folder(&output, options, &outcome);
    if (status) return status;
    if (outcome.is_new) tell_new_grootboek(arena, &outcome);
    if (answer_json())
        answer_run(answer_json(), &output, options->output);
    else
        sys_print(1, result_summary(arena, outcome.run, &output.controls));
    if (!output.controls.failed) return EXIT_DONE;
    sys_print(2, failed_controls(arena, &output.controls, options->output));
    return EXIT_CONTROL;
}

static bool is_our_voorschot(const void *context, const char *entry)
{
    (void)context;
    return !strcmp(entry, VOORSCHOTTEN_FILE);
}

int voorschot_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    Staging staging;
    Voorschotten voorschotten = {0};
    const char *reason;
    int status = compute(arena, options, &outcome, &voorschotten);
    if (!status) status = begin_folder(arena, &staging, options->output, is_our_voorschot, NULL);
    if (status) return status;
    if (!voorschotten_write(arena, outcome.run, &voorschotten, text_of(staging.path), &reason))
        return system_fault(arena, VOORSCHOTTEN_FILE, reason);
    if (!staging_commit(&staging)) return system_fault(arena, staging.target, staging.reason);
    if (answer_json())
        answer_voorschotten(answer_json(), outcome.run, &voorschotten, options->output);
    else
        sys_print(1, voorschotten_summary(arena, outcome.run, &voorschotten));
    return EXIT_DONE;
}

int schema_command(Arena *arena, const Options *options)
{
    (void)options;
    if (answer_json())
        json_digits(answer_json(), "package", package_of_all(arena));
    else
        sys_print(1, package_of_all(arena));
    return EXIT_DONE;
}

int check_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    if (options->about) return catalogue_tell(arena, options->about);
    if (options->refused && !*options->refused)
        return wrong_usage(TR("give a folder to write to: --refused DIR"), NULL);
    int status = compute(arena, options, &outcome, NULL);
    int written = EXIT_DONE;
    if (options->refused) written = refused_write(arena, outcome.run->batch, options->refused);
    if (written) status = written;
    if (answer_json())
        answer_check(answer_json(), outcome.run, outcome.ok);
    else if (!status)
        sys_print(1, input_summary(arena, outcome.run));
    return status;
}
