/* What an interrupted command left. In: a folder; out: the folder of a posting that is in the
 * grootboek gets its name, all else that was left is removed, and both are told. Holds always: the
 * grootboek is the only truth: a folder whose boeking it does not have was never posted. */
#include "io/grootboek/recover.h"

#include "io/command/options.h"
#include "io/system/sys.h"
#include "io/write/output.h"

bool is_posted(Arena *arena, const Manifest *m, Text grootboek, Text *problem)
{
    Grootboek g;
    GrootboekState state;
    if (!grootboek.length) return false;
    if (!grootboek_open(arena, text_zero_ended(arena, grootboek), TEXT(""), &g, problem)) {
        grootboek_close(&g);
        return false;
    }
    bool known = grootboek_state(&g, m->afrekening, m->boeking, &state);
    if (!known) *problem = grootboek_problem(arena, g.db);
    grootboek_close(&g);
    return known && state.boekingen == m->boeking && m->hash.length == SHA256_HEX &&
           !memcmp(state.hash, m->hash.at, SHA256_HEX);
}

static int finish_posting(Arena *arena, Staging *left, const Manifest *m)
{
    if (!staging_commit(left))
        return say(arena, EXIT_SYSTEM, left->target,
                   FILL(arena,
                        TR("boeking %1 is posted, but its folder cannot be put in place (%2); it "
                           "is %3"),
                        text_integer(arena, m->boeking), taal_text(left->reason),
                        text_of(left->path)));
    return say(arena, EXIT_DONE, left->target,
               FILL(arena, TR("an interrupted posting was finished: boeking %1"),
                    text_integer(arena, m->boeking)));
}

int recover_folder(Arena *arena, const char *target)
{
    Staging left;
    Manifest manifest;
    Text problem = {0};
    if (staging_left(arena, &left, target) == STAGING_FAILED)
        return system_fault(arena, target, left.reason);
    if (!left.path) return EXIT_DONE;
    Text folder = text_of(left.path);
    bool complete = manifest_read(arena, folder, &manifest, NULL, &problem) && manifest.boeking;
    problem = TEXT("");
    if (complete && is_posted(arena, &manifest, kept_grootboek(arena, folder), &problem))
        return finish_posting(arena, &left, &manifest);
    if (problem.length)
        return say(arena, EXIT_SYSTEM, target,
                   FILL(arena,
                        TR("an interrupted posting cannot be looked up in its grootboek: %1"),
                        problem));
    if (!staging_remove(&left)) return system_fault(arena, target, left.reason);
    if (!complete) return EXIT_DONE; /* of a run: it is made anew */
    return say(arena, EXIT_DONE, target,
               TR("an interrupted posting was undone: the grootboek does not have it"));
}
