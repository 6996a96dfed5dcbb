/* The command post. In: the folder of a run; out: a boeking in the grootboek, and the folder with
 * final numbers. Holds always: what is posted is what the folder says, byte for byte but for the
 * numbers; the order is: documents complete and synced, the one transaction committed, the rename.
 * The transaction is filled while the documents are written, by a thread of its own. */
#include "engine/taal.h"
#include "engine/work.h"
#include "io/answer/results.h"
#include "io/grootboek/post_summary.h"
#include "io/grootboek/recover.h"
#include "io/tell/progress.h"
#include "io/tell/tell.h"
#include "io/tell/timings.h"
#include "io/write/output.h"

typedef struct PostJob {
    Arena *arena;
    const Options *options;
    const char *folder;
    Manifest concept;
    Text sha256; /* of the manifest of the concept */
    Text grootboek;
    Outcome outcome;
    Output output;
    Posting posting;
    Text summary;   /* of what is posted */
    Thread booking; /* fills the transaction, when is_booking */
    bool is_booking, booked;
    bool is_made;    /* the grootboek was not there */
    bool is_checked; /* check_concept() has looked */
    Arena book_memory;
} PostJob;

static Text path_in(const PostJob *job, Text name)
{
    return JOIN(job->arena, text_of(job->folder), TEXT("/"), name);
}

/* Fills the transaction. */
static void book(void *context)
{
    PostJob *job = context;
    job->booked = grootboek_write(&job->book_memory, &job->outcome.grootboek, job->outcome.run,
                                  &job->posting);
}

/* Waits until the transaction is filled. */
static void end_booking(PostJob *job)
{
    if (job->is_booking) sys_thread_end(&job->booking);
    job->is_booking = false;
}

static void begin_booking(PostJob *job)
{
    job->is_booking = work_width() > 1 && sys_thread_begin(&job->booking, book, job);
    if (!job->is_booking) book(job);
}

static int refuse(PostJob *job, int status, Text why)
{
    end_booking(job);
    staging_abandon();
    return say(job->arena, status, job->folder,
               FILL(job->arena, TR("%1; nothing was posted"), why));
}

/* A fault of the grootboek ends the posting. */
static int refuse_grootboek(PostJob *job)
{
    end_booking(job);
    Db *db = job->outcome.grootboek.db;
    int status = grootboek_is_system_fault(db) ? EXIT_SYSTEM : EXIT_INPUT;
    Text why = JOIN(job->arena, job->grootboek, TEXT(": "), grootboek_problem(job->arena, db));
    grootboek_close(&job->outcome.grootboek);
    return refuse(job, status, why);
}

/* --- before anything is computed -------------------------------------------------------------- */

static int read_concept(PostJob *job)
{
    Text problem;
    if (!manifest_read(job->arena, text_of(job->folder), &job->concept, &job->sha256, &problem))
        return refuse(job, EXIT_INPUT, problem);
    if (job->concept.boeking) {
        if (answer_json())
            answer_post(answer_json(), NULL,
                        &(PostAnswer){.folder = job->folder, .boeking = job->concept.boeking});
        answer_print(FILL(job->arena, TR("%1 is posted already, as boeking %2; nothing to do\n"),
                          text_of(job->folder), text_integer(job->arena, job->concept.boeking)));
        return EXIT_DONE;
    }
    if (!job->concept.books)
        return refuse(job, EXIT_INPUT,
                      TR("it was made without a grootboek; give grootboek = FILE "
                         "in [afrekening] and run again"));
    if (!job->concept.kept)
        return refuse(job, EXIT_INPUT,
                      TR("it was made with --zonder-invoer, so it cannot be "
                         "computed again; run again without that"));
    job->grootboek = job->options->grootboek ? text_of(job->options->grootboek)
                                             : kept_grootboek(job->arena, text_of(job->folder));
    if (!job->grootboek.length)
        return refuse(job, EXIT_INPUT,
                      TR("it does not say where its grootboek is; give it with --grootboek FILE"));
    return EXIT_DONE;
}

/* The first file of the folder that is not what its manifest says; empty: all are. */
static Text changed_file(PostJob *job, const ManifestFiles *expected)
{
    ManifestFiles found = {0};
    const char *file, *reason;
    for (size_t i = 0; i < expected->count; i++)
        *PUSH(job->arena, &found) = (ManifestFile){.file = expected->items[i].file};
    if (!hash_files(job->arena, text_of(job->folder), &found, &file, &reason))
        return JOIN(job->arena, text_of(file), TEXT(" ("), taal_text(reason), TEXT(")"));
    for (size_t i = 0; i < expected->count; i++)
        if (!text_equal(found.items[i].sha256, expected->items[i].sha256))
            return expected->items[i].file;
    return TEXT("");
}

