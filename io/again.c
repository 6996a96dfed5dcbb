/* Settlements computed again. In: a folder; out: a complete run. Holds always: nothing is written.
 */
#include "io/again.h"

#include "io/tell/tell.h"
#include "io/write/output.h"

/* The numbers that the boeking gave; false: they are not in the grootboek. */
static bool find_final_numbers(Arena *arena, const Manifest *manifest, Outcome *outcome)
{
    Run *run = outcome->run;
    Db *db = outcome->grootboek.db;
    if (!manifest->boeking) return true;
    if (!db) return false;
    DbQuery *query = db_query(db, "SELECT nummer FROM factuur WHERE boeking = ?1"
                                  " AND volgnummer IS NOT NULL ORDER BY factuur");
    db_set_integer(query, 1, manifest->boeking);
    run->books->numbers = NEW(arena, Text, run->facturen.count + 1);
    run->books->is_final = true;
    bool enough = true;
    for (size_t i = 0; i < run->facturen.count; i++) {
        if (run->facturen.items[i].soort == SPECIFICATIE) continue;
        enough = enough && db_row(query);
        run->books->numbers[i] = enough ? text_copy(arena, db_text(query, 0)) : TEXT("(no number)");
    }
    enough = enough && !db_row(query);
    db_end(query);
    if (db_fault(db)) return false;
    return enough;
}

int compute_folder_again(Arena *arena, const Options *options, const char *folder,
                         const Manifest *manifest, Formats formats, Outcome *outcome,
                         bool *numbered)
{
    Text kept = JOIN(arena, text_of(folder), TEXT("/" INPUT_FOLDER));
    PipeInput input = {.ini = JOIN(arena, kept, TEXT("/" KEPT_INI)),
                       .kept = kept,
                       .grootboek = options->grootboek ? text_of(options->grootboek)
                                                       : kept_grootboek(arena, text_of(folder)),
                       .pseudoniem = kept_pseudoniem(arena, text_of(folder)),
                       .formats = formats,
                       .upto = manifest->state.boekingen};
    *outcome = run_pipe(arena, &input);
    *numbered = outcome->ok && find_final_numbers(arena, manifest, outcome);
    if (outcome->ok) return EXIT_DONE;
    tell_faults(outcome->run->batch, options->max_errors);
    return outcome->unreadable ? EXIT_SYSTEM : EXIT_CONTROL;
}

/* Whether the grootboek is the one that the folder was made with: else other amounts were posted.
 */
static bool is_same_grootboek(const Manifest *manifest, const Outcome *outcome)
{
    return !manifest->books || (outcome->state.boekingen == manifest->state.boekingen &&
                                !memcmp(outcome->state.hash, manifest->state.hash, SHA256_HEX));
}

static int look_at_folder(Arena *arena, const Options *options, const char *folder,
                          Outcome *outcome)
{
    Manifest manifest;
    Text problem;
    bool numbered;
    if (!manifest_read(arena, text_of(folder), &manifest, NULL, &problem))
        return say(arena, EXIT_INPUT, folder, problem);
    if (!manifest.kept)
        return say(
            arena, EXIT_INPUT, folder,
            TR("it was made with --zonder-invoer, so it cannot be computed again; give the INI"));
    int status =
        compute_folder_again(arena, options, folder, &manifest, FORMAT_CSV, outcome, &numbered);
    if (!status && (!numbered || !is_same_grootboek(&manifest, outcome)))
        status = say(arena, EXIT_INPUT, folder,
                     TR("the grootboek that it was made with is not there, or is another; give it "
                        "with --grootboek FILE"));
    return status;
}

int compute_to_look_at(Arena *arena, const Options *options, const char *path, Outcome *outcome)
{
    const char *reason;
    int status;
    *outcome = (Outcome){.run = NULL};
    if (!sys_is_file(path, &reason) && reason) { /* a folder, or nothing */
        status = look_at_folder(arena, options, path, outcome);
    } else {
        PipeInput input = {
            .ini = text_of(path), .grootboek = text_of(options->grootboek), .upto = -1};
        *outcome = run_pipe(arena, &input);
        status = outcome->ok ? EXIT_DONE : outcome->unreadable ? EXIT_SYSTEM : EXIT_INPUT;
        if (status) tell_faults(outcome->run->batch, options->max_errors);
    }
    grootboek_close(&outcome->grootboek);
    return status;
}
