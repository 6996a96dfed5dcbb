/* The steps of a history. In: a seed; out: a grootboek, and what was done. Always: the steps follow
 * from the seed alone, not from what comes out of them, so that they can be replayed. */
#include "history.h"

#include <sys/stat.h>

enum { CHANGES_MOST = 3 };

typedef struct {
    const Walk *walk;
    Woorden *told;
    int number, steps;
    struct { /* a concept that was not posted */
        const char *folder;
        long own; /* the last boeking of the settlement when it was made */
    } concept[2];
} Steps;

static const char *ledger_path(const Steps *s)
{
    return xstrf("%s/grootboek.db", s->walk->folder);
}

/* The quarters go on, or stay, or go back one; at the end all of 2025 is settled. */
static Asked ask(const Steps *s)
{
    bool closing = s->number + 2 >= s->steps;
    Settlement *settlement = &world.settlements[closing ? s->number % 2 : kans(25)];
    int quarter = settlement->quarter;
    if (!quarter || (quarter < 4 && kans(45)))
        quarter++;
    else if (quarter > 1 && kans(8))
        quarter--;
    if (closing) quarter = 4;
    settlement->quarter = quarter;
    int first = dag(2025, 3 * quarter - 2, 1);
    int last = quarter == 4 ? dag(2025, 12, 31) : dag(2025, 3 * quarter + 1, 1) - 1;
    Asked asked = {settlement, first, last, last + tussen(1, 20), 0, "0", kans(25), kans(20)};
    if (kans(25)) asked.minimum = KIES("25,00", "500", "100000,00");
    if (quarter > 1 && kans(25)) asked.afgesloten = dag(2025, 3 * rnd(quarter) + 1, 1) - 1;
    if (closing) {
        asked.minimum = "0";
        asked.jaareinde = false;
    }
    return asked;
}

static void tell(const Steps *s, const Asked *asked, bool concept)
{
    *ADD(*s->told) = xstrf("step %d: %s %s..%s, factuurdatum %s, minimum %s%s%s%s%s%s", s->number,
                           asked->settlement->id, datum_tekst(asked->first),
                           datum_tekst(asked->last), datum_tekst(asked->factuurdatum),
                           asked->minimum, asked->jaareinde ? ", jaareinde" : "",
                           asked->netto ? ", netto" : "", asked->afgesloten ? ", afgesloten " : "",
                           asked->afgesloten ? datum_tekst(asked->afgesloten) : "",
                           concept ? ", a concept that is not posted" : "");
}

static const char *post(Steps *s, const Asked *asked, const char *out)
{
    Ledger before = read_ledger(ledger_path(s), asked);
    int status = verreken(s->walk, "post", out, NULL);
    if (status) return refusal(s->walk, "post", status);
    if (!s->walk->judged) return NULL;
    Ledger after = read_ledger(ledger_path(s), asked);
    const char *wrong = only_added(&before, &after);
    if (!wrong && after.boekingen > before.boekingen + 1) wrong = "more than one boeking";
    if (!wrong && after.boekingen > before.boekingen)
        wrong = ledger_wrong(ledger_path(s), asked, out, after.boekingen);
    return wrong ? wrong : posted_wrong(s->walk, asked, out);
}

/* A concept of before a later boeking is refused, and nothing changes. */
static const char *post_stale(Steps *s, const Asked *asked)
{
    int which = asked->settlement == &world.settlements[1];
    const char *folder = s->concept[which].folder;
    Ledger before = read_ledger(ledger_path(s), asked);
    if (!folder || before.own == s->concept[which].own) return NULL;
    s->concept[which].folder = NULL;
    int status = verreken(s->walk, "post", folder, NULL);
    if (status != 1) return refusal(s->walk, "a concept that is too old", status);
    Ledger after = read_ledger(ledger_path(s), asked);
    const char *wrong = same_dump(&before, &after);
    return wrong ? xstrf("posting a concept that is too old: %s", wrong) : NULL;
}

static const char *take_step(Steps *s)
{
    Asked asked = ask(s);
    bool closing = s->number + 2 >= s->steps, concept = !closing && kans(12);
    const char *out = xstrf("%s/out/%02d", s->walk->folder, s->number), *wrong = NULL;
    for (int i = tussen(0, CHANGES_MOST); s->number > 0 && i > 0; i--)
        *ADD(*s->told) = xstrf("    %s", change_world());
    tell(s, &asked, concept);
    write_world(xstrf("%s/in", s->walk->folder), &asked);
    int status = verreken(s->walk, "run", xstrf("%s/in/run.ini", s->walk->folder), out);
    if (status) return refusal(s->walk, "run", status);
    if (s->walk->judged) wrong = run_wrong(s->walk, &asked, out);
    if (wrong) return wrong;
    if (concept) {
        int which = asked.settlement == &world.settlements[1];
        s->concept[which].folder = out;
        s->concept[which].own = read_ledger(ledger_path(s), &asked).own;
        return NULL;
    }
    wrong = post(s, &asked, out);
    return wrong ? wrong : post_stale(s, &asked);
}

const char *walk_history(const Walk *walk, unsigned long seed, int steps, Woorden *told,
                         Ledger *end)
{
    Steps s = {.walk = walk, .told = told, .steps = steps};
    const char *wrong = NULL;
    zaai(seed);
    make_world();
    if (mkdir(walk->folder, 0777) || mkdir(xstrf("%s/out", walk->folder), 0777))
        die("%s: cannot be made", walk->folder);
    for (; s.number < steps && !wrong; s.number++)
        wrong = take_step(&s);
    *end = read_ledger(ledger_path(&s), &(Asked){.settlement = &world.settlements[0]});
    return wrong;
}