/* Whether files of the folder are what its manifest says. */
static int check_files(PostJob *job, const ManifestFiles *expected)
{
    Text changed = changed_file(job, expected);
    if (!changed.length) return EXIT_DONE;
    return refuse(job, EXIT_CONTROL,
                  FILL(job->arena, TR("%1 is not what the run wrote; run again"), changed));
}

/* --- the state of the grootboek --------------------------------------------------------------- */

/* The boeking that this folder is posted as, when it was copied before. */
static i64 known_boeking(Db *db, Text sha256)
{
    DbQuery *query = db_query(db, "SELECT boeking FROM boeking WHERE manifest = ?1");
    db_set_text(query, 1, sha256);
    i64 boeking = db_row(query) ? db_integer(query, 0) : 0;
    db_end(query);
    return boeking;
}

/* Whether the grootboek is the one that the run started from, and has moved on since. */
static int check_state(PostJob *job)
{
    Grootboek *g = &job->outcome.grootboek;
    const GrootboekState *from = &job->concept.state;
    Text afrekening = job->outcome.run->settings->id;
    GrootboekState now, then;
    i64 known = g->db ? known_boeking(g->db, job->sha256) : 0;
    if (!grootboek_state(g, afrekening, -1, &now) ||
        !grootboek_state(g, afrekening, from->boekingen, &then))
        return refuse_grootboek(job);
    if (known)
        return refuse(job, EXIT_INPUT,
                      FILL(job->arena,
                           TR("this settlement was posted from another folder, as boeking %1"),
                           text_integer(job->arena, known)));
    if (then.boekingen != from->boekingen || memcmp(then.hash, from->hash, SHA256_HEX) != 0)
        return refuse(job, EXIT_INPUT,
                      FILL(job->arena,
                           TR("%1 is not the grootboek that the run started from; give the right "
                              "one with --grootboek FILE, or run again"),
                           job->grootboek));
    if (now.own != from->own)
        return refuse(
            job, EXIT_INPUT,
            FILL(job->arena,
                 TR("the grootboek has moved on: boeking %1 of this afrekening was posted "
                    "since the run; run again"),
                 text_integer(job->arena, now.own)));
    return EXIT_DONE;
}

/* --- computing again -------------------------------------------------------------------------- */

static int compute_again(PostJob *job)
{
    Text folder = path_in(job, TEXT(INPUT_FOLDER));
    PipeInput input = {.ini = JOIN(job->arena, folder, TEXT("/" KEPT_INI)),
                       .kept = folder,
                       .pseudoniem = kept_pseudoniem(job->arena, text_of(job->folder)),
                       .grootboek = job->grootboek,
                       .formats = job->concept.formats,
                       .upto = -1};
    job->outcome = run_pipe(job->arena, &input);
    if (job->outcome.ok && !text_equal(job->outcome.run->settings->id, job->concept.afrekening))
        return refuse(job, EXIT_CONTROL,
                      TR("its manifest.json is of another afrekening than its inputs; run again"));
    if (job->outcome.ok) return EXIT_DONE;
    tell_faults(job->outcome.run->batch, job->options->max_errors);
    return refuse(job, job->outcome.unreadable ? EXIT_SYSTEM : EXIT_CONTROL,
                  TR("it cannot be computed again"));
}

/* Whether what was computed again is what the folder holds; the numbers are still those of the
 * concept. */
static int compare_with_concept(PostJob *job)
{
    const ManifestFiles *before = &job->concept.outputs, *now = &job->output.manifest.outputs;
    for (size_t i = 0; i < now->count; i++) {
        size_t b = 0;
        while (b < before->count && !text_equal(before->items[b].file, now->items[i].file))
            b++;
        if (b < before->count && text_equal(before->items[b].sha256, now->items[i].sha256))
            continue;
        return refuse(job, EXIT_CONTROL,
                      FILL(job->arena,
                           TR("%1 comes out differently now; look at it with verreken verify, and "
                              "run again"),
                           now->items[i].file));
    }
    return EXIT_DONE;
}

