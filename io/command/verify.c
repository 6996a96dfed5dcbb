/* The command verify (SPEC §10). In: the folder of a settlement; out: what differs from what its
 * inputs give when they are computed again, and from a second calculation over its tables. Holds
 * always: nothing is written but in a temporary folder that is removed. */
#include "engine/taal.h"
#include "io/again.h"
#include "io/answer/answer.h"
#include "io/changes/line_diff.h"
#include "io/grootboek/recover.h"
#include "io/recount/recount.h"
#include "io/system/sys.h"
#include "io/tell/progress.h"
#include "io/workbook/remake.h"
#include "io/write/output.h"
#include "io/write/outputs.h"
#include "io/write/package.h"

typedef struct VerifyJob {
    Arena *arena;
    const Options *options;
    const char *folder;
    Manifest manifest;
    Text sha256;
    Outcome outcome;
    Output output;
    Text missing;       /* the folder of the boeking that correcties.csv compares with */
    bool other_version; /* wrote the datapackage.json of the folder */
    bool not_computed;  /* its inputs cannot be computed again */
    u64 differences;    /* files that are not the same */
    size_t name_width;  /* of the names of files that are told in one list */
} VerifyJob;

static void print_line(const VerifyJob *job, Text name, Text what)
{
    TextBuilder line = {.arena = job->arena};
    build_text(&line, TEXT("  "));
    build_text(&line, name);
    for (size_t i = name.length; i < job->name_width; i++)
        build_char(&line, ' ');
    build_text(&line, TEXT(" "));
    build_text(&line, what);
    build_char(&line, '\n');
    answer_print(built(&line));
}

/* What is found of a file: for people `what`, for a program also the outcome as one word. */
static void tell_file(const VerifyJob *job, Text name, const char *outcome, Text what)
{
    Json *json = answer_json();
    print_line(job, name, what);
    if (!json) return;
    json_record(json, NULL);
    json_text_of(json, "file", name);
    json_text_of(json, "outcome", text_of(outcome));
    json_text_of(json, "text", what);
    json_close(json);
}

static FileRead read_in(const VerifyJob *job, Text folder, Text name)
{
    return sys_read_file(job->arena,
                         text_zero_ended(job->arena, JOIN(job->arena, folder, TEXT("/"), name)),
                         (size_t)1 << 40);
}

/* --- (a) computed again ----------------------------------------------------------------------- */

/* The inputs that are kept must be those that were read. */
static bool check_inputs(VerifyJob *job)
{
    bool same = true;
    for (size_t i = 0; i < job->manifest.inputs.count; i++) {
        const ManifestFile *input = &job->manifest.inputs.items[i];
        ManifestFile kept = {.file = input->file};
        ManifestFiles one = {.items = &kept, .count = 1};
        const char *file, *reason;
        if (!hash_files(job->arena, text_of(job->folder), &one, &file, &reason)) {
            tell_file(job, input->file, "missing",
                      FILL(job->arena, TR("missing: %1"), taal_text(reason)));
        } else if (!text_equal(kept.sha256, input->sha256)) {
            tell_file(job, input->file, "changed", TR("is not what the run read"));
        } else {
            continue;
        }
        same = false;
        job->differences++;
    }
    return same;
}

/* The description of the tables, when the folder has one. The words in it are no part of what is
 * computed: that of another version is left as it is. */
static int write_package(VerifyJob *job)
{
    bool here = false;
    for (size_t i = 0; i < job->manifest.outputs.count; i++)
        here = here || text_equal(job->manifest.outputs.items[i].file, TEXT(PACKAGE_FILE));
    if (!here) return EXIT_DONE;
    job->other_version = !text_equal(job->manifest.version, TEXT(VERREKEN_VERSION));
    if (!job->other_version) return write_output_package(&job->output);
    int status = keep_output(&job->output, PACKAGE_FILE);
    return status ? status : hash_output(&job->output);
}

/* The table that a kept input is; TABLE_COUNT: it is none. */
static TableId table_of_input(Arena *arena, Text file)
{
    TableId table = 0;
    while (table < TABLE_COUNT &&
           !text_equal(file, JOIN(arena, TEXT(INPUT_FOLDER "/"), text_of(table_specs[table].name),
                                  TEXT(".csv"))))
        table++;
    return table;
}

