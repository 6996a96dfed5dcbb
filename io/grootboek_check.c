/* verreken grootboek --check. In: a grootboek; out: every thing that is wrong with it, or a line
 * that says what was checked. Holds always: nothing is noted as checked unless all was well; the
 * file cannot be changed while it is checked. */
#include "io/grootboek_check.h"

#include "engine/taal.h"
#include "io/answer/answer.h"
#include "io/grootboek_parts.h"
#include "io/progress.h"
#include "io/sys.h"

void find(Findings *findings, i64 boeking, Text what)
{
    if (findings->count >= FINDINGS_MOST) {
        findings->more++;
        return;
    }
    *PUSH(findings->arena, findings) =
        boeking ? JOIN(findings->arena, TEXT("boeking "), text_integer(findings->arena, boeking),
                       TEXT(": "), what)
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
               JOIN(c->arena, text_integer(c->arena, (i128)all),
                    all == 1 ? TEXT(" thing is wrong") : TEXT(" things are wrong"),
                    shown < all ? TEXT(", not all are shown") : TEXT(""),
                    TEXT("; compare it with a backup")));
}

static void build_counted(TextBuilder *out, i64 count, const char *one, const char *more)
{
    build_integer(out, count);
    build_char(out, ' ');
    build_text(out, text_of(count == 1 ? one : more));
}

static void tell_sound(const Check *c)
{
    TextBuilder out = {.arena = c->arena};
    if (answer_json()) {
        put_check(c, answer_json());
        return;
    }
    build_text(&out, text_of(c->path));
    if (c->from > c->head) {
        build_text(&out, TEXT(": sound; nothing was posted since the last check"));
    } else {
        build_text(&out, TEXT(": sound; boeking "));
        build_integer(&out, c->from);
        if (c->from < c->head) build_text(&out, TEXT(" to "));
        if (c->from < c->head) build_integer(&out, c->head);
        build_text(&out, c->from < c->head ? TEXT(" were checked (") : TEXT(" was checked ("));
        build_counted(&out, c->regels, "regel)", "regels)");
    }
    if (c->from > 1) {
        build_text(&out, TEXT(", boekingen up to "));
        build_integer(&out, c->from - 1);
        build_text(&out, TEXT(" were before"));
    }
    build_text(&out, TEXT("; "));
    build_counted(&out, (i64)c->facturen.count, "factuur", "facturen");
    build_text(&out, TEXT(", "));
    build_counted(&out, (i64)c->nummers, "recorded number", "recorded numbers");
    build_text(&out, TEXT("\nzegel of boeking "));
    build_integer(&out, c->head);
    build_text(&out, TEXT(": "));
    build_text(&out, c->zegels.items[c->head - 1].hash);
    build_char(&out, '\n');
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
               JOIN(c->arena, TEXT("that it is sound cannot be noted in it: "),
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
    if (!check.findings.count && !check.head) find(&check.findings, 0, TEXT("it has no boeking"));
    if (check.findings.count) return tell(&check, options->max_errors);
    tell_sound(&check);
    return note(&check);
}