/* Whether what was read again are the inputs of the manifest, all of them and no other. */
static bool same_inputs(const PostJob *job)
{
    const ManifestFiles *before = &job->concept.inputs, *now = &job->output.manifest.inputs;
    if (before->count != now->count) return false;
    for (size_t i = 0; i < now->count; i++)
        if (!text_equal(before->items[i].file, now->items[i].file) ||
            !text_equal(before->items[i].sha256, now->items[i].sha256))
            return false;
    return true;
}

static int refuse_inputs(PostJob *job)
{
    return refuse(job, EXIT_CONTROL,
                  TR("its inputs are not those that its manifest.json names; run again"));
}

/* The inputs beside the documents. */
static int keep_again(PostJob *job)
{
    int status = keep_output_inputs(&job->output, true, job->grootboek, job->outcome.pseudoniem);
    return status || same_inputs(job) ? status : refuse_inputs(job);
}

/* The documents as the concept has them. */
static int write_again(PostJob *job)
{
    Output *o = &job->output;
    Text missing;
    o->concept = job->folder;
    int status = write_output_tables(o);
    if (!status) status = write_output_corrections(o, &job->outcome.previous, &missing);
    if (!status) status = hash_output(o);
    if (!status) status = compare_with_concept(job);
    return status;
}

/* The files of the folder, and what is computed again, against the manifest. */
static int check_concept(PostJob *job)
{
    int status = keep_again(job);
    if (!status) status = check_files(job, &job->concept.outputs);
    return status ? status : write_again(job);
}

/* --- posting ---------------------------------------------------------------------------------- */

static void describe(PostJob *job)
{
    Arena *arena = job->arena;
    Text akkoord = text_trim(text_of(job->options->akkoord));
    job->posting = (Posting){.akkoord = text_zero_ended(arena, akkoord),
                             .manifest = job->sha256,
                             .invoer = hash_of_files(arena, &job->concept.inputs),
                             .regels = job->concept.inputs.items[0].sha256};
    Text folder = path_folder(job->grootboek);
    if (!folder.length) folder = TEXT(".");
    job->posting.map = path_between(arena, folder, text_of(job->output.staging.target));
}

/* The documents with final numbers, and all that goes with them but the manifest. */
static int write_final(PostJob *job)
{
    Output *o = &job->output;
    o->numbers_alone = job->outcome.run->books->is_final = true;
    int status = write_output_tables(o);
    if (!status) status = write_output_controls(o);
    if (!status && o->controls.failed)
        status = refuse(job, EXIT_CONTROL,
                        TR("it has controls that failed; see its controles.csv, and run again"));
    if (!status) status = hash_output(o);
    return status;
}

static int write_final_manifest(PostJob *job)
{
    Output *o = &job->output;
    o->manifest.books = true;
    o->manifest.formats = job->concept.formats;
    o->manifest.afrekening = job->concept.afrekening;
    o->manifest.state = job->concept.state;
    o->manifest.boeking = job->posting.boeking;
    o->manifest.akkoord = text_of(job->posting.akkoord);
    o->manifest.concept = job->sha256;
    o->manifest.hash = (Text){job->posting.hash, SHA256_HEX};
    int status = write_output_package(o);
    return status ? status : write_output_manifest(o);
}

/* Opens a grootboek that was not there yet. */
static int make_grootboek(PostJob *job)
{
    Grootboek *g = &job->outcome.grootboek;
    const char *reason;
    if (g->db) return EXIT_DONE;
    job->is_made = true;
    if (!sys_make_file(g->path, &reason)) return system_fault(job->arena, g->path, reason);
    g->db = db_open(g->path, DB_WRITE);
    return db_fault(g->db) ? refuse_grootboek(job) : EXIT_DONE;
}

/* After a commit that failed only the grootboek itself can tell whether it has the boeking: what
 * failed may have been the sync after the last write. */
static int end_failed_commit(PostJob *job)
{
    Arena *arena = job->arena;
    Staging *staging = &job->output.staging;
    Db *db = job->outcome.grootboek.db;
    int status = grootboek_is_system_fault(db) ? EXIT_SYSTEM : EXIT_INPUT;
    Text why = JOIN(arena, job->grootboek, TEXT(": "), grootboek_problem(arena, db));
    Text problem = TEXT("");
    grootboek_close(&job->outcome.grootboek);
    if (is_posted(arena, &job->output.manifest, job->grootboek, &problem)) {
        bool placed = staging_commit(staging);
        return say(arena, EXIT_SYSTEM, job->folder,
                   FILL(arena,
                        placed ? TR("%1; boeking %2 is posted all the same")
                               : TR("%1; boeking %2 is posted all the same; the next command puts "
                                    "its folder in place"),
                        why, text_integer(arena, job->posting.boeking)));
    }
    if (problem.length)
        return say(arena, EXIT_SYSTEM, job->folder,
                   FILL(arena, TR("%1; the next command finds out whether it is posted"), why));
    (void)staging_remove(staging);
    return refuse(job, status, why);
}