/* The tables that were sheets must be what the workbook that is kept gives. */
static void check_sheets(VerifyJob *job)
{
    Arena *arena = job->arena;
    Workbook *workbook = NULL; /* of the input before: tables share it */
    for (size_t i = 0; i < job->manifest.inputs.count; i++) {
        const ManifestFile *input = &job->manifest.inputs.items[i];
        TableId table = table_of_input(arena, input->file);
        Text path = JOIN(arena, text_of(job->folder), TEXT("/"), input->workbook), text;
        if (!input->workbook.length || table == TABLE_COUNT) continue;
        if (workbook && !text_equal(workbook->path, path)) {
            xlsx_close(workbook);
            workbook = NULL;
        }
        if (!workbook) workbook = xlsx_open(arena, path);
        if (workbook->problem == WORKBOOK_GOOD &&
            remake_table(arena, workbook, table, input->sheet, &text) &&
            text_equal(sha256_of(arena, text), input->sha256))
            continue;
        tell_file(
            job, input->file, "changed",
            FILL(arena, TR("is not what sheet %1 of %2 gives"), input->sheet, input->workbook));
        job->differences++;
    }
    if (workbook) xlsx_close(workbook);
}

/* Writes all that the run wrote into a temporary folder. */
static int write_again(VerifyJob *job)
{
    Output *o = &job->output;
    *o = (Output){.arena = job->arena,
                  .run = job->outcome.run,
                  .formats = job->manifest.formats,
                  .before = {job->folder, &job->manifest.inputs},
                  .corrected = job->outcome.corrected,
                  .logo = job->outcome.logo,
                  .pseudonyms = job->outcome.pseudonyms};
    if (!staging_temporary(job->arena, &o->staging))
        return system_fault(job->arena, TR("a temporary folder").at, o->staging.reason);
    o->manifest.books = job->manifest.books;
    o->manifest.afrekening = job->manifest.afrekening;
    o->manifest.state = job->outcome.state;
    o->inputs =
        text_zero_ended(job->arena, JOIN(job->arena, text_of(job->folder), TEXT("/" INPUT_FOLDER)));
    o->concept = job->folder;
    int status = write_output_tables(o);
    if (!status) status = write_output_corrections(o, &job->outcome.previous, &job->missing);
    if (!status) status = write_output_controls(o);
    if (!status) status = write_output_documents(o);
    if (!status) status = keep_output_inputs(o, false, TEXT(""), TEXT(""));
    if (!status) status = hash_output(o);
    if (status) return status;
    o->manifest.kept = true;
    o->manifest.formats = job->manifest.formats;
    o->manifest.version = job->manifest.version; /* an older one computes the same */
    o->manifest.untold = job->manifest.untold;
    o->manifest.boeking = job->manifest.boeking;
    o->manifest.akkoord = job->manifest.akkoord;
    o->manifest.concept = job->manifest.concept;
    o->manifest.hash = job->manifest.hash;
    status = write_package(job);
    return status ? status : write_output_manifest(o);
}

/* Whether lines of it can be shown: no workbook, no PDF. */
static bool is_text(Text bytes)
{
    return text_count(bytes, 0) == 0 && text_utf8_fault(bytes) == bytes.length;
}

/* Of a file that was taken over from the folder; else empty. */
static Text why_not_compared(const VerifyJob *job, Text name)
{
    if (job->other_version && text_equal(name, TEXT(PACKAGE_FILE)))
        return TR("not compared: another version of verreken wrote it");
    if (job->missing.length && text_equal(name, TEXT(CORRECTIES_FILE)))
        return FILL(job->arena,
                    TR("not compared: %1, the boeking before it, is not there any more"),
                    job->missing);
    return TEXT("");
}

/* One file of the folder against the one that was computed. */
static void compare_file(VerifyJob *job, Text name, bool there, bool computed)
{
    if (!computed) {
        tell_file(job, name, "extra", TR("extra: a run does not write it"));
    } else if (!there) {
        tell_file(job, name, "missing", TR("missing"));
    } else {
        FileRead own = read_in(job, text_of(job->folder), name);
        FileRead again = read_in(job, text_of(job->output.staging.path), name);
        bool read = own.outcome == READ_OK && again.outcome == READ_OK;
        if (read && text_equal(own.text, again.text)) {
            Text why = why_not_compared(job, name);
            tell_file(job, name, why.length ? "not_compared" : "same",
                      why.length ? why : TR("same"));
            return;
        }
        tell_file(job, name, read ? "differs" : "unreadable",
                  read ? TR("differs") : TR("cannot be read"));
        if (read && is_text(own.text) && is_text(again.text))
            answer_print(line_diff(job->arena, own.text, again.text, TR("in the folder"),
                                   TR("computed again"), 5));
    }
    job->differences++;
}

