/* The command grootboek. In: the file of a grootboek; out: what it holds, shown in one of four
 * ways. Holds always: a posting that was interrupted is finished or undone before anything is
 * shown; nothing is written but that, and what --check has seen. */
#include "io/answer/answer.h"
#include "io/grootboek/grootboek_parts.h"
#include "io/grootboek/recover.h"
#include "io/tell/dutch.h"
#include "io/write/output.h"

/* --- what the ways of showing share ----------------------------------------------------------- */

void build_more_rows(TextBuilder *out, size_t count)
{
    if (count <= SHOWN_MOST) return;
    build_text(out, FILL(out->arena, TR("and %1 more rows, which are in the total\n"),
                         text_integer(out->arena, (i128)(count - SHOWN_MOST))));
}

Text amount_text(Arena *arena, i128 cents)
{
    return cents ? dutch_amount(arena, cents) : TEXT("-");
}

int by_code(const Symbols *symbols, u32 left, u32 right)
{
    return left == right ? 0 : text_compare(symbols->items[left], symbols->items[right]);
}

int by_days(const Booked *booked, u32 left, u32 right)
{
    if (left == right) return 0;
    Interval a = booked_days(booked, left), b = booked_days(booked, right);
    if (a.first != b.first) return (a.first > b.first) - (a.first < b.first);
    return (a.last > b.last) - (a.last < b.last);
}

/* --- the command ------------------------------------------------------------------------------ */

/* Tells what is wrong with it, and closes it. */
static int refuse(Arena *arena, Grootboek *g, Text problem)
{
    int status = g->db && grootboek_is_system_fault(g->db) ? EXIT_SYSTEM : EXIT_INPUT;
    grootboek_close(g);
    return say(arena, status, g->path, problem);
}

/* Whether the options go together; `day` gets that of --datum, else one after all others. */
static int read_options(Arena *arena, const Options *o, Day *day)
{
    *day = DAY_OPEN_END;
    if (o->all && !o->check)
        return say(arena, EXIT_USAGE, o->command, TR("--alles goes with --check"));
    if (o->check && (o->journal || o->date))
        return say(arena, EXIT_USAGE, o->command, TR("--check goes alone, or with --alles"));
    if (o->date && !day_parse(text_trim(text_of(o->date)), day))
        return say(
            arena, EXIT_USAGE, o->command,
            FILL(arena, TR("--datum wants a day such as 2025-12-31, not %1"), text_of(o->date)));
    return EXIT_DONE;
}

/* Opens a grootboek that must be there. */
static int open_grootboek(Arena *arena, const char *path, Grootboek *g)
{
    Text problem;
    const char *reason;
    if (!grootboek_open(arena, path, TEXT(""), g, &problem)) return refuse(arena, g, problem);
    if (g->db) return EXIT_DONE;
    return say(arena, EXIT_INPUT, path,
               sys_is_file(path, &reason)
                   ? TR("it is empty: nothing was posted in it, or its content is lost; when "
                        "something was posted, put a backup back")
                   : TR("there is no grootboek of that name; verreken post makes it"));
}

/* The folder of the last boeking, as a path from here; empty: there is none to look at. */
static Text last_folder(Arena *arena, const Grootboek *g)
{
    DbQuery *query = db_query(g->db, "SELECT map FROM boeking ORDER BY boeking DESC LIMIT 1");
    Text map = db_row(query) ? text_copy(arena, db_text(query, 0)) : TEXT("");
    db_end(query);
    if (!map.length || text_find(map, 0, 0) < map.length) return TEXT("");
    Text folder = path_beside(arena, text_of(g->path), map), parent = path_folder(folder);
    if (!parent.length) parent = TEXT(".");
    return sys_real_path(arena, text_zero_ended(arena, parent)).length ? folder : TEXT("");
}

/* Finishes or undoes what an interrupted posting left beside the last folder. */
static int recover(Arena *arena, const Grootboek *g)
{
    Text folder = last_folder(arena, g);
    if (!folder.length || db_fault(g->db)) return EXIT_DONE; /* told by what comes */
    return recover_folder(arena, text_zero_ended(arena, folder));
}

static int show(Arena *arena, Grootboek *g, const Options *o, Day day)
{
    Booked booked;
    Text problem = {0}, text;
    if (!booked_read(&booked, arena, g->db, &problem)) return refuse(arena, g, problem);
    if (answer_json()) json_text_of(answer_json(), "grootboek", text_of(g->path));
    if (o->journal) return grootboek_journal(&booked, g->path, day);
    text = o->date ? grootboek_balance(&booked, day, &problem) : grootboek_list(&booked, &problem);
    if (problem.length) return refuse(arena, g, problem);
    answer_print(text);
    return EXIT_DONE;
}

int grootboek_command(Arena *arena, const Options *o)
{
    Grootboek g;
    Day day;
    int status = read_options(arena, o, &day);
    if (!status) status = open_grootboek(arena, o->arguments[0], &g);
    if (status) return status;
    status = recover(arena, &g);
    if (!status) status = o->check ? grootboek_check(arena, &g, o) : show(arena, &g, o, day);
    grootboek_close(&g);
    return status;
}