/* From the transaction on: the folder is held, for the grootboek may have it. */
static int commit(PostJob *job)
{
    Output *o = &job->output;
    Grootboek *g = &job->outcome.grootboek;
    progress_stage(TR("posting"));
    staging_hold(&o->staging);
    if (!grootboek_commit(g)) return end_failed_commit(job);
    grootboek_close(g);
    timings_stage("post");
    if (staging_commit(&o->staging)) return EXIT_DONE;
    return say(job->arena, EXIT_SYSTEM, job->folder,
               FILL(job->arena,
                    TR("boeking %1 is posted, but its folder could not be put in place (%2); the "
                       "next command does that"),
                    text_integer(job->arena, job->posting.boeking), taal_text(o->staging.reason)));
}

static int carry_out(PostJob *job)
{
    Grootboek *g = &job->outcome.grootboek;
    int status = make_grootboek(job);
    if (status) return status;
    if (!grootboek_begin(g, job->outcome.run, &job->posting)) return refuse_grootboek(job);
    status = check_state(job); /* again: nobody else can post now */
    if (status) return status;
    begin_booking(job);
    job->summary = posting_summary(job->arena, job->outcome.run);
    status = job->is_checked ? EXIT_DONE : check_concept(job);
    if (!status) status = write_final(job);
    progress_stage(TR("posting"));
    end_booking(job);
    timings_stage("book");
    if (status) return status;
    if (!job->booked) return refuse_grootboek(job);
    status = write_output_documents(&job->output); /* by child processes: no thread runs now */
    if (!status) status = hash_output(&job->output);
    if (!status) status = write_final_manifest(job);
    if (!status && sys_trouble()) status = refuse(job, EXIT_SYSTEM, taal_text(sys_trouble()));
    return status ? status : commit(job);
}

static int post_folder(PostJob *job)
{
    int status = read_concept(job);
    if (status || job->concept.boeking) return status;
    status = check_files(job, &job->concept.inputs);
    if (!status) status = compute_again(job);
    if (!status) status = check_state(job);
    if (status) return status;
    if (!job->concept.inputs.count) return refuse_inputs(job);
    const Books *books = job->outcome.run->books;
    if (!books->entries.count) {
        job->summary = posting_summary(job->arena, job->outcome.run);
    } else {
        job->output = (Output){.arena = job->arena,
                               .run = job->outcome.run,
                               .formats = job->concept.formats,
                               .before = {job->folder, &job->concept.inputs},
                               .corrected = job->outcome.corrected,
                               .logo = job->outcome.logo,
                               .pseudonyms = job->outcome.pseudonyms};
        status = begin_output(&job->output, job->folder);
        job->is_checked = !job->outcome.grootboek.db; /* before that file is made */
        if (!status && job->is_checked) status = check_concept(job);
        if (status) return status;
        describe(job);
        status = carry_out(job);
        end_booking(job);
        if (status) return status;
    }
    if (answer_json())
        answer_post(answer_json(), job->outcome.run,
                    &(PostAnswer){.folder = job->folder,
                                  .posting = books->entries.count ? &job->posting : NULL,
                                  .boeking = job->posting.boeking,
                                  .grootboek = job->grootboek,
                                  .is_new = job->is_made});
    if (job->is_made) answer_print(FILL(job->arena, TR("a new grootboek: %1\n\n"), job->grootboek));
    answer_print(job->summary); /* a result: of what was refused there is none */
    if (books->entries.count)
        answer_print(posted_summary(job->arena, job->outcome.run, job->posting.boeking));
    return EXIT_DONE;
}

int post_command(Arena *arena, const Options *options)
{
    PostJob job = {.arena = arena, .options = options, .folder = options->arguments[0]};
    int status = recover_folder(arena, job.folder);
    if (!status) status = post_folder(&job);
    grootboek_close(&job.outcome.grootboek);
    arena_free(&job.book_memory);
    return status;
}