static void widen(VerifyJob *job, const Names *files)
{
    for (size_t i = 0; i < files->count; i++)
        if (files->items[i].length > job->name_width) job->name_width = files->items[i].length;
}

/* The files in a folder and in its folders, but for the inputs, bytewise. */
static int list_files(VerifyJob *job, const char *folder, Names *files)
{
    Names names = {0};
    const char *reason;
    if (!sys_list_folder(job->arena, folder, &names, &reason))
        return system_fault(job->arena, folder, reason);
    for (size_t i = 0; i < names.count; i++) {
        Text name = names.items[i];
        if (text_equal(name, TEXT(INPUT_FOLDER "/"))) continue;
        if (name.at[name.length - 1] != '/') {
            *PUSH(job->arena, files) = name;
            continue;
        }
        Names inner = {0};
        const char *path =
            text_zero_ended(job->arena, JOIN(job->arena, text_of(folder), TEXT("/"), name));
        if (!sys_list_folder(job->arena, path, &inner, &reason))
            return system_fault(job->arena, path, reason);
        for (size_t j = 0; j < inner.count; j++)
            *PUSH(job->arena, files) = JOIN(job->arena, name, inner.items[j]);
    }
    return EXIT_DONE;
}

static int compare_folders(VerifyJob *job)
{
    Names own = {0}, again = {0};
    int status = list_files(job, job->folder, &own);
    if (!status) status = list_files(job, job->output.staging.path, &again);
    if (status) return status;
    widen(job, &own);
    widen(job, &again);
    for (size_t i = 0, j = 0; i < own.count || j < again.count;) {
        int order = i == own.count     ? 1
                    : j == again.count ? -1
                                       : text_compare(own.items[i], again.items[j]);
        compare_file(job, order <= 0 ? own.items[i] : again.items[j], order <= 0, order >= 0);
        i += order <= 0, j += order >= 0;
    }
    return EXIT_DONE;
}

static int verify_again(VerifyJob *job)
{
    answer_print(FILL(job->arena, TR("(a) computed again from %1\n"), TEXT(INPUT_FOLDER "/")));
    if (!job->manifest.kept) {
        answer_print(TR("  not possible: the run kept no inputs (--zonder-invoer)\n"));
        return EXIT_DONE;
    }
    if (check_inputs(job)) check_sheets(job);
    bool numbered;
    int status = compute_folder_again(job->arena, job->options, job->folder, &job->manifest,
                                      job->manifest.formats, &job->outcome, &numbered);
    if (status) {
        answer_print(TR("  not possible: see the messages\n"));
        job->not_computed = true;
        job->differences++;
        return status == EXIT_SYSTEM ? status : EXIT_DONE;
    }
    if (!numbered) {
        tell_file(job, TEXT("boeking"), "numbers", TR("its numbers are not in the grootboek"));
        job->differences++;
    }
    status = write_again(job);
    if (!status) status = compare_folders(job);
    staging_abandon();
    return status;
}

/* --- (b) the second calculation --------------------------------------------------------------- */

typedef struct Telling {
    const VerifyJob *job;
    u64 told;
} Telling;

static void tell_finding(void *context, const char *table, unsigned long line, const char *what)
{
    enum { TOLD_MOST = 50 };
    Telling *telling = context;
    Arena *arena = telling->job->arena;
    Json *json = answer_json();
    if (json) {
        json_record(json, NULL);
        json_text_of(json, "file", text_of(table));
        if (line)
            json_number(json, "line", (i128)line);
        else
            json_nothing(json, "line");
        json_text_of(json, "text", text_of(what));
        json_close(json);
    }
    if (telling->told++ >= TOLD_MOST) return;
    Text place = line ? JOIN(arena, text_of(table), TEXT(":"), text_integer(arena, (i128)line))
                      : text_of(table);
    print_line(telling->job, place, text_of(what));
}

