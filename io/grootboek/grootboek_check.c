/* verreken grootboek --check. In: a grootboek; out: every thing that is wrong with it, or a line
 * that says what was checked. Holds always: nothing is noted as checked unless all was well; the
 * file cannot be changed while it is checked. */
#include "io/grootboek/grootboek_check.h"

#include "engine/taal.h"
#include "io/answer/answer.h"
#include "io/grootboek/grootboek_parts.h"
#include "io/system/sys.h"
#include "io/tell/progress.h"

void find(Findings *findings, i64 boeking, Text what)
{
    if (findings->count >= FINDINGS_MOST) {
        findings->more++;
        return;
    }
    *PUSH(findings->arena, findings) = boeking ? FILL(findings->arena, TR("boeking %1: %2"),
                                                      text_integer(findings->arena, boeking), what)
                                               : text_copy(findings->arena, what);
}

static void put_check(const Check *c, Json *json)
{
    json_text_of(json, "grootboek", text_of(c->path));
    json_truth(json, "sound", c->findings.count == 0);
    json_list(json, "findings");
    for (size_t i = 0; i < c->findings.count; i++)
        json_text_of(json, NULL, c->findings.items[i]);
    json_close(json);
    json_number(json, "more_findings", (i128)c->findings.more);
    json_number(json, "boekingen", c->head);
    json_number(json, "checked_from", c->from);
    json_number(json, "regels", c->regels);
    json_number(json, "facturen", (i128)c->facturen.count);
    json_number(json, "nummers", (i128)c->nummers);
    bool known = c->head > 0 && (size_t)c->head <= c->zegels.count;
    json_text_or_nothing(json, "zegel", known ? c->zegels.items[c->head - 1].hash : TEXT(""));
}

/* Tells what is wrong, at most `most` things. */
static int tell(const Check *c, u64 most)
{
    const Findings *f = &c->findings;
    TextBuilder out = {.arena = c->arena};
    if (answer_json()) put_check(c, answer_json());
    size_t shown = f->count < most ? f->count : (size_t)most, all = f->count + f->more;
    for (size_t i = 0; i < shown; i++) {
        build_text(&out, TEXT("verreken: "));
        build_text(&out, text_of(c->path));
        build_text(&out, TEXT(": "));
        build_text(&out, f->items[i]);
        build_char(&out, '\n');
    }
    sys_print(2, built(&out));
    return say(c->arena, EXIT_CONTROL, c->path,
               FILL(c->arena,
                    all == 1 && !shown ? TR("1 thing is wrong, not all are shown; compare it with "
                                            "a backup")
                    : all == 1         ? TR("1 thing is wrong; compare it with a backup")
                    : shown < all ? TR("%1 things are wrong, not all are shown; compare it with a "
                                       "backup")
                                  : TR("%1 things are wrong; compare it with a backup"),
                    text_integer(c->arena, (i128)all)));
}

static void tell_sound(const Check *c)
{
    Arena *arena = c->arena;
    TextBuilder out = {.arena = arena};
    if (answer_json()) {
        put_check(c, answer_json());
        return;
    }
    Text regels = FILL(arena, c->regels == 1 ? TR("1 regel") : TR("%1 regels"),
                       text_integer(arena, c->regels));
    build_text(&out,
               FILL(arena,
                    c->from > c->head   ? TR("%1: sound; nothing was posted since the last check")
                    : c->from < c->head ? TR("%1: sound; boeking %2 to %3 were checked (%4)")
                                        : TR("%1: sound; boeking %2 was checked (%4)"),
                    text_of(c->path), text_integer(arena, c->from), text_integer(arena, c->head),
                    regels));
    if (c->from > 1)
        build_text(&out, FILL(arena, TR(", boekingen up to %1 were before"),
                              text_integer(arena, c->from - 1)));
    build_text(&out, TEXT("; "));
    build_text(&out, FILL(arena, c->facturen.count == 1 ? TR("1 factuur") : TR("%1 facturen"),
                          text_integer(arena, (i128)c->facturen.count)));
    build_text(&out, TEXT(", "));
    build_text(&out,
               FILL(arena, c->nummers == 1 ? TR("1 recorded number") : TR("%1 recorded numbers"),
                    text_integer(arena, (i128)c->nummers)));
    build_text(&out, FILL(arena, TR("\nzegel of boeking %1: %2\n"), text_integer(arena, c->head),
                          c->zegels.items[c->head - 1].hash));
    sys_print(1, built(&out));
}

/* Notes that all was well up to the head. */
static int note(const Check *c)
{
    if (c->noted == c->head) return EXIT_DONE;
    DbQuery *query = db_query(c->db, "INSERT INTO gecontroleerd SELECT"
                                     " coalesce(max(controle), 0) + 1, ?1, ?2 FROM gecontroleerd");
    db_set_integer(query, 1, c->head);
    db_set_text(query, 2, c->zegels.items[c->head - 1].hash);
    db_do(query);
    db_end(query);
    if (!db_fault(c->db)) return EXIT_DONE;
    bool readonly = db_fault(c->db) == DB_READONLY;
    return say(c->arena, readonly ? EXIT_DONE : EXIT_SYSTEM, c->path,
               FILL(c->arena, TR("that it is sound cannot be noted in it: %1"),
                    grootboek_problem(c->arena, c->db)));
}

int grootboek_check(Arena *arena, Grootboek *g, const Options *options)
{
    Check check = {
        .arena = arena, .path = g->path, .db = g->db, .all = options->all, .findings.arena = arena};
    /* From the first read to COMMIT nobody else can write. */
    db_run(g->db, "BEGIN");
    progress_stage(TR("checking the grootboek"));
    bool readable = check_structure(&check);
    if (!readable && grootboek_is_system_fault(g->db))
        return say(arena, EXIT_SYSTEM, g->path, grootboek_problem(arena, g->db));
    if (readable) {
        check_rows(&check);
        db_run(g->db, "COMMIT");
    }
    if (!check.findings.count && !check.head) find(&check.findings, 0, TR("it has no boeking"));
    if (check.findings.count) return tell(&check, options->max_errors);
    tell_sound(&check);
    return note(&check);
}