static int verify_second(VerifyJob *job, RecountResult *result)
{
    enum { TABLES = OUTPUT_controles + 1 }; /* that every run writes */
    RecountTable tables[TABLES];
    size_t count = 0;
    Telling telling = {job, 0};
    answer_print(TR("(b) a second calculation, from the tables alone\n"));
    for (size_t i = 0; i < TABLES; i++) {
        FileRead file = read_in(job, text_of(job->folder), text_of(output_specs[i].file));
        if (file.outcome == READ_OK) {
            tables[count++] = (RecountTable){output_specs[i].file, file.text.at, file.text.length};
        } else {
            tell_finding(&telling, output_specs[i].file, 0, TR("cannot be read").at);
            job->differences++;
        }
    }
    progress_stage(TR("computing it a second time"));
    RecountTold told = job->manifest.told;
    RecountInput input = {tables, count, &told};
    if (job->manifest.untold && job->outcome.ok)
        told = told_of(job->arena, job->outcome.run);
    else if (job->manifest.untold)
        input.told = NULL;
    if (!input.told)
        answer_print(TR("  shares are not compared with cents, nor facturen with posities: the "
                        "folder does not tell the afrondingen and opvolgers\n"));
    *result = recount(&input, taal_chars, tell_finding, &telling);
    sys_enough_memory(!result->out_of_memory);
    return EXIT_DONE;
}

static void print_result(VerifyJob *job, const RecountResult *result)
{
    Arena *arena = job->arena;
    TextBuilder out = {.arena = arena};
    bool again = !job->differences, second = result->readable && !result->failed;
    build_text(&out, FILL(arena, TR("  %1 statements redone, %2 do not hold\n\n"),
                          text_integer(arena, (i128)result->statements),
                          text_integer(arena, (i128)result->failed)));
    Text verdict = job->manifest.kept ? TR("%1: all is as it was computed\n")
                                      : TR("%1: its tables agree with each other\n");
    if (job->not_computed)
        verdict = second ? TR("%1: (a) could not be done; its tables agree with each other\n")
                         : TR("%1: (a) could not be done, and (b) disagrees\n");
    else if (!again && !second)
        verdict = TR("%1: (a) and (b) both disagree with what it holds\n");
    else if (!again)
        verdict = TR("%1: (a) disagrees: it does not hold what its inputs give; its tables agree "
                     "with each other\n");
    else if (!second)
        verdict = TR("%1: (b) disagrees: its tables do not agree with each other, though its "
                     "inputs give them\n");
    build_text(&out, FILL(arena, verdict, text_of(job->folder)));
    answer_print(built(&out));
}

static void put_result(const VerifyJob *job, Json *json, const RecountResult *result)
{
    json_close(json); /* the findings */
    json_record(json, "again");
    json_truth(json, "computed", job->manifest.kept && !job->not_computed);
    json_number(json, "differences", (i128)job->differences);
    json_close(json);
    json_record(json, "second");
    json_truth(json, "readable", result->readable);
    json_number(json, "statements", (i128)result->statements);
    json_number(json, "failed", (i128)result->failed);
    json_close(json);
}

/* A manifest that is there and cannot be read has failed; a folder without one is another thing. */
static bool has_manifest(const VerifyJob *job)
{
    const char *reason;
    Text path = JOIN(job->arena, text_of(job->folder), TEXT("/" MANIFEST_FILE));
    return sys_is_file(text_zero_ended(job->arena, path), &reason);
}

int verify_command(Arena *arena, const Options *options)
{
    VerifyJob job = {
        .arena = arena, .options = options, .folder = options->arguments[0], .name_width = 24};
    RecountResult result = {0};
    Text problem;
    int status = recover_folder(arena, job.folder);
    if (status) return status;
    if (!manifest_read(arena, text_of(job.folder), &job.manifest, &job.sha256, &problem))
        return say(arena, has_manifest(&job) ? EXIT_CONTROL : EXIT_INPUT, job.folder, problem);
    Json *json = answer_json();
    if (json) json_text_of(json, "folder", text_of(job.folder));
    if (json) json_list(json, "files");
    status = verify_again(&job);
    grootboek_close(&job.outcome.grootboek);
    if (json && !status) json_close(json);
    if (json && !status) json_list(json, "findings");
    if (!status) status = verify_second(&job, &result);
    if (status) return status;
    if (json) put_result(&job, json, &result);
    print_result(&job, &result);
    return job.differences || !result.readable || result.failed ? EXIT_CONTROL : EXIT_DONE;
}
